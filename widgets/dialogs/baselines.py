"""Set Baseline and Clear Baseline: which of the eleven, and for which tasks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import baselines
from ...app.i18n import _, ngettext
from ...app.project.project import Project
from ...app.project.records import TaskUid


def baseline_name(number: int) -> str:
    """What a baseline is called: the first has no number."""
    return _("Baseline {number}").format(number=number) if number else _("Baseline")


class BaselineDialog(QDialog):
    """Asks for a baseline and the tasks that are meant."""

    def __init__(
        self, project: Project, title: str, selected: Sequence[TaskUid], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._selected = list(selected)
        held = baselines.saved(project)
        self.choice = QComboBox(self)
        for number in baselines.NUMBERS:
            count = held[number]
            tasks = ngettext("{count} task", "{count} tasks", count).format(count=count)
            said = _("{baseline} ({tasks})").format(baseline=baseline_name(number), tasks=tasks)
            self.choice.addItem(said if count else baseline_name(number), number)
        self.all_tasks = QRadioButton(_("&Entire project"), self)
        self.selected_tasks = QRadioButton(
            ngettext("&Selected task ({count})", "&Selected tasks ({count})", len(self._selected)).format(
                count=len(self._selected)
            ),
            self,
        )
        self.all_tasks.setChecked(True)
        self.selected_tasks.setEnabled(bool(self._selected))
        group = QButtonGroup(self)
        group.addButton(self.all_tasks)
        group.addButton(self.selected_tasks)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow(_("&Baseline:"), self.choice)
        form.addRow(_("For:"), self.all_tasks)
        form.addRow("", self.selected_tasks)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch()
        column.addWidget(buttons)
        self.setMinimumWidth(360)

    @property
    def number(self) -> int:
        """The chosen baseline."""
        return int(self.choice.currentData())

    @property
    def uids(self) -> list[TaskUid] | None:
        """The tasks meant; None for all."""
        return None if self.all_tasks.isChecked() else self._selected
