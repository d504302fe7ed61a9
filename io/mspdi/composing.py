"""Putting the elements of a record together: modelled ones by table, carried ones in between, in the schema's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter, getitem
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
        self._kinds = {field.element: field.kind for field in fields} | (more or {})
        # All elements in their order, so that those of a record keep it however they come.
        self._empty = dict.fromkeys(order, "")
        self._nothing = self._empty | {name: leaf(name, text) for name, text in (defaults or {}).items()}
        self._carried: dict[str, _Carried] = {}
        self._parsed: dict[str, Pieces] = {}
        self._elements: list[str] = []
        self._spelled: list[Spelled] = []
        attributes: list[str] = []
        for field in fields:
            spelled = Spelled(field.element, field.kind)
            spelled[None] = ""
            if field.kind is TEXT:
                spelled[""] = ""
            if not field.always and blank.get(field.attribute) is not None:
                spelled[blank[field.attribute]] = ""
            self._elements.append(field.element)
            self._spelled.append(spelled)
            attributes.append(field.attribute)
        self._values: Callable[[Any], tuple[Any, ...]] = attrgetter(*attributes, "__class__")

    def pieces(self, record: Any) -> Pieces:
        """The elements of a record's own attributes; empty texts stand for the others."""
        pieces = self._nothing.copy()
        pieces.update(zip(self._elements, map(getitem, self._spelled, self._values(record)), strict=False))
        return pieces

    def given(self, pieces: Pieces) -> Pieces:
        """Some elements in their order."""
        return self._empty | pieces

    def join(self, pieces: Pieces, *carried: str) -> str:
        """All elements of a record in order, with what it carries."""
        for text in carried:
            if text:
                self._carry(pieces, text)
        return "".join(pieces.values())

    def _carry(self, pieces: Pieces, text: str) -> None:
        carried = self._carried.get(text)
        if carried is None:
            if len(self._carried) > 1000:
                self._carried.clear()
            carried = self._carried[text] = _Carried(self.parsed(text), self._kinds)
        pieces.update(carried.plain)
        for name, piece, canonical in carried.spellings:
            if pieces.get(name, "") == canonical:
                pieces[name] = piece
        for name, piece in carried.lists:
            pieces[name] = pieces.get(name, "") + piece

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


class _Carried:
    """What a record carries, by what becomes of it.

    Attributes:
        plain: Elements that are written as they are.
        spellings: Elements of modelled values: name, the element as carried, and as it would be written.
        lists: Elements that come after those of the model.
    """

    __slots__ = ("lists", "plain", "spellings")

    def __init__(self, pieces: Pieces, kinds: dict[str, Kind[Any]]) -> None:
        self.plain = {name: piece for name, piece in pieces.items() if name not in kinds and name not in LISTS}
        self.lists = [(name, piece) for name, piece in pieces.items() if name in LISTS]
        self.spellings = [
            (name, piece, _canonical(name, kinds[name], piece))
            for name, piece in pieces.items()
            if name in kinds and name not in LISTS
        ]


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
