"""The sheets of a printout laid out as the poster they make; each is painted when it comes into view."""

from __future__ import annotations

from collections import OrderedDict
from math import sqrt
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ...app.chart.pages import Sheet
from ...app.i18n import _
from ..appearance import Appearance
from ..charts.print_files import image_of
from ..charts.printout import Printout

GAP: Final = 12
"""Pixels between sheets, and around them all."""

_SMALLEST, _LARGEST = 0.05, 4.0  # pixels a point
_LEAST_FITTED: Final = 70  # pixels of a sheet's width that fitting the whole poster keeps to
_LEAST_IN_COLUMN: Final = 260  # the same of sheets below each other, which are read as pages
_MOST_PIXELS: Final = 12_000_000  # of one sheet; beyond that it is painted coarser
_KEPT_PIXELS: Final = 60_000_000  # of all sheets together
_STEP: Final = 1.2


class PosterView(QAbstractScrollArea):
    """Shows sheets, zooms, and lets one be chosen.

    Signals:
        current_changed: Another sheet was chosen; its number.
        zoomed: The zoom is another one, in percent of the true size.
    """

    current_changed = Signal(int)
    zoomed = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._printout: Printout | None = None
        self._images: OrderedDict[int, QImage] = OrderedDict()
        self._zoom, self._fitted = 1.0, True
        self.current = 1
        self._painting = QTimer(self, singleShot=True, interval=0)
        self._painting.timeout.connect(self._paint_next)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(_("Pages"))
        self.setMinimumSize(360, 260)
        appearance.changed.connect(self.viewport().update)

    # -- what is shown

    def show_printout(self, printout: Printout) -> None:
        """Show other sheets; zoom and place stay as far as they can."""
        self._printout = printout
        self._images.clear()
        self.current = min(self.current, len(printout.pages.sheets))
        self._lay_out()
        self.current_changed.emit(self.current)

    @property
    def zoom(self) -> float:
        """Pixels a point."""
        return self._zoom

    @property
    def painted(self) -> frozenset[int]:
        """Numbers of the sheets of which there is a picture."""
        return frozenset(self._images)

    def fit(self) -> None:
        """Zoom so that the whole poster is seen, or sheets get too small to tell anything."""
        self._fitted = True
        self._lay_out()

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom in or out around a point of the view, its middle unless said."""
        self._fitted = False
        self._zoom_to(self._zoom * factor, around or QPointF(self.viewport().rect().center()))

    def zoom_in(self) -> None:
        """One step closer."""
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        """One step back."""
        self.zoom_by(1 / _STEP)

    def choose(self, number: int) -> None:
        """Make a sheet the current one and bring it into view."""
        if self._printout is None:
            return
        self.current = min(max(number, 1), len(self._printout.pages.sheets))
        place = self.place_of(self._printout.pages.sheets[self.current - 1])
        seen = self.viewport().rect()
        for bar, low, high, room in (
            (self.horizontalScrollBar(), place.left(), place.right(), seen.width()),
            (self.verticalScrollBar(), place.top(), place.bottom(), seen.height()),
        ):
            if high > room:
                bar.setValue(bar.value() + min(high - room + GAP, low - GAP))
            elif low < 0:
                bar.setValue(bar.value() + low - GAP)
        self.viewport().update()
        self.current_changed.emit(self.current)

    def place_of(self, sheet: Sheet) -> QRect:
        """Where a sheet is in the view."""
        width, height = self._sheet_size()
        total = self._total_size()
        seen = self.viewport().rect()
        left = max((seen.width() - total.width()) // 2, 0) - self.horizontalScrollBar().value()
        top = max((seen.height() - total.height()) // 2, 0) - self.verticalScrollBar().value()
        return QRect(left + GAP + sheet.column * (width + GAP), top + GAP + sheet.row * (height + GAP), width, height)

    def _sheet_size(self) -> tuple[int, int]:
        assert self._printout is not None
        pages = self._printout.pages
        return max(round(pages.width * self._zoom), 1), max(round(pages.height * self._zoom), 1)

    def _total_size(self) -> QSize:
        assert self._printout is not None
        width, height = self._sheet_size()
        pages = self._printout.pages
        return QSize(GAP + pages.across * (width + GAP), GAP + pages.down * (height + GAP))

    def _lay_out(self) -> None:
        if self._printout is None:
            return
        if self._fitted:
            pages, room = self._printout.pages, self.maximumViewportSize()
            across = (room.width() - GAP * (pages.across + 1)) / (pages.width * pages.across)
            down = (room.height() - GAP * (pages.down + 1)) / (pages.height * pages.down)
            least = _LEAST_IN_COLUMN if pages.across == 1 else _LEAST_FITTED
            self._zoom = min(max(min(across, down), least / pages.width), 1.5)
            self._images.clear()
        total, seen = self._total_size(), self.viewport().size()
        for bar, size, room in (
            (self.horizontalScrollBar(), total.width(), seen.width()),
            (self.verticalScrollBar(), total.height(), seen.height()),
        ):
            bar.setRange(0, max(size - room, 0))
            bar.setPageStep(room)
            bar.setSingleStep(40)
        self.viewport().update()
        self.zoomed.emit(round(self._zoom * 100 * 72 / self.logicalDpiX()))

    def _zoom_to(self, zoom: float, around: QPointF) -> None:
        zoom = min(max(zoom, _SMALLEST), _LARGEST)
        ratio = zoom / self._zoom
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        x, y = (across.value() + around.x()) * ratio, (down.value() + around.y()) * ratio
        self._zoom = zoom
        self._images.clear()
        self._lay_out()
        across.setValue(round(x - around.x()))
        down.setValue(round(y - around.y()))

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._appearance.theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.border if not theme.dark else theme.window))
        for sheet in self._in_view():
            self._paint_sheet(painter, sheet)
        painter.end()
        if self._missing() is not None:
            self._painting.start()

    def _paint_sheet(self, painter: QPainter, sheet: Sheet) -> None:
        theme, place = self._appearance.theme, self.place_of(sheet)
        painter.fillRect(place.translated(2, 3), QColor(0, 0, 0, 45))
        image = self._images.get(sheet.number)
        if image is None:
            painter.fillRect(place, QColor("#ffffff"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(place), image)
        chosen = sheet.number == self.current and self._printout is not None and len(self._printout.pages.sheets) > 1
        if chosen:
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 1, 1))

    def _in_view(self) -> list[Sheet]:
        if self._printout is None:
            return []
        pages, (width, height) = self._printout.pages, self._sheet_size()
        origin, seen = self.place_of(pages.sheets[0]).topLeft(), self.viewport().rect()
        columns = _between(-origin.x(), seen.width() - origin.x(), width + GAP, pages.across)
        rows = _between(-origin.y(), seen.height() - origin.y(), height + GAP, pages.down)
        return [pages.sheets[row * pages.across + column] for row in rows for column in columns]

    def _missing(self) -> Sheet | None:
        if self._printout is None or self._sheet_size()[0] < 30:
            return None
        seen = self._in_view()
        return next((sheet for sheet in seen if sheet.number not in self._images), None)

    def _paint_next(self) -> None:
        """Make the picture of one sheet; the next follows after the window has had its turn."""
        sheet = self._missing()
        if sheet is None or self._printout is None:
            return
        pages = self._printout.pages
        ratio = self._zoom * self.devicePixelRatioF()
        ratio = min(ratio, sqrt(_MOST_PIXELS / (pages.width * pages.height)))
        image = self._images[sheet.number] = image_of(self._printout, sheet, ratio)
        kept = max(_KEPT_PIXELS // max(image.width() * image.height(), 1), len(self._in_view()) + 1)
        while len(self._images) > kept:
            self._images.popitem(last=False)
        self.viewport().update(self.place_of(sheet))
        if self._missing() is not None:
            self._painting.start()

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(_STEP if event.angleDelta().y() > 0 else 1 / _STEP, event.position())
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position().toPoint())
        if sheet is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(sheet.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        sheet = self._sheet_at(event.position().toPoint())
        if sheet is None:
            return
        if self._fitted:
            self.zoom_by(max(self.viewport().width() / self._sheet_size()[0] * 0.95, 1.5), event.position())
            self.choose(sheet.number)
        else:
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        across = self._printout.pages.across if self._printout else 1
        steps = {
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Down: across,
            Qt.Key.Key_Up: -across,
            Qt.Key.Key_PageDown: 1,
            Qt.Key.Key_PageUp: -1,
            Qt.Key.Key_Home: -(10**6),
            Qt.Key.Key_End: 10**6,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.choose(self.current + steps[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def _sheet_at(self, point: QPoint) -> Sheet | None:
        return next((sheet for sheet in self._in_view() if self.place_of(sheet).contains(point)), None)


def _between(low: int, high: int, step: int, count: int) -> range:
    return range(min(max(low // step, 0), count), min(max(high // step + 1, 0), count))
