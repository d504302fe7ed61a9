"""Filtering, grouping and sorting in the window, by keys and by mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from gantline.app.chart.print_setup import PrintSetup
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from gantline.app.views.spec import AllOf, AnyOf, Condition, GroupBy, Operator, SortBy
from gantline.app.workspace import slices
from gantline.app.workspace.settings import FILTERS
from gantline.widgets.views.column_popup import ColumnPopup
from gantline.widgets.views.filter_dialog import FilterDialog, blocks
from gantline.widgets.views.order_dialog import OrderDialog
from gantline.widgets.views.prompt import Prompt
from tests.benchmarks.generated import plan

Key, Button, Modifier = Qt.Key, Qt.MouseButton, Qt.KeyboardModifier
CTRL, SHIFT, ALT = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.AltModifier


def names(window):
    """The tasks shown, and headings in brackets."""
    tasks, rows = window.document.project.tasks, window.rows
    return [tasks[uid].name if uid > 0 else f"[{rows.band_title(uid)}]" for uid in rows.uids]


def uid_of(window, name):
    return next(uid for uid, task in window.document.project.tasks.items() if task.name == name)


def chips(window):
    return [f"{chip.kind}: {chip.text}" for chip in window.arranging.strip.chips]


def trigger(window, key):
    window.actions_made[key].trigger()


def titles(window):
    return window.plan.table.horizontalHeader()


@pytest.fixture
def popup_of(qtbot, window):
    """Opens the list below a column's title with the mouse."""

    def opened(key):
        header, section = titles(window), window.plan.table.tasks.column_of(key)
        window.plan.table.scrollTo(window.plan.table.tasks.index(0, section))
        qtbot.mouseClick(header.viewport(), Button.LeftButton, pos=header.button_rect(section).center())
        found = QApplication.activePopupWidget()
        assert isinstance(found, ColumnPopup)
        return found

    return opened


@pytest.fixture
def answer(monkeypatch):
    """Answers a dialog instead of the user: what is given gets the dialog and does what the user would."""

    def answered(kind, act):
        def run(dialog):
            act(dialog)
            return dialog.result()

        monkeypatch.setattr(kind, "exec", run)

    return answered


def check(popup, text):
    """Click the line of a value."""
    lines = [popup.values.index(row).data() for row in range(popup.values.rowCount())]
    popup.values.toggle(lines.index(text))


# -- typed text


def test_rows_narrow_while_one_types_and_esc_brings_them_back(qtbot, window):
    search, total = window.arranging.search, len(window.rows)
    qtbot.keyClick(window.plan.table, Key.Key_F, CTRL | SHIFT)
    assert search.hasFocus()
    seen = []
    for letter in "pilot":
        qtbot.keyClick(search, letter)
        qtbot.waitUntil(lambda: window.rows.arrangement.text == search.text())
        seen.append(len(window.rows))
    assert total > seen[0] >= seen[-1] > 0
    assert seen == sorted(seen, reverse=True)
    assert chips(window) == ["Text: pilot"]
    assert window.arranging.strip.count.text() == f"{window.rows.passing} of {window.rows.total} tasks shown"
    qtbot.keyClick(search, Key.Key_Escape)
    assert len(window.rows) == total
    assert not window.arranging.strip.isVisible()


def test_enter_goes_from_the_typed_text_to_the_first_task(qtbot, window):
    search = window.arranging.search
    search.setFocus()
    qtbot.keyClicks(search, "pilot")
    qtbot.keyClick(search, Key.Key_Return)
    assert window.plan.table.hasFocus()
    assert window.selection.uids == (window.rows.uids[0],)


def test_enter_leaves_selected_what_is_selected(qtbot, window):
    search = window.arranging.search
    search.setFocus()
    window.rows.change(text="pilot")
    last = window.rows.uids[-1]
    window.selection.set((last,))
    qtbot.keyClick(search, Key.Key_Return)
    assert last != window.rows.uids[0]
    assert window.selection.uids == (last,)


def test_where_nothing_matches_a_button_shows_all(qtbot, window):
    nothing = window.arranging.nothing
    assert not nothing.isVisible()
    window.rows.change(text="quantum")
    assert nothing.isVisible()
    qtbot.mouseClick(nothing.button, Button.LeftButton)
    assert not nothing.isVisible()
    assert window.rows.natural


