"""Lookup tables of custom fields: read into the fields, and written anew where they were edited.

A file keeps them apart under ``OutlineCodes``, tied to their fields by a GUID (``Ltuid``) or by the field's number.
Of a table that was not edited the file's own spelling is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ...app.project.kinds import FieldKind
from ...app.project.lookup import SEPARATOR, numbered
from ...app.project.project import Project
from ...app.project.records import CustomField, LookupValue
from ...app.project.widths import replace
from .outline_codes import DEFINED_ELSEWHERE
from .xml_text import content, escaped, fragment, fragments

_VALUE_TYPES = {FieldKind.NUMBER: 15}
_TEXT_TYPE = 21
_SETTINGS = ("Enterprise", "ResourceSubstitutionEnabled", "LeafOnly", "AllLevelsRequired")

Table = tuple[tuple[LookupValue, ...], bool]
"""The lines of a lookup table, and whether only they are taken."""


def with_lookups(fields: Iterable[CustomField], root: Any) -> list[CustomField]:
    """The fields with the lookup tables of a document."""
    known = list(fields)
    tables = {key: _taken(table) for key, table in _tables(root.findall("OutlineCodes/OutlineCode"), known).items()}
    found: list[CustomField] = []
    for field in known:
        lines, restricted = tables.get(field.key) or _value_list(field)
        found.append(replace(field, lookup=lines, restricted=restricted) if lines else field)
    return found


def with_tables(project: Project) -> Project:
    """The plan as it is written: what it carries of lookup tables says what its fields do."""
    carried = [piece for name, piece in fragments(project.info.foreign) if name == "OutlineCodes"]
    if not carried and not any(map(_has_table, project.custom_fields.values())):
        return project
    from .source import element_of  # and with it lxml, which most plans are written without

    element = element_of("Project", "".join(carried))
    fields = dict(project.custom_fields)
    tables = _tables(element.findall("OutlineCodes/OutlineCode"), fields.values())
    wanted = {key: (one.lookup, one.restricted) for key, one in fields.items() if _has_table(one)}
    stale = {key for key, table in tables.items() if key not in fields or _stale(fields[key], table)}
    missing = [key for key in wanted if key not in tables and _value_list(fields[key]) != wanted[key]]
    if not stale and not missing:
        return project
    for key, lines in _numbers(fields.values(), {*stale, *missing}).items():
        fields[key] = replace(fields[key], lookup=lines)
    keys = {id(table): key for key, table in tables.items()}
    texts: list[str] = []
    for table in element.findall("OutlineCodes/OutlineCode"):
        key = keys.get(id(table), "")
        if key not in stale:
            texts.append(fragment(table))
        elif key in wanted:
            texts.append(_composed(fields[key], table))
    for key in missing:
        texts.append(_composed(fields[key], None))
        fields[key] = _tied(fields[key])
    others = [piece for name, piece in fragments(project.info.foreign) if name != "OutlineCodes"]
    twin = project.snapshot()
    codes = f"<OutlineCodes>{''.join(texts)}</OutlineCodes>"
    twin.plan["info"] = replace(project.info, foreign="".join(others) + codes)
    twin.custom_fields = fields
    return twin


def _numbers(fields: Iterable[CustomField], anew: set[str]) -> dict[str, tuple[LookupValue, ...]]:
    """The lines of the tables that are written anew; a reader tells lines apart by their numbers alone."""
    taken: set[int] = set()
    composed: list[CustomField] = []
    for field in fields:
        if field.key in anew:
            composed.append(field)
        else:
            taken.update(line.line for line in field.lookup)
    return {field.key: numbered(field.lookup, taken) for field in composed}


def _has_table(field: CustomField) -> bool:
    return bool(field.lookup) or field.kind is FieldKind.OUTLINE_CODE


def _stale(field: CustomField, table: Any) -> bool:
    """Whether a table says something else than its field; without lines, it does not matter what else is said."""
    lines, restricted = _taken(table)
    renamed = table.find("FieldName") is not None and (table.findtext("Alias") or "") != field.alias
    return renamed or lines != field.lookup or (bool(lines) and restricted != field.restricted)


def _tables(elements: Iterable[Any], fields: Iterable[CustomField]) -> dict[str, Any]:
    """The table of each field, by the field's key."""
    tied = {_ltuid(one): one.key for one in fields if "<Ltuid>" in one.foreign}
    found: dict[str, Any] = {}
    for table in elements:
        guid = (table.findtext("Guid") or "").strip().upper()
        key = (table.findtext("FieldID") or "").strip() or tied.get(guid, "")
        if key:
            found.setdefault(key, table)
    return found


def _ltuid(field: CustomField) -> str:
    pieces = (piece for name, piece in fragments(field.foreign) if name == "Ltuid")
    return content(next(pieces, "<Ltuid/>")).strip().upper()


