"""Writes tasks in the order of the outline, with the dates of a schedule."""

from __future__ import annotations

from collections.abc import Iterator
from operator import getitem

from ...app.project.kinds import ConstraintKind, DependencyKind, TimeUnit
from ...app.project.project import Project
from ...app.project.records import ROOT, Dependency, ExternalLink, ProjectInfo, Task, TaskUid
from ...app.schedule.schedule import Schedule
from . import codes, defaults, schema
from .composing import Composer, Pieces, Spelled
from .fields import TASK
from .names import TEXT_LIMIT, Names
from .values import DATE, DURATION, FLAG, MOMENT, TENTHS, Kind
from .work_totals import NO_TOTALS, TOTALS, work_totals
from .write_parts import CustomWriter, add_hyperlink, duration_format, write_baselines, write_timephased
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


class TaskWriter:
    """Writes the task elements of a plan."""

    def __init__(self, project: Project, schedule: Schedule, names: Names, custom: CustomWriter) -> None:
        self._project = project
        self._schedule = schedule
        self._names = names
        self._custom = custom
        self._totals = work_totals(project, schedule.spans)
        self._spelled = [Spelled(element, DURATION) for element in TOTALS]
        self._work: dict[tuple[int, ...], Pieces] = {}  # many tasks have the same work
        self._links: dict[tuple[DependencyKind, int, TimeUnit, str], tuple[str, str]] = {}  # all but the predecessor
        self._formats: dict[tuple[TimeUnit, bool], str] = {}
        computed: dict[str, Kind] = {
            **dict.fromkeys(_DATES, DATE),
            **dict.fromkeys(_SLACKS, TENTHS),
            "Critical": FLAG,
            "Duration": DURATION,
            "DurationFormat": codes.DURATION_FORMAT,
        }
        self._composer = Composer(Task, TASK, schema.TASK, more=computed, defaults={**defaults.TASK, "IsNull": "0"})
        kinds = {**computed, **dict.fromkeys(_DATES, MOMENT)}
        self._columns = [
            (element, getattr(schedule, column), Spelled(element, kinds[element]))
            for element, column in _COLUMNS.items()
        ]

    def __iter__(self) -> Iterator[str]:
        """The elements, the project summary first."""
        yield self._summary(self._project.info)
        numbers = [0]
        for row, (uid, level) in enumerate(self._project.outline(), 1):
            task = self._project.tasks[uid]
            if task.blank:
                yield self._blank(task, row)
                continue
            del numbers[level:]
            numbers += [0] * (level - len(numbers))
            numbers[level - 1] += 1
            yield self._task(task, row, level, ".".join(map(str, numbers)))

    def _summary(self, info: ProjectInfo) -> str:
        """The project summary task, whose texts the plan holds."""
        pieces = self._composer.given(self._place(ROOT, 0, 0, "0")) | self._scheduled(ROOT)
        pieces.update(
            {name: f"<{name}>{text}</{name}>" for name, text in defaults.SUMMARY.items()},
            IsNull="<IsNull>0</IsNull>",
            Summary="<Summary>1</Summary>",
        )
        texts = {"GUID": info.summary_guid, "Name": info.summary_name, "Notes": info.summary_notes}
        pieces.update((name, f"<{name}>{escaped(text)}</{name}>") for name, text in texts.items() if text)
        if info.summary_baselines:
            pieces["Baseline"] = write_baselines(info.summary_baselines, with_duration=True)
        if info.summary_custom:
            self._custom.add(pieces, info.summary_custom, "Task", ROOT, info.summary_name)
        pieces.update(self._composer.parsed(info.summary_foreign))
        return f"<Task>{self._composer.join(pieces, self._stored(ROOT))}</Task>"

    def _blank(self, task: Task, row: int) -> str:
        pieces = {
            "UID": f"<UID>{self._names.task(task.uid)}</UID>",
            "ID": f"<ID>{row}</ID>",
            "IsNull": "<IsNull>1</IsNull>",
            **self._composer.parsed(task.foreign),
        }
        return f"<Task>{self._composer.join(self._composer.given(pieces))}</Task>"

    def _task(self, task: Task, row: int, level: int, number: str) -> str:
        pieces = self._composer.pieces(task)
        pieces["CalendarUID"] = f"<CalendarUID>{codes.NO_UID if task.calendar is None else task.calendar}</CalendarUID>"
        pieces |= self._place(task.uid, row, level, task.wbs or number)
        if task.wbs:
            pieces["OutlineNumber"] = f"<OutlineNumber>{number}</OutlineNumber>"
        if task.uid in self._schedule:
            pieces |= self._scheduled(task.uid)
            self._progress(pieces, task)
        pieces["DurationFormat"] = self._format(task.duration_unit, task.estimated)
        pieces["Summary"] = "<Summary>1</Summary>" if self._project.is_summary(task.uid) else "<Summary>0</Summary>"
        if len(task.name) > TEXT_LIMIT:
            pieces |= self._names.limited("Name", task.name, "Task", task.uid)
        self._rarer(pieces, task)
        return f"<Task>{self._composer.join(pieces, task.foreign, self._stored(task.uid))}</Task>"

    def _format(self, unit: TimeUnit, estimated: bool) -> str:
        piece = self._formats.get((unit, estimated))
        if piece is None:
            piece = f"<DurationFormat>{duration_format(unit, estimated)}</DurationFormat>"
            self._formats[unit, estimated] = piece
        return piece

    def _place(self, uid: TaskUid, row: int, level: int, wbs: str) -> Pieces:
        return {
            "UID": f"<UID>{self._names.task(uid)}</UID>",
            "ID": f"<ID>{row}</ID>",
            "WBS": f"<WBS>{escaped(wbs)}</WBS>",
            "OutlineNumber": f"<OutlineNumber>{wbs}</OutlineNumber>",
            "OutlineLevel": f"<OutlineLevel>{level}</OutlineLevel>",
        }

    def _scheduled(self, uid: TaskUid) -> Pieces:
        """What the schedule and the assignments say of a task."""
        row = self._schedule.rows[uid]
        pieces = {element: spelled[column[row]] for element, column, spelled in self._columns}
        totals = self._totals.get(uid, NO_TOTALS).values()
        work = self._work.get(totals)
        if work is None:
            work = self._work[totals] = dict(zip(TOTALS, map(getitem, self._spelled, totals), strict=True))
        return pieces | work

    def _progress(self, pieces: Pieces, task: Task) -> None:
        """Progress that Microsoft Project wants spelled out: a finished task without dates shows 99 %."""
        if task.percent_complete and task.actual_start is None:
            pieces["ActualStart"] = pieces["Start"].replace("Start>", "ActualStart>")
        if task.percent_complete == 100 and task.actual_finish is None:
            pieces["ActualFinish"] = pieces["Finish"].replace("Finish>", "ActualFinish>")
        duration = self._schedule.value("duration", task.uid)
        if task.actual_duration is None:
            done = duration * task.percent_complete // 100
            pieces["ActualDuration"] = f"<ActualDuration>{DURATION.write(done)}</ActualDuration>"
            if task.remaining_duration is None:
                left = DURATION.write(duration - done)
                pieces["RemainingDuration"] = f"<RemainingDuration>{left}</RemainingDuration>"

    def _rarer(self, pieces: Pieces, task: Task) -> None:
        """What few tasks have."""
        if task.constraint_date is None and task.constraint.needs_date:
            pieces["ConstraintType"] = _AS_SOON_AS_POSSIBLE
        if task.subproject and not task.external:
            pieces["IsSubproject"] = "<IsSubproject>1</IsSubproject>"
        if task.hyperlink is not None:
            add_hyperlink(pieces, task.hyperlink)
        links = "".join(map(self._link, self._project.predecessors(task.uid)))
        links += "".join(map(_external_link, task.external_links))
        if links:
            pieces["PredecessorLink"] = links
        if task.baselines:
            pieces["Baseline"] = write_baselines(task.baselines, with_duration=True)
        if task.custom:
            self._custom.add(pieces, task.custom, "Task", task.uid, task.name)
        if task.timephased:
            pieces["TimephasedData"] = write_timephased(task.timephased, self._names.task(task.uid))

    def _link(self, link: Dependency) -> str:
        key = link.kind, link.lag, link.lag_unit, link.foreign
        around = self._links.get(key)
        if around is None:
            leaves = {
                "PredecessorUID": _HERE,
                "Type": codes.LINK_TYPE.write(link.kind),
                "CrossProject": "0",
                **_lag(link),
            }
            before, _here, after = _link_element(leaves, link.foreign).partition(_HERE)
            around = self._links[key] = before, after
        return f"{around[0]}{self._names.task(link.predecessor)}{around[1]}"

    def _stored(self, uid: TaskUid) -> str:
        stored = self._project.stored_dates.get(uid)
        return "" if stored is None else stored.foreign


_HERE = "\0"
"""Stands where the predecessor will; XML has no such character."""

_AS_SOON_AS_POSSIBLE = f"<ConstraintType>{codes.CONSTRAINT.write(ConstraintKind.AS_SOON_AS_POSSIBLE)}</ConstraintType>"


def _lag(link: Dependency | ExternalLink) -> dict[str, str]:
    lag = str(link.lag) if link.lag_unit.percent else TENTHS.write(link.lag)
    return {"LinkLag": lag, "LagFormat": codes.DURATION_UNIT.write(link.lag_unit)}


def _external_link(link: ExternalLink) -> str:
    leaves = {
        "PredecessorUID": "0",
        "Type": codes.LINK_TYPE.write(link.kind),
        "CrossProject": "1",
        "CrossProjectName": escaped(link.path),
        **_lag(link),
    }
    return _link_element(leaves, link.foreign)


_LINK = Composer(Dependency, (), ("PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat"))


def _link_element(leaves: dict[str, str], carried: str) -> str:
    pieces = {name: f"<{name}>{text}</{name}>" for name, text in leaves.items()}
    return f"<PredecessorLink>{_LINK.join(_LINK.given(pieces), carried)}</PredecessorLink>"
