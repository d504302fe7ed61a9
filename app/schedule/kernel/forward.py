# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""The forward pass in columns, and its repair."""

from __future__ import annotations

from ..codes import ACTIVE, CHANGED, CHILD, ELAPSED, EVER, FROM_FINISH, MOVED, NEVER, NOBODY, ODD, PERCENT, TO_FINISH
from .sweep import Sweep


def forward(sweep: Sweep, place: int, end: int, limit: int) -> int:
    """Take steps from a place of the order on; gives the place of one with rules of its own, or -1 at the end.

    What holds that one back was asked for then. As Python, most of a pass goes by in this loop: hence one function.

    Args:
        end: The place to end before.
        limit: 0 for all steps; else only those marked are taken, as long as fewer rows were looked at.
    """
    graph, axes, repair = sweep.graph, sweep.axes, limit > 0
    order, parent, first_child, first_in = graph.order, graph.parent, graph.first_child, graph.first_in
    before, kinds, lag, next_in = graph.before, graph.kinds, graph.lag, graph.next_in
    bits, spans, time, length = sweep.bits, sweep.span, sweep.time, sweep.length
    starts, finishes, early_start, early_finish = sweep.starts, sweep.finishes, sweep.early_start, sweep.early_finish
    hold_start, hold_finish, duration, driver = sweep.hold_start, sweep.hold_finish, sweep.duration, sweep.driver
    start_code, finish_codes, lag_time = sweep.start_code, sweep.finish_code, sweep.lag_time
    while True:
        if repair:
            place = _next_marked(sweep, place, limit)
        if place < 0 or place >= end:
            return -1
        row = order[place]
        if row < 0:
            if bits[~row] & ODD:
                return place
            close(sweep, ~row)
        else:
            above = parent[row]
            start, code = hold_start[above], start_code[above]
            finish, finish_code = hold_finish[above], finish_codes[above]
            if not row:
                start = finish = NEVER
                code = finish_code = NOBODY
            link = first_in[row]
            while link >= 0:
                kind = kinds[link]
                moment = finishes[before[link]] if kind & FROM_FINISH else starts[before[link]]
                minutes = lag[link]
                if minutes:
                    if kind & (ELAPSED | PERCENT):
                        moment = sweep.shifted(link, moment, False)
                    else:
                        axis = axes[lag_time[row]]
                        moment = axis.moved(moment, minutes)
                if kind & TO_FINISH:
                    if moment > finish:
                        finish, finish_code = moment, link
                elif moment > start:
                    start, code = moment, link
                link = next_in[link]
            if bits[row] & ODD or first_child[row] or not row:
                _ask(sweep, row, start, code, finish, finish_code)
                if bits[row] & ODD:
                    return place
                _open(sweep, row)
            else:
                at_finish, span = finish, spans[row]
                if start == NEVER:
                    start = sweep.project_start
                    if sweep.hold_summary[above] > start:
                        start, code = sweep.hold_summary[above], sweep.summary_code[above]
                finish = start
                if span:
                    axis = axes[time[row]]
                    start, finish = axis.from_start(start, span)
                if at_finish > finish:
                    # the moment itself, even where it is outside working hours or reads as the next period's start
                    start = finish = at_finish
                    code = finish_code
                    if span:
                        axis = axes[time[row]]
                        start = axis.moved(finish, -span)
                starts[row] = early_start[row] = start
                finishes[row] = early_finish[row] = finish
                duration[row] = length[row]
                driver[row] = code
        if repair:
            spread(sweep, order[place])
        place += 1


def _ask(sweep: Sweep, row: int, start: int, code: int, finish: int, finish_code: int) -> None:
    """Set what was asked for of a row."""
    above = sweep.graph.parent[row]
    sweep.at_start, sweep.at_start_code = start, code
    sweep.at_finish, sweep.at_finish_code = finish, finish_code
    sweep.at_links = start if code > NOBODY else NEVER if code == NOBODY else _asked_by_links(sweep, row)
    sweep.at_summary, sweep.at_summary_code = sweep.hold_summary[above], sweep.summary_code[above]
    if not row:
        sweep.at_summary, sweep.at_summary_code = NEVER, NOBODY


def _asked_by_links(sweep: Sweep, row: int) -> int:
    """The start that links of a row and of the summaries above ask for, where a constraint of these asks for more."""
    graph, start = sweep.graph, sweep.link_start[sweep.graph.parent[row]]
    link = graph.first_in[row]
    while link >= 0:
        kind, before = graph.kinds[link], graph.before[link]
        if not kind & TO_FINISH:
            moment = sweep.finishes[before] if kind & FROM_FINISH else sweep.starts[before]
            start = max(start, sweep.shifted(link, moment, False))
        link = graph.next_in[link]
    return start


