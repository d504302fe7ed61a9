"""What the resource view says: amounts, times and explanations."""

from __future__ import annotations

from html import escape

from ...app.analysis.resource_load import Overallocation, ResourceLoad
from ...app.chart.theme import Theme
from ...app.i18n import _, ngettext
from ...app.project.day_names import full_date, short_date
from ...app.project.moments import DAY, Minute, to_datetime
from ...app.project.project import Project
from ...app.project.records import ResourceUid

_MOST_TASKS = 8
_LONGEST = 56


def hours_text(minutes: float) -> str:
    """``7.5 h``."""
    return value_text(minutes / 60, percent=False)


def units_text(units: float) -> str:
    """``150 %``."""
    return value_text(units * 100, percent=True)


def value_text(value: float, percent: bool) -> str:
    """A value with its unit; one decimal where it says something, none from a hundred on."""
    decimals = 1 if abs(value) < 99.95 and abs(value - round(value)) >= 0.05 else 0
    number = f"{value:,.{decimals}f}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    return _("{number} %").format(number=number) if percent else _("{number} h").format(number=number)


def name_of(project: Project, uid: ResourceUid) -> str:
    """The resource's name, or what stands for it."""
    return project.resources[uid].name or _("(no name)")


def period_text(start: Minute, finish: Minute) -> str:
    """A bucket's time: a day, a part of a day, or from a day to a day."""
    first, last = to_datetime(start), to_datetime(finish)
    if finish - start < DAY:
        return f"{full_date(first)}–{last:%H:%M}"
    if finish - start == DAY:
        return full_date(first, with_time=False)
    return f"{short_date(first)} – {full_date(to_datetime(finish - DAY), with_time=False)}"


def summary_text(load: ResourceLoad) -> str:
    """What is to be said of a resource in half a line."""
    if not load.peak:
        return _("no work yet")
    count = load.overload_count
    peak = _("peak {units}").format(units=units_text(load.peak))
    if not count:
        return _("{peak} · never over-allocated").format(peak=peak)
    times = ngettext("over-allocated once", "over-allocated {count} times", count).format(count=count)
    return f"{peak} · {times}"


def tooltip(project: Project, load: ResourceLoad, start: Minute, finish: Minute, theme: Theme) -> str:
    """Who, when, load against capacity, and the tasks with their shares, as rich text."""
    buckets = load.buckets_between(start, finish)
    work, capacity, over = float(buckets.load[0]), float(buckets.capacity[0]), float(buckets.over[0])
    working = int(buckets.working[0])
    lines = [
        f"<b>{escape(name_of(project, load.uid))}</b>",
        f"<span style='color:{theme.text_faint}'>{escape(period_text(start, finish))}</span>",
        _of(f"<b>{hours_text(work)}</b>", hours_text(capacity))
        + (f" · {_of(units_text(work / working), units_text(capacity / working))}" if working else ""),
    ]
    if over:
        excess = _("{excess} too much, peak {units}").format(
            excess=hours_text(over), units=units_text(float(buckets.peak[0]))
        )
        lines.append(f"<span style='color:{theme.error}'>{escape(excess)}</span>")
    shares = sorted(load.shares(start, finish), key=lambda share: -share[1])
    rows = [
        f"<tr style='white-space:nowrap'><td>{escape(_short(project.tasks[task].name))}&nbsp;&nbsp;</td>"
        f"<td align='right'>{hours_text(minutes)}</td></tr>"
        for task, minutes in shares[:_MOST_TASKS]
    ]
    if len(shares) > _MOST_TASKS:
        rest = len(shares) - _MOST_TASKS
        more = ngettext("and one more", "and {count} more", rest).format(count=rest)
        minutes = sum(minutes for _task, minutes in shares[_MOST_TASKS:])
        rows.append(f"<tr><td>{escape(more)}</td><td align='right'>{hours_text(minutes)}</td></tr>")
    table = f"<table cellspacing='0' cellpadding='1'>{''.join(rows)}</table>" if rows else ""
    return "<br>".join(lines) + table


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"


def _of(load: str, capacity: str) -> str:
    return _("{load} of {capacity}").format(load=load, capacity=capacity)


def overallocation_text(project: Project, one: Overallocation) -> str:
    """One sentence on an over-allocation."""
    return _("{name} is at {units} of {capacity} from {start} to {finish}: {excess} too much.").format(
        name=name_of(project, one.resource),
        units=units_text(one.units),
        capacity=units_text(one.capacity),
        start=full_date(to_datetime(one.start)),
        finish=full_date(to_datetime(one.finish)),
        excess=hours_text(one.excess),
    )
