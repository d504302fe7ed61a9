"""What Excel and LibreOffice put on the clipboard becomes tasks, and what is copied here is right for them.

The LibreOffice text and HTML are what LibreOffice 7.4 Calc gave for a sheet with such cells; the Excel ones follow
what Microsoft 365 gives: styles by class, quotes around cells with line ends, an empty last line.
"""

import re
from html.parser import HTMLParser

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gantline.app.edits.block import read_block
from gantline.app.edits.wording import Style
from gantline.widgets.dialogs.paste_preview import PastePreview
from gantline.widgets.table.clipboard import SHEET
from tests.plan_maker import plan
from tests.table_hands import CTRL, Key, go, names, press, select, shown, texts

CALC_TEXT = (
    "Task Name\tDuration\tStart\t% Complete\tResource Names\tNotes\n"
    'Phase "one"\t\t01/05/26\t50%\t\ttwo lines, "quoted"\n'
    "Dig\t3 days\t05.02.2026\t25%\tAnn, Bob [50%]\t\n"
    "Lay\t2 days\t02/11/26\t100%\tBob\ttab here\n"
    "Deep\t1 day\t08.04.2026\t0%\tZoë & Söhne\t\n"
    "Merged\t\t09.04.2026\t0%\t\t\n\n"
)
CALC_HTML = """<!DOCTYPE html>

<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
	<style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Calibri"; font-size:x-small }
		comment { display:none;  }
	</style>
</head>

<body>
<table cellspacing="0" border="0">
	<colgroup span="6" width="80"></colgroup>
	<tr>
		<td height="20" align="left" valign=bottom><font color="#000000">Task Name</font></td>
		<td align="left" valign=bottom><font color="#000000">Duration</font></td>
		<td align="left" valign=bottom><font color="#000000">Start</font></td>
		<td align="left" valign=bottom><font color="#000000">% Complete</font></td>
		<td align="left" valign=bottom><font color="#000000">Resource Names</font></td>
		<td align="left" valign=bottom><font color="#000000">Notes</font></td>
	</tr>
	<tr>
		<td height="20" align="left" valign=bottom><b><font face="Cambria">Phase &quot;one&quot;</font></b></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="right" sdval="46027.3333333333" sdnum="1033;0;MM/DD/YY"><font color="#000000">01/05/26</font></td>
		<td align="right" sdval="0.5" sdnum="1033;0;0%"><font color="#000000">50%</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000">two<br>lines, &quot;quoted&quot;</font></td>
	</tr>
	<tr>
		<td height="20" align="left" valign=bottom><font color="#000000">Dig</font></td>
		<td align="left" valign=bottom><font color="#000000">3 days</font></td>
		<td align="right" sdval="46058" sdnum="1033;0;DD.MM.YYYY"><font color="#000000">05.02.2026</font></td>
		<td align="right" sdval="0.25" sdnum="1033;0;0%"><font color="#000000">25%</font></td>
		<td align="left" valign=bottom><font color="#000000">Ann, Bob [50%]</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>
	<tr>
		<td height="20" align="left" valign=bottom><font color="#000000">Lay</font></td>
		<td align="left" valign=bottom><font color="#000000">2 days</font></td>
		<td align="right" sdval="46064" sdnum="1033;0;MM/DD/YY"><font color="#000000">02/11/26</font></td>
		<td align="right" sdval="1" sdnum="1033;0;0%"><font color="#000000">100%</font></td>
		<td align="left" valign=bottom><font color="#000000">Bob</font></td>
		<td align="left" valign=bottom><font color="#000000">tab	here</font></td>
	</tr>
	<tr>
		<td height="20" align="left" valign=bottom><font color="#000000">Deep</font></td>
		<td align="left" valign=bottom><font color="#000000">1 day</font></td>
		<td align="right" sdval="46120" sdnum="1033;0;DD.MM.YYYY"><font color="#000000">08.04.2026</font></td>
		<td align="right" sdval="0" sdnum="1033;0;0%"><font color="#000000">0%</font></td>
		<td align="left" valign=bottom><font color="#000000">Zoë &amp; Söhne</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>
	<tr>
		<td colspan=2 height="20" align="left" valign=bottom><font color="#000000">Merged</font></td>
		<td align="right" sdval="46121" sdnum="1033;0;DD.MM.YYYY"><font color="#000000">09.04.2026</font></td>
		<td align="right" sdval="0" sdnum="1033;0;0%"><font color="#000000">0%</font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>
	<tr>
		<td height="20" align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
		<td align="left" valign=bottom><font color="#000000"><br></font></td>
	</tr>
</table>
</body>

</html>
"""

