"""Outline codes: custom fields whose values come from a table that the file defines beside them.

A record refers to a line of the table. The plan holds the code as text, ``Site.North`` with the texts of the lines
above; the reference is carried with it and written back, or looked up anew where the text was changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from ...app.project.kinds import FieldKind
from ...app.project.records import CustomField, CustomValue, ProjectInfo, Resource, Task
from ...app.project.widths import replace
from .xml_text import escaped, fragment, fragments

if TYPE_CHECKING:
    from .meanings import Attributes

R = TypeVar("R", Task, Resource)
_MARK = "<OutlineCode>"
DEFINED_ELSEWHERE = "<DefinedElsewhere/>"
"""Carried by a custom field whose definition is not an ``ExtendedAttribute`` of its own."""


def take_outline_code(element: Any, attributes: Attributes) -> str | None:
    """Take the reference of a record to a line of a table; the code itself is told by ``OutlineCodes.settled``."""
    key = (element.findtext("FieldID") or "").strip()
    held: dict[str, CustomValue] = attributes.setdefault("custom", {})
    if not key or key in held:
        return fragment(element)
    rest = "".join(fragment(child) for child in element if child.tag != "FieldID")
    held[key] = CustomValue(value=element.findtext("ValueID") or "", foreign=f"{_MARK}{rest}</OutlineCode>")
    return None


def is_outline_code(value: CustomValue) -> bool:
    """Whether a value came as a reference to a table."""
    return value.foreign.startswith(_MARK)


class OutlineCodes:
    """The tables of a plan: of each field, line to code."""

    def __init__(self, root: Any) -> None:
        """Read the tables of a document."""
        fields = {
            (one.findtext("Ltuid") or "").strip().upper(): (one.findtext("FieldID") or "").strip()
            for one in root.findall("ExtendedAttributes/ExtendedAttribute")
        }
        self._codes: dict[str, dict[str, str]] = {}
        self._own: dict[str, Any] = {}
        for table in root.findall("OutlineCodes/OutlineCode"):
            key = (table.findtext("FieldID") or "").strip()
            if key and key not in fields.values():
                self._own[key] = table
            key = key or fields.get((table.findtext("Guid") or "").strip().upper(), "")
            if key:
                self._codes[key] = _codes(table)

    @classmethod
    def of_plan(cls, info: ProjectInfo, fields: Iterable[CustomField]) -> OutlineCodes:
        """The tables that a plan carries."""
        from .source import element_of  # and with it lxml, which most plans are written without

        tables = "".join(piece for name, piece in fragments(info.foreign) if name == "OutlineCodes")
        definitions = "".join(
            f"<ExtendedAttribute><FieldID>{escaped(one.key)}</FieldID>{one.foreign}</ExtendedAttribute>"
            for one in fields
            if "<Ltuid>" in one.foreign
        )
        return cls(element_of("Project", f"{tables}<ExtendedAttributes>{definitions}</ExtendedAttributes>"))

    def fields(self, entity_of: Any) -> list[CustomField]:
        """The custom fields that only a table defines."""
        return [
            CustomField(
                key=key,
                entity=entity_of(key),
                kind=FieldKind.OUTLINE_CODE,
                name=table.findtext("FieldName") or "",
                alias=table.findtext("Alias") or "",
                foreign=DEFINED_ELSEWHERE,
            )
            for key, table in self._own.items()
        ]

    def settled(self, records: dict[Any, R]) -> None:
        """Tell the codes of records that were read with their references."""
        for uid, record in records.items():
            if any(value.foreign.startswith(_MARK) for value in record.custom.values()):
                custom = {key: self._settled(key, value) for key, value in record.custom.items()}
                records[uid] = replace(record, custom=custom)

    def _settled(self, key: str, value: CustomValue) -> CustomValue:
        if not value.foreign.startswith(_MARK):
            return value
        return CustomValue(value=self._codes.get(key, {}).get(value.value, value.value), foreign=value.foreign)

    def written(self, key: str, value: CustomValue) -> str | None:
        """The reference of a record to the line of a code; nothing where there is no such line."""
        inner = value.foreign.removeprefix(_MARK).removesuffix("</OutlineCode>")
        if not value.foreign.startswith(_MARK):
            line = next((line for line, code in self._codes.get(key, {}).items() if code == value.value), None)
            if line is None:
                return None
            inner = f"<ValueID>{escaped(line)}</ValueID>"
        return f"<OutlineCode><FieldID>{escaped(key)}</FieldID>{inner}</OutlineCode>"


def _codes(table: Any) -> dict[str, str]:
    """Line to code of a table."""
    texts: dict[str, tuple[str, str]] = {}
    for value in table.findall("Values/Value"):
        line = (value.findtext("ValueID") or "").strip()
        texts[line] = (value.findtext("ParentValueID") or "").strip(), value.findtext("Value") or ""
    separator = table.findtext("Masks/Mask/Separator") or "."
    codes: dict[str, str] = {}
    for line in texts:
        parts: list[str] = []
        above = line
        while above in texts and len(parts) < len(texts):
            parts.insert(0, texts[above][1])
            above = texts[above][0]
        codes[line] = separator.join(parts)
    return codes
