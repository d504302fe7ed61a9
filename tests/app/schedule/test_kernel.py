"""The walk over a plan gives the same whether compiled or not, and what the rules of single tasks give."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.kinds import TimeUnit
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_HOURS,
    STANDARD_WEEK,
    Calendar,
    CalendarUid,
    ExceptionPeriod,
    ProjectInfo,
    TaskUid,
)
from gantline.app.project.steps import at_once
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.project.working_axis import WorkingTime, always
from gantline.app.project.working_time import WorkingTimes
from gantline.app.schedule import backward, forward, kernel, network, passes, reshaping, traits
from gantline.app.schedule.codes import (
    ACTIVE,
    DELAYED,
    ELAPSED,
    FINISHED,
    FROM_FINISH,
    GONE,
    LATE,
    MANUAL,
    ODD,
    PERCENT,
    STARTED,
    TO_FINISH,
    UNDECIDED,
)
from gantline.app.schedule.compiled import compile_plan
from gantline.app.schedule.compiling import compiled
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.kernel.axis import Axis
from gantline.app.schedule.kernel.sweep import percent_of
from gantline.app.schedule.passes import Passes
from gantline.app.schedule.schedule import Schedule
from gantline.io.mspdi.format import FORMAT
from tests import strategies
from tests.app.schedule.test_schedule_laws import plans as small_plans
from tests.benchmarks.generated import plan as generated
from tests.corpus import needs_corpus, plans
from tests.laws import law
from tests.plain_kernel import run_sources

LAW = law(40)
ANY_PLAN = small_plans() | strategies.projects()


@pytest.fixture(scope="module")
def plain() -> Iterator[ModuleType]:
    """The walk as it stands in its sources, as a package of its own."""
    spec = spec_from_file_location("gantline.app.schedule.plain_kernel", kernel.__file__)
    assert spec is not None
    assert spec.loader is not None
    package = module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, package)
        patch.setattr(sys, "path_importer_cache", sys.path_importer_cache.copy())
        spec.loader.exec_module(package)
        run_sources(package)
        for name in (*kernel.MODULES, "columns"):
            module = import_module(f"{spec.name}.{name}")
            patch.setitem(sys.modules, module.__name__, module)
            assert Path(str(module.__file__)).suffix == ".py"
        yield package


@contextmanager
def uncompiled(plain: ModuleType) -> Iterator[None]:
    """Whatever is scheduled meanwhile is without compiled code."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passes, "COMPILED", False)
        for name in (*kernel.MODULES, "columns"):
            used, instead = import_module(f"{kernel.__name__}.{name}"), getattr(plain, name)
            for user in (backward, forward, network, passes, reshaping, traits):
                for word, value in vars(user).items():
                    if getattr(value, "__module__", "") == used.__name__:
                        patch.setattr(user, word, getattr(instead, word))
        yield


def plainly(plain: ModuleType, project: Project) -> Schedule:
    """The schedule of a plan without compiled code."""
    with uncompiled(plain):
        return Engine(project).schedule


def oddly(project: Project) -> Schedule:
    """The schedule of a plan all tasks of which are taken for such with rules of their own."""
    plan = at_once(compile_plan(project, WorkingTimes(project)))
    for row in range(len(plan.network.uids)):
        if not plan.network.is_summary(row):
            plan.traits.bits[row] |= ODD
    return Passes(plan).schedule


@LAW
@given(ANY_PLAN)
def test_the_walk_gives_the_same_whether_compiled_or_not(plain: ModuleType, project: Project) -> None:
    schedule, other = Engine(project).schedule, plainly(plain, project)
    assert not schedule.differing(other)
    assert schedule.driver == other.driver


@LAW
@given(ANY_PLAN)
def test_the_walk_gives_what_the_rules_of_single_tasks_give(project: Project) -> None:
    schedule, other = Engine(project).schedule, oddly(project)
    assert not schedule.differing(other)
    assert schedule.driver == other.driver


LAGS = (0, 0, 480, 90, -480, 20_000)
KINDS = (FROM_FINISH, FROM_FINISH, TO_FINISH, FROM_FINISH | TO_FINISH, 0, ELAPSED | FROM_FINISH, PERCENT | FROM_FINISH)
BITS = (*[0] * 20, FINISHED, STARTED, FINISHED | STARTED, MANUAL, UNDECIDED, LATE, DELAYED, ACTIVE)
MOVES = (*[0] * 10, 480, 5_000, 20_000, 200_000, 200_000_000)


