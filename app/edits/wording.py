"""How dates, durations, work, money and numbers are written and read; the window says in which style."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cached_property

import msgspec

from ..i18n import _
from ..project.day_names import GERMAN_MONTHS, GERMAN_WEEKDAYS, MONTHS, SHORT_GERMAN_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from ..project.durations import format_duration, minutes_of
from ..project.errors import EditError, quoted
from ..project.kinds import TimeUnit
from ..project.moments import DAY, Minute, to_datetime, weekday
from ..project.records import ProjectInfo
from ..project.widths import replace


class Style(msgspec.Struct, frozen=True, kw_only=True):
    """How a user's language writes dates and numbers.

    Attributes:
        order: Of day, month and year in a date, as ``DMY``, ``MDY`` or ``YMD``.
        separator: What stands between them.
        weekday: Dates begin with the day of the week.
        times: Dates are followed by the time of day; None where the plan counts in hours or minutes.
        decimal: The decimal sign.
        group: What stands between thousands.
    """

    order: str = "YMD"
    separator: str = "-"
    weekday: bool = True
    times: bool | None = None
    decimal: str = "."
    group: str = "\N{NARROW NO-BREAK SPACE}"


Near = Callable[[], date]
"""Gives a day near which a date without a year is meant; asked only where there is none."""

_TIME = re.compile(r"(?:^|\s+|T)(\d{1,2})(?::(\d{2}))(?::\d{2})?\s*([ap]m)?$|\s+(\d{1,2})\s*([ap]m)$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,4})\s*([./-])\s*(\d{1,2})(?:\s*\2\s*(\d{1,4}))?[./-]?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.?[\s/-]*([^\W\d_]+)\.?,?[\s/-]*(\d{2,4})?")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.?[\s/-]*(\d{1,2})\.?(?:(?:,?\s+|[/-])(\d{2,4}))?")


class Wording:
    """Writes and reads values the way a user and a plan want it."""

    def __init__(self, info: ProjectInfo, style: Style | None = None) -> None:
        """Take the plan's lengths and currency, and the user's style."""
        self.info = info
        self.style = style or Style()
        by_clock = (TimeUnit.HOUR, TimeUnit.MINUTE)
        self.times = info.duration_unit in by_clock if self.style.times is None else self.style.times
        self._days: dict[int, str] = {}

    @cached_property
    def without_weekday(self) -> Wording:
        """The same wording with plain dates."""
        return Wording(self.info, replace(self.style, weekday=False))

    # -- writing

    def moment(self, minute: Minute) -> str:
        """A moment as day, with the time where the plan is about hours."""
        day = minute // DAY
        text = self._days.get(day)
        if text is None:
            text = self._days[day] = self.day(to_datetime(minute), weekday(day))
        return f"{text} {self.clock(minute % DAY)}" if self.times else text

    def date_time(self, moment: datetime) -> str:
        """A moment with its time of day, whatever the plan is about."""
        return f"{self.day(moment, moment.weekday())} {self.clock(moment.hour * 60 + moment.minute)}"

    def day(self, moment: date, column: int) -> str:
        """A day; ``column`` is its weekday, 0 for Monday."""
        parts = {"D": f"{moment.day:02}", "M": f"{moment.month:02}", "Y": f"{moment.year:04}"}
        text = self.style.separator.join(parts[letter] for letter in self.style.order)
        return f"{_(SHORT_WEEKDAYS[column])} {text}" if self.style.weekday else text

    def clock(self, minutes: int) -> str:
        """A time of day from the minutes after midnight."""
        return f"{minutes // 60:02}:{minutes % 60:02}"

    def duration(self, minutes: int, unit: TimeUnit, *, estimated: bool = False) -> str:
        """A duration in its unit."""
        return self._local(format_duration(minutes, unit, self.info, estimated=estimated))

    def work(self, minutes: int) -> str:
        """Work in the plan's unit of work."""
        return self._local(format_duration(minutes, self.info.work_unit, self.info))

    def slack(self, minutes: int) -> str:
        """Slack in the plan's unit of duration."""
        return self._local(format_duration(minutes, self.info.duration_unit, self.info))

    def shift(self, minutes: int) -> str:
        """How much later, or with a minus sign earlier, in the plan's unit of duration."""
        return f"{'+' if minutes > 0 else ''}{self.slack(minutes)}"

    def percent(self, value: float) -> str:
        """A percentage, given as 0 to 100."""
        return self._local(f"{value:g}%")

    def number(self, value: float | Decimal) -> str:
        """A number without a unit."""
        return self._local(f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value}")

    def money(self, amount: Decimal) -> str:
        """Money in the plan's currency."""
        info = self.info
        digits = f"{amount.quantize(Decimal(1).scaleb(-info.currency_digits), ROUND_HALF_UP):,f}"
        text = digits.translate({ord(","): self.style.group, ord("."): self.style.decimal})
        symbol, space = info.currency_symbol, "\N{NO-BREAK SPACE}" if info.currency_position in (2, 3) else ""
        return f"{symbol}{space}{text}" if info.currency_position in (0, 2) else f"{text}{space}{symbol}"

    def _local(self, text: str) -> str:
        return text if self.style.decimal == "." else text.replace(".", self.style.decimal)

    # -- reading

    def parse_moment(self, text: str, clock: int, near: date | Near = date.today) -> datetime:
        """The moment a planner typed, in any usual form: ``5.1.26 14:00``, ``2026-01-05``, ``Jan 5``, ``tom``,
        ``Fri``: a day of the week alone is the next one, today where today is one.

        Args:
            text: What was typed.
            clock: Minutes after midnight that count where no time was typed.
            near: The year is the one nearest to this day where none was typed; today unless said. May be worked out
                when it is asked for.

        Raises:
            EditError: It is no date.
        """
        words = text.strip()
        time = _TIME.search(words)
        if time is not None:
            clock = _clock(time, text)
            words = words[: time.start()]
        found = self._day(words.strip(), near if callable(near) else lambda: near) if text.strip() else None
        if found is None or not 1900 <= found.year < 2200:
            raise EditError(
                _("'{text}' is not a date. Type one like {example}.").format(
                    text=quoted(text), example=self.day(date(2026, 1, 5), 0)
                )
            )
        return datetime(found.year, found.month, found.day) + timedelta(minutes=clock)

    def _day(self, text: str, near: Near) -> date | None:
        first, _space, rest = text.partition(" ")
        if rest and _weekday(first) is not None:
            text = rest.strip()
        today = date.today()
        if not text:
            return today
        relative = _index(text, (_("yesterday"), _("today"), _("tomorrow")), 3)
        if relative is not None:
            return today + timedelta(days=relative - 1)
        named = _weekday(text)
        if named is not None:
            return today + timedelta(days=(named - today.weekday()) % 7)
        try:
            if match := _NUMBERS.fullmatch(text):
                return self._numbers(match, near)
            if match := _DAY_FIRST.fullmatch(text):
                return _date(int(match[1]), _month(match[2]), match[3], near)
            if match := _MONTH_FIRST.fullmatch(text):
                return _date(int(match[2]), _month(match[1]), match[3], near)
        except ValueError:
            return None
        return None

    def _numbers(self, match: re.Match[str], near: Near) -> date | None:
        """A date in figures: year first where it has four, else in the user's order; with points the day is first."""
        first, sign, second, third = match.groups()
        order = "DMY" if sign == "." or (sign == "/" and self.style.order == "YMD") else self.style.order
        if len(first) > 2 or (order == "YMD" and third is not None):
            return date(_year(int(first)), int(second), int(third)) if third else None
        day, month = (first, second) if order == "DMY" else (second, first)
        return _date(int(day), int(month) - 1, third, near)

    def parse_percent(self, text: str) -> int:
        """A percentage from 0 to 100.

        Raises:
            EditError: It is none.
        """
        number = _decimal(text.strip().removesuffix("%"))
        if number is None or not 0 <= number <= 100:
            raise EditError(_("'{text}' is not a percentage from 0 to 100.").format(text=quoted(text)))
        return int(number.to_integral_value(ROUND_HALF_UP))

    def parse_number(self, text: str) -> Decimal:
        """A number.

        Raises:
            EditError: It is none.
        """
        number = _decimal(text)
        if number is None:
            raise EditError(_("'{text}' is not a number.").format(text=quoted(text)))
        return number

    def parse_money(self, text: str) -> Decimal:
        """An amount of money, with or without the currency.

        Raises:
            EditError: It is none.
        """
        plain = text.replace(self.info.currency_symbol or "\0", "").replace(self.info.currency_code or "\0", "")
        number = _decimal(plain)
        if number is None:
            raise EditError(_("'{text}' is not an amount of money.").format(text=quoted(text)))
        return number

    def parse_flag(self, text: str) -> bool:
        """Yes or no.

        Raises:
            EditError: It is neither.
        """
        word = text.strip().casefold()
        if word in {"", "0", "n", "no", "false", _("No").casefold(), _("No")[:1].casefold()}:
            return False
        if word in {"1", "y", "yes", "true", "x", _("Yes").casefold(), _("Yes")[:1].casefold()}:
            return True
        raise EditError(_("Type Yes or No."))

    def hours(self, minutes: int) -> Decimal:
        """Minutes as a number of hours."""
        return Decimal(minutes) / minutes_of(TimeUnit.HOUR, self.info)


