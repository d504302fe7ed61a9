"""The command line: what each command does, what it says when something is wrong, and its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from gantline.app.cli import main, qt, window
from gantline.app.cli.terminal import TerminalTicket, describe, plain
from gantline.app.project.errors import Note, Severity
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_WEEK,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    StoredDates,
    Task,
    TaskUid,
)
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.schedule import Schedule
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.resources import path as resource

SAMPLE = resource("samples", "cloud-migration.gantline")
MONDAY = datetime(2026, 1, 5, 8)
DIG, FILL = TaskUid(1), TaskUid(2)


def plan() -> Project:
    """Two tasks, one after the other; the file says that the second one starts a week later than it could."""
    return Project(
        ProjectInfo(start=MONDAY, title="Move"),
        tasks=[Task(uid=DIG, name="Dig", duration=960), Task(uid=FILL, name="Fill")],
        dependencies=[Dependency(predecessor=DIG, successor=FILL)],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)],
        stored_dates={FILL: StoredDates(start=datetime(2026, 1, 14, 8), finish=datetime(2026, 1, 14, 17))},
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.gantline"
    write_path(plan(), Schedule([ROOT]), path, for_key("gantline"))
    return path


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = tmp_path / "damaged.gantline"
    path.write_text('{"gantline":{"format":"1.0"},\n"info":')
    return path


def run(*arguments: object) -> int:
    return main([str(one) for one in arguments])


def start_of(path: Path, task: TaskUid) -> datetime | None:
    return read_path(path)[0].project.stored_dates[task].start


def command(arguments: Sequence[object], **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; names without a value are taken out of its environment."""
    variables = {name: value for name, value in (os.environ | environment).items() if value}
    given = [sys.executable, "-m", "gantline.app", *map(str, arguments)]
    return subprocess.run(given, capture_output=True, text=True, env=variables, check=False)


# -- info


def test_info_says_what_is_in_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("info", SAMPLE) == 0

    told = capsys.readouterr().out
    assert "Title:            Cloud migration" in told
    assert "Format:           Gantline plan" in told
    assert "Status date:      2026-03-13 17:00" in told
    assert "Deadlines missed: 1\n" in told
    assert "Calendars:        Standard, Cut-over weekends" in told


