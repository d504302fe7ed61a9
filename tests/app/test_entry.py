"""Texts typed into several tasks at once: one step, all of it or nothing."""

import pytest

from gantline.app.edits.fields import BY_KEY
from gantline.app.edits.wording import Wording
from gantline.app.project.errors import EditError
from gantline.app.workspace.cell_commands import enter_cells
from gantline.app.workspace.document import Document
from tests.benchmarks.generated import plan


@pytest.fixture
def document(qapp):
    return Document(plan(40, resources=3))


def leaves(document):
    return [uid for uid in document.project.tasks if not document.project.is_summary(uid)]


def test_all_entries_are_one_step_and_one_change(document, qtbot):
    told = []
    document.changed.connect(told.append)
    before = document.project.snapshot()
    uids = leaves(document)[:10]

    enter_cells(document, Wording(document.project.info), [(uid, BY_KEY["duration"], "9d") for uid in uids])

    assert {document.project.tasks[uid].duration for uid in uids} == {9 * 480}
    assert len(told) == 1
    assert set(uids) <= told[0].tasks
    document.undo_stack.undo()
    assert document.project == before


def test_entries_build_on_those_before_them(document):
    uid = leaves(document)[0]
    enter_cells(
        document, Wording(document.project.info), [(uid, BY_KEY["resources"], "Zoe"), (uid, BY_KEY["work"], "80h")]
    )

    (one,) = document.project.assignments_of(uid)
    assert one.work == 4800


def test_a_refusal_in_the_middle_leaves_plan_and_dates_as_they_were(document):
    before, dates = document.project.snapshot(), document.schedule.twin()
    first, second = leaves(document)[:2]
    cells = [(first, BY_KEY["duration"], "90d"), (second, BY_KEY["duration"], "long")]

    with pytest.raises(EditError, match="long"):
        enter_cells(document, Wording(document.project.info), cells)

    assert document.project == before
    assert list(document.schedule.start) == list(dates.start)
    assert list(document.schedule.finish) == list(dates.finish)
    assert not document.undo_stack.canUndo()


def test_what_is_worked_out_cannot_be_typed(document):
    with pytest.raises(EditError, match="“Cost” is worked out"):
        enter_cells(document, Wording(document.project.info), [(leaves(document)[0], BY_KEY["cost"], "5")])
