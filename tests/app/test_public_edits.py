"""Every public edit stands in the table of tests, is taken back without a trace, and its dates are repaired rightly."""

from datetime import datetime

import pytest

from gantline.app.edits import recurring
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Entity, FieldKind, Recurrence
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_WEEK,
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    CustomField,
    ProjectInfo,
    RecurringPattern,
    Resource,
    ResourceUid,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.native.format import FORMAT
from gantline.resources import path

from ..public_edits import EDITS, OFF, Desk, names_of_edits
from .test_edits_law import assert_sound


def workshop() -> Project:
    """A few tasks and people with what the sample lacks: own calendars, a split and a recurring task, stored dates."""
    people = [
        Resource(uid=ResourceUid(1), name="Crane", calendar=CalendarUid(3)),
        Resource(uid=ResourceUid(2), name="Bert"),
    ]
    made = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=TaskUid(uid), name=name, duration=2400) for uid, name in enumerate(("Dig", "Lay", "Fill"), 1)],
        resources=people,
        assignments=[Assignment(uid=AssignmentUid(1), task=TaskUid(2), resource=ResourceUid(2))],
        calendars=[
            Calendar(uid=CalendarUid(1), name="Standard", week=(*STANDARD_WEEK[:4], (), (), ())),
            Calendar(uid=CalendarUid(2), name="Night"),
            Calendar(uid=CalendarUid(4), name="Spare"),
            Calendar(uid=CalendarUid(3), name="Crane", base=CalendarUid(2)),
        ],
        custom_fields=[CustomField(key="1", entity=Entity.RESOURCE, kind=FieldKind.TEXT, name="Text1")],
        stored_dates={TaskUid(3): StoredDates(start=datetime(2026, 1, 7, 8))},
    )
    desk = Desk(made)
    desk.apply(recurring.insert(desk.e, "Inspect", RecurringPattern(when=replace(OFF, recurrence=Recurrence.DAILY))))
    desk.apply(EDITS["split.split"](desk))
    return made


def sample() -> Project:
    """The plan that comes with the program."""
    with path("samples/cloud-migration.gantline").open("rb") as stream:
        found = FORMAT.read(stream, Ticket()).project
    assert found is not None
    return found


def prepared(name: str) -> tuple[Desk, Project, Patch]:
    """A plan that takes an edit, what it was before anything was done to it, and the patch."""
    for make in (sample, workshop):
        desk = Desk(make())
        before = desk.p.snapshot()
        try:
            patch = EDITS[name](desk)
        except EditError:
            assert make is sample, "no plan takes it"
            continue
        if patch:
            return desk, before, patch
    raise AssertionError("it does nothing to any plan")


def test_every_public_edit_stands_in_the_table() -> None:
    assert {name.split()[0] for name in EDITS} == set(names_of_edits())


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_taken_back_without_a_trace_and_leaves_a_sound_plan_with_true_dates(name: str) -> None:
    desk, before, patch = prepared(name)

    ready = desk.p.snapshot()
    desk.apply(patch)
    assert_sound(desk.p)
    assert desk.p != ready
    assert not Engine(desk.p.snapshot()).schedule.differing(desk.e.schedule)

    desk.undo_all()
    assert desk.p == before
    assert not Engine(before).schedule.differing(desk.e.schedule)
