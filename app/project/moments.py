"""Moments: wall-clock time to the minute, as ``datetime`` in records and as ``Minute`` in arithmetic.

There are no time zones and no daylight saving in a plan: 08:00 is 08:00.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

Minute = int
"""Minutes since 1970-01-01 00:00 on the wall clock."""

DAY: Final = 1440
"""Minutes of a day."""

_EPOCH = datetime(1970, 1, 1)
_EPOCH_ORDINAL = _EPOCH.toordinal()


def to_minute(moment: datetime) -> Minute:
    """The moment as minutes since the epoch; seconds are dropped."""
    return (moment.toordinal() - _EPOCH_ORDINAL) * DAY + moment.hour * 60 + moment.minute


def to_datetime(minute: Minute) -> datetime:
    """The moment of a minute.

    Raises:
        OverflowError: The minute lies outside the years 1 to 9999.
    """
    return _EPOCH + timedelta(minutes=minute)


def day_number(day: date) -> int:
    """Days since the epoch; times ``DAY`` it is the minute of that day's midnight."""
    return day.toordinal() - _EPOCH_ORDINAL


def to_date(number: int) -> date:
    """The day of a day number."""
    return date.fromordinal(number + _EPOCH_ORDINAL)


def weekday(number: int) -> int:
    """The weekday of a day number, 0 for Monday as in ``datetime.weekday``."""
    return (number + 3) % 7  # 1970-01-01 was a Thursday
