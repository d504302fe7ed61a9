"""``gantline info``: what is in a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ..i18n import N_, _
from ..project.errors import GantlineError
from ..project.project import Project
from ..schedule.schedule import Schedule
from .terminal import BAD, DONE, complain, dates_of, read, say

HELP = N_("say what is in a plan")
DESCRIPTION = N_("Says what is in plans: title, dates, and how many tasks, links, resources and calendars.")


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
        lines = dict(_lines(result.project, dates_of(result.project, reschedule=False)))
        facts = {_("File"): str(path), _("Format"): _(found.title), **lines, _("Notes"): str(len(result.notes))}
        width = max(map(len, facts)) + 2
        for name, value in facts.items():
            say(f"{name + ':':{width}}{value}")
    return code


def _lines(project: Project, schedule: Schedule) -> Iterator[tuple[str, str]]:
    info = project.info
    real = [task for task in project.tasks.values() if not task.blank]
    yield _("Title"), info.title or info.name or "-"
    if len(real):
        yield _("Start"), _moment(schedule.project_start)
        yield _("Finish"), _moment(schedule.project_finish)
    if info.status_date:
        yield _("Status date"), _moment(info.status_date)
    yield (
        _("Tasks"),
        _(
            "{tasks}, of which {summaries} summaries, {milestones} milestones, {manual} manual, {inactive} inactive"
        ).format(
            tasks=len(real),
            summaries=sum(map(project.is_summary, project.tasks)),
            milestones=sum(task.milestone for task in real),
            manual=sum(task.manual for task in real),
            inactive=sum(not task.active for task in real),
        ),
    )
    yield _("Links"), str(len(project.dependencies))
    yield _("Resources"), str(sum(not resource.blank for resource in project.resources.values()))
    yield _("Assignments"), str(len(project.assignments))
    yield _("Calendars"), ", ".join(calendar.name for calendar in project.calendars.values()) or "-"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
