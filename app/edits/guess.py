"""Which fields the columns of a foreign block are: by their headings, or by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

import msgspec

from ..project.durations import parse_duration
from ..project.errors import EditError
from ..project.predecessors import parse_predecessors
from .block import Block
from .field import Field, Kind
from .headings import CODE, NUMBER, meanings, normal
from .wording import Wording

_SAMPLE = 200
"""So many rows are looked at."""

_MOST = 0.8
"""This share of the filled cells has to look alike."""

_SOME = 1 / 3
"""At least this share of durations has to have units; the others count in the plan's own."""

_PERSON, _NOTE = 40, 12
"""Letters that the names of people have at most, and that a note has at least, on the average."""

_LEAST = 0.5
"""This share of the cells below a heading has to look as it says."""

_CODE = re.compile(r"\d+(\.\d+)*\.?")
_UNIT = re.compile(r"\d\s*[a-z]", re.IGNORECASE)


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """What a block seems to hold.

    Attributes:
        headed: Its first row names the columns.
        columns: A field key for each column, ``LEVEL``, ``CODE`` and ``NUMBER`` among them; empty for none.
    """

    headed: bool
    columns: Sequence[str]


def guess(block: Block, fields: Mapping[str, Field], wording: Wording) -> Guess:
    """What the columns of a block are."""
    titles = _titles(block, fields)
    if not _is_head(titles, block, fields, wording):
        return Guess(headed=False, columns=_sensible(_by_content(block, wording, set())))
    columns = _once(titles)
    if "name" not in columns:
        seen = _by_content(block.without_head(), wording, set(columns))
        columns = [own or ("name" if look == "name" else "") for own, look in zip(columns, seen, strict=True)]
    return Guess(headed=True, columns=_sensible(columns))


def has_head(block: Block, fields: Mapping[str, Field], wording: Wording) -> bool:
    """Whether the first row of a block names its columns."""
    return _is_head(_titles(block, fields), block, fields, wording)


def _titles(block: Block, fields: Mapping[str, Field]) -> list[str]:
    known = meanings(fields)
    return [known.get(normal(text), "") if text else "" for text in (block.rows[0] if block.rows else ())]


def fits(texts: Sequence[str], field: Field, wording: Wording) -> bool:
    """Whether most texts of a column can be typed into a field, as far as that can be told without trying."""
    looks = _LOOKS_OF.get(field.kind)
    return field.edit is not None and (looks is None or _share(texts, lambda text: looks(text, wording)) >= _MOST)


def _is_head(titles: Sequence[str], block: Block, fields: Mapping[str, Field], wording: Wording) -> bool:
    """Whether enough of the first row are headings; what stands below a single one has to be what it says.

    A list of tasks may well begin with one that is called Start.
    """
    filled = [title for title, text in zip(titles, block.rows[0], strict=True) if text] if block.rows else []
    known = [title for title in filled if title]
    enough = len(known) > 1 or len(known) == len(filled) == 1
    if len(block.rows) < 2 or not enough or len(known) * 2 < len(filled):
        return False
    if len(known) > 1:
        return True
    place = titles.index(known[0])
    return _suits(block.without_head().column(place), fields.get(known[0]), wording)


def _suits(texts: Sequence[str], field: Field | None, wording: Wording) -> bool:
    """Whether texts can be values of a field that a heading names."""
    looks = _LOOKS_OF.get(field.kind) if field is not None and field.kind in (Kind.DATE, Kind.DURATION) else None
    return looks is None or _share(texts, lambda text: looks(text, wording)) >= _LEAST


def _sensible(columns: Sequence[str]) -> list[str]:
    """A finish follows from start and duration, so it is left out where both are there."""
    if {"start", "duration", "finish"} <= set(columns):
        return ["" if key == "finish" else key for key in columns]
    return list(columns)


def _once(columns: Sequence[str]) -> list[str]:
    """The columns with each field taken by the first that claims it."""
    seen: set[str] = set()
    kept: list[str] = []
    for key in columns:
        kept.append("" if key in seen else key)
        seen.add(key)
    return kept


def _by_content(block: Block, wording: Wording, taken: set[str]) -> list[str]:
    found = [""] * block.width
    texts = [[text for text in block.column(place)[:_SAMPLE] if text] for place in range(block.width)]
    words: list[int] = []
    for place, column in enumerate(texts):
        if not column:
            continue
        key = next((key for key, look in _LOOKS if key not in taken and look(column, wording)), None)
        if key is not None:
            found[place] = key
            taken.add(key)
        elif _share(column, _is_words) >= _MOST:
            words.append(place)
    _name_words(found, words, texts, block)
    return found


