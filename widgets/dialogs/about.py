"""Says what the program is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from ...app.i18n import _
from ..icons import application_icon


def show_about(parent: QWidget) -> None:
    """Show name, version and licence."""
    try:
        number = version("gantline")
    except PackageNotFoundError:
        number = _("unknown version")
    box = QMessageBox(parent)
    box.setWindowTitle(_("About Gantline"))
    box.setIconPixmap(application_icon().pixmap(64, 64))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(_("Gantline {version}").format(version=number))
    box.setInformativeText(
        _(
            "A Gantt and resource planner for IT project managers.\n\nFree software under the MIT licence. "
            "Icons by Lucide (ISC licence). Made with Qt {qt}.\n\n"
            "Everything stays on this computer: nothing is sent anywhere."
        ).format(qt=qVersion())
    )
    box.exec()
