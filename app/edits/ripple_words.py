"""What an edit would do, or did, in one line: ``moves 14 tasks, finish +3d, DBA at 120% in week 12``."""

from __future__ import annotations

from ..analysis.ripple import Overload, Ripple
from ..i18n import _, ngettext
from ..project.moments import to_datetime
from ..project.project import Project
from .tree import titled
from .wording import Wording

SHOWN = 2
"""So many overloads are named; of more it is said how many."""


def ripple_line(ripple: Ripple, project: Project, wording: Wording, *, done: bool = False) -> str:
    """The line; a few words where nothing else would change. Of an edit that is ``done`` it says what it did."""
    return ", ".join(ripple_parts(ripple, project, wording, done=done))


def ripple_parts(ripple: Ripple, project: Project, wording: Wording, *, done: bool = False) -> list[str]:
    """The parts of the line; none where nothing is known. That no task moves is said where there is nothing else."""
    if not ripple.whole and not ripple.moved:
        return []
    parts = [_has_moved(ripple.moved) if done else _moves(ripple)]
    if ripple.finish and ripple.whole:
        parts.append(_("finish {shift}").format(shift=wording.shift(ripple.finish)))
    if ripple.missed:
        parts.append(_missed(ripple, project))
    parts += [_overload(one, project, wording) for one in ripple.overloads[:SHOWN]]
    more = len(ripple.overloads) - SHOWN
    if more > 0:
        parts.append(ngettext("{count} more overloaded", "{count} more overloaded", more).format(count=more))
    return parts if ripple.moved or len(parts) == 1 else parts[1:]


def _has_moved(count: int) -> str:
    if not count:
        return _("changed no dates")
    return ngettext("moved {count} task", "moved {count} tasks", count).format(count=count)


def _moves(ripple: Ripple) -> str:
    if not ripple.whole:
        return _("moves more than {count} tasks").format(count=ripple.moved)
    if not ripple.moved:
        return _("changes no dates")
    return ngettext("moves {count} task", "moves {count} tasks", ripple.moved).format(count=ripple.moved)


def _missed(ripple: Ripple, project: Project) -> str:
    first, count = titled(project.tasks[ripple.missed[0]]), len(ripple.missed)
    if count == 1:
        return _("{name} misses its deadline").format(name=first)
    return _("{count} deadlines missed").format(count=count)


def _overload(one: Overload, project: Project, wording: Wording) -> str:
    name, units = project.resources[one.resource].name, wording.percent(round(one.units * 100))
    year, week, _day = to_datetime(one.start).isocalendar()
    text = _("{name} at {units} in week {week}")
    if not one.capacity:
        text = _("{name} at {units} while not available in week {week}")
    elif one.capacity != 1:
        text = _("{name} at {units} of {capacity} in week {week}")
    capacity = wording.percent(round(one.capacity * 100))
    return text.format(name=name, units=units, capacity=capacity, week=week, year=year)
