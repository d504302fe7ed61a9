"""The window that says why a task starts when it does."""

import pytest
from PySide6.QtCore import Qt

from gantline.app.chart.theme import DARK
from gantline.app.project.records import TaskUid
from gantline.app.schedule.engine import Engine
from gantline.app.workspace import slices
from gantline.widgets.dialogs.why import WhyDialog
from tests.plan_maker import plan


@pytest.fixture
def why(window, qtbot):
    """Opens the dialog on a small plan by its key."""
    project = plan("""
        Order | 3d
        Phase | after Order
          Install | 2d
          Test    | 1d | after Install FS+1d
        Wait | 1d | SNET 20 08:00
    """)
    window.document.replace(Engine(project))
    window.selection.set([TaskUid(4)])
    qtbot.waitUntil(window.isActiveWindow)  # else no shortcut is heard
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.plan.table, Qt.Key.Key_W, keys)
    dialog = window.findChild(WhyDialog)
    assert dialog is not None
    qtbot.waitExposed(dialog)
    found_all(qtbot, dialog)
    yield dialog
    for one in window.findChildren(WhyDialog):
        one.close()


def cells(tree):
    return [
        [tree.topLevelItem(row).text(column) for column in range(tree.columnCount())]
        for row in range(tree.topLevelItemCount())
    ]


def found_all(qtbot, dialog):
    qtbot.waitUntil(lambda: "Looking" not in dialog.hint.text())


def test_the_chain_is_listed_with_dates_and_reasons(why):
    assert why.title.text() == "Test"
    assert [(task, because) for task, _when, because in cells(why.chain)] == [
        ("Test", "1d after 'Install' finishes"),
        ("Install", "as soon as 'Order' finishes, like all of 'Phase'"),
        ("Order", "nothing holds it, so it starts with the plan"),
    ]


def test_it_is_shown_bit_by_bit(why, window, qtbot, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 0.0)
    monkeypatch.setattr(slices, "SLICE", 0.0)
    whole = cells(why.chain)

    why.refresh()

    assert cells(why.chain) == whole[:1]
    found_all(qtbot, why)
    assert cells(why.chain) == whole


def test_the_icons_of_all_rows_come_at_once(why):
    told = []
    why.chain.model().dataChanged.connect(lambda *_place: told.append(1))

    why.chain.draw_icons(DARK)

    assert not told
    assert not why.chain.topLevelItem(0).icon(0).isNull()


def test_it_follows_the_selection(why, window, qtbot):
    window.selection.set([TaskUid(5)])
    qtbot.waitUntil(lambda: why.title.text() == "Wait")
    found_all(qtbot, why)
    assert [row[:2] for row in cells(why.alternatives)] == [["Remove the constraint of 'Wait'", "11d"]]


def test_a_double_click_goes_to_the_cause(why, window, qtbot):
    item = why.chain.topLevelItem(2)
    at = why.chain.visualItemRect(item).center()
    qtbot.mouseClick(why.chain.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(why.chain.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert window.selection.uids == (TaskUid(1),)
    qtbot.waitUntil(lambda: why.title.text() == "Order")


def test_a_change_that_is_made_keeps_its_promise_and_can_be_undone(why, window, qtbot):
    found_all(qtbot, why)
    before = window.document.schedule.start_of(TaskUid(4))
    why.alternatives.setCurrentItem(why.alternatives.topLevelItem(0))
    promised = why.alternatives.topLevelItem(0).data(1, Qt.ItemDataRole.UserRole).date
    qtbot.mouseClick(why.apply_button, Qt.MouseButton.LeftButton)
    schedule = window.document.schedule
    assert schedule.value("start", TaskUid(4)) == promised
    assert schedule.start_of(TaskUid(4)) < before
    qtbot.waitUntil(lambda: why.chain.topLevelItem(0).text(2) == "as soon as 'Install' finishes")
    window.document.undo_stack.undo()
    assert window.document.schedule.start_of(TaskUid(4)) == before


def test_a_summary_is_asked_what_would_let_it_finish_earlier(why, window, qtbot):
    window.selection.set([TaskUid(2)])
    qtbot.waitUntil(lambda: why.title.text() == "Phase")
    found_all(qtbot, why)
    assert [row[0] for row in cells(why.chain)] == ["Phase", "Test", "Install", "Order"]
    assert why.hint.text().startswith("What would let it finish earlier")
    changes = [row[0] for row in cells(why.alternatives)]
    assert changes[:2] == ["Shorten 'Test' by 7h", "Reduce the lag after 'Install' by 1d"]


def test_a_link_that_is_not_kept_is_said(why, window, qtbot):
    assert not why.unkept.isVisible()
    window.document.replace(Engine(plan("Order | 3d\nRack | 1d | after Order | manual 6 08:00 - 6 17:00")))
    window.selection.set([TaskUid(2)])
    qtbot.waitUntil(why.unkept.isVisible)
    assert "as soon as 'Order' finishes" in why.unkept.text()


def test_nothing_selected_is_said(why, window, qtbot):
    window.selection.set([])
    qtbot.waitUntil(lambda: why.title.text() == "No task selected")
    assert not why.apply_button.isEnabled()
    assert why.alternatives.isHidden()


def test_the_list_of_changes_is_there_only_when_something_stands_in_it(why, window, qtbot):
    qtbot.waitUntil(lambda: why.alternatives.topLevelItemCount() > 0)
    assert why.alternatives.isVisible()
    assert why.apply_button.isVisible()


def test_closed_it_can_be_opened_again(why, window, qtbot):
    why.close()
    qtbot.waitUntil(lambda: window.findChild(WhyDialog) is None)
    window.actions_made["why"].trigger()
    assert window.findChild(WhyDialog).title.text() == "Test"
