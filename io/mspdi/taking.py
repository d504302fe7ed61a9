"""Taking a record apart: modelled elements by table, lists by handler, all others as carried fragments.

A record comes as an element or, in large plans, as the text between its tags. Such a text is a row of small elements
most of which the plan has many times over (zeros, flags, dates): each of them is understood once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, NamedTuple

from ...app.i18n import _
from ...app.project.errors import quoted
from ..ledger import Ledger, place
from .fields import Field
from .rows import Column, Rows, picker
from .rtf import RTF
from .source import NotPlainError, element_of
from .values import TEXT, Kind, Memo
from .xml_text import escaped, fragment, leaf

Attributes = dict[str, Any]
"""Attribute names to values, to make a record of. Texts that need others to be understood are under ``@Element``."""

Lists = dict[str, Callable[[Any, Attributes], str | None]]
"""Element name to what takes it: it puts what it understands into the attributes and gives a fragment to carry."""

TextLists = dict[str, Callable[[str, Attributes], None]]
"""The same for all elements of a name as text, if they hold nothing but texts; a ValueError says that they do not."""

_LEAF = re.compile(r"<[^/][^<]*</[^>]*>|<[^<>/]+/>")
"""Of a text that is known to be well-formed."""
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,99}", re.ASCII)
"""Of an element as programs write them; other names, and whatever else a tag can hold, are for the parser."""
_TAG = re.compile(r"<([A-Za-z]\w*)>", re.ASCII)
_SAMPLE = 200
"""After so many records, only elements are expected that some of them had: other patterns are not worth making."""
_LOOKS = 20
"""So often more elements are expected then, at last all of them."""
_UNIQUE = ("UID", "ID", "TaskUID", "WBS", "OutlineNumber")
_REFERENCE = re.compile(r"&(?:#(x?)([0-9a-fA-F]+)|(\w+));")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

Entry = tuple[str, Any]
"""What an element means: an attribute and its value; or, under a name that begins with a sign, ``+`` a value and the
fragment to carry with it, ``~`` the same of a value that was mended, ``<`` a fragment to carry, ``?`` an unknown one,
``!`` a computed one, ``-`` nothing."""


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
        """
        self.name = name
        self._ledger = ledger
        self._ranks = {element: rank for rank, element in enumerate(order)}
        memos: dict[Kind[Any], Memo] = {}
        self._fields = {
            field.element: (field.attribute, memos.setdefault(field.kind, Memo(field.kind))) for field in fields
        }
        self._kinds = {field.element: field.kind for field in fields}
        self._raw = frozenset(raw)
        self._lists = lists or {}
        self._list_tags = [(f"<{tag}>", f"</{tag}>") for tag in self._lists]
        self._computed = computed
        self._defaults = defaults or {}
        self._shared: dict[str, str] = {}
        names = [field.element for field in fields if field.kind is TEXT]
        self._unique = frozenset((*names, *_UNIQUE))
        self._leaves = _Leaves(self._entry, self._unique)
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._text_lists = text_lists or {}
        self._columns = {kind: Column(_exactly(kind), None) for kind in self._kinds.values()}
        self._occurring: set[str] = set()
        self._taken = 0
        self._looks = _LOOKS
        self._quick: _Quick | None = None

    def take(self, record: Any) -> tuple[Attributes, str, str]:
        """The attributes of a record, its carried fragments, and those of computed elements."""
        attributes: Attributes = {}
        carried: list[tuple[str, str]] = []
        for element in record:
            tag = element.tag
            handler = self._lists.get(tag)
            if handler is not None:
                piece = handler(element, attributes)
            elif len(element):
                piece = fragment(element)
            else:
                try:
                    entry = self._entry(tag, element.text or "")
                    piece = _settle(entry, attributes)
                    if element.attrib and tag not in self._raw:
                        piece = fragment(element)
                except (ValueError, OverflowError):
                    where = place_of(self.name, record)
                    self.unreadable(where, tag, element.text or "", concerned(self.name, record))
                    continue
                if entry[0][0] == "~":
                    where, concerns = place_of(self.name, record), concerned(self.name, record)
                    note_mended(self._ledger, self._kinds[tag], tag, element.text or "", where, concerns)
            if tag not in self._ranks:
                self._ledger.unknown(self.name, tag)
            if piece:
                carried.append((tag, piece))
        return attributes, *self._sorted(carried)

    def take_text(self, text: str) -> tuple[Attributes, str, str]:
        """The same for a record given as the XML between its tags.

        Raises:
            NotPlainError: The record is out of the ordinary: take it as an element.
        """
        try:
            return self._take_quickly(text)
        except (ValueError, OverflowError):
            return self._take_leaves(text)

    def _take_quickly(self, text: str) -> tuple[Attributes, str, str]:
        """The same for a record of plain values in the order of the schema.

        Raises:
            ValueError: It is not such a record.
        """
        quick = self._quick or self._expect(self._ranks.keys())
        values = quick.rows.values(text)
        if self._taken < _SAMPLE:
            self._sample(text)
        elif values is None and self._looks:
            quick = self._look(text) or quick
            values = quick.rows.values(text)
        words = () if values is None else quick.words(values)
        if values is None or "" in words or RTF in "".join(filter(None, words)):  # carried in its own spelling
            raise ValueError
        named = zip(quick.names, quick.attributes(values), strict=True)
        attributes: Attributes = {name: value for name, value in named if value is not None}
        if "&" in text:
            attributes |= {name: resolved(attributes[name]) for name in quick.texts if name in attributes}
        for at, name in quick.lists:
            if values[at] is not None:
                take = self._text_lists.get(name)
                if take is None:
                    raise ValueError(name)
                take(values[at], attributes)
        return attributes, self._share("".join(quick.carried(values))), self._share("".join(quick.computed(values)))

    def _sample(self, text: str) -> None:
        """Learn which elements occur; once that is enough, expect no others."""
        self._taken += 1
        self._occurring.update(_TAG.findall(text))
        if self._taken == _SAMPLE:
            self._expect(self._occurring)

    def _look(self, text: str) -> _Quick | None:
        """Expect what a record has that none before had; None where that is nothing."""
        self._looks -= 1
        found = set(_TAG.findall(text)) if self._looks else set(self._ranks)
        if found & self._ranks.keys() <= self._occurring:
            return None
        self._occurring |= found
        return self._expect(self._occurring)

    def _expect(self, elements: Collection[str]) -> _Quick:
        targets = [self._target(name) for name in self._ranks if name in elements]
        self._quick = _Quick(targets, frozenset(self._lists))
        return self._quick

    def _target(self, element: str) -> _Target:
        """Where an element goes, and how its text is read."""
        if element in self._lists:
            return _Target(element, "=", None)
        unique = element in self._unique
        if (kind := self._kinds.get(element)) is not None:
            return _Target(element, self._fields[element][0], None if unique else self._columns[kind])
        if element in self._raw:
            return _Target(element, f"@{element}", None if unique else Column(resolved, None))
        sign = "!" if element in self._computed else "<"
        return _Target(element, sign, Column(lambda text: self._entry(element, resolved(text))[1] or "", ""))

    def _take_leaves(self, text: str) -> tuple[Attributes, str, str]:
        """The same for a record whose elements are in another order or no plain values, or hold others."""
        text, lists = self._without_lists(text)
        leaves = _LEAF.findall(text)
        try:
            found = dict(map(self._leaves.__getitem__, leaves))
        except (ValueError, OverflowError):
            raise NotPlainError from None
        count = len(leaves)
        if len(found) != count or (text.count("<") != 2 * count and text.count("<") - text.count("</") != count):
            raise NotPlainError  # an element twice, or one that holds others
        names = tuple(found)
        shape = self._shapes.get(names)
        if shape is None:
            shape = self._shapes[names] = _Shape(sorted(names, key=self._rank))
        attributes: Attributes = dict(zip(shape.attributes, map(found.__getitem__, shape.attributes), strict=True))
        for name in shape.unknown:
            self._ledger.unknown(self.name, name[1:])
        more: list[tuple[str, str]] = []
        for name in shape.inexact:
            value, piece, tag = found[name]
            more.append((tag, piece))
            if value is not None:
                attributes[name[1:]] = value
        if lists:
            uid = attributes.get("@UID", "?")
            for element in element_of(self.name, f"<UID>{escaped(uid)}</UID>{lists}")[1:]:
                piece = self._lists[element.tag](element, attributes)
                if piece:
                    more.append((element.tag, piece))
        if more:
            more += [(name[1:], found[name]) for name in (*shape.carried, *shape.computed)]
            return attributes, *self._sorted(more)
        carried = self._share("".join(map(found.__getitem__, shape.carried)))
        return attributes, carried, self._share("".join(map(found.__getitem__, shape.computed)))

    def _sorted(self, pieces: list[tuple[str, str]]) -> tuple[str, str]:
        """Fragments in the order of the schema, the computed ones apart."""
        pieces.sort(key=lambda one: self._rank(one[0]))
        carried = "".join(piece for tag, piece in pieces if tag not in self._computed)
        return self._share(carried), self._share("".join(piece for tag, piece in pieces if tag in self._computed))

    def _rank(self, name: str) -> int:
        return self._ranks.get(name.lstrip("<!?"), len(self._ranks))

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

    def _entry(self, tag: str, text: str) -> Entry:
        """What a leaf means.

        Raises:
            ValueError: Its value can't be read.
        """
        field = self._fields.get(tag)
        if field is None:
            if tag in self._raw:
                return f"@{tag}", text
            if self._defaults.get(tag) == text:
                return f"-{tag}", None
            sign = "!" if tag in self._computed else "<" if tag in self._ranks else "?"
            return sign + tag, leaf(tag, text)
        attribute, memo = field
        value, exact = memo[text]
        if exact:
            return attribute, value
        sign = "~" if self._kinds[tag].flaw(text) else "+"
        return sign + attribute, (value, leaf(tag, text), tag)

    def _share(self, text: str) -> str:
        """A text of which a plan has many alike, as one object."""
        return self._shared.setdefault(text, text)

    def unreadable(self, where: str, tag: str, text: str, concerns: tuple[str, int] | None = None) -> None:
        """Note a value that can't be read."""
        self._ledger.add(
            "mspdi.unreadable-value",
            _("The value '{text}' of {element} can't be read and was left out.").format(text=quoted(text), element=tag),
            place=where,
            concerns=concerns,
            element=tag,
        )


