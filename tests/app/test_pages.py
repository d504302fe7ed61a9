"""Sheets of paper: everything is on exactly one of them, nothing is cut in half."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.chart.page_cuts import HEADING, ROW, Column, Extent, legend_height
from gantline.app.chart.pages import SMALL_TEXT, Pages, paginate
from gantline.app.chart.print_setup import (
    POINTS_PER_MM,
    LegendPlace,
    Margins,
    PrintError,
    PrintSetup,
    TimeDetail,
)
from gantline.app.project.moments import DAY, Minute, day_number, to_minute
from gantline.app.project.widths import replace

START = to_minute(datetime(2027, 3, 1, 8))
COLUMNS = (Column("row", "", 30), Column("name", "Task", 200), Column("start", "Start", 80), Column("finish", "F", 80))
BARE = PrintSetup(title="", footer=("", "", ""), legend=LegendPlace.NONE)


def days(start: Minute, finish: Minute, zoom: float) -> Sequence[Minute]:
    """Borders as a time scale gives them: midnights, or Mondays' where days are narrow."""
    step = 360 if DAY / zoom >= 64 else DAY if DAY / zoom >= 16 else 7 * DAY
    first = start - (start - 4 * DAY) % step
    return range(first, finish + step, step)


def plan(*, length: int = 60, label: float = 0) -> Extent:
    return Extent(START, [(START + length * DAY, label)])


def pages_of(
    setup: PrintSetup = BARE,
    *,
    rows: int | Sequence[int] = 30,
    columns: Sequence[Column] = COLUMNS,
    extent: Extent | None = None,
    entries: int = 6,
) -> Pages:
    levels = [1] * rows if isinstance(rows, int) else rows
    return paginate(setup, columns, levels, extent or plan(), days, entries)


def changed(setup: PrintSetup, **fields: object) -> PrintSetup:
    return replace(setup, **fields)


def test_a_small_plan_is_one_page_at_full_size() -> None:
    pages = pages_of(PrintSetup(), rows=25)

    assert (pages.across, pages.down, pages.percent) == (1, 1, 100)
    assert pages.smallest_text == 7.5
    assert pages.sheets[0].label == "A1"


def test_the_sheet_is_as_large_as_the_paper() -> None:
    pages = pages_of(changed(BARE, paper="A3"))

    assert (pages.width, pages.height) == pytest.approx((420 * POINTS_PER_MM, 297 * POINTS_PER_MM))


def test_too_many_rows_go_on_further_sheets_below() -> None:
    pages = pages_of(changed(BARE, percent=100, across=1), rows=100)
    fitting = int((190 * POINTS_PER_MM / 0.75 - HEADING) / ROW)

    assert [sheet.rows for sheet in pages.sheets if sheet.column == 0] == [
        (top, min(top + fitting, 100)) for top in range(0, 100, fitting)
    ]


def test_texts_shrink_until_the_rows_fit_on_the_pages_asked_for() -> None:
    pages = pages_of(changed(BARE, across=1, down=1), rows=100)

    assert (pages.across, pages.down) == (1, 1)
    assert pages.percent < 100
    assert pages.smallest_text == pytest.approx(SMALL_TEXT * 0.75 * pages.percent / 100)
    assert pages_of(changed(BARE, percent=pages.percent + 1), rows=100).down == 2, "it could have been larger"


def test_texts_shrink_a_little_to_save_a_page_with_few_rows() -> None:
    setup = changed(BARE, across=1)
    full = pages_of(setup, rows=60).sheets[0].rows[1]

    assert pages_of(setup, rows=full + 3).down == 1
    assert 85 <= pages_of(setup, rows=full + 3).percent < 100
    assert (pages_of(setup, rows=full + 20).down, pages_of(setup, rows=full + 20).percent) == (2, 100)
    assert pages_of(changed(setup, percent=100), rows=full + 3).down == 2, "the size was asked for"


def test_fitting_never_enlarges() -> None:
    assert pages_of(changed(BARE, across=1, down=1), rows=2).percent == 100


def test_a_plan_too_long_for_the_pages_asked_for_takes_more_and_says_so() -> None:
    pages = pages_of(changed(BARE, across=1, down=1), rows=5000)

    assert pages.percent == 10
    assert pages.down > 1
    assert [note.code for note in pages.notes] == ["print.does-not-fit"]


def test_the_time_scale_gives_way_before_texts_do() -> None:
    pages = pages_of(changed(BARE, across=1), extent=plan(length=3000))

    assert (pages.across, pages.percent) == (1, 100)


