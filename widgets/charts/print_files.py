"""Printouts written to files, PDF, PNG and SVG, and sent to printers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import md5
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from uuid import NAMESPACE_URL, uuid5

from PySide6.QtCore import QBuffer, QByteArray, QHashSeed, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter

from ...app.chart.page_cuts import HEADING, ROW, TITLE_HEIGHT, UNIT, legend_height
from ...app.chart.pages import Sheet
from ...app.chart.print_setup import POINTS_PER_MM, LegendPlace, PrintSetup
from ...app.i18n import _
from ...app.project.errors import Note, Severity, WriteError
from ...app.project.moments import DAY
from ...app.project.ticket import Ticket
from ...app.project.widths import replace
from ...io.storage import replace_file
from .printout import Printout

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_DOTS: Final = 1200  # per inch, the grid of coordinates in a PDF
_PIXELS_PER_POINT: Final = 2.5
_MOST_PIXELS: Final = 48_000_000
_LONGEST_SIDE: Final = 30_000  # pixels; Qt paints on no more than 32,767
_CHART: Final = (560.0, 1800.0)  # units of a picture's chart
_PICTURE_DAY: Final = 16.0  # units of a day in a picture, where that is within these bounds


def page_layout(setup: PrintSetup) -> QPageLayout:
    """The sheet of a setup for Qt, the margins being the printout's own business."""
    width, height = setup.sheet_mm
    size = QPageSize(QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Millimeter, setup.paper)
    turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def write_pdf(printout: Printout, path: Path, ticket: Ticket) -> list[Note]:
    """Write all sheets as vectors; text stays text."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(printout.title)
    writer.setCreator("Gantline")
    if hasattr(writer, "setAuthor"):  # since Qt 6.9
        writer.setAuthor(printout.author)
    writer.setPageLayout(page_layout(printout.setup))
    if printout.setup.date is not None:
        QHashSeed.setDeterministicGlobalSeed()  # Qt writes fonts in the order of a hash table
    painter = QPainter(writer)
    try:
        painter.scale(_DOTS / 72, _DOTS / 72)
        paint_sheets(printout, printout.pages.sheets, painter, writer.newPage, ticket)
    finally:
        painter.end()
        QHashSeed.resetRandomGlobalSeed()
    data = _dated(bytes(buffer.data().data()), printout.setup)
    replace_file(path, lambda sink: sink.write(data))
    return printout.notes


def paint_sheets(
    printout: Printout,
    sheets: Iterable[Sheet],
    painter: QPainter,
    new_page: Callable[[], Any],
    ticket: Ticket,
) -> None:
    """Paint sheets one after the other, beginning a new page between them."""
    chosen = list(sheets)
    for number, sheet in enumerate(chosen):
        ticket.step(number, len(chosen), _("Printing"))
        if number:
            new_page()
        painter.save()
        printout.paint_page(painter, sheet)
        painter.restore()
    ticket.step(len(chosen), len(chosen))


def print_to(printer: QPrinter, printout: Printout, sheets: Iterable[Sheet], ticket: Ticket) -> None:
    """Send sheets to a printer whose page layout was set.

    Raises:
        WriteError: The printer can't be used.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise WriteError(_("The printer cannot be used."))
    try:
        painter.scale(printer.logicalDpiX() / 72, printer.logicalDpiY() / 72)
        paint_sheets(printout, sheets, painter, printer.newPage, ticket)
    finally:
        painter.end()


def write_png(printout: Printout, path: Path, ticket: Ticket) -> list[Note]:
    """Write table and chart as one picture."""
    picture = as_picture(printout)
    width, height = picture.pages.width, picture.pages.height
    ratio = min(_PIXELS_PER_POINT, sqrt(_MOST_PIXELS / (width * height)), _LONGEST_SIDE / max(width, height))
    image = image_of(picture, picture.pages.sheets[0], ratio)
    ticket.step(1, 2)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType] - the stubs want bytes
    _replace(path, data)
    ticket.step(2, 2)
    return _picture_notes(picture)


