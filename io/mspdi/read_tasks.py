"""Reads tasks, their links and what the file had computed for them."""

from __future__ import annotations

from typing import Any

import msgspec

from ...app.i18n import _
from ...app.project.kinds import TimeUnit
from ...app.project.project import Project
from ...app.project.records import (
    ROOT,
    CalendarUid,
    Dependency,
    ExternalLink,
    StoredDates,
    Task,
    TaskUid,
)
from . import codes, defaults, schema
from .fields import STORED, TASK
from .ledger import Ledger
from .read_parts import PartReader, raw_text, read_format
from .taking import Attributes, Taker, place_of
from .values import DURATION, FLAG, INTEGER, TENTHS, Memo
from .work_totals import NO_TOTALS, TOTALS, work_totals
from .xml_text import fragment, leaf

_STORED = tuple(field.attribute for field in STORED)
_SUMMARY = {
    "name": "summary_name",
    "notes": "summary_notes",
    "guid": "summary_guid",
    "custom": "summary_custom",
    "baselines": "summary_baselines",
}
_SUMMARY_ELEMENTS = (
    *("UID", "GUID", "ID", "Name", "IsNull", "WBS", "OutlineNumber", "OutlineLevel", "Duration", "Summary", "Notes"),
    *("Baseline", "ExtendedAttribute", *TOTALS),
)
"""Of the project summary task, whose attributes are the plan's."""


class Row(msgspec.Struct, gc=False):
    """A task where the file had it.

    Attributes:
        level: Its outline level; 0 where the file gave none.
        outline_number: As the file gave it; empty where it did not.
    """

    task: Task
    level: int
    outline_number: str


