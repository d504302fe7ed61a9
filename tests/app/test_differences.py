"""Why computed dates differ from a file's: where differences begin, their reasons, and what is done about them."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given

from gantline.app.analysis.difference_causes import _WORDS, Cause, reason
from gantline.app.analysis.differences import Difference, differences
from gantline.app.edits.keep_dates import keep_all_file_dates, keep_file_dates, take_our_dates
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.project import Project
from gantline.app.project.records import (
    INHERITED_WEEK,
    ROOT,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    StoredDates,
    TaskUid,
    Timephased,
)
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.stored import moved_tasks, stored
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from tests.corpus import needs_corpus
from tests.corpus import plans as corpus_plans
from tests.plan_maker import dates, plan, shown
from tests.strategies import projects

from ..laws import law


def told(project: Project, **stored: str) -> Project:
    """The plan as a file would hold it: with the dates of its schedule, but for those said here."""
    schedule = Engine(project).schedule
    for uid in schedule.uids:
        project.stored_dates[uid] = StoredDates(start=schedule.start_of(uid), finish=schedule.finish_of(uid))
    for name, span in stored.items():
        uid = next((uid for uid, task in project.tasks.items() if task.name == name), ROOT)
        start, finish = (_moment(one) for one in span.split(" - "))
        project.stored_dates[uid] = StoredDates(start=start, finish=finish)
    return project


def _moment(text: str) -> datetime:
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-01-{int(day):02} {clock}")


def found(project: Project) -> dict[str, Difference]:
    return {project.tasks[one.task].name if one.task != ROOT else "plan": one for one in differences(Engine(project))}


def causes(project: Project) -> dict[str, tuple[Cause, bool]]:
    return {name: (one.cause, one.origin) for name, one in found(project).items()}


CHAIN = """
    Dig   | 3d
    Lay   | 2d | after Dig
    Paint | 1d | after Lay
"""


def stale() -> Project:
    """The file's dates are those of a digging of two days; it says three."""
    return told(
        plan(CHAIN),
        Dig="5 08:00 - 6 17:00",
        Lay="7 08:00 - 8 17:00",
        Paint="9 08:00 - 9 17:00",
        plan="5 08:00 - 9 17:00",
    )


def test_a_plan_that_agrees_with_its_file_has_no_differences() -> None:
    assert differences(Engine(told(plan(CHAIN)))) == []


def test_a_difference_begins_at_one_task_and_others_follow_from_it() -> None:
    project = stale()

    assert causes(project) == {
        "Dig": (Cause.DURATION, True),
        "plan": (Cause.CHILDREN, False),
        "Lay": (Cause.FOLLOWS, False),
        "Paint": (Cause.FOLLOWS, False),
    }
    assert found(project)["Paint"].source == TaskUid(2)
    assert found(project)["Lay"].shift == 480
    assert found(project)["Dig"].shift == 480  # of the finish: it starts where the file says
    assert shown(found(project)["Lay"].file_start or 0) == "7 08:00"


def test_a_link_the_file_does_not_keep_is_named_with_its_predecessor() -> None:
    project = told(plan(CHAIN), Lay="6 08:00 - 7 17:00")
    lay = found(project)["Lay"]

    assert (lay.cause, lay.origin, lay.source) == (Cause.LINK, True, TaskUid(1))
    assert reason(project, lay.cause, lay.source) == (
        "The file has it earlier than the link from 'Dig' allows: it was not recalculated."
    )


def test_a_task_whose_link_is_not_kept_is_an_origin_though_its_predecessor_differs_too() -> None:
    project = told(plan(CHAIN), Dig="5 08:00 - 6 17:00", Lay="5 08:00 - 6 17:00")

    assert causes(project) == {"Dig": (Cause.DURATION, True), "Lay": (Cause.LINK, True)}


