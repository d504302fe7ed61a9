"""What is written in the cells of a time scale, and how wide it gets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..i18n import _
from ..project.day_names import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from ..project.moments import DAY, Minute, day_number, to_date, weekday
from .tiers import Unit

Measure = Callable[[str], float]
"""Gives the width of a text in pixels."""


class Labels:
    """Label texts and how wide they get, remembered for one font."""

    def __init__(self, measure: Measure) -> None:
        self.measure = measure
        self._widest: dict[tuple[str, Unit | None], float] = {}

    def widest(self, form: str, fiscal: Unit | None = None) -> float:
        """Pixels of the widest label this form can give, so that the choice of form does not change while scrolling."""
        if (form, fiscal) not in self._widest:
            month = 1 if fiscal is None else 7
            widths = (self.measure(label(form, day * DAY, fiscal, month)) for day in _SAMPLE)
            self._widest[form, fiscal] = max(widths)
        return self._widest[form, fiscal]


_SAMPLE = tuple(day_number(date(2028, 1 + at % 12, 20 + at % 7)) for at in range(84))


def label(form: str, start: Minute, fiscal: Unit | None = None, fiscal_month: int = 1) -> str:
    """A label in one of the forms for the cell that begins at a moment.

    Args:
        fiscal: What the cell is where it counts by the fiscal year, which is named after the year in which it ends.
        fiscal_month: In which that begins.
    """
    number, minutes = divmod(start, DAY)
    day = to_date(number)
    thursday = to_date(number + (3 - weekday(number)) % 7)
    month, year, short = day.month, f"{day.year:04}", f"{day.year % 100:02}"
    if fiscal is not None:
        ends = day.year + (month >= fiscal_month)
        year, short = (_("FY{year}").format(year=text) for text in (f"{ends:04}", f"{ends % 100:02}"))
        month = (month - fiscal_month) % 12 + 1
    return _(form).format(
        year=year,
        yy=short,
        last_year=f"{day.year + 9:04}",
        half=(month + 5) // 6,
        quarter=(month + 2) // 3,
        month=_(MONTHS[day.month - 1]),
        mon=_(SHORT_MONTHS[day.month - 1]),
        mm=f"{day.month:02}",
        week=thursday.isocalendar().week,
        weekday=_(WEEKDAYS[day.weekday()]),
        wday=_(SHORT_WEEKDAYS[day.weekday()]),
        day=day.day,
        hour=f"{minutes // 60:02}",
    )


def is_form(form: str) -> bool:
    """Whether a text is a label pattern: whether every name in braces is known."""
    try:
        return bool(label(form, 0).strip()) if form else False
    except (KeyError, ValueError, IndexError, AttributeError):
        return False
