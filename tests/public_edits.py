"""Every public edit in one table, as it is done once to any plan that takes it; tests of all edits read it."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import gantline.app.edits
from gantline.app.edits import (
    assignments,
    baselines,
    calendar_days,
    calendars,
    clipping,
    custom_definitions,
    dates,
    drag,
    draw,
    keep_dates,
    links,
    outline,
    paste,
    plan,
    progress,
    recurring,
    resource_calendars,
    resources,
    sorting,
    split,
    tasks,
    usage,
)
from gantline.app.edits.block import read_block
from gantline.app.edits.fields import BY_KEY
from gantline.app.edits.wording import Wording
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import (
    Accrual,
    ConstraintKind,
    Entity,
    FieldKind,
    Recurrence,
    ResourceKind,
    TaskType,
    TimeUnit,
    WorkContour,
)
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.predecessors import TypedLink
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_WEEK,
    AssignmentUid,
    Availability,
    CalendarUid,
    CostRates,
    CustomField,
    ExceptionPeriod,
    Hyperlink,
    Rate,
    RecurringPattern,
    ResourceUid,
    TaskUid,
    WorkWeek,
)
from gantline.app.project.resource_names import TypedResource
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

LINK = Hyperlink(title="Here", address="https://example.org")
OFF = ExceptionPeriod(start=date(2030, 4, 1), finish=date(2030, 4, 2), name="Off")
WEEK = WorkWeek(start=date(2030, 5, 6), finish=date(2030, 5, 12), name="Short", week=STANDARD_WEEK)
AWAY, LONG = replace(OFF, name="Away"), replace(WEEK, name="Long")
PATTERN = RecurringPattern(
    when=ExceptionPeriod(start=date(2030, 1, 1), finish=date(2030, 1, 1), recurrence=Recurrence.WEEKLY, weekdays=1,
                         occurrences=2)
)  # fmt: skip


class Desk:
    """A plan, its engine, and what of it an edit takes.

    Attributes:
        patches: What was applied, in this order; some edits need a plan prepared for them.
    """

    def __init__(self, project: Project) -> None:
        self.p = project
        self.e = Engine(project)
        self.patches: list[Patch] = []

    def apply(self, patch: Patch) -> None:
        """Change the plan."""
        self.p.apply(patch)
        self.e.update(patch)
        self.patches.append(patch)

    def undo_all(self) -> None:
        """Take all back that was applied."""
        for patch in reversed(self.patches):
            self.p.apply(patch.inverted())
            self.e.update(patch.inverted())
        self.patches.clear()

    @property
    def tasks(self) -> list[TaskUid]:
        """The tasks that are no summary tasks and no blank rows."""
        found = [uid for uid, one in self.p.tasks.items() if not one.blank and not self.p.is_summary(uid)]
        return found or [_first(iter(found))]

    @property
    def task(self) -> TaskUid:
        """A task that has not begun, if there is one."""
        return next((uid for uid in self.tasks if not self.p.tasks[uid].percent_complete), self.tasks[0])

    @property
    def begun(self) -> TaskUid:
        """A task in progress on which somebody works."""
        return _first(
            one.task
            for one in self.p.assignments.values()
            if one.resource and 0 < self.p.tasks[one.task].percent_complete < 100
        )

    @property
    def middle(self) -> int:
        """When reported progress of that task ends, or the minute before its finish."""
        finish = self.e.schedule.finish[self.e.schedule.rows[self.begun]]
        stop = self.p.tasks[self.begun].stop
        return finish - 1 if stop is None else max(to_minute(stop), finish - DAY)

    @property
    def done(self) -> TaskUid:
        """A task that was begun and finished."""
        leaves = (one for one in self.p.tasks.values() if not self.p.is_summary(one.uid))
        return _first(one.uid for one in leaves if one.actual_start and one.actual_finish)

    @property
    def split(self) -> tuple[TaskUid, int]:
        """A split task that nobody has begun, and the moment at which its last part begins."""
        parts = self.e.schedule.segments
        uid = _first(uid for uid in parts if len(parts[uid]) > 1 and self.p.tasks[uid].actual_start is None)
        return uid, parts[uid][-1][0]

    @property
    def resource(self) -> ResourceUid:
        """A resource with a name."""
        return _first(uid for uid, one in self.p.resources.items() if one.name)

    @property
    def assignment(self) -> AssignmentUid:
        """Somebody's work."""
        people = {uid for uid, one in self.p.resources.items() if one.kind is ResourceKind.WORK}
        return _first(uid for uid, one in self.p.assignments.items() if one.resource in people)

    @property
    def without_calendar(self) -> ResourceUid:
        """A resource that has no times of its own any more."""
        self.apply(resource_calendars.drop_own_calendar(self.p, self.resource))
        return self.resource

    @property
    def calendar(self) -> CalendarUid:
        """That of the plan."""
        return self.p.info.calendar

    @property
    def start(self) -> datetime:
        """The start of the task."""
        return self.e.schedule.start_of(self.task)

    @property
    def day(self) -> int:
        """The midnight on which the assignment's task starts."""
        row = self.e.schedule.rows[self.p.assignments[self.assignment].task]
        return self.e.schedule.start[row] // DAY * DAY

    @property
    def period(self) -> list[usage.Period]:
        """An hour of work on that day."""
        return [(self.day, self.day + DAY, 60.0)]

    def with_exception(self) -> None:
        """Make sure that the calendar has an exception and a week of its own."""
        self.apply(calendar_days.add_exception(self.p, self.calendar, OFF))
        self.apply(calendar_days.add_work_week(self.p, self.calendar, WEEK))

    @property
    def custom(self) -> str:
        """A custom field of tasks, made if there is none."""
        key = next((key for key, one in self.p.custom_fields.items() if one.entity is Entity.TASK), "188743731")
        if key not in self.p.custom_fields:
            self.apply(custom_definitions.define(self.p, _field(key)))
        return key


