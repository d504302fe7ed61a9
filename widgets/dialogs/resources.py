"""The dialog in which people, machines, material and costs are listed and edited."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...app.edits import resources
from ...app.edits.wording import Wording
from ...app.i18n import _, ngettext
from ...app.project.kinds import ResourceKind
from ...app.project.records import ResourceUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .calendars import CalendarsDialog
from .look import fit_to_screen, list_style
from .resource_information import ResourceInformation
from .resource_table import NAME, ResourceTable, ResourceTableModel


class ResourcesDialog(QDialog):
    """A table of resources. Every change is carried out at once and can be undone, here with Ctrl+Z too."""

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Resources"))
        self.setSizeGripEnabled(True)
        self.finished.connect(self.deleteLater)  # a closed dialog must not go on listening to the plan
        self._document = document
        self._appearance = appearance
        self.model = ResourceTableModel(document, appearance, Wording(document.project.info, style_of(QLocale())), self)
        self.table = ResourceTable(self.model, appearance, self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self._build()
        self._connect()
        self._wear_theme()
        fit_to_screen(self, 1160, 520)
        self.table.go_to(0 if self.model.uids else len(self.model.uids), NAME)
        self.table.setFocus()

    def _build(self) -> None:
        self.add = QToolButton(self)
        self.add.setText(_("Add"))
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        menu = QMenu(self.add)
        for kind, title in (
            (ResourceKind.WORK, _("Person or machine")),
            (ResourceKind.MATERIAL, _("Material")),
            (ResourceKind.COST, _("Cost")),
        ):
            menu.addAction(title, lambda kind=kind: self.add_resource(kind))
        self.add.setMenu(menu)
        self.add.clicked.connect(lambda: self.add_resource(ResourceKind.WORK))
        self.delete = QPushButton(_("Delete"), self)
        self.up = QPushButton(_("Move Up"), self)
        self.down = QPushButton(_("Move Down"), self)
        self.information = QPushButton(_("Information…"), self)
        self.information.setToolTip(_("Cost rate tables, availability and notes of the resource"))
        self.times = QPushButton(_("Working Times…"), self)
        buttons = QHBoxLayout()
        for button in (self.add, self.delete, self.up, self.down):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(self.information)
        buttons.addWidget(self.times)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        for button in (self.delete, self.up, self.down, self.information, self.times):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(buttons)
        column.addWidget(self.table, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.delete.clicked.connect(self.delete_chosen)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.information.clicked.connect(self.open_information)
        self.times.clicked.connect(self.open_calendar)
        self.model.refused.connect(self._say)
        self.table.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.table.itemDelegate().closeEditor.connect(self._on_editor_closed)
        self._document.changed.connect(self._on_changed)
        self._appearance.changed.connect(self._wear_theme)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._document.undo_stack.undo),
            (QKeySequence.StandardKey.Redo, self._document.undo_stack.redo),
            (QKeySequence.StandardKey.Delete, self.delete_chosen),
            (QKeySequence("Alt+Up"), lambda: self._move(-1)),
            (QKeySequence("Alt+Down"), lambda: self._move(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)
        self._on_selection_changed()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(list_style(theme))
        self.message.setStyleSheet(f"color: {theme.error};")

    # -- what the buttons do

    def add_resource(self, kind: ResourceKind) -> None:
        """Add a resource, and let its name be typed."""
        name = resources.free_name(
            self._document.project,
            {
                ResourceKind.WORK: _("New person"),
                ResourceKind.MATERIAL: _("New material"),
                ResourceKind.COST: _("New cost"),
            }[kind],
        )
        patch = resources.add(self._document.project, name, kind=kind)
        self._document.push(patch, _("Add {name}").format(name=name))
        self.table.go_to(len(self.model.uids) - 1, NAME)
        self.table.edit(self.table.currentIndex())

    def delete_chosen(self) -> None:
        """Delete the selected resources with their assignments."""
        chosen = self.table.chosen()
        if not chosen:
            return
        project, row = self._document.project, self.table.currentIndex().row()
        assigned = sum(len(project.assignment_uids_to(uid)) for uid in chosen)
        names = ", ".join(project.resources[uid].name for uid in chosen[:3]) + ("…" if len(chosen) > 3 else "")
        patch = self._document.worked_out(_("Deleting resources…"), partial(resources.delete, project, chosen))
        if not patch:
            return
        self._document.push(patch, _("Delete {names}").format(names=names))
        self.table.go_to(row, NAME)
        if assigned:
            self._say(
                ngettext(
                    "{names} deleted, with one assignment. Ctrl+Z brings it back.",
                    "{names} deleted, with {count} assignments. Ctrl+Z brings them back.",
                    assigned,
                ).format(names=names, count=assigned)
            )

    def open_information(self) -> None:
        """Open all about the current resource."""
        uid = self._current()
        if uid is not None:
            dialog = ResourceInformation(self._document, uid, self._appearance, self)
            dialog.exec()
            dialog.deleteLater()

    def open_calendar(self) -> None:
        """Open the working times of the current resource."""
        uid = self._current()
        dialog = CalendarsDialog(self._document, self._appearance, self, resource=uid)
        dialog.exec()

    def _move(self, rows: int) -> None:
        chosen = self.table.chosen()
        if not chosen:
            return
        order = [uid for uid in self.model.uids if uid not in chosen]
        first = self.model.uids.index(chosen[0])
        place = sum(1 for uid in order if self.model.uids.index(uid) < first) + rows
        if 0 <= place <= len(order):
            self._document.push(resources.move(self._document.project, chosen, place), _("Move resources"))

    def _current(self) -> ResourceUid | None:
        return self.model.uid(self.table.currentIndex().row())

    def _say(self, text: str) -> None:
        self.message.setText(text)

    def _on_editor_closed(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if hint == QAbstractItemDelegate.EndEditHint.RevertModelCache:  # with Escape: what was refused is no more
            self._say("")

    def _on_changed(self) -> None:
        self._say("")
        self._on_selection_changed()

    def _on_selection_changed(self) -> None:
        some = bool(self.table.chosen())
        for button in (self.delete, self.up, self.down):
            button.setEnabled(some)
        uid = self._current()
        self.information.setEnabled(uid is not None)
        self.times.setEnabled(uid is not None and self._document.project.resources[uid].kind is ResourceKind.WORK)
