"""Fields beside those every plan begins with say what Microsoft Project's fields of that name say."""

from datetime import datetime

import pytest

from gantline.app.analysis.figures import Figures
from gantline.app.edits.fields import BY_KEY, FIELDS
from gantline.app.edits.paste import set_cells
from gantline.app.edits.wording import Style, Wording
from gantline.app.project.errors import EditError
from gantline.app.project.records import Baseline, TaskUid
from gantline.app.schedule.engine import Engine
from tests.plan_maker import plan

PLAN = """
Phase
  Done   | 2d | by Ann
  Dig    | 4d | after Done | by Ann
  Lay    | 4d | after Done | by Ann, Bob 50%
Later    | 1d | after Phase
"""
CHANGES = {
    "Done": {"percent_complete": 100, "contact": "Zoe"},
    "Dig": {"percent_complete": 25, "created": datetime(2025, 12, 1, 9), "guid": "G-1", "estimated": True},
    "Lay": {"baselines": (Baseline(number=3, start=datetime(2026, 1, 9, 8), duration=960),), "roll_up": True},
}


@pytest.fixture
def figures():
    return Figures(Engine(plan(PLAN, changes=CHANGES, status_date=datetime(2026, 1, 9, 17))))


def texts(figures, key):
    wording = Wording(figures.project.info, Style())
    return {task.name: BY_KEY[key].text(figures, wording, uid) for uid, task in figures.project.tasks.items()}


def test_status_says_how_tasks_stand_at_the_status_date(figures):
    assert texts(figures, "status") == {
        "Phase": "Late",
        "Done": "Complete",
        "Dig": "Late",
        "Lay": "Late",
        "Later": "Future task",
    }


def test_tasks_that_ask_too_much_of_somebody_are_over_allocated_until_an_edit_ends_it(figures):
    assert texts(figures, "overallocated") == dict.fromkeys(("Phase", "Done", "Later"), "No") | {
        "Dig": "Yes",
        "Lay": "Yes",
    }
    project, engine = figures.project, figures.engine
    wording = Wording(project.info, Style())
    lay = next(uid for uid, task in project.tasks.items() if task.name == "Lay")
    patch = set_cells(engine, wording, [(lay, BY_KEY["resources"], "Bob")])
    project.apply(patch)
    engine.update(patch)
    figures.forget([lay], outline=False)
    assert set(texts(figures, "overallocated").values()) == {"No"}


def test_work_is_told_by_its_sort_and_rolled_up(figures):
    project = figures.project
    for one in list(project.assignments.values()):
        if project.tasks[one.task].name == "Dig":
            project.assignments[one.uid] = type(one)(
                uid=one.uid, task=one.task, resource=one.resource, work=1920, actual_work=480, overtime_work=240
            )
    figures = Figures(Engine(project))
    assert texts(figures, "actual_work")["Dig"] == "8h"
    assert texts(figures, "remaining_work")["Dig"] == "24h"
    assert texts(figures, "overtime_work")["Dig"] == "4h"
    assert texts(figures, "regular_work")["Dig"] == "28h"
    assert texts(figures, "percent_work_complete")["Dig"] == "25%"
    assert texts(figures, "overtime_work")["Phase"] == "4h"
    assert texts(figures, "actual_work")["Phase"] == "8h"


def test_links_are_told_by_unique_id_and_by_wbs(figures):
    assert texts(figures, "unique_predecessors")["Lay"] == "2"
    assert texts(figures, "wbs_predecessors")["Lay"] == "1.1"
    assert texts(figures, "unique_successors")["Done"] == "3, 4"
    assert texts(figures, "wbs_successors")["Phase"] == "2"


def test_slack_of_both_ends_is_the_working_time_they_can_slip(figures):
    assert texts(figures, "start_slack")["Dig"] == texts(figures, "finish_slack")["Dig"] == "0d"
    assert texts(figures, "start_slack")["Later"] == "0d"


def test_what_the_record_says_is_shown(figures):
    assert texts(figures, "created")["Dig"] == "Mon 2025-12-01"
    assert texts(figures, "contact")["Done"] == "Zoe"
    assert texts(figures, "guid")["Dig"] == "G-1"
    assert texts(figures, "estimated")["Dig"] == "Yes"
    assert texts(figures, "summary_name")["Dig"] == "Phase"
    assert texts(figures, "summary")["Phase"] == "Yes"
    assert texts(figures, "fixed_cost_accrual")["Dig"] == "Prorated"


def test_all_eleven_baselines_have_their_fields(figures):
    assert BY_KEY["baseline3_start"].caption == "Baseline 3 start"
    assert texts(figures, "baseline3_start")["Lay"] == "Fri 2026-01-09"
    assert texts(figures, "baseline3_duration")["Lay"] == "2d"
    assert texts(figures, "baseline4_duration")["Lay"] == ""
    assert sum(field.caption.startswith("Baseline") for field in FIELDS) == 55


def test_no_two_fields_have_a_key_or_a_title_in_common():
    assert len({field.key for field in FIELDS}) == len(FIELDS)
    assert len({field.caption.casefold() for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize(
    ("key", "text", "holds"),
    [
        ("contact", " Zoe   Hall ", lambda task: task.contact == "Zoe Hall"),
        ("roll_up", "yes", lambda task: task.roll_up),
        ("hide_bar", "yes", lambda task: task.hide_bar),
        ("estimated", "no", lambda task: not task.estimated),
        ("ignore_resource_calendar", "yes", lambda task: task.ignore_resource_calendar),
        ("level_assignments", "no", lambda task: not task.level_assignments),
    ],
)
def test_some_are_typed_and_taken_back(figures, key, text, holds):
    project, dig = figures.project, TaskUid(3)
    before = project.snapshot()
    patch = set_cells(figures.engine, Wording(project.info, Style()), [(dig, BY_KEY[key], text)])
    project.apply(patch)
    assert holds(project.tasks[dig])
    project.apply(patch.inverted())
    assert project == before


def test_what_is_worked_out_cannot_be_typed(figures):
    with pytest.raises(EditError, match="worked out"):
        set_cells(figures.engine, Wording(figures.project.info, Style()), [(TaskUid(3), BY_KEY["status"], "Complete")])
