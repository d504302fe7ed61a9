"""Workbooks: what is exported comes back, other readers see it rightly, and hand-made ones become plans."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import python_calamine
from hypothesis import given
from openpyxl.styles import Alignment

from gantline.app.project.errors import Note, ReadError, Severity
from gantline.app.project.kinds import ConstraintKind, DependencyKind, ResourceKind, TaskType, TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_WEEK,
    Assignment,
    AssignmentUid,
    Baseline,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Rate,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.io.excel import FORMAT
from gantline.io.formats import ReadResult
from tests import strategies

from ..laws import law

MONDAY = datetime(2026, 1, 5, 8)


def exported(project: Project) -> tuple[bytes, list[Note]]:
    sink = io.BytesIO()
    assert FORMAT.write is not None
    notes = FORMAT.write(project, Engine(project).schedule, sink, Ticket())
    return sink.getvalue(), notes


def imported(data: bytes) -> ReadResult:
    assert FORMAT.read is not None
    return FORMAT.read(io.BytesIO(data), Ticket())


def by_hand(*rows: Sequence[Any], title: str = "Sheet1", **more: Sequence[Sequence[Any]]) -> bytes:
    """A workbook as somebody would type it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, cells in more.items():
        other = book.create_sheet(name)
        for row in cells:
            other.append(row)
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


def calamine(data: bytes, sheet: str = "Tasks") -> list[dict[str, Any]]:
    """The rows of a sheet as another reader sees them, by header."""
    header, *rows = python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


def names(project: Project) -> list[tuple[int, str]]:
    return [(level, project.tasks[uid].name) for uid, level in project.outline()]


@pytest.fixture
def plan() -> Project:
    """A phase with three tasks that use most columns."""
    return Project(
        ProjectInfo(start=MONDAY, title="Move", calendar=CalendarUid(1)),
        tasks=[
            Task(uid=TaskUid(1), name="Phase"),
            Task(uid=TaskUid(7), name="Dig", duration=5 * 480, percent_complete=50, notes="deep\nwide"),
            Task(
                uid=TaskUid(3),
                name="=SUM(A1)",
                duration=100,
                constraint=ConstraintKind.START_NO_EARLIER_THAN,
                constraint_date=datetime(2026, 1, 14, 8),
                deadline=datetime(2026, 1, 16, 17),
                calendar=CalendarUid(2),
                task_type=TaskType.FIXED_WORK,
                baselines=(Baseline(number=0, start=MONDAY, finish=MONDAY),),
            ),
            Task(uid=TaskUid(4), name="Done", duration=0, milestone=True),
        ],
        children={ROOT: (TaskUid(1), TaskUid(4)), TaskUid(1): (TaskUid(7), TaskUid(3))},
        dependencies=[
            Dependency(predecessor=TaskUid(7), successor=TaskUid(3), kind=DependencyKind.START_START, lag=960),
            Dependency(predecessor=TaskUid(3), successor=TaskUid(4)),
        ],
        resources=[
            Resource(uid=ResourceUid(2), name="Ann", max_units=0.6, standard_rate=Rate(amount=Decimal("85.50"))),
            Resource(uid=ResourceUid(1), name="Cement", kind=ResourceKind.MATERIAL, material_label="t"),
        ],
        assignments=[
            Assignment(uid=AssignmentUid(1), task=TaskUid(7), resource=ResourceUid(2), units=0.5),
            Assignment(uid=AssignmentUid(2), task=TaskUid(7), resource=ResourceUid(1), units=5.0),
        ],
        calendars=[
            Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK),
            Calendar(uid=CalendarUid(2), name="Nights", week=((),) * 5 + (((0, 480),),) * 2),
        ],
    )


# -- export and back


