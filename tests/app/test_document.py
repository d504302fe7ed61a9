"""The document: undo, the modified mark, one change notice per edit."""

import pytest

from gantline.app.edits import tasks
from gantline.app.edits.dates import set_duration
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.records import TaskUid
from gantline.app.project.steps import at_once
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Change, Document
from tests.benchmarks.generated import plan

DIG = TaskUid(3)


def lasting(document, days):
    return set_duration(document.engine, DIG, Duration(days * 480, TimeUnit.DAY))


@pytest.fixture
def document(qapp):
    return Document(plan(30, resources=3))


@pytest.fixture
def changes(document):
    told: list[Change] = []
    document.changed.connect(told.append)
    return told


def test_a_run_of_edits_with_one_key_is_one_step_to_undo(document):
    before = document.project.snapshot()
    for days in (3, 4, 5):
        document.push(lasting(document, days), "Resize", merge_key="drag 1")
    assert document.project.tasks[DIG].duration == 5 * 480

    document.undo_stack.undo()

    assert document.project == before
    assert not document.undo_stack.canUndo()


def test_edits_with_other_keys_are_steps_of_their_own(document):
    document.push(tasks.rename(document.project, DIG, "Dig"), "Rename", merge_key="a")
    document.push(tasks.rename(document.project, DIG, "Dig deeper"), "Rename", merge_key="b")

    document.undo_stack.undo()

    assert document.project.tasks[DIG].name == "Dig"


def test_an_edit_sends_one_notice_after_rescheduling(document, changes):
    finish = document.schedule.finish_of(DIG)

    document.push(lasting(document, 40), "Change duration", origin="test")

    (change,) = changes
    assert change.origin == "test"
    assert DIG in change.tasks
    assert DIG in change.moved
    assert not change.outline
    assert document.schedule.finish_of(DIG) > finish


def test_undo_is_nobodys_doing(document, changes):
    document.push(tasks.rename(document.project, DIG, "Dig"), "Rename", origin="table")
    document.undo_stack.undo()
    document.undo_stack.redo()
    assert [change.origin for change in changes] == ["table", None, None]


def test_an_edit_that_changes_nothing_is_no_step(document, changes):
    document.push(tasks.rename(document.project, DIG, document.project.tasks[DIG].name), "Rename")
    assert not document.undo_stack.canUndo()
    assert not changes


def test_a_refused_edit_leaves_the_plan_as_it_was(document):
    before = document.project.snapshot()
    with pytest.raises(EditError):
        set_duration(document.engine, DIG, "soon")
    assert document.project == before


def test_saving_takes_the_modified_mark_away_and_undo_brings_it_back(document, tmp_path):
    document.push(tasks.rename(document.project, DIG, "Dig"), "Rename")
    assert document.modified

    document.mark_saved(tmp_path / "plan.gantline", "gantline")
    assert not document.modified

    document.undo_stack.undo()
    assert document.modified


def test_opening_another_plan_is_no_step_to_undo(document, changes):
    document.push(tasks.rename(document.project, DIG, "Dig"), "Rename")

    document.replace(Engine(plan(5, resources=0)))

    assert not document.undo_stack.canUndo()
    assert not document.modified
    assert changes[-1].everything
    assert len(document.project.tasks) == 5


def test_scheduling_anew_moves_nothing(document, changes):
    schedule = document.schedule
    assert at_once(document.rescheduled()) == frozenset()
    assert document.schedule is schedule
    assert changes == []


def test_scheduling_anew_mends_what_went_wrong_and_tells(document, changes):
    right = document.schedule.twin()
    document.schedule.start[document.schedule.rows[DIG]] += 1440

    assert at_once(document.rescheduled()) == {DIG}

    assert document.schedule.start == right.start
    assert [change.moved for change in changes] == [{DIG}]
    assert not changes[-1].everything


def test_an_edit_made_while_all_is_scheduled_anew_counts(document):
    steps = document.rescheduled()
    next(steps)
    document.push(set_duration(document.engine, DIG, Duration(minutes=4800, unit=TimeUnit.DAY)), "Longer")

    assert at_once(steps) == frozenset()

    assert document.schedule.finish == Engine(document.project).schedule.finish
