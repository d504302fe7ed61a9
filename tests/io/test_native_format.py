"""The native format keeps everything, can be compared as text, and says where it is damaged."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from gantline.app.project.errors import ReadError
from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Calendar,
    CalendarUid,
    Dependency,
    Hyperlink,
    ProjectInfo,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.steps import at_once
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.app.schedule.stored import stored
from gantline.io.formats import ReadResult
from gantline.io.mspdi import FORMAT as MSPDI
from gantline.io.native import FORMAT
from gantline.io.native import parts as native_parts
from gantline.io.native.layout import program_version
from tests import strategies
from tests.corpus import needs_corpus, plans

from ..laws import law

START = datetime(2026, 1, 5, 8)


def no_dates(project: Project) -> Schedule:
    """A schedule that contradicts nothing."""
    return Schedule([ROOT])


def written(project: Project, schedule: Schedule | None = None) -> bytes:
    sink = io.BytesIO()
    assert FORMAT.write is not None
    assert FORMAT.write(project, schedule or no_dates(project), sink, Ticket()) == []
    return sink.getvalue()


def read(data: bytes) -> ReadResult:
    assert FORMAT.read is not None
    return FORMAT.read(io.BytesIO(data), Ticket())


@pytest.fixture
def plan() -> Project:
    """A phase with two linked tasks."""
    return Project(
        ProjectInfo(start=START, title="Move"),
        tasks=[
            Task(uid=TaskUid(7), name="Phase"),
            Task(uid=TaskUid(3), name="Dig", hyperlink=Hyperlink(address="https://example.org")),
            Task(uid=TaskUid(5), name="Fill"),
        ],
        children={ROOT: (TaskUid(7),), TaskUid(7): (TaskUid(5), TaskUid(3))},
        dependencies=[Dependency(predecessor=TaskUid(5), successor=TaskUid(3))],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard")],
    )


@law()
@given(strategies.projects())
def test_what_was_written_is_read_back_equal(project: Project) -> None:
    data = written(project)
    result = read(data)

    assert result.project == project
    assert result.project.last_uids == project.last_uids
    assert list(result.project.outline()) == list(project.outline())
    assert result.notes == []
    assert written(result.project) == data


@law(20)
@given(strategies.projects())
def test_every_file_is_one_json_document_with_a_record_on_each_line(project: Project) -> None:
    data = written(project)
    document = json.loads(data)

    records = [record for part in document.values() if isinstance(part, list) for record in part]
    lines = {line.rstrip(",") for line in data.decode().split("\n")}
    assert {msgspec.json.encode(record).decode() for record in records} <= lines


def test_tasks_stand_in_the_order_of_the_outline_with_their_levels(plan: Project) -> None:
    tasks = json.loads(written(plan))["tasks"]

    assert [(level, task["name"]) for level, task in tasks] == [(1, "Phase"), (2, "Fill"), (2, "Dig")]


def test_renaming_a_task_changes_one_line(plan: Project) -> None:
    before = written(plan).splitlines()
    plan.tasks[TaskUid(5)] = replace(plan.tasks[TaskUid(5)], name="Pour")
    after = written(plan).splitlines()

    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_a_written_plan_is_recognised_by_its_content(plan: Project) -> None:
    assert FORMAT.sniff(written(plan)[:4096])
    assert FORMAT.sniff(b'\xef\xbb\xbf {\n  "gantline": {')
    assert not FORMAT.sniff(b'{"tasks": []}')


def test_stored_dates_that_still_hold_are_kept(plan: Project) -> None:
    plan.stored_dates[TaskUid(5)] = StoredDates(start=START, total_slack=60)
    schedule = Schedule([ROOT, *plan.tasks])
    schedule.start[schedule.rows[TaskUid(5)]] = to_minute(START)

    assert read(written(plan, schedule)).project.stored_dates == plan.stored_dates


def test_stored_dates_that_an_edit_made_wrong_are_dropped(plan: Project) -> None:
    plan.stored_dates[TaskUid(5)] = StoredDates(start=START)
    schedule = Schedule([ROOT, *plan.tasks])
    schedule.start[schedule.rows[TaskUid(5)]] = to_minute(START) + 1440

    assert read(written(plan, schedule)).project.stored_dates == {}


# -- newer versions


def changed(data: bytes, change: object) -> bytes:
    """The file after a function has changed its content, laid out like another program would."""
    document = json.loads(data)
    change(document)  # type: ignore[operator]
    return json.dumps(document, indent=2).encode()


@pytest.mark.parametrize("layout", [None, 0, 2], ids=["on one line", "not indented", "indented"])
def test_a_plan_laid_out_otherwise_is_read_just_the_same(plan: Project, layout: int | None) -> None:
    document = json.loads(written(plan))
    close = json.dumps(document, indent=layout, separators=(",", ":")).encode()

    assert read(close).project == read(written(plan)).project


def test_the_sections_of_a_large_file_are_looked_for_bit_by_bit(plan: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native_parts, "_LOOKED_THROUGH", 50)
    data = written(plan)
    steps = native_parts.Parts.in_steps(data)

    assert sum(1 for _step in steps) >= len(data) // 50
    assert at_once(native_parts.Parts.in_steps(data)).names() == list(json.loads(data))
    assert read(data).project == plan


def test_sections_of_a_newer_version_are_written_back(plan: Project) -> None:
    data = changed(written(plan), lambda document: document.update(risks=[{"uid": 1, "cost": "12.50"}], flags=True))

    document = json.loads(written(read(data).project))

    assert document["risks"] == [{"uid": 1, "cost": "12.50"}]
    assert document["flags"] is True


def test_unknown_keys_of_records_are_written_back(plan: Project) -> None:
    def change(document: dict) -> None:
        document["info"]["mood"] = "good"
        document["tasks"][2][1]["risk"] = {"low": 1}
        document["tasks"][2][1]["hyperlink"]["colour"] = "blue"
        document["dependencies"][0]["why"] = "gravity"

    data = changed(written(plan), change)
    result = read(data)

    assert result.project == plan
    assert json.loads(written(result.project)) == json.loads(data)
    assert [(note.code, note.text) for note in result.notes] == [
        (
            "native.unknown-keys",
            "The file holds what Gantline does not know: mood, risk, colour, why. It is kept but not shown.",
        )
    ]


def test_unknown_keys_go_with_the_record_they_belong_to(plan: Project) -> None:
    def change(document: dict) -> None:
        document["tasks"][2][1]["risk"] = 1
        document["tasks"][2][1]["hyperlink"]["colour"] = "blue"

    project = read(changed(written(plan), change)).project
    project.tasks[TaskUid(3)] = replace(project.tasks[TaskUid(3)], hyperlink=None)
    kept = json.loads(written(project))["tasks"][2][1]
    assert kept["risk"] == 1
    assert "hyperlink" not in kept

    del project.tasks[TaskUid(3)]
    project.children[TaskUid(7)] = (TaskUid(5),)
    assert b"risk" not in written(project)


def test_a_newer_minor_version_opens_with_a_note(plan: Project) -> None:
    data = written(plan).replace(b'"format":"1.0"', b'"format":"1.9"')

    result = read(data)

    assert result.project == plan
    assert [note.code for note in result.notes] == ["native.newer-version"]


def test_a_newer_major_version_is_refused_in_one_sentence(plan: Project) -> None:
    with pytest.raises(ReadError, match=r"newer version of Gantline wrote this plan \(format 2\.0\)"):
        read(written(plan).replace(b'"format":"1.0"', b'"format":"2.0"'))


# -- damaged files


def line_of(data: bytes, text: bytes) -> int:
    return data[: data.index(text)].count(b"\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        (b'"name":"Dig"', b'"name":7', r"Expected `str`, got `int` \(name\)"),
        (b'"name":"Dig"', b'"name":"Dig', "JSON is malformed"),
        (b'"name":"Dig"', b'"name":"D\xff"', "not UTF-8"),
        (b'[2,{"uid":3', b'[4,{"uid":3', "task 3 has no summary task above it"),
        (b'[2,{"uid":3', b'[2,{"uid":5', "5 is given twice"),
        (b'[2,{"uid":3', b'[2,{"uid":0', "0 cannot be the number of a task"),
        (b'[2,{"uid":3', b'[2,{"uid":3,"duration":"long"', r"Expected `int`, got `str` \(duration\)"),
        (b'[2,{"uid":3', b'[2,{"uid":3,"deadline":"2026-01-01T08:00:00Z"', r"no timezone component \(deadline\)"),
        (b'[2,{"uid":3', b'[2,{"uid":3,"new":1,"duration":"long"', r"Expected `int`, got `str` \(duration\)"),
    ],
)
def test_damage_is_named_with_its_line(plan: Project, old: bytes, new: bytes, cause: str) -> None:
    data = written(plan)
    line = line_of(data, b'[2,{"uid":3')

    with pytest.raises(ReadError, match=f"damaged in line {line}: .*{cause}"):
        read(data.replace(old, new))


@pytest.mark.parametrize("level", [-1, 0, 2])
def test_a_plan_whose_first_task_stands_below_nothing_is_refused(plan: Project, level: int) -> None:
    data = written(plan).replace(b"[1,{", f"[{level},{{".encode(), 1)

    with pytest.raises(ReadError, match=r"task \d+ has no summary task above it"):
        read(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"[]", "not a Gantline plan"),
        (b'{"tasks":[]}', "not a Gantline plan"),
        (b'{"gantline":{"format":"new"},"info":{}}', "which version"),
        (b'{"gantline":{"format":"1.0"}}', "'info' is missing"),
        (b'{"gantline":{"format":"1.0"},\n"info":{}}', "line 2: Object missing required field `start`"),
        (b'{"gantline":{"format":"1.0"},\n"info":7}', "line 2"),
        (b'{"gantline":{"format":"1.0"},"info":{"start":"2026-01-01T08:00:00"},"tasks":7}', "Expected `array`"),
        (b'{"gantline":' + b"[" * 100_000, "nested too deeply"),
        (b'{"gantline":{"format":"1.0"},\n"x":' + b"[" * 500 + b"]" * 500 + b"}", "'info' is missing"),
    ],
)
def test_a_file_that_is_no_plan_gives_one_clear_sentence(data: bytes, text: str) -> None:
    with pytest.raises(ReadError, match=text) as told:
        read(data)

    assert "\n" not in str(told.value)


def test_a_file_cut_anywhere_is_refused_or_whole(plan: Project) -> None:
    data = written(plan)
    for size in range(len(data.rstrip()) - 1):
        with pytest.raises(ReadError):
            read(data[:size])


def test_links_and_assignments_that_lead_nowhere_are_left_out_with_a_note(plan: Project) -> None:
    def change(document: dict) -> None:
        document["dependencies"].append({"predecessor": 5, "successor": 99})
        document["dependencies"].append({"predecessor": 5, "successor": 5})
        document["assignments"] = [{"uid": 1, "task": 3, "resource": 8}]
        document["tasks"][0][1]["calendar"] = 44

    result = read(changed(written(plan), change))

    assert result.project == plan
    assert [(note.code, note.count) for note in result.notes] == [
        ("native.missing-dependencies", 2),
        ("native.missing-assignments", 1),
        ("native.missing-calendar", 1),
    ]


def test_reading_and_writing_can_be_cancelled(plan: Project) -> None:
    class Stop(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            raise Cancelled

    assert FORMAT.read is not None
    assert FORMAT.write is not None
    with pytest.raises(Cancelled):
        FORMAT.read(io.BytesIO(written(plan)), Stop())
    with pytest.raises(Cancelled):
        FORMAT.write(plan, no_dates(plan), io.BytesIO(), Stop())


# -- beside other formats


@needs_corpus
def test_what_other_programs_said_travels_through_a_native_file() -> None:
    """Microsoft Project XML written from a native file is, byte for byte, what is written from the original."""
    assert MSPDI.read is not None
    for path in plans("native")[::4]:
        project = MSPDI.read(io.BytesIO(path.read_bytes()), Ticket()).project
        schedule = stored(project, Engine(project).schedule)

        back = read(written(project, schedule)).project

        assert back == project
        assert as_xml(back, schedule) == as_xml(project, schedule), path.name


def as_xml(project: Project, schedule: Schedule) -> bytes:
    sink = io.BytesIO()
    assert MSPDI.write is not None
    MSPDI.write(project, schedule, sink, Ticket())
    return sink.getvalue()


def test_the_documented_example_is_a_plan() -> None:
    text = (Path(__file__).resolve().parents[2] / "docs" / "file-format.md").read_text("utf-8")
    example = text.split("```json\n")[1].split("```")[0].encode()

    result = read(example)

    assert [task.name for task in result.project.tasks.values()][1] == "Project charter and goals"
    assert written(result.project) == example.replace(b"0.1.0", program_version().encode())
