"""What the Help menu does: the command palette, the keys, and what this program is."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..app.workspace.document import Document
from ..app.workspace.settings import KEYS, Settings
from .actions import Actions
from .appearance import Appearance
from .choices import Choice


class HelpCommands(QObject):
    """Handles the actions that help to find one's way.

    Attributes:
        named: Give what else can be found by name beside actions and tasks: views, filters and so on.

    Signals:
        task_chosen: The user wants to see a task.
    """

    task_chosen = Signal(int)

    def __init__(
        self,
        document: Document,
        settings: Settings,
        appearance: Appearance,
        actions: Callable[[], Actions],
        window: QWidget,
    ) -> None:
        """Take what is needed; ``actions`` gives the window's actions, which are made after their handlers."""
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._appearance = appearance
        self._actions = actions
        self._window = window
        self.named: list[Callable[[], Iterable[Choice]]] = []

    def find_command(self) -> None:
        """Offer every action and task to somebody who types."""
        from .palette import Palette

        named = [choice for ask in self.named for choice in ask()]
        palette = Palette(self._actions(), named, self._document.project, self._appearance, self._window)
        palette.task_chosen.connect(self.task_chosen)
        palette.open_over(self._window)

    def shortcuts(self) -> None:
        """Show all keys, and let them be changed."""
        from .dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._actions(), self._appearance, self._window).exec()
        self._settings.put(KEYS, self._actions().own_keys())

    def about(self) -> None:
        """Say what this program is."""
        from .dialogs.about import show_about

        show_about(self._window)
