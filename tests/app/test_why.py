"""Why tasks start and finish when they do, and that what would let them start earlier really does."""

from __future__ import annotations

import random
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given

from gantline.app.analysis.causes import Cause, CauseKind, End
from gantline.app.analysis.why import chain, explain
from gantline.app.chart.describe import why
from gantline.app.edits.sooner import Remedy, WhatIf
from gantline.app.edits.split import split
from gantline.app.edits.why_words import WhyWords
from gantline.app.edits.wording import Wording
from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_HOURS,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    TaskUid,
)
from gantline.app.schedule.engine import Engine
from gantline.io.storage import read_path
from tests.corpus import needs_corpus, plans
from tests.plan_maker import plan, shown
from tests.strategies import projects

from ..laws import law

SKIING = Calendar(
    uid=CalendarUid(2),
    name="Ann",
    base=CalendarUid(1),
    exceptions=(ExceptionPeriod(start=date(2026, 1, 8), finish=date(2026, 1, 8), name="Skiing"),),
)
LATE_SHIFT = Calendar(uid=CalendarUid(3), name="Late", week=(((840, 1320),),) * 5 + ((), ()))


def uid_of(project: Project, name: str) -> TaskUid:
    return next(task.uid for task in project.tasks.values() if task.name == name)


def driving(project: Project, name: str) -> Cause:
    return explain(Engine(project), uid_of(project, name)).driving


def told(project: Project, name: str) -> list[str]:
    """What sets both ends of a task, in words without the dates."""
    words = WhyWords(project, Wording(project.info))
    explanation = explain(Engine(project), uid_of(project, name))
    return [words.reason(explanation.start), words.reason(explanation.finish)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lay | 2d", ["nothing holds it, so it starts with the plan", "2d after its start"]),
        ("Lay | 2d | after Dig", ["as soon as 'Dig' finishes", "2d after its start"]),
        ("Lay | 2d | after Dig FS+1d", ["1d after 'Dig' finishes", "2d after its start"]),
        ("Lay | 2d | after Dig FS-1d", ["1d before 'Dig' finishes", "2d after its start"]),
        ("Lay | 2d | after Dig FS+2ed", ["2ed after 'Dig' finishes", "2d after its start"]),
        ("Lay | 2d | after Dig FS+50%", ["50% of the duration of 'Dig' after that finishes", "2d after its start"]),
        ("Lay | 2d | after Dig SS+1d", ["1d after 'Dig' starts", "2d after its start"]),
        ("Lay | 2d | after Dig FF", ["2d before its finish", "as soon as 'Dig' finishes"]),
        ("Lay | 2d | after Dig SF+4d", ["2d before its finish", "4d after 'Dig' starts"]),
        (
            "Lay | 2d | SNET 8 08:00",
            ["constraint 'Start no earlier than' Thu 2026-01-08 08:00", "2d after its start"],
        ),
        (
            "Lay | 2d | FNET 8 17:00",
            ["2d before its finish", "constraint 'Finish no earlier than' Thu 2026-01-08 17:00"],
        ),
        ("Lay | 2d | MSO 8 08:00", ["constraint 'Must start on' Thu 2026-01-08 08:00", "2d after its start"]),
        ("Lay | 2d | MFO 8 17:00", ["2d before its finish", "constraint 'Must finish on' Thu 2026-01-08 17:00"]),
        (
            "Lay | 2d | after Dig | FNLT 6 17:00",
            ["2d before its finish", "constraint 'Finish no later than' Tue 2026-01-06 17:00"],
        ),
        ("Lay | 2d | manual 7 08:00 - 8 17:00", ["its dates are set by hand"] * 2),
        ("Lay | 2d | manual 7 08:00", ["its dates are set by hand", "2d after its start"]),
        (
            "Lay | 2d | started 6 08:00 | done 1d",
            ["it was reported as begun then", "when what is left of it is done, going on Wed 2026-01-07 08:00"],
        ),
        ("Lay | 2d | finished 6 08:00 - 8 12:00", ["it was reported as begun then", "it was reported as done then"]),
        (
            "Lay | 2d | after Dig | levelled 2ed",
            ["levelling holds it back 2 calendar days; without that, as soon as 'Dig' finishes", "2d after its start"],
        ),
        (
            "Lay | 2d | ALAP",
            ["2d before its finish", "as late as possible, nothing waits for it, so it ends with the plan"],
        ),
        ("Lay | 0d | after Dig", ["as soon as 'Dig' finishes", "it takes no time"]),
    ],
)
def test_every_kind_of_driver_is_named(line: str, expected: list[str]) -> None:
    project = plan(f"Dig | 3d\n{line}")
    assert told(project, "Lay") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lay | 2d | after Dig", "As soon as 'Dig' finishes"),
        ("Lay | 2d | after Dig FF", "It finishes as soon as 'Dig' finishes"),
        ("Lay | 2d | FNET 8 17:00", "Constraint 'Finish no earlier than' Thu 2026-01-08 17:00"),
    ],
)
def test_a_hint_says_of_which_end_a_link_speaks(line: str, expected: str) -> None:
    project = plan(f"Dig | 3d\n{line}")
    assert why(Engine(project), uid_of(project, "Lay"), Wording(project.info)) == expected


