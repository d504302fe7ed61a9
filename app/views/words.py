"""Filters, groups and sorting in the user's words, and the values of filters as they are typed and read."""

from __future__ import annotations

from datetime import date

from ..edits.field import Field, Kind
from ..i18n import _
from ..project.durations import parse_duration
from ..project.errors import EditError
from .buckets import EACH, month_title
from .columns import Columns
from .fields import CODES
from .match import PROMPT, finite
from .moments import WORDS, iso
from .spec import DATE_OPERATORS, OPERATORS, AllOf, Condition, GroupBy, Operator, SortBy, Test

_SOME = 3
"""So many values of a list are named."""


def operator_text(operator: Operator, field: Field) -> str:
    """An operator as it reads for a field."""
    if field.kind is Kind.DATE and operator in DATE_OPERATORS:
        return _(DATE_OPERATORS[operator])
    return _(OPERATORS[operator])


def operators_for(field: Field) -> tuple[Operator, ...]:
    """The operators that mean something for a field, in the order of a list to choose from."""
    every = Operator
    if field.kind is Kind.FLAG:
        return (every.IS,)
    if field.kind in (Kind.CHOICE, Kind.RESOURCES):
        return (every.IS, every.IS_NOT, every.CONTAINS, every.CONTAINS_NOT, every.EMPTY, every.FILLED)
    if field.kind in (Kind.TEXT, Kind.PREDECESSORS, Kind.SUCCESSORS):
        return (
            every.CONTAINS,
            every.CONTAINS_NOT,
            every.BEGINS,
            every.ENDS,
            every.IS,
            every.IS_NOT,
            every.EMPTY,
            every.FILLED,
        )
    return (
        every.IS,
        every.IS_NOT,
        every.LESS,
        every.AT_MOST,
        every.GREATER,
        every.AT_LEAST,
        every.BETWEEN,
        every.EMPTY,
        every.FILLED,
    )


def value_count(operator: Operator) -> int:
    """How many values an operator compares with."""
    return {Operator.EMPTY: 0, Operator.FILLED: 0, Operator.BETWEEN: 2}.get(operator, 1)


def words_of(test: Test, columns: Columns) -> str:
    """A test in words: ``Finish is before today and Critical is Yes``."""
    if isinstance(test, Condition):
        return condition_text(test, columns)
    word = _(" and ") if isinstance(test, AllOf) else _(" or ")
    parts = (words_of(part, columns) for part in test.parts)
    nested = (isinstance(part, Condition) or len(part.parts) < 2 for part in test.parts)
    return word.join(text if plain else f"({text})" for text, plain in zip(parts, nested, strict=True))


def condition_text(test: Condition, columns: Columns) -> str:
    """A condition in words."""
    field = columns.fields.get(test.field)
    if field is None:
        return _("{field} (no field of this plan)").format(field=test.field)
    if test.operator is Operator.ONE_OF:
        return _("{field}: {values}").format(field=field.caption, values=_listed(test, columns))
    values = [value_text(value, field, columns) for value in test.values]
    between = _("{low} and {high}").format(low=values[0], high=values[-1]) if len(values) > 1 else "".join(values)
    return f"{field.caption} {operator_text(test.operator, field)} {between}".rstrip()


def _listed(test: Condition, columns: Columns) -> str:
    field = columns.fields[test.field]
    values = [value_text(value, field, columns) if value else _("No value") for value in test.values]
    if len(values) > _SOME:
        return _("{values} and {count} more").format(values=", ".join(values[:2]), count=len(values) - 2)
    return ", ".join(values)


def value_text(value: str, field: Field, columns: Columns) -> str:
    """A value of a filter as the user reads and types it."""
    if value.startswith(PROMPT):
        return f"{PROMPT}{_(value).removeprefix(PROMPT)}"
    if value.startswith("["):
        other = columns.fields.get(value[1:-1])
        return f"[{other.caption}]" if other else value
    match field.kind:
        case Kind.FLAG:
            return _("Yes") if value == "yes" else _("No")
        case Kind.DATE:
            return _date_text(value, columns)
        case Kind.CHOICE:
            return columns.shown(field.key, value)
        case Kind.NUMBER | Kind.DURATION | Kind.WORK | Kind.COST | Kind.PERCENT:
            number = finite(value)
            return value if number is None else columns.write(field.key, number)
        case _:
            return value


def _date_text(value: str, columns: Columns) -> str:
    if value in WORDS:
        return _(WORDS[value])
    try:
        if len(value) == len("2026-03"):
            return month_title(int(value[:4]), int(value[5:]))
        day = date.fromisoformat(value[:10])
    except (ValueError, IndexError):
        return value
    return columns.facts.wording.day(day, day.weekday())


def value_code(text: str, field: Field, columns: Columns) -> str:
    """A typed value in the form in which filters keep it.

    Raises:
        EditError: It is no value of the field.
    """
    typed, wording = text.strip(), columns.facts.wording
    if typed.startswith(PROMPT):
        return typed
    if typed.startswith("["):
        return _other_field(typed, columns)
    match field.kind:
        case Kind.FLAG:
            return "yes" if wording.parse_flag(typed) else "no"
        case Kind.DATE:
            word = next((word for word, title in WORDS.items() if typed.casefold() in (word, _(title).casefold())), "")
            return word or iso(wording.parse_moment(typed, 0, columns.facts.today))
        case Kind.DURATION:
            return str(parse_duration(typed, wording.info).minutes)
        case Kind.WORK:
            return str(parse_duration(typed, wording.info, wording.info.work_unit).minutes)
        case Kind.NUMBER:
            return f"{wording.parse_number(typed):f}"
        case Kind.PERCENT:
            return str(wording.parse_percent(typed))
        case Kind.COST:
            return f"{wording.parse_money(typed):f}"
        case Kind.CHOICE:
            return _choice_code(typed, field)
        case _:
            return typed


def _other_field(typed: str, columns: Columns) -> str:
    title = typed.strip("[] ").casefold()
    found = next((key for key, one in columns.fields.items() if title in (one.caption.casefold(), key)), None)
    if found is None:
        raise EditError(_("There is no field {title}.").format(title=typed.strip("[] ")))
    return f"[{found}]"


def _choice_code(typed: str, field: Field) -> str:
    codes = {_(title).casefold(): code for code, title in CODES.get(field.key, {}).items()}
    return codes.get(typed.casefold(), typed)


def choice_titles(field: Field, columns: Columns) -> list[str]:
    """The texts to choose from when a value of a field is wanted; empty where any text can be."""
    if field.key in CODES:
        return [_(title) for title in CODES[field.key].values()]
    project = columns.facts.figures.project
    if field.kind is Kind.RESOURCES:
        return sorted((one.name for one in project.resources.values() if one.name), key=str.casefold)
    if field.kind is Kind.DATE:
        return [_(word) for word in WORDS.values()]
    return [one for one in field.choices(project) if one] if field.choices else []


def group_text(groups: tuple[GroupBy, ...], columns: Columns) -> str:
    """The fields grouped by."""
    known = [(columns.fields[one.field].caption, one.interval) for one in groups if one.field in columns.fields]
    return ", ".join(_("{field}, each by itself").format(field=title) if how == EACH else title for title, how in known)


def sort_text(sorts: tuple[SortBy, ...], columns: Columns) -> str:
    """The fields sorted by, with arrows."""
    return ", ".join(
        f"{columns.fields[one.field].caption} {'↓' if one.descending else '↑'}"
        for one in sorts
        if one.field in columns.fields
    )