EXCEL_TEXT = (
    "\N{ZERO WIDTH NO-BREAK SPACE}Task Name\tDuration\tStart\t% Complete\tNotes\r\n"
    'Phase "one"\t\t05.01.2026\t50%\t"two\nlines, ""quoted"""\r\n'
    "Dig\t3 days\t05.02.2026\t25%\t\r\n"
    "Lay\t2 days\t11.02.2026\t100%\t\r\n"
    "Merged\t\t09.04.2026\t0%\t\r\n"
)
EXCEL_HTML = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
	{mso-displayed-decimal-separator:"\\,";
	mso-displayed-thousand-separator:"\\.";}
tr
	{mso-height-source:auto;}
td
	{padding-top:1px;
	padding-right:1px;
	padding-left:1px;
	mso-ignore:padding;}
.xl65
	{mso-number-format:"Short Date";}
.xl66
	{mso-number-format:0%;}
.xl67
	{text-align:left;
	padding-left:9px;
	mso-char-indent-count:1;}
.xl68
	{white-space:normal;}
-->
</style>
</head>

<body link="#0563C1" vlink="#954F72">

<table border=0 cellpadding=0 cellspacing=0 width=430 style='border-collapse:
 collapse;width:323pt'>
<!--StartFragment-->
 <col width=80 style='width:60pt' span=5>
 <tr height=20 style='height:15.0pt'>
  <td height=20 width=80 style='height:15.0pt;width:60pt'>Task Name</td>
  <td width=80 style='width:60pt'>Duration</td>
  <td width=80 style='width:60pt'>Start</td>
  <td width=80 style='width:60pt'>% Complete</td>
  <td width=80 style='width:60pt'>Notes</td>
 </tr>
 <tr height=40 style='height:30.0pt'>
  <td height=40 style='height:30.0pt'>Phase &quot;one&quot;</td>
  <td></td>
  <td class=xl65 align=right>05.01.2026</td>
  <td class=xl66 align=right>50%</td>
  <td class=xl68 width=80 style='width:60pt'>two<br>
    lines, &quot;quoted&quot;</td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl67 style='height:15.0pt'>Dig</td>
  <td>3 days</td>
  <td class=xl65 align=right>05.02.2026</td>
  <td class=xl66 align=right>25%</td>
  <td></td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td height=20 class=xl67 style='height:15.0pt'>Lay</td>
  <td>2 days</td>
  <td class=xl65 align=right>11.02.2026</td>
  <td class=xl66 align=right>100%</td>
  <td></td>
 </tr>
 <tr height=20 style='height:15.0pt'>
  <td colspan=2 height=20 style='height:15.0pt'>Merged</td>
  <td class=xl65 align=right>09.04.2026</td>
  <td class=xl66 align=right>0%</td>
  <td></td>
 </tr>
<!--EndFragment-->
</table>

</body>

</html>
"""


EXCEL_XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40">
 <Styles>
  <Style ss:ID="Default" ss:Name="Normal">
   <Alignment ss:Vertical="Bottom"/>
   <Font ss:FontName="Calibri" x:Family="Swiss" ss:Size="11" ss:Color="#000000"/>
  </Style>
  <Style ss:ID="s62">
   <NumberFormat ss:Format="Short Date"/>
  </Style>
  <Style ss:ID="s63">
   <Alignment ss:Horizontal="Left" ss:Vertical="Bottom" ss:Indent="1"/>
  </Style>
 </Styles>
 <Worksheet ss:Name="Sheet1">
  <Table ss:ExpandedColumnCount="3" ss:ExpandedRowCount="5" ss:DefaultRowHeight="15">
   <Row>
    <Cell><Data ss:Type="String">Task Name</Data></Cell>
    <Cell><Data ss:Type="String">Duration</Data></Cell>
    <Cell><Data ss:Type="String">Start</Data></Cell>
   </Row>
   <Row>
    <Cell ss:MergeAcross="1"><Data ss:Type="String">Phase</Data>
     <Comment ss:Author="Ann"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>Ann:</B> why?</ss:Data></Comment>
    </Cell>
    <Cell ss:StyleID="s62"><Data ss:Type="DateTime">2026-05-01T00:00:00.000</Data></Cell>
   </Row>
   <Row>
    <Cell ss:StyleID="s63"><Data ss:Type="String">Dig</Data></Cell>
    <Cell><Data ss:Type="String">3 days</Data></Cell>
    <Cell ss:StyleID="s62"><Data ss:Type="DateTime">2026-05-04T09:30:00.000</Data></Cell>
   </Row>
   <Row ss:Index="5">
    <Cell ss:StyleID="s63"><Data ss:Type="String">Lay</Data></Cell>
    <Cell ss:Index="3" ss:StyleID="s62"><Data ss:Type="DateTime">2026-12-06T00:00:00.000</Data></Cell>
   </Row>
  </Table>
 </Worksheet>
</Workbook>
"""


