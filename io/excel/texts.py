"""Durations, links, rates and amounts as they stand in cells: exact, so that they are read back as they were."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from ...app.project.durations import minutes_of
from ...app.project.kinds import DependencyKind, TimeUnit
from ...app.project.records import Dependency, ProjectInfo, Rate


def duration_text(minutes: int, unit: TimeUnit, info: ProjectInfo, *, estimated: bool = False) -> str:
    """A duration with as many decimals as it takes to be read back to the minute."""
    if unit is TimeUnit.YEAR:  # nobody types years
        unit = TimeUnit.DAY
    length = minutes_of(unit, info)
    amount = Decimal(minutes) / length
    places = next((one for one in range(2, 9) if _whole(round(amount, one) * length) == minutes), 9)
    return f"{_plain(round(amount, places))}{unit}{'?' if estimated else ''}"


def link_text(link: Dependency, number: int, info: ProjectInfo) -> str:
    """A predecessor as it is typed, ``3SS+2d``, with a lag that can be read back to the minute."""
    if not link.lag:
        return str(number) if link.kind is DependencyKind.FINISH_START else f"{number}{link.kind}"
    sign = "-" if link.lag < 0 else "+"
    return f"{number}{link.kind}{sign}{duration_text(abs(link.lag), link.lag_unit, info)}"


def rate_text(rate: Rate) -> str:
    """Money per time: ``85/h``; without a unit, as for material, the amount alone."""
    if not rate.amount:
        return ""
    return f"{_plain(rate.amount)}/{rate.unit}" if rate.unit else _plain(rate.amount)


def _whole(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_HALF_UP))


def _plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
