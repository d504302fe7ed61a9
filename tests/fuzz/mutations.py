"""Changes files where it hurts: values become strange ones, elements come twice, out of place or not at all."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Final

STRANGE: Final = (
    *(
        b"",
        b"0",
        b"-1",
        b"1",
        b"2",
        b"2147483647",
        b"2147483648",
        b"-2147483649",
        b"9" * 40,
        b"1e30",
        b"NaN",
        b"INF",
        b"0.5",
    ),
    *(
        b"PT0H0M0S",
        b"PT-8H0M0S",
        b"PT99999999H0M0S",
        b"P1Y2M3DT4H5M6S",
        b"PT0H0M59S",
        b"100000000000",
        b"true",
        b"null",
    ),
    *(
        b"0001-01-01T00:00:00",
        b"9999-12-31T23:59:59",
        b"1899-12-30T08:00:00",
        b"2026-02-30T08:00:00",
        b"2026-03-02T24:00:00",
    ),
    *(
        b"2149-12-31T17:00:00",
        b"12:00:00",
        b"24:00:00",
        b"\xff",
        b"\xc3\xa4" * 20,
        b"&#0;",
        b"&amp;",
        b"[",
        b"{}",
        b"1,5",
    ),
)
_XML_VALUE = re.compile(rb"(?<=>)[^<>]{0,200}(?=</)")
_XML_ELEMENT = re.compile(rb"<(\w+)>(?:(?!</\1>).){0,3000}</\1>", re.DOTALL)
_JSON_VALUE = re.compile(rb'(?<=:)(?:"(?:[^"\\]|\\.){0,200}"|-?[\d.]+|true|false|null)')
_LINE = re.compile(rb"[^\n]*\n")

Mutate = Callable[[bytes, Random], bytes]


def mutate_xml(data: bytes, random: Random) -> bytes:
    """Change a value of an XML document, or move, repeat or drop an element."""
    if random.random() < 0.6:
        return _replaced(data, _XML_VALUE, random, random.choice(STRANGE))
    return _rearranged(data, _XML_ELEMENT, random)


def mutate_json(data: bytes, random: Random) -> bytes:
    """Change a value of a native file, or move, repeat or drop a line."""
    if random.random() < 0.7:
        strange = random.choice(STRANGE)
        return _replaced(data, _JSON_VALUE, random, strange if random.random() < 0.5 else b'"' + strange + b'"')
    return _rearranged(data, _LINE, random)


def mutate_workbook(data: bytes, random: Random) -> bytes:
    """Change a value in one part of a workbook."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as source:
            parts = {name: source.read(name) for name in source.namelist()[:30]}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError):
        return data
    if not parts:
        return data
    name = random.choice([name for name in parts if "sheet" in name or "Strings" in name] or list(parts))
    parts[name] = mutate_xml(parts[name], random)
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as target:
        for part, content in parts.items():
            target.writestr(part, content)
    return sink.getvalue()


def _replaced(data: bytes, pattern: re.Pattern[bytes], random: Random, by: bytes) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data + by
    start, end = random.choice(found).span()
    return data[:start] + by + data[end:]


def _rearranged(data: bytes, pattern: re.Pattern[bytes], random: Random) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one, other = random.choice(found), random.choice(found)
    piece = one[0]
    match random.randrange(3):
        case 0:
            return data[: one.start()] + data[one.end() :]
        case 1:
            return data[: one.end()] + piece * random.choice((1, 2, 30)) + data[one.end() :]
        case _:
            return data[: other.start()] + piece + data[other.start() :]


MUTATIONS: Final[dict[str, Mutate]] = {"mspdi": mutate_xml, "native": mutate_json, "excel": mutate_workbook}
"""By target; inputs of the others are changed byte by byte only."""
