"""The looks of a Gantt chart: one style for every kind of mark, and the sizes that go with the row height."""

from __future__ import annotations

from dataclasses import dataclass

from .marks import Dash, Style

RADIUS = 3.0

TASK = Style(fill="task", edge="task_edge", radius=RADIUS)
CRITICAL = Style(fill="critical", edge="critical_edge", radius=RADIUS, width=2)
MANUAL = Style(fill="manual", edge="manual_edge", radius=RADIUS)
CRITICAL_MANUAL = Style(fill="manual", edge="critical_edge", radius=RADIUS, width=2)
INACTIVE = Style(fill="base", edge="inactive", radius=RADIUS)
EXTERNAL = Style(fill="external", edge="external_edge", radius=RADIUS)

PROGRESS = Style(fill="progress", radius=1.5)
CRITICAL_PROGRESS = Style(fill="critical_progress", radius=1.5)
MANUAL_PROGRESS = Style(fill="manual_edge", radius=1.5)

JOINT = Style(edge="task_edge", dash=Dash.DOTTED)
CRITICAL_JOINT = Style(edge="critical_edge", dash=Dash.DOTTED)
OPEN_END = Style(edge="manual_edge", dash=Dash.DOTTED)

SUMMARY = Style(fill="summary")
MANUAL_SUMMARY = Style(fill="manual_summary")
INACTIVE_SUMMARY = Style(fill="inactive")
MILESTONE = Style(fill="milestone")
CRITICAL_MILESTONE = Style(fill="critical", edge="critical_milestone", width=2)
MANUAL_MILESTONE = Style(fill="manual_summary")
INACTIVE_MILESTONE = Style(fill="base", edge="inactive")

BASELINE = Style(fill="baseline")
SLACK = Style(edge="slack")
SLACK_END = Style(fill="slack")
DEADLINE = Style(fill="deadline", edge="base")
MISSED_DEADLINE = Style(fill="error", edge="base")

LINK = Style(edge="minor_link")
DRIVING_LINK = Style(edge="link")
CRITICAL_LINK = Style(edge="critical_link")
LIT_LINK = Style(edge="accent", width=2)

BAR_TEXT = Style(fill="bar_text")
MILESTONE_TEXT = Style(fill="text")
INACTIVE_TEXT = Style(fill="inactive")

NON_WORKING = Style(fill="non_working")
SELECTED = Style(fill="selection", opacity=0.85)
GRID = Style(edge="grid")
FAINT_GRID = Style(edge="row_line")
ROW_LINE = Style(edge="row_line")
TODAY = Style(edge="today", width=1)
STATUS_DATE = Style(edge="status_date", dash=Dash.DASHED)

GHOST = Style(edge="ghost", dash=Dash.DASHED, radius=RADIUS)
GHOST_FILL = Style(fill="ghost", radius=RADIUS, opacity=0.15)
GHOST_MILESTONE = Style(fill="ghost", edge="ghost", opacity=0.5)
RIPPLE = Style(edge="ghost", dash=Dash.DOTTED, radius=RADIUS)
RIPPLE_FILL = Style(fill="ghost", radius=RADIUS, opacity=0.1)
RIPPLE_MILESTONE = Style(fill="base", edge="ghost")
RIPPLE_WAY = Style(edge="ghost", dash=Dash.DOTTED)
RUBBER = Style(edge="ghost", width=2)
LIT_BAR = Style(edge="accent", radius=RADIUS + 1, width=2)
HANDLE = Style(fill="base", edge="accent", width=1.5)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Heights within a row, in pixels from its top.

    Attributes:
        bar: Where bars begin and how high they are; ``baseline`` likewise, ``summary`` likewise.
        diamond: Half the height of a milestone.
        middle: Where links, texts and diamonds are.
    """

    bar: tuple[int, int]
    baseline: tuple[int, int]
    summary: tuple[int, int]
    diamond: int
    middle: int

    @classmethod
    def of(cls, row_height: int, with_baseline: bool) -> Sizes:
        """The sizes that fit a row height; bars give way to baseline bars below them."""
        middle = row_height // 2
        if with_baseline:
            height = max(round(row_height * 0.44), 3)
            top = max((row_height - height - 6) // 2, 0)
            middle = top + height // 2
            return cls((top, height), (top + height + 2, 4), (top + 1, max(height - 2, 3)), height * 3 // 5, middle)
        height = max(round(row_height * 0.58) // 2 * 2, 2)
        drop = max(round(row_height * 0.4) // 2 * 2, 2)
        return cls((middle - height // 2, height), (0, 0), (middle - drop // 2, drop), height // 2, middle)
