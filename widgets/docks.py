"""The docks beside the plan: the inspector and the history of what was done. Made when first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QDockWidget, QMainWindow, QUndoView, QWidget

from ..app.i18n import _
from ..app.workspace.document import Document
from ..app.workspace.selection import Selection
from ..app.workspace.settings import INSPECTOR, Settings
from .appearance import Appearance
from .icons import icon

if TYPE_CHECKING:  # loaded when first shown, so that the window opens sooner
    from .inspector.inspector import Inspector

_WIDTH = 340

_HEIGHTS = (700, 200)
"""Of inspector and history where they share a side, in proportion."""

_BUTTONS = {"qt_dockwidget_floatbutton": "zoom-fit", "qt_dockwidget_closebutton": "close"}
"""The icons of the buttons that Qt puts into the title of a dock, by their names."""


class Docks(QObject):
    """Shows and hides the docks, and remembers which sections of the inspector were unfolded.

    Signals:
        refused: An edit in a dock was refused; carries the sentence.
        told: An edit became otherwise than typed; carries the sentence that says how.
        task_chosen: The user wants to see a task.
        why_requested: The user wants to know what would let the task start earlier.
        left: The user is done in a dock; the keyboard belongs to the plan again.
        shown: A dock was shown or hidden.
    """

    refused = Signal(str)
    told = Signal(str)
    task_chosen = Signal(int)
    why_requested = Signal()
    left = Signal()
    shown = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        settings: Settings,
        appearance: Appearance,
        window: QMainWindow,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._selection = selection
        self._settings = settings
        self._appearance = appearance
        self._window = window
        self._inspector: Inspector | None = None
        self.inspector_dock = self._dock("inspector", _("Task inspector"), self._fill_inspector)
        self.history_dock = self._dock("history", _("Undo history"), self._fill_history)

    def _dock(self, name: str, title: str, fill: Callable[[], QWidget]) -> QDockWidget:
        dock = QDockWidget(title, self._window)
        dock.setObjectName(name)
        dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self._window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        dock.hide()

        def on_shown(visible: bool) -> None:
            if visible and dock.property("filled") is None:
                dock.setProperty("filled", True)
                dock.setWidget(fill())
                self._window.resizeDocks([dock], [_WIDTH], Qt.Orientation.Horizontal)
                self._share_height()
                self.colour()
            self.shown.emit()

        dock.visibilityChanged.connect(on_shown)
        dock.installEventFilter(self)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), dock)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        return dock

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        key = event.key() if isinstance(event, QKeyEvent) else None
        if key == Qt.Key.Key_Delete and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # else it would delete the task, or with Ctrl empty cells of the table
            return True
        return super().eventFilter(watched, event)

    def colour(self) -> None:
        """Draw the buttons of the titles in the theme's colours; those of the style are unseen on a dark one."""
        for dock in (self.inspector_dock, self.history_dock):
            for name, drawn in _BUTTONS.items():
                button = dock.findChild(QAbstractButton, name)
                if button is not None:
                    button.setIcon(icon(drawn, self._appearance.theme))

    def _share_height(self) -> None:
        """Leave most of the height to the inspector, where there is more to read and to type."""
        docks = [self.inspector_dock, self.history_dock]
        if all(dock.isVisible() for dock in docks):
            self._window.resizeDocks(docks, list(_HEIGHTS), Qt.Orientation.Vertical)

    def _fill_inspector(self) -> QWidget:
        from .inspector.inspector import Inspector

        self._inspector = inspector = Inspector(self._document, self._selection, self._appearance)
        kept = self._settings.get(INSPECTOR)
        if kept:
            inspector.unfold_only(kept)
        inspector.refused.connect(self.refused)
        inspector.told.connect(self.told)
        inspector.task_chosen.connect(self.task_chosen)
        inspector.why_requested.connect(self.why_requested)
        return inspector

    def _fill_history(self) -> QWidget:
        view = QUndoView(self._document.undo_stack)
        view.setEmptyLabel(_("As opened"))
        view.setAccessibleName(_("Undo history"))
        view.setWordWrap(True)
        view.setResizeMode(QUndoView.ResizeMode.Adjust)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

        def wear_theme() -> None:
            theme = self._appearance.theme
            view.setStyleSheet(
                f"QListView {{ background: {theme.base}; border: none; outline: 0; }}"
                f"QListView::item {{ padding: 3px 6px; color: {theme.text}; }}"
                f"QListView::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
            )

        self._appearance.changed.connect(wear_theme)
        wear_theme()
        return view

    # -- actions

    def panes(self) -> list[tuple[QWidget, Callable[[], None]]]:
        """The inspector, where it is shown, and what gives the keyboard to it."""
        inspector = self._inspector
        shown = inspector is not None and inspector.isVisible()
        return [(inspector, inspector.begin_typing)] if inspector is not None and shown else []

    def show_inspector(self, shown: bool) -> None:
        """Show or hide the inspector."""
        self.inspector_dock.setVisible(shown)

    def show_history(self, shown: bool) -> None:
        """Show or hide what was done."""
        self.history_dock.setVisible(shown)

    def task_information(self) -> None:
        """Show the inspector and give it the keyboard."""
        self.inspector_dock.show()
        self.inspector_dock.raise_()
        if self._inspector is not None:
            self._inspector.begin_typing()

    @property
    def unfinished(self) -> QWidget | None:
        """The field of the inspector in which something stands that cannot be."""
        return None if self._inspector is None else self._inspector.unfinished

    def finish_editing(self) -> None:
        """Take over what is being typed in the inspector; refusals are told."""
        if self._inspector is not None:
            self._inspector.finish_editing()

    def drop_editing(self) -> None:
        """Leave out what is being typed in the inspector."""
        if self._inspector is not None:
            self._inspector.drop_editing()

    def save(self) -> None:
        """Remember which sections are unfolded."""
        if self._inspector is not None:
            self._settings.put(INSPECTOR, self._inspector.unfolded())
