"""Ghosts of bars that would be elsewhere, and the texts that make way for them."""

import pytest

from gantline.app.chart.ghosts import broken_at_texts, clear_of_texts, ghost, ghost_progress, ripple_ghosts
from gantline.app.chart.marks import Lines, Texts
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
    begin = MIDNIGHT + DAY + DAY // 4
    dates = (begin, begin + days * DAY)

    cleared = clear_of_texts(found, make(found, ONE, *dates), LABELS.measure)

    assert left_of_text(found) < found.frame.x(dates[1]) + 6 < left_of_text(cleared)


def test_a_text_stays_where_the_ghost_does_not_come_near_it():
    found = marks(project(task(1, 4)), NAMED)

    cleared = clear_of_texts(found, ghost(found, ONE, MIDNIGHT, MIDNIGHT + 2 * DAY), LABELS.measure)

    assert left_of_text(cleared) == left_of_text(found)


def test_the_line_to_a_ghost_far_away_has_a_gap_where_the_text_of_its_bar_stands():
    found = marks(project(task(1, 2)), NAMED)
    ghosts = ripple_ghosts(found, {ONE: (MIDNIGHT + 40 * DAY, MIDNIGHT + 42 * DAY)})
    text = next(one.texts[0] for one in found.batches if isinstance(one, Texts) and ONE in one.uids)

    cleared = clear_of_texts(found, ghosts, LABELS.measure)
    before = next(one.ends.tolist() for one in ghosts if isinstance(one, Lines))
    after = next(
        one.ends.tolist() for one in broken_at_texts(ghosts, cleared, LABELS.measure) if isinstance(one, Lines)
    )

    assert left_of_text(cleared) == text[0]
    ((begin, _y, end, _),) = before
    assert begin < text[0] < text[0] + LABELS.measure(text[2]) < end
    assert after[0][0] == begin
    assert after[-1][2] == end
    assert all(x2 < text[0] or x1 > text[0] + LABELS.measure(text[2]) for x1, _, x2, _ in after)


def test_progress_that_would_be_is_a_band_in_the_bar_with_a_line_at_its_end_over_what_is_done_now():
    found = marks(project(task(1, 4, percent_complete=50)), NAMED)
    bar, until = found.bars[ONE], MIDNIGHT + 2 * DAY

    faded, band, end = ghost_progress(found, ONE, [(MIDNIGHT + 480, until)])
    ((left, top, width, height),) = band.boxes.tolist()
    assert (left, left + width) == (bar.left, found.frame.x(until))
    assert bar.top < top < top + height < bar.bottom
    assert end.ends.tolist()[0][0] == left + width
    assert faded.boxes.tolist()[0][2] >= bar.done - bar.left > 0
