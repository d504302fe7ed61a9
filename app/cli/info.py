"""``gantline info``: what is in a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..analysis.figures import Figures
from ..i18n import N_, _
from ..project.errors import GantlineError
from ..project.project import Project
from ..project.records import ROOT, Task
from ..schedule.engine import Engine
from ..schedule.stored import stored
from .reading import read
from .terminal import BAD, DONE, complain, say

DESCRIPTION = N_("Says what is in plans: title, dates, and how many tasks, links, resources and calendars.")


_LISTED = 12
"""So many names stand in a line."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("a plan in any format"))


def run(options: Namespace) -> int:
    """Describe each file; one that cannot be read does not keep the others from being described."""
    code = DONE
    for number, path in enumerate(options.files):
        try:
            result, found = read(path)
        except GantlineError as error:
            complain(str(error))
            code = BAD
            continue
        if number:
            say()
        lines = dict(_lines(result.project, Engine(result.project)))
        facts = {_("File"): str(path), _("Format"): _(found.title), **lines, _("Notes"): str(len(result.notes))}
        width = max(map(len, facts)) + 2
        for name, value in facts.items():
            say(f"{name + ':':{width}}{value}")
    return code


def _lines(project: Project, engine: Engine) -> Iterator[tuple[str, str]]:
    info, schedule = project.info, stored(project, engine.schedule)
    figures = Figures(engine)
    real = [task for task in project.tasks.values() if not task.blank]
    yield _("Title"), info.title or info.name or "-"
    if real:
        yield _("Start"), _moment(schedule.project_start)
        yield _("Finish"), _moment(schedule.project_finish)
    if info.status_date:
        yield _("Status date"), _moment(info.status_date)
    yield _("Tasks"), _tasks(project, real)
    if real:
        late = sum(task.deadline is not None and schedule.finish_of(task.uid) > task.deadline for task in real)
        yield _("Complete"), f"{figures.percent_complete(ROOT)} %"
        yield _("Work"), _("{hours} h").format(hours=f"{figures.work(ROOT) / 60:,.0f}")
        yield _("Cost"), f"{figures.cost(ROOT):,.{info.currency_digits}f} {info.currency_symbol}"
        yield _("Critical"), str(sum(bool(schedule.value("critical", task.uid)) for task in real))
        yield _("Deadlines missed"), str(late)
    yield _("Links"), str(len(project.dependencies))
    yield _("Resources"), str(sum(not resource.blank for resource in project.resources.values()))
    yield _("Assignments"), str(len(project.assignments))
    yield _("Calendars"), _names([calendar.name for calendar in project.calendars.values()]) or "-"


def _names(names: list[str]) -> str:
    """Names one after the other, the first of many."""
    some = ", ".join(names[:_LISTED])
    return _("{some} and {count} more").format(some=some, count=len(names) - _LISTED) if len(names) > _LISTED else some


def _tasks(project: Project, real: list[Task]) -> str:
    text = _("{tasks}, of which {summaries} summaries, {milestones} milestones, {manual} manual, {inactive} inactive")
    return text.format(
        tasks=len(real),
        summaries=sum(map(project.is_summary, project.tasks)),
        milestones=sum(task.milestone for task in real),
        manual=sum(task.manual for task in real),
        inactive=sum(not task.active for task in real),
    )


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
