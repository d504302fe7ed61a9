"""The small symbols of the indicator column, from the program's icons in the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ... import resources
from ...app.chart.theme import Theme
from ...app.edits.indicators import Sign

SIZE = 14
"""Width and height of a symbol in pixels."""

_ICONS = {
    Sign.LATE: ("warning", "error"),
    Sign.OVERLOADED: ("person", "overload_edge"),
    Sign.DONE: ("check", "deadline"),
    Sign.CONSTRAINT: ("constraint", "accent"),
    Sign.MANUAL: ("manual", "manual_edge"),
    Sign.INACTIVE: ("activate", "inactive"),
    Sign.CALENDAR: ("calendars", "text_faint"),
    Sign.RECURRING: ("reschedule", "text_faint"),
    Sign.NOTES: ("notes", "warning"),
    Sign.HYPERLINK: ("link", "accent"),
    Sign.OTHER_PLAN: ("export", "text_faint"),
}


HEADING = ("about", "text_faint")
"""Icon and colour that stand above the column of symbols."""


class Signs:
    """Makes symbols; keeps the pictures of the themes and scales they were needed in."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[str, str, str, float], QPixmap] = {}

    def picture(self, sign: Sign | None, theme: Theme, ratio: float) -> QPixmap:
        """The picture of a symbol for a theme and device pixel ratio; None is the one for the heading."""
        icon, role = HEADING if sign is None else _ICONS[sign]
        key = (icon, role, theme.name, ratio)
        if key not in self._pictures:
            self._pictures[key] = _rendered(icon, role, theme, ratio)
        return self._pictures[key]


def _rendered(icon: str, role: str, theme: Theme, ratio: float) -> QPixmap:
    source = resources.path("icons", f"{icon}.svg").read_text("utf-8")
    source = source.replace("currentColor", getattr(theme, role)).replace('stroke-width="2"', 'stroke-width="2.4"')
    picture = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
