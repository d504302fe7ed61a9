"""Microsoft Project XML: what Microsoft Project demands of a file, and what goes back as it came."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import given
from lxml import etree

from gantline.app.project.kinds import DependencyKind, Recurrence, ResourceKind, TimeUnit
from gantline.app.project.ledger import effect_of
from gantline.app.project.note_kinds import Effect
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_HOURS,
    STANDARD_WEEK,
    Assignment,
    Availability,
    Calendar,
    CustomValue,
    Dependency,
    ExceptionPeriod,
    ProjectInfo,
    Rate,
    Resource,
    Task,
)
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT, schema

from ..laws import law
from ..strategies import projects
from .mspdi_plans import as_the_file_said, document, link, read, result_of, task, write

START = datetime(2026, 3, 2, 8)


def plan(*tasks: Task, **more) -> Project:
    """A plan made here, which no file says anything of."""
    more.setdefault("calendars", [Calendar(uid=1, name="Standard", week=STANDARD_WEEK)])
    return Project(ProjectInfo(start=START), tasks=tasks, **more)


def written(project: Project) -> etree._Element:
    """The document of a plan with its computed dates, without namespaces."""
    assert FORMAT.write is not None
    stream = BytesIO()
    FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    root = etree.fromstring(stream.getvalue())
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def texts(element: etree._Element, *names: str) -> list[str | None]:
    return [element.findtext(name) for name in names]


def find(root: etree._Element, record: str, uid: int) -> etree._Element:
    return next(one for one in root.iter(record) if one.findtext("UID") == str(uid))


@pytest.fixture
def rich() -> etree._Element:
    """A plan with a bit of everything, written."""
    calendars = [
        Calendar(uid=4, name="Late", base=1, week=(((600, 1080),), None, None, None, None, None, None)),
        Calendar(
            uid=1,
            name="Standard",
            week=STANDARD_WEEK,
            exceptions=(
                ExceptionPeriod(
                    start=date(2026, 12, 24),
                    finish=date(2030, 12, 24),
                    name="Eve",
                    recurrence=Recurrence.YEARLY_BY_DAY,
                    month=12,
                    month_day=24,
                ),
                ExceptionPeriod(start=date(2026, 4, 3), finish=date(2026, 4, 6), name="Easter"),
            ),
        ),
    ]
    return written(
        plan(
            Task(uid=7, name="Phase <1>"),
            Task(uid=3, name="Dig", duration=960, percent_complete=100, notes="line\nline & more"),
            Task(uid=5, name="Fill", duration=480, estimated=True),
            Task(uid=6, blank=True),
            children={ROOT: (7, 6), 7: (3, 5)},
            dependencies=[Dependency(predecessor=3, successor=5, lag=480, kind=DependencyKind.FINISH_START)],
            resources=[
                Resource(
                    uid=2, name="Ann, [lead]", calendar=4, standard_rate=Rate(amount=Decimal(400), unit=TimeUnit.DAY)
                ),
                Resource(uid=1, name="Sand", kind=ResourceKind.MATERIAL, material_label="x" * 40),
            ],
            assignments=[Assignment(uid=1, task=5, resource=2, work=480)],
            calendars=calendars,
        )
    )


def test_elements_stand_in_the_order_of_the_schema(rich):
    orders = {
        "Project": schema.PROJECT,
        "Task": schema.TASK,
        "Resource": schema.RESOURCE,
        "Assignment": schema.ASSIGNMENT,
        "Calendar": schema.CALENDAR,
        "Exception": schema.EXCEPTION,
    }
    for element in rich.iter(*orders):
        names = [child.tag for child in element]
        ranks = [orders[element.tag].index(name) for name in names]
        assert ranks == sorted(ranks), f"{element.tag}: {names}"


def test_tasks_stand_in_the_order_of_the_outline_after_the_summary(rich):
    rows = [texts(one, "UID", "ID", "OutlineLevel", "OutlineNumber", "WBS", "Summary") for one in rich.iter("Task")]
    assert rows == [
        ["0", "0", "0", "0", "0", "1"],
        ["7", "1", "1", "1", "1", "1"],
        ["3", "2", "2", "1.1", "1.1", "0"],
        ["5", "3", "2", "1.2", "1.2", "0"],
        ["6", "4", None, None, None, None],
    ]
    assert find(rich, "Task", 6).findtext("IsNull") == "1"


def test_dates_come_from_the_schedule(rich):
    fill = find(rich, "Task", 5)
    assert texts(fill, "Start", "Finish", "Duration", "DurationFormat", "Estimated") == [
        "2026-03-05T08:00:00",
        "2026-03-05T17:00:00",
        "PT8H0M0S",
        "39",
        "1",
    ]
    assert texts(fill, "EarlyStart", "LateFinish", "TotalSlack", "Critical") == [
        "2026-03-05T08:00:00",
        "2026-03-05T17:00:00",
        "0",
        "1",
    ]


def test_a_link_says_its_type_its_lag_in_tenths_of_minutes_and_the_format(rich):
    (one,) = rich.iter("PredecessorLink")
    assert [(child.tag, child.text) for child in one] == [
        ("PredecessorUID", "3"),
        ("Type", "1"),
        ("CrossProject", "0"),
        ("LinkLag", "4800"),
        ("LagFormat", "7"),
    ]


def test_a_finished_task_has_actual_dates_and_durations(rich):
    assert texts(
        find(rich, "Task", 3), "ActualStart", "ActualFinish", "ActualDuration", "RemainingDuration", "PercentComplete"
    ) == ["2026-03-02T08:00:00", "2026-03-03T17:00:00", "PT16H0M0S", "PT0H0M0S", "100"]


def test_every_task_that_nobody_works_on_has_an_assignment_to_nobody(rich):
    found = {one.findtext("TaskUID"): one for one in rich.iter("Assignment")}
    assert set(found) == {"3", "5"}
    assert texts(found["3"], "ResourceUID", "Work", "ActualWork", "RemainingWork", "PercentWorkComplete") == [
        "-65535",
        "PT16H0M0S",
        "PT16H0M0S",
        "PT0H0M0S",
        "100",
    ]
    assert texts(found["5"], "ResourceUID", "Work", "Start", "Finish")[:2] == ["2", "PT8H0M0S"]
    uids = [one.findtext("UID") for one in rich.iter("Assignment")]
    assert len(set(uids)) == len(uids)


def test_work_of_tasks_follows_from_their_assignments(rich):
    assert texts(find(rich, "Task", 7), "Work", "RemainingWork") == ["PT8H0M0S", "PT8H0M0S"]
    assert find(rich, "Task", 0).findtext("Work") == "PT8H0M0S"


def test_base_calendars_come_first_and_exceptions_in_both_forms_and_in_order(rich):
    calendars = list(rich.iter("Calendar"))
    assert [texts(one, "UID", "IsBaseCalendar", "BaseCalendarUID") for one in calendars] == [
        ["1", "1", "-1"],
        ["4", "0", "1"],
    ]
    assert [texts(one, "Name", "Type", "Occurrences") for one in calendars[0].iter("Exception")] == [
        ["Easter", "1", "4"],
        ["Eve", "2", "5"],
    ]
    old = [one for one in calendars[0].iter("WeekDay") if one.findtext("DayType") == "0"]
    assert [one.findtext("TimePeriod/FromDate") for one in old] == ["2026-04-03T00:00:00"] + [
        f"{year}-12-24T00:00:00" for year in range(2026, 2031)
    ]
    assert {one.text[-8:] for one in calendars[0].iter("ToDate")} == {"23:59:00"}


def test_a_derived_calendar_says_only_what_differs(rich):
    assert [one.findtext("DayType") for one in find(rich, "Calendar", 4).iter("WeekDay")] == ["2"]


def test_names_that_microsoft_project_refuses_are_mended_and_noted():
    project = plan(
        Task(uid=1, name="n" * 600),
        resources=[
            Resource(uid=2, name="Ann, [lead]"),
            Resource(uid=1, name="Sand", kind=ResourceKind.MATERIAL, material_label="x" * 40),
        ],
        calendars=[Calendar(uid=1, name="c" * 60), Calendar(uid=2, name="ok")],
    )
    assert FORMAT.write is not None
    stream = BytesIO()
    notes = FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    again = read(stream.getvalue())
    assert [note.code for note in notes] == ["mspdi.name-changed"] * 4
    assert (len(again.tasks[1].name), again.resources[2].name) == (512, "Ann   lead ")
    assert (len(again.resources[1].material_label), len(again.calendars[1].name)) == (32, 51)


def test_control_characters_do_not_reach_the_file():
    assert read(write(plan(Task(uid=1, name="a\x00\x07b\ud800\ufffe\tc")))).tasks[1].name == "ab\tc"


def test_calendars_have_two_levels_and_what_lay_between_is_not_lost():
    between = ExceptionPeriod(start=date(2026, 5, 1), finish=date(2026, 5, 1))
    project = plan(
        calendars=[
            Calendar(uid=1, name="Standard", week=STANDARD_WEEK),
            Calendar(uid=2, name="Site", base=1, week=((), *[None] * 6), exceptions=(between,)),
            Calendar(uid=3, name="Ann", base=2, week=(None, (), *[None] * 5)),
        ]
    )
    assert FORMAT.write is not None
    stream = BytesIO()
    notes = FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    ann = read(stream.getvalue()).calendars[3]
    assert (ann.base, ann.week[:3], ann.exceptions) == (1, ((), (), None), (between,))
    assert [note.code for note in notes] == ["mspdi.calendar-flattened"]


def test_uids_that_are_too_great_are_written_smaller_everywhere():
    great = 0x200000
    project = plan(
        Task(uid=great, name="A"),
        Task(uid=2, name="B"),
        dependencies=[Dependency(predecessor=great, successor=2)],
        resources=[Resource(uid=great, name="R")],
        assignments=[Assignment(uid=great, task=great, resource=great, work=60)],
    )
    root = written(project)
    assert [one.findtext("UID") for one in root.iter("Task")] == ["0", "1", "2"]
    assert root.findtext(".//PredecessorUID") == "1"
    assert texts(next(root.iter("Assignment")), "UID", "TaskUID", "ResourceUID") == ["1", "1", "1"]


def test_what_was_carried_goes_back_in_its_place():
    pieces = (
        "<StatusManager>Bob</StatusManager>",
        "<Mood><Is>good</Is></Mood>",
        "<PreLeveledStart>2026-03-02T08:00:00</PreLeveledStart>",
    )
    text = write(read(document(task(1, "".join(pieces)))))
    assert [piece for piece in pieces if piece in text] == list(pieces)
    assert text.index("LevelingDelayFormat") < text.index("PreLeveledStart") < text.index("IgnoreResourceCalendar")


@pytest.mark.parametrize(
    "more",
    [
        "<ActualDuration>PT82H22M6S</ActualDuration>",
        "<DurationFormat>53</DurationFormat>",
        "<Stop>2026-03-02T08:00:36</Stop>",
        "<LevelingDelay>4801</LevelingDelay>",
        "<Deadline></Deadline>",
    ],
)
def test_a_spelling_that_the_plan_rounds_goes_back_as_it_came_until_the_value_changes(more):
    project = read(document(task(1, more)))
    element = more[1 : more.index(">")]
    kept = more if "></" not in more else f"<{element}/>"
    assert kept in write(project)
    changed = replace(
        project.tasks[1],
        actual_duration=60,
        duration_unit=TimeUnit.WEEK,
        stop=datetime(2026, 3, 3, 8),
        levelling_delay=99,
        deadline=START,
    )
    project.tasks[1] = changed
    assert kept not in write(project)


def test_the_resource_that_is_nobody_and_the_budgets_of_the_summary_go_back():
    nobody = "<Resource><UID>0</UID><ID>0</ID><Type>1</Type></Resource>"
    budget = "<Assignment><UID>9</UID><TaskUID>0</TaskUID><BudgetCost>5</BudgetCost></Assignment>"
    resource = "<Resource><UID>1</UID><ID>1</ID><Name>R</Name></Resource>"
    project = read(document(task(1), resources=nobody + resource, assignments=budget))
    assert not project.assignments
    text = write(project)
    assert nobody in text
    assert budget in text


def test_the_prefix_of_codes_that_stands_on_the_project_summary_goes_back():
    prefixed = "<UID>0</UID><ID>0</ID><WBS>P1 -  </WBS><OutlineLevel>0</OutlineLevel>"
    text = document(task(1)).replace("<UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel>", prefixed)
    assert "<WBS>P1 -  </WBS>" in write(read(text))
    assert "<WBS>0</WBS><OutlineNumber>0</OutlineNumber>" in write(read(document(task(1))))


def test_the_project_finish_is_the_files_until_the_plan_is_scheduled_anew():
    head = "<FinishDate>2026-04-01T17:00:00</FinishDate>"
    project = read(document(task(1), head=head))
    assert head in write(project)
    assert FORMAT.write is not None
    stream = BytesIO()
    project.stored_dates[ROOT] = replace(project.stored_dates[ROOT], finish=datetime(2026, 4, 1, 17))
    FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    assert b"<FinishDate>2026-03-02T17:00:00</FinishDate>" in stream.getvalue()


def test_links_to_other_files_and_words_for_dates_go_back():
    more = (
        "<Type>3</Type><CrossProject>1</CrossProject><CrossProjectName>other.mpp\\3</CrossProjectName>"
        "<LinkLag>4800</LinkLag><LagFormat>7</LagFormat>"
    )
    words = "<StartText>soon</StartText><FinishText></FinishText>"
    project = read(document(task(1, link(0, more) + words)))
    text = write(project)
    assert f"<PredecessorLink><PredecessorUID>0</PredecessorUID>{more}</PredecessorLink>" in text
    assert words in text


def test_periods_of_availability_say_their_ends_and_open_ones_since_ever_and_for_ever():
    halves = (
        Availability(finish=datetime(2026, 6, 30, 17), units=0.5),
        Availability(start=datetime(2026, 7, 1, 8), units=1.0),
    )
    root = written(plan(resources=[Resource(uid=1, name="Ann", availability=halves)]))

    periods = root.iter("AvailabilityPeriod")
    assert [texts(one, "AvailableFrom", "AvailableTo", "AvailableUnits") for one in periods] == [
        ["1984-01-01T00:00:00", "2026-06-30T17:00:00", "0.5"],
        ["2026-07-01T08:00:00", "2049-12-31T23:59:00", "1"],
    ]


def test_writing_tells_how_far_it_is_and_can_be_stopped():
    class Stopped(Ticket):
        steps = 0

        def step(self, done: int, total: int, text: str = "") -> None:
            assert 0 <= done <= total
            self.steps += 1
            raise Cancelled

    project = plan(*(Task(uid=uid) for uid in range(1, 1200)))
    assert FORMAT.write is not None
    with pytest.raises(Cancelled):
        FORMAT.write(project, as_the_file_said(project), BytesIO(), Stopped())


def test_a_new_plan_is_read_back_as_it_was():
    project = plan(
        Task(uid=1, name="A", actual_duration=0, remaining_duration=480),
        Task(uid=2, name="B", actual_duration=0, remaining_duration=480, duration_unit=TimeUnit.HOUR),
        dependencies=[Dependency(predecessor=1, successor=2, lag=50, lag_unit=TimeUnit.PERCENT)],
        calendars=[Calendar(uid=1, name="Standard", week=(STANDARD_HOURS, *STANDARD_WEEK[1:]))],
    )
    stream = BytesIO()
    FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    again = read(stream.getvalue())
    assert again.tasks == project.tasks
    assert again.dependencies == project.dependencies
    assert again.calendars == project.calendars
    assert not again.assignments


@law(30)
@given(projects())
def test_any_plan_can_be_written_and_what_is_read_back_stays_the_same(project):
    once = result_of(write(project))
    twice = result_of(write(once.project))
    assert twice.project == once.project
    assert [uid for uid, _level in once.project.outline()] == [uid for uid, _level in project.outline()]
    assert once.project.dependencies.keys() == {
        key for key in project.dependencies if not any(project.tasks[uid].blank for uid in key)
    }
    assert once.project.resource_order == project.resource_order
    assert not [note for note in twice.notes if effect_of(note) not in (Effect.UNKNOWN, Effect.KEPT)]
    for uid, one in project.tasks.items():
        back = once.project.tasks[uid]
        assert back.blank == one.blank
        if not one.blank:
            same = ("priority", "constraint_date", "deadline", "manual", "active", "milestone", "levelling_delay")
            assert [getattr(back, name) for name in same] == [getattr(one, name) for name in same]


def test_a_day_has_five_working_periods_and_loses_its_shortest_breaks():
    hours = ((60, 120), (125, 180), (240, 300), (301, 360), (400, 500), (600, 700), (800, 900))
    project = plan(calendars=[Calendar(uid=1, name="Standard", week=(hours, *STANDARD_WEEK[1:]))])
    stream = BytesIO()
    notes = FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    expected = ((60, 180), (240, 360), (400, 500), (600, 700), (800, 900))
    assert read(stream.getvalue()).calendars[1].week[0] == expected
    assert [note.code for note in notes] == ["mspdi.calendar-changed"]


def test_the_key_of_a_custom_field_is_text_like_any_other():
    project = plan(Task(uid=1, custom={"<&>": CustomValue(value="]]>")}))
    assert read(write(project)).tasks[1].custom == {"<&>": CustomValue(value="]]>")}
