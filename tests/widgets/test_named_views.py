"""Named views: shown, changed, saved, kept in the settings and in the plan."""

import msgspec
import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

from gantline.app.chart.options import Options
from gantline.app.schedule.engine import Engine
from gantline.app.views.spec import GroupBy, SortBy
from gantline.app.workspace.view import VIEWS, View, chart_of, decode, encode, options_of
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.widgets.dialogs.naming import NameDialog
from gantline.widgets.views.view_menu import ViewButton

from ..plan_maker import plan


@pytest.fixture
def button(window):
    return window.menuBar().cornerWidget().findChild(ViewButton)


@pytest.fixture
def name_it(monkeypatch):
    """Answers the question for a name."""

    def answer(name, *, in_plan=False):
        def run(dialog):
            dialog.line.setText(name)
            dialog.in_plan.setChecked(in_plan)
            return True

        monkeypatch.setattr(NameDialog, "exec", run)

    return answer


def entry(button, title):
    """The entry of the menu as it is when it is opened."""
    button.fill(button.menu())
    return next(action for action in button.menu().actions() if action.text().replace("&", "") == title)


def keys(window):
    return [field.key for field in window.plan.table.tasks.columns]


def settled(qtbot, window):
    qtbot.waitUntil(lambda: not window.views._later.isActive())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_view_that_comes_with_the_program_shows_what_it_says(qtbot, window, button, view):
    entry(button, view.name).trigger()
    settled(qtbot, window)
    assert keys(window) == [key for key, _width in view.columns]
    assert window.rows.arrangement == view.arrangement
    assert window.plan.lower.isHidden() == (not view.pane)
    assert window.actions_made["show_baseline"].isChecked() == (view.options.baseline is not None)
    assert button.text() == f"View: {view.name}"
    assert not window.views.modified


def test_a_star_says_that_the_view_was_changed_and_reset_brings_it_back(qtbot, window, button):
    entry(button, "Milestones").trigger()
    settled(qtbot, window)
    assert not entry(button, "Reset View").isEnabled()
    for change in (
        lambda: window.rows.change(sorts=(SortBy(field="finish"),)),
        lambda: window.plan.table.show_columns(["name", "start"]),
        lambda: window.actions_made["show_slack"].trigger(),
        lambda: window.actions_made["show_resources"].trigger(),
    ):
        change()
        settled(qtbot, window)
        assert button.text() == "View: Milestones*"
        entry(button, "Reset View").trigger()
        settled(qtbot, window)
        assert button.text() == "View: Milestones"
    assert not window.actions_made["show_slack"].isChecked()
    assert keys(window)[1] == "name"
    assert len(keys(window)) == 6


def test_zoom_widths_and_typed_text_are_no_change_of_a_view(qtbot, window, button):
    entry(button, "Gantt chart").trigger()
    window.plan.gantt.zoom_in()
    window.plan.table.horizontalHeader().resizeSection(1, 333)
    window.rows.change(text="pilot")
    settled(qtbot, window)
    assert not window.views.modified


def test_a_view_of_one_s_own_outlives_the_program(qtbot, window, button, open_window, name_it):
    window.rows.change(groups=(GroupBy(field="resources"),))
    window.plan.table.show_columns(["name", "work"])
    window.plan.table.horizontalHeader().resizeSection(0, 345)
    name_it("Who does what")
    entry(button, "Save View As…").trigger()
    assert button.text() == "View: Who does what"
    window._save_settings()
    again = open_window()
    settled(qtbot, again)
    again.files.load_sample()
    other = again.menuBar().cornerWidget().findChild(ViewButton)
    assert other.text() == "View: Who does what*"  # another plan is shown whole
    entry(other, "Reset View").trigger()
    assert again.rows.arrangement.groups == (GroupBy(field="resources"),)
    assert keys(again) == ["name", "work"]
    assert again.plan.table.columnWidth(0) == 345


def test_a_view_of_the_program_that_is_changed_and_saved_becomes_one_s_own(qtbot, window, button, monkeypatch):
    entry(button, "Cost").trigger()
    window.plan.table.show_columns(["name", "cost"])
    entry(button, "Save View").trigger()
    entry(button, "Gantt chart").trigger()
    entry(button, "Cost").trigger()
    assert keys(window) == ["name", "cost"]
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Ok)
    entry(button, "Delete…").trigger()
    settled(qtbot, window)
    assert button.text() == "View: Cost*"  # the program's own again, of which this is a change
    assert not entry(button, "Delete…").isEnabled()


