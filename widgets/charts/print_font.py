"""The fonts of print and their measures, the same on every paint device."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication


class PrintFont:
    """A font of a size in units or points, wherever the painter was scaled to."""

    def __init__(self, size: float, *, bold: bool = False) -> None:
        self.font = QFont(QGuiApplication.font())
        self.font.setPixelSize(max(round(size), 1))
        self.font.setBold(bold)
        self.font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self._advances: dict[str, float] = {}

    @cached_property
    def metrics(self) -> QFontMetricsF:
        """The font's measures."""
        return QFontMetricsF(self.font)

    @cached_property
    def shift(self) -> float:
        """From the middle of a line of text down to its base line."""
        return (self.metrics.capHeight()) / 2

    def advance(self, text: str) -> float:
        """How wide a text is; remembered."""
        found = self._advances.get(text)
        if found is None:
            found = self._advances[text] = self.metrics.horizontalAdvance(text)
        return found

    def elided(self, text: str, room: float) -> str:
        """The text as far as it fits, with dots where it does not."""
        if self.advance(text) <= room + 0.01:
            return text
        return self.metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 0.0))