def _name_words(found: list[str], words: list[int], texts: list[list[str]], block: Block) -> None:
    """Of the columns of words, one is the names: set in, or of many different texts; then come people, then notes."""
    if not words:
        return
    set_in = [place for place in words if max(block.levels(place), default=1) > 1]
    name = (set_in or sorted(words, key=lambda place: (-_variety(texts[place]), place)))[0]
    found[name] = "name"
    others = [place for place in words if place != name]
    people = [place for place in others if place > name and _length(texts[place]) <= _PERSON] or others
    for place in others:
        if people and place == people[0]:
            found[place] = "resources"
        elif _length(texts[place]) > _NOTE and "notes" not in found:
            found[place] = "notes"


def _variety(texts: Sequence[str]) -> float:
    return round(len(set(texts)) / len(texts), 1) if texts else 0.0


def _length(texts: Sequence[str]) -> float:
    return sum(map(len, texts)) / len(texts) if texts else 0.0


def _share(texts: Sequence[str], look: Callable[[str], bool]) -> float:
    filled = [text for text in texts[:_SAMPLE] if text]
    return sum(map(look, filled)) / len(filled) if filled else 1.0


def _is_words(text: str) -> bool:
    return any(sign.isalpha() for sign in text)


def _is_date(text: str, wording: Wording) -> bool:
    return any(sign.isdecimal() for sign in text) and _reads(lambda: wording.parse_moment(text, 0))


def _is_duration(text: str, wording: Wording) -> bool:
    return _reads(lambda: parse_duration(text, wording.info))


def _is_percent(text: str, wording: Wording) -> bool:
    return _reads(lambda: wording.parse_percent(text))


def _is_links(text: str, wording: Wording) -> bool:
    return _reads(lambda: parse_predecessors(text, wording.info))


def _is_number(text: str, wording: Wording) -> bool:
    return _reads(lambda: wording.parse_number(text))


def _reads(read: Callable[[], object]) -> bool:
    try:
        read()
    except EditError:
        return False
    return True


_LOOKS_OF: dict[Kind, Callable[[str, Wording], bool]] = {
    Kind.DATE: _is_date,
    Kind.DURATION: _is_duration,
    Kind.WORK: _is_duration,
    Kind.PERCENT: _is_percent,
    Kind.PREDECESSORS: _is_links,
    Kind.SUCCESSORS: _is_links,
    Kind.NUMBER: _is_number,
}


def _codes(texts: Sequence[str], _wording: Wording) -> bool:
    """Codes of an outline, some deeper than others; dates have as many numbers in every row."""
    depths = {text.strip(".").count(".") for text in texts}
    return len(depths) > 1 and all(_CODE.fullmatch(text) for text in texts)


def _counting(texts: Sequence[str], _wording: Wording) -> bool:
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) == len(texts) > 1 and all(b == a + 1 for a, b in pairwise(numbers))


def _units(texts: Sequence[str], wording: Wording) -> bool:
    """Durations, of which at least every third names its unit."""
    named = _share(texts, lambda text: bool(_UNIT.search(text)))
    return named >= _SOME and _share(texts, lambda text: _is_duration(text, wording)) >= _MOST


def _percents(texts: Sequence[str], wording: Wording) -> bool:
    return _share(texts, lambda text: text.endswith("%") and _is_percent(text, wording)) >= _MOST


def _dates(texts: Sequence[str], wording: Wording) -> bool:
    return _share(texts, lambda text: _is_date(text, wording)) >= _MOST


def _linked(texts: Sequence[str], wording: Wording) -> bool:
    """Links, of which at least one says more than a number."""
    return any(not text.isdecimal() for text in texts) and _share(texts, lambda text: _is_links(text, wording)) >= _MOST


_LOOKS: tuple[tuple[str, Callable[[Sequence[str], Wording], bool]], ...] = (
    (CODE, _codes),
    (NUMBER, _counting),
    ("duration", _units),
    ("percent_complete", _percents),
    ("start", _dates),
    ("finish", _dates),
    ("deadline", _dates),
    ("predecessors", _linked),
)
"""Fields in the order in which a column without a heading is taken for them."""
