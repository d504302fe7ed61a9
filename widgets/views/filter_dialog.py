"""Making and changing filters: conditions joined by and/or, tried at once, kept under a name."""

from __future__ import annotations

from itertools import product

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.views.columns import Columns
from ...app.views.match import matching, prompts
from ...app.views.spec import AllOf, AnyOf, Condition, Filter, Test
from ..appearance import Appearance
from ..dialogs.look import fit_to_screen
from ..icons import icon
from .condition_edit import ConditionEdit

Blocks = list[list[Condition]]
"""Conditions as rows show them: of a block all must hold, of the blocks one."""


class FilterDialog(QDialog):
    """Edits the user's filters; ``chosen`` is the one to apply, as saved or as it stands there.

    Signals:
        saved: The user's filters are others now; carries the list.
    """

    saved = Signal(list)

    def __init__(
        self, columns: Columns, own: list[Filter], appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Filters"))
        self._columns = columns
        self._appearance = appearance
        self._own = list(own)
        self.chosen: Filter | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Own filters"))
        self.list.setMaximumWidth(180)
        self.name = QLineEdit(self, placeholderText=_("Name, to keep the filter"))
        self.name.setAccessibleName(_("Name"))
        self.rows: list[_Row] = []
        self._holder = QWidget(self)
        self.message = QLabel(self)
        self.highlight = QCheckBox(_("&Mark the tasks that pass instead of hiding the others"), self)
        self._build()
        self._fill_list()
        self.show_filter(None)
        fit_to_screen(self, 900, 460)

    # -- putting it together

    def _build(self) -> None:
        self._rows_layout = QVBoxLayout(self._holder)
        self._rows_layout.setContentsMargins(0, 0, 0, 0)
        self._rows_layout.setSpacing(4)
        self.add = QPushButton(icon("add", self._appearance.theme), _("&Add Condition"), self)
        self._rows_layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows_layout.addStretch(1)
        area = QScrollArea(self, widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self._holder)
        self.new = QPushButton(_("&New"), self)
        self.remove = QPushButton(_("&Delete"), self)
        self._buttons = QDialogButtonBox(self)
        self.apply = self._buttons.addButton(_("A&pply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.save = self._buttons.addButton(_("&Save and Apply"), QDialogButtonBox.ButtonRole.ActionRole)
        self.apply.setDefault(True)
        left, right, across = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(QLabel(_("Own filters"), self))
        left.addWidget(self.list, 1)
        below = QHBoxLayout()
        for button in (self.new, self.remove):
            button.setAutoDefault(False)
            below.addWidget(button)
        left.addLayout(below)
        for widget in (self.name, area, self.message, self.highlight):
            right.addWidget(widget, int(widget is area))
        across.addLayout(left)
        across.addSpacing(8)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(across)
        layout.addWidget(self._buttons)
        self.add.setAutoDefault(False)
        self.add.clicked.connect(lambda: self._add_row(None, joined=True).edit.field.setFocus())
        self.new.clicked.connect(lambda: self.show_filter(None))
        self.remove.clicked.connect(self._on_removed)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.name.textChanged.connect(lambda _text: self._tell())
        self.save.clicked.connect(self._on_saved)
        self._buttons.accepted.connect(self._on_applied)
        self._buttons.rejected.connect(self.reject)

    def _fill_list(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([one.name for one in self._own] or [_("None saved yet")])
        self.list.setEnabled(bool(self._own))
        self.remove.setEnabled(bool(self._own))
        self.list.blockSignals(False)

    # -- what is edited

    def show_filter(self, found: Filter | None) -> None:
        """Edit a filter, or a new one."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        self.name.setText(_(found.name).rstrip("…") if found else "")
        names = [one.name for one in self._own]
        self.list.blockSignals(True)
        self.list.setCurrentRow(names.index(found.name) if found and found.name in names else -1)
        self.list.blockSignals(False)
        for block in blocks(found.test) if found else [[]]:
            for place, condition in enumerate(block):
                self._add_row(condition, joined=place > 0)
        if not self.rows:
            self._add_row(None, joined=True)
        self._tell()

    def _add_row(self, condition: Condition | None, *, joined: bool) -> _Row:
        row = _Row(self._columns, self._appearance, self._holder, joined=joined)
        if condition is not None:
            row.edit.show_condition(condition)
        self._rows_layout.insertWidget(len(self.rows), row)
        self.rows.append(row)
        row.edit.edited.connect(self._tell)
        row.join.activated.connect(lambda _place: self._tell())
        row.remove.clicked.connect(lambda: self._drop(row))
        self._number()
        self._tell()
        return row

    def _drop(self, row: _Row) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._add_row(None, joined=True)
        self._number()
        self._tell()

    def _number(self) -> None:
        for place, row in enumerate(self.rows):
            row.set_first(place == 0)

    def test(self) -> Test:
        """The test as it stands there.

        Raises:
            EditError: A value is missing or wrong.
        """
        found: Blocks = []
        for row in self.rows:
            condition = row.edit.condition()
            if row.joined and found:
                found[-1].append(condition)
            else:
                found.append([condition])
        parts = [AllOf(parts=tuple(block)) if len(block) > 1 else block[0] for block in found]
        return parts[0] if len(parts) == 1 else AnyOf(parts=tuple(parts))

    def _tell(self) -> None:
        """Say how many tasks pass, or what is missing."""
        if any(row.edit.empty for row in self.rows):
            self.message.setText(_("Fill in what is compared; “?Question” asks whenever the filter is applied."))
            self.save.setEnabled(False)
            return
        try:
            test = self.test()
        except EditError as refusal:
            self.message.setText(str(refusal))
            self.save.setEnabled(False)
            return
        self.save.setEnabled(bool(self.name.text().strip()))
        if prompts(test):
            self.message.setText(_("Asks when it is applied."))
            return
        count, total = int(matching(test, self._columns).sum()), len(self._columns.outline)
        self.message.setText(_("{count} of {total} tasks pass.").format(count=count, total=total))

    # -- what is done with it

    def _filter(self) -> Filter | None:
        try:
            return Filter(name=self.name.text().strip(), test=self.test())
        except EditError as refusal:
            self.message.setText(str(refusal))
            return None

    def _on_applied(self) -> None:
        self.chosen = self._filter()
        if self.chosen is not None:
            self.accept()

    def _on_saved(self) -> None:
        found = self._filter()
        if found is None or not found.name:
            return
        self._own = [one for one in self._own if one.name != found.name] + [found]
        self._own.sort(key=lambda one: one.name.casefold())
        self.saved.emit(list(self._own))
        self.chosen = found
        self.accept()

    def _on_removed(self) -> None:
        row = self.list.currentRow()
        if row >= 0:
            del self._own[row]
            self._fill_list()
            self.saved.emit(list(self._own))
            self.show_filter(None)

    def _on_chosen(self, row: int) -> None:
        if row >= 0:
            self.show_filter(self._own[row])


class _Row(QWidget):
    """A condition, how it is joined to the one above, and a button that removes it."""

    def __init__(self, columns: Columns, appearance: Appearance, parent: QWidget, *, joined: bool) -> None:
        super().__init__(parent)
        self.join = QComboBox(self)
        self.join.addItems([_("and"), _("or")])
        self.join.setCurrentIndex(0 if joined else 1)
        self.join.setAccessibleName(_("Joined to the condition above by"))
        self.edit = ConditionEdit(columns, self)
        self.remove = QToolButton(self, autoRaise=True)
        self.remove.setIcon(icon("remove", appearance.theme))
        self.remove.setIconSize(QSize(16, 16))
        self.remove.setToolTip(_("Remove this condition"))
        self.remove.setAccessibleName(_("Remove this condition"))
        self._where = QLabel(_("where"), self)
        width = max(self.join.sizeHint().width(), self._where.sizeHint().width())
        self.join.setFixedWidth(width)
        self._where.setFixedWidth(width)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._where, self.join, self.edit, self.remove):
            layout.addWidget(widget, int(widget is self.edit))

    @property
    def joined(self) -> bool:
        """Whether it has to hold together with the one above."""
        return self.join.currentIndex() == 0

    def set_first(self, first: bool) -> None:
        """Be the first condition, which is joined to none."""
        self._where.setVisible(first)
        self.join.setVisible(not first)


def blocks(test: Test) -> Blocks:
    """A test as blocks of conditions, whatever way it is nested: ``a and (b or c)`` is ``a and b or a and c``."""
    if isinstance(test, Condition):
        return [[test]]
    parts = [blocks(part) for part in test.parts]
    if isinstance(test, AnyOf):
        return [block for part in parts for block in part]
    return [[one for block in choice for one in block] for choice in product(*parts)]
