"""Takes tasks and links that come, go or move over into a network, and leaves all other rows as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
import numpy as np

from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, DependencyKey, Task, TaskUid
from ..project.ticket import Ticket, followed
from .codes import PLACES
from .kernel.columns import Column, column, zeros
from .kernel.sweep import Graph
from .network import Change, Network

_FEW: Final = 200
"""So many steps are put into the order, or taken out, one by one; for more it is made anew."""
_LINKS: Final = 8
"""So many links of new tasks are put into the order one by one; for more it is made anew."""


class Reshaped(msgspec.Struct, kw_only=True):
    """What an edit made of the rows of a network.

    Attributes:
        came: Tasks that have a row now; ``gone`` the rows of those that have none any more.
        summaries: Tasks under which there are other tasks than before, in whatever order; the plan itself among them.
        rows: All rows that stand elsewhere, or have other links or neighbours now.
    """

    came: list[TaskUid] = []
    gone: list[int] = []
    summaries: set[TaskUid] = set()
    rows: set[int] = set()


def reshape(network: Network, project: Project, patch: Patch, ticket: Ticket | None = None) -> Reshaped | None:
    """Take over what a patch does to outline and links; None where the network has to be made anew.

    Args:
        ticket: Hears of it from time to time; it must not cancel that.
    """
    ticket = ticket or Ticket()
    changes: dict[TaskUid, tuple[Task | None, Task | None]] = patch.changes.get("tasks", {})
    links = patch.changes.get("dependencies", {})
    turned = [uid for uid, (before, after) in changes.items() if before and after and before.active != after.active]
    if turned:  # the links they drive others by begin or cease to count
        links = {**links, **{link.key: (None, link) for uid in turned for link in project.successors(uid)}}
    ticket.step(0, 0)
    came = [uid for uid, (before, after) in changes.items() if is_shown(after) and not is_shown(before)]
    ticket.step(0, 0)
    gone = [uid for uid, (_before, after) in changes.items() if uid in network.rows and not is_shown(after)]
    ticket.step(0, 0)
    above = {*patch.touched("children"), *(project.parent(uid) for uid in [*came, *gone] if uid in project.tasks)}
    if network.notes and (links or above):
        return None
    summaries = {network.parent[network.rows[uid]] for uid in turned if uid in network.rows}
    if not above:
        ends = network.relink(project, links, ordered=True, ticket=ticket)
        return None if ends is None else Reshaped(rows=ends | summaries)
    if not network.has_room(came) or not _simple(project, patch, came, above, ticket):
        return None
    reshaped = _Reshaping(network, project, links, ticket).take(came, gone, above)
    if reshaped is not None:
        reshaped.rows |= summaries.difference(reshaped.gone)
    return reshaped


def is_shown(task: Task | None) -> bool:
    """Whether a task has a row in the network."""
    return task is not None and not task.blank


def _simple(project: Project, patch: Patch, came: list[TaskUid], above: set[TaskUid], ticket: Ticket) -> bool:
    """Whether tasks stand directly below the summaries that list them, and no link but those of the patch is new."""
    links, children = patch.touched("dependencies"), project.children
    new = set(came)
    return (
        all(uid == ROOT or not children.get(uid) or is_shown(project.tasks.get(uid)) for uid in above)
        and not any(kid in children for uid in above for kid in children.get(uid, ()) if project.tasks[kid].blank)
        and all(uid in above or uid not in children for uid in new)
        and all(
            key in links for uid in followed(new, ticket) for key in (*project.links_to(uid), *project.links_from(uid))
        )
    )


class _Reshaping:
    """One change of a network."""

    def __init__(
        self, network: Network, project: Project, links: Mapping[DependencyKey, Change], ticket: Ticket
    ) -> None:
        self._network = network
        self._project = project
        self._links = links
        self._ticket = ticket
        self._new: set[int] = set()
        self._freed: set[int] = set()

    def take(self, came: list[TaskUid], gone: list[TaskUid], above: set[TaskUid]) -> Reshaped | None:
        network = self._network
        steps = [step for uid in gone for step in self._steps(network.rows[uid])]
        left = [self._drop(uid) for uid in gone]
        self._new = {self._add(uid) for uid in came}
        rows = {network.rows[uid] for uid in above if uid in network.rows}
        lists = {row: self._listed(network.uids[row]) for row in rows}
        moved = {kid for row, kids in lists.items() for kid in kids if network.parent[kid] != row} - self._new
        turned = [row for row, kids in lists.items() if row and bool(network.first_child[row]) != bool(kids)]
        count = len(network.order) + len(came) - len(steps) + sum(1 if lists[row] else -1 for row in turned)
        for row, kids in lists.items():
            self._chain(row, kids)
        anew = moved or not self._new.issuperset(turned) or len(steps) + len(came) > _FEW
        anew = anew or (came and len(self._links) > _LINKS)
        if not anew:
            self._take_out(steps)
            self._put_in(lists)
        ends = network.relink(self._project, self._links, ordered=not anew, ticket=self._ticket)
        if anew:
            self._set_order(zeros(count, PLACES), count)
            network.arrange()
        if ends is None or network.notes:
            self._give_back(came, gone, left)
            return None
        return Reshaped(
            came=came,
            gone=left,
            summaries={uid for uid in above if uid in network.rows},
            rows=(rows | ends | self._new | self._freed | self._branches(moved)).difference(left),
        )

    def _give_back(self, came: list[TaskUid], gone: list[TaskUid], left: list[int]) -> None:
        """Leave the rows as they were, for the schedule has them; the network is of no use any more."""
        network = self._network
        network.intact = False
        for uid in came:
            del network.rows[uid]
        network.rows.update(zip(gone, left, strict=True))

    def _steps(self, row: int) -> tuple[int, ...]:
        return (row, ~row) if self._network.first_child[row] else (row,)

    # -- rows

    def _drop(self, uid: TaskUid) -> int:
        """Leave a row to nobody; it stays below nothing and without links."""
        self._ticket.step(0, 0)
        network = self._network
        row = network.rows.pop(uid)
        for link in [*network.incoming[row], *network.outgoing[row]]:
            network.unlink(link.number)
            self._freed.update((link.predecessor, link.successor))
        network.parent[row] = row
        network.first_child[row] = network.next_child[row] = 0
        network.left[uid] = row
        return row

    def _add(self, uid: TaskUid) -> int:
        """Give a task a row: the one it had, for old schedules name that, or else a new one."""
        self._ticket.step(0, 0)
        network, name = self._network, self._project.tasks[uid].name
        row = network.left.pop(uid, None)
        if row is None:
            row = len(network.uids)
            network.uids.append(uid)
            network.names.append(name)
        network.names[row] = name
        network.rows[uid] = row
        return row

    # -- outline

    def _listed(self, uid: TaskUid) -> list[int]:
        self._ticket.step(0, 0)
        tasks, rows = self._project.tasks, self._network.rows
        return [rows[kid] for kid in self._project.children.get(uid, ()) if not tasks[kid].blank]

    def _chain(self, row: int, kids: list[int]) -> None:
        self._ticket.step(0, 0)
        network = self._network
        for kid, following in zip(kids, [*kids[1:], 0], strict=False):
            network.parent[kid], network.next_child[kid] = row, following
        network.first_child[row] = kids[0] if kids else 0

    def _branches(self, rows: set[int]) -> set[int]:
        """Rows with all below them."""
        found, waiting = set[int](), [*rows]
        while waiting:
            self._ticket.step(0, 0)
            row = waiting.pop()
            found.add(row)
            waiting += self._network.children[row]
        return found

    # -- order

    def _take_out(self, steps: list[int]) -> None:
        """Take steps that nobody waits for out of the order."""
        network = self._network
        places = sorted(network.rank[step] for step in steps)
        order = network.order[:]
        for place in reversed(places):
            del order[place]
        if places:
            self._set_order(order, places[0])

    def _put_in(self, lists: dict[int, list[int]]) -> None:
        """Put the steps of new rows into the order, each right before its summary takes its dates."""
        network = self._network
        found = ((row, self._block(kids)) for row, kids in lists.items() if row not in self._new)
        blocks = {network.rank[~row]: block for row, block in found if block}
        order, places = network.order[:], sorted(blocks)
        for place in reversed(places):
            order[place:place] = column(np.array(blocks[place]), kind=PLACES)
        if places:
            self._set_order(order, places[0])

    def _block(self, kids: list[int]) -> list[int]:
        """The steps of the new rows among some, each with those below it."""
        found, waiting = list[int](), kids[::-1]
        while waiting:
            step = waiting.pop()
            if step < 0 or step in self._new:
                found.append(step)
            if step in self._new and (below := self._network.children[step]):
                waiting += [~step, *below[::-1]]
        return found

    def _set_order(self, order: Column, first: int) -> None:
        """Take an order that is another one from a place on."""
        network = self._network
        network.order = order
        network.graph = Graph(network)
        network.graph.take_order(order, network.rank)
        network.graph.renumber(first)
