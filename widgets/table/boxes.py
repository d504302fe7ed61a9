"""The boxes to tick in columns of yes and no."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from ...app.chart.theme import Theme
from ...app.edits.field import Field, Kind

BOX = 13
"""Width and height of a box."""

_TICK = ((3.2, 6.8), (5.6, 9.2), (9.8, 4.0))


def has_box(field: Field) -> bool:
    """Whether a field is shown as a box to tick."""
    return field.kind is Kind.FLAG and field.edit is not None


def box_in(cell: QRect) -> QRect:
    """Where the box is in a cell."""
    return QRect(cell.center().x() - BOX // 2, cell.center().y() - BOX // 2, BOX, BOX)


class Boxes:
    """Makes the pictures of boxes; keeps those of the themes and scales they were needed in."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[bool, str, float], QPixmap] = {}

    def picture(self, theme: Theme, painter: QPainter, *, ticked: bool) -> QPixmap:
        """The picture of a box for a theme and what is painted on."""
        ratio = painter.device().devicePixelRatioF()
        key = (ticked, theme.name, ratio)
        if key not in self._pictures:
            self._pictures[key] = _drawn(theme, ratio, ticked=ticked)
        return self._pictures[key]


def _drawn(theme: Theme, ratio: float, *, ticked: bool) -> QPixmap:
    picture = QPixmap(round(BOX * ratio), round(BOX * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.accent if ticked else theme.text_faint), 1))
    painter.setBrush(QColor(theme.accent if ticked else theme.base))
    painter.drawRoundedRect(QRectF(0.5, 0.5, BOX - 1, BOX - 1), 2, 2)
    if ticked:
        painter.setPen(QPen(QColor(theme.accent_text), 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in _TICK]))
    painter.end()
    return picture
