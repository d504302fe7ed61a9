"""The list of calendars: those that stand alone, and under each the ones and the people that follow it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from ...app.edits.resource_calendars import base_calendar, own_calendars
from ...app.i18n import _
from ...app.project.kinds import ResourceKind
from ...app.project.project import Project
from ...app.project.records import CalendarUid, ResourceUid


class Target(NamedTuple):
    """Whose times are shown: a calendar's, or those of a resource, which may have none of its own yet."""

    calendar: CalendarUid
    resource: ResourceUid | None = None


class CalendarList(QTreeWidget):
    """Choosing an entry shows it.

    Signals:
        target_chosen: Another entry was chosen.
        renamed: A calendar was given another name: uid and name.
    """

    target_chosen = Signal()
    renamed = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(self.EditTrigger.EditKeyPressed | self.EditTrigger.SelectedClicked)
        self.setAccessibleName(_("Calendars"))
        self.itemSelectionChanged.connect(self.target_chosen)
        self.itemChanged.connect(self._on_item_changed)
        self._project: Project | None = None

    def show_project(self, project: Project) -> None:
        """List the calendars of a plan; what was chosen and open stays so."""
        chosen, opened = self.target, self._opened()
        self._project = project
        blocker = QSignalBlocker(self)
        self.clear()
        owned = own_calendars(project)
        items = {uid: self._calendar_item(project, uid) for uid in sorted(project.calendars)}
        for uid, item in items.items():
            parent = items.get(project.calendars[uid].base or CalendarUid(-1))
            if uid in owned:
                continue
            (self.invisibleRootItem() if parent is None else parent).addChild(item)
        for uid in project.resource_order:
            if project.resources[uid].kind is ResourceKind.WORK:
                self._add_resource(project, uid, owned, items)
        for uid, item in items.items():
            item.setExpanded(uid in opened)
        blocker.unblock()
        self.choose(chosen or Target(project.info.calendar))

    @property
    def target(self) -> Target | None:
        """What is chosen."""
        items = self.selectedItems()
        return items[0].data(0, Qt.ItemDataRole.UserRole) if items else None

    def choose(self, wanted: Target) -> None:
        """Choose an entry, or where it has gone the plan's calendar, or else the first."""
        found = self._find(wanted)
        if found is None and self._project is not None:
            found = self._find(Target(self._project.info.calendar))
        found = found or self.topLevelItem(0)
        if found is not None:
            self.setCurrentItem(found)
            self.scrollToItem(found)

    def edit_name(self) -> None:
        """Let the name of the chosen calendar be typed."""
        item = self.currentItem()
        if item is not None:
            self.editItem(item, 0)

    def _find(self, wanted: Target) -> QTreeWidgetItem | None:
        for item in self._items():
            target: Target = item.data(0, Qt.ItemDataRole.UserRole)
            same = target.resource == wanted.resource if wanted.resource is not None else target == wanted
            if same:
                return item
        return None

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []
        rest = [self.topLevelItem(number) for number in range(self.topLevelItemCount())]
        while rest:
            item = rest.pop(0)
            if item is not None:
                found.append(item)
                rest[:0] = [item.child(number) for number in range(item.childCount())]
        return found

    def _opened(self) -> set[CalendarUid]:
        return {item.data(0, Qt.ItemDataRole.UserRole).calendar for item in self._items() if item.isExpanded()}

    def _calendar_item(self, project: Project, uid: CalendarUid) -> QTreeWidgetItem:
        name = project.calendars[uid].name
        item = QTreeWidgetItem([name])
        item.setData(0, Qt.ItemDataRole.UserRole, Target(uid))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if uid == project.info.calendar:
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)
            item.setToolTip(0, _("The plan follows this calendar."))
        return item

    def _add_resource(
        self,
        project: Project,
        uid: ResourceUid,
        owned: dict[CalendarUid, ResourceUid],
        items: dict[CalendarUid, QTreeWidgetItem],
    ) -> None:
        base, calendar = base_calendar(project, uid), project.resources[uid].calendar
        own = calendar if calendar in owned else None
        if base not in items:
            return
        name = project.resources[uid].name
        item = QTreeWidgetItem([_("{name} · own times").format(name=name) if own is not None else name])
        item.setData(0, Qt.ItemDataRole.UserRole, Target(base if own is None else own, uid))
        items[base].addChild(item)

    def _on_item_changed(self, item: QTreeWidgetItem, _column: int) -> None:
        target: Target = item.data(0, Qt.ItemDataRole.UserRole)
        if target.resource is None:
            self.renamed.emit(target.calendar, item.text(0))
