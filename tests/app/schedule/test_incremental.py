"""After any edits the schedule is the one a fresh engine gives, however little of it was made anew."""

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import calendar_days, calendars, clipping, dates, outline, resource_calendars, resources, tasks
from gantline.app.edits import plan as planning
from gantline.app.edits.links import set_link
from gantline.app.project.draft import Draft
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import DependencyKind, ResourceKind, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import Calendar, CalendarUid, Dependency, Resource, ResourceUid, Task, TaskUid
from gantline.app.project.steps import at_once
from gantline.app.project.widths import replace
from gantline.app.schedule import assignments
from gantline.app.schedule import engine as engine_module
from gantline.app.schedule.engine import Engine
from tests.app.test_edits_law import EDITS, moments, plans, some_task, some_tasks
from tests.app.test_ripple import told
from tests.laws import law
from tests.plan_maker import MONDAY, plan

MORNINGS, NIGHTS, NEVER = CalendarUid(2), CalendarUid(3), CalendarUid(4)
HOURS = {MORNINGS: ((480, 720),), NIGHTS: ((1320, 1440),), NEVER: ()}
LAGS = [
    (0, TimeUnit.DAY),
    (480, TimeUnit.DAY),
    (-480, TimeUnit.DAY),
    (50, TimeUnit.PERCENT),
    (600, TimeUnit.ELAPSED_DAY),
]
own_calendar = st.sampled_from([None, None, None, MORNINGS, NIGHTS, NEVER])


@st.composite
def varied_plans(draw: st.DrawFn) -> Project:
    """Plans with all that dates hang on: calendars of tasks and people, every kind of link and lag, deadlines."""
    project = draw(plans())
    links = [
        replace(one, kind=draw(st.sampled_from(DependencyKind)), lag=lag, lag_unit=unit)
        for one in project.dependencies.values()
        for lag, unit in [draw(st.sampled_from(LAGS))]
    ]
    info = replace(project.info, honour_constraints=draw(st.booleans()), multiple_critical_paths=draw(st.booleans()))
    return Project(
        info,
        tasks=[one if one.blank else draw(_varied(one)) for one in project.tasks.values()],
        children=project.children,
        dependencies=links,
        resources=[
            *(replace(one, calendar=draw(own_calendar)) for one in project.resources.values()),
            Resource(uid=ResourceUid(4), name="R4", calendar=draw(own_calendar)),
        ],
        assignments=project.assignments.values(),
        calendars=[
            *project.calendars.values(),
            *(Calendar(uid=uid, name=f"C{uid}", week=(hours,) * 7) for uid, hours in HOURS.items()),
        ],
        custom_fields=project.custom_fields.values(),
        stored_dates=project.stored_dates,
    )


@st.composite
def _varied(draw: st.DrawFn, task: Task) -> Task:
    return replace(
        task,
        calendar=draw(own_calendar),
        ignore_resource_calendar=draw(st.booleans()),
        deadline=draw(st.none() | moments),
        levelling_delay=draw(st.sampled_from([0, 0, 0, 700])),
    )


def _linked(engine: Engine, data: st.DataObject) -> Patch:
    """A link between any two tasks that comes, goes or changes, whether or not that makes a circle."""
    draft, uids = Draft(engine.project), list(engine.project.tasks)
    before, after = data.draw(st.sampled_from(uids)), data.draw(st.sampled_from(uids))
    if before == after:
        raise EditError("One task.")
    lag, unit = data.draw(st.sampled_from(LAGS))
    if (before, after) in engine.project.dependencies and data.draw(st.booleans()):
        del draft.dependencies[before, after]
    else:
        kind = data.draw(st.sampled_from(DependencyKind))
        link = Dependency(predecessor=before, successor=after, kind=kind, lag=lag, lag_unit=unit)
        draft.dependencies[before, after] = link
    return draft.patch()


def _set_resource(engine: Engine, data: st.DataObject) -> Patch:
    draft = Draft(engine.project)
    uid = data.draw(st.sampled_from(list(engine.project.resources)))
    kind = data.draw(st.sampled_from(ResourceKind))
    draft.resources[uid] = replace(engine.project.resources[uid], calendar=data.draw(own_calendar), kind=kind)
    return draft.patch()


