from datetime import datetime

import pytest

from gantline.app.edits.drag import move, moved
from gantline.app.edits.progress import set_percent_complete
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind, TimeUnit
from gantline.app.project.moments import to_datetime
from gantline.app.project.records import ROOT, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from .chart_plans import DAY, project, task

ONE, TWO, THREE, GROUP = (TaskUid(uid) for uid in (1, 2, 3, 9))


def dates(engine: Engine, uid: TaskUid, minutes: int) -> tuple[datetime, datetime]:
    start, finish = moved(engine, uid, minutes)
    return to_datetime(start), to_datetime(finish)


def test_a_moved_task_begins_in_working_time_and_keeps_its_length():
    engine = Engine(project(task(1, 2)))

    assert dates(engine, ONE, 5 * DAY) == (datetime(2026, 1, 12, 8), datetime(2026, 1, 13, 17))


def test_an_elapsed_task_goes_where_it_is_put():
    engine = Engine(project(task(1, 3, duration_unit=TimeUnit.ELAPSED_DAY)))

    assert dates(engine, ONE, 5 * DAY)[0] == datetime(2026, 1, 10, 8)


def test_moving_a_group_moves_what_nothing_in_it_drives_and_the_inverse_takes_it_back():
    plan = project(
        task(9),
        task(1, 2),
        task(2, 2),
        task(3, 1),
        links=[(1, 2, "FS")],
        children={ROOT: (GROUP,), GROUP: (ONE, TWO, THREE)},
    )
    engine, before = Engine(plan), plan.snapshot()

    patch = move(engine, GROUP, 7 * DAY)
    plan.apply(patch)

    assert patch.touched("tasks") == {ONE, THREE}
    assert {plan.tasks[uid].constraint_date for uid in (ONE, THREE)} == {datetime(2026, 1, 12, 8)}
    plan.apply(patch.inverted())
    assert plan == before


def test_a_plan_scheduled_from_its_finish_gets_a_latest_start():
    plan = project(task(1, 2))
    plan.plan["info"] = replace(plan.info, from_finish=True, finish=datetime(2026, 1, 30, 17))
    engine = Engine(plan)

    assert move(engine, ONE, -7 * DAY).changes["tasks"][ONE][1].constraint is ConstraintKind.START_NO_LATER_THAN


def test_a_group_that_has_begun_throughout_is_refused_in_words():
    begun = task(1, 2, actual_start=datetime(2026, 1, 5, 8), percent_complete=10)
    engine = Engine(project(task(9), begun, children={ROOT: (GROUP,), GROUP: (ONE,)}))

    with pytest.raises(EditError, match="none can be moved"):
        move(engine, GROUP, DAY)


def test_of_a_task_that_is_done_both_actual_dates_move_and_its_length_stays():
    plan = project(task(1, 2))
    engine = Engine(plan)
    done = set_percent_complete(engine, [ONE], 100)
    plan.apply(done)
    engine.update(done)

    for days, start, finish in ((7, 12, 13), (-5, 7, 8)):
        patch = move(engine, ONE, days * DAY)
        plan.apply(patch)
        engine.update(patch)
        moved_task = plan.tasks[ONE]
        assert moved_task.actual_start == engine.schedule.start_of(ONE) == datetime(2026, 1, start, 8)
        assert moved_task.actual_finish == engine.schedule.finish_of(ONE) == datetime(2026, 1, finish, 17)
        assert (moved_task.duration, moved_task.percent_complete) == (2 * 480, 100)
