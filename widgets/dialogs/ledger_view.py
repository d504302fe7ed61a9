"""The ledger as a list: alike notes folded, filtered by words and by kind, with a way to each place."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.i18n import _
from ...app.project.errors import Note, Severity
from ...app.project.ledger import Entry, counted, entries, matching
from ...app.project.note_kinds import EFFECTS, Effect
from ...io.ledger_page import Section
from ..appearance import Appearance
from ..icons import icon
from .look import list_style

_ICONS = {Severity.INFO: "notes", Severity.WARNING: "warning", Severity.ERROR: "error"}
_NOTE = Qt.ItemDataRole.UserRole
_ALL = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
_FEW = 40
"""Entries of no more notes than this open at once when a filter is typed."""


class LedgerView(QWidget):
    """Notes by sections, each a heading with its notes.

    Signals:
        task_chosen: The user wants to see a task.
        resource_chosen: The user wants to see a resource.
        calendar_chosen: The user wants to see a calendar.
    """

    task_chosen = Signal(int)
    resource_chosen = Signal(int)
    calendar_chosen = Signal(int)

    def __init__(self, sections: Iterable[Section], appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sections = [(heading, tuple(notes)) for heading, notes in sections if notes]
        self._appearance = appearance
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_("Filter by words"))
        self.words.setAccessibleName(_("Filter by words"))
        self.words.setClearButtonEnabled(True)
        self.kinds = QComboBox(self)
        self.kinds.setAccessibleName(_("Kind of note"))
        self.tree = QTreeWidget(self)
        self.nothing = QLabel(self)
        self.nothing.setWordWrap(True)
        self._build()
        self._fill_kinds()
        self._show()
        self.words.textChanged.connect(lambda _text: self._show())
        self.kinds.currentIndexChanged.connect(lambda _index: self._show())
        self.tree.itemActivated.connect(self._on_activated)
        self._appearance.changed.connect(self._wear_theme)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.words.setFocus)

    def shown(self) -> list[Section]:
        """The sections with the notes that pass the filter."""
        effect = self.kinds.currentData()
        effects = () if effect is None else (effect,)
        return [(heading, matching(notes, self.words.text(), effects)) for heading, notes in self._sections]

    def texts(self) -> list[str]:
        """The lines as they are read, folded ones included."""
        return [item.text(0) for item in self.tree.findItems("", _ALL)]

    # -- putting it together

    def _build(self) -> None:
        tree = self.tree
        tree.setColumnCount(2)
        tree.setHeaderLabels([_("What"), _("Count")])
        tree.setAlternatingRowColors(True)
        tree.setUniformRowHeights(True)
        tree.setIconSize(QSize(16, 16))
        tree.setTextElideMode(Qt.TextElideMode.ElideRight)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.headerItem().setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.kinds)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(tree, 1)
        layout.addWidget(self.nothing)
        self._wear_theme()

    def _fill_kinds(self) -> None:
        counts = counted(note for _heading, notes in self._sections for note in notes)
        self.kinds.addItem(_("All kinds"), None)
        for effect, count in counts.items():
            self.kinds.addItem(f"{_(EFFECTS[effect])} ({count:,})", effect)

    def _show(self) -> None:
        self.tree.clear()
        sections = [(heading, notes) for heading, notes in self.shown() if notes]
        filtered = bool(self.words.text().strip())
        for heading, notes in sections:
            above: QTreeWidget | QTreeWidgetItem = self.tree
            if len(self._sections) > 1:
                above = self._heading(heading)
            self._add_entries(above, entries(notes), opened=filtered)
            if isinstance(above, QTreeWidgetItem):
                above.setExpanded(True)
        self.nothing.setText(_("No note fits the filter.") if self._sections and not sections else "")
        self.nothing.setVisible(bool(self.nothing.text()))

    def _heading(self, text: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.tree, [text])
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setFirstColumnSpanned(True)
        return item

    def _add_entries(self, above: QTreeWidget | QTreeWidgetItem, found: list[Entry], *, opened: bool) -> None:
        """Add entries, those of one kind about several elements below what they have in common."""
        groups: dict[str, list[Entry]] = {}
        for entry in found:
            groups.setdefault(entry.code, []).append(entry)
        for group in groups.values():
            under = above
            if len(group) > 1:
                under = self._item(above, group[0].title, sum(entry.count for entry in group), None)
                under.setIcon(0, icon(_icon_of(group[0]), self._appearance.theme))
                under.setToolTip(0, f"{group[0].title}\n{_(EFFECTS[group[0].effect])} · {group[0].code}")
                under.setExpanded(opened)
            for entry in group:
                self._add(under, entry, opened=opened and len(entry.notes) <= _FEW)

    def _add(self, above: QTreeWidget | QTreeWidgetItem, entry: Entry, *, opened: bool) -> None:
        item = self._item(above, entry.text, entry.count, entry.notes[0] if len(entry.notes) == 1 else None)
        item.setIcon(0, icon(_icon_of(entry), self._appearance.theme))
        item.setToolTip(0, f"{entry.text}\n{_(EFFECTS[entry.effect])} · {entry.code}")
        if len(entry.notes) > 1:
            for note in entry.notes:
                text = f"{note.place}: {note.text}" if note.place else note.text
                self._item(item, text, note.count, note).setToolTip(0, text)
        item.setExpanded(opened)

    def _item(self, above: QTreeWidget | QTreeWidgetItem, text: str, count: int, note: Note | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above, [text, f"{count:,}"])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _NOTE, note)
        return item

    def _wear_theme(self) -> None:
        self.setStyleSheet(list_style(self._appearance.theme))

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        note = item.data(0, _NOTE)
        if note is None:
            item.setExpanded(not item.isExpanded())
        elif note.task is not None:
            self.task_chosen.emit(note.task)
        elif note.resource is not None:
            self.resource_chosen.emit(note.resource)
        elif note.calendar is not None:
            self.calendar_chosen.emit(note.calendar)


def _icon_of(entry: Entry) -> str:
    return "check" if entry.effect is Effect.KEPT else _ICONS[entry.severity]
