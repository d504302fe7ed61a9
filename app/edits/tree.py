"""The outline and the links of a plan while an edit changes them, and what every edit of a task has to mind."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import ConstraintKind
from ..project.project import Project
from ..project.records import ROOT, Dependency, DependencyKey, Task, TaskUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from .order import FEW_WALKS, Order, kept_order, reaches

_FEW_LINKS = 32
"""So many new links are checked one by one; for more an order of all tasks is made, as it is with them."""

SUMMARY_CONSTRAINTS = (
    ConstraintKind.AS_SOON_AS_POSSIBLE,
    ConstraintKind.AS_LATE_AS_POSSIBLE,
    ConstraintKind.START_NO_EARLIER_THAN,
    ConstraintKind.FINISH_NO_LATER_THAN,
)
"""The constraints a summary task can have."""

NO_PROGRESS: dict[str, Any] = {
    "percent_complete": 0,
    "percent_work_complete": 0,
    "actual_start": None,
    "actual_finish": None,
    "actual_duration": None,
    "remaining_duration": None,
    "stop": None,
    "resume": None,
}
"""The fields of a task on which nothing was reported."""


def titled(task: Task) -> str:
    """What a task is called in a sentence."""
    return task.name.strip() or _("the unnamed task")


def task_of(project: Project | Draft, uid: TaskUid) -> Task:
    """The task, which must not be a blank row.

    Raises:
        EditError: There is no such task, or it is a blank row.
    """
    task = project.tasks.get(uid)
    if task is None or task.blank:
        raise EditError(_("This row is empty; type a task name first."))
    return task


def change(draft: Draft, uid: TaskUid, *, dates: bool = False, **fields: Any) -> None:
    """Give a task other values; ``dates`` says that what a file told of its dates is no longer true."""
    draft.tasks[uid] = replace(draft.tasks[uid], **fields)
    if dates:
        forget_dates(draft, uid)


def forget_dates(draft: Draft, uid: TaskUid) -> None:
    """Drop what a file said of a task's computed dates, and of its assignments'."""
    if uid in draft.stored_dates:
        del draft.stored_dates[uid]
    for one in draft.project.assignments_of(uid):
        if one.uid in draft.stored_assignment_dates:
            del draft.stored_assignment_dates[one.uid]


class Tree:
    """The outline of a draft: reads give it as it is so far, writes go into the draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._moved: dict[TaskUid, TaskUid] = {}

    def parent(self, uid: TaskUid) -> TaskUid:
        """The summary task above, ``ROOT`` for the top level."""
        found = self._moved.get(uid)
        return self._draft.project.parent(uid) if found is None else found

    def ancestors(self, uid: TaskUid) -> Iterator[TaskUid]:
        """The summary tasks above, nearest first, without ``ROOT``."""
        while (uid := self.parent(uid)) != ROOT:
            yield uid

    def children(self, uid: TaskUid) -> tuple[TaskUid, ...]:
        """The tasks right below, in order."""
        return self._draft.children.get(uid) or ()

    def subtree(self, uid: TaskUid) -> Iterator[TaskUid]:
        """The task and all below it, in order."""
        stack = [uid]
        while stack:
            one = stack.pop()
            yield one
            stack.extend(reversed(self.children(one)))

    def set_children(self, parent: TaskUid, children: Iterable[TaskUid]) -> int:
        """Put these tasks below one, and no others; the caller finds a place for those that go.

        Blank rows alone make no summary task: they come to stand after it. Gives how many did.
        """
        placed = tuple(children)
        if parent != ROOT and placed and all(self._draft.tasks[uid].blank for uid in placed):
            self.set_children(parent, ())
            above = self.parent(parent)
            self.put(above, self.children(above).index(parent) + 1, placed)
            return len(placed)
        come = set(placed).difference(self.children(parent))
        newly_summary = parent != ROOT and parent not in self._draft.children and placed
        if placed:
            self._draft.children[parent] = placed
        elif parent in self._draft.children:
            del self._draft.children[parent]
        self._moved.update(dict.fromkeys(come, parent))
        if newly_summary:
            self._became_summary(parent)
        return 0

    @property
    def changed(self) -> bool:
        """Whether tasks got another summary task in the draft."""
        return bool(self._moved)

    def moved(self) -> list[TaskUid]:
        """The tasks that stand below another one than before."""
        return [uid for uid, parent in self._moved.items() if self._draft.project.parent(uid) != parent]

    def put(self, parent: TaskUid, index: int, uids: Iterable[TaskUid]) -> None:
        """Put tasks below one, before the child that stands at an index."""
        children = self.children(parent)
        self.set_children(parent, (*children[:index], *uids, *children[index:]))

    def _became_summary(self, uid: TaskUid) -> None:
        """Take from a task what a summary task can't have: progress and milestone of its own, most constraints."""
        task = self._draft.tasks[uid]
        free = task.constraint in SUMMARY_CONSTRAINTS
        change(
            self._draft,
            uid,
            dates=True,
            milestone=False,
            constraint=task.constraint if free else ConstraintKind.AS_SOON_AS_POSSIBLE,
            constraint_date=task.constraint_date if free else None,
            **NO_PROGRESS,
        )