def test_a_view_is_renamed(qtbot, window, button, name_it):
    name_it("One")
    entry(button, "Save View As…").trigger()
    name_it("Two")
    entry(button, "Rename…").trigger()
    titles = [action.text() for action in button.menu().actions()]
    button.fill(button.menu())
    titles = [action.text() for action in button.menu().actions()]
    assert "Two" in titles
    assert "One" not in titles


def test_a_view_in_the_plan_goes_with_its_file_and_is_an_edit(qtbot, window, button, name_it, tmp_path):
    window.rows.change(sorts=(SortBy(field="finish", descending=True),))
    name_it("For the board", in_plan=True)
    entry(button, "Save View As…").trigger()
    assert window.document.undo_stack.undoText() == "Save view For the board"
    path = tmp_path / "plan.gantline"
    write_path(window.document.project, window.document.schedule, path, for_key("gantline"))
    assert path.read_text("utf-8").count("For the board") == 2  # its name, and the one in what it shows
    read = read_path(path)[0].project
    assert read == window.document.project
    window.document.replace(Engine(read))
    entry(button, "For the board").trigger()
    assert window.rows.arrangement.sorts == (SortBy(field="finish", descending=True),)


def test_a_view_in_the_plan_is_known_again_when_plan_and_program_are_opened_again(
    qtbot, window, button, open_window, name_it, tmp_path
):
    window.rows.change(sorts=(SortBy(field="finish", descending=True),))
    name_it("For the board", in_plan=True)
    entry(button, "Save View As…").trigger()
    path = tmp_path / "plan.gantline"
    write_path(window.document.project, window.document.schedule, path, for_key("gantline"))
    window.document.replace(Engine(plan("Other")))
    settled(qtbot, window)
    assert button.text().startswith("View: Gantt chart")
    window.document.replace(Engine(read_path(path)[0].project))
    settled(qtbot, window)
    assert button.text() == "View: For the board*"  # a plan that is opened is shown whole
    window._save_settings()
    again = open_window()
    again.files.open_path(path)
    other = again.menuBar().cornerWidget().findChild(ViewButton)
    qtbot.waitUntil(lambda: other.text() == "View: For the board*")
    entry(other, "Reset View").trigger()
    assert again.rows.arrangement.sorts == (SortBy(field="finish", descending=True),)
    assert other.text() == "View: For the board"


def test_the_menu_says_where_views_are_kept_once_there_are_others_than_the_usual(window, button, name_it):
    assert entry(button, "Gantt chart") is button.menu().actions()[0]
    name_it("Mine")
    entry(button, "Save View As…").trigger()
    assert entry(button, "Own views") is button.menu().actions()[0]
    assert [action.text() for action in button.menu().actions() if action.font().bold()] == ["Own views", "Views"]
    assert not entry(button, "Views").isEnabled()


def test_renaming_a_view_of_the_plan_is_one_step_and_the_button_follows_undo(qtbot, window, button, name_it):
    name_it("For the board", in_plan=True)
    entry(button, "Save View As…").trigger()
    name_it("For the CIO")
    entry(button, "Rename…").trigger()
    assert window.document.undo_stack.count() == 2
    assert window.document.undo_stack.undoText() == "Rename view For the board"
    assert [one.name for one in window.document.project.info.views] == ["For the CIO"]

    window.actions_made["undo"].trigger()
    settled(qtbot, window)
    assert button.text() == "View: For the board"
    window.actions_made["undo"].trigger()
    settled(qtbot, window)
    assert button.text() == "View: Gantt chart"


def test_saving_under_the_name_of_a_view_of_the_plan_takes_its_place(window, button, name_it):
    name_it("Mine", in_plan=True)
    entry(button, "Save View As…").trigger()
    window.plan.table.show_columns(["name", "cost"])
    name_it("Mine")
    entry(button, "Save View As…").trigger()
    entry(button, "Gantt chart").trigger()
    entry(button, "Mine").trigger()

    assert keys(window) == ["name", "cost"]
    assert not window.document.project.info.views


def test_a_view_that_leaves_the_plan_for_the_user_s_own_stays_the_one_shown(window, button, name_it):
    name_it("Weekly", in_plan=True)
    button.save_as()

    name_it("Weekly")
    button.save_as()

    assert (window.views.chosen.name, button.text()) == ("Weekly", "View: Weekly")


