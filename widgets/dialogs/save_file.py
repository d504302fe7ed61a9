"""Asks where to write a file, and in which of several kinds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ...app.i18n import _


class Kind(msgspec.Struct, frozen=True):
    """A kind of file: its title, and the endings of its names, the usual one first."""

    title: str
    suffixes: tuple[str, ...]

    @property
    def filter(self) -> str:
        """As file dialogs offer it."""
        return f"{self.title} ({' '.join('*' + suffix for suffix in self.suffixes)})"

    def ends(self, path: Path) -> bool:
        """Whether a file is of this kind by its name."""
        return path.name.lower().endswith(self.suffixes)


def ask_where(parent: QWidget, title: str, folder: str, name: str, kinds: Sequence[Kind]) -> tuple[Path, Kind] | None:
    """Ask for a file to write; None where the user thinks better of it.

    Args:
        folder: Where the dialog opens.
        name: Proposed name, without an ending.
        kinds: What can be written, the proposed kind first.
    """
    dialog = QFileDialog(parent, title, folder)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([kind.filter for kind in kinds])
    dialog.selectFile(f"{name}{kinds[0].suffixes[0]}")
    accepted = dialog.exec()
    typed = Path(dialog.selectedFiles()[0]) if accepted else None
    chosen = next(kind for kind in kinds if kind.filter == dialog.selectedNameFilter())
    dialog.deleteLater()
    if typed is None:
        return None
    path, kind = named(typed, chosen, kinds)
    # The dialog has asked about the name it saw, not about the one with the right ending.
    return (path, kind) if path == typed or not path.exists() or _replaces(parent, path) else None


def named(typed: Path, chosen: Kind, kinds: Sequence[Kind]) -> tuple[Path, Kind]:
    """The file and its kind, from a name and the kind chosen beside it.

    An ending somebody typed tells the kind. The ending that was proposed does not where another kind was chosen:
    not every system's dialog changes it with the kind.
    """
    by_name = next((kind for kind in kinds if kind.ends(typed)), None)
    if by_name is None:
        return typed.with_name(typed.name + chosen.suffixes[0]), chosen
    if by_name is kinds[0] and chosen is not by_name:
        ending = next(suffix for suffix in by_name.suffixes if typed.name.lower().endswith(suffix))
        return typed.with_name(typed.name[: -len(ending)] + chosen.suffixes[0]), chosen
    return typed, by_name


def _replaces(parent: QWidget, path: Path) -> bool:
    buttons = QMessageBox.StandardButton
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(_("Save"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("{name} exists. Replace it?").format(name=path.name))
    box.setStandardButtons(buttons.Yes | buttons.Cancel)
    box.setDefaultButton(buttons.Cancel)
    return box.exec() == buttons.Yes
