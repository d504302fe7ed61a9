"""Shows why the current task starts when it does, the chain behind it, and what would let it start earlier."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.why import CauseKind, chain, explain, is_explained
from ...app.edits.sooner import Alternative, Remedy, WhatIf
from ...app.edits.why_words import WhyWords
from ...app.edits.wording import Wording
from ...app.i18n import _
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from ..icons import icon
from ..table.locale_style import style_of
from .look import fit_to_screen, list_style

_STEPS: Final = 500
"""Steps of a chain that are listed; nobody reads more."""

_LARGEST: Final = 20_000
"""Tasks of the largest plan on which changes are tried out here: each takes a part of a second there."""

_PAUSE: Final = 120
"""Milliseconds for which the selection has to rest, so that walking through the table stays quick."""

_ICONS: Final = {
    CauseKind.LINK: "links",
    CauseKind.CONSTRAINT: "constraint",
    CauseKind.MANUAL: "manual",
    CauseKind.ACTUAL: "check",
    CauseKind.REMAINING: "check",
    CauseKind.SUMMARY: "manual",
    CauseKind.LEVELLING: "resources",
    CauseKind.EXTERNAL: "export",
    CauseKind.CHILD: "levels",
    CauseKind.LATE: "slack",
    CauseKind.PROJECT_START: "today",
    CauseKind.DURATION: "slack",
}
_REMEDY_ICONS: Final = {
    Remedy.SHORTEN: "zoom-out",
    Remedy.REDUCE_LAG: "links",
    Remedy.REMOVE_LINK: "unlink",
    Remedy.REMOVE_CONSTRAINT: "constraint",
    Remedy.REMOVE_DELAY: "resources",
    Remedy.SCHEDULE: "automatic",
    Remedy.WORK: "calendars",
}


class WhyDialog(QDialog):
    """A window beside the plan that follows the selection.

    Signals:
        task_chosen: The user wants to see a task.
    """

    task_chosen = Signal(int)

    def __init__(
        self, document: Document, selection: Selection, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Why here?"))
        self.setSizeGripEnabled(True)
        self.finished.connect(self.deleteLater)  # a closed dialog must not go on listening to the plan
        self._document = document
        self._selection = selection
        self._appearance = appearance
        self._uid: TaskUid | None = None
        self._what_if: WhatIf | None = None
        self._pending: Iterator[Alternative | None] = iter(())
        self.title = QLabel(self)
        self.start = QLabel(self)
        self.finish = QLabel(self)
        self.chain = _list([_("Task"), _("When"), _("Because")], self)
        self.alternatives = _list([_("Change"), _("Earlier by"), _("Starts then"), _("What holds it then")], self)
        self.hint = QLabel(self)
        self.apply_button = QPushButton(_("&Make This Change"), self)
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE)
        self._slices = QTimer(self, interval=0)
        self._arrange()
        self._connect()
        self._wear_theme()
        self.refresh()
        fit_to_screen(self, 940, 560)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        font.setBold(True)
        self.title.setFont(font)
        for label in (self.title, self.start, self.finish, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.addButton(self.apply_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        for widget in (self.title, self.start, self.finish):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(
            QLabel(_("The chain behind it, back to what nothing else holds. Double-click goes to a task."), self)
        )
        layout.addWidget(self.chain, 3)
        layout.addSpacing(8)
        layout.addWidget(self.hint)
        layout.addWidget(self.alternatives, 2)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.chain.itemActivated.connect(self._on_activated)
        self.alternatives.itemActivated.connect(self._on_activated)
        self.alternatives.itemSelectionChanged.connect(self._show_button)
        self.apply_button.clicked.connect(self._on_apply)
        self._rest.timeout.connect(self.refresh)
        self._slices.timeout.connect(self._find_next)
        self._selection.changed.connect(self._on_selected)
        self._document.changed.connect(self._on_changed)
        self._appearance.changed.connect(self._wear_theme)

    # -- what it shows

    def refresh(self) -> None:
        """Explain the current task anew."""
        self._rest.stop()
        self._slices.stop()
        self.chain.clear()
        self.alternatives.clear()
        engine, uid = self._document.engine, self._selection.current
        self._uid = uid if uid is not None and is_explained(engine, uid) else None
        self._show_button()
        if self._uid is None:
            self.title.setText(_("No task selected"))
            self.start.setText(_("Select a task to see what sets its dates."))
            self.finish.clear()
            self.hint.clear()
            return
        words = self._words()
        explanation = explain(engine, self._uid)
        self.title.setText(words.name(self._uid))
        self.start.setText(words.sentence(explanation.start))
        self.finish.setText(words.sentence(explanation.finish))
        self._show_chain(words)
        self._look_for_alternatives()

    def _show_chain(self, words: WhyWords) -> None:
        assert self._uid is not None
        for step in islice(chain(self._document.engine, self._uid), _STEPS):
            texts = [words.name(step.uid), words.dated(step), words.reason(step.cause)]
            _add(self.chain, texts, step.uid, step.cause.kind)
        self._draw_icons()

    def _look_for_alternatives(self) -> None:
        assert self._uid is not None
        project = self._document.project
        if project.tasks[self._uid].actual_start is not None:
            self.hint.setText(_("It has begun: nothing lets it start earlier."))
        elif len(project.tasks) > _LARGEST:
            self.hint.setText(_("In a plan of this size, “gantline why” tells what would let it start earlier."))
        else:
            self.hint.setText(_("Looking for what would let it start earlier…"))
            if self._what_if is None:
                self._what_if = WhatIf(self._document.engine)
            self._pending = self._what_if.search(self._uid)
            self._slices.start()

    def _find_next(self) -> None:
        """Try out one more change, so that the window stays quick in between."""
        try:
            found = next(self._pending)
        except StopIteration:
            self._slices.stop()
            some = self.alternatives.topLevelItemCount() > 0
            self.hint.setText(
                _("What would let it start earlier, each on its own, as tried out on a copy of the plan.")
                if some
                else _("No single change on this chain lets it start earlier.")
            )
            return
        if found is None:
            return
        words = self._words()
        texts = [words.change(found), words.length(found.gain), words.moment(found.start), words.then(found)]
        _add(self.alternatives, texts, found.task, found)
        self._draw_icons()

    def _words(self) -> WhyWords:
        project = self._document.project
        return WhyWords(project, Wording(project.info, style_of(QLocale())))

    def _show_button(self) -> None:
        self.apply_button.setEnabled(bool(self.alternatives.selectedItems()))

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        for tree in (self.chain, self.alternatives):
            tree.setStyleSheet(list_style(theme))
        for label in (self.start, self.finish):
            label.setStyleSheet(f"color: {theme.text};")
        self.hint.setStyleSheet(f"color: {theme.text};")
        self._draw_icons()

    def _draw_icons(self) -> None:
        theme = self._appearance.theme
        for tree in (self.chain, self.alternatives):
            for row in range(tree.topLevelItemCount()):
                item = tree.topLevelItem(row)
                assert item is not None
                told = item.data(1, Qt.ItemDataRole.UserRole)
                name = _REMEDY_ICONS[told.remedy] if isinstance(told, Alternative) else _ICONS[CauseKind(told)]
                item.setIcon(0, icon(name, theme))

    # -- what the user does

    def _on_selected(self, _origin: object) -> None:
        self._rest.start()

    def _on_changed(self, _change: object) -> None:
        self._slices.stop()
        self._what_if = None
        self.alternatives.clear()  # what was tried out before may not hold any more
        self._rest.start()

    def _on_activated(self, item: QTreeWidgetItem) -> None:
        uid = item.data(0, Qt.ItemDataRole.UserRole)
        if uid in self._document.project.tasks:
            self.task_chosen.emit(uid)

    def _on_apply(self) -> None:
        chosen = self.alternatives.selectedItems()
        if chosen:
            found: Alternative = chosen[0].data(1, Qt.ItemDataRole.UserRole)
            self._document.push(found.patch, self._words().change(found))


def _list(titles: list[str], parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setHeaderLabels(titles)
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setAllColumnsShowFocus(True)
    header = tree.header()
    header.setStretchLastSection(True)
    for column in range(len(titles) - 1):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return tree


def _add(tree: QTreeWidget, texts: list[str], uid: TaskUid, told: CauseKind | Alternative) -> None:
    item = QTreeWidgetItem(tree, texts)
    item.setData(0, Qt.ItemDataRole.UserRole, uid)
    item.setData(1, Qt.ItemDataRole.UserRole, told)
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