def test_one_unreadable_plan_does_not_hide_the_others(
    file: Path, damaged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("info", damaged, file) == 2

    told = capsys.readouterr()
    assert "Title:            Move" in told.out
    assert told.err == f"gantline: {damaged} cannot be read. The plan is damaged in line 2: it ends too early.\n"


def test_texts_of_a_plan_cannot_steer_the_terminal() -> None:
    assert plain("Dig\x1b[2J\nnow") == "Dig [2J now"


# -- convert


@pytest.mark.parametrize("name", ["plan.xml", "plan.xlsx"])
def test_a_plan_is_converted_there_and_back(file: Path, tmp_path: Path, name: str) -> None:
    assert run("convert", file, tmp_path / name) == 0
    assert run("convert", tmp_path / name, tmp_path / "back.gantline") == 0

    back = read_path(tmp_path / "back.gantline")[0].project
    assert [task.name for task in back.tasks.values()] == ["Dig", "Fill"]
    assert list(back.dependencies) == [(DIG, FILL)]
    assert start_of(tmp_path / "back.gantline", FILL) == datetime(2026, 1, 14, 8)


def test_dates_are_computed_anew_only_when_asked(file: Path, tmp_path: Path) -> None:
    assert run("convert", file, tmp_path / "kept.xml") == 0
    assert run("convert", file, tmp_path / "computed.xml", "--reschedule") == 0

    assert start_of(tmp_path / "kept.xml", FILL) == datetime(2026, 1, 14, 8)
    assert start_of(tmp_path / "computed.xml", FILL) == datetime(2026, 1, 7, 8)


def test_many_plans_are_converted_in_one_go_whatever_happens_to_one(
    file: Path, damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.gantline"
    other.write_bytes(file.read_bytes())
    target = tmp_path / "made" / "here"

    assert run("convert", "--to", target, "--format", "mspdi", file, damaged, other) == 2

    assert sorted(path.name for path in target.iterdir()) == ["other.xml", "plan.xml"]
    assert "damaged.gantline cannot be read" in capsys.readouterr().err


def test_two_plans_of_one_name_do_not_overwrite_each_other(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    twin = tmp_path / "twin" / file.name
    twin.parent.mkdir()
    twin.write_bytes(file.read_bytes())

    assert run("convert", "--to", tmp_path / "made", "--format", "mspdi", file, twin) == 2
    assert "another plan is" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["a.gantline"], "Name one plan to read and one to write"),
        (["a.gantline", "b.doc"], "b.doc does not tell the format"),
        (["a.gantline", "b.xml", "--format", "doc"], "no format 'doc'"),
        (["--to", "out", "a.gantline"], "Say with --format"),
        (["--to", ".", "--format", "gantline", "plan.gantline"], "written over themselves"),
        (["--to", "plan.gantline", "--format", "mspdi", "plan.gantline"], "is no folder"),
        (["no.gantline", "b.xml"], "no such file"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    monkeypatch.chdir(file.parent)

    assert run("convert", *arguments) == 2
    assert told in capsys.readouterr().err


def test_what_a_format_cannot_hold_is_told_unless_quiet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = plan()
    project.tasks[DIG] = replace(project.tasks[DIG], notes="x" * 40_000)
    write_path(project, Schedule([ROOT]), tmp_path / "long.gantline", for_key("gantline"))

    assert run("convert", tmp_path / "long.gantline", tmp_path / "long.xlsx") == 0
    assert "warning: A text was too long for a cell" in capsys.readouterr().err
    assert run("convert", "--quiet", tmp_path / "long.gantline", tmp_path / "long.xlsx") == 0
    assert capsys.readouterr().err == ""


# -- check


def test_check_has_nothing_to_say_about_a_sound_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", SAMPLE) == 0
    assert "Nothing to note." in capsys.readouterr().out


def test_check_counts_tasks_whose_dates_differ_from_the_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", file) == 1
    assert "1 of 1 tasks has other dates than the file says." in capsys.readouterr().out


def test_check_names_with_which_tasks_differences_begin_and_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = plan()
    project.stored_dates[DIG] = StoredDates(start=MONDAY, finish=datetime(2026, 1, 5, 17))
    project.stored_dates[FILL] = StoredDates(start=datetime(2026, 1, 6, 8), finish=datetime(2026, 1, 6, 17))
    path = tmp_path / "stale.gantline"
    write_path(project, Schedule([ROOT]), path, for_key("gantline"))

    assert run("check", path) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[1:] == [
        "  2 of 2 tasks have other dates than the file says.",
        "  Dig",
        "    in the file: Mon 2026-01-05 08:00 - Mon 2026-01-05 17:00",
        "    computed:    Mon 2026-01-05 08:00 - Tue 2026-01-06 17:00 (+1d)",
        "    duration: Its duration is not the time between its dates in the file.",
        "  1 more task follows from these; --all names it.",
    ]
    assert run("check", "--all", path) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[6:] == [
        "  Fill",
        "    in the file: Tue 2026-01-06 08:00 - Tue 2026-01-06 17:00",
        "    computed:    Wed 2026-01-07 08:00 - Wed 2026-01-07 17:00 (+1d)",
        "    follows: Follows from 'Dig'.",
    ]


def test_check_says_that_only_the_project_as_a_whole_has_other_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "summary.xml"
    project = plan()
    write_path(project, Engine(project).schedule, path, for_key("mspdi"))
    summary, tasks = path.read_text("utf-8").split("</Task>", 1)
    late = summary.replace("<Finish>2026-01-07T", "<Finish>2026-01-09T")
    path.write_text(late + "</Task>" + tasks, "utf-8")

    assert run("check", path) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[1] == "  No task has other dates than the file says; the project as a whole has:"
    assert told[3] == "    in the file: Mon 2026-01-05 08:00 - Fri 2026-01-09 17:00"


def test_check_says_what_could_not_be_scheduled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = plan()
    project.dependencies[FILL, DIG] = Dependency(predecessor=FILL, successor=DIG)
    path = tmp_path / "cycle.gantline"
    write_path(project, Schedule([ROOT]), path, for_key("gantline"))

    assert run("check", path) == 1
    assert "Dig" in capsys.readouterr().out


# -- print


@pytest.mark.parametrize(("suffix", "begin"), [(".pdf", b"%PDF"), (".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_a_plan_is_printed(qapp: object, file: Path, tmp_path: Path, suffix: str, begin: bytes) -> None:
    target = tmp_path / f"plan{suffix}"

    assert run("print", file, "-o", target, "--paper", "A3", "--orientation", "portrait", "--fit", "1x1") == 0
    assert target.read_bytes().startswith(begin)


@pytest.mark.parametrize(
    "wrong", [["--fit", "3"], ["--paper", "A9"], ["--from", "soon"], ["--fit", "1x1", "--percent", "50"], []]
)
def test_printing_options_that_make_no_sense_are_refused(file: Path, wrong: list[str]) -> None:
    output = ["-o", "x.pdf"] if wrong else []
    with pytest.raises(SystemExit) as stopped:
        run("print", file, *output, *wrong)
    assert stopped.value.code == 2


def test_printing_to_an_unknown_kind_of_file_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("print", file, "-o", "plan.doc") == 2
    assert "should end in .pdf, .png or .svg" in capsys.readouterr().err


# -- window


def test_without_a_display_the_sample_is_printed_instead(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "gantline.app", "--sample"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={
            name: value
            for name, value in os.environ.items()
            if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
        },
    )
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems always have a display")

    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    for name in ("cloud-migration.pdf", "cloud-migration.png"):
        assert name in done.stdout
        assert (tmp_path / "out" / name).stat().st_size > 10_000


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems always have a display")
def test_without_a_display_a_plan_is_not_opened_but_the_way_out_told(file: Path) -> None:
    done = command([file], DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")

    assert done.returncode == 2
    assert "gantline print" in done.stderr


def test_where_a_display_is_looked_for() -> None:
    assert qt.has_display("linux", {"DISPLAY": ":0"})
    assert qt.has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert qt.has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert not qt.has_display("linux", {"DISPLAY": ""})
    assert qt.has_display("win32", {})


def test_x11_libraries_are_only_asked_for_where_x11_will_be_used() -> None:
    cursor = "libxcb-cursor.so.0"
    assert cursor in qt.libraries_for_window({"DISPLAY": ":0"})
    assert cursor in qt.libraries_for_window({"WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "xcb"})
    assert cursor not in qt.libraries_for_window({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert cursor not in qt.libraries_for_window({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring what Qt needs")
def test_missing_libraries_are_named_by_package() -> None:
    with pytest.raises(qt.MissingLibrariesError, match="sudo apt install libnot1 libnever2"):
        qt.check_libraries({"libnot.so.1": "libnot1", "libc.so.6": "libc6", "libnever.so.2": "libnever2"})


def test_the_window_gets_files_and_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("gantline.app.gui", reason="the window is not there")
    calls: list[object] = []

    def open_window(files: list[Path], sample: bool) -> int:
        calls.append((files, sample))
        return 0

    monkeypatch.setattr("gantline.app.gui.run", open_window)
    monkeypatch.setattr(window, "has_display", lambda *_: True)
    monkeypatch.setattr(window, "check_libraries", lambda *_: None)

    assert run("plan.xml") == 0
    assert run("--sample") == 0
    assert calls == [([Path("plan.xml")], False), ([], True)]


# -- all commands


def test_help_and_version_name_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["--version"], ["convert", "--help"], ["print", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            run(*arguments)
        assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert all(f"gantline {name}" in told for name in ("info", "convert", "print", "check"))
    assert "Gantline 0." in told


@pytest.mark.parametrize("arguments", [["info"], ["check"], ["convert", "--to"]])
def test_core_commands_load_no_qt(file: Path, tmp_path: Path, arguments: list[str]) -> None:
    if "--to" in arguments:
        arguments = [*arguments, str(tmp_path / "made"), "--format", "excel", "--quiet"]
    code = f"import sys; from gantline.app.cli import main; main({[*arguments, str(file)]!r})"
    code += "; print([name for name in sys.modules if name.startswith(('PySide6', 'pyqtgraph'))])"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="pipes break differently elsewhere")
def test_a_reader_that_has_seen_enough_is_no_error(file: Path) -> None:
    done = subprocess.run(
        [
            "bash",
            "-c",
            f"set -o pipefail; {sys.executable} -m gantline.app info {' '.join([str(file)] * 50)} | head -n 1",
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_interrupting_ends_quietly(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("gantline.app.cli.info.run", interrupted)

    assert run("info", file) == 130


def test_progress_appears_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ticket = TerminalTicket()
    monkeypatch.setattr(ticket, "_due", 0.0)
    ticket.step(1, 2, "Reading")
    assert capsys.readouterr().err == ""

    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    ticket.step(1, 2, "Reading")
    ticket.clear()
    assert capsys.readouterr().err == "\rReading 50 %\r            \r"


@pytest.mark.parametrize(
    ("text", "count", "said"),
    [
        ("2 resources were added.", 2, "2 resources were added."),
        ("1,204 elements are kept.", 1204, "1,204 elements are kept."),
        ("Cost is kept.", 3, "Cost is kept. (3 times)"),
        ("Cost is kept.", 1, "Cost is kept."),
    ],
)
def test_a_note_says_how_often_it_holds_only_where_its_words_do_not(text, count, said):
    note = Note(severity=Severity.INFO, code="mspdi.kept", text=text, count=count)
    assert describe(note) == f"note: {said} [mspdi.kept]"
