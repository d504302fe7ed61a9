# cython: language_level=3, annotation_typing=False, initializedcheck=False
"""The walk over a plan in columns: order, both passes and slack of everything but tasks with rules of their own.

It runs as it stands, and many times faster where Cython has compiled it: ``kernel.pxd`` beside it has nothing but the
types. Columns are arrays of integers with a place for every row. Where a moment may be missing, ``NEVER`` or ``EVER``
stands in its place, so that comparisons need no question.

A step is a row, or ``~row`` for a summary's second turn. Columns that belong to steps hold them at that index: negative
ones count from the end.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, MutableSequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ..project.working_axis import WEEK, Week, WorkingTime, begin_of, tables_of
from .codes import (
    ACTIVE,
    CHANGED,
    CHILD,
    DELAYED,
    ELAPSED,
    EVER,
    FINISHED,
    FROM_FINISH,
    LATE,
    MANUAL,
    MINUTES,
    MOVED,
    NEVER,
    NOBODY,
    ODD,
    PERCENT,
    STARTED,
    TO_FINISH,
    UNDECIDED,
)

Column = MutableSequence[int]
Numbers = npt.NDArray[np.int64]

COMPILED = not __file__.endswith(".py")
"""Whether this is the compiled form."""

_SHIFT = 11  # of places, the bits that do not count when looking up a week
_MOST = 128  # different weeks in tables


def column(values: Numbers, spare: int = 0, kind: str = MINUTES) -> Column:
    """A column with these values, and room for more: an array for compiled code; as Python, lists are faster.

    Args:
        kind: How wide it is.
    """
    values = np.pad(values, (0, spare))
    return array(kind, values.astype(kind).tobytes()) if COMPILED else values.tolist()


def zeros(count: int, kind: str = MINUTES) -> Column:
    """A column of so many zeros."""
    return alike(0, count, kind)


def alike(value: int, count: int, kind: str = MINUTES) -> Column:
    """A column of one value, so many times."""
    return array(kind, [value]) * count if COMPILED else [value] * count


def percent_of(percent: int, minutes: int) -> int:
    """A percentage of so many minutes, rounded; halves to even."""
    whole, rest = percent * minutes // 100, percent * minutes % 100
    return whole + 1 if rest > 50 or (rest == 50 and whole & 1) else whole


def _joined(tables: Iterable[array[int]]) -> array[int]:
    """One table behind the other."""
    found = array("h")
    for one in tables:
        found += one
    return found


class Axis:
    """A working time with its weeks in tables, minute by minute; for what they do not hold, that is asked."""

    def __init__(self, time: WorkingTime) -> None:
        """Take over what the working time knows by now."""
        self.time = time
        self._take()

    def _take(self) -> None:
        first, weeks, places, last = self.time.known()
        base = dict[Week, int]()
        for week in weeks:
            if len(base) < _MOST:
                base.setdefault(week, len(base) * WEEK)
        count = next((at for at, week in enumerate(weeks) if week not in base), len(weeks))
        self.known = len(weeks)
        self.endless = last and count == len(weeks)
        self.begin, self.length = begin_of(first), count * WEEK
        self.first_place, self.last_place = places[0], places[count]
        self.base = column(np.array([base[week] for week in weeks[:count]], np.int64))
        begins = np.array(places[: count + 1], np.int64)
        marks = np.arange(self.first_place, self.last_place + 1, 1 << _SHIFT)
        self.places, self.week_at = column(begins), column(np.searchsorted(begins, marks, "right") - 1)
        tables = [tables_of(week) for week in base]
        self.before, self.wait = _joined(one.before for one in tables), _joined(one.wait for one in tables)
        self.since, self.minutes = _joined(one.since for one in tables), _joined(one.minutes for one in tables)

    def _answer(self, answer: int) -> int:
        """Hand on what the working time answered, and take over what it worked out for that."""
        if len(self.time.known()[1]) != self.known:
            self._take()
        return answer

    def offset(self, minute: int) -> int:
        """The place of a moment on the working axis."""
        at = minute - self.begin
        if at < 0 or at >= self.length:
            if self.endless and at > 0:
                return self.last_place + at - self.length
            return self._answer(self.time.offset(minute))
        week = at // WEEK
        return self.places[week] + self.before[self.base[week] + at - week * WEEK]

    def starting(self, place: int) -> int:
        """The moment of a place, read as the start of work."""
        if place < self.first_place or place >= self.last_place:
            if self.endless and place >= self.last_place:
                return self.begin + self.length + place - self.last_place
            return self._answer(self.time.starting(place))
        week = self.week_at[(place - self.first_place) >> _SHIFT]
        while self.places[week + 1] <= place:
            week += 1
        return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]]

    def finishing(self, place: int) -> int:
        """The moment of a place, read as the end of work: that of the minute of work before it."""
        return self.starting(place - 1) + 1

    def between(self, start: int, finish: int) -> int:
        """Working minutes from one moment to another; negative where the second is the earlier one."""
        at, to = start - self.begin, finish - self.begin
        if 0 <= at < self.length and 0 <= to < self.length:
            week, other = at // WEEK, to // WEEK
            place = self.places[week] + self.before[self.base[week] + at - week * WEEK]
            return self.places[other] + self.before[self.base[other] + to - other * WEEK] - place
        return self.offset(finish) - self.offset(start)

    def moved(self, minute: int, by: int) -> int:
        """A moment so much working time later, or earlier; the end of work where it is later, else a start."""
        at, later = minute - self.begin, by > 0
        if 0 <= at < self.length:
            week = at // WEEK
            place = self.places[week] + self.before[self.base[week] + at - week * WEEK] + by - later
            if self.first_place <= place < self.last_place:
                week = self.week_at[(place - self.first_place) >> _SHIFT]
                while self.places[week + 1] <= place:
                    week += 1
                return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]] + later
        elif self.endless and at + by - later >= self.length:
            return minute + by
        return self.starting(self.offset(minute) + by - later) + later

    def from_start(self, minute: int, span: int) -> tuple[int, int]:
        """Start and finish of so much work, more than none, that begins at a moment or else after it."""
        at = minute - self.begin
        if 0 <= at < self.length:
            week = at // WEEK
            spot = self.base[week] + at - week * WEEK
            place = self.places[week] + self.before[spot]
            end = place + span - 1
            if span > 0 and end < self.last_place:  # a damaged file may ask for less than none
                wait = self.wait[spot]
                start = minute + wait if wait >= 0 else self.starting(place)
                if self.places[week + 1] <= end:
                    week = self.week_at[(end - self.first_place) >> _SHIFT]
                    while self.places[week + 1] <= end:
                        week += 1
                return start, self.begin + week * WEEK + self.minutes[self.base[week] + end - self.places[week]] + 1
        elif self.endless and at > 0:
            return minute, minute + span
        place = self.offset(minute)
        return self.starting(place), self.finishing(place + span)

    def from_finish(self, minute: int, span: int) -> tuple[int, int]:
        """Start and finish of so much work, more than none, that ends at a moment or else before it."""
        at = minute - self.begin
        if 0 <= at < self.length:
            week = at // WEEK
            spot = self.base[week] + at - week * WEEK
            place = self.places[week] + self.before[spot] - span
            if span > 0 and place >= self.first_place:
                since = self.since[spot]
                finish = minute - since if since >= 0 else self.finishing(place + span)
                if place < self.places[week]:
                    week = self.week_at[(place - self.first_place) >> _SHIFT]
                    while self.places[week + 1] <= place:
                        week += 1
                return self.begin + week * WEEK + self.minutes[self.base[week] + place - self.places[week]], finish
        elif self.endless and at - span >= self.length:
            return minute - span, minute
        place = self.offset(minute)
        return self.starting(place - span), self.finishing(place)


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
        self.start_by, self.finish_by = state.start_by, state.finish_by
        self.within, self.waited = state.within, state.waited
        self.below_start, self.below_finish = state.below_start, state.below_finish
        self.hand_start, self.hand_finish, self.own_finish = state.hand_start, state.hand_finish, state.own_finish
        self.wanted, self.due = state.wanted, state.due
        self.marks, self.seen = bytearray(self.graph.steps), bytearray(self.graph.rows)
        self.touched = state.touched
        self.count = 0
        self.was = array("q", bytes(8 * 7))

    # -- lags

    def _shifted(self, link: int, moment: int, back: bool) -> int:
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

    # -- forward

    def forward(self, place: int, end: int, limit: int) -> int:
        """Take steps from a place of the order on; gives the place of one with rules of its own, or -1 at the end.

        What holds that one back was asked for then. As Python, most of a pass goes by in this loop: hence one function.

        Args:
            end: The place to end before.
            limit: 0 for all steps; else only those marked are taken, as long as fewer rows were looked at.
        """
        graph, axes, repair = self.graph, self.axes, limit > 0
        order, parent, first_child, first_in = graph.order, graph.parent, graph.first_child, graph.first_in
        before, kinds, lag, next_in = graph.before, graph.kinds, graph.lag, graph.next_in
        bits, spans, time, length = self.bits, self.span, self.time, self.length
        starts, finishes, early_start, early_finish = self.starts, self.finishes, self.early_start, self.early_finish
        hold_start, hold_finish, duration, driver = self.hold_start, self.hold_finish, self.duration, self.driver
        start_code, finish_codes, lag_time = self.start_code, self.finish_code, self.lag_time
        while True:
            if repair:
                place = self._next_marked(place, limit)
            if place < 0 or place >= end:
                return -1
            row = order[place]
            if row < 0:
                if bits[~row] & ODD:
                    return place
                self.close(~row)
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
                            moment = self._shifted(link, moment, False)
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
                    self._ask(row, start, code, finish, finish_code)
                    if bits[row] & ODD:
                        return place
                    self.open(row)
                else:
                    at_finish, span = finish, spans[row]
                    if start == NEVER:
                        start = self.project_start
                        if self.hold_summary[above] > start:
                            start, code = self.hold_summary[above], self.summary_code[above]
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
                self.spread(order[place])
            place += 1

    def _ask(self, row: int, start: int, code: int, finish: int, finish_code: int) -> None:
        """Set what was asked for of a row."""
        above = self.graph.parent[row]
        self.at_start, self.at_start_code = start, code
        self.at_finish, self.at_finish_code = finish, finish_code
        self.at_summary, self.at_summary_code = self.hold_summary[above], self.summary_code[above]
        if not row:
            self.at_summary, self.at_summary_code = NEVER, NOBODY

    def open(self, row: int) -> None:
        """Hand down what was asked for to the tasks of a summary."""
        self.hold_start[row], self.start_code[row] = self.at_start, self.at_start_code
        self.hold_finish[row], self.finish_code[row] = self.at_finish, self.at_finish_code
        self.hold_summary[row], self.summary_code[row] = self.at_summary, self.at_summary_code

    def close(self, row: int) -> None:
        """Give a summary the dates of its tasks; without any that count, the project start."""
        graph = self.graph
        start = early_start = EVER
        finish = early_finish = NEVER
        first = 0
        child = graph.first_child[row]
        while child:
            if self.bits[child] & ACTIVE:
                if self.starts[child] < start:
                    start, first = self.starts[child], child
                if self.finishes[child] > finish:
                    finish = self.finishes[child]
                if self.early_start[child] < early_start:
                    early_start = self.early_start[child]
                if self.early_finish[child] > early_finish:
                    early_finish = self.early_finish[child]
            child = graph.next_child[child]
        self.driver[row] = CHILD + first if first else NOBODY
        if not first:
            start = finish = early_start = early_finish = self.project_start
        if not row:
            finish = max(finish, early_finish)
        self.starts[row], self.finishes[row] = start, finish
        self.early_start[row], self.early_finish[row] = early_start, early_finish
        self.measure(row)

    def measure(self, row: int) -> None:
        """Set the duration of a summary from its dates."""
        axis = self.axes[self.yard[row]]
        self.duration[row] = axis.between(self.starts[row], self.finishes[row])

    # -- backward

    def _bound(self, link: int, moment: int) -> int:
        """What a link leaves to the end of its predecessor if it leaves so much to its successor's."""
        graph = self.graph
        after = graph.after[link]
        bits = self.bits[after]
        if bits & FINISHED or not bits & ACTIVE:
            return EVER
        if not bits & STARTED:
            moment -= self.delay[after]
        return self._shifted(link, moment, True) if graph.lag[link] else moment

    def _stands_below(self, row: int, summary: int) -> bool:
        while row:
            row = self.graph.parent[row]
            if row == summary:
                return True
        return False

    def backward(self, place: int, repair: bool) -> int:
        """Take steps from a place of the order back; gives the place of one with rules of its own, or -1.

        What limits that one was asked for then. Links from the start limit neither summaries nor manual tasks nor those
        that have started. In summaries scheduled by hand, links that lead out of them leave automatic tasks no more
        than they take.

        Args:
            repair: Only those marked are taken.
        """
        graph, axes = self.graph, self.axes
        order, parent, first_child, first_out = graph.order, graph.parent, graph.first_child, graph.first_out
        afters, kinds, lag, next_out = graph.after, graph.kinds, graph.lag, graph.next_out
        all_bits, spans, time, deadline = self.bits, self.span, self.time, self.deadline
        start_by, finish_by, late_start, late_finish = self.start_by, self.finish_by, self.late_start, self.late_finish
        below_start, below_finish, early_finish = self.below_start, self.below_finish, self.early_finish
        all_waited, all_within, lag_time = self.waited, self.within, self.lag_time
        while True:
            if repair:
                place = self._next_marked_late(place)
            if place < 0:
                return -1
            row = order[place]
            leaf = row > 0
            if row >= 0 and (first_child[row] or not row):
                self._close_late(row)
            else:
                if not leaf:
                    row = ~row
                above, bits, within = parent[row], all_bits[row], 0
                start, finish, waited = EVER, self.project_finish, False
                if row:
                    waited = all_waited[above] > 0
                    if bits & MANUAL:
                        start, finish = self.hand_start[above], self.hand_finish[above]
                    else:
                        start, finish, within = below_start[above], below_finish[above], all_within[above]
                link = first_out[row]
                while link >= 0:
                    after, kind = afters[link], kinds[link]
                    moment = finish_by[after] if kind & TO_FINISH else start_by[after]
                    minutes = lag[link]
                    if all_bits[after] != ACTIVE:
                        moment = self._bound(link, moment)
                    elif minutes:
                        if kind & (ELAPSED | PERCENT):
                            moment = self._shifted(link, moment, True)
                        else:
                            axis = axes[lag_time[after]]
                            moment = axis.moved(moment, -minutes)
                    if moment < EVER:
                        waited = True
                        if kind & FROM_FINISH:
                            if within and not self._stands_below(after, within) and early_finish[row] < moment:
                                moment = early_finish[row]
                            if moment < finish:
                                finish = moment
                        elif leaf and moment < start and not bits & (MANUAL | STARTED):
                            start = moment
                    link = next_out[link]
                if self.several_paths and leaf and not waited and early_finish[row] < finish:
                    finish = early_finish[row]
                if not leaf or bits & ODD:
                    self.limit_start, self.limit_finish, self.limit_waited = start, finish, waited
                    if leaf:
                        return place
                    self._hand_down(row)
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
                self.spread_late(order[place])
            place -= 1

    def _hand_down(self, row: int) -> None:
        """Set what the tasks of a summary have to respect; of a manual one, automatic tasks only what is above it."""
        graph = self.graph
        finish = min(self.limit_finish, self.deadline[row])
        self.hand_start[row], self.hand_finish[row] = self.limit_start, finish
        self.waited[row] = self.limit_waited
        above = graph.parent[row]
        if self.bits[row] & MANUAL:
            self.below_start[row], self.below_finish[row] = self.below_start[above], self.below_finish[above]
            self.within[row] = row
        else:
            self.below_start[row], self.below_finish[row] = self.limit_start, finish
            self.within[row] = self.within[above] if row else 0
        link = graph.first_out[row]
        while link >= 0:  # unlike for its tasks, levelled tasks in summaries after it count for itself
            after = graph.after[link]
            if graph.first_child[after] and graph.kinds[link] & (FROM_FINISH | TO_FINISH) == FROM_FINISH:
                finish = min(finish, self._bound(link, self.late_start[after]))
            link = graph.next_out[link]
        self.own_finish[row] = finish

    def _close_late(self, row: int) -> None:
        """Give a summary the late dates of its tasks, within its own limits; manual tasks stay where they are."""
        first_child, next_child, all_bits = self.graph.first_child, self.graph.next_child, self.bits
        late_starts, late_finishes, start_by = self.late_start, self.late_finish, self.start_by
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
                    moment = by = self.early_start[child]
                    if not first_child[child]:
                        end = self.early_finish[child]
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
            start, finish = self.starts[row], self.finishes[row]
        elif self.bits[row] & MANUAL:
            if self.early_finish[row] > self._last_early_finish(row):
                start = self.early_start[row]
            finish = max(finish, self.early_finish[row])
        elif self.own_finish[row] < finish and not self.bits[row] & STARTED:
            axis, limit = self.axes[self.yard[row]], self.own_finish[row]
            earlier = axis.between(limit, finish)
            if earlier:
                start = axis.moved(start, -earlier)
            finish = limit
        self.late_start[row], self.late_finish[row] = start, finish
        # for predecessors, tasks that levelling holds back do not count
        self.start_by[row] = prompt_start if 0 < held < count else start
        self.finish_by[row] = finish

    def _last_early_finish(self, row: int) -> int:
        """The last early finish of the tasks of a summary."""
        finish, child = NEVER, self.graph.first_child[row]
        while child:
            if self.bits[child] & ACTIVE and self.early_finish[child] > finish:
                finish = self.early_finish[child]
            child = self.graph.next_child[child]
        return finish

    # -- slack

    def slack_of_all(self) -> None:
        """Set slack and critical of every row."""
        self._slack(0, self.graph.rows, False, False)

    def slack_of(self, rows: list[int]) -> None:
        """Set slack and critical of some rows, not in the course of a repair."""
        for place, row in enumerate(rows):
            self.touched[place] = row
        self._slack(0, len(rows), True, False)
        self.seen = bytearray(self.graph.rows)

    def _slack(self, first: int, end: int, repair: bool, kept: bool) -> None:
        """Set slack and critical of some rows in turn from their early and late dates.

        Free slack is working minutes until the first successor would be delayed, by link or into its levelling delay;
        of a task with a calendar of its own those that it can be worked on.

        Args:
            repair: Count through the rows looked at, and note which change; else through all rows.
            kept: Neither their early dates nor those of their successors have changed.
        """
        graph, axes, touched = self.graph, self.axes, self.touched
        first_child, first_out, next_out = graph.first_child, graph.first_out, graph.next_out
        afters, kinds, lag = graph.after, graph.kinds, graph.lag
        all_bits, yard, time, starts, finishes = self.bits, self.yard, self.time, self.starts, self.finishes
        early_start, early_finish, late_start, late_finish = (
            self.early_start,
            self.early_finish,
            self.late_start,
            self.late_finish,
        )
        wanted, due, start_slack, finish_slack = self.wanted, self.due, self.start_slack, self.finish_slack
        total_slack, free_slack, critical = self.total_slack, self.free_slack, self.critical
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
            pressing = total <= self.slack_limit and not bits & (FINISHED | UNDECIDED)
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
                    moment = self._bound(link, moment)
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
                    self.seen[row] |= CHANGED
            start_slack[row], finish_slack[row], total_slack[row] = at_start, at_finish, total
            free_slack[row], critical[row] = free, pressing

    # -- repairs

    def _touch(self, row: int) -> None:
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

    def _next_marked(self, place: int, limit: int) -> int:
        """The next marked step from a place on, which is to be taken now; -1 where none is, or enough were."""
        if self.count < limit:
            if place >= self.graph.steps or not self.marks[place]:
                place = self.marks.find(1, place)
            if place >= 0:
                self.marks[place] = 0
                self._keep(self.graph.order[place])
            return place
        for place in range(self.graph.steps):
            self.marks[place] = 0
        return -1

    def _keep(self, step: int) -> None:
        """Remember what others take from a step before it is taken."""
        row = step if step >= 0 else ~step
        self._touch(row)
        if step >= 0 and self.graph.is_summary(row):
            self.was[0], self.was[1], self.was[2] = self.hold_start[row], self.hold_finish[row], self.hold_summary[row]
            self.was[3], self.was[4], self.was[5] = self.start_code[row], self.finish_code[row], self.summary_code[row]
        else:
            self.was[0], self.was[1], self.was[2] = self.starts[row], self.finishes[row], self.duration[row]
            self.was[3], self.was[4] = self.early_start[row], self.early_finish[row]

    def spread(self, step: int) -> None:
        """Mark the steps that hang on one, where it is not what it was."""
        graph, row = self.graph, step if step >= 0 else ~step
        if step >= 0 and graph.is_summary(row):
            same = self.was[0] == self.hold_start[row] and self.was[1] == self.hold_finish[row]
            same = same and self.was[2] == self.hold_summary[row] and self.was[3] == self.start_code[row]
            if not same or self.was[4] != self.finish_code[row] or self.was[5] != self.summary_code[row]:
                self.marks[graph.rank[~row]] = 1
                child = graph.first_child[row]
                while child:
                    self.marks[graph.rank[child]] = 1
                    child = graph.next_child[child]
            return
        same = (
            self.was[0] == self.starts[row] and self.was[1] == self.finishes[row] and self.was[2] == self.duration[row]
        )
        if same and self.was[3] == self.early_start[row] and self.was[4] == self.early_finish[row]:
            return
        self.seen[row] |= MOVED if self.was[0] != self.starts[row] or self.was[1] != self.finishes[row] else CHANGED
        above = graph.parent[row]
        # a wide summary is not looked through where the row neither was nor is its first or last
        if row and (
            min(self.was[0], self.starts[row]) <= self.starts[above]
            or max(self.was[1], self.finishes[row]) >= self.finishes[above]
            or min(self.was[3], self.early_start[row]) <= self.early_start[above]
            or max(self.was[4], self.early_finish[row]) >= self.early_finish[above]
        ):
            self.marks[graph.rank[~above]] = 1
        link = graph.first_out[row]
        while link >= 0:
            self.marks[graph.rank[graph.after[link]]] = 1
            link = graph.next_out[link]

    def mark_late(self) -> None:
        """Mark all steps of which late dates can hang on the rows looked at, for these were dated anew."""
        graph = self.graph
        for place in range(self.count):
            row = self.touched[place]
            above = graph.parent[row]
            self.mark(row)
            self._mark_before(row)
            if graph.is_summary(row):
                self._mark_children(row)
            if (self.bits[row] | self.bits[above]) & MANUAL:  # their early dates count for the late ones
                self.marks[graph.rank[above]] = 1

    def _mark_before(self, row: int) -> None:
        """Mark the predecessors of a row for the backward pass."""
        graph = self.graph
        link = graph.first_in[row]
        while link >= 0:
            before = graph.before[link]
            self.marks[graph.rank[~before if graph.first_child[before] else before]] = 1
            link = graph.next_in[link]

    def _mark_children(self, row: int) -> None:
        """Mark the tasks of a summary for the backward pass."""
        graph = self.graph
        child = graph.first_child[row]
        while child:
            self.marks[graph.rank[~child if graph.first_child[child] else child]] = 1
            child = graph.next_child[child]

    def _next_marked_late(self, place: int) -> int:
        """The next marked step from a place back, which is to be taken now; -1 where none is."""
        if place >= 0 and not self.marks[place]:
            place = self.marks.rfind(1, 0, place + 1)
        if place >= 0:
            self.marks[place] = 0
            self._keep_late(self.graph.order[place])
        return place

    def _keep_late(self, step: int) -> None:
        """Remember what others take from a step before it is taken backwards."""
        row = step if step >= 0 else ~step
        self._touch(row)
        if step < 0:
            self.was[0], self.was[1], self.was[2] = self.hand_start[row], self.hand_finish[row], self.below_start[row]
            self.was[3], self.was[4], self.was[5] = self.below_finish[row], self.own_finish[row], self.waited[row]
            self.was[6] = self.within[row]
        else:
            self.was[0], self.was[1], self.was[2] = self.late_start[row], self.late_finish[row], self.start_by[row]
            self.was[3] = self.finish_by[row]

    def spread_late(self, step: int) -> None:
        """Mark the steps whose late dates hang on one, where it is not what it was."""
        graph, row = self.graph, step if step >= 0 else ~step
        if step < 0:
            same = self.was[0] == self.hand_start[row] and self.was[1] == self.hand_finish[row]
            same = same and self.was[2] == self.below_start[row] and self.was[3] == self.below_finish[row]
            same = same and self.was[6] == self.within[row]
            if not same or self.was[4] != self.own_finish[row] or self.was[5] != self.waited[row]:
                self.marks[graph.rank[row]] = 1
                self._mark_children(row)
            return
        same = self.was[0] == self.late_start[row] and self.was[1] == self.late_finish[row]
        if not same:
            self.seen[row] |= CHANGED
        if same and self.was[2] == self.start_by[row] and self.was[3] == self.finish_by[row]:
            return
        above = graph.parent[row]
        if row and (
            min(self.was[0], self.late_start[row]) <= self.late_start[above]
            or max(self.was[1], self.late_finish[row]) >= self.late_finish[above]
            or min(self.was[2], self.start_by[row]) <= self.start_by[above]
        ):
            self.marks[graph.rank[above]] = 1
        self._mark_before(row)

    def looked_at_within(self, first: int, last: int) -> bool:
        """Whether all dates of the rows looked at lie between two moments."""
        for place in range(self.count):
            row = self.touched[place]
            if min(self.starts[row], self.early_start[row], self.late_start[row]) < first:
                return False
            if max(self.finishes[row], self.early_finish[row], self.late_finish[row]) > last:
                return False
        return True

    def slack_of_looked_at(self, dated: int) -> None:
        """Set the slack of the rows looked at, and of those before the first so many, which were dated anew."""
        graph = self.graph
        for place in range(dated):
            link = graph.first_in[self.touched[place]]
            while link >= 0:
                self._touch(graph.before[link])
                link = graph.next_in[link]
        self._slack(0, self.count, True, False)

    def slack_of_late(self, late_start: Column, late_finish: Column, due: Column) -> None:
        """Set the slack of all other rows whose late dates are not those any more, and look at them."""
        first = self.count
        for row in range(self.graph.rows):
            same = late_start[row] == self.late_start[row] and late_finish[row] == self.late_finish[row]
            if not same or due[row] != self.due[row]:
                self._touch(row)
                if not same:
                    self.seen[row] |= CHANGED
        self._slack(first, self.count, True, True)

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
