"""The main window: arranges the views, connects them, and remembers where everything was."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QEvent, QLocale, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QMenu, QToolBar, QToolButton, QVBoxLayout, QWidget

from ..app.i18n import _
from ..app.project.records import DependencyKey
from ..app.project.widths import replace
from ..app.workspace.document import Change, Document
from ..app.workspace.job import Jobs
from ..app.workspace.loads import Loads
from ..app.workspace.row_set import RowSet
from ..app.workspace.selection import Selection
from ..app.workspace.settings import (
    BASELINE,
    CHART,
    CRITICAL,
    GEOMETRY,
    KEYS,
    LOWER_PANE,
    PANE_SPLIT,
    PLAN_SPLIT,
    PROGRESS_LINE,
    RESOURCE_PANE,
    SLACK,
    STATE,
    TABLE,
    THEME,
    USAGE,
    Settings,
)
from ..app.workspace.settings import VIEW as VIEW_SHOWN
from ..app.workspace.time_axis import TimeAxis
from ..app.workspace.view import chart_of, options_of
from .actions import EXPORT_MENU, FILE, FILTER_MENU, GROUP_MENU, RECENT_MENU, SORT_MENU, TABLE_MENU, VIEW, Actions, When
from .appearance import Appearance, style_sheet
from .chart_commands import ChartCommands, switched
from .difference_banner import DifferenceBanner
from .difference_commands import DifferenceCommands
from .docks import Docks
from .entries import Entries
from .file_commands import FileCommands
from .file_jobs import FileJobs
from .help_commands import HelpCommands
from .icons import application_icon, icon
from .metrics import ROW_HEIGHT
from .plan_view import PlanView
from .print_commands import PrintCommands
from .project_commands import ProjectCommands
from .status_line import StatusLine
from .table.locale_style import style_of
from .table_commands import TableCommands
from .task_commands import TaskCommands
from .text_keys import belongs_to
from .view_commands import ViewCommands
from .views.arranging import ArrangeCommands
from .views.keeper import ViewKeeper
from .views.view_menu import ViewButton

if TYPE_CHECKING:
    from .patience import Patience

_WIDTH, _HEIGHT = 1480, 900
_FRAME = 16, 48
"""Pixels kept free on a small screen for the frame and title bar, whose sizes are known only after they were shown."""

_PAINTED_BY = 500
"""Milliseconds after which a window that was not painted is one that nobody sees now."""

_MORE = "qt_toolbar_ext_button", "qt_menubar_ext_button"
"""Qt's names of the buttons behind which a narrow window has the rest of toolbar and menus."""

_SWITCHES = {
    "show_critical": CRITICAL,
    "show_slack": SLACK,
    "show_progress_line": PROGRESS_LINE,
    "show_baseline": BASELINE,
    "show_resources": RESOURCE_PANE,
}
"""Actions that are on or off, and where that is remembered."""


