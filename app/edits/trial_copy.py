"""A copy of a plan, or of the part that a task hangs on, on which changes are tried out."""

from __future__ import annotations

from ..analysis.causes import Cause, End
from ..analysis.why import explain
from ..project.moments import Minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..schedule.engine import Engine


class TrialCopy:
    """A copy made to see how changes move one end of a task.

    Attributes:
        end: Which end.
        date: Where it is without a change.
    """

    def __init__(self, engine: Engine, uid: TaskUid, end: End) -> None:
        """Copy as much of the plan as the task hangs on."""
        self.end = end
        self._uid = uid
        self._engine = _copy(engine, uid)
        self.date: Minute = self._engine.schedule.value(end, uid)

    def after(self, patch: Patch) -> tuple[Minute, Cause, int]:
        """After a change: where the end is, what sets it, and how much earlier it is; then the copy is as it was.

        How much is counted in the working time of the changed plan, in which days may be worked that were off.
        """
        engine, uid = self._engine, self._uid
        here = _within(engine.project, patch)
        engine.project.apply(here)
        engine.update(here)
        date: Minute = engine.schedule.value(self.end, uid)
        gain = engine.working_times.yardstick(uid).between(date, self.date)
        told = date, placing(engine, uid, self.end), gain
        back = here.inverted()
        engine.project.apply(back)
        engine.update(back)
        return told


def placing(engine: Engine, uid: TaskUid, end: End) -> Cause:
    """What places a task; of a summary, what sets the end."""
    explanation = explain(engine, uid)
    return explanation.behind(end) if engine.project.is_summary(uid) else explanation.driving


def _copy(engine: Engine, uid: TaskUid) -> Engine:
    """A copy of as much of a plan as a task's start can hang on; of all where dates hang on both passes."""
    plan, project = engine.compiled, engine.project
    if not plan.late and not plan.from_finish:
        made = Engine(_upstream(engine, uid))
        if all(made.schedule.value(end, uid) == engine.schedule.value(end, uid) for end in End):
            return made
    return Engine(project.snapshot())


def _upstream(engine: Engine, uid: TaskUid) -> Project:
    """The tasks that come before a task in the order of the network, with their links, summaries and assignments."""
    network, project = engine.compiled.network, engine.project
    row = network.rows[uid]
    waiting = [~row if network.is_summary(row) else row]
    steps: set[int] = set()
    while waiting:
        step = waiting.pop()
        if step not in steps:
            steps.add(step)
            waiting.extend(network.before(step))
    rows = {step if step >= 0 else ~step for step in steps}
    uids = {network.uids[row] for row in rows}
    keys = {link.key for row in rows for link in network.incoming[row]}
    return Project(
        project.info,
        tasks=[project.tasks[one] for one in network.uids if one in uids and one != ROOT],
        children={one: tuple(kid for kid in kids if kid in uids) for one, kids in project.children.items()},
        dependencies=[link for key, link in project.dependencies.items() if key in keys and uids.issuperset(key)],
        resources=[project.resources[one] for one in project.resource_order],
        assignments=[one for one in project.assignments.values() if one.task in uids],
        calendars=project.calendars.values(),
        stored_dates={one: dates for one, dates in project.stored_dates.items() if one in uids},
    )


def _within(project: Project, patch: Patch) -> Patch:
    """That part of a patch that concerns records a copy has."""
    return Patch(
        {
            table: {key: pair for key, pair in rows.items() if key in getattr(project, table)}
            for table, rows in patch.changes.items()
        }
    )
