"""The bytes of a native file cut into its sections, and what to say when something in them is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec

from ...app.i18n import _
from ...app.project.errors import ReadError
from ...app.project.steps import Steps

_Raw = dict[str, msgspec.Raw]
_ANYTHING: Final[msgspec.json.Decoder[Any]] = msgspec.json.Decoder()

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"

_PIECE: Final = 150_000
"""Bytes of a section decoded in one step: a millisecond or two."""


class Parts:
    """The sections of a file, decoded one by one."""

    def __init__(self, data: bytes) -> None:
        """Find the sections without looking into them.

        Raises:
            ReadError: The bytes are no JSON object.
        """
        self._data = data.removeprefix(BYTE_ORDER_MARK)
        if not self._data or self._data.isspace():
            raise ReadError(_("The file is empty."))
        try:
            self._raw = msgspec.json.decode(self._data, type=_Raw)
        except msgspec.ValidationError:
            self._raw = {}
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def names(self) -> list[str]:
        """The sections in the order of the file."""
        return list(self._raw)

    def decode(self, name: str, decoder: msgspec.json.Decoder[Any]) -> Any:
        """The content of a section.

        Raises:
            ReadError: It is damaged.
            msgspec.ValidationError: It is sound, but not what the decoder expects.
        """
        try:
            return decoder.decode(self._raw[name])
        except msgspec.ValidationError:
            raise
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise self._damaged(error) from error

    def lines(
        self, name: str, decoder: msgspec.json.Decoder[list[Any]], settle: Callable[[list[Any]], None]
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
            for piece in _pieces(bytes(self._raw[name])):
                part = decoder.decode(piece)
                settle(part)
                found += part
                yield
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            found = self.decode(name, decoder)
            settle(found)
        return found

    def anything(self, name: str) -> Any:
        """The content of a section as plain values.

        Raises:
            ReadError: It is damaged.
        """
        try:
            return self.decode(name, _ANYTHING)
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
        """The error for bytes that are no JSON or no UTF-8."""
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
            for item in msgspec.json.decode(self._raw[name], type=list[msgspec.Raw])[: index + 1]:
                start = self._data.find(bytes(item), at)
                at = start + len(bytes(item))
        return start


def _pieces(raw: bytes) -> Iterator[bytes]:
    """A list cut where records end, each piece a list."""
    at = 1
    while (end := raw.find(b",\n", at + _PIECE)) >= 0:
        yield b"[%s]" % raw[at:end]
        at = end + 1
    yield b"[" + raw[at:] if at > 1 else raw
