"""What the mouse does to rows and pieces of bars: split a bar, draw a new one, move rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from ...app.chart import styles
from ...app.chart.describe import Facts
from ...app.chart.ghosts import ghost_pieces
from ...app.chart.marks import Batch, Lines, Marks, Rects, ints
from ...app.edits.draw import draw, drawn
from ...app.edits.split import move_part, part_moved, split
from ...app.edits.tree import titled
from ...app.edits.wording import Wording
from ...app.i18n import _, ngettext
from ...app.project.errors import EditError
from ...app.project.moments import Minute, to_datetime
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import TaskUid
from ...app.schedule.engine import Engine
from .gestures import Edit, Pointer, changed_to, sets_constraint, snapped

_NAMED = 3
"""So many of the tasks whose rows are moved are named beside the pointer."""


class SplitBar:
    """Interrupts a bar where it was pressed, and lets its rest go on where it is dropped."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid, pressed: Minute, step: int) -> None:
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._step = step
        self._time = engine.working_times.task(uid)
        row = engine.schedule.rows[uid]
        self._start, self._finish = engine.schedule.start[row], engine.schedule.finish[row]
        self._pressed = pressed
        self._pause = self._resume = self._time.next_working(snapped(pressed, step))
        self._refusal = ""

    def move(self, pointer: Pointer) -> None:
        step = 1 if pointer.free else self._step
        moved = snapped(max(pointer.minute - self._pressed, 0), step)
        self._resume = self._time.next_working(self._pause + moved)
        self._refusal = ""
        try:
            self.finish()
        except EditError as refusal:
            self._refusal = str(refusal)

    def preview(self, marks: Marks) -> list[Batch]:
        if self._refusal:
            return []
        gap = self._time.between(self._pause, self._resume)
        before = (self._start, self._time.add(self._start, self._time.between(self._start, self._pause)))
        rest = (self._resume, self._time.add(self._finish, gap))
        return ghost_pieces(marks, self._uid, [before, rest])

    def facts(self) -> Facts:
        if self._refusal:
            return [("", self._refusal)]
        gap = self._time.between(self._pause, self._resume)
        return [
            (_("Interrupted"), self._wording.date_time(to_datetime(self._pause))),
            (_("Goes on"), self._wording.date_time(to_datetime(self._resume))),
            (_("Finish"), self._wording.date_time(to_datetime(self._time.add(self._finish, gap)))),
        ]

    def finish(self) -> Edit | None:
        if self._resume <= self._pause:
            return None
        name = titled(self._engine.project.tasks[self._uid])
        return Edit(split(self._engine, self._uid, self._pause, self._resume), _("Split {name}").format(name=name))


