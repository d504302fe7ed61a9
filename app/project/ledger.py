"""Notes as a ledger: alike ones joined under what they have in common, the gravest first, to be filtered and shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import msgspec

from ..i18n import _
from .errors import Note, Severity
from .note_kinds import EFFECTS, KINDS, Effect

_EFFECT_RANKS = {effect: rank for rank, effect in enumerate(EFFECTS)}
_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """Notes of one kind about one element.

    Attributes:
        effect: What became of what they are about.
        severity: That of the gravest note.
        code: Their code.
        element: The element, column or field; empty where it is no single one.
        title: What they have in common, in the user's language.
        count: How many cases there are, those included that have no note of their own.
        notes: The notes, in order.
    """

    effect: Effect
    severity: Severity
    code: str
    element: str
    title: str
    count: int
    notes: tuple[Note, ...]

    @property
    def text(self) -> str:
        """The entry in one line, without its count: the one thing said, or what all have in common."""
        first = self.notes[0]
        if len(self.notes) == 1:
            return f"{first.place}: {first.text}" if first.place else first.text
        return f"{self.title}: {self.element}" if self.element else self.title


def effect_of(note: Note) -> Effect:
    """What became of what a note is about."""
    kind = KINDS.get(note.code)
    return Effect.SAID if kind is None else kind.effect


def entries(notes: Iterable[Note]) -> list[Entry]:
    """The notes as a ledger: by what became of things, the gravest effect first, in the order noted within."""
    groups: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        groups.setdefault((note.code, note.element), []).append(note)
    found = [_entry(code, element, group) for (code, element), group in groups.items()]
    return sorted(found, key=lambda one: (_EFFECT_RANKS[one.effect], _GRAVITY[one.severity]))


def _entry(code: str, element: str, group: Sequence[Note]) -> Entry:
    kind = KINDS.get(code)
    return Entry(
        effect=effect_of(group[0]),
        severity=min((note.severity for note in group), key=_GRAVITY.__getitem__),
        code=code,
        element=element,
        title=group[0].text if kind is None else _(kind.title),
        count=sum(note.count for note in group),
        notes=tuple(group),
    )


def matching(notes: Iterable[Note], words: str = "", effects: Collection[Effect] = ()) -> list[Note]:
    """The notes with these effects, all unless some are named, that hold every one of some words."""
    wanted = words.casefold().split()
    return [
        note
        for note in notes
        if (not effects or effect_of(note) in effects) and all(word in _searched(note) for word in wanted)
    ]


def _searched(note: Note) -> str:
    title = _(KINDS[note.code].title) if note.code in KINDS else ""
    return " ".join((note.code, note.element, note.place, note.text, title, note.severity)).casefold()


def counted(notes: Iterable[Note]) -> dict[Effect, int]:
    """How many cases each effect has, the gravest effect first; those without any are left out."""
    counts = dict.fromkeys(EFFECTS, 0)
    for note in notes:
        counts[effect_of(note)] += note.count
    return {effect: count for effect, count in counts.items() if count}


def worth_reading(notes: Iterable[Note]) -> list[Note]:
    """The notes that are more than information."""
    return [note for note in notes if note.severity is not Severity.INFO]
