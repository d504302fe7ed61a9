"""Reads tasks, their links and what the file had computed for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from ...app.i18n import _
from ...app.project.kinds import DependencyKind, TimeUnit
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
from ...app.project.widths import alike, made, rarely_needed, replace
from ..ledger import Ledger, place
from . import codes, defaults, schema
from .fields import STORED, TASK, Field
from .meanings import Attributes
from .outline_codes import take_outline_code
from .read_parts import HYPERLINK, PartReader, read_format
from .record_notes import concerned, note_mended, place_of
from .rows import simple_rows
from .source import NotPlainError, element_of
from .spare_uids import read_uid, spare_uids
from .spelling import read_duration, write_duration
from .taking import Taker
from .values import INTEGER, LENGTH, TENTHS, Kind, Memo
from .work_totals import NO_TOTALS, TOTALS, work_totals
from .xml_text import fragment, leaf

_STORED = tuple(field.attribute for field in STORED)
_RAW = (*("UID", "ID", "IsNull", "WBS", "OutlineNumber", "OutlineLevel", "Summary", "DurationFormat", "CalendarUID"),)
_SUMMARY = {
    "name": "summary_name",
    "notes": "summary_notes",
    "guid": "summary_guid",
    "custom": "summary_custom",
    "baselines": "summary_baselines",
}
_SUMMARY_ELEMENTS = (
    *("UID", "GUID", "ID", "Name", "IsNull", "OutlineNumber", "OutlineLevel", "Duration", "Summary", "Notes"),
    *("Baseline", "ExtendedAttribute", "OutlineCode", *TOTALS),
)
"""Of the project summary task, whose attributes are the plan's."""


_TOTALS = tuple(f"@{name}" for name in TOTALS)
_NO_TOTALS = (None,) * len(_TOTALS)
_NO_WORK = "PT0H0M0S"
_LINK = re.compile(r"\s*<PredecessorLink>\s*<PredecessorUID>([0-9]{1,9})</PredecessorUID>(.*)", re.DOTALL)
_END_OF_LINK = "</PredecessorLink>"
_OF_SUMMARY = re.compile(r"\s*<UID>0</UID>")
_OF_LINK = ("PredecessorUID", "Type", "LinkLag", "LagFormat")


class _LinkSort(NamedTuple):
    """What a link says but for its ends.

    Attributes:
        foreign: What is carried.
        link: Makes such a link of its ends.
    """

    kind: DependencyKind
    lag: int
    lag_unit: TimeUnit
    foreign: str
    link: Callable[..., Dependency]


