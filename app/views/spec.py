"""What a view filters, groups and sorts by: small records that settings, plans and dialogs share.

Values are texts in one form for every language: numbers with a decimal point, durations and work in minutes, dates as
ISO text or as a word such as ``today``, other fields in brackets, ``?`` and a title where the user is asked.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..i18n import N_
from ..project.widths import replace


class Spec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of these records."""


class Operator(StrEnum):
    """How a value is compared."""

    IS = "is"
    IS_NOT = "is not"
    LESS = "less"
    AT_MOST = "at most"
    GREATER = "greater"
    AT_LEAST = "at least"
    BETWEEN = "between"
    CONTAINS = "contains"
    CONTAINS_NOT = "contains not"
    BEGINS = "begins"
    ENDS = "ends"
    ONE_OF = "one of"
    EMPTY = "empty"
    FILLED = "filled"


class Condition(Spec, frozen=True, kw_only=True, tag="if"):
    """What one field of a task has to be.

    Attributes:
        field: Key of the field.
        operator: How it is compared.
        values: With what: nothing, one value, two for ``BETWEEN``, any number for ``ONE_OF``, where an empty text
            stands for no value.
    """

    field: str
    operator: Operator
    values: tuple[str, ...] = ()


class AllOf(Spec, frozen=True, kw_only=True, tag="all"):
    """Every part must hold; true without parts."""

    parts: tuple[Test, ...] = ()


class AnyOf(Spec, frozen=True, kw_only=True, tag="any"):
    """One part must hold; false without parts."""

    parts: tuple[Test, ...] = ()


Test = Condition | AllOf | AnyOf


class Filter(Spec, frozen=True, kw_only=True):
    """A named test.

    Attributes:
        name: What it is called; those that come with the program are marked for translation.
        test: What tasks must be.
    """

    name: str
    test: Test


class GroupBy(Spec, frozen=True, kw_only=True):
    """A field whose values make groups.

    Attributes:
        field: Key of the field.
        interval: How values are put together: ``day``, ``week``, ``month``, ``quarter`` or ``year`` for dates, a size
            for numbers (in minutes for durations), ``letter`` for texts, ``each`` for people, so that a task stands in
            the groups of all of them; empty for a group a value.
        descending: Greatest first.
    """

    field: str
    interval: str = ""
    descending: bool = False


class SortBy(Spec, frozen=True, kw_only=True):
    """A field by whose values rows are sorted; tasks without a value come last."""

    field: str
    descending: bool = False


class Arrangement(Spec, frozen=True, kw_only=True):
    """Which tasks are shown and in which order.

    Attributes:
        text: What was typed into the search field; every word must occur.
        filter: The filter chosen, None for all tasks.
        columns: Tests put on columns: key of the field to its test.
        highlight: Tasks that pass are marked, and all are shown.
        summaries: The summary tasks above the tasks that pass are shown with them.
        groups: Up to three fields, outermost first.
        hierarchy: Groups have the summary tasks of their tasks as headings of their own.
        sorts: Up to three fields, the first decides first.
        outline: Sorting leaves tasks under their summary tasks.
    """

    text: str = ""
    filter: Filter | None = None
    columns: dict[str, Test] = {}
    highlight: bool = False
    summaries: bool = True
    groups: tuple[GroupBy, ...] = ()
    hierarchy: bool = False
    sorts: tuple[SortBy, ...] = ()
    outline: bool = True

    @property
    def telling(self) -> Arrangement:
        """The same without what has no effect."""
        return replace(self, hierarchy=self.hierarchy and bool(self.groups))

    @property
    def filtering(self) -> bool:
        """Whether some tasks may not pass."""
        return bool(self.text.strip() or self.filter or self.columns)

    @property
    def ordering(self) -> bool:
        """Whether rows stand in another order than the plan's."""
        return bool(self.groups or self.sorts)

    @property
    def fields(self) -> set[str]:
        """The fields whose values it needs."""
        return fields_in(self.test) | {one.field for one in (*self.groups, *self.sorts)}

    @property
    def test(self) -> Test:
        """What tasks must be, leaving the typed text aside."""
        chosen = () if self.filter is None else (self.filter.test,)
        return AllOf(parts=(*chosen, *self.columns.values()))


def fields_in(test: Test) -> set[str]:
    """The fields that a test asks for, as what is compared and as what it is compared with."""
    if isinstance(test, Condition):
        return {test.field, *(value[1:-1] for value in test.values if value.startswith("["))}
    return {field for part in test.parts for field in fields_in(part)}


AS_PLANNED = Arrangement()
"""All tasks, in the plan's order."""

MOST = 3
"""So many fields can be grouped by, and sorted by."""

OPERATORS: dict[Operator, str] = {
    Operator.IS: N_("is"),
    Operator.IS_NOT: N_("is not"),
    Operator.LESS: N_("is less than"),
    Operator.AT_MOST: N_("is at most"),
    Operator.GREATER: N_("is more than"),
    Operator.AT_LEAST: N_("is at least"),
    Operator.BETWEEN: N_("is between"),
    Operator.CONTAINS: N_("contains"),
    Operator.CONTAINS_NOT: N_("does not contain"),
    Operator.BEGINS: N_("begins with"),
    Operator.ENDS: N_("ends with"),
    Operator.ONE_OF: N_("is one of"),
    Operator.EMPTY: N_("is empty"),
    Operator.FILLED: N_("is not empty"),
}
"""The operators in words."""

DATE_OPERATORS = {
    Operator.LESS: N_("is before"),
    Operator.AT_MOST: N_("is on or before"),
    Operator.GREATER: N_("is after"),
    Operator.AT_LEAST: N_("is on or after"),
}
"""How they read for dates, where that differs."""
