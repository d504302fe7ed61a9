"""The rows of a view as an Excel sheet: columns, groups with figures, values to reckon with."""

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from gantline.app.analysis.figures import Figures
from gantline.app.edits.wording import Style, Wording
from gantline.app.project.ticket import Ticket
from gantline.app.views.spec import GroupBy
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.work import pack, write_rows
from gantline.io.excel.listing import write
from tests.plan_maker import plan

PLAN = """
    Phase
      =Dig  | 3d | by Ann
      Build | 5d | after =Dig | by Bob 50%
      Cure  | 2ed | after Build
"""
KEYS = ["indicators", "name", "duration", "start", "work", "percent_complete", "critical", "no such field"]


@pytest.fixture
def document(qtbot):
    return Document(plan(PLAN))


def sheet_of(document, rows):
    sink, project = BytesIO(), document.project
    write(rows.listing(KEYS), KEYS, Figures(document.engine), Wording(project.info), sink, Ticket())
    sink.seek(0)
    return load_workbook(sink).active


def test_tasks_are_written_as_values_that_excel_can_reckon_with(document):
    sheet = sheet_of(document, RowSet(document))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["Task name", "Duration", "Start", "Work", "% complete", "Critical"]
    assert rows[2] == ["=Dig", 3, datetime(2026, 1, 5, 8), 24, 0, "Yes"]
    assert rows[3][3] == 20
    assert rows[4][1] == "2ed"
    assert sheet["A3"].data_type == "s"
    assert sheet["B3"].number_format == '0.##"d"'
    assert [sheet.row_dimensions[row].outlineLevel for row in range(2, 6)] == [0, 1, 1, 1]
    assert sheet["A2"].font.bold
    assert sheet["A3"].alignment.indent == 1


def test_groups_have_rows_with_their_figures_and_tasks_name_their_summaries(document):
    rows = RowSet(document)
    rows.change(groups=(GroupBy(field="resources"),))
    sheet = sheet_of(document, rows)
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0][-1] == "Summary tasks"
    assert found[1][:4] == ["Ann (1 task)", 3, datetime(2026, 1, 5, 8), 24]
    assert found[2][0] == "=Dig"
    assert found[2][-1] == "Phase"
    assert sheet["A2"].fill.fgColor.rgb.endswith("E3E9F0")
    assert sheet.row_dimensions[3].outlineLevel == 1


def test_a_helper_writes_rows_from_the_bytes_of_a_plan(document, tmp_path):
    rows = RowSet(document)
    rows.change(text="build", summaries=False)
    path = tmp_path / "rows.xlsx"
    write_rows(Ticket(), bytes(pack(document.project)), path, rows.listing(KEYS), KEYS, Style())
    found = [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]
    assert [row[0] for row in found] == ["Task name", "Build"]
