"""Microsoft Project XML that is damaged, foolish or meant to do harm: one clear sentence, or a plan and notes."""

from __future__ import annotations

import gc
import socket
from io import BytesIO

import pytest

from gantline.app.project.errors import ReadError
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.io.mspdi import FORMAT
from gantline.io.mspdi.spelling import number

from .mspdi_plans import CALENDAR, NAMESPACE, codes, document, link, read, result_of, task

_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<Project xmlns="{NAMESPACE}"><Name>&c;</Name></Project>'
)
_EXTERNAL = (
    '<?xml version="1.0"?><!DOCTYPE Project SYSTEM "http://localhost:9/evil.dtd">'
    f'<Project xmlns="{NAMESPACE}"><Name>x</Name></Project>'
)
_FILE = (
    '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f'<Project xmlns="{NAMESPACE}"><Name>&x;</Name></Project>'
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("   \n", "empty"),
        ("hello", "not XML"),
        (b"PK\x03\x04" + bytes(200), "not XML"),
        (bytes(range(256)) * 20, "not XML"),
        ("<html><body/></html>", "holds <html>"),
        (document(task(1))[:-30], "line 1"),
        (document(task(1)).replace("</Name>", "", 1), "line"),
        (document(task(1).replace("Task 1", "&nope;")), "line"),
        (_BOMB, "document type"),
        (_EXTERNAL, "document type"),
        (_FILE, "document type"),
        (_BOMB.encode("utf-16"), "document type"),
        (f'<Project xmlns="{NAMESPACE}">' + "<a>" * 200_000 + "</a>" * 200_000 + "</Project>", "nested too deeply"),
        (document(f"<Task><UID>1</UID>{'<a>' * 5000}{'</a>' * 5000}</Task>"), "nested too deeply"),
        ("\ufeff<Project", "line"),
    ],
    ids=lambda value: value[:24].__repr__() if isinstance(value, str | bytes) else None,
)
def test_what_is_no_plan_is_refused_in_one_sentence(text, words):
    with pytest.raises(ReadError) as refused:
        read(text)
    sentence = str(refused.value)
    assert words in sentence
    assert "\n" not in sentence
    assert len(sentence) < 200


def test_nothing_is_fetched_from_the_network(monkeypatch):
    def no_connection(*arguments):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", no_connection)
    with pytest.raises(ReadError):
        read(_EXTERNAL)


@pytest.mark.parametrize(
    "value",
    ["NaN", "INF", "1E30", "PT9999999999999999H0M0S", "2026-02-30T08:00:00", "yesterday", "PTH", "\u0663"],
)
@pytest.mark.parametrize(
    "element", ["Duration", "Start", "Priority", "FixedCost", "LevelingDelay", "Deadline", "PercentComplete", "Manual"]
)
def test_a_value_that_makes_no_sense_is_left_out_or_read_and_never_fatal(element, value):
    result = result_of(document(task(1, f"<{element}>{value}</{element}>") + task(2)))
    assert sorted(result.project.tasks) == [1, 2]
    assert {note.code for note in result.notes} <= {"mspdi.unreadable-value", "mspdi.mended-value"}


def test_an_impossible_date_is_noted_with_its_place():
    (note,) = result_of(document(task(4, "<Deadline>2026-02-30T08:00:00</Deadline>"))).notes
    assert note.code == "mspdi.unreadable-value"
    assert "2026-02-30" in note.text
    assert note.place == "Task 4 'Task 4'"


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00", "1899-12-30T00:00:00", "9999-12-31T23:59:59"])
def test_dates_at_the_ends_of_time_are_dates(moment):
    plan = read(document(task(1, f"<Start>{moment}</Start><Deadline>{moment}</Deadline>")))
    assert plan.tasks[1].deadline is not None


@pytest.mark.parametrize("uid", ["", "x", "-5", "1.5e300", "99999999999999999999", str(2**31)])
def test_uids_that_are_none_are_replaced(uid):
    tasks = f"<Task><UID>{uid}</UID><Name>A</Name></Task>" + task(3)
    result = result_of(document(tasks))
    assert sorted(result.project.tasks) == [3, 4]
    assert [note.code for note in result.notes] == ["mspdi.uid-given"]


