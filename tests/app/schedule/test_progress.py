"""What reported progress does to dates and slack."""

from datetime import datetime

from tests.plan_maker import column, dates, plan


def test_a_finished_task_has_its_actual_dates_and_no_slack() -> None:
    made = plan("""
        Dig  | 3d | finished 6 10:00 - 9 12:00
        Next | 1d | after Dig
        Long | 10d
    """)
    assert dates(made)["Dig"] == "6 10:00 - 9 12:00"
    assert dates(made)["Next"] == "9 13:00 - 12 12:00"
    assert column(made, "late_finish")["Dig"] == "9 12:00"
    assert column(made, "total_slack")["Dig"] == 0
    assert column(made, "critical")["Dig"] == 0


def test_a_task_under_way_keeps_its_start_whatever_its_links_ask_for() -> None:
    made = plan("""
        Dig | 3d
        Lay | 2d | after Dig | started 6 08:00 | done 1d
    """)
    assert dates(made)["Lay"] == "6 08:00 - 7 17:00"
    assert column(made, "late_start")["Lay"] == "6 08:00"


def test_what_is_left_goes_on_where_it_is_to_be_resumed() -> None:
    moved = {"stop": datetime(2026, 1, 6, 17), "resume": datetime(2026, 1, 12, 8)}
    made = plan("Lay | 3d | started 6 08:00 | done 1d", changes={"Lay": moved})
    assert dates(made)["Lay"] == "6 08:00 - 13 17:00"


def test_less_left_than_planned_ends_a_task_earlier() -> None:
    made = plan("Lay | 4d | started 6 08:00 | done 1d", changes={"Lay": {"remaining_duration": 480}})
    assert dates(made)["Lay"] == "6 08:00 - 7 17:00"


def test_a_task_under_way_leaves_its_predecessors_until_the_rest_goes_on() -> None:
    made = plan("""
        Dig  | 1d
        Lay  | 2d | after Dig | started 6 08:00 | done 1d
        Long | 10d
    """)
    assert column(made, "late_finish")["Dig"] == "6 17:00"
    assert column(made, "total_slack")["Lay"] == 7 * 480


def test_a_finished_successor_leaves_its_predecessor_all_the_time_there_is() -> None:
    made = plan("""
        Dig  | 1d
        Lay  | 1d | after Dig | finished 5 08:00 - 5 17:00
        Long | 10d
    """)
    assert column(made, "late_finish")["Dig"] == "16 17:00"