def test_a_summary_names_the_tasks_that_are_its_ends() -> None:
    project = plan("Phase\n  Second | 2d | after First\n  First | 1d")
    assert told(project, "Phase") == ["with its first task, 'First'", "with its last task, 'Second'"]


def test_a_manual_summary_holds_its_tasks_back() -> None:
    project = plan("Phase | manual 7 08:00 - 9 17:00\n  Lay | 1d")
    assert told(project, "Lay")[0] == "the summary task 'Phase', set by hand, starts then"


def test_a_link_of_a_summary_is_named_as_such() -> None:
    project = plan("Dig | 1d\nPhase | after Dig\n  Lay | 1d")
    assert told(project, "Lay")[0] == "as soon as 'Dig' finishes, like all of 'Phase'"


def test_a_holiday_of_the_resource_between_driver_and_start_is_named() -> None:
    project = plan("Dig | 3d\nLay | 2d | after Dig | by Ann", calendars=[SKIING], resource_calendars={"Ann": 2})
    cause = driving(project, "Lay")
    assert [(one.minutes, one.name, one.resource) for one in cause.lost] == [(480, "Skiing", 1)]
    assert told(project, "Lay")[0] == "as soon as 'Dig' finishes; 1d lost to 'Skiing' of Ann on Thu 2026-01-08"


def test_a_holiday_within_the_task_lengthens_it() -> None:
    project = plan("Lay | 5d | by Ann", calendars=[SKIING], resource_calendars={"Ann": 2})
    assert told(project, "Lay")[1] == "5d after its start; 1d lost to 'Skiing' of Ann on Thu 2026-01-08"


def test_a_holiday_that_the_project_calendar_has_is_nobodys() -> None:
    closed = ExceptionPeriod(start=date(2026, 1, 8), finish=date(2026, 1, 9), name="Closed")
    standard = Calendar(uid=CalendarUid(4), name="Works", week=(STANDARD_HOURS,) * 5 + ((), ()), exceptions=(closed,))
    project = plan("Dig | 3d\nLay | 1d | after Dig | by Ann", calendars=[standard], calendar=CalendarUid(4))
    assert told(project, "Lay")[0] == (
        "as soon as 'Dig' finishes; 2d lost to 'Closed' between Thu 2026-01-08 and Fri 2026-01-09"
    )


def test_hours_that_differ_from_the_projects_are_named() -> None:
    text = "Dig | 3d\nLay | 4h | after Dig | calendar 3"
    assert driving(plan(text, calendars=[LATE_SHIFT]), "Lay").lost == ()  # it goes on the same evening
    project = plan("Lay | 4h | by Ann", calendars=[LATE_SHIFT], resource_calendars={"Ann": 3})
    assert told(project, "Lay")[0].endswith("; 5h outside the working hours of Ann")


def test_nights_and_weekends_are_no_loss() -> None:
    project = plan("Dig | 5d\nLay | 9d | after Dig")
    assert driving(project, "Lay").lost == ()


def test_the_chain_leads_through_mixed_links_to_the_project_start() -> None:
    project = plan("""
        Dig  | 3d
        Lay  | 2d | after Dig SS+1d
        Rack | 1d | after Lay FF+1d
        Go   | 0d | after Rack
    """)
    engine = Engine(project)
    steps = [(project.tasks[one.uid].name, one.end, one.cause.end) for one in chain(engine, uid_of(project, "Go"))]
    start, finish = End.START, End.FINISH
    assert steps == [
        ("Go", start, start),
        ("Rack", finish, finish),
        ("Lay", finish, start),
        ("Dig", start, start),
    ]


