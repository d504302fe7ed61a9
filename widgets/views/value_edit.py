"""A field for a value of a filter: typed, or chosen where there is something to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ...app.edits.field import Field, Kind
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.views.columns import Columns
from ...app.views.words import choice_titles, value_code, value_text

_HINTS = {
    Kind.DURATION: "3d",
    Kind.WORK: "40h",
    Kind.PERCENT: "50",
    Kind.NUMBER: "500",
    Kind.COST: "1000",
}


class ValueEdit(QComboBox):
    """A line with suggestions; red while what stands there is no value of the field.

    Signals:
        edited: Something else stands there.
        entered: Enter was pressed.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, editable=True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(7)
        self._field: Field | None = None
        self._columns: Columns | None = None
        line = self.lineEdit()
        assert line is not None
        line.textEdited.connect(lambda _text: self.edited.emit())
        line.returnPressed.connect(self.entered)
        self.activated.connect(lambda _place: self.edited.emit())

    def take_field(self, field: Field, columns: Columns) -> None:
        """Edit values of this field from now on."""
        self._field, self._columns = field, columns
        titles = choice_titles(field, columns)
        self.clear()
        self.addItems(titles)
        self.setCurrentIndex(0 if field.kind is Kind.FLAG else -1)
        line, completer = self.lineEdit(), QCompleter(titles, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        assert line is not None
        line.setCompleter(completer)
        line.setPlaceholderText(
            _("today, this week, or a date") if field.kind is Kind.DATE else _HINTS.get(field.kind, "")
        )

    def show_code(self, code: str) -> None:
        """Show a value as filters keep it."""
        assert self._field is not None
        assert self._columns is not None
        self.setEditText(value_text(code, self._field, self._columns))

    @property
    def empty(self) -> bool:
        """Whether nothing stands there."""
        return not self.currentText().strip()

    def code(self) -> str:
        """The value as filters keep it.

        Raises:
            EditError: It is no value of the field.
        """
        assert self._field is not None
        assert self._columns is not None
        try:
            if self.empty:
                raise EditError(_("A value is missing for {field}.").format(field=self._field.caption))
            found = value_code(self.currentText(), self._field, self._columns)
        except EditError:
            self.mark(wrong=True)
            raise
        self.mark(wrong=False)
        return found

    def mark(self, *, wrong: bool) -> None:
        """Show that what stands there is no value, or that it is."""
        line = self.lineEdit()
        assert line is not None
        line.setStyleSheet("QLineEdit { color: palette(bright-text); }" if wrong else "")
