"""Viewports made here are as those that Qt makes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QTableView

from gantline.widgets.viewports import make_viewport


def told(area: QAbstractScrollArea) -> list[object]:
    """What a viewport is like, and what it answers to."""
    one = area.viewport()
    attributes = {each for each in Qt.WidgetAttribute if each != Qt.WidgetAttribute.WA_AttributeCount}
    return [
        one.objectName(),
        one.backgroundRole(),
        one.autoFillBackground(),
        one.hasMouseTracking(),
        one.focusPolicy(),
        one.focusProxy() is area,
        one.parent() is area,
        one.acceptDrops(),
        one.contextMenuPolicy(),
        {each.name for each in attributes if one.testAttribute(each)},
    ]


@pytest.mark.parametrize(
    "make",
    [QTableView, QAbstractScrollArea, lambda: QHeaderView(Qt.Orientation.Horizontal)],
    ids=["table", "area", "header"],
)
def test_a_viewport_is_as_the_one_that_was_there(qtbot, make: Callable[[], QAbstractScrollArea]) -> None:
    area, usual = make(), make()
    for one in (area, usual):
        qtbot.addWidget(one)
    make_viewport(area)
    assert told(area) == told(usual)
