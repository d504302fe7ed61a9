"""Custom fields as fields: how their values, kept as MS Project XML writes them, are shown and typed."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from ..analysis.figures import Figures
from ..project.durations import parse_duration
from ..project.kinds import FieldKind
from ..project.patch import Patch
from ..project.records import CustomField, TaskUid
from .choices import flags
from .field import Field, Kind, shown
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
        coded = encoded(record.kind, wording, text) if text.strip() else ""
        return set_custom(figures.project, [uid], record.key, coded)

    return Field(
        key=f"custom.{record.key}",
        title=record.alias or record.name,
        kind=kind,
        get=get,
        text=shown(get, kind),
        edit=edit,
        choices=flags if kind is Kind.FLAG else None,
        width=126 if kind is Kind.DATE else 90,
    )


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
