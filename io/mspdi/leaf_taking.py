"""Taking a record apart leaf by leaf: elements in any order, values in other spellings, elements that hold others."""

from __future__ import annotations

import re
from typing import Any

from ..ledger import Ledger
from .meanings import Attributes, Entry, Meanings
from .source import NotPlainError, element_of
from .xml_text import escaped, resolved

_LEAF = re.compile(r"<[^/][^<]*</[^>]*>|<[^<>/]+/>")
"""Of a text that is known to be well-formed."""
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,99}", re.ASCII)
"""Of an element as programs write them; other names, and whatever else a tag can hold, are for the parser."""


class LeafTaker:
    """Takes records of one kind apart, each leaf of which is understood once."""

    def __init__(self, name: str, meanings: Meanings, ledger: Ledger) -> None:
        self._name = name
        self._meanings = meanings
        self._ledger = ledger
        self._list_tags = [(f"<{tag}>", f"</{tag}>") for tag in meanings.lists]
        self._leaves = _Leaves(meanings)
        self._shapes: dict[tuple[str, ...], _Shape] = {}

    def take(self, text: str) -> tuple[Attributes, str, str]:
        """The attributes of a record given as text, its carried fragments, and those of computed elements.

        Raises:
            NotPlainError: The record is out of the ordinary: take it as an element.
        """
        text, lists = self._without_lists(text)
        found = self._entries(text)
        names = tuple(found)
        shape = self._shapes.get(names)
        if shape is None:
            shape = self._shapes[names] = _Shape(sorted(names, key=self._meanings.rank))
        attributes: Attributes = dict(zip(shape.attributes, map(found.__getitem__, shape.attributes), strict=True))
        for name in shape.unknown:
            self._ledger.unknown(self._name, name[1:])
        more: list[tuple[str, str]] = []
        for name in shape.inexact:
            value, piece, tag = found[name]
            more.append((tag, piece))
            if value is not None:
                attributes[name[1:]] = value
        if lists:
            more += self._taken_lists(lists, attributes)
        if more:
            more += [(name[1:], found[name]) for name in (*shape.carried, *shape.computed)]
            return attributes, *self._meanings.sorted(more)
        share = self._meanings.share
        carried = share("".join(map(found.__getitem__, shape.carried)))
        return attributes, carried, share("".join(map(found.__getitem__, shape.computed)))

    def _entries(self, text: str) -> dict[str, Any]:
        """What the leaves of a record mean.

        Raises:
            NotPlainError: An element is there twice, holds others or can't be read.
        """
        leaves = _LEAF.findall(text)
        try:
            found = dict(map(self._leaves.__getitem__, leaves))
        except (ValueError, OverflowError):
            raise NotPlainError from None
        count = len(leaves)
        if len(found) != count or (text.count("<") != 2 * count and text.count("<") - text.count("</") != count):
            raise NotPlainError
        return found

    def _taken_lists(self, lists: str, attributes: Attributes) -> list[tuple[str, str]]:
        """Have the elements that hold others taken; gives what is to be carried of them."""
        uid = attributes.get("@UID", "?")
        elements = element_of(self._name, f"<UID>{escaped(uid)}</UID>{lists}")[1:]
        taken = [(element.tag, self._meanings.lists[element.tag](element, attributes)) for element in elements]
        return [(tag, piece) for tag, piece in taken if piece]

    def _without_lists(self, text: str) -> tuple[str, str]:
        """A record without the elements that hold others, and these."""
        nested: list[str] = []
        for opening, closing in self._list_tags:
            start = text.find(opening)
            if start < 0:
                continue
            kept = [text[:start]]
            while start >= 0:
                end = text.find(closing, start) + len(closing)
                if end < start:
                    raise NotPlainError
                nested.append(text[start:end])
                start = text.find(opening, end)
                kept.append(text[end : start if start >= 0 else None])
            text = "".join(kept)
        return text, "".join(nested)


class _Leaves(dict[str, Entry]):
    """Leaf elements as text, and what they mean."""

    def __init__(self, meanings: Meanings) -> None:
        super().__init__()
        self._meanings = meanings

    def __missing__(self, piece: str) -> Entry:
        tag, _found, rest = piece[1:-1].partition(">")
        text, _found, closing = rest.rpartition("</")
        if not _NAME.fullmatch(tag.rstrip("/")) or (not tag.endswith("/") and closing != tag):
            raise ValueError(piece)
        entry = self._meanings.entry(tag.rstrip("/"), resolved(text))
        if entry[0][0] == "~":
            raise ValueError(piece)  # the note on it names the record, which is to be taken as an element
        if tag not in self._meanings.unique and len(piece) < 80 and len(self) < 100_000:
            self[piece] = entry
        return entry


class _Shape:
    """The names of a record's entries by what is to be done with them."""

    __slots__ = ("attributes", "carried", "computed", "inexact", "unknown")

    def __init__(self, names: list[str]) -> None:
        self.attributes = [name for name in names if name[0] not in "+<?!-"]
        self.inexact = [name for name in names if name[0] == "+"]
        self.carried = [name for name in names if name[0] in "<?"]
        self.unknown = [name for name in names if name[0] == "?"]
        self.computed = [name for name in names if name[0] == "!"]
