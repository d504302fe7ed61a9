"""The strip above the plan: which rows are shown, by what, and how to take that back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ...app.chart.theme import Theme
from ...app.i18n import _, ngettext
from ...app.views.spec import AS_PLANNED
from ...app.views.words import group_text, sort_text, words_of
from ...app.workspace.row_set import RowSet
from ..appearance import Appearance
from .chip import Chip


class ArrangementStrip(QFrame):
    """Stands there as long as rows are filtered, grouped or sorted.

    Signals:
        filter_requested: The user wants to change the filter.
        column_requested: The user wants to change what is asked of a column; carries the key of its field.
        group_requested: The user wants to group otherwise.
        sort_requested: The user wants to sort otherwise.
        search_requested: The user wants to change the text that is looked for.
    """

    filter_requested = Signal()
    column_requested = Signal(str)
    group_requested = Signal()
    sort_requested = Signal()
    search_requested = Signal()

    def __init__(self, rows: RowSet, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arrangement")
        self._rows = rows
        self._appearance = appearance
        self.chips: list[Chip] = []
        self.count = QLabel(self)
        self.again = QPushButton(_("Out of date: apply again"), self)
        self.again.setToolTip(_("Edits were made after which other rows would be shown (Ctrl+F3)"))
        self.everything = QPushButton(_("Show All"), self)
        self.everything.setToolTip(_("Show all tasks in the plan's order"))
        self._tiles = QWidget(self)
        self._arrange()
        self.again.clicked.connect(rows.apply_again)
        self.everything.clicked.connect(lambda: rows.arrange(AS_PLANNED))
        rows.state_changed.connect(self.refresh)
        rows.changed.connect(self._count)
        appearance.changed.connect(self._wear_theme)
        self._wear_theme()

    def refresh(self) -> None:
        """Say what is in force now."""
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        arrangement = self._rows.arrangement
        self.chips = self._made_chips()
        layout = self._tiles.layout()
        assert layout is not None
        for chip in self.chips:
            layout.addWidget(chip)
        self.again.setVisible(self._rows.stale)
        self.setVisible(bool(self.chips) or arrangement.telling != AS_PLANNED)
        self._count()

    def _made_chips(self) -> list[Chip]:
        wanted, columns, change = self._rows.arrangement, self._rows.columns, self._rows.change
        kind = _("Highlight") if wanted.highlight else _("Filter")
        found: list[Chip] = []
        if wanted.text.strip():
            found.append(
                self._chip(_("Text"), wanted.text.strip(), self.search_requested.emit, lambda: change(text=""))
            )
        if wanted.filter is not None:
            text = _(wanted.filter.name).rstrip("…") if wanted.filter.name else words_of(wanted.filter.test, columns)
            found.append(self._chip(kind, text, self.filter_requested.emit, lambda: change(filter=None)))
        for key, test in wanted.columns.items():
            others = {one: each for one, each in wanted.columns.items() if one != key}
            found.append(
                self._chip(
                    kind,
                    words_of(test, columns),
                    lambda key=key: self.column_requested.emit(key),
                    lambda others=others: change(columns=others),
                )
            )
        if wanted.groups:
            text = group_text(wanted.groups, columns)
            found.append(self._chip(_("Group"), text, self.group_requested.emit, lambda: change(groups=())))
        if wanted.sorts:
            text = sort_text(wanted.sorts, columns)
            found.append(self._chip(_("Sort"), text, self.sort_requested.emit, lambda: change(sorts=())))
        return found

    def _chip(self, kind: str, text: str, opened: Callable[[], object], closed: Callable[[], object]) -> Chip:
        chip = Chip(kind, text, self._appearance.theme, self._tiles)
        chip.opened.connect(opened)
        # The chip goes when it is taken back, so its own signal has to be over by then.
        chip.closed.connect(closed, Qt.ConnectionType.QueuedConnection)
        return chip

    def _count(self) -> None:
        """Say how many of the tasks pass."""
        passing, total = self._rows.passing, self._rows.total
        tasks = ngettext("{total} task", "{total} tasks", total).format(total=total)
        if self._rows.busy:
            text = _("Working…")
        elif not self._rows.arrangement.filtering:
            text = tasks
        elif self._rows.arrangement.highlight:
            text = _("{count} of {tasks} marked").format(count=passing, tasks=tasks)
        else:
            text = _("{count} of {tasks} shown").format(count=passing, tasks=tasks)
        self.count.setText(text)

    def _arrange(self) -> None:
        tiles = QHBoxLayout(self._tiles)
        tiles.setContentsMargins(0, 0, 0, 0)
        tiles.setSpacing(6)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 3, 6, 3)
        layout.setSpacing(8)
        layout.addWidget(self.count)
        layout.addWidget(self._tiles)
        layout.addWidget(self.again)
        layout.addStretch(1)
        layout.addWidget(self.everything)
        for button in (self.again, self.everything):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(1)  # chips are cut off rather than to hold the window wide

    def _wear_theme(self) -> None:
        self.setStyleSheet(_style(self._appearance.theme))
        self.refresh()


def _style(theme: Theme) -> str:
    return (
        f"#arrangement {{ background: {theme.header}; border: none; border-bottom: 1px solid {theme.border}; }}"
        f"#arrangement QLabel {{ color: {theme.text}; font-weight: bold; }}"
        f"#chip {{ background: {theme.selection}; border: 1px solid {theme.border}; border-radius: 10px; }}"
        f"#chip QToolButton {{ border: 1px solid transparent; border-radius: 9px; padding: 1px 4px;"
        f" color: {theme.selection_text}; }}"
        f"#chip QToolButton:hover {{ background: {theme.base}; color: {theme.text}; }}"
        f"#chip QToolButton:focus {{ border-color: {theme.accent}; }}"
        f"#arrangement QPushButton {{ background: {theme.base}; color: {theme.text}; padding: 2px 10px;"
        f" border: 1px solid {theme.border}; border-radius: 4px; }}"
        f"#arrangement QPushButton:hover {{ background: {theme.selection}; color: {theme.selection_text}; }}"
        f"#arrangement QPushButton:focus {{ border-color: {theme.accent}; }}"
    )
