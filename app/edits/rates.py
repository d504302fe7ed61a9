"""Rates as planners type and read them: ``80/h``, ``€640/d``, ``12`` for a piece of material."""

from __future__ import annotations

from ..i18n import _
from ..project.durations import parse_duration
from ..project.errors import EditError
from ..project.kinds import ResourceKind, TimeUnit
from ..project.records import ProjectInfo, Rate
from .wording import Wording

_YEAR = ("y", "yr", "yrs", "year", "years")


def parse_rate(text: str, wording: Wording, kind: ResourceKind) -> Rate:
    """The rate that was typed; without a unit it is per hour, of material per piece.

    Raises:
        EditError: It is no amount of money, is negative, or the unit is unknown.
    """
    amount, slash, unit = text.partition("/")
    money = wording.parse_money(amount if amount.strip() else "0")
    if money < 0:
        raise EditError(_("A rate is not negative."))
    if kind is ResourceKind.MATERIAL:
        return Rate(amount=money, unit=None)
    return Rate(amount=money, unit=_unit(unit, wording.info) if slash else TimeUnit.HOUR)


def format_rate(rate: Rate, wording: Wording) -> str:
    """A rate as it can be typed."""
    money = wording.money(rate.amount)
    return money if rate.unit is None else f"{money}/{rate.unit}"


def _unit(typed: str, info: ProjectInfo) -> TimeUnit:
    word = typed.strip().casefold()
    if word in _YEAR:
        return TimeUnit.YEAR
    try:
        unit = parse_duration(f"1{word}", info).unit if word else None
    except EditError:
        unit = None
    if unit is None or unit.elapsed or unit.percent:
        raise EditError(_("'{unit}' is no unit of a rate. Type /h, /d, /w, /mo or /y.").format(unit=typed.strip()))
    return unit
