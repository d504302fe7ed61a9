"""Trying an edit tells what making it would do, and leaves nothing behind."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.causes import End
from gantline.app.analysis.ripple import Overload, Ripple
from gantline.app.edits.assignments import set_resources
from gantline.app.edits.dates import set_duration
from gantline.app.edits.outline import move_to
from gantline.app.edits.ripple_words import ripple_line
from gantline.app.edits.tasks import set_calendar
from gantline.app.edits.wording import Wording
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, Calendar, CalendarUid, Dependency, TaskUid
from gantline.app.project.resource_names import TypedResource
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.app.workspace.document import Document
from gantline.app.workspace.preview import Preview

from ..laws import law
from ..plan_maker import column, dates, plan
from .test_edits_law import EDITS, plans

TEXT = """
Dig     | 3d | by Ann
Build   | 2d | after Dig | by Ann
Phase
  Paint | 2d | after Build | by Bob
  Open  | 0d | after Paint | deadline 14 17:00
Read    | 4d | by Bob
Write   | 5d | by Ann, Bob
"""
DIG, BUILD, PHASE, PAINT, OPEN = (TaskUid(uid) for uid in range(1, 6))


def days(count: float) -> Duration:
    return Duration(round(count * 480), TimeUnit.DAY)


@pytest.fixture
def document(qapp):
    return Document(plan(TEXT))


def test_a_ripple_names_what_would_move_and_by_how_much_the_finish_would(document):
    ripple = Preview(document).of(set_duration(document.engine, DIG, days(5)))

    assert ripple.moved == 4
    assert set(ripple.dates) >= {DIG, BUILD, PHASE, PAINT, OPEN}
    assert ripple.finish == 2 * 480
    assert ripple.missed == (OPEN,)
    assert ripple.whole


def test_what_would_move_is_what_then_moves(document):
    patch = set_duration(document.engine, DIG, days(5))
    expected = Preview(document).of(patch).dates

    document.push(patch, "Longer")

    schedule = document.schedule
    assert all((schedule.value("start", uid), schedule.value("finish", uid)) == expected[uid] for uid in expected)


def test_a_ripple_is_told_in_one_line(document):
    wording = Wording(document.project.info)
    longer = Preview(document).of(set_duration(document.engine, DIG, days(5)))
    shorter = Preview(document).of(set_duration(document.engine, DIG, days(2.5)))
    nothing = Preview(document).of(set_duration(document.engine, DIG, days(3)))

    assert ripple_line(longer, document.project, wording).startswith("moves 4 tasks, finish +2d, Open misses")
    assert ripple_line(shorter, document.project, wording).startswith("moves 4 tasks, finish -0.5d")
    assert ripple_line(nothing, document.project, wording) == "changes no dates"


def test_a_task_pushed_onto_other_work_of_the_same_person_overloads_them(qapp):
    text = "Dig | 3d\nBuild | 2d | after Dig | by Ann\nWrite | 2d | by Ann | SNET 12 08:00"
    document = Document(plan(text))
    ripple = Preview(document).of(set_duration(document.engine, DIG, days(5)))

    (overload,) = ripple.overloads
    assert (overload.units, overload.capacity) == (2.0, 1.0)
    line = ripple_line(ripple, document.project, Wording(document.project.info))
    assert line.endswith("Ann at 200% in week 3")


def test_somebody_with_less_time_than_whole_days_is_told_with_what_there_is_of_them(document):
    at = document.schedule.start[0]
    (ann, bob) = document.project.resources
    ripple = Ripple(
        dates={},
        moved=1,
        finish=0,
        overloads=(Overload(ann, 0.68, 0.6, at, at + 480), Overload(bob, 0.5, 0.0, at, at + 480)),
    )

    line = ripple_line(ripple, document.project, Wording(document.project.info))
    assert line == "moves 1 task, Ann at 68% of 60% in week 2, Bob at 50% while not available in week 2"
    still = ripple_line(
        replace(ripple, moved=0, finish=480), document.project, Wording(document.project.info), done=True
    )
    assert still.startswith("finish +1d, Ann at 68%"), "that no task moved is said only where there is nothing else"


def test_a_trial_is_seen_by_nobody(document, qtbot):
    told: list[Any] = []
    document.changed.connect(told.append)
    document.state_changed.connect(lambda: told.append("state"))
    before, revision = document.project.snapshot(), document.revision

    Preview(document).of(set_duration(document.engine, DIG, days(9)))

    assert not told
    assert document.project == before
    assert (document.revision, document.modified, document.undo_stack.count()) == (revision, False, 0)


def test_no_more_tasks_are_looked_at_than_asked_for(qapp):
    chain = "\n".join(f"T{n} | 1d" + (f" | after T{n - 1}" if n else "") for n in range(60))
    document = Document(plan(chain))
    patch = set_duration(document.engine, TaskUid(1), days(2))

    some, all_of_them = Preview(document).of(patch, limit=20), Preview(document).of(patch)

    assert not some.whole
    assert some.moved <= 20
    assert ripple_line(some, document.project, Wording(document.project.info)) == (
        f"moves more than {some.moved} tasks"
    )
    assert (all_of_them.whole, all_of_them.moved) == (True, 60)


def test_what_rows_would_move_that_move_is_looked_at_as_far_as_asked_for(qapp):
    """Task 0 goes below the phase that the chain waits for."""
    rest = "\n".join(f"T{n} | 1d | after " + (f"T{n - 1}" if n else "Phase") for n in range(60))
    document = Document(plan(f"Long | 20d\nPhase\n  First | 1d\n{rest}"))
    patch = move_to(document.project, [TaskUid(1)], TaskUid(2), 0)

    some, found = Preview(document).of(patch, limit=20), Preview(document).of(patch)

    assert not some.whole
    assert (found.whole, found.moved) == (True, 60)
    assert ripple_line(found, document.project, Wording(document.project.info)) == "moves 60 tasks, finish +19d"
    before = document.schedule.twin()
    document.push(patch, "Move")
    assert {uid for uid in document.schedule.differing(before) if uid > 3} == found.dates.keys() - {0, 1, 2, 3}


def told(engine: Engine) -> dict[str, Any]:
    """All a schedule says."""
    schedule = engine.schedule
    found = {
        name: {uid: column[row] for uid, row in schedule.rows.items()}
        for name in (*schedule.COLUMNS, "driver")
        for column in [getattr(schedule, name)]
    }
    spans = {uid: schedule.spans[uid] for uid in schedule.spans}
    notes = sorted((note.task or 0, note.text) for note in schedule.notes)
    return {**found, "segments": dict(schedule.segments), "spans": spans, "notes": notes}


@law(150)
@given(data=st.data(), project=plans(), limit=st.sampled_from([1, 3, 1000]))
def test_whatever_is_tried_plan_and_schedule_are_the_same_afterwards(
    data: st.DataObject, project: Project, limit: int
) -> None:
    engine = Engine(project)
    before, snapshot = told(engine), project.snapshot()
    patches = []
    for name in data.draw(st.lists(st.sampled_from(list(EDITS)), min_size=1, max_size=3)):
        try:
            patches.append(EDITS[name](engine, data))
        except EditError:
            continue
    for patch in patches:
        with engine.trial(patch, limit) as trial:
            assert limit < 1000 or dates(engine.__class__(engine.project)) == _dates_of(trial)
            assert limit < 1000 or trial.moved == _moved(trial.schedule, before)
        assert project == snapshot
        assert told(engine) == before
    for patch in patches[:1]:
        project.apply(patch)
        engine.update(patch)
        assert told(engine) == told(Engine(project))


@law(20)
@given(data=st.data(), project=plans())
def test_a_trial_for_the_sake_of_one_task_gives_the_dates_of_that_and_leaves_no_trace(
    data: st.DataObject, project: Project
) -> None:
    engine = Engine(project)
    before = told(engine)
    try:
        patch = EDITS[data.draw(st.sampled_from(list(EDITS)))](engine, data)
    except EditError:
        return
    for uid in set(engine.schedule.rows) & {ROOT, *project.tasks}:
        with engine.trial(patch, until=uid) as trial:
            anew = Engine(project).schedule
            if uid in anew.rows:
                assert [trial.schedule.value(end, uid) for end in End] == [anew.value(end, uid) for end in End]
        assert told(engine) == before


def test_trying_somebody_new_on_a_task_leaves_its_duration_as_it_was():
    project = plan("Dig | 0d\nBuild | 0d", changes={"Build": {"work": 960}})
    engine = Engine(project)
    before = told(engine)

    with engine.trial(set_resources(engine, BUILD, [TypedResource("New")])) as trial:
        assert trial.schedule.value("duration", BUILD) == 960

    assert told(engine) == before


def test_what_was_said_of_a_calendar_that_is_only_tried_is_not_said_afterwards():
    idle = Calendar(uid=CalendarUid(2), name="Idle", week=((), (), (), (), (), (), ()))
    engine = Engine(plan("Dig | 1d", calendars=[idle]))
    patch = set_calendar(engine.project, [DIG], idle.uid)

    with engine.trial(patch):
        pass
    engine.project.apply(patch)
    engine.update(patch)
    assert [note.code for note in engine.schedule.notes] == ["calendar.no-working-time"]
    engine.project.apply(patch.inverted())
    engine.update(patch.inverted())

    assert not engine.schedule.notes


def _moved(schedule: Schedule, before: dict[str, Any]) -> set[TaskUid]:
    """The tasks that came, or start or finish elsewhere than before."""
    known = {uid: (start, before["finish"][uid]) for uid, start in before["start"].items()}
    return {uid for uid, row in schedule.rows.items() if (schedule.start[row], schedule.finish[row]) != known.get(uid)}


def _dates_of(trial: Any) -> dict[str, str]:
    shown = Engine.__new__(Engine)
    shown.project, shown.schedule = trial.project, trial.schedule
    return dates(shown)


def test_the_schedule_of_a_plan_with_a_circle_survives_a_trial():
    engine = Engine(plan("Dig | 1d\nBuild | 1d | after Dig\nOpen | 1d | after Build"))
    before = column(engine, "finish")
    back = Dependency(predecessor=TaskUid(3), successor=TaskUid(1))

    with engine.trial(Patch({"dependencies": {back.key: (None, back)}})) as trial:
        assert trial.schedule.notes

    assert column(engine, "finish") == before
    assert not engine.schedule.notes
