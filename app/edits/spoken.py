"""What a row of the plan says to somebody who hears it instead of seeing table and chart."""

from __future__ import annotations

from ..analysis.figures import Figures
from ..i18n import _
from ..project.records import TaskUid
from .field_values import duration_text, finish_text, predecessors_text, resources, start_text
from .indicators import Indicator
from .tree import titled
from .wording import Wording


def spoken_row(figures: Figures, wording: Wording, uid: TaskUid, signs: list[Indicator]) -> str:
    """A task in one line: row, name, level, what it is, dates, links, people, and all that is remarkable."""
    project = figures.project
    task = project.tasks[uid]
    row = figures.row_number(uid)
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
    percent = figures.percent_complete(uid)
    if percent:
        parts.append(_("{percent} % complete").format(percent=percent))
    if figures.schedule.critical[figures.schedule.rows[uid]]:
        parts.append(_("critical"))
    if links := predecessors_text(figures, wording, uid):
        parts.append(_("follows {rows}").format(rows=links))
    if people := resources(figures, uid):
        parts.append(_("by {people}").format(people=people))
    return ". ".join([", ".join(parts), *(one.text(wording) for one in signs)])