def carried(project: Project) -> dict[str, Any]:
    """What of a plan the sheets carry."""
    summaries = set(project.children)
    fields = (
        "name", "blank", "notes", "active", "priority", "constraint", "constraint_date",
        "deadline", "calendar", "task_type", "effort_driven", "milestone", "fixed_cost", "actual_start",
        "actual_finish", "manual",
    )  # fmt: skip
    tasks = {
        uid: {name: getattr(task, name) for name in (["blank"] if task.blank else fields)}
        | {"level": project.level(uid)}
        | (
            {}
            if uid in summaries or task.blank
            else {"rest": (task.duration, task.duration_unit, task.estimated, task.percent_complete)}
        )
        for uid, task in project.tasks.items()
    }
    people = (
        "name", "kind", "initials", "group", "code", "email", "material_label", "cost_per_use", "accrue_at",
        "calendar", "notes",
    )  # fmt: skip
    return {
        "order": list(project.outline()),
        "tasks": tasks,
        "links": {
            link.key: (link.kind, link.lag, link.lag and link.lag_unit) for link in project.dependencies.values()
        },
        "resources": {
            uid: [getattr(one, name) for name in people] + [one.max_units if one.kind == "work" else 1.0]
            for uid, one in project.resources.items()
        },
        "resource order": project.resource_order,
        "assignments": {
            one.uid: (one.task, one.resource, one.units, one.percent_work_complete, one.cost or None, one.notes)
            for one in project.assignments.values()
        },
        "calendars": project.calendars,
        "info": project.info,
    }


def test_a_plan_comes_back_from_its_workbook(plan: Project) -> None:
    data, notes = exported(plan)
    result = imported(data)

    assert carried(result.project) == carried(plan)
    assert result.project.tasks[TaskUid(3)].baselines == plan.tasks[TaskUid(3)].baselines
    assert result.project.resources[ResourceUid(2)].standard_rate == Rate(amount=Decimal("85.50"))
    assert list(result.notes) == notes == []


def test_the_plan_that_comes_back_has_the_same_dates(plan: Project) -> None:
    back = imported(exported(plan)[0]).project

    before, after = Engine(plan).schedule, Engine(back).schedule
    assert {uid: before.start_of(uid) for uid in plan.tasks} == {uid: after.start_of(uid) for uid in plan.tasks}
    assert {uid: dates.start for uid, dates in back.stored_dates.items()} == {
        uid: before.start_of(uid) for uid in plan.tasks
    }


def without_lookalikes(project: Project) -> Project:
    """The plan without what sheets cannot tell apart: names that differ in blanks, percentages of machines, years."""

    def trimmed(text: str, uid: int) -> str:
        return f"{' '.join(text.split())} {uid}".strip()

    def working(unit: TimeUnit) -> TimeUnit:
        return TimeUnit.DAY if unit is TimeUnit.YEAR else unit

    def change(table: dict[Any, Any], changed: Callable[[Any], dict[str, Any]]) -> None:
        table.update({key: replace(one, **changed(one)) for key, one in table.items()})

    change(
        project.tasks,
        lambda task: {
            "blank": False,
            "name": trimmed(task.name, task.uid),
            "wbs": "",
            "duration_unit": working(task.duration_unit),
        },
    )
    change(project.dependencies, lambda link: {"lag_unit": working(link.lag_unit)})
    change(project.calendars, lambda one: {"name": trimmed(one.name, one.uid)})
    change(
        project.resources,
        lambda one: {
            **{name: getattr(one, name).strip() for name in ("initials", "group", "code", "email", "material_label")},
            "name": trimmed(one.name, one.uid),
            "blank": False,
            "max_units": one.max_units if one.kind is ResourceKind.WORK else 1.0,
        },
    )
    return project


@law(60)
@given(strategies.projects().map(without_lookalikes))
def test_whatever_the_sheets_carry_comes_back(project: Project) -> None:
    sink = io.BytesIO()
    assert FORMAT.write is not None
    FORMAT.write(project, Schedule([ROOT]), sink, Ticket())

    result = imported(sink.getvalue())

    assert carried(result.project) == carried(project)
    assert [note for note in result.notes if note.severity is not Severity.INFO] == []


def test_blank_rows_keep_their_place(plan: Project) -> None:
    blank = Task(uid=TaskUid(9), blank=True)
    kids = plan.children[TaskUid(1)]
    plan.apply(Patch({"tasks": {blank.uid: (None, blank)}, "children": {TaskUid(1): (kids, (*kids, blank.uid))}}))

    assert carried(imported(exported(plan)[0]).project) == carried(plan)


# -- what others see


