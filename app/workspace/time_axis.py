"""The one time axis: which moment stands at which pixel, shared by the chart and the loading view."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QObject, Signal

from ..chart.tier_labels import Labels
from ..chart.tiers import BY_ZOOM, TimeFormat
from ..chart.time_scale import TimeScale
from ..project.moments import DAY, Minute
from ..project.records import ProjectInfo

CLOSEST = 1.0
"""Minutes per pixel at the closest zoom."""

WIDEST = DAY * 3.0
"""Minutes per pixel at the widest zoom."""


class TimeAxis(QObject):
    """Maps moments to pixels.

    Positions are absolute plan pixels, floored, before the scroll offset is taken off, so that everything drawn keeps
    its distance to everything else while it scrolls.

    Signals:
        changed: The zoom, the offset, the extent or the division changed.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._minutes_per_pixel = DAY / 24.0
        self._offset = 0
        self._extent: tuple[Minute, Minute] = (0, DAY * 30)
        self._division = BY_ZOOM

    @property
    def minutes_per_pixel(self) -> float:
        """The zoom."""
        return self._minutes_per_pixel

    @property
    def offset(self) -> int:
        """The absolute plan pixel at the left edge."""
        return self._offset

    @property
    def extent(self) -> tuple[Minute, Minute]:
        """The time that can be scrolled to."""
        return self._extent

    @property
    def division(self) -> TimeFormat:
        """How time is divided above all views."""
        return self._division

    def divide(self, division: TimeFormat) -> None:
        """Divide time otherwise."""
        if division != self._division:
            self._division = division
            self.changed.emit()

    def scale(self, labels: Labels, info: ProjectInfo) -> TimeScale:
        """The tiers of the zoom, with labels in some font, for a plan."""
        return TimeScale(self._minutes_per_pixel, labels, info.week_start, self._division, info.fiscal_year_month)

    def position(self, minute: Minute) -> int:
        """The absolute plan pixel of a moment."""
        return floor(minute / self._minutes_per_pixel)

    def x(self, minute: Minute) -> int:
        """The pixel of a moment, counted from the left edge."""
        return floor(minute / self._minutes_per_pixel) - self._offset

    def minute(self, x: float) -> Minute:
        """The moment at a pixel counted from the left edge."""
        return floor((x + self._offset) * self._minutes_per_pixel)

    def scroll_to(self, offset: int) -> None:
        """Put an absolute plan pixel at the left edge."""
        if offset != self._offset:
            self._offset = offset
            self.changed.emit()

    def set_extent(self, start: Minute, finish: Minute) -> None:
        """Say which time can be scrolled to."""
        if (start, finish) != self._extent:
            self._extent = (start, finish)
            self.changed.emit()

    def zoom(self, minutes_per_pixel: float, around: float = 0.0) -> None:
        """Zoom so that the moment at pixel ``around`` stays where it is."""
        wanted = min(max(minutes_per_pixel, CLOSEST), WIDEST)
        if wanted != self._minutes_per_pixel:
            kept = (around + self._offset) * self._minutes_per_pixel
            self._minutes_per_pixel = wanted
            self._offset = round(kept / wanted - around)
            self.changed.emit()

    def fit(self, start: Minute, finish: Minute, width: int, margin: int = 24, after: int | None = None) -> None:
        """Zoom and scroll so that the time between two moments fills a width in pixels, but for the margins."""
        room = max(width - margin - (margin if after is None else after), 1)
        self._minutes_per_pixel = min(max((finish - start) / room, CLOSEST), WIDEST)
        self._offset = self.position(start) - margin
        self.changed.emit()
