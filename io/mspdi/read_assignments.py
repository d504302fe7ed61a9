"""Reads assignments and what the file had computed for them."""

from __future__ import annotations

from typing import Any

from ...app.project.records import (
    Assignment,
    AssignmentUid,
    ResourceUid,
    StoredAssignmentDates,
    TaskUid,
)
from ...app.project.widths import made, rarely_needed
from ..ledger import Ledger
from . import defaults, schema
from .fields import ASSIGNMENT, Field
from .meanings import Attributes
from .read_parts import HYPERLINK, PartReader
from .source import NotPlainError, element_of
from .spare_uids import read_uid
from .spelling import write_duration
from .taking import Taker
from .values import DATE, DURATION
from .work_totals import DERIVED, derived_work
from .xml_text import fragment, leaf

_MORE = (
    Field("Start", "start", DATE),
    Field("Finish", "finish", DATE),
    Field("Work", "work", DURATION),
)
_DERIVED = tuple(f"@{name}" for name in DERIVED)
_COMPUTED = schema.ASSIGNMENT_COMPUTED | {"Start", "Finish"}


class AssignmentReader:
    """Takes assignment elements one by one.

    Attributes:
        assignments: Those read, in the order of the file; those without a uid of their own have a negative one.
        stored: What the file had computed, by uid.
        costs: The cost the file states, by uid, as it spells it.
        of_summary: The elements of those to the project summary task, which budgets have; they are carried.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.assignments: list[Assignment] = []
        self.stored: dict[AssignmentUid, StoredAssignmentDates] = {}
        self.costs: dict[AssignmentUid, str] = {}
        self.of_summary = ""
        self._ledger = ledger
        self._uids: set[int] = set()
        self._parts = PartReader("Assignment", ledger)
        self._taker = Taker(
            "Assignment",
            (*ASSIGNMENT, *_MORE),
            schema.ASSIGNMENT,
            ledger,
            raw=("UID", "TaskUID", "ResourceUID", "Cost", *DERIVED, *HYPERLINK),
            lists=self._parts.lists,
            text_lists=self._parts.text_lists,
            computed=_COMPUTED,
            defaults=defaults.ASSIGNMENT,
            usual=rarely_needed(Assignment),
        )

    def take_text(self, text: str) -> None:
        """Take one assignment from the XML between its tags."""
        try:
            attributes, carried, computed = self._taker.take_text(text)
        except NotPlainError:
            self.take_element(element_of("Assignment", text))
            return
        if attributes.get("@TaskUID") == "0":
            self.take_element(element_of("Assignment", text))
            return
        self._take(attributes, carried, computed)

    def take_element(self, element: Any) -> None:
        """Take one assignment."""
        if (element.findtext("TaskUID") or "").strip() == "0":
            self.of_summary += fragment(element)
        else:
            self._take(*self._taker.take(element))

    def _take(self, attributes: Attributes, carried: str, computed: str) -> None:
        carried += self._parts.finish(attributes)
        uid = AssignmentUid(self._uid(attributes.pop("@UID", "")))
        task = read_uid(attributes.pop("@TaskUID", ""))
        resource = read_uid(attributes.pop("@ResourceUID", ""))
        stored = {name: attributes.pop(name) for name in ("start", "finish") if name in attributes}
        cost = attributes.pop("@Cost", None)
        texts = [attributes.pop(name, None) for name in _DERIVED]
        attributes |= {"uid": uid, "task": TaskUid(task)}
        if resource > 0:
            attributes["resource"] = ResourceUid(resource)
        if carried:
            attributes["foreign"] = carried
        one = made(Assignment, attributes)
        self.assignments.append(one)
        if cost is not None:
            self.costs[uid] = cost
            computed += leaf("Cost", cost)
        derived = list(map(write_duration, derived_work(one.work or 0, one)))
        if texts != derived:
            pairs = zip(DERIVED, texts, derived, strict=True)
            computed += "".join(leaf(name, text) for name, text, now in pairs if text is not None and text != now)
        self.stored[uid] = StoredAssignmentDates(foreign=computed, **stored)

    def _uid(self, text: str) -> int:
        uid = read_uid(text)
        if not 0 <= uid < 2**31 or uid in self._uids:
            uid = -1 - len(self.assignments)
        self._uids.add(uid)
        return uid