@LAW
@given(st.builds(generated, st.integers(20, 60), calendars=st.integers(1, 5)), st.randoms(use_true_random=False))
def test_slack_of_all_rows_at_once_is_that_of_one_row_after_the_other(
    plain: ModuleType, project: Project, random: Random
) -> None:
    with uncompiled(plain):
        plan = at_once(compile_plan(project, WorkingTimes(project)))
        found = Passes(plan)
        sweep, schedule, net = found._sweep, found.schedule, plan.network
        for row in range(1, len(net.uids)):
            plan.traits.bits[row] ^= random.choice(BITS)
            for column in (schedule.early_start, schedule.start, schedule.late_start, schedule.late_finish):
                column[row] += random.choice(MOVES) * random.choice((-1, 1, 1))
        for link in range(len(project.dependencies)):
            if net.successor[link]:
                net.lag[link], net.kinds[link] = random.choice(LAGS), net.kinds[link] & GONE | random.choice(KINDS)
        if chain := [link for link in net.first_in if link >= 0]:
            net.unlink(random.choice(chain))
        at_once(found._settle())
        columns = [column[:] for column in schedule.column_arrays()]
        plain.slack.slack_of_all(sweep)
        assert columns == schedule.column_arrays()


def test_both_passes_give_way_every_thousand_steps() -> None:
    plan = Engine(generated(3_000)).compiled

    assert sum(1 for _step in Passes.in_steps(plan)) > 2 * len(plan.network.order) // 1_000


@LAW
@given(ANY_PLAN)
def test_tasks_that_share_an_activity_would_have_an_equal_one_of_their_own(project: Project) -> None:
    times = WorkingTimes(project)
    plan = at_once(compile_plan(project, times))
    for row, uid in enumerate(plan.network.uids[1:], 1):
        own, shared = compiled(project, times, uid), plan.activities[row]
        if plan.network.is_summary(row):  # under way or finished as its tasks are
            own.started, own.finished = shared.started, shared.finished
        assert own == shared


def large_plans() -> Iterator[Project]:
    """Real plans, and one of a few thousand tasks."""
    yield generated(3000)
    for path in plans("native"):
        with path.open("rb") as stream:
            yield FORMAT.read(stream, Ticket()).project  # type: ignore[misc]


@needs_corpus
@pytest.mark.corpus
def test_real_plans_come_out_the_same_on_every_way(plain: ModuleType) -> None:
    for project in large_plans():
        schedule = Engine(project).schedule
        for other in (plainly(plain, project), oddly(project)):
            assert not schedule.differing(other)
            assert schedule.driver == other.driver


CALENDAR = Calendar(uid=CalendarUid(1), week=STANDARD_WEEK)


def office() -> WorkingTime:
    """The standard week."""
    return WorkingTimes(Project(ProjectInfo(start=datetime(2026, 1, 5)), calendars=[CALENDAR])).project


def once() -> WorkingTime:
    """A calendar with a single working day."""
    day = date(2031, 5, 5)
    exception = ExceptionPeriod(start=day, finish=day, hours=STANDARD_HOURS)
    calendar = Calendar(uid=CalendarUid(1), week=((),) * 7, exceptions=(exception,))  # type: ignore[arg-type]
    return WorkingTimes(Project(ProjectInfo(start=datetime(2026, 1, 5)), calendars=[calendar])).project


def motley() -> WorkingTime:
    """More different weeks than the tables hold."""
    mondays = (date(2026, 1, 5) + timedelta(weeks=number) for number in range(200))
    odd = [ExceptionPeriod(start=day, finish=day, hours=((at, at + 700),)) for at, day in enumerate(mondays)]
    calendar = Calendar(uid=CalendarUid(1), week=STANDARD_WEEK, exceptions=tuple(odd))
    return WorkingTimes(Project(ProjectInfo(start=datetime(2026, 1, 5)), calendars=[calendar])).project