def _taken(table: Any) -> Table:
    """What a table says: its lines in the order of their outline."""
    below: dict[str, list[Any]] = {}
    values = table.findall("Values/Value")
    known = {_text(value, "ValueID") for value in values}
    for value in values:
        parent = _text(value, "ParentValueID")
        below.setdefault(parent if parent in known else "", []).append(value)
    lines: list[LookupValue] = []
    seen: set[str] = set()
    stack = [(1, value) for value in reversed(below.get("", []))]
    while stack:
        level, value = stack.pop()
        line = _text(value, "ValueID")
        if line in seen:
            continue
        seen.add(line)
        number = int(line) if line.isdecimal() and len(line) < 10 else 0
        lines.append(
            LookupValue(
                value=value.findtext("Value") or "",
                level=level,
                description=value.findtext("Description") or "",
                line=number,
            )
        )
        stack.extend((level + 1, child) for child in reversed(below.get(line, [])))
    return tuple(lines), _text(table, "OnlyTableValuesAllowed") in ("1", "true")


def _value_list(field: CustomField) -> Table:
    """The lines in the field's own definition, where versions up to 2003 keep them."""
    for name, piece in fragments(field.foreign):
        if name == "ValueList":
            from .source import element_of

            values = element_of("x", piece).findall("ValueList/Value")
            lines = tuple(
                LookupValue(value=one.findtext("Value") or "", description=one.findtext("Description") or "")
                for one in values
            )
            return lines, "<RestrictValues>1" in field.foreign
    return (), False


def _composed(field: CustomField, before: Any | None) -> str:
    """A table for the lines of a field; settings and GUIDs stay those it had."""
    settings = {name: _text(before, name) if before is not None else "" for name in _SETTINGS}
    guid = _text(before, "Guid") if before is not None else _guid(field.key)
    guids = {} if before is None else {_text(one, "ValueID"): _text(one, "FieldGUID") for one in _values(before)}
    named = before is not None and before.find("FieldName") is not None
    own = f"<FieldID>{escaped(field.key)}</FieldID>" if before is None or before.find("FieldID") is not None else ""
    names = f"<FieldName>{escaped(field.name)}</FieldName><Alias>{escaped(field.alias)}</Alias>" if named else ""
    depth = max((line.level for line in field.lookup), default=1)
    masks = "".join(
        f"<Mask><Level>{level}</Level><Type>3</Type><Length>0</Length><Separator>{SEPARATOR}</Separator></Mask>"
        for level in range(1, depth + 1)
    )
    return (
        f"<OutlineCode>{f'<Guid>{guid}</Guid>' if guid else ''}{own}{names}"
        f"{''.join(f'<{name}>{text or 0}</{name}>' for name, text in settings.items())}"
        f"<OnlyTableValuesAllowed>{int(field.restricted)}</OnlyTableValuesAllowed>"
        f"<Masks>{masks}</Masks><Values>{_lines(field, guids)}</Values></OutlineCode>"
    )


def _lines(field: CustomField, guids: dict[str, str]) -> str:
    """The values of a table; each says which one it stands below."""
    texts: list[str] = []
    above: list[int] = []
    for line in field.lookup:
        del above[line.level - 1 :]
        parent = above[-1] if above else 0
        above.append(line.line)
        guid = guids.get(str(line.line)) or _guid(f"{field.key}/{line.line}")
        description = f"<Description>{escaped(line.description)}</Description>" if line.description else ""
        texts.append(
            f"<Value><ValueID>{line.line}</ValueID><FieldGUID>{guid}</FieldGUID>"
            f"<ParentValueID>{parent}</ParentValueID><Type>{_VALUE_TYPES.get(field.kind, _TEXT_TYPE)}</Type>"
            f"<Value>{escaped(line.value)}</Value>{description}</Value>"
        )
    return "".join(texts)


def _tied(field: CustomField) -> CustomField:
    """The field with the GUID of its table in its definition."""
    if "<Ltuid>" in field.foreign:
        return field
    kept = "".join(
        piece
        for name, piece in fragments(field.foreign)
        if name not in ("ValueList", "RestrictValues") and piece != DEFINED_ELSEWHERE
    )
    return replace(field, foreign=f"{kept}<Ltuid>{_guid(field.key)}</Ltuid>")


def _guid(name: str) -> str:
    """The same GUID for the same thing, so that writing a plan twice gives the same file."""
    return str(uuid5(NAMESPACE_URL, f"gantline:custom-field/{name}")).upper()


def _values(table: Any) -> list[Any]:
    return table.findall("Values/Value")


def _text(element: Any, name: str) -> str:
    return (element.findtext(name) or "").strip()