def test_the_chain_of_a_summary_goes_on_with_its_child() -> None:
    project = plan("Dig | 3d\nPhase\n  Lay | 2d | after Dig")
    engine = Engine(project)
    assert [project.tasks[one.uid].name for one in chain(engine, uid_of(project, "Phase"))] == ["Phase", "Lay", "Dig"]


# -- tasks that go on as late as possible

LATE = plan("""
    Order   | 2d | ALAP
    Deliver | 1d | after Order FS+1d | ALAP
    Phase   | after Deliver
      Rack  | 2d
      Cable | 1d | ALAP
    Test    | 1d | after Phase
    Review  | 1d | deadline 8 17:00 | ALAP
    Report  | 1d | ALAP
    Long    | 10d
""")


@pytest.mark.parametrize(
    ("name", "reasons"),
    [
        (
            "Order",
            [
                "2d before its finish",
                "as late as possible, so that 'Deliver' can start Tue 2026-01-13 08:00, 1d after that",
            ],
        ),
        ("Deliver", ["1d before its finish", "as late as possible, so that 'Phase' can start Wed 2026-01-14 08:00"]),
        (
            "Cable",
            [
                "1d before its finish",
                "as late as possible, so that 'Test' can start Fri 2026-01-16 08:00, like all of 'Phase'",
            ],
        ),
        ("Review", ["1d before its finish", "as late as possible, to keep its deadline Thu 2026-01-08 17:00"]),
        ("Report", ["1d before its finish", "as late as possible, nothing waits for it, so it ends with the plan"]),
    ],
)
def test_what_a_task_as_late_as_possible_leaves_time_for_is_named(name: str, reasons: list[str]) -> None:
    assert told(LATE, name) == reasons


def test_the_chain_of_a_task_as_late_as_possible_leads_forward() -> None:
    project = plan("""
        Order | 2d | ALAP
        Rack  | 1d | after Order
        Go    | 0d | after Rack
        Next  | 1d | after Order FF
        Long  | 10d
    """)
    engine = Engine(project)
    steps = [(project.tasks[one.uid].name, one.cause.kind) for one in chain(engine, uid_of(project, "Order"))]
    assert steps == [
        ("Order", CauseKind.SUCCESSOR),
        ("Rack", CauseKind.SUCCESSOR),
        ("Go", CauseKind.PROJECT_FINISH),
    ]


def test_a_plan_from_its_finish_explains_its_tasks_by_what_follows_them() -> None:
    project = plan(
        "A | 2d | ALAP\nB | 3d | after A | ALAP\nC | 1d\nD | 1d | manual 28 08:00 - 28 17:00",
        from_finish=True,
        finish=datetime(2026, 1, 30, 17),
    )
    assert told(project, "A")[1] == "as late as possible, so that 'B' can start Wed 2026-01-28 08:00"
    assert told(project, "B")[1] == "as late as possible, nothing waits for it, so it ends with the plan"
    assert told(project, "C")[0] == (
        "nothing holds it, so it starts with the plan, which is to end Fri 2026-01-30 17:00"
    )
    assert told(project, "D")[0] == "its dates are set by hand"


def test_a_holiday_before_what_follows_is_named() -> None:
    project = plan(
        "Dig | 1d | by Ann | ALAP\nLay | 1d | after Dig | SNET 9 08:00\nLong | 5d",
        calendars=[SKIING],
        resource_calendars={"Ann": 2},
    )
    assert told(project, "Dig")[1] == (
        "as late as possible, so that 'Lay' can start Fri 2026-01-09 08:00; "
        "1d lost to 'Skiing' of Ann on Thu 2026-01-08"
    )


@pytest.mark.parametrize("name", [task.name for task in LATE.tasks.values()])
def test_what_an_alternative_to_going_on_late_promises_comes_true(name: str) -> None:
    _keep_promises(LATE, uid_of(LATE, name))


def test_a_task_as_late_as_possible_starts_earlier_as_soon_as_possible() -> None:
    (found,) = WhatIf(Engine(LATE)).alternatives(uid_of(LATE, "Report"))
    assert (found.remedy, found.gain) == (Remedy.AS_SOON, 9 * 480)


# -- links that are not kept


@pytest.mark.parametrize(
    "line",
    [
        "Lay | 2d | after Dig | MSO 6 08:00",
        "Lay | 2d | after Dig | manual 6 08:00 - 7 17:00",
    ],
)
def test_a_link_that_its_dates_do_not_keep_is_named(line: str) -> None:
    project = plan(f"Dig | 3d\n{line}")
    words = WhyWords(project, Wording(project.info))
    assert words.unkept(explain(Engine(project), uid_of(project, "Lay"))) == (
        "A link is not kept: by that it would start Thu 2026-01-08 08:00, as soon as 'Dig' finishes."
    )


