"""Writes tasks in the order of the outline, with the dates of a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

from msgspec.structs import astuple

from ...app.project.kinds import ConstraintKind, TimeUnit
from ...app.project.moments import Minute
from ...app.project.project import Project
from ...app.project.records import ROOT, ProjectInfo, Task, TaskUid
from ...app.schedule.schedule import Schedule
from . import codes, defaults, schema
from .composing import MOMENTS, Composer, Memo, Parts, Spelled, in_order
from .fields import TASK
from .names import TEXT_LIMIT, Names
from .spelling import write_duration
from .upkeep import Upkeep
from .values import DATE, DURATION, FLAG, LENGTH, TENTHS, Kind
from .work_totals import NO_TOTALS, NOTHING_BELOW, TOTALS, Totals, progress_below, rolled_up, work_totals
from .write_links import LinkWriter
from .write_parts import HYPERLINK, CustomWriter, duration_format, hyperlink_pieces, write_baselines, write_timephased
from .xml_text import escaped, fragments

_DATES = ("Start", "Finish", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish")
_MOMENTS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")
"""The columns of a schedule in the order of these."""

_SLACKS = ("FreeSlack", "TotalSlack", "StartSlack", "FinishSlack")
_COMPUTED: dict[str, Kind] = {
    **dict.fromkeys(_DATES, DATE),
    **dict.fromkeys(_SLACKS, TENTHS),
    "Critical": FLAG,
    "Duration": LENGTH,
    "DurationFormat": codes.DURATION_FORMAT,
}
_TOGETHER = (("Start", "Finish", "Duration"), _DATES[2:], _SLACKS, ("OutlineNumber", "OutlineLevel"))
_OWNED = ("UID", "ID", "WBS", "OutlineNumber", "OutlineLevel", "IsNull", "CalendarUID", "Summary", "PredecessorLink")
_KEY = ("UID", "ID", "IsNull", "PredecessorLink")
_SUMMARY = {
    "UID": "0",
    "ID": "0",
    "OutlineNumber": "0",
    "OutlineLevel": "0",
    "IsNull": "0",
    "Summary": "1",
}

_USUAL = {"IsNull": "0", "Summary": "0", "CalendarUID": str(codes.NO_UID)}
_CRITICAL = ("<Critical>0</Critical>", "<Critical>1</Critical>")
_OF_ALL = ("UID", "ID", "WBS", "OutlineNumber", "Summary", "DurationFormat", "PredecessorLink")
_AS_SOON_AS_POSSIBLE = f"<ConstraintType>{codes.CONSTRAINT.write(ConstraintKind.AS_SOON_AS_POSSIBLE)}</ConstraintType>"
_RARE = attrgetter("constraint", "subproject", "hyperlink", "baselines", "custom", "timephased")
_NOTHING_RARE = (ConstraintKind.AS_SOON_AS_POSSIBLE, "", None, (), {}, ())


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
        self._lines = _lines(schedule)
        self._totals = work_totals(project, schedule.spans)
        self._below = progress_below(project, schedule)
        self._composer = composer = Composer(
            Task,
            TASK,
            schema.TASK,
            given=("PercentComplete", "PercentWorkComplete", "ConstraintType", "IsSubproject", *HYPERLINK, *TOTALS),
            kinds=_COMPUTED,
            together=_TOGETHER,
            owned=_OWNED,
            defaults={**defaults.TASK, **_USUAL},
            unsound=names.unsound,
        )
        self._slots = [composer.slot(name) for name in _OF_ALL]
        self._schedule_slots = [composer.slot(name) for name in ("Start", "EarlyStart", "FreeSlack", "Critical")]
        self._calendar = composer.slot("CalendarUID")
        self._actual_start, self._actual_finish = composer.slot("ActualStart"), composer.slot("ActualFinish")
        self._actual_duration = composer.slot("ActualDuration")
        self._remaining_duration = composer.slot("RemainingDuration")
        self._lengths = Spelled("Duration", DURATION)
        self._slack_texts = Memo(_slacks)  # many tasks have the same slack, and the same work
        self._work_texts = Memo(_works)
        self._work_slots = [composer.slot(element) for element in TOTALS]
        self._durations = Spelled("ActualDuration", DURATION), Spelled("RemainingDuration", DURATION)
        self._formats = {
            (unit, guess): f"<DurationFormat>{duration_format(unit, guess)}</DurationFormat>"
            for unit in TimeUnit
            for guess in (False, True)
        }

    def __iter__(self) -> Iterator[str]:
        """The elements, the project summary first."""
        yield self._summary(self._project.info)
        uid_slot, id_slot, wbs, outline, is_summary, form, links = self._slots
        parts_of, carry, kept = self._composer.parts, self._composer.carry, self._upkeep.task
        written, links_of, formats = self._names.task, self._links.of, self._formats
        lines, children, calendar = self._schedule.rows, self._project.children, self._calendar
        for task, row, level, number in self._numbered():
            uid = task.uid
            if task.blank:
                yield self._blank(task, row)
                continue
            parts = parts_of(task)
            parts[uid_slot] = f"<Task><UID>{written(uid)}</UID>"
            parts[id_slot] = f"<ID>{row}</ID>"
            parts[wbs] = f"<WBS>{escaped(task.wbs) if task.wbs else number}</WBS>"
            parts[outline] = f"<OutlineNumber>{number}</OutlineNumber><OutlineLevel>{level}</OutlineLevel>"
            if summary := uid in children:
                parts[is_summary] = "<Summary>1</Summary>"
            if task.calendar is not None:
                parts[calendar] = f"<CalendarUID>{task.calendar}</CalendarUID>"
            parts[form] = formats[task.duration_unit, task.estimated]
            line = lines.get(uid)
            if line is not None:
                self._scheduled(parts, uid, line)
                self._progress(parts, task, line, summary=summary)
            parts[links] = links_of(task)
            self._rarer(parts, task)
            carried, computed = kept(task)
            if carried or computed:
                carry(parts, task, carried, computed)
            parts.append("</Task>\n")
            yield "".join(parts)

    def _numbered(self) -> Iterator[tuple[Task, int, int, str]]:
        """The tasks in the order of the outline with their rows, levels and outline numbers; blank rows have none."""
        tasks = self._project.tasks
        numbers = [0]
        above = ""
        for row, (uid, level) in enumerate(self._project.outline(), 1):
            task = tasks[uid]
            if task.blank:
                yield task, row, level, ""
                continue
            if level != len(numbers):
                del numbers[level:]
                numbers += [0] * (level - len(numbers))
                above = "".join([f"{number}." for number in numbers[:-1]])
            numbers[-1] += 1
            yield task, row, level, f"{above}{numbers[-1]}"

    def _summary(self, info: ProjectInfo) -> str:
        """The project summary task, whose texts the plan holds."""
        pieces = {name: f"<{name}>{text}</{name}>" for name, text in {**_SUMMARY, **defaults.SUMMARY}.items()}
        row = self._schedule.rows[ROOT]
        work = self._work_texts[astuple(self._totals.get(ROOT, NO_TOTALS))]
        pieces |= fragments("".join((*self._said_of(row), *work)))
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
        return f"<Task>{in_order(pieces, schema.TASK)}</Task>\n"

    def _blank(self, task: Task, row: int) -> str:
        pieces = {
            **self._composer.sound(task.foreign, but=_KEY),
            "UID": f"<UID>{self._names.task(task.uid)}</UID>",
            "ID": f"<ID>{row}</ID>",
            "IsNull": "<IsNull>1</IsNull>",
        }
        return f"<Task>{in_order(pieces, schema.TASK)}</Task>\n"

    def _scheduled(self, parts: Parts, uid: TaskUid, line: int) -> None:
        """What the schedule and the assignments say of a task."""
        dates, bounds, slacks, critical = self._schedule_slots
        parts[dates], parts[bounds], parts[slacks], parts[critical] = self._said_of(line)
        work, overtime, actual, actual_overtime, regular, remaining, remaining_overtime = self._work_slots
        (
            parts[work],
            parts[overtime],
            parts[actual],
            parts[actual_overtime],
            parts[regular],
            parts[remaining],
            parts[remaining_overtime],
        ) = self._work_texts[astuple(self._totals.get(uid, NO_TOTALS))]

    def _said_of(self, line: int) -> tuple[str, str, str, str]:
        """Dates and duration, early and late dates, slack, and whether a row is critical."""
        start, finish, early_start, early_finish, late_start, late_finish, duration, critical, slacks = self._lines[
            line
        ]
        dates = f"<Start>{start}</Start><Finish>{finish}</Finish>{self._lengths[duration]}"
        bounds = (
            f"<EarlyStart>{early_start}</EarlyStart><EarlyFinish>{early_finish}</EarlyFinish>"
            f"<LateStart>{late_start}</LateStart><LateFinish>{late_finish}</LateFinish>"
        )
        return dates, bounds, self._slack_texts[slacks], _CRITICAL[critical]

    def _progress(self, parts: Parts, task: Task, line: int, *, summary: bool) -> None:
        """Progress that Microsoft Project wants spelled out: a finished task without dates shows 99 %."""
        duration = self._schedule.duration[line]
        if summary and self._upkeep.computes_progress(task.uid):
            self._roll_up(parts, task.uid, duration)
            return
        done = task.percent_complete
        if done and task.actual_start is None:
            parts[self._actual_start] = self._actual_moment("ActualStart", self._schedule.start[line])
        if done == 100 and task.actual_finish is None:
            parts[self._actual_finish] = self._actual_moment("ActualFinish", self._schedule.finish[line])
        if task.actual_duration is None:
            actual = duration * done // 100
            parts[self._actual_duration] = self._durations[0][actual]
            if task.remaining_duration is None:
                parts[self._remaining_duration] = self._durations[1][duration - actual]

    def _roll_up(self, parts: Parts, uid: TaskUid, duration: int) -> None:
        """Progress of a summary task, which follows from that of the tasks below."""
        now = rolled_up(self._below.get(uid, NOTHING_BELOW), self._totals.get(uid, NO_TOTALS), duration)
        pieces = {
            "PercentComplete": f"<PercentComplete>{now.percent}</PercentComplete>",
            "PercentWorkComplete": f"<PercentWorkComplete>{now.work_percent}</PercentWorkComplete>",
            "ActualStart": "" if now.begun is None else self._actual_moment("ActualStart", now.begun),
            "ActualFinish": "" if now.ended is None else self._actual_moment("ActualFinish", now.ended),
            "ActualDuration": self._durations[0][now.actual],
            "RemainingDuration": self._durations[1][now.remaining],
            "Stop": "",
            "Resume": "",
        }
        self._composer.put(parts, pieces)

    def _actual_moment(self, element: str, moment: Minute) -> str:
        return f"<{element}>{MOMENTS[moment]}</{element}>"

    def _rarer(self, parts: Parts, task: Task) -> None:
        """What few tasks have."""
        if _RARE(task) == _NOTHING_RARE and len(task.name) <= TEXT_LIMIT:
            return
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
            amounts = self._upkeep.task_timephased(task)
            pieces["TimephasedData"] = write_timephased(amounts, self._names.task(task.uid))
        if pieces:
            self._composer.put(parts, pieces)


def _lines(schedule: Schedule) -> list[tuple[Any, ...]]:
    """Of each row of a schedule the texts of its moments, then its duration, whether it is critical, and its slacks."""
    moments = (map(MOMENTS.__getitem__, getattr(schedule, name)) for name in _MOMENTS)
    slacks = zip(schedule.free_slack, schedule.total_slack, schedule.start_slack, schedule.finish_slack, strict=True)
    return list(zip(*moments, schedule.duration, schedule.critical, slacks, strict=True))


def _slacks(slacks: tuple[int, ...]) -> str:
    free, total, start, finish = slacks  # nearly every task has some of its own
    return (
        f"<FreeSlack>{free * 10}</FreeSlack><TotalSlack>{total * 10}</TotalSlack>"
        f"<StartSlack>{start * 10}</StartSlack><FinishSlack>{finish * 10}</FinishSlack>"
    )


def _works(minutes: tuple[int, ...]) -> list[str]:
    values = Totals(*minutes).values()
    return [f"<{name}>{write_duration(one)}</{name}>" for name, one in zip(TOTALS, values, strict=True)]
