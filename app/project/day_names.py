"""Names of months and weekdays, and dates in words, in the language of the window."""

from __future__ import annotations

from datetime import datetime

from ..i18n import N_, _

MONTHS = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
SHORT_MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
SHORT_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def short_date(moment: datetime) -> str:
    """``14 Mar``, for labels in the chart."""
    return _("{day} {mon}").format(day=moment.day, mon=_(SHORT_MONTHS[moment.month - 1]))


def full_date(moment: datetime, *, with_time: bool = True) -> str:
    """``Sat 14 Mar 2026 08:00``, for tooltips and popups."""
    text = _("{wday} {day} {mon} {year}").format(
        wday=_(SHORT_WEEKDAYS[moment.weekday()]),
        day=moment.day,
        mon=_(SHORT_MONTHS[moment.month - 1]),
        year=f"{moment.year:04}",
    )
    return f"{text} {moment:%H:%M}" if with_time else text


GERMAN_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
"""As German editions of other programs write them in lists; read whatever language the user has."""

SHORT_GERMAN_MONTHS = (
    "Jän", "Feb", "Mrz", "Apr", "Mai", "Jun",
    "Jul", "Aug", "Sep", "Okt", "Nov", "Dez",
)  # fmt: skip
"""As Excel writes them, where it does not just cut them; the first is Austrian."""

GERMAN_WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
