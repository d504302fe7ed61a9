"""What the dialogs about one record share: tabs, notes, a hyperlink, and carrying out what was changed as one step."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import Hyperlink
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .hyperlink import HyperlinkRow
from .look import fit_to_screen

Edit = Callable[[Project], Patch]
"""Carries out what stands in a field; may raise ``EditError``."""


class _Watched(NamedTuple):
    """A field: what stands in it now, what stood in it first, and the edit that carries it out."""

    ask: Callable[[], object]
    shown: object
    edit: Edit


class Information(QDialog):
    """Shows a record on tabs and carries out what was changed.

    Who fills it makes the pages and says of each field how it is asked and what becomes of it.

    Attributes:
        tabs: The pages.
        message: Says why something was refused.
    """

    def __init__(self, document: Document, appearance: Appearance, said: str, parent: QWidget | None = None) -> None:
        """Make a dialog without pages.

        Args:
            said: What carrying out is called in the list of what can be undone.
        """
        super().__init__(parent)
        self._document = document
        self._said = said
        self._wording = Wording(document.project.info, style_of(QLocale()))
        self._watched: list[_Watched] = []
        self.tabs = QTabWidget(self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet(f"color: {appearance.theme.error};")
        self.message.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.tabs, self.message, buttons):
            column.addWidget(widget)

    # -- filling it

    def _watch(self, ask: Callable[[], object], edit: Edit) -> None:
        """Carry out an edit where something else stands in a field in the end; in the order of these calls."""
        self._watched.append(_Watched(ask, ask(), edit))

    def _page(self, parent: QWidget | None = None) -> tuple[QWidget, QFormLayout]:
        page = QWidget(parent or self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        return page, form

    def _add_hyperlink(
        self, form: QFormLayout, link: Hyperlink | None, edit: Callable[[Project, Hyperlink | None], Patch]
    ) -> None:
        path = self._document.path
        self.hyperlink = row = HyperlinkRow(link, path.parent if path else None, form.parentWidget())
        form.addRow(_("Hyperlink:"), row)
        self._watch(lambda: row.link, lambda project: edit(project, row.link))

    def _add_notes(self, text: str, edit: Callable[[Project, str], Patch]) -> None:
        self.notes = notes = QPlainTextEdit(text, self)
        notes.setTabChangesFocus(True)
        notes.setAccessibleName(_("Notes"))
        self.tabs.addTab(notes, _("Notes"))
        self._watch(notes.toPlainText, lambda project: edit(project, notes.toPlainText()))

    def _fit(self, width: int, height: int) -> None:
        fit_to_screen(self, width, height)

    # -- carrying out

    def accept(self) -> None:
        """Carry out what was changed, as one step; a refusal takes all of it back and is told."""
        document = self._document
        merge_key = f"information {document.revision}"
        done = 0
        for field in [one for one in self._watched if one.ask() != one.shown]:
            try:
                patch = field.edit(document.project)
            except EditError as refusal:
                if done:
                    document.withdraw()
                self.message.setText(str(refusal))
                self.message.show()
                return
            if patch:
                document.push(patch, self._said, merge_key=merge_key)
                done += 1
        super().accept()
