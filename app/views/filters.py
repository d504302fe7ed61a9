"""The filters that come with the program, by the names under which Microsoft Project's users know them."""

from __future__ import annotations

from ..i18n import N_
from .spec import AllOf, AnyOf, Condition, Filter, Operator, Test

IS, IS_NOT, EMPTY, FILLED = Operator.IS, Operator.IS_NOT, Operator.EMPTY, Operator.FILLED

ALL_TASKS = N_("All tasks")
"""What the menu calls no filter."""


def _if(field: str, operator: Operator, *values: str) -> Condition:
    return Condition(field=field, operator=operator, values=values)


def _all(*parts: Test) -> AllOf:
    return AllOf(parts=parts)


def _any(*parts: Test) -> AnyOf:
    return AnyOf(parts=parts)


_INCOMPLETE = _if("percent_complete", Operator.LESS, "100")
_PLAIN = _if("summary", IS, "no")

FILTERS: tuple[Filter, ...] = (
    Filter(name=N_("Incomplete tasks"), test=_INCOMPLETE),
    Filter(name=N_("Completed tasks"), test=_if("percent_complete", IS, "100")),
    Filter(
        name=N_("In progress"),
        test=_all(
            _INCOMPLETE,
            _any(_if("percent_complete", Operator.GREATER, "0"), _if("actual_start", FILLED)),
        ),
    ),
    Filter(
        name=N_("Not started"),
        test=_all(_if("percent_complete", IS, "0"), _if("actual_start", EMPTY)),
    ),
    Filter(name=N_("Critical"), test=_if("critical", IS, "yes")),
    Filter(
        name=N_("Milestones"),
        test=_any(_if("milestone", IS, "yes"), _all(_if("duration", IS, "0"), _PLAIN)),
    ),
    Filter(name=N_("Summary tasks"), test=_if("summary", IS, "yes")),
    Filter(name=N_("Tasks with deadlines"), test=_if("deadline", FILLED)),
    Filter(name=N_("Late tasks"), test=_all(_PLAIN, _if("status", IS, "Late"))),
    Filter(name=N_("Overdue tasks"), test=_all(_PLAIN, _INCOMPLETE, _if("finish", Operator.LESS, "today"))),
    Filter(name=N_("Missed deadlines"), test=_if("finish", Operator.GREATER, "[deadline]")),
    Filter(
        name=N_("Slipping tasks"),
        test=_all(_INCOMPLETE, _if("finish", Operator.GREATER, "[baseline_finish]")),
    ),
    Filter(name=N_("Over-allocated"), test=_if("overallocated", IS, "yes")),
    Filter(
        name=N_("Unassigned tasks"),
        test=_all(_PLAIN, _if("resources", EMPTY), _if("duration", Operator.GREATER, "0")),
    ),
    Filter(
        name=N_("Using resource…"),
        test=_if("resources", Operator.IS, N_("?Show the tasks of")),
    ),
    Filter(
        name=N_("Date range…"),
        test=_all(
            _if("finish", Operator.AT_LEAST, N_("?Show tasks that finish on or after")),
            _if("start", Operator.AT_MOST, N_("?and that start on or before")),
        ),
    ),
    Filter(name=N_("Manually scheduled"), test=_if("mode", IS, "True")),
    Filter(
        name=N_("Without dates"),
        test=_all(_PLAIN, _any(_if("start", EMPTY), _if("finish", EMPTY), _if("duration", EMPTY))),
    ),
    Filter(name=N_("Dates differ from the file"), test=_if("dates_differ", IS, "yes")),
    Filter(name=N_("With notes"), test=_if("notes", FILLED)),
)
"""The filters of the menu, in its order; a name that ends with … asks before it is applied."""

FILTER_OF = {one.name: one for one in FILTERS}
