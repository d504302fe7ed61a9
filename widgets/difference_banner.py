"""A quiet bar above the plan: how many tasks have other dates in the file, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from ..app.chart.theme import Theme
from ..app.i18n import _, ngettext
from ..app.project.records import TaskUid
from ..app.workspace.document import Document
from .appearance import Appearance
from .icons import icon


class DifferenceBanner(QFrame):
    """Stands there as long as dates differ from the file's and nothing was decided, unless it was closed.

    Signals:
        show_requested: The user wants to see the tasks.
        keep_requested: The file's dates are to be kept.
        take_requested: Ours are to stand.
        toggled: It came into sight, or went.
    """

    show_requested = Signal()
    keep_requested = Signal()
    take_requested = Signal()
    toggled = Signal(bool)

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self._document = document
        self._appearance = appearance
        self._closed_for: Sequence[TaskUid] | None = None
        self._sign = QLabel(self)
        self.label = QLabel(self)
        # A narrow window cuts the words off rather than to be held wide by them.
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_button = QPushButton(_("&Show…"), self)
        self.show_button.setToolTip(_("List the tasks with the file's dates, ours, and the reason"))
        self.keep_button = QPushButton(_("&Keep the File's Dates"), self)
        self.keep_button.setToolTip(
            _("Hold the tasks with which the differences begin where the file had them; can be undone")
        )
        self.take_button = QPushButton(_("Take &Ours"), self)
        self.take_button.setToolTip(_("Let the dates computed here stand and forget the file's; can be undone"))
        self.close_button = QToolButton(self, autoRaise=True)
        self.close_button.setToolTip(_("Decide later"))
        self.close_button.setAccessibleName(_("Decide later"))
        self._arrange()
        self.show_button.clicked.connect(self.show_requested)
        self.keep_button.clicked.connect(self.keep_requested)
        self.take_button.clicked.connect(self.take_requested)
        self.close_button.clicked.connect(self._on_closed)
        document.changed.connect(lambda _change: self.refresh())
        appearance.changed.connect(self._wear_theme)
        self.hide()
        self.refresh()

    def refresh(self) -> None:
        """Count anew."""
        document = self._document
        moved = 0 if self._closed_for is document.differed else len(document.differing)
        tasks = sum(1 for task in document.project.tasks.values() if not task.blank) if moved else 0
        text = ngettext(
            "{moved} of {tasks} tasks has other dates here than in the file.",
            "{moved} of {tasks} tasks have other dates here than in the file.",
            moved,
        )
        self.label.setText(text.format(moved=moved, tasks=tasks))
        self.label.setToolTip(self.label.text())
        if self.isHidden() == bool(moved):
            if moved:
                self._wear_theme()  # not before: of most plans it is never seen
            self.setVisible(bool(moved))
            self.toggled.emit(bool(moved))

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 4, 6, 4)
        layout.setSpacing(6)
        layout.addWidget(self._sign)
        layout.addWidget(self.label, 1)
        for button in (self.show_button, self.keep_button, self.take_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)

    def _on_closed(self) -> None:
        self._closed_for = self._document.differed
        self.refresh()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(_style(theme))
        self._sign.setPixmap(icon("today", theme).pixmap(QSize(16, 16), self.devicePixelRatioF()))
        self.close_button.setIcon(icon("close", theme))


def _style(theme: Theme) -> str:
    return (
        f"#differences {{ background: {theme.header}; border: none; border-left: 3px solid {theme.warning};"
        f" border-bottom: 1px solid {theme.border}; }}"
        f"#differences QLabel {{ color: {theme.text}; }}"
        f"#differences QPushButton {{ background: {theme.base}; color: {theme.text}; padding: 3px 10px;"
        f" border: 1px solid {theme.border}; border-radius: 4px; }}"
        f"#differences QPushButton:hover {{ background: {theme.selection}; color: {theme.selection_text}; }}"
        f"#differences QPushButton:focus {{ border-color: {theme.accent}; }}"
        f"#differences QToolButton {{ border: 1px solid transparent; border-radius: 4px; padding: 2px; }}"
        f"#differences QToolButton:hover {{ background: {theme.selection}; }}"
        f"#differences QToolButton:focus {{ border-color: {theme.accent}; }}"
    )
