"""Tells of a fault in the program: calmly, once each, with details that can be copied. Nothing is sent anywhere."""

from __future__ import annotations

import sys
from traceback import format_exception
from types import TracebackType

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from ...app.i18n import _


class BugReport(QObject):
    """An exception hook that shows what nobody expected; the plan stays open.

    Told a moment later and without waiting for an answer: the fault may come from within a paint event, again with
    every frame, where a dialog would call the fault up again.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen: list[str] = []
        self._told = 0
        self._box: QMessageBox | None = None

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        text = "".join(format_exception(kind, error, trace))
        if text not in self._seen:
            self._seen.append(text)
            QTimer.singleShot(0, self._tell)

    def _tell(self) -> None:
        if self._box is not None or self._told == len(self._seen):
            return
        box = self._box = QMessageBox(QApplication.activeWindow())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Gantline"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Something went wrong that should not have."))
        box.setInformativeText(
            _("The plan is still open; save it under another name to be safe. The details help whoever mends this.")
        )
        box.setDetailedText("\n".join(self._seen[self._told :]))
        self._told = len(self._seen)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.finished.connect(self._on_closed)
        box.open()

    def _on_closed(self) -> None:
        self._box = None
        self._tell()
