"""What reported progress does to dates and slack."""

from datetime import datetime

import pytest

from gantline.app.edits.dates import set_duration
from gantline.app.project.durations import Duration
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.project import Project
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from tests.plan_maker import column, dates, plan, shown


def segments(made: Project | Engine, name: str) -> list[str]:
    engine = made if isinstance(made, Engine) else Engine(made)
    uid = next(task.uid for task in engine.project.tasks.values() if task.name == name)
    return [f"{shown(start)} - {shown(finish)}" for start, finish in engine.schedule.segments.get(uid, ())]


def test_a_finished_task_has_its_actual_dates_and_no_slack() -> None:
    made = plan("""
        Dig  | 3d | finished 6 10:00 - 9 12:00
        Next | 1d | after Dig
        Long | 10d
    """)
    assert dates(made)["Dig"] == "6 10:00 - 9 12:00"
    assert dates(made)["Next"] == "9 13:00 - 12 12:00"
    assert column(made, "late_finish")["Dig"] == "9 12:00"
    assert column(made, "total_slack")["Dig"] == 0
    assert column(made, "critical")["Dig"] == 0


UNDER_WAY = """
    Dig  | 3d
    Lay  | 2d | after Dig | started 6 08:00 | done 1d
    Next | 1d | after Lay
"""


def test_what_is_left_of_a_task_under_way_waits_for_its_predecessors() -> None:
    made = plan(UNDER_WAY)
    assert dates(made) == {"Dig": "5 08:00 - 7 17:00", "Lay": "6 08:00 - 8 17:00", "Next": "9 08:00 - 9 17:00"}
    assert segments(made, "Lay") == ["6 08:00 - 6 17:00", "8 08:00 - 8 17:00"]
    assert column(made, "late_finish")["Dig"] == "7 17:00"
    assert column(made, "late_start")["Lay"] == "6 08:00"


def test_a_task_under_way_goes_on_whatever_its_links_ask_for_where_the_plan_does_not_split_it() -> None:
    made = plan(UNDER_WAY, split_in_progress_tasks=False)
    assert dates(made)["Lay"] == "6 08:00 - 7 17:00"
    assert segments(made, "Lay") == []


def test_what_is_left_waits_for_links_to_the_finish_too_and_moves_as_they_do() -> None:
    made = plan("""
        Dig | 3d
        Lay | 2d | after Dig FF+1d | started 6 08:00 | done 1d
    """)
    assert segments(made, "Lay") == ["6 08:00 - 6 17:00", "8 08:00 - 8 17:00"]
    engine = Engine(made)
    for days, last in ((5, "12 08:00 - 12 17:00"), (1, "7 08:00 - 7 17:00")):
        patch = set_duration(engine, TaskUid(1), Duration(days * 480, TimeUnit.DAY))
        made.apply(patch)
        engine.update(patch)
        assert (segments(engine, "Lay") or ["7 08:00 - 7 17:00"])[-1] == last
        assert dates(engine) == dates(Engine(made))


def test_a_constraint_of_the_summary_above_does_not_hold_back_what_was_begun() -> None:
    made = plan("""
        Phase | SNET 14 08:00
          Lay  | 3d | started 6 08:00 | done 1d
          Next | 1d
    """)
    assert (dates(made)["Lay"], dates(made)["Next"]) == ("6 08:00 - 8 17:00", "14 08:00 - 14 17:00")


@pytest.mark.parametrize(
    "text",
    [
        "Dig | 3d\nPhase | SNET 14 08:00\n  Lay | 3d | after Dig | started 6 08:00 | done 1d",
        "Dig | 3d\nPhase | SNET 14 08:00 | after Dig\n  Lay | 3d | started 6 08:00 | done 1d",
        "Dig | 3d\nAll | SNET 14 08:00\n  Phase | after Dig\n    Lay | 3d | started 6 08:00 | done 1d",
    ],
)
def test_links_hold_back_what_was_begun_though_a_constraint_above_asks_for_more(text: str) -> None:
    engine = Engine(plan(text))
    assert dates(engine)["Lay"] == "6 08:00 - 9 17:00"

    patch = set_duration(engine, TaskUid(1), Duration(4 * 480, TimeUnit.DAY))
    engine.project.apply(patch)
    engine.update(patch)
    assert dates(engine)["Lay"] == "6 08:00 - 12 17:00"


def test_a_constraint_above_is_no_predecessor_that_somebody_did_not_wait_for() -> None:
    made = plan("Phase | SNET 14 08:00\n  Lay | 3d | started 6 08:00\n  Meet | 1d | manual 6 08:00 - 6 17:00")
    assert not Engine(made).schedule.notes


def test_people_rest_while_what_is_left_waits() -> None:
    made = plan(UNDER_WAY.replace("| after Dig |", "| after Dig | by Ann |"))
    spans = Engine(made).schedule.spans
    (span,) = spans.values()
    assert [(shown(start), shown(finish), units) for start, finish, units in span.pieces] == [
        ("6 08:00", "6 17:00", 1.0),
        ("8 08:00", "8 17:00", 1.0),
    ]


def test_what_is_left_goes_on_where_it_is_to_be_resumed() -> None:
    moved = {"stop": datetime(2026, 1, 6, 17), "resume": datetime(2026, 1, 12, 8)}
    made = plan("Lay | 3d | started 6 08:00 | done 1d", changes={"Lay": moved})
    assert dates(made)["Lay"] == "6 08:00 - 13 17:00"


def test_a_task_on_which_only_material_is_left_ends_where_its_work_was_done() -> None:
    held = {"stop": datetime(2026, 1, 6, 8), "resume": datetime(2026, 1, 6, 8), "percent_complete": 99}
    made = plan("Lay | 3d | started 6 08:00 | done 3d\nNext | 1d | after Lay", changes={"Lay": held})
    assert dates(made) == {"Lay": "6 08:00 - 8 17:00", "Next": "9 08:00 - 9 17:00"}


def test_less_left_than_planned_ends_a_task_earlier() -> None:
    made = plan("Lay | 4d | started 6 08:00 | done 1d", changes={"Lay": {"remaining_duration": 480}})
    assert dates(made)["Lay"] == "6 08:00 - 7 17:00"


def test_a_task_under_way_leaves_its_predecessors_until_the_rest_goes_on() -> None:
    made = plan("""
        Dig  | 1d
        Lay  | 2d | after Dig | started 6 08:00 | done 1d
        Long | 10d
    """)
    assert column(made, "late_finish")["Dig"] == "6 17:00"
    assert column(made, "total_slack")["Lay"] == 7 * 480


def test_a_finished_successor_leaves_its_predecessor_all_the_time_there_is() -> None:
    made = plan("""
        Dig  | 1d
        Lay  | 1d | after Dig | finished 5 08:00 - 5 17:00
        Long | 10d
    """)
    assert column(made, "late_finish")["Dig"] == "16 17:00"
