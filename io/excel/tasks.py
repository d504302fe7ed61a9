"""Makes tasks of the rows of a sheet."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import datetime
from itertools import compress
from typing import Any, Final

from ...app.i18n import _
from ...app.project.durations import Duration
from ...app.project.kinds import ConstraintKind, TaskType, TimeUnit
from ...app.project.moments import to_minute
from ...app.project.project import Project
from ...app.project.records import ZERO, Baseline, Calendar, ProjectInfo, Task, TaskUid
from ...app.project.working_time import WorkingTimes
from ..usual import records
from . import words
from .cells import (
    as_calendar,
    as_duration,
    as_hours,
    as_kind,
    as_moment,
    as_money,
    as_name,
    as_share,
    as_text,
    as_truth,
    as_whole,
)
from .columns import normal
from .hidden import Hidden
from .notes import Cells, Notes
from .outline import TaskRows
from .table import Table


class TaskReader:
    """Makes tasks of the rows of a sheet."""

    def __init__(
        self, rows: TaskRows, info: ProjectInfo, calendars: Sequence[Calendar], hidden: Hidden | None, notes: Notes
    ) -> None:
        """Begin; ``hidden`` tells that Gantline wrote the workbook."""
        self._rows = rows
        self._info = info
        self._own = hidden is not None
        self._notes = notes
        self._calendars = {calendar.name.casefold(): calendar.uid for calendar in calendars}
        literal = hidden is not None and hidden.midnights
        self._day_start = 0 if literal else info.default_start_time
        self._day_finish = 0 if literal else info.default_finish_time
        plan = Project(info, calendars=calendars)
        self._times = WorkingTimes(plan).calendar(info.calendar)

    def tasks(self, summaries: Container[TaskUid]) -> dict[TaskUid, Task]:
        """The tasks of the rows; a row of ours with nothing but its place is a blank one.

        The rows are told the dates that they give.
        """
        rows = self._rows
        blank = self._blank()
        real = [not one for one in blank]
        table, uids = rows.table.only(real), [*compress(rows.uids, real)]
        made = iter(self._made(table, uids, [uid in summaries for uid in uids]))
        if any(blank):
            starts, finishes = iter(rows.starts), iter(rows.finishes)
            rows.starts = [None if one else next(starts) for one in blank]
            rows.finishes = [None if one else next(finishes) for one in blank]
        both = zip(rows.uids, blank, strict=True)
        return {uid: Task(uid=uid, blank=True) if one else next(made) for uid, one in both}

    def _blank(self) -> list[bool]:
        """Which rows have no more than their place."""
        table = self._rows.table
        names = table.column("name")
        if not self._own or None not in names:
            return [False] * len(names)
        held = zip(names, zip(*table.values.values(), strict=True), strict=True)
        return [name is None and len(values) - values.count(None) <= 3 for name, values in held]

    def _made(self, table: Table, uids: list[TaskUid], summaries: list[bool]) -> list[Task]:
        """The tasks of rows that are not blank."""
        cells = Cells(table, self._notes)
        leaves = [not one for one in summaries]
        told = self._told(cells)
        self._rows.starts, self._rows.finishes = told.pop("start"), told.pop("finish")
        durations = self._durations(told.pop("duration"))
        percents = self._percents(cells, leaves)
        if not self._own:
            self._guess(cells, told, durations, percents, leaves)
        cells.note()
        told |= self._timing(told["manual"], durations, summaries)
        told |= {"percent_complete": percents}
        return records(Task, {"uid": uids, **told})

    def _told(self, cells: Cells) -> dict[str, list[Any]]:
        """What the rows say by field of a task, and start, finish and duration; of what they don't say the default."""
        read = cells.read

        def start(value: Any) -> datetime | None:
            return as_moment(value, self._day_start)

        def finish(value: Any) -> datetime | None:
            return as_moment(value, self._day_finish)

        def constraint(value: Any) -> ConstraintKind:
            return as_kind(value, words.CONSTRAINTS)

        told: dict[str, list[Any]] = {
            "start": read("start", start, None),
            "finish": read("finish", finish, None),
            "constraint": read("constraint", constraint, ConstraintKind.AS_SOON_AS_POSSIBLE),
        }
        baselines = zip(read("baseline_start", start, None), read("baseline_finish", finish, None), strict=True)
        return told | {
            "baselines": [
                (Baseline(number=0, start=one, finish=other),) if one or other else () for one, other in baselines
            ],
            "name": read("name", lambda value: as_name(value).strip(), ""),
            "notes": read("notes", as_name, ""),
            "wbs": read("wbs", _own_code, ""),
            "active": read("active", as_truth, True),
            "constraint_date": read("constraint_date", start, None),
            "deadline": read("deadline", finish, None),
            "calendar": read("calendar", lambda value: as_calendar(value, self._calendars), None),
            "task_type": read("type", lambda value: as_kind(value, words.TASK_TYPES), TaskType.FIXED_UNITS),
            "effort_driven": read("effort", as_truth, False),
            "priority": read("priority", lambda value: min(max(as_whole(value), 0), 1000), 500),
            "milestone": read("milestone", as_truth, False),
            "fixed_cost": read("fixed_cost", as_money, ZERO),
            "actual_start": read("actual_start", start, None),
            "actual_finish": read("actual_finish", finish, None),
            "duration": read("duration", lambda value: as_duration(value, self._info), None),
            "manual": read("mode", _manual, False),
        }

    def _durations(self, typed: list[Duration | None]) -> list[Duration]:
        """Durations as they were typed, or as long as start and finish are apart, or as usual."""
        usual = Duration(self._info.minutes_per_day, self._info.duration_unit, estimated=not self._own)
        if self._own:
            return [one or usual for one in typed]
        rows = zip(typed, self._rows.starts, self._rows.finishes, strict=True)
        return [one or (self._apart(start, finish) if start and finish else usual) for one, start, finish in rows]

    def _apart(self, start: datetime, finish: datetime) -> Duration:
        return Duration(max(self._times.between(to_minute(start), to_minute(finish)), 0), TimeUnit.DAY)

    def _timing(self, manual: list[bool], durations: list[Duration], summaries: list[bool]) -> dict[str, list[Any]]:
        """Durations of tasks that are no summaries, and the dates of manual ones."""
        shown = [_COMPUTED if summary else one for one, summary in zip(durations, summaries, strict=True)]
        fields: dict[str, list[Any]] = {
            "duration": [one.minutes for one in shown],
            "duration_unit": [one.unit for one in shown],
            "estimated": [one.estimated for one in shown],
        }
        if any(manual):
            for name, column in (
                ("manual_start", self._rows.starts),
                ("manual_finish", self._rows.finishes),
                ("manual_duration", [one.minutes for one in durations]),
            ):
                fields[name] = [value if one else None for value, one in zip(column, manual, strict=True)]
        return fields

    def _guess(
        self,
        cells: Cells,
        told: dict[str, list[Any]],
        durations: list[Duration],
        percents: list[int],
        leaves: list[bool],
    ) -> None:
        """Add what a plan made by hand leaves unsaid."""
        rows = self._rows
        milestones = zip(told["milestone"], durations, leaves, strict=True)
        told["milestone"] = [one or (leaf and length.minutes == 0) for one, length, leaf in milestones]
        for field, dates, least in (("actual_start", rows.starts, 1), ("actual_finish", rows.finishes, 100)):
            dated = zip(told[field], dates, percents, strict=True)
            told[field] = [one or (date if percent >= least else None) for one, date, percent in dated]
        told["work"] = cells.read("work", lambda value: as_hours(value, self._info), None, leaves)
        for at, (kind, date) in enumerate(zip(told["constraint"], told["constraint_date"], strict=True)):
            if kind.needs_date and not date:
                cells.fault(at, "constraint", _("This constraint needs a date."))
                told["constraint"][at] = ConstraintKind.AS_SOON_AS_POSSIBLE

    def _percents(self, cells: Cells, leaves: list[bool]) -> list[int]:
        """Per cent done of tasks that are no summaries."""
        scale = not self._own and self._rows.hundreds
        shares = cells.read("percent", lambda value: as_share(value, hundreds=scale), 0.0, leaves)
        within = {share: min(max(share, 0), 1) for share in set(shares)}
        if any(share != taken for share, taken in within.items()):
            for at, share in enumerate(shares):
                if share != (taken := within[share]):
                    text = _("{share} was taken as {taken}.").format(share=f"{share:.0%}", taken=f"{taken:.0%}")
                    cells.fault(at, "percent", text)
        percents = {share: round(taken * 100) for share, taken in within.items()}
        return [*map(percents.__getitem__, shares)]


def _manual(value: Any) -> bool:
    return normal(as_text(value)).startswith(("man", normal(_(words.MANUAL))))


_PLAIN: Final = Task(uid=TaskUid(1))
_COMPUTED: Final = Duration(_PLAIN.duration, _PLAIN.duration_unit, _PLAIN.estimated)
"""What stands for the duration of a summary task, which is computed."""


def _own_code(value: Any) -> str:
    """A code of the planner's own; numbers that only count the outline are none."""
    code = as_text(value)
    return "" if all(map(str.isdigit, code.split("."))) else code
