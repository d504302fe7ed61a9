"""The ledger in the window: filtered as one types, a way to each place, saved as a page, asked before losses."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton

from gantline.app.project.errors import Note, Severity
from gantline.app.project.records import ResourceUid, TaskUid
from gantline.app.workspace.document import Document
from gantline.io.storage import read_path
from gantline.resources import path as resource
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.notes import LossesDialog, NotesDialog

LEFT, RETURN = Qt.MouseButton.LeftButton, Qt.Key.Key_Return


def note(code: str, text: str, **more) -> Note:
    return Note(**{"severity": Severity.WARNING, "code": code, "text": text, **more})


@pytest.fixture
def document(qtbot) -> Document:
    made = Document(read_path(resource("samples", "cloud-migration.gantline"))[0].project)
    task, person = next(iter(made.project.tasks)), next(iter(made.project.resources))
    made.notes = [
        note("mspdi.link-left-out", "The link was left out.", place="Task 1", task=task),
        note("mspdi.link-left-out", "Another link was left out.", place="Task 9999", task=9999),
        note("mspdi.missing-calendar", "The calendar is missing.", resource=person),
        note("mspdi.kept", "Views is kept.", element="Project/Views", severity=Severity.INFO),
        note("mspdi.kept", "Filters is kept.", element="Project/Filters", severity=Severity.INFO),
    ]
    made.written_notes = [note("excel.custom-fields", "Custom fields are not in the workbook.", count=12)]
    return made


@pytest.fixture
def dialog(qtbot, document):
    made = NotesDialog(document, Appearance())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_sections_hold_kinds_kinds_hold_notes_and_all_are_counted(dialog):
    assert dialog.ledger.texts() == [
        "Reading the file",
        "Links without sense",
        "Task 1: The link was left out.",
        "Task 9999: Another link was left out.",
        "The calendar is missing.",
        "What Gantline does not show",
        "Views is kept.",
        "Filters is kept.",
        "The file written last",
        "Custom fields are not in the workbook.",
    ]
    kinds = dialog.ledger.kinds
    assert [kinds.itemText(index) for index in range(kinds.count())] == [
        "All kinds",
        "Left out (14)",
        "Changed (1)",
        "Kept as it came (2)",
    ]


def test_typing_filters_and_clearing_shows_all_again(qtbot, dialog):
    before = dialog.ledger.texts()
    qtbot.keyClicks(dialog.ledger.words, "link another")
    assert dialog.ledger.texts() == ["Reading the file", "Task 9999: Another link was left out."]
    qtbot.keyClicks(dialog.ledger.words, " nowhere")
    assert dialog.ledger.texts() == []
    assert dialog.ledger.nothing.isVisible()
    dialog.ledger.words.clear()
    assert dialog.ledger.texts() == before


def test_one_kind_can_be_chosen(dialog):
    dialog.ledger.kinds.setCurrentIndex(2)
    assert dialog.ledger.texts() == ["Reading the file", "The calendar is missing."]


def test_enter_on_a_note_goes_to_its_task_or_resource_and_nowhere_where_that_is_gone(qtbot, dialog, document):
    tree = dialog.ledger.tree
    links = tree.topLevelItem(0).child(0)
    tree.setCurrentItem(links)
    qtbot.keyClick(tree, RETURN)
    assert links.isExpanded()
    with qtbot.assertNotEmitted(dialog.task_chosen):
        tree.setCurrentItem(links.child(1))
        qtbot.keyClick(tree, RETURN)
    with qtbot.waitSignal(dialog.resource_chosen) as chosen:
        tree.setCurrentItem(tree.topLevelItem(0).child(1))
        qtbot.keyClick(tree, RETURN)
    assert ResourceUid(chosen.args[0]) in document.project.resources
    dialog.show()
    with qtbot.waitSignal(dialog.task_chosen) as chosen:
        tree.setCurrentItem(links.child(0))
        qtbot.keyClick(tree, RETURN)
    assert TaskUid(chosen.args[0]) in document.project.tasks
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_enter_on_a_note_on_a_calendar_goes_there(qtbot, document):
    (calendar, *_others) = document.project.calendars
    for uid, goes in ((calendar, True), (9999, False)):
        document.notes = [note("mspdi.calendar-base", "The calendar stands alone.", calendar=uid)]
        dialog = NotesDialog(document, Appearance())
        qtbot.addWidget(dialog)
        dialog.show()
        chosen: list[int] = []
        dialog.calendar_chosen.connect(chosen.append)
        tree = dialog.ledger.tree
        item = tree.findItems("stands alone", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)[0]
        tree.setCurrentItem(item)
        qtbot.keyClick(tree, Qt.Key.Key_Return)
        assert chosen == ([calendar] if goes else [])


def test_what_is_listed_is_saved_as_a_page(qtbot, dialog, tmp_path, monkeypatch):
    page = tmp_path / "page.html"
    monkeypatch.setattr("gantline.widgets.dialogs.notes.ask_where", lambda *_asked: (page, None))
    qtbot.keyClicks(dialog.ledger.words, "views")
    qtbot.mouseClick(dialog.page_button, LEFT)
    text = page.read_text("utf-8")
    assert "Views is kept." in text
    assert "Filters is kept." not in text


def test_a_plan_without_notes_says_so_and_lists_nothing(qtbot, document):
    document.notes = document.written_notes = ()
    made = NotesDialog(document, Appearance())
    qtbot.addWidget(made)
    made.show()
    assert "Nothing to note" in made.hint.text()
    assert not made.ledger.isVisible()


@pytest.mark.parametrize(
    ("export", "words", "accepted", "native"),
    [
        (False, "Keep the Format", True, False),
        (False, "Gantline Plan", False, True),
        (False, "Cancel", False, False),
        (True, "Export", True, False),
    ],
)
def test_before_losses_the_file_is_agreed_to_or_not(qtbot, document, export, words, accepted, native):
    made = LossesDialog(
        Path("plan.xlsx"), "Excel workbook", document.written_notes, document, Appearance(), export=export
    )
    qtbot.addWidget(made)
    made.show()
    assert "plan.xlsx will not hold all of the plan" in made.hint.text()
    assert made.ledger.texts() == ["Custom fields are not in the workbook."]
    buttons = made.findChildren(QPushButton)
    assert [one for one in buttons if "Gantline" in one.text()] == [] or not export
    qtbot.mouseClick(next(one for one in buttons if words in one.text().replace("&", "")), LEFT)
    assert (made.result() == QDialog.DialogCode.Accepted, made.wants_native) == (accepted, native)