class Links:
    """The links of a draft: reads give them as they are so far, writes go into the draft."""

    def __init__(self, draft: Draft, tree: Tree) -> None:
        self._draft = draft
        self._tree = tree
        self._added: dict[TaskUid, list[DependencyKey]] = {}
        self._added_to: dict[TaskUid, list[DependencyKey]] = {}

    def uids(self) -> Iterable[TaskUid]:
        """All tasks."""
        return self._draft.tasks

    def successors(self, uid: TaskUid) -> list[TaskUid]:
        """The tasks that a task drives."""
        keys = self._draft.project.links_from(uid)
        return [key[1] for key in (self._present(keys, self._added.get(uid, ())) if self._touched else keys)]

    def predecessors(self, uid: TaskUid) -> list[TaskUid]:
        """The tasks that drive a task."""
        keys = self._draft.project.links_to(uid)
        return [key[0] for key in (self._present(keys, self._added_to.get(uid, ())) if self._touched else keys)]

    @property
    def _touched(self) -> bool:
        return self._draft.dependencies.changed

    def _present(self, keys: Iterable[DependencyKey], added: Iterable[DependencyKey]) -> list[DependencyKey]:
        dependencies = self._draft.dependencies
        return [key for key in (*keys, *added) if key in dependencies]

    def parent(self, uid: TaskUid) -> TaskUid:
        """The summary task above a task, ``ROOT`` for the top level."""
        return self._tree.parent(uid)

    def children(self, uid: TaskUid) -> tuple[TaskUid, ...]:
        """The tasks right below one."""
        return self._tree.children(uid)

    def put(self, link: Dependency) -> None:
        """Make or change a link.

        Raises:
            EditError: A task would drive itself.
        """
        known = link.key in self._draft.dependencies
        if not known:
            self.check(link.key)
            self._note(link.key)
        self._draft.dependencies[link.key] = link
        forget_dates(self._draft, link.successor)

    def put_new(self, links: Sequence[Dependency], ticket: Ticket | None = None) -> None:
        """Make links that are not there yet.

        Raises:
            EditError: One of them cannot stand, the first of which is named.
            Cancelled: The ticket said so.
        """
        if len(links) <= _FEW_LINKS or not Order(self, ticket).whole:
            for link in links:
                self.put(link)
            return
        for link in followed(links, ticket):
            self._check_ends(link.key)
            self._note(link.key)
            forget_dates(self._draft, link.successor)
        if not self._stand(links, len(links), ticket):
            first = bisect_left(range(len(links)), True, key=lambda last: not self._stand(links, last + 1, ticket))
            self._refuse_circle(links[first].key)

    def _stand(self, links: Sequence[Dependency], count: int, ticket: Ticket | None) -> bool:
        """Make the first of some new links and no others of them; whether they close no circle."""
        for place, link in enumerate(links):
            if place < count:
                self._draft.dependencies[link.key] = link
            elif link.key in self._draft.dependencies:
                del self._draft.dependencies[link.key]
        return Order(self, ticket).whole

    def _note(self, key: DependencyKey) -> None:
        """Know a link that comes by its ends."""
        if key not in self._draft.project.dependencies:
            self._added.setdefault(key[0], []).append(key)
            self._added_to.setdefault(key[1], []).append(key)

    def remove(self, key: DependencyKey) -> None:
        """Remove a link."""
        del self._draft.dependencies[key]
        forget_dates(self._draft, key[1])

    def check(self, key: DependencyKey) -> None:
        """See that a new link can stand.

        Raises:
            EditError: It ties a task to itself or to its own summary, or closes a circle.
        """
        self._check_ends(key)
        project = self._draft.project
        if project.ranks is not None and not self._tree.changed and not self._added:
            admitted = not reaches(self, [key[1]], [key[0]], project.ranks)
        else:
            admitted = kept_order(project).admits(key, self, moved=self._tree.changed)
        if not admitted:
            self._refuse_circle(key)

    def refused(
        self,
        summaries: Collection[TaskUid],
        joined: Mapping[TaskUid, Collection[TaskUid]],
        ticket: Ticket | None = None,
    ) -> TaskUid | None:
        """The first of these summary tasks whose links cannot stand now that tasks were moved below it.

        Args:
            summaries: All those under which tasks came to stand.
            joined: The tasks that did, by the summary task right above.
            ticket: Hears of it; can cancel it.
        """
        linked = [uid for uid in followed(summaries, ticket) if self.predecessors(uid) or self.successors(uid)]
        for uid in linked:
            above = set(self._tree.ancestors(uid))
            ends = (*self.predecessors(uid), *self.successors(uid))
            if any(one in above or uid in self._tree.ancestors(one) for one in ends):
                return uid
        if len(linked) > FEW_WALKS and Order(self, ticket).whole:
            return None
        return next((uid for uid in linked if self._circles_through(uid, joined)), None)

    def _circles_through(self, uid: TaskUid, joined: Mapping[TaskUid, Collection[TaskUid]]) -> bool:
        """Whether what drives a task hangs on it, or it hangs on what it drives.

        Before tasks joined one summary task there was no circle in a plan with ranks. So a new one leads through just
        one of the joined tasks, and otherwise along what was there before: the ranks hold on the way.
        """
        ranks = self._draft.project.ranks if len(joined) == 1 else None
        moved = [uid] if ranks is None else next(iter(joined.values()))
        return reaches(self, moved, self.predecessors(uid), ranks) or reaches(self, self.successors(uid), moved, ranks)

    def _check_ends(self, key: DependencyKey) -> None:
        predecessor, successor = task_of(self._draft, key[0]), task_of(self._draft, key[1])
        if predecessor is successor:
            raise EditError(_("{successor} cannot be its own predecessor.").format(successor=titled(successor)))
        if key[0] in self._tree.ancestors(key[1]) or key[1] in self._tree.ancestors(key[0]):
            raise EditError(
                _("{predecessor} and {successor} cannot be linked: one is the summary of the other.").format(
                    predecessor=titled(predecessor), successor=titled(successor)
                )
            )

    def _refuse_circle(self, key: DependencyKey) -> None:
        predecessor, successor = (titled(self._draft.tasks[uid]) for uid in key)
        raise EditError(
            _("{successor} cannot follow {predecessor}: that would be a circle of links.").format(
                predecessor=predecessor, successor=successor
            )
        )
