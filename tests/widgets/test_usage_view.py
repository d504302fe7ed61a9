"""The usage views stand on the chart's pixels, say what is worked when, and take what is typed into a period."""

from datetime import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gantline.app.analysis.usage import Amount
from gantline.app.chart.theme import DARK
from gantline.app.edits import outline
from gantline.app.project.kinds import WorkContour
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import AssignmentUid, ResourceUid, TaskUid
from gantline.app.workspace.document import Document
from gantline.app.workspace.loads import Loads
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.lower_pane import LOADING, RESOURCES, TASKS, LowerPane
from gantline.widgets.metrics import ROW_HEIGHT
from gantline.widgets.usage_view.usage_grid import Place

from ..plan_maker import plan

MONDAY = to_minute(datetime(2026, 1, 5))
PHASE, DIG, LAY = TaskUid(1), TaskUid(2), TaskUid(3)
ANN, BOB = ResourceUid(1), ResourceUid(2)
PLAN = "Phase\n  Dig | 3d | by Ann, Bob\n  Lay | 2d | by Ann"
ROWS = ["Phase", "Dig", "Ann", "Bob", "Lay", "Ann"]


class Bench:
    """A pane with all it stands on."""

    def __init__(self, qtbot, project: Project) -> None:
        self.qtbot = qtbot
        self.document = Document(project)
        self.rows = RowSet(self.document)
        self.axis = TimeAxis()
        self.axis.fit(MONDAY, MONDAY + 14 * DAY, 700)
        self.selection = Selection()
        self.appearance = Appearance()
        self.pane = LowerPane(
            self.document, Loads.of(self.document), self.rows, self.axis, self.selection, self.appearance
        )
        self.pane.resize(1100, 320)
        qtbot.addWidget(self.pane)
        self.pane.show()
        self.pane.show_pane(TASKS)
        self.pane.set_left_width(340)
        QTest.qWaitForWindowExposed(self.pane)
        self.refusals: list[str] = []
        self.pane.refused.connect(self.refusals.append)

    @property
    def view(self):
        return self.pane.usage

    @property
    def grid(self):
        return self.view.grid

    def names(self) -> list[str]:
        return [self.view.model.lines(self.view.nodes[row], 0)[0] for row in range(len(self.view.nodes))]

    def at(self, line: int, day: int) -> QPoint:
        return QPoint(self.axis.x(MONDAY + day * DAY + DAY // 2), line * ROW_HEIGHT + 8)

    def click(self, line: int, day: int) -> None:
        self.qtbot.mouseClick(self.grid, Qt.MouseButton.LeftButton, pos=self.at(line, day))

    def type(self, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
        self.qtbot.keyClicks(self.grid, text[0])
        editor = self.grid.focusWidget() or self.grid
        self.qtbot.keyClicks(self.grid._editor or editor, text[1:])
        self.qtbot.keyClick(self.grid._editor or editor, end)

    def key(self, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.grid, key, modifiers)

    def hours(self, line: int, days: int = 5) -> list[str]:
        """The figures of a line from the Monday on, as they would be copied."""
        periods = [(MONDAY + day * DAY, MONDAY + (day + 1) * DAY) for day in range(days)]
        return self.view._edits.copied(range(line, line + 1), periods).split("\t")


@pytest.fixture
def bench(qtbot) -> Bench:
    return Bench(qtbot, plan(PLAN))


def test_tasks_have_their_assignments_below_them(bench):
    assert bench.names() == ROWS
    assert bench.hours(1) == ["16h", "16h", "16h", "", ""]


def test_resources_have_their_tasks_below_them(bench):
    bench.pane.show_pane(RESOURCES)
    assert bench.names() == ["Ann", "Dig", "Lay", "Bob", "Dig"]
    assert bench.hours(0) == ["16h", "16h", "8h", "", ""]


def test_work_that_nobody_was_given_stands_first(qtbot):
    project = plan("Dig | 1d | by Ann")
    draft_free(project)
    bench = Bench(qtbot, project)
    bench.pane.show_pane(RESOURCES)
    assert bench.names() == ["Unassigned", "Dig", "Ann"]


def draft_free(project: Project) -> None:
    from gantline.app.project.draft import Draft
    from gantline.app.project.widths import replace

    draft = Draft(project)
    uid = AssignmentUid(1)
    draft.assignments[uid] = replace(project.assignments[uid], resource=None)
    project.apply(draft.patch())


def test_hours_typed_into_a_day_spread_the_assignment_by_hand_as_one_step_to_undo(bench):
    bench.click(2, 1)
    bench.type("4")
    assert bench.hours(2) == ["8h", "4h", "8h", "", ""]
    assert bench.document.project.assignments[AssignmentUid(1)].contour is WorkContour.CONTOURED
    assert bench.document.undo_stack.undoText() == "Change work of Ann"
    assert bench.grid.current.line == 3
    bench.document.undo_stack.undo()
    assert bench.hours(2) == ["8h", "8h", "8h", "", ""]
    assert not bench.document.undo_stack.canUndo()


def test_escape_leaves_the_cell_as_it_was(bench):
    bench.click(2, 1)
    bench.type("4", Qt.Key.Key_Escape)
    assert bench.hours(2)[1] == "8h"
    assert bench.grid.hasFocus()


def test_tab_takes_what_was_typed_and_goes_to_the_next_day(bench):
    bench.click(2, 1)
    bench.type("2", Qt.Key.Key_Tab)
    assert bench.hours(2)[1] == "2h"
    assert bench.grid.current == Place(2, MONDAY + 2 * DAY)


def test_arrows_walk_and_shift_selects_what_delete_clears_at_once(bench):
    bench.click(2, 0)
    bench.key(Qt.Key.Key_Right)
    bench.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bench.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    bench.key(Qt.Key.Key_Delete)
    assert bench.hours(2) == ["8h", "", "", "", ""]
    assert bench.hours(3) == ["8h", "", "", "", ""]
    bench.document.undo_stack.undo()
    assert bench.hours(2)[:3] == ["8h", "8h", "8h"]
    assert not bench.document.undo_stack.canUndo()


def test_home_and_end_lead_to_where_the_work_begins_and_ends(bench):
    bench.click(2, 9)
    bench.key(Qt.Key.Key_Home)
    assert bench.view.source.period(bench.grid.current.minute)[0] == MONDAY
    bench.key(Qt.Key.Key_End)
    assert bench.view.source.period(bench.grid.current.minute)[0] == MONDAY + 2 * DAY


def test_a_block_is_copied_as_text_and_pasted_as_one_step(bench):
    bench.click(2, 0)
    bench.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    bench.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    bench.key(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "8h\t8h\n8h\t8h"
    QGuiApplication.clipboard().setText("1\t2h\n3\t4")
    bench.click(2, 0)
    bench.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (bench.hours(2)[:2], bench.hours(3)[:2]) == (["1h", "2h"], ["3h", "4h"])
    bench.document.undo_stack.undo()
    assert not bench.document.undo_stack.canUndo()


def test_work_typed_on_a_task_is_shared_by_its_assignments(bench):
    bench.click(1, 0)
    bench.type("4")
    assert (bench.hours(2)[0], bench.hours(3)[0]) == ("2h", "2h")


@pytest.mark.parametrize("line", [0, 1])
def test_what_cannot_be_typed_is_told_and_changes_nothing(bench, line):
    bench.click(line, 5)
    bench.type("8")
    assert len(bench.refusals) == 1
    assert not bench.document.modified


def test_nonsense_is_told_and_stays_in_its_cell(bench):
    bench.click(2, 0)
    bench.type("3x")
    assert "3x" in bench.refusals[0]
    assert bench.grid.editor.text() == "3x"
    bench.qtbot.keyClick(bench.grid.editor, Qt.Key.Key_Escape)
    assert bench.grid.editor is None


def test_an_open_cell_goes_along_with_what_is_scrolled_and_keeps_its_day_at_another_zoom(bench):
    bench.pane.resize(1100, 120)
    bench.click(1, 1)
    bench.qtbot.keyClicks(bench.grid, "3")
    editor = bench.grid.editor
    place = editor.pos()

    bench.axis.scroll_to(bench.axis.offset + 20)
    bench.view.bar.setValue(bench.view.bar.value() + 10)
    assert editor.pos() == place - QPoint(20, 10)
    assert editor.text() == "3"

    bench.axis.scroll_to(bench.axis.offset + 2000)
    assert editor.visibleRegion().isEmpty()
    bench.grid.setFocus()
    editor.setFocus()
    assert not editor.visibleRegion().isEmpty()

    bench.axis.fit(MONDAY, MONDAY + 90 * DAY, 700)
    assert bench.grid.place_at(editor.geometry().center()).line == 1
    bench.qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert bench.hours(1)[1].startswith("3")


def test_actual_work_is_a_line_of_its_own_and_sets_actuals(bench):
    bench.view.show_amounts((Amount.WORK, Amount.ACTUAL_WORK))
    bench.click(5, 0)  # the actual work of Ann on Dig
    bench.type("6")
    task = bench.document.project.tasks[DIG]
    assert task.actual_start == datetime(2026, 1, 5, 8)
    assert bench.hours(5)[:2] == ["6h", ""]
    assert bench.document.undo_stack.undoText() == "Change actual work of Ann"


def test_cost_can_be_seen_but_not_typed(bench):
    bench.view.show_amounts((Amount.COST,))
    bench.click(2, 0)
    bench.type("5")
    assert bench.refusals
    assert not bench.document.modified


def test_a_double_click_opens_what_stands_in_the_cell(bench):
    bench.qtbot.mouseDClick(bench.grid, Qt.MouseButton.LeftButton, pos=bench.at(2, 1))
    assert bench.grid._editor.text() == "8h"


def test_figures_of_days_of_too_much_are_red(bench):
    bench.pane.show_pane(RESOURCES)
    picture = bench.grid.grab().toImage()
    theme = bench.appearance.theme
    cell = bench.grid.rect_of(Place(0, MONDAY))
    inks = {
        picture.pixelColor(x, y).name()
        for x in range(cell.left() + 2, cell.right())
        for y in range(cell.top() + 2, cell.bottom() - 1)
    }
    assert theme.error in inks
    assert theme.text not in inks


def test_columns_follow_the_zoom_and_stay_wide_enough(bench):
    bench.axis.zoom(DAY / 20)
    assert {right - left for left, right in pairwise(bench.grid.columns().x.tolist())} == {140}
    bench.axis.zoom(DAY / 45)
    assert {period[1] - period[0] for period in [bench.view.source.period(MONDAY)]} == {DAY}


def test_the_row_of_the_selected_task_is_brought_into_view_and_a_clicked_row_selects_its_task(bench):
    bench.selection.set([LAY])
    assert bench.view.list.currentIndex().row() == ROWS.index("Lay")
    bench.click(3, 0)
    assert bench.selection.uids == (DIG,)


def test_the_keyboard_begins_in_the_row_of_the_selected_task_and_selects_no_other(bench):
    bench.selection.set([LAY])
    bench.grid.setFocus()
    bench.qtbot.waitUntil(bench.grid.hasFocus)
    assert bench.grid.current.line == ROWS.index("Lay")
    assert bench.selection.uids == (LAY,)


def test_folding_hides_the_assignments(bench):
    bench.view.list.selectRow(1)
    bench.qtbot.keyClick(bench.view.list, Qt.Key.Key_Left)
    assert bench.names() == ["Phase", "Dig", "Lay", "Ann"]
    bench.qtbot.keyClick(bench.view.list, Qt.Key.Key_Right)
    assert bench.names() == ROWS


@pytest.mark.parametrize("pane", [TASKS, RESOURCES])
def test_all_rows_in_turn_are_those_by_number(bench, pane):
    bench.pane.show_pane(pane)
    bench.view.list.selectRow(1)
    bench.qtbot.keyClick(bench.view.list, Qt.Key.Key_Left)
    nodes = bench.view.nodes

    assert [*nodes] == [nodes[row] for row in range(len(nodes))]


def test_rows_follow_the_plan(bench):
    bench.document.push(outline.delete(bench.document.project, [DIG]), "Delete")
    assert bench.names() == ["Phase", "Lay", "Ann"]
    assert bench.hours(0)[0] == "8h"
    bench.document.undo_stack.undo()
    assert bench.names() == ROWS


def test_rows_follow_the_folding_of_the_table(bench):
    bench.rows.fold([PHASE], True)
    assert bench.names() == ["Phase"]


def test_figures_follow_edits_made_elsewhere(bench):
    from gantline.app.edits import assignments

    bench.document.push(assignments.set_units(bench.document.engine, AssignmentUid(2), 0.5), "Change")
    assert bench.hours(3, 8)[:3] == ["4h", "4h", "4h"]


def test_a_contour_can_be_given_to_an_assignment(bench):
    bench.view.give_contour(AssignmentUid(1), WorkContour.FRONT_LOADED)
    assert bench.document.project.assignments[AssignmentUid(1)].contour is WorkContour.FRONT_LOADED
    hours = [float(text[:-1]) for text in bench.hours(2)[:3]]
    assert hours[0] > hours[2]


def test_an_empty_plan_says_what_will_stand_here(qtbot):
    bench = Bench(qtbot, plan(""))
    assert "No tasks yet" in bench.view._empty.text()
    bench.pane.show_pane(RESOURCES)
    assert "No resources yet" in bench.view._empty.text()


def test_the_pane_goes_back_to_the_loading(bench):
    bench.pane.show_pane(LOADING)
    assert bench.pane.resources.isVisible()
    assert not bench.view.isVisible()
    assert not bench.pane.details.isVisible()


def test_the_dark_theme_reaches_the_figures(bench):
    bench.appearance.choose("dark")
    assert bench.grid.grab().toImage().pixelColor(bench.at(3, 8)).name() == DARK.base
    bench.appearance.choose("light")


def test_a_large_summary_is_added_up_piece_by_piece(qtbot):
    lines = "\n".join(f"  Task {number} | 1d | by Ann" for number in range(400))
    bench = Bench(qtbot, plan(f"Phase\n{lines}"))
    bench.grid.grab()
    qtbot.waitUntil(lambda: not bench.view.source.waiting)
    assert bench.hours(0)[0] == "3200h"
    assert bench.view.model.lines(bench.view.nodes[0], 2) == ["3200h"]
