"""Plans that can't be: cycles of links, also through summaries, and links into nowhere."""

import pytest

from gantline.app.project.project import Project
from gantline.app.project.records import Dependency, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from tests.plan_maker import dates, plan


def linked(made: Project, *pairs: tuple[int, int]) -> Engine:
    """The plan with these further links."""
    links = [Dependency(predecessor=TaskUid(before), successor=TaskUid(after)) for before, after in pairs]
    return Engine(
        Project(
            made.info,
            tasks=made.tasks.values(),
            children=made.children,
            dependencies=[*made.dependencies.values(), *links],
            calendars=made.calendars.values(),
        )
    )


def cycles(engine: Engine) -> list[str]:
    return [note.text for note in engine.schedule.notes if note.code == "schedule.cycle"]


def test_a_cycle_is_named_and_one_of_its_links_left_out() -> None:
    engine = linked(plan("A | 1d\nB | 1d | after A\nC | 1d | after B"), (3, 1))
    [text] = cycles(engine)
    assert all(f"'{name}'" in text for name in "ABC")
    assert len(set(dates(engine).values())) == 3


def test_a_task_that_follows_its_own_summary_is_a_cycle() -> None:
    engine = linked(plan("Phase\n  A | 1d\n  B | 2d"), (1, 2))
    [text] = cycles(engine)
    assert "'Phase'" in text
    assert "'A'" in text
    assert dates(engine)["Phase"] == "5 08:00 - 6 17:00"


def test_a_summary_that_follows_its_own_task_is_a_cycle() -> None:
    engine = linked(plan("Phase\n  A | 1d\n  B | 2d"), (2, 1))
    assert len(cycles(engine)) == 1


def test_summaries_whose_tasks_wait_for_each_other_are_a_cycle() -> None:
    engine = linked(plan("One\n  A | 1d\n  B | 1d\nTwo\n  C | 1d\n  D | 1d"), (1, 5), (4, 2))
    [text] = cycles(engine)
    assert "'One'" in text or "'A'" in text


def test_a_task_that_follows_itself_is_a_cycle() -> None:
    assert len(cycles(linked(plan("A | 1d"), (1, 1)))) == 1


def test_many_cycles_at_once_are_all_named() -> None:
    count = 40
    made = plan("\n".join(f"T{number} | 1d" for number in range(1, count + 1)))
    ring = [(number, number % count + 1) for number in range(1, count + 1)]
    back = [(number % count + 1, number) for number in range(1, count + 1)]
    assert len(cycles(linked(made, *ring, *back))) >= count


@pytest.mark.parametrize("pair", [(1, 99), (99, 1)])
def test_a_link_to_a_task_that_is_not_there_is_passed_over(pair: tuple[int, int]) -> None:
    engine = linked(plan("A | 1d"), pair)
    assert dates(engine) == {"A": "5 08:00 - 5 17:00"}


def test_the_year_10000_is_not_reached() -> None:
    made = plan("\n".join(f"T{n} | 1d" + (f" | after T{n - 1}" if n else "") for n in range(12)))
    long = {uid: replace(task, duration=60 * 24 * 366 * 1000) for uid, task in made.tasks.items()}
    engine = linked(
        Project(
            made.info, tasks=long.values(), dependencies=made.dependencies.values(), calendars=made.calendars.values()
        )
    )
    assert engine.schedule.project_finish.year == 9999
    assert [note.code for note in engine.schedule.notes] == ["schedule.out-of-range"]
