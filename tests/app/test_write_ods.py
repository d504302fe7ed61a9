"""The sheet that is put on the clipboard for LibreOffice, read by an independent reader and by our own."""

import re
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from gantline.app.edits.block import CONTROLS
from gantline.app.edits.html_table import Written, day_number
from gantline.app.edits.sheet_ods import read_ods
from gantline.app.edits.write_ods import Size, write_ods
from tests.laws import law

ROWS = [
    [
        Written(text="Phase"),
        Written(text="2026-01-05", number=day_number(datetime(2026, 1, 5)), form="day"),
        Written(text="25%", number=0.25, form="percent"),
        Written(text="1234.5", number=1234.5),
    ],
    [
        Written(text="=1+1"),
        Written(text="2026-01-05 09:30", number=day_number(datetime(2026, 1, 5, 9, 30)), form="moment"),
        Written(text=""),
        Written(text="1.10"),
    ],
]


def test_another_program_finds_dates_numbers_and_texts():
    sheet = CalamineWorkbook.from_filelike(BytesIO(write_ods(ROWS, [0, 1], 0))).get_sheet_by_index(0).to_python()
    assert sheet == [
        ["Phase", date(2026, 1, 5), 0.25, 1234.5],
        ["=1+1", datetime(2026, 1, 5, 9, 30), "", "1.10"],
    ]


def test_cells_are_set_in_and_texts_of_heavy_rows_are_bold():
    content = write_ods(ROWS, [0, 2], 0, [True, False], Size(widths=[200, 90, 60, 60], height=20))
    assert round(read_ods(content, 100)[1, 0].indent) == 20
    assert read_ods(content, 100)[0, 0].indent == 0
    with ZipFile(BytesIO(content)) as parts:
        assert parts.namelist()[0] == "mimetype"
        xml = parts.read("content.xml").decode()
    assert xml.count("font-weight") == 1
    assert 'column-width="5.292cm"' in xml
    assert Size(widths=[96, 96], height=24).told(4) == (5080, 2540)


def test_styles_are_called_as_libreoffice_calls_its_own():
    """LibreOffice 7.4 falls over other names of columns and rows when it saves an embedded sheet."""
    with ZipFile(BytesIO(write_ods(ROWS, [0, 1], 0))) as parts:
        xml = parts.read("content.xml").decode()
    names = re.findall(r'<style:style style:name="([^"]+)"', xml)
    assert names
    assert all(re.fullmatch(r"(co|ro|ta|ce)\d+", name) for name in names)


@law(60)
@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n")), min_size=2, max_size=2)))
def test_texts_come_back_as_they_are(rows):
    content = write_ods([[Written(text=text) for text in row] for row in rows], [0] * len(rows), 0)
    plain = [[CONTROLS.sub(" ", text).strip() for text in row] for row in rows]
    texts = {(row, at): text for row, line in enumerate(plain) for at, text in enumerate(line) if text}
    assert {place: cell.text for place, cell in read_ods(content, 10_000).items()} == texts


@law(150)
@given(st.data())
def test_a_damaged_sheet_tells_nothing_that_is_no_cell(data):
    content = bytearray(write_ods(ROWS, [0, 1], 0))
    for _change in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert all(cell.text for cell in read_ods(bytes(content), 100).values())


@pytest.mark.parametrize("encoding", ["UTF-5", "idna", "utf-7", "utf-16"])
def test_a_sheet_in_an_unknown_encoding_tells_nothing(encoding):
    made = BytesIO()
    with ZipFile(BytesIO(write_ods(ROWS, [0, 1], 0))) as parts, ZipFile(made, "w") as others:
        others.writestr("content.xml", parts.read("content.xml").replace(b"UTF-8", encoding.encode()))
    assert not read_ods(made.getvalue(), 100)