def _first(found: Iterator[int]):
    try:
        return next(found)
    except StopIteration:
        raise EditError("There is none.") from None


def _field(key: str) -> CustomField:
    return CustomField(key=key, entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Mine")


def _exception(d: Desk, edit: Callable[[Desk], Patch]) -> Patch:
    d.with_exception()
    return edit(d)


def _later(d: Desk, days: int = 3) -> datetime:
    return d.start + timedelta(days=days)


EDITS: dict[str, Callable[[Desk], Patch]] = {
    "assignments.set_resources": lambda d: assignments.set_resources(d.e, d.task, [TypedResource("New", None)]),
    "assignments.assign": lambda d: assignments.assign(d.e, d.task, d.resource, 0.5),
    "assignments.unassign": lambda d: assignments.unassign(d.e, d.assignment),
    "assignments.set_units": lambda d: assignments.set_units(d.e, d.assignment, 0.75),
    "assignments.set_work": lambda d: assignments.set_work(d.e, d.task, 999),
    "assignments.set_assignment_work": lambda d: assignments.set_assignment_work(d.e, d.assignment, 999),
    "assignments.set_cost_rate_table": lambda d: assignments.set_cost_rate_table(d.p, d.assignment, 1),
    "assignments.set_delay": lambda d: assignments.set_delay(d.e, d.assignment, 120),
    "assignments.set_notes": lambda d: assignments.set_notes(d.p, d.assignment, "Said"),
    "assignments.set_hyperlink": lambda d: assignments.set_hyperlink(d.p, d.assignment, LINK),
    "baselines.save": lambda d: baselines.save(d.e, 7, [d.task]),
    "baselines.clear": lambda d: baselines.clear(d.p, 0),
    "calendar_days.add_exception": lambda d: calendar_days.add_exception(d.p, d.calendar, OFF),
    "calendar_days.add_exceptions": lambda d: calendar_days.add_exceptions(d.p, d.calendar, [OFF, AWAY]),
    "calendar_days.set_exception": lambda d: _exception(
        d, lambda d: calendar_days.set_exception(d.p, d.calendar, len(d.p.calendars[d.calendar].exceptions) - 1, AWAY)
    ),
    "calendar_days.remove_exceptions": lambda d: _exception(
        d, lambda d: calendar_days.remove_exceptions(d.p, d.calendar, [len(d.p.calendars[d.calendar].exceptions) - 1])
    ),
    "calendar_days.set_days": lambda d: calendar_days.set_days(d.p, d.calendar, OFF.start, OFF.finish, ((540, 600),)),
    "calendar_days.clear_days": lambda d: _exception(
        d, lambda d: calendar_days.clear_days(d.p, d.calendar, OFF.start, OFF.finish)
    ),
    "calendar_days.add_work_week": lambda d: calendar_days.add_work_week(d.p, d.calendar, WEEK),
    "calendar_days.set_work_week": lambda d: _exception(
        d, lambda d: calendar_days.set_work_week(d.p, d.calendar, len(d.p.calendars[d.calendar].work_weeks) - 1, LONG)
    ),
    "calendar_days.remove_work_weeks": lambda d: _exception(
        d, lambda d: calendar_days.remove_work_weeks(d.p, d.calendar, [len(d.p.calendars[d.calendar].work_weeks) - 1])
    ),
    "calendars.add": lambda d: calendars.add(d.p, "Another"),
    "calendars.copy": lambda d: calendars.copy(d.p, d.calendar, "Another"),
    "calendars.derive": lambda d: calendars.derive(d.p, d.calendar, "Another"),
    "calendars.rename": lambda d: calendars.rename(d.p, d.calendar, "Another"),
    "calendars.delete": lambda d: calendars.delete(d.p, _first(iter(
        [uid for uid in d.p.calendars if not calendars.users_of(d.p, uid)]))),
    "calendars.set_hours": lambda d: calendars.set_hours(d.p, d.calendar, 4, ((480, 720),)),
    "calendars.set_week": lambda d: calendars.set_week(d.p, d.calendar, STANDARD_WEEK),
    "calendars.set_base": lambda d: calendars.set_base(d.p, _first(
        uid for uid, one in d.p.calendars.items() if one.base is not None), d.calendar),
    "calendars.set_project_calendar": lambda d: calendars.set_project_calendar(d.p, _first(
        uid for uid, one in d.p.calendars.items() if one.base is None and uid != d.calendar)),
    "calendars.change": lambda d: calendars.change(d.p, d.calendar, exceptions=(OFF,)),
    "clipping.paste_tasks": lambda d: clipping.paste_tasks(d.p, clipping.clip(d.p, [d.task])),
    "custom_definitions.define": lambda d: custom_definitions.define(d.p, _field("188743734")),
    "custom_definitions.remove": lambda d: custom_definitions.remove(d.p, d.custom),
    "custom_definitions.set_resource_value": lambda d: custom_definitions.set_resource_value(d.p, d.resource, _first(
        key for key, one in d.p.custom_fields.items() if one.entity is Entity.RESOURCE and one.kind is FieldKind.TEXT
    ), "Word"),
    "dates.set_duration": lambda d: dates.set_duration(d.e, d.task, Duration(1440, TimeUnit.DAY)),
    "dates.set_start": lambda d: dates.set_start(d.e, d.task, _later(d)),
    "dates.set_finish": lambda d: dates.set_finish(d.e, d.task, _later(d, 9)),
    "dates.set_manual": lambda d: dates.set_manual(d.e, [d.task], not d.p.tasks[d.task].manual),
    "drag.move": lambda d: drag.move(d.e, d.task, 2 * DAY),
    "draw.draw": lambda d: draw.draw(d.e, d.day + 480, d.day + 960),
    "keep_dates.take_our_dates": lambda d: keep_dates.take_our_dates(d.p, d.tasks),
    "links.link": lambda d: links.link(d.p, d.tasks[:2]),
    "links.unlink": lambda d: links.unlink(d.p, d.tasks),
    "links.set_link": lambda d: links.set_link(d.p, d.tasks[-1], d.tasks[0], lag=60),
    "links.remove_link": lambda d: links.remove_link(d.p, _first(iter(d.p.dependencies))),
    "links.set_predecessors": lambda d: links.set_predecessors(d.p, d.tasks[-1], [TypedLink(1)]),
    "links.set_successors": lambda d: links.set_successors(d.p, d.tasks[0], [TypedLink(len(d.p.tasks))]),
    "outline.add_tasks": lambda d: outline.add_tasks(d.p, [outline.new_task(d.p, "New")]),
    "outline.add_above": lambda d: outline.add_above(d.p, d.task, outline.new_task(d.p, "New")),
    "outline.add_below": lambda d: outline.add_below(d.p, d.task, outline.new_task(d.p, "New")),
    "outline.append": lambda d: outline.append(d.p, outline.new_task(d.p, "New")),
    "outline.append_tree": lambda d: outline.append_tree(d.p, [outline.new_task(d.p, "New")], [1]),
    "outline.add_tree": lambda d: outline.add_tree(d.p, [outline.new_task(d.p, "New")], [1], ROOT, 0),
    "outline.delete": lambda d: outline.delete(d.p, [d.task]),
    "outline.indent": lambda d: outline.indent(d.p, d.tasks[1:2]),
    "outline.outdent": lambda d: outline.outdent(d.p, [_first(
        uid for uid in d.tasks if d.p.parent(uid) != ROOT)]),
    "outline.move_to": lambda d: outline.move_to(d.p, [d.tasks[-1]], ROOT, 0),
    "outline.move_up": lambda d: outline.move_up(d.p, [d.tasks[-1]]),
    "outline.move_down": lambda d: outline.move_down(d.p, [d.tasks[0]]),
    "paste.set_cells": lambda d: paste.set_cells(d.e, Wording(d.p.info), [(d.task, BY_KEY["duration"], "3d")]),
    "paste.paste": lambda d: paste.paste(d.e, Wording(d.p.info), BY_KEY, paste.Paste(
        block=read_block("New\t2d"), columns=["name", "duration"], targets=[d.task], own_numbers=False)),
    "plan.set_info": lambda d: plan.set_info(d.p, status_date=_later(d), title="Other"),
    "progress.move_finished": lambda d: progress.move_finished(d.e, d.done, *(
        moment + timedelta(days=7) for moment in (d.p.tasks[d.done].actual_start, d.p.tasks[d.done].actual_finish))),
    "progress.set_percent_complete": lambda d: progress.set_percent_complete(d.e, [d.task], 40),
    "progress.set_physical_percent_complete": lambda d: progress.set_physical_percent_complete(d.p, [d.task], 40),
    "dates.set_remaining_duration": lambda d: dates.set_remaining_duration(d.e, d.task, Duration(960, TimeUnit.DAY)),
    "progress.set_actual_duration": lambda d: progress.set_actual_duration(
        d.e, d.task, d.p.tasks[d.task].duration // 3),
    "progress.set_actual_start": lambda d: progress.set_actual_start(d.e, d.task, _later(d)),
    "progress.set_actual_finish": lambda d: progress.set_actual_finish(d.e, d.task, _later(d, 9)),
    "recurring.insert": lambda d: recurring.insert(d.e, "Again", PATTERN),
    "recurring.set_pattern": lambda d: recurring.set_pattern(d.e, _first(
        uid for uid, one in d.p.tasks.items() if one.recurring), "Again", PATTERN),
    "resource_calendars.give_own_calendar": lambda d: resource_calendars.give_own_calendar(d.p, d.without_calendar),
    "resource_calendars.set_base_calendar": lambda d: resource_calendars.set_base_calendar(
        d.p, d.resource, d.calendar),
    "resource_calendars.drop_own_calendar": lambda d: resource_calendars.drop_own_calendar(d.p, d.resource),
    "resources.add": lambda d: resources.add(d.p, "New"),
    "resources.delete": lambda d: resources.delete(d.p, [d.resource]),
    "resources.move": lambda d: resources.move(d.p, [d.resource], len(d.p.resources) - 1),
    "resources.rename": lambda d: resources.rename(d.p, d.resource, "Other"),
    "resources.set_kind": lambda d: resources.set_kind(d.p, d.resource, ResourceKind.MATERIAL),
    "resources.set_max_units": lambda d: resources.set_max_units(d.p, d.resource, 3.0),
    "resources.set_availability": lambda d: resources.set_availability(d.p, d.resource, [Availability(units=2.0)]),
    "resources.set_rates": lambda d: resources.set_rates(d.p, d.resource, 1, [
        CostRates(table=1, standard=Rate(amount=Decimal(9)))]),
    "resources.set_standard_rate": lambda d: resources.set_standard_rate(d.p, d.resource, Rate(amount=Decimal(9))),
    "resources.set_overtime_rate": lambda d: resources.set_overtime_rate(d.p, d.resource, Rate(amount=Decimal(9))),
    "resources.set_cost_per_use": lambda d: resources.set_cost_per_use(d.p, d.resource, Decimal(9)),
    "resources.set_accrual": lambda d: resources.set_accrual(d.p, d.resource, Accrual.END),
    "resources.set_initials": lambda d: resources.set_initials(d.p, d.resource, "XY"),
    "resources.set_code": lambda d: resources.set_code(d.p, d.resource, "XY"),
    "resources.set_group": lambda d: resources.set_group(d.p, d.resource, "XY"),
    "resources.set_email": lambda d: resources.set_email(d.p, d.resource, "x@example.org"),
    "resources.set_material_label": lambda d: resources.set_material_label(d.p, d.resource, "t"),
    "resources.set_notes": lambda d: resources.set_notes(d.p, d.resource, "Said"),
    "resources.set_hyperlink": lambda d: resources.set_hyperlink(d.p, d.resource, LINK),
    "sorting.put_in_order": lambda d: sorting.put_in_order(d.p, list(reversed(d.p.tasks))),
    "split.split": lambda d: split.split(d.e, d.task, *(
        d.e.schedule.start[d.e.schedule.rows[d.task]] + minutes for minutes in (60, 60 + DAY))),
    "split.join": lambda d: split.join(d.e, d.split[0]),
    "split.move_part": lambda d: split.move_part(d.e, *d.split, 60),
    "tasks.set_fields": lambda d: tasks.set_fields(d.p, [d.task], contact="Somebody"),
    "tasks.rename": lambda d: tasks.rename(d.p, d.task, "Other"),
    "tasks.set_notes": lambda d: tasks.set_notes(d.p, d.task, "Said"),
    "tasks.set_priority": lambda d: tasks.set_priority(d.p, [d.task], 111),
    "tasks.set_bar_colour": lambda d: tasks.set_bar_colour(d.p, [d.task], "#aabbcc"),
    "tasks.set_wbs": lambda d: tasks.set_wbs(d.p, d.task, "X.1"),
    "tasks.set_active": lambda d: tasks.set_active(d.p, [d.task], False),
    "tasks.set_milestone": lambda d: tasks.set_milestone(d.p, [d.task], True),
    "tasks.set_deadline": lambda d: tasks.set_deadline(d.p, [d.task], _later(d)),
    "tasks.set_calendar": lambda d: tasks.set_calendar(d.p, [d.task], d.calendar),
    "tasks.set_task_type": lambda d: tasks.set_task_type(d.p, [d.task], TaskType.FIXED_DURATION),
    "tasks.set_effort_driven": lambda d: tasks.set_effort_driven(d.p, [d.task], True),
    "tasks.set_earned_by_physical": lambda d: tasks.set_earned_by_physical(d.p, [d.task], True),
    "tasks.set_fixed_cost": lambda d: tasks.set_fixed_cost(d.p, [d.task], Decimal(77)),
    "tasks.set_constraint": lambda d: tasks.set_constraint(
        d.p, [d.task], ConstraintKind.START_NO_EARLIER_THAN, _later(d)),
    "tasks.set_hyperlink": lambda d: tasks.set_hyperlink(d.p, d.task, LINK),
    "tasks.set_custom": lambda d: tasks.set_custom(d.p, [d.task], d.custom, "1"),
    "usage.set_work_in": lambda d: usage.set_work_in(d.e, d.assignment, d.period),
    "usage.set_actual_work_in": lambda d: usage.set_actual_work_in(d.e, d.assignment, d.period),
    "usage.set_task_work_in": lambda d: usage.set_task_work_in(d.e, d.p.assignments[d.assignment].task, d.period),
    "usage.set_actual_work": lambda d: usage.set_actual_work(d.e, d.assignment, 60),
    "split.split of a begun task": lambda d: split.split(d.e, d.begun, d.middle, d.middle + 2 * DAY),
    "assignments.set_contour": lambda d: assignments.set_contour(d.e, [d.assignment], WorkContour.BELL),
}  # fmt: skip
"""Every public edit by its name, as it is done once; further ones of the same name say more after it."""


def names_of_edits() -> Iterator[str]:
    """All functions that give a patch and are made for callers."""
    for module in pkgutil.iter_modules(gantline.app.edits.__path__):
        if not module.name.startswith("field"):
            room = importlib.import_module(f"gantline.app.edits.{module.name}")
            for name, made in inspect.getmembers(room, inspect.isfunction):
                gives = made.__annotations__.get("return")
                if made.__module__ == room.__name__ and not name.startswith("_") and gives == "Patch":
                    yield f"{module.name}.{name}"
