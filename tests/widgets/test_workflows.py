"""What a planner does in the first hour, in the whole window with keys and mouse: type, change, load, print."""

import shutil
import subprocess
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from gantline.app.chart.marks import Zone
from gantline.app.project.project import Project
from gantline.app.project.records import TaskUid
from gantline.io.storage import read_path
from gantline.widgets.dialogs.resource_columns import COLUMNS
from gantline.widgets.dialogs.resources import ResourcesDialog
from tests.corpus import needs_corpus, plans

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | SHIFT
LEFT = Qt.MouseButton.LeftButton

NAMES = ["Prepare", "Inventory", "Design", "Approval", "Build", "Landing zone", "Network", "Identity", "Move", "Pilot",
         "Waves", "Go live"]  # fmt: skip
DURATIONS = {"Inventory": "3d", "Design": "4h", "Approval": "0d", "Landing zone": "2w", "Network": "1.5d",
             "Identity": "3ed", "Pilot": "5", "Waves": "3w", "Go live": "0"}  # fmt: skip


@pytest.fixture
def keyboard(qtbot, window):
    """The planner's hands: keys go to wherever the keyboard is, as in life."""

    class Keyboard:
        def press(self, *keys, modifiers=Qt.KeyboardModifier.NoModifier):
            for key in keys:
                qtbot.keyClick(self._place(), key, modifiers)

        def type(self, text):
            for letter in text:
                qtbot.keyClicks(self._place(), letter)

        def enter(self, *lines):
            for line in lines:
                self.type(line)
                self.press(Key.Key_Return)

        @staticmethod
        def _place():
            return QApplication.focusWidget() or window.plan.table

    window.activateWindow()
    window.plan.table.setFocus()
    return Keyboard()


@pytest.fixture
def in_dialog(qtbot, monkeypatch):
    """Opens a dialog without waiting for its end, so that a test can work in it."""

    def opened(kind: type[QDialog], action):
        found = []
        monkeypatch.setattr(kind, "exec", lambda dialog: (found.append(dialog), dialog.show(), dialog.activateWindow()))
        action.trigger()
        qtbot.waitUntil(found[0].isActiveWindow)
        return found[0]

    return opened


def go(window, name: str, key: str) -> None:
    table = window.plan.table
    table.setCurrentIndex(table.tasks.index(row_of(window, name), table.tasks.column_of(key)))


def row_of(window, name: str) -> int:
    return window.rows.row_of[uid_of(window, name)]


def uid_of(window, name: str) -> TaskUid:
    return next(uid for uid, task in window.document.project.tasks.items() if task.name == name)


def outline(project: Project) -> list[tuple[int, str]]:
    return [(level, project.tasks[uid].name) for uid, level in project.outline()]


def select(window, keyboard, first: str, last: str) -> None:
    go(window, first, "name")
    keyboard.press(*[Key.Key_Down] * (row_of(window, last) - row_of(window, first)), modifiers=SHIFT)


# -- a new plan by typing


def test_a_plan_is_typed_arranged_linked_and_saved_with_the_keyboard_alone(window, keyboard, save_to, tmp_path):
    document = window.document
    keyboard.press(Key.Key_N, modifiers=CTRL)
    keyboard.enter(*NAMES)
    assert [name for _level, name in outline(document.project)] == NAMES

    for first, last in (("Inventory", "Approval"), ("Landing zone", "Identity"), ("Pilot", "Go live")):
        select(window, keyboard, first, last)
        keyboard.press(Key.Key_Right, modifiers=ALT_SHIFT)
        keyboard.press(Key.Key_F2, modifiers=CTRL)
    for name, typed in DURATIONS.items():
        go(window, name, "duration")
        keyboard.enter(typed)
    go(window, "Waves", "name")
    keyboard.press(Key.Key_F2)
    keyboard.press(Key.Key_End)
    keyboard.enter(" of applications")

    tasks = {task.name: uid for uid, task in document.project.tasks.items()}
    schedule = document.schedule
    assert outline(document.project)[:5] == [
        (1, "Prepare"), (2, "Inventory"), (2, "Design"), (2, "Approval"), (1, "Build"),
    ]  # fmt: skip
    assert document.project.tasks[tasks["Approval"]].milestone
    assert schedule.start_of(tasks["Design"]) > schedule.finish_of(tasks["Inventory"])
    assert schedule.finish_of(tasks["Go live"]) == schedule.finish_of(tasks["Waves of applications"])

    made = document.project.snapshot()
    steps = document.undo_stack.count()
    keyboard.press(*[Key.Key_Z] * steps, modifiers=CTRL)
    assert not document.project.tasks
    keyboard.press(*[Key.Key_Y] * steps, modifiers=CTRL)
    assert document.project == made

    save_to(tmp_path / "move.gantline")
    keyboard.press(Key.Key_S, modifiers=CTRL)
    assert window.windowTitle().startswith("move[*]")
    assert not window.isWindowModified()
    assert read_path(tmp_path / "move.gantline")[0].project == made


