"""What the menus for filtering, grouping and sorting do, and what they offer."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from ...app.edits.field import Field, Kind
from ...app.i18n import N_, _
from ...app.views.buckets import EACH, usual_interval
from ...app.views.filters import ALL_TASKS, FILTERS
from ...app.views.ordering import plan_order
from ...app.views.spec import Filter, GroupBy, SortBy
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ...app.workspace.settings import FILTERS as OWN_FILTERS
from ...app.workspace.settings import Settings
from ...app.workspace.slices import Slices
from ..appearance import Appearance
from ..choices import Choice
from ..table.task_table import TaskTable
from ..table.title_header import TitleHeader
from .nothing import NothingFound
from .search_field import SearchField
from .strip import ArrangementStrip

GROUPS = ("resources", "status", "critical", "percent_complete", "finish", "start", "mode", "priority")
"""The fields that the menu offers to group by."""

SORTS = ("start", "finish", "priority", "cost", "duration", "name")
"""The fields that the menu offers to sort by."""

NO_GROUP, NO_SORT = N_("No group"), N_("Plan order")


class ArrangeCommands(QObject):
    """Filters, groups and sorts the rows at the user's wish.

    Attributes:
        search: The field for typed text.
        strip: Says what is in force.
        nothing: Stands in an empty table.
    """

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        selection: Selection,
        table: TaskTable,
        settings: Settings,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document = document
        self._rows = rows
        self._selection = selection
        self._table = table
        self._settings = settings
        self._appearance = appearance
        self._window = window
        self.search = SearchField(rows, appearance, window)
        self.strip = ArrangementStrip(rows, appearance, window)
        self.nothing = NothingFound(rows, appearance, table.viewport())
        titles = table.horizontalHeader()
        assert isinstance(titles, TitleHeader)
        self._titles = titles
        self._arrangement = rows.arrangement
        self._values = Slices(self)
        self._connect()

    def _connect(self) -> None:
        self.search.left.connect(self._go_to_rows)
        self.strip.search_requested.connect(self.search_tasks)
        self.strip.filter_requested.connect(self.more_filters)
        self.strip.group_requested.connect(self.more_groups)
        self.strip.sort_requested.connect(self.more_sorts)
        self.strip.column_requested.connect(self._open_column)
        self._titles.filter_requested.connect(self._open_popup)
        self._rows.state_changed.connect(self._on_arranged)
        self._document.changed.connect(lambda _change: self._values.stop())  # values are taken anew then

    # -- what actions do

    def show_all_tasks(self) -> None:
        """Take every filter back."""
        self._rows.change(text="", filter=None, columns={})

    def apply_again(self) -> None:
        """Filter, group and sort by the values there are now."""
        self._rows.apply_again()

    def search_tasks(self) -> None:
        """Let the user type what tasks have to hold."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def filter_column(self) -> None:
        """Open the list of values of the current column."""
        section = self._table.currentIndex().column()
        if 0 <= section < len(self._table.tasks.columns):
            self._open_popup(self._table.tasks.columns[section].key, self._titles.title_rect(section))

    def mark_only(self, on: bool) -> None:
        """Mark the tasks that pass instead of hiding the others."""
        self._rows.change(highlight=on)

    def with_summaries(self, on: bool) -> None:
        """Show the summary tasks above the tasks that pass, or don't."""
        self._rows.change(summaries=on)

    def keep_hierarchy(self, on: bool) -> None:
        """Show summary tasks inside the groups, or don't."""
        self._rows.change(hierarchy=on)

    def more_filters(self) -> None:
        """Make or change a filter."""
        from .filter_dialog import FilterDialog

        dialog = FilterDialog(self._rows.columns, self.own_filters(), self._appearance, self._window)
        dialog.show_filter(self._rows.arrangement.filter)
        dialog.highlight.setChecked(self._rows.arrangement.highlight)
        dialog.saved.connect(self._save_filters)
        if dialog.exec() and dialog.chosen is not None:
            self._rows.change(highlight=dialog.highlight.isChecked())
            self.apply_filter(dialog.chosen)
        dialog.deleteLater()

    def more_groups(self) -> None:
        """Ask by which fields to group."""
        from .order_dialog import OrderDialog

        present = self._rows.arrangement
        dialog = OrderDialog(
            self._rows.columns, present.groups, self._window, grouping=True, hierarchy=present.hierarchy
        )
        if dialog.exec():
            self._rows.change(groups=dialog.groups(), hierarchy=dialog.keep.isChecked())
        dialog.deleteLater()

    def more_sorts(self) -> None:
        """Ask by which fields to sort."""
        from .order_dialog import OrderDialog

        present = self._rows.arrangement
        dialog = OrderDialog(self._rows.columns, present.sorts, self._window, grouping=False, outline=present.outline)
        if dialog.exec():
            if dialog.renumber:
                self._renumber(dialog.sorts())
            else:
                self._rows.change(sorts=dialog.sorts(), outline=dialog.keep.isChecked())
        dialog.deleteLater()

    def reset_sort(self) -> None:
        """Show the rows in the plan's order."""
        self._rows.change(sorts=(), groups=())

    def apply_filter(self, found: Filter | None) -> None:
        """Show the tasks that pass a filter; asks first what the filter leaves open."""
        from .prompt import ask

        if not self._rows.settled():
            return
        answered = None if found is None else ask(found, self._rows.columns, self._window)
        if found is None or answered is not None:
            self._rows.change(filter=answered)

    def _renumber(self, sorts: tuple[SortBy, ...]) -> None:
        """Make an order the plan's own."""
        if not sorts:
            return
        from ...app.edits.sorting import put_in_order

        document, patch = self._document, None
        with document.patience(_("Sorting tasks…"), True) as ticket:
            patch = put_in_order(document.project, plan_order(sorts, self._rows.columns), ticket)
        if patch is not None:
            self._rows.change(sorts=())
            document.push(patch, _("Sort and renumber"))

    # -- own filters

    def own_filters(self) -> list[Filter]:
        """The filters the user has saved; what is not understood is left out."""
        found: list[Filter] = []
        for text in self._settings.get(OWN_FILTERS):
            try:
                found.append(msgspec.json.decode(text, type=Filter))
            except msgspec.MsgspecError:
                continue
        return found

    def _save_filters(self, filters: list[Filter]) -> None:
        self._settings.put(OWN_FILTERS, [msgspec.json.encode(one).decode() for one in filters])

    # -- menus

    def fill_menus(self, filters: QMenu, groups: QMenu, sorts: QMenu) -> None:
        """Let menus offer what there is each time they are opened, above what stands in them."""
        for menu, offers in ((filters, self._filters), (groups, self._groups), (sorts, self._sorts)):
            first, made = menu.actions()[0], list[QAction]()
            menu.aboutToShow.connect(
                lambda menu=menu, offers=offers, first=first, made=made: _fill(menu, first, made, offers())
            )

    def choices(self) -> list[Choice]:
        """Every filter, and what can be grouped and sorted by."""
        return [*self._filters(), *self._groups(), *self._sorts()]

    def _filters(self) -> list[Choice]:
        present, place = self._rows.arrangement.filter, _("Filter")
        found = [Choice(_(ALL_TASKS), place, present is None, lambda: self.apply_filter(None))]
        for one in (*FILTERS, *self.own_filters()):
            chosen = present is not None and present.name == one.name
            found.append(Choice(_(one.name), place, chosen, lambda one=one: self.apply_filter(one)))
        return found

    def _groups(self) -> list[Choice]:
        fields, present, place = self._rows.columns.fields, self._rows.arrangement.groups, _("Group by")
        found = [Choice(_(NO_GROUP), place, not present, lambda: self._rows.change(groups=()))]
        for key in GROUPS:
            for title, interval in self._intervals(fields[key]):
                group = GroupBy(field=key, interval=interval)
                take = lambda group=group: self._rows.change(groups=(group,))  # noqa: E731
                found.append(Choice(title, place, present == (group,), take))
        return found

    @staticmethod
    def _intervals(field: Field) -> list[tuple[str, str]]:
        """In which ways the menu offers to group by a field: a title and how values are put together."""
        if field.kind is Kind.RESOURCES:
            return [(_("Each resource"), EACH), (_("Resources who work together"), "")]
        return [(field.caption, usual_interval(field.kind))]

    def _sorts(self) -> list[Choice]:
        fields, present, place = self._rows.columns.fields, self._rows.arrangement.sorts, _("Sort by")
        found = [Choice(_(NO_SORT), place, not present, lambda: self._rows.change(sorts=()))]
        for key in SORTS:
            by = SortBy(field=key, descending=key == "priority")
            take = lambda by=by: self._rows.change(sorts=(by,))  # noqa: E731
            found.append(Choice(fields[key].caption, place, present == (by,), take))
        return found

    # -- columns

    def _open_popup(self, key: str, title: QRect) -> None:
        field = self._rows.columns.fields.get(key)
        if field is None or not self._document.project.tasks:
            return
        self._table.finish_editing()
        self._values.begin(self._rows.columns.steps([key]), lambda _none: self._show_popup(field, title))

    def _show_popup(self, field: Field, title: QRect) -> None:
        from .column_popup import ColumnPopup

        ColumnPopup(field, self._rows, self._appearance, self._window).show_below(title)

    def _open_column(self, key: str) -> None:
        section = self._table.tasks.column_of(key)
        chip = next((one for one in self.strip.chips if one.words.hasFocus()), None)
        if section >= 0:
            self._open_popup(key, self._titles.title_rect(section))
        else:
            place = chip or self.strip
            self._open_popup(key, QRect(place.mapToGlobal(place.rect().topLeft()), place.size()))

    # -- following

    def _on_arranged(self) -> None:
        """Mark the titles, and let go of selected tasks that are not among the rows any more for one that is near."""
        wanted = self._rows.arrangement
        self._titles.mark(wanted.columns.keys(), {one.field: one.descending for one in wanted.sorts})
        selected, current = self._selection.uids, self._selection.current
        kept = self._rows.held(selected)
        near = self._rows.nearest(current or selected[0]) if selected and not kept else None
        if len(kept) < len(selected):
            self._selection.set(kept if near is None else (near,), current if current in kept else None, self)
        if self._arrangement is wanted or self._rows.busy:
            return
        self._arrangement = wanted
        if self._rows.marked:
            self._show_marked()
        elif not kept:
            column = max(self._table.currentIndex().column(), 0)
            row = 0 if near is None else self._rows.row_of[near]
            self._table.verticalScrollBar().setValue(0)
            self._table.cells.go_to(row, column)

    def _show_marked(self) -> None:
        """Bring the first marked task into view, out of the summary task in which it is folded."""
        first = next(uid for uid in self._rows.outline.uids if uid in self._rows.marked)
        self._rows.reveal(first)
        row = self._rows.row_of.get(first)
        if row is not None:
            self._table.scrollTo(self._table.tasks.index(row, 0), QAbstractItemView.ScrollHint.PositionAtCenter)

    def _go_to_rows(self) -> None:
        """Let the keyboard go to the first task shown, where none is selected."""
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        first = self._rows.neighbour(None, 1)
        if first is not None and not self._selection.uids:
            self._selection.set([first])


def _fill(menu: QMenu, before: QAction, made: list[QAction], offers: list[Choice]) -> None:
    """Put offers, one of which may be ticked, above an entry of a menu, in place of those made last."""
    for action in made:
        menu.removeAction(action)
        action.deleteLater()
    made.clear()
    ticked = QActionGroup(menu)
    for offer in offers:
        action = QAction(offer.title.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(offer.chosen)
        action.triggered.connect(lambda _on=False, offer=offer: offer.act())
        ticked.addAction(action)
        made.append(action)
    line = QAction(menu)
    line.setSeparator(True)
    made.append(line)
    menu.insertActions(before, made)
