"""The looks of a Gantt chart: one style for every kind of mark, and the sizes that go with the row height."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..project.widths import replace
from .marks import Dash, Style

RADIUS = 3.0

TASK = Style(fill="task", edge="task_edge", radius=RADIUS)
CRITICAL = Style(fill="critical", edge="critical_edge", radius=RADIUS, width=2)
MANUAL = Style(fill="manual", edge="manual_edge", radius=RADIUS)
MANUAL_END = Style(fill="manual_edge")
CRITICAL_MANUAL = Style(fill="manual", edge="critical_edge", radius=RADIUS, width=2)
INACTIVE = Style(fill="base", edge="inactive", radius=RADIUS)
EXTERNAL = Style(fill="external", edge="external_edge", radius=RADIUS, dash=Dash.DASHED)
ROLLED = Style(fill="task_edge")
CRITICAL_ROLLED = Style(fill="critical_edge")

PROGRESS = Style(fill="progress", radius=1.5)
CRITICAL_PROGRESS = Style(fill="critical_progress", radius=1.5)
MANUAL_PROGRESS = Style(fill="manual_edge", radius=1.5)

JOINT = Style(edge="task_edge", dash=Dash.DOTTED)
CRITICAL_JOINT = Style(edge="critical_edge", dash=Dash.DOTTED)
OPEN_END = Style(edge="manual_edge", dash=Dash.DOTTED)

SUMMARY = Style(fill="summary")
PROJECT_SUMMARY = Style(fill="text_faint")
SUMMARY_PROGRESS = Style(fill="summary_progress")
MANUAL_SUMMARY = Style(fill="manual_summary")
INACTIVE_SUMMARY = Style(fill="inactive")
MILESTONE = Style(fill="milestone")
CRITICAL_MILESTONE = Style(fill="critical", edge="critical_milestone", width=2)
MANUAL_MILESTONE = Style(fill="manual_summary")
INACTIVE_MILESTONE = Style(fill="base", edge="inactive")

LATE = Style(fill="late")
BASELINE = Style(fill="baseline")
SLACK = Style(edge="slack")
DEADLINE = Style(fill="deadline", edge="base")
MISSED_DEADLINE = Style(fill="error", edge="base")

LINK = Style(edge="minor_link")
DRIVING_LINK = Style(edge="link", width=2)
NARROW_DRIVING_LINK = Style(edge="link")
CRITICAL_LINK = Style(edge="critical_link")
CRITICAL_DRIVING_LINK = Style(edge="critical_link", width=2)
LIT_LINK = Style(edge="accent", width=2)

BAR_TEXT = Style(fill="bar_text")
INSIDE_TEXT = Style(fill="text")
OVERLOADED_TEXT = Style(fill="error", bold=True)
INACTIVE_TEXT = Style(fill="text_faint", struck=True)

NON_WORKING = Style(fill="non_working")
NON_WORKING_IN_FRONT = Style(fill="non_working_in_front", opacity=0.55)
NON_WORKING_OF_TASK = Style(fill="non_working_in_front", opacity=0.35)
SELECTED = Style(fill="selection", opacity=0.85)
BAND = Style(fill="band")
BAND_SPAN = Style(fill="text_faint")
MARKED = Style(fill="highlight")
GRID = Style(edge="grid")
FAINT_GRID = Style(edge="row_line")
ROW_LINE = Style(edge="row_line")
TODAY = Style(edge="today", width=1)
STATUS_DATE = Style(edge="status_date")
PROGRESS_LINE = Style(edge="late", width=2)
PROGRESS_POINT = Style(fill="late", edge="base")

GHOST = Style(edge="ghost", dash=Dash.DASHED, radius=RADIUS)
GHOST_FILL = Style(fill="ghost", radius=RADIUS, opacity=0.15)
FADED = Style(fill="base", opacity=0.6)
GHOST_PROGRESS = Style(fill="ghost", radius=1.5)
GHOST_MILESTONE = Style(fill="ghost", edge="ghost", opacity=0.5)
RIPPLE = Style(edge="ghost", dash=Dash.DOTTED, radius=RADIUS)
RIPPLE_FILL = Style(fill="ghost", radius=RADIUS, opacity=0.16)
RIPPLE_MILESTONE = Style(fill="base", edge="ghost")
RIPPLE_WAY = Style(edge="ghost", dash=Dash.DOTTED)
RUBBER = Style(edge="ghost", width=2)
PATH_BEFORE = Style(edge="path_before", radius=RADIUS + 1, width=1.5)
PATH_DRIVING = Style(edge="path_before", radius=RADIUS + 1, width=3)
PATH_AFTER = Style(edge="path_after", radius=RADIUS + 1, width=1.5, dash=Dash.DASHED)
PATH_DRIVEN = Style(edge="path_after", radius=RADIUS + 1, width=3, dash=Dash.DASHED)
LIT_BAR = Style(edge="accent", radius=RADIUS + 1, width=2)
HANDLE = Style(fill="base", edge="accent", width=1.5)


@lru_cache(1000)
def tinted(style: Style, colour: str) -> Style:
    """A style in a colour of its own; what tells critical tasks stays."""
    if not colour:
        return style
    edge = style.edge if style.width > 1 else f"edge:{colour}" if style.edge else ""
    return replace(style, fill=f"fill:{colour}" if style.edge else f"edge:{colour}", edge=edge)


@lru_cache(1000)
def tinted_progress(style: Style, colour: str) -> Style:
    """The progress in a bar in a colour of its own."""
    return replace(style, fill=f"done:{colour}") if colour else style


TEXT_LINE = 14
"""Pixels of a line of text above or below a bar."""

LEAST_BAR = 16
"""Pixels that bars need of a row; texts above and below have to do with the rest."""


class Sizes(msgspec.Struct, frozen=True):
    """Heights within a row, in pixels from its top.

    Attributes:
        bar: Where bars begin and how high they are; ``baseline`` likewise, ``summary`` likewise.
        diamond: Half the height of a milestone.
        middle: Where links, texts and diamonds are.
        above: The middle of texts above bars, None where there is no room; ``below`` likewise.
    """

    bar: tuple[int, int]
    baseline: tuple[int, int]
    summary: tuple[int, int]
    diamond: int
    middle: int
    above: int | None = None
    below: int | None = None

    @classmethod
    def of(cls, row_height: int, with_baseline: bool, lines_above: int = 0, lines_below: int = 0) -> Sizes:
        """The sizes that fit a row height; bars give way to baseline bars below them, and texts to bars."""
        if (lines_above or lines_below) and row_height - (lines_above + lines_below) * TEXT_LINE >= LEAST_BAR:
            inner = cls.of(row_height - (lines_above + lines_below) * TEXT_LINE, with_baseline)
            down = lines_above * TEXT_LINE
            return cls(
                (inner.bar[0] + down, inner.bar[1]),
                (inner.baseline[0] + down, inner.baseline[1]),
                (inner.summary[0] + down, inner.summary[1]),
                inner.diamond,
                inner.middle + down,
                TEXT_LINE // 2 + 1 if lines_above else None,
                row_height - TEXT_LINE // 2 - 2 if lines_below else None,
            )
        middle = row_height // 2
        if with_baseline:
            height = max(round(row_height * 0.54), 3)
            top = max((row_height - height - 6) // 2, 0)
            middle = top + height // 2
            return cls((top, height), (top + height + 2, 4), (top + 1, max(height - 2, 3)), height * 3 // 5, middle)
        height = max(round(row_height * 0.58) // 2 * 2, 2)
        drop = max(round(row_height * 0.4) // 2 * 2, 2)
        return cls((middle - height // 2, height), (0, 0), (middle - drop // 2, drop), height // 2, middle)
