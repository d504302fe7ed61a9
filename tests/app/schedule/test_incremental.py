"""After any edits the schedule is the one a fresh engine gives, however little of it was made anew."""

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from gantline.app.edits import calendars, resources, tasks
from gantline.app.project.draft import Draft
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import DependencyKind, ResourceKind, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import Calendar, CalendarUid, Dependency, Resource, ResourceUid, Task
from gantline.app.schedule.engine import Engine
from tests.app.test_edits_law import EDITS, moments, plans, some_task, some_tasks
from tests.laws import law

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
    "delete resource": lambda e, d: resources.delete(e.project, [d.draw(st.sampled_from(list(e.project.resources)))]),
    "hours": lambda e, d: calendars.set_hours(
        e.project, d.draw(st.sampled_from(list(HOURS))), d.draw(st.integers(0, 6)), ((480, 600),)
    ),
    "project calendar": lambda e, d: calendars.set_project_calendar(e.project, d.draw(st.sampled_from(list(HOURS)))),
    "summary by hand": lambda e, d: _by_hand(e, d),
}


def _by_hand(engine: Engine, data: st.DataObject) -> Patch:
    uid = some_task(data, engine.project)
    draft, moment = Draft(engine.project), data.draw(moments)
    by_hand = data.draw(st.booleans())
    dates = {"manual_start": moment, "manual_finish": moment} if by_hand else {}
    draft.tasks[uid] = replace(engine.project.tasks[uid], manual=by_hand, **dates)
    return draft.patch()


def told(engine: Engine) -> dict[str, Any]:
    """All that a schedule says, by task."""
    schedule = engine.schedule
    columns = zip(*(getattr(schedule, name) for name in schedule.COLUMNS), strict=True)
    values = list(columns)
    return {
        "tasks": {uid: dict(zip(schedule.COLUMNS, values[row], strict=True)) for uid, row in schedule.rows.items()},
        "segments": dict(schedule.segments),
        "spans": {uid: schedule.spans[uid] for uid in schedule.spans},
        "notes": sorted((note.code, note.text, note.task or 0) for note in schedule.notes),
    }


@law(40)
@given(data=st.data(), project=varied_plans())
def test_edits_one_after_the_other_give_what_a_fresh_engine_gives(data: st.DataObject, project: Project) -> None:
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
        if data.draw(st.integers(0, 3)) == 0:
            project.apply(patch.inverted())
            engine.update(patch.inverted())
            assert told(engine) == told(Engine(project))
