"""Plans are opened and saved by path; a save replaces a file as a whole or leaves it alone."""

from __future__ import annotations

import errno
import os
import stat
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import pytest

from gantline.app.project.errors import GantlineError, ReadError, WriteError
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, Calendar, CalendarUid, ProjectInfo, Task, TaskUid
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.schedule.schedule import Schedule
from gantline.io.registry import for_key
from gantline.io.storage import read_path, replace_file, write_path

NATIVE = for_key("gantline")
SCHEDULE = Schedule([ROOT])

on_posix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions and links")


def plan(name: str = "Dig") -> Project:
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=TaskUid(1), name=name)],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard")],
    )


class Stop(Ticket):
    def step(self, done: int, total: int, text: str = "") -> None:
        raise Cancelled


def test_a_saved_plan_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "plan.gantline"

    write_path(plan(), SCHEDULE, path, NATIVE)
    result, found = read_path(path)

    assert result.project == plan()
    assert found is NATIVE
    assert [file.name for file in tmp_path.iterdir()] == ["plan.gantline"]


def test_a_plan_is_opened_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "plan.bak"
    write_path(plan(), SCHEDULE, path, NATIVE)

    assert read_path(path)[1] is NATIVE


@on_posix
def test_saving_keeps_permissions_and_follows_links(tmp_path: Path) -> None:
    target = tmp_path / "real" / "plan.gantline"
    target.parent.mkdir()
    target.touch(mode=0o640)
    target.chmod(0o640)
    link = tmp_path / "link.gantline"
    link.symlink_to(target)

    write_path(plan(), SCHEDULE, link, NATIVE)

    assert link.is_symlink()
    assert read_path(target)[0].project == plan()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@on_posix
def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "other").touch()

    write_path(plan(), SCHEDULE, tmp_path / "plan.gantline", NATIVE)

    assert (tmp_path / "plan.gantline").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_failed_save_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "plan.gantline"
    write_path(plan(), SCHEDULE, path, NATIVE)
    before = path.read_bytes()

    def full(sink: BinaryIO) -> None:
        sink.write(b"half a plan")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(WriteError, match=r"plan\.gantline cannot be written: no space is left on the disk\."):
        replace_file(path, full)
    with pytest.raises(Cancelled):
        write_path(plan("Fill"), SCHEDULE, path, NATIVE, Stop())

    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_saving_where_nothing_can_be_saved_says_why(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="it is a folder"):
        write_path(plan(), SCHEDULE, tmp_path, NATIVE)
    with pytest.raises(WriteError, match="no such file or folder"):
        write_path(plan(), SCHEDULE, tmp_path / "missing" / "plan.gantline", NATIVE)
    with pytest.raises(WriteError, match="name is too long"):
        write_path(plan(), SCHEDULE, tmp_path / ("long" * 80), NATIVE)


@on_posix
def test_links_in_a_circle_and_devices_are_refused(tmp_path: Path) -> None:
    circle = tmp_path / "circle"
    circle.symlink_to(circle)

    with pytest.raises(WriteError, match="circle cannot be written"):
        write_path(plan(), SCHEDULE, circle, NATIVE)
    with pytest.raises(WriteError, match="not a plain file"):
        write_path(plan(), SCHEDULE, Path("/dev/null"), NATIVE)
    with pytest.raises(ReadError, match="not a plain file"):
        read_path(Path("/dev/zero"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the administrator may write everything")
def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.gantline"
    path.touch(mode=0o444)

    with pytest.raises(WriteError, match="permission denied"):
        write_path(plan(), SCHEDULE, path, NATIVE)


def test_what_cannot_be_opened_is_named_with_the_cause(tmp_path: Path) -> None:
    empty = tmp_path / "empty.gantline"
    empty.touch()
    text = tmp_path / "notes.txt"
    text.write_text("hello")

    with pytest.raises(ReadError, match=r"no\.gantline cannot be read: there is no such file"):
        read_path(tmp_path / "no.gantline")
    with pytest.raises(ReadError, match=r"empty\.gantline cannot be read\. The file is empty\."):
        read_path(empty)
    with pytest.raises(ReadError, match=r"notes\.txt cannot be read\. It is no plan"):
        read_path(text)
    with pytest.raises(ReadError, match=r"notes\.txt cannot be read\. The plan is damaged in line 1"):
        read_path(text, format_key="gantline")
    with pytest.raises(GantlineError, match="no format 'doc'"):
        read_path(text, format_key="doc")
    with pytest.raises(ReadError):
        read_path(tmp_path)


@pytest.mark.parametrize(("name", "way"), [("plan.ods", "save it as .xlsx"), ("Plan.XLS", "save it as .xlsx")])
def test_files_that_people_are_likely_to_try_get_a_way_out(tmp_path: Path, name: str, way: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    with pytest.raises(ReadError, match=way):
        read_path(path)


@pytest.mark.skipif(sys.platform != "linux", reason="sparse files everywhere are only sure on Linux")
def test_an_absurdly_large_file_is_not_even_tried(tmp_path: Path) -> None:
    path = tmp_path / "large.gantline"
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)

    with pytest.raises(ReadError, match="too large"):
        read_path(path)
