"""Custom Fields: which fields the planner defined, what they are called, and the values to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import custom_definitions
from ...app.i18n import N_, _, ngettext
from ...app.project.custom_slots import KEEPS_LOOKUP, slots
from ...app.project.errors import EditError
from ...app.project.kinds import Entity, FieldKind
from ...app.project.patch import Patch
from ...app.project.records import CustomField
from ...app.project.widths import replace
from ...app.workspace.document import Document
from ..appearance import Appearance
from .look import fit_to_screen, list_style
from .lookup_editor import LookupEditor

ENTITIES = {Entity.TASK: N_("Task"), Entity.RESOURCE: N_("Resource")}
KINDS = {
    FieldKind.TEXT: N_("Text"),
    FieldKind.NUMBER: N_("Number"),
    FieldKind.FLAG: N_("Flag"),
    FieldKind.DATE: N_("Date"),
    FieldKind.START: N_("Start"),
    FieldKind.FINISH: N_("Finish"),
    FieldKind.DURATION: N_("Duration"),
    FieldKind.COST: N_("Cost"),
    FieldKind.OUTLINE_CODE: N_("Outline Code"),
}
_SLOT, _ALIAS, _VALUES = range(3)


class CustomFieldsDialog(QDialog):
    """Shows the slots of a kind and what was made of them; all changes are carried out as one step.

    Attributes:
        added: The keys of task fields that were defined, after the dialog was accepted.
    """

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Custom Fields"))
        self.setStyleSheet(list_style(appearance.theme))
        self._document = document
        self._theme = appearance.theme
        self._made: dict[str, CustomField | None] = {}
        self._slots: list[tuple[str, str]] = []
        self.added: list[str] = []
        self._build()
        self._connect()
        self._show_slots()
        fit_to_screen(self, 820, 540)

    def _build(self) -> None:
        self.entity, self.kind = QComboBox(self), QComboBox(self)
        for entity, title in ENTITIES.items():
            self.entity.addItem(_(title), entity.value)
        for kind, title in KINDS.items():
            self.kind.addItem(_(title), kind.value)
        self.entity.setAccessibleName(_("Fields of"))
        self.kind.setAccessibleName(_("Type"))
        self.table = QTableWidget(0, 3, self)
        self.table.setHorizontalHeaderLabels([_("Field"), _("Alias"), _("Values")])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(_("Fields"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        columns = self.table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(_ALIAS, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(_VALUES, QHeaderView.ResizeMode.ResizeToContents)
        self.remove = QPushButton(_("Remove Field"), self)
        self.lookup = LookupEditor(self._theme, self)
        self.restricted = QCheckBox(_("Only these values"), self)
        self.note = QLabel(self)
        self.note.setWordWrap(True)
        self.note.setStyleSheet(f"color: {self._theme.text_faint};")
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet(f"color: {self._theme.error};")
        self.message.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        top = QHBoxLayout()
        for widget in (QLabel(_("Fields of:"), self), self.entity, QLabel(_("Type:"), self), self.kind):
            top.addWidget(widget)
        top.addStretch()
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.table, 1)
        left.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.lookup, self.restricted, self.note):
            right.addWidget(widget)
        halves = QHBoxLayout()
        halves.addLayout(left, 5)
        halves.addLayout(right, 4)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addLayout(halves, 1)
        column.addWidget(self.message)
        column.addWidget(buttons)

    def _connect(self) -> None:
        self.entity.currentIndexChanged.connect(self._show_slots)
        self.kind.currentIndexChanged.connect(self._show_slots)
        self.table.currentCellChanged.connect(lambda row, _column, _old, _older: self._show_field(row))
        self.table.itemChanged.connect(self._on_item_changed)
        self.lookup.changed.connect(self._on_lookup_changed)
        self.restricted.toggled.connect(self._on_lookup_changed)
        self.remove.clicked.connect(self._on_remove)

    # -- what is shown

    def field(self, row: int) -> CustomField:
        """The field of a row as it is to become; one that is not defined has neither alias nor values."""
        key, name = self._slots[row]
        known = self._document.project.custom_fields.get(key)
        made = self._made.get(key, known)
        entity, kind = Entity(self.entity.currentData()), FieldKind(self.kind.currentData())
        return made or CustomField(key=key, entity=entity, kind=kind, name=name)

    def _is_defined(self, key: str) -> bool:
        known = self._document.project.custom_fields.get(key)
        return self._made.get(key, known) is not None

    def _show_slots(self) -> None:
        """List the slots of the chosen kind, and after them fields of the plan that have none."""
        entity, kind = Entity(self.entity.currentData()), FieldKind(self.kind.currentData())
        self._slots = slots(entity, kind)
        known = {key for key, _name in self._slots}
        self._slots += [
            (one.key, one.name or one.alias)
            for one in self._document.project.custom_fields.values()
            if one.entity is entity and one.kind is kind and one.key not in known
        ]
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._slots))
        for row in range(len(self._slots)):
            self._fill(row)
        self.table.blockSignals(False)
        self.table.resizeColumnToContents(_SLOT)
        self.table.setCurrentCell(0, _ALIAS)
        self._show_field(0)

    def _fill(self, row: int) -> None:
        field, key = self.field(row), self._slots[row][0]
        count = len(field.lookup)
        values = ngettext("{count} value", "{count} values", count).format(count=count) if count else ""
        texts = (self._slots[row][1], field.alias, _("calculated") if field.formula else values)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            if column != _ALIAS:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if not self._is_defined(key) or column == _VALUES:
                item.setForeground(QColor(self._theme.text_faint))
            self.table.setItem(row, column, item)

    def _show_field(self, row: int) -> None:
        """Show the values of the field of a row."""
        if not 0 <= row < len(self._slots):
            return
        field = self.field(row)
        listed = field.kind in KEEPS_LOOKUP and not field.formula
        self.lookup.show_lines(field.lookup, levels=field.kind is FieldKind.OUTLINE_CODE)
        self.lookup.setEnabled(listed)
        self.restricted.blockSignals(True)
        self.restricted.setChecked(field.restricted)
        self.restricted.blockSignals(False)
        self.restricted.setEnabled(listed and field.kind is not FieldKind.OUTLINE_CODE)
        self.remove.setEnabled(self._is_defined(field.key))
        if field.formula:
            self.note.setText(_("Calculated by Microsoft Project: {formula}").format(formula=field.formula))
        elif listed:
            self.note.setText("")
        else:
            self.note.setText(_("Fields of this type have no lookup table."))

    # -- what was changed

    def _on_item_changed(self, item: QTableWidgetItem) -> None:
        if item.column() == _ALIAS:
            row = item.row()
            self._put(row, replace(self.field(row), alias=item.text().strip()))

    def _on_lookup_changed(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            field = replace(self.field(row), lookup=self.lookup.lines(), restricted=self.restricted.isChecked())
            self._put(row, field)

    def _on_remove(self) -> None:
        row = self.table.currentRow()
        if row >= 0:
            self._put(row, None)
            self._show_field(row)

    def _put(self, row: int, field: CustomField | None) -> None:
        self._made[self._slots[row][0]] = field
        self.table.blockSignals(True)
        self._fill(row)
        self.table.blockSignals(False)
        self.remove.setEnabled(field is not None)

    def _patch(self, key: str, field: CustomField | None) -> Patch | None:
        """What it takes to define, change or remove a field; None where that is refused, and told, or given up."""
        project = self._document.project
        try:
            with self._document.patience(_("Changing custom fields…"), True) as ticket:
                if field is None:
                    return custom_definitions.remove(project, key, ticket)
                return custom_definitions.define(project, field, ticket)
        except EditError as refusal:
            self.message.setText(str(refusal))
            self.message.show()
        return None

    def accept(self) -> None:
        """Define, change and remove fields as one step; where one is refused or given up, nothing changes."""
        document = self._document
        merge_key = f"custom fields {document.revision}"
        done = 0
        for key, field in self._made.items():
            known = document.project.custom_fields.get(key)
            if field == known or (field is not None and known is None and not (field.alias or field.lookup)):
                continue
            patch = self._patch(key, field)
            if patch is None:
                if done:
                    document.withdraw()
                return
            document.push(patch, _("Change custom fields"), merge_key=merge_key)
            done += 1
            if known is None and field is not None and field.entity is Entity.TASK:
                self.added.append(key)
        super().accept()
