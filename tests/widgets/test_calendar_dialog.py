"""Calendars are shown by month and edited by keyboard and mouse; people get own times with the first change."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit

from gantline.app.analysis.calendar_view import days_between
from gantline.app.edits import calendar_days
from gantline.app.project.kinds import Recurrence
from gantline.app.project.moments import DAY, day_number
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_HOURS,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
    WorkWeek,
)
from gantline.app.project.working_time import WorkingTimes
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.calendar_list import Target
from gantline.widgets.dialogs.calendars import CalendarsDialog
from gantline.widgets.dialogs.exception_form import ExceptionForm, WorkWeekForm
from gantline.widgets.dialogs.recurrence_fields import recurrence_text

STANDARD, NIGHT = CalendarUid(1), CalendarUid(2)
ANNA = ResourceUid(1)
EASTER = ExceptionPeriod(name="Easter", start=date(2026, 4, 3), finish=date(2026, 4, 6))


def plan() -> Project:
    return Project(
        ProjectInfo(start=datetime(2026, 4, 1, 8)),
        tasks=[Task(uid=TaskUid(1), name="Dig")],
        resources=[Resource(uid=ANNA, name="Anna")],
        calendars=[
            Calendar(uid=STANDARD, name="Standard", exceptions=(EASTER,)),
            Calendar(uid=NIGHT, name="Night"),
        ],
    )


@pytest.fixture
def document() -> Document:
    return Document(plan())


@pytest.fixture
def dialog(qtbot, document) -> CalendarsDialog:
    dialog = CalendarsDialog(document, Appearance())
    qtbot.addWidget(dialog)
    dialog.show()
    QTest.qWait(0)
    return dialog


def standard(document: Document) -> Calendar:
    return document.project.calendars[STANDARD]


def retype(qtbot, field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


# -- what a day is


def test_days_tell_their_hours_and_why() -> None:
    project = plan()
    project.apply(
        calendar_days.add_work_week(
            project,
            STANDARD,
            WorkWeek(name="Late", start=date(2026, 4, 13), finish=date(2026, 4, 17), week=(((600, 660),),) * 7),
        )
    )
    times = WorkingTimes(project).calendar(STANDARD)
    days = days_between(project, STANDARD, times, date(2026, 4, 2), date(2026, 4, 13))

    assert days[0].hours == STANDARD_HOURS
    assert [day.exception for day in days[:6]] == [None, EASTER, EASTER, EASTER, EASTER, None]
    assert days[1].hours == ()
    assert days[-1].work_week is not None
    assert days[-1].hours == ((600, 660),)


@given(
    st.lists(
        st.builds(
            lambda start, length, hours: ExceptionPeriod(
                start=date.fromordinal(start), finish=date.fromordinal(start + length), hours=hours
            ),
            st.integers(date(2026, 3, 20).toordinal(), date(2026, 5, 10).toordinal()),
            st.integers(0, 9),
            st.sampled_from(((), ((480, 600),), ((600, 1440),))),
        ),
        max_size=5,
    )
)
def test_the_hours_shown_are_those_the_schedule_counts_with(exceptions) -> None:
    project = plan()
    for one in exceptions:
        project.apply(calendar_days.add_exception(project, STANDARD, one))
    times = WorkingTimes(project).calendar(STANDARD)
    first = date(2026, 3, 30)

    for place, day in enumerate(days_between(project, STANDARD, times, first, date(2026, 5, 3))):
        midnight = (day_number(first) + place) * DAY
        assert sum(finish - start for start, finish in day.hours) == times.between(midnight, midnight + DAY)
        assert day.exception is None or day.hours == day.exception.hours


@given(st.integers(1, 25), st.integers(0, 8), st.integers(1, 25), st.integers(0, 8))
def test_given_and_cleared_days_are_as_before(start, length, given_from, given_for) -> None:
    project, whole = plan(), date(2026, 6, 1).toordinal()
    one = ExceptionPeriod(start=date.fromordinal(whole + start), finish=date.fromordinal(whole + start + length))
    project.apply(calendar_days.add_exception(project, NIGHT, one))
    first, last = date.fromordinal(whole + given_from), date.fromordinal(whole + given_from + given_for)

    patch = calendar_days.set_days(project, NIGHT, first, last, ((0, 60),))
    before = project.snapshot()
    project.apply(patch)
    times = WorkingTimes(project).calendar(NIGHT)
    assert times.between(day_number(first) * DAY, (day_number(last) + 1) * DAY) == 60 * (given_for + 1)

    project.apply(calendar_days.clear_days(project, NIGHT, first, last))
    kept = {
        day
        for left in project.calendars[NIGHT].exceptions
        for day in range(left.start.toordinal(), left.finish.toordinal() + 1)
    }
    assert kept == set(range(one.start.toordinal(), one.finish.toordinal() + 1)) - set(
        range(first.toordinal(), last.toordinal() + 1)
    )
    project = before.snapshot()
    project.apply(patch)
    project.apply(patch.inverted())
    assert project == before


# -- the dialog


def test_it_opens_on_the_calendar_and_month_of_the_plan(dialog) -> None:
    assert dialog.target == Target(STANDARD)
    assert dialog.name.text() == "Standard"
    assert dialog.month.title.text() == "April 2026"
    assert dialog.week.fields[0].text() == "8:00-12:00, 13:00-17:00"
    assert dialog.week.fields[6].text() == "off"


def test_hours_typed_for_a_weekday_become_one_step_to_undo(qtbot, dialog, document) -> None:
    retype(qtbot, dialog.week.fields[4], "8-14")
    assert standard(document).week[4] == ((480, 840),)

    document.undo_stack.undo()
    assert standard(document).week[4] is None
    assert dialog.week.fields[4].text() == "8:00-12:00, 13:00-17:00"


def test_what_holds_no_hours_is_refused_in_words(qtbot, dialog, document) -> None:
    retype(qtbot, dialog.week.fields[0], "early")

    assert standard(document).week[0] is None
    assert "no working hours" in dialog.message.text()
    assert dialog.isVisible()


def test_days_are_chosen_with_arrows_and_made_days_off_with_a_button(qtbot, dialog, document) -> None:
    month = dialog.month.month
    month.choose(date(2026, 4, 13))
    qtbot.keyClick(month, Qt.Key.Key_Right)
    qtbot.keyClick(month, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert month.chosen == (date(2026, 4, 14), date(2026, 4, 15))

    qtbot.mouseClick(dialog.month.off, Qt.MouseButton.LeftButton)
    assert standard(document).exceptions[-1] == ExceptionPeriod(
        name="Day off", start=date(2026, 4, 14), finish=date(2026, 4, 15)
    )

    month.choose(date(2026, 4, 14))
    qtbot.mouseClick(dialog.month.usual, Qt.MouseButton.LeftButton)
    assert standard(document).exceptions[-1].start == date(2026, 4, 15)


def test_a_day_is_chosen_with_the_mouse_and_told_in_words(qtbot, dialog) -> None:
    month = dialog.month.month
    qtbot.mouseClick(month, Qt.MouseButton.LeftButton, pos=month.rect_of(date(2026, 4, 3)).center())

    assert month.chosen == (date(2026, 4, 3), date(2026, 4, 3))
    assert dialog.month.day_text.text() == "Fri 3 Apr 2026: Easter, day off"


def test_page_down_goes_to_the_next_month_and_keeps_the_day_as_far_as_there_is_one(qtbot, dialog) -> None:
    dialog.month.month.choose(date(2026, 1, 31))
    qtbot.keyClick(dialog.month.month, Qt.Key.Key_PageDown)

    assert dialog.month.month.current == date(2026, 2, 28)
    assert dialog.month.title.text() == "February 2026"


def test_every_day_of_the_month_has_a_place_and_is_found_there(dialog) -> None:
    month = dialog.month.month
    for day in range(1, 31):
        room = month.rect_of(date(2026, 4, day))
        assert month.rect().contains(room)
        assert month.day_at(room.topLeft() + QPoint(1, 1)) == date(2026, 4, day)


def test_a_person_gets_times_of_their_own_with_the_first_change_in_one_step(qtbot, dialog, document) -> None:
    dialog.list.choose(Target(STANDARD, ANNA))
    assert dialog.week.fields[4].text() == ""
    assert "Standard" in dialog.week.fields[4].placeholderText()

    retype(qtbot, dialog.week.fields[4], "off")
    own = document.project.resources[ANNA].calendar
    assert own is not None
    assert document.project.calendars[own].base == STANDARD
    assert document.project.calendars[own].week[4] == ()
    assert document.undo_stack.count() == 1

    document.undo_stack.undo()
    assert document.project == plan()
    assert dialog.target.resource == ANNA


def test_a_new_calendar_begins_with_a_preset_and_is_named_at_once(qtbot, dialog, document) -> None:
    dialog.add("24 hours")
    [field] = dialog.list.viewport().findChildren(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Machines")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    [made] = set(document.project.calendars) - {STANDARD, NIGHT}

    qtbot.waitUntil(lambda: document.project.calendars[made].name == "Machines")
    assert document.project.calendars[made].week[6] == ((0, 1440),)
    assert dialog.target == Target(made)


def test_a_taken_name_is_refused_and_the_old_one_shown_again(qtbot, dialog, document) -> None:
    dialog.list.choose(Target(NIGHT))
    qtbot.mouseClick(dialog.rename, Qt.MouseButton.LeftButton)
    [field] = dialog.list.viewport().findChildren(QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, "Standard")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "already" in dialog.message.text())

    assert document.project.calendars[NIGHT].name == "Night"
    assert {item.text(0) for item in dialog.list.findItems("*", Qt.MatchFlag.MatchWildcard)} == {"Standard", "Night"}


def test_a_calendar_in_use_is_kept_and_its_users_are_named(qtbot, dialog, document) -> None:
    qtbot.mouseClick(dialog.delete, Qt.MouseButton.LeftButton)

    assert STANDARD in document.project.calendars
    assert "in use by the plan" in dialog.message.text()


def test_the_plan_follows_another_calendar_by_a_button(qtbot, dialog, document) -> None:
    assert not dialog.use.isEnabled()
    dialog.list.choose(Target(NIGHT))
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)

    assert document.project.info.calendar == NIGHT


def test_exceptions_are_removed_with_the_delete_key(qtbot, dialog, document) -> None:
    dialog.tabs.setCurrentIndex(1)
    dialog.exceptions.table.selectRow(0)
    qtbot.keyClick(dialog.exceptions.table, Qt.Key.Key_Delete)

    assert standard(document).exceptions == ()
    assert dialog.exceptions.table.rowCount() == 0


def test_an_exception_is_changed_in_its_form(qtbot, dialog, document, monkeypatch) -> None:
    def fill(form: ExceptionForm) -> int:
        form.name.setText("Spring break")
        form.accept()
        return form.result()

    monkeypatch.setattr(ExceptionForm, "exec", fill)
    dialog.tabs.setCurrentIndex(1)
    dialog.exceptions.table.selectRow(0)
    qtbot.keyClick(dialog.exceptions.table, Qt.Key.Key_Return)

    assert [one.name for one in standard(document).exceptions] == ["Spring break"]


# -- the forms


RECURRING = [
    ExceptionPeriod(start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.DAILY, period=3),
    ExceptionPeriod(
        start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.WEEKLY, period=2, weekdays=0b10001
    ),
    ExceptionPeriod(
        start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.MONTHLY_BY_DAY, month_day=15
    ),
    ExceptionPeriod(
        start=date(2026, 1, 1),
        finish=date(2027, 1, 1),
        recurrence=Recurrence.MONTHLY_BY_POSITION,
        position=5,
        weekdays=1 << 4,
        item=8,
        occurrences=7,
    ),
    ExceptionPeriod(
        start=date(2026, 1, 1), finish=date(2027, 1, 1), recurrence=Recurrence.YEARLY_BY_DAY, month=12, month_day=24
    ),
    ExceptionPeriod(
        start=date(2026, 1, 1),
        finish=date(2027, 1, 1),
        recurrence=Recurrence.YEARLY_BY_POSITION,
        month=5,
        position=1,
        item=1,
    ),
    ExceptionPeriod(start=date(2026, 1, 1), finish=date(2026, 1, 2), hours=((480, 600),), name="Short"),
]


@pytest.mark.parametrize("exception", RECURRING, ids=lambda one: str(one.recurrence))
def test_a_form_that_is_only_accepted_gives_the_exception_back(qtbot, exception) -> None:
    form = ExceptionForm(exception, Appearance())
    qtbot.addWidget(form)
    form.accept()

    assert form.exception == exception


def test_how_an_exception_repeats_is_said_in_words() -> None:
    assert [recurrence_text(one) for one in RECURRING] == [
        "every 3 days",
        "every 2 weeks on Mon, Fri",
        "monthly on day 15",
        "monthly on the last Friday",
        "yearly on 24 December",
        "yearly on the first working weekday of May",
        "",
    ]


def test_a_form_with_wrong_hours_stays_open_and_says_why(qtbot) -> None:
    form = ExceptionForm(ExceptionPeriod(start=date(2026, 1, 1), finish=date(2026, 1, 1)), Appearance())
    qtbot.addWidget(form)
    form.show()
    form.working.setChecked(True)
    form.hours.selectAll()
    qtbot.keyClicks(form.hours, "12-8")
    qtbot.keyClick(form.hours, Qt.Key.Key_Return)

    assert form.isVisible()
    assert "does not end on the day it begins" in form.message.text()


def test_a_work_week_takes_the_hours_typed_into_it(qtbot) -> None:
    form = WorkWeekForm(WorkWeek(start=date(2026, 7, 1), finish=date(2026, 8, 31)), Appearance())
    qtbot.addWidget(form)
    form.show()
    qtbot.keyClicks(form.week.fields[4], "8-13")
    qtbot.keyClick(form.week.fields[4], Qt.Key.Key_Return)

    assert form.result() == WorkWeekForm.DialogCode.Accepted
    assert form.work_week.week == (None, None, None, None, ((480, 780),), None, None)


# -- holidays from a file

ICS = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260501
DTEND;VALUE=DATE:20260502
SUMMARY:Labour Day
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260403
DTEND;VALUE=DATE:20260407
SUMMARY:Easter weekend
END:VEVENT
BEGIN:VEVENT
DTSTART:20260504T090000Z
SUMMARY:Team meeting
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def import_file(dialog, monkeypatch, tmp_path):
    def imported(text: str):
        path = tmp_path / "holidays.ics"
        path.write_text(text, "utf-8")
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_told: (str(path), ""))
        dialog.tabs.setCurrentIndex(1)
        dialog.read.click()
        return dialog.message.text()

    return imported


def test_holidays_of_a_file_become_days_off_in_one_step(document, import_file):
    told = import_file(ICS)

    assert told == ("1 day off added. 1 was there already. 1 event with hours or a rule of its own was left out.")
    assert [(one.name, one.start) for one in standard(document).exceptions] == [
        ("Easter", date(2026, 4, 3)),
        ("Labour Day", date(2026, 5, 1)),
    ]
    may = day_number(date(2026, 5, 1)) * DAY
    assert document.engine.working_times.project.between(may, may + DAY) == 0
    document.undo_stack.undo()
    assert standard(document).exceptions == (EASTER,)


def test_holidays_that_are_there_are_not_added_again(document, import_file):
    import_file(ICS)
    steps = document.undo_stack.count()

    assert import_file(ICS) == "All of these days are in the calendar already."
    assert document.undo_stack.count() == steps


def test_holidays_of_a_person_become_leave_of_that_person(document, dialog, import_file):
    dialog.list.choose(Target(STANDARD, ANNA))

    import_file(ICS)

    assert standard(document).exceptions == (EASTER,)
    own = document.project.resources[ANNA].calendar
    assert [one.name for one in document.project.calendars[own].exceptions] == ["Easter weekend", "Labour Day"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("<html>", "holidays.ics is no iCalendar file."), ("BEGIN:VCALENDAR", "The file names no whole days.")],
)
def test_a_file_without_holidays_is_told_of(document, import_file, text, told):
    assert import_file(text) == told
    assert not document.undo_stack.canUndo()


def test_all_of_the_dialog_fits_on_a_small_screen(dialog):
    assert dialog.minimumSizeHint().width() <= 940
    assert dialog.minimumSizeHint().height() <= 500
