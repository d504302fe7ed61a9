"""Tasks are found by row and by words of their name, the nearest first."""

from gantline.app.analysis.task_search import find_tasks
from gantline.app.edits import outline
from gantline.app.workspace.new_plan import new_plan


def plan_of(*names):
    project = new_plan()
    for name in names:
        project.apply(outline.append(project, outline.new_task(project, name)))
    return project


def test_the_row_comes_first_then_beginnings_then_words_then_the_rest():
    project = plan_of("Test plan", "Load test", "Contest 1", "Test", "Unit 1")
    assert [hit.name for hit in find_tasks(project, "test")] == ["Test plan", "Test", "Load test", "Contest 1"]
    assert find_tasks(project, "1")[0].name == "Test plan"
    assert {hit.name for hit in find_tasks(project, "1")} == {"Test plan", "Contest 1", "Unit 1"}


def test_every_word_has_to_fit():
    project = plan_of("Order hardware", "Hardware rack", "Order cables")
    assert [hit.name for hit in find_tasks(project, "hard order")] == ["Order hardware"]


def test_nothing_typed_finds_nothing_and_no_more_than_asked_are_given():
    project = plan_of(*(f"Task {n}" for n in range(100)))
    assert find_tasks(project, "  ") == []
    assert len(find_tasks(project, "task", most=7)) == 7
    assert find_tasks(project, "100")[0].row == 100
