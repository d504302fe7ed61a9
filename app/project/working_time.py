"""The working times of a plan's calendars, resources and tasks."""

from __future__ import annotations

from collections.abc import Collection

from ..i18n import _
from .calendar_rules import CalendarRules, adds_nothing
from .errors import Note, Severity, quoted
from .kinds import ResourceKind
from .moments import to_minute
from .project import Project
from .records import Calendar, CalendarUid, ResourceUid, TaskUid
from .working_axis import HORIZON, WorkingTime, both, either

__all__ = ["WorkingTime", "WorkingTimes"]


class WorkingTimes:
    """The working times of a plan's calendars, resources and tasks, made when first asked for.

    Attributes:
        project: The project calendar's.
        notes: Calendars that had to be mended: bases that are missing or go round in circles, no working time at all.
    """

    def __init__(self, project: Project) -> None:
        self._plan = project
        self._calendars: dict[CalendarUid, WorkingTime] = {}
        self._chains: dict[tuple[CalendarUid, ...], WorkingTime] = {}  # calendars that say the same share one
        self._combined: dict[tuple[object, ...], WorkingTime] = {}
        self.notes: list[Note] = []
        self.project = self.calendar(project.info.calendar)

    def calendar(self, uid: CalendarUid) -> WorkingTime:
        """The working time of a calendar; Microsoft Project's default week where there is no such calendar."""
        if uid not in self._calendars:
            chain = self._chain(uid)
            while len(chain) > 1 and adds_nothing(chain[0]):
                chain = chain[1:]
            key = tuple(calendar.uid for calendar in chain)
            if key not in self._chains:
                rules = CalendarRules(chain)
                if rules.empty and chain:
                    self._note(
                        "calendar.no-working-time",
                        uid,
                        _("Calendar '{name}' has no working days; the standard week stands in for it."),
                    )
                self._chains[key] = rules.working_time()
            self._calendars[uid] = self._chains[key]
        return self._calendars[uid]

    def forget(self, changed: Collection[CalendarUid]) -> frozenset[CalendarUid]:
        """Have the working times of calendars that changed, came or went made anew; not those of the project calendar.

        Gives them and all that are based on them.
        """
        found = frozenset(uid for uid in {*self._plan.calendars, *changed} if self._follows(uid, changed))
        self._calendars = {uid: one for uid, one in self._calendars.items() if uid not in found}
        self._chains = {key: one for key, one in self._chains.items() if found.isdisjoint(key)}
        self._combined = {key: one for key, one in self._combined.items() if found.isdisjoint(key)}
        return found

    def _follows(self, uid: CalendarUid, others: Collection[CalendarUid]) -> bool:
        """Whether a calendar is one of some others, or based on one."""
        known, wanted = set[CalendarUid](), uid
        while wanted is not None and wanted not in known:
            if wanted in others:
                return True
            known.add(wanted)
            calendar = self._plan.calendars.get(wanted)
            wanted = None if calendar is None else calendar.base
        return False

    @property
    def combines(self) -> bool:
        """Whether tasks with calendars of their own go on in the hours that those have in common with others."""
        return any(key[0] is not None and len(key) > 1 for key in self._combined)

    def in_use(self) -> set[WorkingTime]:
        """All that were made and are still to be had."""
        return {self.project, *self._calendars.values(), *self._chains.values(), *self._combined.values()}

    def resource(self, uid: ResourceUid) -> WorkingTime:
        """The working time of a resource: of its own calendar, else of the project's."""
        resource = self._plan.resources.get(uid)
        if resource is None or resource.calendar is None or resource.calendar not in self._plan.calendars:
            return self.project
        return self.calendar(resource.calendar)

    def task(self, uid: TaskUid) -> WorkingTime:
        """The working time in which a task goes on: its own calendar's, that of its resources, or what they share."""
        task = self._plan.tasks[uid]
        own = task.calendar if task.calendar in self._plan.calendars else None
        resources = () if own is not None and task.ignore_resource_calendar else self._calendars_of(uid)
        if own is None and not resources:
            return self.project
        key = (own, *resources)
        if key not in self._combined:
            self._combined[key] = self._combine(own, resources)
        return self._combined[key]

    def yardstick(self, uid: TaskUid) -> WorkingTime:
        """The working time in which slack of a task is counted: its own calendar's, else the project's."""
        own = self._plan.tasks[uid].calendar
        return self.calendar(own) if own is not None and own in self._plan.calendars else self.project

    def assignment(self, task: TaskUid, resource: ResourceUid | None) -> WorkingTime:
        """The working time in which a resource works on a task."""
        record = self._plan.tasks[task]
        own = record.calendar if record.calendar in self._plan.calendars else None
        worker = self._plan.resources.get(resource) if resource is not None else None
        if (
            worker is None
            or worker.kind is not ResourceKind.WORK
            or (own is not None and record.ignore_resource_calendar)
        ):
            return self.project if own is None else self.calendar(own)
        calendar = worker.calendar if worker.calendar in self._plan.calendars else None
        if own is None:
            return self.project if calendar is None else self.calendar(calendar)
        key = (own, calendar if calendar is not None else self._plan.info.calendar)
        if key not in self._combined:
            self._combined[key] = self._combine(own, key[1:])
        return self._combined[key]

    def _calendars_of(self, uid: TaskUid) -> tuple[CalendarUid, ...]:
        """The calendars of the people and machines on a task, each once."""
        found: dict[CalendarUid, None] = {}
        for assignment in self._plan.assignments_of(uid):
            resource = self._plan.resources.get(assignment.resource) if assignment.resource is not None else None
            if resource is not None and resource.kind is ResourceKind.WORK:
                known = resource.calendar if resource.calendar in self._plan.calendars else None
                found[self._plan.info.calendar if known is None else known] = None
        return tuple(sorted(found))

    def _combine(self, own: CalendarUid | None, resources: tuple[CalendarUid, ...]) -> WorkingTime:
        times = list(dict.fromkeys(self.calendar(calendar) for calendar in resources))
        together = times[0] if len(times) == 1 else either(times) if times else None
        if own is None or together is None:
            return together or self.calendar(own if own is not None else self._plan.info.calendar)
        if together is self.calendar(own):
            return together
        common = both(self.calendar(own), together)
        if common.next_working(to_minute(self._plan.info.start)) < HORIZON[1]:
            return common
        self._note(
            "calendar.nothing-in-common",
            own,
            _("Calendar '{name}' and those of the resources share no working time; only the first counts."),
        )
        return self.calendar(own)

    def _chain(self, uid: CalendarUid) -> list[Calendar]:
        """A calendar and its bases, nearest first; mended where the file's are broken."""
        chain: list[Calendar] = []
        wanted: CalendarUid | None = uid
        while wanted is not None:
            calendar = self._plan.calendars.get(wanted)
            if calendar is None:
                if chain:
                    self._note(
                        "calendar.base-missing",
                        uid,
                        _("The base calendar of '{name}' is missing; the standard week stands in for it."),
                    )
                break
            if calendar in chain:
                self._note(
                    "calendar.base-cycle",
                    uid,
                    _("Calendar '{name}' is based on itself; the standard week stands in for its base."),
                )
                break
            chain.append(calendar)
            wanted = calendar.base
        return chain

    def _note(self, code: str, uid: CalendarUid, text: str) -> None:
        name = self._plan.calendars[uid].name or str(uid)
        self.notes.append(Note(severity=Severity.WARNING, code=code, text=text.format(name=quoted(name)), calendar=uid))