def test_another_reader_sees_real_dates_numbers_and_texts(plan: Project) -> None:
    rows = calamine(exported(plan)[0])

    dig = rows[1]
    assert (dig["GL_UID"], dig["ID"], dig["WBS"], dig["Outline Level"]) == (7, 2, "1.1", 2)
    assert dig["Start"] == MONDAY
    assert dig["Duration"] == "5d"
    assert dig["% Complete"] == 0.5
    assert dig["Work"] == 20
    assert dig["Cost"] == 20 * 85.5
    assert rows[0]["Work"] == 20
    assert rows[0]["% Complete"] == 0.48
    assert dig["Resource Names"] == "Ann[50%], Cement[5 t]"
    assert rows[2]["Predecessors"] == "2SS+2d"
    assert rows[2]["Constraint Type"] == "Start No Earlier Than"


@pytest.mark.parametrize("name", ["=1+1", "+1", "-5% review", "@cmd", "\t=1", "#N/A", '=HYPERLINK("x")', "_x0041_"])
def test_a_name_never_becomes_a_formula(plan: Project, name: str) -> None:
    plan.tasks[TaskUid(7)] = replace(plan.tasks[TaskUid(7)], name=name)
    data, _notes = exported(plan)

    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")
    assert calamine(data)[1]["Name"] == name
    assert imported(data).project.tasks[TaskUid(7)].name == name.strip()


def test_characters_that_xml_cannot_hold_survive(plan: Project) -> None:
    plan.tasks[TaskUid(7)] = replace(plan.tasks[TaskUid(7)], notes="bell \x07 and \ufffe")

    assert imported(exported(plan)[0]).project.tasks[TaskUid(7)].notes == "bell \x07 and \ufffe"


def test_a_text_too_long_for_a_cell_is_cut_with_a_note(plan: Project) -> None:
    plan.tasks[TaskUid(7)] = replace(plan.tasks[TaskUid(7)], notes="x" * 40_000)

    data, notes = exported(plan)

    assert [note.code for note in notes] == ["excel.long-text"]
    assert len(imported(data).project.tasks[TaskUid(7)].notes) == 32_767


def test_the_sheets_are_laid_out_for_reading(plan: Project) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(plan)[0]))
    sheet = book["Tasks"]

    assert book.sheetnames == ["Tasks", "Resources", "Assignments", "_gantline"]
    assert book["_gantline"].sheet_state == "hidden"
    assert sheet.column_dimensions["A"].hidden
    assert sheet.freeze_panes == "H2"
    assert sheet.auto_filter.ref is not None
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet["G2"].font.bold
    assert not sheet["G3"].font.bold
    assert sheet["G3"].alignment.indent == 1
    assert sheet["I3"].number_format == "yyyy-mm-dd hh:mm"
    assert sheet["K3"].number_format == "0%"
    assert sheet.row_dimensions[3].outlineLevel == 1
    assert all(sheet.column_dimensions[letter].width <= 60 for letter in "ABCDEFGHIJ")
    offered = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert offered["F2:F204"] == '"Auto Scheduled,Manually Scheduled"'
    assert all(len(texts) <= 257 for texts in offered.values())


# -- made by hand


def test_all_cells_wear_the_workbooks_own_face_and_names_are_pushed_in(plan: Project) -> None:
    data, _notes = exported(plan)
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.font.name for cell in cells} == {"Calibri"}
    name = next(cell for cell in cells if cell.value == "Dig")
    assert (name.alignment.horizontal, name.alignment.indent) == ("left", 1)


