"""Writes tasks in the order of the outline, with the dates of a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from operator import getitem

from ...app.project.kinds import ConstraintKind, TimeUnit
from ...app.project.moments import Minute
from ...app.project.project import Project
from ...app.project.records import ROOT, ProjectInfo, Task, TaskUid
from ...app.schedule.schedule import Schedule
from . import codes, defaults, schema
from .composing import Composer, Parts, Spelled, in_order
from .fields import TASK
from .names import TEXT_LIMIT, Names
from .spelling import write_moment
from .upkeep import Upkeep
from .values import DATE, DURATION, FLAG, MOMENT, TENTHS, Kind
from .work_totals import NO_TOTALS, NOTHING_BELOW, TOTALS, progress_below, work_totals
from .write_links import LinkWriter
from .write_parts import HYPERLINK, CustomWriter, duration_format, hyperlink_pieces, write_baselines, write_timephased
from .xml_text import escaped

_DATES = ("Start", "Finish", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish")
_SLACKS = ("FreeSlack", "TotalSlack", "StartSlack", "FinishSlack")
_COLUMNS = {
    "Start": "start",
    "Finish": "finish",
    "EarlyStart": "early_start",
    "EarlyFinish": "early_finish",
    "LateStart": "late_start",
    "LateFinish": "late_finish",
    "FreeSlack": "free_slack",
    "TotalSlack": "total_slack",
    "StartSlack": "start_slack",
    "FinishSlack": "finish_slack",
    "Critical": "critical",
    "Duration": "duration",
}
_COMPUTED: dict[str, Kind] = {
    **dict.fromkeys(_DATES, DATE),
    **dict.fromkeys(_SLACKS, TENTHS),
    "Critical": FLAG,
    "Duration": DURATION,
    "DurationFormat": codes.DURATION_FORMAT,
}
_OWNED = ("UID", "ID", "WBS", "OutlineNumber", "OutlineLevel", "IsNull", "CalendarUID", "Summary", "PredecessorLink")
_KEY = ("UID", "ID", "IsNull", "PredecessorLink")
_SUMMARY = {
    "UID": "0",
    "ID": "0",
    "WBS": "0",
    "OutlineNumber": "0",
    "OutlineLevel": "0",
    "IsNull": "0",
    "Summary": "1",
}

_NO_CALENDAR = f"<CalendarUID>{codes.NO_UID}</CalendarUID>"
_AS_SOON_AS_POSSIBLE = f"<ConstraintType>{codes.CONSTRAINT.write(ConstraintKind.AS_SOON_AS_POSSIBLE)}</ConstraintType>"


class TaskWriter:
    """Writes the task elements of a plan."""

    def __init__(
        self, project: Project, schedule: Schedule, names: Names, custom: CustomWriter, upkeep: Upkeep
    ) -> None:
        self._project = project
        self._schedule = schedule
        self._names = names
        self._custom = custom
        self._upkeep = upkeep
        self._links = LinkWriter(project, names)
        self._totals = work_totals(project, schedule.spans)
        self._composer = composer = Composer(
            Task,
            TASK,
            schema.TASK,
            given=("PercentComplete", "PercentWorkComplete", "ConstraintType", "IsSubproject", *HYPERLINK, *TOTALS),
            kinds=_COMPUTED,
            owned=_OWNED,
            defaults=defaults.TASK,
            unsound=names.unsound,
        )
        kinds = {**_COMPUTED, **dict.fromkeys(_DATES, MOMENT)}
        self._columns = [
            (composer.slot(element), getattr(schedule, column), Spelled(element, kinds[element]))
            for element, column in _COLUMNS.items()
        ]
        self._spelled = [Spelled(element, DURATION) for element in TOTALS]
        self._work_slots = [composer.slot(element) for element in TOTALS]
        self._work: dict[tuple[int, ...], list[tuple[int, str]]] = {}  # many tasks have the same work
        self._below = progress_below(project, schedule)
        self._slots = {name: composer.slot(name) for name in (*_OWNED, "DurationFormat")}
        self._actual_start, self._actual_finish = composer.slot("ActualStart"), composer.slot("ActualFinish")
        self._actual_duration = composer.slot("ActualDuration")
        self._remaining_duration = composer.slot("RemainingDuration")
        self._durations = Spelled("ActualDuration", DURATION), Spelled("RemainingDuration", DURATION)
        self._formats = {
            (unit, guess): f"<DurationFormat>{duration_format(unit, guess)}</DurationFormat>"
            for unit in TimeUnit
            for guess in (False, True)
        }

    def __iter__(self) -> Iterator[str]:
        """The elements, the project summary first."""
        yield self._summary(self._project.info)
        numbers = [0]
        above = ""
        for row, (uid, level) in enumerate(self._project.outline(), 1):
            task = self._project.tasks[uid]
            if task.blank:
                yield self._blank(task, row)
                continue
            if level != len(numbers):
                del numbers[level:]
                numbers += [0] * (level - len(numbers))
                above = "".join([f"{number}." for number in numbers[:-1]])
            numbers[-1] += 1
            yield self._task(task, row, level, f"{above}{numbers[-1]}")

    def _summary(self, info: ProjectInfo) -> str:
        """The project summary task, whose texts the plan holds."""
        row = self._schedule.rows[ROOT]
        pieces = {name: f"<{name}>{text}</{name}>" for name, text in {**_SUMMARY, **defaults.SUMMARY}.items()}
        for (element, _column), (_slot, column, spelled) in zip(_COLUMNS.items(), self._columns, strict=True):
            pieces[element] = spelled[column[row]]
        pieces.update(zip(TOTALS, map(getitem, self._spelled, self._totals.get(ROOT, NO_TOTALS).values()), strict=True))
        texts = {"GUID": info.summary_guid, "Name": info.summary_name, "Notes": info.summary_notes}
        pieces.update((name, f"<{name}>{escaped(text)}</{name}>") for name, text in texts.items() if text)
        if info.summary_baselines:
            pieces["Baseline"] = write_baselines(info.summary_baselines, with_duration=True)
        if info.summary_custom:
            pieces |= self._custom.pieces(info.summary_custom, "Task", ROOT, info.summary_name)
        carried, computed = self._upkeep.summary()
        pieces |= self._composer.sound(carried, but=_KEY)
        for name, piece in self._composer.sound(computed).items():
            canonical = self._composer.canonical(name, piece)
            if canonical is None or canonical == pieces.get(name):
                pieces[name] = piece
        return f"<Task>{in_order(pieces, schema.TASK)}</Task>"

    def _blank(self, task: Task, row: int) -> str:
        pieces = {
            **self._composer.sound(task.foreign, but=_KEY),
            "UID": f"<UID>{self._names.task(task.uid)}</UID>",
            "ID": f"<ID>{row}</ID>",
            "IsNull": "<IsNull>1</IsNull>",
        }
        return f"<Task>{in_order(pieces, schema.TASK)}</Task>"

    def _task(self, task: Task, row: int, level: int, number: str) -> str:
        uid = task.uid
        parts = self._composer.parts(task)
        at = self._slots
        parts[at["UID"]] = f"<UID>{self._names.task(uid)}</UID>"
        parts[at["ID"]] = f"<ID>{row}</ID>"
        parts[at["IsNull"]] = "<IsNull>0</IsNull>"
        parts[at["WBS"]] = f"<WBS>{escaped(task.wbs) if task.wbs else number}</WBS>"
        parts[at["OutlineNumber"]] = f"<OutlineNumber>{number}</OutlineNumber>"
        parts[at["OutlineLevel"]] = f"<OutlineLevel>{level}</OutlineLevel>"
        parts[at["CalendarUID"]] = (
            _NO_CALENDAR if task.calendar is None else f"<CalendarUID>{task.calendar}</CalendarUID>"
        )
        summary = uid in self._project.children
        parts[at["Summary"]] = "<Summary>1</Summary>" if summary else "<Summary>0</Summary>"
        parts[at["DurationFormat"]] = self._formats[task.duration_unit, task.estimated]
        if (line := self._schedule.rows.get(uid)) is not None:
            self._schedule_parts(parts, uid, line)
            self._progress(parts, task, line, summary=summary)
        links = self._links.of(task)
        if links:
            parts[at["PredecessorLink"]] = links
        self._rarer(parts, task)
        carried, computed = self._upkeep.task(task)
        if carried or computed:
            self._composer.carry(parts, task, carried, computed)
        return f"<Task>{''.join(parts)}</Task>"

    def _schedule_parts(self, parts: Parts, uid: TaskUid, line: int) -> None:
        """What the schedule and the assignments say of a task."""
        for slot, column, spelled in self._columns:
            parts[slot] = spelled[column[line]]
        totals = self._totals.get(uid, NO_TOTALS).values()
        work = self._work.get(totals)
        if work is None:
            texts = map(getitem, self._spelled, totals)
            work = self._work[totals] = list(zip(self._work_slots, texts, strict=True))
        for slot, text in work:
            parts[slot] = text

    def _progress(self, parts: Parts, task: Task, line: int, *, summary: bool) -> None:
        """Progress that Microsoft Project wants spelled out: a finished task without dates shows 99 %."""
        duration = self._schedule.duration[line]
        done, begun, ended = task.percent_complete, task.actual_start, task.actual_finish
        if summary and self._upkeep.computes_progress(task.uid):
            self._roll_up(parts, task.uid, duration)
            return
        if done and begun is None:
            parts[self._actual_start] = self._actual_moment("ActualStart", self._schedule.start[line])
        if done == 100 and ended is None:
            parts[self._actual_finish] = self._actual_moment("ActualFinish", self._schedule.finish[line])
        if task.actual_duration is None:
            actual = duration * done // 100
            parts[self._actual_duration] = self._durations[0][actual]
            if task.remaining_duration is None:
                parts[self._remaining_duration] = self._durations[1][duration - actual]

    def _roll_up(self, parts: Parts, uid: TaskUid, duration: int) -> None:
        """Progress of a summary task, which follows from that of the tasks below."""
        below = self._below.get(uid, NOTHING_BELOW)
        percent, totals = below.percent, self._totals.get(uid, NO_TOTALS)
        actual = duration * percent // 100
        begun, ended = below.begun, below.ended if percent == 100 else None
        pieces = {
            "PercentComplete": f"<PercentComplete>{percent}</PercentComplete>",
            "PercentWorkComplete": f"<PercentWorkComplete>{totals.percent}</PercentWorkComplete>",
            "ActualStart": "" if begun is None else self._actual_moment("ActualStart", begun),
            "ActualFinish": "" if ended is None else self._actual_moment("ActualFinish", ended),
            "ActualDuration": self._durations[0][actual],
            "RemainingDuration": self._durations[1][duration - actual],
            "Stop": "",
            "Resume": "",
        }
        self._composer.put(parts, pieces)

    def _actual_moment(self, element: str, moment: Minute) -> str:
        return f"<{element}>{write_moment(moment)}</{element}>"

    def _rarer(self, parts: Parts, task: Task) -> None:
        """What few tasks have."""
        pieces: dict[str, str] = {}
        if task.constraint_date is None and task.constraint.needs_date:
            pieces["ConstraintType"] = _AS_SOON_AS_POSSIBLE
        if len(task.name) > TEXT_LIMIT:
            pieces |= self._names.limited("Name", task.name, "Task", task.uid)
        if task.subproject and not task.external:
            pieces["IsSubproject"] = "<IsSubproject>1</IsSubproject>"
        if task.hyperlink is not None:
            pieces |= hyperlink_pieces(task.hyperlink)
        if task.baselines:
            pieces["Baseline"] = write_baselines(task.baselines, with_duration=True)
        if task.custom:
            pieces |= self._custom.pieces(task.custom, "Task", task.uid, task.name)
        if task.timephased:
            pieces["TimephasedData"] = write_timephased(task.timephased, self._names.task(task.uid))
        if pieces:
            self._composer.put(parts, pieces)
