"""``gantline why``: what sets the dates of tasks, the chain behind them, and what would let them start earlier."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from ..analysis.causes import Cause, End
from ..analysis.lost_time import Lost
from ..analysis.why import chain, explain
from ..edits.sooner import Alternative, WhatIf
from ..edits.why_words import WhyWords
from ..edits.wording import Wording
from ..i18n import N_, _
from ..project.errors import EditError, quoted
from ..project.moments import Minute, to_date, to_datetime
from ..project.project import Project
from ..project.records import TaskUid
from ..schedule.engine import Engine
from .reading import read
from .terminal import DONE, say

DESCRIPTION = N_(
    "Says what sets the start and the finish of tasks, follows that back to the project start, and names\n"
    "the single changes that would let a task start earlier. Dates are computed anew."
)

_TITLES = {End.START: N_("To start earlier:"), End.FINISH: N_("To finish earlier:")}
_NOTHING = {
    End.START: N_("No single change on this chain lets it start earlier."),
    End.FINISH: N_("No single change on this chain lets it finish earlier."),
}

_LISTED = 5
"""So many tasks are named where a word fits several."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("file", type=Path, metavar="FILE", help=_("a plan in any format"))
    parser.add_argument(
        "tasks", nargs="+", metavar="TASK", help=_("row number, #uid, or part of the name of a task: 12, '#34', Test")
    )
    parser.add_argument("--json", action="store_true", help=_("write the explanations as JSON"))


def run(options: Namespace) -> int:
    """Explain each task.

    Raises:
        ReadError: The file can't be read.
        EditError: There is no such task, or several.
    """
    project = read(options.file)[0].project
    engine = Engine(project)
    uids = [find(project, text) for text in options.tasks]
    words, what_if = WhyWords(project, Wording(project.info)), WhatIf(engine)
    if options.json:
        print(json.dumps([_told(engine, what_if, words, uid) for uid in uids], ensure_ascii=False, indent=2))
        return DONE
    for number, uid in enumerate(uids):
        if number:
            say()
        _explain(engine, what_if, words, uid)
    return DONE


def find(project: Project, text: str) -> TaskUid:
    """The task meant by a row number, a uid as ``#12``, its name, or a part of the name that no other has.

    Raises:
        EditError: There is none, or there are several.
    """
    rows = {uid: row for row, (uid, _level) in enumerate(project.outline(), 1) if not project.tasks[uid].blank}
    word = text.strip().casefold()
    if word.removeprefix("#").isdigit():
        found = [uid for uid, row in rows.items() if word in (f"#{uid}", str(row))]
    else:
        names = {uid: project.tasks[uid].name.casefold() for uid in rows}
        found = [uid for uid in rows if word and names[uid].strip() == word]
        found = found or [uid for uid in rows if word and word in names[uid]]
    if len(found) == 1:
        return found[0]
    if not found:
        raise EditError(_("No task has the row, uid or name '{text}'.").format(text=quoted(text)))
    listed = ", ".join(f"{rows[uid]} '{project.tasks[uid].name}'" for uid in found[:_LISTED])
    raise EditError(
        _("'{text}' fits {count} tasks: {tasks}. Name one by its row.").format(
            text=quoted(text), count=len(found), tasks=listed + (", …" if len(found) > _LISTED else "")
        )
    )


# -- as words


def _explain(engine: Engine, what_if: WhatIf, words: WhyWords, uid: TaskUid) -> None:
    explanation = explain(engine, uid)
    say(words.name(uid))
    say("  " + words.sentence(explanation.start))
    say("  " + words.sentence(explanation.finish))
    if explanation.unkept is not None:
        say("  " + words.unkept(explanation))
    sought = what_if.sought(uid)
    steps = list(chain(engine, uid, sought))[1:]
    if steps:
        say("  " + _("Behind that:"))
        for step in steps:
            say("    " + words.step(step))
    if sought is None:
        return
    alternatives = list(what_if.alternatives(uid))
    say("  " + (_(_TITLES[sought]) if alternatives else _(_NOTHING[sought])))
    for one in alternatives:
        say("    " + words.alternative(one))


# -- as JSON


def _told(engine: Engine, what_if: WhatIf, words: WhyWords, uid: TaskUid) -> dict[str, Any]:
    explanation = explain(engine, uid)
    return {
        "task": _task(engine.project, uid),
        "start": _cause(engine.project, explanation.start, words),
        "finish": _cause(engine.project, explanation.finish, words),
        "chain": [
            {"task": _task(engine.project, step.uid), **_cause(engine.project, step.cause, words)}
            for step in chain(engine, uid, what_if.sought(uid))
        ],
        "link_not_kept": _cause(engine.project, explanation.unkept, words) if explanation.unkept else None,
        "alternatives": [_alternative(engine.project, one, words) for one in what_if.alternatives(uid)],
    }


def _task(project: Project, uid: TaskUid) -> dict[str, Any]:
    return {"uid": uid, "name": project.tasks[uid].name}


def _cause(project: Project, cause: Cause, words: WhyWords) -> dict[str, Any]:
    link = project.dependencies[cause.dependency] if cause.dependency is not None else None
    told: dict[str, Any] = {
        "end": cause.end,
        "date": _moment(cause.at),
        "kind": cause.kind,
        "words": words.reason(cause),
        "base": _moment(cause.base),
        "no_earlier_than": _moment(cause.moment),
        "lag_minutes": cause.lag,
        "because_of": _task(project, cause.task) if cause.task is not None else None,
        "link": link.kind if link is not None else None,
        "constraint": cause.constraint,
        "lost": [_lost(one) for one in cause.lost],
    }
    if cause.day is not None:
        told["minutes_a_day"] = cause.day.minutes
    if cause.behind is not None:
        told["behind"] = _cause(project, cause.behind, words)
    return told


def _lost(lost: Lost) -> dict[str, Any]:
    days = {"first": to_date(lost.first).isoformat(), "last": to_date(lost.last).isoformat()}
    return {"minutes": lost.minutes, **days, "name": lost.name, "whose": lost.whose, "resource": lost.resource}


def _alternative(project: Project, one: Alternative, words: WhyWords) -> dict[str, Any]:
    return {
        "remedy": one.remedy,
        "task": _task(project, one.task),
        "by_minutes": one.amount,
        "end": one.end,
        one.end: _moment(one.date),
        "gain_minutes": one.gain,
        "words": words.alternative(one),
    }


def _moment(minute: Minute) -> str:
    return to_datetime(minute).isoformat(timespec="minutes")
