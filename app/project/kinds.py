"""The closed lists of the trade: constraint kinds, task types, units of time and the like."""

from __future__ import annotations

from enum import StrEnum


class DependencyKind(StrEnum):
    """Which ends a link ties: the predecessor's first, then the successor's."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"


class ConstraintKind(StrEnum):
    """What a task's dates have to respect besides its links."""

    AS_SOON_AS_POSSIBLE = "ASAP"
    AS_LATE_AS_POSSIBLE = "ALAP"
    MUST_START_ON = "MSO"
    MUST_FINISH_ON = "MFO"
    START_NO_EARLIER_THAN = "SNET"
    START_NO_LATER_THAN = "SNLT"
    FINISH_NO_EARLIER_THAN = "FNET"
    FINISH_NO_LATER_THAN = "FNLT"

    @property
    def needs_date(self) -> bool:
        """Whether the constraint says nothing without a date."""
        return self not in (ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.AS_LATE_AS_POSSIBLE)


class TaskType(StrEnum):
    """Which of units, duration and work stays when another one changes."""

    FIXED_UNITS = "fixed units"
    FIXED_DURATION = "fixed duration"
    FIXED_WORK = "fixed work"


class TimeUnit(StrEnum):
    """The unit in which a user typed a duration, lag or rate; amounts are kept in minutes whatever it is.

    The elapsed units count the clock, all others working time.
    """

    MINUTE = "m"
    HOUR = "h"
    DAY = "d"
    WEEK = "w"
    MONTH = "mo"
    YEAR = "y"
    ELAPSED_MINUTE = "em"
    ELAPSED_HOUR = "eh"
    ELAPSED_DAY = "ed"
    ELAPSED_WEEK = "ew"
    ELAPSED_MONTH = "emo"
    PERCENT = "%"
    ELAPSED_PERCENT = "e%"

    @property
    def elapsed(self) -> bool:
        """Whether the unit counts the clock rather than working time."""
        return self.value.startswith("e")

    @property
    def percent(self) -> bool:
        """Whether the amount is a percentage of the predecessor's duration."""
        return self.value.endswith("%")


class ResourceKind(StrEnum):
    """What a resource is: time of people and machines, stuff that is used up, or money."""

    WORK = "work"
    MATERIAL = "material"
    COST = "cost"


class Accrual(StrEnum):
    """When a cost falls due."""

    START = "start"
    END = "end"
    PRORATED = "prorated"


class WorkContour(StrEnum):
    """How an assignment's work is spread over its time."""

    FLAT = "flat"
    BACK_LOADED = "back loaded"
    FRONT_LOADED = "front loaded"
    DOUBLE_PEAK = "double peak"
    EARLY_PEAK = "early peak"
    LATE_PEAK = "late peak"
    BELL = "bell"
    TURTLE = "turtle"
    CONTOURED = "contoured"


class Recurrence(StrEnum):
    """How a calendar exception repeats."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_BY_DAY = "monthly by day"
    MONTHLY_BY_POSITION = "monthly by position"
    YEARLY_BY_DAY = "yearly by day"
    YEARLY_BY_POSITION = "yearly by position"


class FieldKind(StrEnum):
    """What the values of a custom field are."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    START = "start"
    FINISH = "finish"
    DURATION = "duration"
    COST = "cost"
    OUTLINE_CODE = "outline code"


class Entity(StrEnum):
    """The kinds of record that fields belong to."""

    TASK = "task"
    RESOURCE = "resource"
    ASSIGNMENT = "assignment"
