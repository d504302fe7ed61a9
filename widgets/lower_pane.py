"""The pane below the chart: loading of resources, usage of tasks or usage of resources, on the one time axis.

Each view is made when it is first shown, and not before the window was painted: so it opens sooner.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..app.i18n import _
from ..app.project.steps import parts
from ..app.project.ticket import Ticket
from ..app.workspace.document import Change, Document
from ..app.workspace.loads import Loads
from ..app.workspace.row_set import RowSet
from ..app.workspace.selection import Selection
from ..app.workspace.time_axis import TimeAxis
from .appearance import Appearance

if TYPE_CHECKING:
    from ..app.analysis.usage import Amount
    from .charts.usage_content import UsagePick
    from .resource_view.resource_view import ResourceView
    from .usage_view.usage_view import UsageView

LOADING, TASKS, RESOURCES = "loading", "tasks", "resources"
_ORDER = (LOADING, TASKS, RESOURCES)
_STRIP = 26

_SOON = 20
"""Milliseconds after the first paint, and after a plan that was opened then; both are painted before this is over."""


class LowerPane(QWidget):
    """Tabs, and below them one of the views.

    Attributes:
        waits: Says whether a plan is being opened, before which no view is made.

    Signals:
        resources_made: The loading was made.
        resources_requested: The user wants to add people.
        resource_requested: The user wants to change a resource; carries its uid.
        left_width_changed: The user moved the border within the pane.
        refused: Something typed could not be taken; a sentence for the user.
        turned: Another view is shown.
    """

    resources_made = Signal()
    resources_requested = Signal()
    resource_requested = Signal(int)
    left_width_changed = Signal(int)
    refused = Signal(str)
    turned = Signal(str)

    def __init__(
        self,
        document: Document,
        loads: Loads,
        rows: RowSet,
        axis: TimeAxis,
        selection: Selection,
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._loads, self._rows = document, loads, rows
        self._axis, self._selection, self._appearance = axis, selection, appearance
        self._left_width = 0
        self._painted = False
        self.waits: Callable[[], bool] = lambda: False
        self._resources: ResourceView | None = None
        self._usage: UsageView | None = None
        self._amounts: tuple[Amount, ...] = ()
        self.tabs = QTabBar(self)
        for title in (_("Resource Loading"), _("Task Usage"), _("Resource Usage")):
            self.tabs.addTab(title)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.details = QToolButton(self)
        self.details.setText(_("Details") + " ▾")
        self.details.setToolTip(_("Which figures every row shows"))
        self.details.setAutoRaise(True)
        self.details.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.details.setMenu(QMenu(self.details))
        self.details.hide()
        self.pages = QStackedWidget(self)
        self.pages.setObjectName("panePages")  # as light as what will be shown there
        self._strip = QWidget(self)
        self._strip.setObjectName("paneStrip")
        self._strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strip.setFixedHeight(_STRIP)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(4, 0, 6, 0)
        strip.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        strip.addStretch(1)
        strip.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.pages, 1)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._on_idle)
        document.changed.connect(self._on_changed)
        self.tabs.currentChanged.connect(self._on_turned)
        appearance.changed.connect(self._wear_theme)
        self._wear_theme()

    @property
    def shown(self) -> str:
        """Which view is shown: ``LOADING``, ``TASKS`` or ``RESOURCES``."""
        return _ORDER[max(self.tabs.currentIndex(), 0)]

    def show_pane(self, which: str) -> None:
        """Show one of the views; the loading for what is none of them."""
        self.tabs.setCurrentIndex(_ORDER.index(which) if which in _ORDER else 0)

    @property
    def resources(self) -> ResourceView:
        """The loading."""
        if self._resources is None:
            from .resource_view.resource_view import ResourceView

            shared = (self._document, self._loads, self._axis, self._selection, self._appearance)
            view = self._resources = ResourceView(*shared, self)
            view.left_width_changed.connect(self.left_width_changed)
            view.resources_requested.connect(self.resources_requested)
            view.resource_requested.connect(self.resource_requested)
            view.set_left_width(self._left_width)
            self.pages.addWidget(view)
            self.resources_made.emit()
        return self._resources

    @property
    def usage(self) -> UsageView:
        """The usage view, of tasks and of resources in turn."""
        if self._usage is None:
            from .usage_view.usage_view import UsageView

            shared = (self._document, self._rows, self._axis, self._selection, self._appearance)
            usage = self._usage = UsageView(*shared, self._loads.loading, self)
            usage.left_width_changed.connect(self.left_width_changed)
            usage.refused.connect(self.refused)
            self.pages.addWidget(usage)
            usage.show_amounts(self._amounts)
            self.details.setMenu(usage.details_menu(self.details))
            usage.shown_changed.connect(lambda: self.details.setMenu(usage.details_menu(self.details)))
        return self._usage

    @property
    def amounts(self) -> list[str]:
        """The figures every row of the usage view shows, to be remembered."""
        shown = self._amounts if self._usage is None else self._usage.source.shown
        return [amount.value for amount in shown]

    def show_amounts(self, amounts: list[str]) -> None:
        """Show figures that were remembered, once the usage view is."""
        self._amounts = ()
        if amounts:
            from ..app.analysis.usage import Amount

            self._amounts = tuple(amount for amount in Amount if amount.value in amounts)
        if self._usage is not None:
            self._usage.show_amounts(self._amounts)

    @property
    def keyboard_widget(self) -> QWidget:
        """What takes the keyboard when the pane does."""
        return self.resources.list if self.shown == LOADING else self.usage.grid

    def usage_pick(self, by_resource: bool, ticket: Ticket | None = None) -> UsagePick:
        """What of the usage of tasks or resources there is to print: rows folded as shown, with their figures.

        Raises:
            Cancelled: The ticket said so.
        """
        from ..app.analysis.usage import Amount
        from .charts.usage_content import UsagePick
        from .usage_view.nodes import Node, Nodes

        usage = self._usage
        nodes = usage.nodes if usage is not None and usage.nodes.by_resource is by_resource else None
        if nodes is None:
            nodes = Nodes(self._document, self._rows)
            nodes.by_resource = by_resource
            nodes.rebuild()
        amounts = (self._amounts if usage is None else usage.source.shown) or (Amount.WORK,)
        rows, ticket = list[Node](), ticket or Ticket()
        for part in parts(nodes):
            ticket.step(len(rows), len(nodes))
            rows += part
        return UsagePick(nodes=rows, amounts=amounts, by_resource=by_resource)

    @property
    def unfinished(self) -> QWidget | None:
        """The cell of the usage view in which something is typed."""
        return None if self._usage is None else self._usage.grid.editor

    def finish_editing(self) -> None:
        """Take over what is being typed in the usage view; refusals are told."""
        if self._usage is not None:
            self._usage.grid.finish_editing()

    def drop_editing(self) -> None:
        """Leave out what is being typed in the usage view."""
        if self._usage is not None:
            self._usage.grid.close_editor()

    @property
    def usage_in_hand(self) -> str:
        """Which of the usage views the keyboard is in; empty where it is elsewhere."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        return self.shown if inside and self.shown != LOADING else ""

    def set_left_width(self, pixels: int) -> None:
        """Let the plots begin where the chart above does."""
        self._left_width = pixels
        if self._resources is not None:
            self._resources.set_left_width(pixels)
        if self._usage is not None:
            self._usage.set_left_width(pixels)

    def _on_turned(self, _index: int) -> None:
        self.details.setVisible(self.shown != LOADING)
        if self._painted:
            self._show_view()
        self.turned.emit(self.shown)

    def _show_view(self) -> None:
        """Show the view that the tabs say."""
        if self.shown == LOADING:
            self.pages.setCurrentWidget(self.resources)
        else:
            usage = self.usage
            usage.show_by(resource=self.shown == RESOURCES)
            self.pages.setCurrentWidget(usage)
            usage.set_left_width(self._left_width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._soon.start()

    def _on_changed(self, change: Change) -> None:
        if change.everything and self._soon.isActive():
            self._soon.start()  # the plan is painted first

    def _on_idle(self) -> None:
        if self.waits():
            self._soon.start()
        else:
            self._show_view()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"#paneStrip {{ background: {theme.window}; border-top: 1px solid {theme.border};"
            f" border-bottom: 1px solid {theme.border}; }}"
            f"#panePages {{ background: {theme.base}; }}"
            f"QTabBar::tab {{ background: transparent; color: {theme.text_faint}; padding: 3px 12px; border: none; }}"
            f"QTabBar::tab:selected {{ color: {theme.text}; border-bottom: 2px solid {theme.accent}; }}"
            f"QTabBar::tab:hover {{ color: {theme.text}; }}"
            f"QToolButton::menu-indicator {{ image: none; }}"
        )
