"""Baselines keep what is planned of tasks, assignments, resources and the plan, and can be forgotten again."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO

import numpy as np
import pytest

from gantline.app.analysis.curves import Places
from gantline.app.analysis.loading import Loading
from gantline.app.analysis.usage import Amount, Usage
from gantline.app.edits import baselines, dates, resources, usage
from gantline.app.project.durations import parse_duration
from gantline.app.project.errors import EditError
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.records import AssignmentUid, Rate, ResourceUid, TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.splits import baseline_kind
from gantline.io.mspdi import FORMAT

from ..plan_maker import plan

MONDAY = to_minute(datetime(2026, 1, 5))
PHASE, DIG, LAY = TaskUid(1), TaskUid(2), TaskUid(3)
ONE = AssignmentUid(1)


@pytest.fixture
def engine() -> Engine:
    engine = Engine(plan("Phase\n  Dig | 2d | by Ann\n  Lay | 1d | after Dig"))
    do(engine, resources.set_standard_rate(engine.project, ResourceUid(1), Rate(amount=Decimal(10))))
    return engine


def do(engine: Engine, patch) -> None:
    engine.project.apply(patch)
    engine.update(patch)


def test_all_that_is_planned_is_kept(engine):
    do(engine, baselines.save(engine, 2))
    project = engine.project
    (dig,) = project.tasks[DIG].baselines
    assert (dig.number, dig.start, dig.finish) == (2, datetime(2026, 1, 5, 8), datetime(2026, 1, 6, 17))
    assert (dig.work, dig.cost) == (960, 160)
    assert (project.tasks[PHASE].baselines[0].work, project.tasks[PHASE].baselines[0].cost) == (960, 160)
    (one,) = project.assignments[ONE].baselines
    assert (one.work, one.cost, one.finish) == (960, 160, dig.finish)
    assert (project.resources[ResourceUid(1)].baselines[0].work, project.info.summary_baselines[0].cost) == (960, 160)
    assert baselines.saved(project) == {2: 3}


def test_the_selected_tasks_alone_can_be_kept_and_forgotten(engine):
    do(engine, baselines.save(engine, 0, [DIG]))
    assert baselines.saved(engine.project) == {0: 1}
    assert not engine.project.info.summary_baselines
    do(engine, baselines.save(engine))
    do(engine, baselines.clear(engine.project, 0, [DIG]))
    assert not engine.project.tasks[DIG].baselines
    assert engine.project.tasks[LAY].baselines


def test_forgetting_a_baseline_leaves_the_others_and_nothing_of_itself(engine):
    before = engine.project.snapshot()
    do(engine, baselines.save(engine, 1))
    kept = engine.project.snapshot()
    do(engine, baselines.save(engine, 2))
    do(engine, baselines.clear(engine.project, 2))
    assert engine.project == kept
    do(engine, baselines.clear(engine.project, 1))
    assert engine.project == before
    assert not baselines.clear(engine.project, 7)


def test_a_spread_by_hand_is_kept_as_it_was(engine):
    do(
        engine,
        usage.set_work_in(
            engine, ONE, [(MONDAY + DAY, MONDAY + 2 * DAY, 120.0), (MONDAY + 3 * DAY, MONDAY + 4 * DAY, 60.0)]
        ),
    )
    do(engine, baselines.save(engine))
    do(engine, dates.set_duration(engine, DIG, parse_duration("5d", engine.project.info)))
    do(engine, usage.set_work_in(engine, ONE, [(MONDAY, MONDAY + DAY, 0.0)]))
    edges = Places(np.arange(MONDAY, MONDAY + 6 * DAY, DAY))
    told = Usage(engine, Loading(engine)).of_task(Amount.BASELINE_WORK, DIG, edges)
    assert told.tolist() == pytest.approx([480, 120, 0, 60, 0])


def test_every_baseline_has_its_own_number_for_timephased_work():
    assert [baseline_kind(number) for number in (0, 1, 2, 10)] == [4, 16, 22, 70]


def test_a_baseline_goes_through_microsoft_project_xml(engine):
    do(engine, usage.set_work_in(engine, ONE, [(MONDAY + DAY, MONDAY + 2 * DAY, 120.0)]))
    do(engine, baselines.save(engine, 3))
    stream = BytesIO()
    FORMAT.write(engine.project, engine.schedule, stream, Ticket())
    again = FORMAT.read(BytesIO(stream.getvalue()), Ticket()).project
    assert again.tasks[DIG].baselines == engine.project.tasks[DIG].baselines
    assert again.assignments[ONE].baselines == engine.project.assignments[ONE].baselines
    assert again.resources[ResourceUid(1)].baselines == engine.project.resources[ResourceUid(1)].baselines
    assert again.info.summary_baselines == engine.project.info.summary_baselines
    assert {piece.kind for piece in again.assignments[ONE].timephased} == {1, baseline_kind(3), baseline_kind(3) + 1}


def test_there_are_eleven_baselines(engine):
    for edit in (lambda: baselines.save(engine, 11), lambda: baselines.clear(engine.project, -1)):
        with pytest.raises(EditError):
            edit()


def test_a_baseline_set_anew_takes_the_place_of_the_one_before(engine):
    do(engine, baselines.save(engine))
    do(engine, dates.set_duration(engine, DIG, parse_duration("4d", engine.project.info)))
    do(engine, baselines.save(engine))
    assert [one.finish for one in engine.project.tasks[DIG].baselines] == [datetime(2026, 1, 8, 17)]
