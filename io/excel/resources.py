"""Makes resources of a sheet, and of names that only tasks or assignments tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from ...app.project.kinds import Accrual, ResourceKind
from ...app.project.records import ZERO, Calendar, Rate, Resource, ResourceUid
from ...app.project.resource_names import TypedResource
from . import words
from .cells import as_calendar, as_kind, as_money, as_name, as_rate, as_share, as_text, as_whole
from .notes import Notes
from .table import Table, hundreds

Value = TypeVar("Value")

MOST_UNITS: Final = 10
"""A column of units with a greater number holds percentages: 50 rather than 0.5."""


class ResourceReader:
    """Reads the sheet of resources, and adds those that only assignments name.

    Attributes:
        by_uid: The resources so far.
        by_number: Their uids by the number of their row.
        added: How many were added by their names.
    """

    def __init__(self, calendars: Sequence[Calendar], *, own: bool, notes: Notes) -> None:
        """Begin; ``own`` says that Gantline wrote the workbook."""
        self.by_uid: dict[ResourceUid, Resource] = {}
        self.by_number: dict[int, ResourceUid] = {}
        self.added = 0
        self._own = own
        self._notes = notes
        self._calendars = {calendar.name.casefold(): calendar.uid for calendar in calendars}
        self._by_name: dict[str, ResourceUid] = {}

    def read(self, table: Table) -> None:
        """Take the resources of a sheet."""
        scale = not self._own and hundreds(table, "max_units", MOST_UNITS)
        for number, values in table.records():
            if "name" in values or (self._own and "uid" in values):
                self._add(self._resource(table, number, values, scale), values.get("id"))

    def named(self, typed: TypedResource) -> Resource:
        """The resource of a name, made if there is none."""
        uid = self._by_name.get(typed.name.casefold())
        if uid is None:
            self.added += 1
            kind = ResourceKind.MATERIAL if typed.label else ResourceKind.WORK
            uid = self._new_uid()
            self._add(Resource(uid=uid, name=typed.name, kind=kind, material_label=typed.label))
        return self.by_uid[uid]

    def _resource(self, table: Table, number: int, values: dict[str, Any], scale: bool) -> Resource:
        def take(key: str, convert: Callable[[Any], Value], default: Value) -> Value:
            return self._notes.take(table, number, key, values, convert, default)

        uid = take("uid", as_whole, 0)
        kind = take("type", lambda value: as_kind(value, words.RESOURCE_KINDS), ResourceKind.WORK)
        usable = 1 <= uid < 2**31 and uid not in self.by_uid
        return Resource(
            uid=ResourceUid(uid) if usable else self._new_uid(),
            name=take("name", as_name, "").strip(),
            blank="name" not in values,
            kind=kind,
            initials=take("initials", as_text, ""),
            group=take("group", as_text, ""),
            code=take("code", as_text, ""),
            email=take("email", as_text, ""),
            material_label=take("label", as_text, ""),
            max_units=max(take("max_units", lambda value: as_share(value, hundreds=scale), 1.0), 0.0),
            standard_rate=_rate(take("rate", as_rate, Rate()), kind),
            overtime_rate=_rate(take("overtime_rate", as_rate, Rate()), kind),
            cost_per_use=take("use_cost", as_money, ZERO),
            accrue_at=take("accrual", lambda value: as_kind(value, words.ACCRUALS), Accrual.PRORATED),
            calendar=take("calendar", lambda value: as_calendar(value, self._calendars), None),
            notes=take("notes", as_name, ""),
        )

    def _add(self, resource: Resource, number: Any = None) -> None:
        self.by_uid[resource.uid] = resource
        self._by_name.setdefault(resource.name.casefold(), resource.uid)
        if isinstance(number, (int, float)):
            self.by_number.setdefault(int(number), resource.uid)

    def _new_uid(self) -> ResourceUid:
        return ResourceUid(max(self.by_uid, default=0) + 1)


def _rate(rate: Rate, kind: ResourceKind) -> Rate:
    """Material is paid by unit, not by time."""
    return Rate(amount=rate.amount, unit=None) if kind is ResourceKind.MATERIAL and rate.amount else rate
