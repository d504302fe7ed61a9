"""Microsoft Project XML: plans made here are as acceptable as those that came from a file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from gantline.app.edits import baselines, progress
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import Entity, FieldKind, Recurrence, ResourceKind, TimeUnit
from gantline.app.project.project import Project
from gantline.app.project.records import (
    Availability,
    Calendar,
    CostRates,
    CustomField,
    CustomValue,
    ExceptionPeriod,
    Hyperlink,
    Rate,
    WorkWeek,
)
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT
from gantline.io.storage import read_path
from gantline.resources import path as resource

from ..app.test_edits_law import EDITS, plans
from ..corpus import needs_corpus
from ..corpus import plans as files
from ..laws import law
from ..plan_maker import plan as make
from ..strategies import projects
from .mspdi_demands import faults
from .mspdi_plans import read
from .mspdi_plans import write as write_as_told


def document_of(project: Project) -> bytes:
    """The plan as it is written with its computed dates."""
    stream = BytesIO()
    assert FORMAT.write is not None
    FORMAT.write(project, Engine(project).schedule, stream, Ticket())
    return stream.getvalue()


def root_of(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root


def everything() -> Project:
    """A new plan with every feature that the window offers."""
    late = Calendar(uid=2, name="Late", base=1, week=(((600, 1140),), *[None] * 6))
    later = Calendar(
        uid=3, name="Later", base=2, exceptions=(ExceptionPeriod(start=date(2026, 2, 2), finish=date(2026, 2, 3)),)
    )
    project = make(
        """
        Phase [one], two
          Dig     | 2d  | by Ann
          Lay     | 3ed | after Dig FS+1d, Fill SS-2h | by Bob 50%, Ann | deadline 2026-01-23 17:00
          Fill    | 4h  | SNET 2026-01-08 08:00
        Test      | 0d  | after Lay FF+50%
        Review    | 1w  | after Test SF | by Sand, Fees, Ann
        Nothing   | 1d
        """,
        calendars=[later, late],
        changes={
            "Dig": {"notes": "a\nb & <c>", "priority": 900, "hyperlink": Hyperlink(title="T", address="http://x/?a&b")},
            "Fill": {"manual": True, "manual_start": datetime(2026, 1, 8, 8), "start_text": "soon", "calendar": 2},
            "Review": {"active": False, "fixed_cost": Decimal("12.345"), "levelling_delay": 90},
            "Nothing": {"custom": {"188743731": CustomValue(value="x" * 600)}, "wbs": "N<1>", "estimated": True},
        },
    )
    project.custom_fields["188743731"] = CustomField(
        key="188743731", entity=Entity.TASK, kind=FieldKind.TEXT, name="Text1", alias="Own & only"
    )
    names = {one.name: one for one in project.resources.values()}
    made = {
        "Ann": {"calendar": 3, "standard_rate": Rate(amount=Decimal("0.1"), unit=TimeUnit.MONTH), "max_units": 1.5},
        "Bob": {
            "name": "Bob, [lead]\x07",
            "availability": (
                Availability(finish=datetime(2026, 2, 1), units=0.5),
                Availability(start=datetime(2026, 2, 1)),
            ),
            "rates": (CostRates(table=1, standard=Rate(amount=Decimal(5))),),
        },
        "Sand": {"kind": ResourceKind.MATERIAL, "material_label": "m" * 40},
        "Fees": {"kind": ResourceKind.COST},
    }
    for name, fields in made.items():
        project.resources[names[name].uid] = replace(names[name], **fields)
    yearly = ExceptionPeriod(
        start=date(2026, 12, 24), finish=date(2030, 12, 31), recurrence=Recurrence.YEARLY_BY_DAY, month=12, month_day=24
    )
    shifts = tuple((hour * 120, hour * 120 + 60) for hour in range(7))
    day = ExceptionPeriod(start=date(2026, 1, 6), finish=date(2026, 1, 6), hours=shifts)
    week = WorkWeek(start=date(2026, 3, 2), finish=date(2026, 3, 8), name="Night", week=(((0, 1440),), *[()] * 6))
    project.calendars[1] = replace(project.calendars[1], name="c" * 60, exceptions=(yearly, day), work_weeks=(week,))
    engine = Engine(project)
    for edit in (
        lambda: progress.set_percent_complete(engine, [2], 100),
        lambda: progress.set_percent_complete(engine, [7], 33),
        lambda: baselines.save(engine, 0),
        lambda: baselines.save(engine, 10),
    ):
        patch = edit()
        project.apply(patch)
        engine.update(patch)
    return project


def test_a_new_plan_with_everything_meets_every_demand():
    assert faults(root_of(document_of(everything()))) == []


def test_the_sample_plan_meets_every_demand():
    project = read_path(resource("samples", "cloud-migration.gantline"))[0].project
    assert faults(root_of(document_of(project))) == []


@pytest.mark.parametrize("name", ["", "\x1f", "\x00" * 60 + "Standard"])
def test_a_calendar_whose_name_cannot_be_written_gets_another(name):
    project = make("Dig", calendars=[Calendar(uid=2, name=name)])
    assert faults(root_of(document_of(project))) == []


@law(25)
@given(projects())
def test_any_plan_meets_every_demand(project):
    assume(not any(project.tasks[uid].blank for uid in project.children if uid))  # no edit puts tasks below a blank row
    project.custom_fields.clear()  # their tables have tests of their own
    found = faults(root_of(write_as_told(project).encode()))
    assert [fault for fault in found if "no summary" not in fault] == [], "blank rows alone make none"


@law(25)
@given(data=st.data(), project=plans())
def test_an_edited_plan_meets_every_demand(data, project):
    engine = Engine(project)
    try:
        patch = EDITS[data.draw(st.sampled_from(sorted(EDITS)))](engine, data)
    except EditError:
        return
    project.apply(patch)
    if project.tasks:
        assert faults(root_of(document_of(project))) == []


@pytest.mark.corpus
@needs_corpus
@pytest.mark.parametrize("path", files("native")[::4], ids=lambda path: path.name)
def test_a_plan_that_came_from_microsoft_project_goes_back_with_all_it_demands(path):
    root = root_of(write_as_told(read(path.read_bytes())).encode())
    spelled = ("Duration", "Stop", "Resume", "Delay", "Work", "TimePeriod")
    assert [fault for fault in faults(root) if not any(word in fault for word in spelled)] == []


@pytest.mark.parametrize(
    ("element", "instead", "fault"),
    [
        (b"<OutlineLevel>2<", b"<OutlineLevel>3<", "outline levels jump"),
        (b"<ID>2<", b"<ID>9<", "ids"),
        (b"<ResourceUID>-65535<", b"<ResourceUID>99<", "of nothing"),
        (b"T23:59:00</ToDate>", b"T00:00:00</ToDate>", "a period"),
        (b"<Active>1</Active><Manual>0</Manual>", b"<Manual>0</Manual><Active>1</Active>", "Task: "),
        (b"<LagFormat>", b"<Lag>", "type or format"),
    ],
)
def test_the_demands_are_noticed_when_they_are_not_met(element, instead, fault):
    data = document_of(everything())
    assert element in data
    data = data.replace(element, instead, 1) if fault != "type or format" else data.replace(b"LagFormat>", b"Lag>")
    assert [one for one in faults(root_of(data)) if fault in one]