ALL: dict[str, Callable[[Engine, st.DataObject], Patch]] = {
    **EDITS,
    "any link": _linked,
    "calendar of a task": lambda e, d: tasks.set_calendar(e.project, some_tasks(d, e.project), d.draw(own_calendar)),
    "calendar of a resource": _set_resource,
    "delete resource": lambda e, d: _without_resource(e, d),
    "hours": lambda e, d: calendars.set_hours(
        e.project, some_calendar(d, e.project), d.draw(st.integers(0, 6)), ((480, 600),)
    ),
    "project calendar": lambda e, d: calendars.set_project_calendar(e.project, d.draw(st.sampled_from(list(HOURS)))),
    "a day off": lambda e, d: calendar_days.set_days(
        e.project, some_calendar(d, e.project), MONDAY.date(), MONDAY.date() + timedelta(days=1), ()
    ),
    "base of a calendar": lambda e, d: calendars.set_base(
        e.project, some_calendar(d, e.project), d.draw(st.sampled_from([None, CalendarUid(1), MORNINGS]))
    ),
    "calendar gone": lambda e, d: calendars.delete(e.project, some_calendar(d, e.project)),
    "own calendar": lambda e, d: resource_calendars.give_own_calendar(
        e.project, d.draw(st.sampled_from(list(e.project.resources)))
    ),
    "properties": lambda e, d: planning.set_info(e.project, **d.draw(st.sampled_from(PROPERTIES))),
    "summary by hand": lambda e, d: _by_hand(e, d),
}

PROPERTIES = [
    {"start": MONDAY + timedelta(days=3)},
    {"minutes_per_day": 420},
    {"critical_slack_limit": 2},
    {"honour_constraints": False},
    {"multiple_critical_paths": True},
    {"from_finish": True, "finish": MONDAY + timedelta(days=40)},
    {"from_finish": False},
]


def some_calendar(data: st.DataObject, project: Project) -> CalendarUid:
    return data.draw(st.sampled_from(list(project.calendars)))


def _without_resource(engine: Engine, data: st.DataObject) -> Patch:
    """Anybody goes but the first, to whom other edits assign work."""
    others = [uid for uid in engine.project.resources if uid != 1]
    if not others:
        raise EditError("Nobody else.")
    return resources.delete(engine.project, [data.draw(st.sampled_from(others))])


def _by_hand(engine: Engine, data: st.DataObject) -> Patch:
    uid = some_task(data, engine.project)
    draft, moment = Draft(engine.project), data.draw(moments)
    by_hand = data.draw(st.booleans())
    dates = {"manual_start": moment, "manual_finish": moment} if by_hand else {}
    draft.tasks[uid] = replace(engine.project.tasks[uid], manual=by_hand, **dates)
    return draft.patch()


@law(20)
@given(data=st.data(), project=varied_plans(), few=st.sampled_from([2000, 0]))
def test_edits_one_after_the_other_give_what_a_fresh_engine_gives(
    data: st.DataObject, project: Project, few: int
) -> None:
    """Where no number of tasks is few, all are compiled anew even where only one of them changed, and no span of what
    moved is dropped before somebody asks for it.
    """
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine_module, "_FEW", few)
        patched.setattr(assignments, "_FEW", few)
        _edit_and_compare(data, project)


def _edit_and_compare(data: st.DataObject, project: Project) -> None:
    engine = Engine(project)
    for name in data.draw(st.lists(st.sampled_from(list(ALL)), min_size=1, max_size=5)):
        if not project.tasks:
            break
        try:
            patch = ALL[name](engine, data)
        except EditError:
            continue
        before = engine.schedule.twin()
        known = told(engine)
        if data.draw(st.booleans()):
            with engine.trial(patch):
                pass
            assert told(engine) == known
        project.apply(patch)

        moved = engine.update(patch)

        assert told(engine) == told(Engine(project))
        assert moved == engine.schedule.differing(before)
        assert not at_once(engine.schedule_anew())
        if data.draw(st.integers(0, 3)) == 0:
            project.apply(patch.inverted())
            engine.update(patch.inverted())
            assert told(engine) == told(Engine(project))


TEXT = """
Phase
  Dig   | 3d
  Lay   | 2d | after Dig
Test    | 1d | after Phase
Read    | 4d
Write   | 5d | after Read
"""
PHASE, DIG, LAY, TEST, READ, WRITE = (TaskUid(uid) for uid in range(1, 7))

RESHAPING: dict[str, Callable[[Project], Patch]] = {
    "a task comes above another": lambda p: outline.add_above(p, LAY, outline.new_task(p, "New")),
    "a task comes at the end": lambda p: outline.append(p, outline.new_task(p, "New")),
    "a task goes with its links": lambda p: outline.delete(p, [LAY]),
    "a phase goes": lambda p: outline.delete(p, [PHASE]),
    "the last task of a phase goes": lambda p: outline.delete(p, [DIG, LAY]),
    "everything goes": lambda p: outline.delete(p, list(p.tasks)),
    "a task becomes a phase": lambda p: outline.indent(p, [WRITE]),
    "a task leaves its phase": lambda p: outline.outdent(p, [LAY]),
    "a phase becomes a task": lambda p: outline.outdent(p, [DIG, LAY]),
    "a phase moves into another one": lambda p: outline.move_to(p, [READ], PHASE, 0),
    "rows change places": lambda p: outline.move_up(p, [WRITE]),
    "tasks are pasted with their links": lambda p: clipping.paste_tasks(p, clipping.clip(p, list(p.tasks)), PHASE, 1),
}


