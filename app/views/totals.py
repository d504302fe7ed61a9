"""What the heading of a group says of its tasks: sums, first and last dates, how many."""

from __future__ import annotations

from enum import StrEnum

import numpy as np

from ..analysis.cost import assignment_cost
from ..edits.field import Kind
from ..i18n import N_, _, ngettext
from .columns import Columns
from .ranks import Floats
from .sheet import Band


class Total(StrEnum):
    """How the values of a group are put together."""

    SUM = "sum"
    FIRST = "first"
    LAST = "last"
    LEAST = "least"
    MOST = "most"
    SPAN = "span"
    SHARE = "share"


TITLES: dict[Total, str] = {
    Total.SUM: N_("Sum"),
    Total.FIRST: N_("Earliest"),
    Total.LAST: N_("Latest"),
    Total.LEAST: N_("Least"),
    Total.MOST: N_("Greatest"),
    Total.SPAN: N_("Working time from the earliest start to the latest finish"),
    Total.SHARE: N_("Part of all durations that is done"),
}

_BY_KEY = {
    "duration": Total.SPAN,
    "percent_complete": Total.SHARE,
    "total_slack": Total.LEAST,
    "free_slack": Total.LEAST,
    "start_variance": Total.MOST,
    "finish_variance": Total.MOST,
    "actual_duration": Total.SUM,
    "remaining_duration": Total.SUM,
    "baseline_duration": Total.SUM,
}
_TELLING = frozenset({Kind.TEXT, Kind.RESOURCES, Kind.CHOICE, Kind.DATE})
"""Kinds of fields whose values tell by themselves what they are."""

_BY_KIND = {Kind.WORK: Total.SUM, Kind.COST: Total.SUM}


def total_of(columns: Columns, key: str) -> Total | None:
    """How a field is put together; None where nothing is said of a group."""
    field = columns.fields.get(key)
    if field is None or not columns.is_numeric(key):
        return None
    if field.kind is Kind.DATE:
        return Total.LAST if "finish" in key else Total.FIRST
    return _BY_KEY.get(key) or _BY_KIND.get(field.kind)


def band_text(columns: Columns, band: Band, key: str) -> str:
    """What the heading of a group shows in a column, empty for nothing; its title is not among it."""
    value = band_value(columns, band, key)
    return "" if value is None else columns.write(key, value)


def band_value(columns: Columns, band: Band, key: str) -> float | None:
    """The figure that the heading of a group shows in a column, in minutes for dates, durations and work."""
    how = total_of(columns, key)
    if how is Total.SUM and band.member and columns.fields[key].kind in _BY_KIND:
        return _of_member(columns, band, key)
    return None if how is None else total(columns, how, band, key)


def _of_member(columns: Columns, band: Band, key: str) -> float | None:
    """What the one whose group it is has of the work, or of the cost, of its tasks; None where that is not known."""
    figures = columns.facts.figures
    project, schedule, uids = figures.project, figures.schedule, columns.outline.uids
    named = {uid for uid, one in project.resources.items() if one.name == band.member}
    places: list[int] = band.places.tolist()
    theirs = [one for place in places for one in project.assignments_of(uids[place]) if one.resource in named]
    if key == "work":
        return float(sum(schedule.spans[one.uid].work for one in theirs if one.uid in schedule.spans))
    if key == "cost":
        times = figures.engine.working_times
        return float(sum(assignment_cost(project, schedule, one, times) for one in theirs))
    return None


def band_title(columns: Columns, band: Band) -> str:
    """The value that the tasks of a group share, with its field where the value alone would tell nothing."""
    field = columns.fields[band.field]
    if field.kind in _TELLING and band.has_value:
        return band.title
    return _("{field}: {value}").format(field=field.caption, value=band.title)


def band_hint(columns: Columns, band: Band, key: str) -> str:
    """What a figure in the heading is, and of how many tasks; of the title, how many tasks there are."""
    count = len(band.places)
    tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
    how = total_of(columns, key)
    if key == "name":
        return f"{band_title(columns, band)} ({tasks})"
    return "" if how is None else _("{total} of {tasks}").format(total=_(TITLES[how]), tasks=tasks)


def total(columns: Columns, how: Total, band: Band, key: str) -> float | None:
    """A figure of a group; None where none of its tasks has a value."""
    if how is Total.SPAN:
        return _span(columns, band)
    values = columns.numbers(key)[band.places]
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    match how:
        case Total.SUM:
            return float(known.sum())
        case Total.SHARE:
            return _share(columns, band, values)
        case Total.FIRST | Total.LEAST:
            return float(known.min())
        case _:
            return float(known.max())


def extent(columns: Columns, band: Band) -> tuple[int, int] | None:
    """From the first start to the last finish of a group's tasks, in minutes; None where none has dates."""
    starts, finishes = columns.numbers("start")[band.places], columns.numbers("finish")[band.places]
    if np.isnan(starts).all() or np.isnan(finishes).all():
        return None
    return int(np.nanmin(starts)), int(np.nanmax(finishes))


def _span(columns: Columns, band: Band) -> float | None:
    found = extent(columns, band)
    return None if found is None else columns.facts.figures.engine.working_times.project.between(*found)


def _share(columns: Columns, band: Band, percents: Floats) -> float:
    """The part done in per cent, by duration; a milestone counts as one minute, as it does for summary tasks."""
    weights = np.maximum(np.nan_to_num(columns.numbers("duration")[band.places]), 1)
    return float((np.nan_to_num(percents) * weights).sum() // weights.sum())
