"""What the mouse does to bars: one object from press to release, which shows what would be and at the end the edit.

Nothing changes before ``finish``; a gesture that is dropped has done nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ...app.chart import styles
from ...app.chart.describe import KINDS, Facts, lag_words
from ...app.chart.gantt import lit_bar
from ...app.chart.ghosts import ghost, ghost_progress
from ...app.chart.marks import Batch, Dash, Hit, Lines, Marks, Shape, Shapes, Style, Zone, ints
from ...app.edits.choices import CONSTRAINTS, title_of
from ...app.edits.dates import set_duration
from ...app.edits.drag import move, moved
from ...app.edits.links import set_link
from ...app.edits.progress import set_percent_complete, worked_until
from ...app.edits.tree import titled
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.durations import Duration
from ...app.project.errors import EditError
from ...app.project.kinds import ConstraintKind, DependencyKind
from ...app.project.moments import DAY, Minute, to_datetime
from ...app.project.patch import Patch
from ...app.project.records import Dependency, TaskUid
from ...app.schedule.engine import Engine


@dataclass(frozen=True)
class Pointer:
    """Where the mouse is: at a moment and a place of the chart, over something; ``free`` does without snapping."""

    minute: Minute
    x: float
    y: float
    hit: Hit
    free: bool


@dataclass(frozen=True)
class Edit:
    """What a gesture did.

    Attributes:
        patch: The change.
        text: Its name, for the undo list and the status bar.
        wish: The task, and start and finish it was asked to have; None where no dates were asked for.
        drawn: The task that came into being, whose name is wanted.
    """

    patch: Patch
    text: str
    wish: tuple[TaskUid, Minute, Minute] | None = None
    drawn: TaskUid | None = None


class Gesture(Protocol):
    """From press to release."""

    def move(self, pointer: Pointer) -> None:
        """The mouse went somewhere."""
        ...

    def preview(self, marks: Marks) -> list[Batch]:
        """What would be, to be painted over the chart."""
        ...

    def facts(self) -> Facts:
        """What would be, in words beside the pointer; an untitled fact is a sentence."""
        ...

    def finish(self) -> Edit | None:
        """The edit; None where nothing would change.

        Raises:
            EditError: It cannot be.
        """
        ...


def snapped(minutes: int, step: int) -> int:
    """Minutes to the nearest step."""
    return round(minutes / step) * step


def changed_to(before: str, after: str) -> str:
    """What a value was and what it would be."""
    return after if before == after else f"{before} → {after}"


def sets_constraint(kind: ConstraintKind) -> str:
    """That an edit sets a constraint."""
    return _("Sets the constraint: {constraint}").format(constraint=title_of(CONSTRAINTS, kind))


class MoveBar:
    """Moves a task in time, or a summary task with all its tasks."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid, grabbed: Minute, step: int) -> None:
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._grabbed = grabbed
        self._step = step
        self._row = engine.schedule.rows[uid]
        self._minutes = 0

    def move(self, pointer: Pointer) -> None:
        self._minutes = pointer.minute - self._grabbed
        if not pointer.free:
            self._minutes = snapped(self._minutes, self._step)

    def preview(self, marks: Marks) -> list[Batch]:
        found = ghost(marks, self._uid, *moved(self._engine, self._uid, self._minutes))
        for uid in self._group():
            if uid in marks.bars:
                found += ghost(marks, uid, *moved(self._engine, uid, self._minutes))
        return found

    def _group(self) -> list[TaskUid]:
        project = self._engine.project
        return [uid for uid, _level in project.outline(self._uid)] if project.is_summary(self._uid) else []

    def facts(self) -> Facts:
        start, finish = moved(self._engine, self._uid, self._minutes)
        schedule, words = self._engine.schedule, self._wording
        before = (schedule.start_of(self._uid), schedule.finish_of(self._uid))
        facts = [
            (_("Start"), changed_to(words.date_time(before[0]), words.date_time(to_datetime(start)))),
            (_("Finish"), changed_to(words.date_time(before[1]), words.date_time(to_datetime(finish)))),
            (_("Moved"), words.shift(self._engine.working_times.project.between(schedule.start[self._row], start))),
        ]
        return [*facts, ("", self._says())]

    def _says(self) -> str:
        """What the drag asks of the schedule."""
        project = self._engine.project
        task = project.tasks[self._uid]
        if project.is_summary(self._uid):
            begun = any(project.tasks[uid].actual_start is not None for uid in self._group())
            return _("Moves those of its tasks that have not begun") if begun else _("Moves all its tasks")
        if task.manual:
            return _("Sets the dates by hand")
        if task.actual_finish is not None:
            return _("Sets the actual start and finish")
        if task.actual_start is not None:
            return _("Sets the actual start")
        return sets_constraint(self._constraint())

    def _constraint(self) -> ConstraintKind:
        from_finish = self._engine.project.info.from_finish
        return ConstraintKind.START_NO_LATER_THAN if from_finish else ConstraintKind.START_NO_EARLIER_THAN

    def finish(self) -> Edit | None:
        start, finish = moved(self._engine, self._uid, self._minutes)
        if start == self._engine.schedule.start[self._row]:
            return None
        task = self._engine.project.tasks[self._uid]
        name, date = titled(task), self._wording.date_time(to_datetime(start))
        if self._engine.project.is_summary(self._uid):
            text = _("Move {name} and its tasks").format(name=name)
        elif task.manual or task.actual_start is not None:
            text = _("Move {name} to {date}").format(name=name, date=date)
        else:
            text = _("Move {name}: {constraint} {date}").format(
                name=name, constraint=title_of(CONSTRAINTS, self._constraint()), date=date
            )
        return Edit(move(self._engine, self._uid, self._minutes), text, (self._uid, start, finish))


