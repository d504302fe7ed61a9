"""Notes on what a format has no place for: attributes that say something, record by record."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Any, NamedTuple

from ..app.i18n import _
from ..app.project.project import Project
from ..app.project.records import Assignment, Resource, Task
from .ledger import Ledger, place
from .usual import usual


class NotHeld(NamedTuple):
    """Attributes that a format has no place for.

    Attributes:
        code: Of the notes.
        title: What they are together, marked for translation; the notes' element.
        attributes: Kind of record to those of its attributes; what differs from the default is lost.
    """

    code: str
    title: str
    attributes: dict[type[Any], tuple[str, ...]]


def note_losses(project: Project, table: Iterable[NotHeld], ledger: Ledger) -> None:
    """Note every record of which something would be lost, with what it is."""
    tables: dict[type[Any], Iterable[Any]] = {
        Task: project.tasks.values(),
        Resource: project.resources.values(),
        Assignment: project.assignments.values(),
    }
    for one in table:
        title = _(one.title)
        for kind, names in one.attributes.items():
            defaults = usual(kind)
            values = attrgetter(*names, names[0])  # of a single name it gives no tuple
            nothing = tuple(map(defaults.__getitem__, (*names, names[0])))
            for record in tables[kind]:
                if values(record) != nothing:
                    _note(project, ledger, one.code, title, record)


def _note(project: Project, ledger: Ledger, code: str, title: str, record: Task | Resource | Assignment) -> None:
    task = record.task if isinstance(record, Assignment) else record.uid if isinstance(record, Task) else None
    name = project.tasks[record.task].name if isinstance(record, Assignment) else record.name
    ledger.add(
        code,
        _("{what} is not in the file.").format(what=title),
        place=place(type(record).__name__, record.uid, name),
        task=task,
        resource=record.uid if isinstance(record, Resource) else None,
        element=title,
    )
