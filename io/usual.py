"""What the attributes of a record are where nobody said otherwise."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT


@cache
def usual(record: type[Any]) -> dict[str, Any]:
    """The attributes of a kind of record that have a plain default, and these defaults."""
    return {field.name: field.default for field in msgspec.structs.fields(record) if field.default is not NODEFAULT}
