"""The plan in memory: dictionaries of records that change only through ``apply(patch)``."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from .index import Index
from .parents import Parents
from .patch import TABLES, Patch
from .records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    CustomField,
    Dependency,
    DependencyKey,
    ProjectInfo,
    Resource,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from .steps import PART, Steps, at_once, parts
from .ticket import Ticket

if TYPE_CHECKING:
    from .walk import Walk

Key = TypeVar("Key", bound=Hashable)
Record = TypeVar("Record")


class Follower(Protocol):
    """Keeps something that follows from a plan."""

    def follow(self, patch: Patch) -> None:
        """Mind a patch that the plan has just taken."""
        ...


class Ranks(Protocol):
    """An order of the starts and finishes of tasks, each after all it waits for."""

    def places(self, uid: TaskUid) -> tuple[int, int] | None:
        """The places of a task's start and of its finish; None where it stands nowhere in the order."""
        ...


class Project:
    """A plan.

    Read its tables freely; change them only through ``apply``. The indexes beside the tables are kept by it.

    Attributes:
        plan: The single things under their names; use ``info`` and ``resource_order``.
        tasks: Every task, summary, milestone and blank row by uid.
        children: Outline: parent to children in order, under ``ROOT`` the top level; only parents that have children.
        stored_dates: What the file said of computed values when it was read.
        originals: Table to what edits changed since, as it was: the records that the file's computed values were
            computed from. None for what was not there. Empty where the file said nothing of that kind.
        carried: What a newer version's native file held that this version does not know; written back as it came.
        last_uids: Table to the greatest uid ever given, so that none is given twice.
        follower: What is kept up beside the plan for edits to find quickly.
        ranks: The order in which the plan as it is was scheduled; None where links or circles were left out of that, or
            it is still to be scheduled.
    """

    follower: Follower | None = None
    ranks: Ranks | None = None

    def __init__(
        self,
        info: ProjectInfo,
        *,
        tasks: Iterable[Task] | dict[TaskUid, Task] = (),
        children: dict[TaskUid, tuple[TaskUid, ...]] | None = None,
        parents: Parents | None = None,
        dependencies: Iterable[Dependency] | dict[DependencyKey, Dependency] = (),
        resources: Iterable[Resource] = (),
        assignments: Iterable[Assignment] | dict[AssignmentUid, Assignment] = (),
        calendars: Iterable[Calendar] = (),
        custom_fields: Iterable[CustomField] = (),
        stored_dates: dict[TaskUid, StoredDates] | None = None,
        stored_assignment_dates: dict[AssignmentUid, StoredAssignmentDates] | None = None,
        carried: dict[str, Any] | None = None,
        last_uids: dict[str, int] | None = None,
    ) -> None:
        """Make a plan from records; the resources' order is the order given.

        Without ``children`` all tasks stand at the top level in the order given. Dictionaries are kept, not copied:
        what makes a large plan bit by bit has them, and the ``parents`` of its tasks, at hand.
        """
        self.tasks: dict[TaskUid, Task] = _table(tasks, attrgetter("uid"))
        self.children: dict[TaskUid, tuple[TaskUid, ...]] = (
            {ROOT: tuple(self.tasks)} if children is None else {uid: kids for uid, kids in children.items() if kids}
        )
        self.dependencies: dict[DependencyKey, Dependency] = _table(
            dependencies, attrgetter("predecessor", "successor")
        )
        self.resources: dict[ResourceUid, Resource] = {resource.uid: resource for resource in resources}
        self.assignments: dict[AssignmentUid, Assignment] = _table(assignments, attrgetter("uid"))
        self.calendars: dict[CalendarUid, Calendar] = {calendar.uid: calendar for calendar in calendars}
        self.custom_fields: dict[str, CustomField] = {field.key: field for field in custom_fields}
        self.stored_dates: dict[TaskUid, StoredDates] = stored_dates or {}
        self.stored_assignment_dates: dict[AssignmentUid, StoredAssignmentDates] = stored_assignment_dates or {}
        self.plan: dict[str, Any] = {"info": info, "resource_order": tuple(self.resources)}
        self.originals: dict[str, dict[Any, Any]] = {}
        self.carried: dict[str, Any] = carried or {}
        self.last_uids: dict[str, int] = dict(last_uids or {})
        for table in ("tasks", "resources", "assignments", "calendars"):
            self.last_uids[table] = max(self.last_uids.get(table, 0), max(getattr(self, table), default=0))
        self._index(parents)

    # -- reading

    @property
    def info(self) -> ProjectInfo:
        """The properties of the plan as a whole."""
        return self.plan["info"]

    @property
    def resource_order(self) -> tuple[ResourceUid, ...]:
        """The resources in the order in which they are shown."""
        return self.plan["resource_order"]

    def is_summary(self, uid: TaskUid) -> bool:
        """Whether the task has tasks below it."""
        return uid in self.children

    def parent(self, uid: TaskUid) -> TaskUid:
        """The summary task above, ``ROOT`` for the top level."""
        return self._parents[uid]

    def ancestors(self, uid: TaskUid) -> Iterator[TaskUid]:
        """The summary tasks above, nearest first, without ``ROOT``."""
        while (uid := self._parents[uid]) != ROOT:
            yield uid

    def level(self, uid: TaskUid) -> int:
        """The outline level: 1 at the top."""
        return 1 + sum(1 for _ in self.ancestors(uid))

    def outline(self, under: TaskUid = ROOT) -> Iterator[tuple[TaskUid, int]]:
        """All tasks below one in the order of the table, with their outline levels."""
        level = 1 if under == ROOT else self.level(under) + 1
        stack = [iter(self.children.get(under, ()))]
        while stack:
            for uid in stack[-1]:
                yield uid, level + len(stack) - 1
                if uid in self.children:
                    stack.append(iter(self.children[uid]))
                    break
            else:
                stack.pop()

    def walk(self) -> Steps[Walk]:
        """All tasks in the order of the table; gone through bit by bit if the outline changed since the last time."""
        from .walk import walked  # who only reads a plan does without numpy

        while self._walk is None:
            shape = self._shape
            found = yield from walked(self.children, self.children.get(ROOT, ()))
            if self._shape is shape:
                self._walk = found
        return self._walk

    def predecessors(self, uid: TaskUid) -> Iterator[Dependency]:
        """The links that drive the task, in the order they were made."""
        return (self.dependencies[key] for key in self._by_successor.of(uid))

    def successors(self, uid: TaskUid) -> Iterator[Dependency]:
        """The links the task drives, in the order they were made."""
        return (self.dependencies[key] for key in self._by_predecessor.of(uid))

    def links_to(self, uid: TaskUid) -> Sequence[DependencyKey]:
        """The links that drive a task by key, in the order they were made; not to be kept."""
        return self._by_successor.of(uid)

    def links_from(self, uid: TaskUid) -> Sequence[DependencyKey]:
        """The links a task drives by key, in the order they were made; not to be kept."""
        return self._by_predecessor.of(uid)

    def other_plans(self, uid: TaskUid) -> list[str]:
        """The files and tasks in them that a task stands for or waits for."""
        task = self.tasks[uid]
        return [*filter(None, [task.subproject]), *(link.path for link in task.external_links)]

    def assignments_of(self, uid: TaskUid) -> Iterator[Assignment]:
        """The assignments of a task."""
        return (self.assignments[key] for key in self._by_task.of(uid))

    def assignment_uids(self, uid: TaskUid) -> Sequence[AssignmentUid]:
        """The assignments of a task by uid, in the order they were made; not to be kept."""
        return self._by_task.of(uid)

    def assignment_uids_of(self, uids: Sequence[TaskUid]) -> Iterator[AssignmentUid]:
        """The assignments of many tasks by uid, in any order."""
        return self._by_task.of_many(uids)

    def assignments_to(self, uid: ResourceUid) -> Iterator[Assignment]:
        """The assignments of a resource."""
        return (self.assignments[key] for key in self._by_resource.of(uid))

    def assignment_uids_to(self, uid: ResourceUid) -> Sequence[AssignmentUid]:
        """The assignments of a resource by uid, in the order they were made; not to be kept."""
        return self._by_resource.of(uid)

    def new_uid(self, table: str) -> int:
        """A uid that no record of the table has or had."""
        self.last_uids[table] += 1
        return self.last_uids[table]

    def snapshot(self) -> Project:
        """An equal plan that later edits of this one do not reach."""
        return at_once(self.snapshot_in_steps())

    def snapshot_in_steps(self) -> Steps[Project]:
        """The same bit by bit; it is good for nothing where the plan changes meanwhile."""
        twin = Project.__new__(Project)
        for table in TABLES:
            setattr(twin, table, dict(getattr(self, table)))
            yield
        twin.originals = {table: dict(rows) for table, rows in self.originals.items()}
        twin.carried = self.carried
        twin.last_uids = dict(self.last_uids)
        twin._index(self._parents.copy())
        return twin

    def index_assignments(self) -> Steps[None]:
        """Make the index that every row asks which is painted."""
        yield from self._by_task.made()

    def index_workers(self) -> Steps[None]:
        """Make the index of who works on what."""
        yield from self._by_resource.made()

    def index_links(self) -> Steps[None]:
        """Make the indexes of the links of tasks."""
        yield from self._by_successor.made()
        yield from self._by_predecessor.made()

    def index(self) -> Steps[None]:
        """Make the indexes, which are otherwise made when they are first asked for."""
        for indexes in self._indexes.values():
            for index in indexes:
                yield from index.made()

    def let_go(self) -> Steps[None]:
        """Hold the records from the first step on, and let them go bit by bit: at once that takes longer than a frame.

        Whoever else has the plan keeps it.
        """
        yield
        held = list[object]()
        for table in (self.tasks, self.dependencies, self.assignments):
            held += table.values()
            yield
            held += table
            yield
        rest = [*vars(self).values()]
        del self, table
        while rest:
            yield
            rest.pop()
        while held:
            yield
            del held[-PART:]

    def __eq__(self, other: object) -> bool:
        """Whether both plans hold the same records; the uids given so far do not count."""
        return isinstance(other, Project) and all(getattr(self, table) == getattr(other, table) for table in TABLES)

    __hash__ = None  # type: ignore[assignment]

    # -- changing

    def apply(self, patch: Patch, ticket: Ticket | None = None) -> None:
        """Change the plan. The patch must have been made for its present state.

        Args:
            ticket: Hears of it from time to time; it must not cancel that.
        """
        ticket = ticket or Ticket()
        self.ranks = None
        for table, rows in patch.changes.items():
            records: dict[Any, Any] = getattr(self, table)
            for part in parts(rows.items()):
                ticket.step(0, 0)
                self._remember(table, part)
                for key, (_, after) in part:
                    if after is None:
                        del records[key]
                    else:
                        records[key] = after
            if table in self.last_uids:
                self.last_uids[table] = max(self.last_uids[table], max(rows))
        outline = patch.changes.get("children", {}).items()
        if outline:
            self._walk, self._shape = None, object()
        for parent, (before, _) in outline:
            ticket.step(0, 0)
            for uid in before or ():
                if self._parents.get(uid) == parent:
                    del self._parents[uid]
        for parent, (_, after) in outline:
            ticket.step(0, 0)
            for uid in after or ():
                self._parents[uid] = parent
        for table, indexes in self._indexes.items():
            for part in parts(patch.changes.get(table, {}).items()):
                ticket.step(0, 0)
                for key, (before, after) in part:
                    for index in indexes:
                        index.moved(key, before, after)
        if self.follower is not None:
            self.follower.follow(patch)

    def _remember(self, table: str, rows: Iterable[tuple[Any, tuple[Any, Any]]]) -> None:
        """Keep what is about to change as it was when the file's computed values were true of it."""
        if self.originals or self.stored_dates or self.stored_assignment_dates:
            known = self.originals.setdefault(table, {})
            for key, (before, _after) in rows:
                known.setdefault(key, before)

    def _index(self, parents: Parents | None = None) -> None:
        pairs = () if parents else self.children.items()
        uids, above = [uid for _, kids in pairs for uid in kids], [parent for parent, kids in pairs for _ in kids]
        self._parents = parents or Parents(uids, above)
        self._walk: Walk | None = None
        self._shape = object()  # another one when the outline has changed
        self._by_successor = Index(self.dependencies, attrgetter("successor"))
        self._by_predecessor = Index(self.dependencies, attrgetter("predecessor"))
        self._by_task = Index(self.assignments, attrgetter("task"))
        self._by_resource = Index(self.assignments, attrgetter("resource"))
        self._indexes = {
            "dependencies": (self._by_successor, self._by_predecessor),
            "assignments": (self._by_task, self._by_resource),
        }


def _table(records: Iterable[Record] | dict[Key, Record], key: Callable[[Record], Key]) -> dict[Key, Record]:
    if isinstance(records, dict):
        return cast("dict[Key, Record]", records)
    return {key(one): one for one in records}
