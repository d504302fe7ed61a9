"""Rates: money per hour in the file whatever unit they are shown in, money per that unit in the plan."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from ...app.project.durations import minutes_of
from ...app.project.kinds import TimeUnit
from ...app.project.records import ProjectInfo, Rate
from . import codes
from .spelling import plain

FIRST_MOMENT = datetime(1984, 1, 1)
"""What Microsoft Project writes for 'since ever'."""

LAST_MOMENT = datetime(2049, 12, 31, 23, 59)
"""What it writes for 'for ever'; later versions write a later year."""


def since(moment: datetime | None) -> datetime | None:
    """The beginning of a period, None for always."""
    return None if moment == FIRST_MOMENT else moment


def until(moment: datetime | None) -> datetime | None:
    """The end of a period, None for ever."""
    return None if moment is not None and moment >= LAST_MOMENT else moment


def read_rate(amount: Decimal, form: str, info: ProjectInfo) -> Rate:
    """The rate from an amount per hour and the number of the unit it is shown in."""
    unit = codes.RATE_UNITS.get(form.strip(), TimeUnit.HOUR)
    return Rate(amount=amount if unit is None else _rounded(amount * minutes_of(unit, info) / 60), unit=unit)


def write_rate(rate: Rate, info: ProjectInfo) -> tuple[str, str]:
    """The amount per hour (of material: per unit) and the number of the unit of a rate."""
    amount = rate.amount if rate.unit is None else _rounded(rate.amount * 60 / minutes_of(rate.unit, info))
    return plain(amount), codes.RATE_CODES.get(rate.unit, "2")


def _rounded(amount: Decimal) -> Decimal:
    return amount if amount == int(amount) else round(amount, 8).normalize()
