"""Named views: columns, filter, groups, sorting, zoom, bars and the pane below, under one name."""

from __future__ import annotations

from typing import Any

import msgspec

from ..chart.options import Options
from ..edits.tables import Columns
from ..i18n import N_, _
from ..views.buckets import EACH
from ..views.filters import FILTER_OF
from ..views.spec import AllOf, Arrangement, Condition, Filter, GroupBy, Operator, SortBy, Spec

LOADING = "loading"
FIT = 0.0
"""The zoom that shows the whole plan."""


class View(Spec, frozen=True, kw_only=True):
    """What the window shows of a plan, by name.

    Attributes:
        name: Those that come with the program are marked for translation.
        columns: Field keys with their widths in pixels, 0 for the usual width.
        frozen: How many of them stay in sight.
        arrangement: What is filtered, grouped and sorted by; never a typed text.
        chart: What the chart shows, as far as it differs from what it usually does.
        zoom: Minutes a pixel; ``FIT`` for the whole plan, None for whatever is set.
        pane: The view below the chart, empty for none.
    """

    name: str
    columns: tuple[tuple[str, int], ...] = ()
    frozen: int = 0
    arrangement: Arrangement = Arrangement()
    chart: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    zoom: float | None = None
    pane: str = ""

    @property
    def title(self) -> str:
        """The name in the user's language."""
        return _(self.name)

    @property
    def table(self) -> Columns:
        """The columns as tables take them."""
        return Columns(columns=self.columns, frozen=self.frozen)

    @property
    def options(self) -> Options:
        """What the chart shows."""
        return options_of(self.chart)

    def same_as(self, other: View) -> bool:
        """Whether both show the same; zoom and widths, which change all the time, do not count."""
        return _essence(self) == _essence(other)


def _essence(view: View) -> tuple[Any, ...]:
    keys = tuple(key for key, _width in view.columns)
    return keys, view.frozen, view.arrangement.telling, view.options, view.pane


def chart_of(options: Options) -> dict[str, Any]:
    """What differs from the usual options, as plain data; the present moment is left out."""
    usual, given = msgspec.to_builtins(Options()), msgspec.to_builtins(options)
    return {key: value for key, value in given.items() if key != "today" and value != usual[key]}


def options_of(chart: dict[str, Any]) -> Options:
    """Options from such plain data; what another version wrote and this one does not understand is left out."""
    usual = msgspec.to_builtins(Options())
    known = {key: value for key, value in chart.items() if key in usual}
    try:
        return msgspec.convert({**usual, **known}, Options)
    except msgspec.ValidationError:
        return Options()


def encode(view: View) -> str:
    """A view as text."""
    return msgspec.json.encode(view).decode()


def decode(text: str) -> View | None:
    """A view from its text; None where it is not understood."""
    try:
        return msgspec.json.decode(text, type=View)
    except msgspec.MsgspecError:
        return None


def _columns(*keys: str) -> tuple[tuple[str, int], ...]:
    return tuple((key, 0) for key in keys)


_INCOMPLETE = Condition(field="percent_complete", operator=Operator.LESS, values=("100",))
_SOON = Filter(
    name=N_("Due by next week"),
    test=AllOf(
        parts=(
            _INCOMPLETE,
            Condition(field="summary", operator=Operator.IS, values=("no",)),
            Condition(field="start", operator=Operator.AT_MOST, values=("next week",)),
        )
    ),
)

VIEWS: tuple[View, ...] = (
    View(
        name=N_("Gantt chart"),
        columns=_columns(
            "indicators", "name", "duration", "start", "finish", "predecessors", "resources", "percent_complete"
        ),
        pane=LOADING,
    ),
    View(
        name=N_("Tracking Gantt"),
        columns=_columns(
            "indicators", "name", "percent_complete", "start", "finish", "baseline_start", "baseline_finish",
            "finish_variance",
        ),
        chart={"baseline": 0},
        zoom=FIT,
    ),
    View(
        name=N_("Critical path"),
        columns=_columns("indicators", "name", "duration", "start", "finish", "total_slack", "predecessors"),
        arrangement=Arrangement(filter=FILTER_OF["Critical"]),
        chart={"slack": True},
        zoom=FIT,
    ),
    View(
        name=N_("Milestones"),
        columns=_columns("indicators", "name", "finish", "deadline", "baseline_finish", "finish_variance"),
        arrangement=Arrangement(filter=FILTER_OF["Milestones"]),
        zoom=FIT,
    ),
    View(
        name=N_("Work by resource"),
        columns=_columns("indicators", "name", "work", "start", "finish", "percent_complete"),
        arrangement=Arrangement(groups=(GroupBy(field="resources", interval=EACH),)),
        pane=LOADING,
    ),
    View(
        name=N_("Progress by status"),
        columns=_columns(
            "indicators", "name", "percent_complete", "start", "finish", "remaining_duration", "resources"
        ),
        arrangement=Arrangement(groups=(GroupBy(field="status"),)),
    ),
    View(
        name=N_("Due next"),
        columns=_columns("indicators", "name", "start", "finish", "resources", "percent_complete"),
        arrangement=Arrangement(filter=_SOON, sorts=(SortBy(field="finish"),), outline=False),
    ),
    View(
        name=N_("Cost"),
        columns=_columns("name", "fixed_cost", "cost", "work", "percent_complete", "start", "finish"),
    ),
)  # fmt: skip
"""The views that come with the program, the usual one first."""
