"""A link is looked at, changed and removed in a dialog of its own, as a double click on it asks for."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from gantline.app.edits.split import split
from gantline.app.project.kinds import DependencyKind
from gantline.app.project.moments import to_minute
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.link_information import LinkInformation
from tests.plan_maker import plan

KEY = (1, 2)


@pytest.fixture
def document(qapp):
    return Document(plan("Dig | 3d\nLay | 2d | after Dig FS+1d"))


@pytest.fixture
def dialog(qtbot, document):
    dialog = LinkInformation(document, KEY, Appearance())
    qtbot.addWidget(dialog)
    return dialog


def test_type_and_lag_are_changed_in_one_step(document, dialog):
    assert (dialog.kind.currentText(), dialog.lag.text()) == ("Finish to start", "1d")
    dialog.kind.setCurrentText("Start to start")
    dialog.lag.setText("-4h")
    dialog.accept()

    link = document.project.dependencies[KEY]
    assert (link.kind, link.lag) == (DependencyKind.START_START, -240)
    assert document.undo_stack.count() == 1
    assert document.undo_stack.text(0).startswith("Change link ")


def test_an_emptied_lag_is_none_and_what_is_no_lag_is_told(document, dialog):
    dialog.lag.setText("soon")
    dialog.accept()
    assert not dialog.message.isHidden()
    assert document.undo_stack.count() == 0
    dialog.lag.clear()
    dialog.accept()
    assert document.project.dependencies[KEY].lag == 0


def test_nothing_is_done_where_nothing_was_changed(document, dialog):
    dialog.accept()
    assert document.undo_stack.count() == 0
    assert dialog.result() == dialog.DialogCode.Accepted


def test_a_link_is_removed(document, dialog):
    dialog.remove.click()
    assert not document.project.dependencies
    document.undo_stack.undo()
    assert KEY in document.project.dependencies


def test_a_double_click_on_a_link_asks_about_it(qtbot, window, monkeypatch):
    asked = []
    monkeypatch.setattr(LinkInformation, "exec", lambda dialog: asked.append(dialog._key))
    gantt = window.plan.gantt
    wires = gantt.marks().wires
    x1, y1, x2, y2 = next(
        ends
        for ends in wires.ends.tolist()
        if gantt.hit(QPoint((ends[0] + ends[2]) // 2, (ends[1] + ends[3]) // 2)).dependency is not None
    )
    at = QPoint((x1 + x2) // 2, (y1 + y2) // 2)
    qtbot.mouseDClick(gantt.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == [gantt.hit(at).dependency]


@pytest.mark.parametrize("title", ["&Remove Link", "&Link Information…"])
def test_a_right_click_on_a_link_offers_to_change_and_to_remove_it(window, qtbot, monkeypatch, title):
    document, gantt = window.document, window.plan.gantt
    window.selection.set(())
    places = (
        QPoint(x, y) for y in range(0, gantt.viewport().height(), 4) for x in range(0, gantt.viewport().width(), 4)
    )
    hits = ((place, gantt.hit(place)) for place in places)
    at, key = next((place, hit.dependency) for place, hit in hits if hit.dependency is not None and hit.zone is None)
    opened = []
    monkeypatch.setattr(LinkInformation, "exec", lambda dialog: opened.append(dialog))

    def choose():
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        action = next(one for one in menu.actions() if one.text() == title)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, choose)
    QTest.mouseClick(gantt.viewport(), Qt.MouseButton.RightButton, pos=at)
    gantt.customContextMenuRequested.emit(at)  # what the platform makes of the click

    assert not window.selection.uids
    assert len(opened) == (title == "&Link Information…")
    assert (key in document.project.dependencies) == bool(opened)


def test_the_menu_of_a_split_task_offers_to_join_its_parts(window):
    document = window.document
    assert "join_parts" not in [one.objectName() for one in window._menu_of_tasks().actions()]
    uid = next(uid for uid, task in document.project.tasks.items() if task.name == "Hypercare")
    start = document.schedule.start_of(uid)
    pause = to_minute(start + timedelta(days=5))
    document.push(split(document.engine, uid, pause, pause + 3 * 1440), "Split")
    window.selection.set((uid,), uid)

    assert "join_parts" in [one.objectName() for one in window._menu_of_tasks().actions()]