class Row(msgspec.Struct, gc=False):
    """A task where the file had it.

    Attributes:
        level: Its outline level; 0 where the file gave none.
        wbs: Its code; empty where the file gave none. The task gets it where it is not just the outline number.
    """

    task: Task
    level: int
    wbs: str = ""


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
        self._alike: dict[tuple[str | None, ...], dict[str, str]] = {}  # many tasks have the same work
        self._link_sorts: dict[tuple[tuple[str, str], ...], _LinkSort] = {}
        self._flawed_links: dict[str, list[tuple[Kind[Any], str, str]]] = {}  # by what is carried of them
        self._link_rests: dict[str, _LinkSort] = {}  # as they stand in the file, without the predecessor
        self._ledger = ledger
        self._uids: set[int] = set()
        self._without: list[TaskUid] = []  # stand-ins for uids to be given at the end
        self._parts = PartReader("Task", ledger)
        self._integer = Memo(INTEGER)
        self._tenths = Memo(TENTHS)
        self._computed = schema.TASK_COMPUTED | {"Duration", *(field.element for field in STORED)}
        self._taker = Taker(
            "Task",
            (*TASK, *STORED, Field("Duration", "duration", LENGTH)),
            schema.TASK,
            ledger,
            raw=(*_RAW, *TOTALS, *HYPERLINK),
            lists={**self._parts.lists, "PredecessorLink": self._take_link, "OutlineCode": take_outline_code},
            text_lists={**self._parts.text_lists, "PredecessorLink": self._take_links},
            computed=self._computed,
            defaults=defaults.TASK,
            usual=rarely_needed(Task),
        )

    def take_text(self, text: str) -> None:
        """Take one task from the XML between its tags.

        Raises:
            NotPlainError: The file is out of the ordinary.
        """
        if _OF_SUMMARY.match(text):
            self.take_element(element_of("Task", text))
            return
        try:
            attributes, carried, computed = self._taker.take_text(text)
        except NotPlainError:
            self.take_element(element_of("Task", text))
            return
        if attributes.get("@UID") == "0":
            raise NotPlainError  # what was noted of it must not be noted twice
        if attributes.get("@IsNull", "0") != "0":
            self.take_element(element_of("Task", text))
            return
        self._take(attributes, carried, computed)

    def take_element(self, element: Any) -> None:
        """Take one task."""
        attributes, carried, computed = self._taker.take(element)
        if attributes.get("@UID") == "0" and ROOT not in self._uids:
            self._take_summary(element, attributes, computed)
        elif (element.findtext("IsNull") or "0").strip() in ("1", "true"):
            task = Task(uid=self._uid(attributes), blank=True, foreign=_all_but(element, "UID", "ID", "IsNull"))
            self.rows.append(Row(task, 0))
        else:
            self._take(attributes, carried, computed)

    def _take(self, attributes: Attributes, carried: str, computed: str) -> None:
        uid = self._uid(attributes)
        carried += self._parts.finish(attributes)
        self._keep_computed(uid, attributes, computed)
        if self._flawed_links:
            self._note_links(uid, attributes)
        for predecessor, sort in attributes.pop("@links", ()):
            self.links.append(sort.link(predecessor=predecessor, successor=uid))
        wbs, number, level = (attributes.pop(name, "") for name in ("@WBS", "@OutlineNumber", "@OutlineLevel"))
        if "@DurationFormat" in attributes:
            carried += self._take_format(uid, attributes)
        if (text := attributes.pop("@CalendarUID", "-1")) != "-1":
            self._take_calendar(uid, attributes, text)
        for name in ("@ID", "@IsNull", "@Summary"):
            attributes.pop(name, None)
        attributes["uid"] = uid
        if carried:
            attributes["foreign"] = carried
        task = made(Task, attributes)
        self.rows.append(Row(task, self._level(level, number), wbs))

    def _note_links(self, uid: TaskUid, attributes: Attributes) -> None:
        """Note what was mended of the links of a task."""
        spellings = [sort.foreign for _predecessor, sort in attributes.get("@links", ())]
        spellings += [link.foreign for link in attributes.get("external_links", ())]
        for kind, element, text in (one for carried in spellings for one in self._flawed_links.get(carried, ())):
            self._note_mended(kind, f"PredecessorLink/{element}", text, uid, attributes)

    def _note_mended(self, kind: Kind[Any], element: str, text: str, uid: TaskUid, attributes: Attributes) -> None:
        where = place("Task", uid if uid > 0 else "?", attributes.get("name", ""))
        note_mended(self._ledger, kind, element, text, where, ("Task", uid) if uid > 0 else None)

    def _take_format(self, uid: TaskUid, attributes: Attributes) -> str:
        """Take the format of the duration; gives the spelling to carry where it is not the usual one."""
        text = attributes.pop("@DurationFormat")
        attributes["duration_unit"], estimated, exact = read_format(text)
        attributes.setdefault("estimated", estimated)
        if exact:
            return ""
        self._note_mended(codes.ANY_DURATION_UNIT, "DurationFormat", text, uid, attributes)
        return leaf("DurationFormat", text)

    def _take_calendar(self, uid: TaskUid, attributes: Attributes, text: str) -> None:
        try:
            calendar = self._integer[text or "-1"][0]
        except ValueError:
            self._taker.unreadable(place("Task", uid, attributes.get("name", "")), "CalendarUID", text, ("Task", uid))
            return
        if calendar >= 0:
            attributes["calendar"] = CalendarUid(calendar)

    def _keep_computed(self, uid: TaskUid, attributes: Attributes, computed: str) -> None:
        """Keep what the file had computed for a task, and take it out of its attributes."""
        stored = {name: attributes.pop(name) for name in _STORED if name in attributes}
        if "duration" in attributes:
            stored["duration"] = attributes["duration"]
        self.stored[uid] = StoredDates(foreign=computed, **stored)
        pop = attributes.pop
        found = tuple([pop(name, None) for name in _TOTALS])
        if found != _NO_TOTALS:
            texts = self._alike.get(found)
            if texts is None:
                named = zip(TOTALS, found, strict=True)
                texts = self._alike[found] = {name: text for name, text in named if text is not None}
            self._totals[uid] = texts

    def finish(self) -> None:
        """Give uids to the tasks that have none of their own; call it after the last task."""
        given: dict[TaskUid, TaskUid] = {}
        for stand_in, number in zip(self._without, spare_uids(self._uids, len(self._without)), strict=False):
            given[stand_in] = TaskUid(number)
        if not given:
            return
        for row in self.rows:
            if row.task.uid in given:
                row.task = replace(row.task, uid=given[row.task.uid])
                self._ledger.add(
                    "mspdi.uid-given",
                    _("The task has no unique id of its own in the file; it was given a new one."),
                    place=place("Task", row.task.uid, row.task.name),
                    task=row.task.uid,
                )
        self.links = [replace(link, successor=given.get(link.successor, link.successor)) for link in self.links]
        self._totals = {given.get(uid, uid): texts for uid, texts in self._totals.items()}
        self.stored = {given.get(uid, uid): stored for uid, stored in self.stored.items()}

    def settle_work(self, project: Project) -> None:
        """Carry the work the file states for tasks as far as it does not follow from the assignments."""
        assigned = {one.task for one in project.assignments.values()}  # an index of the plan would bring numpy
        free = project.tasks.keys() - project.children.keys() - assigned
        for uid, texts in self._totals.items():
            if uid in free and texts.get("Work", _NO_WORK) != _NO_WORK:
                self._take_work(project, uid, texts["Work"])
        totals = work_totals(project, {})
        known: dict[tuple[int, tuple[int, ...]], str] = {}  # many tasks state the same work, and have the same
        for uid, texts in self._totals.items():
            if uid not in project.stored_dates:
                continue
            values = totals.get(uid, NO_TOTALS).values()
            carried = known.get((id(texts), values))
            if carried is None:
                derived = dict(zip(TOTALS, map(write_duration, values), strict=True))
                carried = "".join(leaf(name, text) for name, text in texts.items() if derived[name] != text)
                known[id(texts), values] = carried
            if carried:
                stored = project.stored_dates[uid]
                project.stored_dates[uid] = replace(stored, foreign=stored.foreign + carried)

    def _take_work(self, project: Project, uid: TaskUid, text: str) -> None:
        """Take work that was entered on a task itself: it has no assignments."""
        try:
            work = read_duration(text)[0]
        except ValueError:
            where = place("Task", uid, project.tasks[uid].name)
            self._taker.unreadable(where, "Work", text, ("Task", uid))
            return
        project.tasks[uid] = replace(project.tasks[uid], work=work)

    def _uid(self, attributes: Attributes) -> TaskUid:
        """The uid of a task; a stand-in where the file has none, a wrong one, or one twice."""
        uid = read_uid(attributes.pop("@UID", ""))
        if 0 < uid < 2**31 and uid not in self._uids:
            self._uids.add(uid)
            return TaskUid(uid)
        self._without.append(TaskUid(-1 - len(self._without)))
        return self._without[-1]

    def _level(self, text: str, number: str) -> int:
        """The level in the outline, or what its number says of it; 1 where the file says nothing."""
        try:
            return self._integer[text][0]
        except ValueError:
            return number.count(".") + 1

    def _take_summary(self, element: Any, attributes: Attributes, computed: str) -> None:
        """Keep what the file says of the project summary; what the plan does not hold of it is carried."""
        self._uids.add(ROOT)
        self._parts.finish(attributes)
        self._keep_computed(ROOT, attributes, computed)
        self.summary = {_SUMMARY[name]: value for name, value in attributes.items() if name in _SUMMARY}
        self.summary["summary_foreign"] = _all_but(element, *_SUMMARY_ELEMENTS, *self._computed, but=defaults.SUMMARY)

    # -- elements that are more than a field

    def _take_link(self, element: Any, attributes: Attributes) -> None:
        try:
            self._take_link_texts({child.tag: child.text or "" for child in element}, attributes)
        except (ValueError, OverflowError):
            said = ", ".join(f"{child.tag} '{(child.text or '')[:20]}'" for child in element if child.tag in _OF_LINK)
            self._ledger.add(
                "mspdi.unreadable-link",
                _("A link can't be read and was left out: {said}.").format(said=said or _("it is empty")),
                place=place_of("Task", element.getparent()),
                concerns=concerned("Task", element.getparent()),
            )

    def _take_links(self, text: str, attributes: Attributes) -> None:
        """Take the links of a task; most are as others but for the predecessor.

        Raises:
            ValueError: They are more than rows of texts, or one can't be read.
        """
        *links, last = text.split(_END_OF_LINK)
        if last.strip():
            raise ValueError(last)
        for link in links:
            match = _LINK.fullmatch(link)
            if match is not None and (sort := self._link_rests.get(match[2])) is not None:
                attributes.setdefault("@links", []).append((TaskUid(int(match[1])), sort))
                continue
            for texts in simple_rows("PredecessorLink", f"{link}{_END_OF_LINK}"):
                sort = self._take_link_texts(texts, attributes)
                if match is not None and sort is not None:
                    self._link_rests[match[2]] = sort

    def _take_link_texts(self, texts: dict[str, str], attributes: Attributes) -> _LinkSort | None:
        """Take a link; gives what it says but for its ends, None of one to another file.

        Raises:
            ValueError: It can't be read.
        """
        predecessor = self._integer[texts.pop("PredecessorUID", "")][0]
        path = None
        if texts.get("CrossProject", "0") not in ("0", "false"):
            path = texts.pop("CrossProjectName", "")
        key = tuple(texts.items())
        sort = self._link_sorts.get(key)
        if sort is None:
            sort = self._link_sorts[key] = self._link_sort(texts)
        if path is not None:
            kind, lag, unit, carried, _link = sort
            flawed = self._flawed_links.get(carried)
            carried = leaf("PredecessorUID", str(predecessor)) + carried
            if flawed:
                self._flawed_links[carried] = flawed
            link = ExternalLink(path=path, kind=kind, lag=lag, lag_unit=unit, foreign=carried)
            attributes["external_links"] = (*attributes.get("external_links", ()), link)
            return None
        attributes.setdefault("@links", []).append((TaskUid(predecessor), sort))
        return sort

    def _link_sort(self, texts: dict[str, str]) -> _LinkSort:
        kind, kind_exact = codes.LINK_TYPE.read(texts.get("Type", "1"))
        lag, unit, lag_exact = self._lag(texts.get("LinkLag", "0"), texts.get("LagFormat", "7"))
        known = {"Type": kind_exact, "LinkLag": lag_exact, "LagFormat": lag_exact, "CrossProject": True}
        carried = "".join(leaf(name, text) for name, text in texts.items() if not known.get(name))
        kinds = {"Type": codes.LINK_TYPE, "LagFormat": codes.DURATION_UNIT}
        pairs = [(one, name, texts[name]) for name, one in kinds.items() if texts.get(name)]
        if flawed := [one for one in pairs if one[0].flaw(one[2])]:
            self._flawed_links[carried] = flawed
        return _LinkSort(
            kind, lag, unit, carried, alike(Dependency, kind=kind, lag=lag, lag_unit=unit, foreign=carried)
        )

    def _lag(self, text: str, form: str) -> tuple[int, TimeUnit, bool]:
        """The lag, its unit, and whether both would be written the same."""
        unit, exact = codes.DURATION_UNIT.read(form)
        lag, lag_exact = (self._integer if unit.percent else self._tenths)[text or "0"]
        return lag, unit, exact and lag_exact


def _all_but(element: Any, *names: str, but: dict[str, str] | None = None) -> str:
    """The elements of a record without some, and without those that say what is written anyway."""
    anyway = but or {}
    return "".join(
        fragment(child) for child in element if child.tag not in names and anyway.get(child.tag) != (child.text or "")
    )
