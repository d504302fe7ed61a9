"""Opening hyperlinks: only when asked to, web and mail at once, files after a warning, nothing else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from ..app.i18n import _
from ..app.project.addresses import Leads, target_of
from ..app.project.errors import EditError
from ..app.project.records import Hyperlink


def open_hyperlink(link: Hyperlink, folder: Path | None, parent: QWidget) -> None:
    """Open a link with the program the system has for it; a file's path counts from the plan's folder.

    Raises:
        EditError: The link is not of a sort that is opened, or the system has no program for it.
    """
    target = target_of(link.address, link.sub_address)
    url = _file_url(target.url, folder) if target.leads is Leads.FILE else QUrl(target.url, QUrl.ParsingMode.StrictMode)
    if not url.isValid():
        raise EditError(_("'{address}' is no address.").format(address=link.address))
    if target.leads is Leads.FILE and not _agreed(url.toLocalFile() or url.toString(), parent):
        return
    if not QDesktopServices.openUrl(url):
        raise EditError(_("There is no program to open {address} with.").format(address=link.address))


def _file_url(path: str, folder: Path | None) -> QUrl:
    if path.lower().startswith("file:"):
        return QUrl(path)
    place = Path(path).expanduser()
    return QUrl.fromLocalFile(str(place if place.is_absolute() or folder is None else folder / place))


def _agreed(path: str, parent: QWidget) -> bool:
    """Ask whether a file is to be opened, which may start a program."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(_("Open File"))
    box.setText(_("Open this file?"))
    box.setInformativeText(
        _("{path}\n\nFiles can start programs. Open it only if you know where this plan comes from.").format(path=path)
    )
    opening = box.addButton(_("Open"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
    box.exec()
    return box.clickedButton() is opening