def test_a_view_of_the_plan_stands_for_the_user_s_own_of_its_name(window, button, name_it, answers):
    name_it("Weekly")
    button.save_as()
    name_it("Weekly", in_plan=True)
    button.save_as()

    def listed():
        button.fill(button.menu())
        return [
            (one.text(), one.isChecked()) for one in button.menu().actions() if one.text() in ("Weekly", "Own views")
        ]

    assert listed() == [("Weekly", True)]
    entry(button, "Delete…").trigger()
    assert listed() == [("Own views", False), ("Weekly", True)]


def test_undo_of_saving_a_view_makes_it_the_one_that_is_reset_to(qtbot, window, button, name_it):
    name_it("Weekly", in_plan=True)
    button.save_as()
    before = keys(window)
    window.plan.table.show_columns(["name", "duration"])
    settled(qtbot, window)
    entry(button, "Save View").trigger()

    window.actions_made["undo"].trigger()
    settled(qtbot, window)

    assert button.text() == "View: Weekly*"
    entry(button, "Reset View").trigger()
    assert keys(window) == before
    window.actions_made["redo"].trigger()
    settled(qtbot, window)
    assert button.text() == "View: Weekly*"


def test_a_name_that_is_taken_is_told_before_anything_is_replaced(qtbot, window):
    said = {True: "Takes the place of the one that has this name now.", False: "This name is taken."}
    for replaces, told in said.items():
        dialog = NameDialog("Save View", "", {"Cost", "Mine"}, window, replaces=replaces)
        qtbot.addWidget(dialog)
        dialog.show()
        ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
        assert not ok.isEnabled()
        QTest.keyClicks(dialog.line, " Mine ")
        assert (dialog.told.text(), ok.isEnabled()) == (told, replaces)
        QTest.keyClicks(dialog.line, "2")
        assert (dialog.told.text(), ok.isEnabled()) == (" ", True)


def test_deleting_a_view_of_the_plan_can_be_undone(window, button, name_it, monkeypatch):
    name_it("For the board", in_plan=True)
    entry(button, "Save View As…").trigger()
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: QMessageBox.StandardButton.Ok)
    entry(button, "Delete…").trigger()
    assert window.document.project.info.views == ()
    window.actions_made["undo"].trigger()
    assert [one.name for one in window.document.project.info.views] == ["For the board"]


def test_views_in_the_plan_do_not_change_what_is_written_as_microsoft_project_xml(window, button, name_it, tmp_path):
    def written(name):
        path = tmp_path / name
        write_path(window.document.project, window.document.schedule, path, for_key("mspdi"))
        return path.read_bytes()

    before = written("before.xml")
    name_it("For the board", in_plan=True)
    entry(button, "Save View As…").trigger()
    assert written("after.xml") == before


def test_views_are_kept_as_short_texts_and_read_back():
    for view in VIEWS:
        assert decode(encode(view)) == view
        assert len(encode(view)) < 900
    assert decode("{nonsense") is None
    assert decode('{"name": 3}') is None


def test_only_what_differs_from_the_usual_chart_is_kept():
    assert chart_of(Options(slack=True, today=5)) == {"slack": True}
    assert options_of({"slack": True}) == Options(slack=True)
    assert options_of({"slack": True, "of a newer version": 1}) == Options(slack=True)
    assert options_of({"slack": "perhaps"}) == Options()
    assert View(name="x").options == Options()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_the_table_ends_with_a_whole_column_in_every_view(window, view):
    window.views.show(view)
    table = window.plan.table
    edges = [table.columnViewportPosition(one) + table.columnWidth(one) for one in range(len(table.tasks.columns))]

    assert table.viewport().width() in edges or table.viewport().width() > max(edges)


def test_the_time_scale_and_what_the_chart_shows_outlive_the_program(window, open_window):
    gantt = window.plan.gantt
    time = msgspec.structs.replace(gantt.options.time, tiers=3)
    gantt.set_options(msgspec.structs.replace(gantt.options, time=time))
    window._save_settings()
    again = open_window()
    again.files.load_sample()
    assert again.plan.gantt.options.time == time
    gantt.set_options(Options())
    window._save_settings()
    assert chart_of(open_window().plan.gantt.options) == {}
