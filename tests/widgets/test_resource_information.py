"""Resource Information edits rates, availability and texts of a resource as one step to undo."""

from datetime import datetime
from decimal import Decimal

import pytest

from gantline.app.analysis.loading import Loading
from gantline.app.edits import assignments, resources
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Accrual, ResourceKind
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.records import AssignmentUid, Availability, CostRates, Rate, ResourceUid, TaskUid
from gantline.app.project.resource_names import parse_resource_names
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.line_table import LineTable
from gantline.widgets.dialogs.resource_information import ResourceInformation

from ..plan_maker import plan

ANN = ResourceUid(1)
MONDAY = to_minute(datetime(2026, 1, 5))


@pytest.fixture
def document() -> Document:
    return Document(plan("Dig | 5d | by Ann"))


@pytest.fixture
def dialog(qtbot, document) -> ResourceInformation:
    dialog = ResourceInformation(document, ANN, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def put(table: LineTable, *lines: tuple[str, ...]) -> None:
    """Type lines into a table, over those that are there."""
    for row, line in enumerate(lines):
        for column, text in enumerate(line):
            if text is not None:
                table.item(row, column).setText(text)


def test_a_second_line_of_a_table_changes_the_cost_from_its_day_on(dialog, document):
    put(dialog.rates[0], (None, "10/h", "15/h", "5"), ("2026-01-07", "20/h", "", ""))
    dialog.accept()
    first, second = document.project.resources[ANN].rates
    assert (first.start, first.finish) == (None, datetime(2026, 1, 7))
    assert (second.start, second.standard) == (datetime(2026, 1, 7), Rate(amount=Decimal(20)))
    assert document.project.resources[ANN].standard_rate.amount == 10
    document.undo_stack.undo()
    assert not document.undo_stack.canUndo()


def test_a_plain_rate_needs_no_table(dialog, document):
    put(dialog.rates[0], (None, "10/h", "", ""))
    dialog.accept()
    assert document.project.resources[ANN].rates == ()
    assert document.project.resources[ANN].standard_rate.amount == 10


def test_table_b_is_kept_beside_table_a(dialog, document):
    put(dialog.rates[1], (None, "99/h", "", ""))
    dialog.accept()
    assert [one.table for one in document.project.resources[ANN].rates] == [1]


def test_availability_by_period_is_what_loading_counts_with(dialog, document):
    put(dialog.availability, ("", "2026-01-06", "100 %"), ("2026-01-07", "", "50 %"))
    dialog.accept()
    periods = document.project.resources[ANN].availability
    assert [period.units for period in periods] == [1.0, 0.5]
    loading = Loading(document.engine)
    load = loading.of(ANN)
    assert [load.buckets_between(MONDAY + day * DAY, MONDAY + (day + 1) * DAY).capacity[0] for day in (1, 2)] == [
        480,
        240,
    ]
    assert load.overallocations[0].start == to_minute(datetime(2026, 1, 7, 8))


def test_one_period_without_ends_is_plain_units(dialog, document):
    put(dialog.availability, ("", "", "60 %"))
    dialog.accept()
    assert document.project.resources[ANN].availability == ()
    assert document.project.resources[ANN].max_units == 0.6


@pytest.mark.parametrize(
    "lines",
    [
        (("", "", "100 %"), ("2026-01-07", "", "50 %")),
        (("2026-01-09", "2026-01-07", "50 %"),),
        (("rubbish", "", ""),),
    ],
    ids=["overlap", "backwards", "no date"],
)
def test_what_cannot_be_is_told_and_nothing_changes(dialog, document, lines):
    dialog.texts["group"].setText("Crew")
    put(dialog.availability, *lines)
    dialog.accept()
    assert dialog.isVisible()
    assert not dialog.message.isHidden()
    assert document.project.resources[ANN].group == ""
    assert not document.modified


def test_texts_accrual_and_notes_are_one_step(dialog, document):
    dialog.texts["name"].setText("Anna")
    dialog.texts["code"].setText("42")
    dialog.accrual.setCurrentIndex(dialog.accrual.findData(Accrual.END.value))
    dialog.notes.setPlainText("On leave in May.")
    dialog.accept()
    ann = document.project.resources[ANN]
    assert (ann.name, ann.code, ann.accrue_at, ann.notes) == ("Anna", "42", Accrual.END, "On leave in May.")
    document.undo_stack.undo()
    assert not document.modified


def test_a_cost_resource_has_neither_rates_nor_availability(qtbot, document):
    document.push(resources.add(document.project, "Travel", kind=ResourceKind.COST), "Add")
    dialog = ResourceInformation(document, ResourceUid(2), Appearance())
    qtbot.addWidget(dialog)
    assert [dialog.tabs.tabText(place) for place in range(dialog.tabs.count())] == ["General", "Notes"]


def test_delete_removes_a_line_but_not_the_first_of_a_rate_table(qtbot, dialog):
    from PySide6.QtCore import Qt

    table = dialog.rates[0]
    put(table, (None, "10/h", "", ""), ("2026-01-07", "20/h", "", ""))
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert [row for row, _texts in table.lines()] == [0]


def test_two_lines_of_one_day_are_refused():
    project = plan("Dig | 5d | by Ann")
    line = CostRates(start=datetime(2026, 1, 7))
    with pytest.raises(EditError):
        resources.set_rates(project, ANN, 0, [CostRates(), line, line])


def test_the_greatest_units_follow_the_periods():
    project = plan("Dig | 5d | by Ann")
    periods = [Availability(finish=datetime(2026, 1, 6)), Availability(start=datetime(2026, 1, 7), units=3.0)]
    project.apply(resources.set_availability(project, ANN, periods))
    assert project.resources[ANN].max_units == 3.0


def test_somebody_of_whom_there_is_half_is_assigned_as_a_half():
    project = plan("Dig | 5d | by Ann\nLay | 1d")
    project.apply(resources.set_max_units(project, ANN, 0.5))
    project.apply(assignments.set_resources(Engine(project), TaskUid(2), parse_resource_names("Ann")))
    assert project.assignments[AssignmentUid(2)].units == 0.5
