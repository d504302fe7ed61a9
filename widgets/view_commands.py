"""What the View menu does: zoom, folding, what the chart shows, the theme."""

from __future__ import annotations

from ..app.project.widths import replace
from ..app.workspace.row_set import RowSet
from ..app.workspace.selection import Selection
from .appearance import Appearance
from .lower_pane import LOADING, RESOURCES, TASKS
from .plan_view import PlanView


class ViewCommands:
    """Handles the actions that change what is seen and nothing else."""

    def __init__(self, rows: RowSet, selection: Selection, plan: PlanView, appearance: Appearance) -> None:
        self._rows = rows
        self._selection = selection
        self._plan = plan
        self._appearance = appearance

    def zoom_in(self) -> None:
        """Show less time, larger."""
        self._plan.gantt.zoom_in()

    def zoom_out(self) -> None:
        """Show more time, smaller."""
        self._plan.gantt.zoom_out()

    def zoom_fit(self) -> None:
        """Show the whole plan."""
        self._plan.gantt.fit_project()

    def zoom_selection(self) -> None:
        """Show the selected tasks."""
        self._plan.gantt.fit_selection()

    def scroll_to_task(self) -> None:
        """Bring the current task's bar into view."""
        if self._selection.current is not None:
            self._plan.gantt.scroll_to_task(self._selection.current)

    def go_to_today(self) -> None:
        """Bring today into view."""
        self._plan.gantt.go_to_today()

    def go_to_start(self) -> None:
        """Bring the start of the plan into view."""
        self._plan.gantt.scroll_to_date(self._plan.gantt.document.schedule.start[0])

    def go_to_end(self) -> None:
        """Bring the finish of the plan into view."""
        self._plan.gantt.scroll_to_end()

    def expand_all(self) -> None:
        """Show all tasks."""
        self._rows.fold_to_level(None)

    def collapse_all(self) -> None:
        """Show the first level only."""
        self._rows.fold_to_level(1)

    def level(self, level: int) -> None:
        """Show the outline down to a level."""
        self._rows.fold_to_level(level)

    def show_critical(self, on: bool) -> None:
        """Mark critical tasks, or don't."""
        self._plan.gantt.set_options(replace(self._plan.gantt.options, critical=on))

    def show_slack(self, on: bool) -> None:
        """Show slack, or don't."""
        self._plan.gantt.set_options(replace(self._plan.gantt.options, slack=on))

    def show_progress_line(self, on: bool) -> None:
        """Show how far tasks are ahead or behind, or don't."""
        self._plan.gantt.set_options(replace(self._plan.gantt.options, progress_line=on))

    def show_baseline(self, on: bool) -> None:
        """Show the baseline, or don't."""
        options = self._plan.gantt.options
        self._plan.gantt.set_options(replace(options, baseline=(options.baseline or 0) if on else None))

    def show_resources(self, on: bool) -> None:
        """Show the pane below the chart, or don't."""
        self._plan.lower.setVisible(on)

    def next_overload(self) -> None:
        """Go to the next over-allocation."""
        self._plan.lower.setVisible(True)
        self._plan.lower.show_pane(LOADING)
        self._plan.resources.next_overallocation()

    def task_usage(self) -> None:
        """Show below the chart how much is worked on each task when."""
        self._show_usage(TASKS)

    def resource_usage(self) -> None:
        """Show below the chart how much each resource works when."""
        self._show_usage(RESOURCES)

    def _show_usage(self, which: str) -> None:
        self._plan.lower.setVisible(True)
        self._plan.lower.show_pane(which)
        self._plan.lower.keyboard_widget.setFocus()

    def next_pane(self) -> None:
        """Give the keyboard to the next pane."""
        self._plan.next_pane()

    def theme(self, choice: str) -> None:
        """Wear another theme."""
        self._appearance.choose(choice)
