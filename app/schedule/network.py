"""The shape of a plan: rows, outline and links, and an order in which every task comes after what drives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import msgspec

from ..i18n import _
from ..project.errors import Note, Severity
from ..project.kinds import DependencyKind, TimeUnit
from ..project.project import Project
from ..project.records import ROOT, Dependency, DependencyKey, TaskUid
from .ordering import reorder
from .schedule import Driver, DriverKind

_FROM_FINISH: Final = frozenset({DependencyKind.FINISH_START, DependencyKind.FINISH_FINISH})
_TO_FINISH: Final = frozenset({DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH})
_ELAPSED: Final = frozenset(unit for unit in TimeUnit if unit.elapsed)
_PERCENT: Final = frozenset(unit for unit in TimeUnit if unit.percent)


Change = tuple[Dependency | None, Dependency | None]
"""A dependency before and after an edit."""


class Link(msgspec.Struct, frozen=True, gc=False):
    """A dependency between rows.

    Attributes:
        lag: Minutes; percent where ``percent``.
        elapsed: The lag counts the clock.
        from_finish: It hangs on the predecessor's finish, else on its start.
        to_finish: It drives the successor's finish, else its start.
        driver: What is said of a date that it set.
    """

    key: DependencyKey
    predecessor: int
    successor: int
    lag: int
    elapsed: bool
    percent: bool
    from_finish: bool
    to_finish: bool
    driver: Driver


class Network:
    """Rows and links of a plan, kept until its structure changes.

    A summary task stands twice in the order: first to hand down what holds its tasks back (``row``), after its tasks to
    take their dates (``~row``). So a link on a summary task counts for the tasks below it, at the cost of one link.

    Attributes:
        uids: Row to task; row 0 is the plan itself.
        parent: Row to the summary's row.
        children: Row to the rows directly below; empty for everything but summaries.
        incoming: Row to the links that drive it, its own only; ``outgoing`` to those it drives.
        order: Every row after all it depends on, as above; ``rank`` is the place of each step in it.
        notes: Cycles, each with the link that was left out.
    """

    def __init__(self, project: Project) -> None:
        self.uids: list[TaskUid] = [ROOT, *(uid for uid, _level in project.outline() if not project.tasks[uid].blank)]
        self.rows: dict[TaskUid, int] = {uid: row for row, uid in enumerate(self.uids)}
        self.names = [""] + [project.tasks[uid].name for uid in self.uids[1:]]
        self.parent, self.children = self._outline(project)
        self.incoming: list[list[Link]] = [[] for _uid in self.uids]
        self.outgoing: list[list[Link]] = [[] for _uid in self.uids]
        self.notes: list[Note] = []
        for dependency in project.dependencies.values():
            self._add(project, dependency)
        self.order: list[int] = self._sorted()
        self.rank: dict[int, int] = {step: place for place, step in enumerate(self.order)}

    def is_summary(self, row: int) -> bool:
        """Whether there are tasks below the row."""
        return bool(self.children[row]) or row == 0

    def ancestors(self, row: int) -> Iterator[int]:
        """The summary rows above, nearest first, without the plan itself."""
        while row := self.parent[row]:
            yield row

    def _outline(self, project: Project) -> tuple[list[int], list[list[int]]]:
        parent = [0] * len(self.uids)
        children: list[list[int]] = [[] for _uid in self.uids]
        for row, uid in enumerate(self.uids):
            if row:
                above = project.parent(uid)
                while above not in self.rows:  # a blank row can't be above others, but a broken file may say so
                    above = project.parent(above)
                parent[row] = self.rows[above]
                children[parent[row]].append(row)
        return parent, children

    def relink(self, project: Project, changes: Mapping[DependencyKey, Change]) -> set[int] | None:
        """Take over links that came, went or changed; gives the rows at their ends, or None where that makes a cycle.

        The network is of no use any more then, and has to be made anew.
        """
        ends: set[int] = set()
        for key, (before, after) in changes.items():
            link = None if after is None else self._link(project, after)
            row, other = self.rows.get(key[1], 0), self.rows.get(key[0], 0)
            ends.update((row, other))
            if before is not None:
                _put(self.incoming[row], key, link)
                _put(self.outgoing[other], key, link)
            elif link is not None:
                self.incoming[row].append(link)
                self.outgoing[other].append(link)
                if not reorder(self, ~other if self.is_summary(other) else other, row):
                    return None
        return ends - {0}

    def _add(self, project: Project, dependency: Dependency) -> None:
        link = self._link(project, dependency)
        if link is not None:
            self.incoming[link.successor].append(link)
            self.outgoing[link.predecessor].append(link)

    def _link(self, project: Project, dependency: Dependency) -> Link | None:
        """A dependency as a link; None where one of its ends is missing, or the first inactive."""
        before, after = self.rows.get(dependency.predecessor), self.rows.get(dependency.successor)
        if not before or not after or not project.tasks[dependency.predecessor].active:
            return None
        return Link(
            key=dependency.key,
            predecessor=before,
            successor=after,
            lag=dependency.lag,
            elapsed=dependency.lag_unit in _ELAPSED,
            percent=dependency.lag_unit in _PERCENT,
            from_finish=dependency.kind in _FROM_FINISH,
            to_finish=dependency.kind in _TO_FINISH,
            driver=Driver(DriverKind.LINK, dependency.predecessor, dependency.key),
        )

    # -- order

    def _sorted(self) -> list[int]:
        """Rows in topological order (Kahn); where only cycles are left, one link of a cycle is left out."""
        waits = self._waits()
        ready = [step for step in reversed(waits) if not waits[step]]
        order: list[int] = []
        while True:
            while ready:
                step = ready.pop()
                order.append(step)
                for after in self.after(step):
                    waits[after] -= 1
                    if not waits[after]:
                        ready.append(after)
            if len(order) == len(waits):
                return order
            freed = self._break_cycle(waits)
            waits[freed] -= 1
            if not waits[freed]:
                ready.append(freed)

    def _waits(self) -> dict[int, int]:
        """For every step, how many others it has to wait for."""
        waits: dict[int, int] = {}
        for row in range(len(self.uids)):
            waits[row] = len(self.incoming[row]) + (row > 0)
            if self.is_summary(row):
                waits[~row] = len(self.children[row]) + 1
        return waits

    def after(self, step: int) -> Iterator[int]:
        """The steps that wait for one."""
        if step >= 0 and self.is_summary(step):
            yield from self.children[step]
            yield ~step
            return
        row = step if step >= 0 else ~step
        if row:
            yield ~self.parent[row]
        yield from (link.successor for link in self.outgoing[row])

    def before(self, step: int) -> Iterator[int]:
        """The steps that one waits for."""
        return (found for found, _link in self._before(step))

    def _before(self, step: int) -> Iterator[tuple[int, Link | None]]:
        """The steps that one waits for, with the link where it is one."""
        if step < 0:
            row = ~step
            yield row, None
            yield from ((~child if self.is_summary(child) else child, None) for child in self.children[row])
            return
        for link in self.incoming[step]:
            yield (~link.predecessor if self.is_summary(link.predecessor) else link.predecessor), link
        if step:
            yield self.parent[step], None

    def _break_cycle(self, waits: dict[int, int]) -> int:
        """Find a cycle among the steps that still wait, name it, and leave out its last link; gives the step freed."""
        stuck = {step for step, count in waits.items() if count > 0}
        step = min(stuck, key=abs)
        place: dict[int, int] = {}
        path: list[tuple[int, Link | None]] = []
        while step not in place:
            place[step] = len(path)
            step, link = next((before, link) for before, link in self._before(step) if before in stuck)
            path.append((step, link))
        cycle = path[place[step] :]
        link = next(link for _step, link in cycle if link is not None)
        self.incoming[link.successor].remove(link)
        self.outgoing[link.predecessor].remove(link)
        rows = dict.fromkeys(one if one >= 0 else ~one for one, _link in reversed(cycle))
        self._note_cycle(link, [row for row in rows if row])
        return link.successor

    def _note_cycle(self, link: Link, rows: list[int]) -> None:
        names = ", ".join(f"'{self.names[row] or self.uids[row]}'" for row in rows[:8])
        self.notes.append(
            Note(
                severity=Severity.ERROR,
                code="schedule.cycle",
                text=_(
                    "These tasks wait for each other: {names}. The link from '{before}' to '{after}' is left out."
                ).format(
                    names=names + (", …" if len(rows) > 8 else ""),
                    before=self.names[link.predecessor] or self.uids[link.predecessor],
                    after=self.names[link.successor] or self.uids[link.successor],
                ),
                task=link.key[1],
            )
        )


def _put(links: list[Link], key: DependencyKey, link: Link | None) -> None:
    """Put a link in the place of the one between the same tasks, or take that out."""
    for place, one in enumerate(links):
        if one.key == key:
            links[place : place + 1] = () if link is None else (link,)
            return
