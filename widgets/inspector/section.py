"""A part of the inspector: a heading that folds what is below it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ...app.analysis.figures import Figures
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.project import Project
from ...app.project.records import TaskUid
from ..appearance import Appearance

MOST_COMPARED = 500
"""Of more selected tasks than these no values are compared: they count as various."""


@dataclass(frozen=True)
class Subject:
    """What is inspected.

    Attributes:
        uids: The selected tasks, none of them a blank row; at least one.
        figures: Their plan, dates and figures.
        wording: How values are written and read.
    """

    uids: tuple[TaskUid, ...]
    figures: Figures
    wording: Wording

    @property
    def project(self) -> Project:
        """The plan's records."""
        return self.figures.project

    @property
    def only(self) -> TaskUid | None:
        """The task, if it is a single one."""
        return self.uids[0] if len(self.uids) == 1 else None


class Section(QWidget):
    """Shows one side of the subject. It is filled only while it is unfolded.

    Attributes:
        key: Its stable name, as settings keep it.

    Signals:
        refused: An edit was refused; carries the sentence.
        told: An edit became otherwise than typed; carries the sentence that says how.
        task_chosen: The user wants to see a task.
        toggled: It was folded or unfolded.
    """

    refused = Signal(str)
    told = Signal(str)
    task_chosen = Signal(int)
    toggled = Signal()

    def __init__(self, key: str, title: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.appearance = appearance
        self._subject: Subject | None = None
        self._stale = True
        self.heading = QToolButton(self)
        self.heading.setText(_(title))
        self.heading.setCheckable(True)
        self.heading.setAutoRaise(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.heading.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.heading.toggled.connect(self._on_toggled)
        self.body = QWidget(self)
        self.body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.heading)
        layout.addWidget(self.body)
        self._on_toggled(False)
        appearance.changed.connect(self.wear_theme)
        self.wear_theme()

    @property
    def unfolded(self) -> bool:
        """Whether its contents are shown."""
        return self.heading.isChecked()

    def unfold(self, unfolded: bool = True) -> None:
        """Show its contents, or hide them."""
        self.heading.setChecked(unfolded)

    def take(self, subject: Subject | None) -> None:
        """Show this subject, now or once it is unfolded."""
        self._subject, self._stale = subject, True
        self._refill()

    def fill(self, subject: Subject) -> None:
        """Show the subject's values; each kind of section says how."""

    @property
    def unfinished(self) -> QWidget | None:
        """The field in which something stands that cannot be."""
        return None

    def finish_editing(self) -> None:
        """Take over what is being typed, as leaving the field would; refusals are told, even where they were before."""

    def drop_editing(self) -> None:
        """Leave out what is being typed."""

    def wear_theme(self) -> None:
        """Take the theme's colours."""
        theme = self.appearance.theme
        self.heading.setStyleSheet(
            f"QToolButton {{ background: {theme.header}; color: {theme.text}; border: none; font-weight: 600;"
            f" border-bottom: 1px solid {theme.border}; padding: 5px 6px; text-align: left; }}"
            f"QToolButton:hover {{ background: {theme.selection}; color: {theme.selection_text}; }}"
            f"QToolButton:focus {{ border: 1px solid {theme.accent}; }}"
        )

    def _on_toggled(self, unfolded: bool) -> None:
        folded = Qt.ArrowType.LeftArrow if self.isRightToLeft() else Qt.ArrowType.RightArrow
        self.heading.setArrowType(Qt.ArrowType.DownArrow if unfolded else folded)
        self.body.setVisible(unfolded)
        self._refill()
        self.toggled.emit()

    def _refill(self) -> None:
        if self._stale and self._subject is not None and self.unfolded:
            self._stale = False
            self.fill(self._subject)
