"""Edits of dates, durations, progress and work follow Microsoft Project's rules."""

from datetime import datetime
from decimal import Decimal

import pytest

from gantline.app.edits import assignments, baselines, dates, plan, progress, tasks
from gantline.app.project.durations import Duration, parse_duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind, ResourceKind, TaskType, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    ProjectInfo,
    Resource,
    ResourceUid,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.resource_names import parse_resource_names
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

START = datetime(2026, 1, 5, 8)  # a Monday
DIG = TaskUid(1)
ANN, BOB, CEMENT = ResourceUid(1), ResourceUid(2), ResourceUid(3)


def engine(*people: ResourceUid, info: dict | None = None, **task) -> Engine:
    """A plan of one task of five days, with these resources at work on it."""
    resources = [
        Resource(uid=ANN, name="Ann"),
        Resource(uid=BOB, name="Bob"),
        Resource(uid=CEMENT, name="Cement", kind=ResourceKind.MATERIAL, material_label="t"),
    ]
    return Engine(
        Project(
            ProjectInfo(start=START, **(info or {})),
            tasks=[Task(uid=DIG, name="Dig", **{"duration": 2400} | task)],
            resources=resources,
            assignments=[
                Assignment(uid=AssignmentUid(number), task=DIG, resource=uid) for number, uid in enumerate(people, 1)
            ],
            stored_dates={DIG: StoredDates(start=START)},
        )
    )


def done(engine: Engine, patch: Patch) -> Task:
    engine.project.apply(patch)
    engine.update(patch)
    return engine.project.tasks[DIG]


def typed(text: str) -> Duration:
    return parse_duration(text, ProjectInfo(start=START))


# -- duration


def test_a_duration_keeps_the_unit_it_was_typed_in_and_whether_it_is_a_guess():
    plan_ = engine()
    task = done(plan_, dates.set_duration(plan_, DIG, typed("2w?")))
    assert (task.duration, task.duration_unit, task.estimated) == (4800, TimeUnit.WEEK, True)
    assert not plan_.project.stored_dates


def test_no_duration_makes_a_milestone_and_a_duration_a_task_again():
    plan_ = engine()
    assert done(plan_, dates.set_duration(plan_, DIG, typed("0d"))).milestone
    assert not done(plan_, dates.set_duration(plan_, DIG, typed("1d"))).milestone


@pytest.mark.parametrize("text", ["-3d", "5%"])
def test_a_duration_is_positive_and_a_length_of_time(text):
    with pytest.raises(EditError):
        dates.set_duration(engine(), DIG, typed(text))


def test_the_duration_of_a_summary_task_is_not_typed():
    project = Project(
        ProjectInfo(start=START),
        tasks=[Task(uid=DIG, name="Dig"), Task(uid=TaskUid(2))],
        children={ROOT: (DIG,), DIG: (TaskUid(2),)},
    )
    with pytest.raises(EditError, match="Dig"):
        dates.set_duration(Engine(project), DIG, typed("3d"))


def test_what_is_done_stays_done_when_the_duration_changes():
    plan_ = engine()
    done(plan_, progress.set_percent_complete(plan_, [DIG], 50))
    task = done(plan_, dates.set_duration(plan_, DIG, typed("10d")))
    assert (task.actual_duration, task.remaining_duration, task.percent_complete) == (1200, 3600, 25)
    with pytest.raises(EditError, match="done already"):
        dates.set_duration(plan_, DIG, typed("1d"))


# -- start and finish


@pytest.mark.parametrize(
    ("setter", "from_finish", "kind"),
    [
        (dates.set_start, False, ConstraintKind.START_NO_EARLIER_THAN),
        (dates.set_finish, False, ConstraintKind.FINISH_NO_EARLIER_THAN),
        (dates.set_start, True, ConstraintKind.START_NO_LATER_THAN),
        (dates.set_finish, True, ConstraintKind.FINISH_NO_LATER_THAN),
    ],
)
def test_a_typed_date_becomes_a_constraint_and_an_empty_one_takes_it_away(setter, from_finish, kind):
    plan_ = engine(info={"from_finish": from_finish, "finish": datetime(2026, 6, 1, 17)})
    moment = datetime(2026, 1, 14, 8)
    task = done(plan_, setter(plan_, DIG, moment))
    assert (task.constraint, task.constraint_date) == (kind, moment)
    task = done(plan_, setter(plan_, DIG, None))
    assert not task.constraint.needs_date
    assert task.constraint_date is None


