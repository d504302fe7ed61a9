"""Cells of the table as spreadsheets are given them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from ..analysis.figures import Figures
from ..project.moments import to_minute
from ..project.records import TaskUid
from .field import Field, Kind
from .html_table import Written, day_number
from .wording import Wording

_FORMS = {Kind.COST: "number", Kind.NUMBER: "number", Kind.PERCENT: "percent"}
"""What spreadsheets can count with, dates aside; all else is text to them, were it ``1.10``."""


def sheet_cells(figures: Figures, wording: Wording, fields: Sequence[Field]) -> Callable[[TaskUid], list[Written]]:
    """Gives the cells of a task: dates without the day of the week, money as a number, codes as text."""
    plain = wording.without_weekday
    tasks = figures.project.tasks

    def written(field: Field, uid: TaskUid) -> Written:
        if field.kind is Kind.DATE:
            return _date(field.get(figures, uid), plain) or Written(text=field.text(figures, wording, uid))
        value = field.get(figures, uid) if field.kind in _FORMS else None
        if not isinstance(value, int | float | Decimal):
            return Written(text=field.text(figures, wording, uid))
        text = wording.number(value) if field.kind is Kind.COST else field.text(figures, wording, uid)
        share = 100 if field.kind is Kind.PERCENT else 1
        return Written(text=text, number=float(value) / share, form=_FORMS[field.kind])

    def cells(uid: TaskUid) -> list[Written]:
        if tasks[uid].blank:
            return [Written(text="") for _field in fields]
        return [written(field, uid) for field in fields]

    return cells


def _date(value: object, plain: Wording) -> Written | None:
    """A date, with its time where the plan is about hours; None where the value is none."""
    if not isinstance(value, datetime):
        return None
    number = day_number(value)
    text = plain.moment(to_minute(value))
    return Written(text=text, number=number if plain.times else int(number), form="moment" if plain.times else "day")
