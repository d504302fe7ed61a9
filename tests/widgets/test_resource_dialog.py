"""Resources are edited in place by keyboard and mouse, a step to undo each; what is refused stays open and says why."""

from datetime import datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit

from gantline.app.project.kinds import ResourceKind, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    ProjectInfo,
    Rate,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.resource_columns import COLUMNS
from gantline.widgets.dialogs.resources import ResourcesDialog

ANNA, STEEL = ResourceUid(1), ResourceUid(2)
STANDARD, NIGHT = CalendarUid(1), CalendarUid(2)
COLUMN = {column.key: number for number, column in enumerate(COLUMNS)}


@pytest.fixture
def document() -> Document:
    return Document(
        Project(
            ProjectInfo(start=datetime(2026, 1, 5, 8)),
            tasks=[Task(uid=TaskUid(1), name="Dig")],
            resources=[
                Resource(uid=ANNA, name="Anna"),
                Resource(uid=STEEL, name="Steel", kind=ResourceKind.MATERIAL, standard_rate=Rate(unit=None)),
            ],
            assignments=[Assignment(uid=AssignmentUid(1), task=TaskUid(1), resource=ANNA)],
            calendars=[Calendar(uid=STANDARD, name="Standard"), Calendar(uid=NIGHT, name="Night")],
        )
    )


@pytest.fixture
def dialog(qtbot, document) -> ResourcesDialog:
    dialog = ResourcesDialog(document, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def type_into(qtbot, dialog: ResourcesDialog, row: int, key: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    """Go to a cell, open it with F2, type and finish."""
    dialog.table.go_to(row, COLUMN[key])
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    field = editor(dialog)
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, end)


def editor(dialog: ResourcesDialog) -> QLineEdit:
    [field] = [one for one in dialog.table.viewport().findChildren(QLineEdit) if one.isVisible()]
    return field


def text(dialog: ResourcesDialog, row: int, key: str) -> str:
    return dialog.model.index(row, COLUMN[key]).data()


def anna(document: Document) -> Resource:
    return document.project.resources[ANNA]


def test_the_table_shows_every_resource_and_a_row_for_new_ones(dialog) -> None:
    assert [text(dialog, row, "name") for row in range(dialog.model.rowCount())] == [
        "Anna",
        "Steel",
        "Type a name to add…",
    ]
    assert text(dialog, 0, "calendar") == "As the plan (Standard)"


def test_a_name_is_changed_by_typing_over_it_and_undone_with_the_usual_keys(qtbot, dialog, document) -> None:
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.keyClicks(dialog.table, "C")
    qtbot.keyClicks(editor(dialog), "ara")
    qtbot.keyClick(editor(dialog), Qt.Key.Key_Return)
    assert anna(document).name == "Cara"
    assert dialog.table.currentIndex().row() == 1

    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert anna(document).name == "Anna"


def test_what_is_typed_right_after_a_click_begins_a_name_and_looks_for_none(qtbot, dialog, document) -> None:
    dialog.table.go_to(2, COLUMN["name"])
    place = dialog.table.visualRect(dialog.table.currentIndex()).center()
    qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.keyClicks(dialog.table, "A")
    qtbot.keyClicks(editor(dialog), "nn")
    qtbot.keyClick(editor(dialog), Qt.Key.Key_Return)

    assert [text(dialog, row, "name") for row in range(3)] == ["Anna", "Steel", "Ann"]


def test_letters_typed_on_a_cell_that_takes_none_stay_without_effect(qtbot, dialog, document) -> None:
    dialog.table.go_to(1, COLUMN["max_units"])
    qtbot.keyClicks(dialog.table, "1")
    assert (dialog.table.currentIndex().row(), anna(document).max_units) == (1, 1)


@pytest.mark.parametrize(
    ("key", "typed", "field", "value"),
    [
        ("max_units", "50 %", "max_units", 0.5),
        ("max_units", "300", "max_units", 3.0),
        ("rate", "640/d", "standard_rate", Rate(amount=Decimal(640), unit=TimeUnit.DAY)),
        ("overtime", "120", "overtime_rate", Rate(amount=Decimal(120))),
        ("per_use", "5.50", "cost_per_use", Decimal("5.50")),
        ("group", "Cloud", "group", "Cloud"),
        ("email", "anna@example.org", "email", "anna@example.org"),
        ("initials", "AB", "initials", "AB"),
    ],
)
def test_what_is_typed_into_a_cell_becomes_one_step_to_undo(qtbot, dialog, document, key, typed, field, value) -> None:
    before = anna(document)
    type_into(qtbot, dialog, 0, key, typed)
    assert getattr(anna(document), field) == value
    assert document.undo_stack.count() == 1

    document.undo_stack.undo()
    assert anna(document) == before


def test_what_is_refused_stays_open_and_says_why_until_it_is_right(qtbot, dialog, document) -> None:
    type_into(qtbot, dialog, 0, "name", "A, B")
    assert anna(document).name == "Anna"
    assert "comma" in dialog.message.text()
    assert editor(dialog).text() == "A, B"

    editor(dialog).selectAll()
    qtbot.keyClicks(editor(dialog), "Ann")
    qtbot.keyClick(editor(dialog), Qt.Key.Key_Return)
    assert anna(document).name == "Ann"
    assert dialog.message.text() == ""


def test_what_was_refused_is_forgotten_with_escape(qtbot, dialog) -> None:
    type_into(qtbot, dialog, 0, "max_units", "many")
    assert "not a number" in dialog.message.text()

    qtbot.keyClick(editor(dialog), Qt.Key.Key_Escape)
    assert dialog.message.text() == ""
    assert text(dialog, 0, "max_units") == "100 %"


def test_escape_leaves_a_cell_as_it_was(qtbot, dialog, document) -> None:
    type_into(qtbot, dialog, 0, "name", "Cara", end=Qt.Key.Key_Escape)

    assert anna(document).name == "Anna"
    assert document.undo_stack.count() == 0


def test_a_name_typed_into_the_last_row_adds_a_resource_and_tab_goes_on_beside(qtbot, dialog, document) -> None:
    type_into(qtbot, dialog, 2, "name", "Bert", end=Qt.Key.Key_Tab)

    [added] = set(document.project.resources) - {ANNA, STEEL}
    assert document.project.resources[added].name == "Bert"
    assert (dialog.table.currentIndex().row(), dialog.table.currentIndex().column()) == (2, COLUMN["kind"])
    assert dialog.model.rowCount() == 4


def test_the_add_button_lets_the_name_be_typed(qtbot, dialog, document) -> None:
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert editor(dialog).text() == "New person"

    qtbot.keyClicks(editor(dialog), "Cara")
    qtbot.keyClick(editor(dialog), Qt.Key.Key_Return)
    assert "Cara" in {one.name for one in document.project.resources.values()}


def test_the_kind_is_chosen_from_a_list_by_keyboard(qtbot, dialog, document) -> None:
    dialog.table.go_to(1, COLUMN["kind"])
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    [box] = dialog.table.viewport().findChildren(QComboBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)

    assert document.project.resources[STEEL].kind is ResourceKind.COST


def test_the_kind_of_who_is_at_work_is_kept_and_said_so(qtbot, dialog, document) -> None:
    assert not dialog.model.setData(dialog.model.index(0, COLUMN["kind"]), "Cost")

    assert anna(document).kind is ResourceKind.WORK
    assert "Anna is used by a task" in dialog.message.text()


def test_another_calendar_is_chosen_from_those_that_stand_alone(dialog, document) -> None:
    index = dialog.model.index(0, COLUMN["calendar"])
    assert dialog.model.choices(COLUMNS[COLUMN["calendar"]]) == ["As the plan (Standard)", "Standard", "Night"]

    dialog.model.setData(index, "Night")
    assert anna(document).calendar == NIGHT

    dialog.model.setData(index, "As the plan (Standard)")
    assert anna(document).calendar is None


def test_material_has_no_cells_for_what_only_people_have(dialog) -> None:
    for key in ("max_units", "calendar", "email"):
        assert not dialog.model.flags(dialog.model.index(1, COLUMN[key])) & Qt.ItemFlag.ItemIsEditable


def test_delete_takes_the_resource_and_tells_of_its_assignments(qtbot, dialog, document) -> None:
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)

    assert ANNA not in document.project.resources
    assert not document.project.assignments
    assert "with one assignment" in dialog.message.text()

    qtbot.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert document.project.resource_order == (ANNA, STEEL)
    assert [text(dialog, row, "name") for row in range(2)] == ["Anna", "Steel"]


