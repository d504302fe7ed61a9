"""The plans opened last, and those pinned to stay in the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QMenu

from ..app.i18n import _
from ..app.workspace.settings import FOLDER, PINNED, RECENT, Settings

_MOST: Final = 10


class RecentFiles:
    """Remembers files; pinned ones stand first and are not crowded out."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @property
    def pinned(self) -> list[Path]:
        """The pinned files, in the order they were pinned."""
        return [Path(one) for one in self._settings.get(PINNED)]

    @property
    def others(self) -> list[Path]:
        """The files opened last that are not pinned, latest first."""
        pinned = set(self._settings.get(PINNED))
        return [Path(one) for one in self._settings.get(RECENT) if one not in pinned][:_MOST]

    def remember(self, path: Path) -> None:
        """Note that a file was opened or saved."""
        wanted = str(path.absolute())
        rest = [one for one in self._settings.get(RECENT) if one != wanted]
        self._settings.put(RECENT, [wanted, *rest][: _MOST + len(self.pinned)])
        self._settings.put(FOLDER, str(path.absolute().parent))

    def pin(self, path: Path, pinned: bool) -> None:
        """Keep a file in the list for good, or let it go its way."""
        wanted = str(path.absolute())
        rest = [one for one in self._settings.get(PINNED) if one != wanted]
        self._settings.put(PINNED, [*rest, wanted] if pinned else rest)

    def forget_all(self) -> None:
        """Forget every file that is not pinned, and pinned ones that are gone."""
        self._settings.put(RECENT, [])
        self._settings.put(PINNED, [str(path) for path in self.pinned if path.exists()])

    def fill(self, menu: QMenu, current: Path | None, pin_icon: QIcon, open_path: Callable[[Path], object]) -> None:
        """Make the menu anew: pinned files, the others, and what can be done with the list."""
        menu.clear()
        menu.setToolTipsVisible(True)
        number, pinned, others = 0, self.pinned, self.others
        named = Counter(path.name for path in (*pinned, *others))
        for paths in (pinned, others):
            for path in paths:
                number += 1
                title = path.name if named[path.name] == 1 else f"{path.name} \N{EN DASH} {path.parent}"
                action = _entry(menu, path, title, number, open_path)
                if paths is pinned:
                    action.setIcon(pin_icon)
                menu.addAction(action)
            if paths:
                menu.addSeparator()
        if menu.isEmpty():
            menu.addAction(_("No plans opened yet")).setEnabled(False)
            menu.addSeparator()
        pin = menu.addAction(_("&Pin This Plan"))
        pin.setCheckable(True)
        pin.setEnabled(current is not None)
        if current is not None:
            pin.setChecked(current.absolute() in pinned)
            pin.triggered.connect(lambda on: self.pin(current, on))
        forget = menu.addAction(_("&Clear List"))
        forget.setEnabled(bool(others) or not all(path.exists() for path in pinned))
        forget.triggered.connect(self.forget_all)


def _entry(menu: QMenu, path: Path, name: str, number: int, open_path: Callable[[Path], object]) -> QAction:
    missing = not path.exists()
    letter = f"&{number % 10}" if number <= 10 else "  "
    title = f"{letter} {name.replace('&', '&&')}" + (f" {_('(missing)')}" if missing else "")
    action = QAction(title, menu)
    action.setToolTip(str(path))
    action.setStatusTip(str(path))
    action.setEnabled(not missing)
    action.triggered.connect(lambda _checked=False: open_path(path))
    return action
