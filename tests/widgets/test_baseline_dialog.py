"""Set and Clear Baseline ask which one and for which tasks."""

import pytest
from PySide6.QtWidgets import QDialog

from gantline.app.edits import baselines
from gantline.widgets.dialogs.baselines import BaselineDialog
from gantline.widgets.dialogs.project_information import ProjectInformation

from ..plan_maker import plan


@pytest.fixture
def answer(monkeypatch):
    """Answers the dialog with a number, for the selected tasks or for all."""

    def with_number(number: int, *, selected: bool = False) -> None:
        def fill(dialog: BaselineDialog) -> int:
            dialog.choice.setCurrentIndex(number)
            dialog.selected_tasks.setChecked(selected)
            return int(QDialog.DialogCode.Accepted)

        monkeypatch.setattr(BaselineDialog, "exec", fill)

    return with_number


def test_the_dialog_says_what_each_baseline_holds(qtbot):
    project = plan("Dig | 1d\nLay | 1d")
    from gantline.app.schedule.engine import Engine

    project.apply(baselines.save(Engine(project), 3))
    dialog = BaselineDialog(project, "Set Baseline", [])
    qtbot.addWidget(dialog)
    assert [dialog.choice.itemText(number) for number in (0, 3)] == ["Baseline", "Baseline 3 (2 tasks)"]
    assert not dialog.selected_tasks.isEnabled()
    assert (dialog.number, dialog.uids) == (0, None)


def test_a_chosen_baseline_is_set_for_all_tasks_as_one_step(window, answer):
    answer(4)
    window.actions_made["set_baseline"].trigger()
    project = window.document.project
    assert baselines.saved(project)[4] == sum(1 for task in project.tasks.values() if not task.blank)
    assert window.document.undo_stack.undoText() == "Set Baseline 4"
    window.document.undo_stack.undo()
    assert not baselines.saved(project)[4]


def test_a_baseline_of_the_selected_tasks_is_cleared(window, answer):
    uid = window.rows.uids[1]
    window.selection.set([uid])
    answer(0, selected=True)
    before = baselines.saved(window.document.project)[0]
    window.actions_made["clear_baseline"].trigger()
    assert baselines.saved(window.document.project)[0] == before - 1
    assert not window.document.project.tasks[uid].baselines


def test_the_user_can_change_their_mind(window, monkeypatch):
    monkeypatch.setattr(BaselineDialog, "exec", lambda _dialog: int(QDialog.DialogCode.Rejected))
    window.actions_made["clear_baseline"].trigger()
    assert not window.document.modified


def test_several_critical_paths_are_a_property_of_the_plan(qtbot, window):
    dialog = ProjectInformation(window.document)
    qtbot.addWidget(dialog)
    assert not dialog.several_paths.isChecked()
    dialog.several_paths.setChecked(True)
    dialog.accept()
    assert window.document.project.info.multiple_critical_paths
    window.document.undo_stack.undo()
    assert not window.document.project.info.multiple_critical_paths