def _open(sweep: Sweep, row: int) -> None:
    """Hand down what was asked for to the tasks of a summary."""
    sweep.link_start[row] = sweep.at_links
    sweep.hold_start[row], sweep.start_code[row] = sweep.at_start, sweep.at_start_code
    sweep.hold_finish[row], sweep.finish_code[row] = sweep.at_finish, sweep.at_finish_code
    sweep.hold_summary[row], sweep.summary_code[row] = sweep.at_summary, sweep.at_summary_code


def close(sweep: Sweep, row: int) -> None:
    """Give a summary the dates of its tasks; without any that count, the project start."""
    graph = sweep.graph
    start = early_start = EVER
    finish = early_finish = NEVER
    first = 0
    child = graph.first_child[row]
    while child:
        if sweep.bits[child] & ACTIVE:
            if sweep.starts[child] < start:
                start, first = sweep.starts[child], child
            if sweep.finishes[child] > finish:
                finish = sweep.finishes[child]
            if sweep.early_start[child] < early_start:
                early_start = sweep.early_start[child]
            if sweep.early_finish[child] > early_finish:
                early_finish = sweep.early_finish[child]
        child = graph.next_child[child]
    sweep.driver[row] = CHILD + first if first else NOBODY
    if not first:
        start = finish = early_start = early_finish = sweep.project_start
    if not row:
        finish = max(finish, early_finish)
    sweep.starts[row], sweep.finishes[row] = start, finish
    sweep.early_start[row], sweep.early_finish[row] = early_start, early_finish
    measure(sweep, row)


def measure(sweep: Sweep, row: int) -> None:
    """Set the duration of a summary from its dates."""
    axis = sweep.axes[sweep.yard[row]]
    sweep.duration[row] = axis.between(sweep.starts[row], sweep.finishes[row])


def _next_marked(sweep: Sweep, place: int, limit: int) -> int:
    """The next marked step from a place on, which is to be taken now; -1 where none is, or enough were."""
    if sweep.count < limit:
        if place >= sweep.graph.steps or not sweep.marks[place]:
            place = sweep.marks.find(1, place)
        if place >= 0:
            sweep.marks[place] = 0
            _keep(sweep, sweep.graph.order[place])
        return place
    for place in range(sweep.graph.steps):
        sweep.marks[place] = 0
    return -1


def _keep(sweep: Sweep, step: int) -> None:
    """Remember what others take from a step before it is taken."""
    row = step if step >= 0 else ~step
    sweep.touch(row)
    if step >= 0 and sweep.graph.is_summary(row):
        sweep.was[0], sweep.was[1], sweep.was[2] = (
            sweep.hold_start[row],
            sweep.hold_finish[row],
            sweep.hold_summary[row],
        )
        sweep.was[3], sweep.was[4], sweep.was[5] = (
            sweep.start_code[row],
            sweep.finish_code[row],
            sweep.summary_code[row],
        )
        sweep.was[6] = sweep.link_start[row]
    else:
        sweep.was[0], sweep.was[1], sweep.was[2] = sweep.starts[row], sweep.finishes[row], sweep.duration[row]
        sweep.was[3], sweep.was[4] = sweep.early_start[row], sweep.early_finish[row]


def spread(sweep: Sweep, step: int) -> None:
    """Mark the steps that hang on one, where it is not what it was."""
    graph, row = sweep.graph, step if step >= 0 else ~step
    if step >= 0 and graph.is_summary(row):
        same = sweep.was[0] == sweep.hold_start[row] and sweep.was[1] == sweep.hold_finish[row]
        same = same and sweep.was[2] == sweep.hold_summary[row] and sweep.was[3] == sweep.start_code[row]
        same = same and sweep.was[4] == sweep.finish_code[row] and sweep.was[6] == sweep.link_start[row]
        if not same or sweep.was[5] != sweep.summary_code[row]:
            sweep.marks[graph.rank[~row]] = 1
            child = graph.first_child[row]
            while child:
                sweep.marks[graph.rank[child]] = 1
                child = graph.next_child[child]
        return
    same = (
        sweep.was[0] == sweep.starts[row]
        and sweep.was[1] == sweep.finishes[row]
        and sweep.was[2] == sweep.duration[row]
    )
    if same and sweep.was[3] == sweep.early_start[row] and sweep.was[4] == sweep.early_finish[row]:
        return
    sweep.seen[row] |= MOVED if sweep.was[0] != sweep.starts[row] or sweep.was[1] != sweep.finishes[row] else CHANGED
    above = graph.parent[row]
    # a wide summary is not looked through where the row neither was nor is its first or last
    if row and (
        min(sweep.was[0], sweep.starts[row]) <= sweep.starts[above]
        or max(sweep.was[1], sweep.finishes[row]) >= sweep.finishes[above]
        or min(sweep.was[3], sweep.early_start[row]) <= sweep.early_start[above]
        or max(sweep.was[4], sweep.early_finish[row]) >= sweep.early_finish[above]
    ):
        sweep.marks[graph.rank[~above]] = 1
    link = graph.first_out[row]
    while link >= 0:
        sweep.marks[graph.rank[graph.after[link]]] = 1
        link = graph.next_out[link]
