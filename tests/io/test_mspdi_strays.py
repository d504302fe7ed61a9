"""Microsoft Project XML of other versions and programs, each with the habits it is known for."""

from __future__ import annotations

from datetime import datetime

import pytest

from gantline.app.project.kinds import Recurrence
from gantline.app.schedule.engine import Engine

from .mspdi_plans import CALENDAR, NAMESPACE, document, result_of, task, write

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime>"
    "<ToTime>16:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    for day in range(2, 7)
)

_AROUND_THE_CLOCK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes><WorkingTime><FromTime>00:00:00</FromTime>"
    "<ToTime>24:00:00</ToTime></WorkingTime></WorkingTimes></WeekDay>"
    for day in range(1, 8)
)

PROJECT_2002 = f"""{_HEAD}<Project xmlns="{NAMESPACE}"><Name>Old</Name><ScheduleFromStart>1</ScheduleFromStart>
<StartDate>2003-01-06T08:00:00</StartDate><CalendarUID>1</CalendarUID><MinutesPerDay>480</MinutesPerDay>
<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>
<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2003-01-07T00:00:00</FromDate>
<ToDate>2003-01-07T23:59:00</ToDate></TimePeriod></WeekDay></WeekDays></Calendar></Calendars>
<Tasks><Task><UID>0</UID><ID>0</ID><Type>1</Type><IsNull>0</IsNull><OutlineLevel>0</OutlineLevel></Task>
<Task><UID>1</UID><ID>1</ID><Name>Dig</Name><Type>0</Type><IsNull>0</IsNull><OutlineLevel>1</OutlineLevel>
<Duration>PT16H0M0S</Duration><DurationFormat>7</DurationFormat></Task></Tasks></Project>"""

PROJECT_ONLINE = f"""{_HEAD}<Project xmlns="{NAMESPACE}"><SaveVersion>14</SaveVersion><BuildNumber>16.0.17</BuildNumber>
<GUID>aa12</GUID><StartDate>2024-01-08T08:00:00</StartDate><ProjectExternallyEdited>0</ProjectExternallyEdited>
<Calendars/><Tasks><Task><UID>1</UID><GUID>bb34</GUID><ID>1</ID><Name>Dig</Name><Active>1</Active><Manual>0</Manual>
<OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration><IsPublished>1</IsPublished>
<CommitmentType>0</CommitmentType></Task></Tasks></Project>"""

PROJECT_LIBRE = f"""{_HEAD}<Project xmlns="{NAMESPACE}"><Title>House</Title><StartDate>2026-03-02T08:00:00</StartDate>
<DefaultStartTime>08:00:00</DefaultStartTime><CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID>
<Name>Standard</Name><IsBaseCalendar>true</IsBaseCalendar><WeekDays>{_WEEK}</WeekDays></Calendar></Calendars>
<Tasks><Task><UID>1</UID><ID>1</ID><Name>Dig</Name><IsNull>false</IsNull><OutlineLevel>1</OutlineLevel>
<Start>2026-03-02T08:00:00</Start><Duration>PT16H0M0.0S</Duration><Milestone>false</Milestone>
<Estimated>false</Estimated></Task></Tasks>
<Resources><Resource><UID>0</UID><ID>0</ID><Name>Unassigned</Name></Resource></Resources></Project>"""

GANTT_PROJECT = f"""{_HEAD}<Project xmlns="{NAMESPACE}"><SaveVersion>14</SaveVersion><Name>House</Name>
<StartDate>2026-03-02T00:00:00</StartDate><Calendars><Calendar><UID>1</UID><Name/><IsBaseCalendar>1</IsBaseCalendar>
<BaseCalendarUID>-1</BaseCalendarUID></Calendar></Calendars><Tasks><Task><UID>1</UID><ID>1</ID><Name>Dig</Name>
<Active>1</Active><Manual>1</Manual><OutlineLevel>1</OutlineLevel><Start>2026-03-02T08:00:00</Start>
<Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration><ManualStart>2026-03-02T08:00:00</ManualStart>
<ManualFinish>2026-03-03T17:00:00</ManualFinish><ManualDuration>PT16H0M0S</ManualDuration></Task></Tasks></Project>"""

SYNCHRO = f"""\ufeff{_HEAD}<Project xmlns="{NAMESPACE}/2007"><StartDate>2026-03-02T00:00:00</StartDate>
<CalendarUID>1</CalendarUID><Calendars><Calendar><UID>1</UID><Name>24/7</Name><IsBaseCalendar>1</IsBaseCalendar>
<WeekDays>{_AROUND_THE_CLOCK}</WeekDays></Calendar></Calendars><Tasks><Task><UID>1</UID><Name>Dig</Name><Start>2026-03-02T00:00:00</Start>
<Duration>P2D</Duration></Task></Tasks></Project>"""

IFC_OPEN_SHELL = """<Project xmlns="http://schemas.microsoft.com/project"><Name>Tower</Name><Calendars/><Tasks><Task>
<UID>4711</UID><Name>Dig</Name><OutlineNumber>1</OutlineNumber><Start>2026-03-02T09:00:00</Start>
<Finish>2026-03-03T17:00:00</Finish><Duration>PT16H0M0S</Duration></Task></Tasks></Project>"""

