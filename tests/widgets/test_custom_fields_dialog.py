"""Custom Fields defines fields and their lookup tables as one step, and the table shows the new ones."""

from collections.abc import Generator
from contextlib import contextmanager, suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog

from gantline.app.edits import custom_definitions
from gantline.app.project.kinds import Entity, FieldKind
from gantline.app.project.records import CustomField, LookupValue, ResourceUid
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.custom_fields import CustomFieldsDialog
from gantline.widgets.dialogs.resource_information import ResourceInformation

from ..plan_maker import plan

TEXT1, CODE1 = "188743731", "188744096"


@pytest.fixture
def document() -> Document:
    return Document(plan("Dig | 1d | by Ann\nLay | 1d"))


@pytest.fixture
def dialog(qtbot, document) -> CustomFieldsDialog:
    dialog = CustomFieldsDialog(document, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))


def test_an_alias_and_values_make_a_field(dialog, document):
    dialog.table.item(0, 1).setText("Site")
    dialog.lookup.table.item(0, 0).setText("North")
    dialog.lookup.table.item(1, 0).setText("South")
    dialog.restricted.setChecked(True)
    dialog.accept()
    field = document.project.custom_fields[TEXT1]
    assert (field.name, field.alias, field.restricted) == ("Text1", "Site", True)
    assert [line.value for line in field.lookup] == ["North", "South"]
    assert dialog.added == [TEXT1]
    document.undo_stack.undo()
    assert not document.project.custom_fields
    assert not document.undo_stack.canUndo()


def test_outline_codes_are_indented_below_the_line_above(qtbot, dialog, document):
    choose(dialog.kind, FieldKind.OUTLINE_CODE.value)
    dialog.table.item(0, 1).setText("Place")
    table = dialog.lookup.table
    table.item(0, 0).setText("Site")
    table.item(1, 0).setText("Hall")
    table.setCurrentCell(1, 0)
    dialog.lookup.indent.click()
    dialog.lookup.indent.click()
    assert [line.level for line in dialog.lookup.lines()] == [1, 2]
    table.setCurrentCell(0, 0)
    dialog.lookup.indent.click()
    assert dialog.lookup.lines()[0].level == 1
    table.setCurrentCell(1, 0)
    dialog.lookup.up.click()
    assert [(line.value, line.level) for line in dialog.lookup.lines()] == [("Hall", 1), ("Site", 1)]
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    dialog.accept()
    assert [line.value for line in document.project.custom_fields[CODE1].lookup] == ["Site"]


class Impatient(Ticket):
    """Gives up at the first question."""

    def step(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


@contextmanager
def impatience(_text: str, _cancel: bool) -> Generator[Ticket]:
    with suppress(Cancelled):
        yield Impatient()


def test_a_field_whose_removal_is_given_up_stays(document, qtbot):
    document.push(custom_definitions.define(document.project, CustomField(
        key=TEXT1, entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Old")), "Define")  # fmt: skip
    before = document.project.snapshot()
    dialog = CustomFieldsDialog(document, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.remove.click()
    document.patience = impatience
    dialog.accept()
    assert document.project == before
    assert dialog.isVisible()


def test_a_field_is_removed(dialog, document, qtbot):
    document.push(custom_definitions.define(document.project, CustomField(
        key=TEXT1, entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Old")), "Define")  # fmt: skip
    again = CustomFieldsDialog(document, Appearance())
    qtbot.addWidget(again)
    assert again.table.item(0, 1).text() == "Old"
    again.remove.click()
    again.accept()
    assert not document.project.custom_fields


def test_nothing_changed_is_no_step(dialog, document):
    dialog.table.item(0, 1).setText("Site")
    dialog.table.item(0, 1).setText("")
    dialog.accept()
    assert not document.modified


def test_a_refusal_is_told_and_takes_all_back(dialog, document):
    dialog.table.item(0, 1).setText("Site")
    dialog.table.item(1, 1).setText("site")
    dialog.accept()
    assert "site" in dialog.message.text()
    assert not document.project.custom_fields


def test_a_calculated_field_says_what_it_is_calculated_from(qtbot, document):
    field = CustomField(key=TEXT1, entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", formula="[Work]/60")
    document.push(custom_definitions.define(document.project, field), "Define")
    dialog = CustomFieldsDialog(document, Appearance())
    qtbot.addWidget(dialog)
    assert "[Work]/60" in dialog.note.text()
    assert not dialog.lookup.isEnabled()


def test_the_table_shows_a_new_field_and_takes_values_from_its_list(window, qtbot, monkeypatch):
    def fill(dialog: CustomFieldsDialog) -> int:
        dialog.table.item(0, 1).setText("Site")
        dialog.lookup.table.item(0, 0).setText("North")
        dialog.accept()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(CustomFieldsDialog, "exec", fill)
    window.actions_made["custom_fields"].trigger()
    table = window.plan.table
    assert table.tasks.columns[-1].title == "Site"
    column = len(table.tasks.columns) - 1
    table.tasks.enter(0, column, "north")
    uid = window.rows.uids[0]
    assert window.document.project.tasks[uid].custom[TEXT1].value == "North"


def test_resource_information_has_the_fields_of_resources(qtbot, document):
    field = custom_definitions.free_slot(document.project, Entity.RESOURCE, FieldKind.TEXT)
    from gantline.app.project.widths import replace

    made = replace(field, alias="Team", lookup=(LookupValue(value="Red"),), restricted=True)
    document.push(custom_definitions.define(document.project, made), "Define")
    dialog = ResourceInformation(document, ResourceUid(1), Appearance())
    qtbot.addWidget(dialog)
    dialog.custom[field.key].setCurrentText("Red")
    dialog.accept()
    assert document.project.resources[ResourceUid(1)].custom[field.key].value == "Red"
