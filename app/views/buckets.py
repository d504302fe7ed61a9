"""Values put together: the groups and the lists of values that a field's values make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from math import inf
from typing import NamedTuple

import msgspec
import numpy as np

from ..edits.field import Kind
from ..i18n import N_, _
from ..project.day_names import MONTHS
from ..project.moments import DAY, day_number, to_date, weekday
from .columns import Columns
from .outline import Ints
from .ranks import Floats, TextRanks

DATE_INTERVALS: dict[str, str] = {
    "": N_("Day"),
    "week": N_("Week"),
    "month": N_("Month"),
    "quarter": N_("Quarter"),
    "year": N_("Year"),
}
"""How dates can be put together."""

EACH = "each"
"""The interval of people that puts a task into the groups of all who work on it."""

_SMALLEST = 0.001
"""Steps below this are none."""

_EPOCH = date(1970, 1, 1)


class Buckets(msgspec.Struct, frozen=True):
    """Values of all tasks put together.

    Attributes:
        ranks: By place: which bucket, the least value first, tasks without a value last.
        title: The title of a bucket, given where its rank stands.
        begins: Where tasks are in several buckets: where the ranks of each place begin, and at last where they end.
    """

    ranks: Ints
    title: Callable[[int], str]
    begins: Ints | None = None

    def spread(self, places: Ints) -> tuple[Ints, Ints]:
        """Which of some places stand in the buckets, one as often as it is in several, and where their ranks stand."""
        if self.begins is None:
            return np.arange(len(places)), places
        first = self.begins[places]
        counts = self.begins[places + 1] - first
        again = np.repeat(np.arange(len(places)), counts)
        within = np.arange(len(again)) - np.repeat(np.cumsum(counts) - counts, counts)
        return again, first[again] + within


def usual_interval(kind: Kind) -> str:
    """How the values of a field are grouped unless said."""
    return {Kind.DATE: "month", Kind.PERCENT: "25"}.get(kind, "")


def buckets(columns: Columns, key: str, interval: str) -> Buckets:
    """Put a field's values together."""
    kind = columns.fields[key].kind
    if kind is Kind.DATE:
        return _dates(columns, key, interval)
    if kind is Kind.FLAG:
        values = columns.numbers(key)
        ranks = np.where(np.isnan(values), 2, np.where(values == 1, 0, 1)).astype(np.int64)
        return Buckets(ranks, lambda place: _flag(float(values[place])))
    if columns.is_numeric(key):
        size = _size(interval)
        return _sized(columns, key, size) if size else _numbers(columns, key)
    if kind is Kind.RESOURCES and interval == EACH:
        return _each(columns, key)
    if interval == "letter":
        texts = columns.folded(key)
        letters = [text[:1].upper() for text in texts]
        order = {letter: rank for rank, letter in enumerate(sorted(set(letters), key=lambda one: (not one, one)))}
        ranks = np.fromiter(map(order.__getitem__, letters), np.int64, len(letters))
        return Buckets(ranks, lambda place: letters[place] or _("No value"))
    return Buckets(columns.ranks(key), lambda place: columns.shown(key, columns.texts(key)[place]) or _("No value"))


def _each(columns: Columns, key: str) -> Buckets:
    """A bucket a name, for fields that hold several of them, a line each."""
    texts = columns.texts(key)
    held = {text: list(dict.fromkeys(text.split("\n"))) for text in dict.fromkeys(texts)}
    names = list(chain.from_iterable(map(held.__getitem__, texts)))
    begins = np.cumsum([0, *map(len, map(held.__getitem__, texts))])
    return Buckets(TextRanks(names).ranks, lambda at: names[at] or _("No value"), begins)


def _size(interval: str) -> float:
    try:
        size = float(interval)
    except ValueError:
        return 0.0
    return size if _SMALLEST <= size < inf else 0.0


def _flag(value: float) -> str:
    return _("No value") if np.isnan(value) else _("Yes") if value else _("No")


def _numbers(columns: Columns, key: str) -> Buckets:
    values = columns.numbers(key)
    return Buckets(columns.ranks(key), lambda place: _written(columns, key, float(values[place])))


def _written(columns: Columns, key: str, value: float) -> str:
    return _("No value") if np.isnan(value) else columns.write(key, value)


def _sized(columns: Columns, key: str, size: float) -> Buckets:
    values = np.floor(columns.numbers(key) / size)

    def title(place: int) -> str:
        low = float(values[place]) * size
        if np.isnan(low):
            return _("No value")
        last = low + size - (1 if size.is_integer() and columns.fields[key].kind in _WHOLE else 0)
        if size == 1:
            return columns.write(key, low)
        return _("{low} to {high}").format(low=columns.write(key, low), high=columns.write(key, last))

    return Buckets(_ranked(values), title)


_WHOLE = frozenset({Kind.NUMBER, Kind.PERCENT})


def _ranked(values: Floats) -> Ints:
    _values, ranks = np.unique(values, return_inverse=True, equal_nan=True)
    return ranks.astype(np.int64)


# -- dates


