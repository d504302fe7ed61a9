"""Where rows come, go and move, those below are moved on the screen; that must look as if all were painted anew."""

import os
import subprocess
import sys

import pytest

from gantline.widgets.painted_rows import moved_rows

SCRIPT = """
import os, sys
from contextlib import suppress
from random import Random
from PySide6.QtCore import QRect, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from gantline.app.edits import tasks
from gantline.app.gui import build
from gantline.app.project.errors import EditError
from gantline.app.schedule.engine import Engine
from gantline.app.workspace import commands
from gantline.app.workspace.settings import Settings
from gantline.widgets import plan_view
from gantline.widgets.table.task_table import TaskTable
sys.path.insert(0, sys.argv[1])
from tests.benchmarks.generated import plan

application = QApplication([])
application.setStyle("Fusion")
heights = []


class Watched(TaskTable):
    def paintEvent(self, event):
        heights.append(sum(rect.height() * rect.width() for rect in event.region()) / self.viewport().width())
        super().paintEvent(event)


plan_view.TaskTable = Watched
window = build(Settings(QSettings(sys.argv[2], QSettings.Format.IniFormat)))
window.resize(1100, 800)
window.document.replace(Engine(plan(400)))
window.show()
document, rows, selection, random = window.document, window.rows, window.selection, Random(int(sys.argv[3]))
table, chart = window.plan.table, window.plan.gantt
chart.axis.zoom(1440 / 12)
bar, undo = chart.verticalScrollBar(), document.undo_stack


def seen():
    first = bar.value() // rows.row_height
    return random.randrange(first, min(first + 16, len(rows)))


def select():
    row = seen()
    selection.set(rows.uids[row : row + random.choice((1, 1, 3))])


def fold():
    rows.fold([uid for uid in rows.uids[seen() :][:8]], random.random() < 0.5)


def rename():
    row = seen()
    name = "x" * random.randrange(30)
    document.push(tasks.rename(document.project, rows.uids[row], name), "Rename")


def commanded(command):
    return lambda: command(document, selection, rows)


EDITS = [*map(commanded, (commands.insert_task, commands.delete_tasks, commands.move_down, commands.move_up,
                          commands.indent, commands.outdent))]
OTHERS = [select, fold, rename, lambda: bar.setValue(bar.value() + random.choice((-240, -24, 24, 240))),
          lambda: table.horizontalScrollBar().setValue(random.randrange(60)),
          lambda: table.titles.freeze(random.randrange(3))]


def painted():
    for _time in range(3):
        application.sendPostedEvents()
        application.processEvents()
    whole, ratio = window.backingStore().paintDevice(), window.devicePixelRatio()
    parts = (table.viewport(), table.verticalHeader().viewport(), chart.viewport())
    places = [QRect(part.mapTo(window, part.rect().topLeft()) * ratio, part.size() * ratio) for part in parts]
    return [whole.copy(place) for place in places]


for _time in range(20):
    application.processEvents()
table.show_columns(["name", "duration", "start", "finish", "wbs"])
select()
painted()
differing = few = 0
for at in range(60):
    before = len(heights)
    for _time in range(random.choice((1, 1, 1, 2))):
        with suppress(EditError):
            random.choice([*EDITS, *EDITS, undo.undo, undo.redo, random.choice(OTHERS)])()
    kept = painted()
    few += sum(heights[before:]) < 200
    for part in (window, *window.findChildren(QWidget)):
        part.update()
    fresh = painted()
    for one, other in zip(kept, fresh):
        if one != other:
            pairs = zip(bytes(one.constBits()), bytes(other.constBits()))
            differing = max(differing, max(abs(byte - again) for byte, again in pairs))
print(differing, few, window.devicePixelRatioF(), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("factor", ["1", "2"])
def test_rows_that_moved_look_as_if_they_were_painted_anew(factor, pytestconfig, tmp_path):
    environment = {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen", "PATH": os.environ["PATH"]}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(pytestconfig.rootpath), str(tmp_path / "settings.ini"), factor],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    differing, few, ratio = done.stdout.split()

    assert float(ratio) == float(factor)
    assert int(differing) <= 2  # of 255: what smoothing of round corners may round another way
    assert int(few) >= 25  # of 60 times little was painted


def test_of_rows_the_longest_run_that_went_as_far_is_moved():
    before = dict(enumerate("abcdefgh"))

    assert moved_rows(before, dict(enumerate("abXcdefg")), range(8)) == (range(2, 7), 1)
    assert moved_rows(before, dict(enumerate("abefghXY")), range(8)) == (range(4, 8), -2)
    assert moved_rows(before, dict(enumerate("abdcefgh")), range(8)) is None
    assert moved_rows(before, dict(enumerate("abcdefgh")), range(8)) is None


def test_rows_that_were_cut_off_at_an_edge_are_not_moved():
    before = dict(enumerate("abcdefgh"))

    assert moved_rows(before, dict(enumerate("bcdefghX")), range(1, 7)) == (range(1, 7), -1)
