# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""The backward pass in columns, and its repair."""

from __future__ import annotations

from ..codes import (
    ACTIVE,
    CHANGED,
    DELAYED,
    ELAPSED,
    EVER,
    FROM_FINISH,
    MANUAL,
    NEVER,
    ODD,
    PERCENT,
    STARTED,
    TO_FINISH,
)
from .sweep import Sweep


def backward(sweep: Sweep, place: int, end: int, repair: bool) -> int:
    """Take steps from a place of the order back; gives the place of one with rules of its own, or -1.

    What limits that one was asked for then. Links from the start limit neither summaries nor manual tasks nor those
    that have started. In summaries scheduled by hand, links that lead out of them leave automatic tasks no more
    than they take.

    Args:
        end: The last place to take.
        repair: Only those marked are taken.
    """
    graph, axes = sweep.graph, sweep.axes
    order, parent, first_child, first_out = graph.order, graph.parent, graph.first_child, graph.first_out
    afters, kinds, lag, next_out = graph.after, graph.kinds, graph.lag, graph.next_out
    all_bits, spans, time, deadline = sweep.bits, sweep.span, sweep.time, sweep.deadline
    start_by, finish_by, late_start, late_finish = sweep.start_by, sweep.finish_by, sweep.late_start, sweep.late_finish
    below_start, below_finish, early_finish = sweep.below_start, sweep.below_finish, sweep.early_finish
    all_waited, all_within, lag_time = sweep.waited, sweep.within, sweep.lag_time
    while True:
        if repair:
            place = _next_marked_late(sweep, place)
        if place < end:
            return -1
        row = order[place]
        leaf = row > 0
        if row >= 0 and (first_child[row] or not row):
            _close_late(sweep, row)
        else:
            if not leaf:
                row = ~row
            above, bits, within = parent[row], all_bits[row], 0
            start, finish, waited = EVER, sweep.project_finish, False
            if row:
                waited = all_waited[above] > 0
                if bits & MANUAL:
                    start, finish = sweep.hand_start[above], sweep.hand_finish[above]
                else:
                    start, finish, within = below_start[above], below_finish[above], all_within[above]
            link = first_out[row]
            while link >= 0:
                after, kind = afters[link], kinds[link]
                moment = finish_by[after] if kind & TO_FINISH else start_by[after]
                minutes = lag[link]
                if all_bits[after] != ACTIVE:
                    moment = sweep.bound(link, moment)
                elif minutes:
                    if kind & (ELAPSED | PERCENT):
                        moment = sweep.shifted(link, moment, True)
                    else:
                        axis = axes[lag_time[after]]
                        moment = axis.moved(moment, -minutes)
                if moment < EVER:
                    waited = True
                    if kind & FROM_FINISH:
                        if within and not _stands_below(sweep, after, within) and early_finish[row] < moment:
                            moment = early_finish[row]
                        if moment < finish:
                            finish = moment
                    elif leaf and moment < start and not bits & (MANUAL | STARTED):
                        start = moment
                link = next_out[link]
            if sweep.several_paths and leaf and not waited and early_finish[row] < finish:
                finish = early_finish[row]
            if not leaf or bits & ODD:
                sweep.limit_start, sweep.limit_finish, sweep.limit_waited = start, finish, waited
                if leaf:
                    return place
                _hand_down(sweep, row)
            else:
                if deadline[row] < finish:
                    finish = deadline[row]
                limit, span = start, spans[row]
                start = finish
                if span:
                    axis = axes[time[row]]
                    start, finish = axis.from_finish(finish, span)
                if limit < start:
                    start = finish = limit
                    if span:
                        axis = axes[time[row]]
                        start, finish = axis.from_start(start, span)
                start_by[row] = late_start[row] = start
                finish_by[row] = late_finish[row] = finish
        if repair:
            spread_late(sweep, order[place])
        place -= 1


def _stands_below(sweep: Sweep, row: int, summary: int) -> bool:
    while row:
        row = sweep.graph.parent[row]
        if row == summary:
            return True
    return False


def _hand_down(sweep: Sweep, row: int) -> None:
    """Set what the tasks of a summary have to respect; of a manual one, automatic tasks only what is above it."""
    graph = sweep.graph
    finish = min(sweep.limit_finish, sweep.deadline[row])
    sweep.hand_start[row], sweep.hand_finish[row] = sweep.limit_start, finish
    sweep.waited[row] = sweep.limit_waited
    above = graph.parent[row]
    if sweep.bits[row] & MANUAL:
        sweep.below_start[row], sweep.below_finish[row] = sweep.below_start[above], sweep.below_finish[above]
        sweep.within[row] = row
    else:
        sweep.below_start[row], sweep.below_finish[row] = sweep.limit_start, finish
        sweep.within[row] = sweep.within[above] if row else 0
    link = graph.first_out[row]
    while link >= 0:  # unlike for its tasks, levelled tasks in summaries after it count for itself
        after = graph.after[link]
        if graph.first_child[after] and graph.kinds[link] & (FROM_FINISH | TO_FINISH) == FROM_FINISH:
            finish = min(finish, sweep.bound(link, sweep.late_start[after]))
        link = graph.next_out[link]
    sweep.own_finish[row] = finish


