"""Viewports of scroll areas that PySide6 knows from the beginning."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QHeaderView, QWidget


def make_viewport(area: QAbstractScrollArea) -> None:
    """Give a scroll area a viewport just like the one it comes with.

    Of a widget that Qt made, PySide6 finds out the class by trying all there are, each of which it has to make for that
    at first: 10 ms at every start.
    """
    viewport, header = QWidget(), isinstance(area, QHeaderView)
    viewport.setObjectName("qt_scrollarea_viewport")
    viewport.setBackgroundRole(QPalette.ColorRole.Button if header else QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setMouseTracking(header)
    viewport.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, isinstance(area, QAbstractItemView))
    area.setViewport(viewport)
