"""Where our dates differ from the file's: hold tasks where the file had them, or let the schedule's dates stand."""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager

import msgspec

from ..analysis.differences import Difference, in_order, search
from ..i18n import _, ngettext
from ..project.draft import Draft
from ..project.kinds import ConstraintKind
from ..project.moments import to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Task, TaskUid
from ..project.ticket import Ticket
from ..project.widths import replace
from ..schedule.engine import Engine
from ..schedule.stored import moved_tasks
from .tree import change, forget_dates

_TOLD = 500
"""Steps of a search between two reports of how far it is."""

_ROUNDS = 6
"""So often are tasks that still differ, once those before them were held, held too; at last all that are left."""


class Kept(msgspec.Struct, frozen=True):
    """How tasks can be held where the file had them.

    Attributes:
        constrained: Tasks held by a constraint, start no earlier than the file's start.
        manual: Tasks scheduled by hand from now on, with the file's dates.
        left: Tasks that can't be held: of summaries and finished tasks the dates follow from something else.
    """

    constrained: tuple[TaskUid, ...] = ()
    manual: tuple[TaskUid, ...] = ()
    left: tuple[TaskUid, ...] = ()

    def patch(self, project: Project, *, forget: bool = True) -> Patch:
        """The edit that holds them; what the file said of the dates of tasks set by hand is then forgotten."""
        draft = Draft(project)
        for uid in self.constrained:
            told = project.stored_dates[uid]
            kind = ConstraintKind.START_NO_EARLIER_THAN
            change(draft, uid, dates=forget, constraint=kind, constraint_date=told.start)
        for uid in self.manual:
            draft.tasks[uid] = _by_hand(project, project.tasks[uid])
            if forget:
                forget_dates(draft, uid)
        return draft.patch()

    def told(self) -> str:
        """What was done, in a sentence or two."""
        words: list[str] = []
        for count, one, many in (
            (
                len(self.constrained),
                "{count} task starts no earlier than in the file.",
                "{count} tasks start no earlier than in the file.",
            ),
            (
                len(self.manual),
                "{count} task is now scheduled by hand with the file's dates.",
                "{count} tasks are now scheduled by hand with the file's dates.",
            ),
            (
                len(self.left),
                "{count} task cannot be held: its dates follow from its tasks or its progress.",
                "{count} tasks cannot be held: their dates follow from their tasks or their progress.",
            ),
        ):
            if count:
                words.append(ngettext(one, many, count).format(count=count))
        return " ".join(words) or _("The dates are those of the file already.")


def keep_file_dates(engine: Engine, uids: Collection[TaskUid]) -> Kept:
    """How these tasks can be held where the file had them.

    A task that would move to an earlier date gets a constraint, unless it has one that says more than to start no
    earlier, or the constraint does not lead to the file's dates. Every other one is scheduled by hand from now on.
    That is tried out on the plan, which is afterwards as it was.
    """
    project = engine.project
    chosen = set(uids)
    wanted = [uid for uid in project.stored_dates if uid in chosen]
    held = [uid for uid in wanted if _can_be_held(project, uid)]
    soft = {uid for uid in held if _takes_constraint(engine, uid)}
    if soft:
        trial = Kept(tuple(soft), tuple(uid for uid in held if uid not in soft)).patch(project, forget=False)
        with _changed(engine, trial):
            soft.difference_update(moved_tasks(project, engine.schedule))
    return Kept(
        tuple(uid for uid in held if uid in soft),
        tuple(uid for uid in held if uid not in soft),
        tuple(uid for uid in wanted if uid not in held and uid != ROOT and not _follows(project, uid)),
    )


def keep_all_file_dates(engine: Engine, among: Collection[TaskUid], ticket: Ticket | None = None) -> Kept:
    """What holds the tasks at which the differences begin, and then those of the others that still differ.

    Tasks that have the file's dates as it is are held too where they would lose them.

    Args:
        engine: The plan and its schedule; changed meanwhile, and afterwards as it was, also where that is cancelled.
        among: The tasks that differ; others that differ were moved by edits and are left alone.
        ticket: Hears how far it is.

    Raises:
        Cancelled: The ticket said so.
    """
    project, chosen = engine.project, set[TaskUid]()
    edited = set(moved_tasks(project, engine.schedule)).difference(among)
    candidates = project.stored_dates.keys() - edited
    kept = Kept()
    for number in range(_ROUNDS):
        with _changed(engine, kept.patch(project)):
            found = _found(engine, candidates - chosen, ticket or Ticket(), number)
        if not found:
            break
        begin = {one.task for one in found if one.origin} if number < _ROUNDS - 2 else set[TaskUid]()
        chosen |= begin or {one.task for one in found}
        kept = keep_file_dates(engine, chosen)
    return kept


def _found(engine: Engine, among: Collection[TaskUid], ticket: Ticket, number: int) -> list[Difference]:
    """The differences; tells how far the search is, in the so-manieth round."""
    text = _("Looking where the differences begin…") if not number else _("Looking for what still differs…")
    total, found = len(engine.schedule.rows) + len(among), list[Difference]()
    for count, one in enumerate(search(engine, among)):
        if count % _TOLD == 0:
            ticket.step(min(count, total), total, text)
        if one is not None:
            found.append(one)
    return in_order(found)


@contextmanager
def _changed(engine: Engine, patch: Patch) -> Generator[None]:
    """The plan with a patch; afterwards it is what it was."""
    engine.project.apply(patch)
    engine.update(patch)
    try:
        yield
    finally:
        back = patch.inverted()
        engine.project.apply(back)
        engine.update(back)


def take_our_dates(project: Project, uids: Iterable[TaskUid]) -> Patch:
    """Forget what the file said of the dates of these tasks; the schedule's stand, which they do already."""
    draft = Draft(project)
    for uid in uids:
        if uid == ROOT or not project.tasks[uid].external:  # an external task has no dates but those
            forget_dates(draft, uid)
    return draft.patch()


def _can_be_held(project: Project, uid: TaskUid) -> bool:
    if uid == ROOT or project.is_summary(uid):
        return False
    task, told = project.tasks[uid], project.stored_dates[uid]
    return task.actual_finish is None and not task.external and told.start is not None and told.finish is not None


def _follows(project: Project, uid: TaskUid) -> bool:
    """Whether a task's dates are made of those of other tasks that differ and can be held."""
    return any(child in project.stored_dates for child in project.children.get(uid, ()))


def _takes_constraint(engine: Engine, uid: TaskUid) -> bool:
    """Whether a constraint may hold the task: it does not start later, and has no other constraint that counts."""
    task, told = engine.project.tasks[uid], engine.project.stored_dates[uid]
    free = task.constraint in (ConstraintKind.AS_SOON_AS_POSSIBLE, ConstraintKind.START_NO_EARLIER_THAN)
    if task.manual or task.actual_start is not None or engine.project.info.from_finish or not free:
        return False
    return told.start is not None and to_minute(told.start) >= engine.schedule.value("start", uid)


def _by_hand(project: Project, task: Task) -> Task:
    """The task scheduled by hand with the file's dates."""
    told = project.stored_dates[task.uid]
    return replace(
        task,
        manual=True,
        manual_start=told.start,
        manual_finish=told.finish,
        manual_duration=task.duration,
        start_text=None,
        finish_text=None,
        duration_text=None,
    )
