"""How table and chart share the width: the table gives way for the chart, and comes back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSplitter

Button = Qt.MouseButton


def divider(window):
    return next(one for one in window.plan.findChildren(QSplitter) if one.indexOf(window.plan.table) >= 0)


@pytest.fixture
def small(window, qtbot):
    """A window as wide as a screen of 1910 pixels is at 200 %."""
    window.resize(955, 525)
    qtbot.waitUntil(lambda: window.width() == 955)
    return window


def test_the_table_gives_way_for_the_chart_beside_the_inspector_and_comes_back(small, qtbot):
    before = divider(small).sizes()
    small.docks.task_information()
    qtbot.waitUntil(lambda: sum(divider(small).sizes()) < sum(before) - 100)
    table, chart = divider(small).sizes()
    assert chart >= 0.38 * (table + chart) - 1
    assert table in [small.plan.table.verticalHeader().width() + end for end in small.plan.table.edges()]
    small.docks.show_inspector(False)
    qtbot.waitUntil(lambda: sum(divider(small).sizes()) == sum(before))
    assert divider(small).sizes() == before


def test_a_chart_that_the_user_made_narrow_stays_so(small, qtbot):
    split = divider(small)
    handle = split.handle(1)
    at = handle.rect().center()
    QTest.mousePress(handle, Button.LeftButton, pos=at)
    QTest.mouseMove(handle, at + QPoint(250, 0))
    QTest.mouseRelease(handle, Button.LeftButton, pos=handle.mapFromGlobal(handle.mapToGlobal(at)))
    table, chart = split.sizes()
    assert chart < 0.35 * (table + chart)
    small.resize(1055, 525)
    qtbot.waitUntil(lambda: sum(split.sizes()) > table + chart)
    assert split.sizes()[0] == table


@pytest.mark.parametrize("frozen", [0, 4])
def test_the_table_begins_with_its_first_column_when_the_program_is_started_again(small, open_window, qtbot, frozen):
    small.plan.table.horizontalHeader().freeze(frozen)
    small._save_settings()
    again = open_window()
    again.files.load_sample()
    assert again.plan.table.horizontalScrollBar().value() == 0
