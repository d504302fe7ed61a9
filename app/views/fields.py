"""The fields that filters, groups and sorting can use: those of the tasks, and some that only views need."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

import msgspec

from ..analysis.earned_value import status_moment
from ..analysis.figures import Figures
from ..edits.choices import CONSTRAINTS, MODES, TASK_TYPES
from ..edits.field import Field, Kind
from ..edits.fields import fields_of
from ..edits.status import STATES, status
from ..edits.wording import Wording
from ..i18n import N_, _
from ..project.kinds import ConstraintKind, TaskType
from ..project.moments import Minute
from ..project.records import TaskUid

CODES: dict[str, dict[str, str]] = {
    "status": {one: one for one in STATES},
    "mode": {str(manual): title for manual, title in zip((False, True), MODES, strict=True)},
    "constraint": {str(kind): title for kind, title in zip(ConstraintKind, CONSTRAINTS, strict=True)},
    "task_type": {str(kind): title for kind, title in zip(TaskType, TASK_TYPES, strict=True)},
}
"""Of closed lists, the values as filters keep them to their titles, marked for translation."""


def _none() -> Collection[TaskUid]:
    return ()


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a view knows of a plan beyond its records and dates.

    Attributes:
        figures: The plan.
        wording: How values are written.
        today: The day of the machine's clock.
        overloading: Asks for the tasks that have a part in over-allocating somebody.
        differing: Asks for the tasks whose dates were others in the file.
    """

    figures: Figures
    wording: Wording
    today: date
    overloading: Callable[[], Collection[TaskUid]] = _none
    differing: Callable[[], Collection[TaskUid]] = _none

    @property
    def status_date(self) -> Minute:
        """The plan's status date, the end of today where it has none."""
        return status_moment(self.figures.project.info, self.today)


def view_fields(facts: Facts) -> dict[str, Field]:
    """Every field by its key."""
    members = {"overallocated": facts.overloading, "dates_differ": facts.differing}
    known: dict[str, frozenset[TaskUid]] = {}

    def among(key: str) -> Callable[[Figures, TaskUid], bool]:
        def get(_figures: Figures, uid: TaskUid) -> bool:
            if key not in known:
                known[key] = frozenset(members[key]())
            return uid in known[key]

        return get

    own = (
        _status(facts),
        _flag("overallocated", N_("Over-allocated"), among("overallocated")),
        _flag("dates_differ", N_("Dates differ from the file"), among("dates_differ")),
    )
    return {**fields_of(facts.figures.project), **{field.key: field for field in own}}


def usable(field: Field) -> bool:
    """Whether filtering, grouping and sorting by a field mean something."""
    return field.kind is not Kind.INDICATORS


def _flag(key: str, title: str, get: Callable[[Figures, TaskUid], bool]) -> Field:
    def text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
        return _("Yes") if get(figures, uid) else _("No")

    return Field(key=key, title=title, kind=Kind.FLAG, get=get, text=text)


def _status(facts: Facts) -> Field:
    until = facts.status_date

    def get(figures: Figures, uid: TaskUid) -> str:
        return status(figures, uid, until)

    def text(figures: Figures, _wording: Wording, uid: TaskUid) -> str:
        return _(get(figures, uid))

    return Field(key="status", title=N_("Status"), kind=Kind.CHOICE, get=get, text=text)
