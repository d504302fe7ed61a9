"""Words for why a task starts and finishes when it does, for the chain behind it and for what would free it."""

from __future__ import annotations

from typing import Final

from ..analysis.causes import Cause, CauseKind, End, Explanation, Step
from ..analysis.lost_time import DayLength, Lost, Whose
from ..i18n import N_, _, ngettext
from ..project.kinds import ConstraintKind, TimeUnit
from ..project.moments import DAY, Minute, to_date, to_datetime
from ..project.project import Project
from ..project.records import TaskUid
from .choices import CONSTRAINTS, title_of
from .sooner import Alternative, Remedy
from .wording import Wording

_ENDS: Final = {End.START: N_("Starts {date}"), End.FINISH: N_("Finishes {date}")}
_NAMED_ENDS: Final = {End.START: N_("'{name}' starts {date}"), End.FINISH: N_("'{name}' finishes {date}")}

_AT_ONCE: Final = {End.START: N_("as soon as '{name}' starts"), End.FINISH: N_("as soon as '{name}' finishes")}
_LAGS: Final = {End.START: N_("{lag} after '{name}' starts"), End.FINISH: N_("{lag} after '{name}' finishes")}
_LEADS: Final = {End.START: N_("{lag} before '{name}' starts"), End.FINISH: N_("{lag} before '{name}' finishes")}
_CHILDREN: Final = {End.START: N_("with its first task, '{name}'"), End.FINISH: N_("with its last task, '{name}'")}
_LENGTHS: Final = {End.START: N_("{length} before its finish"), End.FINISH: N_("{length} after its start")}

_SHARES: Final = {  # percent lag: of the duration of the predecessor
    (True, End.START): N_("{percent} of the duration of '{name}' after that starts"),
    (True, End.FINISH): N_("{percent} of the duration of '{name}' after that finishes"),
    (False, End.START): N_("{percent} of the duration of '{name}' before that starts"),
    (False, End.FINISH): N_("{percent} of the duration of '{name}' before that finishes"),
}
_SUCCESSORS: Final = {
    End.START: N_("so that '{name}' can start {date}"),
    End.FINISH: N_("so that '{name}' can finish {date}"),
}

_PLAIN: Final = {
    CauseKind.PROJECT_START: N_("nothing holds it, so it starts with the plan"),
    CauseKind.PROJECT_FINISH: N_("nothing waits for it, so it ends with the plan"),
    CauseKind.DEADLINE: N_("to keep its deadline {base}"),
    CauseKind.MANUAL: N_("its dates are set by hand"),
    CauseKind.EXTERNAL: N_("another file sets its dates"),
    CauseKind.REMAINING: N_("when what is left of it is done, going on {base}"),
    CauseKind.SUMMARY: N_("the summary task '{name}', set by hand, starts then"),
    CauseKind.LATE: N_("it is to go on as late as possible"),
}
_REPORTED: Final = {End.START: N_("it was reported as begun then"), End.FINISH: N_("it was reported as done then")}

_GAINS: Final = {
    End.START: N_("{change}: starts {date} instead of {now}, {gain} earlier"),
    End.FINISH: N_("{change}: finishes {date} instead of {now}, {gain} earlier"),
}
_REMEDIES: Final = {
    Remedy.SHORTEN: N_("Shorten '{name}' by {amount}"),
    Remedy.REDUCE_LAG: N_("Reduce the lag after '{name}' by {amount}"),
    Remedy.REMOVE_LINK: N_("Do not wait for '{name}'"),
    Remedy.REMOVE_CONSTRAINT: N_("Remove the constraint of '{name}'"),
    Remedy.REMOVE_DELAY: N_("Remove the levelling delay of '{name}'"),
    Remedy.AS_SOON: N_("Let '{name}' go on as soon as possible"),
    Remedy.SCHEDULE: N_("Schedule '{name}' automatically"),
    Remedy.WORK: N_("Work on {day}"),
    Remedy.JOIN: N_("Let '{name}' go on without resting"),
}


