"""Colours of bars by rule: by resource, by phase, by status or by any field; a task's own colour comes first."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable

from ..analysis.figures import Figures
from ..edits.fields import fields_of
from ..edits.tree import titled
from ..edits.wording import Wording
from ..i18n import N_, _
from ..project.moments import to_minute
from ..project.records import ROOT, TaskUid
from .done import behind_until, done_until
from .tints import PALETTE, is_colour

RULES = {
    "resource": N_("By resource"),
    "phase": N_("By phase"),
    "status": N_("By status"),
}
"""Rules that are not fields, marked for translation."""

STATUS = {
    "done": ("#009e73", N_("Done")),
    "going": ("#0072b2", N_("Under way")),
    "behind": ("#cc79a7", N_("Behind the status date")),
    "coming": ("#56b4e9", N_("To come")),
}
"""Colour and title of each status, marked for translation."""

Category = tuple[str, str]
"""A colour and what it means."""


class Colouring:
    """The colours of a plan's bars under a rule."""

    def __init__(self, figures: Figures, rule: str) -> None:
        """Take a key of ``RULES`` or of a field; with any other only the tasks' own colours count."""
        self._figures = figures
        self._find, self._categories = self._ruled(rule)
        self._met: set[Hashable] = set()

    def colour(self, uid: TaskUid) -> str:
        """The colour of a task's bar; empty for the usual one."""
        task = self._figures.project.tasks.get(uid)
        if task is None or task.blank:
            return ""
        if is_colour(task.bar_colour):
            return task.bar_colour
        found = self._find(uid)
        if found is None or found not in self._categories:
            return ""
        self._met.add(found)
        return self._categories[found][0]

    def legend(self) -> list[Category]:
        """What the colours asked for so far mean."""
        return [category for key, category in self._categories.items() if key in self._met]

    def _ruled(self, rule: str) -> tuple[Callable[[TaskUid], Hashable], dict[Hashable, Category]]:
        """What finds the category of a task, and all categories."""
        project = self._figures.project
        if rule == "resource":
            names = {uid: project.resources[uid].name for uid in project.resource_order}
            return self._resource, _coloured(names.items())
        if rule == "phase":
            phases = (uid for uid in project.children.get(ROOT, ()) if project.is_summary(uid))
            return self._phase, _coloured((uid, titled(project.tasks[uid])) for uid in phases)
        if rule == "status":
            return self._status, {key: (colour, _(title)) for key, (colour, title) in STATUS.items()}
        field, wording = fields_of(project).get(rule), Wording(project.info)
        if field is None:
            return (lambda _uid: None), {}

        def value(uid: TaskUid) -> str | None:
            return None if project.is_summary(uid) else field.text(self._figures, wording, uid) or None

        plain = (uid for uid, _level in project.outline() if not project.tasks[uid].blank)
        values = dict.fromkeys(text for uid in plain if (text := value(uid)))
        return value, _coloured((text, text) for text in values)

    def _resource(self, uid: TaskUid) -> Hashable:
        """The first of its resources."""
        project = self._figures.project
        if project.is_summary(uid):
            return None
        return next((one.resource for one in project.assignments_of(uid) if one.resource is not None), None)

    def _phase(self, uid: TaskUid) -> Hashable:
        """The summary at the first level that it stands below."""
        return (uid, *self._figures.project.ancestors(uid))[-1]

    def _status(self, uid: TaskUid) -> Hashable:
        engine, project = self._figures.engine, self._figures.project
        task, row = project.tasks[uid], engine.schedule.rows.get(uid)
        if row is None or project.is_summary(uid):
            return None
        if task.percent_complete >= 100:
            return "done"
        start, finish = engine.schedule.start[row], engine.schedule.finish[row]
        done = done_until(task, start, finish, engine.schedule.duration[row], engine.working_times)
        status = project.info.status_date
        if behind_until(task, done, finish, to_minute(status) if status is not None else None) is not None:
            return "behind"
        return "going" if task.percent_complete or task.actual_start is not None else "coming"


def _coloured(titles: Iterable[tuple[Hashable, str]]) -> dict[Hashable, Category]:
    """A colour of the palette for each, over and over."""
    return {key: (PALETTE[place % len(PALETTE)], title) for place, (key, title) in enumerate(titles)}
