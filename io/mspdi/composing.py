"""Putting the elements of a record together in the schema's order: those of the model by table, those carried in
between.

A record is a list of texts, one for each slot. A slot is an element with a value of its own, or a run of neighbours in
which few records differ (flags, codes); between them lie gaps for what the model has no place for. Records that are
alike but for the single elements share one template, so that a record costs no work per element.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any, Final, Generic, TypeVar

from msgspec import NODEFAULT

from ...app.project.moments import Minute
from ...app.project.widths import widest
from ..usual import usual
from .fields import Field
from .spelling import write_moment
from .values import DATE, DURATION, OPTIONAL_TEXT, TEXT, Kind
from .xml_text import content, escaped, leaf, sound_fragments

T = TypeVar("T")

Pieces = dict[str, str]
"""Element names to the XML of the elements of that name."""

Parts = list[str]
"""The texts of a record's slots."""

LISTS = frozenset(("PredecessorLink", "Baseline", "ExtendedAttribute", "OutlineCode", "TimephasedData"))
"""Elements that occur more than once: what is carried comes after what is modelled."""

_VARIED: frozenset[Kind[Any]] = frozenset((TEXT, OPTIONAL_TEXT, DATE, DURATION))
"""Kinds of values of which every record may have its own: no part of templates."""

_MOST = 50_000
"""So many spellings, templates or carried texts are remembered."""


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
        if self._keep and len(self) < _MOST:
            self[value] = piece
        return piece


class Moments(dict[Minute, str]):
    """Moments as schedules hold them, each spelled once."""

    __slots__ = ()

    def __missing__(self, minute: Minute) -> str:
        if len(self) > _MOST:
            self.clear()
        text = self[minute] = write_moment(minute)
        return text


MOMENTS: Final = Moments()
"""Those of all schedules that are written: tasks and their assignments begin and end together."""