def test_texts_shrink_when_the_columns_leave_the_chart_no_room() -> None:
    wide = [Column(str(number), "", 150) for number in range(10)]

    pages = pages_of(changed(BARE, across=1), columns=wide)

    assert pages.across == 1
    assert pages.percent < 60
    assert pages.sheets[0].chart_width > 0.29 * (pages.sheets[0].table_width + pages.sheets[0].chart_width)


def test_the_chart_ends_at_the_edge_of_every_page() -> None:
    pages = pages_of(changed(BARE, across=4, down=1))

    assert pages.across == 4
    for sheet in pages.sheets:
        assert sheet.body.x + sheet.body.width == pytest.approx(pages.width - 10 * POINTS_PER_MM)


def test_time_is_cut_at_ticks_and_goes_on_where_it_stopped() -> None:
    pages = pages_of(changed(BARE, across=4, down=1))

    for left, right in pairwise(pages.sheets):
        assert left.finish == right.start
        assert left.finish % DAY == 0
    assert pages.sheets[0].start % DAY == 0
    assert pages.sheets[0].start < START
    assert pages.sheets[-1].finish >= START + 60 * DAY


def test_labels_have_room_behind_the_last_bar() -> None:
    pages = pages_of(changed(BARE, across=1), extent=plan(label=100))
    sheet = pages.sheets[0]

    assert (sheet.finish - START - 60 * DAY) / sheet.minutes_per_unit >= 97


def test_a_long_label_does_not_squeeze_all_bars() -> None:
    sheet = pages_of(changed(BARE, across=1), extent=plan(length=600, label=2000)).sheets[0]

    assert 600 * DAY / sheet.minutes_per_unit > 0.75 * sheet.chart_width


def test_the_first_columns_are_repeated_on_every_page_across() -> None:
    for repeated in (None, 2):
        pages = pages_of(changed(BARE, across=3, down=1, repeated=repeated))

        assert [[column.key for column in sheet.columns] for sheet in pages.sheets] == [
            ["row", "name", "start", "finish"],
            ["row", "name"],
            ["row", "name"],
        ]


def test_columns_too_wide_for_a_page_go_on_the_next_one_whole() -> None:
    wide = [Column(str(number), "", 240) for number in range(8)]

    pages = pages_of(changed(BARE, percent=100, repeated=1), columns=wide)

    assert [[column.key for column in sheet.columns] for sheet in pages.sheets[:3]] == [
        ["0", "1", "2", "3"],
        ["0", "4", "5", "6"],
        ["0", "7"],
    ]
    assert [sheet.chart_width > 0 for sheet in pages.sheets[:3]] == [False, False, True]


def test_a_column_wider_than_the_page_is_narrowed() -> None:
    pages = pages_of(changed(BARE, percent=100, landscape=False, paper="A5"), columns=[Column("name", "", 2000)])

    assert all(sheet.body.width <= pages.width for sheet in pages.sheets)
    assert pages.sheets[0].chart_width > 100


def test_own_dates_are_kept_to_the_day() -> None:
    pages = pages_of(changed(BARE, across=2, start=date(2027, 3, 10), finish=date(2027, 3, 24)))

    assert pages.sheets[0].start == day_number(date(2027, 3, 10)) * DAY
    assert pages.sheets[-1].finish == day_number(date(2027, 3, 25)) * DAY


def test_a_summary_task_is_not_left_alone_at_the_foot_of_a_page() -> None:
    fitting = int((190 * POINTS_PER_MM / 0.75 - HEADING) / ROW)
    levels = [1] * (fitting - 2) + [1, 2, 3] + [3] * 10

    pages = pages_of(changed(BARE, across=1), rows=levels)

    assert [sheet.rows for sheet in pages.sheets] == [(0, fitting - 2), (fitting - 2, len(levels))]


@pytest.mark.parametrize(("place", "wanted"), [("none", [0, 0]), ("last page", [0, 1]), ("every page", [1, 1])])
def test_the_legend_stands_where_it_was_asked_for(place: str, wanted: list[int]) -> None:
    pages = pages_of(changed(BARE, across=1, legend=LegendPlace(place)), rows=50)

    assert [int(sheet.legend is not None) for sheet in pages.sheets] == wanted


@pytest.mark.parametrize("rows", range(20, 75))
def test_the_legend_never_covers_rows(rows: int) -> None:
    setup = PrintSetup(legend=LegendPlace.LAST)
    last = pages_of(setup, rows=rows).sheets[-1]

    assert last.legend is not None
    assert last.body.y + last.body.height < last.legend.y
    assert last.footer is not None
    assert last.legend.y + last.legend.height <= last.footer.y + 1e-6