# -- a colleague's plan


@needs_corpus
@pytest.mark.parametrize(
    "path", [one for one in plans("plans") if "software" in one.name][:2], ids=lambda one: one.stem
)
def test_one_change_to_a_microsoft_project_file_changes_nothing_else_in_it(window, keyboard, path, save_to, tmp_path):
    window.files.open_path(path)
    before = read_path(path)[0].project
    assert window.document.project == before
    leaf = next(
        uid for uid in window.rows.uids if not before.is_summary(uid) and not before.tasks[uid].percent_complete
    )
    go(window, before.tasks[leaf].name, "name")
    keyboard.press(Key.Key_F2)
    keyboard.press(Key.Key_End)
    keyboard.enter(" (checked)")
    save_to(tmp_path / "theirs.xml")

    window.actions_made["export_mspdi"].trigger()

    again = read_path(tmp_path / "theirs.xml")[0].project
    assert again.tasks[leaf].name == f"{before.tasks[leaf].name} (checked)"
    for table in ("children", "dependencies", "resources", "assignments", "calendars", "custom_fields"):
        assert getattr(again, table) == getattr(before, table), table
    assert {uid: task for uid, task in again.tasks.items() if uid != leaf} == {
        uid: task for uid, task in before.tasks.items() if uid != leaf
    }


# -- change and see the effect


def drag(view, start: QPoint, by: QPoint, *, release: bool = True) -> None:
    viewport = view.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    for part in (1, 2, 3, 4):
        QTest.mouseMove(viewport, start + by * part / 4)
    if release:
        QTest.mouseRelease(viewport, LEFT, pos=start + by)


