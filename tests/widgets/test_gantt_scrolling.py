"""Scrolling moves what is painted; that must look as if everything were painted anew, at every scale of the screen."""

import subprocess
import sys

import pytest

SCRIPT = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from random import Random
from PySide6.QtWidgets import QApplication
from gantline.app.project.moments import to_datetime
from gantline.app.schedule.engine import Engine
from gantline.app.edits.plan import set_info
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from gantline.app.workspace.time_axis import TimeAxis
from gantline.widgets.appearance import Appearance
from gantline.widgets.gantt.gantt_view import GanttView
sys.path.insert(0, sys.argv[1])
from tests.benchmarks.generated import plan

heights = []


class Watched(GanttView):
    def paintEvent(self, event):
        heights.append(sum(rect.height() for rect in event.region()))
        super().paintEvent(event)


application = QApplication([])
application.setStyle("Fusion")
document = Document(plan(1500))
schedule = document.schedule
document.push(set_info(document.project, status_date=to_datetime(schedule.start[40])), "Status")
view = Watched(document, RowSet(document), TimeAxis(), Selection(), Appearance())
view.resize(900, 700)
view.show()
view.axis.zoom(1440 / 12)
view.scroll_to_date(schedule.start[1])
view.selection.set((view.rows.uids[12],))
application.processEvents()
bar, random = view.verticalScrollBar(), Random(4)
differing = 0
for at in range(60):
    steps = [random.choice((24, 72, -24, 48, 240))] * random.choice((1, 1, 2))
    for step in steps:
        bar.setValue(bar.value() + step)
    application.processEvents()
    shown = view.backingStore().paintDevice()
    kept = shown.copy()
    view.viewport().update()
    application.processEvents()
    fresh = view.backingStore().paintDevice().copy()
    if kept != fresh:
        pairs = zip(bytes(kept.constBits()), bytes(fresh.constBits()))
        differing = max(differing, max(abs(one - other) for one, other in pairs))
print(differing, sum(height < 400 for height in heights), view.devicePixelRatioF(), flush=True)
os._exit(0)
"""


@pytest.mark.parametrize("factor", ["1", "1.25", "1.5", "2"])
def test_scrolled_pixels_are_those_of_a_fresh_painting(factor, pytestconfig):
    environment = {"QT_SCALE_FACTOR": factor, "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(pytestconfig.rootpath)],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    differing, moved, ratio = done.stdout.split()

    assert float(ratio) == float(factor)
    assert int(differing) <= 2  # of 255: what smoothing of round corners may round another way
    assert int(moved) >= 20  # most of the 60 were moved rather than painted anew
