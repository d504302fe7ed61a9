# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""A plan in columns as the walk takes it: outline, links and order, and what the passes know of each row."""

from __future__ import annotations

from array import array
from typing import Any

import numpy as np

from ..codes import ACTIVE, ELAPSED, EVER, FINISHED, GONE, NEVER, NOBODY, PERCENT, STARTED
from .columns import Column, Numbers


def percent_of(percent: int, minutes: int) -> int:
    """A percentage of so many minutes, rounded; halves to even."""
    whole, rest = percent * minutes // 100, percent * minutes % 100
    return whole + 1 if rest > 50 or (rest == 50 and whole & 1) else whole


class Graph:
    """Outline and links in columns, and an order of steps in which each comes after those it waits for.

    Children, incoming and outgoing links of a row are chains: the first of them by row, to each the next one; 0 ends a
    chain of rows, -1 one of links.
    """

    def __init__(self, shape: Any) -> None:
        """Take the columns of a network, which may have room for more rows; chains and order are still to be made."""
        self.rows = len(shape.uids)
        self.parent, self.first_child, self.next_child = shape.parent, shape.first_child, shape.next_child
        self.first_in, self.first_out = shape.first_in, shape.first_out
        self.take_links(shape)

    def take_links(self, shape: Any) -> None:
        """Take the columns of links."""
        self.before, self.after = shape.predecessor, shape.successor
        self.lag, self.kinds = shape.lag, shape.kinds
        self.next_in, self.next_out = shape.next_in, shape.next_out

    def take_order(self, order: Column, rank: Column) -> None:
        """Take the columns of the order, which is still to be made."""
        self.order, self.rank = order, rank
        self.steps, self.placed = len(order), 0

    def renumber(self, place: int) -> None:
        """Rank the steps anew from a place of the order on."""
        while place < self.steps:
            self.rank[self.order[place]] = place
            place += 1

    def chain(self, count: int) -> int:
        """Make the chains of rows and of so many links, in their order; gives how many summaries there are."""
        summaries = 1 if self.rows == 1 else 0
        for row in range(self.rows - 1, 0, -1):
            above = self.parent[row]
            if not self.first_child[above]:
                summaries += 1
            self.next_child[row] = self.first_child[above]
            self.first_child[above] = row
        for link in range(count - 1, -1, -1):
            row = self.after[link]
            self.next_in[link] = self.first_in[row]
            self.first_in[row] = link
            row = self.before[link]
            self.next_out[link] = self.first_out[row]
            self.first_out[row] = link
        return summaries

    def is_summary(self, row: int) -> bool:
        """Whether a row has tasks below it, or is the plan itself."""
        return self.first_child[row] > 0 or row == 0

    def lay(self, count: int) -> bool:
        """Put the steps into the order of the outline; whether each comes after those it waits for by so many links."""
        row = place = 0
        while True:
            self.order[place], self.rank[row] = row, place
            place += 1
            if self.first_child[row]:
                row = self.first_child[row]
                continue
            while not row or not self.next_child[row]:
                row = self.parent[row]
                self.order[place], self.rank[~row] = ~row, place
                place += 1
                if not row:
                    return self._in_order(count)
            row = self.next_child[row]

    def _in_order(self, count: int) -> bool:
        for link in range(count):
            if self.kinds[link] & GONE:
                continue
            row = self.before[link]
            if self.rank[~row if self.first_child[row] else row] >= self.rank[self.after[link]]:
                return False
        return True

    def count_waits(self, waits: Column, ready: Column) -> int:
        """Count for every step how many others it waits for; those that wait for none are ready: gives how many."""
        for row in range(self.rows):
            if row:
                waits[row] += 1
                waits[~self.parent[row]] += 1
            link = self.first_in[row]
            while link >= 0:
                waits[row] += 1
                link = self.next_in[link]
            if self.is_summary(row):
                waits[~row] += 1
        ready[0] = 0
        return 1

    def arrange(self, waits: Column, ready: Column, count: int) -> int:
        """Put steps into the order as long as any are ready (Kahn); gives how many stand in it."""
        while count:
            count -= 1
            step = ready[count]
            self.order[self.placed] = step
            self.rank[step] = self.placed
            self.placed += 1
            if step >= 0 and self.is_summary(step):
                waits[~step] -= 1
                if not waits[~step]:
                    ready[count] = ~step
                    count += 1
                row = self.first_child[step]
                while row:
                    waits[row] -= 1
                    if not waits[row]:
                        ready[count] = row
                        count += 1
                    row = self.next_child[row]
                continue
            row = step if step >= 0 else ~step
            if row:
                above = ~self.parent[row]
                waits[above] -= 1
                if not waits[above]:
                    ready[count] = above
                    count += 1
            link = self.first_out[row]
            while link >= 0:
                row = self.after[link]
                waits[row] -= 1
                if not waits[row]:
                    ready[count] = row
                    count += 1
                link = self.next_out[link]
        return self.placed


