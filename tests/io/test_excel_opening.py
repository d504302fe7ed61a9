"""Workbooks are opened with what matters to a plan, told as openpyxl tells it, and within limits."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.styles import Alignment
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.xml.constants import SHEET_MAIN_NS

from gantline.app.project.errors import ReadError
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.excel import FORMAT, opening, workbook
from gantline.io.excel.opening import MOST_IN_SHEET, Reader
from gantline.io.excel.workbook import sheets_of
from tests.benchmarks.generated import plan as generated_plan

OWN_FORMATS = ("yyyy", "[hh]:mm", '"day" 0', "[Red]0", "\\d0", "0;yyyy", "[$-409]mmm d", "ss.0", "#,##0 [$€]")


def saved(book: Any) -> io.BytesIO:
    sink = io.BytesIO()
    book.save(sink)
    return sink


def with_part(source: io.BytesIO, name: str, old: str, new: str) -> io.BytesIO:
    """The workbook with something else in a part."""
    sink = io.BytesIO()
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(sink, "w") as after:
        for one in before.namelist():
            text = before.read(one).decode()
            assert one != name or old in text
            after.writestr(one, text.replace(old, new) if one == name else text)
    return sink


def formatted() -> io.BytesIO:
    """A workbook of a number in each format, in columns that are pushed in further and further."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row, code in enumerate((*BUILTIN_FORMATS.values(), *OWN_FORMATS), 1):
        cell = sheet.cell(row, 1, 43000)
        cell.number_format, cell.alignment = code, Alignment(indent=row % 4)
    return saved(book)


def test_dates_and_indents_are_told_as_openpyxl_tells_them() -> None:
    source = formatted()
    reader, book = Reader(source), openpyxl.load_workbook(source, read_only=True)
    mine: Any = reader.wb
    theirs: Any = book
    assert mine._date_formats == theirs._date_formats
    assert mine._timedelta_formats == theirs._timedelta_formats
    cells: list[Any] = [row[0] for row in book.worksheets[0].iter_rows()]
    assert [reader.indents.get(cell._style_id, 0) for cell in cells] == [cell.alignment.indent for cell in cells]
    assert len(mine._date_formats) > 10


def sharing(items: str, rows: int) -> io.BytesIO:
    """A workbook of rows with the first of the texts that cells share."""
    book = openpyxl.Workbook()
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, rows + 1))
    source = with_part(saved(book), "xl/worksheets/sheet1.xml", "</sheetData>", f"{cells}</sheetData>")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    listed = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    source = with_part(source, "[Content_Types].xml", "</Types>", listed)
    with zipfile.ZipFile(source, "a") as parts:
        parts.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET_MAIN_NS}">{items}</sst>')
    return source


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<t>plain</t>", "plain"),
        ("<t> spaced </t>", " spaced "),
        ("<r><t>plain </t></r><r><rPr><b/></rPr><t>bold</t></r>", "plain bold"),
        ("<t>spoken</t><rPh><t>sound</t></rPh><phoneticPr/>", "spoken"),
        ("<t>_x0041_</t>", "A"),
        ("<t>_x005F_x0041_</t>", "_x0041_"),
    ],
)
def test_texts_that_cells_share_are_read_as_the_user_sees_them(item: str, text: str) -> None:
    assert sheets_of(sharing(f"<si>{item}</si>", 2), Ticket())[0].rows() == [(text,), (text,)]


@pytest.mark.parametrize("said", ["", '<dimension ref="A1:ZZZZZZ999999999999"/>', '<dimension ref="C7:D9"/>'])
def test_what_a_sheet_says_of_its_size_is_not_looked_at(said: str) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["A", 1])
    source = with_part(saved(book), "xl/worksheets/sheet1.xml", '<dimension ref="A1:B1"/>', said)

    assert sheets_of(source, Ticket())[0].rows() == [("A", 1)]


def test_sheets_of_charts_are_passed_over() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["A", 1])
    book.create_chartsheet("Chart", 0).add_chart(BarChart())
    assert [one.name for one in sheets_of(saved(book), Ticket())] == ["Sheet"]


def test_a_sheet_that_is_listed_twice_is_read_once() -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["A"])
    source = saved(book)
    with zipfile.ZipFile(source) as parts:
        listed = re.findall("<sheet .*?/>", parts.read("xl/workbook.xml").decode())[0]
    twice = with_part(source, "xl/workbook.xml", listed, listed + listed.replace("Sheet", "Again"))
    assert len(sheets_of(twice, Ticket())) == 1


@pytest.mark.parametrize(
    ("limit", "most"),
    [
        *(("_MOST_TAGS", 10), ("_MOST_LOOKS", 100), ("_MOST_FORMATS", 5)),
        *(("_MOST_IN_ROW", 4), ("MOST_IN_SHEET", 500_000), ("LONGEST_ROW", 50_000)),
    ],
)
def test_a_workbook_that_holds_absurdly_much_is_refused(monkeypatch: pytest.MonkeyPatch, limit: str, most: int) -> None:
    source = with_part(formatted(), "xl/worksheets/sheet1.xml", "</sheetData>", "</sheetData>" + "<x/>" * 600_000)
    monkeypatch.setattr(opening, limit, most)
    with pytest.raises(ReadError, match="too large for a plan"):
        sheets_of(source, Ticket())


def test_absurdly_many_texts_to_share_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    source = sharing("<si><t>A</t></si>" * 10, 1)
    assert sheets_of(source, Ticket())[0].rows() == [("A",)]
    monkeypatch.setattr(opening, "_MOST_IN_TEXTS", 10)
    with pytest.raises(ReadError, match="too large for a plan"):
        sheets_of(source, Ticket())


def test_texts_count_for_each_cell_that_shares_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST", 50_000)
    text = f"<si><t>{'x' * 1000}</t></si>"
    assert len(sheets_of(sharing(text, 50), Ticket())[0].rows()) == 50
    with pytest.raises(ReadError, match="too large for a plan"):
        sheets_of(sharing(text, 51), Ticket())


def test_a_workbook_of_a_hundred_thousand_tasks_is_not_too_large():
    project = generated_plan(300)
    target = io.BytesIO()
    assert FORMAT.write is not None
    FORMAT.write(project, Engine(project).schedule, target, Ticket())
    with zipfile.ZipFile(target) as book:
        most = max(book.read(name).count(b"<") for name in book.namelist() if "sheet" in name)
    assert most / 300 * 100_000 < MOST_IN_SHEET
