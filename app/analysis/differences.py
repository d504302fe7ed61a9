"""Where the computed dates differ from those a file stored: where each difference begins, and why.

Whether a difference begins at a task is not guessed but tried: each task is placed once more, beside all others as the
file has them. Where that comes to the file's dates, the task only follows from others; where not, it shows what the
rules ask of it, and so what the file did not keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute, to_minute
from ..project.records import ROOT, StoredDates, TaskUid
from ..schedule.engine import Engine
from ..schedule.forward import Dates, ForwardPass
from ..schedule.schedule import Driver, Schedule
from ..schedule.stored import moved_tasks
from .difference_causes import Cause, Place, cause_of


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A task whose computed dates are not those of the file.

    Attributes:
        task: The task; ``ROOT`` is the plan itself.
        file_start: What the file said, and ``file_finish``; None where it said nothing.
        our_start: What the rules give, and ``our_finish``.
        shift: Working minutes from the file's start to ours, or from finish to finish where the starts are the same;
            negative where ours is earlier. Counted in the task's own calendar or else the project's.
        cause: Why.
        origin: The difference begins here; else it follows from ``source``.
        source: The task it follows from or whose link was not kept; None where no other task has to do with it.
    """

    task: TaskUid
    file_start: Minute | None
    file_finish: Minute | None
    our_start: Minute
    our_finish: Minute
    shift: int
    cause: Cause
    origin: bool
    source: TaskUid | None = None


def differences(engine: Engine, among: Iterable[TaskUid] | None = None) -> list[Difference]:
    """The differences in the order of the outline, those that begin somewhere before those that follow.

    Args:
        engine: The plan and its schedule.
        among: Only these tasks are told of, where others were moved by edits; all unless said.
    """
    return in_order(one for one in search(engine, among) if one is not None)


def search(engine: Engine, among: Iterable[TaskUid] | None = None) -> Iterator[Difference | None]:
    """The same one by one in the order of the outline, with None now and then, so that a window stays quick.

    The plan must not change meanwhile.
    """
    moved = set(moved_tasks(engine.project, engine.schedule))
    wanted = moved if among is None else moved.intersection(among)
    finder = _Finder(engine, moved)
    if any(map(finder.can_be_tried, wanted)):
        yield from finder.place()
    outline = (uid for uid, _level in engine.project.outline())
    yield from (finder.difference(uid) for uid in (ROOT, *outline) if uid in wanted)


def in_order(found: Iterable[Difference]) -> list[Difference]:
    """Those that begin somewhere before those that follow."""
    return sorted(found, key=lambda one: not one.origin)


def with_followers(found: Iterable[Difference], uids: Iterable[TaskUid]) -> set[TaskUid]:
    """These tasks and all whose difference follows from theirs."""
    following: dict[TaskUid, list[TaskUid]] = {}
    for one in found:
        if not one.origin and one.source is not None:
            following.setdefault(one.source, []).append(one.task)
    reached, stack = set[TaskUid](), list(uids)
    while stack:
        uid = stack.pop()
        if uid not in reached:
            reached.add(uid)
            stack += following.get(uid, [])
    return reached