def test_nothing_is_said_of_links_that_are_kept() -> None:
    project = plan("Dig | 3d\nLay | 2d | after Dig | manual 8 08:00 - 9 17:00\nEnd | 0d | after Lay")
    assert all(explain(Engine(project), uid).unkept is None for uid in project.tasks)


# -- what would let it start earlier

FREED = plan(
    """
    Order | 3d
    Phase | after Order
      Install | 2d | by Ann
      Test    | 1d | after Install FS+1d
    Other | 2d | after Order SS+1d
    Rack  | 1d | after Test FF+1d | SNET 6 08:00
    Go    | 0d | after Rack, Phase
    Wait  | 1d | SNET 20 08:00
    Level | 1d | after Order | levelled 2ed
    Late  | 1d | after Order | ALAP
    Hand  | 2d | manual 7 08:00 - 8 17:00
    Next  | 1d | after Hand FS+1ed, Other
    """,
    calendars=[SKIING],
    resource_calendars={"Ann": 2},
)


@pytest.mark.parametrize("name", [task.name for task in FREED.tasks.values()])
def test_what_an_alternative_promises_comes_true(name: str) -> None:
    _keep_promises(FREED, uid_of(FREED, name))


def test_an_alternative_names_the_least_change_and_what_holds_the_task_then() -> None:
    project = plan("""
        Long  | 5d
        Short | 3d
        Next  | 1d | after Long, Short
    """)
    uid = uid_of(project, "Next")
    shorten = next(one for one in WhatIf(Engine(project)).alternatives(uid) if one.remedy is Remedy.SHORTEN)
    assert (shorten.task, shorten.amount, shorten.gain) == (uid_of(project, "Long"), 960, 960)
    assert shown(shorten.date) == "8 08:00"
    assert shorten.then is not None
    assert shorten.then.task == uid_of(project, "Short")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (  # Ann does not work on Thursday, so that it is no third day
            "Lay | 2d | after Dig | by Ann",
            "Shorten 'Dig' by 2d: starts Tue 2026-01-06 08:00 instead of Fri 2026-01-09 08:00, 2d earlier",
        ),
        (
            "Lay | 1ed | after Dig",
            "Shorten 'Dig' by 2d: starts Mon 2026-01-05 17:00 instead of Wed 2026-01-07 17:00, 2 calendar days earlier",
        ),
    ],
)
def test_what_is_gained_counts_in_the_hours_of_the_task_itself_and_both_dates_are_named(
    line: str, expected: str
) -> None:
    project = plan(f"Dig | 3d\n{line}", calendars=[SKIING], resource_calendars={"Ann": 2})
    found = WhatIf(Engine(project)).alternatives(uid_of(project, "Lay"))
    words = WhyWords(project, Wording(project.info))
    assert expected in [words.alternative(one) for one in found]


def test_a_day_off_that_is_worked_gains_the_days_that_lie_between() -> None:
    closed = ExceptionPeriod(start=date(2026, 1, 7), finish=date(2026, 1, 13), name="Closed")
    works = Calendar(uid=CalendarUid(4), name="Works", week=(STANDARD_HOURS,) * 5 + ((), ()), exceptions=(closed,))
    project = plan("Dig | 3d\nLay | 1d | after Dig", calendars=[works], calendar=CalendarUid(4))
    found = WhatIf(Engine(project)).alternatives(uid_of(project, "Lay"))
    work = next(one for one in found if one.remedy is Remedy.WORK)
    assert (shown(work.date), work.gain) == ("8 08:00", 5 * 480)


def test_a_summary_is_asked_what_would_let_it_finish_earlier() -> None:
    project = plan("""
        Dig  | 3d
        Phase
          Lay  | 2d | after Dig
          Test | 4d
          Rest | 1d | after Test, Lay FS+2d
    """)
    phase = uid_of(project, "Phase")
    _keep_promises(project, phase)
    found = list(WhatIf(Engine(project)).alternatives(phase))
    assert {one.end for one in found} == {End.FINISH}
    assert [one.remedy for one in found if one.task == uid_of(project, "Lay")] == [Remedy.REDUCE_LAG, Remedy.SHORTEN]
    engine = Engine(project)
    steps = [project.tasks[one.uid].name for one in chain(engine, phase, End.FINISH)]
    assert steps == ["Phase", "Rest", "Lay", "Dig"]


