"""What a cell of a spreadsheet says to fields that count: the number behind its text, whatever that looks like."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .block import Block
from .field import Kind

_FAULTS = ("#", "Err:")
"""How texts of formulas begin that came to nothing; LibreOffice tells 0 for them."""

_HOURS = 24
"""A time of day is a part of a day to spreadsheets."""


def told(block: Block, place: int, kind: Kind) -> Sequence[str]:
    """The texts of a column as they are typed into fields of a kind.

    A spreadsheet writes ``1.250,50 €`` or ``08:00`` by its own custom; where it tells the number, that is meant.
    """
    texts = block.column(place)
    if not block.numbers or kind not in (Kind.COST, Kind.NUMBER, Kind.PERCENT, Kind.DURATION, Kind.WORK):
        return texts
    numbers = [row[place] for row in block.numbers]
    return [text if one is None else _said(text, one, kind) for text, one in zip(texts, numbers, strict=True)]


def _said(text: str, number: float, kind: Kind) -> str:
    if text.startswith(_FAULTS):
        return text
    if kind in (Kind.DURATION, Kind.WORK):
        return f"{_plain(number * _HOURS)}h" if ":" in text else text
    return f"{_plain(number * 100)}%" if kind is Kind.PERCENT and "%" in text else _plain(number)


def _plain(number: float) -> str:
    """A number without an exponent, as exactly as spreadsheets keep one."""
    return f"{Decimal(f'{number:.12g}'):f}"
