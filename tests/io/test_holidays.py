"""Whole days of an iCalendar file are days off; what is none is counted, and what is no such file is refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.errors import ReadError
from gantline.app.project.kinds import Recurrence
from gantline.app.project.moments import day_number, to_date
from gantline.app.project.recurrence import days_of
from gantline.io.holidays import LARGEST, read_holidays

from ..laws import law


@pytest.fixture
def read(tmp_path):
    def reading(*events, calendar="BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"):
        path = tmp_path / "holidays.ics"
        texts = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
        path.write_bytes(calendar.format(events=texts).encode("utf-8"))
        return read_holidays(path)

    return reading


def told(holidays):
    return [(one.name, one.start.isoformat(), one.finish.isoformat()) for one in holidays.days]


@pytest.mark.parametrize(
    ("event", "days"),
    [
        ("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260502", ("2026-05-01", "2026-05-01")),
        ("DTSTART;VALUE=DATE:20260501", ("2026-05-01", "2026-05-01")),
        ("DTSTART:20260501", ("2026-05-01", "2026-05-01")),
        ("DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270102", ("2026-12-24", "2027-01-01")),
        ("DTSTART;VALUE=DATE:20260501\r\nDURATION:P3D", ("2026-05-01", "2026-05-03")),
        ("DTSTART;VALUE=DATE:20260501\r\nDURATION:P1W", ("2026-05-01", "2026-05-07")),
        ("DTSTART;TZID=Europe/Berlin:20260501T000000\r\nDTEND:20260502T000000", ("2026-05-01", "2026-05-01")),
        ('DTSTART;X-A="a:b;c";VALUE=DATE:20260501', ("2026-05-01", "2026-05-01")),
        ("DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260501", ("2026-05-01", "2026-05-01")),
    ],
)
def test_an_event_of_whole_days_is_days_off(read, event, days):
    found = read(f"{event}\r\nSUMMARY:Labour day")

    assert told(found) == [("Labour day", *days)]
    assert found.left_out == 0


def test_names_are_unfolded_and_freed_of_their_escapes(read):
    found = read("DTSTART;VALUE=DATE:20260501\r\nSUMMARY:Day of labour\\, work\\n and\r\n  rest\\; all day")

    assert found.days[0].name == "Day of labour, work  and rest; all day"


def test_alarms_within_an_event_say_nothing_of_it(read):
    found = read(
        "BEGIN:VALARM\r\nSUMMARY:Ring\r\nDURATION:P9D\r\nEND:VALARM\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:May"
    )

    assert told(found) == [("May", "2026-05-01", "2026-05-01")]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20260501T090000Z\r\nDTEND:20260501T100000Z",
        "DTSTART;VALUE=DATE:20260231",
        "SUMMARY:Some day",
        "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=WEEKLY",
        "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;INTERVAL=2",
        "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;BYEASTER=1",
        "DTSTART;VALUE=DATE:20260501\r\nRRULE:FREQ=YEARLY;BYMONTH=6",
        "DTSTART;VALUE=DATE:20260501\r\nDTEND;VALUE=DATE:20260701\r\nRRULE:FREQ=YEARLY",
    ],
)
def test_what_is_no_whole_day_or_has_another_rule_is_left_out_and_counted(read, event):
    found = read(event, "DTSTART;VALUE=DATE:20260601")

    assert len(found.days) == 1
    assert found.left_out == 1


def test_what_was_cancelled_is_no_day_off(read):
    found = read("DTSTART;VALUE=DATE:20260501\r\nSTATUS:CANCELLED")

    assert (found.days, found.left_out) == ((), 0)


def dates(one):
    return [to_date(day) for day in days_of(one, day_number(date(2032, 1, 1)))]


def test_a_yearly_event_comes_back_on_each_of_its_days(read):
    found = read("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\nRRULE:FREQ=YEARLY;UNTIL=20291231")

    assert [one.recurrence for one in found.days] == [Recurrence.YEARLY_BY_DAY] * 2
    both = sorted(day for one in found.days for day in dates(one))
    assert both == [date(year, 12, day) for year in range(2026, 2030) for day in (25, 26)]


def test_a_weekday_of_a_month_comes_back_every_year(read):
    found = read("DTSTART;VALUE=DATE:20261126\r\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3")

    assert dates(found.days[0]) == [date(2026, 11, 26), date(2027, 11, 25), date(2028, 11, 23)]


@pytest.mark.parametrize("text", ["", "no calendar", "<html>"])
def test_what_is_no_calendar_is_refused(tmp_path, text):
    path = tmp_path / "page.ics"
    path.write_text(text, "utf-8")

    with pytest.raises(ReadError, match=r"page\.ics is no iCalendar file"):
        read_holidays(path)


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path):
    with pytest.raises(ReadError, match="can't be read"):
        read_holidays(tmp_path / "gone.ics")
    large = tmp_path / "large.ics"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(ReadError, match="too large"):
        read_holidays(large)


@law(40)
@given(start=st.dates(date(1990, 1, 1), date(2080, 1, 1)), length=st.integers(1, 40), noise=st.text(max_size=30))
def test_whatever_else_stands_in_it_the_days_are_found(tmp_path_factory, start, length, noise):
    path = tmp_path_factory.mktemp("ics") / "any.ics"
    end = start + timedelta(days=length)
    said = " ".join(noise.split())
    path.write_text(
        f"BEGIN:VCALENDAR\nX-NOISE:{said}\n{said}\nBEGIN:VEVENT\nDTSTART:{start:%Y%m%d}\n{said}\n"
        f"DTEND;VALUE=DATE:{end:%Y%m%d}\nEND:VEVENT\nEND:VCALENDAR\n",
        "utf-8",
    )

    found = read_holidays(path)

    assert [(one.start, one.finish) for one in found.days] == [(start, end - timedelta(days=1))]


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:20260101\r\nDTEND:00010101",
        "DTSTART:99991231\r\nDURATION:P9999W",
        "DTSTART:99991225\r\nDURATION:P20D\r\nRRULE:FREQ=YEARLY",
    ],
)
def test_events_beyond_the_years_there_are_are_left_out(read, event):
    assert (read(event).days, read(event).left_out) == ((), 1)


def test_a_rule_that_counts_without_end_lasts_as_long_as_there_are_years(read):
    found = read("DTSTART:20260101\r\nRRULE:FREQ=YEARLY;COUNT=" + "9" * 5000)

    assert found.days[0].finish == date(9999, 12, 31)


def test_more_days_than_anybody_has_off_are_refused(read):
    with pytest.raises(ReadError, match="too large"):
        read(*["DTSTART:20260101\r\nDURATION:P31D\r\nRRULE:FREQ=YEARLY"] * 400)
