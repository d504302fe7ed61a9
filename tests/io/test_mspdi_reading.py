"""Microsoft Project XML: what reading makes of elements, spellings and strays."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal

import pytest

from gantline.app.project.kinds import (
    ConstraintKind,
    DependencyKind,
    Entity,
    FieldKind,
    Recurrence,
    ResourceKind,
    TaskType,
    TimeUnit,
    WorkContour,
)
from gantline.app.project.records import ROOT, Baseline, CustomValue, ExternalLink, Rate
from gantline.app.project.widths import replace
from gantline.io.mspdi import FORMAT

from .mspdi_plans import CALENDAR, NAMESPACE, codes, document, link, read, result_of, task, write


def test_a_project_element_in_the_namespace_is_recognised():
    assert FORMAT.sniff(document().encode())
    assert FORMAT.sniff(document().encode("utf-16"))
    assert not FORMAT.sniff(b"<gan>")


def test_a_task_is_read_with_its_attributes():
    plan = read(
        document(
            task(
                3,
                "<GUID>AB</GUID><Priority>700</Priority><Type>2</Type><EffortDriven>1</EffortDriven>"
                "<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-04T08:00:00</ConstraintDate>"
                "<Deadline>2026-03-09T17:00:00</Deadline><FixedCost>12345</FixedCost><LevelingDelay>4800</LevelingDelay>"
                "<PercentComplete>33</PercentComplete><Notes>a &amp; b\nc</Notes><Milestone>true</Milestone>",
            )
        )
    )
    one = plan.tasks[3]
    assert (one.name, one.guid, one.priority, one.duration) == ("Task 3", "AB", 700, 480)
    assert (one.task_type, one.effort_driven, one.milestone) == (TaskType.FIXED_WORK, True, True)
    assert (one.constraint, one.constraint_date) == (ConstraintKind.START_NO_EARLIER_THAN, datetime(2026, 3, 4, 8))
    assert (one.deadline, one.fixed_cost, one.levelling_delay) == (datetime(2026, 3, 9, 17), Decimal("123.45"), 480)
    assert (one.percent_complete, one.notes) == (33, "a & b\nc")


def test_computed_values_go_to_the_stored_dates():
    plan = read(
        document(
            task(
                1,
                "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish><TotalSlack>4800</TotalSlack>"
                "<Critical>1</Critical><LateFinish>2026-03-03T17:00:00</LateFinish>",
            )
        )
    )
    stored = plan.stored_dates[1]
    assert (stored.start, stored.finish, stored.duration) == (datetime(2026, 3, 2, 8), datetime(2026, 3, 2, 17), 480)
    assert (stored.total_slack, stored.critical, stored.late_finish) == (480, True, datetime(2026, 3, 3, 17))
    assert stored.early_start is None


def test_the_outline_comes_from_levels_and_order():
    plan = read(document(task(1) + task(2, level=2) + task(3, level=3) + task(4, level=2) + task(5)))
    assert plan.children == {ROOT: (1, 5), 1: (2, 4), 2: (3,)}


def test_a_jump_of_the_outline_level_is_brought_back_and_noted():
    result = result_of(document(task(1) + task(2, level=7)))
    assert result.project.children == {ROOT: (1,), 1: (2,)}
    assert [note.code for note in result.notes] == ["mspdi.outline-jump"]
    assert result.notes[0].task == 2


def test_without_levels_the_outline_number_tells_the_level():
    tasks = "".join(
        f"<Task><UID>{uid}</UID><OutlineNumber>{number}</OutlineNumber></Task>"
        for uid, number in ((1, "1"), (2, "1.1"), (3, "2"))
    )
    assert read(document(tasks)).children == {ROOT: (1, 3), 1: (2,)}


def test_a_blank_row_keeps_its_place_between_the_tasks():
    blank = "<Task><UID>9</UID><ID>2</ID><IsNull>1</IsNull></Task>"
    plan = read(document(task(1) + blank + task(2, level=2)))
    assert plan.tasks[9].blank
    assert [uid for uid, _level in plan.outline()] == [1, 9, 2]


def test_the_project_summary_is_the_plans_and_no_task():
    summary = "<Task><UID>0</UID><ID>0</ID><Name>All of it</Name><Notes>Hello</Notes><Type>0</Type></Task>"
    plan = read(document().replace("<Task><UID>0</UID><ID>0</ID><OutlineLevel>0</OutlineLevel></Task>", summary))
    assert not plan.tasks
    assert (plan.info.summary_name, plan.info.summary_notes) == ("All of it", "Hello")
    assert plan.info.summary_foreign == "<Type>0</Type>"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (0, DependencyKind.FINISH_FINISH),
        (1, DependencyKind.FINISH_START),
        (2, DependencyKind.START_FINISH),
        (3, DependencyKind.START_START),
    ],
)
def test_links_are_of_four_types(number, kind):
    plan = read(document(task(1) + task(2, link(1, f"<Type>{number}</Type>"))))
    assert plan.dependencies[1, 2].kind is kind


@pytest.mark.parametrize(
    ("lag", "form", "minutes", "unit"),
    [
        (4800, 7, 480, TimeUnit.DAY),
        (-4800, 5, -480, TimeUnit.HOUR),
        (14400, 8, 1440, TimeUnit.ELAPSED_DAY),
        (50, 19, 50, TimeUnit.PERCENT),
        (-25, 20, -25, TimeUnit.ELAPSED_PERCENT),
    ],
)
def test_lag_counts_tenths_of_minutes_or_percent(lag, form, minutes, unit):
    more = f"<Type>1</Type><LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat>"
    found = read(document(task(1) + task(2, link(1, more)))).dependencies[1, 2]
    assert (found.lag, found.lag_unit) == (minutes, unit)


def test_a_link_to_another_file_is_kept_on_the_task():
    more = "<Type>1</Type><CrossProject>1</CrossProject><CrossProjectName>other.mpp\\3</CrossProjectName>"
    one = read(document(task(1, link(0, more)))).tasks[1]
    assert one.external_links == (ExternalLink(path="other.mpp\\3", foreign=one.external_links[0].foreign),)


@pytest.mark.parametrize(
    ("links", "reason"),
    [
        (link(2), "itself"),
        (link(99), "not in the file"),
        (link(1) + link(1, "<Type>3</Type>"), "more than once"),
    ],
)
def test_a_link_that_makes_no_sense_is_left_out_and_noted(links, reason):
    result = result_of(document(task(1) + task(2, links)))
    assert {note.code for note in result.notes} == {"mspdi.link-left-out"}
    assert reason in result.notes[0].text
    assert result.notes[0].task == 2
    assert len(result.project.dependencies) <= 1


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("PT8H0M0S", 480),
        ("PT0H0M0S", 0),
        ("PT81H8M24S", 4868),
        ("PT90M", 90),
        ("P1D", 480),
        ("P1DT4H", 720),
        ("PT7.5H", 450),
        ("PT7,5H0M0S", 450),
        ("0", 0),
    ],
)
def test_durations_are_read_in_every_spelling_met(text, minutes):
    plan = read(document(task(1).replace("PT8H0M0S", text)))
    assert plan.tasks[1].duration == minutes


@pytest.mark.parametrize("text", ["-PT8H0M0S", "PT-8H0M0S"])
def test_a_duration_of_less_than_nothing_is_none_and_said_and_written_back_as_it_came(text):
    result = result_of(document(task(1).replace("PT8H0M0S", text)))
    assert result.project.tasks[1].duration == 0
    assert [note.code for note in result.notes] == ["mspdi.mended-value"]
    assert f"<Duration>{text}</Duration>" in write(result.project)


@pytest.mark.parametrize(
    ("form", "unit", "estimated"),
    [(7, TimeUnit.DAY, False), (39, TimeUnit.DAY, True), (10, TimeUnit.ELAPSED_WEEK, False), (53, TimeUnit.DAY, True)],
)
def test_the_format_of_a_duration_tells_its_unit_and_whether_it_is_a_guess(form, unit, estimated):
    one = read(document(task(1, f"<DurationFormat>{form}</DurationFormat>"))).tasks[1]
    assert (one.duration_unit, one.estimated) == (unit, estimated)


def test_manual_dates_may_be_words():
    one = read(
        document(
            task(
                1,
                "<Manual>1</Manual><StartText>after Easter</StartText><FinishText></FinishText>"
                "<ManualStart>2026-03-02T08:00:00</ManualStart>",
            )
        )
    ).tasks[1]
    assert (one.manual, one.start_text, one.finish_text, one.duration_text) == (True, "after Easter", "", None)
    assert one.manual_start == datetime(2026, 3, 2, 8)


def test_baselines_are_read_with_their_number():
    baseline = (
        "<Baseline><Number>3</Number><Start>2026-03-02T08:00:00</Start><Duration>PT8H0M0S</Duration>"
        "<DurationFormat>5</DurationFormat><Work>PT4H0M0S</Work><Cost>1050</Cost></Baseline>"
    )
    assert read(document(task(1, baseline))).tasks[1].baselines == (
        Baseline(
            number=3,
            start=datetime(2026, 3, 2, 8),
            duration=480,
            duration_unit=TimeUnit.HOUR,
            work=240,
            cost=Decimal("10.5"),
        ),
    )


def test_custom_fields_have_a_definition_and_values():
    head = (
        "<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName>"
        "<Alias>Owner</Alias><Guid>G</Guid></ExtendedAttribute></ExtendedAttributes>"
    )
    value = "<ExtendedAttribute><FieldID>188743731</FieldID><Value>Ann</Value></ExtendedAttribute>"
    plan = read(document(task(1, value), head=head))
    field = plan.custom_fields["188743731"]
    assert (field.entity, field.kind, field.name, field.alias) == (Entity.TASK, FieldKind.TEXT, "Text1", "Owner")
    assert field.foreign == "<Guid>G</Guid>"
    assert plan.tasks[1].custom["188743731"].value == "Ann"


def test_what_is_not_modelled_is_carried_and_what_is_not_known_is_noted():
    result = result_of(document(task(1, "<StatusManager>Bob</StatusManager><Mood><Is>good</Is></Mood>")))
    assert result.project.tasks[1].foreign == "<StatusManager>Bob</StatusManager><Mood><Is>good</Is></Mood>"
    unknown, kept = result.notes
    assert (unknown.code, unknown.element, unknown.count) == ("mspdi.unknown-element", "Task/Mood", 1)
    assert (kept.code, kept.element, kept.count) == ("mspdi.kept", "Task/StatusManager", 1)


def test_unknown_elements_are_counted_in_one_note():
    tasks = "".join(task(uid, "<Mood>good</Mood>") for uid in range(1, 6))
    (note,) = result_of(document(tasks)).notes
    assert (note.code, note.count) == ("mspdi.unknown-element", 5)


def test_resources_are_people_stuff_or_money():
    def one(uid, more):
        return f"<Resource><UID>{uid}</UID><ID>{uid}</ID><Name>R{uid}</Name>{more}</Resource>"

    plan = read(
        document(
            resources="<Resource><UID>0</UID><ID>0</ID><Type>1</Type></Resource>"
            + one(1, "<Type>1</Type><MaxUnits>0.5</MaxUnits>")
            + one(2, "<Type>0</Type><MaterialLabel>t</MaterialLabel>")
            + one(3, "<Type>0</Type><IsCostResource>1</IsCostResource>")
            + one(4, "<Type>2</Type>")
        )
    )
    assert [one.kind for one in plan.resources.values()] == [
        ResourceKind.WORK,
        ResourceKind.MATERIAL,
        ResourceKind.COST,
        ResourceKind.COST,
    ]
    assert plan.resources[1].max_units == 0.5
    assert plan.resource_order == (1, 2, 3, 4)


def test_rates_are_per_hour_in_the_file_and_per_their_unit_in_the_plan():
    resource = (
        "<Resource><UID>1</UID><StandardRate>50</StandardRate><StandardRateFormat>3</StandardRateFormat>"
        "<OvertimeRate>1200</OvertimeRate><OvertimeRateFormat>1</OvertimeRateFormat><CostPerUse>1500</CostPerUse>"
        "</Resource>"
    )
    one = read(document(resources=resource)).resources[1]
    assert one.standard_rate == Rate(amount=Decimal(400), unit=TimeUnit.DAY)
    assert one.overtime_rate == Rate(amount=Decimal(20), unit=TimeUnit.MINUTE)
    assert one.cost_per_use == 15


def test_rates_and_availability_have_periods():
    resource = (
        "<Resource><UID>1</UID><AvailabilityPeriods><AvailabilityPeriod><AvailableFrom>1984-01-01T00:00:00"
        "</AvailableFrom><AvailableTo>2026-03-31T23:59:00</AvailableTo><AvailableUnits>0.5</AvailableUnits>"
        "</AvailabilityPeriod></AvailabilityPeriods><Rates><Rate><RatesFrom>2026-01-01T00:00:00</RatesFrom>"
        "<RatesTo>2049-12-31T23:59:06</RatesTo><RateTable>1</RateTable><StandardRate>20</StandardRate>"
        "<StandardRateFormat>2</StandardRateFormat></Rate></Rates></Resource>"
    )
    one = read(document(resources=resource)).resources[1]
    (period,) = one.availability
    assert (period.start, period.finish, period.units) == (None, datetime(2026, 3, 31, 23, 59), 0.5)
    (rates,) = one.rates
    assert (rates.table, rates.start, rates.finish) == (1, datetime(2026, 1, 1), None)
    assert rates.standard == Rate(amount=Decimal(20), unit=TimeUnit.HOUR)


def test_an_assignment_is_read_with_its_work_and_amounts_over_time():
    assignment = (
        "<Assignment><UID>5</UID><TaskUID>1</TaskUID><ResourceUID>2</ResourceUID><Units>0.5</Units>"
        "<Work>PT4H0M0S</Work><ActualWork>PT1H0M0S</ActualWork><RemainingWork>PT3H0M0S</RemainingWork>"
        "<WorkContour>8</WorkContour><Delay>4800</Delay><Start>2026-03-02T08:00:00</Start>"
        "<TimephasedData><Type>1</Type><UID>5</UID><Start>2026-03-02T08:00:00</Start>"
        "<Finish>2026-03-03T08:00:00</Finish><Unit>2</Unit><Value>PT3H0M0S</Value></TimephasedData></Assignment>"
    )
    plan = read(document(task(1), resources="<Resource><UID>2</UID></Resource>", assignments=assignment))
    one = plan.assignments[5]
    assert (one.task, one.resource, one.units, one.work) == (1, 2, 0.5, 240)
    assert (one.actual_work, one.remaining_work, one.contour, one.delay) == (60, 180, WorkContour.CONTOURED, 480)
    assert (one.timephased[0].kind, one.timephased[0].value) == (1, "PT3H0M0S")
    assert plan.stored_assignment_dates[5].start == datetime(2026, 3, 2, 8)


def test_work_that_nobody_was_given_has_no_resource():
    assignment = "<Assignment><UID>5</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID></Assignment>"
    assert read(document(task(1), assignments=assignment)).assignments[5].resource is None


@pytest.mark.parametrize(
    ("task_uid", "resource_uid", "code"),
    [(9, 2, "mspdi.assignment-left-out"), (1, 9, "mspdi.missing-resource")],
)
def test_assignments_to_what_is_not_there_are_mended_and_noted(task_uid, resource_uid, code):
    assignment = (
        f"<Assignment><UID>5</UID><TaskUID>{task_uid}</TaskUID><ResourceUID>{resource_uid}</ResourceUID></Assignment>"
    )
    assert codes(document(task(1), resources="<Resource><UID>2</UID></Resource>", assignments=assignment)) == [code]


def test_a_week_has_hours_days_off_and_days_of_the_base_calendar():
    calendar = (
        "<Calendar><UID>2</UID><Name>Night</Name><IsBaseCalendar>0</IsBaseCalendar><BaseCalendarUID>1</BaseCalendarUID>"
        "<WeekDays><WeekDay><DayType>1</DayType><DayWorking>0</DayWorking></WeekDay><WeekDay><DayType>2</DayType>"
        "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>22:00:00</FromTime><ToTime>00:00:00</ToTime>"
        "</WorkingTime><WorkingTime><FromTime>00:00:00</FromTime><ToTime>06:00:00</ToTime></WorkingTime>"
        "</WorkingTimes></WeekDay></WeekDays></Calendar>"
    )
    night = read(document(calendars=CALENDAR + calendar)).calendars[2]
    assert night.base == 1
    assert night.week == (((0, 360), (1320, 1440)), None, None, None, None, None, ())


@pytest.mark.parametrize("end", ["00:00:00", "24:00:00"])
def test_midnight_ends_a_day_in_both_spellings(end):
    calendar = (
        "<Calendar><UID>1</UID><Name>S</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays><WeekDay><DayType>2</DayType>"
        "<DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>00:00:00</FromTime>"
        f"<ToTime>{end}</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar>"
    )
    assert read(document(calendars=calendar)).calendars[1].week[0] == ((0, 1440),)


_OLD = (
    "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2026-04-03T00:00:00</FromDate>"
    "<ToDate>2026-04-06T23:59:00</ToDate></TimePeriod></WeekDay>"
)
_NEW = (
    "<Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences><TimePeriod><FromDate>2026-05-01T00:00:00"
    "</FromDate><ToDate>2030-05-01T23:59:00</ToDate></TimePeriod><Occurrences>5</Occurrences><Name>Labour Day</Name>"
    "<Type>2</Type><Month>4</Month><MonthDay>1</MonthDay><DayWorking>0</DayWorking></Exception></Exceptions>"
)


def test_the_old_form_of_exceptions_is_read_where_it_is_the_only_one():
    calendar = CALENDAR.replace("</Calendar>", f"<WeekDays>{_OLD}</WeekDays></Calendar>")
    (exception,) = read(document(calendars=calendar)).calendars[1].exceptions
    assert (exception.start, exception.finish, exception.hours) == (date(2026, 4, 3), date(2026, 4, 6), ())


def test_the_new_form_of_exceptions_wins_over_the_old():
    calendar = CALENDAR.replace("</Calendar>", f"<WeekDays>{_OLD}</WeekDays>{_NEW}</Calendar>")
    (exception,) = read(document(calendars=calendar)).calendars[1].exceptions
    assert (exception.name, exception.recurrence) == ("Labour Day", Recurrence.YEARLY_BY_DAY)
    assert (exception.month, exception.month_day, exception.occurrences) == (5, 1, 5)


def test_weekdays_of_a_recurring_exception_are_counted_from_monday():
    yearly, weekly = "<Type>2</Type><Month>4</Month><MonthDay>1</MonthDay>", "<Type>6</Type><DaysOfWeek>33</DaysOfWeek>"
    calendar = CALENDAR.replace("</Calendar>", f"{_NEW.replace(yearly, weekly)}</Calendar>")
    (found,) = read(document(calendars=calendar)).calendars[1].exceptions
    assert found.recurrence is Recurrence.WEEKLY
    assert found.weekdays == 0b1010000  # Friday and Sunday


def test_other_weeks_hold_for_a_while():
    weeks = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2026-07-01T00:00:00</FromDate><ToDate>2026-08-31T23:59:00</ToDate>"
        "</TimePeriod><Name>Summer</Name><WeekDays><WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
        "</WeekDays></WorkWeek></WorkWeeks>"
    )
    (week,) = read(document(calendars=CALENDAR.replace("</Calendar>", f"{weeks}</Calendar>"))).calendars[1].work_weeks
    assert (week.name, week.start, week.finish) == ("Summer", date(2026, 7, 1), date(2026, 8, 31))
    assert week.week == (None, None, None, None, (), None, None)


@pytest.mark.parametrize("base", ["2", "3", "99"])
def test_a_calendar_based_on_itself_or_on_nothing_stands_alone(base):
    calendars = CALENDAR + "".join(
        f"<Calendar><UID>{uid}</UID><Name>C{uid}</Name><IsBaseCalendar>0</IsBaseCalendar>"
        f"<BaseCalendarUID>{upon}</BaseCalendarUID></Calendar>"
        for uid, upon in ((2, base), (3, 2))
    )
    result = result_of(document(calendars=calendars))
    assert "mspdi.calendar-base" in [note.code for note in result.notes]
    bases = [result.project.calendars[uid].base for uid in (2, 3)]
    assert bases == ([3, None] if base == "3" else [None, 2])


def test_a_plan_without_calendars_gets_a_standard_one():
    result = result_of(f'<Project xmlns="{NAMESPACE}"><Tasks>{task(1)}</Tasks></Project>')
    assert result.project.calendars[result.project.info.calendar].name == "Standard"
    assert {note.code for note in result.notes} == {"mspdi.no-start", "mspdi.project-calendar"}


@pytest.mark.parametrize("namespace", [NAMESPACE, "http://schemas.microsoft.com/project/2007", ""])
def test_the_namespace_does_not_matter(namespace):
    text = document(task(1)).replace(f' xmlns="{NAMESPACE}"', f' xmlns="{namespace}"' if namespace else "")
    assert list(read(text).tasks) == [1]


def test_prefixes_comments_and_sections_make_no_difference():
    plain = document(task(1, link(2)) + task(2))
    prefixed = plain.replace("xmlns=", "xmlns:p=").replace("</", "</p:").replace("<", "<p:")
    prefixed = prefixed.replace("<p:/p:", "</p:").replace("<p:?", "<?")
    commented = plain.replace("<Name>Task 1</Name>", "<!-- hello --><Name><![CDATA[Task 1]]></Name>")
    assert read(prefixed) == read(plain) == read(commented)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "latin-1"])
def test_encodings_are_recognised(encoding):
    text = document(task(1).replace("Task 1", "Größe")).replace(
        'encoding="UTF-8"', {"latin-1": 'encoding="ISO-8859-1"', "utf-8-sig": ""}.get(encoding, 'encoding="UTF-16"')
    )
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    assert read(mark + text.encode(encoding)).tasks[1].name == "Größe"


def test_line_ends_of_windows_are_line_ends():
    assert read(document(task(1, "<Notes>a\r\nb</Notes>"))).tasks[1].notes == "a\nb"


def test_references_are_resolved_once():
    assert read(document(task(1).replace("Task 1", "&#38;lt; &amp;#65; &#x41;&quot;"))).tasks[1].name == '&lt; &#65; A"'


@pytest.mark.parametrize(("value", "expected"), [("1,5", 1.5), ("1.5", 1.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5)])
def test_decimal_commas_are_understood(value, expected):
    assignment = f"<Assignment><UID>5</UID><TaskUID>1</TaskUID><Units>{value}</Units></Assignment>"
    assert read(document(task(1), assignments=assignment)).assignments[5].units == expected


def test_tasks_without_a_uid_or_with_one_twice_get_their_own():
    tasks = task(1) + task(1, link(1)) + "<Task><Name>None</Name><OutlineLevel>1</OutlineLevel></Task>" + task(7)
    result = result_of(document(tasks))
    plan = result.project
    assert [plan.tasks[uid].name for uid, _level in plan.outline()] == ["Task 1", "Task 1", "None", "Task 7"]
    assert sorted(plan.tasks) == [1, 7, 8, 9]
    assert list(plan.dependencies) == [(1, 8)]
    assert [note.code for note in result.notes] == ["mspdi.uid-given"] * 2


def test_a_task_calendar_that_is_missing_is_taken_off():
    result = result_of(document(task(1, "<CalendarUID>44</CalendarUID>")))
    assert result.project.tasks[1].calendar is None
    assert [note.code for note in result.notes] == ["mspdi.missing-calendar"]


def test_cyclic_links_are_read_as_they_are():
    plan = read(document(task(1, link(2)) + task(2, link(1))))
    assert list(plan.dependencies) == [(2, 1), (1, 2)]


def test_the_format_is_known_without_loading_what_reads_it():
    code = "import sys; import gantline.io.mspdi; print('lxml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_plan_without_lookup_tables_is_written_without_loading_what_reads_it():
    code = (
        "import sys, io; from datetime import datetime; from gantline.app.project.project import Project; "
        "from gantline.app.project.records import ROOT, ProjectInfo; from gantline.app.project.ticket import Ticket; "
        "from gantline.app.schedule.schedule import Schedule; from gantline.io.mspdi import FORMAT; "
        "plan = Project(ProjectInfo(start=datetime(2026, 1, 5))); "
        "FORMAT.write(plan, Schedule([ROOT]), io.BytesIO(), Ticket()); print('lxml' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


_CODES = (
    "<OutlineCodes><OutlineCode><FieldID>188744096</FieldID><FieldName>Outline Code1</FieldName><Alias>Site</Alias>"
    "<Values><Value><ValueID>1</ValueID><ParentValueID>0</ParentValueID><Value>North</Value></Value>"
    "<Value><ValueID>2</ValueID><ParentValueID>1</ParentValueID><Value>Hall</Value></Value></Values>"
    "</OutlineCode></OutlineCodes>"
)
_CODED = "<OutlineCode><FieldID>188744096</FieldID><ValueID>2</ValueID></OutlineCode>"


def test_outline_codes_are_custom_fields_with_their_codes_spelled_out():
    plan = read(document(task(1, _CODED), head=_CODES))
    field = plan.custom_fields["188744096"]
    assert (field.kind, field.alias, field.entity) == (FieldKind.OUTLINE_CODE, "Site", Entity.TASK)
    assert plan.tasks[1].custom["188744096"].value == "North.Hall"
    text = write(plan)
    assert _CODES in text
    assert _CODED in text


def test_a_changed_outline_code_is_looked_up_in_its_table():
    plan = read(document(task(1, _CODED) + task(2, _CODED), head=_CODES))
    for uid, code in ((1, "North"), (2, "South")):
        custom = {"188744096": CustomValue(value=code)}
        plan.tasks[uid] = replace(plan.tasks[uid], custom=custom)
    again = read(write(plan))
    assert again.tasks[1].custom["188744096"].value == "North"
    assert not again.tasks[2].custom


def test_a_field_of_tasks_is_one_of_their_assignments_too():
    head = (
        "<ExtendedAttributes><ExtendedAttribute><FieldID>188743731</FieldID><FieldName>Text1</FieldName>"
        "<Alias>Owner</Alias><SecondaryPID>255852667</SecondaryPID></ExtendedAttribute></ExtendedAttributes>"
    )
    assignment = (
        "<Assignment><UID>5</UID><TaskUID>1</TaskUID><ExtendedAttribute><FieldID>255852667</FieldID>"
        "<Value>Ann</Value></ExtendedAttribute></Assignment>"
    )
    plan = read(document(task(1), head=head, assignments=assignment))
    field = plan.custom_fields["255852667"]
    assert (field.entity, field.alias) == (Entity.ASSIGNMENT, "Owner")
    assert write(plan).count("<FieldName>") == 1


def test_work_entered_on_a_task_that_nobody_was_given_is_its_own():
    assignment = (
        "<Assignment><UID>5</UID><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID><Work>PT4H0M0S</Work></Assignment>"
    )
    tasks = task(1, "<Work>PT16H0M0S</Work>") + task(2, "<Work>PT4H0M0S</Work>") + task(3, "<Work>PT0H0M0S</Work>")
    plan = read(document(tasks, resources="<Resource><UID>1</UID></Resource>", assignments=assignment))
    assert [one.work for one in plan.tasks.values()] == [960, None, None]
    assert "<Work>PT16H0M0S</Work>" in write(plan)


def test_a_code_that_is_just_the_outline_number_is_no_code_of_its_own():
    tasks = task(1, "<WBS>1</WBS>") + task(2, "<WBS>1.1</WBS>", level=2) + task(3, "<WBS>P-7</WBS>", level=2)
    assert [one.wbs for one in read(document(tasks)).tasks.values()] == ["", "", "P-7"]


def test_notes_know_the_task_resource_or_calendar_they_are_about():
    """An assignment has no place of its own: the note leads to its task."""
    text = document(
        task(3, "<Priority>much</Priority>"),
        resources="<Resource><UID>4</UID><Name>R</Name><MaxUnits>x</MaxUnits></Resource>",
        assignments="<Assignment><UID>5</UID><TaskUID>3</TaskUID><ResourceUID>4</ResourceUID><Units>x</Units>"
        "</Assignment>",
        calendars="<Calendar><UID>6</UID><Name>C</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays><WeekDay>"
        "<DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>12:00:00</FromTime>"
        "<ToTime>08:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay></WeekDays></Calendar>",
    )
    found = {(note.code, note.element): note for note in result_of(text).notes}
    unreadable = "mspdi.unreadable-value"
    assert found[unreadable, "Priority"].task == found[unreadable, "Units"].task == 3
    assert found[unreadable, "MaxUnits"].resource == 4
    assert found["mspdi.calendar-hours", ""].calendar == 6