def test_a_task_that_has_begun_gets_another_actual_start():
    plan_ = engine()
    done(plan_, progress.set_percent_complete(plan_, [DIG], 20))
    task = done(plan_, dates.set_start(plan_, DIG, datetime(2026, 1, 7, 8)))
    assert task.actual_start == datetime(2026, 1, 7, 8)
    assert task.stop == datetime(2026, 1, 7, 17)
    assert task.constraint is ConstraintKind.AS_SOON_AS_POSSIBLE


def test_words_are_for_manual_tasks_only():
    plan_ = engine()
    with pytest.raises(EditError, match="manually"):
        dates.set_start(plan_, DIG, "soon")


def test_a_manual_task_begins_with_the_dates_it_has_and_keeps_its_duration_when_moved():
    plan_ = engine()
    task = done(plan_, dates.set_manual(plan_, [DIG], True))
    assert (task.manual_start, task.manual_finish) == (START, datetime(2026, 1, 9, 17))
    task = done(plan_, dates.set_start(plan_, DIG, datetime(2026, 1, 6, 8)))
    assert task.manual_finish == datetime(2026, 1, 12, 17)
    task = done(plan_, dates.set_finish(plan_, DIG, datetime(2026, 1, 8, 17)))
    assert (task.manual_duration, task.duration) == (3 * 480, 3 * 480)
    task = done(plan_, dates.set_duration(plan_, DIG, typed("1w")))
    assert task.manual_finish == datetime(2026, 1, 12, 17)
    with pytest.raises(EditError, match="before its start"):
        dates.set_finish(plan_, DIG, datetime(2026, 1, 2, 17))
    task = done(plan_, dates.set_manual(plan_, [DIG], False))
    assert (task.manual_start, task.manual_finish, task.duration) == (None, None, 2400)


def test_a_manual_task_takes_words_and_nothing_for_dates_not_decided():
    plan_ = engine()
    done(plan_, dates.set_manual(plan_, [DIG], True))
    task = done(plan_, dates.set_start(plan_, DIG, "after Easter"))
    assert (task.start_text, task.manual_start) == ("after Easter", None)
    task = done(plan_, dates.set_finish(plan_, DIG, None))
    assert (task.finish_text, task.manual_finish) == ("", None)
    task = done(plan_, dates.set_duration(plan_, DIG, "a while"))
    assert (task.duration_text, task.manual_duration) == ("a while", None)


def test_the_finish_and_the_duration_give_the_start_of_a_manual_task():
    plan_ = engine(manual=True, start_text="", finish_text="", duration_text=None)
    task = done(plan_, dates.set_finish(plan_, DIG, datetime(2026, 1, 16, 17)))
    assert task.manual_start == datetime(2026, 1, 12, 8)


# -- progress


def test_percent_complete_sets_what_microsoft_project_sets():
    plan_ = engine(ANN)
    task = done(plan_, progress.set_percent_complete(plan_, [DIG], 50))
    assert (task.actual_start, task.actual_finish) == (START, None)
    assert (task.actual_duration, task.remaining_duration) == (1200, 1200)
    assert (task.stop, task.resume) == (datetime(2026, 1, 7, 12), datetime(2026, 1, 7, 13))
    assert plan_.project.assignments[AssignmentUid(1)].actual_work == 1200

    task = done(plan_, progress.set_percent_complete(plan_, [DIG], 100))
    assert task.actual_finish == task.stop == task.resume == datetime(2026, 1, 9, 17)
    assert (task.actual_duration, task.remaining_duration) == (2400, 0)
    assert plan_.project.assignments[AssignmentUid(1)].actual_finish == datetime(2026, 1, 9, 17)

    task = done(plan_, progress.set_percent_complete(plan_, [DIG], 0))
    assert (task.actual_start, task.actual_finish, task.stop, task.resume) == (None, None, None, None)
    assert (task.actual_duration, task.percent_complete) == (None, 0)
    assert plan_.project.assignments[AssignmentUid(1)].actual_work == 0


