"""The main window: files and the questions about them, actions, theme, and what it remembers."""

import re
from collections import Counter
from operator import attrgetter
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QDropEvent, QImage, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QProgressDialog,
    QToolButton,
    QWidget,
)

from gantline.app.edits import tasks
from gantline.app.project.kinds import WorkContour
from gantline.app.project.moments import DAY
from gantline.app.project.patch import Patch
from gantline.app.project.records import TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.settings import FOLDER, RESOURCE_PANE, Settings
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.resources import path as resource
from gantline.widgets import file_commands, plan_loader
from gantline.widgets.actions import ACTIONS
from gantline.widgets.dialogs.notes import LossesDialog, NotesDialog
from gantline.widgets.focus_mark import FocusMark
from gantline.widgets.icons import icon
from tests.benchmarks.generated import plan
from tests.table_hands import Key, editor, go, press, type_text

SAMPLE = resource("samples", "cloud-migration.gantline")


def rename(window, name="Renamed"):
    uid = window.rows.uids[1]
    window.document.push(tasks.rename(window.document.project, uid, name), "Rename task")
    return uid


def test_every_action_has_a_handler_an_icon_that_exists_and_a_key_of_its_own(window):
    keys = [key for spec in ACTIONS for key in spec.keys]
    assert len(keys) == len(set(keys))
    for spec in ACTIONS:
        if spec.icon:
            assert not icon(spec.icon, window.appearance.theme).isNull()
        assert window.actions_made[spec.key].text()


def test_icons_are_drawn_in_the_text_colour_of_the_theme(window):
    def darkest(theme):
        window.actions_made[f"theme_{theme}"].trigger()
        image = window.actions_made["save"].icon().pixmap(32).toImage().convertToFormat(QImage.Format.Format_ARGB32)
        seen = [image.pixelColor(x, y) for x in range(32) for y in range(32)]
        return min(colour.lightness() for colour in seen if colour.alpha() > 250)

    assert darkest("light") < 80 < 150 < darkest("dark")


def test_table_and_chart_show_each_row_at_the_same_height_while_scrolling(qtbot, window):
    table, gantt = window.plan.table, window.plan.gantt
    for value in (0, 13, 240, 511):
        gantt.verticalScrollBar().setValue(value)
        assert table.verticalScrollBar().value() == gantt.verticalScrollBar().value()
        row = table.rowAt(100)
        in_window = table.viewport().mapTo(window, QPoint(0, table.rowViewportPosition(row))).y()
        top = row * window.rows.row_height - gantt.verticalScrollBar().value()
        assert gantt.viewport().mapTo(window, QPoint(0, top)).y() == in_window
    assert table.verticalScrollBar().maximum() == gantt.verticalScrollBar().maximum()


def test_the_loading_stands_below_the_chart_to_the_pixel(qtbot, window):
    window.plan.table.window().resize(1300, 850)
    qtbot.waitUntil(lambda: window.plan.resources.plot is not None)
    left = window.plan.gantt.viewport().mapTo(window, QPoint(0, 0)).x()
    assert window.plan.resources.plot.mapTo(window, QPoint(0, 0)).x() == left


def test_undo_and_redo_are_named_after_the_step(window):
    rename(window)
    assert window.actions_made["undo"].text() == "&Undo Rename task"
    assert window.actions_made["undo"].isEnabled()
    window.actions_made["undo"].trigger()
    assert window.status.currentMessage() == "Undone: Rename task"
    assert window.actions_made["redo"].text() == "&Redo Rename task"
    assert not window.actions_made["undo"].isEnabled()
    window.actions_made["redo"].trigger()
    assert window.status.currentMessage() == "Redone: Rename task"


def test_the_title_names_the_plan_and_marks_changes(window):
    assert window.windowTitle() == "Cloud migration[*] – Gantline"
    assert not window.isWindowModified()
    rename(window)
    assert window.isWindowModified()


def test_actions_on_tasks_need_a_selection(window):
    window.selection.set(())
    assert not window.actions_made["indent"].isEnabled()
    window.selection.set(window.rows.uids[1:2])
    assert window.actions_made["indent"].isEnabled()
    assert not window.actions_made["link"].isEnabled()
    window.selection.set(window.rows.uids[1:3])
    assert window.actions_made["link"].isEnabled()