def _clock(match: re.Match[str], text: str) -> int:
    hour, minute = int(match[1] or match[4]), int(match[2] or 0)
    half = (match[3] or match[5] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24 or minute > 59 or hour * 60 + minute > DAY:
        raise EditError(_("'{text}' holds no time of day.").format(text=quoted(text)))
    return hour * 60 + minute


def _index(word: str, names: tuple[str, ...], least: int) -> int | None:
    """Which of the names, in English or the user's language, begins with the word."""
    if len(word) < least or not word[0].isalpha():
        return None
    word = word.casefold()
    for place, name in enumerate(names):
        if any(one.casefold().startswith(word) for one in (name, _(name))):
            return place
    return None


def _month(word: str) -> int | None:
    """Which month a word of at least three letters means, 0 for January."""
    return _first(word, (MONTHS, GERMAN_MONTHS, SHORT_GERMAN_MONTHS), 3)


def _weekday(word: str) -> int | None:
    """Which day of the week a word of at least two letters means, 0 for Monday."""
    return _first(word.rstrip(".,"), (SHORT_WEEKDAYS, WEEKDAYS, GERMAN_WEEKDAYS), 2)


def _first(word: str, lists: Iterable[tuple[str, ...]], least: int) -> int | None:
    found = (_index(word, names, least) for names in lists)
    return next((place for place in found if place is not None), None)


def _year(number: int) -> int:
    return number + 2000 if number < 80 else number + 1900 if number < 100 else number


def _date(day: int, month: int | None, year: str | None, near: Near) -> date | None:
    """The date; without a year that of the nearest such day."""
    if month is None:
        return None
    if year is not None:
        return date(_year(int(year)), month + 1, day)
    today = near()
    candidates = [date(today.year + step, month + 1, day) for step in (-1, 0, 1) if (month, day) != (1, 29)]
    return min(candidates or [date(today.year, 2, 29)], key=lambda one: abs(one - today))


def _decimal(text: str) -> Decimal | None:
    """A number with a decimal point or comma; where both stand the last is the decimal sign."""
    plain = re.sub(r"[\s']", "", text)
    sign = max(plain.rfind("."), plain.rfind(","))
    if sign >= 0:
        plain = re.sub("[.,]", "", plain[:sign]) + "." + plain[sign + 1 :]
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
