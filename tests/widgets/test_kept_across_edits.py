"""What views keep across edits is what they would find anew."""

from contextlib import suppress
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QImage, QPainter

from gantline.app.analysis.figures import Figures
from gantline.app.chart.options import BarTexts, Options
from gantline.app.chart.theme import LIGHT
from gantline.app.chart.time_scale import TimeScale
from gantline.app.edits.wording import Style, Wording
from gantline.app.project.errors import EditError
from gantline.app.views.arranged import arranged
from gantline.app.views.columns import Columns
from gantline.app.views.fields import Facts
from gantline.app.views.match import containing
from gantline.app.views.outline import Outline
from gantline.app.views.spec import AS_PLANNED, Arrangement, GroupBy, SortBy
from gantline.app.workspace.document import Document
from gantline.widgets.gantt.source import ChartSource
from gantline.widgets.table.cell_layout import Column
from gantline.widgets.table.cells import CellPainter, Window
from gantline.widgets.table.task_model import TaskModel
from tests.app.chart_plans import LABELS, frame
from tests.laws import law
from tests.plan_maker import plan
from tests.random_planner import PLAN, Planner

FIELDS = ("name", "row", "duration", "start", "finish", "predecessors", "successors", "resources", "percent_complete",
          "wbs", "outline_level", "summary_name", "total_slack", "critical", "work", "cost", "mode", "status", "notes",
          "constraint", "overallocated", "late_finish", "dates_differ")  # fmt: skip
ARRANGEMENTS = (
    AS_PLANNED,
    Arrangement(text="a"),
    Arrangement(text="a", summaries=False),
    Arrangement(sorts=(SortBy(field="name", descending=True),)),
    Arrangement(sorts=(SortBy(field="start"), SortBy(field="resources")), outline=False),
    Arrangement(groups=(GroupBy(field="finish", interval="week"), GroupBy(field="resources"))),
    Arrangement(groups=(GroupBy(field="name", interval="letter"),), hierarchy=True),
)
LIMITS = (
    "app.workspace.change.MANY",
    "app.workspace.row_set.SPLICED",
    "app.views.columns._FEW",
    "app.analysis.figures._MANY",
    "app.analysis.loading._MANY",
    "widgets.table.task_model._FEW",
    "widgets.table.overloads._MANY",
    "widgets.gantt.source.MANY",
)
"""Of more tasks than this, views drop what they kept instead of going through them."""

SEEN = frame(height=2000)


def plain(value: object) -> object:
    """Something that can be compared: arrays as lists, records as what they hold."""
    if isinstance(value, np.ndarray):
        return sorted(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    names = getattr(value, "__struct_fields__", None) or getattr(value, "__dataclass_fields__", None)
    return value if names is None else [type(value).__name__, *(plain(getattr(value, name)) for name in names)]


def values_of(columns: Columns) -> dict[str, object]:
    """What is kept of every field, and in which order it puts the tasks."""
    found: dict[str, object] = {"": columns.search_texts(), "blank": columns.blank.tolist()}
    for key in FIELDS:
        numeric = columns.is_numeric(key)
        values = columns.numbers(key).tolist() if numeric else [columns.texts(key), columns.folded(key)]
        found[key] = [repr(values), np.unique(columns.ranks(key), return_inverse=True)[1].tolist()]
    return found


def columns_anew(document: Document) -> Columns:
    facts = Facts(
        figures=Figures(document.engine),
        wording=Wording(document.project.info),
        today=date.today(),
        differing=lambda: document.differing,
    )
    return Columns(facts, Outline(document.project))


def charted(source: ChartSource) -> object:
    """A chart, but for the order in which links were made."""
    marks = source.chart().marks(SEEN, TimeScale(SEEN.minutes_per_pixel, LABELS))
    wires, links = marks.wires, {}
    for at, key in enumerate(wires.keys):
        links[tuple(key)] = sorted(wires.ends[wires.owners == at].tolist())
    return [sorted(map(repr, map(plain, marks.batches))), plain(list(marks.bars.values())), links]


def painted(cells: CellPainter, model: TaskModel) -> bytes:
    """The picture of all rows of a table."""
    image = QImage(80 * len(FIELDS), 20 * 50, QImage.Format.Format_RGB32)
    image.fill(0)
    columns = [Column(at, 80 * at, 80, field) for at, field in enumerate(model.columns)]
    painter = QPainter(image)
    cells.paint(painter, Window(0, model.rowCount() - 1, 20, 0, columns, [], None, focus=False), LIGHT)
    painter.end()
    return bytes(image.constBits())


def told(model: TaskModel) -> list[list[str]]:
    columns = range(len(model.columns))
    return [[model.data(model.index(row, column)) for column in columns] for row in range(model.rowCount() - 1)]


@pytest.mark.parametrize("wanted", ARRANGEMENTS)
@law(2)
@given(seed=st.integers(0, 10_000), few=st.sampled_from([4000, 2]))
def test_what_is_kept_across_edits_is_what_is_found_anew(qapp, monkeypatch, wanted, seed, few):
    for limit in LIMITS:
        monkeypatch.setattr(f"gantline.{limit}", few)
    monkeypatch.setattr("gantline.widgets.gantt.source.now", lambda: 0)
    document = Document(plan(PLAN))
    planner = Planner(document, seed)
    rows = planner.rows
    rows.set_overloading(lambda: ())
    rows.arrange(wanted)
    model = TaskModel(document, rows, planner.selection, Style(), document)
    model.show_columns(FIELDS)
    source = ChartSource(document, rows, lambda: Wording(document.project.info), document)
    source.set_options(Options(task_texts=BarTexts(right="resources", inside="name"), slack=True, baseline=0))
    cells = CellPainter(model, rows, QFont())
    model.texts_changed.connect(cells.layout.forget)
    model.rows_changed.connect(cells.layout.forget)
    for _edit in range(6):
        _kept = values_of(rows.columns), charted(source), told(model), painted(cells, model)
        with suppress(EditError):
            planner.random.choice([planner.edit, planner.edit, document.undo_stack.undo, document.undo_stack.redo])()
        anew = columns_anew(document)
        assert values_of(rows.columns) == values_of(anew)
        assert charted(source) == charted(chart_anew(document, rows, source))
        other = model_anew(document, rows, planner)
        assert told(model) == told(other)
        assert painted(cells, model) == painted(CellPainter(other, rows, QFont()), other)
        rows.apply_again()
        hits = containing(wanted.text, anew) if wanted.text else None
        sheet = arranged(wanted, hits, anew, rows._uid_of)
        assert (list(rows.uids), list(rows.levels)) == (sheet.uids.tolist(), sheet.levels.tolist())


def chart_anew(document, rows, like):
    source = ChartSource(document, rows, lambda: Wording(document.project.info), document)
    source.set_options(like.options)
    return source


def model_anew(document, rows, planner):
    model = TaskModel(document, rows, planner.selection, Style(), document)
    model.show_columns(FIELDS)
    return model
