"""Custom fields as fields: how their values, kept as MS Project XML writes them, are shown and typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..analysis.figures import Figures
from ..i18n import _
from ..project.durations import parse_duration
from ..project.errors import EditError, quoted
from ..project.kinds import FieldKind
from ..project.lookup import codes_of, matching
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import CustomField, CustomValue, TaskUid
from .choices import flags
from .field import Field, Kind, shown, write_value
from .tasks import set_custom
from .wording import Wording

KINDS = {
    FieldKind.TEXT: Kind.TEXT,
    FieldKind.NUMBER: Kind.NUMBER,
    FieldKind.FLAG: Kind.FLAG,
    FieldKind.DATE: Kind.DATE,
    FieldKind.START: Kind.DATE,
    FieldKind.FINISH: Kind.DATE,
    FieldKind.DURATION: Kind.DURATION,
    FieldKind.COST: Kind.COST,
    FieldKind.OUTLINE_CODE: Kind.TEXT,
}

_DURATION = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:[\d.]+S)?")


def custom_field(record: CustomField) -> Field:
    """The field of a custom field of tasks; its key is ``custom.`` and the record's."""
    kind = KINDS[record.kind]

    def get(figures: Figures, uid: TaskUid) -> Any:
        value = figures.project.tasks[uid].custom.get(record.key)
        return None if value is None else decoded(kind, value.value)

    def edit(figures: Figures, wording: Wording, uid: TaskUid, text: str) -> Patch:
        return set_custom(figures.project, [uid], record.key, typed_value(record, wording, text))

    codes = codes_of(record.lookup)

    def lookup(_project: Project) -> Sequence[str]:
        return ["", *codes]

    return Field(
        key=f"custom.{record.key}",
        title=record.alias or record.name,
        kind=kind,
        get=get,
        text=shown(get, kind),
        edit=None if record.formula else edit,
        choices=flags if kind is Kind.FLAG else lookup if codes else None,
        free=bool(codes) and not record.restricted,
        width=126 if kind is Kind.DATE else 90,
    )


def typed_value(record: CustomField, wording: Wording, text: str) -> str:
    """A typed text as the value of a field is kept: a code of its lookup table, where it has one; empty for nothing.

    Raises:
        EditError: It is not of the field's kind, or not in its table although only that is taken.
    """
    if not text.strip():
        return ""
    codes = codes_of(record.lookup)
    found = matching(codes, text)
    if found is None and codes and (record.restricted or record.kind is FieldKind.OUTLINE_CODE):
        raise EditError(
            _("'{text}' is not in the lookup table of {field}.").format(
                text=quoted(text), field=record.alias or record.name
            )
        )
    return encoded(record.kind, wording, text) if found is None else found


def value_text(record: CustomField, wording: Wording, value: CustomValue | None) -> str:
    """A value of a custom field as it is shown and can be typed."""
    kind = KINDS[record.kind]
    told = None if value is None else decoded(kind, value.value)
    return "" if told is None else write_value(kind, wording, told)


def decoded(kind: Kind, value: str) -> Any:
    """A value as it is kept, made into what fields of this kind give; the text itself where it is not of the kind."""
    try:
        match kind:
            case Kind.NUMBER | Kind.COST:
                return Decimal(value)
            case Kind.FLAG:
                return value.strip().lower() in ("1", "true")
            case Kind.DATE:
                return datetime.fromisoformat(value).replace(tzinfo=None)
            case Kind.DURATION:
                return _minutes(value)
            case _:
                return value
    except (ValueError, InvalidOperation):
        return None


def _minutes(value: str) -> int | None:
    match = _DURATION.fullmatch(value)
    if match is None:
        return None
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return days * 1440 + hours * 60 + minutes


def encoded(kind: FieldKind, wording: Wording, text: str) -> str:
    """A typed text as the value is kept.

    Raises:
        EditError: It is not of this kind.
    """
    match kind:
        case FieldKind.NUMBER:
            return f"{wording.parse_number(text):f}"
        case FieldKind.COST:
            return f"{wording.parse_money(text):f}"
        case FieldKind.FLAG:
            return "1" if wording.parse_flag(text) else "0"
        case FieldKind.DATE | FieldKind.START:
            return wording.parse_moment(text, wording.info.default_start_time).isoformat()
        case FieldKind.FINISH:
            return wording.parse_moment(text, wording.info.default_finish_time).isoformat()
        case FieldKind.DURATION:
            minutes = parse_duration(text, wording.info).minutes
            return f"PT{minutes // 60}H{minutes % 60}M0S"
        case _:
            return text.strip()
