"""Makes tasks of the rows of a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from ...app.i18n import _
from ...app.project.durations import Duration
from ...app.project.kinds import ConstraintKind, TaskType, TimeUnit
from ...app.project.moments import to_minute
from ...app.project.project import Project
from ...app.project.records import ZERO, Baseline, Calendar, ProjectInfo, Task
from ...app.project.working_time import WorkingTimes
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
from .notes import Notes
from .outline import TaskRow
from .table import Table, hundreds

Value = TypeVar("Value")


class TaskReader:
    """Reads the rows of a sheet of tasks."""

    def __init__(
        self, table: Table, info: ProjectInfo, calendars: Sequence[Calendar], hidden: Hidden | None, notes: Notes
    ) -> None:
        self._table = table
        self._info = info
        self._own = hidden is not None
        self._notes = notes
        self._calendars = {calendar.name.casefold(): calendar.uid for calendar in calendars}
        literal = hidden is not None and hidden.midnights
        self._day_start = 0 if literal else info.default_start_time
        self._day_finish = 0 if literal else info.default_finish_time
        plan = Project(info, calendars=calendars)
        self._times = WorkingTimes(plan).calendar(info.calendar)
        self._hundreds = not self._own and hundreds(table, "percent", 1)
        self._converters = self._made_converters()
        self._known: dict[str, dict[Any, Any]] = {key: {} for key in self._converters.keys() - _EACH_ITS_OWN}

    def _made_converters(self) -> dict[str, Callable[[Any], Any]]:
        """How the cells of each column are read."""

        def start(value: Any) -> datetime | None:
            return as_moment(value, self._day_start)

        def finish(value: Any) -> datetime | None:
            return as_moment(value, self._day_finish)

        return {
            "start": start,
            "finish": finish,
            "constraint": lambda value: as_kind(value, words.CONSTRAINTS),
            "baseline_start": start,
            "baseline_finish": finish,
            "name": as_name,
            "notes": as_name,
            "wbs": as_text,
            "active": as_truth,
            "constraint_date": start,
            "deadline": finish,
            "calendar": lambda value: as_calendar(value, self._calendars),
            "type": lambda value: as_kind(value, words.TASK_TYPES),
            "effort": as_truth,
            "priority": as_whole,
            "milestone": as_truth,
            "fixed_cost": as_money,
            "actual_start": start,
            "actual_finish": finish,
            "duration": lambda value: as_duration(value, self._info),
            "mode": self._manual,
        }

    def task(self, row: TaskRow, *, summary: bool) -> Task:
        """The task of a row; a row with nothing but its place is a blank one."""
        if self._own and "name" not in row.values and len(row.values) <= 3:
            return Task(uid=row.uid, blank=True)
        told = self._converted(row)
        row.start, row.finish = told.get("start"), told.get("finish")
        fields = self._common(told) | self._timing(row, told, summary)
        if not self._own:
            fields |= self._guessed(row, fields, summary)
        return Task(uid=row.uid, **fields)

    def _converted(self, row: TaskRow) -> dict[str, Any]:
        """What a row says, by column; what cannot be understood is noted and left out, as is what says nothing."""
        found: dict[str, Any] = {}
        values = row.values
        for key, convert in self._converters.items():
            value = values.get(key)
            if value is None:
                continue
            known = self._known.get(key) if type(value) in _ALIKE else None
            told = None if known is None else known.get(value)
            if told is None:
                told = self._notes.take(self._table, row.number, key, values, convert, None)
                if known is not None and told is not None:
                    known[value] = told
            if told is not None:
                found[key] = told
        return found

    @staticmethod
    def _common(told: dict[str, Any]) -> dict[str, Any]:
        """What needs no dates."""
        take = told.get
        baseline = take("baseline_start"), take("baseline_finish")
        return {
            "name": take("name", "").strip(),
            "notes": take("notes", ""),
            "wbs": _own_code(take("wbs", "")),
            "active": take("active", True),
            "constraint": take("constraint", ConstraintKind.AS_SOON_AS_POSSIBLE),
            "constraint_date": take("constraint_date"),
            "deadline": take("deadline"),
            "calendar": take("calendar"),
            "task_type": take("type", TaskType.FIXED_UNITS),
            "effort_driven": take("effort", False),
            "priority": min(max(take("priority", 500), 0), 1000),
            "milestone": take("milestone", False),
            "fixed_cost": take("fixed_cost", ZERO),
            "actual_start": take("actual_start"),
            "actual_finish": take("actual_finish"),
            "baselines": (Baseline(number=0, start=baseline[0], finish=baseline[1]),) if any(baseline) else (),
        }

    def _timing(self, row: TaskRow, told: dict[str, Any], summary: bool) -> dict[str, Any]:
        """Duration, and for a manual task its dates."""
        usual = Duration(self._info.minutes_per_day, self._info.duration_unit)
        typed = told.get("duration")
        if typed is None and row.start and row.finish and not self._own:
            minutes = self._times.between(to_minute(row.start), to_minute(row.finish))
            typed = Duration(max(minutes, 0), TimeUnit.DAY)
        duration = typed or usual
        fields: dict[str, Any] = {"manual": told.get("mode", False)}
        if not summary:
            fields |= {
                "percent_complete": self._percent(row),
                "duration": duration.minutes,
                "duration_unit": duration.unit,
                "estimated": duration.estimated or (typed is None and not self._own),
            }
        if fields["manual"]:
            fields |= {"manual_start": row.start, "manual_finish": row.finish, "manual_duration": duration.minutes}
        return fields

    def _guessed(self, row: TaskRow, fields: dict[str, Any], summary: bool) -> dict[str, Any]:
        """What a plan made by hand leaves unsaid."""
        guessed: dict[str, Any] = {}
        if not summary:
            guessed["milestone"] = fields["milestone"] or fields["duration"] == 0
            if fields["percent_complete"] > 0 and not fields["actual_start"]:
                guessed["actual_start"] = row.start
            if fields["percent_complete"] == 100 and not fields["actual_finish"]:
                guessed["actual_finish"] = row.finish
            guessed["work"] = self._take(row, "work", lambda value: as_hours(value, self._info), None)
        if fields["constraint"].needs_date and not fields["constraint_date"]:
            self._notes.cell(self._table, row.number, "constraint", _("This constraint needs a date."))
            guessed["constraint"] = ConstraintKind.AS_SOON_AS_POSSIBLE
        return guessed

    def _percent(self, row: TaskRow) -> int:
        share = self._take(row, "percent", lambda value: as_share(value, hundreds=self._hundreds), 0.0)
        taken = min(max(share, 0), 1)
        if taken != share:
            text = _("{share} was taken as {taken}.").format(share=f"{share:.0%}", taken=f"{taken:.0%}")
            self._notes.cell(self._table, row.number, "percent", text)
        return round(taken * 100)

    def _manual(self, value: Any) -> bool:
        return normal(as_text(value)).startswith(("man", normal(_(words.MANUAL))))

    def _take(self, row: TaskRow, key: str, convert: Callable[[Any], Value], default: Value) -> Value:
        return self._notes.take(self._table, row.number, key, row.values, convert, default)


_EACH_ITS_OWN = frozenset({"name", "notes", "wbs"})
"""Columns whose cells are hardly ever alike."""

_ALIKE = frozenset({str, datetime})
"""Cells of these types that are equal mean the same in one column; of numbers, 1 and yes are equal."""


def _own_code(code: str) -> str:
    """A code of the planner's own; numbers that only count the outline are none."""
    return "" if all(part.isdigit() for part in code.split(".")) else code
