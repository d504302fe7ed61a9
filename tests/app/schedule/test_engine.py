"""The engine keeps a schedule true while the plan is edited, and tells what moved."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from gantline.app.edits import baselines, tasks
from gantline.app.project.draft import Draft
from gantline.app.project.moments import to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    Dependency,
    ExceptionPeriod,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.app.schedule.stored import stored
from tests.plan_maker import dates, plan, shown

TEXT = """
    Phase
      Dig  | 3d | by Ann
      Lay  | 2d | after Dig
    Side | 1d
    Long | 20d
"""
PHASE, DIG, LAY, SIDE, LONG = (TaskUid(uid) for uid in range(1, 6))


def changed(project: Project, edit: Callable[[Draft], None]) -> Patch:
    draft = Draft(project)
    edit(draft)
    return draft.patch()


def replaced(uid: TaskUid, **attributes: object) -> Callable[[Draft], None]:
    def edit(draft: Draft) -> None:
        draft.tasks[uid] = replace(draft.tasks[uid], **attributes)

    return edit


def linked(draft: Draft) -> None:
    link = Dependency(predecessor=LAY, successor=SIDE)
    draft.dependencies[link.key] = link


def added(draft: Draft) -> None:
    draft.tasks[TaskUid(6)] = Task(uid=TaskUid(6), name="New", duration=480 * 30)
    draft.children[ROOT] = (*draft.children[ROOT], TaskUid(6))


def holiday(draft: Draft) -> None:
    off = ExceptionPeriod(start=date(2026, 1, 6), finish=date(2026, 1, 6))
    draft.calendars[CalendarUid(1)] = Calendar(uid=CalendarUid(1), name="Standard", exceptions=(off,))


def later(draft: Draft) -> None:
    draft.info = replace(draft.info, start=datetime(2026, 1, 12, 8))


def renamed(draft: Draft) -> None:
    draft.resources[ResourceUid(1)] = replace(draft.resources[ResourceUid(1)], name="Anna")


def titled(draft: Draft) -> None:
    draft.info = replace(draft.info, title="Trench")


def holidays_of_ann(draft: Draft) -> None:
    off = ExceptionPeriod(start=date(2026, 1, 6), finish=date(2026, 1, 6))
    draft.calendars[CalendarUid(2)] = Calendar(uid=CalendarUid(2), base=CalendarUid(1), exceptions=(off,))
    ann = replace(draft.resources[ResourceUid(1)], calendar=CalendarUid(2))
    draft.resources[ResourceUid(1)] = ann


def helped(draft: Draft) -> None:
    draft.assignments[AssignmentUid(1)] = Assignment(uid=AssignmentUid(1), task=DIG, delay=480, work=960)


EDITS = {
    "duration": (replaced(SIDE, duration=960), {SIDE}),
    "name": (replaced(SIDE, name="Aside"), set()),
    "duration that moves others": (replaced(DIG, duration=480), {PHASE, DIG, LAY}),
    "link": (linked, {PHASE, DIG, LAY, SIDE}),  # what it drives moves, what drives it loses slack
    "task": (added, {ROOT, PHASE, DIG, LAY, SIDE, LONG, TaskUid(6)}),
    "calendar": (holiday, {ROOT, PHASE, DIG, LAY, SIDE, LONG}),
    "project start": (later, {ROOT, PHASE, DIG, LAY, SIDE, LONG}),
    "resource calendar": (holidays_of_ann, {PHASE, DIG, LAY}),
    "resource name": (renamed, set()),
    "title": (titled, set()),
    "assignment": (helped, {PHASE, DIG, LAY}),
}


@pytest.mark.parametrize(("edit", "moved"), EDITS.values(), ids=EDITS)
def test_an_edit_gives_the_dates_of_a_fresh_schedule_and_names_what_moved(
    edit: Callable[[Draft], None], moved: set[TaskUid]
) -> None:
    engine = Engine(plan(TEXT))
    before = engine.schedule.twin()
    patch = changed(engine.project, edit)
    engine.project.apply(patch)

    told = engine.update(patch)

    assert same(engine.schedule, Engine(engine.project).schedule)
    assert told == moved
    engine.project.apply(patch.inverted())
    engine.update(patch.inverted())
    assert same(engine.schedule, before)


def same(one: Schedule, other: Schedule) -> bool:
    return (
        one.rows.keys() == other.rows.keys()
        and not one.differing(other)
        and one.spans == other.spans
        and one.segments == other.segments
        and all(one.driver[one.rows[uid]] == other.driver[other.rows[uid]] for uid in one.rows)
    )


def test_working_times_are_made_anew_only_when_calendars_change() -> None:
    engine = Engine(plan(TEXT))
    times = engine.working_times
    edits = (
        (replaced(SIDE, duration=960), False),
        (linked, False),
        (renamed, False),
        (titled, False),
        (holiday, True),
    )
    for edit, fresh in edits:
        patch = changed(engine.project, edit)
        engine.project.apply(patch)
        engine.update(patch)
        assert (engine.working_times is not times) == fresh


def test_a_plan_without_tasks_begins_and_ends_at_its_start() -> None:
    engine = Engine(plan(""))
    assert shown(engine.schedule.start[0]) == shown(engine.schedule.finish[0]) == "5 08:00"


def test_blank_rows_are_not_scheduled() -> None:
    engine = Engine(plan("A | 1d\nB | 1d", changes={"A": {"blank": True}}))
    assert dates(engine) == {"B": "5 08:00 - 5 17:00"}


def test_stored_dates_stand_for_computed_ones_where_the_file_had_them() -> None:
    project = plan("Dig | 3d | by Ann\nLay | 2d | after Dig")
    noon = datetime(2026, 1, 7, 12)
    project.stored_dates[TaskUid(2)] = StoredDates(start=noon, total_slack=90, critical=False)
    project.stored_assignment_dates[AssignmentUid(1)] = StoredAssignmentDates(finish=noon)
    schedule = Engine(project).schedule

    kept = stored(project, schedule)

    assert kept.value("start", TaskUid(2)) == to_minute(noon)
    assert kept.value("finish", TaskUid(2)) == schedule.value("finish", TaskUid(2))
    assert (kept.value("total_slack", TaskUid(2)), kept.value("critical", TaskUid(2))) == (90, 0)
    assert kept.spans[AssignmentUid(1)].finish == to_minute(noon)
    assert schedule.value("total_slack", TaskUid(2)) == 0


def test_words_and_baselines_move_nothing_and_are_not_scheduled_for(monkeypatch):
    project = plan("Dig | 2d | by Ann\nLay | 1d | after Dig")
    engine = Engine(project)
    monkeypatch.setattr(Engine, "_repair", lambda *_arguments: pytest.fail("scheduled"))
    for patch in (baselines.save(engine, 2, [TaskUid(1)]), tasks.set_notes(project, TaskUid(1), "Mind the pipe")):
        project.apply(patch)
        assert engine.update(patch) == frozenset()