def test_a_moved_project_start_is_the_reason_of_the_tasks_it_drives_only() -> None:
    project = told(
        plan(CHAIN), Dig="6 08:00 - 8 17:00", Lay="9 08:00 - 12 17:00", Paint="13 08:00 - 13 17:00",
        plan="6 08:00 - 13 17:00",
    )  # fmt: skip

    assert causes(project) == {
        "Dig": (Cause.PROJECT_START, True),
        "plan": (Cause.CHILDREN, False),
        "Lay": (Cause.FOLLOWS, False),
        "Paint": (Cause.FOLLOWS, False),
    }
    assert found(project)["Paint"].shift == -480


@pytest.mark.parametrize(
    ("text", "stored", "cause"),
    [
        ("Dig | 2d | SNET 7 08:00", "6 08:00 - 7 17:00", Cause.CONSTRAINT),
        ("Dig | 2d | MSO 7 08:00", "8 08:00 - 9 17:00", Cause.CONSTRAINT),
        ("Dig | 2d | levelled 2ed", "5 08:00 - 6 17:00", Cause.LEVELLING),
        ("Dig | 2d | SNET 3 08:00", "3 08:00 - 6 17:00", Cause.NON_WORKING),
        ("Dig | 2d | manual 7 08:00 - 8 17:00", "6 08:00 - 7 17:00", Cause.MANUAL),
        ("Dig | 2d | finished 7 08:00 - 8 17:00", "6 08:00 - 7 17:00", Cause.PROGRESS),
        ("Dig | 2d", "5 08:00 - 6 17:01", Cause.ROUNDING),
        ("Dig | 2d", "5 08:00 - 7 17:00", Cause.DURATION),
        ("Dig | 2d | ALAP", "6 08:00 - 7 17:00", Cause.LATE),
    ],
)
def test_each_reason_has_a_code(text: str, stored: str, cause: Cause) -> None:
    project = told(plan(text + "\nOther | 5d"), Dig=stored)

    assert found(project)["Dig"].cause is cause
    assert found(project)["Dig"].origin


def test_a_task_later_than_its_predecessor_asks_for_is_told_so() -> None:
    project = told(plan(CHAIN), Paint="15 08:00 - 15 17:00")

    assert found(project)["Paint"].cause is Cause.LATER
    assert "later than 'Lay' asks for" in reason(project, Cause.LATER, found(project)["Paint"].source)


def test_resource_calendars_and_work_spread_by_hand_are_reasons_of_a_finish() -> None:
    holiday = ExceptionPeriod(start=datetime(2026, 1, 6).date(), finish=datetime(2026, 1, 6).date())
    own = Calendar(uid=CalendarUid(2), base=CalendarUid(1), week=INHERITED_WEEK, exceptions=(holiday,))
    project = told(plan("Dig | 2d | by Ann", calendars=[own], resource_calendars={"Ann": 2}), Dig="5 08:00 - 6 17:00")
    assert found(project)["Dig"].cause is Cause.RESOURCE_CALENDAR

    spread = Timephased(kind=1, start=datetime(2026, 1, 5, 8), finish=datetime(2026, 1, 5, 17), value="PT8H0M0S")
    for uid, one in project.assignments.items():
        project.assignments[uid] = replace(one, timephased=(spread,))
    assert found(project)["Dig"].cause is Cause.SPREAD


def test_a_summary_that_does_not_span_its_tasks_is_an_origin() -> None:
    project = told(plan("Phase\n  Dig | 2d\n  Lay | 1d"), Phase="5 08:00 - 9 17:00")

    assert causes(project) == {"Phase": (Cause.SUMMARY, True)}


def test_a_link_on_a_summary_is_followed_by_its_tasks() -> None:
    text = "Dig | 3d\nPhase | after Dig\n  Lay | 2d"
    project = told(
        plan(text),
        Dig="5 08:00 - 6 17:00",
        Lay="7 08:00 - 8 17:00",
        Phase="7 08:00 - 8 17:00",
        plan="5 08:00 - 8 17:00",
    )

    assert {name for name, one in found(project).items() if one.origin} == {"Dig"}
    assert found(project)["Lay"].source == TaskUid(1)