class _Target(NamedTuple):
    """Where an element of a record goes: to an attribute, to what is computed ``!``, carried ``<``, or a list ``=``."""

    element: str
    name: str
    column: Column | None


class _Quick:
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


def _exactly(kind: Kind[Any]) -> Callable[[str], Any]:
    """What reads a value that would be written as it was read.

    The reader raises a ValueError where it would be spelled differently: the careful ways take care of that.
    """

    def read(text: str) -> Any:
        value, exact = kind.read(resolved(text))
        if not exact:
            raise ValueError(text)
        return value

    return read


class _Leaves(dict[str, Entry]):
    """Leaf elements as text, and what they mean."""

    def __init__(self, entry: Callable[[str, str], Entry], unique: frozenset[str]) -> None:
        """Take what understands an element, and the elements that are hardly twice the same and not worth keeping."""
        super().__init__()
        self._entry = entry
        self._unique = unique

    def __missing__(self, piece: str) -> Entry:
        tag, _found, rest = piece[1:-1].partition(">")
        text, _found, closing = rest.rpartition("</")
        if not _NAME.fullmatch(tag.rstrip("/")) or (not tag.endswith("/") and closing != tag):
            raise ValueError(piece)
        entry = self._entry(tag.rstrip("/"), resolved(text))
        if entry[0][0] == "~":
            raise ValueError(piece)  # the note on it names the record, which is to be taken as an element
        if tag not in self._unique and len(piece) < 80 and len(self) < 100_000:
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


