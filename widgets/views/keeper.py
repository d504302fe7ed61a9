"""Shows named views and notices when what is seen is no longer the view that was chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ...app.project.widths import replace
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.settings import Settings
from ...app.workspace.time_axis import TimeAxis
from ...app.workspace.view import FIT, VIEWS, View, chart_of
from ...app.workspace.view_store import ViewStore
from ..plan_view import PlanView


class ViewKeeper(QObject):
    """The view that is shown.

    Attributes:
        store: The views there are.
        chosen: The view shown last, as it was saved.
        modified: Something was changed since.

    Signals:
        changed: Another view is shown, it was modified, or there are other views.
        shown: A view was shown; what mirrors its parts should look again.
    """

    changed = Signal()
    shown = Signal()

    def __init__(
        self, document: Document, rows: RowSet, axis: TimeAxis, plan: PlanView, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._in_plan = document.project.info.views
        self._rows = rows
        self._axis = axis
        self._plan = plan
        self.store = ViewStore(document, settings)
        self.chosen: View = VIEWS[0]
        self.modified = False
        self._wanted = ""  # the name of the view that the user chose last, which may be kept in another plan
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._compare)
        rows.state_changed.connect(self._later.start)
        plan.table.tasks.modelReset.connect(self._later.start)
        plan.table.horizontalHeader().sectionMoved.connect(self._later.start)
        plan.gantt.options_changed.connect(self._later.start)
        plan.lower.turned.connect(self._later.start)
        plan.lower.installEventFilter(self)
        document.changed.connect(self._on_document_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._later.start()
        return super().eventFilter(watched, event)

    def captured(self, name: str) -> View:
        """What is seen now as a view."""
        arrangement = replace(self._rows.arrangement, text="")
        columns = self._plan.table.columns
        return View(
            name=name,
            columns=tuple((key, width) for key, width in columns.columns),
            frozen=columns.frozen,
            arrangement=arrangement,
            chart=chart_of(self._plan.gantt.options),
            zoom=self._axis.minutes_per_pixel,
            pane=self._plan.lower.shown if not self._plan.lower.isHidden() else "",
        )

    def show(self, view: View) -> None:
        """Show the plan in a view."""
        plan = self._plan
        if not plan.settled():
            return
        self.chosen, self._wanted = view, view.name
        if view.columns:
            plan.table.take_columns(view.table)
            plan.settle_divider()
        plan.gantt.set_options(replace(view.options, today=plan.gantt.options.today))
        plan.lower.setVisible(bool(view.pane))
        if view.pane:
            plan.lower.show_pane(view.pane)
        self._rows.arrange(view.arrangement)
        if view.zoom == FIT:
            plan.gantt.fit_project()
        elif view.zoom is not None:
            self._axis.zoom(view.zoom)
        self.shown.emit()
        self._compare()

    def take(self, name: str) -> None:
        """Know which view was shown when the program was left, without showing it anew; its plan may be opened yet."""
        self._wanted = name
        self.chosen = self.store.find(name) or VIEWS[0]
        self._later.start()

    def reset(self) -> None:
        """Show the view as it was saved."""
        self.show(self.chosen)

    def save(self, name: str = "", *, in_plan: bool | None = None) -> None:
        """Keep what is seen now under the name of the view, or another one.

        Args:
            name: The name; the view's own unless said.
            in_plan: Keep it in the plan; where it is kept now unless said.
        """
        name = name or self.chosen.name
        self.chosen, self._wanted = self.captured(name), name
        self.store.save(self.chosen, in_plan=self.store.is_in_plan(name) if in_plan is None else in_plan)
        self._compare()
        self.changed.emit()

    def rename(self, name: str) -> None:
        """Give the view another name."""
        old, in_plan = self.chosen, self.store.is_in_plan(self.chosen.name)
        self.chosen, self._wanted = replace(old, name=name), name
        self.store.save(self.chosen, in_plan=in_plan, instead_of=old.name)
        self.changed.emit()

    def delete(self) -> None:
        """Forget the view; what it showed stays as it is, seen as the program's view of that name or the usual one."""
        self.store.delete(self.chosen.name)
        self.chosen = self.store.find(self.chosen.name) or VIEWS[0]
        self._compare()
        self.changed.emit()

    def _compare(self) -> None:
        self._later.stop()
        self.modified = not self.captured(self.chosen.name).same_as(self.chosen)
        self.changed.emit()

    def _on_document_changed(self, change: Change) -> None:
        views, self._in_plan = self._in_plan, self._document.project.info.views
        if views is not self._in_plan:
            self._find_again()
        if change.everything:
            self.chosen = self.store.find(self._wanted) or self.chosen
            self._later.start()

    def _find_again(self) -> None:
        """The views of the plan are others: the chosen one may be as it was, have another name now, or be gone."""
        known, of_plan = self.chosen, self.store.of_plan()
        renamed = next((one for one in of_plan if one.same_as(known)), VIEWS[0])
        self.chosen = self.store.find(known.name) or renamed
        self._later.start()
