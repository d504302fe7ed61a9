"""All about one link: what it ties, its type and lag; it can be changed or removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import links
from ...app.edits.tree import titled
from ...app.i18n import _
from ...app.project.durations import format_duration, parse_duration
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.records import DependencyKey
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..inspector.link_section import KINDS


class LinkInformation(QDialog):
    """Shows a link and carries out what was changed, as one step.

    Attributes:
        kind: Its type.
        lag: Its lag as typed; negative is a lead.
        message: Says why something was refused.
    """

    def __init__(
        self, document: Document, key: DependencyKey, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Link"))
        self._document = document
        self._key = key
        project = document.project
        link = project.dependencies[key]
        self.kind = QComboBox(self)
        self.kind.addItems([_(title) for title in KINDS.values()])
        self.kind.setCurrentIndex(list(KINDS).index(link.kind))
        self.lag = QLineEdit(format_duration(link.lag, link.lag_unit, project.info) if link.lag else "", self)
        self.lag.setPlaceholderText(_("none; 2d waits, -2d overlaps"))
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet(f"color: {appearance.theme.error};")
        self.message.hide()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for title, uid in ((_("From:"), key[0]), (_("To:"), key[1])):
            name = QLabel(titled(project.tasks[uid]), self)
            name.setTextFormat(Qt.TextFormat.PlainText)
            form.addRow(title, name)
        form.addRow(_("&Type:"), self.kind)
        form.addRow(_("&Lag:"), self.lag)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self.remove = buttons.addButton(_("&Remove Link"), QDialogButtonBox.ButtonRole.ResetRole)
        self.remove.setAutoDefault(False)
        self.remove.clicked.connect(self._on_remove)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(buttons)
        self.setMinimumWidth(380)
        self._shown = self._told()

    def _told(self) -> tuple[int, str]:
        return self.kind.currentIndex(), self.lag.text().strip()

    def accept(self) -> None:
        """Carry out what was changed; a refusal is told."""
        if self._told() == self._shown:
            super().accept()
            return
        self._carry_out(self._changed, _("Change link {link}"))

    def _on_remove(self) -> None:
        remove_link(self._document, self._key)
        super().accept()

    def _changed(self) -> Patch:
        project = self._document.project
        known, text = project.dependencies[self._key], self.lag.text().strip()
        minutes, unit = 0, known.lag_unit
        if text:
            lag = parse_duration(text, project.info)
            minutes, unit = lag.minutes, lag.unit
        return links.set_link(project, *self._key, list(KINDS)[self.kind.currentIndex()], minutes, unit)

    def _carry_out(self, edit: Callable[[], Patch], step: str) -> None:
        document = self._document
        try:
            patch = edit()
        except EditError as refusal:
            self.message.setText(str(refusal))
            self.message.show()
            return
        if patch:
            document.push(patch, step.format(link=links.describe(document.project, self._key)))
        super().accept()


def remove_link(document: Document, key: DependencyKey) -> None:
    """Remove a link, as a step that names it."""
    step = _("Remove link {link}").format(link=links.describe(document.project, key))
    document.push(links.remove_link(document.project, key), step)