class Sweep:
    """Both passes over a plan, and the slack between them.

    ``forward`` and ``backward`` stop at tasks with rules of their own, for the caller to take and go on behind them; so
    do repairs, which take no more steps than are marked, and mark those that hang on what changed.

    Attributes:
        at_start: What ``hold`` was asked for last: the row starts no earlier; ``at_finish`` alike, and ``at_summary``,
            which counts where nothing else speaks for the start. Each has the code of its driver.
        at_links: Which start links alone asked for then, whatever constraints of summaries did.
        limit_start: What ``limit`` was asked for last: the latest start; ``limit_finish`` alike.
        limit_waited: Whether anything waits for the row or a summary above it.
        count: How many rows a repair has looked at; ``seen`` has what it saw of every row.
    """

    def __init__(self, graph: Graph, traits: Any, schedule: Any, state: Any) -> None:
        """Take the columns of a plan.

        Args:
            traits: What activities say of their rows.
            schedule: The outcome.
            state: What passes keep of rows beside the outcome.
        """
        self.graph = graph
        self.axes = traits.axes
        self.slack_limit, self.several_paths = traits.slack_limit, traits.several_paths
        self.time, self.yard, self.lag_time = traits.time, traits.yard, traits.lag_time
        self.length = traits.duration
        self.span, self.bits, self.deadline, self.delay = traits.span, traits.bits, traits.deadline, traits.delay
        self.project_start = self.project_finish = 0
        self.starts, self.finishes, self.duration = schedule.start, schedule.finish, schedule.duration
        self.early_start, self.early_finish = schedule.early_start, schedule.early_finish
        self.late_start, self.late_finish = schedule.late_start, schedule.late_finish
        self.total_slack, self.free_slack = schedule.total_slack, schedule.free_slack
        self.start_slack, self.finish_slack = schedule.start_slack, schedule.finish_slack
        self.critical, self.driver = schedule.critical, schedule.driver.codes
        self.hold_start, self.hold_finish, self.hold_summary = state.hold_start, state.hold_finish, state.hold_summary
        self.start_code, self.finish_code, self.summary_code = state.start_code, state.finish_code, state.summary_code
        self.link_start = state.link_start
        self.start_by, self.finish_by = state.start_by, state.finish_by
        self.within, self.waited = state.within, state.waited
        self.below_start, self.below_finish = state.below_start, state.below_finish
        self.hand_start, self.hand_finish, self.own_finish = state.hand_start, state.hand_finish, state.own_finish
        self.wanted, self.due = state.wanted, state.due
        self.marks, self.seen = bytearray(self.graph.steps), bytearray(self.graph.rows)
        self.touched = state.touched
        self.count = 0
        self.was = array("q", bytes(8 * 7))
        self.at_start = self.at_finish = self.at_summary = self.at_links = NEVER
        self.at_start_code = self.at_finish_code = self.at_summary_code = NOBODY
        self.limit_start = self.limit_finish = EVER
        self.limit_waited = False

    def shifted(self, link: int, moment: int, back: bool) -> int:
        """A moment moved by the lag of a link, or back: by the clock, or in the successor's own calendar."""
        graph = self.graph
        minutes, kinds = graph.lag[link], graph.kinds[link]
        if kinds & PERCENT:
            minutes = percent_of(minutes, self.duration[graph.before[link]])
        if back:
            minutes = -minutes
        if not minutes or kinds & ELAPSED:
            return moment + minutes
        axis = self.axes[self.lag_time[graph.after[link]]]  # the project's for elapsed durations
        return axis.moved(moment, minutes)

    def bound(self, link: int, moment: int) -> int:
        """What a link leaves to the end of its predecessor if it leaves so much to its successor's."""
        graph = self.graph
        after = graph.after[link]
        bits = self.bits[after]
        if bits & FINISHED or not bits & ACTIVE:
            return EVER
        if not bits & STARTED:
            moment -= self.delay[after]
        return self.shifted(link, moment, True) if graph.lag[link] else moment

    def touch(self, row: int) -> None:
        """Note that a row was looked at."""
        if not self.seen[row]:
            self.seen[row] = 1
            self.touched[self.count] = row
            self.count += 1

    def mark(self, row: int) -> None:
        """Ask for all steps of a row to be taken."""
        rank = self.graph.rank
        self.marks[rank[row]] = 1
        if self.graph.is_summary(row):
            self.marks[rank[~row]] = 1

    def unmark(self, place: int) -> None:
        """Ask for none of the steps from a place of the order on."""
        self.marks[place:] = bytes(self.graph.steps - place)

    def looked_at_within(self, first: int, last: int) -> bool:
        """Whether all dates of the rows looked at lie between two moments."""
        for place in range(self.count):
            row = self.touched[place]
            if min(self.starts[row], self.early_start[row], self.late_start[row]) < first:
                return False
            if max(self.finishes[row], self.early_finish[row], self.late_finish[row]) > last:
                return False
        return True

    def changed(self, how: int) -> Numbers:
        """The rows that are not what they were: ``CHANGED``, or that start or finish elsewhere: ``MOVED``."""
        touched, seen = self.touched, self.seen
        if self.count > self.graph.rows // 16:
            return np.flatnonzero(np.frombuffer(seen, np.uint8) & how == how)
        found = [touched[place] for place in range(self.count) if seen[touched[place]] & how == how]
        return np.array(found, np.int64)

    def forget(self) -> None:
        """End a repair."""
        for place in range(self.count):
            self.seen[self.touched[place]] = 0
        self.count = 0
