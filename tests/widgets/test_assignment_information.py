"""Assignment Information shows and changes work, units, delay, contour, pay, actual work and notes of an assignment."""

from datetime import datetime

import pytest

from gantline.app.project.kinds import WorkContour
from gantline.app.project.records import AssignmentUid, TaskUid
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.assignment_information import AssignmentInformation

from ..plan_maker import plan

ONE, DIG = AssignmentUid(1), TaskUid(1)


@pytest.fixture
def document() -> Document:
    return Document(plan("Dig | 4d | by Ann"))


@pytest.fixture
def dialog(qtbot, document) -> AssignmentInformation:
    dialog = AssignmentInformation(document, ONE, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def one(document: Document):
    return document.project.assignments[ONE]


@pytest.mark.parametrize(
    ("key", "text", "attribute", "value"),
    [
        ("work", "40h", "work", 2400),
        ("units", "50 %", "units", 0.5),
        ("delay", "1d", "delay", 480),
        ("actual_work", "12h", "actual_work", 720),
    ],
)
def test_a_typed_amount_is_carried_out_as_one_step(dialog, document, key, text, attribute, value):
    dialog.lines[key].setText(text)
    dialog.accept()
    assert getattr(one(document), attribute) == value
    assert document.undo_stack.undoText() == "Change assignment of Ann to Dig"
    document.undo_stack.undo()
    assert not document.undo_stack.canUndo()


def test_actual_work_sets_the_progress_of_the_task_and_nothing_takes_it_back(qtbot, dialog, document):
    dialog.lines["actual_work"].setText("16h")
    dialog.accept()
    task = document.project.tasks[DIG]
    assert (task.percent_complete, task.actual_start) == (50, datetime(2026, 1, 5, 8))
    assert document.schedule.finish_of(DIG) == datetime(2026, 1, 8, 17)
    assert one(document).contour is WorkContour.FLAT
    again = AssignmentInformation(document, ONE, Appearance())
    qtbot.addWidget(again)
    again.lines["actual_work"].setText("0")
    again.accept()
    assert document.project.tasks[DIG].actual_start is None
    assert one(document).actual_work == 0


def test_more_actual_work_than_there_was_finishes_the_task(dialog, document):
    dialog.lines["actual_work"].setText("40h")
    dialog.accept()
    assert document.project.tasks[DIG].percent_complete == 100
    assert (one(document).work, one(document).remaining_work) == (2400, 0)


def test_contour_table_and_notes_are_chosen_together(dialog, document):
    dialog.contour.setCurrentIndex(dialog.contour.findData(WorkContour.BELL.value))
    dialog.table.setCurrentIndex(2)
    dialog.notes.setPlainText("Nights only.")
    dialog.accept()
    assert (one(document).contour, one(document).cost_rate_table, one(document).notes) == (
        WorkContour.BELL,
        2,
        "Nights only.",
    )
    document.undo_stack.undo()
    assert not document.modified


@pytest.mark.parametrize(
    ("key", "text"), [("work", "much"), ("units", "0 %"), ("delay", "-1d"), ("actual_work", "-2h")]
)
def test_what_cannot_be_is_told_and_nothing_changes(dialog, document, key, text):
    dialog.notes.setPlainText("Nights only.")
    dialog.lines[key].setText(text)
    dialog.accept()
    assert dialog.isVisible()
    assert dialog.message.text()
    assert not document.modified


def test_nothing_changed_is_no_step(dialog, document):
    dialog.accept()
    assert not document.modified
