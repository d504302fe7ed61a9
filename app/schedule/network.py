"""The shape of a plan: rows, outline and links, and an order in which every task comes after what drives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final, Generic, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import DependencyKind, TimeUnit
from ..project.project import Project
from ..project.records import ROOT, Dependency, DependencyKey, TaskUid
from ..project.rows import RowOf
from ..project.steps import Steps, at_once, parts
from ..project.ticket import Ticket
from .codes import BITS, ELAPSED, FROM_FINISH, GONE, MINUTES, PERCENT, PLACES, TO_FINISH
from .kernel.columns import Column, alike, column, zeros
from .kernel.sweep import Graph
from .ordering import reorder

_SPARE: Final = 256  # links and rows that can be added before the columns have to be made anew


_PREDECESSOR: Final = attrgetter("predecessor")
_SUCCESSOR: Final = attrgetter("successor")
_LAG: Final = attrgetter("lag")
_KIND: Final = attrgetter("kind")
_UNIT: Final = attrgetter("lag_unit")

Change = tuple[Dependency | None, Dependency | None]
"""A dependency before and after an edit."""

T = TypeVar("T")


class PerRow(Generic[T]):
    """What each row has, made when it is asked for."""

    def __init__(self, of: Callable[[int], list[T]]) -> None:
        self._of = of

    def __getitem__(self, row: int) -> list[T]:
        return self._of(row)


class Link(msgspec.Struct, frozen=True, gc=False):
    """A dependency between rows.

    Attributes:
        number: Its place in the columns of links.
        lag: Minutes; percent where ``percent``.
        elapsed: The lag counts the clock.
        from_finish: It hangs on the predecessor's finish, else on its start.
        to_finish: It drives the successor's finish, else its start.
    """

    number: int
    key: DependencyKey
    predecessor: int
    successor: int
    lag: int
    elapsed: bool
    percent: bool
    from_finish: bool
    to_finish: bool


class Network:
    """Rows and links of a plan, kept until its structure changes.

    A summary task stands twice in the order: first to hand down what holds its tasks back (``row``), after its tasks to
    take their dates (``~row``). So a link on a summary task counts for the tasks below it, at the cost of one link.

    Rows that came later stand behind those there were, and the rows of tasks that went are given to nobody else, for
    old schedules name them. Columns have room for rows to come.

    Attributes:
        uids: Row to task; row 0 is the plan itself. It only grows at its end.
        rows: Task to row.
        left: The same of tasks that went, which get it again when they come back.
        parent: Row to the summary's row; a row whose task went is its own.
        order: Every row after all it depends on, as above; ``rank`` is the place of each step in it.
        graph: The same for the walks over the plan.
        notes: Cycles, each with the link that was left out.
        intact: False once a new link has made a cycle; the network is of no use any more then.
        whole: Every link of the plan counts.
    """

    def __init__(self, project: Project) -> None:
        at_once(self._laid_out(project))

    @classmethod
    def in_steps(cls, project: Project) -> Steps[Network]:
        """The network of a plan, made bit by bit."""
        network = cls.__new__(cls)
        yield from network._laid_out(project)
        return network

    def _laid_out(self, project: Project) -> Steps[None]:
        active = yield from self._set_outline(project)
        rows, room = len(self.uids), len(self.parent)
        self.first_child, self.next_child = zeros(room, PLACES), zeros(room, PLACES)
        yield from self._set_links(project, active)
        self.graph = Graph(self)
        summaries = self.graph.chain(self._links)
        yield
        self.order, self.rank = zeros(rows + summaries, PLACES), zeros(2 * room, PLACES)
        self.graph.take_order(self.order, self.rank)
        self.notes: list[Note] = []
        self.intact = True
        self.arrange()

    # Made for who asks: a network that holds on to itself is not let go with the plan.

    @property
    def children(self) -> PerRow[int]:
        """Row to the rows directly below; empty for everything but summaries."""
        return PerRow(self._children)

    @property
    def incoming(self) -> PerRow[Link]:
        """Row to the links that drive it, its own only."""
        return PerRow(self._incoming)

    @property
    def outgoing(self) -> PerRow[Link]:
        """Row to the links it drives."""
        return PerRow(self._outgoing)

    @property
    def room(self) -> int:
        """How many rows the columns can hold."""
        return len(self.parent)

    def has_room(self, came: Iterable[TaskUid]) -> bool:
        """Whether there are rows for these tasks."""
        return len(self.uids) + sum(uid not in self.left for uid in came) <= self.room

    def is_summary(self, row: int) -> bool:
        """Whether there are tasks below the row."""
        return bool(self.first_child[row]) or row == 0

    def summaries(self) -> list[int]:
        """The rows that have tasks below them, that of the plan itself first."""
        return [0, *(np.flatnonzero(np.asarray(self.first_child[1:])) + 1).tolist()]

    def ancestors(self, row: int) -> Iterator[int]:
        """The summary rows above, nearest first, without the plan itself."""
        while row := self.parent[row]:
            yield row

    def key(self, link: int) -> DependencyKey:
        """The tasks a link ties."""
        return self.uids[self.predecessor[link]], self.uids[self.successor[link]]

    def places(self, uid: TaskUid) -> tuple[int, int] | None:
        """The places of a task's start and of its finish in the order; None where it has no row."""
        row = self.rows.get(uid)
        if row is None:
            return None
        return self.rank[row], self.rank[~row if self.is_summary(row) else row]

    # -- columns

    def _set_outline(self, project: Project) -> Steps[npt.NDArray[np.bool_]]:
        """Set the rows, in the order of the table, and their names; gives which are active.

        What stands below a blank row belongs to the summary above that.
        """
        walk = yield from project.walk()
        names, told = list[str](), (bytearray(), bytearray())
        for part in parts(map(project.tasks.__getitem__, walk.uids)):
            names += [task.name for task in part]
            told[0].extend([task.active for task in part])
            told[1].extend([task.blank for task in part])
            yield
        active, blank = (np.frombuffer(flags, np.bool_) for flags in told)
        uids, above, rows = walk.uids, walk.parents, np.append(np.cumsum(~blank), 0)  # the last one is that of -1
        if blank.any():
            for place in np.flatnonzero(blank).tolist():
                rows[place] = rows[above[place]]
            shown: list[int] = np.flatnonzero(~blank).tolist()
            uids, names = [uids[place] for place in shown], [names[place] for place in shown]
            above, active = above[shown], active[shown]
        self.uids, self.names = [ROOT, *uids], ["", *names]
        self.parent = column(np.append(0, rows[above]), _SPARE + len(self.uids) // 32, PLACES)
        # the numbers of a plan that was numbered in order take no room of their own
        self.rows: dict[TaskUid, int] = {uid: uid if uid == row else row for row, uid in enumerate(self.uids)}
        self.left: dict[TaskUid, int] = {}
        return np.append(False, active)

    def _set_links(self, project: Project, active: npt.NDArray[np.bool_]) -> Steps[None]:
        """Set the columns of links that count: both ends are there, and the first of them is active."""
        told = [np.empty((5, 0), np.int64)]
        for part in parts(project.dependencies.values()):
            told.append(np.stack([np.fromiter(said, np.int64, len(part)) for said in _said(part)]))
            yield
        first, last, lag, ends, units = np.concatenate(told, axis=1)
        place = RowOf(np.array(self.uids))
        before, after = (np.maximum(place.rows(uids), 0) for uids in (first, last))
        yield
        # those of a row lie side by side, for the walk goes from row to row; what came first in the plan comes first
        count = max(len(first), 1)
        order = np.sort(first * count + np.arange(len(first))) % count  # many times as fast as a stable argsort
        yield
        counting = order[(after[order] > 0) & active[before[order]]]
        self.whole = len(counting) == len(order)
        self._links = len(counting)
        self.predecessor, self.successor = (column(rows[counting], _SPARE, PLACES) for rows in (before, after))
        self.lag, self.kinds = column(lag[counting], _SPARE), column((ends | units)[counting], _SPARE, BITS)
        yield
        links, room = len(self.lag), self.room
        self.next_in, self.next_out, self.first_in, self.first_out = (
            alike(-1, count, PLACES) for count in (links, links, room, room)
        )

    def _children(self, row: int) -> list[int]:
        found, child = list[int](), self.first_child[row]
        while child:
            found.append(child)
            child = self.next_child[child]
        return found

    def _incoming(self, row: int) -> list[Link]:
        return [self._link(link) for link in _chain(self.first_in[row], self.next_in)]

    def _outgoing(self, row: int) -> list[Link]:
        return [self._link(link) for link in _chain(self.first_out[row], self.next_out)]

    def _link(self, link: int) -> Link:
        kinds = self.kinds[link]
        return Link(
            number=link,
            key=self.key(link),
            predecessor=self.predecessor[link],
            successor=self.successor[link],
            lag=self.lag[link],
            elapsed=bool(kinds & ELAPSED),
            percent=bool(kinds & PERCENT),
            from_finish=bool(kinds & FROM_FINISH),
            to_finish=bool(kinds & TO_FINISH),
        )

    # -- edits

    def relink(
        self, project: Project, changes: Mapping[DependencyKey, Change], *, ordered: bool, ticket: Ticket
    ) -> set[int] | None:
        """Take over links that came, went or changed; gives the rows at their ends, None where that makes a cycle.

        Args:
            ordered: Keep the order true; else it is to be made anew.
            ticket: Hears of it from time to time; it must not cancel that.
        """
        ends: set[int] = set()
        for key, (before, after) in changes.items():
            ticket.step(0, 0)
            other, row = self.rows.get(key[0], 0), self.rows.get(key[1], 0)
            ends.update((row, other))
            counts = after is not None and row and other and project.tasks[key[0]].active
            self.whole = self.whole and bool(counts or after is None)
            chain = _chain(self.first_in[row], self.next_in)
            known = next((link for link in chain if self.predecessor[link] == other), -1)
            if known >= 0 and (after is None or not counts):
                self.unlink(known)
            elif known >= 0 and after is not None:
                self.lag[known], self.kinds[known] = after.lag, _bits(after)
            elif before is None and after is not None and counts:
                self._append(other, row, after)
                if ordered and not reorder(self, ~other if self.is_summary(other) else other, row):
                    self.intact = False
                    return None
        return ends - {0}

    def _append(self, before: int, after: int, dependency: Dependency) -> None:
        """Put a link behind the others; numbers of links that went are not given again, for old schedules name them."""
        link = self._links
        if link == len(self.lag):
            for name, kind in _LINKS.items():
                setattr(self, name, getattr(self, name) + zeros(_SPARE + link // 32, kind))
            self.graph.take_links(self)
        self._links += 1
        self.predecessor[link], self.successor[link] = before, after
        self.lag[link], self.kinds[link] = dependency.lag, _bits(dependency)
        self.next_in[link] = self.next_out[link] = -1
        _put(self.first_in, self.next_in, after, link, lambda one: self.uids[self.predecessor[one]])
        _put(self.first_out, self.next_out, before, link, lambda one: one)

    def unlink(self, link: int) -> None:
        """Take a link out of both chains."""
        self.kinds[link] |= GONE
        _drop(self.first_in, self.next_in, self.successor[link], link)
        _drop(self.first_out, self.next_out, self.predecessor[link], link)

    # -- order

    def arrange(self) -> None:
        """Put the steps into topological order; where only cycles are left, one link of a cycle is left out.

        Mostly that of the outline is one.
        """
        if self.graph.lay(self._links):
            return
        waits, ready = zeros(2 * self.room, PLACES), zeros(len(self.order), PLACES)
        count = self.graph.count_waits(waits, ready)
        while self.graph.arrange(waits, ready, count) < len(self.order):
            ready[0] = self._break_cycle(waits)
            waits[ready[0]] -= 1
            count = int(not waits[ready[0]])

    def after(self, step: int) -> Iterator[int]:
        """The steps that wait for one."""
        if step >= 0 and self.is_summary(step):
            yield from self._children(step)
            yield ~step
            return
        row = step if step >= 0 else ~step
        if row:
            yield ~self.parent[row]
        yield from (self.successor[link] for link in _chain(self.first_out[row], self.next_out))

    def before(self, step: int) -> Iterator[int]:
        """The steps that one waits for."""
        return (found for found, _link in self._waited_for(step))

    def _waited_for(self, step: int) -> Iterator[tuple[int, int]]:
        """The steps that one waits for, with the link where it is one, else -1."""
        if step < 0:
            row = ~step
            yield row, -1
            yield from ((~child if self.is_summary(child) else child, -1) for child in self._children(row))
            return
        for link in _chain(self.first_in[step], self.next_in):
            before = self.predecessor[link]
            yield (~before if self.is_summary(before) else before), link
        if step:
            yield self.parent[step], -1

    def _break_cycle(self, waits: Column) -> int:
        """Find a cycle among the steps that still wait, name it, and leave out its last link; gives the step freed."""
        steps = (step for row in self.rows.values() for step in ((row, ~row) if self.is_summary(row) else (row,)))
        stuck = {step for step in steps if waits[step] > 0}
        step = min(stuck, key=abs)
        place: dict[int, int] = {}
        path: list[tuple[int, int]] = []
        while step not in place:
            place[step] = len(path)
            step, link = next((before, link) for before, link in self._waited_for(step) if before in stuck)
            path.append((step, link))
        cycle = path[place[step] :]
        link = next(link for _step, link in cycle if link >= 0)
        self.unlink(link)
        rows = dict.fromkeys(one if one >= 0 else ~one for one, _link in reversed(cycle))
        self._note_cycle(link, [row for row in rows if row])
        return self.successor[link]

    def _note_cycle(self, link: int, rows: list[int]) -> None:
        names = ", ".join(f"'{self.names[row] or self.uids[row]}'" for row in rows[:8])
        before, after = self.predecessor[link], self.successor[link]
        self.notes.append(
            Note(
                severity=Severity.ERROR,
                code="schedule.cycle",
                text=_(
                    "These tasks wait for each other: {names}. The link from '{before}' to '{after}' is left out."
                ).format(
                    names=names + (", …" if len(rows) > 8 else ""),
                    before=self.names[before] or self.uids[before],
                    after=self.names[after] or self.uids[after],
                ),
                task=self.uids[after],
            )
        )


_LINKS: Final = {
    "predecessor": PLACES,
    "successor": PLACES,
    "lag": MINUTES,
    "kinds": BITS,
    "next_in": PLACES,
    "next_out": PLACES,
}
"""The columns of links, and how wide they are."""

_ENDS: Final = {
    DependencyKind.FINISH_START: FROM_FINISH,
    DependencyKind.FINISH_FINISH: FROM_FINISH | TO_FINISH,
    DependencyKind.START_START: 0,
    DependencyKind.START_FINISH: TO_FINISH,
}


_UNITS: Final = {unit: ELAPSED * unit.elapsed | PERCENT * unit.percent for unit in TimeUnit}


def _said(dependencies: list[Dependency]) -> Iterator[Iterable[int]]:
    """Predecessors, successors, lags, which ends are tied and the units of lags, as the columns have them."""
    yield map(_PREDECESSOR, dependencies)
    yield map(_SUCCESSOR, dependencies)
    yield map(_LAG, dependencies)
    yield map(_ENDS.__getitem__, map(_KIND, dependencies))
    yield map(_UNITS.__getitem__, map(_UNIT, dependencies))


def _bits(dependency: Dependency) -> int:
    """The kind and the unit of lag of a dependency as the columns have them."""
    return _ENDS[dependency.kind] | _UNITS[dependency.lag_unit]


def _chain(link: int, following: Column) -> Iterator[int]:
    while link >= 0:
        yield link
        link = following[link]


def _put(first: Column, following: Column, row: int, link: int, place: Callable[[int], int]) -> None:
    """Put a link into a row's chain, behind those of which the place is no later."""
    earlier = [one for one in _chain(first[row], following) if place(one) <= place(link)]
    following[link] = following[earlier[-1]] if earlier else first[row]
    if earlier:
        following[earlier[-1]] = link
    else:
        first[row] = link


def _drop(first: Column, following: Column, row: int, link: int) -> None:
    """Take a link out of a row's chain."""
    if first[row] == link:
        first[row] = following[link]
        return
    before = next(one for one in _chain(first[row], following) if following[one] == link)
    following[before] = following[link]
