"""The bytes of a native file cut into its sections, and what to say when something in them is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import msgspec

from ...app.i18n import _
from ...app.project.errors import ReadError
from ...app.project.steps import Steps
from .layout import Encoded

_Raw = dict[str, msgspec.Raw]
_ANYTHING: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder()
_BEGIN: Final = re.compile(rb'\n"')
"""What stands before each section as we lay it out; a pattern finds it in half the time that ``find`` takes."""

_NAME: Final = re.compile(rb'"(\w+)":(?=\{|\[\n)')
"""How a section begins as we lay it out."""

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_PIECE: Final = 100_000
"""Bytes of a section decoded in one step: a millisecond, and less than what each time comes anew from the system."""

_LOOKED_THROUGH: Final = 2_000_000
"""Bytes in which sections are looked for in one step, which takes as long."""


class Parts:
    """The sections of a file, decoded one by one."""

    def __init__(self, data: bytes | bytearray, sections: Mapping[str, slice] | None = None) -> None:
        """Take the sections without looking into them.

        Args:
            sections: Where in the bytes they are, if that is known.

        Raises:
            ReadError: The bytes are no JSON object.
        """
        self._data = data
        self._raw: Mapping[str, msgspec.Raw | slice] = sections or {}
        if sections is None:
            try:
                self._raw = msgspec.json.decode(data, type=_Raw)
            except msgspec.ValidationError:
                pass
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                raise self._damaged(error) from error

    @classmethod
    def in_steps(cls, data: bytes | bytearray) -> Steps[Parts]:
        """Find the sections bit by bit, where they are laid out as we do; else all at once.

        Raises:
            ReadError: The bytes are no JSON object.
        """
        if data.startswith(BYTE_ORDER_MARK):
            data = data[len(BYTE_ORDER_MARK) :]
        if not data or data.isspace():
            raise ReadError(_("The file is empty."))
        return cls(data, (yield from _sections(data)))

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def names(self) -> list[str]:
        """The sections in the order of the file."""
        return list(self._raw)

    def decode(self, name: str, decode: Callable[[Encoded], Any]) -> Any:
        """The content of a section.

        Raises:
            ReadError: It is damaged.
            msgspec.ValidationError: It is sound, but not what the decoder expects.
        """
        try:
            return decode(self._bytes(name))
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    def lines(
        self, name: str, decode: Callable[[Encoded], list[Any]], settle: Callable[[list[Any]], None]
    ) -> Steps[list[Any]]:
        """The content of a section that is a list, decoded bit by bit.

        A comma at the end of a line is where a record ends. A file laid out otherwise may have one within a record:
        what stands before it is no list then, and the section is decoded as a whole. So is one with a fault, which is
        told with its place.

        Args:
            settle: Is handed each part of the list, before anybody else has it.

        Raises:
            ReadError: It is damaged.
            msgspec.ValidationError: It is sound, but not what the decoder expects.
        """
        found = list[Any]()
        try:
            for piece in _pieces(*self._place(name)):
                part = decode(piece)
                settle(part)
                found += part
                yield
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            found = self.decode(name, decode)
            settle(found)
        return found

    def _bytes(self, name: str) -> Encoded:
        """The content of a section as it stands in the file."""
        found = self._raw[name]
        return memoryview(self._data)[found] if isinstance(found, slice) else found

    def _place(self, name: str) -> tuple[bytes | bytearray, int, int]:
        """Bytes with the content of a section, and where it begins and ends in them."""
        found = self._raw[name]
        return (self._data, found.start, found.stop) if isinstance(found, slice) else (bytes(found), 0, len(found))

    def anything(self, name: str) -> Any:
        """The content of a section as plain values.

        Raises:
            ReadError: It is damaged.
        """
        try:
            return self.decode(name, _ANYTHING.decode)
        except msgspec.ValidationError as error:  # a number that no computer holds
            raise self.unexpected(name, error) from error

    def wrong(self, name: str, index: int, cause: str) -> ReadError:
        """The error that says what is wrong with a line of a section, counted from 0, with its line in the file."""
        return self._damaged_at(self._offset(name, index), cause)

    def unexpected(self, name: str, error: msgspec.ValidationError, index: int | None = None) -> ReadError:
        """The error that says where a section holds something else than expected."""
        text, _at, path = str(error).partition(" - at `$")
        found = re.match(r"\[(\d+)\]", path)
        where = re.sub(r"^[^a-z]+|`$", "", path)
        return self.wrong(
            name, int(found[1]) if index is None and found else index or 0, f"{text} ({where})" if where else text
        )

    def _damaged(self, error: Exception) -> ReadError:
        """The error for bytes that are no JSON or no UTF-8; one met in a section is looked for in the whole file."""
        try:
            msgspec.json.decode(self._data, type=_Raw)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as first:
            error = first
        if isinstance(error, RecursionError):
            return ReadError(_("The plan is damaged: it is nested too deeply."))
        try:
            self._data.decode()
        except UnicodeDecodeError as wrong:
            return self._damaged_at(wrong.start, _("it is not UTF-8 text"))
        at = re.search(r"(.*) \(byte (\d+)\)", str(error))
        if at:
            return self._damaged_at(int(at[2]), at[1])
        return self._damaged_at(len(self._data.rstrip()), _("it ends too early"))

    def _damaged_at(self, offset: int, cause: str) -> ReadError:
        line = self._data.count(b"\n", 0, offset) + 1
        return ReadError(_("The plan is damaged in line {line}: {cause}.").format(line=line, cause=cause))

    def _offset(self, name: str, index: int) -> int:
        """Where a line of a section begins."""
        found = re.search(rb'"%s"\s*:\s*' % re.escape(name).encode(), self._data)
        at = found.end() if found else 0
        start = at
        if self._data[at : at + 1] == b"[":
            for item in msgspec.json.decode(self._bytes(name), type=list[msgspec.Raw])[: index + 1]:
                start = self._data.find(bytes(item), at)
                at = start + len(bytes(item))
        return start


def _pieces(data: bytes | bytearray, begin: int, end: int) -> Iterator[bytes | bytearray]:
    """A list between two places, cut where records end, each piece a list."""
    at = begin + 1
    while (cut := data.find(b",\n", at + _PIECE, end)) >= 0:
        yield b"[%s]" % data[at:cut]
        at = cut + 1
    yield b"[%s" % data[at:end]


def _sections(data: bytes | bytearray) -> Steps[dict[str, slice] | None]:
    """Where the sections of a file lie that is laid out as we do; None for another one.

    Each of ours begins a line, as nothing within it does, and is a line itself or a list with a line for each record.
    """
    begins = [1]
    for first in range(0, len(data), _LOOKED_THROUGH):
        begins += [one.end() - 1 for one in _BEGIN.finditer(data, first, first + _LOOKED_THROUGH + 1)]
        yield
    found = dict[str, slice]()
    ends = [*(begin - len(b",\n") for begin in begins[1:]), data.rfind(b"\n}")]
    if not data.startswith(b'{"') or data[ends[-1] :].strip() != b"}":
        return None
    for begin, end in zip(begins, ends, strict=True):
        name = _NAME.match(data, begin)
        if name is None or data[end : end + 1] not in (b",", b"\n"):
            return None
        start = name.end()
        if not data.endswith(b"\n]" if data[start] == ord("[") else b"}", start, end):
            return None
        if data[start] == ord("{") and data.find(b"\n", start, end) >= 0:
            return None
        found[name[1].decode()] = slice(start, end)
    return found
