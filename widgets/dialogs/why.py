"""Shows why the current task is where it is, the chain behind it, and what would bring it forward."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.causes import End
from ...app.analysis.why import chain, explain, is_explained
from ...app.edits.sooner import Alternative, WhatIf
from ...app.edits.why_words import WhyWords
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.records import TaskUid
from ...app.workspace.document import Document
from ...app.workspace.selection import Selection
from ...app.workspace.slices import Slices
from ..appearance import Appearance
from ..table.locale_style import style_of
from .look import fit_to_screen, list_style
from .reason_list import ReasonList

_STEPS: Final = 500
"""Steps of a chain that are listed; nobody reads more."""

_PAUSE: Final = 120
"""Milliseconds for which the selection has to rest, so that walking through the table stays quick."""

_LOOKING: Final = {
    End.START: N_("Looking for what would let it start earlier…"),
    End.FINISH: N_("Looking for what would let it finish earlier…"),
}
_FOUND: Final = {
    End.START: N_("What would let it start earlier, each on its own, as tried out on a copy of the plan."),
    End.FINISH: N_("What would let it finish earlier, each on its own, as tried out on a copy of the plan."),
}
_NOTHING: Final = {
    End.START: N_("No single change on this chain lets it start earlier."),
    End.FINISH: N_("No single change on this chain lets it finish earlier."),
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
        self.setWindowTitle(_("Why Here?"))
        self.setSizeGripEnabled(True)
        self.finished.connect(self.deleteLater)  # a closed dialog must not go on listening to the plan
        self._document = document
        self._selection = selection
        self._appearance = appearance
        self._uid: TaskUid | None = None
        self._what_if: WhatIf | None = None
        self._sought: End | None = None
        self.title = QLabel(self)
        self.start = QLabel(self)
        self.finish = QLabel(self)
        self.unkept = QLabel(self)
        self.chain = ReasonList([_("Task"), _("When"), _("Because")], self)
        self.alternatives = ReasonList([_("Change"), _("Earlier by"), _("Then"), _("What holds it then")], self)
        self.alternatives.headerItem().setToolTip(1, _("In the hours in which the task goes on"))
        self.hint = QLabel(self)
        self.apply_button = QPushButton(_("&Make This Change"), self)
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE)
        self._slices = Slices(self)
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
        for label in (self.title, self.start, self.finish, self.unkept, self.hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.addButton(self.apply_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        for widget in (self.title, self.start, self.finish, self.unkept):
            layout.addWidget(widget)
        layout.addSpacing(8)
        layout.addWidget(
            QLabel(_("The chain behind it, as far as what nothing else holds. Double-click goes to a task."), self)
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
            for label in (self.finish, self.unkept, self.hint):
                label.clear()
            self.unkept.hide()
            self._show_alternatives(False)
            return
        words = self._words()
        explanation = explain(engine, self._uid)
        self.title.setText(words.name(self._uid))
        self.start.setText(words.sentence(explanation.start))
        self.finish.setText(words.sentence(explanation.finish))
        self.unkept.setText(words.unkept(explanation))
        self.unkept.setVisible(explanation.unkept is not None)
        if self._what_if is None:
            self._what_if = WhatIf(engine)
        self._sought = self._what_if.sought(self._uid)
        self.hint.setText(self._hint())
        self._slices.begin(self._explained(self._uid, words, self._what_if), lambda _result: None)

    def _explained(self, uid: TaskUid, words: WhyWords, what_if: WhatIf) -> Iterator[None]:
        """Show the chain and then what would bring the task forward, one after the other."""
        for step in islice(chain(self._document.engine, uid, self._sought), _STEPS):
            texts = [words.name(step.uid), words.dated(step), words.reason(step.cause)]
            self.chain.add(texts, step.uid, step.cause.kind)
            yield
        self.chain.draw_icons(self._appearance.theme)
        if self._sought is not None:
            for found in what_if.search(uid, self._sought):
                if found is not None:
                    self._show_alternative(words, found)
                yield
            texts = _FOUND if self.alternatives.topLevelItemCount() else _NOTHING
            self.hint.setText(_(texts[self._sought]))
        self._show_alternatives(bool(self.alternatives.topLevelItemCount()))

    def _show_alternatives(self, any_of_them: bool) -> None:
        """Show the list of changes, or leave its room to the chain where there are none."""
        self.alternatives.setVisible(any_of_them)
        self.apply_button.setVisible(any_of_them)

    def _hint(self) -> str:
        """What to say of changes that bring the task forward before they were looked for."""
        if self._sought is None:
            return _("It has begun: nothing lets it start earlier.")
        return _(_LOOKING[self._sought])

    def _show_alternative(self, words: WhyWords, found: Alternative) -> None:
        texts = [words.change(found), words.gain(found), words.moment(found.date), words.then(found)]
        self.alternatives.add(texts, found.task, found)
        self._show_alternatives(True)
        self.alternatives.draw_icons(self._appearance.theme)

    def _words(self) -> WhyWords:
        project = self._document.project
        return WhyWords(project, Wording(project.info, style_of(QLocale())))

    def _show_button(self) -> None:
        self.apply_button.setEnabled(bool(self.alternatives.selectedItems()))

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        for tree in (self.chain, self.alternatives):
            tree.setStyleSheet(list_style(theme))
            tree.draw_icons(theme)
        for label in (self.start, self.finish, self.unkept):
            label.setStyleSheet(f"color: {theme.text};")
        self.hint.setStyleSheet(f"color: {theme.text};")

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