def test_where_the_selected_tasks_go_out_of_sight_the_nearest_that_is_seen_is_selected(qtbot, window):
    count = len(window.document.project.tasks)
    window.selection.set([uid_of(window, "Go-live"), uid_of(window, "Pilot")])
    window.rows.change(text="pilot")
    assert window.selection.uids == (uid_of(window, "Pilot"),)
    window.rows.change(text="hypercare")
    assert window.selection.uids == (window.rows.uids[0],)  # the summary task of what matches comes after it
    assert window.plan.table.currentIndex().row() == 0
    window.rows.change(text="approved")
    assert window.selection.uids == (window.rows.uids[-1],)  # nothing comes after it any more
    assert window.plan.table.currentIndex().row() == len(window.rows) - 1
    window.rows.change(text="quantum")
    assert window.selection.uids == ()
    trigger(window, "delete_tasks")
    assert len(window.document.project.tasks) == count


# -- the strip


def test_chips_say_what_is_in_force_and_their_crosses_take_it_back(qtbot, window):
    window.rows.change(sorts=(SortBy(field="finish", descending=True),), groups=(GroupBy(field="critical"),), text="a")
    assert chips(window) == ["Text: a", "Group: Critical", "Sort: Finish ↓"]
    for left in (["Text: a", "Group: Critical"], ["Text: a"], []):
        chip = window.arranging.strip.chips[-1]
        qtbot.mouseClick(chip.cross, Button.LeftButton)
        qtbot.waitUntil(lambda left=left: chips(window) == left)
    assert not window.arranging.strip.isVisible()


def test_f3_shows_all_and_ctrl_f3_applies_again(qtbot, window):
    qtbot.keyClick(window.plan.table, Key.Key_F3)
    window.rows.change(text="pilot")
    table, uid = window.plan.table, window.rows.uids[-1]
    column = table.tasks.column_of("name")
    table.tasks.enter(window.rows.row_of[uid], column, "Something else")
    qtbot.waitUntil(lambda: window.rows.stale)
    assert window.arranging.strip.again.isVisible()
    assert uid in window.rows.row_of
    qtbot.keyClick(table, Key.Key_F3, CTRL)
    assert uid not in window.rows.row_of
    assert not window.arranging.strip.again.isVisible()
    qtbot.keyClick(table, Key.Key_F3)
    assert window.rows.natural


# -- columns


def test_values_of_a_column_are_listed_with_counts_and_can_be_left_out(qtbot, window, popup_of):
    popup = popup_of("resources")
    listed = {
        popup.values.index(row).data(): popup.values.index(row).data(256) for row in range(popup.values.rowCount())
    }
    assert listed["Sofia Lind"] > 0
    check(popup, "(All)")
    assert not popup.ok.isEnabled()
    check(popup, "Sofia Lind")
    qtbot.mouseClick(popup.ok, Button.LeftButton)
    assert window.rows.passing == listed["Sofia Lind"]
    assert chips(window) == ["Filter: Resource names: Sofia Lind"]
    assert titles(window).filtered == {"resources"}
    popup = popup_of("resources")
    assert popup.values.codes() == ("Sofia Lind",)
    qtbot.mouseClick(popup.clear, Button.LeftButton)
    assert window.rows.natural


def test_a_value_is_found_by_typing_and_enter_shows_what_was_found(qtbot, window, popup_of):
    popup = popup_of("name")
    qtbot.keyClicks(popup.search, "wave 2")
    qtbot.keyClick(popup.search, Key.Key_Return)
    assert all("wave 2" in window.document.project.tasks[uid].name.lower() for uid in window.rows.uids[-2:])
    assert window.rows.passing == 2


def test_a_column_is_filtered_by_a_condition(qtbot, window, popup_of):
    popup = popup_of("duration")
    operator = popup.condition.operator
    operator.setCurrentIndex(operator.findData(Operator.AT_LEAST))
    operator.activated.emit(operator.currentIndex())
    line = popup.condition.values[0].lineEdit()
    qtbot.keyClicks(line, "15d")
    qtbot.keyClick(line, Key.Key_Return)
    assert chips(window) == ["Filter: Duration is at least 15d"]
    assert 0 < window.rows.passing < window.rows.total
    popup = popup_of("duration")
    line = popup.condition.values[0].lineEdit()
    line.selectAll()
    qtbot.keyClicks(line, "very long")
    popup.apply()
    assert popup.message.isVisible()
    assert chips(window) == ["Filter: Duration is at least 15d"]