class WhyWords:
    """Puts explanations of a plan's dates into words."""

    def __init__(self, project: Project, wording: Wording) -> None:
        """Take the plan, for its names, and how dates and durations are written."""
        self._project = project
        self._wording = wording

    def sentence(self, cause: Cause) -> str:
        """An end of a task, its date and what set it."""
        return _("{end}: {reason}").format(end=self._end(cause), reason=self.reason(cause))

    def short(self, explanation: Explanation) -> str:
        """What places a task, for a hint."""
        cause = explanation.driving
        text = self.reason(cause)
        if cause.end is End.FINISH and cause.kind is CauseKind.LINK:
            text = _("it finishes {reason}").format(reason=text)
        return text[:1].upper() + text[1:]

    def unkept(self, explanation: Explanation) -> str:
        """The link that a task's dates do not keep; nothing where they keep all."""
        cause = explanation.unkept
        if cause is None:
            return ""
        return _("A link is not kept: by that it would start {date}, {reason}.").format(
            date=self.moment(cause.at), reason=self._plain(cause)
        )

    def step(self, step: Step) -> str:
        """A step of the chain: a task, its date and what set it."""
        name, cause = self.name(step.uid), step.cause
        end = _(_NAMED_ENDS[cause.end]).format(name=name, date=self.moment(cause.at))
        return _("{end}: {reason}").format(end=self._lasting(step, end), reason=self.reason(cause))

    def dated(self, step: Step) -> str:
        """The date of a step of the chain, without the name of its task."""
        return self._lasting(step, self._end(step.cause))

    def reason(self, cause: Cause) -> str:
        """What set an end of a task, with the time lost on the way."""
        text = self._rested(self._plain(cause), cause.pauses)
        if cause.constraint is ConstraintKind.AS_LATE_AS_POSSIBLE:
            text = _("as late as possible, {reason}").format(reason=text)
        days = [self.day_length(cause.day)] if cause.day is not None else []
        return "; ".join([text, *days, *map(self.lost, cause.lost)])

    def lost(self, lost: Lost) -> str:
        """Time in which a task could not go on, whose it is and why."""
        length, whose = self.length(lost.minutes), self._whose(lost)
        if lost.usual:
            text = _("{length} outside the working hours of {whose}")
            return text.format(length=length, whose=whose or _("its resources"))
        return _("{length} lost to {day}").format(length=length, day=self._day_off(lost))

    def day_length(self, day: DayLength) -> str:
        """Whose days are longer or shorter than a day of duration."""
        calendar = _("'{name}'").format(name=self._project.calendars[day.calendar].name)
        worked, told = (
            self._wording.duration(minutes, TimeUnit.HOUR)
            for minutes in (day.minutes, self._project.info.minutes_per_day)
        )
        return _("{whose} works {worked} a day, where a day of duration counts {told}").format(
            whose=self._whose(day) or calendar, worked=worked, told=told
        )

    def alternative(self, one: Alternative) -> str:
        """A change, what it gains, and what holds the task then."""
        text = _(_GAINS[one.end]).format(
            change=self.change(one), date=self.moment(one.date), now=self.moment(one.now), gain=self.gain(one)
        )
        return _("{change}; then {reason}").format(change=text, reason=self.then(one)) if one.then else text

    def change(self, one: Alternative) -> str:
        """A change that lets a task start earlier."""
        amount = self.length(one.amount) if one.amount else _("all of it")
        day = self._day_off(one.lost) if one.lost is not None else ""
        return _(_REMEDIES[one.remedy]).format(name=self.name(one.task), amount=amount, day=day)

    def gain(self, one: Alternative) -> str:
        """How much earlier a change brings the task, in the hours in which it goes on."""
        return self._by_clock(one.gain) if one.by_clock else self.length(one.gain)

    def then(self, one: Alternative) -> str:
        """What holds the task after a change; nothing where that is the same as before."""
        return self._plain(one.then) if one.then is not None else ""

    def name(self, uid: TaskUid) -> str:
        """What a task is called."""
        return self._project.tasks[uid].name.strip() or _("unnamed task")

    def moment(self, minute: Minute) -> str:
        """A moment with its time of day."""
        return self._wording.date_time(to_datetime(minute))

    def length(self, minutes: int) -> str:
        """Working time in days, or hours where it is less than one."""
        unit = TimeUnit.DAY if abs(minutes) >= self._project.info.minutes_per_day else TimeUnit.HOUR
        return self._wording.duration(minutes, unit if abs(minutes) >= 60 else TimeUnit.MINUTE)

    # -- parts

    def _lasting(self, step: Step, text: str) -> str:
        """A date, with the duration where what follows in the chain hangs on the task's other end."""
        task = self._project.tasks[step.uid]
        if step.end is step.cause.end or not step.lasting:
            return text
        length = self._wording.duration(step.lasting, task.duration_unit)
        return self._rested(_("{end}, takes {length}").format(end=text, length=length), step.pauses)

    def _rested(self, text: str, pauses: tuple[tuple[Minute, Minute], ...]) -> str:
        """Words about a task, with when it rests."""
        if not pauses:
            return text
        first, last = self.moment(pauses[0][0]), self.moment(pauses[-1][1])
        if len(pauses) == 1:
            return _("{what}, resting from {first} to {last}").format(what=text, first=first, last=last)
        return _("{what}, resting {count} times between {first} and {last}").format(
            what=text, count=len(pauses), first=first, last=last
        )

    def _end(self, cause: Cause) -> str:
        return _(_ENDS[cause.end]).format(date=self.moment(cause.at))

    def _plain(self, cause: Cause) -> str:
        """What set an end of a task, without the time lost."""
        name = self.name(cause.task) if cause.task is not None else ""
        match cause.kind:
            case CauseKind.LINK:
                return self._linked(cause, name)
            case CauseKind.CONSTRAINT:
                return self._constrained(cause, name)
            case CauseKind.LEVELLING:
                assert cause.behind is not None
                return _("levelling holds it back {delay}; without that, {reason}").format(
                    delay=self._by_clock(cause.lag), reason=self._plain(cause.behind)
                )
            case CauseKind.REMAINING if cause.behind is not None:
                text = _(_PLAIN[cause.kind]).format(base=self.moment(cause.base))
                return _("{what}, {reason}").format(what=text, reason=self._plain(cause.behind))
            case CauseKind.CHILD:
                return _(_CHILDREN[cause.end]).format(name=name)
            case CauseKind.DURATION if not cause.lag:
                return _("it takes no time")
            case CauseKind.DURATION:
                return self._counted(cause)
            case CauseKind.ACTUAL:
                return _(_REPORTED[cause.end])
            case CauseKind.SUCCESSOR:
                return self._followed(cause, name)
            case CauseKind.DEADLINE if name:
                return _("to keep the deadline of the summary task '{name}', {base}").format(
                    name=name, base=self.moment(cause.base)
                )
            case CauseKind.PROJECT_START if self._project.info.from_finish and self._project.info.finish:
                return _("nothing holds it, so it starts with the plan, which is to end {date}").format(
                    date=self._wording.date_time(self._project.info.finish)
                )
            case _:
                return _(_PLAIN[cause.kind]).format(name=name, base=self.moment(cause.base))

    def _counted(self, cause: Cause) -> str:
        """The duration between the ends of a task, with what of it is done by whom it hangs on."""
        text = _(_LENGTHS[cause.end]).format(length=self.length(cause.worked if cause.pauses else cause.lag))
        if cause.share is None:
            return text
        who = self._project.resources[cause.share.resource].name.strip() or _("its resource")
        return _("{duration}, in which {who} works {part}").format(
            duration=text, who=who, part=self.length(cause.share.minutes)
        )

    def _linked(self, cause: Cause, name: str) -> str:
        assert cause.dependency is not None
        assert cause.task_end is not None
        link = self._project.dependencies[cause.dependency]
        lag = self._wording.duration(abs(link.lag), link.lag_unit)
        if link.lag_unit.percent and cause.lag:
            text = _(_SHARES[cause.lag > 0, cause.task_end]).format(name=name, percent=lag)
        else:
            words = _AT_ONCE if not cause.lag else _LAGS if cause.lag > 0 else _LEADS
            text = _(words[cause.task_end]).format(name=name, lag=lag)
        return self._shared(text, cause)

    def _followed(self, cause: Cause, name: str) -> str:
        """What a task that goes on no later leaves time for."""
        assert cause.dependency is not None
        assert cause.task_end is not None
        link = self._project.dependencies[cause.dependency]
        text = _(_SUCCESSORS[cause.task_end]).format(name=name, date=self.moment(cause.base))
        if cause.lag:
            lag = self._wording.duration(abs(link.lag), link.lag_unit)
            both = _("{reason}, {lag} after that") if cause.lag > 0 else _("{reason}, {lag} before that")
            text = both.format(reason=text, lag=lag)
        return self._shared(text, cause)

    def _shared(self, text: str, cause: Cause) -> str:
        """The words for a link, with the summary that has it for all its tasks."""
        if cause.via is None:
            return text
        return _("{reason}, like all of '{summary}'").format(reason=text, summary=self.name(cause.via))

    def _by_clock(self, minutes: int) -> str:
        """A stretch of the clock, in days where it is as long."""
        if minutes < DAY:
            return self._wording.duration(minutes, TimeUnit.ELAPSED_HOUR)
        days = self._wording.number(minutes / DAY)
        return ngettext("{days} calendar day", "{days} calendar days", 1 if minutes == DAY else 2).format(days=days)

    def _constrained(self, cause: Cause, name: str) -> str:
        assert cause.constraint is not None
        title = title_of(CONSTRAINTS, cause.constraint)
        text = _("constraint '{constraint}' {date}").format(constraint=title, date=self.moment(cause.base))
        return _("{constraint} of the summary task '{name}'").format(constraint=text, name=name) if name else text

    def _whose(self, lost: Lost | DayLength) -> str:
        if lost.whose is Whose.TASK:
            return _("the task's calendar")
        if lost.resource is None:
            return ""
        return self._project.resources[lost.resource].name.strip() or _("its resource")

    def _day_off(self, lost: Lost) -> str:
        """The days that an exception takes away, with its name and whose it is."""
        first, last = (self._wording.day(to_date(day), to_date(day).weekday()) for day in (lost.first, lost.last))
        whose = self._whose(lost)
        what = _("'{name}'").format(name=lost.name) if lost.name else _("days off") if last != first else _("a day off")
        if whose:
            what = _("{what} of {whose}").format(what=what, whose=whose)
        if lost.first == lost.last:
            return _("{what} on {day}").format(what=what, day=first)
        return _("{what} between {first} and {last}").format(what=what, first=first, last=last)
