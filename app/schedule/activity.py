"""A task as the passes see it: how long it takes in which working time, and what settles its dates."""

from __future__ import annotations

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.records import ResourceUid
from ..project.working_axis import Period, WorkingTime, always
from .splits import Pieces, moved, united

CLOCK = always()
"""The axis of tasks with elapsed durations."""


class Worker(msgspec.Struct, frozen=True, gc=False):
    """An assignment with a calendar of its own on a task that others work on at other hours.

    Attributes:
        delay: Working minutes after the task's start.
        pause: Levelling delay, in minutes of the clock.
        span: Working minutes from its first to its last moment.
        resource: Who it is; None where nobody is yet.
        pieces: Where its work pauses, the worked stretches as minutes of ``time`` after its first moment; else empty.
    """

    time: WorkingTime
    delay: int
    pause: int
    span: int
    resource: ResourceUid | None = None
    pieces: Pieces = ()

    @property
    def pauses(self) -> bool:
        """Whether it begins later than its task or does not go on all the time."""
        return bool(self.pieces or self.delay or self.pause)

    def finish_from(self, start: Minute) -> Minute:
        """When it ends if the task starts at a moment."""
        return self.time.add(self._begin(start), self.span)

    def worked(self, start: Minute) -> list[Period]:
        """From and to when it is worked if the task starts at a moment."""
        offset, time = self.time.offset(self._begin(start)), self.time
        pieces = self.pieces or ((0, self.span),)
        return [
            (time.starting(offset + first), time.finishing(offset + last)) for first, last in pieces if first < last
        ]

    def _begin(self, start: Minute) -> Minute:
        begin = self.time.add(start, self.delay)
        return self.time.next_working(begin) + self.pause if self.pause else begin

    def start_for(self, finish: Minute) -> Minute:
        """When the task has to start for it to end at a moment."""
        return self.time.add(self.time.add(finish, -self.span) - self.pause, -self.delay)


class Activity(msgspec.Struct, gc=False, kw_only=True):
    """A task as the passes see it.

    Attributes:
        time: The working time it goes on in; the clock for an elapsed duration.
        yardstick: The working time slack and lags are counted in: its own calendar's or the project's, whoever works on
            it.
        span: Minutes of that time from start to finish, gaps included.
        duration: Minutes worked: the span without its gaps.
        pieces: Of a split task, the worked stretches as minutes of ``time`` after the start; else empty.
        workers: Where assignments work at different hours; the last of them ends the task.
        fixed: Start and finish that nothing moves: of finished, started, manual and external tasks.
        manual: Dates set by hand.
        finished: Nothing is left to do.
        started: Under way, so its start is settled.
        constraint: What it has to respect besides links; ``date`` belongs to it.
        delay: Levelling delay in minutes of the clock.
        loose: It can begin outside working hours: somebody is assigned who has nothing to do.
        resumed: Where work under way goes on, if nothing pushes it on.
        pushable: What is left of it waits for its links: the plan splits tasks under way.
        undecided: Manual with a date or duration left open: never critical.
        plain: Nothing but links, its calendar and its deadline decide when it goes on.
    """

    time: WorkingTime
    yardstick: WorkingTime
    span: int
    duration: int
    elapsed: bool = False
    pieces: Pieces = ()
    workers: tuple[Worker, ...] = ()
    fixed: tuple[Minute, Minute] | None = None
    manual: bool = False
    finished: bool = False
    started: bool = False
    external: bool = False
    active: bool = True
    constraint: ConstraintKind = ConstraintKind.AS_SOON_AS_POSSIBLE
    date: Minute = 0
    deadline: Minute | None = None
    delay: int = 0
    loose: bool = False
    resumed: Minute | None = None
    pushable: bool = False
    undecided: bool = False
    plain: bool = False

    def finish_from(self, start: Minute) -> Minute:
        """When it ends if it starts at a moment."""
        if self.workers:
            return max([one.finish_from(start) for one in self.workers])
        return self.time.add(start, self.span)

    def start_for(self, finish: Minute) -> Minute:
        """When it has to start to end at a moment."""
        if self.workers:
            return min([one.start_for(finish) for one in self.workers])
        return self.time.add(finish, -self.span)

    def pushed(self, start: Minute, finish: Minute) -> Minute:
        """When work under way ends if what is left can't go on before a moment, nor end before another."""
        assert self.fixed is not None
        assert self.resumed is not None
        late = self.time.between(self.resumed, start) if start > self.resumed else 0
        return max(self.time.add(self.fixed[1], late) if late else self.fixed[1], finish)

    def pushed_by(self, finish: Minute) -> int:
        """How many working minutes what is left of it was pushed on, if it ends at a moment."""
        if not self.pushable:
            return 0
        assert self.fixed is not None
        return self.time.between(self.fixed[1], finish)

    def going_on(self, finish: Minute) -> Minute | None:
        """Where work under way goes on, if it ends at a moment."""
        late = self.pushed_by(finish)
        if not late or self.resumed is None:
            return self.resumed
        return self.time.next_working(self.time.add(self.resumed, late))

    @property
    def splits(self) -> bool:
        """Whether work on it can pause."""
        return bool(self.pieces) or self.pushable or any(one.pauses for one in self.workers)

    def worked(self, start: Minute, finish: Minute) -> Pieces:
        """The worked stretches as ``pieces`` has them, if it goes on from one moment to another.

        Where people keep different hours, it pauses while all of them do.
        """
        if not self.workers:
            return self.pieces_until(finish)
        offset, length = self.time.offset(start), self.time.between(start, finish)
        periods = [period for one in self.workers for period in one.worked(start)]
        places = ((self.time.offset(first) - offset, self.time.offset(last) - offset) for first, last in periods)
        pieces = united((max(first, 0), min(last, length)) for first, last in places)
        return pieces if self.splits and (len(pieces) > 1 or (pieces and pieces[0][0])) else ()

    def lasting(self, start: Minute, finish: Minute) -> int:
        """Minutes from one moment to another in which any of the people works who keep different hours."""
        pieces = self.worked(start, finish)
        return sum(last - first for first, last in pieces) if pieces else self.time.between(start, finish)

    def pieces_until(self, finish: Minute) -> Pieces:
        """The worked stretches as ``pieces`` has them, if it ends at a moment."""
        late = self.pushed_by(finish)
        if not late:
            return self.pieces
        assert self.fixed is not None
        assert self.resumed is not None
        rest, pieces = self.time.between(self.fixed[0], self.resumed), self.pieces or ((0, self.span),)
        done = [(first, min(last, rest)) for first, last in pieces]
        return united([*done, *moved([(max(first, rest), last) for first, last in pieces if last > rest], late)])

    def from_start(self, moment: Minute) -> tuple[Minute, Minute]:
        """Start and finish if it can start at a moment; milestones take the moment as it is."""
        if self.workers or self.loose:
            start = moment if self.loose else self.time.next_working(moment)
            return start, self.finish_from(start)
        if not self.span:
            start = self.time.next_working(moment) if self.delay else moment
            return start, start
        return self.time.from_start(moment, self.span)

    def from_finish(self, moment: Minute) -> tuple[Minute, Minute]:
        """Start and finish if it has to end by a moment; milestones and manual tasks take the moment as it is."""
        if self.workers:
            finish = moment if self.loose else self.time.previous_working(moment)
            return self.start_for(finish), finish
        if not self.span:
            return moment, moment
        start, finish = self.time.from_finish(moment, self.span)
        return start, moment if self.manual or self.loose else finish
