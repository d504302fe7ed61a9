"""What a column can do to the rows, under its title: sort, group, and filter by values or by a condition."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...app.edits.field import Field, Kind
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.views.buckets import facets, usual_interval
from ...app.views.match import containing, matching
from ...app.views.spec import AllOf, Condition, GroupBy, Operator, SortBy, Test
from ...app.workspace.row_set import RowSet
from ..appearance import Appearance
from ..icons import icon
from .condition_edit import ConditionEdit
from .facet_list import FacetList, FacetModel

_LINES = 9
"""So many values are seen at once."""


class ColumnPopup(QFrame):
    """Stands below a column's title until something is chosen, or Esc or a click elsewhere closes it."""

    def __init__(self, field: Field, rows: RowSet, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("columnPopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(_("Filter and sort by {field}").format(field=field.caption))
        self._field = field
        self._rows = rows
        self._appearance = appearance
        self._present = rows.arrangement.columns.get(field.key)
        values, condition = _parts(self._present)
        found = facets(rows.columns, field.key, self._among())
        codes = {one.code for one in found}
        self.values = FacetModel(found, set(values.values) & codes if values else codes, self)
        self.list = FacetList(self.values, self)
        self.search = QLineEdit(self, placeholderText=_("Find a value"), clearButtonEnabled=True)
        self.condition = ConditionEdit(rows.columns, self, field=field.key)
        if condition is not None:
            self.condition.show_condition(condition)
        self.message = QLabel(self)
        self._build()
        self._wear_theme()

    def show_below(self, title: QRect) -> None:
        """Appear below a title, given by its place on the screen, as far as the screen allows."""
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = max(min(title.left(), room.right() - self.width()), room.left())
        top = title.bottom() + 1
        if top + self.height() > room.bottom():
            top = max(room.bottom() - self.height(), room.top())
        self.move(QPoint(left, top))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- putting it together

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        up, down = _directions(self._field.kind)
        self.ascending = self._command(up, "move-up", lambda: self._sort(descending=False))
        self.descending = self._command(down, "move-down", lambda: self._sort(descending=True))
        title = _("Group by {field}").format(field=self._field.caption)
        self.group = self._command(title, "levels", self._group)
        for button in (self.ascending, self.descending, self.group):
            layout.addWidget(button)
        layout.addWidget(_line(self))
        layout.addWidget(self.condition)
        layout.addWidget(self.message)
        layout.addWidget(self.search)
        layout.addWidget(self.list)
        self.message.hide()
        lines = (self.fontMetrics().height() + 6) * _LINES
        self.list.setFixedHeight(lines + 2 * self.list.frameWidth())
        self.list.setMinimumWidth(300)
        buttons = QDialogButtonBox(self)
        self.ok = buttons.addButton(_("Show"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.clear = buttons.addButton(_("Clear Filter"), QDialogButtonBox.ButtonRole.ResetRole)
        self.clear.setEnabled(self._present is not None)
        self.ok.setDefault(True)
        layout.addWidget(buttons)
        self.ok.clicked.connect(self.apply)
        self.clear.clicked.connect(lambda: self._take(None))
        self.search.textChanged.connect(self.values.narrow)
        self.search.returnPressed.connect(self.apply)
        self.condition.entered.connect(self.apply)
        self.values.checked_changed.connect(self._on_checked)

    def _command(self, title: str, sign: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(sign, self._appearance.theme), title.replace("&", "&&"), self)
        button.setObjectName("plain")
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def _among(self) -> np.ndarray:
        """The tasks that pass all but this column."""
        wanted, columns = self._rows.arrangement, self._rows.columns
        others = [test for key, test in wanted.columns.items() if key != self._field.key]
        parts = (*others, *(() if wanted.filter is None else (wanted.filter.test,)))
        found = matching(AllOf(parts=parts), columns)
        return found & containing(wanted.text, columns) if wanted.text.strip() else found

    # -- what it does

    def apply(self) -> None:
        """Filter by what is checked, typed or compared."""
        parts: list[Test] = []
        try:
            if not self.condition.empty and (self.condition.touched or _parts(self._present)[1] is not None):
                parts.append(self.condition.condition())
        except EditError as refusal:
            self.message.setText(str(refusal))
            self.message.show()
            return
        codes = self.values.codes()
        if self.search.text():  # what is found is meant
            listed = self.values.listed_codes()
            codes = tuple(code for code in codes if code in listed)
        if len(codes) < self.values.total:
            parts.append(Condition(field=self._field.key, operator=Operator.ONE_OF, values=codes))
        self._take(parts[0] if len(parts) == 1 else AllOf(parts=tuple(parts)) if parts else None)

    def _on_checked(self) -> None:
        self.ok.setEnabled(bool(self.values.checked))

    def _take(self, test: Test | None) -> None:
        columns = {key: one for key, one in self._rows.arrangement.columns.items() if key != self._field.key}
        if test is not None:
            columns[self._field.key] = test
        self.close()
        if columns != self._rows.arrangement.columns:
            self._rows.change(columns=columns)

    def _sort(self, *, descending: bool) -> None:
        self.close()
        self._rows.change(sorts=(SortBy(field=self._field.key, descending=descending),))

    def _group(self) -> None:
        self.close()
        group = GroupBy(field=self._field.key, interval=usual_interval(self._field.kind))
        self._rows.change(groups=(group,))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.list.setCurrentIndex(self.list.model().index(0, 0))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"#columnPopup {{ background: {theme.base}; border: 1px solid {theme.border}; }}"
            f"#columnPopup QLabel {{ color: {theme.error}; }}"
            "#plain { border: none; text-align: left; padding: 5px 6px; border-radius: 4px; }"
            f"#plain:hover, #plain:focus {{ background: {theme.selection}; color: {theme.selection_text}; }}"
            f"QListView {{ border: 1px solid {theme.border}; background: {theme.base}; outline: 0; }}"
            f"QListView::item {{ padding: 2px; }}"
            f"QListView::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
        )


def _parts(test: Test | None) -> tuple[Condition | None, Condition | None]:
    """The list of values in a column's test, and the condition."""
    if test is None:
        return None, None
    parts = (test,) if isinstance(test, Condition) else test.parts
    conditions = [one for one in parts if isinstance(one, Condition)]
    listed = next((one for one in conditions if one.operator is Operator.ONE_OF), None)
    return listed, next((one for one in conditions if one is not listed), None)


def _directions(kind: Kind) -> tuple[str, str]:
    """What ascending and descending are called."""
    if kind is Kind.DATE:
        return _("Sort earliest first"), _("Sort latest first")
    if kind in (Kind.TEXT, Kind.CHOICE, Kind.RESOURCES):
        return _("Sort A to Z"), _("Sort Z to A")
    return _("Sort smallest first"), _("Sort largest first")


def _line(parent: QWidget) -> QFrame:
    line = QFrame(parent)
    line.setFrameShape(QFrame.Shape.HLine)
    line.setForegroundRole(line.palette().ColorRole.Mid)
    return line
