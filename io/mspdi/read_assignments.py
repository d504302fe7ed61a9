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
from . import codes, defaults, schema
from .fields import ASSIGNMENT, Field
from .ledger import Ledger
from .read_parts import PartReader, raw_text
from .taking import Taker
from .values import DATE, DURATION, INTEGER, Memo
from .work_totals import DERIVED, derived_work
from .xml_text import fragment, leaf

_MORE = (
    Field("Start", "start", DATE),
    Field("Finish", "finish", DATE),
    Field("Work", "work", DURATION),
)
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
        self._integer = Memo(INTEGER)
        self._parts = PartReader("Assignment", ledger)
        lists = {
            **self._parts.lists,
            **dict.fromkeys(("UID", "TaskUID", "ResourceUID", "Cost", *DERIVED), raw_text),
        }
        self._taker = Taker(
            "Assignment",
            (*ASSIGNMENT, *_MORE),
            lists,
            schema.ASSIGNMENT,
            ledger,
            computed=_COMPUTED,
            defaults=defaults.ASSIGNMENT,
        )

    def __call__(self, element: Any) -> None:
        """Take one assignment."""
        if (element.findtext("TaskUID") or "").strip() == "0":
            self.of_summary += fragment(element)
            return
        attributes, carried, computed = self._taker.take(element)
        self._parts.finish(attributes)
        uid = AssignmentUid(self._uid(attributes.pop("@UID", "")))
        task = self._read_integer(attributes.pop("@TaskUID", ""))
        resource = self._read_integer(attributes.pop("@ResourceUID", ""))
        stored = {name: attributes.pop(name) for name in ("start", "finish") if name in attributes}
        cost = attributes.pop("@Cost", None)
        texts = {name: attributes.pop(f"@{name}") for name in DERIVED if f"@{name}" in attributes}
        one = Assignment(
            uid=uid,
            task=TaskUid(task),
            resource=ResourceUid(resource) if resource > 0 else None,
            foreign=carried,
            **attributes,
        )
        self.assignments.append(one)
        if cost is not None:
            self.costs[uid] = cost
            computed += leaf("Cost", cost)
        derived = derived_work(one.work or 0, one)
        computed += "".join(leaf(name, text) for name, text in texts.items() if derived[name] != text)
        self.stored[uid] = StoredAssignmentDates(foreign=computed, **stored)

    def _uid(self, text: str) -> int:
        uid = self._read_integer(text)
        if not 0 <= uid < 2**31 or uid in self._uids:
            uid = -1 - len(self.assignments)
        self._uids.add(uid)
        return uid

    def _read_integer(self, text: str) -> int:
        try:
            return self._integer[text][0]
        except ValueError:
            return codes.NO_UID
