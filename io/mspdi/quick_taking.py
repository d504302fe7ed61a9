"""The quick way to take a record apart: plain values in the order of the schema, found in one match.

Which elements to expect is learnt from the first records, for a pattern takes the longer the more it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from .meanings import Attributes, Meanings
from .rows import Column, Rows, picker
from .rtf import RTF
from .values import Kind
from .xml_text import resolved

_TAG = re.compile(r"<([A-Za-z]\w*)>", re.ASCII)
_SAMPLE = 200
"""After so many records, only elements are expected that some of them had: other patterns are not worth making."""
_LOOKS = 20
"""So often more elements are expected then, at last all of them."""


class QuickTaker:
    """Takes records of one kind apart that are nothing out of the ordinary."""

    def __init__(self, meanings: Meanings, usual: Mapping[str, Any]) -> None:
        """Take records apart by what their elements mean; attributes that are as usual are left out."""
        self._meanings = meanings
        self._usual = usual
        self._columns: dict[tuple[Kind[Any], Any], Column] = {}
        self._occurring: set[str] = set()
        self._taken = 0
        self._looks = _LOOKS
        self._layout: _Layout | None = None

    def take(self, text: str) -> tuple[Attributes, str, str]:
        """The attributes of a record given as text, its carried fragments, and those of computed elements.

        Raises:
            ValueError: It is not such a record.
        """
        layout = self._layout or self._expect(self._meanings.ranks.keys())
        values = layout.rows.values(text)
        if self._taken < _SAMPLE:
            self._sample(text)
        elif values is None and self._looks:
            layout = self._look(text) or layout
            values = layout.rows.values(text)
        words = () if values is None else layout.words(values)
        if values is None or "" in words or RTF in "".join(filter(None, words)):  # carried in its own spelling
            raise ValueError
        named = zip(layout.names, layout.attributes(values), strict=True)
        attributes: Attributes = {name: value for name, value in named if value is not None}
        if "&" in text:
            attributes |= {name: resolved(attributes[name]) for name in layout.texts if name in attributes}
        for at, name in layout.lists:
            if values[at] is not None:
                take = self._meanings.text_lists.get(name)
                if take is None:
                    raise ValueError(name)
                take(values[at], attributes)
        share = self._meanings.share
        return attributes, share("".join(layout.carried(values))), share("".join(layout.computed(values)))

    def _sample(self, text: str) -> None:
        """Learn which elements occur; once that is enough, expect no others."""
        self._taken += 1
        self._occurring.update(_TAG.findall(text))
        if self._taken == _SAMPLE:
            self._expect(self._occurring)

    def _look(self, text: str) -> _Layout | None:
        """Expect what a record has that none before had; None where that is nothing."""
        self._looks -= 1
        found = set(_TAG.findall(text)) if self._looks else set(self._meanings.ranks)
        if found & self._meanings.ranks.keys() <= self._occurring:
            return None
        self._occurring |= found
        return self._expect(self._occurring)

    def _expect(self, elements: Collection[str]) -> _Layout:
        targets = [self._target(name) for name in self._meanings.ranks if name in elements]
        self._layout = _Layout(targets, frozenset(self._meanings.lists))
        return self._layout

    def _column(self, kind: Kind[Any], usual: Any) -> Column:
        """The one of all elements of a kind of value that are the same where nobody said otherwise."""
        return self._columns.setdefault((kind, usual), Column(_exactly(kind, usual), None))

    def _target(self, element: str) -> _Target:
        """Where an element goes, and how its text is read."""
        known = self._meanings
        if element in known.lists:
            return _Target(element, "=", None)
        unique = element in known.unique
        if (kind := known.kinds.get(element)) is not None:
            attribute = known.attributes[element]
            return _Target(element, attribute, None if unique else self._column(kind, self._usual.get(attribute)))
        if element in known.raw:
            return _Target(element, f"@{element}", None if unique else Column(resolved, None))
        sign = "!" if element in known.computed else "<"
        return _Target(element, sign, Column(lambda text: known.entry(element, resolved(text))[1] or "", ""))


class _Target(NamedTuple):
    """Where an element of a record goes: to an attribute, to what is computed ``!``, carried ``<``, or a list ``=``."""

    element: str
    name: str
    column: Column | None


class _Layout:
    """Rows of plain elements, and which of their values go where."""

    def __init__(self, targets: list[_Target], lists: frozenset[str]) -> None:
        self.rows = Rows({one.element: one.column for one in targets}, lists)
        # in the order of the values that rows give
        found = [one for one in targets if one.column is not None] + [one for one in targets if one.column is None]
        places: dict[str, list[int]] = {"=": [], "!": [], "<": [], "@": []}
        for at, one in enumerate(found):
            places[one.name if one.name in places else "@"].append(at)
        self.names = [found[at].name for at in places["@"]]
        self.texts = [found[at].name for at in places["@"] if found[at].column is None]
        self.words = picker([at for at in places["@"] if found[at].column is None and found[at].name[0] != "@"])
        self.attributes = picker(places["@"])
        self.carried = picker(places["<"])
        self.computed = picker(places["!"])
        self.lists = [(at, found[at].element) for at in places["="]]


def _exactly(kind: Kind[Any], usual: Any) -> Callable[[str], Any]:
    """What reads a value that would be written as it was read; a usual one as None.

    The reader raises a ValueError where it would be spelled differently: the careful ways take care of that.
    """

    def read(text: str) -> Any:
        value, exact = kind.read(resolved(text))
        if not exact:
            raise ValueError(text)
        return None if value == usual else value

    return read
