"""What the main window remembers from one run to the next."""

import pytest

from gantline.app.analysis.usage import Amount
from gantline.widgets.lower_pane import RESOURCES


@pytest.mark.parametrize(
    "key", ["show_critical", "show_slack", "show_progress_line", "show_baseline", "show_resources"]
)
def test_what_was_switched_is_switched_in_the_next_run(open_window, key):
    window = open_window()
    before = window.actions_made[key].isChecked()
    window.actions_made[key].trigger()
    assert window.close()

    again = open_window()

    assert again.actions_made[key].isChecked() is not before


def test_the_chart_shows_what_the_switches_say(open_window):
    window = open_window()
    window.actions_made["show_slack"].trigger()
    window.actions_made["show_baseline"].trigger()
    window.actions_made["show_critical"].trigger()
    assert window.close()

    options = open_window().plan.gantt.options

    assert (options.slack, options.baseline, options.critical) == (True, 0, False)


def test_both_splitters_stand_where_they_were(qtbot, open_window):
    window = open_window()
    window.plan._across.setSizes([400, 700])
    window.plan._down.setSizes([300, 400])
    across, down = window.plan._across.sizes(), window.plan._down.sizes()
    size = window.size()
    assert window.close()

    again = open_window()
    again.resize(size)

    qtbot.waitUntil(lambda: (again.plan._across.sizes(), again.plan._down.sizes()) == (across, down))


def test_walking_the_overloads_shows_the_loading_and_says_so(window):
    window.actions_made["show_resources"].trigger()
    assert window.plan.lower.isHidden()

    window.actions_made["next_overload"].trigger()

    assert not window.plan.lower.isHidden()
    assert window.actions_made["show_resources"].isChecked()


def test_the_view_below_the_chart_and_its_figures_are_remembered(open_window):
    window = open_window()
    window.actions_made["resource_usage"].trigger()
    window.plan.lower.usage.show_amounts((Amount.WORK, Amount.COST))
    window.close()
    again = open_window()
    assert again.plan.lower.shown == RESOURCES
    assert again.plan.lower.usage.source.shown == (Amount.WORK, Amount.COST)
    ticked = [one.text() for one in again.plan.lower.details.menu().actions() if one.isChecked()]
    assert ticked == ["Work", "Cost"]
