"""What a living LibreOffice Calc 7.4 put on the clipboard under X11, recorded, becomes tasks.

It offered ``text/plain``, ``text/html``, ``text/rtf``, pictures, ``Sylk``, ``DIF``, ``Link`` and ``Star Embed Source
(XML)``; only the last tells how far cells are set in.
"""

from io import BytesIO
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData
from PySide6.QtGui import QGuiApplication

from gantline.app.edits.block import read_block
from gantline.app.edits.guess import Guess
from gantline.app.edits.sheet_ods import read_ods
from gantline.widgets.dialogs.paste_preview import PastePreview
from tests.plan_maker import plan
from tests.table_hands import CTRL, Key, go, names, press, select, shown, texts

SOURCE = 'application/x-openoffice-embed-source-xml;windows_formatname="Star Embed Source (XML)"'

TEXT = (
    "Task Name\tDuration\tFixed Cost\tWork\t% Complete\nPhase\t\t\t\t\nDig\t3d\t1.250,50 €\t12:00\t33,3%\n"
    "Deep\t1d\t99,00 €\t\t\nLay\t2d\t\t\t\nEnd\t1d\t#DIV/0!\t\t\n"
)
HTML = """<!DOCTYPE html>
<html><head><meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/></head><body>
<table cellspacing="0" border="0">
	<colgroup span="5" width="89"></colgroup>
	<tr>
		<td height="18" align="left">Task Name</td>
		<td align="left">Duration</td>
		<td align="left" sdnum="1033;1031;#.##0,00 [$€-407]">Fixed Cost</td>
		<td align="left">Work</td>
		<td align="left">% Complete</td>
	</tr>
	<tr>
		<td height="18" align="left">Phase</td>
		<td align="left"><br></td>
		<td align="left" sdnum="1033;1031;#.##0,00 [$€-407]"><br></td>
		<td align="left"><br></td>
		<td align="left"><br></td>
	</tr>
	<tr>
		<td height="18" align="left">Dig</td>
		<td align="left">3d</td>
		<td align="right" sdval="1250.5" sdnum="1033;1031;#.##0,00 [$€-407]">1.250,50 €</td>
		<td align="right" sdval="0.5" sdnum="1033;1033;[HH]:MM">12:00</td>
		<td align="right" sdval="0.333" sdnum="1033;1031;0,0%">33,3%</td>
	</tr>
	<tr>
		<td height="18" align="left">Deep</td>
		<td align="left">1d</td>
		<td align="right" sdval="99" sdnum="1033;1031;#.##0,00 [$€-407]">99,00 €</td>
		<td align="left"><br></td>
		<td align="left"><br></td>
	</tr>
	<tr>
		<td height="18" align="left">Lay</td>
		<td align="left">2d</td>
		<td align="left" sdnum="1033;1031;#.##0,00 [$€-407]"><br></td>
		<td align="left"><br></td>
		<td align="left"><br></td>
	</tr>
	<tr>
		<td height="18" align="left">End</td>
		<td align="left">1d</td>
		<td align="right" sdval="0" sdnum="1033;1031;#.##0,00 [$€-407]">#DIV/0!</td>
		<td align="left"><br></td>
		<td align="left"><br></td>
	</tr>
</table>
</body></html>
"""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3">
<office:automatic-styles><style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default">
<style:paragraph-properties fo:text-align="start" fo:margin-left="0.139in"/></style:style><style:style
 style:name="ce2" style:family="table-cell" style:parent-style-name="Default"><style:paragraph-properties
 fo:text-align="start" fo:margin-left="0.278in"/></style:style></office:automatic-styles>"""

CONTENT = (
    _HEAD
    + """<office:body><office:spreadsheet><table:table table:name="Sheet1" table:style-name="ta1"><table:table-column
 table:style-name="co1" table:number-columns-repeated="8" table:default-cell-style-name="Default"/><table:table-row
 table:style-name="ro1" table:number-rows-repeated="20"><table:table-cell table:number-columns-repeated="8"/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="3"/><table:table-cell
 office:value-type="string"><text:p>Task Name</text:p></table:table-cell><table:table-cell office:value-type="string">
