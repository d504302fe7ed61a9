"""Icons by the name of what they stand for, in the colour of the text around them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ..app.chart.theme import Theme
from ..resources import path


class _LineIconEngine(QIconEngine):
    """Draws an SVG of lines afresh at every size and device pixel ratio, faint where disabled.

    Qt's own SVG icons draw ``currentColor`` black, so the colour is put into the text. Most icons stand in menus that
    are never opened: each is read when it is first drawn.
    """

    def __init__(self, name: str, colour: str, disabled: str) -> None:
        super().__init__()
        self._told = (name, colour, disabled)

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        name, normal, disabled = self._told
        _renderer(name, disabled if mode == QIcon.Mode.Disabled else normal).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, pixmap.rect(), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _LineIconEngine(*self._told)


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = path("icons", f"{name}.svg").read_text("utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    return QIcon(_LineIconEngine(name, colour, disabled))


def icon(name: str, theme: Theme) -> QIcon:
    """The icon of an action or symbol in a theme's colours."""
    return _icon(name, theme.text, theme.inactive)


def coloured_icon(name: str, colour: QColor) -> QIcon:
    """The icon in another colour, for grounds that are not those of the theme."""
    return _icon(name, colour.name(), colour.name())


def application_icon() -> QIcon:
    """The program's own mark."""
    return QIcon(str(path("icons", "gantline.svg")))
