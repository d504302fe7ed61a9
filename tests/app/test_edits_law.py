"""Laws of all edits: taken back they leave nothing, and they never leave a plan that cannot be."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.figures import Figures
from gantline.app.edits import (
    assignments,
    baselines,
    clipping,
    dates,
    links,
    outline,
    plan,
    progress,
    recurring,
    tasks,
    usage,
)
from gantline.app.edits.block import read_block
from gantline.app.edits.fields import BY_KEY, FIELDS
from gantline.app.edits.paste import Paste, paste, set_cells
from gantline.app.edits.sorting import put_in_order
from gantline.app.edits.wording import Style, Wording
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import (
    ConstraintKind,
    DependencyKind,
    Entity,
    FieldKind,
    Recurrence,
    ResourceKind,
    TaskType,
    TimeUnit,
    WorkContour,
)
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.predecessors import TypedLink
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    CustomField,
    Dependency,
    ExceptionPeriod,
    ProjectInfo,
    RecurringPattern,
    Resource,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.resource_names import TypedResource
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine

from ..laws import law
from ..public_edits import EDITS as PUBLIC
from ..public_edits import Desk

START = datetime(2026, 1, 5, 8)
moments = st.integers(0, 60).map(lambda days: START + timedelta(days=days, hours=days % 5))
units = st.sampled_from([0.25, 0.5, 1.0, 1.5])


@st.composite
def plans(draw: st.DrawFn) -> Project:
    """A sound plan of up to ten tasks with everything that edits have to mind."""
    count = draw(st.integers(1, 10))
    children: dict[TaskUid, tuple[TaskUid, ...]] = {}
    path = [ROOT]
    blanks = draw(st.sets(st.integers(1, count), max_size=2))
    for number in range(1, count + 1):
        uid = TaskUid(number)
        del path[draw(st.integers(1, len(path))) :]
        children[path[-1]] = (*children.get(path[-1], ()), uid)
        if number not in blanks:
            path.append(uid)
    made = [TaskUid(uid) for uid in range(1, count + 1)]
    staff = [Resource(uid=ResourceUid(uid), name=f"R{uid}", kind=kind) for uid, kind in enumerate(ResourceKind, 1)]
    for parent in [uid for uid, kids in children.items() if uid != ROOT and blanks.issuperset(kids)]:
        blanks -= set(children[parent])
    full = [uid for uid in made if uid not in blanks]
    project = Project(
        ProjectInfo(start=START, finish=START + timedelta(days=90), new_tasks_manual=draw(st.booleans())),
        tasks=[draw(task(uid)) if uid in full else Task(uid=uid, blank=True) for uid in made],
        children=children,
        resources=staff,
        calendars=[Calendar(uid=CalendarUid(1), name="Standard")],
        custom_fields=[CustomField(key="1", entity=Entity.TASK, kind=FieldKind.NUMBER, name="Number1")],
        stored_dates={uid: StoredDates(start=START) for uid in full},
    )
    pairs = [(a, b) for a in full for b in full if a < b and a not in project.ancestors(b)]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=6, unique=True)) if pairs else []
    work = (
        draw(st.lists(st.tuples(st.sampled_from(full), st.sampled_from([1, 2, 3])), max_size=4, unique=True))
        if full
        else []
    )
    return Project(
        project.info,
        tasks=project.tasks.values(),
        children=children,
        dependencies=[Dependency(predecessor=a, successor=b) for a, b in chosen],
        resources=staff,
        assignments=[
            Assignment(
                uid=AssignmentUid(number),
                task=uid,
                resource=ResourceUid(one),
                units=draw(units),
                work=draw(st.none() | st.integers(1, 5000)),
            )
            for number, (uid, one) in enumerate(work, 1)
        ],
        calendars=project.calendars.values(),
        custom_fields=project.custom_fields.values(),
        stored_dates=project.stored_dates,
        stored_assignment_dates={AssignmentUid(1): StoredAssignmentDates(start=START)} if work else {},
    )


@st.composite
def task(draw: st.DrawFn, uid: TaskUid) -> Task:
    made = Task(
        uid=uid,
        name=f"Task {uid}",
        duration=draw(st.sampled_from([0, 240, 480, 2400])),
        duration_unit=draw(st.sampled_from([TimeUnit.DAY, TimeUnit.HOUR, TimeUnit.ELAPSED_DAY])),
        task_type=draw(st.sampled_from(TaskType)),
        effort_driven=draw(st.booleans()),
        active=draw(st.sampled_from([True, True, False])),
        constraint=draw(st.sampled_from(ConstraintKind)),
        constraint_date=draw(st.sampled_from([START, START + timedelta(days=40)])),
        work=draw(st.none() | st.just(960)),
    )
    if draw(st.booleans()):
        return replace(made, percent_complete=50, actual_start=START, actual_duration=made.duration // 2)
    if draw(st.booleans()):
        return replace(made, manual=True, manual_start=START, manual_finish=START, manual_duration=made.duration)
    return made


def some_task(data: st.DataObject, project: Project) -> TaskUid:
    return data.draw(st.sampled_from(list(project.tasks)))


def some_tasks(data: st.DataObject, project: Project) -> list[TaskUid]:
    chosen = data.draw(st.sets(st.sampled_from(list(project.tasks)), min_size=1, max_size=4))
    return [uid for uid, _level in project.outline() if uid in chosen]


def typed_links(data: st.DataObject, project: Project) -> list[TypedLink]:
    rows = data.draw(st.sets(st.integers(0, len(project.tasks) + 1), max_size=3))
    return [TypedLink(row, data.draw(st.sampled_from(DependencyKind)), 480) for row in rows]


def typed_resources(data: st.DataObject) -> list[TypedResource]:
    names = data.draw(st.sets(st.sampled_from(["R1", "R2", "R3", "New", "Newer"]), max_size=3))
    return [TypedResource(name, data.draw(st.none() | st.just(Decimal("0.5")))) for name in sorted(names)]


def some_assignment(data: st.DataObject, project: Project) -> AssignmentUid:
    if not project.assignments:
        raise EditError("There are none.")
    return data.draw(st.sampled_from(list(project.assignments)))


def some_duration(data: st.DataObject) -> Duration:
    return Duration(
        data.draw(st.sampled_from([0, 60, 480, 9600])), data.draw(st.sampled_from([TimeUnit.DAY, TimeUnit.ELAPSED_DAY]))
    )


def move_anywhere(engine: Engine, data: st.DataObject) -> Patch:
    project = engine.project
    parents = [ROOT, *(uid for uid, record in project.tasks.items() if not record.blank)]
    parent = data.draw(st.sampled_from(parents))
    index = data.draw(st.integers(0, len(project.children.get(parent, ()))))
    return outline.move_to(project, some_tasks(data, project), parent, index)


def type_something(engine: Engine, data: st.DataObject) -> Patch:
    field = data.draw(st.sampled_from([field for field in FIELDS if field.edit is not None]))
    text = data.draw(
        st.sampled_from(
            ["", "3d", "2", "1, 2SS", "50%", "R1[50%], X", "5.1.26", "Yes", "n", "Manual", "Fixed work", "700"]
        )
    )
    uid = some_task(data, engine.project)
    if engine.project.tasks[uid].blank and field.key != "name":
        raise EditError("A blank row.")
    assert field.edit is not None
    return field.edit(Figures(engine), Wording(engine.project.info, Style()), uid, text)


def some_place(data: st.DataObject, project: Project) -> tuple[TaskUid, int]:
    """A place for a new task: a parent and an index among its children."""
    parent = data.draw(st.sampled_from([ROOT, *(uid for uid in project.children)]))
    return parent, data.draw(st.integers(0, len(project.children.get(parent, ()))))


def paste_a_block(engine: Engine, data: st.DataObject) -> Patch:
    """A block of up to four rows, over some tasks and beyond the last one."""
    columns = ["name", *data.draw(st.lists(st.sampled_from(list(TYPED)), max_size=3, unique=True))]
    rows = [
        [name, *(data.draw(st.sampled_from(["", *TYPED[key]])) for key in columns[1:])]
        for name in data.draw(st.lists(st.sampled_from(["A", "  B", "    C"]), min_size=1, max_size=4))
    ]
    block = read_block("\n".join("\t".join(row) for row in rows))
    targets = some_tasks(data, engine.project)[: data.draw(st.integers(0, 2))]
    what = Paste(block=block, columns=columns, targets=targets, own_numbers=data.draw(st.booleans()))
    return paste(engine, Wording(engine.project.info), BY_KEY, what)


def fill_cells(engine: Engine, data: st.DataObject) -> Patch:
    """The same text in some cells of a column."""
    key = data.draw(st.sampled_from(list(TYPED)))
    text = data.draw(st.sampled_from(TYPED[key]))
    cells = [(uid, BY_KEY[key], text) for uid in some_tasks(data, engine.project)]
    return set_cells(engine, Wording(engine.project.info), cells)


def some_periods(data: st.DataObject) -> list[usage.Period]:
    """Hours of work on days, or in weeks, around the start of the plan."""
    day = to_minute(START) // DAY * DAY
    pieces = st.tuples(st.integers(-2, 20), st.sampled_from([1, 7]), st.integers(0, 3000).map(float))
    found = data.draw(st.lists(pieces, min_size=1, max_size=3))
    return [(day + at * DAY, day + (at + length) * DAY, minutes) for at, length, minutes in found]


def some_pattern(data: st.DataObject) -> RecurringPattern:
    """A weekly pattern."""
    bits, count = data.draw(st.integers(0, 127)), data.draw(st.integers(1, 5))
    when = ExceptionPeriod(
        start=START.date(), finish=START.date(), recurrence=Recurrence.WEEKLY, weekdays=bits, occurrences=count
    )
    return RecurringPattern(when=when)


TYPED = {
    "duration": ["3d", "0d", "2ed"],
    "start": ["7.1.2026", "9.1.2026 13:00"],
    "finish": ["12.1.2026"],
    "predecessors": ["1", "2SS+1d"],
    "resources": ["R1", "New[50%], R2"],
    "mode": ["Manual", "Automatic"],
    "percent_complete": ["50%"],
    "work": ["16h"],
    "constraint": ["As late as possible"],
}


EDITS: dict[str, Callable[[Engine, st.DataObject], Patch]] = {
    "append": lambda e, d: outline.append(e.project, outline.new_task(e.project, "New")),
    "add above": lambda e, d: outline.add_above(e.project, some_task(d, e.project), outline.new_task(e.project)),
    "add below": lambda e, d: outline.add_below(e.project, some_task(d, e.project), outline.new_task(e.project)),
    "delete": lambda e, d: outline.delete(e.project, some_tasks(d, e.project)),
    "indent": lambda e, d: outline.indent(e.project, some_tasks(d, e.project)),
    "outdent": lambda e, d: outline.outdent(e.project, some_tasks(d, e.project)),
    "sort for good": lambda e, d: put_in_order(e.project, d.draw(st.permutations(list(e.project.tasks)))),
    "move up": lambda e, d: outline.move_up(e.project, some_tasks(d, e.project)),
    "move down": lambda e, d: outline.move_down(e.project, some_tasks(d, e.project)),
    "move": move_anywhere,
    "rename": lambda e, d: tasks.rename(e.project, some_task(d, e.project), "Renamed"),
    "activity": lambda e, d: tasks.set_active(e.project, some_tasks(d, e.project), d.draw(st.booleans())),
    "constraint": lambda e, d: tasks.set_constraint(
        e.project, some_tasks(d, e.project), d.draw(st.sampled_from(ConstraintKind)), d.draw(st.none() | moments)
    ),
    "deadline": lambda e, d: tasks.set_deadline(e.project, some_tasks(d, e.project), d.draw(st.none() | moments)),
    "task type": lambda e, d: tasks.set_task_type(
        e.project, some_tasks(d, e.project), d.draw(st.sampled_from(TaskType))
    ),
    "duration": lambda e, d: dates.set_duration(e, some_task(d, e.project), some_duration(d)),
    "start": lambda e, d: dates.set_start(e, some_task(d, e.project), d.draw(st.none() | st.just("soon") | moments)),
    "finish": lambda e, d: dates.set_finish(e, some_task(d, e.project), d.draw(st.none() | st.just("soon") | moments)),
    "mode": lambda e, d: dates.set_manual(e, some_tasks(d, e.project), d.draw(st.booleans())),
    "percent": lambda e, d: progress.set_percent_complete(e, some_tasks(d, e.project), d.draw(st.integers(0, 100))),
    "actual start": lambda e, d: progress.set_actual_start(e, some_task(d, e.project), d.draw(st.none() | moments)),
    "actual finish": lambda e, d: progress.set_actual_finish(e, some_task(d, e.project), d.draw(st.none() | moments)),
    "link": lambda e, d: links.link(e.project, some_tasks(d, e.project)),
    "unlink": lambda e, d: links.unlink(e.project, some_tasks(d, e.project)),
    "set link": lambda e, d: links.set_link(e.project, some_task(d, e.project), some_task(d, e.project)),
    "predecessors": lambda e, d: links.set_predecessors(e.project, some_task(d, e.project), typed_links(d, e.project)),
    "successors": lambda e, d: links.set_successors(e.project, some_task(d, e.project), typed_links(d, e.project)),
    "resources": lambda e, d: assignments.set_resources(e, some_task(d, e.project), typed_resources(d)),
    "units": lambda e, d: assignments.set_units(e, some_assignment(d, e.project), d.draw(units)),
    "unassign": lambda e, d: assignments.unassign(e, some_assignment(d, e.project)),
    "assign": lambda e, d: assignments.assign(e, some_task(d, e.project), ResourceUid(1), d.draw(units)),
    "work": lambda e, d: assignments.set_work(e, some_task(d, e.project), d.draw(st.integers(0, 9999))),
    "assignment's work": lambda e, d: assignments.set_assignment_work(e, some_assignment(d, e.project), 777),
    "delay of an assignment": lambda e, d: assignments.set_delay(e, some_assignment(d, e.project), 500),
    "work in periods": lambda e, d: usage.set_work_in(e, some_assignment(d, e.project), some_periods(d)),
    "actual work in periods": lambda e, d: usage.set_actual_work_in(e, some_assignment(d, e.project), some_periods(d)),
    "task work in periods": lambda e, d: usage.set_task_work_in(e, some_task(d, e.project), some_periods(d)),
    "actual work in all": lambda e, d: usage.set_actual_work(
        e, some_assignment(d, e.project), d.draw(st.integers(0, 9999))
    ),
    "contour": lambda e, d: assignments.set_contour(
        e, [some_assignment(d, e.project)], d.draw(st.sampled_from(WorkContour))
    ),
    "recurring task": lambda e, d: recurring.insert(e, "Again", some_pattern(d), some_task(d, e.project)),
    "plan": lambda e, d: plan.set_info(e.project, start=d.draw(moments), title="T"),
    "baseline": lambda e, d: baselines.save(e, d.draw(st.integers(0, 10))),
    "clear baseline": lambda e, d: baselines.clear(e.project, 0),
    "custom value": lambda e, d: tasks.set_custom(
        e.project, some_tasks(d, e.project), "1", d.draw(st.sampled_from(["", "4"]))
    ),
    "typed": type_something,
    "paste": paste_a_block,
    "fill": fill_cells,
    "paste tasks": lambda e, d: clipping.paste_tasks(
        e.project, clipping.clip(e.project, some_tasks(d, e.project)), *some_place(d, e.project)
    ),
}


@pytest.mark.parametrize("name", EDITS)
@law(20)
@given(data=st.data(), project=plans())
def test_an_edit_taken_back_leaves_nothing_and_leaves_the_plan_sound(
    name: str, data: st.DataObject, project: Project
) -> None:
    before = project.snapshot()
    engine = Engine(project)
    dates = engine.schedule.twin()
    try:
        patch = EDITS[name](engine, data)
    except EditError:
        assert project == before
        return
    finally:
        assert not engine.schedule.differing(dates)

    assert project == before
    project.apply(patch)
    assert_sound(project)
    project.apply(patch.inverted())
    assert project == before


def assert_sound(project: Project) -> None:
    """Every task has one place, everything refers to what is there, and no links go round in circles."""
    placed = [uid for kids in project.children.values() for uid in kids]
    assert sorted(placed) == sorted(project.tasks)
    assert len(list(project.outline())) == len(project.tasks)
    assert all(kids for kids in project.children.values())
    assert all(not project.tasks[uid].blank for uid in project.children if uid != ROOT)
    for parent, kids in project.children.items():
        assert parent == ROOT or not all(project.tasks[uid].blank for uid in kids)
    assert {end for key in project.dependencies for end in key} <= project.tasks.keys()
    assert {one.task for one in project.assignments.values()} <= project.tasks.keys()
    assert {one.resource for one in project.assignments.values()} <= {*project.resources, None}  # nobody yet
    assert set(project.resource_order) == project.resources.keys()
    assert project.stored_dates.keys() <= project.tasks.keys()
    assert project.stored_assignment_dates.keys() <= project.assignments.keys()
    assert not circles(project)


def circles(project: Project) -> bool:
    """Whether some start waits for its own finish; by brute force over starts and finishes."""
    after: dict[tuple[str, int], set[tuple[str, int]]] = {}
    for uid in project.tasks:
        after.setdefault(("start", uid), set()).add(("finish", uid))
        if (above := project.parent(uid)) != ROOT:
            after.setdefault(("start", above), set()).add(("start", uid))
            after.setdefault(("finish", uid), set()).add(("finish", above))
    for predecessor, successor in project.dependencies:
        after.setdefault(("finish", predecessor), set()).add(("start", successor))
    done: set[tuple[str, int]] = set()
    for begin in after:
        reached, stack = set(), [begin]
        while stack:
            for node in after.get(stack.pop(), ()):
                if node == begin:
                    return True
                if node not in reached and node not in done:
                    reached.add(node)
                    stack.append(node)
        done.add(begin)
    return False


@law(20)
@given(data=st.data(), project=plans())
def test_many_edits_in_a_row_are_taken_back_to_the_identical_plan(data: st.DataObject, project: Project) -> None:
    before = project.snapshot()
    desk = Desk(project)
    for name in data.draw(st.lists(st.sampled_from([*EDITS, *PUBLIC]), max_size=12)):
        with suppress(EditError):
            desk.apply(
                PUBLIC[name](desk) if name in PUBLIC else EDITS[name if project.tasks else "append"](desk.e, data)
            )
    assert_sound(project)
    desk.undo_all()
    assert project == before


def test_an_empty_plan_has_no_baseline_to_keep() -> None:
    assert not baselines.save(Engine(Project(ProjectInfo(start=START))))
