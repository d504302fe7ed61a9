"""The command palette finds every action and task, and carries out what is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gantline.widgets.actions import ACTIONS
from gantline.widgets.palette import Palette


@pytest.fixture
def palette(window, qtbot):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    window.plan.table.setFocus()
    QTest.keyClick(window.plan.table, Qt.Key.Key_P, keys)
    return window.findChild(Palette)


def titles(palette):
    return [offer.title for offer in palette.offers]


def test_a_few_letters_and_return_carry_out_an_action(window, palette):
    QTest.keyClicks(palette.line, "coll all")
    assert titles(palette)[0] == "Collapse All"

    QTest.keyClick(palette.line, Qt.Key.Key_Return)

    assert all(window.document.project.level(uid) == 1 for uid in window.rows.uids)
    assert not palette.isVisible()


def test_the_name_of_a_task_leads_to_it(window, palette):
    QTest.keyClicks(palette.line, "identity fed")
    assert titles(palette) == ["Identity federation"]

    QTest.keyClick(palette.line, Qt.Key.Key_Return)

    assert window.document.project.tasks[window.selection.current].name == "Identity federation"


def test_every_action_but_itself_is_offered_with_its_keys(window, palette):
    assert len(palette.offers) == len(ACTIONS) - 1
    assert next(offer.keys for offer in palette.offers if offer.title == "Save") == "Ctrl+S"


def test_what_cannot_be_done_now_is_shown_and_does_nothing(window, palette):
    window.selection.set([])
    QTest.keyClicks(palette.line, "link")
    place = titles(palette).index("Link")
    assert not palette.offers[place].enabled
    palette._go(place)

    QTest.keyClick(palette.line, Qt.Key.Key_Return)

    assert palette.isVisible()
    assert not window.document.undo_stack.canUndo()


def test_arrows_go_round_and_escape_closes(window, palette):
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == len(palette.offers) - 1
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentIndex().row() == 0
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_actions_used_last_stand_first(window, palette):
    palette.close()
    window.actions_made["zoom_fit"].trigger()
    window.actions_made["expand_all"].trigger()
    again = Palette(window.actions_made, [], window.document.project, window.appearance, window)
    assert titles(again)[:2] == ["Expand All", "Fit Plan"]
    again.close()


@pytest.mark.parametrize(
    ("typed", "title", "place", "holds"),
    [
        ("milestones", "Milestones", "Filter", lambda window: window.rows.arrangement.filter.name == "Milestones"),
        ("group cri", "Critical", "Group by", lambda window: window.rows.arrangement.groups[0].field == "critical"),
        ("sort finish", "Finish", "Sort by", lambda window: window.rows.arrangement.sorts[0].field == "finish"),
        (
            "table vari",
            "Variance",
            "Tables and Columns",
            lambda window: "start_variance" in window.plan.table.columns.keys,
        ),
        ("views track", "Tracking Gantt", "Views", lambda window: window.views.chosen.title == "Tracking Gantt"),
    ],
)
def test_views_filters_groups_orders_and_tables_are_found_by_name(window, palette, typed, title, place, holds):
    QTest.keyClicks(palette.line, typed)
    found = [(offer.title, offer.place) for offer in palette.offers]
    assert (title, place) in found
    palette._go(found.index((title, place)))
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert holds(window)


def test_a_name_that_fits_well_stands_before_actions_that_only_mention_it(window, palette):
    QTest.keyClicks(palette.line, "critical")
    kinds = [(offer.title, offer.place) for offer in palette.offers]
    assert ("Critical", "Filter") in kinds[:3]


def test_what_is_in_force_is_ticked(window, palette):
    QTest.keyClicks(palette.line, "no group")
    assert titles(palette)[0] == "No group  \N{CHECK MARK}"


def test_it_is_as_high_as_what_it_offers(window, palette):
    full = palette.height()
    QTest.keyClicks(palette.line, "coll all")
    assert len(palette.offers) < 12
    assert palette.height() == palette.sizeHint().height() < full


def test_where_nothing_fits_it_says_so_until_something_does(palette):
    QTest.keyClicks(palette.line, "zzzqx")
    assert not palette.offers
    assert palette.nothing.isVisible()
    assert not palette.list.isVisible()
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert palette.isVisible()

    palette.line.clear()

    assert not palette.nothing.isVisible()
    assert palette.list.isVisible()


def test_a_low_screen_shows_fewer_lines_and_all_of_them(window, qtbot):
    screen = window.screen().availableGeometry()
    window.move(0, screen.bottom() - 300)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.actions_made["find_command"].trigger()
    palette = window.findChild(Palette)

    assert len(palette.offers) > 12
    assert palette.geometry().bottom() <= screen.bottom()
    assert palette.list.height() >= 3 * palette.list.sizeHintForRow(0)
    QTest.keyClicks(palette.line, "identity fed")
    palette.line.clear()
    assert palette.geometry().bottom() <= screen.bottom()


def test_zoom_finds_what_microsoft_project_has_under_zoom(palette):
    QTest.keyClicks(palette.line, "zoom")
    assert {"Zoom In", "Zoom Out", "Fit Plan", "Fit Selection"} <= set(titles(palette))
    palette.line.clear()
    QTest.keyClicks(palette.line, "zoom entire")
    assert titles(palette)[0] == "Fit Plan"
