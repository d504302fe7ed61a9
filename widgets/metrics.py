"""Sizes that views side by side must agree on, in device-independent pixels, and how wide texts get."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from PySide6.QtGui import QFont, QFontMetrics

ROW_HEIGHT: Final = 24
HEADER_HEIGHT: Final = 48
"""Height of the table's heading and of the time scale beside it, whose tiers share it."""

_REMEMBERED: Final = 10_000


def text_widths(font: QFont) -> Callable[[str], int]:
    """What measures texts in a font, and remembers them."""
    metrics = QFontMetrics(font)
    # not Qt's own method, whose signature would be looked up then, which takes longer than to open a window
    return lru_cache(_REMEMBERED)(lambda text: metrics.horizontalAdvance(text))