def test_percent_complete_of_a_summary_task_goes_to_its_tasks():
    project = Project(
        ProjectInfo(start=START),
        tasks=[Task(uid=TaskUid(uid), name=str(uid), active=uid != 3) for uid in (1, 2, 3)],
        children={ROOT: (DIG,), DIG: (TaskUid(2), TaskUid(3))},
    )
    plan_ = Engine(project)
    done(plan_, progress.set_percent_complete(plan_, [DIG], 40))
    assert [project.tasks[TaskUid(uid)].percent_complete for uid in (1, 2, 3)] == [0, 40, 0]


@pytest.mark.parametrize("percent", [-1, 101])
def test_percent_complete_is_from_0_to_100(percent):
    with pytest.raises(EditError):
        progress.set_percent_complete(engine(), [DIG], percent)


def test_nothing_is_done_on_an_inactive_task():
    with pytest.raises(EditError, match="inactive"):
        progress.set_percent_complete(engine(active=False), [DIG], 10)


def test_actual_dates_give_a_finished_task_its_duration():
    plan_ = engine()
    done(plan_, progress.set_actual_start(plan_, DIG, datetime(2026, 1, 6, 8)))
    task = done(plan_, progress.set_actual_finish(plan_, DIG, datetime(2026, 1, 7, 17)))
    assert (task.percent_complete, task.duration, task.actual_duration) == (100, 960, 960)
    with pytest.raises(EditError, match="before its start"):
        progress.set_actual_finish(plan_, DIG, datetime(2026, 1, 2, 17))
    task = done(plan_, progress.set_actual_finish(plan_, DIG, None))
    assert (task.percent_complete, task.actual_finish) == (99, None)


# -- work and units


def names(plan_: Engine, text: str) -> Patch:
    return assignments.set_resources(plan_, DIG, parse_resource_names(text))


def work(plan_: Engine) -> dict[str, tuple[float, int | None]]:
    found = plan_.project.assignments_of(DIG)
    return {plan_.project.resources[one.resource].name: (one.units, one.work) for one in found}


def test_resources_are_set_from_names_and_unknown_ones_are_made():
    plan_ = engine(ANN)
    done(plan_, names(plan_, "ann[50%], Carl; Cement[5 t], Sand[2 m3]"))
    made = {one.name: one.kind for one in plan_.project.resources.values()}
    assert made["Carl"] is ResourceKind.WORK
    assert made["Sand"] is ResourceKind.MATERIAL
    assert work(plan_)["Cement"][0] == 5.0
    assert list(work(plan_)) == ["Ann", "Carl", "Cement", "Sand"]
    done(plan_, names(plan_, "Carl"))
    assert list(work(plan_)) == ["Carl"]


def test_a_resource_with_an_amount_of_money_costs_it():
    plan_ = engine()
    plan_.project.apply(
        Patch(
            {
                "resources": {
                    CEMENT: (
                        plan_.project.resources[CEMENT],
                        replace(plan_.project.resources[CEMENT], kind=ResourceKind.COST),
                    )
                }
            }
        )
    )
    done(plan_, names(plan_, "Cement[120,50]"))
    assert next(plan_.project.assignments_of(DIG)).cost == Decimal("120.50")