class Memo(dict[tuple[int, ...], T], Generic[T]):
    """What is made of numbers that many records have alike, each made once."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[tuple[int, ...]], T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, numbers: tuple[int, ...]) -> T:
        if len(self) > _MOST:
            self.clear()
        made = self[numbers] = self._make(numbers)
        return made


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
        given: Iterable[str] = (),
        kinds: dict[str, Kind[Any]] | None = None,
        together: Iterable[tuple[str, ...]] = (),
        owned: Iterable[str] = (),
        defaults: dict[str, str] | None = None,
        unsound: Callable[[str], None] | None = None,
    ) -> None:
        """Compose records by a table of fields.

        Args:
            record: Their class, for what an attribute is by default.
            fields: The elements that hold one attribute.
            order: All elements in their order; others come last.
            given: Elements beside the fields that the writer of the record supplies; what is carried of them wins.
            kinds: Elements that the writer supplies, and whose carried spelling gives way to their value.
            together: Neighbours among these that the writer supplies as one text, in the slot of the first.
            owned: Elements that the writer alone supplies: they are the structure of the file and never carried.
            defaults: The texts of elements that are written although neither the record nor what it carries has them.
            unsound: Told of carried texts, or owned elements in them, that would spoil the file and are left out.
        """
        table = {field.element: field for field in fields}
        blank = usual(record)
        self._kinds = {name: field.kind for name, field in table.items()} | (kinds or {})
        self._owned = frozenset(owned)
        self._defaults = defaults or {}
        self._unsound = unsound
        self._ranks = {name: rank for rank, name in enumerate(order)}
        self._carried: dict[tuple[str, ...], _Carried] = {}
        self._templates: dict[tuple[Any, ...], Parts] = {}
        self._spelled = {name: _spelled(field, blank) for name, field in table.items()}
        singles = {*given, *(kinds or {}), *self._owned, *LISTS, *self._defaults}
        singles |= {name for name, field in table.items() if field.kind in _VARIED}
        followers = {name for names in together for name in names[1:]}
        self._slots, self._gaps, self._count, runs = _layout(order, singles, followers, table)
        self._runs = [(slot, [(table[name].attribute, self._spelled[name]) for name in names]) for slot, names in runs]
        self._run_of = {name: place for place, (_slot, names) in enumerate(runs) for name in names}
        alike = [table[name].attribute for _slot, names in runs for name in names]
        # Names differ from record to record, all else mostly from the usual only in few of them.
        self._name = self._slots["Name"] if "Name" in table else None
        varied = {
            table[name].attribute: (self._slots[name], self._spelled[name])
            for name in table
            if name in singles and name != "Name"
        }
        self._said = {kind: _Said(kind, alike, varied, blank) for kind in (record, widest(record))}
        self._usual = {
            slot: spelled[blank[attribute]] for attribute, (slot, spelled) in varied.items() if attribute in blank
        }

    def slot(self, name: str) -> int:
        """Where the text of an element goes that has a slot of its own."""
        return self._slots[name]

    def parts(self, record: Any) -> Parts:
        """The texts of a record's own attributes; those of elements that are given are still to come."""
        said = self._said[type(record)]
        alike = said.alike(record)
        template = self._templates.get(alike)
        if template is None:
            template = self._template(record)
            if len(self._templates) < _MOST:
                self._templates[alike] = template
        parts = template.copy()
        if self._name is not None and (name := record.name):
            parts[self._name] = f"<Name>{escaped(name)}</Name>"
        various = said.various(record)
        if various != said.nothing:
            for (slot, spelled), usual, value in zip(said.varied, said.nothing, various, strict=True):
                if value is not usual:
                    parts[slot] = spelled[value]
        return parts

    def empty(self) -> Parts:
        """No text in any slot, not even what is written by default."""
        return [""] * self._count

    def put(self, parts: Parts, pieces: Pieces) -> None:
        """Put elements into their slots."""
        for name, piece in pieces.items():
            parts[self._slots[name]] = piece

    def carry(self, parts: Parts, record: Any, *texts: str) -> None:
        """Add what a record carries: the parts of its own are there already."""
        carried = self._carried.get(texts)
        if carried is None:
            if len(self._carried) > _MOST:
                self._carried.clear()
            carried = self._carried[texts] = self._read_carried(texts)
        for slot, piece in carried.plain:
            parts[slot] = piece
        for slot, piece in carried.more:
            parts[slot] += piece
        for name, slot, piece, canonical in carried.spellings:
            if slot is None:
                self._spell_in_run(parts, record, name, piece, canonical)
            elif parts[slot] == canonical:
                parts[slot] = piece
            elif canonical and canonical in parts[slot]:  # one of several in the slot
                parts[slot] = parts[slot].replace(canonical, piece, 1)

    def text(self, record: Any, given: Pieces, *carried: str) -> str:
        """A whole record: its attributes, the elements given, and what it carries."""
        parts = self.parts(record)
        self.put(parts, given)
        if any(carried):
            self.carry(parts, record, *carried)
        return "".join(parts)

    def _template(self, record: Any) -> Parts:
        parts = self.empty()
        for slot, text in self._usual.items():
            parts[slot] = text
        for slot, names in self._runs:
            parts[slot] = "".join([spelled[getattr(record, attribute)] for attribute, spelled in names])
        for name, text in self._defaults.items():
            parts[self._slots[name]] = leaf(name, text)
        return parts

    def _spell_in_run(self, parts: Parts, record: Any, name: str, piece: str, canonical: str) -> None:
        """Take the spelling of an element that shares its slot with others."""
        slot, names = self._runs[self._run_of[name]]
        mine = self._spelled[name]
        pieces = [(spelled, spelled[getattr(record, attribute)]) for attribute, spelled in names]
        if next(text for spelled, text in pieces if spelled is mine) == canonical:
            if canonical:
                parts[slot] = parts[slot].replace(canonical, piece, 1)
            else:
                parts[slot] = "".join(piece if spelled is mine else text for spelled, text in pieces)

    def _read_carried(self, texts: tuple[str, ...]) -> _Carried:
        pieces = [one for text in texts if text for one in self._sound(text, self._owned)]
        pieces.sort(key=lambda one: self._ranks.get(one[0], len(self._ranks)))
        return _Carried(pieces, self)

    def sound(self, text: str, but: Iterable[str] | None = None) -> Pieces:
        """The carried elements that can stand in the file, by name; ``but`` names those the writer alone supplies."""
        pieces: defaultdict[str, list[str]] = defaultdict(list)
        for name, piece in self._sound(text, self._owned if but is None else frozenset(but)):
            pieces[name].append(piece)
        return {name: "".join(texts) for name, texts in pieces.items()}

    def _sound(self, text: str, owned: frozenset[str]) -> list[tuple[str, str]]:
        try:
            pieces = sound_fragments(text)
        except ValueError:
            pieces = None
        if pieces is None or not owned.isdisjoint([name for name, _piece in pieces]):
            if self._unsound is not None:
                self._unsound(text)
            pieces = [one for one in pieces or () if one[0] not in owned]
        return pieces

    def place(self, name: str) -> int:
        """The slot or gap of an element that is carried."""
        found = self._slots.get(name)
        return self._gaps.get(name, self._count - 1) if found is None else found

    def canonical(self, name: str, piece: str) -> str | None:
        """How the value of a carried piece is written when nothing is carried.

        Empty where it is no value; None where the model has no such element.
        """
        kind = self._kinds.get(name)
        if kind is None:
            return None
        try:
            value, _exact = kind.read(content(piece))
        except (ValueError, OverflowError):
            return ""
        spelled = self._spelled.get(name)
        if spelled is not None and kind is not TEXT:
            return spelled[value]
        text = "" if value is None else kind.write(value)
        return f"<{name}>{text}</{name}>" if text else ""

    def in_run(self, name: str) -> bool:
        """Whether an element shares its slot with others."""
        return name in self._run_of