def test_keys_reach_the_actions(qtbot, window):
    window.activateWindow()
    uid = rename(window)
    qtbot.keyClick(window.plan.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project.tasks[uid].name != "Renamed"
    qtbot.keyClick(window.plan.table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert window.document.project.tasks[uid].name == "Renamed"


def test_a_saved_plan_opens_as_it_was(window, save_to, tmp_path):
    rename(window)
    path = tmp_path / "mine.gantline"
    save_to(path)

    window.actions_made["save"].trigger()

    assert not window.document.modified
    assert window.windowTitle() == "mine[*] – Gantline"
    assert read_path(path)[0].project == window.document.project
    assert window.files.recent_files.others == [path]


def test_closing_with_unsaved_changes_asks_and_cancel_keeps_the_window(window, answers):
    rename(window)
    answers.button = QMessageBox.StandardButton.Cancel
    assert not window.close()
    assert answers == ["Save the changes to Cloud migration?"]
    answers.button = QMessageBox.StandardButton.Discard
    assert window.close()


def test_the_question_to_save_is_answered_by_a_letter(qtbot, window, monkeypatch):
    def answer(box):
        with qtbot.waitExposed(box):
            box.show()
        box.activateWindow()
        qtbot.waitUntil(box.isActiveWindow)
        with qtbot.waitSignal(box.finished):
            qtbot.keyClick(box, Qt.Key.Key_D, Qt.KeyboardModifier.AltModifier)
        return box.standardButton(box.clickedButton())

    monkeypatch.setattr(QMessageBox, "exec", answer)
    rename(window)

    assert window.close()


def test_a_folder_that_is_gone_is_not_proposed_as_the_name_of_a_file(window, monkeypatch, tmp_path):
    window.settings.put(FOLDER, str(tmp_path / "gone"))
    proposed = []

    def cancel(_parent, _title, folder, _filters):
        proposed.append(folder)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", cancel)
    window.actions_made["open"].trigger()
    assert [Path(folder).is_dir() for folder in proposed] == [True]


def test_closing_can_save_first(window, answers, save_to, tmp_path):
    rename(window)
    answers.button = QMessageBox.StandardButton.Save
    save_to(tmp_path / "saved.gantline")
    assert window.close()
    assert (tmp_path / "saved.gantline").exists()


def test_a_damaged_file_is_told_in_one_sentence_and_the_open_plan_stays(window, answers, tmp_path):
    rename(window)
    before = window.document.project.snapshot()
    window.document.mark_saved(tmp_path / "kept.gantline", "gantline")
    damaged = tmp_path / "damaged.xml"
    damaged.write_bytes(b'<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><Tasks><Task>')

    window.files.open_path(damaged)

    assert len(answers) == 1
    assert "damaged.xml" in answers[0]
    assert window.document.project == before
    assert window.document.path == tmp_path / "kept.gantline"


def test_a_large_file_is_read_by_a_helper_and_shown(qtbot, window, monkeypatch, tmp_path):
    project = plan(300, resources=5)
    path = tmp_path / "large.xml"
    write_path(project, Engine(project).schedule, path, for_key("mspdi"))
    monkeypatch.setattr(plan_loader, "LARGE_FILE", 100)

    window.files.open_path(path)
    qtbot.waitUntil(lambda: window.document.path == path, timeout=120_000)

    assert window.document.project == read_path(path)[0].project
    assert len(window.rows) == 300


def test_a_large_plan_is_saved_by_a_helper(qtbot, window, monkeypatch, save_to, tmp_path):
    monkeypatch.setattr(file_commands, "LARGE_PLAN", 10)
    rename(window)
    save_to(tmp_path / "large.gantline")

    window.actions_made["save_as"].trigger()
    qtbot.waitUntil(lambda: not window.document.modified, timeout=120_000)

    assert read_path(tmp_path / "large.gantline")[0].project == window.document.project


def test_a_plan_from_another_program_is_saved_in_its_format_only_when_asked_for(window, monkeypatch, answers, tmp_path):
    path = tmp_path / "theirs.xml"
    write_path(window.document.project, window.document.schedule, path, for_key("mspdi"))
    window.files.open_path(path)
    window.banner.take_button.click()  # saving asks about dates that differ, which is proved elsewhere
    rename(window)
    asked = []
    monkeypatch.setattr(LossesDialog, "exec", lambda dialog: asked.append(dialog.ledger.texts()) or dialog.result())

    window.actions_made["save"].trigger()
    rename(window, "Again")
    window.actions_made["save"].trigger()

    assert not asked, "nothing of it is lost"
    rename(window, "x" * 600)
    window.actions_made["save"].trigger()
    assert window.document.modified
    assert "Again" in [task.name for task in read_path(path)[0].project.tasks.values()]
    monkeypatch.setattr(LossesDialog, "exec", lambda dialog: asked.append("") or dialog.DialogCode.Accepted)
    window.actions_made["save"].trigger()
    rename(window, "y" * 600)
    window.actions_made["save"].trigger()

    assert len(asked) == 2, "asked until it is agreed to, then no more"
    assert len(asked[0]) == 1
    rename(window, "Again")
    window.actions_made["save"].trigger()
    names = [task.name for task in read_path(path)[0].project.tasks.values()]
    assert "Again" in names


def test_a_file_dropped_on_the_window_is_opened(window, tmp_path):
    path = tmp_path / "dropped.gantline"
    path.write_bytes(SAMPLE.read_bytes())
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

    window.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))

    assert window.document.path == path


