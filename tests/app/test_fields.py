"""Fields show what a plan holds, and values are written and read in the user's style."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.figures import Figures
from gantline.app.edits import outline, tasks
from gantline.app.edits.field import Field, Kind
from gantline.app.edits.fields import FIELDS, USUAL, fields_of
from gantline.app.edits.wording import Style, Wording
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind, DependencyKind, Entity, FieldKind, ResourceKind, TimeUnit
from gantline.app.project.moments import to_datetime, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Baseline,
    Calendar,
    CalendarUid,
    CustomField,
    CustomValue,
    Dependency,
    ProjectInfo,
    Rate,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.schedule.engine import Engine
from tests.corpus import needs_corpus, plans

START = datetime(2026, 1, 5, 8)
INFO = ProjectInfo(start=START)
GERMAN = Style(order="DMY", separator=".", decimal=",", group=".")
AMERICAN = Style(order="MDY", separator="/", weekday=False)


def plan() -> Project:
    """A summary of two tasks, the second following the first with Ann at half time; a blank row; one more."""
    return Project(
        INFO,
        tasks=[
            Task(uid=TaskUid(10), name="Phase"),
            Task(uid=TaskUid(11), name="Dig", duration=960, percent_complete=100, fixed_cost=Decimal(50)),
            Task(
                uid=TaskUid(12),
                name="Build",
                duration=960,
                calendar=CalendarUid(2),
                notes="Two\nlines",
                priority=700,
                baselines=(Baseline(number=0, start=START),),
                custom={"7": CustomValue(value="2.5")},
            ),
            Task(uid=TaskUid(13), blank=True),
            Task(
                uid=TaskUid(14),
                name="Later",
                manual=True,
                levelling_delay=1440,
                start_text="soon",
                finish_text="",
                duration_text="?",
            ),
        ],
        children={ROOT: tuple(map(TaskUid, (10, 13, 14))), TaskUid(10): (TaskUid(11), TaskUid(12))},
        dependencies=[
            Dependency(predecessor=TaskUid(11), successor=TaskUid(12), kind=DependencyKind.FINISH_START, lag=480)
        ],
        resources=[
            Resource(uid=ResourceUid(1), name="Ann", standard_rate=Rate(amount=Decimal(60)), cost_per_use=Decimal(5)),
            Resource(
                uid=ResourceUid(2), name="Sand", kind=ResourceKind.MATERIAL, standard_rate=Rate(amount=Decimal(3))
            ),
            Resource(uid=ResourceUid(3), name="Travel", kind=ResourceKind.COST),
        ],
        assignments=[
            Assignment(uid=AssignmentUid(1), task=TaskUid(12), resource=ResourceUid(1), units=0.5),
            Assignment(uid=AssignmentUid(2), task=TaskUid(12), resource=ResourceUid(2), units=4),
            Assignment(uid=AssignmentUid(3), task=TaskUid(12), resource=ResourceUid(3), cost=Decimal(70)),
        ],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard"), Calendar(uid=CalendarUid(2), name="Night")],
        custom_fields=[
            CustomField(key="7", entity=Entity.TASK, kind=FieldKind.NUMBER, name="Number1", alias="Points"),
            CustomField(key="8", entity=Entity.RESOURCE, kind=FieldKind.TEXT, name="Text1"),
        ],
    )


@pytest.fixture
def figures() -> Figures:
    return Figures(Engine(plan()))


def told(figures: Figures, key: str, uid: int) -> str:
    return fields_of(figures.project)[key].text(figures, Wording(INFO, Style()), TaskUid(uid))


@pytest.mark.parametrize(
    ("key", "uid", "text"),
    [
        ("row", 12, "3"),
        ("row", 14, "5"),
        ("wbs", 12, "1.2"),
        ("wbs", 14, "2"),
        ("name", 12, "Build"),
        ("duration", 12, "2d"),
        ("duration", 14, "?"),
        ("start", 11, "Mon 2026-01-05"),
        ("start", 14, "soon"),
        ("finish", 14, ""),
        ("predecessors", 12, "2FS+1d"),
        ("successors", 11, "3FS+1d"),
        ("resources", 12, "Ann[50%], Sand[4], Travel[70]"),
        ("percent_complete", 10, "50%"),
        ("percent_complete", 11, "100%"),
        ("work", 12, "8h"),
        ("work", 10, "8h"),
        ("cost", 12, "$564.50"),
        ("cost", 10, "$614.50"),
        ("mode", 14, "Manual"),
        ("outline_level", 12, "2"),
        ("calendar", 12, "Night"),
        ("priority", 12, "700"),
        ("constraint", 12, "As soon as possible"),
        ("baseline_start", 12, "Mon 2026-01-05"),
        ("baseline_finish", 12, ""),
        ("active", 12, "Yes"),
        ("start_variance", 12, "3d"),
        ("finish_variance", 12, ""),
        ("remaining_duration", 11, "0d"),
        ("remaining_duration", 12, "2d"),
        ("levelling_delay", 14, "1ed"),
        ("levelling_delay", 11, ""),
        ("custom.7", 12, "2.5"),
        ("custom.7", 11, ""),
        ("uid", 12, "12"),
    ],
)
def test_fields_show_what_the_plan_holds(figures, key, uid, text):
    assert told(figures, key, uid) == text


def test_custom_fields_of_tasks_are_fields_under_their_own_names(figures):
    fields = fields_of(figures.project)
    assert fields["custom.7"].caption == "Points"
    assert "custom.8" not in fields
    assert set(USUAL) <= fields.keys()


@pytest.mark.parametrize(
    ("kind", "typed", "kept", "shown"),
    [
        (FieldKind.NUMBER, "1,5", "1.5", "1.5"),
        (FieldKind.FLAG, "yes", "1", "Yes"),
        (FieldKind.DATE, "5.1.26", "2026-01-05T08:00:00", "Mon 2026-01-05"),
        (FieldKind.FINISH, "5.1.26", "2026-01-05T17:00:00", "Mon 2026-01-05"),
        (FieldKind.DURATION, "1.5d", "PT12H0M0S", "1.5d"),
        (FieldKind.COST, "$12.50", "12.50", "$12.50"),
        (FieldKind.TEXT, " a ", "a", "a"),
    ],
)
def test_custom_values_are_typed_shown_and_taken_away(kind, typed, kept, shown):
    project = Project(
        INFO,
        tasks=[Task(uid=TaskUid(1))],
        custom_fields=[CustomField(key="k", entity=Entity.TASK, kind=kind, name="Field1")],
    )
    figures, wording = Figures(Engine(project)), Wording(INFO)
    field = fields_of(project)["custom.k"]
    assert field.edit is not None
    project.apply(field.edit(figures, wording, TaskUid(1), typed))
    assert project.tasks[TaskUid(1)].custom["k"].value == kept
    assert field.text(figures, wording, TaskUid(1)) == shown
    project.apply(field.edit(figures, wording, TaskUid(1), ""))
    assert not project.tasks[TaskUid(1)].custom


def test_the_figures_follow_an_edit(figures):
    project = figures.project
    assert told(figures, "percent_complete", 10) == "50%"
    patch = tasks.set_fields(project, [TaskUid(12)], percent_complete=100)
    project.apply(patch)
    figures.forget(patch.touched("tasks"), outline=False)
    assert told(figures, "percent_complete", 10) == "100%"

    patch = outline.add_above(project, TaskUid(11), outline.new_task(project, "Survey"))
    project.apply(patch)
    figures.engine.update(patch)
    figures.forget(patch.touched("tasks") | patch.touched("children"), outline=True)
    assert (told(figures, "row", 12), told(figures, "wbs", 12)) == ("4", "1.3")


@pytest.mark.parametrize("field", [field for field in FIELDS if field.edit], ids=lambda field: field.key)
def test_what_a_field_shows_can_be_typed_again(field: Field):
    """Typing the present text changes nothing but, for dates, the wish that they stay."""
    project = plan()
    engine = Engine(project)
    figures, wording = Figures(engine), Wording(INFO, Style())
    text = field.text(figures, wording, TaskUid(12))
    assert field.edit is not None
    patch = field.edit(figures, wording, TaskUid(12), text)
    if field.key not in ("start", "finish", "duration"):
        assert not patch or field.key in ("percent_complete", "work")
    project.apply(patch)
    engine.update(patch)
    assert field.text(Figures(engine), wording, TaskUid(12)) == text


@pytest.mark.parametrize(
    ("text", "kind"), [("must finish", ConstraintKind.MUST_FINISH_ON), ("SNLT", ConstraintKind.START_NO_LATER_THAN)]
)
def test_constraints_are_known_by_beginning_and_by_code(figures, text, kind):
    field = fields_of(figures.project)["constraint"]
    assert field.edit is not None
    figures.project.apply(field.edit(figures, Wording(INFO), TaskUid(12), text))
    assert figures.project.tasks[TaskUid(12)].constraint is kind
    with pytest.raises(EditError, match="none of"):
        field.edit(figures, Wording(INFO), TaskUid(12), "must")


@needs_corpus
def test_every_field_shows_something_for_every_task_of_real_plans():
    from gantline.io.storage import read_path

    for path in plans("plans")[:12]:
        result, _format = read_path(path)
        figures, wording = Figures(Engine(result.project)), Wording(result.project.info)
        for uid, task in result.project.tasks.items():
            for field in fields_of(result.project).values():
                if not task.blank:
                    assert isinstance(field.text(figures, wording, uid), str)


# -- wording


@pytest.mark.parametrize(
    ("style", "text"),
    [(Style(), "Mon 2026-01-05"), (GERMAN, "Mon 05.01.2026"), (AMERICAN, "01/05/2026")],
)
def test_days_are_written_in_the_users_order(style, text):
    assert Wording(INFO, style).moment(to_minute(START)) == text


def test_times_are_shown_where_a_plan_counts_in_hours():
    assert Wording(ProjectInfo(start=START, duration_unit=TimeUnit.HOUR)).moment(to_minute(START)).endswith(" 08:00")
    assert Wording(INFO, Style(times=True)).moment(to_minute(START)).endswith(" 08:00")


@pytest.mark.parametrize(
    ("style", "typed", "moment"),
    [
        (Style(), "2026-02-03", datetime(2026, 2, 3, 8)),
        (Style(), "Tue 2026-02-03 14:30", datetime(2026, 2, 3, 14, 30)),
        (Style(), "3.2.26", datetime(2026, 2, 3, 8)),
        (Style(), "3.2.", datetime(2026, 2, 3, 8)),
        (Style(), "26-02-03", datetime(2026, 2, 3, 8)),
        (Style(), "2-3", datetime(2026, 2, 3, 8)),
        (Style(), "3 Feb", datetime(2026, 2, 3, 8)),
        (Style(), "Feb 3, 2027", datetime(2027, 2, 3, 8)),
        (Style(), "february 3 2027 6pm", datetime(2027, 2, 3, 18)),
        (Style(), "2026-02-03T09:15:00", datetime(2026, 2, 3, 9, 15)),
        (GERMAN, "03.02.2026", datetime(2026, 2, 3, 8)),
        (GERMAN, "3/2/26", datetime(2026, 2, 3, 8)),
        (AMERICAN, "2/3/26", datetime(2026, 2, 3, 8)),
        (AMERICAN, "2/3 12:15am", datetime(2026, 2, 3, 0, 15)),
        (Style(), "3-Feb-26", datetime(2026, 2, 3, 8)),
        (Style(), "Feb-03-2026", datetime(2026, 2, 3, 8)),
        (Style(), "24. Dez 2026 09:30", datetime(2026, 12, 24, 9, 30)),
        (Style(), "3. März 2026", datetime(2026, 3, 3, 8)),
        (Style(), "3. Mrz 26", datetime(2026, 3, 3, 8)),
        (Style(), "3-Mrz-26", datetime(2026, 3, 3, 8)),
        (Style(), "28.12.", datetime(2025, 12, 28, 8)),
        (Style(), "29.2.28", datetime(2028, 2, 29, 8)),
    ],
)
def test_dates_are_read_in_any_usual_form(style, typed, moment):
    assert Wording(INFO, style).parse_moment(typed, 480, date(2026, 1, 15)) == moment


@pytest.mark.parametrize(
    ("typed", "days"), [("yesterday", -1), ("tod", 0), ("Today 14:00", 0), ("tom", 1), ("tomorrow", 1)]
)
def test_days_about_today_are_read_from_their_first_letters(typed, days):
    assert Wording(INFO).parse_moment(typed, 480).date() == date.today() + timedelta(days=days)


@pytest.mark.parametrize(("typed", "weekday"), [("mon", 0), ("Tu", 1), ("thursday", 3), ("Fri.", 4), ("sun 9:30", 6)])
def test_a_weekday_alone_is_the_next_such_day_and_may_be_today(typed, weekday):
    found = Wording(INFO).parse_moment(typed, 480).date()

    assert found.weekday() == weekday
    assert timedelta(0) <= found - date.today() < timedelta(days=7)


@pytest.mark.parametrize("typed", ["Monday 5.1.26", "Mon, 5 Jan", "mo 2026-01-05", "Mi 05.01.26"])
def test_a_weekday_before_a_date_adds_nothing_to_it(typed):
    assert Wording(INFO).parse_moment(typed, 480, date(2026, 1, 15)) == datetime(2026, 1, 5, 8)


@pytest.mark.parametrize(
    "typed", ["soon", "32.1.26", "2026-13-01", "", "5", "1.1.26 25:00", "29.2.", "5 Foo", "1.1.3026"]
)
def test_what_is_no_date_is_refused_in_words(typed):
    with pytest.raises(EditError) as refused:
        Wording(INFO).parse_moment(typed, 480, date(2026, 1, 15))
    assert str(refused.value).endswith(".")


@given(
    st.datetimes(datetime(1950, 1, 1), datetime(2150, 1, 1)).map(lambda one: one.replace(second=0, microsecond=0)),
    st.sampled_from([Style(), GERMAN, AMERICAN, Style(order="YMD", separator=".")]),
)
def test_moments_written_can_be_read_again(moment, style):
    wording = Wording(INFO, style)
    assert wording.parse_moment(wording.date_time(moment), 0) == moment
    assert to_datetime(to_minute(moment)) == moment


@pytest.mark.parametrize(
    ("position", "text"), [(0, "$1.234,50"), (1, "1.234,50$"), (2, "$\xa01.234,50"), (3, "1.234,50\xa0$")]
)
def test_money_is_written_as_the_plan_and_the_user_want_it(position, text):
    wording = Wording(ProjectInfo(start=START, currency_position=position), GERMAN)
    assert wording.money(Decimal("1234.5")) == text
    assert wording.parse_money(text) == Decimal("1234.5")


def test_numbers_take_the_users_decimal_sign():
    wording = Wording(INFO, GERMAN)
    assert wording.duration(720, TimeUnit.DAY) == "1,5d"
    assert wording.parse_percent("12,5 %") in (12, 13)
    assert [wording.number(one) for one in (3, 2.5, Decimal("2.50"))] == ["3", "2,5", "2,5"]


@pytest.mark.parametrize(("text", "value"), [("Yes", True), ("n", False), ("0", False), ("true", True), ("", False)])
def test_flags_are_read(text, value):
    assert Wording(INFO).parse_flag(text) is value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("parse_flag", "maybe"),
        ("parse_percent", "120"),
        ("parse_percent", "x"),
        ("parse_number", "x"),
        ("parse_money", "x"),
        ("parse_number", "Infinity"),
    ],
)
def test_what_is_not_of_the_kind_is_refused(read, text):
    with pytest.raises(EditError):
        getattr(Wording(INFO), read)(text)


def test_numbers_dates_and_amounts_are_aligned_at_the_right():
    right = {field.kind for field in FIELDS if field.right}
    assert right == {Kind.NUMBER, Kind.DATE, Kind.DURATION, Kind.WORK, Kind.COST, Kind.PERCENT}
