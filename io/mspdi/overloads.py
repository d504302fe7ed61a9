"""Who has more to do than can be done, and the most that is done at once, as files of Microsoft Project tell it."""

from __future__ import annotations

from ...app.analysis.loading import Loading, is_loadable
from ...app.project.records import Assignment, Resource, ResourceUid, TaskUid
from ...app.schedule.schedule import Span
from ...app.schedule.trial import Scheduled


class Overloads:
    """The loads of a plan with dates, each looked at when it is first asked for."""

    def __init__(self, plan: Scheduled) -> None:
        self._resources = plan.project.resources
        self._loading = Loading(plan)
        self._tasks: dict[ResourceUid, frozenset[TaskUid]] = {}

    def tasks(self, uid: ResourceUid) -> frozenset[TaskUid]:
        """The tasks on which a resource has more to do than it can; none of what is no work resource."""
        found = self._tasks.get(uid)
        if found is None:
            resource = self._resources.get(uid)
            over = self._loading.of(uid).overallocations if resource is not None and is_loadable(resource) else ()
            found = self._tasks[uid] = frozenset(task for one in over for task in one.tasks)
        return found

    def on(self, one: Assignment) -> bool:
        """Whether the resource of an assignment has more to do than it can while it is worked on."""
        return one.resource is not None and one.task in self.tasks(one.resource)

    def peak(self, resource: Resource) -> float | None:
        """The greatest units of a resource at any time; None where it is no work resource."""
        return self._loading.of(resource.uid).peak if is_loadable(resource) else None


def peak_of(one: Assignment, span: Span) -> float:
    """The greatest units of an assignment at any time."""
    return max((units for _start, _finish, units in span.pieces), default=one.units)
