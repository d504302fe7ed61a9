"""Jobs: work in a helper process, its progress, and every way in which it can end."""

import os
import signal
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from gantline.app.edits.dates import set_duration
from gantline.app.project.durations import Duration
from gantline.app.project.errors import ReadError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.job import Jobs
from gantline.app.workspace.streams import Stream
from gantline.app.workspace.work import parcel, read_plan, unpack, write_plan
from gantline.io.native import FORMAT as NATIVE
from gantline.io.registry import for_key
from gantline.io.storage import read_path, write_path
from tests.benchmarks.generated import plan

WAIT = 120_000  # a disk busy with something else can hold a helper up for long


def count(ticket, total):
    for number in range(total):
        ticket.step(number, total, "counting")
    return total


def never_ends(ticket):
    while True:
        ticket.step(0, 0)
        time.sleep(0.005)


def hears_nothing(ticket):
    time.sleep(600)


def refuses(ticket):
    raise ReadError("plan.xml cannot be read.")


def has_a_bug(ticket):
    return 1 // 0


def dies(ticket):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shut_down()


def test_a_result_comes_back_from_another_process(qtbot, jobs):
    with qtbot.waitSignal(jobs.start(own_process).finished, timeout=WAIT) as ended:
        pass
    assert ended.args[0] != os.getpid()


def own_process(ticket):
    return os.getpid()


def test_progress_is_told(qtbot, jobs):
    steps = []
    job = jobs.start(count, 500)
    job.progressed.connect(lambda done, total, text: steps.append((done, total, text)))
    with qtbot.waitSignal(job.finished, timeout=WAIT) as ended:
        pass
    assert ended.args == [500]
    assert (0, 500, "counting") in steps
    assert len(steps) <= 101, "one step in a hundred is enough"


def test_cancelled_work_stops(qtbot, jobs):
    job = jobs.start(never_ends)
    with qtbot.waitSignal(job.progressed, timeout=WAIT):
        pass
    with qtbot.waitSignal(job.cancelled, timeout=WAIT):
        job.cancel()


def test_a_job_cancelled_when_it_is_over_does_not_stop_the_next_one(qtbot, jobs):
    first = jobs.start(count, 3)
    first.finished.connect(lambda _result: first.cancel())  # as a progress dialog does when it is closed
    with qtbot.waitSignal(first.finished, timeout=WAIT):
        pass
    with qtbot.waitSignal(jobs.start(count, 5).finished, timeout=WAIT) as ended:
        pass
    assert ended.args == [5]


def test_work_that_does_not_listen_is_stopped_all_the_same(qtbot, jobs):
    job = jobs.start(hears_nothing)
    with qtbot.waitSignal(job.cancelled, timeout=WAIT):
        job.cancel()


@pytest.mark.parametrize(
    ("work", "sentence"),
    [
        (refuses, "plan.xml cannot be read."),
        (has_a_bug, "Something went wrong that should not have: ZeroDivisionError"),
        pytest.param(
            dies,
            "The helper process ended unexpectedly",
            marks=pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here"),
        ),
    ],
)
def test_a_failure_is_one_sentence(qtbot, jobs, work, sentence):
    with qtbot.waitSignal(jobs.start(work).failed, timeout=WAIT) as ended:
        pass
    assert ended.args[0].startswith(sentence)


def test_the_helper_is_kept_for_the_next_job_and_after_a_crash_replaced(qtbot, jobs):
    pids = []
    for work in (own_process, own_process, dies, own_process):
        job = jobs.start(work)
        job.finished.connect(pids.append)
        job.failed.connect(lambda _sentence: pids.append(None))
        wanted = len(pids) + 1
        qtbot.waitUntil(lambda wanted=wanted: len(pids) == wanted, timeout=WAIT)
    assert pids[0] == pids[1]
    assert pids[2] is None
    assert pids[3] not in (None, pids[0])


class Loading:
    """An argument that a helper needs a while to unpack, as work does that has much to load: until a file is there."""

    def __init__(self, until: Path) -> None:
        self.until = until

    def __reduce__(self):
        return loaded, (self.until,)


def loaded(until: Path) -> Path:
    while not until.exists():
        time.sleep(0.005)
    return until


def length(ticket, _loading, data):
    return len(data)


def test_what_a_helper_does_not_take_yet_is_not_sent(qtbot, jobs, tmp_path):
    piece, made, until = bytes(1 << 20), [], tmp_path / "loaded"

    def pieces():
        for number in range(9):
            made.append(number)
            yield piece

    job = jobs.start(length, Loading(until), Stream(pieces()))
    qtbot.waitUntil(lambda: bool(made), timeout=WAIT)
    for _frame in range(50):
        QCoreApplication.processEvents()
    assert made == [0], "the window lives on and the first piece waits"
    until.touch()
    with qtbot.waitSignal(job.finished, timeout=WAIT) as ended:
        pass
    assert ended.args == [9 << 20]


def test_shutting_down_leaves_no_process_behind(qtbot, jobs):
    job = jobs.start(own_process)
    with qtbot.waitSignal(job.finished, timeout=WAIT) as ended:
        pass
    jobs.shut_down()
    with pytest.raises(ProcessLookupError):
        os.kill(ended.args[0], 0)


def test_a_plan_written_and_read_by_the_helper_is_the_same_plan(qtbot, jobs, tmp_path):
    project = plan(200, resources=5)
    path = tmp_path / "plan.gantline"
    job = jobs.start(write_plan, *parcel(project, NATIVE.key), path, NATIVE.key)
    with qtbot.waitSignal(job.finished, timeout=WAIT) as written:
        pass
    assert not path.exists()
    assert written.args[0].put() == []
    with qtbot.waitSignal(jobs.start(read_plan, path).finished, timeout=WAIT) as ended:
        pass
    plan_bytes, (notes, key) = ended.args[0]
    assert unpack(plan_bytes) == project
    assert (notes, key) == ([], NATIVE.key)


@pytest.mark.parametrize("key", ["gantline", "mspdi"])
def test_a_helper_writes_what_the_window_would(tmp_path: Path, key: str) -> None:
    told, here, there = (tmp_path / name for name in ("told.xml", "here", "there"))
    first = plan(60, resources=5)
    write_path(first, Engine(first).schedule, told, for_key("mspdi"))
    engine = Engine(read_path(told)[0].project)
    task = next(one.task for one in engine.project.assignments.values())
    engine.project.apply(patch := set_duration(engine, task, Duration(480 * 30, TimeUnit.DAY)))
    engine.update(patch)

    notes = write_path(engine.project, engine.schedule, here, for_key(key))
    packed, originals = parcel(engine.project, key)
    assert originals is not None
    written = write_plan(Ticket(), bytes(packed), bytes(originals), there, key).put()

    assert there.read_bytes() == here.read_bytes()
    assert written == notes