def test_alt_down_opens_the_list_of_the_current_column(qtbot, window):
    table = window.plan.table
    table.setFocus()
    table.setCurrentIndex(table.tasks.index(2, table.tasks.column_of("start")))
    qtbot.keyClick(table, Key.Key_Down, ALT)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ColumnPopup)
    qtbot.keyClick(popup, Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_a_title_sorts_and_says_so(qtbot, window, popup_of):
    popup = popup_of("duration")
    qtbot.mouseClick(popup.descending, Button.LeftButton)
    assert window.rows.arrangement.sorts == (SortBy(field="duration", descending=True),)
    assert titles(window).sorts == {"duration": True}
    assert [uid for uid, _level in window.document.project.outline()] != window.rows.uids
    numbers = [window.plan.table.tasks.headerData(row, Qt.Orientation.Vertical) for row in range(4)]
    assert numbers == [str(window.plan.table.tasks.figures.row_number(uid)) for uid in window.rows.uids[:4]]
    qtbot.keyClick(window.plan.table, Key.Key_F3, SHIFT)
    assert window.rows.natural


# -- groups


def test_a_group_is_a_row_that_folds_and_cannot_be_typed_into(qtbot, window, popup_of):
    popup = popup_of("resources")
    qtbot.mouseClick(popup.group, Button.LeftButton)
    table, count = window.plan.table, len(window.rows)
    assert names(window)[0].startswith("[")
    name = table.tasks.column_of("name")
    assert not table.tasks.index(0, name).flags() & Qt.ItemFlag.ItemIsEditable
    table.setFocus()
    table.setCurrentIndex(table.tasks.index(0, name))
    with qtbot.waitSignal(table.refused):
        qtbot.keyClick(table, "x")
    assert len(window.document.project.tasks) == 68
    rect = table.visualRect(table.tasks.index(0, name))
    qtbot.mouseClick(table.viewport(), Button.LeftButton, pos=QPoint(rect.left() + 10, rect.center().y()))
    assert len(window.rows) < count
    assert names(window)[1].startswith("[")


def test_groups_fold_by_keys(qtbot, window):
    window.rows.change(groups=(GroupBy(field="status"),))
    table, count = window.plan.table, len(window.rows)
    table.setFocus()
    table.setCurrentIndex(table.tasks.index(0, table.tasks.column_of("name")))
    table.selectRow(0)
    qtbot.keyClick(table, Key.Key_Minus, ALT | SHIFT)
    assert len(window.rows) < count
    assert window.rows.uids[1] < 0
    qtbot.keyClick(table, Key.Key_Plus, ALT | SHIFT)
    assert len(window.rows) == count


def test_headings_are_not_selected_and_arrows_step_over_them_in_the_chart(qtbot, window):
    window.rows.change(groups=(GroupBy(field="status"),))
    table, gantt = window.plan.table, window.plan.gantt
    table.selectAll()
    assert all(uid > 0 for uid in window.selection.uids)
    window.selection.set([window.rows.uids[1]])
    gantt.setFocus()
    qtbot.keyClick(gantt, Key.Key_Up)
    assert window.selection.uids == (window.rows.uids[1],)
    qtbot.mouseClick(gantt.viewport(), Button.LeftButton, pos=QPoint(5, 5))
    assert window.selection.uids == ()


def test_headings_show_sums_and_say_of_what(window):
    window.plan.table.show_columns(["name", "work", "start"])
    window.rows.change(groups=(GroupBy(field="critical"),))
    table = window.plan.table
    work = table.tasks.index(0, 1).data()
    assert work.endswith("h")
    assert table.hint_at(table.visualRect(table.tasks.index(0, 1)).center()).startswith("Sum of")
    assert table.tasks.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Critical: Yes"


# -- dialogs and menus


def test_the_menu_applies_filters_and_ticks_the_one_in_force(window):
    menu = window.actions_made.menus["&View/Filter"]
    menu.aboutToShow.emit()
    entries = {action.text(): action for action in menu.actions()}
    assert entries["All tasks"].isChecked()
    entries["Milestones"].trigger()
    assert chips(window) == ["Filter: Milestones"]
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Milestones", "Show &Summary Tasks"]


def test_a_filter_that_asks_is_answered_before_it_is_applied(window, answer):
    def type_it(dialog):
        (edit,) = dialog.edits.values()
        edit.setEditText("Sofia Lind")
        dialog.accept()

    answer(Prompt, type_it)
    menu = window.actions_made.menus["&View/Filter"]
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == "Using resource…").trigger()
    assert chips(window) == ["Filter: Resource names is Sofia Lind"]
    answer(Prompt, QDialog.reject)
    next(action for action in menu.actions() if action.text() == "Date range…").trigger()
    assert chips(window) == ["Filter: Resource names is Sofia Lind"]


