"""Scroll bars are not painted again where they look as before: of 100,000 rows one more moves no pixel of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

_DISABLED = Qt.WidgetAttribute.WA_UpdatesDisabled


@contextmanager
def changing(bar: QScrollBar) -> Iterator[None]:
    """Change range, steps and value of a scroll bar, all of which Qt would paint one by one."""
    if bar.testAttribute(_DISABLED):
        yield
        return
    before = _look(bar)
    bar.setAttribute(_DISABLED)
    try:
        yield
    finally:
        bar.setAttribute(_DISABLED, False)
        if _look(bar) != before:
            bar.update()


def _look(bar: QScrollBar) -> tuple[QRect, bool, bool]:
    """Where the slider is, and whether it can be moved to either side."""
    option = QStyleOptionSlider()
    bar.initStyleOption(option)
    complex_, part = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarSlider
    slider = bar.style().subControlRect(complex_, option, part, bar)
    return slider, bar.value() > bar.minimum(), bar.value() < bar.maximum()
