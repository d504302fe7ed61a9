"""Putting the elements of a record together: modelled ones by table, carried ones in between, in the schema's order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from msgspec import NODEFAULT

from .fields import Field
from .values import OPTIONAL_TEXT, TEXT, Kind
from .xml_text import content, fragments, leaf

Pieces = dict[str, str]
"""Element names to the XML of the elements of that name."""

LISTS = frozenset(("PredecessorLink", "Baseline", "ExtendedAttribute", "OutlineCode", "TimephasedData"))
"""Elements that occur more than once: what is carried comes after what is modelled."""


class Spelled(dict[Any, str]):
    """Values of an attribute as elements, each spelled once."""

    __slots__ = ("_element", "_keep", "_kind")

    def __init__(self, element: str, kind: Kind[Any]) -> None:
        super().__init__()
        self._element = element
        self._kind = kind
        self._keep = kind is not TEXT and kind is not OPTIONAL_TEXT

    def __missing__(self, value: Any) -> str:
        piece = f"<{self._element}>{self._kind.write(value)}</{self._element}>"
        if self._keep and len(self) < 100_000:
            self[value] = piece
        return piece


class Composer:
    """Composes records of one kind.

    A carried element that is modelled too stands for its spelling in the file it came from: it is taken as long as it
    still means the value.
    """

    def __init__(
        self,
        record: type[Any],
        fields: Iterable[Field],
        order: tuple[str, ...],
        *,
        more: dict[str, Kind[Any]] | None = None,
        defaults: dict[str, str] | None = None,
    ) -> None:
        """Compose records by a table of fields.

        Args:
            record: Their class, for what an attribute is by default.
            fields: The elements that hold one attribute.
            order: All elements in their order; others come last.
            more: Elements beside the fields whose carried spelling gives way to the value.
            defaults: The texts of elements that are written although neither the record nor what it carries has them.
        """
        blank = _defaults(record)
        self._fields: list[tuple[str, str, Spelled]] = []
        self._kinds = {field.element: field.kind for field in fields} | (more or {})
        self._order = order
        self._known = frozenset(order)
        self._defaults = {name: leaf(name, text) for name, text in (defaults or {}).items()}
        self._parsed: dict[str, Pieces] = {}
        for field in fields:
            spelled = Spelled(field.element, field.kind)
            spelled[None] = ""
            if not field.always and blank.get(field.attribute) is not None:
                spelled[blank[field.attribute]] = ""
            self._fields.append((field.element, field.attribute, spelled))

    def pieces(self, record: Any) -> Pieces:
        """The elements of a record's own attributes."""
        pieces = dict(self._defaults)
        for element, attribute, spelled in self._fields:
            piece = spelled[getattr(record, attribute)]
            if piece:
                pieces[element] = piece
        return pieces

    def join(self, pieces: Pieces, *carried: str) -> str:
        """All elements of a record in order, with what it carries."""
        for text in carried:
            if text:
                self._carry(pieces, text)
        found = [pieces[name] for name in self._order if name in pieces]
        if len(found) < len(pieces):
            found += [piece for name, piece in pieces.items() if name not in self._known]
        return "".join(found)

    def _carry(self, pieces: Pieces, text: str) -> None:
        kinds = self._kinds
        for name, piece in self.parsed(text).items():
            kind = kinds.get(name)
            if name in LISTS:
                pieces[name] = pieces.get(name, "") + piece
            elif kind is None or _canonical(name, kind, piece) == pieces.get(name, ""):
                pieces[name] = piece

    def parsed(self, carried: str) -> Pieces:
        """What is carried, by element."""
        found = self._parsed.get(carried)
        if found is None:
            found = {}
            for name, piece in fragments(carried):
                found[name] = found.get(name, "") + piece
            if len(self._parsed) > 1000:
                self._parsed.clear()
            self._parsed[carried] = found
        return found


def _defaults(record: type[Any]) -> dict[str, Any]:
    """The attributes of a kind of record that have a plain default, and these defaults."""
    return {field.name: field.default for field in msgspec.structs.fields(record) if field.default is not NODEFAULT}


def _canonical(name: str, kind: Kind[Any], piece: str) -> str:
    """How the value of a carried piece is written when nothing is carried; empty where it is no value."""
    try:
        value, _exact = kind.read(content(piece))
    except (ValueError, OverflowError):
        return ""
    text = "" if value is None else kind.write(value)
    return f"<{name}>{text}</{name}>" if text else ""