@pytest.mark.parametrize(
    ("task_type", "duration", "units"),
    [(TaskType.FIXED_UNITS, 4800, 0.5), (TaskType.FIXED_WORK, 4800, 0.5), (TaskType.FIXED_DURATION, 2400, 0.5)],
)
def test_other_units_change_the_duration_unless_it_is_fixed(task_type, duration, units):
    plan_ = engine(ANN, task_type=task_type)
    task = done(plan_, assignments.set_units(plan_, AssignmentUid(1), 0.5))
    assert (task.duration, work(plan_)["Ann"][0]) == (duration, units)


@pytest.mark.parametrize(
    ("task_type", "duration", "units"),
    [(TaskType.FIXED_UNITS, 4800, 1.0), (TaskType.FIXED_WORK, 4800, 1.0), (TaskType.FIXED_DURATION, 2400, 2.0)],
)
def test_other_work_changes_the_duration_or_the_units_where_that_is_fixed(task_type, duration, units):
    plan_ = engine(ANN, task_type=task_type)
    task = done(plan_, assignments.set_work(plan_, DIG, 4800))
    assert (task.duration, work(plan_)["Ann"]) == (duration, (units, 4800))


@pytest.mark.parametrize(
    ("task_type", "told"),
    [
        (TaskType.FIXED_UNITS, (1.0, 4800)),
        (TaskType.FIXED_DURATION, (1.0, 4800)),
        (TaskType.FIXED_WORK, (0.5, 2400)),
    ],
)
def test_another_duration_changes_the_work_or_the_units_where_that_is_fixed(task_type, told):
    plan_ = engine(ANN, task_type=task_type)
    done(plan_, assignments.set_assignment_work(plan_, AssignmentUid(1), 2400))
    done(plan_, dates.set_duration(plan_, DIG, typed("10d")))
    units, minutes = work(plan_)["Ann"]
    assert (units, minutes if minutes is not None else 4800) == told


def test_more_people_shorten_an_effort_driven_task_and_bring_their_own_work_to_others():
    driven = engine(ANN, effort_driven=True)
    assert done(driven, names(driven, "Ann, Bob")).duration == 1200
    assert work(driven) == {"Ann": (1.0, 1200), "Bob": (1.0, 1200)}
    assert done(driven, names(driven, "Bob")).duration == 2400

    free = engine(ANN)
    assert done(free, names(free, "Ann, Bob")).duration == 2400


def test_more_people_on_a_fixed_duration_lower_the_units_of_an_effort_driven_task():
    plan_ = engine(ANN, effort_driven=True, task_type=TaskType.FIXED_DURATION)
    task = done(plan_, names(plan_, "Ann, Bob"))
    assert task.duration == 2400
    assert work(plan_) == {"Ann": (0.5, 1200), "Bob": (0.5, 1200)}


def test_work_entered_before_there_were_people_is_theirs():
    plan_ = engine()
    done(plan_, assignments.set_work(plan_, DIG, 4800))
    assert plan_.project.tasks[DIG].work == 4800
    task = done(plan_, names(plan_, "Ann"))
    assert (task.work, task.duration, work(plan_)) == (None, 4800, {"Ann": (1.0, 4800)})


@pytest.mark.parametrize("units", [0, -1])
def test_nobody_works_with_no_units(units):
    with pytest.raises(EditError):
        assignments.set_units(engine(ANN), AssignmentUid(1), units)


# -- other fields and the plan


def test_a_constraint_needs_its_date():
    with pytest.raises(EditError, match="date"):
        tasks.set_constraint(engine().project, [DIG], ConstraintKind.MUST_FINISH_ON)


@pytest.mark.parametrize("priority", [-1, 1001])
def test_priorities_are_from_0_to_1000(priority):
    with pytest.raises(EditError):
        tasks.set_priority(engine().project, [DIG], priority)


def test_fixed_work_is_always_effort_driven():
    plan_ = engine()
    assert done(plan_, tasks.set_task_type(plan_.project, [DIG], TaskType.FIXED_WORK)).effort_driven
    with pytest.raises(EditError):
        tasks.set_effort_driven(plan_.project, [DIG], False)


