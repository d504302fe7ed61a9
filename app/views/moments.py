"""Dates in filters: ISO texts and words such as ``this week``, and the span of time that each means."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from ..i18n import N_
from ..project.moments import DAY, Minute, day_number, to_datetime
from .fields import Facts

Span = tuple[Minute, Minute]
"""From, and up to but not including."""

WORDS: dict[str, str] = {
    "today": N_("today"),
    "yesterday": N_("yesterday"),
    "tomorrow": N_("tomorrow"),
    "this week": N_("this week"),
    "last week": N_("last week"),
    "next week": N_("next week"),
    "this month": N_("this month"),
    "last month": N_("last month"),
    "next month": N_("next month"),
    "this quarter": N_("this quarter"),
    "this year": N_("this year"),
    "status date": N_("status date"),
}
"""The words, marked for translation."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_STEPS = {"last": -1, "this": 0, "next": 1}
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def span_of(word: str, facts: Facts) -> Span | None:
    """The time that a word or an ISO date, month or year means; None where it means none."""
    today, info = facts.today, facts.figures.project.info
    if word in _DAYS:
        return _days(today + timedelta(days=_DAYS[word]), 1)
    if word == "status date":
        day = to_datetime(facts.status_date - 1).date()
        return _days(day, 1)
    step, _space, unit = word.partition(" ")
    if step in _STEPS and unit in _UNITS:
        return _UNITS[unit](today, _STEPS[step], info.week_start)
    match = _ISO.match(word)
    return None if match is None else _iso(match)


def _iso(match: re.Match[str]) -> Span | None:
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        if month is None:
            return _between(date(year, 1, 1), date(year + 1, 1, 1))
        if day is None:
            return month_span(date(year, month, 1), 0, 0)
        return _days(date(year, month, day), 1)
    except ValueError:
        return None


def _days(day: date, count: int) -> Span:
    return day_number(day) * DAY, (day_number(day) + count) * DAY


def _between(first: date, after: date) -> Span:
    return day_number(first) * DAY, day_number(after) * DAY


def week_span(today: date, step: int, week_start: int) -> Span:
    """The week of a day, or one some weeks away."""
    first = today - timedelta(days=(today.weekday() - week_start) % 7) + timedelta(weeks=step)
    return _days(first, 7)


def month_span(today: date, step: int, _week_start: int) -> Span:
    """The month of a day, or one some months away."""
    return _between(_month(today, step), _month(today, step + 1))


def quarter_span(today: date, step: int, _week_start: int) -> Span:
    """The quarter of a day, or one some quarters away."""
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1)
    return _between(_month(first, 3 * step), _month(first, 3 * step + 3))


def year_span(today: date, step: int, _week_start: int) -> Span:
    """The year of a day, or one some years away."""
    return _between(date(today.year + step, 1, 1), date(today.year + step + 1, 1, 1))


def _month(day: date, step: int) -> date:
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


_UNITS: dict[str, Callable[[date, int, int], Span]] = {
    "week": week_span,
    "month": month_span,
    "quarter": quarter_span,
    "year": year_span,
}


def iso(moment: datetime | date) -> str:
    """A day as filters keep it."""
    return f"{moment.year:04}-{moment.month:02}-{moment.day:02}"