def on_bar(window, uid: TaskUid) -> QPoint:
    """A point in the middle of a task's bar, which is brought into view."""
    gantt = window.plan.gantt
    gantt.scroll_to_task(uid)
    schedule, axis, rows = window.document.schedule, window.axis, window.rows
    row = schedule.rows[uid]
    x = (axis.x(schedule.start[row]) + axis.x(schedule.finish[row])) // 2
    return QPoint(x, rows.row_of[uid] * rows.row_height - gantt.verticalScrollBar().value() + rows.row_height // 2)


def test_dragging_a_bar_three_days_moves_its_followers_and_one_undo_brings_all_back(window, keyboard):
    document, gantt = window.document, window.plan.gantt
    window.axis.zoom(24 * 60 / 24)
    uid = next(
        uid
        for uid in window.rows.uids
        if not document.project.is_summary(uid)
        and not document.project.tasks[uid].percent_complete
        and document.project.tasks[uid].duration > 3 * 480
        and any(document.project.successors(uid))
    )
    before = {one: document.schedule.start_of(one) for one in document.project.tasks}
    place = on_bar(window, uid)
    assert gantt.hit(place).zone is Zone.BODY
    gantt.setFocus()

    drag(gantt, place, QPoint(7 * 24, 0), release=False)
    keyboard.press(Key.Key_Escape)
    QTest.mouseRelease(gantt.viewport(), LEFT, pos=place)
    assert not document.modified

    drag(gantt, place, QPoint(7 * 24, 0))
    assert (document.schedule.start_of(uid) - before[uid]).days == 7
    follower = next(document.project.successors(uid)).successor
    assert document.schedule.start_of(follower) > before[follower]
    assert "Start no earlier than" in window.status.currentMessage()
    assert document.undo_stack.count() == 1

    keyboard.press(Key.Key_Z, modifiers=CTRL)
    assert {one: document.schedule.start_of(one) for one in document.project.tasks} == before
    assert not document.modified


# -- people and calendars


def type_resource(keyboard, dialog, row: int, **cells: str) -> None:
    columns = {column.key: number for number, column in enumerate(COLUMNS)}
    for key, text in cells.items():
        dialog.table.setFocus()
        dialog.table.go_to(row, columns[key])
        keyboard.enter(text)


def test_people_with_their_times_are_assigned_and_who_has_too_much_is_seen(qtbot, window, keyboard, in_dialog):
    document = window.document
    keyboard.press(Key.Key_N, modifiers=CTRL)
    keyboard.enter("Design", "Build", "Test")
    for name in ("Design", "Build", "Test"):
        go(window, name, "duration")
        keyboard.enter("1w")

    dialog = in_dialog(ResourcesDialog, window.actions_made["resources"])
    for row, (name, units) in enumerate((("Anna", "100"), ("Ben", "60"), ("Cleo", "100"))):
        type_resource(keyboard, dialog, row, name=name, max_units=units)
    dialog.reject()
    anna, ben, cleo = document.project.resources.values()
    assert (anna.max_units, ben.max_units) == (1.0, 0.6)
    leave(window, cleo)

    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.plan.table.show_columns(["name", "duration", "start", "finish", "resources"])
    window.plan.table.setFocus()
    for name, people in (("Design", "Anna"), ("Build", "Anna[50%], Ben[60%]"), ("Test", "Cleo")):
        go(window, name, "resources")
        keyboard.enter(people)

    schedule = document.schedule
    finish = {task.name: schedule.finish_of(uid) for uid, task in document.project.tasks.items()}
    assert finish["Test"].date() > finish["Design"].date(), "Cleo is on leave for two days"
    window.status.refresh()
    assert window.status._overload.isVisible()
    assert window.status._overload.text() == "1 over-allocated"

    window.plan.table.setFocus()
    keyboard.press(Key.Key_F8)
    assert window.plan.resources.chosen == [anna.uid]


def leave(window, resource) -> None:
    """Give a person two days off at the start of the plan, in the calendar dialog."""
    from gantline.widgets.dialogs.calendars import CalendarsDialog

    dialog = CalendarsDialog(window.document, window.appearance, window, resource=resource.uid)
    dialog.show()
    start = window.document.schedule.project_start.date()
    for day in (start, date.fromordinal(start.toordinal() + 1)):
        dialog.month.month.choose(day, day)
        QTest.mouseClick(dialog.month.off, LEFT)
    dialog.reject()


# -- print and present


@pytest.mark.parametrize(
    ("action", "name"), [("export_pdf", "plan.pdf"), ("export_image", "plan.png"), ("export_image", "plan.svg")]
)
def test_the_chart_is_exported_as_pages_picture_and_drawing(qtbot, window, save_to, tmp_path, action, name):
    path = tmp_path / name
    save_to(path)
    told = []
    window.status.messageChanged.connect(told.append)
    window.actions_made[action].trigger()

    def exported():
        assert any(str(path) in text for text in told), f"told {told}, written {path.exists()}"

    qtbot.waitUntil(exported, timeout=120_000)
    content = path.read_bytes()
    assert content.startswith({".pdf": b"%PDF", ".png": b"\x89PNG", ".svg": b"<?xml"}[path.suffix])
    if path.suffix == ".svg":
        assert b"Interview stakeholders" in content
    if path.suffix == ".pdf" and (reader := shutil.which("pdftotext")):
        text = subprocess.run([reader, path, "-"], check=True, capture_output=True).stdout
        assert b"Interview stakeholders" in text


# -- typing and doing something else


def test_what_is_being_typed_is_saved_too(window, keyboard, save_to, tmp_path):
    go(window, "Interview stakeholders", "name")
    keyboard.type("Talk to everybody")
    save_to(tmp_path / "plan.gantline")
    keyboard.press(Key.Key_S, modifiers=CTRL)

    assert not window.document.modified
    names = [task.name for task in read_path(tmp_path / "plan.gantline")[0].project.tasks.values()]
    assert "Talk to everybody" in names


def test_closing_asks_about_what_is_being_typed(window, keyboard, answers):
    go(window, "Interview stakeholders", "name")
    keyboard.type("Talk to everybody")
    answers.button = QMessageBox.StandardButton.Cancel
    assert not window.close()
    assert answers == ["Save the changes to Cloud migration?"]
    assert uid_of(window, "Talk to everybody")


def test_a_command_while_typing_takes_the_typing_along_or_leaves_it_open_where_it_is_refused(window, keyboard):
    document = window.document
    go(window, "Interview stakeholders", "name")
    keyboard.type("Talk to everybody")
    window.actions_made["insert_task"].trigger()
    keyboard.enter("Before that")
    rows = [document.project.tasks[uid].name for uid in window.rows.uids[:4]]
    assert rows[2:] == ["Before that", "Talk to everybody"]

    go(window, "Before that", "duration")
    keyboard.type("long")
    window.actions_made["zoom_in"].trigger()
    assert "long" in window.status.currentMessage()
    keyboard.press(Key.Key_Escape)
    assert document.undo_stack.count() == 3
