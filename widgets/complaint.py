"""Telling what could not be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ..app.i18n import _


def complain(title: str, sentence: str, window: QWidget) -> None:
    """Say in a message box what could not be done, and in one sentence why."""
    box = QMessageBox(QMessageBox.Icon.Warning, _("Gantline"), title, QMessageBox.StandardButton.Ok, window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(sentence)
    box.exec()
