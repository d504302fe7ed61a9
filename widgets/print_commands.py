"""What the File menu does with the rows and the chart as the window shows them: print and export them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QMessageBox

from ..app.chart.options import Options
from ..app.edits.field import Kind as FieldKind
from ..app.edits.fields import fields_of
from ..app.i18n import _
from ..app.project.ticket import Ticket
from ..app.views.listing import Listing
from ..app.workspace.document import Document
from ..app.workspace.print_choice import PrintMemory, ShownColumns
from ..app.workspace.row_set import RowSet
from ..app.workspace.settings import Settings
from ..app.workspace.work import pack, write_rows
from .appearance import Appearance
from .dialogs.save_file import Kind
from .file_jobs import FileJobs
from .table.column_set import SAMPLE, SAMPLE_WIDTH, ColumnSet
from .table.locale_style import style_of

if TYPE_CHECKING:
    from .charts.usage_content import UsagePick

_FEW_GROUPS: Final = 400
"""Up to so many groups their figures are at hand for every column that may be printed; beyond, for the usual ones."""


class PrintCommands(QObject):
    """Handles the actions that put on paper, or into a file for others, what the window shows.

    Attributes:
        look: Gives what bars look like on the screen, and so in print.
        usage: Gives what of the usage of tasks, or with True of resources, can be printed.
        printed_first: Gives what print shows first: ``chart``, ``tasks`` or ``resources``.
    """

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        columns: ColumnSet,
        settings: Settings,
        appearance: Appearance,
        files: FileJobs,
    ) -> None:
        super().__init__(files.window)
        self._document = document
        self._rows = rows
        self._columns = columns
        self._settings = settings
        self._appearance = appearance
        self._files = files
        self.look: Callable[[], Options] = Options
        self.usage: Callable[[bool, Ticket], UsagePick] | None = None
        self.printed_first: Callable[[], str] = lambda: "chart"

    @cached_property
    def _memory(self) -> PrintMemory:
        return PrintMemory(self._settings)

    def print_preview(self) -> None:
        """Show the pages."""
        from .dialogs.print_preview import PrintPreview
        from .patience import Patience

        few = len(self._rows.bands) <= _FEW_GROUPS
        shown = self._shown()
        rows = self._rows.listing(fields_of(self._document.project) if few else shown.keys)
        preview: PrintPreview | None = None
        with Patience(_("Laying out the pages…"), self._files.window) as ticket:
            preview = PrintPreview(
                self._document,
                self._appearance,
                self._files.window,
                rows=rows,
                memory=self._memory,
                shown=shown,
                look=self.look(),
                usage=self.usage,
                begin=self.printed_first(),
                ticket=ticket,
            )
        if preview is not None:
            preview.exec()

    def export_rows(self) -> None:
        """Write the rows and columns as the window shows them as an Excel sheet."""
        chosen = self._files.ask_where([Kind(_("Excel workbook"), (".xlsx",))], _("Export the rows shown"))
        if chosen is None:
            return
        path, keys = chosen[0], self._columns.save().keys
        plan = pack(self._document.project)
        self._files.run(
            self._files.jobs.start(write_rows, plan, path, self._rows.listing(keys), keys, style_of(QLocale())),
            _("Writing {name}…").format(name=path.name),
            lambda _nothing: self._files.told.emit(_("Exported to {path}.").format(path=path)),
            _("The plan could not be exported."),
            edits=True,
        )

    def export_pdf(self) -> None:
        """Write table and chart as PDF."""
        self._print_to(Kind(_("PDF"), (".pdf",)))

    def export_image(self) -> None:
        """Write table and chart as a picture."""
        self._print_to(Kind(_("PNG picture"), (".png",)), Kind(_("SVG drawing"), (".svg",)))

    def _print_to(self, *kinds: Kind) -> None:
        from .charts.print_job import print_to_file

        setup = self._memory.choice.setup_for(self._shown())
        wanted, rows = self._ask_rows(setup.columns)
        chosen = self._files.ask_where(kinds, _("Export the plan")) if wanted else None
        if chosen is None:
            return
        path = chosen[0]
        plan = pack(self._document.project)
        self._files.run(
            self._files.jobs.start(print_to_file, plan, path, setup, rows, self.look()),
            _("Writing {name}…").format(name=path.name),
            lambda notes: self._files.tell_written(_("Exported to {path}.").format(path=path), notes),
            _("The plan could not be exported."),
            edits=True,
        )

    def _shown(self) -> ShownColumns:
        """The columns of the table, with the numbers of the rows before them."""
        from .charts.print_font import PrintFont
        from .charts.print_table import TEXT

        unit = PrintFont(TEXT).advance(SAMPLE) / SAMPLE_WIDTH
        known = fields_of(self._document.project)
        keys = [
            key for key in self._columns.save().keys if key in known and known[key].kind is not FieldKind.INDICATORS
        ]
        in_sight, numbers = self._columns.in_sight(), ["row"] * ("row" not in keys)
        return ShownColumns(
            keys=(*numbers, *keys),
            sight=len(numbers) + max(sum(key in in_sight for key in keys), 1),
            widths=tuple((key, width * unit) for key, width in self._columns.own_widths().items()),
        )

    def _ask_rows(self, keys: Sequence[str]) -> tuple[bool, Listing | None]:
        """Whether to export, and the rows as the window shows them, or None for the whole plan.

        Asks where that is not the same.
        """
        if self._rows.natural:
            return True, None
        box = QMessageBox(self._files.window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Export"))
        box.setText(_("Export the rows as the window shows them, or the whole plan?"))
        shown, total = self._rows.shown, self._rows.total
        box.setInformativeText(_("{shown} of {total} tasks are shown.").format(shown=shown, total=total))
        as_shown = box.addButton(_("As &Shown"), QMessageBox.ButtonRole.AcceptRole)
        whole = box.addButton(_("&Whole Plan"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(as_shown)
        box.exec()
        if box.clickedButton() is as_shown:
            return True, self._rows.listing(keys)
        return box.clickedButton() is whole, None
