"""Stretches of work as files tell them."""

from __future__ import annotations

from collections.abc import Iterable

from ..analysis.spread import Stretch
from ..project.moments import to_datetime
from ..project.records import Timephased
from ..project.working_axis import WorkingTime

_DAYS = 2
"""How MS Project XML numbers days, the length of the periods that stretches are told in."""


def amounts_told(
    time: WorkingTime, stretches: Iterable[Stretch], kind: int, *, money: bool = False
) -> Iterable[Timephased]:
    """Stretches of work, or of money, as a file tells them, the gaps between them too; ``kind`` says of which sort."""
    reached: int | None = None
    for first, last, amount in stretches:
        if reached is not None and first > reached:
            yield _amount(time, kind, reached, first, None)
        yield _amount(time, kind, first, last, _cents(amount) if money else _iso(amount))
        reached = last


def _amount(time: WorkingTime, kind: int, first: int, last: int, value: str | None) -> Timephased:
    start, finish = to_datetime(time.starting(first)), to_datetime(time.finishing(last))
    return Timephased(kind=kind, start=start, finish=finish, unit=_DAYS, value=value)


def _cents(money: float) -> str:
    return f"{money * 100:.4f}".rstrip("0").rstrip(".")


def _iso(minutes: float) -> str:
    seconds = round(minutes * 60)
    return f"PT{seconds // 3600}H{seconds % 3600 // 60}M{seconds % 60}S"
