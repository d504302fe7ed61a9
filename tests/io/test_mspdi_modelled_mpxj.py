"""MPXJ understands what is made here beyond dates: spread work, availability, custom fields, baselines, recurrence."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gantline.app.edits import baselines, custom_definitions, recurring, resources, usage
from gantline.app.edits.outline import added_tasks
from gantline.app.edits.tasks import set_custom
from gantline.app.project.kinds import Entity, FieldKind, Recurrence
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.records import (
    AssignmentUid,
    Availability,
    CostRates,
    ExceptionPeriod,
    LookupValue,
    Rate,
    RecurringPattern,
    ResourceUid,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT

from ..plan_maker import plan
from .java import machine, needs_mpxj

pytestmark = needs_mpxj
MONDAY = to_minute(datetime(2026, 1, 5))
ANN, DIG, ONE = ResourceUid(1), TaskUid(1), AssignmentUid(1)


@pytest.fixture(scope="module")
def reader() -> Any:
    return machine().JClass("org.mpxj.mspdi.MSPDIReader")


class Bench:
    """A plan that is edited, and MPXJ's reading of it."""

    def __init__(self, reader: Any, folder: Path) -> None:
        self._reader = reader
        self._path = folder / "plan.xml"
        self.engine = Engine(plan("Dig | 5d | by Ann\nLay | 1d | after Dig | by Ann"))

    def do(self, patch: Patch) -> None:
        self.engine.project.apply(patch)
        self.engine.update(patch)

    def told(self) -> Any:
        with self._path.open("wb") as stream:
            FORMAT.write(self.engine.project, self.engine.schedule, stream, Ticket())
        return self._reader().read(str(self._path))


@pytest.fixture
def bench(reader: Any, tmp_path: Path) -> Bench:
    return Bench(reader, tmp_path)


def periods(*days: tuple[int, float]) -> list[usage.Period]:
    return [(MONDAY + day * DAY, MONDAY + (day + 1) * DAY, minutes) for day, minutes in days]


def hours_by_day(one: Any, what: str, days: int = 5) -> list[float]:
    """Hours of work a day from the Monday on, as MPXJ makes them of the spread it read."""
    classes = machine()
    moment, span = classes.JClass("java.time.LocalDateTime"), classes.JClass("org.mpxj.LocalDateTimeRange")
    ranges = classes.JClass("java.util.ArrayList")()
    for day in range(days):
        begin = moment.of(2026, 1, 5 + day, 0, 0)
        ranges.add(span(begin, begin.plusDays(1)))
    amounts = getattr(one, what)(ranges, classes.JClass("org.mpxj.TimeUnit").HOURS)
    return [0.0 if amount is None else round(float(amount.getDuration()), 2) for amount in amounts]


def by_uid(records: Any, uid: int) -> Any:
    return next(one for one in records if one.getUniqueID() == uid)


def test_remaining_and_actual_work_stand_on_their_days(bench: Bench):
    bench.do(usage.set_work_in(bench.engine, ONE, periods((2, 0.0), (4, 240.0))))
    bench.do(usage.set_actual_work_in(bench.engine, ONE, periods((0, 360.0))))
    one = next(one for one in bench.told().getResourceAssignments() if one.getTaskUniqueID() == 1)
    assert hours_by_day(one, "getTimephasedActualWork") == [6, 0, 0, 0, 0]
    assert hours_by_day(one, "getTimephasedRemainingWork") == [0, 8, 0, 8, 4]  # the rest follows a week later
    assert str(one.getWorkContour()) == "CONTOURED"
    assert float(one.getWork().getDuration()) == 28


def test_rates_and_availability_hold_from_their_days_on(bench: Bench):
    lines = [
        CostRates(standard=Rate(amount=Decimal(10))),
        CostRates(start=datetime(2026, 1, 7), standard=Rate(amount=Decimal(20))),
    ]
    bench.do(resources.set_rates(bench.engine.project, ANN, 0, lines))
    times = [Availability(finish=datetime(2026, 1, 6, 23, 59)), Availability(start=datetime(2026, 1, 7), units=0.5)]
    bench.do(resources.set_availability(bench.engine.project, ANN, times))
    ann = by_uid(bench.told().getResources(), 1)
    assert [float(one.getUnits()) for one in ann.getAvailability()] == [100, 50]
    assert [float(one.getStandardRate().getAmount()) for one in ann.getCostRateTable(0)] == [10, 20]


@pytest.mark.parametrize("kind", [FieldKind.TEXT, FieldKind.OUTLINE_CODE])
def test_a_custom_field_has_its_alias_its_table_and_its_values(bench: Bench, kind: FieldKind):
    field = custom_definitions.free_slot(bench.engine.project, Entity.TASK, kind)
    lines = (LookupValue(value="Site"), LookupValue(value="North", level=2 if kind is FieldKind.OUTLINE_CODE else 1))
    bench.do(custom_definitions.define(bench.engine.project, replace(field, alias="Place", lookup=lines)))
    value = "Site.North" if kind is FieldKind.OUTLINE_CODE else "North"
    bench.do(set_custom(bench.engine.project, [DIG], field.key, value))
    told = bench.told()
    (found,) = [one for one in told.getCustomFields() if str(one.getAlias()) == "Place"]
    assert [str(one.getValue()) for one in found.getLookupTable()] == ["Site", "North"]
    task = by_uid(told.getTasks(), 1)
    got = task.getOutlineCode(1) if kind is FieldKind.OUTLINE_CODE else task.getText(1)
    assert str(got) == value


def test_a_baseline_has_work_and_cost_of_task_and_assignment(bench: Bench):
    bench.do(resources.set_standard_rate(bench.engine.project, ANN, Rate(amount=Decimal(10))))
    bench.do(baselines.save(bench.engine, 3))
    told = bench.told()
    task = by_uid(told.getTasks(), 1)
    assert (float(task.getBaselineWork(3).getDuration()), float(task.getBaselineCost(3))) == (40, 400)
    one = next(one for one in told.getResourceAssignments() if one.getTaskUniqueID() == 1)
    assert str(one.getBaselineFinish(3)) == "2026-01-09T17:00"


def test_a_recurring_task_is_one_with_its_occurrences(bench: Bench):
    when = ExceptionPeriod(
        start=date(2026, 1, 5), finish=date(2026, 1, 5), recurrence=Recurrence.WEEKLY, weekdays=1, occurrences=3
    )
    patch = recurring.insert(bench.engine, "Jour fixe", RecurringPattern(when=when))
    bench.do(patch)
    told = bench.told()
    summary = by_uid(told.getTasks(), added_tasks(patch)[0])
    assert summary.getRecurring()
    assert [str(one.getStart()) for one in summary.getChildTasks()] == [
        f"2026-01-{day:02}T08:00" for day in (5, 12, 19)
    ]