@pytest.fixture
def agree(monkeypatch):
    """Takes what the preview of a list proposes."""

    def answer(dialog):
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(PastePreview, "exec", answer)


def offer(text: str, html: str, sheet: str = "") -> None:
    content = QMimeData()
    content.setText(text)
    content.setHtml(html)
    if sheet:
        content.setData(SHEET, sheet.encode() + b"\0")
    content.setData('application/x-qt-windows-mime;value="Csv"', text.replace("\t", ";").encode())
    QGuiApplication.clipboard().setMimeData(content)


def test_a_block_copied_in_libreoffice_becomes_tasks_with_the_dates_that_its_cells_hold(qtbot, agree):
    table = shown(qtbot)
    go(table, 0, "name")
    offer(CALC_TEXT, CALC_HTML)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)

    table.show_columns(["name", "duration", "start", "percent_complete", "resources", "notes"])
    assert texts(table, "name", "start", "percent_complete") == [
        ['Phase "one"', "Mon 2026-01-05", "50%"],
        ["Dig", "Thu 2026-02-05", "25%"],
        ["Lay", "Wed 2026-02-11", "100%"],
        ["Deep", "Wed 2026-04-08", "0%"],
        ["Merged", "Thu 2026-04-09", "0%"],
    ], "01/05 is in January and 05.02. in February, whatever the order of day and month"
    assert texts(table, "duration", "resources")[1:4] == [
        ["3d", "Ann, Bob[50%]"],
        ["2d", "Bob"],
        ["1d", "Zoë & Söhne"],
    ]
    document = table._document
    assert [task.notes for task in document.project.tasks.values()][:3] == ['two\nlines, "quoted"', "", "tab here"]
    assert document.undo_stack.count() == 1


def test_a_block_copied_in_excel_becomes_tasks_set_in_as_its_cells_are(qtbot, agree):
    table = shown(qtbot)
    go(table, 0, "name")
    offer(EXCEL_TEXT, EXCEL_HTML)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)

    table.show_columns(["name", "duration", "start", "percent_complete"])
    assert names(table) == [(1, 'Phase "one"'), (2, "Dig"), (2, "Lay"), (1, "Merged")]
    assert texts(table, "duration", "start", "percent_complete")[1:3] == [
        ["3d", "Thu 2026-02-05", "25%"],
        ["2d", "Wed 2026-02-11", "100%"],
    ]
    assert next(iter(table._document.project.tasks.values())).notes == 'two\nlines, "quoted"'


def test_excel_for_windows_tells_which_days_it_means_and_how_far_cells_are_set_in():
    """Texts of a machine that writes the month first, and none of the indents."""
    text = (
        "Task Name\tDuration\tStart\r\nPhase\t\t5/1/2026\r\nDig\t3 days\t5/4/2026 9:30\r\n\t\t\r\nLay\t\t12/6/2026\r\n"
    )
    found = read_block(text, "", EXCEL_XML.encode())

    assert found.column(2) == ["Start", "2026-05-01", "2026-05-04 09:30", "", "2026-12-06"]
    assert found.column(0) == ["Task Name", "Phase", "Dig", "", "Lay"]
    assert found.levels(0) == [1, 1, 2, 1, 2]


def test_what_excel_tells_as_xml_reaches_the_table(qtbot, agree):
    table = shown(qtbot)
    table.set_style(Style(order="DMY", separator="/"))
    go(table, 0, "name")
    offer("Task Name\tDuration\tStart\nPhase\t\t5/1/2026\nDig\t3 days\t5/4/2026\n\nLay\t\t12/6/2026\n", "", EXCEL_XML)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)

    table.show_columns(["name", "start"])
    assert texts(table, "name", "start")[1] == ["Dig", "Mon 04/05/2026"]


