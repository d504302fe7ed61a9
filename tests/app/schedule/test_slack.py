"""Late dates, slack, critical tasks, and plans scheduled from their finish."""

from datetime import date, datetime

from gantline.app.project.draft import Draft
from gantline.app.project.records import STANDARD_HOURS, Calendar, CalendarUid, ExceptionPeriod, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from tests.plan_maker import column, dates, plan

DIAMOND = """
    Start | 1d
    Short | 2d | after Start
    Long  | 5d | after Start
    End   | 1d | after Short, Long
"""


def test_the_longest_chain_is_critical_and_the_others_have_slack() -> None:
    made = plan(DIAMOND)
    assert column(made, "critical") == {"Start": 1, "Short": 0, "Long": 1, "End": 1}
    assert column(made, "total_slack") == {"Start": 0, "Short": 3 * 480, "Long": 0, "End": 0}
    assert column(made, "free_slack") == {"Start": 0, "Short": 3 * 480, "Long": 0, "End": 0}
    assert column(made, "late_start")["Short"] == "9 08:00"
    assert column(made, "late_finish")["Short"] == "12 17:00"


def test_free_slack_ends_where_a_successor_begins_to_move() -> None:
    made = plan("""
        A | 1d
        B | 1d | after A
        C | 1d | after B
        Long | 5d
        End  | 1d | after C, Long
    """)
    assert column(made, "total_slack")["A"] == 2 * 480
    assert column(made, "free_slack") == {"A": 0, "B": 0, "C": 2 * 480, "Long": 0, "End": 0}


def test_tasks_are_critical_up_to_the_slack_limit_of_the_plan() -> None:
    made = plan(DIAMOND, critical_slack_limit=3)
    assert column(made, "critical")["Short"] == 1


def test_each_chain_has_a_critical_path_of_its_own_on_request() -> None:
    text = "Short | 2d\nLong | 5d"
    assert column(plan(text), "critical") == {"Short": 0, "Long": 1}
    assert column(plan(text, multiple_critical_paths=True), "critical") == {"Short": 1, "Long": 1}


def test_a_path_of_its_own_goes_on_through_the_summary_that_others_wait_for() -> None:
    made = plan(
        """
        Phase
          Short | 2d
          Long  | 4d
        Next | 1d | after Phase
        Rest | 9d
        """,
        multiple_critical_paths=True,
    )
    assert column(made, "total_slack") == {"Phase": 0, "Short": 2 * 480, "Long": 0, "Next": 0, "Rest": 0}


def test_a_path_of_its_own_ends_before_a_successor_that_does_not_count() -> None:
    made = plan(
        """
        Short | 2d
        Next  | 1d | after Short | inactive
        Rest  | 9d
        """,
        multiple_critical_paths=True,
    )
    assert column(made, "critical")["Short"] == 1


def test_all_kinds_of_links_hold_back_the_late_dates() -> None:
    made = plan("""
        A | 2d
        B | 4d | after A SS+1d
        C | 2d | after B FF
        D | 1d | after C SF
        Long | 20d
    """)
    assert column(made, "late_finish") == {
        "A": "27 17:00",
        "B": "30 17:00",
        "C": "30 17:00",
        "D": "30 17:00",
        "Long": "30 17:00",
    }


def test_a_task_that_goes_on_as_late_as_possible_pushes_what_follows() -> None:
    made = plan("""
        Long  | 5d
        Last  | 1d | ALAP
        Chain | 1d | ALAP
        End   | 1d | after Chain
    """)
    assert dates(made)["Last"] == "9 08:00 - 9 17:00"
    assert dates(made)["Chain"] == "8 08:00 - 8 17:00"
    assert dates(made)["End"] == "9 08:00 - 9 17:00"
    assert column(made, "early_start")["Last"] == "5 08:00"


def test_a_plan_from_its_finish_runs_backwards_for_tasks_as_late_as_possible() -> None:
    made = plan(
        """
        A | 2d | ALAP
        B | 3d | after A | ALAP
        C | 1d
        """,
        from_finish=True,
        finish=datetime(2026, 1, 30, 17),
    )
    assert dates(made) == {"A": "26 08:00 - 27 17:00", "B": "28 08:00 - 30 17:00", "C": "26 08:00 - 26 17:00"}
    assert column(made, "total_slack") == {"A": 0, "B": 0, "C": 4 * 480}


