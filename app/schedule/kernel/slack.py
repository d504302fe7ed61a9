# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""Slack and critical rows in columns, and their repair."""

from __future__ import annotations

from ..codes import (
    ACTIVE,
    CHANGED,
    EVER,
    FINISHED,
    FROM_FINISH,
    LATE,
    MANUAL,
    NEVER,
    STARTED,
    TO_FINISH,
    UNDECIDED,
)
from .columns import Column
from .sweep import Sweep


def slack_of_all(sweep: Sweep) -> None:
    """Set slack and critical of every row."""
    _slack(sweep, 0, sweep.graph.rows, False, False)


def slack_of(sweep: Sweep, rows: list[int]) -> None:
    """Set slack and critical of some rows, not in the course of a repair."""
    for place, row in enumerate(rows):
        sweep.touched[place] = row
    _slack(sweep, 0, len(rows), True, False)
    sweep.seen = bytearray(sweep.graph.rows)


def _slack(sweep: Sweep, first: int, end: int, repair: bool, kept: bool) -> None:
    """Set slack and critical of some rows in turn from their early and late dates.

    Free slack is working minutes until the first successor would be delayed, by link or into its levelling delay;
    of a task with a calendar of its own those that it can be worked on.

    Args:
        repair: Count through the rows looked at, and note which change; else through all rows.
        kept: Neither their early dates nor those of their successors have changed.
    """
    graph, axes, touched = sweep.graph, sweep.axes, sweep.touched
    first_child, first_out, next_out = graph.first_child, graph.first_out, graph.next_out
    afters, kinds, lag = graph.after, graph.kinds, graph.lag
    all_bits, yard, time, starts, finishes = sweep.bits, sweep.yard, sweep.time, sweep.starts, sweep.finishes
    early_start, early_finish, late_start, late_finish = (
        sweep.early_start,
        sweep.early_finish,
        sweep.late_start,
        sweep.late_finish,
    )
    wanted, due, start_slack, finish_slack = sweep.wanted, sweep.due, sweep.start_slack, sweep.finish_slack
    total_slack, free_slack, critical = sweep.total_slack, sweep.free_slack, sweep.critical
    for place in range(first, end):
        row = touched[place] if repair else place
        bits = all_bits[row]
        start = wanted[row]
        if bits & LATE:
            start = starts[row]
        elif start == NEVER:
            start = early_start[row]
        finish = due[row]
        if finish == EVER:
            finish = late_finish[row]
        axis = axes[yard[row]]
        at_start, at_finish = axis.between(start, late_start[row]), axis.between(early_finish[row], finish)
        total = at_start if at_start < at_finish else at_finish
        if bits & (FINISHED | STARTED | MANUAL):
            if bits & FINISHED:
                at_start = at_finish = total = 0
            elif bits & STARTED:
                at_start, total = 0, at_finish
            elif row and not first_child[row]:
                at_start = total = at_finish
        pressing = total <= sweep.slack_limit and not bits & (FINISHED | UNDECIDED)
        free = total
        if yard[row]:
            axis = axes[time[row]]
        link = first_out[row]
        if kept and free_slack[row] < total_slack[row]:
            free, link = min(free, free_slack[row]), -1  # what its links left to it is known
        while link >= 0 and free > 0:
            after, kind = afters[link], kinds[link]
            moment = finishes[after] if kind & TO_FINISH else starts[after]
            if lag[link] or all_bits[after] != ACTIVE:
                moment = sweep.bound(link, moment)
            if moment < EVER:
                gap = axis.between(early_finish[row] if kind & FROM_FINISH else early_start[row], moment)
                if gap < free:
                    free = gap
            link = next_out[link]
        if free < 0:
            free = 0
        if repair:
            same = start_slack[row] == at_start and finish_slack[row] == at_finish and total_slack[row] == total
            if not same or free_slack[row] != free or critical[row] != pressing:
                sweep.seen[row] |= CHANGED
        start_slack[row], finish_slack[row], total_slack[row] = at_start, at_finish, total
        free_slack[row], critical[row] = free, pressing


def slack_of_looked_at(sweep: Sweep, dated: int) -> None:
    """Set the slack of the rows looked at, and of those before the first so many, which were dated anew."""
    graph = sweep.graph
    for place in range(dated):
        link = graph.first_in[sweep.touched[place]]
        while link >= 0:
            sweep.touch(graph.before[link])
            link = graph.next_in[link]
    _slack(sweep, 0, sweep.count, True, False)


def slack_of_late(sweep: Sweep, late_start: Column, late_finish: Column, due: Column) -> None:
    """Set the slack of all other rows whose late dates are not those any more, and look at them."""
    first = sweep.count
    for row in range(sweep.graph.rows):
        same = late_start[row] == sweep.late_start[row] and late_finish[row] == sweep.late_finish[row]
        if not same or due[row] != sweep.due[row]:
            sweep.touch(row)
            if not same:
                sweep.seen[row] |= CHANGED
    _slack(sweep, first, sweep.count, True, True)
