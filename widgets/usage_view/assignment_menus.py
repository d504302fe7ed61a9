"""The menus that give an assignment a work contour or a cost rate table."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from ...app.i18n import _
from ...app.project.kinds import WorkContour
from ...app.project.records import Assignment
from ..dialogs.assignment_information import CONTOURS, TABLES


def contour_menu(parent: QWidget, one: Assignment, give: Callable[[WorkContour], None]) -> QMenu:
    """The predefined contours, the present one ticked."""
    menu = QMenu(_("Work contour"), parent)
    for contour, title in CONTOURS.items():
        if contour is not WorkContour.CONTOURED:
            action = menu.addAction(_(title))
            action.setCheckable(True)
            action.setChecked(contour is one.contour)
            action.triggered.connect(lambda _on=False, contour=contour: give(contour))
    return menu


def rate_menu(parent: QWidget, one: Assignment, give: Callable[[int], None]) -> QMenu:
    """The cost rate tables, the present one ticked."""
    menu = QMenu(_("Cost rate table"), parent)
    for table, letter in enumerate(TABLES):
        action = menu.addAction(letter)
        action.setCheckable(True)
        action.setChecked(table == one.cost_rate_table)
        action.triggered.connect(lambda _on=False, table=table: give(table))
    return menu
