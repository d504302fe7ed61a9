"""A project being edited: changes collected on top of it until they become one patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from .patch import TABLES, Patch
from .project import Project
from .records import (
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
from .steps import parts
from .ticket import Ticket

K = TypeVar("K")
V = TypeVar("V")


class DraftTable(Generic[K, V]):
    """A table of a project with the changes made so far on top."""

    __slots__ = ("_base", "_changed")

    def __init__(self, base: Mapping[K, V]) -> None:
        self._base = base
        self._changed: dict[K, V | None] = {}

    def get(self, key: K) -> V | None:
        """The record as it is now in the draft, None where there is none."""
        return self._changed[key] if key in self._changed else self._base.get(key)

    def __getitem__(self, key: K) -> V:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __setitem__(self, key: K, value: V) -> None:
        self._changed[key] = value

    def __delitem__(self, key: K) -> None:
        self[key]
        self._changed[key] = None

    def drop(self, keys: Iterable[K]) -> None:
        """Delete what there is for certain, all at once."""
        self._changed.update(dict.fromkeys(keys))

    def __contains__(self, key: K) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[K]:
        yield from (key for key in self._base if key in self)
        yield from (key for key, value in self._changed.items() if value is not None and key not in self._base)

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return bool(self._changed)

    def rows(self, ticket: Ticket | None = None) -> dict[K, tuple[V | None, V | None]]:
        """What was changed: key to before and after; a ticket hears of it meanwhile."""
        ticket, before = ticket or Ticket(), self._base.get
        found: dict[K, tuple[V | None, V | None]] = {}
        for part in parts(self._changed.items()):
            ticket.step(0, 0)
            found.update([(key, (was, now)) for key, now in part if (was := before(key)) is not now and was != now])
        return found


class Draft:
    """A project being edited: reads give the state so far, writes are collected into one patch.

    Edits are written as functions on a draft where they are made of several steps; the project itself is not touched.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.plan: DraftTable[str, Any] = DraftTable(project.plan)
        self.tasks: DraftTable[TaskUid, Task] = DraftTable(project.tasks)
        self.children: DraftTable[TaskUid, tuple[TaskUid, ...]] = DraftTable(project.children)
        self.dependencies: DraftTable[DependencyKey, Dependency] = DraftTable(project.dependencies)
        self.resources: DraftTable[ResourceUid, Resource] = DraftTable(project.resources)
        self.assignments: DraftTable[AssignmentUid, Assignment] = DraftTable(project.assignments)
        self.calendars: DraftTable[CalendarUid, Calendar] = DraftTable(project.calendars)
        self.custom_fields: DraftTable[str, CustomField] = DraftTable(project.custom_fields)
        self.stored_dates: DraftTable[TaskUid, StoredDates] = DraftTable(project.stored_dates)
        self.stored_assignment_dates: DraftTable[AssignmentUid, StoredAssignmentDates] = DraftTable(
            project.stored_assignment_dates
        )

    @property
    def info(self) -> ProjectInfo:
        """The plan's own properties as they are in the draft."""
        return self.plan["info"]

    @info.setter
    def info(self, info: ProjectInfo) -> None:
        self.plan["info"] = info

    def patch(self, ticket: Ticket | None = None) -> Patch:
        """All that was changed.

        Raises:
            Cancelled: The ticket said so.
        """
        ticket, found = ticket or Ticket(), Patch()
        for table in TABLES:
            ticket.step(0, 0)
            told = getattr(self, table).rows(ticket)
            if told:
                found.changes[table] = told
        return found
