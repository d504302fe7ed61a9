"""Edits of usage: how much of an assignment is worked, or was worked, in a period of time.

The spread of all assignments of the task is written down as hand-spread work, which the schedule follows: the task
lasts as long as something is worked on it, with the gaps there are.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.spread import DUST, does_work
from ..i18n import _
from ..project.errors import EditError
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.records import AssignmentUid, TaskUid
from ..schedule.engine import Engine
from .spreading import Spreading

Period = tuple[Minute, Minute, float]
"""From and to, and the minutes of work in between."""


def set_work_in(engine: Engine, uid: AssignmentUid, periods: Iterable[Period]) -> Patch:
    """Say how much of an assignment is to be worked in periods of time; what is done in them is part of it.

    Raises:
        EditError: There is no working time in a period, it lies before the task, or more is done already.
    """
    editing = Spreading(engine, uid)
    for start, finish, minutes in periods:
        editing.plan(start, finish, minutes)
    return editing.patch()


def set_actual_work_in(engine: Engine, uid: AssignmentUid, periods: Iterable[Period]) -> Patch:
    """Say how much of an assignment was worked in periods of time.

    What should have been worked until then and was not is left to do at the end, so that the work in all stays; it
    grows only where more was done than there was.

    Raises:
        EditError: There is no working time in a period, or the task is inactive.
    """
    editing = Spreading(engine, uid)
    for start, finish, minutes in periods:
        editing.report(start, finish, minutes)
    return editing.patch()


def set_task_work_in(engine: Engine, uid: TaskUid, periods: Iterable[Period], *, actual: bool = False) -> Patch:
    """Say how much is to be, or was, worked on a task in periods, shared out among its assignments as it was shared.

    Raises:
        EditError: It is a summary task, nobody works on it, or as for a single assignment.
    """
    project = engine.project
    if project.is_summary(uid):
        raise EditError(_("The work of a summary task follows from its tasks."))
    editing = Spreading.of_task(engine, uid)
    workers = [one for one in project.assignments_of(uid) if does_work(project, one)]
    for start, finish, minutes in periods:
        shares = [editing.present(one.uid, start, finish) for one in workers]
        if not any(shares):
            shares = [max(one.units, DUST) for one in workers]
        for one, share in zip(workers, shares, strict=True):
            editing.turn_to(one.uid)
            (editing.report if actual else editing.plan)(start, finish, minutes * share / sum(shares))
    return editing.patch()


def set_actual_work(engine: Engine, uid: AssignmentUid, minutes: int) -> Patch:
    """Say how much of an assignment was worked in all: what comes first of its spread; 0 where nothing was.

    Raises:
        EditError: The work is negative, or the task is inactive.
    """
    if minutes < 0:
        raise EditError(_("Work is not negative."))
    editing = Spreading(engine, uid)
    editing.report_all(float(minutes))
    return editing.patch()
