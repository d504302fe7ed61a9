"""What a row of the plan says to somebody who hears it instead of seeing table and chart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..analysis.figures import Figures
from ..i18n import N_, _
from ..project.records import Dependency, TaskUid
from .field_values import duration_text, finish_text, predecessors_text, resources, start_text, successors_text
from .indicators import Indicator
from .tree import titled
from .wording import Wording

NAMED = 5
"""So many tasks before and after are named; of more it is said how many."""


def spoken_row(figures: Figures, wording: Wording, uid: TaskUid, signs: Sequence[Indicator]) -> str:
    """A task in one line: row, name, level, what it is, dates, links, people, and all that is remarkable."""
    project, schedule = figures.project, figures.schedule
    task, row = project.tasks[uid], figures.row_number(uid)
    if task.blank:
        return _("Row {row}, empty").format(row=row)
    parts = [_("Row {row}, {name}, level {level}").format(row=row, name=titled(task), level=project.level(uid))]
    if project.is_summary(uid):
        parts.append(_("summary task"))
    elif task.milestone or not task.duration:
        parts.append(_("milestone"))
    start, finish = start_text(figures, wording, uid), finish_text(figures, wording, uid)
    parts.append(_("{start} to {finish}").format(start=start, finish=finish) if start != finish else start)
    parts.append(duration_text(figures, wording, uid))
    if uid in schedule.segments:
        parts.append(_("interrupted"))
    percent = figures.percent_complete(uid)
    if percent:
        parts.append(_("{percent} % complete").format(percent=percent))
    if task.active and not project.is_summary(uid):
        at = schedule.rows[uid]
        slack = _("{slack} slack").format(slack=wording.slack(schedule.total_slack[at]))
        parts.append(_("critical") if schedule.critical[at] else slack)
    parts += [
        _(words).format(rows=rows, names=_names(figures, links, end))
        for words, rows, links, end in (
            (_FOLLOWS, predecessors_text(figures, wording, uid), project.predecessors(uid), 0),
            (_PRECEDES, successors_text(figures, wording, uid), project.successors(uid), 1),
        )
        if rows
    ]
    if task.deadline is not None:
        parts.append(_("deadline {date}").format(date=wording.date_time(task.deadline)))
    if people := resources(figures, uid):
        parts.append(_("by {people}").format(people=people))
    return ". ".join([", ".join(parts), *(one.text(wording) for one in signs)])


_FOLLOWS, _PRECEDES = N_("follows {rows} ({names})"), N_("comes before {rows} ({names})")


def _names(figures: Figures, links: Iterable[Dependency], end: int) -> str:
    names = [titled(figures.project.tasks[link.key[end]]) for link in links]
    more = _(" and {count} more").format(count=len(names) - NAMED) if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
