"""Pages sent to a file or a printer from a window, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtWidgets import QDialog, QMessageBox, QProgressDialog, QWidget

from ...app.chart.pages import Sheet
from ...app.chart.print_setup import Margins
from ...app.i18n import _
from ...app.project.errors import GantlineError, Note
from ...app.project.ticket import Cancelled, Ticket
from ...app.project.widths import replace
from ..charts.print_files import WRITERS, page_layout, print_to
from ..charts.printout import Printout

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def save_pages(printout: Printout, path: Path, parent: QWidget) -> list[Note] | None:
    """Write a printout to a file, as what its ending says; None where that was stopped or failed, which is told."""
    progress = Progress(parent)
    try:
        return WRITERS[path.suffix.lower()](printout, path, progress)
    except Cancelled:
        return None
    except GantlineError as error:
        progress.close()
        QMessageBox.warning(parent, _("Print"), str(error))
        return None
    finally:
        progress.close()


def print_pages(printout: Printout, current: int, parent: QWidget) -> None:
    """Ask for a printer and which pages, and print them.

    Args:
        current: Number of the sheet that is the current page.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        QMessageBox.information(parent, _("Print"), _("No printer was found. You can save the pages as PDF instead."))
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(printout.title)
    printer.setPageLayout(page_layout(printout.setup))
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, len(printout.pages.sheets))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintCurrentPage)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    progress = Progress(parent)
    try:
        kept = within_margins(printout, printer.pageLayout())
        printer.setPageLayout(page_layout(kept.setup))
        print_to(printer, kept, chosen_sheets(kept, printer, current), progress)
    except Cancelled:
        printer.abort()
    except GantlineError as error:
        progress.close()
        QMessageBox.warning(parent, _("Print"), str(error))
    finally:
        progress.close()


def within_margins(printout: Printout, layout: QPageLayout) -> Printout:
    """The printout with margins no narrower than the printer needs."""
    setup = printout.setup
    layout = QPageLayout(layout)
    layout.setUnits(QPageLayout.Unit.Millimeter)
    least = layout.minimumMargins()
    sides = (least.left(), least.top(), least.right(), least.bottom())
    margins = Margins(*map(max, msgspec.structs.astuple(setup.margins), sides))
    if margins == setup.margins:
        return printout
    return printout.with_setup(replace(setup, margins=margins))


def chosen_sheets(printout: Printout, printer: QPrinter, current: int) -> Sequence[Sheet]:
    """The pages that were asked for in the printer's dialog."""
    from PySide6.QtPrintSupport import QPrinter

    sheets = printout.pages.sheets
    match printer.printRange():
        case QPrinter.PrintRange.CurrentPage:
            return sheets[current - 1 : current]
        case QPrinter.PrintRange.PageRange:
            return sheets[max(printer.fromPage() - 1, 0) : printer.toPage() or None]
        case _:
            return sheets


class Progress(Ticket):
    """Shows the progress of printing over a window, with a way to stop it."""

    def __init__(self, parent: QWidget) -> None:
        self._dialog = QProgressDialog(_("Printing…"), _("Cancel"), 0, 0, parent)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumDuration(500)

    def step(self, done: int, total: int, text: str = "") -> None:  # noqa: ARG002 - the dialog says what is done
        self._dialog.setMaximum(total)
        self._dialog.setValue(done)
        if self._dialog.wasCanceled():
            raise Cancelled

    def close(self) -> None:
        """Take the dialog away."""
        self._dialog.close()
        self._dialog.deleteLater()
