"""The arithmetic of duration, work and units: which of them follows when another one changes, by the task's type.

``work = duration * units * share`` holds for every assignment of people or machines, where the share is what a
predefined contour takes of the units on average; where an assignment's work is None it follows by itself. Work that is
spread by hand, and with it the split of a task, is cut or drawn out at its end.
"""

from __future__ import annotations

from math import ceil
from typing import Any

from ..project.draft import Draft
from ..project.kinds import ResourceKind, TaskType, WorkContour
from ..project.records import Assignment, ResourceUid, TaskUid
from ..project.widths import replace
from ..project.working_axis import WorkingTime
from ..schedule.activity import CLOCK
from ..schedule.assignments import average
from ..schedule.engine import Engine
from ..schedule.splits import ACTUAL, REMAINING, Pieces, by_hand, moved, spread, united
from .progress import resized
from .stretches import resized as cut_or_drawn_out
from .timephased import amounts_told
from .tree import change, forget_dates


def does_work(draft: Draft, one: Assignment) -> bool:
    """Whether an assignment adds work: of people and machines, or of nobody yet."""
    resource = None if one.resource is None else draft.resources.get(one.resource)
    return resource is None or resource.kind is ResourceKind.WORK


class Effort:
    """Duration, work and units of one task while it is edited."""

    def __init__(self, engine: Engine, draft: Draft, uid: TaskUid) -> None:
        """Take a task in a draft."""
        self._engine = engine
        self._draft = draft
        self._uid = uid

    @property
    def fixed(self) -> bool:
        """Whether the duration stays whatever the assignments take."""
        task = self._draft.tasks[self._uid]
        return task.task_type is TaskType.FIXED_DURATION and task.duration > 0

    def workers(self) -> list[Assignment]:
        """The assignments whose resources do work, as they are in the draft."""
        draft, uid = self._draft, self._uid
        known = [draft.assignments.get(one.uid) for one in draft.project.assignments_of(uid)]
        new = [after for before, after in draft.assignments.rows().values() if before is None and after is not None]
        return [one for one in (*known, *new) if one is not None and one.task == uid and does_work(draft, one)]

    def work_of(self, one: Assignment) -> int:
        """Minutes of work of an assignment."""
        return round(self._draft.tasks[one.task].duration * _pace(one)) if one.work is None else one.work

    def fix_work(self) -> None:
        """Write the work of the assignments down where it followed from the duration, before that changes."""
        for one in self.workers():
            if one.work is None:
                self.put(one, work=self.work_of(one))

    def last(self, minutes: int) -> None:
        """Let work or units follow a new duration, before the task itself gets it; none of it is spread by hand."""
        task = self._draft.tasks[self._uid]
        for one in self.workers():
            if not task.duration or not minutes:
                fields: dict[str, Any] = {} if one.work is None else {"work": round(minutes * _pace(one))}
            else:
                fields = {"delay": round(one.delay * minutes / task.duration)}
                if task.task_type is TaskType.FIXED_WORK:
                    fields |= {"work": self.work_of(one), "units": one.units * task.duration / minutes}
                elif one.work is not None:
                    fields["work"] = round(one.work * minutes / task.duration)
            self.put(one, **fields)

    def settle(self) -> None:
        """Let the duration follow the work and units of the assignments, from the first to the last of them."""
        task = self._draft.tasks[self._uid]
        length = sum(finish - start for start, finish in self._worked())
        if length:
            change(self._draft, self._uid, dates=True, **resized(task, length, task.duration_unit, False))

    def share_out(self, total: int) -> None:
        """Share the task's work out among its assignments as it was shared before; units or duration follow."""
        present = self.workers()
        shares = [self.work_of(one) for one in present]
        if not any(shares):
            shares = [max(one.units, 0.0) for one in present]
        whole = sum(shares) or 1
        given = 0
        for place, (one, share) in enumerate(zip(present, shares, strict=True)):
            part = total - given if place + 1 == len(present) else round(total * share / whole)
            given += part
            self.give(one, part)
        if not self.fixed:
            self.settle()

    def give(self, one: Assignment, work: int) -> None:
        """Give an assignment other work, and the units for it where the duration is fixed."""
        task = self._draft.tasks[self._uid]
        if self.fixed:
            before = self.work_of(one)
            units = one.units * work / before if before else work / (task.duration * average(one.contour))
            self.put(one, work=work, units=units)
        else:
            self.put(one, work=work)

    def put(self, one: Assignment, **fields: Any) -> None:
        """Write an assignment with other work or units; a spread by hand follows them."""
        after = replace(one, **fields)
        if after == one:
            return
        left = max(self.work_of(after) - after.actual_work, 0)
        others = tuple(piece for piece in after.timephased if piece.kind != REMAINING)
        time = self._time(one.resource)
        if by_hand(one, time):
            pace = after.units / one.units if one.units else 1.0
            laid = [(first, last, size * pace) for first, last, size in spread(one, time, REMAINING)]
            laid = cut_or_drawn_out(laid, float(left), after.units, laid[0][0])
            after = replace(
                after, contour=WorkContour.CONTOURED, timephased=(*amounts_told(time, laid, REMAINING), *others)
            )
        else:
            contour = WorkContour.FLAT if after.contour is WorkContour.CONTOURED else after.contour
            after = replace(after, contour=contour, timephased=others)
        if after.remaining_work is not None:
            after = replace(after, remaining_work=left)
        self._draft.assignments[one.uid] = after
        forget_dates(self._draft, self._uid)

    def join(self, one: Assignment) -> Assignment:
        """A new assignment as it goes on with the others: with the pauses of a split task that has not begun."""
        engine, row = self._engine, self._engine.schedule.rows.get(self._uid)
        pieces: Pieces = () if row is None else engine.compiled.activities[row].pieces
        task = self._draft.tasks[self._uid]
        if row is None or len(pieces) < 2 or task.actual_start is not None or not does_work(self._draft, one):
            return one
        time, own = engine.working_times.task(self._uid), self._time(one.resource)
        start = time.offset(engine.schedule.start[row])
        ends = [(time.starting(start + first), time.finishing(start + last)) for first, last in pieces]
        laid = [(own.offset(first), own.offset(last)) for first, last in ends]
        stretches = [(first, last, (last - first) * one.units) for first, last in laid if last > first]
        told = tuple(amounts_told(own, stretches, REMAINING))
        work = round(sum(size for _first, _last, size in stretches))
        return replace(one, work=work, contour=WorkContour.CONTOURED, timephased=told)

    # -- helpers

    def _time(self, resource: ResourceUid | None) -> WorkingTime:
        if self._draft.tasks[self._uid].duration_unit.elapsed:
            return CLOCK
        return self._engine.working_times.assignment(self._uid, resource)

    def _worked(self) -> Pieces:
        """When somebody is at work on the task, in its working time after its start."""
        elapsed = self._draft.tasks[self._uid].duration_unit.elapsed
        time = CLOCK if elapsed else self._engine.working_times.task(self._uid)
        return united(piece for one in self.workers() for piece in self._pieces(one, time))

    def _pieces(self, one: Assignment, time: WorkingTime) -> Pieces:
        if by_hand(one, time):
            whole = united((first, last) for first, last, _size in spread(one, time, REMAINING, ACTUAL))
            return moved(whole, one.delay - whole[0][0])
        length = ceil(self.work_of(one) / pace) if (pace := _pace(one)) > 0 else 0
        return ((one.delay, one.delay + length),) if length else ()


def _pace(one: Assignment) -> float:
    """Minutes of work in a minute of duration."""
    return one.units * average(one.contour)