def test_a_new_plan_is_empty_and_says_what_to_do_first(window):
    window.actions_made["new"].trigger()
    assert not window.document.project.tasks
    assert len(window.rows) == 0
    assert window.windowTitle() == "New plan[*] – Gantline"


def test_theme_columns_and_panes_are_remembered(open_window, store):
    window = open_window()
    window.actions_made["theme_dark"].trigger()
    window.actions_made["show_resources"].trigger()
    window.plan.table.show_columns(["name", "duration"])
    assert window.close()

    again = open_window()

    assert again.appearance.theme.dark
    assert again.plan.lower.isHidden()
    assert not again.actions_made["show_resources"].isChecked()
    assert [field.key for field in again.plan.table.tasks.columns] == ["name", "duration"]
    assert Settings(QSettings(store, QSettings.Format.IniFormat)).get(RESOURCE_PANE) is False


def test_the_status_bar_counts_and_reports_refusals(qtbot, window):
    window.status.refresh()
    texts = [label.text() for label in window.status.findChildren(type(window.status._tasks))]
    assert f"{len(window.document.project.tasks)} tasks" in texts
    window.plan.table.refused.emit("That cannot be.")
    assert window.status.currentMessage() == "That cannot be."


def test_a_new_task_that_nothing_was_typed_into_is_taken_back_at_once(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table, before = window.plan.table, len(window.document.project.tasks)
    go(table, 3, "name")
    qtbot.keyClick(table, Key.Key_Insert)
    qtbot.waitUntil(lambda: editor(table) is not None)
    assert len(window.document.project.tasks) == before + 1

    qtbot.keyClick(editor(table), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert len(window.document.project.tasks) == before
    assert editor(table) is None


def test_the_step_to_undo_tells_a_new_name_from_a_first_one(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table, undo = window.plan.table, window.document.undo_stack
    go(table, 3, "name")
    qtbot.keyClick(table, Key.Key_Insert)
    qtbot.waitUntil(lambda: editor(table) is not None)
    type_text(qtbot, table, "Draft")
    qtbot.keyClick(editor(table), Key.Key_Return)
    assert undo.undoText() == "Name task Draft"
    go(table, 3, "name")
    qtbot.keyClick(table, Key.Key_F2)
    type_text(qtbot, table, " Letter  to all ")
    qtbot.keyClick(editor(table), Key.Key_Return)
    assert undo.undoText() == "Rename Draft to Letter to all"


def test_what_is_typed_is_taken_back_in_its_field_first(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    table = window.plan.table
    go(table, 3, "name")
    qtbot.keyClick(table, Key.Key_Insert)
    qtbot.waitUntil(lambda: editor(table) is not None)
    type_text(qtbot, table, "Draft")
    count = len(window.document.project.tasks)

    qtbot.keyClick(editor(table), Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert editor(table).text() != "Draft"
    assert len(window.document.project.tasks) == count


def test_a_refusal_goes_when_what_is_typed_instead_is_taken(qtbot, window):
    table = window.plan.table
    go(table, 3, "duration")
    type_text(qtbot, table, "soon")
    press(qtbot, table, Key.Key_Return)
    assert "not a duration" in window.status.currentMessage()
    editor(table).selectAll()
    type_text(qtbot, table, "3 wks")
    press(qtbot, table, Key.Key_Return)
    assert window.status.currentMessage() == ""


def test_going_to_a_task_opens_the_summaries_above_it(window):
    window.actions_made["collapse_all"].trigger()
    uid = TaskUid(next(uid for uid, level in window.document.project.outline() if level == 2))
    assert uid not in window.rows.row_of
    window.plan.go_to(uid)
    assert uid in window.rows.row_of
    assert window.selection.uids == (uid,)


def test_no_two_entries_of_a_menu_answer_to_the_same_letter(window):
    for menu in window.actions_made.menus.values():
        letters = Counter(found[1].lower() for one in menu.actions() if (found := re.search(r"&(\w)", one.text())))
        assert not [letter for letter, count in letters.items() if count > 1], menu.title()


def test_what_a_format_cannot_hold_is_said_before_and_can_be_read_after(qtbot, window, save_to, monkeypatch, tmp_path):
    uid, assignment = next(iter(window.document.project.assignments.items()))
    spread = replace(assignment, contour=WorkContour.BELL)
    window.document.push(Patch({"assignments": {uid: (assignment, spread)}}), "Spread work")
    save_to(tmp_path / "plan.xlsx")
    monkeypatch.setattr(LossesDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    window.actions_made["export_excel"].trigger()
    assert not [one for one in tmp_path.iterdir() if "plan" in one.name]
    monkeypatch.setattr(LossesDialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted)

    window.actions_made["export_excel"].trigger()

    assert "see the notes" in window.status.currentMessage()
    qtbot.waitUntil(lambda: "note" in window.status._notes.text())
    dialog = NotesDialog(window.document, window.appearance, window)
    assert "How work is spread over time is not in the workbook." in dialog.ledger.texts()

    save_to(tmp_path / "plan.gantline")
    window.actions_made["save"].trigger()
    assert "notes" not in window.status.currentMessage()
    assert not window.document.written_notes


def test_an_empty_plan_shows_weeks_and_a_short_one_days(qtbot, window):
    def shown():
        return window.axis.minutes_per_pixel * window.plan.gantt.viewport().width()

    window.actions_made["new"].trigger()
    assert 50 * DAY < shown() < 90 * DAY
    qtbot.keyClicks(window.plan.table, "Concept")
    qtbot.keyClick(window.plan.table.focusWidget(), Qt.Key.Key_Return)
    window.actions_made["zoom_fit"].trigger()
    assert 10 * DAY < shown() < 30 * DAY


def test_the_table_ends_where_a_column_does_at_first(window):
    table = window.plan.table
    section = table.columnAt(table.viewport().width() - 1)
    assert table.columnViewportPosition(section) + table.columnWidth(section) == table.viewport().width()


def test_f6_leads_from_table_to_chart_to_loading_and_back(qtbot, window):
    window.activateWindow()
    panes = [window.plan.table, window.plan.gantt, window.plan.resources.list]
    panes[0].setFocus()
    for here, following in ((0, 1), (1, 2), (2, 0)):
        qtbot.keyClick(panes[here], Qt.Key.Key_F6)
        assert panes[following].hasFocus()

    window.actions_made["show_resources"].trigger()
    qtbot.keyClick(panes[0], Qt.Key.Key_F6)
    qtbot.keyClick(panes[1], Qt.Key.Key_F6)
    assert panes[0].hasFocus()


def test_a_line_marks_the_pane_that_has_the_keyboard(qtbot, window):
    window.activateWindow()
    mark = window.plan.findChild(FocusMark)
    for pane in (window.plan.table, window.plan.gantt, window.plan.resources.list):
        pane.setFocus()
        window.resize(window.width() - 30, window.height() - 20)
        qtbot.waitUntil(lambda pane=pane: mark.isVisible() and mark.width() == pane.width())
        assert mark.mapTo(window, QPoint(0, 0)) == pane.mapTo(window, QPoint(0, 0))


def test_closing_waits_until_a_helper_has_saved_a_large_plan(qtbot, window, monkeypatch, answers, save_to, tmp_path):
    monkeypatch.setattr(file_commands, "LARGE_PLAN", 10)
    rename(window)
    answers.button = QMessageBox.StandardButton.Save
    save_to(tmp_path / "large.gantline")

    assert not window.close()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=120_000)

    assert (tmp_path / "large.gantline").exists()
    assert len(answers) == 1


def test_scheduling_anew_says_that_nothing_moved(qtbot, window):
    window.actions_made["reschedule"].trigger()
    qtbot.waitUntil(lambda: window.status.currentMessage() == "Scheduled anew: all dates were up to date.")


def test_scheduling_anew_can_be_cancelled(qtbot, window):
    schedule = window.document.schedule
    window.actions_made["reschedule"].trigger()
    window.findChild(QProgressDialog).canceled.emit()

    qtbot.waitUntil(lambda: window.status.currentMessage() == "Cancelled; nothing was changed.")
    assert window.document.schedule is schedule


@pytest.mark.parametrize("place", ["table", "gantt", "resources.list"])
def test_every_shortcut_does_its_action_wherever_the_keyboard_is(qtbot, window, place):
    view = attrgetter(place)(window.plan)
    window.activateWindow()
    window.selection.set(window.rows.uids[1:3])
    done = []
    for spec in ACTIONS:
        action = window.actions_made[spec.key]
        action.triggered.disconnect()
        action.setEnabled(True)
        action.triggered.connect(lambda _checked=False, key=spec.key: done.append(key))
    for spec in ACTIONS:
        for keys in spec.keys:
            if place != "gantt" and keys in ("Del", "Ins", "Ctrl+Del"):
                continue  # mean cells or rows in the table, and nothing among the people
            combination = QKeySequence(keys)[0]
            view.setFocus()
            done.clear()
            qtbot.keyClick(view, combination.key(), combination.keyboardModifiers())
            assert done == [spec.key], keys


def test_del_among_the_people_deletes_no_task(qtbot, window):
    window.activateWindow()
    window.selection.set(window.rows.uids[3:4])
    window.plan.resources.list.setFocus()
    qtbot.keyClick(window.plan.resources.list, Qt.Key.Key_Delete)
    assert not window.document.modified


def test_keys_of_microsoft_project_scroll_and_zoom_the_time_scale(qtbot, window):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    gantt, axis = window.plan.gantt, window.axis
    start, finish = window.document.schedule.start[0], window.document.schedule.finish[0]
    table = window.plan.table
    before = axis.minutes_per_pixel
    for _step in range(3):
        qtbot.keyClick(table, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    assert axis.minutes_per_pixel < before / 3

    qtbot.keyClick(table, Qt.Key.Key_End, Qt.KeyboardModifier.AltModifier)
    assert 0 < axis.x(finish) < gantt.viewport().width()
    assert axis.x(start) < 0
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.AltModifier)
    assert 0 <= axis.x(start) < gantt.viewport().width()
    qtbot.keyClick(table, Qt.Key.Key_Asterisk, Qt.KeyboardModifier.ControlModifier)
    assert axis.minutes_per_pixel > before / 16


def test_zooming_by_keys_keeps_the_selected_task_in_view(qtbot, window):
    gantt, axis, schedule = window.plan.gantt, window.axis, window.document.schedule
    width = gantt.viewport().width()
    uid = window.rows.uids[1]
    row = schedule.rows[uid]
    window.actions_made["zoom_fit"].trigger()
    window.selection.set((uid,))
    place = axis.x(schedule.finish[row])
    assert place < width / 2
    for _step in range(4):
        window.actions_made["zoom_in"].trigger()
        assert abs(axis.x(schedule.finish[row]) - place) <= 4

    gantt.scroll_to_end()
    middle = axis.minute(width / 2)
    assert axis.x(schedule.finish[row]) < 0
    window.actions_made["zoom_in"].trigger()
    assert abs(axis.x(middle) - width / 2) <= 2, "what is out of view moves nothing"


def test_the_menu_key_opens_the_menu_at_the_task_that_has_the_keyboard(qtbot, window, monkeypatch):
    opened = []
    monkeypatch.setattr(window, "_show_context_menu", opened.append)
    window.selection.set(window.rows.uids[4:5])
    table, gantt = window.plan.table, window.plan.gantt
    for view in (table, gantt):
        QApplication.sendEvent(view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), QPoint(1, 1)))

    cell, bar = table.visualRect(table.currentIndex()), gantt.marks().bars[window.rows.uids[4]]
    assert opened == [
        table.viewport().mapToGlobal(cell.bottomLeft()),
        gantt.viewport().mapToGlobal(QPoint(bar.left, bar.bottom - 1)),
    ]


def test_a_double_click_on_the_number_of_a_row_opens_the_task(qtbot, window):
    numbers = window.plan.table.verticalHeader()
    at = QPoint(5, numbers.sectionViewportPosition(3) + 5)
    qtbot.mouseClick(numbers.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(numbers.viewport(), Qt.MouseButton.LeftButton, pos=at)

    assert window.selection.uids == (window.rows.uids[3],)
    assert window.docks.inspector_dock.isVisible()


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_a_narrow_window_shows_in_every_theme_where_the_rest_of_menus_and_toolbar_is(window, qtbot, theme):
    window.appearance.choose(theme)
    window.resize(600, 500)
    ground = QColor(window.appearance.theme.window).lightness()

    for name in ("qt_toolbar_ext_button", "qt_menubar_ext_button"):
        more = window.findChild(QToolButton, name)
        qtbot.waitUntil(more.isVisible)
        seen = more.grab().toImage()
        contrast = max(
            abs(seen.pixelColor(x, y).lightness() - ground) for x in range(seen.width()) for y in range(seen.height())
        )
        assert contrast > 100
        assert more.accessibleName() == "More"


def test_a_message_too_long_for_the_status_bar_ends_before_the_figures(window, qtbot):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.status.findChildren(QToolButton)))
    window.status.tell("Something was done to the plan of which there is far more to be told than fits. " * 3)
    QApplication.processEvents()
    seen = window.status.grab().toImage()
    first = min(one.x() for one in window.status.findChildren(QWidget) if one.isVisible())

    ground, border = (QColor(one) for one in (window.appearance.theme.window, window.appearance.theme.border))
    assert seen.pixelColor(300, 0) == border
    assert any(seen.pixelColor(x, y) != ground for x in range(first - 30, first) for y in range(4, seen.height() - 4))
    assert all(seen.pixelColor(x, y) == ground for x in range(first - 5, first) for y in range(4, seen.height() - 4))


def test_figures_of_the_plan_make_room_for_a_message_in_a_narrow_window(window, qtbot):
    def figures():
        return [one.text() for one in window.status.findChildren(QLabel) if one.isVisible()]

    qtbot.waitUntil(lambda: "68 tasks" in figures())
    before = figures()
    window.resize(640, 600)

    window.status.refuse("'soon' is not a duration. Type a number and a unit, such as 3d.")
    assert figures() == []
    window.status.clearMessage()

    assert figures() == before


def test_indenting_below_a_begun_task_says_that_its_progress_went(window, qtbot):
    project = window.document.project
    begun = next(uid for uid, task in project.tasks.items() if task.percent_complete and not project.is_summary(uid))
    row, name, percent = window.rows.row_of[begun], project.tasks[begun].name, project.tasks[begun].percent_complete
    table = window.plan.table
    table.cells.go_and_select(row + 1, table.tasks.column_of("name"))

    qtbot.keyClick(table, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)

    assert window.document.project.is_summary(begun)
    assert f"{name} was {percent} % complete." in window.status.currentMessage()
    window.actions_made["undo"].trigger()
    assert window.document.project.tasks[begun].percent_complete == percent
