"""The journal of a plan: wherever its writing ends, the plan comes back as it was then."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import tasks
from gantline.app.edits.dates import set_duration
from gantline.app.edits.links import link, unlink
from gantline.app.edits.outline import delete
from gantline.app.project.durations import Duration
from gantline.app.project.errors import ReadError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import TaskUid
from gantline.app.project.steps import at_once
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.journaling import left_behind
from gantline.io.journal import Head, begun, edited, head_of, headed, kept, stamp_of
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from gantline.resources import path as resource
from tests.benchmarks.generated import plan

from ..laws import law

HEAD = Head(title="Move", path="/plans/move.gantline", format_key="gantline")


def edits(engine):
    """Edits of all sorts, one after the other; each is made when it is asked for."""
    project = engine.project
    leaves = [uid for uid in project.tasks if not project.children.get(uid)]
    yield tasks.rename(project, leaves[0], "Another\nname")
    yield set_duration(engine, next(one.task for one in project.assignments.values()), Duration(960, TimeUnit.DAY))
    first = next(iter(project.dependencies.values()))
    yield unlink(project, [first.predecessor, first.successor])
    yield link(project, [first.predecessor, first.successor])
    yield (removed := delete(project, leaves[5:9]))
    yield removed.inverted()
    info = project.info
    yield Patch({"plan": {"info": (info, type(info)(start=info.start, title="Other"))}})


@pytest.fixture(scope="module")
def journal():
    """The bytes of a journal, where its beginning and each edit end, and the plan at each of these places."""
    project = plan(120, resources=5)
    engine = Engine(project)
    data = headed(HEAD) + b"".join(begun(project))
    ends, plans = [len(data)], [project.snapshot()]
    for patch in edits(engine):
        assert patch
        project.apply(patch)
        engine.update(patch)
        data += b"".join(edited(patch))
        ends.append(len(data))
        plans.append(project.snapshot())
    return data, ends, plans


def test_it_says_which_plan_it_is_of_and_gives_it_back_with_all_edits(journal, tmp_path):
    data, _ends, plans = journal
    path = tmp_path / "whole.journal"
    path.write_bytes(data)
    found = at_once(kept(path))
    assert head_of(path) == found.head == HEAD
    assert found.project == plans[-1]
    assert found.edits == len(plans) - 1
    assert found.project.last_uids == plans[-1].last_uids


@law(60)
@given(data=st.data())
def test_what_was_written_before_it_was_cut_off_is_not_lost(journal, tmp_path, data):
    whole, ends, plans = journal
    cut = data.draw(st.one_of(st.integers(ends[0], len(whole)), st.sampled_from(ends)))
    path = tmp_path / "cut.journal"
    path.write_bytes(whole[:cut])
    done = sum(end <= cut for end in ends)
    assert at_once(kept(path)).project == plans[done - 1]


def test_what_follows_damage_is_left_out(journal, tmp_path):
    whole, ends, plans = journal
    path = tmp_path / "damaged.journal"
    path.write_bytes(whole[: ends[2] + 20] + b"\xff" + whole[ends[2] + 21 :])
    assert at_once(kept(path)).project == plans[2]


@pytest.mark.parametrize("size", [0, 5, 200, 4_000])
def test_one_that_was_not_begun_in_full_has_nothing(journal, tmp_path, size):
    path = tmp_path / "short.journal"
    path.write_bytes(journal[0][:size])
    assert head_of(path) is None
    with pytest.raises(ReadError):
        at_once(kept(path))


@pytest.fixture(scope="module")
def early_journal(tmp_path_factory):
    """The like of a plan whose file is there: two edits stand before the plan, others among its pieces and after it."""
    file = tmp_path_factory.mktemp("plans") / "move.gantline"
    project = plan(120, resources=5)
    engine = Engine(project)
    write_path(project, engine.schedule, file, for_key("gantline"))
    data = headed(Head(title="Move", path=str(file), format_key="gantline", stamp=stamp_of(file)))
    ends, plans, made = list[int](), list[Project](), edits(engine)

    def edit():
        nonlocal data
        patch = next(made)
        project.apply(patch)
        engine.update(patch)
        data += b"".join(edited(patch))
        ends.append(len(data))
        plans.append(project.snapshot())

    edit()
    edit()
    for number, record in enumerate(begun(project.snapshot())):
        data += record
        if number in (0, 3):
            edit()
    edit()
    return file, data, ends, plans


@law(60)
@given(data=st.data())
def test_edits_made_before_the_plan_is_written_stand_on_its_file(early_journal, tmp_path, data):
    _file, whole, ends, plans = early_journal
    cut = data.draw(st.one_of(st.integers(ends[0], len(whole)), st.sampled_from(ends)))
    path = tmp_path / "cut.journal"
    path.write_bytes(whole[:cut])
    done = sum(end <= cut for end in ends)
    found = at_once(kept(path)).project
    assert found == plans[done - 1]
    assert head_of(path).title == "Move"


def test_edits_stand_on_no_file_that_is_another_one_now(early_journal, tmp_path):
    file, whole, ends, plans = early_journal
    path = tmp_path / "early.journal"
    was, changed = file.read_bytes(), file.stat().st_mtime_ns
    try:
        file.write_bytes(was + b"\n")
        path.write_bytes(whole[: ends[1]])
        assert head_of(path) is None
        with pytest.raises(ReadError):
            at_once(kept(path))
        path.write_bytes(whole)
        assert at_once(kept(path)).project == plans[-1]
    finally:
        file.write_bytes(was)
        os.utime(file, ns=(changed, changed))


def test_all_that_can_be_said_of_a_record_comes_back(tmp_path):
    project = read_path(resource("samples", "cloud-migration.gantline"))[0].project
    path, data = tmp_path / "sample.journal", headed(HEAD) + b"".join(begun(project.snapshot()))
    for number, uid in enumerate(project.tasks):
        patch = tasks.rename(project, uid, f"Name {number}")
        project.apply(patch)
        data += b"".join(edited(patch))
    path.write_bytes(data)
    assert at_once(kept(path)).project == project


def test_what_a_file_of_another_program_said_is_kept_as_it_was(tmp_path):
    project = plan(30)
    uid = TaskUid(4)
    project.originals = {"tasks": {uid: project.tasks[uid]}, "plan": {"info": project.info}}
    project.apply(tasks.rename(project, uid, "Else"))
    path = tmp_path / "originals.journal"
    path.write_bytes(headed(HEAD) + b"".join(begun(project)))
    assert at_once(kept(path)).project.originals == project.originals


def test_one_of_an_earlier_version_is_read_and_one_of_a_newer_version_kept(journal, tmp_path):
    data, _ends, plans = journal
    rest = data.removeprefix(headed(HEAD))
    for version in (1, 2, 3):
        head = Head(version=version, title=HEAD.title)
        (tmp_path / f"{version}.journal").write_bytes(headed(head) + rest)

    assert at_once(kept(tmp_path / "1.journal")).project == plans[-1]
    assert {head.version for _path, head in left_behind(tmp_path)} == {1, 2}
    assert (tmp_path / "3.journal").exists()