def test_two_equal_bounds_leave_no_single_change() -> None:
    project = plan("One | 3d\nTwo | 3d\nNext | 1d | after One, Two")
    assert list(WhatIf(Engine(project)).alternatives(uid_of(project, "Next"))) == []


def test_what_takes_a_whole_plan_to_try_is_tried_bit_by_bit() -> None:
    closed = ExceptionPeriod(start=date(2026, 1, 7), finish=date(2026, 1, 7), name="Closed")
    works = Calendar(uid=CalendarUid(4), name="Works", week=(STANDARD_HOURS,) * 5 + ((), ()), exceptions=(closed,))
    project = plan("Dig | 3d\nLay | 1d | after Dig", calendars=[works], calendar=CalendarUid(4))
    what_if, uid = WhatIf(Engine(project)), uid_of(project, "Lay")
    copied, tried = ([found and found.remedy for found in what_if.search(uid)] for _time in range(2))
    work = tried.index(Remedy.WORK)
    assert tried[work - 6 : work] == [None] * 6  # unlike other changes, each of which takes one step
    assert len(copied) > len(tried)  # which had the copy that there was
    assert [found for found in copied if found] == [found for found in tried if found]


def test_trying_out_leaves_the_plan_and_the_copy_as_they_were() -> None:
    engine, what_if = Engine(FREED), WhatIf(Engine(FREED))
    before = [list(what_if.alternatives(uid)) for uid in FREED.tasks]
    assert [list(what_if.alternatives(uid)) for uid in FREED.tasks] == before
    assert Engine(FREED).schedule.differing(engine.schedule) == frozenset()


@law(25)
@given(projects())
def test_the_arithmetic_of_every_explanation_gives_the_scheduled_dates(project: Project) -> None:
    engine = Engine(project)
    for uid in engine.schedule.rows:
        if uid != ROOT:
            _reproduces(engine, uid)


@needs_corpus
@pytest.mark.parametrize("number", range(3))
def test_twenty_tasks_of_a_real_plan_are_explained_to_the_minute(number: int) -> None:
    engine = Engine(read_path(_large_plans()[number])[0].project)
    uids = random.Random(number).sample([uid for uid in engine.schedule.rows if uid != ROOT], 20)
    words = WhyWords(engine.project, Wording(engine.project.info))
    for uid in uids:
        _reproduces(engine, uid)
        for step in chain(engine, uid):
            assert words.step(step)
    for uid in uids[:5]:
        _keep_promises(engine.project, uid)


def _large_plans() -> list[Path]:
    """The three largest plans."""
    return sorted(plans("plans"), key=lambda path: (-path.stat().st_size, path.name))[:3]


def _reproduces(engine: Engine, uid: TaskUid) -> None:
    explanation, row = explain(engine, uid), engine.schedule.rows[uid]
    assert explanation.start.at == engine.schedule.start[row]
    assert explanation.finish.at == engine.schedule.finish[row]
    if explanation.driving.kind is CauseKind.LINK and explanation.driving.end is End.START:
        assert explanation.driving.moment <= explanation.start.at


def _keep_promises(project: Project, uid: TaskUid) -> None:
    """Apply every alternative and see whether the task starts or finishes when it said."""
    for one in WhatIf(Engine(project)).alternatives(uid):
        changed = project.snapshot()
        changed.apply(one.patch)
        assert Engine(changed).schedule.value(one.end, uid) == one.date, one
        assert one.date < Engine(project).schedule.value(one.end, uid)


def test_a_task_that_rests_says_when_and_that_it_need_not():
    project = plan("Dig | 4d | by Ann\nLay | 1d | after Dig")
    engine = Engine(project)
    patch = split(engine, uid_of(project, "Dig"), *(to_minute(datetime(2026, 1, day, 8)) for day in (7, 9)))
    project.apply(patch)
    rests = "resting from Tue 2026-01-06 17:00 to Fri 2026-01-09 08:00"
    assert told(project, "Dig")[1] == f"4d after its start, {rests}"
    words, engine = WhyWords(project, Wording(project.info)), Engine(project)
    steps = [words.step(step) for step in chain(engine, uid_of(project, "Lay"))]
    assert steps[1].startswith(f"'Dig' starts Mon 2026-01-05 08:00, takes 4d, {rests}: ")
    joined = next(one for one in WhatIf(engine).alternatives(uid_of(project, "Lay")) if one.remedy is Remedy.JOIN)
    assert (
        words.alternative(joined)
        == "Let 'Dig' go on without resting: starts Fri 2026-01-09 08:00 instead of Tue 2026-01-13 08:00, 2d earlier"
    )

    project.apply(split(engine, uid_of(project, "Dig"), *(to_minute(datetime(2026, 1, day, 8)) for day in (12, 14))))
    twice = "resting 2 times between Tue 2026-01-06 17:00 and Wed 2026-01-14 08:00"
    assert told(project, "Dig")[1] == f"4d after its start, {twice}"


