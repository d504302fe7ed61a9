"""Edits of the outline do what the user's hand expects from Microsoft Project, and refuse what cannot be."""

from datetime import datetime

import pytest

from gantline.app.edits import links, outline, tasks
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    Assignment,
    AssignmentUid,
    Dependency,
    ProjectInfo,
    Resource,
    ResourceUid,
    StoredDates,
    Task,
    TaskUid,
)


def plan(text: str, *pairs: tuple[int, int], **info) -> Project:
    """A plan from words: each is a task, its dots are its level below the first; ``-`` is a blank row."""
    children: dict[TaskUid, list[TaskUid]] = {}
    path, tasks_ = [ROOT], []
    for number, word in enumerate(text.split(), 1):
        level = len(word) - len(word.lstrip("."))
        del path[level + 1 :]
        uid, name = TaskUid(number), word.lstrip(".")
        children.setdefault(path[-1], []).append(uid)
        path.append(uid)
        tasks_.append(Task(uid=uid, blank=True) if name == "-" else Task(uid=uid, name=name))
    return Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8), **info),
        tasks=tasks_,
        children={uid: tuple(kids) for uid, kids in children.items()},
        dependencies=[Dependency(predecessor=TaskUid(a), successor=TaskUid(b)) for a, b in pairs],
    )


def shown(project: Project) -> str:
    """The outline in words."""
    return " ".join("." * (level - 1) + (project.tasks[uid].name or "-") for uid, level in project.outline())


def after(project: Project, patch: Patch) -> str:
    project.apply(patch)
    return shown(project)


def uids(project: Project, names: str) -> list[TaskUid]:
    return [uid for uid, task in project.tasks.items() if task.name and task.name in names.split()]


@pytest.mark.parametrize(
    ("text", "chosen", "result"),
    [
        ("A B C", "B", "A .B C"),
        ("A B C", "B C", "A .B .C"),
        ("A B .C D", "B", "A .B ..C D"),
        ("A .B C", "C", "A .B .C"),
        ("A B .C .D", "B D", "A .B ..C ..D"),
        ("A - B", "B", "A .- .B"),
        ("A B C", "A B", "A .B C"),
    ],
)
def test_indent_puts_tasks_below_the_one_above(text, chosen, result):
    project = plan(text)
    assert after(project, outline.indent(project, uids(project, chosen))) == result


@pytest.mark.parametrize(
    ("text", "chosen", "result"),
    [
        ("A .B", "B", "A B"),
        ("A .B .C", "B", "A B .C"),
        ("A .B .C", "B C", "A B C"),
        ("A .B ..C .D", "B", "A B .C .D"),
        ("A .B ..C ..D .E", "C", "A .B .C ..D .E"),
        ("A .B .-", "B", "A B -"),
    ],
)
def test_outdent_keeps_the_rows_in_order_and_takes_followers_along(text, chosen, result):
    project = plan(text)
    assert after(project, outline.outdent(project, uids(project, chosen))) == result


@pytest.mark.parametrize(("edit", "chosen"), [(outline.indent, "A"), (outline.outdent, "A B")])
def test_what_cannot_be_moved_in_or_out_is_refused(edit, chosen):
    project = plan("A B")
    with pytest.raises(EditError):
        edit(project, uids(project, chosen))


@pytest.mark.parametrize(
    ("text", "chosen", "up", "down"),
    [
        ("A B C", "B", "B A C", "A C B"),
        ("A B C D", "B C", "B C A D", "A D B C"),
        ("A .B C .D E .F", "D", "A .B .D C E .F", "A .B C E .D .F"),
        ("A C .D E", "D", "A D C E", "A C D E"),
        ("A .B C", "C", "C A .B", None),
    ],
)
def test_tasks_move_up_and_down_with_all_below_them(text, chosen, up, down):
    for edit, result in ((outline.move_up, up), (outline.move_down, down)):
        project = plan(text)
        if result is None:
            with pytest.raises(EditError):
                edit(project, uids(project, chosen))
        else:
            assert after(project, edit(project, uids(project, chosen))) == result


def test_tasks_are_moved_anywhere_but_into_themselves():
    project = plan("A .B C D")
    a, c = TaskUid(1), TaskUid(3)
    assert after(project, outline.move_to(project, [c], a, 0)) == "A .C .B D"
    assert after(project, outline.move_to(project, [TaskUid(4), c], ROOT, 0)) == "C D A .B"
    with pytest.raises(EditError):
        outline.move_to(project, [a], TaskUid(2), 0)


def test_new_tasks_stand_above_below_and_last_at_the_level_of_their_neighbour():
    project = plan("A .B C .D")
    new = lambda name: outline.new_task(project, name)  # noqa: E731
    assert after(project, outline.add_above(project, TaskUid(2), new("X"))) == "A .X .B C .D"
    assert after(project, outline.add_below(project, TaskUid(1), new("Y"))) == "A .X .B Y C .D"
    assert after(project, outline.append(project, new("Z"))) == "A .X .B Y C .D .Z"