@pytest.mark.parametrize("edit", RESHAPING.values(), ids=RESHAPING)
def test_a_change_of_the_outline_does_not_make_the_network_anew(edit: Callable[[Project], Patch]) -> None:
    engine = Engine(plan(TEXT))
    network, before = engine.compiled.network, told(engine)
    patch = edit(engine.project)

    for change in (patch, patch.inverted(), patch):
        was = engine.schedule.twin()
        engine.project.apply(change)
        assert engine.update(change) == engine.schedule.differing(was)
        assert told(engine) == told(Engine(engine.project))
    engine.project.apply(patch.inverted())
    engine.update(patch.inverted())

    assert told(engine) == before
    assert engine.compiled.network is network


def test_rows_that_came_and_went_do_not_use_up_the_room_for_good() -> None:
    engine = Engine(plan(TEXT))
    for number in range(400):
        patch = outline.append(engine.project, outline.new_task(engine.project, f"New {number}"))
        for change in (patch, patch.inverted())[: 2 - number % 2]:
            engine.project.apply(change)
            engine.update(change)

    assert told(engine) == told(Engine(engine.project))
    assert len(engine.schedule.rows) == 1 + 6 + 200
    assert len(engine.schedule.uids) < 500


def test_the_schedule_before_an_edit_still_names_what_drove_a_task_that_is_gone() -> None:
    engine = Engine(plan(TEXT))
    before, patch = engine.schedule.twin(), outline.delete(engine.project, [DIG])

    engine.project.apply(patch)
    engine.update(patch)

    driver = before.driver[before.rows[LAY]]
    assert driver is not None
    assert driver.task == DIG
    assert DIG in before
    assert DIG not in engine.schedule


def test_a_plan_scheduled_from_its_finish_follows_its_outline_too() -> None:
    engine = Engine(plan(TEXT, from_finish=True, finish=MONDAY + timedelta(days=60)))
    for edit in (RESHAPING["a task comes at the end"], RESHAPING["a task goes with its links"]):
        patch = edit(engine.project)
        engine.project.apply(patch)
        engine.update(patch)

        assert told(engine) == told(Engine(engine.project))


def test_of_two_links_that_ask_for_the_same_that_of_the_earlier_task_is_named_whatever_was_done_before() -> None:
    engine = Engine(plan("Dig | 3d\nLay | 3d\nTest | 1d | after Lay, Dig"))
    row = engine.schedule.rows[TaskUid(3)]
    driver = engine.schedule.driver[row]
    assert driver is not None
    assert driver.task == TaskUid(1)

    without = Draft(engine.project)
    del without.dependencies[TaskUid(1), TaskUid(3)]
    for change in (without.patch(), without.patch().inverted()):
        engine.project.apply(change)
        engine.update(change)

    assert engine.schedule.driver[row] == driver == Engine(engine.project).schedule.driver[row]


def test_an_edit_that_moves_the_finish_tells_of_all_whose_late_dates_or_slack_it_changes() -> None:
    engine = Engine(plan("\n".join(["Long | 9d", *(f"Task {number} | 1d" for number in range(1200))])))
    before, patch = engine.schedule.twin(), dates.set_duration(engine, TaskUid(1), Duration(480, TimeUnit.DAY))
    engine.project.apply(patch)

    moved = engine.update(patch)

    assert len(moved) == 1202
    assert TaskUid(7) in moved
    assert moved == engine.schedule.differing(before)
    assert frozenset({TaskUid(7777)}) | moved == moved | {TaskUid(7777)} == {7777, *range(1202)}
    assert told(engine) == told(Engine(engine.project))


@pytest.mark.parametrize("seed", range(6))
def test_links_set_against_the_order_of_rows_leave_the_dates_of_a_plan_scheduled_anew(seed: int) -> None:
    chance = random.Random(seed)
    project = plan("\n".join(f"Task {row} | {chance.randint(1, 4)}d" for row in range(12)))
    engine = Engine(project)
    for _link in range(14):
        with suppress(EditError):  # two that would wait for each other
            patch = set_link(project, *chance.sample(list(project.tasks), 2))
            project.apply(patch)
            engine.update(patch)

    anew = Engine(project).schedule
    assert [engine.schedule.start_of(uid) for uid in project.tasks] == [anew.start_of(uid) for uid in project.tasks]