def test_what_is_left_of_a_task_begun_too_early_is_explained_by_the_link_it_waits_for() -> None:
    text = "Dig | 3d\nLay | 2d | after Dig | started 6 08:00 | done 1d\nNext | 1d | after Lay"
    project = plan(text)
    words, engine = WhyWords(project, Wording(project.info)), Engine(project)
    lay = explain(engine, uid_of(project, "Lay"))
    assert words.sentence(lay.finish) == (
        "Finishes Thu 2026-01-08 17:00: when what is left of it is done, going on Thu 2026-01-08 08:00, "
        "as soon as 'Dig' finishes"
    )
    assert words.unkept(lay) == ""
    names = [project.tasks[step.uid].name for step in chain(engine, uid_of(project, "Next"))]
    assert names == ["Next", "Lay", "Dig"]
    project = plan(text, split_in_progress_tasks=False)
    assert WhyWords(project, Wording(project.info)).unkept(explain(Engine(project), uid_of(project, "Lay"))) == (
        "A link is not kept: by that it would start Thu 2026-01-08 08:00, as soon as 'Dig' finishes."
    )


def test_days_shorter_than_a_day_of_duration_are_told_with_whose_they_are() -> None:
    mornings = Calendar(uid=CalendarUid(3), name="Mornings", week=(((480, 720),),) * 5 + ((), ()))
    project = plan("Design | 2d\nErrand | 4h", calendars=[mornings], calendar=CalendarUid(3))
    assert told(project, "Design")[1] == (
        "2d after its start; 'Mornings' works 4h a day, where a day of duration counts 8h"
    )
    assert told(project, "Errand")[1] == "4h after its start"
    project = plan("Design | 2d | by Ann\nCheck | 2d", calendars=[mornings], resource_calendars={"Ann": 3})
    assert told(project, "Design")[1] == "2d after its start; Ann works 4h a day, where a day of duration counts 8h"
    assert told(project, "Check")[1] == "2d after its start"


def test_the_duration_of_people_with_different_hours_is_told_as_it_is_shown() -> None:
    week = (*([STANDARD_HOURS] * 4), (), (), ())
    fridays = Calendar(uid=CalendarUid(3), name="Fridays off", week=tuple(week))
    text = "Design | 5d | by Ann, Bob\nBuild | 1d | after Design\nShort | 2d | by Ann, Bob"
    project = plan(text, calendars=[fridays], resource_calendars={"Bob": 3})
    engine = Engine(project)
    assert engine.schedule.value("duration", uid_of(project, "Design")) == 6 * 480
    assert told(project, "Design")[1] == "6d after its start, in which Bob works 5d"
    assert told(project, "Short")[1] == "2d after its start"
    steps = chain(engine, uid_of(project, "Build"))
    words = WhyWords(project, Wording(project.info))
    assert [words.step(step) for step in steps][1].startswith("'Design' starts Mon 2026-01-05 08:00, takes 6d: ")


@law(30)
@given(projects())
def test_the_duration_that_is_told_lies_between_the_ends(project: Project) -> None:
    engine = Engine(project)
    for uid, row in engine.schedule.rows.items():
        if uid == ROOT or engine.project.is_summary(uid):
            continue
        explanation = explain(engine, uid)
        for cause in (explanation.start, explanation.finish):
            if cause.kind is CauseKind.DURATION and not cause.pauses:
                assert cause.share is None or cause.share.minutes < cause.lag
                if engine.compiled.activities[row].workers:
                    assert cause.lag == engine.schedule.duration[row]


def test_the_evening_before_is_no_earlier() -> None:
    project = plan("Design | 5d\nDone | 0d | after Design | manual 12 08:00 - 12 08:00")  # done on Friday at 17:00
    assert driving(project, "Done").kind is CauseKind.MANUAL
    assert list(WhatIf(Engine(project)).alternatives(uid_of(project, "Done"))) == []
