"""Taking a record apart: modelled elements by table, lists by handler, all others as carried fragments.

A record comes as an element or, in large plans, as the text between its tags. Such a text is a row of small elements
most of which the plan has many times over (zeros, flags, dates): each of them is understood once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..ledger import Ledger
from .fields import Field
from .leaf_taking import LeafTaker
from .meanings import Attributes, Lists, Meanings, TextLists, settle
from .quick_taking import QuickTaker
from .record_notes import concerned, note_mended, note_unreadable, place_of
from .xml_text import fragment


class Taker:
    """Takes records of one kind apart.

    What it gives for a record are the attributes, and the fragments that the model has no place for: elements it does
    not know, and the spelling of values that would be written differently.
    """

    def __init__(
        self,
        name: str,
        fields: Sequence[Field],
        order: Iterable[str],
        ledger: Ledger,
        *,
        raw: Iterable[str] = (),
        lists: Lists | None = None,
        text_lists: TextLists | None = None,
        computed: frozenset[str] = frozenset(),
        defaults: dict[str, str] | None = None,
        usual: Mapping[str, Any] | None = None,
    ) -> None:
        """Take records apart by a table of fields.

        Args:
            name: What a record is called in notes.
            fields: The elements that hold one attribute.
            order: All elements that are known to occur; others are noted.
            ledger: Takes the notes.
            raw: Elements whose text is kept for the reader of the record, under their name with an @ before it.
            lists: Elements that hold others, with their handlers.
            text_lists: Handlers for those of them that mostly hold nothing but texts.
            computed: Elements whose fragments are given apart: what the writing program had computed.
            defaults: Elements and texts that are written anyway and need not be carried.
            usual: Attributes that need not be given where they are so.
        """
        self.name = name
        self._ledger = ledger
        self._meanings = Meanings(
            fields, order, raw=raw, lists=lists, text_lists=text_lists, computed=computed, defaults=defaults
        )
        self._quickly = QuickTaker(self._meanings, usual or {})
        self._leaf_by_leaf = LeafTaker(name, self._meanings, ledger)

    def take(self, record: Any) -> tuple[Attributes, str, str]:
        """The attributes of a record, its carried fragments, and those of computed elements."""
        attributes: Attributes = {}
        carried: list[tuple[str, str]] = []
        for element in record:
            tag = element.tag
            handler = self._meanings.lists.get(tag)
            if handler is not None:
                piece = handler(element, attributes)
            elif len(element):
                piece = fragment(element)
            else:
                piece = self._take_leaf(record, element, attributes)
                if piece is None:
                    continue
            if tag not in self._meanings.ranks:
                self._ledger.unknown(self.name, tag)
            if piece:
                carried.append((tag, piece))
        return attributes, *self._meanings.sorted(carried)

    def _take_leaf(self, record: Any, element: Any, attributes: Attributes) -> str | None:
        """Take a leaf of a record; gives the fragment to carry, or None where its value can't be read."""
        tag, text = element.tag, element.text or ""
        try:
            entry = self._meanings.entry(tag, text)
            piece = settle(entry, attributes)
            if element.attrib and tag not in self._meanings.raw:
                piece = fragment(element)
        except (ValueError, OverflowError):
            where, concerns = place_of(self.name, record), concerned(self.name, record)
            note_unreadable(self._ledger, where, tag, text, concerns)
            return None
        if entry[0][0] == "~":
            where, concerns = place_of(self.name, record), concerned(self.name, record)
            note_mended(self._ledger, self._meanings.kinds[tag], tag, text, where, concerns)
        return piece

    def take_text(self, text: str) -> tuple[Attributes, str, str]:
        """The same for a record given as the XML between its tags.

        Raises:
            NotPlainError: The record is out of the ordinary: take it as an element.
        """
        try:
            return self._quickly.take(text)
        except (ValueError, OverflowError):
            return self._leaf_by_leaf.take(text)

    def unreadable(self, where: str, tag: str, text: str, concerns: tuple[str, int] | None = None) -> None:
        """Note a value that can't be read."""
        note_unreadable(self._ledger, where, tag, text, concerns)