def _settle(entry: Entry, attributes: Attributes) -> str:
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


def resolved(text: str) -> str:
    """Text of a document with its references resolved."""
    if "&" not in text:
        return text
    return _REFERENCE.sub(_character, text)


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for.

    Raises:
        ValueError: For a character that XML forbids, or under a name that nothing is declared by.
    """
    character = _NAMED.get(reference[3], "") if reference[3] else chr(int(reference[2], 16 if reference[1] else 10))
    if escaped(character):
        return character
    raise ValueError(reference[0])


def note_mended(
    ledger: Ledger,
    kind: Kind[Any],
    element: str,
    text: str,
    where: str,
    concerns: tuple[str, int] | None,
    *,
    carried: bool = True,
) -> None:
    """Note a value that was taken for another than the file says, if it was; the file's spelling may be carried."""
    reason = kind.flaw(text)
    if not reason:
        return
    sentence = (
        _("{element} is '{text}' in the file: {reason}. It is taken as {taken}, and written back as it came.")
        if carried
        else _("{element} is '{text}' in the file: {reason}. It is taken as {taken}.")
    )
    ledger.add(
        "mspdi.mended-value",
        sentence.format(element=element, text=quoted(text), reason=reason, taken=kind.write(kind.read(text)[0])),
        place=where,
        concerns=concerns,
        element=element,
    )


def place_of(name: str, record: Any) -> str:
    """Where a record is, in words: its kind, its uid and its name."""
    if name.endswith(" Baseline"):
        return place_of(name.partition(" ")[0], record.getparent())
    if name == "Project":
        return ""  # there is only one
    uid = record.findtext("UID") or record.findtext("FieldID") or record.findtext("ID") or "?"
    title = record.findtext("Name") or record.findtext("FieldName")
    return place(name, uid[:20], title or "")


def concerned(name: str, record: Any) -> tuple[str, int] | None:
    """What the reader of a note on a record goes to: the record itself, of an assignment its task."""
    if name.endswith(" Baseline"):
        return concerned(name.partition(" ")[0], record.getparent())
    kind, element = ("Task", "TaskUID") if name == "Assignment" else (name, "UID")
    text = (record.findtext(element) or "").strip()
    return (kind, int(text)) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_UID else None


_LONGEST_UID = 12
