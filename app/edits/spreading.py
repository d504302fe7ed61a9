"""The assignments of a task while the spread of their work over time is edited.

The spread of all of them is written down as hand-spread work, which the schedule follows: the task lasts as long as
something is worked on it, with the pauses there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from ..analysis.spread import DUST, Spread, Stretch, cut, does_work, spread_of, total
from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import TaskType, WorkContour
from ..project.moments import Minute, to_datetime
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Assignment, AssignmentUid, Task, TaskUid, Timephased
from ..project.widths import replace
from ..project.working_axis import WorkingTime
from ..schedule.activity import CLOCK
from ..schedule.engine import Engine
from ..schedule.splits import ACTUAL, ACTUAL_OVERTIME, REMAINING, Pieces, by_hand, fitted, united
from . import stretches
from .timephased import amounts_told
from .tree import NO_PROGRESS, change, titled


def last(engine: Engine, draft: Draft, uid: TaskUid, minutes: int) -> bool:
    """Let work that is spread by hand follow a new duration of its task: it is cut or drawn out at its end.

    Returns:
        Whether any of the task's work is spread by hand.
    """
    project, times = engine.project, engine.working_times
    if project.tasks[uid].duration_unit.elapsed:
        return False
    if not any(by_hand(one, times.assignment(uid, one.resource)) for one in _workers(project, uid)):
        return False
    if uid not in engine.schedule:
        return False
    spreading = Spreading.of_task(engine, uid)
    if not spreading.last(minutes):
        return False
    spreading.write(draft)
    return True


def _workers(project: Project, uid: TaskUid) -> list[Assignment]:
    return [one for one in project.assignments_of(uid) if does_work(project, one)]


class _Spread(msgspec.Struct):
    """The spread of an assignment while it is edited."""

    one: Assignment
    time: WorkingTime
    done: list[Stretch]
    left: list[Stretch]
    edited: bool = False


class Spreading:
    """The assignments of one task while the spread of one of them is edited."""

    def __init__(self, engine: Engine, uid: AssignmentUid) -> None:
        """Take an assignment, which is edited until another one of its task is turned to.

        Raises:
            EditError: It is no work, or its task has none that could be spread.
        """
        self._engine = engine
        project = self._project = engine.project
        self._task: Task = project.tasks[project.assignments[uid].task]
        if not does_work(project, project.assignments[uid]):
            raise EditError(_("Stuff and money do no work that could be spread over time."))
        if not self._task.active or project.is_summary(self._task.uid):
            raise EditError(_("Work on {name} can't be spread by hand.").format(name=titled(self._task)))
        self._all = {
            one.uid: _Spread(one, spread.time, list(spread.done), list(spread.left))
            for one in _workers(project, self._task.uid)
            if (spread := self._spread(one)) is not None
        }
        self.turn_to(uid)

    @classmethod
    def of_task(cls, engine: Engine, uid: TaskUid) -> Spreading:
        """That of a task, with the first of its assignments.

        Raises:
            EditError: Nobody works on it, or as for an assignment.
        """
        workers = _workers(engine.project, uid)
        if not workers:
            name = titled(engine.project.tasks[uid])
            raise EditError(_("Nobody works on {name}; assign somebody first.").format(name=name))
        return cls(engine, workers[0].uid)

    def turn_to(self, uid: AssignmentUid) -> None:
        """Edit this assignment of the task from now on."""
        if uid not in self._all:
            raise EditError(_("{name} has no dates yet.").format(name=titled(self._task)))
        self._now = self._all[uid]

    def present(self, uid: AssignmentUid, start: Minute, finish: Minute) -> float:
        """How much work an assignment has in a period."""
        one = self._all[uid]
        return stretches.within([*one.done, *one.left], one.time.offset(start), one.time.offset(finish))

    def plan(self, start: Minute, finish: Minute, minutes: float) -> None:
        """Put so much work into a period."""
        now, (first, last) = self._now, self._places(start, finish)
        done = stretches.within(now.done, first, last)
        if minutes < done - 1:
            raise EditError(_("More than that is done already in this period; change the actual work."))
        earliest = now.done[-1][1] if now.done else now.time.offset(self._start)
        if last <= earliest and minutes - done > 1:
            raise EditError(
                _("{name} does not go on in this period; move the task first.").format(name=titled(self._task))
            )
        low = min(max(first, earliest), last)
        now.left = stretches.replaced(now.left, low, last, max(minutes - done, 0.0), now.one.units)
        now.edited = True

    def interrupt(self, pause: Minute, resume: Minute) -> None:
        """Let everybody's work that is left rest from one moment to another."""
        for one in self._all.values():
            place = one.time.offset(pause)
            if one.done and one.done[-1][1] > place:
                ended = to_datetime(one.time.finishing(one.done[-1][1]))
                raise EditError(
                    _("Work on {name} is reported up to {day}; it can be interrupted after that.").format(
                        name=titled(self._task), day=f"{ended:%Y-%m-%d %H:%M}"
                    )
                )
            one.left = stretches.parted(one.left, place, one.time.between(pause, resume))
            one.edited = True

    def parts(self) -> Pieces:
        """The stretches in which what is left is worked, in the task's working time, in order and apart."""
        return self._pieces(lambda one: one.left, self._time)

    def placed(self) -> Sequence[tuple[Minute, Minute]]:
        """From and to when the task is worked on, done and left."""
        pieces, time = self._pieces(lambda one: (*one.done, *one.left), self._time), self._time
        return [(time.starting(first), time.finishing(last)) for first, last in pieces]

    def lay(self, starts: Sequence[int]) -> None:
        """Let the parts of what is left begin at other places of the task's working time, in the same order."""
        time = self._time
        ends = [(time.starting(first), time.finishing(last)) for first, last in self.parts()]
        for one in self._all.values():
            laid: list[Stretch] = []
            for (begun, ended), start in zip(ends, starts, strict=True):
                first, last = one.time.offset(begun), one.time.offset(ended)
                shift = one.time.offset(time.starting(start)) - first
                laid += [
                    (low + shift, high + shift, size) for low, high, size in stretches.between(one.left, first, last)
                ]
            one.left = laid
            one.edited = True

    def reached(self) -> int | None:
        """Where what is done ends, in the task's working time; None where nothing is."""
        done = self._pieces(lambda one: one.done, self._time)
        return done[-1][1] if done else None

    def last(self, minutes: int) -> bool:
        """Cut everybody's work that is left, or draw it out, at the end of the task for that to last so long.

        Where the work is fixed it stays, and takes other units.

        Returns:
            Whether there is any.
        """
        time = self._time
        pieces = self._pieces(lambda one: (*one.done, *one.left), time)
        if not pieces:
            return False
        if self._task.task_type is TaskType.FIXED_DURATION:
            minutes -= max(pieces[0][0] - time.offset(self._start), 0)
        end, more = pieces[-1][1], minutes - sum(last - first for first, last in pieces)
        places = fitted(pieces, minutes) if more < 0 else pieces
        for one in self._all.values():
            held = total(one.left)
            if more < 0:
                place = one.time.offset(time.finishing(places[-1][1])) if places else one.time.offset(self._start)
                one.left = stretches.before(one.left, place)
            elif one.left and time.offset(one.time.finishing(one.left[-1][1])) >= end:
                first, last, size = one.left[-1]
                one.left[-1] = (first, last + more, size * (last + more - first) / (last - first))
            if self._task.task_type is TaskType.FIXED_WORK and (now := total(one.left)):
                one.left = [(first, last, size * held / now) for first, last, size in one.left]
                one.one = replace(one.one, units=one.one.units * held / now)
            one.edited = True
        return True

    def report(self, start: Minute, finish: Minute, minutes: float) -> None:
        """Note that so much was worked in a period; the rest comes after it."""
        now, (first, last) = self._now, self._places(start, finish)
        before = total(now.done) + total(now.left)
        laid = stretches.replaced([*now.done, *now.left], first, last, minutes, now.one.units)
        mine = [piece for piece in laid if piece[0] >= first and piece[1] <= last]
        outside = [piece for piece in stretches.without(now.done, first, last) if piece[2] > DUST]
        now.done = sorted([*outside, *mine])
        reached = now.done[-1][1] if now.done else None
        left = stretches.after(now.left, reached)
        now.left = stretches.resized(left, max(before - total(now.done), 0.0), now.one.units, self._resume(reached))
        now.edited = True

    def report_all(self, minutes: float) -> None:
        """Note that so much was worked in all, and that it came first."""
        now = self._now
        whole = [*now.done, *now.left]
        end = whole[-1][1] if whole else now.time.offset(self._start)
        done, left = cut(stretches.resized(whole, max(minutes, total(whole)), now.one.units, end), minutes)
        now.done, now.left = list(done), list(left)

    def patch(self) -> Patch:
        """All assignments with their spread, and the task with what follows from them."""
        draft = Draft(self._project)
        self.write(draft)
        change(draft, self._task.uid, dates=True, work=None, **(self._progress() if self._begun else self._planned()))
        return draft.patch()

    def write(self, draft: Draft) -> None:
        """The assignments with their spread."""
        for one in self._all.values():
            if one.edited or self._begun or one.one.actual_work or len(self._all) > 1:
                draft.assignments[one.one.uid] = self._written(one, self._begun)

    # -- helpers

    @property
    def _begun(self) -> bool:
        return any(one.done for one in self._all.values())

    @property
    def _start(self) -> Minute:
        return self._engine.schedule.start[self._engine.schedule.rows[self._task.uid]]

    def _spread(self, one: Assignment) -> Spread | None:
        engine = self._engine
        return spread_of(self._project, engine.schedule, engine.working_times, one)

    def _places(self, start: Minute, finish: Minute) -> tuple[int, int]:
        """A period on the working axis."""
        time = self._now.time
        first, last = time.offset(start), time.offset(finish)
        if first == last:
            raise EditError(_("Nobody works in this period; change the calendar, or type in another one."))
        return first, last

    def _resume(self, reached: int | None) -> int:
        return self._now.time.offset(self._start) if reached is None else reached

    def _written(self, one: _Spread, started: bool) -> Assignment:
        """The record of an assignment with its spread."""
        done, left = round(total(one.done)), round(total(one.left))
        others, overtime = self._overtime(one.one, done, done + left)
        fields = {
            "work": done + left,
            "actual_work": done,
            "actual_overtime_work": overtime,
            "remaining_work": left,
            "percent_work_complete": 100 * done // (done + left) if done else 0,
            "contour": WorkContour.CONTOURED if one.edited else one.one.contour,
            "timephased": (*_told(one, REMAINING), *_told(one, ACTUAL), *others),
            "actual_start": None,
            "actual_finish": None,
            "stop": None,
            "resume": None,
        }
        if one.done:
            begun = one.time.starting(one.done[0][0])
            ended = max(begun, one.time.finishing(one.done[-1][1]))
            fields |= {"actual_start": to_datetime(begun), "stop": to_datetime(ended), "resume": to_datetime(ended)}
            if one.left:
                fields["resume"] = to_datetime(one.time.starting(one.left[0][0]))
            else:
                fields["actual_finish"] = to_datetime(ended)
        elif not started and one.left:
            delay = one.left[0][0] - one.time.offset(self._start)
            fields |= {"delay": max(delay, 0), "levelling_delay": 0}
        return replace(one.one, **fields)

    def _overtime(self, one: Assignment, done: int, work: int) -> tuple[list[Timephased], int]:
        """The other amounts of an assignment over time, and the overtime of what is done now.

        Of other work, it is the share that overtime has in all; reports of it that were true of less or more go.
        """
        others = [piece for piece in one.timephased if piece.kind not in (REMAINING, ACTUAL)]
        if done == one.actual_work:
            return others, one.actual_overtime_work
        others = [piece for piece in others if piece.kind != ACTUAL_OVERTIME]
        return others, min(one.overtime_work * done // work, done) if work else 0

    def _pieces(self, of: Callable[[_Spread], Iterable[Stretch]], time: WorkingTime) -> Pieces:
        """When somebody is at work, in the working time of the task."""
        return united(
            (time.offset(one.time.starting(first)), time.offset(one.time.finishing(last)))
            for one in self._all.values()
            for first, last, _size in of(one)
        )

    def _planned(self) -> dict[str, object]:
        """The task, not begun, with the duration its assignments give it."""
        time = self._time
        pieces = self._pieces(lambda one: one.left, time)
        length = sum(last - first for first, last in pieces)
        fields: dict[str, object] = {**NO_PROGRESS, "estimated": False}
        if not length:
            return fields
        start = time.offset(self._start)
        if self._task.task_type is TaskType.FIXED_DURATION or self._task.duration_unit.elapsed:
            length += max(pieces[0][0] - start, 0)
        fields["duration"] = length
        return fields | self._by_hand(time.finishing(pieces[-1][1]), length)

    def _progress(self) -> dict[str, object]:
        """The task, begun, with what its assignments say of its progress."""
        time = self._time
        done = self._pieces(lambda one: one.done, time)
        left = self._pieces(lambda one: one.left, time)
        past, ahead = (sum(last - first for first, last in pieces) for pieces in (done, left))
        begun = min(one.time.starting(one.done[0][0]) for one in self._all.values() if one.done)
        stop = max(begun, *(one.time.finishing(one.done[-1][1]) for one in self._all.values() if one.done))
        resume = min((one.time.starting(one.left[0][0]) for one in self._all.values() if one.left), default=stop)
        work_done = sum(total(one.done) for one in self._all.values())
        work_left = sum(total(one.left) for one in self._all.values())
        finish = to_datetime(stop) if not ahead else None
        fields: dict[str, object] = {
            "duration": past + ahead,
            "estimated": False,
            "actual_duration": past,
            "remaining_duration": ahead,
            "percent_complete": 100 * past // (past + ahead) if past + ahead else 100,
            "percent_work_complete": int(100 * work_done / (work_done + work_left)),
            "actual_start": to_datetime(begun),
            "actual_finish": finish,
            "stop": to_datetime(stop),
            "resume": to_datetime(max(resume, stop)),
        }
        return fields | self._by_hand(stop if not left else time.finishing(left[-1][1]), past + ahead)

    def _by_hand(self, finish: Minute, length: int) -> dict[str, object]:
        """The dates of a task that is scheduled by hand follow the work on it."""
        if not self._task.manual or self._task.manual_start is None:
            return {}
        return {"manual_finish": to_datetime(finish), "manual_duration": length, "finish_text": None}

    @property
    def _time(self) -> WorkingTime:
        if self._task.duration_unit.elapsed:
            return CLOCK
        return self._engine.working_times.task(self._task.uid)


def _told(one: _Spread, kind: int) -> Iterable[Timephased]:
    return amounts_told(one.time, one.done if kind == ACTUAL else one.left, kind)
