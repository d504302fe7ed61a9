"""The values of fields for all tasks of a plan, in outline order, kept until an edit touches them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import datetime
from decimal import Decimal
from itertools import repeat
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from ..edits.field import Field, Kind, write_value
from ..edits.fields import PLACED, SHARED
from ..i18n import _
from ..project.moments import to_minute
from ..project.records import TaskUid
from ..project.rows import Splice
from ..project.steps import Steps
from .fields import CODES, Facts, view_fields
from .outline import Flags, Ints, Outline
from .ranks import Floats, TextRanks, as_one, number_ranks

V = TypeVar("V", bound=np.generic)

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

_RECORDED = frozenset({"name", "resources"})
"""Fields that no dates have a part in."""

_FEW = 2000
"""Values of so many tasks are taken anew one by one."""

_RANKED = 100
"""So many texts are put into their order one by one."""

_STEP = 500


class Columns:
    """Values of one plan by field.

    Attributes:
        facts: The plan.
        outline: Its tasks in order.
        fields: The fields there are, by key.
        titles: Of groups, as far as they were written: by how values are put together, and what stands for them.
    """

    def __init__(self, facts: Facts, outline: Outline) -> None:
        self.facts = facts
        self.outline = outline
        self.fields: dict[str, Field] = view_fields(facts)
        self.titles: dict[tuple[str, float], str] = {}
        self._numbers: dict[str, Floats] = {}
        self._texts: dict[str, list[str]] = {}
        self._folded: dict[str, list[str]] = {}
        self._ranks: dict[str, Ints] = {}
        self._orders: dict[str, TextRanks] = {}
        self._search: list[str] | None = None
        self._rows: Ints | None = None
        self._rows_of: list[TaskUid] = []
        self._blank: Flags | None = None
        self._behind: dict[str, Ints] = {}

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
        self._catch_up(key)
        found = self._numbers.get(key)
        if found is None:
            found = self._scheduled(key) if key in _SCHEDULED else self._asked(key, self.outline.uids)
            self._numbers[key] = found
        return found

    def texts(self, key: str) -> list[str]:
        """The values of any other field, in one form for every language: words of closed lists are not translated."""
        self._catch_up(key)
        found = self._texts.get(key)
        if found is None:
            found = self._texts[key] = self._written(key, self.outline.uids)
        return found

    def folded(self, key: str) -> list[str]:
        """The texts of a field as they are read, without regard to case."""
        self._catch_up(key)
        found = self._folded.get(key)
        if found is None:
            texts = self.texts(key)
            if self.fields[key].kind is Kind.CHOICE:
                read = {text: self._fold(key, text) for text in set(texts)}
                found = [read[text] for text in texts]
            elif key == "name" and self._search is not None:  # most of what is looked for in are names alone
                pairs = zip(self._search, texts, strict=True)
                found = [text.casefold() if "\n" in searched else searched for searched, text in pairs]
            else:
                found = as_one(str.casefold, texts)
            self._folded[key] = found
        return found

    def _fold(self, key: str, text: str) -> str:
        return (self.shown(key, text) if self.fields[key].kind is Kind.CHOICE else text).casefold()

    def ranks(self, key: str) -> Ints:
        """The rank of every task by a field: 0 for the least value; the highest rank for tasks without one."""
        self._catch_up(key)
        if not self.is_numeric(key):
            if key not in self._orders:
                self._orders[key] = TextRanks(self.folded(key))
            return self._orders[key].ranks
        if key not in self._ranks:
            self._ranks[key] = number_ranks(self.numbers(key))
        return self._ranks[key]

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
            self._search = as_one(str.casefold, self._searched(self.outline.uids))
        return self._search

    def _searched(self, uids: Iterable[TaskUid]) -> list[str]:
        tasks = self.facts.figures.project.tasks
        return [
            f"{task.name}\n{task.wbs}\n{task.notes}" if task.wbs or task.notes else task.name
            for task in map(tasks.__getitem__, uids)
        ]

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

    def ranking(self, keys: Iterable[str]) -> Steps[None]:
        """Rank the texts of fields bit by bit; their values are known."""
        for key in keys:
            if key in self.fields and not self.is_numeric(key) and key not in self._orders:
                texts = self.folded(key)
                yield
                self._orders[key] = yield from TextRanks.in_steps(texts)

    def follow(self, outline: Outline) -> None:
        """Take over that rows came, went or moved; ``forget`` must follow with those whose values are not known yet."""
        known, self.outline = self.outline, outline
        for key in (*PLACED, *self._behind):
            self._drop(key)
        if not self._knows:
            return
        moves = _Moves(known, outline)
        self._numbers = {key: moves.array(found) for key, found in self._numbers.items()}
        self._texts = {key: moves.listed(found) for key, found in self._texts.items()}
        self._folded = {key: moves.listed(found) for key, found in self._folded.items()}
        for order in self._orders.values():
            order.ranks = moves.array(order.ranks)
        self._ranks.clear()
        self._search = None if self._search is None else moves.listed(self._search)
        self._blank = None if self._blank is None else moves.array(self._blank)
        self._rows = None if self._rows is None else moves.array(self._rows)

    def forget(self, tasks: Set[TaskUid], moved: Set[TaskUid] = frozenset()) -> None:
        """Take the values of tasks that changed or moved, and of the summary tasks above them, anew after an edit."""
        self.fields = view_fields(self.facts)
        for key in SHARED:
            self._drop(key)
        self._ranks.clear()
        if len(moved) > _FEW:
            for key in {*self._numbers, *self._texts} - _RECORDED:
                self._drop(key)
        else:
            tasks |= moved
        if not self._knows:
            return
        places = self.outline.places.rows(np.fromiter(tasks, np.int64, len(tasks)))
        places = places[places >= 0]
        if len(places) > _FEW:
            self._rows = self._blank = self._search = None
            for kept in (self._numbers, self._texts, self._folded, self._orders, self._behind):
                kept.clear()
        else:
            self._take_anew(self.outline.and_above(places))

    @property
    def _knows(self) -> bool:
        """Whether any values are kept."""
        several = self._numbers or self._texts or self._folded or self._orders
        return bool(several) or any(one is not None for one in (self._search, self._blank, self._rows))

    def _drop(self, key: str) -> None:
        for kept in (self._numbers, self._texts, self._folded, self._orders, self._behind):
            kept.pop(key, None)

    def _take_anew(self, places: Ints) -> None:
        uids: list[TaskUid] = self.outline.numbers[places].tolist()
        at: list[int] = places.tolist()
        if self._blank is not None:
            self._blank[places] = [self.facts.figures.project.tasks[uid].blank for uid in uids]
        if self._rows is not None:
            self._rows[places] = self._rows_in_schedule(uids)
        if self._search is not None:
            _put(self._search, at, [text.casefold() for text in self._searched(uids)])
        for key in [*self._numbers, *self._texts]:  # nobody may ask for most of them again
            behind = self._behind.get(key)
            self._behind[key] = places if behind is None else np.union1d(behind, places)
            if len(self._behind[key]) > 2 * _FEW:
                self._drop(key)

    def _catch_up(self, key: str) -> None:
        """Take the values of a field anew that edits made untrue since somebody asked for it."""
        places = self._behind.pop(key, None)
        if places is None:
            return
        uids: list[TaskUid] = self.outline.numbers[places].tolist()
        at: list[int] = places.tolist()
        if key in self._numbers:
            self._numbers[key][places] = self._scheduled_of(key, uids) if key in _SCHEDULED else self._asked(key, uids)
        if key in self._texts:
            _put(self._texts[key], at, self._written(key, uids))
        if key in self._folded:
            _put(self._folded[key], at, [self._fold(key, self._texts[key][place]) for place in at])
        if len(at) > _RANKED:
            self._orders.pop(key, None)
        elif key in self._orders:
            for place in at:
                self._orders[key].put(place, self._folded[key][place])

    # -- taking them

    def _rows_in_schedule(self, uids: Iterable[TaskUid]) -> list[int]:
        """The rows of some tasks in the schedule, -1 for those without dates."""
        return list(map(self.facts.figures.schedule.rows.get, uids, repeat(-1)))

    def _scheduled(self, key: str) -> Floats:
        schedule, known = self.facts.figures.schedule, self._rows_of
        if schedule.uids is not known and schedule.uids[: len(known)] != known:
            self._rows = None  # not only did others come behind those that were there
        self._rows_of = schedule.uids
        if self._rows is None:
            self._rows = np.array(self._rows_in_schedule(self.outline.uids), np.int64)
        column = np.array(getattr(schedule, _SCHEDULED[key]), np.float64)
        values = np.append(column, np.nan)[self._rows]
        if key in _OPEN:
            tasks = self.facts.figures.project.tasks
            open_ones = [
                place for place, uid in enumerate(self.outline.uids) if (task := tasks[uid]).manual and not task.blank
            ]
            values[open_ones] = self._asked(key, [self.outline.uids[place] for place in open_ones])
        return values

    def _scheduled_of(self, key: str, uids: list[TaskUid]) -> Floats:
        """The same of some tasks."""
        tasks, column = self.facts.figures.project.tasks, getattr(self.facts.figures.schedule, _SCHEDULED[key])
        values = np.array([np.nan if row < 0 else column[row] for row in self._rows_in_schedule(uids)], np.float64)
        open_ones = [at for at, uid in enumerate(uids) if key in _OPEN and tasks[uid].manual and not tasks[uid].blank]
        values[open_ones] = self._asked(key, [uids[at] for at in open_ones])
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


def _put(values: list[str], places: Sequence[int], texts: Iterable[str]) -> None:
    for place, text in zip(places, texts, strict=True):
        values[place] = text


class _Moves:
    """Where the tasks of one outline stand in another one of the same plan."""

    def __init__(self, before: Outline, after: Outline) -> None:
        self._head, self._tail, end = Splice.between(before.numbers, after.numbers)
        self._between = before.places.rows(after.numbers[self._head : end])

    def array(self, values: npt.NDArray[V]) -> npt.NDArray[V]:
        """Values by place; any for new tasks."""
        between: npt.NDArray[V] = values[self._between] if len(values) else np.zeros(len(self._between), values.dtype)
        return np.concatenate((values[: self._head], between, values[self._tail :]))

    def listed(self, values: list[str]) -> list[str]:
        """Texts by place; none for new tasks."""
        places: list[int] = self._between.tolist()
        between = [values[place] if place >= 0 else "" for place in places]
        return [*values[: self._head], *between, *values[self._tail :]]
