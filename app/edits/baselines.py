"""Edits of baselines 0 to 10: what is planned now, kept to compare with later, of tasks, assignments and resources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from ..analysis.cost import assignment_cost, cost_over_time, rates_of
from ..analysis.figures import Figures
from ..analysis.spread import DUST, Spread, Stretch, does_work, spread_of, summed, total
from ..i18n import _
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.moments import to_datetime
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, Assignment, Baseline, ResourceUid, TaskUid
from ..project.ticket import Ticket
from ..project.widths import replace
from ..schedule.engine import Engine
from ..schedule.splits import baseline_kind
from .timephased import amounts_told

NUMBERS = range(11)
"""The numbers a baseline can have; the first one is just called *Baseline*."""


def save(engine: Engine, number: int = 0, uids: Iterable[TaskUid] | None = None, ticket: Ticket | None = None) -> Patch:
    """Keep the present dates, durations, work and cost as a baseline, of all tasks unless some are named.

    With all tasks, those of the resources and of the plan as a whole are kept too.

    Raises:
        EditError: There is no such baseline.
        Cancelled: The ticket said so.
    """
    _check(number)
    project, figures = engine.project, Figures(engine)
    draft = Draft(project)
    chosen = list(project.tasks if uids is None else uids)
    ticket = ticket or Ticket()
    for place, uid in enumerate(chosen):
        ticket.step(place, len(chosen))
        task = project.tasks[uid]
        if not task.blank:
            draft.tasks[uid] = replace(task, baselines=_with(task.baselines, number, _of_task(figures, uid, number)))
            for one in project.assignments_of(uid):
                draft.assignments[one.uid] = _of_assignment(engine, one, number)
    if uids is None and chosen:
        _save_totals(draft, figures, number)
    return draft.patch(ticket)


def clear(
    project: Project, number: int = 0, uids: Iterable[TaskUid] | None = None, ticket: Ticket | None = None
) -> Patch:
    """Forget a baseline, of all tasks unless some are named.

    Raises:
        EditError: There is no such baseline.
        Cancelled: The ticket said so.
    """
    _check(number)
    draft = Draft(project)
    kinds = (baseline_kind(number), baseline_kind(number) + 1)
    chosen = list(project.tasks if uids is None else uids)
    ticket = ticket or Ticket()
    for place, uid in enumerate(chosen):
        ticket.step(place, len(chosen))
        task = project.tasks[uid]
        draft.tasks[uid] = replace(task, baselines=_with(task.baselines, number, None))
        for one in project.assignments_of(uid):
            kept = tuple(piece for piece in one.timephased if piece.kind not in kinds)
            draft.assignments[one.uid] = replace(one, baselines=_with(one.baselines, number, None), timephased=kept)
    if uids is None:
        for resource in project.resources.values():
            draft.resources[resource.uid] = replace(resource, baselines=_with(resource.baselines, number, None))
        if any(one.number == number for one in project.info.summary_baselines):
            draft.info = replace(project.info, summary_baselines=_with(project.info.summary_baselines, number, None))
    return draft.patch(ticket)


def saved(project: Project) -> Counter[int]:
    """How many tasks each baseline holds."""
    return Counter(one.number for task in project.tasks.values() for one in task.baselines)


# -- helpers


def _check(number: int) -> None:
    if number not in NUMBERS:
        raise EditError(_("Baselines are numbered 0 to 10."))


def _with(baselines: Sequence[Baseline], number: int, baseline: Baseline | None) -> tuple[Baseline, ...]:
    others = [one for one in baselines if one.number != number]
    if baseline is None and len(others) == len(baselines):
        return tuple(baselines)
    return tuple(sorted([*others, *([baseline] if baseline else [])], key=lambda one: one.number))


def _of_task(figures: Figures, uid: TaskUid, number: int) -> Baseline:
    schedule, task = figures.schedule, figures.project.tasks.get(uid)
    unit: dict[str, Any] = {} if task is None else {"duration_unit": task.duration_unit, "estimated": task.estimated}
    return Baseline(
        number=number,
        start=schedule.start_of(uid),
        finish=schedule.finish_of(uid),
        duration=schedule.duration[schedule.rows[uid]],
        work=figures.work(uid),
        cost=figures.cost(uid),
        **unit,
    )


def _of_assignment(engine: Engine, one: Assignment, number: int) -> Assignment:
    """An assignment with its dates, work and cost in a baseline, and how the work is spread where it is not even."""
    project, schedule, times = engine.project, engine.schedule, engine.working_times
    span = schedule.spans[one.uid]
    kept = Baseline(
        number=number,
        start=to_datetime(span.start),
        finish=to_datetime(span.finish),
        work=span.work if does_work(project, one) else None,
        cost=assignment_cost(project, schedule, one, times),
    )
    uneven = does_work(project, one) and (span.pieces or one.overtime_work or _changes_price(project, one))
    spread = spread_of(project, schedule, times, one) if uneven else None
    kind = baseline_kind(number)
    others = [piece for piece in one.timephased if piece.kind not in (kind, kind + 1)]
    if spread is not None and span.pieces:
        others += amounts_told(spread.time, spread.whole, kind)
    if spread is not None:
        others += amounts_told(spread.time, _uneven_cost(project, one, spread), kind + 1, money=True)
    return replace(one, baselines=_with(one.baselines, number, kept), timephased=tuple(others))


def _uneven_cost(project: Project, one: Assignment, spread: Spread) -> Iterable[Stretch]:
    """The cost of an assignment over time where it does not go evenly with time."""
    stretches, steps = cost_over_time(project, one, spread)
    merged = summed(stretches)
    if len(merged) < 2 or total(merged) <= DUST:
        return ()
    due = sum(amount for _moment, amount in steps)  # a use falls due when work begins
    (first, last, amount), *rest = merged
    return [(first, last, amount + due), *rest]


def _changes_price(project: Project, one: Assignment) -> bool:
    """Whether the rates of an assignment's resource change with time."""
    resource = None if one.resource is None else project.resources.get(one.resource)
    return resource is not None and len(rates_of(resource, one.cost_rate_table)) > 1


def _save_totals(draft: Draft, figures: Figures, number: int) -> None:
    """The baselines of the resources and of the plan itself."""
    project = draft.project
    work: Counter[ResourceUid] = Counter()
    cost: dict[ResourceUid, Decimal] = {}
    for uid in project.assignments:
        one = draft.assignments[uid]
        told = next((kept for kept in one.baselines if kept.number == number), None)
        if one.resource is not None and told is not None:
            work[one.resource] += told.work or 0
            cost[one.resource] = cost.get(one.resource, Decimal(0)) + (told.cost or 0)
    for uid in work:
        resource = project.resources[uid]
        kept = Baseline(number=number, work=work[uid], cost=cost[uid])
        draft.resources[uid] = replace(resource, baselines=_with(resource.baselines, number, kept))
    summary = _with(project.info.summary_baselines, number, _of_task(figures, ROOT, number))
    draft.info = replace(project.info, summary_baselines=summary)
