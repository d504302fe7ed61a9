"""Hyperlink: an address, what it is called, and a button that opens it; and the row in which a form shows it."""

from __future__ import annotations

import html
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import Hyperlink
from ..hyperlinks import open_hyperlink

_LONGEST = 40
"""Characters of a link that a form shows."""


class HyperlinkDialog(QDialog):
    """Shows and edits a link; after it was accepted, ``link`` is what was entered, None for none."""

    def __init__(self, link: Hyperlink | None, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Hyperlink"))
        self._folder = folder
        present = link or Hyperlink()
        self.title = QLineEdit(present.title, self)
        self.address = QLineEdit(present.address, self)
        self.address.setPlaceholderText("https://…")
        self.sub_address = QLineEdit(present.sub_address, self)
        self.open_button = QPushButton(_("Open"), self)
        self.open_button.setAutoDefault(False)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_("&Text to display:"), self.title)
        form.addRow(_("&Address:"), self.address)
        form.addRow(_("&Place in it:"), self.sub_address)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.open_button.clicked.connect(self._on_open)
        self.address.textChanged.connect(self._on_address_changed)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addStretch()
        column.addWidget(buttons)
        self.setMinimumWidth(460)
        self._on_address_changed()
        self.address.setFocus()

    @property
    def link(self) -> Hyperlink | None:
        """The link as it is entered."""
        title, address, part = (line.text().strip() for line in (self.title, self.address, self.sub_address))
        return Hyperlink(title=title, address=address, sub_address=part) if title or address or part else None

    def _on_address_changed(self) -> None:
        self.open_button.setEnabled(bool(self.address.text().strip()))
        self.message.clear()

    def _on_open(self) -> None:
        link = self.link
        if link is not None:
            try:
                open_hyperlink(link, self._folder, self)
            except EditError as refusal:
                self.message.setText(str(refusal))


class HyperlinkRow(QWidget):
    """What a link says, and a button to change it; ``link`` is the one chosen, None for none."""

    def __init__(self, link: Hyperlink | None, folder: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.link = link
        self._folder = folder
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(_("Chan&ge…"), self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_edit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        self._show_link()

    def _show_link(self) -> None:
        link = self.link
        said = "" if link is None else link.title or link.address or link.sub_address
        self.label.setText(f"{said[:_LONGEST]}…" if len(said) > _LONGEST else said or _("none"))
        self.label.setToolTip("" if link is None else html.escape(link.address))

    def _on_edit(self) -> None:
        dialog = HyperlinkDialog(self.link, self._folder, self)
        if dialog.exec():
            self.link = dialog.link
            self._show_link()
        dialog.deleteLater()