class TaskReader:
    """Takes task elements one by one.

    Attributes:
        rows: The tasks in the order of the file, without the project summary.
        stored: What the file had computed, by uid.
        links: The links, unchecked.
        summary: Attributes of the plan that the file has on the project summary task.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.rows: list[Row] = []
        self.stored: dict[TaskUid, StoredDates] = {}
        self.links: list[Dependency] = []
        self.summary: Attributes = {}
        self._totals: dict[TaskUid, dict[str, str]] = {}
        self._ledger = ledger
        self._uids: set[int] = set()
        self._without: list[TaskUid] = []  # stand-ins for uids to be given at the end
        self._parts = PartReader("Task", ledger)
        self._integer = Memo(INTEGER)
        self._flag = Memo(FLAG)
        self._duration = Memo(DURATION)
        self._tenths = Memo(TENTHS)
        lists = {
            **self._parts.lists,
            **dict.fromkeys(("UID", "ID", "WBS", "OutlineNumber", "OutlineLevel", "IsNull", "Summary"), raw_text),
            **dict.fromkeys(TOTALS, raw_text),
            "Duration": self._take_duration,
            "DurationFormat": _take_format,
            "CalendarUID": self._take_calendar,
            "PredecessorLink": self._take_link,
            "OutlineCode": take_outline_code,
        }
        self._computed = schema.TASK_COMPUTED | {field.element for field in STORED}
        self._taker = Taker(
            "Task", (*TASK, *STORED), lists, schema.TASK, ledger, computed=self._computed, defaults=defaults.TASK
        )

    def __call__(self, element: Any) -> None:
        """Take one task."""
        attributes, carried, computed = self._taker.take(element)
        self._parts.finish(attributes)
        uid = self._uid(element, attributes.pop("@UID", ""))
        stored = {name: attributes.pop(name) for name in _STORED if name in attributes}
        attributes.pop("@ID", None)
        attributes.pop("@Summary", None)
        attributes.pop("@outline_codes", None)
        links = attributes.pop("@links", ())
        wbs, number = attributes.pop("@WBS", ""), attributes.pop("@OutlineNumber", "")
        level = self._level(attributes.pop("@OutlineLevel", ""), number)
        blank = self._flag[attributes.pop("@IsNull", "0")][0]
        if "duration" in attributes:
            stored["duration"] = attributes["duration"]
        texts = {name: attributes.pop(f"@{name}") for name in TOTALS if f"@{name}" in attributes}
        if texts:
            self._totals[uid] = texts
        if not blank:
            self.stored[uid] = StoredDates(foreign=computed, **stored)
        if uid == ROOT:
            self._take_summary(element, attributes)
            return
        if blank:
            self.rows.append(Row(Task(uid=uid, blank=True, foreign=_all_but(element, "UID", "ID", "IsNull")), 0, ""))
            return
        task = Task(uid=uid, wbs="" if wbs == number else wbs, foreign=carried, **attributes)
        self.rows.append(Row(task, level, number))
        for link in links:
            self.links.append(msgspec.structs.replace(link, successor=uid))

    def finish(self) -> None:
        """Give uids to the tasks that have none of their own; call it after the last task."""
        given: dict[TaskUid, TaskUid] = {}
        for number, stand_in in enumerate(self._without, max(self._uids, default=0) + 1):
            given[stand_in] = TaskUid(number)
        if not given:
            return
        for row in self.rows:
            row.task = msgspec.structs.replace(row.task, uid=given.get(row.task.uid, row.task.uid))
        self.links = [
            msgspec.structs.replace(link, successor=given.get(link.successor, link.successor)) for link in self.links
        ]
        self._totals = {given.get(uid, uid): texts for uid, texts in self._totals.items()}
        self.stored = {given.get(uid, uid): stored for uid, stored in self.stored.items()}

    def settle_work(self, project: Project) -> None:
        """Carry the work the file states for tasks as far as it does not follow from the assignments."""
        totals = work_totals(project, {})
        for uid, texts in self._totals.items():
            if uid not in project.stored_dates:
                continue
            derived = totals.get(uid, NO_TOTALS).texts()
            carried = "".join(leaf(name, text) for name, text in texts.items() if derived[name] != text)
            if carried:
                stored = project.stored_dates[uid]
                project.stored_dates[uid] = msgspec.structs.replace(stored, foreign=stored.foreign + carried)

    def _uid(self, element: Any, text: str) -> TaskUid:
        """The uid of a task; a stand-in, which is noted, where the file has none, a wrong one, or one twice."""
        uid = self._read_uid(text)[0]
        if 0 <= uid < 2**31 and uid not in self._uids:
            self._uids.add(uid)
            return TaskUid(uid)
        self._ledger.add(
            "mspdi.uid-given",
            _("The task has no unique id of its own in the file; it was given a new one."),
            place=place_of("Task", element),
        )
        self._without.append(TaskUid(-1 - len(self._without)))
        return self._without[-1]

    def _level(self, text: str, number: str) -> int:
        try:
            return self._integer[text][0]
        except ValueError:
            return number.count(".") + 1 if number else 0

    def _take_summary(self, element: Any, attributes: Attributes) -> None:
        """Keep what the file says of the project summary; what the plan does not hold of it is carried."""
        self.summary = {_SUMMARY[name]: value for name, value in attributes.items() if name in _SUMMARY}
        self.summary["summary_foreign"] = _all_but(element, *_SUMMARY_ELEMENTS, *self._computed, but=defaults.SUMMARY)

    # -- elements that are more than a field

    def _take_duration(self, element: Any, attributes: Attributes) -> str | None:
        text = element.text or ""
        try:
            minutes, exact = self._duration[text]
        except ValueError:
            self._taker.unreadable(element.getparent(), "Duration", text)
            return None
        if minutes is not None:
            attributes["duration"] = minutes
        return None if exact else leaf("Duration", text)

    def _take_calendar(self, element: Any, attributes: Attributes) -> str | None:
        uid = self._integer.get(element.text or "") or self._read_uid(element.text or "")
        if uid[0] >= 0:
            attributes["calendar"] = CalendarUid(uid[0])
        return None

    def _read_uid(self, text: str) -> tuple[int, bool]:
        try:
            return self._integer[text]
        except ValueError:
            return codes.NO_UID, False

    def _take_link(self, element: Any, attributes: Attributes) -> str | None:
        texts = {child.tag: child.text or "" for child in element}
        try:
            predecessor = self._integer[texts.pop("PredecessorUID", "")][0]
            kind, kind_exact = codes.LINK_TYPE.read(texts.get("Type", "1"))
            lag, unit, lag_exact = self._lag(texts.get("LinkLag", "0"), texts.get("LagFormat", "7"))
        except (ValueError, OverflowError):
            self._ledger.add(
                "mspdi.unreadable-link",
                _("A link can't be read and was left out."),
                place=place_of("Task", element.getparent()),
            )
            return None
        known = {"Type": kind_exact, "LinkLag": lag_exact, "LagFormat": lag_exact, "CrossProject": True}
        if texts.get("CrossProject", "0") not in ("0", "false"):
            path = texts.pop("CrossProjectName", "")
            carried = [leaf("PredecessorUID", str(predecessor))]
            carried += [leaf(name, text) for name, text in texts.items() if not known.get(name)]
            link = ExternalLink(path=path, kind=kind, lag=lag, lag_unit=unit, foreign="".join(carried))
            attributes["external_links"] = (*attributes.get("external_links", ()), link)
            return None
        carried = [leaf(name, text) for name, text in texts.items() if not known.get(name)]
        attributes.setdefault("@links", []).append(
            Dependency(
                predecessor=TaskUid(predecessor),
                successor=ROOT,
                kind=kind,
                lag=lag,
                lag_unit=unit,
                foreign="".join(carried),
            )
        )
        return None

    def _lag(self, text: str, form: str) -> tuple[int, TimeUnit, bool]:
        """The lag, its unit, and whether both would be written the same."""
        unit, exact = codes.DURATION_UNIT.read(form)
        lag, lag_exact = (self._integer if unit.percent else self._tenths)[text or "0"]
        return lag, unit, exact and lag_exact


def _take_format(element: Any, attributes: Attributes) -> str | None:
    return read_format(element, attributes, "duration_unit")


def take_outline_code(element: Any, attributes: Attributes) -> str | None:
    """Outline codes refer to the values of their table; they are told apart when the tables are known."""
    attributes.setdefault("@outline_codes", []).append(element)
    return fragment(element)


def _all_but(element: Any, *names: str, but: dict[str, str] | None = None) -> str:
    """The elements of a record without some, and without those that say what is written anyway."""
    anyway = but or {}
    return "".join(
        fragment(child) for child in element if child.tag not in names and anyway.get(child.tag) != (child.text or "")
    )