<text:p>Duration</text:p></table:table-cell><table:table-cell table:style-name="ce3" office:value-type="string">
<text:p>Fixed Cost</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>Work</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>% Complete</text:p></table:table-cell>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="3"/><table:table-cell
 office:value-type="string"><text:p>Phase</text:p></table:table-cell><table:table-cell/><table:table-cell
 table:style-name="ce3"/><table:table-cell table:number-columns-repeated="2"/></table:table-row><table:table-row>
<table:table-cell table:number-columns-repeated="3"/><table:table-cell table:style-name="ce1"
 office:value-type="string"><text:p>Dig</text:p></table:table-cell><table:table-cell office:value-type="string">
<text:p>3d</text:p></table:table-cell><table:table-cell table:style-name="ce3" office:value-type="currency"
 office:currency="EUR" office:value="1250.5"><text:p>1.250,50 €</text:p></table:table-cell><table:table-cell
 office:value-type="time" office:time-value="PT12H00M00S"><text:p>12:00</text:p></table:table-cell><table:table-cell
 office:value-type="percentage" office:value="0.333"><text:p>33,3%</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="3"/><table:table-cell table:style-name="ce2"
 office:value-type="string"><text:p>Deep</text:p></table:table-cell><table:table-cell office:value-type="string">
<text:p>1d</text:p></table:table-cell><table:table-cell office:value-type="currency" office:currency="EUR"
 office:value="99"><text:p>99,00 €</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/>
</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="3"/><table:table-cell
 table:style-name="ce1" office:value-type="string"><text:p>Lay</text:p></table:table-cell><table:table-cell
 office:value-type="string"><text:p>2d</text:p></table:table-cell><table:table-cell table:style-name="ce3"/>
