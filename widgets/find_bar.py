"""The bar below the plan with which texts are found and replaced."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget

from ..app.edits.find import Search
from ..app.i18n import _
from ..app.project.errors import EditError
from .appearance import Appearance
from .icons import icon
from .table.finding import Finding

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindBar(QWidget):
    """Asks what is looked for and says how often it was found; the table goes there.

    Attributes:
        text: What is looked for.
        by: What it is replaced by.
        field: In which field.

    Signals:
        closed: The keyboard goes back to where it came from.
        told: Something worth saying in the status bar.
    """

    closed = Signal()
    told = Signal(str)

    def __init__(self, finding: Finding, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._finding = finding
        self._appearance = appearance
        self.setAccessibleName(_("Find and replace"))
        self.text = QLineEdit(self, placeholderText=_("Find"), clearButtonEnabled=True)
        self.by = QLineEdit(self, placeholderText=_("Replace with"), clearButtonEnabled=True)
        self.field = QComboBox(self)
        self.field.setAccessibleName(_("Field to look in"))
        self.case = self._switch("Aa", _("Large and small letters differ"))
        self.whole = self._switch(_("Whole"), _("Only whole cells"))
        self.back = self._step("previous", _("Previous (Shift+Enter)"), back=True)
        self.on = self._step("next", _("Next (Enter)"), back=False)
        self.count = QLabel(self)
        self.one = QPushButton(_("&Replace"), self)
        self.all = QPushButton(_("Replace &All"), self)
        self._close = QToolButton(self, autoRaise=True)
        self._close.setToolTip(_("Close (Esc)"))
        self._lay_out()
        self._connect()
        self._wear_theme()
        self.hide()

    # -- putting it together

    def _switch(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setCheckable(True)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.toggled.connect(self._look)
        return button

    def _step(self, name: str, tip: str, *, back: bool) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self._finding.step(back=back))
        return button

    def _lay_out(self) -> None:
        for line in (self.text, self.by):
            line.setMinimumWidth(220)
        self.count.setMinimumWidth(110)
        grid = QGridLayout(self)
        grid.setContentsMargins(8, 4, 8, 4)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.text, 0, 0)
        grid.addLayout(self._row(self.field, self.case, self.whole, self.back, self.on, self.count), 0, 1)
        grid.addWidget(self._close, 0, 2)
        self._replacing = QWidget(self)
        self._replacing.setLayout(self._row(self.one, self.all))
        grid.addWidget(self.by, 1, 0)
        grid.addWidget(self._replacing, 1, 1)
        grid.setColumnStretch(1, 1)

    @staticmethod
    def _row(*widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.text.textChanged.connect(self._look)
        self.field.currentIndexChanged.connect(self._look)
        self.one.clicked.connect(self.replace_one)
        self.all.clicked.connect(self.replace_all)
        self._close.clicked.connect(self.close_bar)
        self._finding.changed.connect(self._show_count)
        self._appearance.changed.connect(self._wear_theme)
        QShortcut(QKeySequence("Escape"), self, self.close_bar, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for line in (self.text, self.by):
            line.installEventFilter(self)

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(f"FindBar {{ background: {theme.window}; border-top: 1px solid {theme.border}; }}")
        self.back.setIcon(icon("previous", theme))
        self.on.setIcon(icon("next", theme))
        self._close.setIcon(icon("close", theme))

    # -- opening and closing

    def open(self, *, replacing: bool) -> None:
        """Show the bar, with or without what it takes to replace, and take the keyboard."""
        self._appear(replacing=replacing)
        self.text.setFocus()
        self.text.selectAll()
        self._look()

    def again(self, *, back: bool) -> None:
        """Go on to the next or the previous place; the bar says how many there are and lets go of their marks."""
        if self.isHidden():
            self._appear(replacing=False)
        self._finding.look_for(self._search())
        self._finding.step(back=back)

    def close_bar(self) -> None:
        """Take the bar away; nothing is marked any more."""
        self.hide()
        self._finding.look_for(None)
        self.closed.emit()

    def _appear(self, *, replacing: bool) -> None:
        self.by.setVisible(replacing)
        self._replacing.setVisible(replacing)
        self._fill_fields()
        self.show()

    def _fill_fields(self) -> None:
        chosen = self.field.currentData()
        self.field.blockSignals(True)
        self.field.clear()
        self.field.addItem(_("All columns shown"), "")
        for key, title in self._finding.fields():
            self.field.addItem(title, key)
        self.field.setCurrentIndex(max(self.field.findData(chosen), 0))
        self.field.blockSignals(False)

    # -- looking

    def _look(self) -> None:
        if self.isVisible():
            self._finding.look_for(self._search())

    def _search(self) -> Search:
        return Search(
            text=self.text.text(),
            field=self.field.currentData() or "",
            case=self.case.isChecked(),
            whole=self.whole.isChecked(),
        )

    def _show_count(self) -> None:
        self.count.setText(self._finding.words())
        found = bool(self._finding.count)
        for button in (self.back, self.on, self.one, self.all):
            button.setEnabled(found)

    def replace_one(self) -> None:
        """Replace what is found in the current cell and go to the next one."""
        self._try(lambda: self._finding.replace_one(self.by.text()))

    def replace_all(self) -> None:
        """Replace everything that is found, as one step to undo."""
        self._try(lambda: self._finding.replace_all(self.by.text()))

    def _try(self, do: Callable[[], str]) -> None:
        try:
            self.told.emit(do())
        except EditError as refusal:
            self.told.emit(str(refusal))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTERS:
            if watched is self.text:
                self._finding.step(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
            else:
                self.replace_one()
            return True
        return super().eventFilter(watched, event)
