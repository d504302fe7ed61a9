"""The values of fields for all tasks of a plan, in outline order, kept until an edit touches them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from ..edits.field import Field, Kind, write_value
from ..i18n import _
from ..project.moments import to_minute
from ..project.records import TaskUid
from .fields import CODES, Facts, view_fields
from .outline import Flags, Ints, Outline

Floats = npt.NDArray[np.float64]

NUMERIC = frozenset({Kind.NUMBER, Kind.DATE, Kind.DURATION, Kind.WORK, Kind.COST, Kind.PERCENT, Kind.FLAG})
"""Kinds whose values are compared as numbers: minutes for dates, durations and work, 0 and 1 for flags."""

_SCHEDULED = {
    "start": "start",
    "finish": "finish",
    "duration": "duration",
    "early_start": "early_start",
    "early_finish": "early_finish",
    "late_start": "late_start",
    "late_finish": "late_finish",
    "total_slack": "total_slack",
    "free_slack": "free_slack",
    "critical": "critical",
}
"""Fields that are columns of the schedule: taken over whole instead of asked for task by task."""

_OPEN = ("start", "finish", "duration")
"""Of those, the ones that a manual task may leave undecided."""

_QUICK = frozenset({*_SCHEDULED, "name", "resources", "summary"})
"""Fields that are taken whole in no time."""

_FEW = 2000
_STEP = 500
_BETWEEN = "\0"
_DIGITS = re.compile(r"\d+")


class Columns:
    """Values of one plan by field.

    Attributes:
        facts: The plan.
        outline: Its tasks in order.
        fields: The fields there are, by key.
    """

    def __init__(self, facts: Facts, outline: Outline) -> None:
        self.facts = facts
        self.outline = outline
        self.fields: dict[str, Field] = view_fields(facts)
        self._numbers: dict[str, Floats] = {}
        self._texts: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._ranks: dict[str, Ints] = {}
        self._search: list[str] | None = None
        self._rows: Ints | None = None
        self._blank: Flags | None = None

    # -- values

    @property
    def blank(self) -> Flags:
        """Which places hold empty rows."""
        if self._blank is None:
            tasks = self.facts.figures.project.tasks
            self._blank = np.fromiter((tasks[uid].blank for uid in self.outline.uids), np.bool_, len(self.outline))
        return self._blank

    def numbers(self, key: str) -> Floats:
        """The values of a numeric field, not a number where there is none."""
        found = self._numbers.get(key)
        if found is None:
            found = self._scheduled(key) if key in _SCHEDULED else self._asked(key, self.outline.uids)
            self._numbers[key] = found
        return found

    def texts(self, key: str) -> list[str]:
        """The values of any other field, in one form for every language: words of closed lists are not translated."""
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._written(key, self.outline.uids)
        return found

    def folded(self, key: str) -> list[str]:
        """The texts of a field as they are read, without regard to case."""
        found = self._folded.get(key)
        if found is None:
            texts = self.texts(key)
            if self.fields[key].kind is Kind.CHOICE:
                read = {text: self.shown(key, text).casefold() for text in set(texts)}
                found = [read[text] for text in texts]
            else:
                found = _at_once(str.casefold, texts)
            self._folded[key] = found
        return found

    def ranks(self, key: str) -> Ints:
        """The rank of every task by a field: 0 for the least value; the highest rank for tasks without one."""
        found = self._ranks.get(key)
        if found is None:
            found = self._ranks[key] = (
                _number_ranks(self.numbers(key)) if self.is_numeric(key) else text_ranks(self.folded(key))
            )
        return found

    def empty(self, key: str) -> Flags:
        """Which tasks have no value in a field."""
        if self.is_numeric(key):
            return np.isnan(self.numbers(key))
        return np.array([not text for text in self.texts(key)], np.bool_)

    def is_numeric(self, key: str) -> bool:
        """Whether a field's values are numbers here."""
        return self.fields[key].kind in NUMERIC

    def search_texts(self) -> list[str]:
        """What typed text is looked for in, without regard to case: name, WBS code and notes."""
        if self._search is None:
            tasks = self.facts.figures.project.tasks
            found = [
                f"{task.name}\n{task.wbs}\n{task.notes}" if task.wbs or task.notes else task.name
                for task in map(tasks.__getitem__, self.outline.uids)
            ]
            self._search = _at_once(str.casefold, found)
        return self._search

    def shown(self, key: str, code: str) -> str:
        """A value in its language-independent form as the user reads it."""
        if self.fields[key].kind is Kind.RESOURCES:
            return code.replace("\n", ", ")
        title = CODES.get(key, {}).get(code)
        return _(title) if title else code

    def write(self, key: str, value: float) -> str:
        """A number as the field shows it."""
        kind = self.fields[key].kind
        if kind in (Kind.NUMBER, Kind.PERCENT):
            return self.facts.wording.number(round(value, 6) if value % 1 else int(value)) + "%" * (
                kind is Kind.PERCENT
            )
        if kind is Kind.COST:
            return write_value(kind, self.facts.wording, Decimal(repr(value)))
        return write_value(kind, self.facts.wording, int(value))

    # -- keeping up

    def steps(self, keys: Iterable[str]) -> Iterator[None]:
        """Take the values of fields bit by bit, in steps of a few milliseconds; none where they are known or quick."""
        for key in keys:
            if key not in self.fields or key in _QUICK or key in self._numbers or key in self._texts:
                continue
            uids = self.outline.uids
            parts = [uids[first : first + _STEP] for first in range(0, len(uids), _STEP)]
            if self.is_numeric(key):
                numbers: list[Floats] = []
                for part in parts:
                    numbers.append(self._asked(key, part))
                    yield
                self._numbers[key] = np.concatenate(numbers) if numbers else np.empty(0, np.float64)
            else:
                texts: list[str] = []
                for part in parts:
                    texts += self._written(key, part)
                    yield
                self._texts[key] = texts

    def forget(self, tasks: Iterable[TaskUid]) -> None:
        """Take the values of some tasks anew after an edit that left the outline as it was."""
        uids = [uid for uid in tasks if uid in self.outline.places]
        self._numbers = {key: found for key, found in self._numbers.items() if key not in _SCHEDULED}
        self._rows = self._blank = self._search = None
        self._folded.clear()
        self._ranks.clear()
        if len(uids) > _FEW:
            self._numbers.clear()
            self._texts.clear()
            return
        # What depends on other tasks than those touched is asked for anew as a whole.
        self.fields = view_fields(self.facts)
        for key in ("status", "overallocated", "dates_differ", "predecessors", "successors"):
            self._numbers.pop(key, None)
            self._texts.pop(key, None)
        places = [self.outline.places[uid] for uid in uids]
        for key, found in self._numbers.items():
            found[places] = self._asked(key, uids)
        for key, texts in self._texts.items():
            for place, text in zip(places, self._written(key, uids), strict=True):
                texts[place] = text

    # -- taking them

    def _scheduled(self, key: str) -> Floats:
        schedule = self.facts.figures.schedule
        if self._rows is None:
            found = map(schedule.rows.get, self.outline.uids, repeat(-1))
            self._rows = np.fromiter(found, np.int64, len(self.outline))
        column = np.array(getattr(schedule, _SCHEDULED[key]), np.float64)
        values = np.append(column, np.nan)[self._rows]
        if key in _OPEN:
            tasks = self.facts.figures.project.tasks
            open_ones = [
                place for place, uid in enumerate(self.outline.uids) if (task := tasks[uid]).manual and not task.blank
            ]
            values[open_ones] = self._asked(key, [self.outline.uids[place] for place in open_ones])
        return values

    def _asked(self, key: str, uids: list[TaskUid]) -> Floats:
        figures, get = self.facts.figures, self.fields[key].get
        tasks = figures.project.tasks
        values = [None if tasks[uid].blank else get(figures, uid) for uid in uids]
        if self.fields[key].kind is Kind.DATE:
            values = [to_minute(value) if isinstance(value, datetime) else value for value in values]
        return np.array([np.nan if value is None else value for value in values], np.float64)

    def _written(self, key: str, uids: list[TaskUid]) -> list[str]:
        figures, field = self.facts.figures, self.fields[key]
        tasks = figures.project.tasks
        if key == "name":
            return [tasks[uid].name for uid in uids]
        if field.kind is Kind.RESOURCES:
            return self._resource_names(uids)
        if field.kind is Kind.CHOICE:
            return ["" if tasks[uid].blank else _code(field.get(figures, uid)) for uid in uids]
        wording = self.facts.wording
        return ["" if tasks[uid].blank else field.text(figures, wording, uid) for uid in uids]

    def _resource_names(self, uids: list[TaskUid]) -> list[str]:
        """The names of each task's resources in alphabetical order, a line each."""
        project = self.facts.figures.project
        resources = project.resources
        found: dict[TaskUid, list[str]] = {}
        every = project.assignments.values()
        for one in every if len(uids) > _FEW else (one for uid in uids for one in project.assignments_of(uid)):
            if one.resource is not None and (resource := resources.get(one.resource)) is not None:
                found.setdefault(one.task, []).append(resource.name)
        return ["\n".join(sorted(found[uid])) if uid in found else "" for uid in uids]


def _code(value: Any) -> str:
    return "" if value is None else str(value)


def _number_ranks(values: Floats) -> Ints:
    """Ranks of numbers; NumPy sorts what is not a number last."""
    _values, ranks = np.unique(values, return_inverse=True, equal_nan=True)
    return ranks.astype(np.int64)


def text_ranks(texts: list[str]) -> Ints:
    """Ranks of texts, numbers in them by their value: ``Task 9`` before ``Task 10``; empty ones last."""
    different = list(dict.fromkeys(texts))
    keyed = _at_once(lambda text: _DIGITS.sub(lambda match: match[0].zfill(9), text), different)
    pairs = sorted((not text, key, text) for key, text in zip(keyed, different, strict=True))
    ranks = {text: rank for rank, (_empty, _key, text) in enumerate(pairs)}
    return np.fromiter(map(ranks.__getitem__, texts), np.int64, len(texts))


def _at_once(change: Callable[[str], str], texts: list[str]) -> list[str]:
    """Change texts as one, which is much quicker than one by one."""
    if not texts:
        return []
    changed = change(_BETWEEN.join(texts)).split(_BETWEEN)
    return changed if len(changed) == len(texts) else list(map(change, texts))