def _close_late(sweep: Sweep, row: int) -> None:
    """Give a summary the late dates of its tasks, within its own limits; manual tasks stay where they are."""
    first_child, next_child, all_bits = sweep.graph.first_child, sweep.graph.next_child, sweep.bits
    late_starts, late_finishes, start_by = sweep.late_start, sweep.late_finish, sweep.start_by
    start = prompt_start = EVER
    finish = NEVER
    count = held = 0
    child = first_child[row]
    while child:
        bits = all_bits[child]
        if bits & ACTIVE:
            count += 1
            moment, by, end = late_starts[child], start_by[child], late_finishes[child]
            if bits & MANUAL:
                moment = by = sweep.early_start[child]
                if not first_child[child]:
                    end = sweep.early_finish[child]
            if moment < start:
                start = moment
            if bits & DELAYED:
                held += 1
            elif by < prompt_start:
                prompt_start = by
            if end > finish:
                finish = end
        child = next_child[child]
    if not count:
        start, finish = sweep.starts[row], sweep.finishes[row]
    elif sweep.bits[row] & MANUAL:
        if sweep.early_finish[row] > _last_early_finish(sweep, row):
            start = sweep.early_start[row]
        finish = max(finish, sweep.early_finish[row])
    elif sweep.own_finish[row] < finish and not sweep.bits[row] & STARTED:
        axis, limit = sweep.axes[sweep.yard[row]], sweep.own_finish[row]
        earlier = axis.between(limit, finish)
        if earlier:
            start = axis.moved(start, -earlier)
        finish = limit
    sweep.late_start[row], sweep.late_finish[row] = start, finish
    # for predecessors, tasks that levelling holds back do not count
    sweep.start_by[row] = prompt_start if 0 < held < count else start
    sweep.finish_by[row] = finish


def _last_early_finish(sweep: Sweep, row: int) -> int:
    """The last early finish of the tasks of a summary."""
    finish, child = NEVER, sweep.graph.first_child[row]
    while child:
        if sweep.bits[child] & ACTIVE and sweep.early_finish[child] > finish:
            finish = sweep.early_finish[child]
        child = sweep.graph.next_child[child]
    return finish


def mark_late(sweep: Sweep) -> None:
    """Mark all steps of which late dates can hang on the rows looked at, for these were dated anew."""
    graph = sweep.graph
    for place in range(sweep.count):
        row = sweep.touched[place]
        above = graph.parent[row]
        sweep.mark(row)
        _mark_before(sweep, row)
        if graph.is_summary(row):
            _mark_children(sweep, row)
        if (sweep.bits[row] | sweep.bits[above]) & MANUAL:  # their early dates count for the late ones
            sweep.marks[graph.rank[above]] = 1


def _mark_before(sweep: Sweep, row: int) -> None:
    """Mark the predecessors of a row for the backward pass."""
    graph = sweep.graph
    link = graph.first_in[row]
    while link >= 0:
        before = graph.before[link]
        sweep.marks[graph.rank[~before if graph.first_child[before] else before]] = 1
        link = graph.next_in[link]


def _mark_children(sweep: Sweep, row: int) -> None:
    """Mark the tasks of a summary for the backward pass."""
    graph = sweep.graph
    child = graph.first_child[row]
    while child:
        sweep.marks[graph.rank[~child if graph.first_child[child] else child]] = 1
        child = graph.next_child[child]


def _next_marked_late(sweep: Sweep, place: int) -> int:
    """The next marked step from a place back, which is to be taken now; -1 where none is."""
    if place >= 0 and not sweep.marks[place]:
        place = sweep.marks.rfind(1, 0, place + 1)
    if place >= 0:
        sweep.marks[place] = 0
        _keep_late(sweep, sweep.graph.order[place])
    return place


def _keep_late(sweep: Sweep, step: int) -> None:
    """Remember what others take from a step before it is taken backwards."""
    row = step if step >= 0 else ~step
    sweep.touch(row)
    if step < 0:
        sweep.was[0], sweep.was[1], sweep.was[2] = sweep.hand_start[row], sweep.hand_finish[row], sweep.below_start[row]
        sweep.was[3], sweep.was[4], sweep.was[5] = sweep.below_finish[row], sweep.own_finish[row], sweep.waited[row]
        sweep.was[6] = sweep.within[row]
    else:
        sweep.was[0], sweep.was[1], sweep.was[2] = sweep.late_start[row], sweep.late_finish[row], sweep.start_by[row]
        sweep.was[3] = sweep.finish_by[row]


def spread_late(sweep: Sweep, step: int) -> None:
    """Mark the steps whose late dates hang on one, where it is not what it was."""
    graph, row = sweep.graph, step if step >= 0 else ~step
    if step < 0:
        same = sweep.was[0] == sweep.hand_start[row] and sweep.was[1] == sweep.hand_finish[row]
        same = same and sweep.was[2] == sweep.below_start[row] and sweep.was[3] == sweep.below_finish[row]
        same = same and sweep.was[6] == sweep.within[row]
        if not same or sweep.was[4] != sweep.own_finish[row] or sweep.was[5] != sweep.waited[row]:
            sweep.marks[graph.rank[row]] = 1
            _mark_children(sweep, row)
        return
    same = sweep.was[0] == sweep.late_start[row] and sweep.was[1] == sweep.late_finish[row]
    if not same:
        sweep.seen[row] |= CHANGED
    if same and sweep.was[2] == sweep.start_by[row] and sweep.was[3] == sweep.finish_by[row]:
        return
    above = graph.parent[row]
    if row and (
        min(sweep.was[0], sweep.late_start[row]) <= sweep.late_start[above]
        or max(sweep.was[1], sweep.late_finish[row]) >= sweep.late_finish[above]
        or min(sweep.was[2], sweep.start_by[row]) <= sweep.start_by[above]
    ):
        sweep.marks[graph.rank[above]] = 1
    _mark_before(sweep, row)
