"""Opens a workbook as far as it matters to a plan; fonts, names, charts and what else there may be stay unread."""

from __future__ import annotations

import re
from functools import cache
from types import TracebackType
from typing import IO, Any, BinaryIO, Final, Self
from xml.etree.ElementTree import fromstring, iterparse
from zipfile import ZipFile

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import builtin_format_code, is_date_format, is_timedelta_format
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS, SHEET_MAIN_NS

from ...app.i18n import _
from ...app.project.errors import ReadError

_MOST_TAGS: Final = 200_000
"""In a part that openpyxl takes whole, such as the list of sheets; it needs some 20 microseconds for each."""

_MOST_LOOKS: Final = 2_000_000
"""Tags that tell how cells look; Excel has up to 65,490 looks of cells."""

_MOST_FORMATS: Final = 10_000
"""Number formats; Excel has up to 250."""

_LONGEST_FORMAT: Final = 255
"""Characters of a number format in Excel, on which the time to tell a date depends by its square."""

_MOST_IN_TEXTS: Final = 2_500_000
"""Elements among the texts that cells share."""

_MOST_IN_ROW: Final = 500_000
"""Tags from one row to the next, which openpyxl holds at once; Excel has up to 16,384 cells in a row."""

LONGEST_ROW: Final = 16 * 1024**2
"""Bytes of a row. Excel takes 32,767 characters in a cell, which no task needs."""

MOST_IN_SHEET: Final = 12_000_000
"""Tags of a sheet that openpyxl reads, which needs more than a microsecond for each: more than 100,000 tasks take."""

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")
_ITEM, _RUN, _TEXT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("si", "r", "t"))


class Reader(ExcelReader):
    """A workbook opened for reading only.

    Attributes:
        wb: The workbook, with its sheets of cells.
        indents: Number of a look to how far Excel's indent button pushes in, where it does.
    """

    def __init__(self, source: BinaryIO) -> None:
        """Open it.

        Raises:
            ReadError: It claims to hold absurdly much.
            ValueError: It is damaged, like much else that openpyxl raises.
        """
        super().__init__(source, read_only=True, data_only=True, keep_links=False)
        self._parts = self.archive = _Parts(source)
        self.indents: dict[int, int] = {}
        self.read()

    def read(self) -> None:
        """Read all but the cells."""
        self.read_manifest()
        self.read_strings()
        self.read_workbook()
        self._read_looks()
        self.read_worksheets()

    def read_strings(self) -> None:
        """Read the texts that cells share."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for count, (_event, element) in enumerate(iterparse(source)):
                if count == _MOST_IN_TEXTS:
                    raise too_large()
                if element.tag == _ITEM:
                    self.shared_strings.append(_plain(element))
                    element.clear()

    def read_worksheets(self) -> None:
        """Find the sheets of cells, each once."""
        book: Any = self.wb
        files = set(self.valid_files)
        for sheet, relation in self.parser.find_sheets():
            if relation.target in files and "chartsheet" not in relation.Type:
                files.remove(relation.target)
                book._sheets.append(_Sheet(book, sheet.name, relation.target, self.shared_strings))

    def _read_looks(self) -> None:
        """Tell which looks of cells make their number a date or a time, and which push the text in."""
        if ARC_STYLE not in self.valid_files:
            return
        styles = fromstring(self._parts.limited(ARC_STYLE, _MOST_LOOKS))
        own = {
            int(one.attrib["numFmtId"]): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")
        }
        if len(own) > _MOST_FORMATS:
            raise too_large()

        @cache
        def told(number: int) -> tuple[bool, bool]:
            code = (own[number] if number in own else builtin_format_code(number) or "")[:_LONGEST_FORMAT]
            return is_date_format(code), is_timedelta_format(code)

        looks = list(styles.iterfind("{*}cellXfs/{*}xf"))
        formats = [told(int(look.get("numFmtId", 0))) for look in looks]
        book: Any = self.wb
        book._date_formats = {at for at, (date, _span) in enumerate(formats) if date}
        book._timedelta_formats = {at for at, (_date, span) in enumerate(formats) if span}
        pushed = ((at, look.find("{*}alignment")) for at, look in enumerate(looks))
        self.indents = {at: int(found.get("indent", 0)) for at, found in pushed if found is not None}


class _Sheet(ReadOnlyWorksheet):
    """A sheet that is not read on where a row has no end."""

    def _get_size(self) -> None:
        """Leave the size open: what a file says of it may be wrong, and openpyxl reads all of one that says nothing."""

    def _get_source(self) -> Any:
        base: Any = super()
        return _Rows(base._get_source())


class _Rows:
    """A sheet as XML, of which neither a row nor all of them hold absurdly much."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._tags = self._bytes = self._all = 0

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        data = self._source.read(size)
        tags = data.count(b"<")
        self._tags += tags
        self._all += tags
        self._bytes += len(data)
        if self._tags > _MOST_IN_ROW or self._bytes > LONGEST_ROW:
            if not _ROW.search(data):
                raise too_large()
            self._tags = self._bytes = 0
        if self._all > MOST_IN_SHEET:
            raise too_large()
        return data

    def close(self) -> None:
        """Let go of the part."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class _Parts(ZipFile):
    """The parts of a workbook, of which none is taken whole that openpyxl would be long at."""

    def read(self, name: Any, pwd: bytes | None = None) -> bytes:
        """Take a part whole."""
        return self.limited(name, _MOST_TAGS, pwd)

    def limited(self, name: Any, most: int, pwd: bytes | None = None) -> bytes:
        """Take a part whole that has no more tags than this."""
        data = super().read(name, pwd)
        if data.count(b"<") > most:
            raise too_large()
        return data


def too_large() -> ReadError:
    """That a workbook is too large."""
    return ReadError(_("The workbook is too large for a plan."))


def _plain(item: Any) -> str:
    """A text without its looks."""
    parts = (
        child.text if child.tag == _TEXT else child.findtext(_TEXT) for child in item if child.tag in (_TEXT, _RUN)
    )
    return "".join(part or "" for part in parts)
