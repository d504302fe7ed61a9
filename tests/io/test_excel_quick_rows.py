"""Rows read without a parser for each cell: they hold what openpyxl finds, and odd sheets are left to it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from gantline.app.project.errors import ReadError
from gantline.app.project.ticket import Ticket
from gantline.io.excel import quick_rows
from gantline.io.excel.workbook import sheets_of

from ..laws import law

WIDE = 100
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12)
cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(-1e12, 1e12),
    st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1)).map(lambda one: one.replace(microsecond=0)),
    st.times().map(lambda one: time(one.hour, one.minute)),
    texts,
)


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def with_sheet(xml: str) -> bytes:
    """A workbook with this sheet and one shared text."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(sink, "w") as new:
        own = {name: old.read(name).decode() for name in old.namelist()}
        own["xl/worksheets/sheet1.xml"] = xml
        own["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t>shared</t></si></sst>'
        kinds = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
        own["[Content_Types].xml"] = own["[Content_Types].xml"].replace("</Types>", kinds)
        for name, text in own.items():
            new.writestr(name, text)
    return sink.getvalue()


def sheet(rows: str, before: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData><pageMargins/></worksheet>'


def quickly(data: bytes) -> list[tuple[int, Sequence[Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    with zipfile.ZipFile(io.BytesIO(data)) as parts, parts.open("xl/worksheets/sheet1.xml") as source:
        return [row for block in quick_rows.blocks(book.worksheets[0], source, WIDE) for row in rows_of(block)]


def rows_of(block: quick_rows.Block) -> list[tuple[int, Sequence[Any]]]:
    nothing = [None] * len(block.numbers)
    columns = [block.columns.get(at, nothing) for at in range(max(block.columns, default=-1) + 1)]
    return list(zip(block.numbers, zip(*columns, strict=True) if columns else [()] * len(nothing), strict=True))


def by_openpyxl(data: bytes) -> list[tuple[int, list[Any]]]:
    """Rows that hold something, each up to its last value."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    sheet.reset_dimensions()
    return filled(list(enumerate(sheet.iter_rows(values_only=True, max_col=WIDE), 1)))


def filled(rows: list[tuple[int, Any]]) -> list[tuple[int, list[Any]]]:
    ends = [(number, values, max((at for at, one in enumerate(values, 1) if one is not None), default=0))
            for number, values in rows]  # fmt: skip
    return [(number, list(values[:end])) for number, values, end in ends if end]


@law(60)
@given(rows=st.lists(st.lists(cells, max_size=6), max_size=6))
def test_rows_hold_what_openpyxl_finds_in_them(rows: list[list[Any]]) -> None:
    data = workbook(*rows)
    assert repr(filled(quickly(data))) == repr(by_openpyxl(data))


def test_cells_as_excel_writes_them_are_understood() -> None:
    data = with_sheet(
        sheet(
            '<row r="1" spans="1:3" ht="20" customHeight="1" x14ac:dyDescent="0.25"/>'
            '<row r="2" spans="1:3"><c r="A2" t="s"><v>0</v></c><c r="C2" s="0"/><c r="D2"><f>1+1</f><v>2</v></c></row>'
            '<row r="5"><c r="A5" t="str"><f t="shared" si="0"/><v>a &amp; b</v></c><c r="B5" t="b"><v>1</v></c>'
            '<c r="C5" t="e"><v>#N/A</v></c><c r="E5"><v>1.5E3</v></c><c r="F5"><v></v></c>'
            '<c r="G5" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c><c r="CZ5"><v>7</v></c></row>'
            '<row r="6" hidden="1"/>',
            '<sheetViews><sheetView workbookViewId="0"/></sheetViews>',
        ).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ')
    )

    assert filled(quickly(data)) == by_openpyxl(data)
    assert quickly(data)[1] == (5, ("a & b", True, "#N/A", None, 1500.0, None, " x"))
    (found,) = sheets_of(io.BytesIO(data), Ticket())
    assert found.rows(1)[0][:4] == ("shared", None, None, 2)
    assert found.numbers == [2, 5]


def test_cells_of_all_kinds_stand_in_one_column() -> None:
    kinds = [
        '<c r="A{0}" t="b"><v>1</v></c>',
        '<c r="A{0}" t="e"><v>1</v></c>',
        '<c r="A{0}" s="0" t="str"><v>1</v></c>',
        '<c r="A{0}" t="s"><v>0</v></c>',
        '<c r="A{0}" t="inlineStr"><is><t>1</t></is></c>',
        '<c r="A{0}"><v>1</v></c>',
        '<c r="A{0}"><v>1.0</v></c>',
        '<c r="A{0}" s="0"/>',
        '<c r="A{0}" t="d"><v>2026-01-05T08:00:00</v></c>',
        '<c r="A{0}" t="str"><v>a&#10;b</v></c>',
        '<c r="A{0}"><v></v></c>',
    ]
    rows = [f'<row r="{at}">{kind.format(at)}</row>' for at, kind in enumerate([*kinds, *reversed(kinds)], 1)]
    data = with_sheet(sheet("".join(rows)))

    assert repr(filled(quickly(data))) == repr(by_openpyxl(data))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><r><t>two </t></r><r><t>parts</t></r></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[two parts]]></t></is></c></row>',
        '<row r="1"><!-- no cell --><c r="A1" t="inlineStr"><is><t>two parts</t></is></c></row>',
        '<row><c t="inlineStr"><is><t>two parts</t></is></c></row>',
        '<row r="1"><c r="A2" t="inlineStr"><is><t>two parts</t></is></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>two parts</t></is></c><extLst/></row>',
        "<row r='1'><c r='A1' t='inlineStr'><is><t>two parts</t></is></c></row>",
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1" t="inlineStr"><is><t>two parts</t></is></c></row>',
    ],
    ids=[
        "rich text",
        "character data",
        "comment",
        "no places",
        "another row's cell",
        "more than cells",
        "other quotes",
        "backwards",
    ],
)
def test_rows_that_are_more_than_plain_cells_are_left_to_openpyxl(rows: str) -> None:
    data = with_sheet(sheet(rows))
    with pytest.raises(quick_rows.NotPlainError):
        quickly(data)
    (found,) = sheets_of(io.BytesIO(data), Ticket())
    assert found.rows()[-1][0] == "two parts"


def test_a_sheet_with_prefixes_is_left_to_openpyxl() -> None:
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace("<", "<m:").replace("<m:/", "</m:")
    data = with_sheet(xml.replace("xmlns=", "xmlns:m="))
    with pytest.raises(quick_rows.NotPlainError):
        quickly(data)
    assert sheets_of(io.BytesIO(data), Ticket())[0].rows()[0][0] == 1


def test_formatted_text_of_openpyxl_reads_as_its_text() -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active["A1"] = CellRichText("plain ", TextBlock(InlineFont(b=True), "bold"))
    sink = io.BytesIO()
    book.save(sink)
    assert sheets_of(io.BytesIO(sink.getvalue()), Ticket())[0].rows()[0][0] == "plain bold"


@law(20)
@given(rows=st.lists(st.lists(cells, max_size=6), min_size=1, max_size=30), size=st.integers(600, 3000))
def test_rows_are_the_same_however_little_is_read_at_once(rows: list[list[Any]], size: int) -> None:
    data = workbook(*rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quick_rows, "_CHUNK", size)
        assert repr(filled(quickly(data))) == repr(by_openpyxl(data))


@pytest.mark.parametrize("cut", [20, 150, 190])
def test_a_sheet_that_ends_too_early_is_refused(cut: int) -> None:
    xml = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
    with pytest.raises(ReadError, match="damaged"):
        sheets_of(io.BytesIO(with_sheet(xml[: min(cut, len(xml) - 40)])), Ticket())


def test_a_style_or_text_that_the_workbook_does_not_have_is_damage_or_plain() -> None:
    with pytest.raises(ReadError, match="damaged"):
        sheets_of(io.BytesIO(with_sheet(sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'))), Ticket())
    (found,) = sheets_of(io.BytesIO(with_sheet(sheet('<row r="1"><c r="A1" s="99"><v>5</v></c></row>'))), Ticket())
    assert found.rows()[0][0] == 5


@pytest.mark.parametrize("place", ["1A", "ABCD1", "A"])
def test_a_cell_that_stands_nowhere_is_named_with_its_sheet(place: str) -> None:
    data = with_sheet(
        sheet(f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c s="0" r="{place}"><v>1</v></c></row>')
    )
    with pytest.raises(ReadError, match=f"in its sheet Sheet a cell stands at '{place}'"):
        sheets_of(io.BytesIO(data), Ticket())