def test_a_typed_list_of_tasks_becomes_a_plan() -> None:
    result = imported(
        by_hand(
            ["Our plan"],
            [],
            [
                "Nr.",
                "Task Name",
                "Duration",
                "Start",
                "Finish",
                "Predecessors",
                "Resource Names",
                "% Complete",
                "Colour",
            ],
            [1, "Phase", None, None, None, None, None, None, "red"],
            [2, "  Dig", "2 days", date(2026, 1, 5), None, None, "Ann[50%], Bob", "50 %", None],
            [3, "  Fill", None, datetime(2026, 1, 8, 8), date(2026, 1, 9), "2FS+1 day", "Ann", 0.25, None],
            [4, "Done", 0, None, None, 3, None, None, None],
        )
    )
    project = result.project
    dig, fill, done = (uid for uid, _level in project.outline() if not project.is_summary(uid))

    assert names(project) == [(1, "Phase"), (2, "Dig"), (2, "Fill"), (1, "Done")]
    assert project.info.start == MONDAY
    assert [project.tasks[uid].duration for uid in (dig, fill, done)] == [960, 960, 0]
    assert [project.tasks[uid].percent_complete for uid in (dig, fill)] == [50, 25]
    assert project.tasks[done].milestone
    assert project.dependencies[dig, fill].lag == 480
    assert (fill, done) in project.dependencies
    assert {
        (project.tasks[one.task].name, project.resources[one.resource].name, one.units)
        for one in project.assignments.values()
        if one.resource
    } == {
        ("Dig", "Ann", 0.5),
        ("Dig", "Bob", 1.0),
        ("Fill", "Ann", 1.0),
    }
    assert [note.code for note in result.notes] == ["excel.unknown-column", "excel.new-resources"]
    assert "Colour" in result.notes[0].text


def test_levels_come_from_wbs_codes_and_german_headers_are_known() -> None:
    project = imported(
        by_hand(
            ["PSP-Code", "Vorgangsname", "Dauer", "Anfang", "Vorgänger", "% Abgeschlossen"],
            ["1", "Phase", None, None, None, None],
            ["1.1", "Graben", "3 Tage", "05.01.2026", None, 30],
            ["1.2", "Füllen", "1,5 Tage", None, "2AA+2t", 0],
            ["2", "Ende", "0 Tage", None, "3", 0],
        )
    ).project

    assert names(project) == [(1, "Phase"), (2, "Graben"), (2, "Füllen"), (1, "Ende")]
    dig, fill = project.children[project.children[ROOT][0]]
    assert project.tasks[fill].duration == 720
    assert project.tasks[dig].percent_complete == 30
    assert project.dependencies[dig, fill].kind is DependencyKind.START_START
    assert project.dependencies[dig, fill].lag == 960


def test_levels_come_from_the_indent_of_cells_where_nothing_else_tells() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, (name, indent) in enumerate([("Name", 0), ("Phase", 0), ("Dig", 1), ("Deep", 3), ("Fill", 1)], 1):
        cell = sheet.cell(row, 2, name)
        cell.alignment = Alignment(indent=indent)
        sheet.cell(row, 3, "1d" if row > 1 else "Duration")
    sink = io.BytesIO()
    book.save(sink)

    assert names(imported(sink.getvalue()).project) == [(1, "Phase"), (2, "Dig"), (3, "Deep"), (2, "Fill")]


def test_given_dates_are_kept_by_constraints_where_links_do_not_give_them() -> None:
    result = imported(
        by_hand(
            ["Name", "Duration", "Start", "Predecessors"],
            ["First", "2d", date(2026, 1, 5), None],
            ["Later", "1d", date(2026, 1, 12), None],
            ["After first", "1d", date(2026, 1, 7), 1],
            ["Much after first", "1d", date(2026, 1, 20), 1],
            ["After later", "1d", date(2026, 1, 13), 2],
        )
    )
    tasks = {task.name: task for task in result.project.tasks.values()}
    schedule = Engine(result.project).schedule

    held = {name for name, task in tasks.items() if task.constraint is ConstraintKind.START_NO_EARLIER_THAN}
    assert held == {"Later", "Much after first"}
    assert {name: schedule.start_of(task.uid).day for name, task in tasks.items()} == {
        "First": 5,
        "Later": 12,
        "After first": 7,
        "Much after first": 20,
        "After later": 13,
    }
    assert [(note.code, note.count) for note in result.notes] == [("excel.held-dates", 2)]


