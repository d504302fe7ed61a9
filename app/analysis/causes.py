"""What sets a task's dates, as data: causes of its start and its finish, and steps of the chain behind it."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..project.kinds import ConstraintKind
from ..project.moments import Minute
from ..project.records import DependencyKey, ResourceUid, TaskUid
from .lost_time import DayLength, Lost


class End(StrEnum):
    """An end of a task."""

    START = "start"
    FINISH = "finish"

    @property
    def other(self) -> End:
        """The opposite one."""
        return End.FINISH if self is End.START else End.START


class CauseKind(StrEnum):
    """What an end of a task hangs on."""

    PROJECT_START = "project start"
    LINK = "link"
    CONSTRAINT = "constraint"
    MANUAL = "manual"
    ACTUAL = "actual"
    REMAINING = "remaining"  # of a finish: what is left to do, from where it goes on
    SUMMARY = "summary"  # a manual summary above holds it back
    LEVELLING = "levelling"
    EXTERNAL = "external"
    CHILD = "child"  # of a summary: the first or last of its tasks
    SUCCESSOR = "successor"  # of a task as late as possible, or behind one: it may go on no later
    DEADLINE = "deadline"
    PROJECT_FINISH = "project finish"
    LATE = "as late as possible"  # and no single thing sets how late
    DURATION = "duration"  # counted from the task's other end


class Share(msgspec.Struct, frozen=True):
    """How much of a duration somebody is at work who keeps hours of their own.

    Attributes:
        minutes: In those hours.
    """

    resource: ResourceUid
    minutes: int


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """What set an end of a task, with the arithmetic that leads to its date.

    Attributes:
        end: The end that it set.
        base: The moment it is counted from: of a link the predecessor's end, of a successor its own, of a constraint
            its date.
        moment: That moment with the lag or delay: no earlier than this; of a successor, no later.
        at: The date that follows, in the task's working time; always the scheduled one.
        task: The predecessor or successor, the child, or the summary whose link, constraint, deadline or start it is.
        task_end: The end of ``task`` that counts.
        dependency: The link.
        via: The summary above whose link it is, which counts for all of its tasks.
        lag: Minutes between ``base`` and ``moment``: a link's lag or a levelling delay; ``elapsed`` ones of the clock.
        constraint: Which, where it is one; of a late date "as late as possible" if that is the task's own.
        behind: Of a levelling delay, what would set the start without it; of what remains, the link it waits for.
        lost: What lies between ``moment`` and ``at``; where ``kind`` is a duration, what lengthens it.
        pauses: Where ``kind`` is a duration or what remains: from and to when a split task rests meanwhile.
        worked: Minutes of a duration without the pauses.
        share: Of a duration that is longer than that, the part of who is last, or of the start first, at it.
        day: Of a duration, the days it falls on where a day of duration counts otherwise.
    """

    end: End
    kind: CauseKind
    base: Minute
    moment: Minute
    at: Minute
    task: TaskUid | None = None
    task_end: End | None = None
    dependency: DependencyKey | None = None
    via: TaskUid | None = None
    lag: int = 0
    elapsed: bool = False
    constraint: ConstraintKind | None = None
    behind: Cause | None = None
    lost: tuple[Lost, ...] = ()
    pauses: tuple[tuple[Minute, Minute], ...] = ()
    worked: int = 0
    share: Share | None = None
    day: DayLength | None = None


class Explanation(msgspec.Struct, frozen=True):
    """What set the start and the finish of a task; one of them may follow from the other by the duration.

    Attributes:
        unkept: The predecessor's link that its dates do not keep, the one that asks for the latest date; ``at`` is that
            date.
    """

    uid: TaskUid
    start: Cause
    finish: Cause
    unkept: Cause | None = None

    @property
    def driving(self) -> Cause:
        """What places the task: the cause of its start, or of its finish where the start is counted back from that."""
        return self.finish if self.start.kind is CauseKind.DURATION else self.start

    def behind(self, end: End) -> Cause:
        """What an end hangs on in the end: what places the task where it follows from the duration."""
        cause = self.start if end is End.START else self.finish
        return self.driving if cause.kind is CauseKind.DURATION else cause


class Step(msgspec.Struct, frozen=True):
    """A link of the chain back to the project start: an end of a task and what set it.

    Attributes:
        lasting: The duration of the task, in minutes as it is shown.
        pauses: When the task rests between its ends, where the chain runs through its duration.
    """

    uid: TaskUid
    end: End
    cause: Cause
    lasting: int
    pauses: tuple[tuple[Minute, Minute], ...] = ()