@pytest.mark.parametrize("make", [office, once, always])
@LAW
@given(asked=st.lists(st.integers(-80_000_000, 150_000_000), min_size=1, max_size=20))
def test_weeks_in_tables_answer_like_their_working_time(make, plain: ModuleType, asked: list[int]) -> None:
    for axis in (Axis(make()), plain.axis.Axis(make())):
        time = make()
        for number in asked:
            place = time.offset(number)
            assert axis.offset(number) == place
            assert axis.starting(place) == time.starting(place)
            assert axis.finishing(place) == time.finishing(place)
            assert axis.starting(number // 4) == time.starting(number // 4)
            assert axis.finishing(number // 4) == time.finishing(number // 4)
            assert axis.between(number, asked[0]) == time.between(number, asked[0])
            for by in (480, 100_000, -7, 0):
                assert axis.moved(number, by) == (time.finishing if by > 0 else time.starting)(place + by)
            assert axis.from_start(number, 960) == time.from_start(number, 960)
            assert axis.from_finish(number, 960) == time.from_finish(number, 960)


def test_a_calendar_of_many_different_weeks_is_asked_itself_behind_those_in_the_tables() -> None:
    time = motley()
    axis = Axis(time)
    for number in range(0, 300, 7):
        minute = to_minute(datetime(2026, 1, 5, 11)) + number * 7 * DAY
        assert axis.offset(minute) == time.offset(minute)
        assert axis.from_start(minute, 4800) == time.from_start(minute, 4800)
        assert axis.between(minute, minute + 100 * DAY) == time.between(minute, minute + 100 * DAY)


@LAW
@given(ANY_PLAN)
def test_every_step_comes_after_those_it_waits_for(project: Project) -> None:
    found = network.Network(project)
    steps = [step for row in range(len(found.uids)) for step in ((row, ~row) if found.is_summary(row) else (row,))]
    assert sorted(found.order) == sorted(steps)
    assert all(found.rank[before] < found.rank[step] for step in steps for before in found.before(step))


@given(st.integers(-500, 500), st.integers(0, 10**7))
def test_percent_lags_are_rounded_halves_to_even(plain: ModuleType, percent: int, minutes: int) -> None:
    assert percent_of(percent, minutes) == plain.sweep.percent_of(percent, minutes) == round(percent * minutes / 100)


def test_tasks_of_the_same_length_share_an_activity_and_elapsed_ones_another() -> None:
    project = generated(200)
    elapsed = TaskUid(7)
    project.tasks[elapsed] = replace(project.tasks[elapsed], duration_unit=TimeUnit.ELAPSED_DAY)
    plan = at_once(compile_plan(project, WorkingTimes(project)))
    assert len({id(one) for one in plan.activities}) < 40
    assert plan.activities[plan.network.rows[elapsed]].elapsed


def test_the_modules_with_types_beside_them_are_those_that_count_as_compiled() -> None:
    assert sorted(kernel.MODULES) == sorted(path.stem for path in Path(kernel.__file__).parent.glob("*.pxd"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """The walk in a checkout of its own, where all was made at the same time; gives its folder."""
    package = Path(kernel.__file__).parents[2]
    copy = tmp_path / "gantline" / "app"
    shutil.copytree(package / "schedule", copy / "schedule")
    shutil.copytree(package / "project", copy / "project")
    shutil.copy(package / "i18n.py", copy)
    copy.with_name("setup.py").touch()
    folder = copy / "schedule" / "kernel"
    for path in folder.iterdir():
        os.utime(path, (1_000_000, 1_000_000))
    return folder


def what_runs(folder: Path) -> set[str]:
    """Whether the walk in a checkout takes itself for compiled, and the endings of the modules that run."""
    code = """
import sys
from gantline.app.schedule import kernel, passes
print(kernel.COMPILED, *(sys.modules[f"{kernel.__name__}.{name}"].__file__ for name in kernel.MODULES))
"""
    environment = os.environ | {"PYTHONPATH": str(folder.parents[3])}
    output = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    told, *paths = output.stdout.split()
    assert all(Path(path).parent == folder for path in paths)
    return {told, *(Path(path).suffix for path in paths)}


@pytest.mark.skipif(not kernel.COMPILED, reason="nothing was compiled")
@pytest.mark.parametrize(("age", "counts"), [(-60, True), (60, False)], ids=["older", "newer"])
@pytest.mark.parametrize("source", ["slack.py", "sweep.pxd"])
def test_in_a_checkout_a_compiled_walk_counts_unless_a_source_is_newer(
    checkout: Path, source: str, age: int, counts: bool
) -> None:
    os.utime(checkout / source, (1_000_000, 1_000_000 + age))
    assert what_runs(checkout) == ({"True", Path(EXTENSION_SUFFIXES[0]).suffix} if counts else {"False", ".py"})


@pytest.mark.skipif(not kernel.COMPILED, reason="nothing was compiled")
def test_where_a_module_could_not_be_compiled_none_counts(checkout: Path) -> None:
    next(path for path in checkout.glob("forward.*") if path.suffix in (".so", ".pyd")).unlink()
    assert what_runs(checkout) == {"False", ".py"}
