"""What Microsoft Project refuses in names and uids, mended on the way out and noted."""

from __future__ import annotations

import re
from typing import Any

from ...app.i18n import _
from ...app.project.errors import quoted
from ...app.project.project import Project
from ...app.project.records import Calendar, Resource, ResourceUid, TaskUid
from ..ledger import Ledger, place
from . import codes
from .composing import Pieces
from .xml_text import escaped

TEXT_LIMIT = 512
"""Characters of most texts."""
CALENDAR_LIMIT = 51
LABEL_LIMIT = 32
"""Characters of the label of a material."""

_LIST_SIGNS = re.compile(r"[,\[\]]")
"""Microsoft Project uses them where it lists resources, so that no resource can be called so."""


_OF_CARRIED = re.compile(r"<Assignment><UID>\s*(\d{1,9})\s*</UID>")
"""Uids of assignments that the plan carries unread."""


class Names:
    """Names and uids as they are written.

    Attributes:
        last_assignment: The greatest uid of an assignment.
    """

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._ledger = ledger
        self._tasks = _fitting_uids(project.tasks, set())
        self._resources = _fitting_uids(project.resources, set())
        taken = {int(uid) for uid in _OF_CARRIED.findall(project.info.foreign)}
        self._assignments = _fitting_uids(project.assignments, taken)
        self.last_assignment = max((*taken, *map(self.assignment, project.assignments)), default=0)
        for name, renamed in (("Task", self._tasks), ("Resource", self._resources), ("Assignment", self._assignments)):
            if renamed:
                ledger.add(
                    "mspdi.uid-changed",
                    _("{count} unique ids were too great for Microsoft Project and were written smaller.").format(
                        count=len(renamed)
                    ),
                    place=name,
                    count=len(renamed),
                )

    def task(self, uid: TaskUid) -> int:
        """The uid of a task as it is written."""
        return self._tasks.get(uid, uid) if self._tasks else uid

    def resource(self, uid: ResourceUid) -> int:
        """The uid of a resource as it is written."""
        return self._resources.get(uid, uid) if self._resources else uid

    def assignment(self, uid: int) -> int:
        """The uid of an assignment as it is written."""
        return self._assignments.get(uid, uid) if self._assignments else uid

    def limited(self, element: str, text: str, record: str, uid: int) -> Pieces:
        """The element of a text that is too long, cut; nothing where it fits."""
        if len(text) <= TEXT_LIMIT:
            return {}
        self._changed(record, uid, text)
        return {element: f"<{element}>{escaped(text[:TEXT_LIMIT])}</{element}>"}

    def of_resource(self, resource: Resource) -> Pieces:
        """The elements of a resource whose texts Microsoft Project would refuse."""
        pieces: Pieces = {}
        name = _LIST_SIGNS.sub(" ", resource.name)[:TEXT_LIMIT]
        if name != resource.name:
            self._changed("Resource", resource.uid, resource.name)
            pieces["Name"] = f"<Name>{escaped(name)}</Name>"
        label = resource.material_label
        if len(label) > LABEL_LIMIT:
            self._changed("Resource", resource.uid, label)
            pieces["MaterialLabel"] = f"<MaterialLabel>{escaped(label[:LABEL_LIMIT])}</MaterialLabel>"
        return pieces

    def of_calendar(self, calendar: Calendar) -> Pieces:
        """The name of a calendar that Microsoft Project would refuse: too long, or none."""
        name = escaped(calendar.name[:CALENDAR_LIMIT])
        if len(calendar.name) > CALENDAR_LIMIT:
            self._changed("Calendar", calendar.uid, calendar.name)
            if name:
                return {"Name": f"<Name>{name}</Name>"}
        if not name and calendar.base is None:
            return {"Name": f"<Name>{_('Calendar')} {calendar.uid}</Name>"}
        return {}

    def unsound(self, text: str) -> None:
        """Note a carried text, or a part of it, that would have spoiled the file."""
        self._ledger.add(
            "mspdi.unsound-carried",
            _(
                "Elements kept for Microsoft Project XML were left out, as they would have spoiled the file: {text}"
            ).format(text=quoted(text)),
        )

    def _changed(self, record: str, uid: int, text: str) -> None:
        self._ledger.add(
            "mspdi.name-changed",
            _("Microsoft Project does not take '{text}'; it was written shorter or without its signs.").format(
                text=quoted(text)
            ),
            place=place(record, uid),
            concerns=(record, uid),
        )


def _fitting_uids(table: dict[Any, Any], taken: set[int]) -> dict[int, int]:
    """New uids for those that Microsoft Project refuses, or that something else in the file has."""
    spare = 0
    renamed: dict[int, int] = {}
    for uid in [uid for uid in table if uid > codes.GREATEST_UID or uid in taken]:
        spare += 1
        while spare in table or spare in taken:
            spare += 1
        renamed[uid] = spare
    return renamed
