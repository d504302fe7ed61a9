"""Working time: calendars with their bases, exceptions and work weeks, and the arithmetic on them."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.kinds import Recurrence, ResourceKind
from gantline.app.project.moments import DAY, Minute, day_number, to_date, to_datetime, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    INHERITED_WEEK,
    STANDARD_HOURS,
    STANDARD_WEEK,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
    Week,
    WorkWeek,
)
from gantline.app.project.recurrence import days_of
from gantline.app.project.working_time import WorkingTime, WorkingTimes

from ..laws import law

ROUND_THE_CLOCK: Week = (((0, 1440),),) * 7  # type: ignore[assignment]
NIGHTS: Week = (
    ((1380, 1440),),
    ((0, 180), (240, 480), (1380, 1440)),
    ((0, 180), (240, 480), (1380, 1440)),
    ((0, 180), (240, 480), (1380, 1440)),
    ((0, 180), (240, 480), (1380, 1440)),
    ((0, 180), (240, 480)),
    (),
)
OVER_MIDNIGHT: Week = (((1320, 360),),) * 5 + ((), ())  # type: ignore[assignment]
OFF: Week = ((),) * 7  # type: ignore[assignment]


def times(*calendars: Calendar, **more: Any) -> WorkingTimes:
    project = Project(ProjectInfo(start=datetime(2026, 1, 5, 8)), calendars=calendars, **more)
    return WorkingTimes(project)


def calendar(uid: int = 1, **attributes: Any) -> Calendar:
    return Calendar(uid=CalendarUid(uid), name=f"Calendar {uid}", **attributes)


def working(**attributes: Any) -> WorkingTime:
    return times(calendar(**attributes)).project


def at(text: str) -> Minute:
    """A moment of January 2026, or in full."""
    return to_minute(datetime.fromisoformat(text if "-" in text else f"2026-01-{text}"))


def day_off(start: str, finish: str = "", **attributes: Any) -> ExceptionPeriod:
    return ExceptionPeriod(start=date.fromisoformat(start), finish=date.fromisoformat(finish or start), **attributes)


class TestArithmetic:
    def test_work_goes_on_over_nights_and_weekends(self) -> None:
        week = working()
        assert to_datetime(week.add(at("09 13:00"), 480)) == datetime(2026, 1, 12, 12)
        assert to_datetime(week.add(at("12 12:00"), -480)) == datetime(2026, 1, 9, 13)
        assert week.between(at("05 00:00"), at("12 00:00")) == 5 * 480
        assert week.between(at("12 00:00"), at("05 00:00")) == -5 * 480

    def test_the_end_of_work_is_read_as_the_evening_its_start_as_the_morning(self) -> None:
        week = working()
        assert to_datetime(week.add(at("05 08:00"), 480)) == datetime(2026, 1, 5, 17)
        assert to_datetime(week.next_working(at("05 17:00"))) == datetime(2026, 1, 6, 8)
        assert to_datetime(week.previous_working(at("06 08:00"))) == datetime(2026, 1, 5, 17)
        assert week.next_working(at("05 09:30")) == week.previous_working(at("05 09:30")) == at("05 09:30")

    def test_no_work_takes_no_time(self) -> None:
        assert working().add(at("10 10:00"), 0) == at("10 10:00")

    def test_periods_are_cut_off_at_the_ends(self) -> None:
        assert working().periods(at("05 09:00"), at("05 14:00")) == [
            (at("05 09:00"), at("05 12:00")),
            (at("05 13:00"), at("05 14:00")),
        ]
        assert working().periods(at("05 14:00"), at("05 09:00")) == []

    def test_round_the_clock_is_one_period(self) -> None:
        clock = working(week=ROUND_THE_CLOCK)
        assert clock.periods(at("01 00:00"), at("31 00:00")) == [(at("01 00:00"), at("31 00:00"))]
        assert to_datetime(clock.add(at("05 17:30"), 1440)) == datetime(2026, 1, 6, 17, 30)

    @pytest.mark.parametrize("week", [NIGHTS, OVER_MIDNIGHT], ids=["two days", "one period"])
    def test_a_night_shift_works_over_midnight(self, week: Week) -> None:
        shift = working(week=week)
        assert (
            shift.between(at("05 12:00"), at("06 12:00")) == (7 if week is NIGHTS else 8) * 60 + (week is NIGHTS) * 60
        )
        assert shift.next_working(at("06 00:30")) == at("06 00:30")

    def test_dates_far_away_are_answered(self) -> None:
        week = working()
        assert week.add(at("05 08:00"), 480 * 250 * 1000) > to_minute(datetime(2300, 1, 1))
        assert week.add(at("05 08:00"), -480 * 250 * 1000) < to_minute(datetime(1900, 1, 1))


class TestCalendars:
    def test_a_base_calendar_without_hours_has_microsoft_projects_default_week(self) -> None:
        assert working().periods(at("05 00:00"), at("12 00:00")) == working(week=STANDARD_WEEK).periods(
            at("05 00:00"), at("12 00:00")
        )

    def test_a_derived_calendar_takes_open_days_and_exceptions_from_its_base(self) -> None:
        base = calendar(1, exceptions=(day_off("2026-01-06"),))
        derived = calendar(2, base=CalendarUid(1), week=(((540, 600),), *INHERITED_WEEK[1:]))
        found = times(base, derived).calendar(CalendarUid(2))
        assert found.between(at("05 00:00"), at("06 00:00")) == 60
        assert found.between(at("06 00:00"), at("07 00:00")) == 0
        assert found.between(at("07 00:00"), at("08 00:00")) == 480

    def test_a_calendars_own_exception_beats_its_bases(self) -> None:
        base = calendar(1, exceptions=(day_off("2026-01-06"),))
        derived = calendar(2, base=CalendarUid(1), exceptions=(day_off("2026-01-06", hours=((600, 660),)),))
        assert times(base, derived).calendar(CalendarUid(2)).between(at("06 00:00"), at("07 00:00")) == 60

    def test_a_work_week_counts_in_its_span_and_gives_way_to_exceptions(self) -> None:
        summer = WorkWeek(start=date(2026, 1, 12), finish=date(2026, 1, 18), week=(((480, 540),), *INHERITED_WEEK[1:]))
        week = working(work_weeks=(summer,), exceptions=(day_off("2026-01-13"),))
        assert [week.between(at(f"{day} 00:00"), at(f"{day + 1} 00:00")) for day in (12, 13, 14, 19)] == [
            60,
            0,
            480,
            480,
        ]

    def test_a_plan_without_calendars_works_the_default_week(self) -> None:
        assert times().project.between(at("05 00:00"), at("06 00:00")) == 480

    @pytest.mark.parametrize(
        ("calendars", "code"),
        [
            ((calendar(1, base=CalendarUid(9)),), "calendar.base-missing"),
            ((calendar(1, base=CalendarUid(1)),), "calendar.base-cycle"),
            ((calendar(1, base=CalendarUid(2)), calendar(2, base=CalendarUid(1))), "calendar.base-cycle"),
            ((calendar(1, week=OFF),), "calendar.no-working-time"),
        ],
    )
    def test_broken_calendars_are_mended_and_named(self, calendars: tuple[Calendar, ...], code: str) -> None:
        found = times(*calendars)
        assert found.project.between(at("05 00:00"), at("12 00:00")) == 5 * 480
        assert [note.code for note in found.notes] == [code]

    def test_a_calendar_with_working_exceptions_alone_goes_on_with_the_standard_week_after_them(self) -> None:
        week = working(week=OFF, exceptions=(day_off("2026-01-10", hours=STANDARD_HOURS),))
        assert week.next_working(at("05 08:00")) == at("10 08:00")
        assert week.next_working(at("10 17:00")) == at("12 08:00")

    def test_a_calendar_that_is_off_for_centuries_still_answers(self) -> None:
        week = working(exceptions=(day_off("1900-01-01", "2199-12-31"),))
        assert to_datetime(week.next_working(at("05 08:00"))).year == 2200

    def test_thousands_of_exceptions_over_forty_years_are_counted(self) -> None:
        days = [date(2000, 1, 3) + timedelta(days=7 * week) for week in range(2000)]
        week = working(exceptions=tuple(ExceptionPeriod(start=day, finish=day) for day in days))
        assert week.between(to_minute(datetime(2000, 1, 3)), to_minute(datetime(2038, 5, 3))) == 2000 * 4 * 480


class TestClashingExceptions:
    """Counted on calendars that Microsoft Project computed: 1,305 days from Friday, 1 January 2021."""

    MONTHLY = ExceptionPeriod(
        start=date(2023, 5, 12), finish=date(2023, 12, 12), hours=STANDARD_HOURS, recurrence=Recurrence.MONTHLY_BY_DAY,
        month_day=12, occurrences=8,
    )  # fmt: skip
    YEARLY = ExceptionPeriod(
        start=date(2023, 5, 12), finish=date(2028, 5, 12), hours=STANDARD_HOURS,
        recurrence=Recurrence.YEARLY_BY_POSITION, month=5, position=2, item=8, occurrences=6,
    )  # fmt: skip
    WEEKLY = ExceptionPeriod(
        start=date(2023, 5, 12), finish=date(2044, 5, 27), hours=STANDARD_HOURS, recurrence=Recurrence.WEEKLY,
        period=2, weekdays=16, occurrences=550,
    )  # fmt: skip

    @staticmethod
    def end(*exceptions: ExceptionPeriod) -> datetime:
        return to_datetime(working(exceptions=exceptions).add(to_minute(datetime(2021, 1, 1, 8)), 1305 * 480))

    def test_a_single_period_beats_recurring_ones(self) -> None:
        off = day_off("2023-05-12")
        assert self.end(off, self.MONTHLY, self.YEARLY, self.WEEKLY) == datetime(2025, 12, 31, 17)

    def test_a_yearly_one_beats_a_monthly_and_a_weekly_one(self) -> None:
        off = ExceptionPeriod(**{**{n: getattr(self.YEARLY, n) for n in self.YEARLY.__struct_fields__}, "hours": ()})
        assert self.end(self.MONTHLY, off, self.WEEKLY) == datetime(2026, 1, 2, 17)

    def test_every_other_friday_off(self) -> None:
        off = ExceptionPeriod(**{**{n: getattr(self.WEEKLY, n) for n in self.WEEKLY.__struct_fields__}, "hours": ()})
        assert self.end(off) == datetime(2026, 4, 20, 17)


@pytest.mark.parametrize(
    ("kind", "start", "last", "count", "pattern"),
    [  # first day, and the last one Microsoft Project stored for so many occurrences
        (Recurrence.DAILY, "2000-02-01", "2000-02-10", 4, {"period": 3}),
        (Recurrence.WEEKLY, "2001-01-01", "2001-03-28", 5, {"period": 3, "weekdays": 4}),
        (Recurrence.WEEKLY, "2001-01-01", "2002-03-17", 9, {"period": 7, "weekdays": 64}),
        (Recurrence.MONTHLY_BY_POSITION, "2002-01-01", "2005-01-28", 7, {"period": 6, "item": 8, "position": 5}),
        (Recurrence.MONTHLY_BY_POSITION, "2002-01-01", "2007-05-13", 9, {"period": 8, "item": 3, "position": 2}),
        (Recurrence.MONTHLY_BY_DAY, "2003-01-01", "2005-02-04", 6, {"period": 5, "month_day": 4}),
        (Recurrence.YEARLY_BY_POSITION, "2004-01-01", "2009-05-21", 6, {"month": 5, "item": 7, "position": 3}),
        (Recurrence.YEARLY_BY_DAY, "2005-01-01", "2009-04-03", 5, {"month": 4, "month_day": 3}),
    ],
)
def test_recurring_exceptions_fall_on_the_days_microsoft_project_means(
    kind: Recurrence, start: str, last: str, count: int, pattern: dict[str, int]
) -> None:
    exception = day_off(start, last, recurrence=kind, occurrences=count, **pattern)
    days = list(days_of(exception, day_number(exception.finish)))
    assert len(days) == count
    assert to_date(days[-1]) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("item", "days"),
    [(0, ["2026-01-31", "2026-02-28"]), (1, ["2026-01-30", "2026-02-27"]), (2, ["2026-01-31", "2026-02-28"])],
    ids=["last day", "last weekday", "last weekend day"],
)
def test_positions_count_days_weekdays_and_weekend_days(item: int, days: list[str]) -> None:
    exception = ExceptionPeriod(
        start=date(2026, 1, 1),
        finish=date(2026, 2, 28),
        recurrence=Recurrence.MONTHLY_BY_POSITION,
        item=item,
        position=5,
    )
    assert [str(to_date(day)) for day in days_of(exception, day_number(exception.finish))] == days


def test_the_31st_of_a_shorter_month_is_its_last_day() -> None:
    exception = ExceptionPeriod(
        start=date(2026, 1, 1), finish=date(2026, 4, 30), recurrence=Recurrence.MONTHLY_BY_DAY, month_day=31
    )
    days = [str(to_date(day)) for day in days_of(exception, day_number(exception.finish))]
    assert days == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


class TestTasksAndResources:
    ANN = Resource(uid=ResourceUid(1), calendar=CalendarUid(2))
    BOB = Resource(uid=ResourceUid(2))
    SAND = Resource(uid=ResourceUid(3), calendar=CalendarUid(2), kind=ResourceKind.MATERIAL)
    CALENDARS = (calendar(1), calendar(2, base=CalendarUid(1), exceptions=(day_off("2026-01-05"),)))

    def found(self, *resources: int, **task: Any) -> WorkingTimes:
        return times(
            *self.CALENDARS,
            tasks=[Task(uid=TaskUid(1), **task)],
            resources=[self.ANN, self.BOB, self.SAND],
            assignments=[
                Assignment(uid=AssignmentUid(uid), task=TaskUid(1), resource=ResourceUid(uid)) for uid in resources
            ],
        )

    def monday(self, time: WorkingTime) -> int:
        return time.between(at("05 00:00"), at("06 00:00"))

    def test_a_resource_works_its_own_calendar_or_the_projects(self) -> None:
        found = self.found()
        assert [self.monday(found.resource(ResourceUid(uid))) for uid in (1, 2)] == [0, 480]

    def test_a_task_goes_on_while_anybody_on_it_works(self) -> None:
        assert self.monday(self.found(1).task(TaskUid(1))) == 0
        assert self.monday(self.found(1, 2).task(TaskUid(1))) == 480

    def test_material_has_no_hours(self) -> None:
        assert self.monday(self.found(3).task(TaskUid(1))) == 480

    def test_calendars_that_say_the_same_are_the_same(self) -> None:
        found = times(calendar(1), calendar(2, base=CalendarUid(1)), calendar(3, base=CalendarUid(2)))
        assert found.calendar(CalendarUid(3)) is found.project


LAW = law(60)
HOURS = st.lists(st.integers(0, 48), min_size=2, max_size=6, unique=True).map(
    lambda edges: tuple(zip(*[(edge * 30 for edge in sorted(edges[: len(edges) // 2 * 2]))] * 2, strict=True))
)
WEEKS = st.tuples(*[HOURS | st.just(())] * 7).filter(any)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
EXCEPTIONS = st.lists(
    st.builds(
        lambda start, length, hours: ExceptionPeriod(start=start, finish=start + timedelta(days=length), hours=hours),
        DAYS,
        st.integers(0, 20),
        HOURS | st.just(()),
    ),
    max_size=6,
).map(tuple)
CALENDARS = st.builds(working, week=WEEKS, exceptions=EXCEPTIONS)
MOMENTS = st.integers(to_minute(datetime(2025, 1, 1)), to_minute(datetime(2027, 12, 31)))


class TestLaws:
    @LAW
    @given(CALENDARS, MOMENTS, st.integers(-100_000, 100_000))
    def test_what_was_added_lies_between(self, time: WorkingTime, start: Minute, minutes: int) -> None:
        assert time.between(start, time.add(start, minutes)) == minutes

    @LAW
    @given(CALENDARS, MOMENTS, MOMENTS)
    def test_periods_hold_what_lies_between(self, time: WorkingTime, one: Minute, other: Minute) -> None:
        start, finish = sorted((one, other))
        periods = time.periods(start, finish)
        assert sum(to - from_ for from_, to in periods) == time.between(start, finish)
        assert all(start <= from_ < to <= finish for from_, to in periods)
        assert all(before[1] < after[0] for before, after in pairwise(periods))

    @LAW
    @given(CALENDARS, MOMENTS)
    def test_next_and_previous_are_the_same_place_on_the_axis(self, time: WorkingTime, moment: Minute) -> None:
        following, preceding = time.next_working(moment), time.previous_working(moment)
        assert preceding <= moment <= following
        assert time.between(preceding, following) == 0
        assert time.between(following, following + 1) == 1
        assert time.between(preceding - 1, preceding) == 1

    @LAW
    @given(CALENDARS, MOMENTS, st.integers(1, 50_000))
    def test_work_placed_from_its_start_is_found_from_its_finish(
        self, time: WorkingTime, moment: Minute, minutes: int
    ) -> None:
        start, finish = time.from_start(moment, minutes)
        assert start == time.next_working(moment)
        assert finish == time.add(start, minutes)
        assert time.from_finish(finish, minutes) == (start, finish)

    @LAW
    @given(st.builds(calendar, week=WEEKS, exceptions=EXCEPTIONS), st.lists(MOMENTS, min_size=1, max_size=5))
    def test_answers_do_not_hang_on_the_order_of_questions(self, record: Calendar, moments: list[Minute]) -> None:
        forward, backward = times(record).project, times(record).project
        assert [forward.next_working(moment) for moment in moments] == [
            *reversed([backward.next_working(moment) for moment in reversed(moments)])
        ]

    @LAW
    @given(st.builds(calendar, week=WEEKS, exceptions=EXCEPTIONS), DAYS)
    def test_a_day_works_as_its_exception_or_its_weekday_says(self, record: Calendar, day: date) -> None:
        spoken = [one.hours for one in record.exceptions if one.start <= day <= one.finish]
        hours = spoken[0] if spoken else record.week[day.weekday()] or ()
        midnight = day_number(day) * DAY
        worked = times(record).project.between(midnight, midnight + DAY)
        assert worked == sum(to - from_ for from_, to in hours)
