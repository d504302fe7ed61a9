"""What the attributes of a record are where nobody said otherwise."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT

from ..app.project.widths import widest


@cache
def usual(record: type[Any]) -> dict[str, Any]:
    """The attributes of a kind of record that have a plain default, and these defaults."""
    fields = msgspec.structs.fields(widest(record))
    return {field.name: field.default for field in fields if field.default is not NODEFAULT}
