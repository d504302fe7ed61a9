"""Editing one condition of a filter: field, operator and values in a row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from ...app.i18n import _
from ...app.views.columns import Columns
from ...app.views.fields import usable
from ...app.views.spec import Condition, Operator
from ...app.views.words import operator_text, operators_for, value_count
from .value_edit import ValueEdit


class ConditionEdit(QWidget):
    """A field, how it is compared, and with what.

    Attributes:
        touched: The user changed something.

    Signals:
        edited: The condition is another one.
        entered: Enter was pressed in a value.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, columns: Columns, parent: QWidget | None = None, *, field: str = "") -> None:
        """Edit conditions on any field, or on one only."""
        super().__init__(parent)
        self._columns = columns
        self.field = field_box(columns, self)
        self.field.setVisible(not field)
        self.touched = False
        self.operator = QComboBox(self)
        self.operator.setAccessibleName(_("Comparison"))
        narrow(self.operator, 10)
        self.values = (ValueEdit(self), ValueEdit(self))
        self._and = QLabel(_("and"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.field, self.operator, self.values[0], self._and, self.values[1]):
            layout.addWidget(widget, int(widget in self.values))
        layout.addStretch(0)
        self.edited.connect(self._on_edited)
        for value in self.values:
            value.setAccessibleName(_("Value"))
            value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            value.edited.connect(self.edited)
            value.entered.connect(self.entered)
        self.field.activated.connect(lambda _place: self._on_field())
        self.operator.activated.connect(lambda _place: self._on_operator())
        self._take_field(field or "name")

    @property
    def key(self) -> str:
        """The key of the field."""
        return self.field.currentData()

    def show_condition(self, condition: Condition) -> None:
        """Edit this condition."""
        if condition.field not in self._columns.fields:
            return
        self._take_field(condition.field)
        place = self.operator.findData(condition.operator)
        if place < 0:
            self.operator.addItem(
                operator_text(condition.operator, self._columns.fields[condition.field]), condition.operator
            )
            place = self.operator.count() - 1
        self.operator.setCurrentIndex(place)
        for edit, code in zip(self.values, condition.values, strict=False):
            edit.show_code(code)
        self._show_values()

    @property
    def empty(self) -> bool:
        """Whether a value is wanted and none stands there."""
        return value_count(self.operator.currentData()) > 0 and self.values[0].empty

    def condition(self) -> Condition:
        """The condition as it stands there.

        Raises:
            EditError: A value is missing or wrong.
        """
        operator: Operator = self.operator.currentData()
        codes = tuple(value.code() for value in self.values[: value_count(operator)])
        return Condition(field=self.key, operator=operator, values=codes)

    def _on_edited(self) -> None:
        self.touched = True

    def _on_field(self) -> None:
        self._take_field(self.key)
        self.edited.emit()

    def _on_operator(self) -> None:
        self._show_values()
        self.edited.emit()

    def _take_field(self, key: str) -> None:
        field = self._columns.fields[key]
        self.field.setCurrentIndex(self.field.findData(key))
        self.operator.clear()
        for operator in operators_for(field):
            self.operator.addItem(operator_text(operator, field), operator)
        for value in self.values:
            value.take_field(field, self._columns)
        self._show_values()

    def _show_values(self) -> None:
        count = value_count(self.operator.currentData())
        self.values[0].setVisible(count > 0)
        self._and.setVisible(count > 1)
        self.values[1].setVisible(count > 1)


def narrow(box: QComboBox, letters: int) -> None:
    """Let a list be this wide, however long its entries are; all such lists in a column are equally wide."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(letters)
    box.view().setTextElideMode(Qt.TextElideMode.ElideNone)
    box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 24)


def field_box(columns: Columns, parent: QWidget, none: str = "") -> QComboBox:
    """A list of the fields that views can use, by title; with a first line for no field if it has a title."""
    box = QComboBox(parent)
    box.setAccessibleName(_("Field"))
    box.setMaxVisibleItems(24)
    narrow(box, 12)
    if none:
        box.addItem(none, "")
    fields = sorted((one for one in columns.fields.values() if usable(one)), key=lambda one: one.caption.casefold())
    for one in fields:
        box.addItem(one.caption, one.key)
    return box