def month_codes(minutes: Floats) -> Ints:
    """Year and month of moments as whole numbers, 202603 for March 2026; 0 for none."""
    months = _months(minutes)
    return np.where(np.isnan(minutes), 0, (months // 12 + 1970) * 100 + months % 12 + 1)


def _months(minutes: Floats) -> Ints:
    """Months since January 1970."""
    return _datetimes(minutes).astype("datetime64[M]").astype(np.int64)


def _datetimes(minutes: Floats) -> np.ndarray:
    days = np.floor(np.nan_to_num(minutes) / DAY).astype(np.int64) - day_number(_EPOCH)
    return days.astype("datetime64[D]")


def _dates(columns: Columns, key: str, interval: str) -> Buckets:
    minutes = columns.numbers(key)
    wording, info = columns.facts.wording, columns.facts.figures.project.info
    days = np.floor(minutes / DAY)
    if interval == "week":
        # Counted from a day on which a week begins: number 0 of the days is a weekday of its own.
        shift = (weekday(0) - info.week_start) % 7
        values = np.floor((days + shift) / 7)
    elif interval in ("month", "quarter", "year"):
        length = {"month": 1, "quarter": 3, "year": 12}[interval]
        values = np.where(np.isnan(minutes), np.nan, _months(minutes) // length)
    else:
        values = days

    def title(place: int) -> str:
        group = (interval, float(values[place]))
        if np.isnan(group[1]):
            return _("No date")
        if group not in columns.titles:
            columns.titles[group] = written(to_date(int(days[place])))
        return columns.titles[group]

    def written(day: date) -> str:
        match interval:
            case "week":
                first = day - timedelta(days=(day.weekday() - info.week_start) % 7)
                number = (first + timedelta(days=3)).isocalendar().week
                text = wording.day(first, first.weekday())
                return _("Week {number}, from {date}").format(number=number, date=text)
            case "month":
                return month_title(day.year, day.month)
            case "quarter":
                return _("Quarter {quarter}, {year}").format(quarter=(day.month + 2) // 3, year=day.year)
            case "year":
                return str(day.year)
            case _:
                return wording.day(day, day.weekday())

    return Buckets(_ranked(values), title)


def month_title(year: int, month: int) -> str:
    """A month with its year."""
    return _("{month} {year}").format(month=_(MONTHS[month - 1]), year=year)


# -- lists of values


class Facet(NamedTuple):
    """A value of a field among the tasks.

    Attributes:
        code: As filters keep it; empty for no value.
        text: As the user reads it.
        tasks: How many tasks have it.
    """

    code: str
    text: str
    tasks: int


def facets(columns: Columns, key: str, among: np.ndarray) -> list[Facet]:
    """The values that some tasks have in a field, in order; dates by month. No value comes last."""
    kind = columns.fields[key].kind
    places = np.flatnonzero(among & ~columns.blank)
    if kind is Kind.DATE:
        return _month_facets(columns, key, places)
    if columns.is_numeric(key):
        return _number_facets(columns, key, places)
    texts = columns.texts(key)
    if kind is Kind.RESOURCES:
        counted = Counter(name for place in places.tolist() for name in texts[place].split("\n"))
        found = sorted((name.casefold(), name, count) for name, count in counted.items())
        listed = [Facet(name, name, count) for _folded, name, count in found]
    else:
        ranks = columns.ranks(key)[places]
        _ranks, first, counts = np.unique(ranks, return_index=True, return_counts=True)
        chosen = [texts[int(places[one])] for one in first]
        listed = [Facet(text, columns.shown(key, text), int(count)) for text, count in zip(chosen, counts, strict=True)]
    return _empty_last(listed)


def _empty_last(listed: list[Facet]) -> list[Facet]:
    empty = [one._replace(text=_("No value")) for one in listed if not one.code]
    return [*(one for one in listed if one.code), *empty]


def _month_facets(columns: Columns, key: str, places: Ints) -> list[Facet]:
    found, counts = np.unique(month_codes(columns.numbers(key)[places]), return_counts=True)
    codes: list[int] = found.tolist()
    listed = [
        Facet(f"{code // 100:04}-{code % 100:02}", month_title(code // 100, code % 100), count)
        if code
        else Facet("", _("No date"), count)
        for code, count in zip(codes, counts.tolist(), strict=True)
    ]
    return [*(one for one in listed if one.code), *(one for one in listed if not one.code)]


def _number_facets(columns: Columns, key: str, places: Ints) -> list[Facet]:
    values, counts = np.unique(columns.numbers(key)[places], return_counts=True, equal_nan=True)
    flag = columns.fields[key].kind is Kind.FLAG
    listed: list[Facet] = []
    for value, count in zip(values.tolist(), counts.tolist(), strict=True):
        if np.isnan(value):
            listed.append(Facet("", _("No value"), count))
        elif flag:
            listed.append(Facet("yes" if value else "no", _flag(value), count))
        else:
            listed.append(Facet(f"{value:g}" if value % 1 else str(int(value)), columns.write(key, value), count))
    return listed
