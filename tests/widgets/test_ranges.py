"""Ranges of cells: where they are, and that Qt is spared comparing many of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from gantline.app.project.rows import Listed
from gantline.widgets.table.ranges import MANY, Ranges, runs_of
from tests.laws import law

Key, Modifier = Qt.Key, Qt.KeyboardModifier

_ENDS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda ends: tuple(sorted(ends)))
RANGES = st.lists(st.tuples(_ENDS, _ENDS).map(lambda both: (*both[0], *both[1])), max_size=8)


@law(200)
@given(RANGES)
def test_ranges_tell_the_rows_they_touch(ranges):
    chosen = Ranges(ranges)
    touched = {row for first, last, _low, _high in ranges for row in range(first, last + 1)}

    assert [row for row in range(40) if chosen.holds(row)] == sorted(touched)
    assert [row for first, last in chosen.runs.tolist() for row in range(first, last + 1)] == sorted(touched)
    assert all(before[1] + 1 < after[0] for before, after in zip(chosen.runs, chosen.runs[1:], strict=False))
    assert all(one in chosen.near(row, row) for one in ranges for row in range(one[0], one[1] + 1))


@law(200)
@given(st.sets(st.integers(0, 60)))
def test_rows_make_runs_without_gaps(rows):
    found = runs_of(np.array(sorted(rows), np.int64))

    assert [row for first, last in found.reshape(-1, 2).tolist() for row in range(first, last + 1)] == sorted(rows)


@pytest.fixture
def scattered(window, qtbot):
    """Every other task is selected: more ranges than Qt compares."""
    window.document.push(_many(window.document.project, 2 * MANY + 100), "Many")
    uids = Listed(window.rows.uids.numbers[::2])
    window.selection.set(uids)
    assert len(window.plan.table.cells.chosen.every) > MANY
    return uids


def _many(project, count):
    from gantline.app.edits.outline import add_tasks, new_task

    return add_tasks(project, [new_task(project, f"Task {number}") for number in range(count)])


def test_all_rows_are_selected_over_many_scattered_ones(window, scattered):
    window.actions_made["select_all"].trigger()

    assert window.selection.uids == window.rows.uids
    assert len(window.plan.table.cells.chosen.every) == 1


def test_one_cell_is_selected_over_many_scattered_ones(window, scattered):
    window.plan.table.cells.go_and_select(3, 2)

    assert window.plan.table.cells.ranges == [(3, 3, 2, 2)]
    assert window.selection.uids == [window.rows.uids[3]]


def test_whole_rows_are_taken_of_many_scattered_ones(window, qtbot, scattered):
    qtbot.keyClick(window.plan.table, Key.Key_Space, Modifier.ShiftModifier)

    assert window.plan.table.cells.has_whole_rows
    assert window.selection.uids == scattered


def test_what_is_selected_stays_selected_while_rows_are_folded_and_opened(window, scattered):
    window.actions_made["collapse_all"].trigger()
    window.actions_made["expand_all"].trigger()

    assert window.selection.uids == scattered