def test_tasks_moved_by_edits_do_not_count_where_only_those_of_the_file_are_asked_for() -> None:
    assert differences(Engine(stale()), among=[]) == []


def test_every_reason_has_words() -> None:
    assert set(_WORDS) == set(Cause)


def test_a_stale_file_of_microsoft_project_tells_the_same(tmp_path: Path) -> None:
    project = stale()
    path = tmp_path / "stale.xml"
    write_path(project, stored(project, Engine(project).schedule), path, for_key("mspdi"))

    again = read_path(path)[0].project
    assert {name: cause for name, cause in causes(again).items() if name in ("Dig", "Lay", "Paint")} == {
        "Dig": (Cause.DURATION, True),
        "Lay": (Cause.FOLLOWS, False),
        "Paint": (Cause.FOLLOWS, False),
    }


@needs_corpus
@pytest.mark.corpus
def test_every_difference_in_real_plans_has_a_reason() -> None:
    seen = 0
    for path in [*corpus_plans("plans"), *corpus_plans("native")]:
        project = read_path(path)[0].project
        for one in differences(Engine(project)):
            seen += 1
            assert one.cause is not Cause.UNKNOWN, (path.name, one)
            assert one.origin or one.source is not None
            assert reason(project, one.cause, one.source)
    assert seen


# -- what is done about them


def applied(project: Project, patch: object) -> Engine:
    project.apply(patch)  # type: ignore[arg-type]
    return Engine(project)


def test_a_task_that_would_move_earlier_is_held_by_a_constraint() -> None:
    project = told(plan(CHAIN), Paint="15 08:00 - 15 17:00", plan="5 08:00 - 15 17:00")
    kept = keep_all_file_dates(Engine(project), project.stored_dates)

    engine = applied(project, kept.patch(project))

    assert dates(engine)["Paint"] == "15 08:00 - 15 17:00"
    assert project.tasks[TaskUid(3)].constraint is ConstraintKind.START_NO_EARLIER_THAN
    assert (kept.constrained, kept.manual, kept.left) == ((TaskUid(3),), (), ())
    assert kept.told() == "1 task starts no earlier than in the file."
    assert moved_tasks(project, engine.schedule) == []


def test_a_task_that_would_move_later_is_scheduled_by_hand_and_its_followers_stay_automatic() -> None:
    project = stale()
    kept = keep_all_file_dates(Engine(project), project.stored_dates)

    engine = applied(project, kept.patch(project))

    assert dates(engine) == {"Dig": "5 08:00 - 6 17:00", "Lay": "7 08:00 - 8 17:00", "Paint": "9 08:00 - 9 17:00"}
    assert [task.manual for task in project.tasks.values()] == [True, False, False]
    assert kept.told() == "1 task is now scheduled by hand with the file's dates."
    assert moved_tasks(project, engine.schedule) == []


def test_tasks_that_agree_with_the_file_are_not_moved_by_keeping_others() -> None:
    project = told(plan(CHAIN), Dig="6 08:00 - 8 17:00")  # later than Lay, which the file has right behind the 5th
    kept = keep_all_file_dates(Engine(project), [TaskUid(1)])

    engine = applied(project, kept.patch(project))

    assert dates(engine) == {"Dig": "6 08:00 - 8 17:00", "Lay": "8 08:00 - 9 17:00", "Paint": "12 08:00 - 12 17:00"}


def test_tasks_moved_by_edits_are_left_alone_by_keeping_all() -> None:
    project = told(plan(CHAIN), Dig="5 08:00 - 6 17:00", Paint="15 08:00 - 15 17:00")
    kept = keep_all_file_dates(Engine(project), [TaskUid(3)])

    assert dates(applied(project, kept.patch(project)))["Dig"] == "5 08:00 - 7 17:00"


def test_only_chosen_tasks_are_held() -> None:
    project = stale()

    engine = applied(project, keep_file_dates(Engine(project), [TaskUid(3)]).patch(project))

    assert dates(engine)["Paint"] == "9 08:00 - 9 17:00"
    assert dates(engine)["Lay"] == "8 08:00 - 9 17:00"