class MovePart:
    """Moves a later part of a split bar, as far as the parts beside it, which it joins there."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid, part: Minute, at: Minute, step: int) -> None:
        """Grab at a moment the part that begins at another."""
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._part = part
        self._grabbed = at
        self._step = step
        self._later = 0
        self._pieces = self._before = engine.schedule.segments[uid]
        self._refusal = ""

    def move(self, pointer: Pointer) -> None:
        time = self._engine.working_times.task(self._uid)
        minutes = pointer.minute - self._grabbed
        wanted = time.next_working(self._part + (minutes if pointer.free else snapped(minutes, self._step)))
        self._later = time.offset(wanted) - time.offset(self._part)
        try:
            self._pieces = part_moved(self._engine, self._uid, self._part, self._later)
        except EditError as refusal:
            self._refusal = str(refusal)

    def preview(self, marks: Marks) -> list[Batch]:
        return [] if self._refusal else ghost_pieces(marks, self._uid, self._pieces)

    def facts(self) -> Facts:
        if self._refusal:
            return [("", self._refusal)]
        facts: Facts = []
        for number, piece in enumerate(self._pieces, 1):
            first, last = (self._wording.date_time(to_datetime(moment)) for moment in piece)
            facts.append((_("Part {number}").format(number=number), f"{first} – {last}"))
        return facts if len(self._pieces) == len(self._before) else [*facts, ("", _("Joins the parts"))]

    def finish(self) -> Edit | None:
        if tuple(self._pieces) == tuple(self._before):
            return None
        name = titled(self._engine.project.tasks[self._uid])
        patch = move_part(self._engine, self._uid, self._part, self._later)
        return Edit(patch, _("Move a part of {name}").format(name=name))


class DrawTask:
    """Draws a new task in an empty row."""

    def __init__(
        self, engine: Engine, wording: Wording, blank: TaskUid | None, pressed: tuple[Minute, int], step: int
    ) -> None:
        """Begin at a moment in the row whose top, counted from the top of the sheet, is told with it."""
        self._engine = engine
        self._wording = wording
        self._blank = blank
        self._begun, self._top = pressed
        self._step = step
        self._span = (self._begun, self._begun)

    def move(self, pointer: Pointer) -> None:
        step = 1 if pointer.free else self._step
        first, last = sorted(snapped(moment, step) for moment in (self._begun, pointer.minute))
        self._span = (first, max(last, first + step))

    def preview(self, marks: Marks) -> list[Batch]:
        x, height = marks.frame.x, marks.row_height
        left, right = (x(moment) for moment in self._span)
        box = ints(
            [(left, self._top - marks.frame.top + height // 5, max(right - left, 3), height - 2 * (height // 5))], 4
        )
        return [Rects(styles.GHOST_FILL, box), Rects(styles.GHOST, box)]

    def facts(self) -> Facts:
        try:
            task = drawn(self._engine, *self._span)
        except EditError as refusal:
            return [("", str(refusal))]
        time, words = self._engine.working_times.project, self._wording
        begin = time.next_working(self._span[0])
        facts = [
            (_("New task"), ""),
            (_("Start"), words.date_time(to_datetime(begin))),
            (_("Finish"), words.date_time(to_datetime(time.add(begin, task.duration)))),
            (_("Duration"), words.duration(task.duration, self._engine.project.info.duration_unit)),
        ]
        return facts if task.constraint_date is None else [*facts, ("", sets_constraint(task.constraint))]

    def finish(self) -> Edit | None:
        patch = draw(self._engine, *self._span, self._blank)
        return Edit(patch, _("Draw a task"), drawn=next(iter(patch.touched("tasks"))))


class MoveRows:
    """Moves the rows of tasks up or down; links stay what they are."""

    def __init__(
        self,
        project: Project,
        uids: Sequence[TaskUid],
        place: Callable[[float], tuple[int, TaskUid | None]],
        moved: Callable[[Collection[TaskUid], TaskUid | None], Patch],
    ) -> None:
        """Move some tasks.

        Args:
            project: The plan.
            uids: The tasks.
            place: For a height in the view the row that they would come before, and its task, None behind the last.
            moved: The patch that moves them before a task.
        """
        self._project = project
        self._uids = uids
        self._place = place
        self._moved = moved
        self._to: tuple[int, TaskUid | None] | None = None
        self._edit: Edit | None = None
        self._refusal = ""

    def move(self, pointer: Pointer) -> None:
        self._to = self._place(pointer.y)
        self._edit, self._refusal = None, ""
        try:
            self._edit = self.finish()
        except EditError as refusal:
            self._refusal = str(refusal)

    def preview(self, marks: Marks) -> list[Batch]:
        if self._to is None or self._refusal:
            return []
        y = self._to[0] * marks.row_height - marks.frame.top
        return [Lines(styles.RUBBER, ints([(0, y, marks.frame.width, y)], 4))]

    def facts(self) -> Facts:
        if self._refusal:
            return [("", self._refusal)]
        tasks, names = self._project.tasks, self._uids[:_NAMED]
        facts = [("", ", ".join(titled(tasks[uid]) for uid in names) + (", …" if len(self._uids) > _NAMED else ""))]
        if self._edit is None:
            return [*facts, ("", _("Stays where it is"))]
        before, after = self._project.parent(names[0]), self._parent_after(self._edit.patch, names[0])
        if before != after:
            place = changed_to(*(titled(tasks[one]) if one else _("no summary task") for one in (before, after)))
            facts.append((_("Below"), place))
        return facts

    def _parent_after(self, patch: Patch, uid: TaskUid) -> TaskUid:
        """Below which task another one stands then; as now where the patch has nothing of it."""
        rows = patch.changes.get("children", {}).items()
        return next((one for one, (_old, new) in rows if new and uid in new), self._project.parent(uid))

    def finish(self) -> Edit | None:
        if self._to is None or self._to[1] in self._uids:
            return None
        patch, count = self._moved(self._uids, self._to[1]), len(self._uids)
        text = ngettext("Move the row of {name}", "Move the rows of {count} tasks", count).format(
            name=titled(self._project.tasks[self._uids[0]]), count=count
        )
        return Edit(patch, text) if patch else None