def test_a_legend_without_entries_takes_no_room() -> None:
    assert legend_height(0, 500) == 0
    assert pages_of(changed(BARE, legend=LegendPlace.EVERY), entries=0).sheets[0].legend is None


def test_the_title_stands_on_the_first_sheet_and_its_row_leaves_it_room() -> None:
    pages = pages_of(PrintSetup(across=2), rows=80)

    assert [sheet.label for sheet in pages.sheets if sheet.title] == ["A1"]
    assert pages.sheets[0].body.y == pages.sheets[1].body.y > pages.sheets[2].body.y


@pytest.mark.parametrize("detail", [TimeDetail.DAYS, TimeDetail.WEEKS, TimeDetail.MONTHS])
def test_finer_time_takes_more_pages_across(detail: TimeDetail) -> None:
    pages = pages_of(changed(BARE, percent=100, detail=detail), extent=plan(length=700))

    assert pages.across == {TimeDetail.DAYS: 21, TimeDetail.WEEKS: 6, TimeDetail.MONTHS: 2}[detail]


@pytest.mark.parametrize(("length", "across"), [(1, 1), (5, 1), (30, 1), (90, 1), (300, 3), (400, 1), (4000, 3)])
def test_the_automatic_detail_keeps_to_three_pages_across(length: int, across: int) -> None:
    assert pages_of(changed(BARE, percent=100), extent=plan(length=length)).across == across


def test_a_short_plan_is_not_drawn_out_beyond_measure() -> None:
    sheet = pages_of(changed(BARE, percent=100, detail=TimeDetail.WEEKS), extent=plan(length=5)).sheets[0]

    assert sheet.minutes_per_unit == pytest.approx(7 * DAY / 80, rel=0.15)


def test_a_plan_without_tasks_is_one_page() -> None:
    pages = pages_of(PrintSetup(), rows=0, extent=Extent(START, [(START, 0)]))

    assert len(pages.sheets) == 1
    assert pages.sheets[0].rows == (0, 0)
    assert pages.sheets[0].finish > pages.sheets[0].start


def test_a_sheet_longer_than_a_page_can_be_is_cut_back() -> None:
    pages = pages_of(changed(BARE, size=(9000.0, 800.0)))

    assert pages.width == pytest.approx(14_400)
    assert [note.code for note in pages.notes] == ["print.sheet-too-large"]


def test_a_ream_of_paper_is_refused() -> None:
    with pytest.raises(PrintError, match="pages"):
        pages_of(changed(BARE, percent=500, detail=TimeDetail.HOURS), rows=300, extent=plan(length=3000))


@pytest.mark.parametrize(
    "wrong",
    [
        {"paper": "A9"},
        {"percent": 5},
        {"across": 0},
        {"start": date(2027, 2, 1), "finish": date(2027, 1, 1)},
        {"margins": Margins(left=150, right=150)},
        {"margins": Margins(left=-1)},
    ],
)
def test_a_setup_that_cannot_be_printed_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PrintError):
        PrintSetup(**wrong)


@given(
    levels=st.lists(st.integers(1, 4), max_size=120),
    length=st.integers(0, 4000),
    percent=st.none() | st.integers(10, 500),
    across=st.none() | st.integers(1, 4),
    down=st.none() | st.integers(1, 3),
    paper=st.sampled_from(["A5", "A4", "A0", "Letter"]),
    landscape=st.booleans(),
    legend=st.sampled_from(list(LegendPlace)),
    label=st.floats(0, 400),
)
def test_every_row_and_moment_is_on_exactly_one_sheet(
    levels: list[int],
    length: int,
    percent: int | None,
    across: int | None,
    down: int | None,
    paper: str,
    landscape: bool,
    legend: LegendPlace,
    label: float,
) -> None:
    setup = PrintSetup(
        paper=paper, landscape=landscape, percent=percent, across=across, down=down, legend=legend, repeated=1
    )
    pages = pages_of(setup, rows=levels, extent=plan(length=length, label=label))

    firsts = [sheet for sheet in pages.sheets if sheet.column == 0]
    assert [row for sheet in firsts for row in range(*sheet.rows)] == list(range(len(levels)))
    strips = [sheet for sheet in pages.sheets if sheet.row == 0]
    charts = [sheet for sheet in strips if sheet.chart_width]
    assert charts[0].start <= START
    assert charts[-1].finish >= START + length * DAY
    assert all(left.finish == right.start for left, right in pairwise(charts))
    assert all(sheet.finish > sheet.start for sheet in charts)
    assert {column.key for sheet in strips for column in sheet.columns} == {column.key for column in COLUMNS}
    assert [sheet.number for sheet in pages.sheets] == list(range(1, len(pages.sheets) + 1))
