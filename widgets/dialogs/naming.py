"""Asks for the name under which a view or a table is kept."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ...app.i18n import _


class NameDialog(QDialog):
    """Says of a name that is taken what becomes of the other one, before it happens."""

    def __init__(
        self, title: str, name: str, taken: Collection[str], parent: QWidget, *, replaces: bool, with_plan: bool = False
    ) -> None:
        """Ask for a name.

        Args:
            title: Of the dialog.
            name: The present one.
            taken: The names that there are.
            replaces: A name that is taken can be had, in place of the other one.
            with_plan: Ask whether it goes with the plan.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self._taken, self._replaces = frozenset(taken), replaces
        self.line = QLineEdit(name, self)
        self.line.selectAll()
        label = QLabel(_("&Name:"), self)
        label.setBuddy(self.line)
        self.in_plan = QCheckBox(_("Keep it in the &plan, for whoever opens it"), self)
        self.in_plan.setVisible(with_plan)
        self.told = QLabel(" ", self)
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.line.textChanged.connect(self._judge)
        layout = QVBoxLayout(self)
        for widget in (label, self.line, self.told, self.in_plan, buttons):
            layout.addWidget(widget)
        self.setMinimumWidth(340)
        self._judge()

    @property
    def name(self) -> str:
        """What was typed."""
        return " ".join(self.line.text().split())

    def _judge(self) -> None:
        taken = self.name in self._taken
        text = _("Takes the place of the one that has this name now.") if self._replaces else _("This name is taken.")
        self.told.setText(text if taken else " ")
        self._ok.setEnabled(bool(self.name) and (self._replaces or not taken))