def test_what_cannot_be_understood_is_named_by_row_and_column() -> None:
    result = imported(
        by_hand(
            ["ID", "Name", "Duration", "Start", "Predecessors", "Outline Level", "Active", "% Complete", "Calendar"],
            [1, "A", "long", "5/6/2026", None, 1, "maybe", 3.0, "Moon"],
            [2, "B", "1d", date(2026, 1, 5), "1, 7", 3, "yes", 50, None],
            [3, "C", "1d", None, 3.5, 1, None, 400, None],
            [4, "D", "1d", None, "4", 1, None, None, None],
            [5, None, "1d", None, None, 1, None, None, None],
        )
    )

    places = {(note.place, note.code) for note in result.notes}
    assert len(result.project.tasks) == 4
    assert {
        ("Sheet1, row 2, column Duration", "excel.cell"),
        ("Sheet1, row 2, column Start", "excel.cell"),
        ("Sheet1, row 2, column Active", "excel.cell"),
        ("Sheet1, row 2, column Calendar", "excel.cell"),
        ("Sheet1, row 3, column Predecessors", "excel.cell"),
        ("Sheet1, row 3, column Outline Level", "excel.cell"),
        ("Sheet1, row 4, column Predecessors", "excel.cell"),
        ("Sheet1, row 4, column % Complete", "excel.cell"),
        ("Sheet1, row 5, column Predecessors", "excel.cell"),
        ("Sheet1, row 6", "excel.row"),
    } == places


@pytest.mark.parametrize(
    "typed", ["1e999", "1e99999999999999999999", "1e-99999", "9" * 20, "12 of 15", f"1{'x' * 32_000}2"]
)
def test_an_amount_that_is_none_or_too_large_is_named_by_its_cell_and_left_out(typed: str) -> None:
    result = imported(by_hand(("Name", "Duration", "Fixed Cost"), ("Dig", "1d", typed)))

    (note,) = (note for note in result.notes if note.code == "excel.cell")
    assert [task.fixed_cost for task in result.project.tasks.values()] == [0]
    assert note.place == "Sheet1, row 2, column Fixed Cost"
    assert "is not a number" in note.text


@pytest.mark.parametrize(
    ("typed", "cost"),
    [
        ("1e3", "1000"),
        ("1,5E+2", "150"),
        ("1.234,50 EUR", "1234.5"),
        (1e-7, "1e-7"),
        ("1.234.567 €", "1234567"),
        ("$1,234,567", "1234567"),
        ("Rs. 100", "100"),
        ("12.50 Fr.", "12.5"),
    ],
)
def test_an_amount_is_understood_with_a_power_of_ten_or_a_currency(typed: str | float, cost: str) -> None:
    result = imported(by_hand(("Name", "Duration", "Fixed Cost"), ("Dig", "1d", typed)))

    assert [task.fixed_cost for task in result.project.tasks.values()] == [Decimal(cost)]


def test_yes_is_no_number_though_both_are_equal() -> None:
    rows = [("A", 1), ("B", True), ("C", 1.0), ("D", True)]
    result = imported(by_hand(("Name", "Duration"), *rows))

    assert [task.duration for task in result.project.tasks.values()] == [480] * 4
    assert [note.place for note in result.notes if note.code == "excel.cell"] == [
        "Sheet1, row 3, column Duration",
        "Sheet1, row 5, column Duration",
    ]


def test_what_is_wrong_in_several_columns_is_told_row_by_row() -> None:
    rows = [("A", "?", "x", "never"), ("B", "3d", "", ""), ("C", "?", "99", "soon")]
    result = imported(by_hand(("Name", "Duration", "Predecessors", "Deadline"), *rows))

    assert [note.place for note in result.notes if note.code == "excel.cell"] == [
        "Sheet1, row 2, column Deadline",
        "Sheet1, row 2, column Duration",
        "Sheet1, row 4, column Deadline",
        "Sheet1, row 4, column Duration",
        "Sheet1, row 2, column Predecessors",
        "Sheet1, row 4, column Predecessors",
    ]


