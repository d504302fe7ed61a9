"""What the Format menu does: the looks of the chart, the time scale, the path of the selected tasks."""

from __future__ import annotations

from functools import partial

from ..app.chart.colouring import RULES
from ..app.chart.options import Options, Path
from ..app.chart.tints import PALETTE
from ..app.edits.split import check_split, join
from ..app.edits.tasks import set_bar_colour
from ..app.i18n import _
from ..app.project.errors import EditError
from ..app.project.patch import Patch
from ..app.project.widths import replace
from ..app.workspace.document import Document
from ..app.workspace.selection import Selection
from .plan_view import PlanView


class ChartCommands:
    """Handles the actions that change what the chart looks like."""

    def __init__(self, document: Document, selection: Selection, plan: PlanView) -> None:
        self._document = document
        self._selection = selection
        self._gantt = plan.gantt

    def bar_styles(self) -> None:
        """Choose texts, colours and marks of bars."""
        from .dialogs.bar_styles import BarStyles

        options = self._gantt.options
        BarStyles(self._document.project, options, self._gantt.set_options, self._gantt.window()).exec()

    def time_scale(self) -> None:
        """Choose the tiers of the time scale and what is shaded."""
        from .dialogs.time_scale import TimeScaleDialog

        gantt, info = self._gantt, self._document.project.info
        zoom, offset = gantt.axis.minutes_per_pixel, gantt.axis.offset

        def show(options: Options) -> None:
            gantt.set_options(options)
            gantt.show_tiers()

        if not TimeScaleDialog(gantt.options, show, gantt.window(), fiscal_month=info.fiscal_year_month).exec():
            gantt.axis.zoom(zoom)
            gantt.axis.scroll_to(offset)

    def colours(self, rule: str) -> None:
        """Let the colours of bars tell something, or their kind alone."""
        self._change(colours="" if rule == "kind" else rule)

    def bar_colour(self, number: int) -> None:
        """Give the bars of the selected tasks a colour of the palette; 0 takes it away."""
        colour = PALETTE[number - 1] if number else ""
        uids = [uid for uid in self._selection.uids if uid in self._document.project.tasks]
        edit = partial(set_bar_colour, self._document.project, uids, colour)
        self._document.push(self._document.worked_out(_("Changing tasks…"), edit), _("Colour bars"))

    def split_task(self) -> None:
        """Ask between which moments the selected task shall be interrupted."""
        from .dialogs.split_task import SplitTask

        uid = self._selection.current
        if uid is None or uid not in self._document.project.tasks:
            return
        try:
            check_split(self._document.engine, uid)
        except EditError as refusal:
            self._gantt.refused.emit(str(refusal))
            return
        SplitTask(self._document, uid, self._gantt.wording, self._gantt.window()).exec()

    def split_next(self) -> None:
        """Let the mouse split the next bar that it drags."""
        self._gantt.setFocus()
        self._gantt.split_next()

    def join_parts(self) -> None:
        """Let the selected tasks that are split go on without pauses."""
        document, patch = self._document, Patch()
        for uid in self._selection.uids:
            if len(document.schedule.segments.get(uid, ())) > 1:
                patch = patch.then(join(document.engine, uid))
        if patch:
            document.push(patch, _("Join the parts of tasks"))
        else:
            self._gantt.refused.emit(_("None of the selected tasks is split."))

    def path_predecessors(self, on: bool) -> None:
        """Make all that comes before the selected tasks stand out."""
        self._path(Path.PREDECESSORS, on)

    def path_driving(self, on: bool) -> None:
        """Make what drives the selected tasks stand out."""
        self._path(Path.DRIVING, on)

    def path_successors(self, on: bool) -> None:
        """Make all that comes after the selected tasks stand out."""
        self._path(Path.SUCCESSORS, on)

    def path_driven(self, on: bool) -> None:
        """Make what the selected tasks drive stand out."""
        self._path(Path.DRIVEN, on)

    def _path(self, path: Path, on: bool) -> None:
        kept = tuple(one for one in self._gantt.options.paths if one is not path)
        self._change(paths=(*kept, path) if on else kept)

    def _change(self, **choices: object) -> None:
        options: Options = replace(self._gantt.options, **choices)  # type: ignore[arg-type]
        self._gantt.set_options(options)


def switched(options: Options) -> dict[str, bool]:
    """The actions that are on or off, by what the chart shows."""
    return {
        "show_critical": options.critical,
        "show_slack": options.slack,
        "show_progress_line": options.progress_line,
        "show_baseline": options.baseline is not None,
        **{f"path_{path.value}": path in options.paths for path in Path},
        **{f"colours_{rule or 'kind'}": options.colours == rule for rule in ("", *RULES)},
    }
