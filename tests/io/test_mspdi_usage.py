"""What usage views and Resource Information make of a plan comes back the same from Microsoft Project XML."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import pytest

from gantline.app.edits import resources, usage
from gantline.app.project.kinds import WorkContour
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import Assignment, AssignmentUid, Availability, CostRates, Rate, ResourceUid, TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT

from ..plan_maker import plan
from .mspdi_plans import read

MONDAY = to_minute(datetime(2026, 1, 5))
ANN, DIG = ResourceUid(1), TaskUid(1)
EDITS = {
    "work": (usage.set_work_in, [(2, 0.0), (7, 240.0)]),
    "actual work": (usage.set_actual_work_in, [(0, 300.0), (2, 600.0)]),
}


def write(project: Project) -> bytes:
    """The document of a plan with its computed dates."""
    stream = BytesIO()
    assert FORMAT.write is not None
    FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    return stream.getvalue()


def told(one: Assignment) -> tuple[object, ...]:
    """What a spread by hand says."""
    pieces = sorted((piece.kind, piece.start, piece.finish, piece.value) for piece in one.timephased)
    return one.work, one.actual_work, one.remaining_work, one.contour, one.delay, pieces


@pytest.mark.parametrize("case", EDITS)
def test_a_spread_by_hand_comes_back_with_its_dates(case):
    edit, days = EDITS[case]
    project = plan("Dig | 5d | by Ann")
    engine = Engine(project)
    periods = [(MONDAY + day * DAY, MONDAY + (day + 1) * DAY, minutes) for day, minutes in days]
    patch = edit(engine, AssignmentUid(1), periods)
    project.apply(patch)
    engine.update(patch)
    again = read(write(project))
    (one,) = again.assignments_of(DIG)
    assert told(one) == told(project.assignments[AssignmentUid(1)])
    assert one.contour is WorkContour.CONTOURED
    schedule = Engine(again).schedule
    assert schedule.start_of(DIG) == engine.schedule.start_of(DIG)
    assert schedule.finish_of(DIG) == engine.schedule.finish_of(DIG)
    assert schedule.duration[schedule.rows[DIG]] == engine.schedule.value("duration", DIG)


def test_rates_and_availability_come_back():
    project = plan("Dig | 5d | by Ann")
    lines = [
        CostRates(standard=Rate(amount=Decimal(10))),
        CostRates(start=datetime(2026, 1, 7), standard=Rate(amount=Decimal(20))),
    ]
    project.apply(resources.set_rates(project, ANN, 0, lines))
    project.apply(resources.set_rates(project, ANN, 1, [CostRates(cost_per_use=Decimal(7))]))
    periods = [Availability(finish=datetime(2026, 1, 6, 23, 59)), Availability(start=datetime(2026, 1, 7), units=0.5)]
    project.apply(resources.set_availability(project, ANN, periods))
    again = read(write(project)).resources[ANN]
    assert again.rates == project.resources[ANN].rates
    assert again.availability == tuple(periods)
    assert again.standard_rate.amount == 10