class _Finder:
    """Tells origins from followers."""

    def __init__(self, engine: Engine, moved: set[TaskUid]) -> None:
        self._engine = engine
        self._project = engine.project
        self._schedule = engine.schedule
        self._moved = moved
        self._circling = {note.task for note in engine.schedule.notes if note.code == "schedule.cycle"}
        self._trial = Schedule(engine.schedule.uids)
        self._placed: dict[int, Dates] = {}

    def difference(self, uid: TaskUid) -> Difference:
        """What there is to say of a task that differs."""
        project, schedule, row = self._project, self._schedule, self._schedule.rows[uid]
        told = project.stored_dates[uid]
        cause, source, origin = self._cause(uid, told)
        start, finish = _minute(told.start), _minute(told.finish)
        times = self._engine.working_times.project if uid == ROOT else self._engine.working_times.yardstick(uid)
        shift = times.between(start, schedule.start[row]) if start is not None else 0
        if finish is not None and (start is None or start == schedule.start[row]):
            shift = times.between(finish, schedule.finish[row])
        return Difference(
            task=uid,
            file_start=start,
            file_finish=finish,
            our_start=schedule.start[row],
            our_finish=schedule.finish[row],
            shift=shift,
            cause=cause,
            origin=origin,
            source=source,
        )

    # -- the trial

    def can_be_tried(self, uid: TaskUid) -> bool:
        """Whether the task's dates hang on the forward pass alone."""
        if uid == ROOT or self._project.info.from_finish or self._project.is_summary(uid):
            return False
        return self._project.tasks[uid].constraint is not ConstraintKind.AS_LATE_AS_POSSIBLE

    def place(self) -> Iterator[None]:
        """Find where each task is put beside all others as the file has them."""
        plan, rows = self._engine.compiled, self._schedule.rows
        told: dict[int, Dates] = {}
        for uid, dates in self._project.stored_dates.items():
            if uid in rows and dates.start is not None and dates.finish is not None:
                start = to_minute(dates.start)
                told[rows[uid]] = start, max(start, to_minute(dates.finish))
        for row, dates in ForwardPass(plan, self._trial, plan.anchor).beside(told):
            self._placed[row] = dates
            yield None

    # -- causes

    def _cause(self, uid: TaskUid, told: StoredDates) -> tuple[Cause, TaskUid | None, bool]:
        """Cause, the other task that has to do with it, and whether the difference begins here."""
        project, row = self._project, self._schedule.rows[uid]
        if uid == ROOT or (project.is_summary(uid) and not project.tasks[uid].manual):
            child = self._child_behind(uid)
            return (Cause.CHILDREN, child, False) if child is not None else (Cause.SUMMARY, None, True)
        if uid in self._circling:
            return Cause.CYCLE, None, True
        if not self.can_be_tried(uid):
            return self._untried(uid)
        place, driver = Place(told, *self._placed[row]), self._trial.driver[row]
        if place.agrees:
            source = self._source(uid, self._schedule.driver[row], driver)
            return (Cause.UNKNOWN, None, True) if source is None else (Cause.FOLLOWS, source, False)
        cause = cause_of(self._engine, uid, place, driver)
        named = cause in (Cause.LINK, Cause.LATER) and driver is not None
        return cause, driver.task if named and driver is not None else None, True

    def _untried(self, uid: TaskUid) -> tuple[Cause, TaskUid | None, bool]:
        """Of a task that cannot be tried: one late on purpose, or a manual summary."""
        task = self._project.tasks[uid]
        if task.manual:
            return Cause.MANUAL, None, True
        neighbours = [link.successor for link in self._project.successors(uid)] + self._predecessors(uid)
        source = next((one for one in neighbours if one in self._moved), None)
        return (Cause.LATE, None, True) if source is None else (Cause.FOLLOWS, source, False)

    def _source(self, uid: TaskUid, *drivers: Driver | None) -> TaskUid | None:
        """The differing task that a follower follows from: what drives it here or drove it in the file, at best."""
        named = [one.task for one in drivers if one is not None and one.task is not None]
        candidates = [*named, *self._predecessors(uid), *self._project.ancestors(uid)]
        return next((one for one in candidates if one in self._moved and one != uid), None)

    def _predecessors(self, uid: TaskUid) -> list[TaskUid]:
        """The predecessors of the task and of the summaries above."""
        owners = (uid, *self._project.ancestors(uid))
        return [link.predecessor for owner in owners for link in self._project.predecessors(owner)]

    def _child_behind(self, uid: TaskUid) -> TaskUid | None:
        """The task right below a summary that makes its dates differ: the one that sets them, if it can be."""
        schedule, row = self._schedule, self._schedule.rows[uid]
        children = [one for one in self._project.children.get(uid, ()) if one in self._moved]
        told = self._project.stored_dates[uid]
        setting = [
            one
            for one in children
            if (told.start is not None and schedule.value("start", one) == schedule.start[row] != to_minute(told.start))
            or (
                told.finish is not None
                and schedule.value("finish", one) == schedule.finish[row] != to_minute(told.finish)
            )
        ]
        return next(iter(setting + children), None)


def _minute(moment: object) -> Minute | None:
    return None if moment is None else to_minute(moment)  # type: ignore[arg-type]
