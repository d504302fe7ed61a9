"""Chooses among named views: a button that says which one is shown, and the menu behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QMenu,
    QMessageBox,
    QToolButton,
    QWidget,
)

from ...app.i18n import _
from ...app.workspace.view import VIEWS, View
from ..choices import Choice
from .keeper import ViewKeeper


class ViewButton(QToolButton):
    """Says which view is shown, with a star where it was modified; its menu shows others and keeps new ones.

    Signals:
        width_changed: It says something else, which takes more room, or less.
    """

    width_changed = Signal()

    def __init__(self, keeper: ViewKeeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMenu(QMenu(self))
        padding = "3px 6px 3px 18px" if self.isRightToLeft() else "3px 18px 3px 6px"  # Qt mirrors the arrow alone
        self.setStyleSheet(
            f"QToolButton {{ padding: {padding}; border: none; border-radius: 4px; }}"
            "QToolButton:hover { background: palette(midlight); }"
            "QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 5px; }"
        )
        self.menu().aboutToShow.connect(lambda: self.fill(self.menu()))
        keeper.changed.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        keeper = self._keeper
        name = f"{keeper.chosen.title}*" if keeper.modified else keeper.chosen.title
        text = _("View: {name}").format(name=name).replace("&", "&&")
        if text != self.text():
            self.setText(text)
            self.width_changed.emit()
        state = _("changed since it was saved") if keeper.modified else _("as it was saved")
        self.setToolTip(_("{name}, {state}. Choose another view, or keep this one.").format(
            name=keeper.chosen.title, state=state
        ))  # fmt: skip
        self.setAccessibleName(_("View: {name}, {state}").format(name=keeper.chosen.title, state=state))

    # -- the menu

    def choices(self) -> list[Choice]:
        """Every view: those of the plan, the user's own, and those that come with the program."""
        keeper = self._keeper
        views = {one.name: one for one in (*VIEWS, *keeper.store.own(), *keeper.store.of_plan())}
        chosen = keeper.chosen.name
        return [
            Choice(view.title, _("Views"), view.name == chosen, lambda view=view: keeper.show(view))
            for view in views.values()
        ]

    def fill(self, menu: QMenu) -> None:
        """List the views and what can be done with the one shown."""
        menu.clear()
        keeper, ticked = self._keeper, QActionGroup(menu)
        own, of_plan = keeper.store.own(), keeper.store.of_plan()
        planned = {one.name for one in of_plan}
        named = planned | {one.name for one in own}
        for title, views in (
            (_("In this plan"), of_plan),
            (_("Own views"), [one for one in own if one.name not in planned]),
            (_("Views"), [one for one in VIEWS if one.name not in named]),
        ):
            if views and named:
                self._add_heading(menu, title)
            for view in views:
                self._add_view(menu, ticked, view)
        menu.addSeparator()
        kept = keeper.store.is_own(keeper.chosen.name)
        self._add(menu, _("&Reset View"), keeper.reset, enabled=keeper.modified)
        self._add(menu, _("&Save View"), self._save, enabled=keeper.modified or not kept)
        self._add(menu, _("Save View &As…"), self.save_as)
        self._add(menu, _("Re&name…"), self.rename, enabled=kept)
        self._add(menu, _("&Delete…"), self._delete, enabled=kept)

    def _add_heading(self, menu: QMenu, title: str) -> None:
        """Say where the views below are kept; a section's title is not shown in a menu that wears a style sheet."""
        if not menu.isEmpty():
            menu.addSeparator()
        heading = menu.addAction(title)
        heading.setEnabled(False)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)

    def _add_view(self, menu: QMenu, ticked: QActionGroup, view: View) -> None:
        action = menu.addAction(view.title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(view.name == self._keeper.chosen.name)
        action.triggered.connect(lambda _on=False: self._keeper.show(view))
        ticked.addAction(action)

    def _add(self, menu: QMenu, title: str, act: Callable[[], object], *, enabled: bool = True) -> QAction:
        action = menu.addAction(title)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _on=False: act())
        return action

    # -- what it does

    def _save(self) -> None:
        """Keep what is seen in the view; one of the program's becomes one of the user's own."""
        self._keeper.save()

    def save_as(self) -> None:
        """Ask for a name, and keep what is seen under it."""
        from ..dialogs.naming import NameDialog

        taken = self._names()
        dialog = NameDialog(_("Save View"), "", taken, self.window(), replaces=True, with_plan=True)
        if dialog.exec():
            self._keeper.save(taken.get(dialog.name, dialog.name), in_plan=dialog.in_plan.isChecked())

    def _names(self) -> dict[str, str]:
        """The views' names by what they are called here."""
        store = self._keeper.store
        return {view.title: view.name for view in (*VIEWS, *store.own(), *store.of_plan())}

    def rename(self) -> None:
        """Ask for another name of the view."""
        from ..dialogs.naming import NameDialog

        name = self._keeper.chosen.title
        dialog = NameDialog(_("Rename View"), name, self._names().keys() - {name}, self.window(), replaces=False)
        if dialog.exec() and dialog.name != name:
            self._keeper.rename(dialog.name)

    def _delete(self) -> None:
        box = QMessageBox(self.window())
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Delete View"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(_("Delete the view {name}?").format(name=self._keeper.chosen.title))
        box.setStandardButtons(QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Ok:
            self._keeper.delete()