@pytest.mark.parametrize(
    "sheet",
    [
        EXCEL_XML.replace("<Workbook", '<!DOCTYPE Workbook [<!ENTITY a "aaaa">]><Workbook'),
        EXCEL_XML.replace('ss:Index="5"', 'ss:Index="999999999"'),
        EXCEL_XML.replace('ss:MergeAcross="1"', 'ss:MergeAcross="999999999"'),
        EXCEL_XML[:-40],
        "no XML at all",
    ],
    ids=["entities", "far row", "wide cell", "cut off", "other text"],
)
def test_a_sheet_that_makes_no_sense_leaves_the_text_as_it_is(sheet):
    text = "Phase\t\t5/1/2026\nDig\t3 days\t5/4/2026"
    assert read_block(text, "", sheet.encode()).rows == [["Phase", "", "5/1/2026"], ["Dig", "3 days", "5/4/2026"]]


def test_old_excel_tells_the_numbers_behind_its_cells():
    """The x:num attributes of Excel up to 2003, and the head of the clipboard format, which some bridges keep."""
    html = (
        "Version:1.0\r\nStartHTML:0000000105\r\nEndHTML:0000000400\r\nStartFragment:0000000141\r\n"
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><table><!--StartFragment-->"
        "<tr><td x:str>Dig</td><td align=right x:num='46146'>5/4/2026</td><td align=right x:num>7</td></tr>"
        "<!--EndFragment--></table></body></html>"
    )
    assert read_block("Dig\t5/4/2026\t7", html).rows == [["Dig", "2026-05-04", "7"]]


def test_cells_of_a_spreadsheet_go_over_those_that_are_there_by_their_exact_date(qtbot):
    table = shown(qtbot, ["Dig", "Lay"])
    table.set_style(Style(order="DMY", separator="."))
    go(table, 0, "start")
    offer(
        "02/03/26 09:30\n03/04/26\n",
        '<table><tr><td sdval="46056.3958333333" sdnum="1033;0;MM/DD/YY HH:MM">02/03/26 09:30</td></tr>'
        '<tr><td sdval="46085" sdnum="1033;0;MM/DD/YY">03/04/26</td></tr></table>',
    )
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    project = table._document.project
    assert [str(task.constraint_date) for task in project.tasks.values()] == [
        "2026-02-03 09:30:00",
        "2026-03-04 08:00:00",
    ]


class _Cells(HTMLParser):
    """The attributes and texts of cells, as another program sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[tuple[dict[str, str | None], str]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "td":
            self.cells.append((dict(attrs), ""))

    def handle_data(self, data):
        if self.cells:
            told, text = self.cells[-1]
            self.cells[-1] = (told, (text + data).strip())


def test_what_is_copied_says_which_cells_are_text_dates_and_numbers(qtbot):
    table = shown(qtbot, project=plan("Phase\n  1-2 | 3d | by Ann\n  =A1+1 | 2d | after 1-2"))
    table.show_columns(["wbs", "name", "predecessors", "start", "percent_complete", "cost", "resources"])
    table.tasks.enter(1, table.tasks.column_of("percent_complete"), "25")
    select(table, (1, "wbs"), (2, "resources"))
    press(qtbot, table, Key.Key_C, modifiers=CTRL)

    content = QGuiApplication.clipboard().mimeData()
    assert content.text() == "1.1\t1-2\t\t2026-01-05\t25%\t0\tAnn\n1.2\t=A1+1\t2\t2026-01-08\t0%\t0\t"
    parser = _Cells()
    parser.feed(content.html())
    first = {text: told for told, text in parser.cells[:7]}
    for text in ("1.1", "1-2", "Ann"):
        assert first[text]["sdnum"].endswith(";@")
        assert re.search(r"mso-number-format:'\\@'", first[text]["style"])
    assert (first["2026-01-05"]["sdval"], first["25%"]["sdval"], first["0"]["sdval"]) == ("46027", "0.25", "0")
    assert "sdnum" not in first[""], "an empty cell is just empty"


def test_what_is_copied_comes_back_the_same_by_way_of_another_program(qtbot):
    table = shown(qtbot, project=plan("Phase\n  Dig | 3d\n  Lay | 2d | after Dig"))
    table.show_columns(["name", "start", "percent_complete"])
    select(table, (1, "name"), (2, "percent_complete"))
    press(qtbot, table, Key.Key_C, modifiers=CTRL)
    content = QGuiApplication.clipboard().mimeData()
    text, html = content.text(), content.html()

    before = table._document.project.snapshot()
    go(table, 1, "name")
    offer(text, html)
    press(qtbot, table, Key.Key_V, modifiers=CTRL)
    assert table._document.project == before
    assert table._document.undo_stack.count() == 0, "the same texts change nothing"