class _Said:
    """What records of a class have room for: the others of their attributes are as usual.

    Attributes:
        alike: Gives those that many records have alike.
        various: Gives those that few records have and that differ in these, and ``nothing`` is what it mostly gives.
        varied: Slot and spelling of each of those.
    """

    __slots__ = ("alike", "nothing", "varied", "various")

    def __init__(
        self, kind: type[Any], alike: list[str], varied: dict[str, tuple[int, Spelled]], usual: dict[str, Any]
    ) -> None:
        held = frozenset(kind.__struct_fields__)
        self.alike = _getter([name for name in alike if name in held])
        various = [name for name in varied if name in held]
        self.various = _getter(various)
        self.nothing = tuple(usual.get(name, NODEFAULT) for name in various)
        self.varied = [varied[name] for name in various]


class _Carried:
    """What a record carries, by what becomes of it.

    Attributes:
        plain: Slots and texts that are written as they are.
        more: Slots and elements that come after those of the model.
        spellings: Elements of modelled values: name, slot (None in a run), as carried, as it would be written.
    """

    __slots__ = ("more", "plain", "spellings")

    def __init__(self, pieces: list[tuple[str, str]], composer: Composer) -> None:
        plain: defaultdict[int, list[str]] = defaultdict(list)
        self.more: list[tuple[int, str]] = []
        self.spellings: list[tuple[str, int | None, str, str]] = []
        for name, piece in pieces:
            slot = composer.place(name)
            canonical = composer.canonical(name, piece)
            if name in LISTS:
                self.more.append((slot, piece))
            elif canonical is None:
                plain[slot].append(piece)
            else:
                self.spellings.append((name, None if composer.in_run(name) else slot, piece, canonical))
        self.plain = [(slot, "".join(texts)) for slot, texts in plain.items()]


def _spelled(field: Field, blank: dict[str, Any]) -> Spelled:
    """The spellings of a field; values that are not written are empty texts."""
    spelled = Spelled(field.element, field.kind)
    spelled[None] = ""
    if field.kind is TEXT:
        spelled[""] = ""
    if not field.always and blank.get(field.attribute) is not None:
        spelled[blank[field.attribute]] = ""
    return spelled


def in_order(pieces: Pieces, order: Iterable[str]) -> str:
    """Elements in the order of the schema, those it does not know last."""
    rest = dict(pieces)
    known = "".join([rest.pop(name, "") for name in order])
    return known + "".join(rest.values())


def _getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What gives these attributes of a record as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda record: tuple(getattr(record, name) for name in names)


def _layout(
    order: tuple[str, ...], singles: set[str], followers: set[str], fields: dict[str, Field]
) -> tuple[dict[str, int], dict[str, int], int, list[tuple[int, list[str]]]]:
    """Slots of elements that have one of their own, gaps of those between, how many there are, and the runs."""
    slots: dict[str, int] = {}
    gaps: dict[str, int] = {}
    runs: list[tuple[int, list[str]]] = []
    before = ""
    count = -1
    for name in (*order, *(name for name in fields if name not in order)):
        sort = "single" if name in singles else "run" if name in fields else "gap"
        if (sort == "single" and name not in followers) or sort != before:
            count += 1
            if sort == "run":
                runs.append((count, []))
        if sort == "single":
            slots[name] = count
        elif sort == "run":
            runs[-1][1].append(name)
        else:
            gaps[name] = count
        before = sort
    return slots, gaps, count + 2, runs
