"""Bar styles and the time scale are chosen while the chart shows them; giving up takes everything back."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from gantline.app.chart.options import BarTexts, Options, Path, Place, Shading
from gantline.app.chart.tiers import TierFormat, TimeFormat, Unit
from gantline.app.project.moments import DAY
from gantline.app.project.records import ROOT
from gantline.app.project.widths import replace
from gantline.widgets.dialogs.bar_styles import BarStyles
from gantline.widgets.dialogs.split_task import SplitTask
from gantline.widgets.dialogs.time_scale import TimeScaleDialog
from gantline.widgets.gantt.header import TimeScaleHeader


@pytest.fixture
def styles(window, qtbot):
    gantt = window.plan.gantt
    dialog = BarStyles(window.document.project, gantt.options, gantt.set_options, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def scale(window, qtbot):
    gantt = window.plan.gantt
    dialog = TimeScaleDialog(gantt.options, gantt.set_options, window)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def pick(box, key):
    box.setCurrentIndex(box.findData(key))


def test_what_is_chosen_is_seen_at_once(window, styles):
    pick(styles.texts["task_texts", Place.LEFT], "name")
    pick(styles.colours, "resource")
    pick(styles.baseline, "3")
    styles.marks["late"].click()
    shown = window.plan.gantt.options

    assert shown.task_texts == BarTexts(left="name", right="resources")
    assert (shown.colours, shown.baseline, shown.late) == ("resource", 3, False)
    styles.accept()
    assert window.plan.gantt.options == shown


def test_escape_takes_everything_back(window, styles, scale):
    before = window.plan.gantt.options
    pick(styles.colours, "phase")
    assert window.plan.gantt.options != before
    QTest.keyClick(styles, Qt.Key.Key_Escape)
    assert window.plan.gantt.options == before

    scale.number.setValue(3)
    assert window.plan.gantt.options != before
    QTest.keyClick(scale, Qt.Key.Key_Escape)
    assert window.plan.gantt.options == before


def test_texts_above_make_all_rows_higher_and_take_the_height_back(window, styles):
    before = window.rows.row_height
    pick(styles.texts["task_texts", Place.ABOVE], "name")
    assert window.rows.row_height > before
    assert window.plan.table.rowHeight(3) == window.rows.row_height

    pick(styles.texts["task_texts", Place.ABOVE], "")
    assert window.rows.row_height == before


def test_a_dialog_opened_again_shows_what_is_in_force(window, qtbot):
    options = Options(
        colours="status",
        baseline=0,
        summary_texts=BarTexts(right="duration"),
        time=TimeFormat(fixed=(TierFormat(unit=Unit.YEAR), TierFormat(unit=Unit.WEEK, form="KW {week}")), fiscal=True),
        shading=Shading.SELECTED,
        shading_in_front=True,
    )
    shown: list[Options] = []
    for dialog in (
        BarStyles(window.document.project, options, shown.append, window),
        TimeScaleDialog(options, shown.append, window),
    ):
        qtbot.addWidget(dialog)
        assert dialog.options == options
    assert not shown


def test_tiers_are_chosen_by_unit_count_and_label(window, scale):
    window.axis.zoom(240)
    scale.number.setValue(2)
    scale.follow.click()
    middle, bottom = scale.rows[1:]
    pick(middle.unit, Unit.MONTH)
    pick(bottom.unit, Unit.WEEK)
    bottom.form.setEditText("KW {week}")
    tiers = window.plan.gantt.time_scale().tiers

    assert [tier.unit for tier in tiers] == [Unit.MONTH, Unit.WEEK]
    assert tiers[1].forms[0] == "KW {week}"
    assert not scale.rows[0].unit.isEnabled()

    bottom.form.setEditText("{nonsense}")  # is no label, so that those that fit are taken
    assert window.plan.gantt.options.time.fixed[1].form == ""


def test_a_label_that_is_none_is_told(window, scale):
    scale.follow.click()
    line = scale.rows[2].form.lineEdit()
    line.selectAll()
    QTest.keyClicks(line, "KW {weak}")
    assert scale.told.isVisible()
    assert scale.told.text().startswith("KW {weak} is no label; names that can stand in it are {year}")

    line.selectAll()
    QTest.keyClicks(line, "KW {week}")
    assert not scale.told.isVisible()
    assert window.plan.gantt.options.time.fixed[1].form == "KW {week}"


def test_a_double_click_on_the_time_scale_lets_it_be_chosen_and_zooms_to_what_is_chosen(window, monkeypatch):
    gantt, header = window.plan.gantt, window.plan.gantt.findChild(TimeScaleHeader)
    window.axis.zoom(3000)
    before = (window.axis.minutes_per_pixel, window.axis.offset)
    seen = []

    def choose(dialog):
        dialog.show()
        dialog.follow.click()
        pick(dialog.rows[1].unit, Unit.MONTH)
        pick(dialog.rows[2].unit, Unit.WEEK)
        seen.append([tier.unit for tier in gantt.time_scale().tiers])
        (dialog.accept if accepted else dialog.reject)()
        return accepted

    accepted = False
    monkeypatch.setattr(TimeScaleDialog, "exec", choose)
    QTest.mouseDClick(header, Qt.MouseButton.LeftButton, pos=QPoint(80, 10))
    assert seen == [[Unit.MONTH, Unit.WEEK]]
    assert (window.axis.minutes_per_pixel, window.axis.offset) == before

    accepted = True
    QTest.mouseDClick(header, Qt.MouseButton.LeftButton, pos=QPoint(80, 10))
    assert window.axis.minutes_per_pixel < 3000


def test_the_right_button_on_the_time_scale_offers_what_can_be_done_with_it(window):
    header, shown = window.plan.gantt.findChild(TimeScaleHeader), []

    def look():
        menu = QApplication.activePopupWidget()
        shown.append([one.text() for one in menu.actions()])
        menu.close()

    QTimer.singleShot(0, look)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(80, 10), header.mapToGlobal(QPoint(80, 10)))
    QApplication.sendEvent(header, event)

    assert shown[0][0] == "&Timescale…"
    assert "&Fit Plan" in shown[0]


def test_tiers_chosen_for_the_chart_divide_the_views_below_it_too(window, scale):
    pane = window.plan.lower
    window.axis.zoom(240)
    assert pane.resources._source._scale().lower.unit is not Unit.MONTH
    scale.number.setValue(2)
    scale.follow.click()
    pick(scale.rows[1].unit, Unit.YEAR)
    pick(scale.rows[2].unit, Unit.MONTH)
    pane.show_pane("tasks")

    chart = window.plan.gantt.time_scale().tiers
    assert [tier.unit for tier in chart] == [Unit.YEAR, Unit.MONTH]
    assert pane.resources._source._scale().tiers == chart
    assert pane.usage.source.tier == chart[-1]
    start, finish = pane.usage.source.period(window.document.schedule.start[0])
    assert finish - start >= 28 * DAY


def test_shading_is_chosen_with_the_time_scale(window, scale):
    scale.shading.setCurrentIndex(scale.shading.findData(Shading.NONE))
    assert window.plan.gantt.options.shading is Shading.NONE
    assert not scale.front.isEnabled()


def test_the_menu_shows_what_is_in_force_and_changes_it(window, qtbot):
    actions, gantt = window.actions_made, window.plan.gantt
    actions["colours_phase"].trigger()
    actions["path_driving"].trigger()

    assert gantt.options.colours == "phase"
    assert gantt.options.paths == (Path.DRIVING,)
    gantt.set_options(replace(gantt.options, colours="", paths=(), baseline=4))
    assert actions["colours_kind"].isChecked()
    assert not actions["path_driving"].isChecked()
    assert actions["show_baseline"].isChecked()


def test_the_driving_path_leads_back_from_the_selected_task(window):
    project, gantt = window.document.project, window.plan.gantt
    last = project.children[ROOT][-1]
    leaf = [uid for uid, _level in project.outline(last)][-1]
    window.selection.set((leaf,), leaf)
    window.actions_made["path_driving"].trigger()

    assert gantt.paths.tasks(gantt.options.paths)
    assert set(gantt.paths.tasks(gantt.options.paths).values()) == {Path.DRIVING}
    window.selection.set((), None)
    assert not gantt.paths.tasks(gantt.options.paths)


def test_bars_of_selected_tasks_are_coloured_and_take_the_usual_colour_back(window):
    uid = window.rows.uids[1]
    window.selection.set((uid,), uid)
    window.actions_made["bar_colour_3"].trigger()
    assert window.document.project.tasks[uid].bar_colour == "#009e73"

    window.actions_made["bar_colour_0"].trigger()
    assert window.document.project.tasks[uid].bar_colour == ""
    window.document.undo_stack.undo()
    assert window.document.project.tasks[uid].bar_colour == "#009e73"


def select(window, name: str) -> None:
    uid = next(uid for uid, task in window.document.project.tasks.items() if task.name == name)
    window.selection.set((uid,), uid)


@pytest.mark.parametrize(
    ("name", "key", "told"),
    [
        ("Assessment", "split_task", "Assessment is a summary task; split the tasks in it."),
        ("Risk workshop", "split_task", "Risk workshop is done."),
        ("Hypercare", "join_parts", "None of the selected tasks is split."),
    ],
)
def test_what_cannot_be_split_or_joined_is_told_at_once(window, monkeypatch, name, key, told):
    opened: list[str] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: opened.append(type(dialog).__name__))
    select(window, name)
    window.actions_made[key].trigger()

    assert window.status.currentMessage() == told
    assert not opened


def test_a_split_is_proposed_in_working_time_of_what_is_left(window, qtbot):
    document, wording = window.document, window.plan.gantt.wording
    select(window, "Infrastructure as code modules")  # begun; splits in the middle of the rest
    dialog = SplitTask(document, window.selection.current, wording, window)
    qtbot.addWidget(dialog)
    dialog.accept()

    assert document.undo_stack.undoText() == "Split Infrastructure as code modules"
    parts = document.schedule.segments[window.selection.current]
    times = document.engine.working_times.task(window.selection.current)
    assert [times.between(one[1], other[0]) for one, other in pairwise(parts)][-1] == 480


def test_the_dialogs_open_from_the_menu(window, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDialog, "exec", lambda dialog: opened.append(type(dialog).__name__))
    select(window, "Hypercare")
    for key in ("bar_styles", "time_scale", "split_task"):
        window.actions_made[key].trigger()

    assert opened == ["BarStyles", "TimeScaleDialog", "SplitTask"]


def test_high_contrast_is_worn_by_the_whole_window(window, qtbot):
    window.actions_made["theme_contrast"].trigger()

    assert window.appearance.theme.name == "contrast"
    assert window.palette().window().color().name() == "#000000"
