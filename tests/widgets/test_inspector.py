"""The inspector beside the plan: follows the selection, edits what the tasks share, says why, and can be left."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QFormLayout, QLineEdit

from gantline.app.edits.custom_definitions import define
from gantline.app.edits.tasks import set_deadline
from gantline.app.project.kinds import DependencyKind, Entity, FieldKind
from gantline.app.project.records import CustomField, LookupValue
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.widgets.inspector.inspector import Inspector
from gantline.widgets.views.search_field import SearchField


@pytest.fixture
def window(window, qtbot):
    window.activateWindow()
    return window


@pytest.fixture
def tasks(window):
    """The tasks of the sample by name."""
    return {task.name: uid for uid, task in window.document.project.tasks.items()}


@pytest.fixture
def inspect(window, qtbot, tasks):
    """Selects tasks by name, opens the inspector by its key, and gives it."""

    def inspected(*names) -> Inspector:
        window.selection.set([tasks[name] for name in names])
        QTest.keyClick(window, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
        inspector = window.docks.inspector_dock.widget()
        inspector.refresh()
        return inspector

    return inspected


def typed(editor, text):
    editor.widget.setFocus()
    editor.widget.selectAll()
    QTest.keyClicks(editor.widget, text)
    QTest.keyClick(editor.widget, Qt.Key.Key_Return)


def test_shift_f2_shows_the_selected_task_and_follows_the_selection(window, qtbot, inspect, tasks):
    inspector = inspect("Identity federation")
    assert inspector.isVisible()
    assert inspector.title.text() == "Identity federation"

    window.selection.set([tasks["Target architecture"]])

    qtbot.waitUntil(lambda: inspector.title.text() == "Target architecture")
    name = inspector.sections["general"].editors["name"]
    assert name.text == "Target architecture"

    window.plan.table.setFocus()
    QTest.keyClick(window.plan.table, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: name.widget.selectedText() == "Target architecture")  # what is typed takes its place


def test_what_is_typed_is_one_step_to_undo(window, inspect, tasks):
    before = window.document.project.snapshot()
    inspector = inspect("Identity federation")

    typed(inspector.sections["general"].editors["duration"], "8d")

    assert window.document.project.tasks[tasks["Identity federation"]].duration == 8 * 480
    assert window.document.undo_stack.undoText() == "Change Duration of Identity federation"
    window.document.undo_stack.undo()
    assert window.document.project == before


def test_several_tasks_show_what_they_share_and_take_what_is_typed(window, inspect, tasks):
    names = "Identity federation", "Routing, VPN and firewalls"
    inspector = inspect(*names)
    general = inspector.sections["general"]
    assert inspector.title.text() == "2 tasks"
    assert general.editors["name"].text == ""  # they have various ones
    assert general.editors["priority"].text == "500"

    typed(general.editors["priority"], "700")

    assert {window.document.project.tasks[tasks[name]].priority for name in names} == {700}
    assert window.document.undo_stack.count() == 1
    assert "2 tasks" in window.document.undo_stack.undoText()


def test_a_refusal_leaves_nothing_behind_and_keeps_the_text(window, inspect, tasks):
    before = window.document.project.snapshot()
    inspector = inspect("Identity federation", "Routing, VPN and firewalls")
    editor = inspector.sections["general"].editors["duration"]

    typed(editor, "many days")

    assert editor.text == "many days"
    assert "many days" in inspector.sections["general"]._message.text()
    assert window.document.project == before
    assert not window.document.undo_stack.canUndo()

    QTest.keyClick(editor.widget, Qt.Key.Key_Escape)
    assert editor.text == ""


class Impatient(Ticket):
    """Gives up at the first question."""

    def step(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


@contextmanager
def impatience(_text: str, cancel: bool) -> Generator[Ticket]:
    with suppress(Cancelled):
        yield Impatient() if cancel else Ticket()


def test_what_is_typed_for_many_tasks_can_be_given_up(window, inspect, tasks):
    before = window.document.project.snapshot()
    inspector = inspect("Identity federation", "Routing, VPN and firewalls")
    editor = inspector.sections["general"].editors["priority"]
    window.document.patience = impatience

    typed(editor, "700")
    line = inspector.sections["resources"].add_line
    line.setFocus()
    QTest.keyClicks(line, "Jonas Keller")
    QTest.keyClick(line, Qt.Key.Key_Return)

    assert editor.text == "500"
    assert window.document.project == before
    assert not window.document.undo_stack.count()


def test_links_are_changed_added_and_removed_in_place(window, qtbot, inspect, tasks):
    project = window.document.project
    own, other = tasks["Identity federation"], tasks["Security and compliance review"]
    inspector = inspect("Identity federation")
    grid = inspector.sections["predecessors"].grid
    rows = {grid.key_of(row)[0]: row for row in range(grid.rowCount())}

    grid.setCurrentCell(rows[other], 2)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    cell = grid.viewport().findChild(QLineEdit)
    QTest.keyClicks(cell, "2d")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: project.dependencies[other, own].lag == 960)
    assert window.selection.current == own

    inspector.refresh()
    line = inspector.sections["predecessors"].add_line
    line.setFocus()
    QTest.keyClicks(line, "kick-off")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert project.dependencies[tasks["Kick-off"], own].kind is DependencyKind.FINISH_START

    inspector.refresh()
    rows = {grid.key_of(row)[0]: row for row in range(grid.rowCount())}
    grid.setFocus()
    grid.selectRow(rows[other])
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert (other, own) not in project.dependencies


def test_a_resource_is_added_to_all_selected_tasks_in_one_step(window, inspect, tasks):
    names = "Identity federation", "Routing, VPN and firewalls"
    inspector = inspect(*names)
    line = inspector.sections["resources"].add_line
    line.setFocus()
    QTest.keyClicks(line, "Jonas Keller")
    QTest.keyClick(line, Qt.Key.Key_Return)

    project = window.document.project
    jonas = next(uid for uid, one in project.resources.items() if one.name == "Jonas Keller")
    for name in names:
        assert jonas in [one.resource for one in project.assignments_of(tasks[name])]
    assert window.document.undo_stack.count() == 1


def test_the_resources_of_several_tasks_are_listed_changed_and_removed_together(window, qtbot, inspect, tasks):
    names = "Migrate intranet portal", "Migrate ticket system"
    inspector, project = inspect(*names), window.document.project
    grid = inspector.sections["resources"].grid
    rows = {grid.item(row, 0).text(): row for row in range(grid.rowCount())}
    assert set(rows) == {"Daniel Weiss", "Kaito Mori (1 of 2)", "Priya Raman (1 of 2)"}
    assert grid.item(rows["Daniel Weiss"], 1).text() == "50%"
    assert grid.item(rows["Daniel Weiss"], 2).text() == "…"

    def units():
        daniel = next(uid for uid, one in project.resources.items() if one.name == "Daniel Weiss")
        whole = [one for name in names for one in project.assignments_of(tasks[name])]
        return [one.units for one in whole if one.resource == daniel]

    grid.setFocus()
    grid.setCurrentCell(rows["Daniel Weiss"], 1)
    QTest.keyClick(grid, Qt.Key.Key_F2)
    cell = grid.viewport().findChild(QLineEdit)
    cell.selectAll()
    QTest.keyClicks(cell, "80%")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: units() == [0.8, 0.8])
    assert window.document.undo_stack.undoText() == "Change Units of Daniel Weiss"

    inspector.refresh()
    grid.selectRow(rows["Daniel Weiss"])
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert units() == []
    assert window.document.undo_stack.undoText() == "Take Daniel Weiss off 2 tasks"
    assert window.document.undo_stack.count() == 2


@pytest.mark.parametrize("key", ["predecessors", "successors", "resources"])
def test_the_delete_key_in_a_list_deletes_no_task(window, qtbot, inspect, tasks, key):
    inspector, project = inspect("Identity federation"), window.document.project
    qtbot.waitUntil(window.isActiveWindow)
    inspector.sections[key].unfold()
    grid = inspector.sections[key].grid
    rows = grid.rowCount()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualItemRect(grid.item(0, 0)).center())
    QTest.keyClick(grid, Qt.Key.Key_Delete)

    assert tasks["Identity federation"] in project.tasks
    assert window.document.undo_stack.count() == 1
    qtbot.waitUntil(lambda: grid.rowCount() == rows - 1)


def test_the_delete_key_in_a_choice_on_a_heading_or_in_the_history_deletes_no_task(window, qtbot, inspect, tasks):
    general = inspect("Identity federation").sections["general"]
    window.actions_made["show_history"].trigger()
    qtbot.waitUntil(window.isActiveWindow)

    for place in (general.editors["mode"].widget, general.heading, window.docks.history_dock.widget()):
        place.setFocus()
        qtbot.waitUntil(place.hasFocus)
        for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            QTest.keyClick(place, Qt.Key.Key_Delete, held)

    assert window.document.undo_stack.count() == 0


def test_various_values_are_emptied_by_a_key(window, qtbot, inspect, tasks):
    names = "Identity federation", "Routing, VPN and firewalls"
    project = window.document.project
    for name, day in zip(names, (1, 2), strict=True):
        moment = datetime(2026, 9, day, 17)
        window.document.push(set_deadline(project, [tasks[name]], moment), "Deadline")
    inspector = inspect(*names)
    qtbot.waitUntil(window.isActiveWindow)
    inspector.sections["advanced"].unfold()
    editor = inspector.sections["advanced"].editors["deadline"]
    assert editor.widget.placeholderText() == "…"
    editor.widget.setFocus()
    qtbot.waitUntil(editor.widget.hasFocus)
    QTest.keyClick(editor.widget, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)

    assert [project.tasks[tasks[name]].deadline for name in names] == [None, None]
    assert window.document.undo_stack.undoText() == "Change Deadline of 2 tasks"


def test_a_choice_that_cannot_be_goes_back_and_says_why(window, inspect, tasks):
    inspector = inspect("Pilot", "Identity federation")
    section = inspector.sections["advanced"]
    section.unfold()
    editor = section.editors["task_type"]
    editor.widget.setFocus()
    QTest.keyClick(editor.widget, Qt.Key.Key_Down)
    editor.widget.activated.emit(editor.widget.currentIndex())

    assert "Pilot is a summary task" in section._message.text()
    assert not editor.unfinished
    assert editor.text == (editor._value or "")


def test_it_says_why_and_leads_to_the_cause(window, qtbot, inspect, tasks):
    inspector = inspect("Identity federation")
    why = inspector.sections["why"]
    assert "Security and compliance review" in why.start.text()

    why.grid.setFocus()
    why.grid.setCurrentCell(1, 0)
    QTest.keyClick(why.grid, Qt.Key.Key_Return)

    assert window.selection.current == why.grid.key_of(1) == tasks["Security and compliance review"]


@pytest.mark.parametrize("width", [260, 420])
def test_reasons_get_the_room_that_names_of_tasks_do_not_need(window, qtbot, inspect, width):
    inspector = inspect("Identity federation")
    inspector.resize(width, 700)
    grid = inspector.sections["why"].grid
    names, reasons = (grid.columnWidth(column) for column in (0, 1))

    assert names <= grid.sizeHintForColumn(0)
    assert reasons >= grid.viewport().width() // 2
    assert names + reasons == grid.viewport().width()


def test_escape_gives_the_keyboard_back_to_the_table(window, qtbot, inspect):
    inspector = inspect("Identity federation")
    qtbot.waitUntil(lambda: inspector.isAncestorOf(window.focusWidget()))

    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)

    assert window.focusWidget() is window.plan.table
    assert inspector.isVisible()


def test_without_a_task_it_says_so(window, inspect):
    inspector = inspect("Identity federation")
    window.selection.set([])
    inspector.refresh()
    assert inspector.title.text() == "No task selected"
    assert not inspector.sections["general"].isVisible()


def test_what_was_unfolded_is_remembered(open_window, qtbot):
    window = open_window()
    window.files.load_sample()
    window.selection.set([3])
    window.actions_made["show_inspector"].trigger()
    window.docks.inspector_dock.widget().unfold_only(["notes", "dates"])
    window.close()

    again = open_window()
    again.files.load_sample()
    assert again.docks.inspector_dock.isVisible()
    assert again.actions_made["show_inspector"].isChecked()
    assert again.docks.inspector_dock.widget().unfolded() == ["dates", "notes"]


def test_inspector_and_history_share_a_side_with_most_of_it_for_the_inspector(window, qtbot, inspect):
    window.actions_made["show_history"].trigger()
    inspect("Identity federation")
    docks = window.docks
    qtbot.waitUntil(lambda: docks.inspector_dock.height() > 2 * docks.history_dock.height() > 0)


def test_the_history_lists_every_step_and_goes_back_to_any(window, inspect, tasks):
    before = window.document.project.snapshot()
    inspector = inspect("Identity federation")
    typed(inspector.sections["general"].editors["duration"], "8d")
    typed(inspector.sections["general"].editors["priority"], "700")
    window.actions_made["show_history"].trigger()
    view = window.docks.history_dock.widget()
    model = view.model()
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts == ["As opened", "Change Duration of Identity federation", "Change Priority of Identity federation"]

    view.setCurrentIndex(model.index(0, 0))
    assert window.document.project == before


def test_a_long_step_of_the_history_is_read_without_scrolling_sideways(window, qtbot, inspect):
    inspector = inspect("Identity federation")
    typed(inspector.sections["general"].editors["name"], "Identity federation with all partners and their subsidiaries")
    typed(inspector.sections["general"].editors["duration"], "8d")
    window.actions_made["show_history"].trigger()
    view = window.docks.history_dock.widget()

    def place(row):
        return view.visualRect(view.model().index(row, 0))

    qtbot.waitUntil(lambda: 0 < place(2).width() <= view.viewport().width() < 640)
    assert place(2).height() > 1.5 * place(0).height()


def test_f6_goes_round_the_panes_and_the_inspector(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    plan = window.plan
    plan.lower.setVisible(False)
    window.docks.show_inspector(True)
    inspector = window.docks.inspector_dock.widget()
    plan.table.setFocus()
    seen = []
    for _round in range(4):
        seen.append(
            next(
                name
                for name, pane in (("table", plan.table), ("chart", plan.gantt), ("inspector", inspector))
                if pane is QApplication.focusWidget() or pane.isAncestorOf(QApplication.focusWidget())
            )
        )
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        QApplication.processEvents()
    assert seen == ["table", "chart", "inspector", "table"]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_fields_and_the_buttons_of_the_title_stand_out_from_the_ground_in_every_theme(window, qtbot, inspect, theme):
    inspector = inspect("Hypercare")
    window.actions_made[f"theme_{theme}"].trigger()
    qtbot.wait(0)
    field = next(one for one in inspector.findChildren(QLineEdit) if one.isVisible())
    edge, ground = field.grab().toImage().pixelColor(0, field.height() // 2), QColor(window.appearance.theme.window)
    assert abs(edge.lightness() - ground.lightness()) > 15

    for name in ("qt_dockwidget_closebutton", "qt_dockwidget_floatbutton"):
        picture = window.docks.inspector_dock.findChild(QAbstractButton, name).icon().pixmap(16).toImage()
        drawn = [picture.pixelColor(x, y) for x in range(16) for y in range(16)]
        assert max(abs(one.lightness() - ground.lightness()) for one in drawn if one.alpha() > 200) > 60


def test_the_status_bar_says_how_long_a_task_takes_that_could_not_take_the_time_typed(window, inspect):
    inspector = inspect("Security and compliance review")

    typed(inspector.sections["general"].editors["duration"], "8d")

    assert window.status.currentMessage().startswith("By the hours of its resources it takes 9d, not 8d, and finishes ")


def test_folded_headings_point_where_one_reads_on(window, inspect):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    inspector = inspect("Identity federation")
    section = inspector.sections["general"]

    section.unfold()
    section.unfold(False)

    assert section.heading.arrowType() is Qt.ArrowType.LeftArrow


def test_a_key_that_deletes_a_word_empties_no_cells_of_the_table(window, qtbot, inspect, tasks):
    inspector, before = inspect("Identity federation"), window.document.project.snapshot()
    qtbot.waitUntil(window.isActiveWindow)
    fields = [inspector.sections["general"].editors["name"].widget, window.findChild(SearchField)]
    for field in fields:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.setText("two words")
        field.setCursorPosition(0)
        QTest.keyClick(field, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
        assert field.text() == "words"
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert window.document.project == before


TEAM = CustomField(
    key="188743731", entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Team",
    lookup=(LookupValue(value="Red"), LookupValue(value="Blue")),
)  # fmt: skip


def test_a_custom_field_that_is_alone_says_what_it_is(window, inspect):
    window.document.push(define(window.document.project, TEAM), "Define")
    section = inspect("Identity federation", "Target architecture").sections["custom"]
    section.unfold()
    (editor,) = section.editors.values()
    form = section.body.findChild(QFormLayout) or section.body.layout()
    assert form.labelForField(editor.widget).text() == "Team:"


def test_the_wheel_changes_no_task_while_the_inspector_is_scrolled(window, inspect):
    window.document.push(define(window.document.project, TEAM), "Define")
    inspector = inspect("Identity federation", "Target architecture")
    revision = window.document.revision
    for section, number in (("general", 0), ("general", 1), ("custom", 0)):
        inspector.sections[section].unfold()
        boxes = [
            one.widget for one in inspector.sections[section].editors.values() if isinstance(one.widget, QComboBox)
        ]
        box = boxes[number]
        inspector.ensureWidgetVisible(box)
        for _turn in range(3):  # the first one would give the keyboard to it, were it let
            for part in (box.lineEdit() or box, box):
                at = QPointF(part.rect().center())
                turned = QWheelEvent(
                    at, part.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
                    Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
                )  # fmt: skip
                QApplication.sendEvent(part, turned)
        box.setFocus()
        QApplication.sendEvent(box, turned)
    assert window.document.revision == revision
