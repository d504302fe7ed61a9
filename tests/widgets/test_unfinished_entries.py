"""Nothing that was typed goes without a word: not on quitting, not with another plan, not by a click elsewhere."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

Key = Qt.Key
REVIEW = "Security and compliance review"


def task(window, name=REVIEW):
    return next(uid for uid, one in window.document.project.tasks.items() if one.name == name)


def cell(window, key="duration", name=REVIEW):
    table = window.plan.table
    return table.tasks.index(window.rows.row_of[task(window, name)], table.tasks.column_of(key))


def shown(window):
    """The duration of the task in the table."""
    return cell(window).data()


def open_cell(window, text, key="duration"):
    """Type a text into a cell, without Enter."""
    table = window.plan.table
    window.activateWindow()
    table.setFocus()
    table.setCurrentIndex(cell(window, key))
    QTest.keyClick(table, Key.Key_F2)
    editor = QApplication.focusWidget()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    return editor


@pytest.fixture
def asked(monkeypatch):
    """Answers the question about an entry that cannot be with a button, and notes what was asked."""

    class Asked(list):
        answer = "Correct It"

    asked = Asked()

    def answer(box):
        asked.append(f"{box.text()} {box.informativeText()}")
        for button in box.buttons():
            if button.text().replace("&", "") == asked.answer:
                button.click()
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return asked


@pytest.mark.parametrize("leave", ["quit", "close_window", "new", "open_sample"])
def test_a_refused_text_in_a_cell_keeps_the_plan_until_the_user_lets_it_go(window, asked, leave):
    editor, project = open_cell(window, "soon"), window.document.project

    (window.close if leave in ("quit", "close_window") else window.actions_made[leave].trigger)()

    assert asked == ["What you typed last is not in the plan. " + window.plan.table.editing.sentence]
    assert "'soon' is not a duration" in asked[0]
    assert window.isVisible()
    assert window.document.project is project
    assert window.plan.table.indexWidget(window.plan.table.currentIndex()) is editor
    assert editor.text() == "soon"

    asked.answer = "Leave It Out"
    (window.close if leave in ("quit", "close_window") else window.actions_made[leave].trigger)()
    assert window.document.project is not project or not window.isVisible()


def test_what_can_be_is_taken_over_before_the_question_whether_to_save(window, asked):
    open_cell(window, "60d")

    window.close()

    assert shown(window) == "60d"
    assert asked == ["Save the changes to Cloud migration? "]


def test_typing_after_a_refusal_replaces_the_text_and_f2_goes_on_changing_it(window):
    editor = open_cell(window, "soon")
    QTest.keyClick(editor, Key.Key_Return)
    QTest.keyClick(editor, Key.Key_F2)
    QTest.keyClicks(editor, "er")
    assert editor.text() == "sooner"
    QTest.keyClick(editor, Key.Key_Return)

    QTest.keyClicks(editor, "60d")
    QTest.keyClick(editor, Key.Key_Return)

    assert shown(window) == "60d"


def test_a_click_elsewhere_does_not_drop_a_refused_text(window, qtbot):
    editor = open_cell(window, "soon")
    table = window.plan.table
    other = table.visualRect(cell(window, "name", "Identity and access concept")).center()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)

    assert editor.text() == "soon"
    assert editor.isVisible()
    assert table.currentIndex() == cell(window)
    assert "'soon' is not a duration" in table.editing.sentence
    QTest.keyClick(editor, Key.Key_Escape)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)
    assert table.currentIndex() != cell(window)


def bar(window, name="Identity and access concept"):
    """A place on a bar of the chart."""
    found = window.plan.gantt.marks().bars[task(window, name)]
    return QPoint((found.left + found.right) // 2, (found.top + found.bottom) // 2)


def elsewhere(window, name="Identity and access concept"):
    """Where else one clicks in the plan: what is clicked, and its place."""
    table, gantt = window.plan.table, window.plan.gantt
    place = table.visualRect(cell(window, "name", name)).center()
    return {
        "bar": (gantt.viewport(), bar(window, name)),
        "row of the chart": (gantt.viewport(), QPoint(2, bar(window, name).y())),
        "row number": (table.verticalHeader().viewport(), QPoint(8, place.y())),
        "title": (table.titles.viewport(), QPoint(place.x(), 8)),
    }


@pytest.mark.parametrize("where", ["bar", "row of the chart", "row number", "title"])
def test_no_click_in_chart_or_headers_drops_a_refused_text(window, where):
    editor, project = open_cell(window, "soon"), window.document.project
    widget, place = elsewhere(window)[where]

    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)

    assert (editor.text(), editor.isVisible(), editor.hasFocus()) == ("soon", True, True)
    assert window.selection.uids == (task(window),)
    assert window.plan.table.currentIndex() == cell(window)
    assert "'soon' is not a duration" in window.plan.table.editing.sentence
    assert window.document.project is project
    QTest.keyClick(editor, Key.Key_Escape)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
    assert task(window, "Identity and access concept") in window.selection.uids


def test_a_bar_cannot_be_dragged_while_a_refused_text_stands_open(window):
    editor, chart = open_cell(window, "soon"), window.plan.gantt.viewport()
    begun = bar(window)

    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=begun)
    QTest.mouseMove(chart, begun + QPoint(60, 0))
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton, pos=begun + QPoint(60, 0))

    assert not window.document.modified
    assert editor.text() == "soon"
    assert editor.hasFocus()


def test_a_click_in_the_chart_takes_over_what_can_be(window):
    open_cell(window, "60d")

    QTest.mouseClick(window.plan.gantt.viewport(), Qt.MouseButton.LeftButton, pos=bar(window))

    assert shown(window) == "60d"
    assert window.selection.uids == (task(window, "Identity and access concept"),)


def test_a_click_elsewhere_takes_over_what_can_be(window):
    open_cell(window, "60d")
    table = window.plan.table
    other = table.visualRect(cell(window, "name", "Identity and access concept")).center()

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=other)

    assert shown(window) == "60d"
    assert table.currentIndex() == cell(window, "name", "Identity and access concept")


@pytest.fixture
def inspector(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.selection.set([task(window)])
    window.docks.task_information()
    found = window.docks.inspector_dock.widget()
    found.refresh()
    return found


def test_what_is_typed_in_the_inspector_is_in_the_plan_before_it_is_closed(window, inspector, asked):
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "60d")

    window.close()

    assert shown(window) == "60d"
    assert asked == ["Save the changes to Cloud migration? "]


def test_escape_in_a_field_of_the_inspector_brings_the_value_back_and_changes_nothing(window, inspector):
    field = inspector.sections["general"].editors["duration"].widget
    present = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "60d")

    QTest.keyClick(field, Key.Key_Escape)

    assert field.text() == present
    assert field.hasFocus()
    assert not window.document.modified
    QTest.keyClick(field, Key.Key_Escape)
    assert QApplication.focusWidget() is window.plan.table


def test_a_refused_text_in_the_inspector_keeps_the_window_open(window, inspector, asked):
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Key.Key_Return)
    assert field.selectedText() == "soon"

    window.close()

    assert "'soon' is not a duration" in asked[0]
    assert window.isVisible()
    assert field.text() == "soon"
    QTest.keyClick(field, Key.Key_Escape)
    asked.clear()
    window.close()
    assert not asked


@pytest.mark.parametrize("put_right", ["escape", "the value it had"])
def test_a_refusal_in_the_inspector_goes_once_it_is_put_right(window, inspector, put_right):
    section = inspector.sections["general"]
    field = section.editors["duration"].widget
    present = field.text()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "soon")
    QTest.keyClick(field, Key.Key_Return)
    sentence = next(one for one in section.findChildren(QLabel) if "'soon' is not" in one.text())
    assert sentence.isVisible()

    if put_right == "escape":
        QTest.keyClick(field, Key.Key_Escape)
    else:
        QTest.keyClicks(field, present)
        QTest.keyClick(field, Key.Key_Return)

    assert field.text() == present
    assert field.styleSheet() == ""
    assert not sentence.isVisible()


def test_what_was_entered_in_the_inspector_is_not_entered_again_by_the_next_command(window, inspector):
    field = inspector.sections["general"].editors["duration"].widget
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "60d")
    QTest.keyClick(field, Key.Key_Return)

    window.actions_made["undo"].trigger()

    assert not window.document.modified
    assert not window.document.undo_stack.canUndo()


def test_a_lag_that_is_being_typed_is_in_the_plan_before_it_is_saved(window, inspector, save_to, tmp_path):
    review, grid = task(window), inspector.sections["predecessors"].grid
    before = window.document.schedule.start_of(review)
    grid.setFocus()
    grid.setCurrentCell(0, 2)
    QTest.keyClick(grid, Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "90d")
    save_to(tmp_path / "plan.gantline")

    window.actions_made["save"].trigger()

    assert window.document.schedule.start_of(review) > before + timedelta(days=60)
    assert not window.document.modified
