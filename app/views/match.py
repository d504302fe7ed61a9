"""Which tasks of a plan pass a test: whole columns at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

import numpy as np

from ..edits.field import Kind
from .buckets import month_codes
from .columns import Columns
from .moments import span_of
from .outline import Flags
from .ranks import Floats
from .spec import AllOf, AnyOf, Condition, Operator, Test

_BEYOND = 1e15

PROMPT = "?"
"""A value that begins so is asked for when the filter is applied; what follows is the question."""


def matching(test: Test, columns: Columns) -> Flags:
    """The tasks that pass, by place; empty rows never do, and conditions on fields the plan has not hold for all."""
    return _matching(test, columns) & ~columns.blank


def containing(text: str, columns: Columns) -> Flags:
    """The tasks in whose name, WBS code, notes or resources every word of a typed text occurs."""
    found = ~columns.blank
    for word in text.casefold().split():
        here: Flags = _flags([word in one for one in columns.search_texts()])
        if any(word in one.name.casefold() for one in columns.facts.figures.project.resources.values()):
            here = here | _flags([word in names for names in columns.folded("resources")])
        found = found & here
    return found


def _matching(test: Test, columns: Columns) -> Flags:
    if isinstance(test, Condition):
        if test.field not in columns.fields:
            return np.ones(len(columns.outline), np.bool_)
        compare = _compare_numbers if columns.is_numeric(test.field) else _compare_texts
        return compare(test, columns)
    parts = (_matching(part, columns) for part in test.parts)
    if isinstance(test, AllOf):
        return reduce(np.logical_and, parts, np.ones(len(columns.outline), np.bool_))
    return reduce(np.logical_or, parts, np.zeros(len(columns.outline), np.bool_))


# -- numbers


def _compare_numbers(test: Condition, columns: Columns) -> Flags:
    """Compare numbers, each value being a span: a day from midnight to midnight, any other number itself.

    Where there is no value, only ``EMPTY`` and the negative operators hold.
    """
    values = columns.numbers(test.field)
    empty = np.isnan(values)
    match test.operator:
        case Operator.EMPTY:
            return empty
        case Operator.FILLED:
            return ~empty
        case Operator.ONE_OF:
            return _one_of(test, columns, values, empty)
        case _:
            pass
    spans = [_span(test.field, value, columns) for value in test.values]
    if not spans:
        return np.ones(len(values), np.bool_)
    with np.errstate(invalid="ignore"):
        low, high = spans[0]
        match test.operator:
            case Operator.LESS:
                return values < low
            case Operator.AT_MOST:
                return values <= high
            case Operator.GREATER:
                return values > high
            case Operator.AT_LEAST:
                return values >= low
            case Operator.BETWEEN:
                return (values >= low) & (values <= spans[-1][1])
            case Operator.IS_NOT:
                return ~((values >= low) & (values <= high))
            case _:
                return (values >= low) & (values <= high)


def _one_of(test: Condition, columns: Columns, values: Floats, empty: Flags) -> Flags:
    if columns.fields[test.field].kind is Kind.DATE:
        months = (code.replace("-", "") for code in test.values)
        wanted = np.array(
            [int(month) for month in months if len(month) == len("202603") and month.isdecimal()], np.int64
        )
        found = np.isin(month_codes(values), wanted) & ~empty
    else:
        found = np.isin(values, np.array([_number(code) for code in test.values if code], np.float64))
    return found | empty if "" in test.values else found


def _span(key: str, value: str, columns: Columns) -> tuple[Floats | float, Floats | float]:
    """The least and the greatest number that a value means; of another field, an array of them."""
    other = value[1:-1] if value.startswith("[") else ""
    if other in columns.fields:
        found = columns.numbers(other)
        return found, found
    if columns.fields[key].kind is Kind.DATE:
        span = span_of(value, columns.facts)
        return (np.nan, np.nan) if span is None else (span[0], span[1] - 1)
    number = _number(value)
    return number, number


def _number(value: str) -> float:
    number = finite(value)
    return {"yes": 1.0, "no": 0.0}.get(value, np.nan) if number is None else number


def finite(value: str) -> float | None:
    """The number that a text says; None where it says none, or one beyond all durations and costs."""
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < _BEYOND else None


# -- texts

_TESTS: dict[Operator, Callable[[str, str], bool]] = {
    Operator.CONTAINS: lambda text, value: value in text,
    Operator.BEGINS: lambda text, value: text.startswith(value),
    Operator.ENDS: lambda text, value: text.endswith(value),
    Operator.LESS: lambda text, value: text < value,
    Operator.AT_MOST: lambda text, value: text <= value,
    Operator.GREATER: lambda text, value: text > value,
    Operator.AT_LEAST: lambda text, value: text >= value,
}


def _compare_texts(test: Condition, columns: Columns) -> Flags:
    match test.operator:
        case Operator.EMPTY:
            return columns.empty(test.field)
        case Operator.FILLED:
            return ~columns.empty(test.field)
        case Operator.IS | Operator.IS_NOT | Operator.ONE_OF:
            found = _flags(_equal(test, columns))
            return ~found if test.operator is Operator.IS_NOT else found
        case _:
            pass
    folded, values = columns.folded(test.field), [value.casefold() for value in test.values]
    if not values:
        return np.ones(len(folded), np.bool_)
    if test.operator is Operator.BETWEEN:
        low, high = values[0], values[-1]
        return _flags([low <= text <= high for text in folded])
    if test.operator is Operator.CONTAINS_NOT:
        return _flags([values[0] not in text for text in folded])
    holds, value = _TESTS[test.operator], values[0]
    return _flags([holds(text, value) for text in folded])


def _equal(test: Condition, columns: Columns) -> list[bool]:
    """Whether a task's text is one of the values; for resources, whether one of its resources is."""
    if columns.fields[test.field].kind is Kind.RESOURCES:
        wanted = {value.casefold() for value in test.values}
        answers = {text: not wanted.isdisjoint(text.casefold().split("\n")) for text in set(columns.texts(test.field))}
        return [answers[text] for text in columns.texts(test.field)]
    if columns.fields[test.field].kind is Kind.CHOICE:
        values = set(test.values)
        return [text in values for text in columns.texts(test.field)]
    folded = {value.casefold() for value in test.values}
    return [text in folded for text in columns.folded(test.field)]


def _flags(values: list[bool]) -> Flags:
    return np.frombuffer(bytes(values), np.bool_)  # five times as quick as making an array of objects


# -- questions


def prompts(test: Test) -> list[tuple[Condition, int]]:
    """The values to be asked for: conditions and the place of the value in them, in order."""
    if isinstance(test, Condition):
        return [(test, place) for place, value in enumerate(test.values) if value.startswith(PROMPT)]
    return [one for part in test.parts for one in prompts(part)]


def answered(test: Test, answers: dict[str, str]) -> Test:
    """A test with questions replaced by their answers."""
    if isinstance(test, Condition):
        values = tuple(answers.get(value, value) for value in test.values)
        return Condition(field=test.field, operator=test.operator, values=values)
    parts = tuple(answered(part, answers) for part in test.parts)
    return AllOf(parts=parts) if isinstance(test, AllOf) else AnyOf(parts=parts)
