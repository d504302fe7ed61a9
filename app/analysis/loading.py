"""The loads of all resources of a plan, computed when asked for and kept until an edit touches them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np

from ..project.kinds import ResourceKind
from ..project.moments import DAY, Minute
from ..project.records import AssignmentUid, CalendarUid, Resource, ResourceUid, TaskUid
from ..project.ticket import Ticket, followed
from ..schedule.schedule import Schedule
from ..schedule.trial import Scheduled
from .load_matrix import load_matrix
from .pieces import Work, pieces
from .resource_load import Buckets, Overallocation, ResourceLoad
from .working_curve import Floats, Ints, WorkingCurve

MARGIN = 366 * DAY
"""The calendars are looked up this far beyond what is asked for, so that scrolling seldom asks again."""

_MANY = 1000
"""Of more tasks than this nobody asks who works on each."""


class Loading:
    """Who has how much to do when.

    Of a load that edits touched, all but the work on the tasks they touched is kept for when it is asked for again.

    Only work resources are loaded: of material and money there is no time that could run out. Budget resources and
    blank rows are left out too, and inactive tasks need nobody.
    """

    def __init__(self, plan: Scheduled) -> None:
        self._plan = plan
        self._loads: dict[ResourceUid, ResourceLoad] = {}
        self._doubted: dict[ResourceUid, tuple[ResourceLoad, set[AssignmentUid]]] = {}
        self._curves: dict[CalendarUid, WorkingCurve] = {}
        self._horizon: tuple[Minute, Minute] | None = None

    def resources(self) -> list[ResourceUid]:
        """The resources that can be loaded, in the plan's order."""
        records = self._plan.project.resources
        return [uid for uid in self._plan.project.resource_order if is_loadable(records[uid])]

    def of(self, uid: ResourceUid) -> ResourceLoad:
        """The load of one resource."""
        found = self._loads.get(uid)
        if found is None:
            found = self._loads[uid] = self._load(self._plan.project.resources[uid])
        return found

    def knows(self, uid: ResourceUid) -> bool:
        """Whether the load of a resource needs not be computed any more."""
        return uid in self._loads

    def known(self) -> dict[ResourceUid, ResourceLoad]:
        """The loads that need not be computed any more."""
        return self._loads.copy()

    def cover(self, start: Minute, finish: Minute) -> None:
        """Make sure that calendars are known between two moments."""
        if self._horizon is not None:
            low, high = self._horizon
            if low <= start and finish <= high:
                return
            start, finish = min(start, low), max(finish, high)
        self._horizon = (start - MARGIN, finish + MARGIN)
        self._curves.clear()
        self._drop()

    def buckets(self, uid: ResourceUid, edges: Ints) -> Buckets:
        """The load of one resource between successive edges, which must rise."""
        self.cover(int(edges[0]), int(edges[-1]))
        return self.of(uid).buckets(edges)

    def matrix(self, uids: Sequence[ResourceUid], edges: Ints) -> Floats:
        """Minutes of work of many resources (rows) between successive edges (columns), which must rise."""
        self.cover(int(edges[0]), int(edges[-1]))
        return load_matrix([self.of(uid) for uid in uids], edges)

    def overallocations(self, ticket: Ticket | None = None) -> list[Overallocation]:
        """Every over-allocation of the plan, in order of time.

        Raises:
            Cancelled: The ticket said so.
        """
        found = [one for uid in followed(self.resources(), ticket) for one in self.of(uid).overallocations]
        return sorted(found, key=lambda one: (one.start, one.resource))

    def overloading(self) -> set[TaskUid]:
        """The tasks that have a part in over-allocating somebody."""
        return {task for uid in self.resources() for task in self.of(uid).overloading()}

    def forget(self, tasks: Collection[TaskUid], resources: Iterable[ResourceUid] = ()) -> None:
        """Drop the loads that these tasks and resources had a part in; they are computed again when asked for."""
        if len(tasks) > _MANY:
            self._drop()
            return
        for uid in resources:
            self._doubt(uid, ())
        for task in tasks:
            for one in self._plan.project.assignments_of(task):
                if one.resource is not None:
                    self._doubt(one.resource, [one.uid])

    def _doubt(self, uid: ResourceUid, assignments: Iterable[AssignmentUid]) -> None:
        """Work out the load of a resource anew when it is asked for, with these of its assignments."""
        if (known := self._loads.pop(uid, None)) is not None:
            self._doubted[uid] = known, set()
        if uid in self._doubted:
            self._doubted[uid][1].update(assignments)

    def _drop(self) -> None:
        self._loads.clear()
        self._doubted.clear()

    def forget_all(self, plan: Scheduled | None = None) -> None:
        """Drop everything, because calendars changed or another plan takes this one's place."""
        self._plan = plan or self._plan
        self._drop()
        self._curves.clear()
        self._horizon = None

    def of_other(self, plan: Scheduled) -> Loading:
        """The loads of a plan with the same calendars, to be compared with these; what is known of them is shared."""
        other = Loading(plan)
        other._curves, other._horizon = self._curves.copy(), self._horizon
        return other

    def _load(self, resource: Resource) -> ResourceLoad:
        doubted = self._doubted.pop(resource.uid, None)
        uids = self._plan.project.assignment_uids_to(resource.uid)
        if doubted is not None and doubted[0].resource is resource:
            before, anew = doubted
            order = np.array(uids, np.int64)
            kept = np.isin(before.work.owners, order) & ~np.isin(before.work.owners, [*anew])
            work, curve = self._worked(resource, np.setdiff1d(order, before.work.owners[kept]).tolist())
            if curve is before.curve:
                return ResourceLoad(resource, before.work.with_anew(kept, work, order), curve)
        work, curve = self._worked(resource, uids)
        return ResourceLoad(resource, work, curve)

    def _worked(self, resource: Resource, uids: Sequence[AssignmentUid]) -> tuple[Work, WorkingCurve]:
        """The work of some of a resource's assignments, and its working time."""
        plan = self._plan
        tasks, spans, assignments = plan.project.tasks, plan.schedule.spans, plan.project.assignments
        worked = [
            (one, span)
            for one in map(assignments.__getitem__, uids)
            if (span := spans.get(one.uid)) is not None and span.finish > span.start and tasks[one.task].active
        ]
        if worked:
            self.cover(min(span.start for _, span in worked), max(span.finish for _, span in worked))
        curve = self._curve(resource)
        return pieces(worked, tasks, plan.working_times, curve), curve

    def _curve(self, resource: Resource) -> WorkingCurve:
        project = self._plan.project
        own = resource.calendar
        calendar = own if own is not None and own in project.calendars else project.info.calendar
        curve = self._curves.get(calendar)
        if curve is None:
            if self._horizon is None:
                self.cover(*_extent(self._plan.schedule))
            horizon = self._horizon or (0, 0)
            curve = self._curves[calendar] = WorkingCurve(self._plan.working_times.resource(resource.uid), *horizon)
        return curve


def is_loadable(resource: Resource) -> bool:
    """Whether the resource has time that can run out."""
    return resource.kind == ResourceKind.WORK and not resource.budget and not resource.blank


def _extent(schedule: Schedule) -> tuple[Minute, Minute]:
    return min(schedule.start, default=0), max(schedule.finish, default=0)
