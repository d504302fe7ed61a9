"""What a Gantt chart shows: a record that settings and named views keep."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..project.moments import Minute
from .tiers import BY_ZOOM, TimeFormat


class BarTexts(msgspec.Struct, frozen=True, kw_only=True):
    """What stands at a bar, by the keys of fields or of ``TEXTS``; empty for nothing.

    Above and below need higher rows than usual; inside is only written where it fits.
    """

    left: str = ""
    right: str = ""
    above: str = ""
    inside: str = ""
    below: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, place.value) for place in Place)


class Place(StrEnum):
    """Where a text stands at a bar."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    INSIDE = "inside"
    BELOW = "below"


class Shading(StrEnum):
    """Whose non-working time is shaded."""

    NONE = "none"
    PROJECT = "project"
    SELECTED = "selected"  # the project's, and of selected rows the task's own


class Path(StrEnum):
    """Which tasks around the selected ones are made to stand out."""

    PREDECESSORS = "predecessors"
    DRIVING = "driving"
    SUCCESSORS = "successors"
    DRIVEN = "driven"


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What a Gantt chart shows.

    Attributes:
        baseline: Number of the baseline whose bars are shown below the bars; None for none.
        slack: Lines from a task's finish to its late finish.
        late: Mark work that should be done by the status date and is not.
        progress_line: A line at the status date, or today where there is none, with peaks to how far tasks are done.
        roll_up: Folded summaries show the bars and milestones below them; tasks marked to be rolled up always do.
        task_texts: What stands at bars; ``milestone_texts`` and ``summary_texts`` likewise.
        colours: What the colours of bars tell: a key of ``RULES`` or of a field; empty for nothing.
        shading: Whose non-working time is shaded; ``shading_in_front`` of the bars rather than behind.
        paths: Which tasks around the selected ones are made to stand out.
        time: How the time scale is divided.
        today: The moment of the machine's clock, None for no line.
    """

    links: bool = True
    critical: bool = True
    progress: bool = True
    deadlines: bool = True
    baseline: int | None = None
    slack: bool = False
    late: bool = True
    progress_line: bool = False
    roll_up: bool = False
    task_texts: BarTexts = BarTexts(right="resources")
    milestone_texts: BarTexts = BarTexts(right="day")
    summary_texts: BarTexts = BarTexts()
    colours: str = ""
    shading: Shading = Shading.PROJECT
    shading_in_front: bool = False
    row_lines: bool = True
    grid: bool = True
    status_date: bool = True
    paths: tuple[Path, ...] = ()
    time: TimeFormat = BY_ZOOM
    today: Minute | None = None

    @property
    def lines_above(self) -> int:
        """Lines of text above bars: 0 or 1; ``lines_below`` likewise."""
        return int(any(texts.above for texts in self._texts))

    @property
    def lines_below(self) -> int:
        """Lines of text below bars."""
        return int(any(texts.below for texts in self._texts))

    @property
    def fields(self) -> set[str]:
        """The keys of what stands at bars and of what colours them."""
        return {self.colours, *(getattr(texts, place.value) for texts in self._texts for place in Place)}

    @property
    def _texts(self) -> tuple[BarTexts, ...]:
        return (self.task_texts, self.milestone_texts, self.summary_texts)
