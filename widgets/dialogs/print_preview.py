"""The print preview: the pages as the poster they make, the choices beside them, and where to send them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...app.chart.options import Options
from ...app.chart.print_setup import PrintError
from ...app.edits.fields import fields_of
from ...app.edits.wording import Style
from ...app.i18n import _, ngettext
from ...app.project.ticket import Cancelled, Ticket
from ...app.project.widths import replace
from ...app.views.listing import Listing
from ...app.workspace.document import Document
from ...app.workspace.print_choice import PrintChoice, PrintMemory, ShownColumns
from ..appearance import Appearance
from ..charts.print_content import Content, PrintContent
from ..charts.printout import Printout
from ..icons import icon
from ..patience import Patience
from ..table.locale_style import style_of
from .look import fit_to_screen
from .poster_view import PosterView
from .print_options import PrintOptions
from .print_sending import print_pages, save_pages

if TYPE_CHECKING:
    from ..charts.usage_content import UsagePick

CHART, TASKS, RESOURCES = "chart", "tasks", "resources"
"""What can be printed: table and chart, or the usage of tasks or resources."""

_DELAY: Final = 120  # milliseconds between a change and the new pages, so that typing does not stutter
_PANEL: Final = 330
_FILES: Final = ((".pdf", "PDF", "export-pdf"), (".png", "PNG", "export-image"), (".svg", "SVG", "export-image"))


class PrintPreview(QDialog):
    """Shows how a plan will be printed, lets that be changed, and prints it.

    Attributes:
        options: The choices.
        poster: The pages.
        printout: What is shown.
    """

    def __init__(
        self,
        document: Document,
        appearance: Appearance,
        parent: QWidget | None = None,
        *,
        memory: PrintMemory,
        shown: ShownColumns | None = None,
        rows: Listing | None = None,
        style: Style | None = None,
        look: Options | None = None,
        usage: Callable[[bool, Ticket], UsagePick] | None = None,
        begin: str = CHART,
        ticket: Ticket | None = None,
    ) -> None:
        """Preview a plan.

        Args:
            memory: Remembers what is chosen.
            shown: The columns of the table; the usual ones of print unless said.
            rows: What the window shows, if not the whole outline: filtered, grouped, sorted or folded. The user chooses
                between that and all.
            style: How dates and numbers are written; the way of the user's language unless said.
            look: What bars look like, as on the screen.
            usage: Gives what of the usage of tasks, or with True of resources, can be printed instead of the chart.
            begin: What is shown first: ``CHART``, ``TASKS`` or ``RESOURCES``.
            ticket: Hears how far laying out the pages is.

        Raises:
            Cancelled: The ticket said so.
        """
        super().__init__(parent)
        self.setWindowTitle(_("Print"))
        self.setSizeGripEnabled(True)
        self._document, self._appearance, self._shown = document, appearance, rows
        self._style, self._look, self._usage = style or style_of(QLocale()), look, usage
        self.what = self._choice_of_what(begin)
        self._memory, shown = memory, shown or ShownColumns()
        choice = self._fitting(memory.choice)
        schedule = document.schedule
        span = (schedule.project_start.date(), schedule.project_finish.date())
        try:
            self.printout = Printout(self._content(rows, ticket or Ticket()), choice.setup_for(shown), ticket)
        except Cancelled:
            self.deleteLater()
            raise
        self._printed = (rows, self.what.currentData())
        fields = list(fields_of(document.project).values())
        self.options = PrintOptions(choice, shown, fields, span, self)
        self.options.shown_rows.setVisible(rows is not None and rows != Listing.whole(document.project))
        self.options.show_chart_only(begin == CHART)
        self.poster = PosterView(appearance, self)
        self._later = QTimer(self, singleShot=True, interval=_DELAY)
        self._later.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()
        self._dress()
        self._show(self.printout)
        fit_to_screen(self, 1180, 760)

    def _connect(self) -> None:
        self.options.edited.connect(self._on_edited)
        self.what.currentIndexChanged.connect(self._on_edited)
        self.poster.current_changed.connect(self._on_current_changed)
        self.poster.zoomed.connect(self._on_zoomed)
        self._appearance.changed.connect(self._dress)

    def refresh(self) -> None:
        """Lay the plan out anew, as the choices are now; what can't be printed is said, and the old pages stay."""
        self._later.stop()
        try:
            setup = self.options.setup
            rows = self._shown if self.options.shown_rows.isChecked() else None
            same = rows is self._printed[0] and self.what.currentData() == self._printed[1]
            if setup != self.printout.setup or not same:
                self.options.show_chart_only(self.what.currentData() == CHART)
                with Patience(_("Laying out the pages…"), self) as ticket:
                    content = self.printout.content if same else self._content(rows, ticket)
                    self._show(Printout(content, setup, ticket))
                    self._printed = (rows, self.what.currentData())
                    self._memory.keep(self.options.choice)
                if ticket.cancelled:
                    raise PrintError(_("The pages were not laid out anew."))
            self._refusal = ""
        except PrintError as error:
            self._refusal = str(error)
        self._tell()

    # -- writing and printing

    def save(self, path: Path) -> bool:
        """Write the printout to a file, as what its ending says; whether it was written."""
        self.refresh()
        notes = None if self._refusal else save_pages(self.printout, path, self)
        if notes is None:
            return False
        self._done = " ".join([_("Saved {file}.").format(file=path.name), *(note.text for note in notes)])
        self._tell()
        return True

    def _on_save(self, suffix: str, kind: str) -> None:
        path = self._document.path
        name = path.stem if path else self.printout.title
        folder = path.parent if path else Path.home()
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save as {kind}").format(kind=kind), str(folder / f"{name}{suffix}"), f"{kind} (*{suffix})"
        )
        if chosen:
            target = Path(chosen)
            self.save(target if target.suffix.lower() == suffix else target.with_name(target.name + suffix))

    def _on_print(self) -> None:
        self.refresh()
        if not self._refusal:
            print_pages(self.printout, self.poster.current, self)

    # -- showing

    def _choice_of_what(self, begin: str) -> QComboBox:
        """What can be printed."""
        choice = QComboBox(self)
        choice.setAccessibleName(_("What is printed"))
        for key, title in ((CHART, _("Table and chart")), (TASKS, _("Task usage")), (RESOURCES, _("Resource usage"))):
            choice.addItem(title, key)
        choice.setCurrentIndex(choice.findData(begin))
        choice.setVisible(self._usage is not None)
        return choice

    def _content(self, rows: Listing | None, ticket: Ticket) -> Content:
        document, what = self._document, self.what.currentData()
        file = document.path.name if document.path else ""
        if what != CHART and self._usage is not None:
            from ..charts.usage_content import UsageContent  # loaded when first asked for

            pick = self._usage(what == RESOURCES, ticket)
            return UsageContent(document.engine, pick, style=self._style, file=file, ticket=ticket)
        return PrintContent(
            document.project, document.schedule, rows=rows, style=self._style, file=file, look=self._look
        )

    def _fitting(self, choice: PrintChoice) -> PrintChoice:
        """The choice without dates that show nothing of this plan."""
        setup = choice.setup
        schedule = self._document.schedule
        first, last = schedule.project_start.date(), schedule.project_finish.date()
        if (setup.start or first) > last or (setup.finish or last) < first:
            setup = replace(setup, start=None, finish=None)
        return replace(choice, setup=setup)

    def _show(self, printout: Printout) -> None:
        self.printout = printout
        self._done = ""
        self.poster.show_printout(printout)
        self._tell()

    def _tell(self) -> None:
        """Say how many pages there are, how small the texts get, and what is wrong."""
        pages, theme = self.printout.pages, self._appearance.theme
        count, size = len(pages.sheets), QLocale().toString(pages.smallest_text, "f", 1)
        self.summary.setText(
            ngettext(
                "{across} × {down} = {count} page, smallest text {size} pt",
                "{across} × {down} = {count} pages, smallest text {size} pt",
                count,
            ).format(across=pages.across, down=pages.down, count=count, size=size)
        )
        warning = self._refusal or " ".join(note.text for note in self.printout.notes)
        self.message.setText(warning or self._done)
        colour = theme.error if self._refusal else theme.warning if warning else theme.text_faint
        self.message.setStyleSheet(f"color: {colour}")
        for button in self._outputs:
            button.setEnabled(not self._refusal)

    def _dress(self) -> None:
        """Take icons and colours from the theme in force."""
        for button in self.findChildren(QAbstractButton):
            if name := button.property("icon_name"):
                button.setIcon(icon(name, self._appearance.theme))
        self._tell()

    def _on_edited(self) -> None:
        self._done = ""
        self._later.start()

    def _on_current_changed(self, number: int) -> None:
        sheets = self.printout.pages.sheets
        label = sheets[number - 1].label
        self.page.setText(
            _("Page {number} of {count} ({label})").format(number=number, count=len(sheets), label=label)
            if len(sheets) > 1
            else ""
        )
        self._previous.setEnabled(number > 1)
        self._next.setEnabled(number < len(sheets))

    def _on_zoomed(self, percent: int) -> None:
        self._zoom.setText(f"{percent} %")

    # -- laying out

    def _lay_out(self) -> None:
        self._refusal = self._done = ""
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self._bar())
        left.addWidget(self.poster, 1)
        right = QVBoxLayout()
        right.setContentsMargins(12, 12, 12, 0)
        self.options.setFixedWidth(_PANEL)
        right.setSpacing(8)
        right.addWidget(self.what)
        right.addWidget(self.options, 1)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addLayout(left, 1)
        top.addLayout(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top, 1)
        whole.addLayout(self._buttons())

    def _bar(self) -> QWidget:
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(12, 8, 12, 8)
        self.summary = QLabel(bar)
        font = QFont(self.summary.font())
        font.setBold(True)
        self.summary.setFont(font)
        self.summary.setWordWrap(True)
        self.page = QLabel(bar)
        self._zoom = QLabel(bar)
        self._zoom.setMinimumWidth(46)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._previous = self._tool("previous", _("Previous page"), lambda: self.poster.choose(self.poster.current - 1))
        self._next = self._tool("next", _("Next page"), lambda: self.poster.choose(self.poster.current + 1))
        row.addWidget(self.summary, 1)
        for widget in (self.page, self._previous, self._next, _gap()):
            row.addWidget(widget)
        row.addWidget(self._tool("zoom-out", _("Zoom out"), self.poster.zoom_out))
        row.addWidget(self._zoom)
        row.addWidget(self._tool("zoom-in", _("Zoom in"), self.poster.zoom_in))
        row.addWidget(self._tool("zoom-fit", _("Show all pages"), self.poster.fit))
        return bar

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 10, 12, 12)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self.message, 1)
        self._outputs: list[QPushButton] = []
        printing = self._output(_("Print…"), "print", self._on_print)
        printing.setDefault(True)
        row.addWidget(printing)
        for suffix, kind, icon_name in _FILES:
            row.addWidget(self._output(f"{kind}…", icon_name, self._saving(suffix, kind)))
        close = QPushButton(_("Close"), self)
        close.clicked.connect(self.reject)
        close.setAutoDefault(False)
        close.setMinimumHeight(self._outputs[0].sizeHint().height())
        row.addWidget(close)
        return row

    def _saving(self, suffix: str, kind: str) -> Callable[[], None]:
        return lambda: self._on_save(suffix, kind)

    def _output(self, text: str, icon_name: str, slot: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("icon_name", icon_name)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        self._outputs.append(button)
        return button

    def _tool(self, icon_name: str, tip: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("icon_name", icon_name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setMinimumSize(26, 26)
        button.clicked.connect(slot)
        return button


def _gap() -> QWidget:
    widget = QWidget()
    widget.setFixedWidth(10)
    return widget
