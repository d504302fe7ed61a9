"""The sample plan is what its builder tells, and shows what the program can do."""

from __future__ import annotations

import re

from gantline.app.project.kinds import ConstraintKind, DependencyKind
from gantline.app.project.moments import to_minute
from gantline.app.schedule.engine import Engine
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from tests.build_sample import TARGET, build, main


def test_the_file_is_what_the_builder_tells() -> None:
    result, found = read_path(TARGET)

    assert found.key == "gantline"
    assert result.notes == []
    assert result.project == build(), "renew it with: python -m tests.build_sample"


def test_writing_it_anew_changes_no_line(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("tests.build_sample.TARGET", tmp_path / "sample.gantline")
    main()

    def lines(text: str) -> str:
        return re.sub(r'"program":"[^"]*"', "", text)

    assert lines((tmp_path / "sample.gantline").read_text("utf-8")) == lines(TARGET.read_text("utf-8"))


def test_it_shows_what_the_program_can_do() -> None:
    project = build()
    schedule = Engine(project).schedule
    tasks = project.tasks.values()
    leaves = [task for task in tasks if not project.is_summary(task.uid)]

    assert 55 <= len(leaves) <= 65
    assert {link.kind for link in project.dependencies.values()} == set(DependencyKind)
    assert any(task.manual for task in tasks)
    assert any(not task.active for task in tasks)
    assert any(task.constraint is ConstraintKind.START_NO_EARLIER_THAN for task in tasks)
    assert len(project.calendars) >= 2
    assert sum(one.kind == "work" for one in project.resources.values()) == 8
    assert all(task.baselines for task in tasks)
    assert schedule.notes == []
    late = [task for task in tasks if task.deadline and schedule.finish_of(task.uid) > task.deadline]
    assert [task.name for task in late] == ["Go-live"]


def test_work_has_been_done_until_the_status_date_and_none_after_it() -> None:
    project = build()
    status = project.info.status_date
    assert status is not None
    schedule = Engine(project).schedule
    begun = [task for task in project.tasks.values() if task.actual_start]

    assert len(begun) >= 15
    assert all(schedule.start[schedule.rows[task.uid]] < to_minute(status) for task in begun)
    assert all(task.actual_finish is None or task.actual_finish <= status for task in begun)


def test_it_comes_back_from_microsoft_project_xml_with_the_same_dates(tmp_path) -> None:
    project = build()
    before = Engine(project).schedule
    path = tmp_path / "sample.xml"
    write_path(project, before, path, for_key("mspdi"))

    after = Engine(read_path(path)[0].project).schedule

    for name in ("start", "finish", "total_slack"):
        told = {project.tasks[uid].name: (before.value(name, uid), after.value(name, uid)) for uid in project.tasks}
        assert {task: ends for task, ends in told.items() if ends[0] != ends[1]} == {}, name
