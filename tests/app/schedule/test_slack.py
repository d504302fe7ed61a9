"""Late dates, slack, critical tasks, and plans scheduled from their finish."""

from datetime import datetime

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