def test_a_workbook_of_microsoft_project_is_understood() -> None:
    """Shape of a real export: every cell is text, assignments go by task name."""
    result = imported(
        by_hand(
            [
                "ID",
                "Active",
                "Task Mode",
                "Name",
                "Duration",
                "Start",
                "Finish",
                "Predecessors",
                "Outline Level",
                "Notes",
            ],
            ["0", "Yes", "Auto Scheduled", "The plan", "6 days?", "05-01-26 08:00", "", "", "0", ""],
            ["1", "Yes", "Auto Scheduled", "Phase", "6 days?", "January 5, 2026 8:00 AM", "", "", "1", ""],
            ["2", "Yes", "Auto Scheduled", "Dig", "5 days", "January 5, 2026 8:00 AM", "", "", "2", "deep"],
            [
                "3",
                "No",
                "Manually Scheduled",
                "Fill",
                "1 day?",
                "Mon 2026-01-12 08:00",
                "2026-01-12 17:00",
                "2SS+1 day",
                "2",
                "",
            ],
            title="Task_Table",
            Resource_Table=[
                ["ID", "Name", "Type", "Material Label", "Max Units", "Standard Rate", "Cost Per Use"],
                ["1", "Ann", "Work", "", "50%", "$85.50/h", "$0.00"],
                ["2", "Cement", "Material", "t", "", "$40.00", "$10.00"],
            ],
            Assignment_Table=[
                ["Task Name", "Resource Name", "% Work Complete", "Work", "Units"],
                ["Dig", "Ann", "25%", "20h", "50%"],
                ["Nobody knows", "Ann", "0%", "8h", "100%"],
            ],
        )
    )
    project = result.project
    ann, cement = project.resources.values()
    dig, fill = project.children[project.children[ROOT][0]]
    (work,) = project.assignments.values()

    assert project.info.title == "The plan"
    assert names(project) == [(1, "Phase"), (2, "Dig"), (2, "Fill")]
    assert project.tasks[fill].manual
    assert not project.tasks[fill].active
    assert project.tasks[fill].estimated
    assert project.tasks[fill].manual_finish == datetime(2026, 1, 12, 17)
    assert project.dependencies[dig, fill].lag == 480
    assert (ann.max_units, ann.standard_rate.amount, cement.kind) == (0.5, Decimal("85.50"), ResourceKind.MATERIAL)
    assert (cement.standard_rate, cement.cost_per_use) == (Rate(amount=Decimal(40), unit=None), 10)
    assert (work.task, work.resource, work.units, work.percent_work_complete) == (dig, ann.uid, 0.5, 25)
    assert [note.place for note in result.notes] == ["Assignment_Table, row 3, column Task Name"]


def test_rows_copied_or_added_in_our_own_workbook_are_new_tasks(plan: Project) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(plan)[0]))
    sheet = book["Tasks"]
    header = [cell.value for cell in sheet[1]]
    sheet.append([cell.value for cell in sheet[3]])
    sheet.append([{"Name": "Typed", "Duration": "3d", "Outline Level": 1}.get(title) for title in header])
    sink = io.BytesIO()
    book.save(sink)

    project = imported(sink.getvalue()).project

    assert names(project) == [*names(plan), (2, "Dig"), (1, "Typed")]
    assert len(project.tasks) == 6


# -- what is no plan


def test_files_that_are_no_plan_are_refused_in_one_sentence(plan: Project) -> None:
    whole = exported(plan)[0]
    for data in (b"", b"PK\x03\x04 no zip", whole[: len(whole) // 2], by_hand(["Name"]), by_hand(["a", "b"], [1, 2])):
        with pytest.raises(ReadError) as told:
            imported(data)
        assert "\n" not in str(told.value)


def test_a_workbook_that_unpacks_to_an_absurd_size_is_refused(monkeypatch: pytest.MonkeyPatch, plan: Project) -> None:
    monkeypatch.setattr("gantline.io.excel.workbook.LARGEST", 1000)

    with pytest.raises(ReadError, match="too large"):
        imported(exported(plan)[0])


def test_exporting_and_importing_can_be_cancelled(plan: Project) -> None:
    class Stop(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    data, _notes = exported(plan)
    assert FORMAT.read is not None
    with pytest.raises(Cancelled):
        FORMAT.read(io.BytesIO(data), Stop())


def test_a_workbook_is_recognised_by_its_content(plan: Project) -> None:
    assert FORMAT.sniff(exported(plan)[0][:4096])
    assert not FORMAT.sniff(b"PK\x03\x04 some other archive")


def test_rows_far_below_the_others_are_not_read_and_that_is_said() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Name", "Duration"])
    sheet.append(["Dig", "3d"])
    sheet.cell(25_000, 1, "Far away")
    data = io.BytesIO()
    book.save(data)

    result = imported(data.getvalue())

    assert [task.name for task in result.project.tasks.values()] == ["Dig"]
    (note,) = (note for note in result.notes if note.code == "excel.unread-rows")
    assert "20004" in note.text