<table:table-cell table:number-columns-repeated="2"/></table:table-row><table:table-row><table:table-cell
 table:number-columns-repeated="3"/><table:table-cell office:value-type="string"><text:p>End</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>1d</text:p></table:table-cell><table:table-cell
 office:value-type="string"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell
 table:number-columns-repeated="2"/></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>"""
)


def ods(content: str = CONTENT) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as parts:
        parts.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        parts.writestr("content.xml", content)
    return made.getvalue()


def offer(text: str = TEXT, html: str = HTML, source: bytes = b"") -> None:
    content = QMimeData()
    content.setText(text)
    if html:
        content.setHtml(html)
    if source:
        content.setData(SOURCE, source)
    QGuiApplication.clipboard().setMimeData(content)


@pytest.fixture
def agree(monkeypatch):
    """Takes what the preview of a list proposes, and leaves out what cannot be; keeps what it said."""
    said = []

    def answer(dialog):
        dialog.show()
        dialog.accept()
        said.append((dialog.keys(), dialog.message.text(), dialog.leave_out.text(), dialog._summary.text()))
        if dialog.leave_out.isVisible():
            dialog.leave_out.setChecked(True)
            dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PastePreview, "exec", answer)
    return said


def test_cells_that_calc_sets_in_become_an_outline_and_its_numbers_are_meant_not_their_looks(qtbot, agree):
    table = shown(qtbot)
    go(table, 0, "name")
    offer(source=ods())
    press(qtbot, table, Key.Key_V, modifiers=CTRL)

    assert names(table) == [(1, "Phase"), (2, "Dig"), (3, "Deep"), (2, "Lay"), (1, "End")]
    table.show_columns(["name", "duration", "fixed_cost"])
    project = table._document.project
    assert [float(task.fixed_cost) for task in project.tasks.values()] == [0, 1250.5, 99, 0, 0]
    ((keys, message, leave, _summary),) = agree
    assert keys == ["name", "duration", "fixed_cost", "work", "percent_complete"]
    assert message == "Row 5 of the list, Fixed cost: '#DIV/0!' is not an amount of money."
    assert leave == "&Leave this cell out"
    assert table._document.undo_stack.count() == 1


def test_times_are_hours_and_percentages_are_rounded_as_they_are_meant(qtbot, agree):
    table = shown(qtbot)
    go(table, 0, "name")
    offer()
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    table.show_columns(["name", "work", "percent_complete"])
    assert texts(table, "work", "percent_complete")[1] == ["12h", "33%"], "nothing is set in here, so Dig is no summary"


def test_the_sheet_is_not_asked_for_where_the_text_is_set_in():
    def never() -> bytes:
        raise AssertionError

    assert read_block("Phase\t1\n  Dig\t2\n", embedded=never).levels(0) == [1, 2]


@pytest.mark.parametrize(
    "content",
    [
        b"no archive",
        ods(CONTENT.replace("<office:document-content", '<!DOCTYPE a [<!ENTITY b "c">]><office:document-content', 1)),
        ods(CONTENT.replace('number-columns-repeated="3"/>', 'number-columns-repeated="999999999"/>', 1)),
        ods(CONTENT.replace("<text:p>Dig<", "<text:p>Digging<")),
        ods(CONTENT[:-60]),
        ods("")[:-30],
    ],
    ids=["other bytes", "entities", "far column", "other cells", "cut off", "cut archive"],
)
def test_a_sheet_that_shows_something_else_sets_nothing_in(content):
    assert set(read_block(TEXT, embedded=lambda: content).levels(0)) == {1}


def test_cells_of_a_sheet_that_are_repeated_beyond_measure_are_not_read():
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell><text:p>a</text:p>'
    sheet = f"{_HEAD}<table:table>{row}</table:table-cell></table:table-row></table:table></office:document-content>"
    assert read_ods(ods(sheet), 10_000) == {}
    assert len(read_ods(ods(sheet.replace("1000000", "3")), 10_000)) == 3


def test_styles_of_columns_and_rows_and_their_parents_set_in_too():
    sheet = f"""{_HEAD}<office:automatic-styles><style:style style:name="ce9" style:parent-style-name="ce2"/>
        </office:automatic-styles><table:table><table:table-column table:number-columns-repeated="2"/>
        <table:table-column table:default-cell-style-name="ce9"/><table:table-row><table:table-cell/><table:table-cell>
        <text:p>a<text:s text:c="2"/>b</text:p><text:p>c<text:line-break/>d</text:p></table:table-cell>
        <table:table-cell>
        <text:p>e</text:p></table:table-cell></table:table-row><table:table-row
        table:default-cell-style-name="ce1"><table:table-cell><text:p>f</text:p></table:table-cell></table:table-row>
        </table:table></office:document-content>"""
    cells = read_ods(ods(sheet), 100)
    assert {at: (cell.text, round(cell.indent)) for at, cell in cells.items()} == {
        (0, 1): ("a  b\nc\nd", 0),
        (0, 2): ("e", 20),
        (1, 0): ("f", 10),
    }


def test_columns_that_are_left_out_are_named_and_nothing_can_be_pasted_where_all_are(qtbot):
    table = shown(qtbot)
    block = read_block("Name\tColour\tSize\nDig\tred\t7\nLay\t\t8")
    dialog = PastePreview(
        table._document, block, Guess(headed=True, columns=["name", "", ""]), (), print, table.titles._appearance
    )
    qtbot.addWidget(dialog)
    assert dialog._summary.text() == "2 rows will be pasted. Columns Colour, Size are left out."
    dialog.columns[0].setCurrentIndex(0)
    assert dialog._summary.text() == "Choose what at least one of the columns is."
    assert not dialog.paste.isEnabled()


# -- over cells that are there


@pytest.fixture
def six(qtbot):
    table = shown(qtbot, project=plan("\n".join(f"T{number} | 2d" for number in range(1, 7))))
    table.show_columns(["name", "duration", "cost", "total_slack", "percent_complete"])
    return table


def test_two_cells_fill_four_and_one_fills_a_whole_rectangle(qtbot, six):
    select(six, (1, "duration"), (4, "duration"))
    offer("5d\n6d\n", html="")
    press(qtbot, six, Key.Key_V, modifiers=CTRL)
    assert texts(six, "duration") == [["2d"], ["5d"], ["6d"], ["5d"], ["6d"], ["2d"]]

    six.show_columns(["name", "deadline", "constraint_date", "actual_start"])
    select(six, (0, "deadline"), (1, "constraint_date"))
    offer("2026-02-02", html="")
    press(qtbot, six, Key.Key_V, modifiers=CTRL)
    assert texts(six, "deadline", "constraint_date")[:3] == [["Mon 2026-02-02"] * 2, ["Mon 2026-02-02"] * 2, ["", ""]]


def test_one_cell_fills_cells_that_are_selected_apart(qtbot, six):
    go(six, 0, "duration")
    column = six.tasks.column_of("duration")
    apart = QItemSelection(six.tasks.index(3, column), six.tasks.index(4, column))
    six.selectionModel().select(apart, QItemSelectionModel.SelectionFlag.Select)
    offer("9d", html="")
    press(qtbot, six, Key.Key_V, modifiers=CTRL)
    assert texts(six, "duration") == [["9d"], ["2d"], ["2d"], ["9d"], ["9d"], ["2d"]]


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [
        ("cost", "100\n200\n", "Row 2, Cost: “Cost” is worked out and cannot be typed. 1 more cell cannot be pasted."),
        ("duration", "soon\n", "Row 2, Duration: 'soon' is not a duration."),
    ],
)
def test_a_column_over_one_that_cannot_take_it_is_refused_in_a_sentence(qtbot, six, column, text, reason):
    go(six, 1, column)
    offer(text, html="")
    with qtbot.waitSignal(six.refused) as refused:
        press(qtbot, six, Key.Key_V, modifiers=CTRL)
    assert refused.args[0].startswith(reason)


def test_rows_come_back_from_a_spreadsheet_over_themselves_with_columns_that_are_worked_out(qtbot, six):
    six.tasks.enter(2, six.tasks.column_of("duration"), "0.333w")
    count = six._document.undo_stack.count()
    before = six._document.project.snapshot()
    select(six, (0, "name"), (5, "percent_complete"))
    press(qtbot, six, Key.Key_C, modifiers=CTRL)
    content = QGuiApplication.clipboard().mimeData()
    text, html = content.text(), content.html()
    go(six, 0, "name")
    offer(text, html)
    press(qtbot, six, Key.Key_V, modifiers=CTRL)
    assert six._document.project == before
    assert six._document.undo_stack.count() == count


def test_libreoffice_is_given_a_sheet_of_the_selected_cells_with_its_size(qtbot, monkeypatch):
    table = shown(qtbot, project=plan("Phase\n  Dig | 3d\n  =Lay | 2d"))
    table.show_columns(["name", "start"])
    select(table, (0, "name"), (2, "start"))
    press(qtbot, table, Key.Key_C, modifiers=CTRL)
    content = QGuiApplication.clipboard().mimeData()
    cells = read_ods(bytes(content.data(SOURCE).data()), 100)
    assert [(cells[row, 0].text, round(cells[row, 0].indent)) for row in range(3)] == [
        ("Phase", 0),
        ("Dig", 10),
        ("=Lay", 10),
    ]
    (told,) = (one for one in content.formats() if "Star Object Descriptor" in one)
    width = sum(table.columnWidth(column) for column in range(2))
    assert f'width="{round(width * 2540 / 96)}"' in told

    monkeypatch.setattr("gantline.widgets.table.clipboard._MOST_EMBEDDED", 5)
    press(qtbot, table, Key.Key_C, modifiers=CTRL)
    assert not QGuiApplication.clipboard().mimeData().hasFormat(SOURCE), "of many cells LibreOffice takes the HTML"


def test_what_is_shown_as_it_is_pasted_stays_even_where_it_could_not_be_typed(qtbot):
    table = shown(qtbot, project=plan("Dig | 3d\nLay | 2d"))
    table.show_columns(["name", "active", "percent_complete"])
    table.tasks.enter(1, 1, "No")
    before = table._document.project.snapshot()
    go(table, 0, "name")
    offer("Dig\tYes\t0%\nLay\tNo\t0%\n", html="")
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    assert table._document.project == before
