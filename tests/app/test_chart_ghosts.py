"""Ghosts of bars that would be elsewhere, and the texts that make way for them."""

import pytest

from gantline.app.chart.ghosts import clear_of_texts, ghost, ripple_ghosts
from gantline.app.chart.marks import Texts
from gantline.app.chart.options import BarTexts, Options
from gantline.app.project.records import TaskUid

from .chart_plans import DAY, LABELS, MIDNIGHT, marks, project, task

ONE = TaskUid(1)
NAMED = Options(task_texts=BarTexts(right="name"), milestone_texts=BarTexts(right="name"))


def left_of_text(found):
    return next(one.texts[0][0] for one in found.batches if isinstance(one, Texts) and ONE in one.uids)


@pytest.mark.parametrize("days", [0, 2])
@pytest.mark.parametrize("make", [ghost, lambda found, uid, *dates: ripple_ghosts(found, {uid: dates})])
def test_a_text_makes_way_for_the_ghost_of_its_bar(make, days):
    found = marks(project(task(1, days)), NAMED)
    dates = (MIDNIGHT + DAY, MIDNIGHT + (1 + days) * DAY)

    cleared = clear_of_texts(found, make(found, ONE, *dates), LABELS.measure)

    assert left_of_text(found) < found.frame.x(dates[1]) + 6 < left_of_text(cleared)


def test_a_text_stays_where_the_ghost_does_not_come_near_it():
    found = marks(project(task(1, 4)), NAMED)

    cleared = clear_of_texts(found, ghost(found, ONE, MIDNIGHT, MIDNIGHT + 2 * DAY), LABELS.measure)

    assert left_of_text(cleared) == left_of_text(found)
