"""Values of Microsoft Project XML that are taken for others are noted, and written back as they came."""

from __future__ import annotations

import pytest

from gantline.app.project.errors import Note

from .mspdi_plans import CALENDAR, SUMMARY, document, link, read, result_of, task, write


def mended(text: str) -> list[Note]:
    return [note for note in result_of(text).notes if note.code == "mspdi.mended-value"]


@pytest.mark.parametrize(
    ("element", "text", "taken"),
    [
        ("ConstraintType", "99", "0"),
        ("Type", "7", "0"),
        ("FixedCostAccrual", "-1", "3"),
        ("LevelingDelayFormat", "99", "7"),
        ("PercentComplete", "101", "100"),
        ("PercentComplete", "-5", "0"),
        ("PercentWorkComplete", "1000", "100"),
        ("PhysicalPercentComplete", "100,6", "100"),
        ("Type", "1.5", "2"),
        ("DurationFormat", "99", "7"),
        ("DurationFormat", "days", "7"),
    ],
)
def test_a_value_of_a_task_that_is_taken_for_another_is_noted_and_written_back(element, text, taken):
    spelled = f"<{element}>{text}</{element}>"
    source = document(task(3) + task(4, spelled))
    (note,) = mended(source)
    assert (note.element, note.task, note.place, note.count) == (element, 4, "Task 4 'Task 4'", 1)
    assert f"'{text}'" in note.text
    assert f"taken as {taken}," in note.text
    assert spelled in write(read(source))


@pytest.mark.parametrize("more", ["<Type>9</Type>", "<Type>1</Type><LinkLag>0</LinkLag><LagFormat>99</LagFormat>"])
def test_the_same_holds_of_each_of_many_links_alike(more):
    source = document(task(1) + task(2, link(1, more)) + task(3, link(1, more)))
    notes = mended(source)
    assert [note.task for note in notes] == [2, 3]
    assert {note.element.partition("/")[0] for note in notes} == {"PredecessorLink"}
    assert write(read(source)).count(more.removeprefix("<Type>1</Type><LinkLag>0</LinkLag>")) == 2


def test_a_link_to_another_plan_is_no_exception():
    more = "<Type>9</Type><CrossProject>1</CrossProject><CrossProjectName>a.mpp\\1</CrossProjectName>"
    (note,) = mended(document(task(1, link(1, more))))
    assert (note.task, note.element) == (1, "PredecessorLink/Type")


def test_a_baseline_is_named_by_its_task():
    baseline = "<Baseline><Number>0</Number><DurationFormat>99</DurationFormat></Baseline>"
    (note,) = mended(document(task(5, baseline)))
    assert (note.task, note.element) == (5, "Baseline/DurationFormat")


def test_values_of_assignments_lead_to_their_task_and_those_of_resources_to_them():
    resource = "<Resource><UID>8</UID><Name>Ann</Name><Type>9</Type><AccrueAt>9</AccrueAt><StandardRateFormat>9"
    resource += "</StandardRateFormat><Rates><Rate><StandardRateFormat>6</StandardRateFormat></Rate></Rates></Resource>"
    one = "<Assignment><UID>1</UID><TaskUID>2</TaskUID><ResourceUID>8</ResourceUID><WorkContour>77</WorkContour>"
    source = document(task(2), resources=resource, assignments=f"{one}</Assignment>")
    assert {(note.element, note.task, note.resource) for note in mended(source)} == {
        ("WorkContour", 2, None),
        ("Type", None, 8),
        ("AccrueAt", None, 8),
        ("StandardRateFormat", None, 8),
        ("Rate/StandardRateFormat", None, 8),
    }


def test_a_recurrence_that_there_is_not_is_noted_with_its_calendar():
    exception = (
        "<Exceptions><Exception><TimePeriod><FromDate>2026-04-01T00:00:00</FromDate><ToDate>2026-04-02T23:59:00"
        "</ToDate></TimePeriod><Type>42</Type><DayWorking>0</DayWorking></Exception></Exceptions></Calendar>"
    )
    source = document(task(1), calendars=CALENDAR.replace("</Calendar>", exception))
    (note,) = mended(source)
    assert (note.calendar, note.element) == (1, "Exception/Type")
    assert "<Type>42</Type>" in write(read(source))


