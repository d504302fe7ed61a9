"""Finding and replacing texts in the fields of tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date

import msgspec

from ..analysis.figures import Figures
from ..project.kinds import TimeUnit
from ..project.records import TaskUid
from ..project.ticket import Ticket
from .field import Field, Kind
from .paste import Cell, exact_text
from .wording import Wording


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for.

    Attributes:
        text: Part of a cell's text.
        field: The key of the field in which; empty for all that are shown.
        case: Large and small letters differ.
        whole: The text is the whole of the cell.
    """

    text: str
    field: str = ""
    case: bool = False
    whole: bool = False

    def fits(self) -> Callable[[str], bool]:
        """Tells whether a text is found."""
        pattern = self._pattern()
        if not self.text:
            return lambda _text: False
        if self.whole:
            return lambda text: pattern.fullmatch(text) is not None
        if self.case:
            return lambda text: self.text in text
        wanted = self.text.casefold()
        return lambda text: wanted in text.casefold()

    def replaced(self, text: str, by: str) -> str:
        """A text with what is found in it replaced."""
        return by if self.whole else self._pattern().sub(lambda _match: by, text)

    def _pattern(self) -> re.Pattern[str]:
        return re.compile(re.escape(self.text), 0 if self.case else re.IGNORECASE)


def searched(search: Search, fields: Iterable[Field]) -> list[int]:
    """The places of the fields that are looked through; symbols have no text of their own."""
    return [
        place
        for place, field in enumerate(fields)
        if field.kind is not Kind.INDICATORS and search.field in ("", field.key)
    ]


def looker(
    search: Search, fields: Sequence[Field], figures: Figures, wording: Wording
) -> Callable[[TaskUid], list[int]]:
    """Gives the places of the fields of a task in which something is found.

    Fields are not even written whose texts never hold the letters looked for.
    """
    fits, tasks = search.fits(), figures.project.tasks
    letters = {sign for sign in search.text.casefold() if sign.isalpha()}
    worded = bool(letters) and any(task.manual for task in tasks.values())
    written = [
        (place, fields[place].text)
        for place in searched(search, fields)
        if (worded and fields[place].key in _WORDED) or letters.issubset(_letters(fields[place].kind, wording, letters))
    ]

    def look(uid: TaskUid) -> list[int]:
        if tasks[uid].blank:
            return []
        return [place for place, text in written if fits(text(figures, wording, uid))]

    return look


_WORDED = frozenset({"start", "finish", "duration"})
"""Fields that say of manual tasks what the planner wrote, whatever that is."""

_UNIT_LETTERS = frozenset("".join(TimeUnit)) | frozenset("fs")
"""Of durations, and of links with their lags, as they are written."""


def _letters(kind: Kind, wording: Wording, wanted: set[str]) -> Collection[str]:
    """The letters that texts of a kind can hold; all that are wanted where they can be anything."""
    match kind:
        case Kind.NUMBER | Kind.PERCENT:
            return ()
        case Kind.DURATION | Kind.WORK | Kind.PREDECESSORS | Kind.SUCCESSORS:
            return _UNIT_LETTERS
        case Kind.COST:
            return wording.info.currency_symbol.casefold()
        case Kind.DATE:
            week = (date(2026, 1, 5 + weekday) for weekday in range(7))
            return "".join(
                [*(wording.day(day, day.weekday()) for day in week), *map(wording.clock, (0, 780))]
            ).casefold()
        case _:
            return wanted


def replacements(
    search: Search,
    by: str,
    figures: Figures,
    wording: Wording,
    cells: Sequence[tuple[TaskUid, Field]],
    ticket: Ticket | None = None,
) -> list[Cell]:
    """What is to be typed into cells to replace what is found there; computed fields are left out.

    Raises:
        Cancelled: The ticket said so.
    """
    wanted: list[Cell] = []
    fits, ticket = search.fits(), ticket or Ticket()
    for place, (uid, field) in enumerate(cells):
        ticket.step(place, len(cells))
        if field.edit is None:
            continue
        exact = exact_text(figures, wording, uid, field)
        text = exact if fits(exact) else field.text(figures, wording, uid)
        new = search.replaced(text, by)
        if new != text:
            wanted.append((uid, field, new))
    return wanted
