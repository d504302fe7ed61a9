"""The picture beside the title of a print: a PNG, JPEG or SVG file that the user chose."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from ...app.chart.page_cuts import Rect
from ...app.i18n import _
from ...app.project.errors import GantlineError

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".svg")
"""Endings of the files that can be a logo."""

_MOST_ACROSS: Final = 0.25
"""Of the width of the page."""

_FINE: Final = 6
"""Pixels of a picture for each point: more than 400 to an inch."""


_LARGEST: Final = 5_000_000
"""Bytes of the largest drawing that is read."""

_MOST_SHAPES: Final = 20_000
"""Shapes of a drawing, those counted again that it shows again: more than these hold up every page that is painted."""

_MOST_PIXELS: Final = 25_000_000
"""Of a picture: 100 MB in memory."""

for _prefix, _space in (("", "http://www.w3.org/2000/svg"), ("xlink", "http://www.w3.org/1999/xlink")):
    ElementTree.register_namespace(_prefix, _space)  # Qt knows them by these prefixes


class PrintLogo:
    """A picture in the right corner of the first page; nothing where none is wanted or it cannot be read.

    Attributes:
        fault: Why it is not printed, in a sentence; empty where it is, or none is wanted.
    """

    def __init__(self, path: str) -> None:
        """Read a file; no path for no picture."""
        self._drawing: QSvgRenderer | None = None
        self._image, self.fault = QImage(), ""
        try:
            if Path(path).suffix.lower() == ".svg":
                self._drawing = QSvgRenderer()
                self._drawing = _drawing(Path(path))
            elif path:
                self._image = _image(path)
        except _TooLargeError as error:
            self.fault = str(error)
        if path and not self.fault and self._size().isEmpty():
            self.fault = _("The picture {file} can't be read, so it is not printed.").format(file=path)

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


class _TooLargeError(GantlineError):
    """A picture would take too much room or time."""


def _image(path: str) -> QImage:
    """The picture in a file; an empty one where there is none.

    Raises:
        _TooLargeError: It has too many pixels.
    """
    reader = QImageReader(path)
    size = reader.size()  # as the file says, before anything is made of it
    if size.width() * size.height() > _MOST_PIXELS:
        told = _("The picture {file} has {width} × {height} pixels, too many for a logo, so it is not printed.")
        raise _TooLargeError(told.format(file=path, width=size.width(), height=size.height()))
    return reader.read()


def _drawing(path: Path) -> QSvgRenderer:
    """The drawing in a file; an empty one where there is none.

    Raises:
        _TooLargeError: It has too many bytes or shapes.
    """
    try:
        if not path.is_file():
            return QSvgRenderer()
        large = path.stat().st_size > _LARGEST
        root = None if large else ElementTree.fromstring(path.read_bytes())  # Qt would complain of broken ones
        if root is None or _shapes(root) > _MOST_SHAPES:
            told = _("The drawing {file} is too large or intricate for a logo, so it is not printed.")
            raise _TooLargeError(told.format(file=path))
        return QSvgRenderer(QByteArray(_standing_alone(root)))
    except (OSError, ElementTree.ParseError, LookupError, ValueError, RecursionError):
        return QSvgRenderer()


def _shapes(root: ElementTree.Element) -> int:
    """How many elements a drawing comes to once each ``use`` shows again what it names; too many if that is itself."""
    named = {name: one for one in root.iter() if (name := one.get("id"))}
    counts: dict[ElementTree.Element, int] = {}
    stack = [root]
    while stack:  # those within others first
        one = stack[-1]
        within = [*one]
        address = next((value for key, value in one.items() if key.rpartition("}")[2] == "href"), "")
        if one.tag.rpartition("}")[2] == "use" and (shown := named.get(address.strip().removeprefix("#"))) is not None:
            within.append(shown)
        if one not in counts:
            counts[one] = 0
            stack += [each for each in within if each not in counts]
            continue
        stack.pop()
        if not all(counts[each] for each in within):
            return _MOST_SHAPES + 1  # it stands within itself
        counts[one] = 1 + sum(counts[each] for each in within)
    return counts[root]


def _standing_alone(root: ElementTree.Element) -> bytes:
    """A drawing without pictures and style sheets that lie elsewhere: Qt would fetch them, on Windows from a server."""
    for parent in [*root.iter()]:
        for child in [one for one in parent if one.tag.rpartition("}")[2] == "image"]:
            address = next((value for name, value in child.items() if name.rpartition("}")[2] == "href"), "")
            if not address.strip().lower().startswith("data:"):
                parent.remove(child)
    return ElementTree.tostring(root)