def test_properties_of_the_plan_are_noted_too():
    (note,) = mended(document(head="<WeekStartDay>9</WeekStartDay>"))
    assert note.element == "WeekStartDay"


def test_thousands_alike_are_counted():
    notes = mended(document("".join(task(uid, "<ConstraintType>99</ConstraintType>") for uid in range(1, 1001))))
    assert sum(note.count for note in notes) == 1000
    assert len(notes) == 101


def test_other_spellings_of_the_same_and_what_is_rounded_are_not_noted():
    more = "<PercentComplete>100.0</PercentComplete><ConstraintType>0.0</ConstraintType><DurationFormat/>"
    more += "<PercentWorkComplete>33,4</PercentWorkComplete>"
    assert not mended(document(task(1, more + "<Active>true</Active>")))


@pytest.mark.parametrize("at", ["<UID>0</UID><ID>0</ID>{}", "<ID>0</ID>{}<UID>0</UID>"])
def test_what_is_mended_of_the_project_summary_is_noted_once(at):
    baseline = "<Baseline><Number>0</Number><DurationFormat>99</DurationFormat></Baseline>"
    summary = f"<Task>{at.format('<Name>P</Name>')}<OutlineLevel>0</OutlineLevel>{baseline}</Task>"
    source = document(task(1)).replace(SUMMARY, summary)
    assert len(mended(source)) == 1
    assert list(read(source).tasks) == [1]


def test_work_of_a_task_that_cannot_be_read_is_noted():
    (note,) = result_of(document(task(4, "<Work>PT1E30H0M0S</Work>"))).notes
    assert (note.code, note.element, note.task, note.place) == (
        "mspdi.unreadable-value",
        "Work",
        4,
        "Task 4 'Task 4'",
    )


def test_a_unique_id_that_is_no_whole_number_is_none():
    (note,) = result_of(document(task(1) + task(2).replace("<UID>2", "<UID>1.5"))).notes
    assert (note.code, note.task, note.place) == ("mspdi.uid-given", 2, "Task 2 'Task 2'")


@pytest.mark.parametrize("level", ["0", "-4"])
def test_a_level_that_there_is_not_is_noted(level):
    (note,) = result_of(document(task(1) + task(2).replace("<OutlineLevel>1", f"<OutlineLevel>{level}"))).notes
    assert (note.code, note.task) == ("mspdi.outline-jump", 2)


def test_a_calendar_says_which_of_its_times_make_no_sense():
    times = "<WorkingTime><FromTime>17:00:00</FromTime><ToTime>08:00:00</ToTime></WorkingTime>"
    day = f"<WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>{times}</WorkingTimes></WeekDay>"
    backwards = "<TimePeriod><FromDate>2026-05-01T00:00:00</FromDate><ToDate>2026-01-01T23:59:00</ToDate></TimePeriod>"
    parts = f"<WeekDays>{day}</WeekDays><Exceptions><Exception>{backwards}<Name>Off</Name></Exception></Exceptions>"
    notes = result_of(document(task(1), calendars=CALENDAR.replace("</Calendar>", f"{parts}</Calendar>"))).notes
    assert [note.text.rpartition(": ")[2] for note in notes] == [
        "WeekDay 2, 17:00:00, 08:00:00.",
        "Exception 2026-05-01T00:00:00, 2026-01-01T23:59:00, Off.",
    ]


def test_a_link_says_what_of_it_cannot_be_read():
    more = "<Type>1</Type><LinkLag>99999999999999999999</LinkLag>"
    (note,) = result_of(document(task(1) + task(2, link(1, more)))).notes
    assert note.text.endswith("PredecessorUID '1', Type '1', LinkLag '99999999999999999999'.")


def test_exceptions_by_the_thousand_are_not_written_out_day_by_day_without_end():
    days = "<TimePeriod><FromDate>1984-01-01T00:00:00</FromDate><ToDate>2049-12-31T23:59:00</ToDate></TimePeriod>"
    often = f"<Exception>{days}<Type>7</Type><Period>1</Period><DayWorking>0</DayWorking></Exception>"
    calendar = CALENDAR.replace("</Calendar>", f"<Exceptions>{often * 60}</Exceptions></Calendar>")
    text = write(read(document(task(1), calendars=calendar)))
    assert text.count("<DayType>0</DayType>") == 50_000
    assert text.count("<Exception>") == 60