def test_a_filter_of_one_s_own_is_made_saved_and_offered(window, answer):
    def make(dialog):
        first = dialog.rows[0].edit
        first.show_condition(Condition(field="critical", operator=Operator.IS, values=("yes",)))
        dialog.add.click()
        second = dialog.rows[1]
        second.join.setCurrentIndex(1)
        second.edit.show_condition(Condition(field="milestone", operator=Operator.IS, values=("yes",)))
        dialog.name.setText("Watch these")
        assert dialog.message.text().endswith("tasks pass.")
        dialog.save.click()

    answer(FilterDialog, make)
    trigger(window, "more_filters")
    assert chips(window) == ["Filter: Watch these"]
    assert isinstance(window.rows.arrangement.filter.test, AnyOf)
    assert len(window.settings.get(FILTERS)) == 1
    menu = window.actions_made.menus["&View/Filter"]
    menu.aboutToShow.emit()
    assert "Watch these" in [action.text() for action in menu.actions()]

    def delete(dialog):
        dialog.list.setCurrentRow(0)
        assert len(dialog.rows) == 2
        dialog.remove.click()
        dialog.reject()

    answer(FilterDialog, delete)
    trigger(window, "more_filters")
    assert window.settings.get(FILTERS) == []


def test_a_condition_without_a_value_is_not_taken(window, answer):
    def leave_open(dialog):
        dialog.apply.click()
        assert dialog.chosen is None
        assert "missing" in dialog.message.text()
        dialog.reject()

    answer(FilterDialog, leave_open)
    trigger(window, "more_filters")
    assert window.rows.natural


def test_nested_conditions_are_shown_as_blocks():
    one, two, three = (Condition(field=key, operator=Operator.FILLED) for key in ("name", "notes", "deadline"))
    assert blocks(AllOf(parts=(one, AnyOf(parts=(two, three))))) == [[one, two], [one, three]]
    assert blocks(AnyOf(parts=(AllOf(parts=(one, two)), three))) == [[one, two], [three]]


def test_groups_and_sorting_are_asked_for_in_dialogs(window, answer):
    def group(dialog):
        dialog.fields[0].setCurrentIndex(dialog.fields[0].findData("finish"))
        assert dialog.intervals[0].currentData() == "month"
        dialog.intervals[0].setCurrentIndex(dialog.intervals[0].findData("quarter"))
        dialog.fields[1].setCurrentIndex(dialog.fields[1].findData("critical"))
        dialog.accept()

    answer(OrderDialog, group)
    trigger(window, "more_groups")
    assert names(window)[:2] == ["[Quarter 1, 2026]", "[Critical: No]"]

    def sort(dialog):
        dialog.fields[0].setCurrentIndex(dialog.fields[0].findData("name"))
        dialog.directions[0].setCurrentIndex(1)
        dialog.accept()

    answer(OrderDialog, sort)
    trigger(window, "more_sorts")
    assert chips(window) == ["Group: Finish, Critical", "Sort: Task name ↓"]
    trigger(window, "reset_sort")
    assert window.rows.natural


def test_sorting_for_good_is_an_edit(window, answer):
    def sort(dialog):
        dialog.fields[0].setCurrentIndex(dialog.fields[0].findData("finish"))
        dialog.directions[0].setCurrentIndex(1)
        dialog.for_good.click()

    before = [uid for uid, _level in window.document.project.outline()]
    answer(OrderDialog, sort)
    trigger(window, "more_sorts")
    after = [uid for uid, _level in window.document.project.outline()]
    assert after != before
    assert window.rows.natural
    assert window.document.undo_stack.undoText() == "Sort and renumber"
    trigger(window, "undo")
    assert [uid for uid, _level in window.document.project.outline()] == before