def test_a_summary_has_the_dates_of_its_tasks_and_the_slack_they_leave() -> None:
    made = plan("""
        Phase
          A | 1d
          B | 2d | after A
        Long | 10d
    """)
    assert column(made, "late_start")["Phase"] == "14 08:00"
    assert column(made, "late_finish")["Phase"] == "16 17:00"
    assert column(made, "total_slack")["Phase"] == 7 * 480
    assert column(made, "duration")["Phase"] == 3 * 480


BOUNDED = """
    Build | 2d
    Test  | 1d | after Build | FNLT 14 17:00
    Paint | 1d
"""


def test_a_finish_that_a_constraint_allows_after_the_end_of_the_plan_leaves_that_time_to_all_tasks() -> None:
    made = plan(BOUNDED)
    assert dates(made)["Test"] == "7 08:00 - 7 17:00"
    assert column(made, "late_finish") == {"Build": "13 17:00", "Test": "14 17:00", "Paint": "14 17:00"}
    assert column(made, "total_slack") == {"Build": 5 * 480, "Test": 5 * 480, "Paint": 7 * 480}
    assert not any(column(made, "critical").values())


def test_with_several_critical_paths_such_a_finish_leaves_no_time() -> None:
    made = plan(BOUNDED, multiple_critical_paths=True)
    assert column(made, "total_slack") == {"Build": 0, "Test": 0, "Paint": 0}


def test_a_task_as_late_as_possible_goes_on_until_the_finish_its_summary_is_allowed() -> None:
    made = plan("Phase | 0d | FNLT 30 17:00\n  Write | 5d | ALAP")
    assert dates(made)["Write"] == "26 08:00 - 30 17:00"


def test_finished_tasks_and_those_scheduled_by_hand_leave_no_time_after_the_end_of_the_plan() -> None:
    for told in ("finished 5 08:00 - 5 17:00", "manual 5 08:00 - 5 17:00"):
        assert column(plan(f"Fair | 1d | FNLT 14 17:00 | {told}\nBuild | 2d"), "total_slack")["Build"] == 0


def test_slack_follows_the_last_finish_that_a_constraint_allows_as_it_is_edited() -> None:
    project = plan(BOUNDED)
    engine = Engine(project)
    for day, days in ((20, 11), (6, 1), (9, 4)):
        draft = Draft(project)
        draft.tasks[TaskUid(2)] = replace(project.tasks[TaskUid(2)], constraint_date=datetime(2026, 1, day, 17))
        patch = draft.patch()
        project.apply(patch)
        engine.update(patch)
        assert column(engine, "total_slack")["Paint"] == days * 480
        assert not engine.schedule.differing(Engine(project).schedule)


def test_a_task_under_way_that_is_late_shows_its_own_finish_and_negative_slack() -> None:
    made = plan("""
        Build | 5d | started 5 08:00 | done 1d
        Test  | 2d | after Build | FNLT 9 17:00
    """)
    assert dates(made)["Build"] == "5 08:00 - 9 17:00"
    assert column(made, "late_finish")["Build"] == "9 17:00"
    assert column(made, "total_slack")["Build"] == -2 * 480
    assert column(made, "critical")["Build"] == 1


def test_a_summary_is_under_way_as_soon_as_one_of_its_tasks_is() -> None:
    made = plan("""
        Phase
          Done | 1d | started 5 08:00 | done 1d
          Next | 2d | after Done
        Long | 10d
    """)
    assert column(made, "start_slack")["Phase"] == 0
    assert column(made, "total_slack")["Phase"] == 7 * 480
    waiting = plan("Phase\n  Done | 1d\n  Next | 2d | after Done\nLong | 10d")
    assert column(waiting, "start_slack")["Phase"] == 7 * 480


def test_progress_reported_later_reaches_the_summaries_above() -> None:
    engine = Engine(plan("Phase\n  Part\n    Done | 1d\nLong | 10d"))
    draft = Draft(engine.project)
    done = draft.tasks[TaskUid(3)]
    draft.tasks[done.uid] = replace(done, actual_start=datetime(2026, 1, 5, 8), actual_duration=240)
    patch = draft.patch()
    engine.project.apply(patch)
    engine.update(patch)
    assert not engine.schedule.differing(Engine(engine.project).schedule)
    assert column(engine, "start_slack") == {"Phase": 0, "Part": 0, "Done": 0, "Long": 0}
    engine.project.apply(patch.inverted())
    engine.update(patch.inverted())
    assert column(engine, "start_slack")["Phase"] == 9 * 480


