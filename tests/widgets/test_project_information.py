"""The plan's properties are edited together, as one step to undo; what was not touched stays as it was."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt

from gantline.app.chart.tiers import TierFormat, TimeFormat, Unit
from gantline.app.project.moments import to_datetime
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.storage import read_path
from gantline.widgets.dialogs.project_information import ProjectInformation
from tests.corpus import needs_corpus, plans


@pytest.fixture
def dialog(qtbot, window):
    dialog = ProjectInformation(window.document, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def retype(qtbot, editor, text):
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def test_a_new_start_moves_what_is_not_begun_and_is_one_step_to_undo(qtbot, window, dialog):
    document = window.document
    before = document.project.snapshot()
    retype(qtbot, dialog.start, "2027-01-11")
    retype(qtbot, dialog.texts["manager"], "Carla")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert document.project.info.start == datetime(2027, 1, 11, 8)
    assert document.project.info.manager == "Carla"
    assert document.undo_stack.count() == 1
    document.undo_stack.undo()
    assert document.project == before


def test_a_date_that_is_none_is_refused_and_the_dialog_stays(qtbot, window, dialog):
    retype(qtbot, dialog.status, "whenever")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.isVisible()
    assert "whenever" in dialog.message.text()
    assert not window.document.modified


@needs_corpus
@pytest.mark.parametrize("path", plans("plans")[::9], ids=lambda one: one.stem)
def test_nothing_is_changed_by_looking_at_the_properties_of_a_file(window, path):
    window.document.replace(Engine(read_path(path)[0].project), path=path)
    ProjectInformation(window.document, window).accept()
    assert not window.document.modified


def test_the_month_in_which_the_fiscal_year_begins_divides_the_time_scale(window, dialog):
    gantt = window.plan.gantt
    gantt.set_options(replace(gantt.options, time=TimeFormat(fixed=(TierFormat(unit=Unit.YEAR),), fiscal=True)))
    dialog.fiscal.setCurrentIndex(9)
    dialog.accept()

    scale = gantt.time_scale()
    assert window.document.project.info.fiscal_year_month == 10
    assert {to_datetime(tick).month for tick in scale.ticks(scale.lower, *window.axis.extent)} == {10}
