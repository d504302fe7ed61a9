"""What the menus do with the columns of the table: tables with a name, one more column, the usual ones again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from ..app.edits.tables import ENTRY, TABLES, Table, named, read_own, title_of, with_own, write_own
from ..app.i18n import _
from ..app.project.widths import replace
from ..app.workspace.settings import TABLES as OWN_TABLES
from ..app.workspace.settings import Settings
from .choices import Choice
from .table.task_table import TaskTable


class TableCommands:
    """Handles the actions on columns, and fills the menus of tables.

    Attributes:
        settled: Says whether nothing that was typed has to be put right before the columns change.
    """

    def __init__(self, table: TaskTable, settings: Settings, window: QWidget) -> None:
        self._table = table
        self._settings = settings
        self._window = window
        self.settled: Callable[[], bool] = lambda: True
        table.titles_menu.connect(self._add_to)

    @property
    def own(self) -> list[Table]:
        """The user's own tables."""
        return read_own(self._settings.get(OWN_TABLES))

    def show_table(self, name: str) -> None:
        """Show the columns of a table."""
        found = named(self.own, name)
        if found is not None and self.settled():
            self._table.take_columns(found.columns)

    def reset_columns(self) -> None:
        """Show the usual columns in their usual widths, none of them frozen."""
        found = named((), ENTRY)
        assert found is not None
        self._table.take_columns(found.columns)

    def insert_column(self) -> None:
        """Ask for a field and show its column beside the current one."""
        self._table.choose_column()

    def save_table(self) -> None:
        """Keep the columns as they are under a name."""
        from .dialogs.naming import NameDialog

        taken = self._names()
        dialog = NameDialog(_("Save Table"), "", taken, self._window, replaces=True)
        if dialog.exec():
            table = Table(name=taken.get(dialog.name, dialog.name), columns=self._table.columns)
            self._settings.put(OWN_TABLES, write_own(with_own(self.own, table)))

    def rename_table(self, name: str) -> None:
        """Ask for another name of a table of the user's own."""
        from .dialogs.naming import NameDialog

        dialog = NameDialog(_("Rename Table"), name, self._names().keys() - {name}, self._window, replaces=False)
        if dialog.exec():
            renamed = (replace(one, name=dialog.name) if one.name == name else one for one in self.own)
            self._settings.put(OWN_TABLES, write_own(renamed))

    def _names(self) -> dict[str, str]:
        """The tables' names by what they are called here."""
        return {title_of(table): table.name for table in (*TABLES, *self.own)}

    def _of_the_trade(self) -> list[Table]:
        """The tables that come with the program, but for those that tables of the user's own stand for."""
        own = {table.name for table in self.own}
        return [table for table in TABLES if table.name not in own]

    def delete_table(self, name: str) -> None:
        """Forget a table of the user's own, if that is meant."""
        question = _("Delete the table {name}?").format(name=name)
        if QMessageBox.question(self._window, _("Delete Table"), question) == QMessageBox.StandardButton.Yes:
            self._settings.put(OWN_TABLES, write_own(one for one in self.own if one.name != name))

    def choices(self) -> list[Choice]:
        """Every table."""
        shown, place = self._table.columns.keys, _("Tables and Columns")
        return [
            Choice(title_of(one), place, one.columns.keys == shown, lambda name=one.name: self.show_table(name))
            for one in (*self._of_the_trade(), *self.own)
        ]

    def lead(self, menu: QMenu) -> None:
        """List the tables in a menu, before what stands in it, each time it opens."""
        known = menu.actions()
        tables: list[QAction] = []

        def fill() -> None:
            for action in tables:
                menu.removeAction(action)
                action.deleteLater()
            tables[:] = self._tables(menu)
            menu.insertActions(known[0] if known else None, tables)  # type: ignore[arg-type]

        menu.aboutToShow.connect(fill)

    def _tables(self, menu: QMenu) -> list[QAction]:
        """An action for each table, those of the user's own last, with the one that is shown marked."""
        own, shown = self.own, self._table.columns.keys
        group = QActionGroup(menu)
        made: list[QAction] = []
        for table in (*self._of_the_trade(), *own):
            if own and table is own[0]:
                made.append(self._line(menu))
            action = QAction(title_of(table).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(table.columns.keys == shown)
            action.triggered.connect(lambda _checked=False, name=table.name: self.show_table(name))
            group.addAction(action)
            made.append(action)
        if own:
            for title, act in ((_("&Rename Table"), self.rename_table), (_("&Delete Table"), self.delete_table)):
                each = QMenu(title, menu)
                for table in own:
                    action = each.addAction(table.name.replace("&", "&&"))
                    action.triggered.connect(lambda _checked=False, name=table.name, act=act: act(name))
                made.append(each.menuAction())
        return [*made, self._line(menu)]

    @staticmethod
    def _line(menu: QMenu) -> QAction:
        line = QAction(menu)
        line.setSeparator(True)
        return line

    def _add_to(self, menu: QMenu) -> None:
        """Put the tables into the menu of the titles."""
        tables = menu.addMenu(_("Tables"))
        tables.addActions(self._tables(tables))
        tables.addAction(_("&Save as Table…")).triggered.connect(self.save_table)
