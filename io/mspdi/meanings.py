"""What the elements of one kind of record mean, by a table of fields: attributes, carried fragments, computed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from .fields import Field
from .values import TEXT, Kind, Memo
from .xml_text import leaf

Attributes = dict[str, Any]
"""Attribute names to values, to make a record of. Texts that need others to be understood are under ``@Element``."""

Lists = dict[str, Callable[[Any, Attributes], str | None]]
"""Element name to what takes it: it puts what it understands into the attributes and gives a fragment to carry."""

TextLists = dict[str, Callable[[str, Attributes], None]]
"""The same for all elements of a name as text, if they hold nothing but texts; a ValueError says that they do not."""

Entry = tuple[str, Any]
"""What an element means: an attribute and its value; or, under a name that begins with a sign, ``+`` a value and the
fragment to carry with it, ``~`` the same of a value that was mended, ``<`` a fragment to carry, ``?`` an unknown one,
``!`` a computed one, ``-`` nothing."""


_UNIQUE = ("UID", "ID", "TaskUID", "WBS", "OutlineNumber")


class Meanings:
    """Understands leaf elements.

    Attributes:
        ranks: Element to its place in the schema.
        kinds: Element to the kind of its value, of those that hold an attribute.
        attributes: Element to its attribute.
        raw: Elements whose text is kept for the reader of the record.
        lists: Elements that hold others, with their handlers.
        text_lists: Handlers for those of them that mostly hold nothing but texts.
        computed: Elements whose fragments are given apart.
        unique: Elements that are hardly twice the same, and not worth being remembered.
    """

    def __init__(
        self,
        fields: Sequence[Field],
        order: Iterable[str],
        *,
        raw: Iterable[str] = (),
        lists: Lists | None = None,
        text_lists: TextLists | None = None,
        computed: frozenset[str] = frozenset(),
        defaults: dict[str, str] | None = None,
    ) -> None:
        self.ranks = {element: rank for rank, element in enumerate(order)}
        self.kinds = {field.element: field.kind for field in fields}
        self.attributes = {field.element: field.attribute for field in fields}
        self.raw = frozenset(raw)
        self.lists = lists or {}
        self.text_lists = text_lists or {}
        self.computed = computed
        self.unique = frozenset((*(one for one, kind in self.kinds.items() if kind is TEXT), *_UNIQUE))
        memos: dict[Kind[Any], Memo] = {}
        self._memos = {element: memos.setdefault(kind, Memo(kind)) for element, kind in self.kinds.items()}
        self._defaults = defaults or {}
        self._shared: dict[str, str] = {}

    def entry(self, tag: str, text: str) -> Entry:
        """What a leaf means.

        Raises:
            ValueError: Its value can't be read.
        """
        memo = self._memos.get(tag)
        if memo is None:
            if tag in self.raw:
                return f"@{tag}", text
            if self._defaults.get(tag) == text:
                return f"-{tag}", None
            sign = "!" if tag in self.computed else "<" if tag in self.ranks else "?"
            return sign + tag, leaf(tag, text)
        attribute, (value, exact) = self.attributes[tag], memo[text]
        if exact:
            return attribute, value
        sign = "~" if self.kinds[tag].flaw(text) else "+"
        return sign + attribute, (value, leaf(tag, text), tag)

    def rank(self, name: str) -> int:
        """The place in the schema of an element, or of an entry that begins with a sign; unknown ones come last."""
        return self.ranks.get(name.lstrip("<!?"), len(self.ranks))

    def share(self, text: str) -> str:
        """A text of which a plan has many alike, as one object."""
        return self._shared.setdefault(text, text)

    def sorted(self, pieces: list[tuple[str, str]]) -> tuple[str, str]:
        """Fragments by their elements in the order of the schema, the computed ones apart."""
        pieces.sort(key=lambda one: self.rank(one[0]))
        carried = "".join(piece for tag, piece in pieces if tag not in self.computed)
        return self.share(carried), self.share("".join(piece for tag, piece in pieces if tag in self.computed))


def settle(entry: Entry, attributes: Attributes) -> str:
    """Put an entry into the attributes; gives the fragment to carry."""
    name, value = entry
    match name[0]:
        case "+" | "~":
            if value[0] is not None:
                attributes[name[1:]] = value[0]
            return value[1]
        case "<" | "?" | "!":
            return value
        case "-":
            return ""
        case _:
            attributes[name] = value
            return ""
