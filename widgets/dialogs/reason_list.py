"""A list of reasons, or of changes, each of a task and with an icon for its kind."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from ...app.analysis.causes import CauseKind
from ...app.chart.theme import Theme
from ...app.edits.sooner import Alternative, Remedy
from ...app.project.records import TaskUid
from ..icons import icon

_ICONS: Final = {
    CauseKind.LINK: "links",
    CauseKind.CONSTRAINT: "constraint",
    CauseKind.MANUAL: "manual",
    CauseKind.ACTUAL: "check",
    CauseKind.REMAINING: "check",
    CauseKind.SUMMARY: "manual",
    CauseKind.LEVELLING: "resources",
    CauseKind.EXTERNAL: "export",
    CauseKind.CHILD: "levels",
    CauseKind.SUCCESSOR: "links",
    CauseKind.DEADLINE: "today",
    CauseKind.PROJECT_FINISH: "today",
    CauseKind.LATE: "slack",
    CauseKind.PROJECT_START: "today",
    CauseKind.DURATION: "slack",
}
_REMEDY_ICONS: Final = {
    Remedy.SHORTEN: "zoom-out",
    Remedy.REDUCE_LAG: "links",
    Remedy.REMOVE_LINK: "unlink",
    Remedy.REMOVE_CONSTRAINT: "constraint",
    Remedy.REMOVE_DELAY: "resources",
    Remedy.AS_SOON: "slack",
    Remedy.SCHEDULE: "automatic",
    Remedy.WORK: "calendars",
    Remedy.JOIN: "split",
}


class ReasonList(QTreeWidget):
    """Rows of text; a row's first column knows the task, its second what it tells."""

    def __init__(self, titles: list[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderLabels(titles)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        header = self.header()
        header.setStretchLastSection(True)
        for column in range(len(titles) - 1):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

    def add(self, texts: list[str], uid: TaskUid, told: CauseKind | Alternative) -> None:
        """Append a row."""
        item = QTreeWidgetItem(self, texts)
        item.setData(0, Qt.ItemDataRole.UserRole, uid)
        item.setData(1, Qt.ItemDataRole.UserRole, told)
        for column, text in enumerate(texts):
            item.setToolTip(column, text)

    def draw_icons(self, theme: Theme) -> None:
        """Give every row its icon in the colours of a theme.

        The view lays everything out after that, once, and not after each row.
        """
        icons = dict[str, QIcon]()
        with QSignalBlocker(self.model()):
            for row in range(self.topLevelItemCount()):
                item = self.topLevelItem(row)
                assert item is not None
                told = item.data(1, Qt.ItemDataRole.UserRole)
                name = _REMEDY_ICONS[told.remedy] if isinstance(told, Alternative) else _ICONS[CauseKind(told)]
                if name not in icons:
                    icons[name] = icon(name, theme)
                item.setIcon(0, icons[name])
        self.scheduleDelayedItemsLayout()
