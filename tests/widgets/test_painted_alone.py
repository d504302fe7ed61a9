"""Where an edit shows in a few rows, these are painted alone; that must look as if everything were painted anew."""

from contextlib import suppress

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gantline.app.chart.options import BarTexts, Options
from gantline.app.edits import tasks
from gantline.app.project.errors import EditError
from gantline.app.workspace.document import Document
from gantline.app.workspace.loads import Loads
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.gantt.gantt_view import GanttView
from gantline.widgets.resource_view.resource_view import ResourceView
from gantline.widgets.table.task_table import TaskTable
from tests.plan_maker import plan
from tests.random_planner import PLAN, Planner


@pytest.fixture(params=["table", "chart", "loads"])
def shown(qtbot, request):
    document = Document(plan(PLAN))
    planner, appearance = Planner(document, 3), Appearance(document)
    if request.param == "table":
        view = TaskTable(document, planner.rows, planner.selection, appearance)
    elif request.param == "loads":
        axis = TimeAxis(document)
        view = ResourceView(document, Loads.of(document), axis, planner.selection, appearance)
    else:
        view = GanttView(document, planner.rows, TimeAxis(document), planner.selection, appearance)
        view.set_options(Options(task_texts=BarTexts(right="name", inside="resources")))
    document.setParent(view)
    qtbot.addWidget(view)
    view.resize(900, 500)
    with qtbot.waitExposed(view):
        view.show()
    return view, planner


def painted(view) -> bytes:
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    return bytes(view.window().backingStore().paintDevice().constBits())


def test_rows_painted_alone_look_as_when_all_are_painted(shown):
    view, planner = shown
    document = planner.document
    for edit in range(40):
        do = [planner.edit, document.undo_stack.undo] if edit % 2 else [lambda: rename(planner)]
        with suppress(EditError):
            planner.random.choice(do)()
        kept = painted(view)
        for part in (view, *view.findChildren(QWidget)):
            part.update()
        assert kept == painted(view)


def rename(planner) -> None:
    project, random = planner.document.project, planner.random
    name = "".join(random.choices("name of a task", k=random.randint(1, 40)))
    planner.document.push(tasks.rename(project, random.choice([*project.tasks]), name), "Rename")
