"""The picture beside the title of a print: a PNG, JPEG or SVG file that the user chose."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from ...app.chart.page_cuts import Rect

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".svg")
"""Endings of the files that can be a logo."""

_MOST_ACROSS: Final = 0.25
"""Of the width of the page."""

_FINE: Final = 6
"""Pixels of a picture for each point: more than 400 to an inch."""


_LARGEST: Final = 5_000_000
"""Bytes of the largest drawing that is read."""

for _prefix, _space in (("", "http://www.w3.org/2000/svg"), ("xlink", "http://www.w3.org/1999/xlink")):
    ElementTree.register_namespace(_prefix, _space)  # Qt knows them by these prefixes


class PrintLogo:
    """A picture in the right corner of the first page; nothing where none is wanted or it cannot be read."""

    def __init__(self, path: str) -> None:
        """Read a file; no path for no picture."""
        self._drawing = _drawing(Path(path)) if Path(path).suffix.lower() == ".svg" else None
        self._image = QImage() if self._drawing is not None or not path else QImageReader(path).read()
        self.missing = bool(path) and self._size().isEmpty()

    def paint(self, painter: QPainter, place: Rect) -> float:
        """Paint it at the right of a place, as high as that, and say how wide it is."""
        size = self._size()
        if size.isEmpty():
            return 0.0
        scale = min(place.height / size.height(), place.width * _MOST_ACROSS / size.width())
        width, height = size.width() * scale, size.height() * scale
        box = QRectF(place.x + place.width - width, place.y + (place.height - height) / 2, width, height)
        if self._drawing is not None:
            self._drawing.render(painter, box)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._reduced(box))
        return width

    def _reduced(self, box: QRectF) -> QImage:
        """The picture with no more pixels than can be seen: a photograph would make the file large."""
        most = QSize(round(box.width() * _FINE), round(box.height() * _FINE))
        if self._image.width() <= most.width():
            return self._image
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        return self._image.scaled(most, keep, smooth)

    def _size(self) -> QSize:
        return self._image.size() if self._drawing is None else self._drawing.defaultSize()


def _drawing(path: Path) -> QSvgRenderer:
    """The drawing in a file; an empty one where there is none."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return QSvgRenderer()
        root = ElementTree.fromstring(path.read_bytes())  # Qt would complain of broken ones on the terminal
        return QSvgRenderer(QByteArray(_standing_alone(root)))
    except (OSError, ElementTree.ParseError, LookupError, ValueError, RecursionError):
        return QSvgRenderer()


def _standing_alone(root: ElementTree.Element) -> bytes:
    """A drawing without pictures and style sheets that lie elsewhere: Qt would fetch them, on Windows from a server."""
    for parent in [*root.iter()]:
        for child in [one for one in parent if one.tag.rpartition("}")[2] == "image"]:
            address = next((value for name, value in child.items() if name.rpartition("}")[2] == "href"), "")
            if not address.strip().lower().startswith("data:"):
                parent.remove(child)
    return ElementTree.tostring(root)
