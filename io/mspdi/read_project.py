"""Reads the properties of the plan and the definitions of custom fields."""

from __future__ import annotations

import re
from typing import Any

from ...app.project.kinds import Entity, FieldKind
from ...app.project.records import CustomField, Rate
from ...app.project.widths import replace
from ..ledger import Ledger
from . import defaults, schema
from .fields import CUSTOM_FIELD, PROJECT
from .meanings import Attributes
from .outline_codes import DEFINED_ELSEWHERE
from .spelling import number
from .taking import Taker

_RATES = {"DefaultStandardRate": "default_standard_rate", "DefaultOvertimeRate": "default_overtime_rate"}
_LIMITS = {
    "MinutesPerDay": range(1, 24 * 60 + 1),
    "MinutesPerWeek": range(1, 7 * 24 * 60 + 1),
    "DaysPerMonth": range(1, 31 + 1),
    "FYStartDate": range(1, 12 + 1),
    "CurrencyDigits": range(10),
    "CurrencySymbolPosition": range(4),
}
"""Values outside make no sense."""

_ATTRIBUTES = {field.element: field.attribute for field in PROJECT}
_APART = ("ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments")


def read_info(root: Any, ledger: Ledger) -> Attributes:
    """The attributes of the plan's properties; ``start`` may be missing."""
    taker = Taker(
        "Project",
        PROJECT,
        schema.PROJECT,
        ledger,
        raw=_RATES,
        lists=dict.fromkeys(_APART, _skip),
        defaults=defaults.PROJECT,
    )
    attributes, carried, _computed = taker.take(root)
    for name, attribute in _RATES.items():
        text = attributes.pop(f"@{name}", None)
        if text is None:
            continue
        try:
            attributes[attribute] = Rate(amount=number(text or "0"))
        except ValueError:
            taker.unreadable("", name, text)
    for name, limits in _LIMITS.items():
        value = attributes.get(_ATTRIBUTES[name], limits[0])
        if value not in limits:
            del attributes[_ATTRIBUTES[name]]
            taker.unreadable("", name, str(value))
    attributes["foreign"] = carried
    return attributes


def _skip(_element: Any, _attributes: Attributes) -> str | None:
    return None


_ENTITIES = {11: Entity.TASK, 12: Entity.RESOURCE, 15: Entity.ASSIGNMENT}
"""By the upper half byte and byte of a field number: 0x0B400000 is the first number of tasks."""

_KIND = re.compile(r"outline|text|number|flag|date|start|finish|duration|cost", re.IGNORECASE)


def read_custom_fields(root: Any, used: set[str], ledger: Ledger) -> list[CustomField]:
    """The custom fields that the file defines.

    A definition holds for a second field too, that of assignments, which is given where assignments have values in it.
    """
    taker = Taker("ExtendedAttribute", CUSTOM_FIELD, schema.CUSTOM_FIELD, ledger)
    fields: dict[str, CustomField] = {}
    seconds: dict[str, CustomField] = {}
    for element in root.findall("ExtendedAttributes/ExtendedAttribute"):
        attributes, carried, _computed = taker.take(element)
        key = attributes.get("key", "").strip()
        if key and key not in fields:
            name = attributes.get("name", "")
            fields[key] = CustomField(
                entity=entity_of(key), kind=kind_of(name), foreign=carried, **{"name": "", **attributes, "key": key}
            )
        second = (element.findtext("SecondaryPID") or "").strip()
        if key in fields and second in used:
            seconds[second] = replace(fields[key], key=second, entity=entity_of(second), foreign=DEFINED_ELSEWHERE)
    return [*fields.values(), *(field for key, field in seconds.items() if key not in fields)]


def entity_of(key: str) -> Entity:
    """Which records have the field of a number."""
    return _ENTITIES.get(int(key) >> 24, Entity.TASK) if key.isdecimal() else Entity.TASK


def kind_of(name: str) -> FieldKind:
    """What the values of a field with Microsoft Project's name for it are."""
    match = _KIND.search(name)
    if match is None:
        return FieldKind.TEXT
    word = match[0].lower()
    return FieldKind.OUTLINE_CODE if word == "outline" else FieldKind(word)
