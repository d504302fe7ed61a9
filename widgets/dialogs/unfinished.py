"""Asks what becomes of a text that cannot be taken over when its plan is about to go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ...app.i18n import _


def lets_go(parent: QWidget, why: str) -> bool:
    """Whether the user lets go of what was typed, or goes back to correct it.

    Args:
        why: Why it was refused.
    """
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Unfinished Entry"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("What you typed last is not in the plan."))
    box.setInformativeText(why)
    correct = box.addButton(_("&Correct It"), QMessageBox.ButtonRole.RejectRole)
    drop = box.addButton(_("&Leave It Out"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(correct)
    box.setEscapeButton(correct)
    box.exec()
    return box.clickedButton() is drop
