"""Shows what the columns of a pasted list were taken for, to be corrected before anything is pasted."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QMessageBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.block import Block
from ...app.edits.fields import fields_of
from ...app.edits.guess import Guess
from ...app.edits.headings import CODE, LEVEL, NUMBER
from ...app.edits.paste import CellsRefusedError, Paste, unknown_resources
from ...app.i18n import _, ngettext
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from .look import fit_to_screen, list_style

_SAMPLE = 12
"""So many rows are shown."""

_SHOWN = 500
"""So many signs of a text are shown."""

_FIRST = ("name", "duration", "start", "finish", "predecessors", "resources", "percent_complete", "work", "notes")
"""The fields that lists mostly hold come first among the choices."""

_NAMED = 6
"""So many new resources, and cells that cannot be, are named."""


class PastePreview(QDialog):
    """A list from another program, and for each of its columns the field it becomes.

    Attributes:
        columns: A choice of fields above each column.
        headed: Whether the first row holds headings.
        over: Whether rows that are there are pasted over, rather than tasks added at the end.
        make_resources: Whether resources are made of unknown names.
        leave_out: Whether cells that cannot be are left out; asked where there are such.
        message: Why the list could not be pasted as it was wanted.
    """

    def __init__(
        self,
        document: Document,
        block: Block,
        found: Guess,
        targets: Sequence[TaskUid],
        do: Callable[[Paste], None],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        """Show a block.

        Args:
            found: What its columns seem to be.
            targets: The tasks that would be pasted over.
            do: Pastes; raises ``EditError`` where that cannot be, and the dialog stays open and says so.
        """
        super().__init__(parent)
        self.setWindowTitle(_("Paste a List"))
        self._document = document
        self._block = block
        self._targets = targets
        self._do = do
        self._appearance = appearance
        self.headed = QCheckBox(_("The first row holds &headings"), self)
        self.headed.setChecked(found.headed)
        self.over = QCheckBox(self._over_text(), self)
        self.over.setVisible(bool(targets))
        self.make_resources = QCheckBox(self)
        self.make_resources.setChecked(True)
        self.leave_out = QCheckBox(self)
        self.message = QLabel(self, wordWrap=True)
        self._summary = QLabel(self, wordWrap=True)
        self.columns = [self._choice(key, place) for place, key in enumerate(found.columns)]
        self._table = self._sample()
        self._lay_out()
        for box in self.columns:
            box.currentIndexChanged.connect(self._show_state)
        self.headed.toggled.connect(self._show_state)
        self._show_state()
        fit_to_screen(self, 860, 520)

    # -- putting it together

    def _over_text(self) -> str:
        return _("Paste &over the rows from the selected one on, instead of adding tasks at the end")

    def _choice(self, key: str, place: int) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(_("Field of column {number}").format(number=place + 1))
        box.addItem(_("Leave out"), "")
        fields = fields_of(self._document.project)
        special = {NUMBER: _("Row number"), LEVEL: _("Outline level"), CODE: _("Outline number")}
        first = [one for one in _FIRST if one in fields]
        others = sorted(
            (one.key for one in fields.values() if one.edit is not None and one.key not in first),
            key=lambda one: fields[one].caption.casefold(),
        )
        for one in (*first, *special, *others):
            box.addItem(special.get(one) or fields[one].caption, one)
        box.setCurrentIndex(max(box.findData(key), 0))
        return box

    def _sample(self) -> QTableWidget:
        count = min(len(self._block.rows), _SAMPLE)
        table = QTableWidget(count + 1, self._block.width, self)
        table.setStyleSheet(list_style(self._appearance.theme))
        table.horizontalHeader().setVisible(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        table.setShowGrid(True)
        for place, box in enumerate(self.columns):
            table.setCellWidget(0, place, box)
        shown = Block(rows=self._block.rows[:count], indents=self._block.indents[:count])
        for place in range(shown.width):
            for row, (text, level) in enumerate(zip(shown.column(place), shown.levels(place), strict=True), 1):
                table.setItem(row, place, QTableWidgetItem("    " * (level - 1) + text[:_SHOWN].replace("\n", " ")))
        table.resizeColumnsToContents()
        header = table.horizontalHeader()
        header.setMaximumSectionSize(320)
        for place, box in enumerate(self.columns):
            header.resizeSection(place, max(header.sectionSize(place), box.sizeHint().width() + 8))
        header.setMinimumSectionSize(min(one.sizeHint().width() for one in self.columns) + 8)
        header.setSectionResizeMode(self._block.width - 1, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=self)
        self.paste = buttons.addButton(_("&Paste"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.paste.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.message.setStyleSheet(f"color: {self._appearance.theme.error}")
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(QLabel(_("Say what each column is. Nothing is pasted before you agree."), self))
        layout.addWidget(self._table, 1)
        boxes = (self.headed, self.over, self.make_resources)
        for widget in (*boxes, self._summary, self.message, self.leave_out, buttons):
            layout.addWidget(widget)
        self.paste.setFocus()

    # -- what it says

    def keys(self) -> list[str]:
        """The fields chosen, by column."""
        return [box.currentData() for box in self.columns]

    def wanted(self) -> Paste:
        """What is to be pasted."""
        over = self.over.isChecked()
        block = self._body()
        return Paste(
            block=block,
            columns=self.keys(),
            targets=self._targets[: len(block.rows)] if over else (),
            new_resources=self.make_resources.isChecked(),
            own_numbers=not over,
            leave_out=self.leave_out.isVisible() and self.leave_out.isChecked(),
        )

    def _body(self) -> Block:
        return self._block.without_head() if self.headed.isChecked() else self._block

    def _show_state(self) -> None:
        keys, body = self.keys(), self._body()
        people = [place for place, key in enumerate(keys) if key == "resources"]
        names = unknown_resources(self._document.project, [text for place in people for text in body.column(place)])
        self.make_resources.setVisible(bool(names))
        self.make_resources.setText(_("Make &resources of the new names: {names}").format(names=_listed(names)))
        chosen = [key for key in keys if key]
        twice = len(set(chosen)) < len(chosen)
        self._summary.setText(self._told(keys, body, twice=twice))
        self.paste.setEnabled(bool(chosen) and not twice and bool(body.rows))
        self.leave_out.hide()
        self.leave_out.setChecked(False)
        self.message.clear()
        self._colour(keys)

    def _told(self, keys: Sequence[str], body: Block, *, twice: bool) -> str:
        """What will be pasted and what not."""
        if twice:
            return _("Two columns are the same field.")
        if not any(keys):
            return _("Choose what at least one of the columns is.")
        told = ngettext("{count} row will be pasted.", "{count} rows will be pasted.", len(body.rows))
        told = told.format(count=len(body.rows))
        left = [self._column_name(place) for place, key in enumerate(keys) if not key and any(body.column(place))]
        if left:
            text = ngettext("Column {names} is left out.", "Columns {names} are left out.", len(left))
            told = f"{told} {text.format(names=_listed(left))}"
        return f"{told} {_blanks_told(body.controls)}".rstrip()

    def _column_name(self, place: int) -> str:
        """What a column is called: its heading, or its number."""
        return (self._block.rows[0][place] if self.headed.isChecked() else "") or str(place + 1)

    def _colour(self, keys: Sequence[str]) -> None:
        """Grey what is left out, and the headings."""
        theme = self._appearance.theme
        first = 2 if self.headed.isChecked() else 1
        rows = range(1, self._table.rowCount())
        self._table.setVerticalHeaderLabels(["", *(str(row - first + 1) if row >= first else "" for row in rows)])
        for row in range(1, self._table.rowCount()):
            heading = row == 1 and self.headed.isChecked()
            for place, key in enumerate(keys):
                item = self._table.item(row, place)
                assert item is not None  # made with the table
                item.setForeground(QColor(theme.text if key and not heading else theme.text_faint))
                font = item.font()
                font.setItalic(heading)
                item.setFont(font)

    def accept(self) -> None:
        try:
            self._do(self.wanted())
        except CellsRefusedError as refusal:
            self._tell_refused(refusal.reasons)
        except EditError as refusal:
            self.message.setText(str(refusal))
        else:
            super().accept()

    def _tell_refused(self, reasons: Sequence[str]) -> None:
        """Say which cells cannot be, and offer to do without them."""
        more = len(reasons) - _NAMED
        last = (
            [ngettext("And {count} more cell.", "And {count} more cells.", more).format(count=more)] if more > 0 else []
        )
        self.message.setText("\n".join([*reasons[:_NAMED], *last]))
        text = ngettext("&Leave this cell out", "&Leave these {count} cells out", len(reasons))
        self.leave_out.setText(text.format(count=len(reasons)))
        self.leave_out.show()


def ask_about_resources(names: Sequence[str], parent: QWidget) -> bool | None:
    """Whether resources are to be made of new names; None where nothing is to be pasted at all."""
    box = QMessageBox(parent)
    box.setWindowTitle(_("New Resources"))
    box.setIcon(QMessageBox.Icon.Question)
    text = ngettext("The plan has no resource {names}.", "The plan does not have these resources: {names}.", len(names))
    box.setText(text.format(names=_listed(names)))
    create = box.addButton(_("&Create Them"), QMessageBox.ButtonRole.YesRole)
    leave = box.addButton(_("&Leave Them Out"), QMessageBox.ButtonRole.NoRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(create)
    box.exec()
    clicked = box.clickedButton()
    return True if clicked is create else False if clicked is leave else None


def _blanks_told(controls: int) -> str:
    if not controls:
        return ""
    text = ngettext(
        "{count} control character, which no file can hold, became a blank.",
        "{count} control characters, which no file can hold, became blanks.",
        controls,
    )
    return text.format(count=controls)


def _listed(names: Sequence[str]) -> str:
    text = ", ".join(names[:_NAMED])
    more = len(names) - _NAMED
    return text if more <= 0 else _("{names} and {count} more").format(names=text, count=more)