def test_a_name_makes_a_task_of_a_blank_row():
    project = Project(ProjectInfo(start=START), tasks=[Task(uid=DIG, blank=True)])
    project.apply(tasks.rename(project, DIG, "  Dig   deep "))
    assert (project.tasks[DIG].blank, project.tasks[DIG].name, project.tasks[DIG].duration) == (False, "Dig deep", 480)


def test_other_edits_refuse_blank_rows():
    project = Project(ProjectInfo(start=START), tasks=[Task(uid=DIG, blank=True)])
    with pytest.raises(EditError, match="empty"):
        tasks.set_deadline(project, [DIG], START)


def test_baselines_keep_the_present_dates_under_their_number():
    plan_ = engine(ANN)
    done(plan_, baselines.save(plan_, 3))
    task = done(plan_, baselines.save(plan_))
    assert [one.number for one in task.baselines] == [0, 3]
    assert (task.baselines[0].start, task.baselines[0].work) == (START, 2400)
    assert [one.number for one in done(plan_, baselines.clear(plan_.project, 0)).baselines] == [3]
    with pytest.raises(EditError):
        baselines.save(plan_, 11)


@pytest.mark.parametrize(
    "fields", [{"minutes_per_day": 0}, {"minutes_per_week": 60}, {"days_per_month": 40}, {"from_finish": True}]
)
def test_properties_of_a_plan_that_cannot_be_are_refused(fields):
    with pytest.raises(EditError):
        plan.set_info(engine().project, **fields)


def test_what_remains_is_typed_and_the_duration_is_that_and_what_is_done():
    plan_ = engine(ANN)
    done(plan_, progress.set_percent_complete(plan_, [DIG], 40))
    task = done(plan_, dates.set_remaining_duration(plan_, DIG, typed("6d")))
    assert (task.duration, task.actual_duration, task.remaining_duration) == (3840, 960, 2880)
    assert task.percent_complete == 25
    assert plan_.schedule.finish_of(DIG) == datetime(2026, 1, 14, 17)


def test_what_remains_of_a_task_not_begun_is_its_duration():
    plan_ = engine()
    task = done(plan_, dates.set_remaining_duration(plan_, DIG, typed("2d")))
    assert (task.duration, task.percent_complete, task.actual_start) == (960, 0, None)


@pytest.mark.parametrize("before", [0, 40])
def test_a_task_with_nothing_left_is_complete(before):
    plan_ = engine()
    done(plan_, progress.set_percent_complete(plan_, [DIG], before))
    task = done(plan_, dates.set_remaining_duration(plan_, DIG, typed("0d")))
    assert (task.percent_complete, task.remaining_duration) == (100, 0)
    assert task.actual_finish == plan_.schedule.finish_of(DIG)
    assert task.actual_duration == task.duration > 0


def test_what_remains_follows_a_new_duration_of_a_task_that_has_only_begun():
    plan_ = engine()
    done(plan_, progress.set_actual_start(plan_, DIG, START))
    assert done(plan_, dates.set_duration(plan_, DIG, typed("3d"))).remaining_duration == 1440


def test_actual_duration_is_typed_and_per_cent_complete_follows():
    plan_ = engine(ANN)
    task = done(plan_, progress.set_actual_duration(plan_, DIG, 1000))
    assert (task.actual_duration, task.remaining_duration, task.percent_complete) == (1000, 1400, 41)
    assert task.actual_start == START
    assert done(plan_, progress.set_actual_duration(plan_, DIG, 2400)).percent_complete == 100
    assert done(plan_, progress.set_actual_duration(plan_, DIG, 0)).actual_start is None


@pytest.mark.parametrize("minutes", [-1, 2401])
def test_no_more_than_the_duration_can_be_done(minutes):
    with pytest.raises(EditError, match="change the duration first"):
        progress.set_actual_duration(engine(), DIG, minutes)


@pytest.mark.parametrize("text", ["2ed", "50%", "-1d"])
def test_what_remains_is_told_in_the_manner_of_the_duration(text):
    with pytest.raises(EditError):
        dates.set_remaining_duration(engine(), DIG, typed(text))
