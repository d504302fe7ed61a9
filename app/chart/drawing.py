"""What bars and what stands beside them are drawn from, and what both need to know of a task."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from ..analysis.figures import Figures
from ..project.records import Task
from .bar_texts import Texter
from .colouring import Colouring
from .marks import Frame
from .options import Options
from .styles import Sizes

NARROWEST = 3
"""No bar is narrower than this many pixels."""

OPEN_REACH = 14
"""Pixels of the dotted line beyond an end that is not decided."""


class Drawing(msgspec.Struct, frozen=True):
    """What a frame is drawn from.

    Attributes:
        figures: Plan, dates and roll-ups.
        row_height: Pixels.
        measure: How wide texts get.
    """

    figures: Figures
    options: Options
    texter: Texter
    colouring: Colouring
    frame: Frame
    row_height: int
    sizes: Sizes
    measure: Callable[[str], float]

    def seen(self, left: int, right: int) -> bool:
        """Whether anything between two pixels is in the frame."""
        return left < self.frame.width and right > 0


def open_ends(task: Task) -> int:
    """Which dates of a manual task are not decided: 1 the start, 2 the finish."""
    if not task.manual:
        return 0
    no_duration = task.manual_duration is None or task.duration_text is not None
    no_start = task.manual_start is None or task.start_text is not None
    no_finish = (task.manual_finish is None or task.finish_text is not None) and (no_duration or no_start)
    return no_start | no_finish << 1