def test_reversed_and_overlapping_working_times_are_left_out_and_noted():
    times = "".join(
        f"<WorkingTime><FromTime>{begin}</FromTime><ToTime>{end}</ToTime></WorkingTime>"
        for begin, end in (("12:00:00", "08:00:00"), ("08:00:00", "12:00:00"), ("10:00:00", "14:00:00"), ("25:00", "x"))
    )
    calendar = CALENDAR.replace(
        "</Calendar>",
        f"<WeekDays><WeekDay><DayType>2</DayType><DayWorking>1</DayWorking><WorkingTimes>{times}</WorkingTimes>"
        "</WeekDay><WeekDay><DayType>77</DayType></WeekDay></WeekDays></Calendar>",
    )
    result = result_of(document(calendars=calendar))
    assert result.project.calendars[1].week[0] == ((480, 720),)
    assert {note.code for note in result.notes} == {"mspdi.calendar-hours"}


def test_endless_exceptions_are_read_and_written():
    exception = (
        "<Exceptions><Exception><EnteredByOccurrences>1</EnteredByOccurrences><TimePeriod><FromDate>1900-01-01T00:00:00"
        "</FromDate><ToDate>9999-12-31T23:59:00</ToDate></TimePeriod><Occurrences>999999999</Occurrences><Type>7</Type>"
        "<Period>1</Period><DayWorking>0</DayWorking></Exception></Exceptions>"
    )
    plan = read(document(calendars=CALENDAR.replace("</Calendar>", f"{exception}</Calendar>")))
    assert plan.calendars[1].exceptions[0].occurrences == 999999999


def test_a_name_of_a_megabyte_is_a_name():
    plan = read(document(task(1).replace("Task 1", "x" * 1_000_000)))
    assert len(plan.tasks[1].name) == 1_000_000


def test_twenty_thousand_predecessors_are_read():
    tasks = "".join(task(uid) for uid in range(1, 2001))
    tasks += task(3000, "".join(link(1 + number % 2000) for number in range(20_000)))
    result = result_of(document(tasks))
    assert len(result.project.dependencies) == 2000
    assert sum(note.count for note in result.notes) == 18_000
    assert len(result.notes) < 200


@pytest.mark.parametrize("where", ["name", "attribute"])
def test_characters_that_xml_forbids_are_left_out_and_noted(where):
    text = document(task(1).replace("Task 1", "A&#3;B" if where == "name" else "A\x03B"))
    result = result_of(text)
    assert result.project.tasks[1].name == "AB"
    assert [note.code for note in result.notes] == ["mspdi.forbidden-characters"]


def test_elements_where_texts_should_be_do_no_harm():
    assert list(read(document(task(1, "<Priority><b>5</b></Priority><Start><x/></Start>"))).tasks) == [1]


def test_lists_in_strange_places_do_no_harm():
    text = document(task(1)).replace("<Calendars>", f"<Strange><Tasks>{task(7)}</Tasks></Strange><Calendars>")
    assert list(read(text).tasks) == [1]


def test_records_may_stand_in_several_lists_and_in_any_order():
    text = document(task(1)).replace("</Project>", f"<Tasks>{task(2)}</Tasks></Project>")
    assert list(read(text).tasks) == [1, 2]


def test_empty_lists_and_records_are_read():
    text = document(
        "<Task/><Task></Task>", resources="<Resource/>", assignments="<Assignment/>", calendars="<Calendar/>"
    )
    assert set(codes(text)) - {"mspdi.kept", "mspdi.name-changed"} == {"mspdi.uid-given", "mspdi.assignment-left-out"}


def test_a_file_cut_off_anywhere_is_refused_or_read_but_never_a_traceback():
    text = document(task(1, link(2)) + task(2), resources="<Resource><UID>1</UID></Resource>")
    for end in range(0, len(text), 7):
        with pytest.raises(ReadError):
            read(text[:end])


def test_a_constraint_that_needs_a_date_and_has_none_is_taken_off_and_noted():
    result = result_of(document(task(1, "<ConstraintType>4</ConstraintType>")))
    assert result.project.tasks[1].constraint is ConstraintKind.AS_SOON_AS_POSSIBLE
    assert [note.code for note in result.notes] == ["mspdi.constraint-without-date"]


def test_a_list_whose_end_has_another_name_is_refused():
    with pytest.raises(ReadError):
        read(document(task(1, "<Baseline><Number>0</Number></Baselime>")))


def test_reading_can_be_stopped():
    class Stopped(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    assert FORMAT.read is not None
    with pytest.raises(Cancelled):
        FORMAT.read(BytesIO(document(task(1)).encode()), Stopped())
    assert gc.isenabled()


@pytest.mark.parametrize("text", ["0e99999999", "1e-99999999", "0e-99999999", "sNaN"])
def test_numbers_of_noughts_beyond_counting_are_none(text):
    with pytest.raises(ValueError, match=text):
        number(text)