ASTA = f"""{_HEAD}<p:Project xmlns:p="{NAMESPACE}"><p:StartDate>2026-03-02T08:00:00</p:StartDate>
<p:CalendarUID>1</p:CalendarUID><p:Calendars><p:Calendar><p:UID>1</p:UID><p:Name>Standard</p:Name>
<p:IsBaseCalendar>1</p:IsBaseCalendar></p:Calendar></p:Calendars><p:Tasks><p:Task><p:UID>1</p:UID><p:Name>Dig</p:Name>
<p:OutlineLevel>1</p:OutlineLevel><p:Duration>PT16,0H0M0S</p:Duration><p:PercentComplete>33,4</p:PercentComplete>
</p:Task></p:Tasks></p:Project>"""

_MENDED = {
    "Project 2002": (PROJECT_2002, set()),
    "Project Online": (PROJECT_ONLINE, {"mspdi.project-calendar"}),
    "ProjectLibre": (PROJECT_LIBRE, set()),
    "GanttProject": (GANTT_PROJECT, {"mspdi.name-changed", "mspdi.project-calendar"}),
    "Synchro": (SYNCHRO, {"mspdi.mended-value"}),
    "IfcOpenShell": (IFC_OPEN_SHELL, {"mspdi.no-start", "mspdi.project-calendar"}),
    "Asta": (ASTA, set()),
}


@pytest.mark.parametrize("program", _MENDED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_each_is_read_and_what_was_mended_is_said(program, encoding):
    text, mended = _MENDED[program]
    result = result_of(
        (text if encoding == "utf-8" else text.lstrip("\ufeff"))
        .replace('encoding="UTF-8"', f'encoding="{encoding[:6]}"')
        .encode(encoding)
    )

    (dig,) = result.project.tasks.values()
    assert dig.name == "Dig"
    assert dig.duration == 960
    assert {note.code for note in result.notes} - {"mspdi.kept", "mspdi.kept-computed"} == mended
    Engine(result.project)
    (again,) = result_of(write(result.project)).project.tasks.values()
    assert (again.uid, again.name, again.duration) == (dig.uid, dig.name, dig.duration)


def test_a_day_off_of_project_2002_is_a_day_off():
    (one,) = result_of(PROJECT_2002).project.calendars[1].exceptions
    assert (str(one.start), str(one.finish), one.hours, one.recurrence) == ("2003-01-07", "2003-01-07", (), None)
    assert Recurrence.DAILY is not one.recurrence


def test_work_around_the_clock_ends_at_midnight():
    assert result_of(SYNCHRO).project.calendars[1].week == (((0, 1440),),) * 7


def test_the_first_task_tells_the_start_of_a_plan_without_one():
    assert result_of(IFC_OPEN_SHELL).project.info.start == datetime(2026, 3, 2, 9)


def test_a_percentage_with_a_comma_is_rounded():
    assert result_of(ASTA).project.tasks[1].percent_complete == 33


@pytest.mark.parametrize("moment", ["2026-03-05T24:00:00", "2026-03-06T00:00:00", "2026-03-06 00:00"])
def test_midnight_is_understood_in_every_spelling(moment):
    plan = result_of(document(task(1, f"<Deadline>{moment}</Deadline>"))).project
    assert plan.tasks[1].deadline == datetime(2026, 3, 6)


@pytest.mark.parametrize("moment", ["2026-03-05T08:00:00Z", "2026-03-05T08:00:00+05:30", "2026-03-05 08:00-0300"])
def test_a_time_zone_is_said_as_dates_of_a_plan_have_none(moment):
    result = result_of(document(task(1, f"<Deadline>{moment}</Deadline>")))
    assert result.project.tasks[1].deadline == datetime(2026, 3, 5, 8)
    assert [note.code for note in result.notes] == ["mspdi.mended-value"]
    assert moment in write(result.project)


def test_what_has_attributes_is_read_as_if_it_had_none():
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    row = task(7, '<Deadline xsi:nil="true"/><Priority kind="own">600</Priority>').replace("<UID>", '<UID id="x">')
    result = result_of(document(row).replace("<Project ", f"<Project {xsi} "))
    (one,) = result.project.tasks.values()
    assert (one.uid, one.deadline, one.priority) == (7, None, 600)
    assert not result.notes
    assert '<Priority kind="own">600</Priority>' in write(result.project)


def test_what_is_no_record_among_records_is_said():
    result = result_of(document(task(1) + "<Row/>" + task(2), calendars=f"{CALENDAR}<Kalender/>"))
    assert sorted(result.project.tasks) == [1, 2]
    assert [note.text for note in result.notes] == [
        "The element Row in Tasks is no Task; it was left out.",
        "The element Kalender in Calendars is no Calendar; it was left out.",
    ]


def test_text_among_records_is_said():
    result = result_of(document(task(1) + " between " + task(2) + "after", calendars=f"before{CALENDAR}"))
    assert sorted(result.project.tasks) == [1, 2]
    assert [note.text for note in result.notes] == [
        "The text 'between after' in Tasks is no Task; it was left out.",
        "The text 'before' in Calendars is no Calendar; it was left out.",
    ]
