"""An order in which every task stands after what drives it, kept while links are added, to refuse circles at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from ..project.patch import Patch
from ..project.project import Project, Ranks
from ..project.records import ROOT, DependencyKey, TaskUid
from ..project.ticket import Ticket
from ..schedule.ordering import reorder

Step = int
"""The start (even) or the finish (odd) of a task."""


class Shape(Protocol):
    """The outline and the links of a plan."""

    def uids(self) -> Iterable[TaskUid]:
        """All tasks."""
        ...

    def parent(self, uid: TaskUid) -> TaskUid:
        """The summary task above, ``ROOT`` for the top level."""
        ...

    def children(self, uid: TaskUid) -> Sequence[TaskUid]:
        """The tasks right below."""
        ...

    def predecessors(self, uid: TaskUid) -> Sequence[TaskUid]:
        """The tasks that drive a task."""
        ...

    def successors(self, uid: TaskUid) -> Sequence[TaskUid]:
        """The tasks that a task drives."""
        ...


FEW_WALKS = 2
"""So often the links are followed until an order of all is made, which takes several times as long."""


def reaches(
    shape: Shape, starts: Collection[TaskUid], finishes: Collection[TaskUid], ranks: Ranks | None = None
) -> bool:
    """Whether the finish of any of some tasks hangs on the start of any of some others.

    Args:
        shape: The outline and the links.
        starts: The tasks on which it would hang.
        finishes: The tasks that would hang on them.
        ranks: An order of all that the answer can hang on: what stands in it behind all the finishes is not looked at.
    """
    if not starts or not finishes:
        return False
    parent, children, successors, wanted = shape.parent, shape.children, shape.successors, set(finishes)
    beyond = _Beyond(ranks, finishes)
    driven: set[TaskUid] = set()
    touched: set[TaskUid] = {ROOT}
    stack = list(starts)
    while stack:
        uid = stack.pop()
        if uid in driven or beyond.start(uid):
            continue
        driven.add(uid)
        stack += children(uid)
        while uid not in touched and not beyond.finish(uid):
            if uid in wanted:
                return True
            touched.add(uid)
            stack += successors(uid)
            uid = parent(uid)
    return False


class _Beyond:
    """Tells what stands in an order behind all of some finishes; nothing does where not all of them are in it."""

    def __init__(self, ranks: Ranks | None, finishes: Collection[TaskUid]) -> None:
        last = [None if ranks is None else ranks.places(uid) for uid in finishes]
        known = [places[1] for places in last if places is not None]
        self._ranks = ranks if len(known) == len(last) else None
        self._last = max(known, default=0)

    def start(self, uid: TaskUid) -> bool:
        """Whether the start of a task does."""
        places = None if self._ranks is None else self._ranks.places(uid)
        return places is not None and places[0] > self._last

    def finish(self, uid: TaskUid) -> bool:
        """Whether the finish of a task does."""
        places = None if self._ranks is None else self._ranks.places(uid)
        return places is not None and places[1] > self._last


class Order:
    """Starts and finishes of tasks, each after all it waits for.

    What is driven drives its own finish and the starts of its tasks; a finish drives that of its summary task and the
    starts of the successors. Links of all kinds count alike.

    Attributes:
        shape: What the order is of; has to be told before a link is admitted.
        rank: The place of each step.
        order: The step at each place.
    """

    def __init__(self, shape: Shape, ticket: Ticket | None = None) -> None:
        """Put the steps in order; ``whole`` is False where circles left some of them out.

        Raises:
            Cancelled: The ticket said so.
        """
        ticket = ticket or Ticket()
        self.shape = shape
        parent, children, successors = shape.parent, shape.children, shape.successors
        waits: dict[Step, int] = {}
        ready: list[Step] = []
        for uid in shape.uids():
            ticket.step(0, 0)
            count = len(shape.predecessors(uid)) + (parent(uid) != ROOT)
            waits[2 * uid + 1] = 1 + len(children(uid))
            if count:
                waits[2 * uid] = count
            else:
                ready.append(2 * uid)
        for step in ready:
            ticket.step(0, 0)
            uid = TaskUid(step >> 1)
            if step & 1:
                then = [2 * one for one in successors(uid)]
                if (above := parent(uid)) != ROOT:
                    then.append(2 * above + 1)
            else:
                then = [2 * one for one in children(uid)]
                then.append(step + 1)
            for one in then:
                if waits[one] == 1:
                    del waits[one]
                    ready.append(one)
                else:
                    waits[one] -= 1
        self.order = dict(enumerate(ready))
        self.rank = {step: place for place, step in self.order.items()}
        self.whole = not waits

    def admits(self, key: DependencyKey) -> bool:
        """Whether a link closes no circle; the order is one with the link then."""
        return reorder(self, 2 * key[0] + 1, 2 * key[1])

    def survives(self, patch: Patch) -> bool:
        """Whether this is still an order of the plan after a patch."""
        if "children" in patch.changes:
            return False
        rank = self.rank
        added = (key for key, (before, _after) in patch.changes.get("dependencies", {}).items() if before is None)
        return all(rank[2 * before + 1] < rank[2 * after] for before, after in added)

    def after(self, step: Step) -> Iterator[Step]:
        """The steps that wait for one."""
        uid = TaskUid(step >> 1)
        if step & 1:
            above = self.shape.parent(uid)
            if above != ROOT:
                yield 2 * above + 1
            yield from (2 * one for one in self.shape.successors(uid))
        else:
            yield step + 1
            yield from (2 * one for one in self.shape.children(uid))

    def before(self, step: Step) -> Iterator[Step]:
        """The steps that one waits for."""
        uid = TaskUid(step >> 1)
        if step & 1:
            yield step - 1
            yield from (2 * one + 1 for one in self.shape.children(uid))
        else:
            above = self.shape.parent(uid)
            if above != ROOT:
                yield 2 * above
            yield from (2 * one + 1 for one in self.shape.predecessors(uid))


class KeptOrder:
    """The order of a plan, made once links were followed a few times, and kept as long as edits leave it true."""

    def __init__(self) -> None:
        self._order: Order | None = None
        self._walks = 0

    def admits(self, key: DependencyKey, shape: Shape, *, moved: bool) -> bool:
        """Whether a link closes no circle in a plan under edit; ``moved`` says that its outline is not the plan's."""
        if moved:
            return not reaches(shape, [key[1]], [key[0]])
        if self._order is None and self._walks >= FEW_WALKS:
            made = Order(shape)
            self._order = made if made.whole else None
        if self._order is None:
            self._walks += 1
            return not reaches(shape, [key[1]], [key[0]])
        self._order.shape = shape
        return self._order.admits(key)

    def follow(self, patch: Patch) -> None:
        """Mind an edit of the plan."""
        if self._order is not None and not self._order.survives(patch):
            self._order = None
        if "children" in patch.changes:
            self._walks = 0


def kept_order(project: Project) -> KeptOrder:
    """The order of a plan."""
    if not isinstance(project.follower, KeptOrder):
        project.follower = KeptOrder()
    return project.follower