def write_svg(printout: Printout, path: Path, ticket: Ticket) -> list[Note]:
    """Write table and chart as one drawing; text stays text."""
    from PySide6.QtSvg import QSvgGenerator

    picture = as_picture(printout)
    width, height = picture.pages.width, picture.pages.height
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # the default, Tiny 1.2, knows no clipping
    generator.setOutputDevice(buffer)
    generator.setResolution(72)
    generator.setSize(QSize(round(width), round(height)))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setTitle(printout.title)
    generator.setDescription(_("Made with Gantline"))
    painter = QPainter(generator)
    try:
        painter.fillRect(QRectF(0, 0, width, height), QColor("#ffffff"))
        ticket.step(0, 1)
        picture.paint_page(painter, picture.pages.sheets[0])
    finally:
        painter.end()
    replace_file(path, lambda sink: sink.write(_with_fallbacks(bytes(data.data()))))
    ticket.step(1, 1)
    return _picture_notes(picture)


WRITERS: Final[dict[str, Callable[[Printout, Path, Ticket], list[Note]]]] = {
    ".pdf": write_pdf,
    ".png": write_png,
    ".svg": write_svg,
}


def image_of(printout: Printout, sheet: Sheet, ratio: float) -> QImage:
    """A sheet as an image with so many pixels a point."""
    pages = printout.pages
    image = QImage(max(round(pages.width * ratio), 1), max(round(pages.height * ratio), 1), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(ratio * 72 / 0.0254))
    image.setDotsPerMeterY(round(ratio * 72 / 0.0254))
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.scale(ratio, ratio)
    printout.paint_page(painter, sheet)
    painter.end()
    return image


def as_picture(printout: Printout) -> Printout:
    """The same on one sheet that is as large as its content, as far as a sheet can be."""
    setup = replace(printout.setup, header=("", "", ""), footer=("", "", ""), size=None)
    extent = printout.extent
    days = (max(finish for finish, _label in extent.ends) - extent.start) / DAY
    chart = min(max(days * _PICTURE_DAY, _CHART[0]), _CHART[1])
    width = (printout.table_width + chart) * UNIT
    height = (HEADING + len(printout.content.uids) * ROW) * UNIT + TITLE_HEIGHT * bool(setup.title)
    if setup.legend != LegendPlace.NONE:
        height += legend_height(len(printout.legend), width)
    margins = setup.margins
    size = (
        (width + 1) / POINTS_PER_MM + margins.left + margins.right,
        max((height + 1) / POINTS_PER_MM, 55) + margins.top + margins.bottom,
    )
    return printout.with_setup(replace(setup, size=size, percent=None, across=1, down=1))


def _picture_notes(picture: Printout) -> list[Note]:
    shown, rows = picture.pages.sheets[0].rows[1], len(picture.content.uids)
    notes = [note for note in picture.notes if note.code == "print.small-text"]
    if shown < rows:
        text = _("The picture shows the first {shown} of {rows} rows; a PDF holds them all.")
        text = text.format(shown=shown, rows=rows)
        notes.append(Note(severity=Severity.WARNING, code="print.picture-cut", text=text))
    return notes


def _dated(data: bytes, setup: PrintSetup) -> bytes:
    """A PDF whose day of making is the setup's, where that is fixed, so that equal plans make equal files.

    Qt writes the time of making and a random name into every PDF; what replaces them is exactly as long.
    """
    if setup.date is None:
        return data
    day = setup.date
    data = re.sub(rb"(Date \(D:)\d{14}", lambda match: match[1] + f"{day:%Y%m%d}000000".encode(), data)
    data = re.sub(rb'(Date=")[-\d]{10}T[:\d]{8}', lambda match: match[1] + f"{day:%Y-%m-%d}T00:00:00".encode(), data)
    name = re.search(rb"uuid:([-0-9a-f]{36})", data)
    if name is None:
        return data
    blank = data.replace(name[1], b"").replace(name[1].hex().encode(), b"")
    lasting = str(uuid5(NAMESPACE_URL, md5(blank, usedforsecurity=False).hexdigest())).encode()
    return data.replace(name[1], lasting).replace(name[1].hex().encode(), lasting.hex().encode())


def _with_fallbacks(svg: bytes) -> bytes:
    """The drawing with fonts to take where there is no such font, since an SVG holds none."""
    font = QGuiApplication.font()
    families = f"'{QFontInfo(font).family()}', Arial, Helvetica, sans-serif"
    return svg.replace(f'font-family="{font.family()}"'.encode(), f'font-family="{families}"'.encode())


def _replace(path: Path, data: QByteArray) -> None:
    def write(sink: BinaryIO) -> None:
        sink.write(data.data())

    replace_file(path, write)