def test_a_constraint_that_says_more_is_not_overwritten() -> None:
    project = told(plan("Dig | 2d | MSO 7 08:00"), Dig="8 08:00 - 9 17:00")

    engine = applied(project, keep_file_dates(Engine(project), [TaskUid(1)]).patch(project))

    assert dates(engine)["Dig"] == "8 08:00 - 9 17:00"
    assert project.tasks[TaskUid(1)].constraint is ConstraintKind.MUST_START_ON
    assert project.tasks[TaskUid(1)].manual


def test_finished_tasks_are_left_and_told() -> None:
    project = told(plan("Dig | 2d | finished 7 08:00 - 8 17:00"), Dig="6 08:00 - 7 17:00")
    kept = keep_all_file_dates(Engine(project), project.stored_dates)

    assert not kept.patch(project)
    assert kept.left == (TaskUid(1),)
    assert "1 task cannot be held" in kept.told()


def test_taking_our_dates_forgets_the_files_and_moves_nothing() -> None:
    project = stale()
    engine = Engine(project)
    before = dates(engine)
    patch = take_our_dates(project, moved_tasks(project, engine.schedule))

    project.apply(patch)

    assert engine.update(patch) == frozenset()
    assert dates(engine) == before
    assert differences(engine) == []


@pytest.mark.parametrize(
    "edit",
    [
        lambda engine: keep_all_file_dates(engine, engine.project.stored_dates).patch(engine.project),
        lambda engine: keep_file_dates(engine, list(engine.project.tasks)).patch(engine.project),
        lambda engine: take_our_dates(engine.project, moved_tasks(engine.project, engine.schedule)),
    ],
)
def test_both_decisions_taken_back_leave_nothing(edit) -> None:
    project = stale()
    before = project.snapshot()
    patch = edit(Engine(project))
    assert project == before

    project.apply(patch)
    assert project != before
    project.apply(patch.inverted())

    assert project == before


@law(60)
@given(project=projects())
def test_whatever_a_file_holds_its_differences_can_be_told_kept_and_taken_back(project: Project) -> None:
    engine, before = Engine(project), project.snapshot()
    found = differences(engine)
    kept = keep_all_file_dates(engine, [one.task for one in found])

    assert {one.task for one in found} == set(moved_tasks(project, engine.schedule))
    assert all(reason(project, one.cause, one.source) for one in found)
    patch = kept.patch(project)
    project.apply(patch)
    rest = set(moved_tasks(project, Engine(project).schedule))
    assert all(uid in kept.left or project.is_summary(uid) for uid in rest - {ROOT})
    project.apply(patch.inverted())
    assert project == before


class Impatient(Ticket):
    """Cancels at once."""

    def __init__(self) -> None:
        self.heard: list[tuple[int, int, str]] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.heard.append((done, total, text))
        raise Cancelled


def test_keeping_that_is_cancelled_leaves_the_plan_as_it_was() -> None:
    project = stale()
    engine, before, ticket = Engine(project), project.snapshot(), Impatient()
    schedule = engine.schedule.twin()
    with pytest.raises(Cancelled):
        keep_all_file_dates(engine, project.stored_dates, ticket)
    assert project == before
    assert not engine.schedule.differing(schedule)
    assert [(done, text) for done, _total, text in ticket.heard] == [(0, "Looking where the differences begin…")]


@needs_corpus
@pytest.mark.corpus
def test_real_plans_can_be_kept_where_the_file_had_them() -> None:
    for path in [*corpus_plans("plans"), *corpus_plans("native")]:
        project = read_path(path)[0].project
        engine = Engine(project)
        moved = moved_tasks(project, engine.schedule)
        if moved:
            kept = keep_all_file_dates(engine, moved)
            after = applied(project, kept.patch(project))
            rest = set(moved_tasks(project, after.schedule)) - {ROOT}
            assert all(project.is_summary(uid) or uid in kept.left for uid in rest), path.name
