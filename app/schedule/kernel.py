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
from bisect import bisect_right
from typing import Any

from ..project.working_axis import WorkingTime
from .codes import (
    ACTIVE,
    CHILD,
    ELAPSED,
    EVER,
    FINISHED,
    FROM_FINISH,
    LATE,
    MANUAL,
    NEVER,
    NOBODY,
    ODD,
    PERCENT,
    STARTED,
    TO_FINISH,
    UNDECIDED,
)

COMPILED = not __file__.endswith(".py")
"""Whether this is the compiled form."""

_MINUTES, _PLACES = 11, 9  # of minutes and working minutes, the bits that do not count when looking up a period


def axis_of(time: WorkingTime) -> Any:
    """What stands for a working time in the walks."""
    return Axis(time) if COMPILED else time


def percent_of(percent: int, minutes: int) -> int:
    """A percentage of so many minutes, rounded; halves to even."""
    whole, rest = percent * minutes // 100, percent * minutes % 100
    return whole + 1 if rest > 50 or (rest == 50 and whole & 1) else whole


class Axis:
    """A working time with its periods in arrays: for compiled code they are faster than remembered answers."""

    def __init__(self, time: WorkingTime) -> None:
        """Take over what the working time knows by now."""
        self.time = time
        self._take()

    def _take(self) -> None:
        starts, ends, offsets, first, last = self.time.known()
        self.starts, self.ends, self.offsets = array("q", starts), array("q", ends), array("q", offsets)
        self.count = len(starts)
        self.first, self.last = first, last
        self.first_place = self.last_place = 0
        if starts:
            row = bisect_right(starts, first) - 1
            inside = row >= 0 and first < ends[row]
            self.first_place = offsets[row] + first - starts[row] if inside else offsets[min(row + 1, self.count - 1)]
            self.last_place = offsets[-1] + ends[-1] - starts[-1]
        # the last period may be endless: there is nothing to look up in it
        minutes = range(first, max(first, starts[-1] if starts else first) + 1, 1 << _MINUTES)
        places = range(self.first_place, max(self.first_place, offsets[-1] if starts else 0) + 1, 1 << _PLACES)
        self.row_of = array("q", [bisect_right(starts, at) - 1 for at in minutes])
        self.row_at = array("q", [bisect_right(offsets, at) - 1 for at in places])
        self.minutes, self.places = len(self.row_of) - 1, len(self.row_at) - 1

    def _answer(self, answer: int) -> int:
        """Hand on what the working time answered, and take over what it worked out for that."""
        if self.time.known()[3:] != (self.first, self.last):
            self._take()
        return answer

    def offset(self, minute: int) -> int:
        """The place of a moment on the working axis."""
        if self.count and self.first <= minute < self.last:
            row = self.row_of[min((minute - self.first) >> _MINUTES, self.minutes)]
            while row + 1 < self.count and self.starts[row + 1] <= minute:
                row += 1
            if row < 0:
                return self.offsets[0]
            end = self.ends[row]
            return self.offsets[row] + (minute if minute < end else end) - self.starts[row]
        return self._answer(self.time.offset(minute))

    def starting(self, place: int) -> int:
        """The moment of a place, read as the start of work."""
        if self.first_place <= place < self.last_place:
            return self._moment(place, place)
        return self._answer(self.time.starting(place))

    def finishing(self, place: int) -> int:
        """The moment of a place, read as the end of work."""
        if self.first_place < place <= self.last_place:
            return self._moment(place, place - 1)
        return self._answer(self.time.finishing(place))

    def _moment(self, place: int, within: int) -> int:
        row = self.row_at[min((within - self.first_place) >> _PLACES, self.places)]
        while row + 1 < self.count and self.offsets[row + 1] <= within:
            row += 1
        return self.starts[row] + place - self.offsets[row]


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

    def take_order(self, order: array[int], rank: array[int]) -> None:
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

    def count_waits(self, waits: array[int], ready: array[int]) -> int:
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

    def arrange(self, waits: array[int], ready: array[int], count: int) -> int:
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
        count: How many rows a repair has looked at.
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

    def _lag(self, link: int) -> int:
        """The lag of a link in minutes."""
        graph = self.graph
        if graph.kinds[link] & PERCENT:
            return percent_of(graph.lag[link], self.duration[graph.before[link]])
        return graph.lag[link]

    def _shifted(self, link: int, moment: int, minutes: int) -> int:
        """A moment moved by a lag: by the clock, or in the successor's own calendar, else the project's."""
        graph = self.graph
        if not minutes or graph.kinds[link] & ELAPSED:
            return moment + minutes
        axis = self.axes[self.lag_time[graph.after[link]]]
        place = axis.offset(moment) + minutes
        return axis.finishing(place) if minutes > 0 else axis.starting(place)

    # -- forward

    def hold(self, row: int) -> None:
        """Find what its links and the summaries above ask of a row."""
        graph = self.graph
        if row:
            above = graph.parent[row]
            start, finish = self.hold_start[above], self.hold_finish[above]
            start_code, finish_code = self.start_code[above], self.finish_code[above]
            self.at_summary, self.at_summary_code = self.hold_summary[above], self.summary_code[above]
        else:
            start = finish = self.at_summary = NEVER
            start_code = finish_code = self.at_summary_code = NOBODY
        link = graph.first_in[row]
        while link >= 0:
            kinds, before = graph.kinds[link], graph.before[link]
            moment = self.finishes[before] if kinds & FROM_FINISH else self.starts[before]
            if graph.lag[link]:
                moment = self._shifted(link, moment, self._lag(link))
            if kinds & TO_FINISH:
                if moment > finish:
                    finish, finish_code = moment, link
            elif moment > start:
                start, start_code = moment, link
            link = graph.next_in[link]
        self.at_start, self.at_start_code = start, start_code
        self.at_finish, self.at_finish_code = finish, finish_code

    def forward(self, place: int) -> int:
        """Take steps from a place of the order on; gives the place of one with rules of its own, or the end."""
        graph = self.graph
        while place < graph.steps:
            step = graph.order[place]
            if self.bits[step if step >= 0 else ~step] & ODD:
                return place
            self.take_forward(step)
            place += 1
        return place

    def take_forward(self, step: int) -> None:
        if step < 0:
            self.close(~step)
        elif step == 0 or self.graph.first_child[step]:
            self.open(step)
        else:
            self._date(step)

    def _date(self, row: int) -> None:
        """Place a task for which nothing but links and summaries speaks."""
        self.hold(row)
        start, code = self.at_start, self.at_start_code
        if start == NEVER:
            start = self.project_start
            if self.at_summary > start:
                start, code = self.at_summary, self.at_summary_code
        finish, span = start, self.span[row]
        if span:
            axis = self.axes[self.time[row]]
            place = axis.offset(start)
            start, finish = axis.starting(place), axis.finishing(place + span)
        if self.at_finish > finish:
            # the moment itself, even where it lies outside working hours or reads as the start of the next period
            start = finish = self.at_finish
            code = self.at_finish_code
            if span:
                axis = self.axes[self.time[row]]
                start = axis.starting(axis.offset(finish) - span)
        self.starts[row] = self.early_start[row] = start
        self.finishes[row] = self.early_finish[row] = finish
        self.duration[row] = self.length[row]
        self.driver[row] = code

    def open(self, row: int) -> None:
        """Hand down what holds the tasks of a summary back."""
        self.hold(row)
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
                finish = max(finish, self.finishes[child])
                early_start = min(early_start, self.early_start[child])
                early_finish = max(early_finish, self.early_finish[child])
            child = graph.next_child[child]
        if first:
            self.driver[row] = CHILD + first
        else:
            start = finish = early_start = early_finish = self.project_start
        if not row:
            finish = max(finish, early_finish)
        self.starts[row], self.finishes[row] = start, finish
        self.early_start[row], self.early_finish[row] = early_start, early_finish
        self.measure(row)

    def measure(self, row: int) -> None:
        """Set the duration of a summary from its dates."""
        axis = self.axes[self.yard[row]]
        self.duration[row] = axis.offset(self.finishes[row]) - axis.offset(self.starts[row])

    # -- backward

    def limit(self, row: int) -> None:
        """Find what links and the summaries above leave a row.

        Links from the start limit neither summaries nor manual tasks, nor tasks that have started. In summaries
        scheduled by hand, links that lead out of them leave automatic tasks no more than they take.
        """
        graph = self.graph
        self.limit_start, self.limit_finish, self.limit_waited = EVER, self.project_finish, False
        if not row:
            return
        above, bits = graph.parent[row], self.bits[row]
        if bits & MANUAL:
            start, finish, within = self.hand_start[above], self.hand_finish[above], 0
        else:
            start, finish, within = self.below_start[above], self.below_finish[above], self.within[above]
        leaf = graph.first_child[row] == 0
        waited = self.waited[above] > 0
        link = graph.first_out[row]
        while link >= 0:
            after = graph.after[link]
            by = self.finish_by[after] if graph.kinds[link] & TO_FINISH else self.start_by[after]
            moment = self._bound(link, by)
            waited = waited or moment < EVER
            if graph.kinds[link] & FROM_FINISH:
                if within and moment < EVER and not self._stands_below(after, within):
                    moment = min(moment, self.early_finish[row])
                finish = min(finish, moment)
            elif leaf and not bits & (MANUAL | STARTED):
                start = min(start, moment)
            link = graph.next_out[link]
        if self.several_paths and leaf and not waited:
            finish = min(finish, self.early_finish[row])
        self.limit_start, self.limit_finish, self.limit_waited = start, finish, waited

    def _bound(self, link: int, moment: int) -> int:
        """What a link leaves to the end of its predecessor if it leaves so much to its successor's."""
        graph = self.graph
        after = graph.after[link]
        bits = self.bits[after]
        if bits & FINISHED or not bits & ACTIVE:
            return EVER
        if not (graph.kinds[link] & TO_FINISH or bits & STARTED):
            moment -= self.delay[after]
        return self._shifted(link, moment, -self._lag(link)) if graph.lag[link] else moment

    def _stands_below(self, row: int, summary: int) -> bool:
        while row:
            row = self.graph.parent[row]
            if row == summary:
                return True
        return False

    def backward(self, place: int) -> int:
        """Take steps from a place of the order back; gives the place of one with rules of its own, or -1."""
        graph = self.graph
        while place >= 0:
            step = graph.order[place]
            if step > 0 and self.bits[step] & ODD and not graph.first_child[step]:
                return place
            self._take_backward(step)
            place -= 1
        return -1

    def _take_backward(self, step: int) -> None:
        if step < 0:
            self._hand_down(~step)
        elif step == 0 or self.graph.first_child[step]:
            self._close_late(step)
        else:
            self._date_late(step)

    def _date_late(self, row: int) -> None:
        """Place a task that only links, summaries and its deadline limit."""
        self.limit(row)
        finish = min(self.limit_finish, self.deadline[row])
        span, start = self.span[row], finish
        axis = self.axes[self.time[row]]
        if span:
            place = axis.offset(finish)
            start, finish = axis.starting(place - span), axis.finishing(place)
        if self.limit_start < start:
            start = finish = self.limit_start
            if span:
                place = axis.offset(start)
                start, finish = axis.starting(place), axis.finishing(place + span)
        self.start_by[row] = self.late_start[row] = start
        self.finish_by[row] = self.late_finish[row] = finish

    def _hand_down(self, row: int) -> None:
        """Set what the tasks of a summary have to respect; of a manual one, automatic tasks only what is above it."""
        graph = self.graph
        self.limit(row)
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
        graph = self.graph
        start = prompt_start = EVER
        finish = early_finish = NEVER
        count = prompt = 0
        child = graph.first_child[row]
        while child:
            bits = self.bits[child]
            if bits & ACTIVE:
                count += 1
                manual = bits & MANUAL
                start = min(start, self.early_start[child] if manual else self.late_start[child])
                stays = manual and not graph.first_child[child]
                finish = max(finish, self.early_finish[child] if stays else self.late_finish[child])
                early_finish = max(early_finish, self.early_finish[child])
                if not self.delay[child]:
                    prompt += 1
                    prompt_start = min(prompt_start, self.early_start[child] if manual else self.start_by[child])
            child = graph.next_child[child]
        if not count:
            start, finish = self.starts[row], self.finishes[row]
        elif self.bits[row] & MANUAL:
            if self.early_finish[row] > early_finish:
                start = self.early_start[row]
            finish = max(finish, self.early_finish[row])
        elif self.own_finish[row] < finish and not self.bits[row] & STARTED:
            axis, limit = self.axes[self.yard[row]], self.own_finish[row]
            earlier = axis.offset(finish) - axis.offset(limit)
            if earlier:
                start = axis.starting(axis.offset(start) - earlier)
            finish = limit
        self.late_start[row], self.late_finish[row] = start, finish
        # for predecessors, tasks that levelling holds back do not count
        self.start_by[row] = prompt_start if 0 < prompt < count else start
        self.finish_by[row] = finish

    # -- slack

    def _slack(self, row: int) -> None:
        """Set slack and critical of a row from its early and late dates."""
        bits, axis = self.bits[row], self.axes[self.yard[row]]
        start = self.wanted[row] if self.wanted[row] > NEVER else self.early_start[row]
        if bits & LATE:
            start = self.starts[row]
        finish = self.due[row] if self.due[row] < EVER else self.late_finish[row]
        at_start = axis.offset(self.late_start[row]) - axis.offset(start)
        at_finish = axis.offset(finish) - axis.offset(self.early_finish[row])
        total = min(at_start, at_finish)
        if bits & FINISHED:
            at_start = at_finish = total = 0
        elif bits & STARTED:
            at_start, total = 0, at_finish
        elif bits & MANUAL and not self.graph.is_summary(row):
            at_start = total = at_finish
        self.start_slack[row], self.finish_slack[row], self.total_slack[row] = at_start, at_finish, total
        self.critical[row] = total <= self.slack_limit and not bits & (FINISHED | UNDECIDED)
        self.free_slack[row] = 0 if bits & FINISHED else self._free(row, total)

    def _free(self, row: int, free: int) -> int:
        """Working minutes until the first successor would be delayed, by link or into its levelling delay."""
        graph = self.graph
        link = graph.first_out[row]
        while link >= 0 and free > 0:
            after, kinds = graph.after[link], graph.kinds[link]
            moment = self._bound(link, self.finishes[after] if kinds & TO_FINISH else self.starts[after])
            if moment < EVER:
                here = self.early_finish[row] if kinds & FROM_FINISH else self.early_start[row]
                axis = self.axes[self.yard[after]]
                free = min(free, axis.offset(moment) - axis.offset(here))
            link = graph.next_out[link]
        return max(free, 0)

    def slack_of_all(self) -> None:
        """Set slack and critical of every row."""
        for row in range(self.graph.rows):
            self._slack(row)

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

    def forward_marked(self, place: int, limit: int) -> int:
        """Take marked steps from a place on; gives the place of one with rules of its own, or -1.

        Args:
            limit: Of the rows looked at; what is marked beyond it is left as it is.
        """
        graph = self.graph
        while self.count < limit:
            place = self.marks.find(1, place)
            if place < 0:
                return -1
            self.marks[place] = 0
            step = graph.order[place]
            self._keep(step)
            if self.bits[step if step >= 0 else ~step] & ODD:
                return place
            self.take_forward(step)
            self.spread(step)
        for place in range(graph.steps):
            self.marks[place] = 0
        return -1

    def _keep(self, step: int) -> None:
        """Remember what others take from a step before it is taken."""
        row, was = step if step >= 0 else ~step, self.was
        self._touch(row)
        if step >= 0 and self.graph.is_summary(row):
            was[0], was[1], was[2] = self.hold_start[row], self.hold_finish[row], self.hold_summary[row]
            was[3], was[4], was[5] = self.start_code[row], self.finish_code[row], self.summary_code[row]
        else:
            was[0], was[1], was[2] = self.starts[row], self.finishes[row], self.duration[row]
            was[3], was[4] = self.early_start[row], self.early_finish[row]

    def spread(self, step: int) -> None:
        """Mark the steps that hang on one, where it is not what it was."""
        graph, was, row = self.graph, self.was, step if step >= 0 else ~step
        if step >= 0 and graph.is_summary(row):
            same = was[0] == self.hold_start[row] and was[1] == self.hold_finish[row]
            same = same and was[2] == self.hold_summary[row] and was[3] == self.start_code[row]
            if not same or was[4] != self.finish_code[row] or was[5] != self.summary_code[row]:
                self.marks[graph.rank[~row]] = 1
                child = graph.first_child[row]
                while child:
                    self.marks[graph.rank[child]] = 1
                    child = graph.next_child[child]
            return
        same = was[0] == self.starts[row] and was[1] == self.finishes[row] and was[2] == self.duration[row]
        if same and was[3] == self.early_start[row] and was[4] == self.early_finish[row]:
            return
        above = graph.parent[row]
        # a wide summary is not looked through where the row neither was nor is its first or last
        if row and (
            min(was[0], self.starts[row]) <= self.starts[above]
            or max(was[1], self.finishes[row]) >= self.finishes[above]
            or min(was[3], self.early_start[row]) <= self.early_start[above]
            or max(was[4], self.early_finish[row]) >= self.early_finish[above]
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

    def backward_marked(self, place: int) -> int:
        """Take marked steps from a place back; gives the place of one with rules of its own, or -1."""
        graph = self.graph
        while True:
            place = self.marks.rfind(1, 0, place + 1)
            if place < 0:
                return -1
            self.marks[place] = 0
            step = graph.order[place]
            self._keep_late(step)
            if step > 0 and self.bits[step] & ODD and not graph.first_child[step]:
                return place
            self._take_backward(step)
            self.spread_late(step)

    def _keep_late(self, step: int) -> None:
        """Remember what others take from a step before it is taken backwards."""
        row, was = step if step >= 0 else ~step, self.was
        self._touch(row)
        if step < 0:
            was[0], was[1], was[2] = self.hand_start[row], self.hand_finish[row], self.below_start[row]
            was[3], was[4], was[5] = self.below_finish[row], self.own_finish[row], self.waited[row]
            was[6] = self.within[row]
        else:
            was[0], was[1], was[2] = self.late_start[row], self.late_finish[row], self.start_by[row]
            was[3] = self.finish_by[row]

    def spread_late(self, step: int) -> None:
        """Mark the steps whose late dates hang on one, where it is not what it was."""
        graph, was, row = self.graph, self.was, step if step >= 0 else ~step
        if step < 0:
            same = was[0] == self.hand_start[row] and was[1] == self.hand_finish[row]
            same = same and was[2] == self.below_start[row] and was[3] == self.below_finish[row]
            same = same and was[6] == self.within[row]
            if not same or was[4] != self.own_finish[row] or was[5] != self.waited[row]:
                self.marks[graph.rank[row]] = 1
                self._mark_children(row)
            return
        same = was[0] == self.late_start[row] and was[1] == self.late_finish[row]
        if same and was[2] == self.start_by[row] and was[3] == self.finish_by[row]:
            return
        above = graph.parent[row]
        if row and (
            min(was[0], self.late_start[row]) <= self.late_start[above]
            or max(was[1], self.late_finish[row]) >= self.late_finish[above]
            or min(was[2], self.start_by[row]) <= self.start_by[above]
        ):
            self.marks[graph.rank[above]] = 1
        self._mark_before(row)

    def looked_at(self) -> list[int]:
        """The rows looked at so far."""
        return [self.touched[place] for place in range(self.count)]

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
        for place in range(self.count):
            self._slack(self.touched[place])

    def settle(self, now: list[array[int]], was: list[array[int]]) -> list[int]:
        """End a repair: gives the rows looked at that differ between two sets of columns; the second takes over."""
        for mine, other in zip(now, was, strict=True):
            _compare(mine, other, self.touched, self.seen, self.count)
        found = [row for row in self.looked_at() if self.seen[row] == 2]
        self.forget()
        return found

    def forget(self) -> None:
        """End a repair."""
        for place in range(self.count):
            self.seen[self.touched[place]] = 0
        self.count = 0


def _compare(mine: array[int], other: array[int], rows: array[int], seen: bytearray, count: int) -> None:
    for place in range(count):
        row = rows[place]
        if mine[row] != other[row]:
            other[row] = mine[row]
            seen[row] = 2