def test_a_deletion_that_is_given_up_takes_nobody(qtbot, dialog, document) -> None:
    document.worked_out = lambda _text, edit: edit(Ticket()) and Patch()
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.keyClick(dialog.table, Qt.Key.Key_Delete)

    assert ANNA in document.project.resources
    assert not document.undo_stack.count()
    assert "deleted" not in dialog.message.text()


def test_a_resource_moves_with_alt_and_an_arrow_and_stays_current(qtbot, dialog, document) -> None:
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert document.project.resource_order == (STEEL, ANNA)
    assert dialog.table.currentIndex().row() == 1
    assert dialog.table.chosen() == [ANNA]


def test_the_model_keeps_the_rules_of_models(qtmodeltester, dialog) -> None:
    qtmodeltester.check(dialog.model)


def test_working_times_open_on_the_current_resource(qtbot, dialog, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(
        "gantline.widgets.dialogs.calendars.CalendarsDialog.exec", lambda self: seen.append(self.name.text())
    )
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.mouseClick(dialog.times, Qt.MouseButton.LeftButton)

    assert seen == ["Anna"]
    dialog.table.go_to(1, COLUMN["name"])
    assert not dialog.times.isEnabled()


def test_no_button_is_pressed_by_return_in_the_table(qtbot, dialog) -> None:
    dialog.table.go_to(0, COLUMN["name"])
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    QTest.qWait(0)

    assert dialog.isVisible()
    assert editor(dialog).text() == "Anna"
    assert QApplication.focusWidget() is editor(dialog) or not dialog.isActiveWindow()