def test_highlighting_marks_the_hits_and_goes_to_the_first(window):
    trigger(window, "mark_only")
    window.rows.change(text="hypercare")
    assert len(window.rows) == window.rows.total
    assert window.arranging.strip.count.text() == "1 of 68 tasks marked"
    row = window.rows.row_of[uid_of(window, "Hypercare")]
    assert 0 <= window.plan.table.rowViewportPosition(row) < window.plan.table.viewport().height()


def test_highlighting_unfolds_the_first_hit(window):
    trigger(window, "collapse_all")
    trigger(window, "mark_only")
    window.rows.change(text="hypercare")
    assert uid_of(window, "Hypercare") in window.rows.row_of
    assert uid_of(window, "Kick-off") not in window.rows.row_of


def test_exports_ask_whether_as_shown_or_all(window, monkeypatch):
    asked = []

    def choose(box):
        asked.append(box.informativeText())
        next(button for button in box.buttons() if button.text() == "As &Shown").click()

    monkeypatch.setattr(QMessageBox, "exec", choose)
    assert window.printing._ask_rows(PrintSetup().columns) == (True, None)
    window.rows.change(groups=(GroupBy(field="critical"),))
    wanted, rows = window.printing._ask_rows(PrintSetup().columns)
    assert wanted
    assert asked == ["57 of 68 tasks are shown."]
    assert [heading.title for heading in rows.headings.values()] == ["Critical: Yes", "Critical: No"]
    assert rows.tasks == [uid for uid in window.rows.uids if uid > 0]
    assert TaskUid(1) not in rows.uids or not window.document.project.is_summary(TaskUid(1))


def test_groups_come_and_go_while_the_last_row_is_looked_at(qtbot, window):
    window.document.replace(Engine(plan(600, resources=20)))
    table, rows = window.plan.table, window.rows
    monthly, critical = GroupBy(field="finish", interval="month"), GroupBy(field="critical")
    for groups in ((monthly,), (critical,), (), (monthly,), (critical,)):
        rows.change(groups=groups)
        table.setCurrentIndex(table.tasks.index(len(rows) - 2, 2))
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
        qtbot.wait(1)  # both panes paint
    rows.change(groups=(), text="no such task")
    rows.change(groups=(monthly,), text="")
    assert len(rows.bands) > 1


def test_the_values_of_a_column_are_taken_in_slices_before_its_list_opens(qtbot, window, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 0.0)
    monkeypatch.setattr(slices, "SLICE", 0.0)
    window.document.replace(Engine(plan(2500)))
    table = window.plan.table
    table.show_columns(["name", "cost"])
    table.setCurrentIndex(table.tasks.index(1, table.tasks.column_of("cost")))
    trigger(window, "filter_column")
    assert QApplication.activePopupWidget() is None, "the values are still being taken"
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), ColumnPopup))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ColumnPopup)
    assert popup.values.rowCount() > 1
    popup.close()


def test_the_down_key_goes_from_the_text_to_find_a_value_by_to_the_values(qtbot, window, popup_of):
    popup = popup_of("resources")
    qtbot.keyClick(popup.search, Key.Key_Down)
    assert popup.list.hasFocus()
    assert popup.list.currentIndex().data() == "(All)"
    qtbot.keyClick(popup.list, Key.Key_Space)
    assert not popup.ok.isEnabled()
    qtbot.keyClick(popup.list, Key.Key_Down)
    qtbot.keyClick(popup.list, Key.Key_Space)
    chosen = popup.list.currentIndex()
    count = chosen.data(256)
    qtbot.keyClick(popup.list, Key.Key_Return)
    assert window.rows.passing == count


def test_a_list_that_an_edit_made_untrue_does_not_open(qtbot, window, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 0.0)
    monkeypatch.setattr(slices, "SLICE", 0.0)
    window.document.replace(Engine(plan(2500)))
    table = window.plan.table
    table.show_columns(["name", "cost"])
    table.setCurrentIndex(table.tasks.index(1, table.tasks.column_of("cost")))
    trigger(window, "filter_column")
    table.tasks.enter(2, 0, "Renamed")
    assert not window.arranging._values.busy


def test_a_wish_for_the_outline_in_groups_is_not_told_of_where_there_are_none(window):
    trigger(window, "keep_hierarchy")
    assert window.rows.arrangement.hierarchy
    assert window.arranging.strip.isHidden()
    assert not window.views.modified
    window.rows.change(groups=(GroupBy(field="status"),))
    assert window.rows.inner
    assert window.actions_made["keep_hierarchy"].isChecked()
