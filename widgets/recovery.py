"""What is asked at the start about plans that a crash left unsaved."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QFileInfo, QLocale, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from ..app.i18n import _
from ..app.workspace.journaling import left_behind
from ..io.journal import Head
from .table.locale_style import date_format, style_of

__all__ = ["Answer", "ask", "left_behind"]


class Answer(Enum):
    """What becomes of a plan that was not saved."""

    RESTORE = auto()
    DISCARD = auto()
    LATER = auto()


def ask(journal: Path, head: Head, parent: QWidget | None) -> Answer:
    """Ask what becomes of a plan that a journal has kept; until that is decided it is asked at every start."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Unsaved Plan"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    name = head.title or _("A new plan")
    box.setText(_("Gantline ended unexpectedly. Restore the changes to {name}?").format(name=name))
    locale = QLocale()
    when = QFileInfo(str(journal)).lastModified()
    told = _("They were made up to {moment}.")
    if head.path:
        told = _("They were made up to {moment}. The file itself stays as it is until you save.")
    box.setInformativeText(told.format(moment=locale.toString(when, f"{date_format(style_of(locale))} HH:mm")))
    restore = box.addButton(_("&Restore"), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(_("&Discard"), QMessageBox.ButtonRole.DestructiveRole)
    later = box.addButton(_("Ask &Later"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(restore)
    box.setEscapeButton(later)
    box.exec()
    answers: dict[object, Answer] = {restore: Answer.RESTORE, discard: Answer.DISCARD}
    return answers.get(box.clickedButton(), Answer.LATER)