def test_new_tasks_are_as_the_plan_wants_them():
    project = plan("A", new_tasks_manual=True, from_finish=True, minutes_per_day=420, new_tasks_effort_driven=True)
    made = outline.new_task(project, "New")
    assert (made.manual, made.start_text, made.duration, made.estimated) == (True, "", 420, True)
    assert (made.constraint, made.effort_driven) == (ConstraintKind.AS_LATE_AS_POSSIBLE, True)


def test_uids_of_deleted_tasks_are_never_given_again():
    project = plan("A B")
    project.apply(outline.delete(project, [TaskUid(2)]))
    assert outline.new_task(project).uid == 3


def test_delete_takes_the_tasks_below_with_links_and_assignments():
    project = plan("A .B C D", (2, 3), (3, 4))
    project.apply(
        Patch(
            {
                "resources": {ResourceUid(1): (None, Resource(uid=ResourceUid(1)))},
                "plan": {"resource_order": ((), (ResourceUid(1),))},
                "assignments": {
                    AssignmentUid(1): (None, Assignment(uid=AssignmentUid(1), task=TaskUid(2), resource=ResourceUid(1)))
                },
                "stored_dates": {TaskUid(2): (None, StoredDates()), TaskUid(3): (None, StoredDates())},
            }
        )
    )

    assert after(project, outline.delete(project, [TaskUid(1)])) == "C D"
    assert list(project.dependencies) == [(3, 4)]
    assert not project.assignments
    assert not project.stored_dates


def test_a_summary_that_loses_its_last_task_is_a_task_again():
    project = plan("A .B")
    project.apply(outline.delete(project, [TaskUid(2)]))
    assert not project.is_summary(TaskUid(1))


def test_a_task_that_becomes_a_summary_loses_progress_and_strict_constraints():
    project = plan("A B")
    project.apply(tasks.set_constraint(project, [TaskUid(1)], ConstraintKind.MUST_START_ON, datetime(2026, 2, 2)))
    project.apply(tasks.set_fields(project, [TaskUid(1)], percent_complete=50, milestone=True))
    project.apply(outline.indent(project, [TaskUid(2)]))

    summary = project.tasks[TaskUid(1)]
    assert (summary.constraint, summary.constraint_date) == (ConstraintKind.AS_SOON_AS_POSSIBLE, None)
    assert (summary.percent_complete, summary.milestone) == (0, False)


def test_indenting_below_a_predecessor_drops_the_link_that_could_not_be():
    project = plan("A B C", (1, 2), (2, 3))
    project.apply(outline.indent(project, [TaskUid(2)]))
    assert list(project.dependencies) == [(2, 3)]


def test_a_move_that_would_close_a_circle_of_links_is_refused():
    project = plan("A .X B C", (1, 3), (3, 4))  # C follows B follows summary A
    before = project.snapshot()
    with pytest.raises(EditError, match="circle"):
        outline.move_to(project, [TaskUid(4)], TaskUid(1), 0)
    assert project == before


@pytest.mark.parametrize(
    ("text", "present", "wanted"),
    [
        ("A B", (), (1, 1)),
        ("A B", (1, 2), (2, 1)),
        ("A .B", (), (1, 2)),
        ("A .B", (), (2, 1)),
        ("A .B C", (2, 3), (3, 1)),
        ("A .B C .D", (2, 3), (4, 1)),
        ("A .B C .D", (1, 3), (4, 2)),
    ],
)
def test_links_in_circles_are_refused_also_through_summaries(text, present, wanted):
    project = plan(text, *([present] if present else []))
    with pytest.raises(EditError):
        links.set_link(project, TaskUid(wanted[0]), TaskUid(wanted[1]))


def test_links_between_tasks_of_two_summaries_may_go_both_ways():
    project = plan("A .B .C D .E .F", (2, 5))
    project.apply(links.set_link(project, TaskUid(6), TaskUid(3)))
    assert len(project.dependencies) == 2


def test_linking_a_selection_makes_a_chain_and_leaves_out_summaries_of_their_own_tasks():
    project = plan("A .B .C D -")
    project.apply(links.link(project, [TaskUid(uid) for uid in (1, 2, 3, 4, 5)]))
    assert list(project.dependencies) == [(2, 3), (3, 4)]
    with pytest.raises(EditError):
        links.link(project, [TaskUid(1)])


def test_unlinking_removes_links_among_the_selection_or_all_of_one_task():
    project = plan("A B C D", (1, 2), (2, 3), (3, 4))
    project.apply(links.unlink(project, [TaskUid(1), TaskUid(2)]))
    assert list(project.dependencies) == [(2, 3), (3, 4)]
    project.apply(links.unlink(project, [TaskUid(3)]))
    assert not project.dependencies
    with pytest.raises(EditError):
        links.unlink(project, [TaskUid(1)])
