"""Plans of other programs are opened through MPXJ, which leaves nothing behind, whatever happens."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest

from gantline.app.cli import main
from gantline.app.project.errors import ReadError
from gantline.app.project.records import TaskUid
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.mpxj import FORMATS, conversion
from gantline.io.registry import for_key, for_path, sniff
from gantline.io.storage import read_path, write_path
from gantline.resources import path as resource

from .java import JAR, machine, needs_mpxj

WRITERS = {
    "plan.mpx": "mpx.MPXWriter",
    "plan.xer": "primavera.PrimaveraXERFileWriter",
    "plan.pmxml": "primavera.PrimaveraPMFileWriter",
    "plan.planner": "planner.PlannerWriter",
}

GANTT_PROJECT = """<?xml version="1.0" encoding="UTF-8"?>
<project name="House" company="" webLink="" view-date="2026-03-02" view-index="0" gantt-divider-location="300"
 resource-divider-location="300" version="3.2" locale="en">
<description/>
<calendars><day-types><day-type id="0"/><day-type id="1"/>
<default-week id="1" name="default" sun="1" mon="0" tue="0" wed="0" thu="0" fri="0" sat="1"/></day-types></calendars>
<tasks empty-milestones="true">
<taskproperties><taskproperty id="tpd0" name="type" type="default" valuetype="icon"/></taskproperties>
<task id="0" uid="a" name="Dig" meeting="false" start="2026-03-02" duration="3" complete="0" expand="true">
<depend id="1" type="2" difference="0" hardness="Strong"/></task>
<task id="1" uid="b" name="Build" meeting="false" start="2026-03-05" duration="5" complete="0" expand="true"/>
</tasks>
<resources/><allocations/><vacations/><previous/><roles/></project>
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample plan as other programs save it, written by MPXJ."""
    jpype = machine()
    folder = tmp_path_factory.mktemp("others")
    project = read_path(resource("samples", "cloud-migration.gantline"))[0].project
    write_path(project, Engine(project).schedule, folder / "plan.xml", for_key("mspdi"))
    plan = jpype.JClass("org.mpxj.mspdi.MSPDIReader")().read(str(folder / "plan.xml"))
    for name, writer in WRITERS.items():
        jpype.JClass(f"org.mpxj.{writer}")().write(plan, str(folder / name))
    (folder / "plan.gan").write_text(GANTT_PROJECT, "utf-8")
    return folder


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, which must be empty afterwards."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    return tmp_path / "temporary"


@pytest.mark.parametrize("name", WRITERS)
def test_a_plan_of_another_program_has_its_tasks_and_links(folder: Path, name: str, temporary: Path) -> None:
    sample = read_path(resource("samples", "cloud-migration.gantline"))[0].project

    result, found = read_path(folder / name)

    names = {task.name for task in result.project.tasks.values()}
    assert names >= {task.name for uid, task in sample.tasks.items() if not sample.is_summary(uid)}
    assert len(result.project.dependencies) == len(sample.dependencies)
    assert found in FORMATS
    assert result.notes[0].code == "mpxj.converted"
    assert not list(temporary.iterdir())


def test_a_plan_of_ganttproject_has_its_tasks_and_links(folder: Path) -> None:
    project = read_path(folder / "plan.gan")[0].project

    names = {uid: task.name for uid, task in project.tasks.items()}
    assert list(names.values()) == ["Dig", "Build"]
    assert [(names[one.predecessor], names[one.successor]) for one in project.dependencies.values()] == [
        ("Dig", "Build")
    ]
    assert project.tasks[TaskUid(next(iter(names)))].duration == 3 * 480


@pytest.mark.parametrize(
    ("name", "key"),
    [("plan.mpx", "mpx"), ("plan.xer", "p6-xer"), ("plan.pmxml", "p6-xml"), ("plan.gan", "ganttproject")],
)
def test_content_tells_the_format_where_the_name_is_another(folder: Path, name: str, key: str) -> None:
    head = (folder / name).read_bytes()[:4096]
    assert sniff(Path("plan.xml"), head) is for_key(key)


def test_the_command_line_converts_describes_and_checks_it(folder: Path, tmp_path: Path, capsys) -> None:
    target = tmp_path / "out.gantline"

    assert main(["convert", str(folder / "plan.mpx"), str(target)]) == 0
    assert read_path(target)[0].project.tasks
    assert main(["info", str(folder / "plan.mpx")]) == 0
    assert "Microsoft Project Exchange" in capsys.readouterr().out
    assert main(["check", str(folder / "plan.mpx")]) in (0, 1)
    assert "converted by MPXJ" in capsys.readouterr().out


def test_such_a_format_is_never_written(folder: Path, tmp_path: Path, capsys) -> None:
    assert main(["convert", str(folder / "plan.xml"), str(tmp_path / "out.mpp")]) == 2
    assert "does not write it" in capsys.readouterr().err
    assert not (tmp_path / "out.mpp").exists()


@pytest.mark.parametrize("missing", ["mpxj", "jpype"])
def test_without_the_extra_one_line_says_how_to_get_it(
    tmp_path: Path, missing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    path = tmp_path / "plan.mpp"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))

    with pytest.raises(ReadError, match=r"pip install 'gantline\[mpp\]'") as refused:
        read_path(path)

    assert "\n" not in str(refused.value)


@needs_mpxj
@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("plan.mpp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)),
        ("plan.mpp", b""),
        ("plan.mpx", b"MPX,Microsoft Project for Windows,4.0,ANSI\r\n70,1,2,3,\xff\xfe\r\n20,,,,,,\r\n"),
        ("plan.xer", b"ERMHDR\t20.12\n%T\tPROJECT\n%F\tx\n%R\ty\n"),
        ("plan.pmxml", b"<APIBusinessObjects><Project>" + b"<a>" * 50_000),
    ],
    ids=["header only", "empty", "mpx", "xer", "deep pmxml"],
)
def test_a_damaged_file_is_refused_in_one_sentence(tmp_path: Path, temporary: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(ReadError) as refused:
        read_path(path)

    sentence = str(refused.value)
    assert "damaged" in sentence
    assert "java" not in sentence.lower()
    assert "\n" not in sentence
    assert not list(temporary.iterdir())


def test_a_container_that_holds_no_plan_is_refused_in_one_sentence(tmp_path: Path, temporary: Path) -> None:
    jpype = machine()
    path = tmp_path / "plan.mpp"
    container = jpype.JClass("org.apache.poi.poifs.filesystem.POIFSFileSystem")()
    container.createDocument(jpype.JClass("java.io.ByteArrayInputStream")(bytes(5000)), "WordDocument")
    container.writeFilesystem(jpype.JClass("java.io.FileOutputStream")(str(path)))

    with pytest.raises(ReadError, match="damaged"):
        read_path(path)

    assert not list(temporary.iterdir())


def test_it_can_be_stopped_and_leaves_nothing_behind(folder: Path, temporary: Path) -> None:
    class Impatient(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            assert list(temporary.iterdir())
            if done:
                raise Cancelled

    with pytest.raises(Cancelled):
        read_path(folder / "plan.mpx", Impatient())

    assert not list(temporary.iterdir())


def test_progress_goes_forward_to_the_end(folder: Path) -> None:
    class Witness(Ticket):
        def __init__(self) -> None:
            self.steps: list[int] = []

        def step(self, done: int, total: int, text: str = "") -> None:
            assert total == 100
            self.steps.append(done)

    witness = Witness()
    read_path(folder / "plan.mpx", witness)

    assert witness.steps == sorted(witness.steps)
    assert {5, 50, 100} <= set(witness.steps)


def test_what_takes_too_long_is_given_up(folder: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "LIMIT", 0)

    with pytest.raises(ReadError, match="took too long"):
        read_path(folder / "plan.mpx")

    assert not list(temporary.iterdir())


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes as Linux shows them")
def test_nothing_is_left_behind_when_the_program_is_killed(folder: Path, temporary: Path, tmp_path: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "gantline.app", "convert", str(folder / "plan.mpx"), str(tmp_path / "out.gantline")],
        env={**os.environ, "TMPDIR": str(temporary)},
    )
    children = Path(f"/proc/{program.pid}/task/{program.pid}/children")
    until(lambda: children.read_text())
    (child,) = children.read_text().split()
    program.send_signal(signal.SIGKILL)
    program.wait()

    until(lambda: not Path(f"/proc/{child}").exists())
    assert not list(temporary.iterdir())


def until(condition) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        os.sched_yield()


@needs_mpxj
def test_nothing_is_fetched_and_no_other_file_is_read(tmp_path: Path, folder: Path) -> None:
    asked = []
    (tmp_path / "secret").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        Thread(target=lambda: asked.append(server.accept()), daemon=True).start()
        text = (folder / "plan.pmxml").read_text("utf-8")
        for entity in (f"http://127.0.0.1:{port}/x", (tmp_path / "secret").as_uri()):
            declared = f'<!DOCTYPE APIBusinessObjects [<!ENTITY x SYSTEM "{entity}">]>'
            path = tmp_path / "plan.pmxml"
            path.write_text(
                text.replace("?>", f"?>{declared}", 1).replace("Cloud", "&x;Cloud"),
                "utf-8",
            )
            try:
                names = {task.name for task in read_path(path)[0].project.tasks.values()}
            except ReadError:
                names = set()
            assert not any("secret" in name for name in names)
        assert not asked


def test_the_character_set_of_the_macintosh_is_the_one_python_knows() -> None:
    jpype = machine()
    assert JAR.is_file()
    charset = jpype.JClass("gantline.MacRoman$Provider")().charsetForName("macroman")
    every = bytes(range(256))

    text = str(charset.decode(jpype.JClass("java.nio.ByteBuffer").wrap(every)).toString())

    assert text == every.decode("mac_roman")
    assert bytes(charset.encode(text).array())[:256] == every


def test_the_dialog_offers_every_ending_once() -> None:
    endings = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(endings) == len(set(endings))
    assert all(for_path(Path(f"plan{ending}")) in FORMATS for ending in endings)
    assert all(one.write is None and one.outside for one in FORMATS)


def test_a_stream_is_all_it_needs(folder: Path) -> None:
    read = for_key("mpx").read
    assert read is not None
    assert read(BytesIO((folder / "plan.mpx").read_bytes()), Ticket()).project.tasks
