"""What holds for the schedule of any plan."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.draft import Draft
from gantline.app.project.kinds import ConstraintKind, DependencyKind, TimeUnit
from gantline.app.project.moments import Minute, to_datetime
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, Calendar, CalendarUid, Dependency, ProjectInfo, Task, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from tests import strategies
from tests.laws import law
from tests.plan_maker import MONDAY

HALF_DAY = 240
MORNINGS = Calendar(uid=CalendarUid(2), week=(((480, 720),),) * 6 + ((),))  # type: ignore[arg-type]
LAGS = st.sampled_from([0, 0, 0, HALF_DAY, 480, -HALF_DAY, -480])
SELDOM = st.integers(0, 4).map(lambda number: number == 0)
LAW = law()
CONSTRAINED = [kind for kind in ConstraintKind if kind.needs_date]


@st.composite
def plans(draw: st.DrawFn, *, plain: bool = False) -> Project:
    """Small plans: up to seven tasks, with summaries where not plain, linked forwards in the order of the table."""
    count = draw(st.integers(2, 7))
    tasks = [draw(_task(uid, plain)) for uid in range(1, count + 1)]
    uids = tuple(task.uid for task in tasks)
    children = {ROOT: uids} if plain or count < 4 else draw(st.sampled_from(_outlines(uids)))
    above = {child: parent for parent, kids in children.items() for child in kids}
    links = [
        Dependency(
            predecessor=TaskUid(before),
            successor=TaskUid(after),
            kind=draw(st.sampled_from(DependencyKind)),
            lag=draw(LAGS),
        )
        for after in range(2, count + 1)
        for before in draw(st.lists(st.integers(1, after - 1), max_size=2, unique=True))
        if before not in (parent := above[TaskUid(after)], above.get(parent))  # that would be a circle
    ]
    return Project(
        ProjectInfo(
            start=MONDAY, honour_constraints=draw(st.booleans()), multiple_critical_paths=not plain and draw(SELDOM)
        ),
        tasks=tasks,
        children=children,
        dependencies=links,
        calendars=[Calendar(uid=CalendarUid(1)), MORNINGS],
    )


def _outlines(uids: tuple[TaskUid, ...]) -> list[dict[TaskUid, tuple[TaskUid, ...]]]:
    """Flat; one summary; two beside each other, the last with a single task; one in another."""
    first, second, *others = uids
    return [
        {ROOT: uids},
        {ROOT: (first, *others[1:]), first: (second, others[0])},
        {ROOT: (first, *others[:-2], others[-2]), first: (second,), others[-2]: (others[-1],)},
        {ROOT: (first, *others[1:]), first: (second,), second: (others[0],)},
    ]


@st.composite
def _task(draw: st.DrawFn, uid: int, plain: bool) -> Task:
    task = Task(uid=TaskUid(uid), name=f"T{uid}", duration=draw(st.integers(0, 8)) * HALF_DAY)
    if plain:
        return task
    moment = MONDAY + timedelta(days=draw(st.integers(-3, 20)), hours=draw(st.integers(0, 10)))
    match draw(st.integers(0, 9)):
        case 0:
            return replace(task, constraint=draw(st.sampled_from(CONSTRAINED)), constraint_date=moment)
        case 1:
            return replace(
                task, manual=True, manual_start=moment, manual_finish=moment + timedelta(hours=draw(st.integers(0, 60)))
            )
        case 2:
            return replace(task, actual_start=moment, actual_duration=task.duration // 2)
        case 3:
            return replace(task, calendar=CalendarUid(2))
        case 4:
            return replace(task, duration_unit=TimeUnit.ELAPSED_DAY)
        case 5:
            return replace(task, levelling_delay=draw(st.integers(0, 5000)))
        case 6:
            return replace(task, constraint=ConstraintKind.AS_LATE_AS_POSSIBLE)
        case _:
            return task


@LAW
@given(plans())
def test_scheduling_twice_changes_nothing(project: Project) -> None:
    assert not Engine(project).schedule.differing(Engine(project.snapshot()).schedule)


@LAW
@given(plans())
def test_tasks_end_after_they_start_and_summaries_hold_their_tasks(project: Project) -> None:
    schedule = Engine(project).schedule
    assert all(start <= finish for start, finish in zip(schedule.start, schedule.finish, strict=True))
    for parent, children in project.children.items():
        if parent == ROOT or not project.tasks[parent].manual:
            rows = [schedule.rows[uid] for uid in children]
            row = schedule.rows[parent]
            assert schedule.start[row] == min(schedule.start[child] for child in rows)
            assert schedule.finish[row] >= max(schedule.finish[child] for child in rows)


@LAW
@given(plans())
def test_no_link_is_broken_unless_that_is_reported(project: Project) -> None:
    engine = Engine(project)
    reported = {note.task for note in engine.schedule.notes}
    broken = {
        uid for uid, link in _broken(engine) if link.kind in (DependencyKind.FINISH_START, DependencyKind.START_START)
    }
    assert broken <= reported


def _broken(engine: Engine) -> Iterator[tuple[TaskUid, Dependency]]:
    """Tasks with a link of their own or of a summary above that their dates do not respect."""
    project, schedule = engine.project, engine.schedule
    for uid in project.tasks:
        if not project.is_summary(uid):
            for owner in (uid, *project.ancestors(uid)):
                for link in project.predecessors(owner):
                    if _slip(engine, schedule, uid, link) < 0:
                        yield uid, link


def _slip(engine: Engine, schedule: Schedule, uid: TaskUid, link: Dependency) -> int:
    """Working minutes between the moment a link asks for and the end of the task it drives."""
    from_finish = link.kind in (DependencyKind.FINISH_START, DependencyKind.FINISH_FINISH)
    to_finish = link.kind in (DependencyKind.FINISH_FINISH, DependencyKind.START_FINISH)
    elapsed = engine.project.tasks[link.successor].duration_unit.elapsed
    times = engine.working_times
    time = times.project if elapsed else times.yardstick(link.successor)
    asked = time.add(schedule.value("finish" if from_finish else "start", link.predecessor), link.lag)
    got = schedule.value("finish" if to_finish else "start", uid)
    return min(time.between(asked, got), 0 if got >= asked else -1) if time.between(asked, got) else 0


@LAW
@given(plans(plain=True), st.data())
def test_total_slack_is_how_far_a_task_can_slip(project: Project, data: st.DataObject) -> None:
    engine = Engine(project)
    uid = data.draw(st.sampled_from(sorted(project.tasks)))
    slack = engine.schedule.value("total_slack", uid)
    start = engine.schedule.value("start", uid)
    time = engine.working_times.project

    def finish_if_held(minutes: int) -> Minute:
        held = replace(
            project.tasks[uid],
            constraint=ConstraintKind.START_NO_EARLIER_THAN,
            constraint_date=to_datetime(time.next_working(time.add(start, minutes))),
        )
        trial = project.snapshot()
        draft = Draft(trial)
        draft.tasks[uid] = held
        trial.apply(draft.patch())
        return Engine(trial).schedule.finish[0]

    ends = engine.schedule.finish[0]
    assert slack >= 0
    assert time.between(ends, finish_if_held(slack)) == 0
    assert time.between(ends, finish_if_held(slack + 1)) > 0


@LAW
@given(plans(), st.data())
def test_edits_and_their_undo_give_the_dates_of_a_fresh_schedule(project: Project, data: st.DataObject) -> None:
    engine = Engine(project)
    first, patches = engine.schedule.twin(), list[Patch]()
    for _edit in range(data.draw(st.integers(1, 4))):
        before = engine.schedule.twin()
        patches.append(data.draw(_patch(project)))
        project.apply(patches[-1])

        told = engine.update(patches[-1])

        fresh = Engine(project).schedule
        assert not engine.schedule.differing(fresh)
        assert told == engine.schedule.differing(before)
        assert engine.schedule.driver == fresh.driver
        assert [note.text for note in engine.schedule.notes] == [note.text for note in fresh.notes]
    for patch in reversed(patches):
        project.apply(patch.inverted())
        engine.update(patch.inverted())
    assert not engine.schedule.differing(first)


@st.composite
def _patch(draw: st.DrawFn, project: Project) -> Patch:
    """An edit: a task becomes another one, now and then with a deadline or inactive; a link goes, comes or changes."""
    uid = draw(st.sampled_from(sorted(project.tasks)))
    draft = Draft(project)
    deadline = draw(st.none() | st.integers(0, 20).map(lambda days: MONDAY + timedelta(days=days)))
    active = draw(st.integers(0, 9)) > 0
    draft.tasks[uid] = replace(draw(_task(uid, False)), deadline=deadline, active=active)
    if draw(st.integers(0, 5)) == 0 and project.dependencies:
        del draft.dependencies[draw(st.sampled_from(sorted(project.dependencies)))]
    if draw(st.integers(0, 2)) == 0:
        ends = draw(st.lists(st.sampled_from(sorted(project.tasks)), min_size=2, max_size=2, unique=True))
        draft.dependencies[ends[0], ends[1]] = Dependency(
            predecessor=ends[0], successor=ends[1], kind=draw(st.sampled_from(DependencyKind)), lag=draw(LAGS)
        )
    return draft.patch()


@LAW
@given(plans(), st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7)), min_size=1, max_size=8))
def test_any_links_at_all_are_scheduled_and_cycles_named(project: Project, pairs: list[tuple[int, int]]) -> None:
    links = {
        (before, after): Dependency(predecessor=TaskUid(before), successor=TaskUid(after)) for before, after in pairs
    }
    tangled = Project(
        project.info,
        tasks=project.tasks.values(),
        children=project.children,
        dependencies=[*project.dependencies.values(), *links.values()],
        calendars=project.calendars.values(),
    )
    engine = Engine(tangled)
    assert all(datetime(2020, 1, 1) < engine.schedule.start_of(uid) < datetime(2040, 1, 1) for uid in tangled.tasks)


@LAW
@given(strategies.projects())
def test_every_sound_plan_is_scheduled(project: Project) -> None:
    schedule = Engine(project).schedule
    assert {uid for uid, task in project.tasks.items() if not task.blank} == schedule.rows.keys() - {ROOT}
    assert all(schedule.start_of(uid) <= schedule.finish_of(uid) for uid in schedule.rows)
    assert all(span.start <= span.finish for span in schedule.spans.values())
    for pieces in schedule.segments.values():
        assert all(start < finish for start, finish in pieces)
        assert all(before[1] <= after[0] for before, after in pairwise(pieces))
