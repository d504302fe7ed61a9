"""What the attributes of a record are where nobody said otherwise, and records that say as much as columns do."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT

from ..app.project.widths import made, widest

R = TypeVar("R", bound=msgspec.Struct)


@cache
def usual(record: type[Any]) -> dict[str, Any]:
    """The attributes of a kind of record that have a plain default, and these defaults."""
    fields = msgspec.structs.fields(widest(record))
    return {field.name: field.default for field in fields if field.default is not NODEFAULT}


def records(kind: type[R], columns: dict[str, list[Any]]) -> list[R]:
    """Records of columns of their attributes; those of which all are as usual are not said of each."""
    plain = usual(kind)
    said = {
        name: column for name, column in columns.items() if name not in plain or column.count(plain[name]) < len(column)
    }
    return [made(kind, dict(zip(said, row, strict=True))) for row in zip(*said.values(), strict=True)]