def test_a_task_of_a_manual_summary_that_drives_one_outside_has_no_slack() -> None:
    made = plan("""
        Phase | 4d | manual 5 08:00 - 8 17:00
          A | 1d
          B | 1d | after A
          C | 1d
        Next | 1d | after B
        Long | 10d
    """)
    assert column(made, "total_slack") == {
        "Phase": 0,
        "A": 0,
        "B": 0,
        "C": 9 * 480,
        "Next": 7 * 480,
        "Long": 0,
    }


def test_links_of_a_manual_summary_leave_its_automatic_tasks_their_time() -> None:
    made = plan("""
        Phase | 2d | manual 5 08:00 - 6 17:00
          Auto | 1d
          Hand | 1d | manual 5 08:00 - 5 17:00
        Next | 1d | after Phase
        Long | 10d
    """)
    assert column(made, "late_finish")["Auto"] == "16 17:00"
    assert column(made, "late_finish")["Hand"] == "16 08:00"


def test_a_summary_shifts_as_a_whole_before_a_summary_with_levelled_tasks() -> None:
    made = plan("""
        First
          A | 1d
          B | 1d | after A
        Second | after First
          Held | 1d | levelled 2ed
          Free | 1d
        Long | 20d
        End  | 1d | after Second, Long
        Last | 5d | after Held
    """)
    assert column(made, "late_start")["Held"] == "26 08:00"
    assert column(made, "late_start")["Free"] == "30 08:00"
    assert column(made, "late_finish")["B"] == "29 17:00"
    assert column(made, "late_finish")["First"] == "26 08:00"
    assert column(made, "late_start")["First"] == "22 08:00"


def test_a_task_before_the_finish_of_a_levelled_one_owns_none_of_its_delay() -> None:
    made = plan("Before | 2d\nLevelled | 5d | after Before FF | levelled 10ed\nRest | 15d")
    assert column(made, "late_finish") == {"Before": "13 17:00", "Levelled": "23 17:00", "Rest": "23 17:00"}
    assert column(made, "free_slack")["Before"] == 3 * 480  # until Sunday, ten days before the other's finish


CLOSED = Calendar(
    uid=CalendarUid(2),
    name="Closed for a week",
    exceptions=(ExceptionPeriod(start=date(2026, 1, 12), finish=date(2026, 1, 18), name="Stocktaking"),),
)
ALWAYS = Calendar(uid=CalendarUid(3), name="Day and night", week=(((0, 1440),),) * 7)
SIX_DAYS = Calendar(uid=CalendarUid(4), name="With Saturdays", week=(STANDARD_HOURS,) * 6 + ((),))


def test_free_slack_of_a_task_with_a_calendar_of_its_own_counts_in_it() -> None:
    text = """
        Before | 5d | calendar 2
        Night  | 24h | after Before | calendar 3
        Clock  | 2ed | after Before
        Next   | 1d | after Night, Clock | calendar 2
    """
    made = plan(text, calendars=[CLOSED, ALWAYS], calendar=CalendarUid(2))  # open again on the 19th
    assert column(made, "early_finish")["Night"] == "10 17:00"
    free = {"Before": 0, "Night": (8 * 24 + 15) * 60, "Clock": (7 * 24 + 15) * 60, "Next": 0}
    assert column(made, "free_slack") == free
    assert column(made, "critical") == {"Before": 1, "Night": 0, "Clock": 0, "Next": 1}


def test_free_slack_of_such_a_task_counts_the_hours_in_which_its_people_work() -> None:
    text = "Plan | 4d | by Ann | calendar 4\nBuild | 9d\nNext | 1d | after Plan, Build"
    made = plan(text, calendars=[SIX_DAYS])
    assert column(made, "total_slack")["Plan"] == 6 * 480  # with the Saturday of its own calendar
    assert column(made, "free_slack")["Plan"] == 5 * 480  # without it: Ann does not come
