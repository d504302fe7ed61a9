"""Edits of resources and calendars do what they say, refuse in words, and are taken back by their inverse."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import calendar_days, calendars, resource_calendars, resources
from gantline.app.edits.rates import format_rate, parse_rate
from gantline.app.edits.wording import Wording
from gantline.app.edits.working_hours import format_hours, parse_hours, total_minutes
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Recurrence, ResourceKind, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_HOURS,
    STANDARD_WEEK,
    Assignment,
    AssignmentUid,
    Availability,
    Calendar,
    CalendarUid,
    CostRates,
    ExceptionPeriod,
    ProjectInfo,
    Rate,
    Resource,
    ResourceUid,
    StoredDates,
    Task,
    TaskUid,
    WorkWeek,
)
from gantline.app.project.working_time import WorkingTimes

ANNA, BERT, STEEL = ResourceUid(1), ResourceUid(2), ResourceUid(3)
STANDARD, NIGHT, ANNAS = CalendarUid(1), CalendarUid(2), CalendarUid(3)
DIG, PAINT = TaskUid(1), TaskUid(2)
INFO = ProjectInfo(start=datetime(2026, 1, 5, 8))
EASTER = ExceptionPeriod(name="Easter", start=date(2026, 4, 3), finish=date(2026, 4, 6))
CHRISTMAS = ExceptionPeriod(name="Christmas", start=date(2026, 12, 24), finish=date(2026, 12, 26))
SUMMER = WorkWeek(name="Summer", start=date(2026, 7, 1), finish=date(2026, 8, 31))


def plan() -> Project:
    return Project(
        INFO,
        tasks=[Task(uid=DIG, name="Dig", calendar=NIGHT), Task(uid=PAINT, name="Paint")],
        resources=[
            Resource(uid=ANNA, name="Anna", calendar=ANNAS, rates=(CostRates(), CostRates(table=1))),
            Resource(uid=BERT, name="Bert", availability=(Availability(units=0.5),)),
            Resource(uid=STEEL, name="Steel", kind=ResourceKind.MATERIAL),
        ],
        assignments=[Assignment(uid=AssignmentUid(1), task=DIG, resource=ANNA)],
        calendars=[
            Calendar(uid=STANDARD, name="Standard"),
            Calendar(uid=NIGHT, name="Night", exceptions=(EASTER, CHRISTMAS), work_weeks=(SUMMER,)),
            Calendar(uid=ANNAS, name="Anna", base=STANDARD, week=(None, None, None, None, (), None, None)),
        ],
        stored_dates={uid: StoredDates(start=datetime(2026, 1, 5)) for uid in (DIG, PAINT)},
    )


def after(edit: Callable[[Project], Patch]) -> Project:
    project = plan()
    project.apply(edit(project))
    return project


EDITS: dict[str, Callable[[Project], Patch]] = {
    "add material": lambda p: resources.add(p, "Sand", kind=ResourceKind.MATERIAL),
    "delete two": lambda p: resources.delete(p, [ANNA, STEEL]),
    "base calendar of an own one": lambda p: resource_calendars.set_base_calendar(p, ANNA, NIGHT),
    "inherited hours": lambda p: calendars.set_hours(p, ANNAS, 4, None),
    "remove two exceptions": lambda p: calendar_days.remove_exceptions(p, NIGHT, [0, 1]),
}
"""What the table of all edits does not do."""


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_changes_the_plan_and_its_inverse_takes_it_back(edit: Callable[[Project], Patch]) -> None:
    project = plan()
    patch = edit(project)
    assert project == plan(), "an edit leaves the plan alone until its patch is applied"

    project.apply(patch)
    assert project != plan()
    project.apply(patch.inverted())

    assert project == plan()


# -- resources


@pytest.mark.parametrize("name", ["", "  ", "Bert", "BERT", "A, B", "A[1]", "A]"])
def test_a_name_that_is_empty_taken_or_reserved_is_refused(name: str) -> None:
    with pytest.raises(EditError):
        resources.rename(plan(), ANNA, name)
    with pytest.raises(EditError):
        resources.add(plan(), name)


def test_a_resource_can_change_the_case_of_its_name() -> None:
    assert after(lambda p: resources.rename(p, BERT, "BERT")).resources[BERT].name == "BERT"


def test_the_own_calendar_is_renamed_with_its_resource() -> None:
    assert after(lambda p: resources.rename(p, ANNA, "Ann")).calendars[ANNAS].name == "Ann"


def test_deleting_a_resource_takes_its_assignments_and_its_own_calendar_along() -> None:
    project = after(lambda p: resources.delete(p, [ANNA]))

    assert not project.assignments
    assert ANNAS not in project.calendars
    assert project.resource_order == (BERT, STEEL)
    assert set(project.stored_dates) == {PAINT}


def test_a_resource_at_work_keeps_its_kind() -> None:
    with pytest.raises(EditError, match="Anna is used by a task"):
        resources.set_kind(plan(), ANNA, ResourceKind.MATERIAL)


def test_the_plain_rate_is_also_the_first_of_the_rate_table() -> None:
    anna = after(lambda p: resources.set_standard_rate(p, ANNA, Rate(amount=Decimal(80)))).resources[ANNA]

    assert [one.standard.amount for one in anna.rates] == [80, 0]


def test_max_units_hold_from_now_on_always() -> None:
    assert after(lambda p: resources.set_max_units(p, BERT, 0.8)).resources[BERT].availability == ()


@pytest.mark.parametrize("address", ["anna", "@example.org", "anna@", "an na@example.org"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(EditError, match="not an e-mail address"):
        resources.set_email(plan(), ANNA, address)


def test_resources_move_together_in_their_order() -> None:
    assert after(lambda p: resources.move(p, [STEEL, ANNA], 1)).resource_order == (BERT, ANNA, STEEL)


def test_a_free_name_is_found() -> None:
    assert resources.free_name(plan(), "Cara") == "Cara"
    assert resources.free_name(plan(), "Anna") == "Anna 2"


def test_an_own_calendar_is_made_once_and_follows_what_the_resource_followed() -> None:
    project = after(lambda p: resource_calendars.give_own_calendar(p, BERT))
    own = resource_calendars.own_calendar(project, BERT)

    assert own is not None
    assert project.calendars[own] == Calendar(uid=own, name="Bert", base=STANDARD)
    assert not resource_calendars.give_own_calendar(project, BERT)


def test_an_own_calendar_goes_when_the_resource_is_to_have_none() -> None:
    project = after(lambda p: resource_calendars.drop_own_calendar(p, ANNA))

    assert ANNAS not in project.calendars
    assert project.resources[ANNA].calendar is None


# -- calendars


def test_a_calendar_in_use_is_not_deleted_and_its_users_are_named() -> None:
    with pytest.raises(EditError, match="Calendar Night is in use by task Dig"):
        calendars.delete(plan(), NIGHT)
    with pytest.raises(EditError, match="in use by the plan, calendar Anna"):
        calendars.delete(plan(), STANDARD)
    with pytest.raises(EditError, match="in use by Anna"):
        calendars.delete(plan(), ANNAS)


def test_a_calendar_out_of_use_is_deleted() -> None:
    project = after(lambda p: calendars.add(p, "Other"))
    [made] = set(project.calendars) - set(plan().calendars)

    project.apply(calendars.delete(project, made))

    assert project == plan()


@pytest.mark.parametrize("name", ["", "standard", "x" * 52])
def test_a_calendar_name_that_is_empty_taken_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(EditError):
        calendars.rename(plan(), NIGHT, name)


def test_a_calendar_does_not_follow_itself() -> None:
    with pytest.raises(EditError, match="cannot follow itself"):
        calendars.set_base(plan(), STANDARD, ANNAS)


def test_a_week_without_work_is_refused() -> None:
    with pytest.raises(EditError):
        calendars.set_week(plan(), STANDARD, ((), (), (), (), (), (), ()))


def test_an_exception_is_put_where_its_date_belongs() -> None:
    spring = ExceptionPeriod(start=date(2026, 5, 1), finish=date(2026, 5, 1))
    project = after(lambda p: calendar_days.add_exception(p, NIGHT, spring))

    assert project.calendars[NIGHT].exceptions == (EASTER, spring, CHRISTMAS)


@pytest.mark.parametrize(
    "exception",
    [
        ExceptionPeriod(start=date(2026, 1, 2), finish=date(2026, 1, 1)),
        ExceptionPeriod(start=date(2026, 1, 1), finish=date(2026, 1, 1), hours=((600, 480),)),
        ExceptionPeriod(start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.WEEKLY),
        ExceptionPeriod(start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.DAILY, period=0),
    ],
)
def test_an_exception_that_cannot_be_is_refused(exception: ExceptionPeriod) -> None:
    with pytest.raises(EditError):
        calendar_days.add_exception(plan(), NIGHT, exception)


def test_only_tasks_that_follow_a_calendar_lose_the_dates_a_file_gave_them() -> None:
    assert set(after(lambda p: calendars.set_hours(p, NIGHT, 0, ())).stored_dates) == {PAINT}
    assert set(after(lambda p: calendars.set_hours(p, ANNAS, 0, ())).stored_dates) == {PAINT}
    assert set(after(lambda p: calendars.set_hours(p, STANDARD, 0, ())).stored_dates) == set()


@pytest.mark.parametrize(("preset", "minutes"), [("standard", 2400), ("24 hours", 10080), ("night shift", 2400)])
def test_presets_have_the_hours_of_their_names(preset: str, minutes: int) -> None:
    _title, week = calendars.PRESETS[preset]
    project = Project(INFO, calendars=[Calendar(uid=STANDARD, week=week)])

    assert WorkingTimes(project).project.between(29_000_000, 29_000_000 + 7 * 1440) == minutes
    assert (preset == "standard") == (week == STANDARD_WEEK)


# -- what is typed


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("8:00-12:00, 13:00-17:00", STANDARD_HOURS),
        ("8-12 13-17", STANDARD_HOURS),
        ("13.00 – 17.00; 8.00 – 12.00", STANDARD_HOURS),
        ("8am-12pm, 1pm to 5pm", STANDARD_HOURS),
        ("22:00-24:00", ((1320, 1440),)),
        ("22:00-0:00", ((1320, 1440),)),
        ("0-24", ((0, 1440),)),
        ("off", ()),
        ("", ()),
        ("-", ()),
    ],
)
def test_hours_are_understood_as_planners_type_them(typed: str, hours: tuple[tuple[int, int], ...]) -> None:
    assert parse_hours(typed) == hours


@pytest.mark.parametrize("typed", ["eight", "8-12 x", "12-8", "22-6", "8-12, 11-13", "25-26", "8:61-9", "8"])
def test_what_holds_no_hours_is_refused(typed: str) -> None:
    with pytest.raises(EditError):
        parse_hours(typed)


@given(st.sets(st.integers(0, 1440), max_size=8))
def test_hours_shown_can_be_typed(marks: set[int]) -> None:
    ordered = sorted(marks)
    hours = tuple(zip(ordered[::2], ordered[1::2], strict=False))

    assert parse_hours(format_hours(hours)) == hours
    assert total_minutes(hours) == sum(finish - start for start, finish in hours)


@pytest.mark.parametrize(
    ("typed", "rate"),
    [
        ("80", Rate(amount=Decimal(80))),
        ("$80/h", Rate(amount=Decimal(80))),
        ("640 / day", Rate(amount=Decimal(640), unit=TimeUnit.DAY)),
        ("5,000.50/mo", Rate(amount=Decimal("5000.50"), unit=TimeUnit.MONTH)),
        ("90000/yr", Rate(amount=Decimal(90000), unit=TimeUnit.YEAR)),
        ("", Rate()),
    ],
)
def test_rates_are_understood_and_shown_so_that_they_can_be_typed(typed: str, rate: Rate) -> None:
    wording = Wording(INFO)
    assert parse_rate(typed, wording, ResourceKind.WORK) == rate
    assert parse_rate(format_rate(rate, wording), wording, ResourceKind.WORK) == rate


def test_material_has_a_price_a_piece() -> None:
    assert parse_rate("12.5", Wording(INFO), ResourceKind.MATERIAL) == Rate(amount=Decimal("12.5"), unit=None)


@pytest.mark.parametrize("typed", ["eighty", "-5/h", "80/ed", "80/parsec", "80/"])
def test_what_is_no_rate_is_refused(typed: str) -> None:
    with pytest.raises(EditError):
        parse_rate(typed, Wording(INFO), ResourceKind.WORK)
