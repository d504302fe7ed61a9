"""Taking the elements of a record apart: modelled ones by table, lists by handler, all others as carried fragments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...app.i18n import _
from .fields import Field
from .ledger import Ledger
from .values import Memo
from .xml_text import fragment, leaf

Attributes = dict[str, Any]
"""Attribute names to values, to make a record of."""

Lists = dict[str, Callable[[Any, Attributes], str | None]]
"""Element name to what takes it: it puts what it understands into the attributes and gives a fragment to carry."""


class Taker:
    """Takes records of one kind apart.

    What it gives for a record are the attributes, and the fragments that the model has no place for: elements it does
    not know, and the spelling of values that would be written differently.
    """

    def __init__(
        self,
        name: str,
        fields: Iterable[Field],
        lists: Lists,
        order: Iterable[str],
        ledger: Ledger,
        *,
        computed: frozenset[str] = frozenset(),
        defaults: dict[str, str] | None = None,
    ) -> None:
        """Take records apart by a table of fields, and handlers for what is more than a field.

        Args:
            name: What a record is called in notes.
            fields: The elements that hold one attribute.
            lists: The elements that need more than that.
            order: All elements that are known to occur; others are noted.
            ledger: Takes the notes.
            computed: Elements whose fragments are given apart: what the writing program had computed.
            defaults: Elements and texts that are written anyway and need not be carried.
        """
        self.name = name
        self._ledger = ledger
        self._known = frozenset(order)
        self._fields = {field.element: (field.attribute, Memo(field.kind)) for field in fields}
        self._lists = lists
        self._computed = computed
        self._defaults = defaults or {}
        self._shared: dict[str, str] = {}

    def take(self, record: Any) -> tuple[Attributes, str, str]:
        """The attributes of a record, its carried fragments, and those of computed elements."""
        attributes: Attributes = {}
        carried: list[str] = []
        computed: list[str] = []
        fields, lists = self._fields, self._lists
        for element in record:
            tag = element.tag
            field = fields.get(tag)
            if field is None:
                handler = lists.get(tag)
                piece = self._carry(element, tag) if handler is None else handler(element, attributes)
                if not piece:
                    continue
            else:
                text = element.text or ""
                attribute, memo = field
                try:
                    value, exact = memo[text]
                except (ValueError, OverflowError):
                    self.unreadable(record, tag, text)
                    continue
                if value is not None:
                    attributes[attribute] = value
                if exact:
                    continue
                piece = leaf(tag, text)
            (computed if tag in self._computed else carried).append(piece)
        return attributes, self._share(carried), self._share(computed)

    def _share(self, pieces: list[str]) -> str:
        """Fragments as one text; alike ones, of which a plan has many, are one object."""
        text = "".join(pieces)
        return self._shared.setdefault(text, text)

    def _carry(self, element: Any, tag: str) -> str:
        if tag not in self._known:
            self._ledger.unknown(self.name, tag)
        if len(element) or element.attrib:
            return fragment(element)
        text = element.text or ""
        return "" if self._defaults.get(tag) == text else leaf(tag, text)

    def unreadable(self, record: Any, tag: str, text: str) -> None:
        self._ledger.add(
            "mspdi.unreadable-value",
            _("The value '{text}' of {element} can't be read and was left out.").format(text=text[:40], element=tag),
            place=place_of(self.name, record),
        )


def place_of(name: str, record: Any) -> str:
    """Where a record is, in words: its kind, its uid and its name."""
    uid = record.findtext("UID") or record.findtext("FieldID") or record.findtext("ID") or "?"
    title = record.findtext("Name") or record.findtext("FieldName")
    return f"{name} {uid[:20]} '{title[:40]}'" if title else f"{name} {uid[:20]}"
