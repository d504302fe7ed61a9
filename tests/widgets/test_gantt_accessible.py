"""Screen readers are told what the chart shows, row by row."""

import gc

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible

from gantline.app.chart.describe import why
from gantline.app.project.records import TaskUid


@pytest.fixture
def chart(window):
    found = QAccessible.queryAccessibleInterface(window.plan.gantt)
    assert found is not None
    return found


def test_the_chart_is_a_list_of_its_rows(window, chart):
    assert chart.role() == QAccessible.Role.List
    assert chart.text(QAccessible.Text.Name) == "Gantt chart"
    assert chart.childCount() == len(window.rows)
    assert chart.child(0).role() == QAccessible.Role.ListItem
    assert chart.child(len(window.rows)) is None
    assert chart.child(3).parent().object() is window.plan.gantt
    assert chart.indexOfChild(chart.child(3)) == 3


def test_a_row_says_what_its_bar_shows(window, chart):
    row = next(
        row for row, uid in enumerate(window.rows.uids) if window.document.project.tasks[uid].name == "Design sign-off"
    )
    words = chart.child(row).text(QAccessible.Text.Name)

    assert words.startswith(f"Row {row + 1}, Design sign-off, level 2, milestone, ")
    assert "2026-03-24" in words
    assert "(Security and compliance review, " in words
    assert "comes before " in words
    assert words.endswith(why(window.document.engine, window.rows.uids[row], window.plan.gantt.wording))


def test_rows_stay_alive_though_nobody_holds_them(window, chart):
    for row in range(len(window.rows)):
        chart.child(row)
    gc.collect()

    assert all(chart.child(row).text(QAccessible.Text.Name) for row in range(len(window.rows)))


def test_rows_know_their_place_and_whether_they_are_selected(window, chart):
    view = window.plan.gantt
    uid: TaskUid = window.rows.uids[2]
    window.selection.set((uid,), uid)

    assert chart.child(2).state().selected
    assert not chart.child(1).state().selected
    assert chart.child(60).state().offscreen
    rect = chart.child(2).rect()
    assert rect.topLeft() == view.viewport().mapToGlobal(QPoint(0, 48))
    assert chart.indexOfChild(chart.childAt(rect.center().x(), rect.center().y())) == 2
    assert chart.indexOfChild(chart.focusChild()) == 2


def test_what_rows_say_follows_the_plan(window, chart):
    before = chart.child(1).text(QAccessible.Text.Name)
    window.rows.fold([window.rows.uids[0]], True)

    assert chart.child(1).text(QAccessible.Text.Name) != before
    assert chart.childCount() == len(window.rows)