class ResizeBar:
    """Gives a task another duration by its right edge."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid, step: int) -> None:
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._task = engine.project.tasks[uid]
        self._times = engine.working_times.task(uid)
        row = engine.schedule.rows[uid]
        self._start, self._finish = engine.schedule.start[row], engine.schedule.finish[row]
        self._before = self._duration = engine.schedule.duration[row]
        parts = engine.schedule.segments.get(uid, ())
        self._least = self._before - self._between(*parts[-1]) if len(parts) > 1 else 0
        day = DAY if self._task.duration_unit.elapsed else max(engine.project.info.minutes_per_day, 1)
        self._step = day if step >= DAY else step

    def move(self, pointer: Pointer) -> None:
        length = self._before + self._between(self._finish, pointer.minute)
        least = self._least + (1 if pointer.free else self._step)
        self._duration = max(length if pointer.free else snapped(length, self._step), least)

    def _between(self, start: Minute, finish: Minute) -> int:
        return finish - start if self._task.duration_unit.elapsed else self._times.between(start, finish)

    def _end(self) -> Minute:
        more = self._duration - self._before
        if not more or self._task.duration_unit.elapsed:
            return self._finish + more
        return self._times.finishing(self._times.offset(self._finish) + more)

    def preview(self, marks: Marks) -> list[Batch]:
        return ghost(marks, self._uid, self._start, self._end())

    def facts(self) -> Facts:
        unit = self._task.duration_unit
        more = self._duration - self._before
        sign = "+" if more > 0 else "-" if more < 0 else "±"
        words = self._wording
        finish = changed_to(words.date_time(to_datetime(self._finish)), words.date_time(to_datetime(self._end())))
        return [
            (_("Start"), words.date_time(to_datetime(self._start))),
            (_("Finish"), finish),
            (_("Duration"), changed_to(words.duration(self._before, unit), words.duration(self._duration, unit))),
            (_("Change"), f"{sign}{words.duration(abs(more), unit)}"),
        ]

    def finish(self) -> Edit | None:
        if self._duration == self._before:
            return None
        unit = self._task.duration_unit
        text = _("Change the duration of {name} to {duration}").format(
            name=titled(self._task), duration=self._wording.duration(self._duration, unit)
        )
        patch = set_duration(self._engine, self._uid, Duration(self._duration, unit))
        return Edit(patch, text, (self._uid, self._start, self._end()))


class SetProgress:
    """Says how much of a task is done, in steps of five per cent."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid) -> None:
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._task = engine.project.tasks[uid]
        schedule, row = engine.schedule, engine.schedule.rows[uid]
        self._start, self._duration = schedule.start[row], max(schedule.duration[row], 1)
        self._parts = schedule.segments.get(uid) or ((self._start, schedule.finish[row]),)
        self._times = engine.working_times.task(uid)
        self._percent = self._task.percent_complete

    def move(self, pointer: Pointer) -> None:
        done = sum(self._between(*part) for part in self._until_then(pointer.minute))
        percent = done * 100 / self._duration
        self._percent = min(round(percent) if pointer.free else snapped(round(percent), 5), 100)

    def _between(self, start: Minute, finish: Minute) -> int:
        return finish - start if self._task.duration_unit.elapsed else self._times.between(start, finish)

    def _until_then(self, moment: Minute) -> list[tuple[Minute, Minute]]:
        """The parts of the bar up to a moment."""
        return [(start, min(finish, moment)) for start, finish in self._parts if start < moment]

    def _until(self) -> Minute:
        if self._percent == 100:  # which people with other hours reach later
            return self._parts[-1][1]
        return worked_until(self._engine, self._task, self._start, self._duration * self._percent // 100)

    def preview(self, marks: Marks) -> list[Batch]:
        return ghost_progress(marks, self._uid, self._until_then(self._until()) or [(self._start, self._start)])

    def facts(self) -> Facts:
        return [
            (_("Complete"), changed_to(*map(self._wording.percent, (self._task.percent_complete, self._percent)))),
            (_("Done until"), self._wording.date_time(to_datetime(self._until()))),
        ]

    def finish(self) -> Edit | None:
        if self._percent == self._task.percent_complete:
            return None
        text = _("Set {name} to {percent} complete").format(
            name=titled(self._task), percent=self._wording.percent(self._percent)
        )
        return Edit(set_percent_complete(self._engine, [self._uid], self._percent), text)


class DrawLink:
    """Draws a link from one end of a bar to an end of another."""

    def __init__(self, engine: Engine, wording: Wording, uid: TaskUid, row: int, *, from_start: bool) -> None:
        """Begin at an end of the bar in a row of the chart."""
        self._engine = engine
        self._wording = wording
        self._uid = uid
        self._row = row
        self._from_start = from_start
        self._at = (0, 0)
        self._target: TaskUid | None = None
        self._kind = DependencyKind.START_START if from_start else DependencyKind.FINISH_START
        self._refusal = ""

    def move(self, pointer: Pointer) -> None:
        self._at = (round(pointer.x), round(pointer.y))
        hit = pointer.hit
        target = hit.uid if hit.zone is not None and hit.uid != self._uid else None
        to_finish = hit.zone in (Zone.FINISH, Zone.LINK_FINISH)
        kind = _KIND[self._from_start, to_finish]
        if (target, kind) != (self._target, self._kind):
            self._target, self._kind = target, kind
            self._refusal = self._refused()

    def _refused(self) -> str:
        """Why this link cannot be; empty where it can."""
        if self._target is not None:
            try:
                self.finish()
            except EditError as refusal:
                return str(refusal)
        return ""

    def preview(self, marks: Marks) -> list[Batch]:
        start = self._begins(marks)
        style = _REFUSED if self._refusal else styles.RUBBER
        found: list[Batch] = [
            Lines(style, ints([(*start, *self._at)], 4)),
            Shapes(Style(fill=style.edge), Shape.DOT, ints([start, self._at], 2), 3.5),
        ]
        return found if self._target is None else [*lit_bar(marks, self._target), *found]

    def _begins(self, marks: Marks) -> tuple[int, int]:
        """Where the link begins, be that in view or scrolled away."""
        bar = marks.bars.get(self._uid)
        if bar is not None:
            return (bar.left if self._from_start else bar.right), bar.middle
        schedule, row = self._engine.schedule, self._engine.schedule.rows[self._uid]
        moment = (schedule.start if self._from_start else schedule.finish)[row]
        return marks.frame.x(moment), self._row * marks.row_height + marks.row_height // 2 - marks.frame.top

    def facts(self) -> Facts:
        if self._refusal:
            return [("", self._refusal)]
        if self._target is None:
            return [("", _("Drop on another bar to link it"))]
        tasks = self._engine.project.tasks
        return [
            (_("From"), titled(tasks[self._uid])),
            (_("To"), titled(tasks[self._target])),
            (_("Link"), self._link_words()),
        ]

    def _known(self) -> Dependency | None:
        """The link there is."""
        return None if self._target is None else self._engine.project.dependencies.get((self._uid, self._target))

    def _link_words(self) -> str:
        known, after = self._known(), _(KINDS[self._kind])
        if known is None:
            return after
        lag = f" {lag_words(known, self._wording)}" if known.lag else ""
        return changed_to(_(KINDS[known.kind]) + lag, after + lag)

    def finish(self) -> Edit | None:
        if self._target is None:
            return None
        project, known = self._engine.project, self._known()
        names = {"first": titled(project.tasks[self._uid]), "second": titled(project.tasks[self._target])}
        if known is None:
            text = _("Link {first} to {second}").format(**names)
            return Edit(set_link(project, self._uid, self._target, self._kind), text)
        if known.kind is self._kind:
            text = _("{first} and {second} are linked so already: {link}.")
            raise EditError(text.format(**names, link=self._link_words()))
        text = _("Change the link from {first} to {second}: {link}").format(**names, link=_(KINDS[self._kind]))
        return Edit(set_link(project, self._uid, self._target, self._kind, known.lag, known.lag_unit), text)


_KIND = {
    (False, False): DependencyKind.FINISH_START,
    (True, False): DependencyKind.START_START,
    (False, True): DependencyKind.FINISH_FINISH,
    (True, True): DependencyKind.START_FINISH,
}
_REFUSED = Style(edge="error", width=2, dash=Dash.DASHED)
