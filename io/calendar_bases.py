"""Settles which calendars of a file are based on which."""

from __future__ import annotations

from typing import Final

from ..app.project.records import Calendar, CalendarUid
from ..app.project.widths import replace

_MOST_LEVELS: Final = 50
"""Calendars based on each other in a longer row make no sense; Microsoft Project knows two levels."""


def settle_bases(table: dict[CalendarUid, Calendar]) -> list[CalendarUid]:
    """Let calendars stand alone whose base is missing or leads back to them, or to which more lead than make sense.

    Args:
        table: The calendars by uid; changed.

    Returns:
        Those that stand alone now and did not before.
    """
    alone: list[CalendarUid] = []
    levels: dict[CalendarUid, int] = {}
    for uid in table:
        path: dict[CalendarUid, None] = {}
        at: CalendarUid | None = uid
        while at is not None and at in table and at not in levels and at not in path:
            path[at] = None
            at = table[at].base
        for one in reversed(path):
            base = table[one].base
            above = 0 if base is None else levels.get(base, _MOST_LEVELS)
            if above == _MOST_LEVELS:
                above = 0
                table[one] = replace(table[one], base=None)
                alone.append(one)
            levels[one] = above + 1
    return alone