class MainWindow(QMainWindow):
    """The window of one plan.

    Signals:
        window_requested: Another window is wanted; carries the paths of the files to open there, if any.
        closed: The window was closed for good.
        painted: The window was painted for the first time, or is hidden behind others; sent when there is nothing more
            urgent to do.
    """

    window_requested = Signal(list)
    closed = Signal()
    painted = Signal()

    def __init__(self, document: Document, settings: Settings, appearance: Appearance) -> None:
        super().__init__()
        self.document = document
        self.settings = settings
        self._was_painted = False
        self.appearance = appearance
        self.setWindowIcon(application_icon())
        self.setAcceptDrops(True)
        document.patience = self._patience
        loads = Loads.of(document)  # before all that ask it when the plan changes
        self.rows = RowSet(document, self, style_of(QLocale()))
        self.rows.set_row_height(ROW_HEIGHT)
        self.axis = TimeAxis(self)
        self.selection = Selection(self)
        self.jobs = Jobs(self)
        self.plan = PlanView(document, loads, self.rows, self.axis, self.selection, appearance, self)
        self.banner = DifferenceBanner(document, appearance, self)
        self.arranging = ArrangeCommands(
            document, self.rows, self.selection, self.plan.table, settings, appearance, self
        )
        self.rows.set_overloading(loads.loading.overloading)
        self.views = ViewKeeper(document, self.rows, self.axis, self.plan, settings, self)
        self.setCentralWidget(self._stacked(self.banner, self.arranging.strip, self.plan))
        self.status = StatusLine(document, self.rows, loads, appearance, self)
        self.setStatusBar(self.status)
        self._differences = DifferenceCommands(document, appearance, self.jobs, self)
        self.file_jobs = FileJobs(document, settings, self.jobs, self)
        self.files = FileCommands(document, settings, appearance, self._differences, self.file_jobs)
        self.plan.lower.waits = lambda: self.files.opening is not None
        self.printing = PrintCommands(document, self.rows, self.plan.table.shown, settings, appearance, self.file_jobs)
        self.printing.look = lambda: self.plan.gantt.options
        self.printing.usage = self.plan.lower.usage_pick
        self.printing.printed_first = lambda: self.plan.lower.usage_in_hand or "chart"
        self._tasks = TaskCommands(document, self.rows, self.selection, self.plan, appearance, self.status.tell)
        view = ViewCommands(self.rows, self.selection, self.plan, appearance)
        self._projects = project = ProjectCommands(
            document, self.selection, self.plan, appearance, self.jobs, self.status.tell
        )
        self._columns = TableCommands(self.plan.table, settings, self)
        self._help = HelpCommands(document, settings, appearance, lambda: self.actions_made, self)
        self.docks = Docks(document, self.selection, settings, appearance, self)
        chart = ChartCommands(document, self.selection, self.plan)
        views = (view, self.arranging)
        handlers = (self, self.files, self._differences, self._tasks, *views, chart, project, self.docks, self._help)
        handlers = (*handlers, self.printing, self._columns)
        self._entries = Entries((self.plan.table, self.docks, self.plan.lower), self)
        self.plan.settled = self.rows.settled = self._columns.settled = self._entries.settle
        self.files.settled = self._settled
        self.actions_made = Actions(self, handlers, self._entries.settle)
        self._build_toolbar()
        self._build_recent_menu()
        self._build_view_menus()
        self._connect()
        self._restore()
        self._show_theme()
        self._show_state()

    def _patience(self, text: str, cancel: bool) -> Patience:
        from .patience import Patience

        return Patience(text, self, cancel)

    # -- putting it together

    def _stacked(self, *widgets: QWidget) -> QWidget:
        """Widgets one above the other; the last takes the room."""
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in widgets:
            layout.addWidget(widget, int(widget is widgets[-1]))
        return holder

    def _build_toolbar(self) -> None:
        toolbar = QToolBar(_("Toolbar"), self)
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setIconSize(QSize(18, 18))
        toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.actions_made.fill_toolbar(toolbar)
        self.addToolBar(toolbar)

    def _build_recent_menu(self) -> None:
        self._recent = QMenu(_(RECENT_MENU), self)
        self.actions_made.menus[FILE].insertMenu(self.actions_made["open_sample"], self._recent)
        self._recent.aboutToShow.connect(self._fill_recent_menu)

    def _build_view_menus(self) -> None:
        menus = self.actions_made.menus
        self.arranging.fill_menus(*(menus[f"{VIEW}/{one}"] for one in (FILTER_MENU, GROUP_MENU, SORT_MENU)))
        button, corner = ViewButton(self.views, self), QWidget(self)
        across = QHBoxLayout(corner)
        across.setContentsMargins(0, 2, 6, 2)
        across.addWidget(button)
        across.addWidget(self.arranging.search)
        self._columns.lead(menus[f"{VIEW}/{TABLE_MENU}"])
        self.menuBar().setCornerWidget(corner)
        self._help.named = [button.choices, self.arranging.choices, self._columns.choices]
        button.width_changed.connect(lambda: self.menuBar().setCornerWidget(corner))  # lays it out anew
        views = QMenu(_("Vie&ws"), self)
        views.aboutToShow.connect(lambda: button.fill(views))
        menus[VIEW].insertMenu(menus[VIEW].actions()[0], views)
        self.rows.state_changed.connect(self._show_arrangement)
        self.views.shown.connect(self._show_switches)
        self._show_arrangement()

    def _show_switches(self) -> None:
        """Tick what a view has switched on."""
        options = self.plan.gantt.options
        self.actions_made["show_critical"].setChecked(options.critical)
        self.actions_made["show_slack"].setChecked(options.slack)
        self.actions_made["show_progress_line"].setChecked(options.progress_line)
        self.actions_made["show_baseline"].setChecked(options.baseline is not None)
        self.actions_made["show_resources"].setChecked(not self.plan.lower.isHidden())

    def _show_arrangement(self) -> None:
        wanted = self.rows.arrangement
        self.actions_made["mark_only"].setChecked(wanted.highlight)
        self.actions_made["with_summaries"].setChecked(wanted.summaries)
        self.actions_made["keep_hierarchy"].setChecked(wanted.hierarchy)
        self.actions_made["apply_again"].setEnabled(wanted.filtering or wanted.ordering)

    def _fill_recent_menu(self) -> None:
        pin = icon("pin", self.appearance.theme)
        self.files.recent_files.fill(self._recent, self.document.path, pin, self.files.open_path)

    def _connect(self) -> None:
        self.document.changed.connect(self._on_changed)
        self.document.state_changed.connect(self._show_state)
        self.selection.changed.connect(lambda _origin: self._show_state())
        self.appearance.changed.connect(self._show_theme)
        self.file_jobs.told.connect(self.status.tell)
        self.files.task_chosen.connect(self.plan.go_to)
        self._connect_differences()
        self._connect_docks()
        self.status.notes_requested.connect(self.file_notes)
        self.status.overload_requested.connect(self.actions_made["next_overload"].trigger)
        self.actions_made["next_overload"].triggered.connect(
            lambda: self.actions_made["show_resources"].setChecked(True)  # the loading was shown if it was hidden
        )
        for key in ("task_usage", "resource_usage"):
            self.actions_made[key].triggered.connect(lambda: self.actions_made["show_resources"].setChecked(True))
        for pane in (self.plan.lower, self.plan.table, self.docks):
            pane.refused.connect(self.status.refuse)
            pane.refused.connect(self._entries.on_refused)
        self._entries.held.connect(self.status.refuse)
        self._entries.over.connect(self.status.withdraw)
        self.plan.table.editing.withdrawn.connect(self.status.withdraw)
        self.plan.table.told.connect(self.status.tell)
        self.plan.told.connect(self.status.tell)
        self.plan.gantt.refused.connect(self.status.refuse)
        self.plan.gantt.message.connect(self.status.tell)
        self.plan.gantt.pending_told.connect(self.status.tell_pending)
        self.plan.gantt.options_changed.connect(self._show_options)
        for view in (self.plan.table, self.plan.gantt):
            view.task_activated.connect(self._on_task_activated)
        self.plan.gantt.dependency_activated.connect(self._on_link_activated)
        self.plan.lower.resources_requested.connect(self.actions_made["resources"].trigger)
        self.plan.lower.resource_requested.connect(self._projects.show_resource)
        self._context_menus()

    def _connect_differences(self) -> None:
        banner, commands = self.banner, self._differences
        banner.show_requested.connect(self.actions_made["differences"].trigger)
        banner.keep_requested.connect(lambda: commands.keep())
        banner.take_requested.connect(lambda: commands.take())
        banner.toggled.connect(self.status.leave_differences)
        self.status.differences_requested.connect(self.actions_made["differences"].trigger)
        commands.told.connect(self.status.tell)
        commands.task_chosen.connect(self.plan.go_to)

    def _connect_docks(self) -> None:
        docks = self.docks
        self._help.task_chosen.connect(self.plan.go_to)
        docks.told.connect(self.status.tell)
        docks.task_chosen.connect(self.plan.go_to)
        docks.why_requested.connect(self.actions_made["why"].trigger)
        docks.left.connect(self.plan.table.setFocus)
        self.plan.beside = docks.panes
        docks.shown.connect(self._show_docks)

    def _show_docks(self) -> None:
        self.actions_made["show_inspector"].setChecked(not self.docks.inspector_dock.isHidden())
        self.actions_made["show_history"].setChecked(not self.docks.history_dock.isHidden())

    def _context_menus(self) -> None:
        for view in (self.plan.table, self.plan.gantt):
            view.customContextMenuRequested.connect(
                lambda at, view=view: self._show_context_menu(view.viewport().mapToGlobal(at))
            )
        self.plan.gantt.time_menu_requested.connect(self._show_time_menu)
        self.plan.gantt.tiers_requested.connect(self.actions_made["time_scale"].trigger)

    def _show_time_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        zooms = ("zoom_in", "zoom_out", "zoom_fit", "zoom_selection")
        for key in ("time_scale", "", *zooms, "", "go_to_today", "calendars"):
            menu.addAction(self.actions_made[key]) if key else menu.addSeparator()
        menu.exec(at)

    def _show_options(self) -> None:
        """Tick in the menus what the chart shows, whoever chose it."""
        for key, on in switched(self.plan.gantt.options).items():
            self.actions_made[key].setChecked(on)

    def _show_context_menu(self, at: QPoint) -> None:
        gantt = self.plan.gantt
        place = gantt.viewport().mapFromGlobal(at)
        hit = gantt.hit(place) if gantt.viewport().rect().contains(place) else None
        link = hit.dependency if hit is not None and hit.zone is None else None
        menu = self._menu_of_tasks() if link is None else self._menu_of_link(link)
        menu.exec(at)

    def _menu_of_link(self, key: DependencyKey) -> QMenu:
        def remove() -> None:
            from .dialogs.link_information import remove_link

            remove_link(self.document, key)

        menu = QMenu(self)
        menu.addAction(self.actions_made["link"].icon(), _("&Link Information…"), lambda: self._on_link_activated(key))
        menu.addAction(self.actions_made["unlink"].icon(), _("&Remove Link"), remove)
        return menu

    def _menu_of_tasks(self) -> QMenu:
        menu = QMenu(self)
        for key in (
            "cut", "copy", "paste", "fill_down", "", "insert_task", "insert_milestone", "delete_tasks", "",
            "indent", "outdent", "", "link", "unlink", "", *self._rare_actions(), "toggle_manual", "toggle_active", "",
            "scroll_to_task", "why", "task_information",
        ):  # fmt: skip
            menu.addAction(self.actions_made[key]) if key else menu.addSeparator()
        return menu

    def _rare_actions(self) -> list[str]:
        """What only some tasks offer."""
        document, uid = self.document, self.selection.current
        task = document.project.tasks.get(uid) if uid is not None else None
        if uid is None or task is None:
            return []
        split = len(document.schedule.segments.get(uid, ())) > 1
        return ["join_parts"] * split + ["open_hyperlink"] * (task.hyperlink is not None)

    # -- what it remembers

    def _restore(self) -> None:
        settings = self.settings
        room = self.screen().availableSize() - QSize(*_FRAME)
        self.resize(QSize(_WIDTH, _HEIGHT).boundedTo(room))
        self.restoreGeometry(settings.get(GEOMETRY))
        self.restoreState(settings.get(STATE))
        if not settings.get(PLAN_SPLIT).isEmpty():
            self.plan.restore_state(settings.get(PLAN_SPLIT), settings.get(PANE_SPLIT))
        if settings.get(TABLE):
            with suppress(ValueError, msgspec.DecodeError):
                self.plan.table.restore_state(msgspec.json.decode(settings.get(TABLE)))
        self.actions_made.take_own_keys(settings.get(KEYS))
        self.plan.lower.show_pane(settings.get(LOWER_PANE))
        self.plan.lower.show_amounts(settings.get(USAGE))
        if settings.get(CHART):
            with suppress(msgspec.DecodeError):
                options = options_of(msgspec.json.decode(settings.get(CHART), type=dict[str, Any]))
                self.plan.gantt.set_options(replace(options, today=self.plan.gantt.options.today))
        for key, switch in _SWITCHES.items():
            self.actions_made[key].setChecked(not settings.get(switch))
            self.actions_made[key].trigger()
        self.views.take(settings.get(VIEW_SHOWN))
        self.actions_made[f"theme_{self.appearance.choice}"].setChecked(True)

    def _save_settings(self) -> None:
        settings = self.settings
        settings.put(GEOMETRY, self.saveGeometry())
        settings.put(STATE, self.saveState())
        across, down = self.plan.save_state()
        settings.put(PLAN_SPLIT, across)
        settings.put(PANE_SPLIT, down)
        settings.put(TABLE, msgspec.json.encode(self.plan.table.save_state()).decode())
        settings.put(LOWER_PANE, self.plan.lower.shown)
        settings.put(USAGE, self.plan.lower.amounts)
        chart = chart_of(self.plan.gantt.options)
        settings.put(CHART, msgspec.json.encode(chart).decode() if chart else "")
        for key, switch in _SWITCHES.items():
            settings.put(switch, self.actions_made[key].isChecked())
        settings.put(VIEW_SHOWN, self.views.chosen.name)
        settings.put(THEME, self.appearance.choice)
        self.docks.save()
        settings.sync()

    # -- what it shows

    def _on_changed(self, change: Change) -> None:
        if change.everything:
            self._show_state()

    def _show_state(self) -> None:
        document = self.document
        self.setWindowTitle(f"{document.title or _('New plan')}[*] – Gantline")
        self.setWindowFilePath(str(document.path) if document.path else "")
        self.setWindowModified(document.modified)
        self.actions_made["undo"].setText(self._tasks.undo_text)
        self.actions_made["redo"].setText(self._tasks.redo_text)
        chosen = list(islice((uid for uid in self.selection.uids if uid in document.project.tasks), 2))
        self.actions_made.enable(
            {
                when
                for when, holds in (
                    (When.ALWAYS, True),
                    (When.TASKS_SELECTED, bool(chosen)),
                    (When.SEVERAL_SELECTED, len(chosen) > 1),
                    (When.CAN_UNDO, document.undo_stack.canUndo()),
                    (When.CAN_REDO, document.undo_stack.canRedo()),
                    (When.HAS_TASKS, bool(document.project.tasks)),
                )
                if holds
            }
        )

    def _show_theme(self) -> None:
        self.setStyleSheet(style_sheet(self.appearance.theme))
        self.actions_made.colour(self.appearance.theme)
        self.docks.colour()
        self._recent.setIcon(self.actions_made["open"].icon())
        self.actions_made.menus[f"{FILE}/{EXPORT_MENU}"].setIcon(self.actions_made["export_mspdi"].icon())
        for name in _MORE:  # Qt's own are dark in every theme
            more = self.findChild(QToolButton, name)
            if more is not None:
                more.setIcon(icon("expand", self.appearance.theme))
                more.setIconSize(QSize(12, 12))
                more.setToolTip(_("More"))
                more.setAccessibleName(_("More"))

    def _on_task_activated(self, uid: int) -> None:
        self.selection.set([uid])  # type: ignore[list-item] - signals carry plain numbers
        self.docks.task_information()

    def _on_link_activated(self, key: DependencyKey) -> None:
        from .dialogs.link_information import LinkInformation

        LinkInformation(self.document, key, self.appearance, self).exec()

    def file_notes(self) -> None:
        """Show what reading and scheduling the plan had to say."""
        from .dialogs.notes import NotesDialog

        dialog = NotesDialog(self.document, self.appearance, self)
        dialog.task_chosen.connect(self.plan.go_to)
        dialog.resource_chosen.connect(self._projects.show_resource)
        dialog.calendar_chosen.connect(self._projects.show_calendar)
        dialog.differences_requested.connect(self.actions_made["differences"].trigger)
        dialog.exec()

    # -- coming and going

    @property
    def untouched(self) -> bool:
        """Whether the window waits with an empty plan that nobody did anything with."""
        document = self.document
        empty = document.path is None and not document.modified and not document.project.tasks
        return empty and self.files.opening is None

    def new_window(self) -> None:
        """Ask for another window with an empty plan."""
        self.window_requested.emit([])

    def close_window(self) -> None:
        """Close this window and leave the others."""
        self.close()

    def quit(self) -> None:
        """Close all windows, which ends the program."""
        QApplication.closeAllWindows()

    def event(self, event: QEvent) -> bool:
        if belongs_to(self.focusWidget(), event):
            event.accept()
            return True
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_painted:
            QTimer.singleShot(_PAINTED_BY, self._tell_painted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            QTimer.singleShot(0, self._tell_painted)

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _settled(self) -> bool:
        """Whether nothing that is typed is lost with the plan, or the user lets it go."""
        if self._entries.settle():
            return True
        from .dialogs.unfinished import lets_go

        gone = lets_go(self, self._entries.why)
        if gone:
            self._entries.drop()
        return gone

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        asking = True

        def leave() -> None:
            if asking:
                self._save_settings()
                self.jobs.shut_down()
                event.accept()
                self.closed.emit()
            else:  # a helper has saved a large plan meanwhile
                self.close()

        self.files.ask_to_save(leave)
        asking = False

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = self._dropped(event)
        if paths:
            event.acceptProposedAction()
            self.files.open_path(paths[0])
        if len(paths) > 1:
            self.window_requested.emit([str(path) for path in paths[1:]])

    @staticmethod
    def _dropped(event: QDropEvent) -> list[Path]:
        return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
