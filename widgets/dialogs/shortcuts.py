"""All keys on one sheet; those of actions can be changed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.i18n import N_, _
from ..actions import ACTIONS, Actions, Spec, menu_path, plain_title
from ..appearance import Appearance
from .look import fit_to_screen, list_style

_TABLE, _CHART = N_("In the table"), N_("In the chart")
IN_VIEWS = (
    (_TABLE, N_("Edit the cell"), N_("F2, or just type")),
    (_TABLE, N_("Show what a value would move"), N_("F9 while it is typed, here or in the inspector")),
    (_TABLE, N_("Next cell, cell below"), N_("Tab, Enter")),
    (_TABLE, N_("Fold and open a summary task"), "Alt+Shift+-, Alt+Shift+="),
    (_TABLE, N_("Select several"), N_("Shift or Ctrl with arrows or mouse")),
    (_TABLE, N_("Select whole rows"), N_("Shift+Space, or click the row number")),
    (_TABLE, N_("Empty cells; on names, delete the tasks"), N_("Del")),
    (_CHART, N_("Zoom around the pointer"), N_("Ctrl+wheel")),
    (_CHART, N_("Scroll sideways"), N_("Shift+wheel, or drag with the middle button")),
    (_CHART, N_("Move the bar, change its duration"), N_("Alt+Left/Right, Ctrl+Alt+Left/Right, or drag")),
    (_CHART, N_("Draw a link"), N_("Drag from the handle at an end of a bar")),
    (_CHART, N_("Give up a drag"), N_("Esc")),
)
"""Keys and gestures that are no actions of the window."""

_WHERE, _WHAT, _KEYS = range(3)
_SPEC = Qt.ItemDataRole.UserRole


class ShortcutSheet(QDialog):
    """A list of keys that can be searched; the keys of a chosen action can be pressed anew."""

    def __init__(self, actions: Actions, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keyboard Shortcuts"))
        self._actions = actions
        self.search = QLineEdit(self, clearButtonEnabled=True, placeholderText=_("Search"))
        self.search.textChanged.connect(self._filter)
        self.table = self._make_table(appearance)
        self.keys = QKeySequenceEdit(self, maximumSequenceLength=2)
        self.keys.setClearButtonEnabled(True)
        self.keys.setAccessibleName(_("New keys"))
        self.keys.keySequenceChanged.connect(self._show_conflict)
        self.set_button = QPushButton(_("&Set"), self)
        self.set_button.clicked.connect(self._on_set)
        self.reset_button = QPushButton(_("&Reset"), self)
        self.reset_button.clicked.connect(self._on_reset)
        self.message = QLabel(self)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        reset_all = buttons.addButton(_("Reset &All"), QDialogButtonBox.ButtonRole.ResetRole)
        reset_all.clicked.connect(self._on_reset_all)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        self.chosen = QLabel(self)
        self.chosen.setTextFormat(Qt.TextFormat.PlainText)
        for widget in (self.chosen, self.keys, self.set_button, self.reset_button):
            row.addWidget(widget, int(widget is self.keys))
        layout = QVBoxLayout(self)
        layout.addWidget(self.search)
        layout.addWidget(self.table)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(buttons)
        fit_to_screen(self, 860, 660)
        self._fill()
        self._on_chosen()

    def _make_table(self, appearance: Appearance) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setHorizontalHeaderLabels([_("Where"), _("What"), _("Keys")])
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(26)
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = table.horizontalHeader()
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)  # all keys are seen, at any width
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.setStyleSheet(list_style(appearance.theme))
        table.itemSelectionChanged.connect(self._on_chosen)
        table.itemActivated.connect(lambda _item: self.keys.setFocus())
        return table

    def _fill(self) -> None:
        """List actions with their keys, then what views answer to."""
        rows: list[tuple[str, str, str, str | None]] = [
            (menu_path(spec), _title(spec), self._native(spec.key), spec.key) for spec in ACTIONS
        ]
        rows += [(_(place), _(what), _(keys), None) for place, what, keys in IN_VIEWS]
        self.table.setRowCount(len(rows))
        for row, (*texts, key) in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(_SPEC, key)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        for column in (_WHERE, _KEYS):  # once, for the columns are to stay where they are while somebody searches
            self.table.resizeColumnToContents(column)
        self._filter(self.search.text())

    def _native(self, key: str) -> str:
        text = QKeySequence.SequenceFormat.NativeText
        return ", ".join(QKeySequence(one).toString(text) for one in self._actions.keys_of(key))

    def _filter(self, text: str) -> None:
        for row in range(self.table.rowCount()):
            texts = [item.text() for column in range(3) if (item := self.table.item(row, column))]
            self.table.setRowHidden(row, text.casefold() not in " ".join(texts).casefold())

    # -- changing keys

    @property
    def _key(self) -> str | None:
        """The chosen action."""
        item = self.table.currentItem()
        return None if item is None or not item.isSelected() else item.data(_SPEC)

    def _on_chosen(self) -> None:
        key = self._key
        for widget in (self.keys, self.set_button, self.reset_button):
            widget.setEnabled(key is not None)
        self.keys.clear()
        if key is None:
            self.chosen.setText(_("Choose a command to change its keys."))
            return
        self.chosen.setText(_("New keys for “{title}”:").format(title=_title(_spec(key))))
        now = self._actions.keys_of(key)
        self.keys.setKeySequence(QKeySequence(now[0] if now else ""))

    def _show_conflict(self, keys: QKeySequence) -> None:
        other = self._owner(keys)
        text = _("“{title}” has these keys now and would lose them.")
        self.message.setText("" if other is None else text.format(title=_title(_spec(other))))

    def _owner(self, keys: QKeySequence) -> str | None:
        """The other action that answers to these keys."""
        if keys.isEmpty():
            return None
        wanted = keys.toString(QKeySequence.SequenceFormat.PortableText)
        return next(
            (spec.key for spec in ACTIONS if spec.key != self._key and wanted in self._actions.keys_of(spec.key)), None
        )

    def _on_set(self) -> None:
        key, keys = self._key, self.keys.keySequence()
        if key is not None:
            text = keys.toString(QKeySequence.SequenceFormat.PortableText)
            self._actions.give_keys(key, [text] if text else [])
            self._show_anew()

    def _on_reset(self) -> None:
        key = self._key
        if key is not None:
            self._actions.give_keys(key, _spec(key).keys)
            self._show_anew()

    def _on_reset_all(self) -> None:
        self._actions.reset_keys()
        self._show_anew()

    def _show_anew(self) -> None:
        for row in range(self.table.rowCount()):
            item = self.table.item(row, _KEYS)
            if item is not None and item.data(_SPEC) is not None:
                item.setText(self._native(item.data(_SPEC)))
                item.setToolTip(item.text())
        self.message.clear()
        self._on_chosen()


def _spec(key: str) -> Spec:
    return next(spec for spec in ACTIONS if spec.key == key)


def _title(spec: Spec) -> str:
    return plain_title(_(spec.title))
