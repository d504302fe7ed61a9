"""Usage of tasks and resources is printed as it is seen: rows, figures and periods, with the pages in the preview."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gantline.app.analysis.usage import Amount
from gantline.app.chart import styles
from gantline.app.chart.marks import Frame, Texts
from gantline.app.chart.page_cuts import ROW
from gantline.app.chart.print_setup import PrintSetup
from gantline.app.chart.tiers import Unit
from gantline.app.chart.time_scale import TimeScale
from gantline.app.project.moments import DAY, to_minute
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.widgets.charts.print_files import write_pdf
from gantline.widgets.charts.printout import Printout
from gantline.widgets.charts.usage_content import UsageContent, UsagePick
from gantline.widgets.dialogs.print_preview import CHART, RESOURCES, TASKS, PrintPreview
from gantline.widgets.usage_view.nodes import Nodes

from ..plan_maker import plan

MONDAY = to_minute(datetime(2026, 1, 5))
PLAN = "Phase\n  Dig | 3d | by Ann, Bob\n  Lay | 2d | by Ann"


@pytest.fixture
def document(qapp):
    return Document(plan(PLAN))


def pick(document: Document, *amounts: Amount, by_resource: bool = False) -> UsagePick:
    nodes = Nodes(document, RowSet(document))
    nodes.by_resource = by_resource
    nodes.rebuild()
    return UsagePick(nodes=[nodes[row] for row in range(len(nodes))], amounts=amounts, by_resource=by_resource)


def figures(content: UsageContent, days: int = 7) -> dict[tuple[int, int], tuple[str, bool]]:
    """Line and day from the first Monday to the figure there, and whether it stands out as too much."""
    zoom = DAY / 60
    height = ROW * len(content.uids)
    frame = Frame(minutes_per_pixel=zoom, left=round(MONDAY / zoom), top=0, width=days * 60, height=height)
    chart = content.chart(PrintSetup())
    found = {}
    for batch in chart.marks(frame, content.scale(zoom, PrintSetup())).batches:
        if isinstance(batch, Texts):
            for x, middle, text in batch.texts:
                found[middle // ROW, x // 60] = (text, batch.style == styles.OVERLOADED_TEXT)
    return found


def test_every_assignment_stands_below_its_task_with_its_hours_a_day(document):
    content = UsageContent(document.engine, pick(document, Amount.WORK))
    told = figures(content)
    assert [content.table(PrintSetup()).line(number)[0].level for number in content.uids] == [0, 1, 2, 2, 1, 2]
    assert told[2, 0] == ("8h", True), "Ann is in both tasks on Monday"
    assert told[3, 0] == ("8h", False)
    assert told[0, 0] == ("24h", False)
    assert (2, 3) not in told, "Dig is done by Wednesday"


def test_several_figures_are_lines_of_their_own(document):
    content = UsageContent(document.engine, pick(document, Amount.WORK, Amount.OVERLOAD, by_resource=True))
    table = content.table(PrintSetup())
    assert [table.line(number)[1] for number in range(2)] == [Amount.WORK, Amount.OVERLOAD]
    assert len(content.uids) == 2 * 5
    told = figures(content)
    assert (told[0, 0], told[1, 0]) == (("16h", True), ("8h", True))
    assert [column.title for column in table.columns] == ["Resource", "Details", "Total"]


def test_somebody_hears_of_every_row_and_total_and_can_give_it_up(document):
    class Heard(Ticket):
        def __init__(self, last: int = 1 << 60) -> None:
            self.steps, self._last = 0, last

        def step(self, done: int, total: int, text: str = "") -> None:
            self.steps += 1
            if self.steps > self._last:
                raise Cancelled

    nodes, heard = pick(document, Amount.WORK), Heard()
    content = UsageContent(document.engine, nodes, ticket=heard)
    assert heard.steps >= 2 * len(nodes.nodes)
    steps = heard.steps
    figures(content)
    assert heard.steps == steps, "once it is made nobody hears of it"
    with pytest.raises(Cancelled):
        UsageContent(document.engine, nodes, ticket=Heard(2))


def test_periods_are_as_long_as_figures_need(document):
    content = UsageContent(document.engine, pick(document, Amount.WORK))
    for zoom, unit in ((DAY / 60, Unit.DAY), (DAY / 12, Unit.WEEK), (DAY / 2, Unit.MONTH)):
        scale = content.scale(zoom, PrintSetup())
        assert isinstance(scale, TimeScale)
        assert scale.lower.unit is unit
        assert scale.lower.shortest / zoom >= 34


def test_names_figures_and_totals_stand_on_every_page_across(document, tmp_path):
    content = UsageContent(document.engine, pick(document, Amount.WORK, Amount.COST))
    printout = Printout(content, PrintSetup(across=3, down=None, size=(120, 90)))
    assert len({sheet.column for sheet in printout.pages.sheets}) > 1
    assert all(
        [column.key for column in sheet.columns] == ["name", "details", "total"] for sheet in printout.pages.sheets
    )
    path = tmp_path / "usage.pdf"
    write_pdf(printout, path, Ticket())
    assert path.read_bytes().startswith(b"%PDF")


def test_an_empty_usage_view_prints_a_page(qapp):
    engine = Engine(plan(""))
    printout = Printout(
        UsageContent(engine, UsagePick(nodes=[], amounts=(Amount.WORK,), by_resource=True)), PrintSetup()
    )
    assert len(printout.pages.sheets) == 1


@pytest.fixture
def previews(monkeypatch):
    """The previews that were opened."""
    found: list[PrintPreview] = []

    def answer(dialog):
        found.append(dialog)
        return 0

    monkeypatch.setattr(PrintPreview, "exec", answer)
    return found


def test_the_preview_begins_with_the_usage_in_which_the_keyboard_is(qtbot, window, previews):
    lower = window.plan.lower
    lower.show_pane(RESOURCES)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    lower.usage.grid.setFocus()
    window.actions_made["print_preview"].trigger()
    (preview,) = previews
    assert preview.what.currentData() == RESOURCES
    content = preview.printout.content
    assert isinstance(content, UsageContent)
    assert content.pick.by_resource
    assert not preview.options.columns.isEnabled()

    window.plan.table.setFocus()
    window.actions_made["print_preview"].trigger()
    assert previews[1].what.currentData() == CHART


def test_the_preview_changes_between_chart_and_usage(qtbot, window, previews):
    window.plan.lower.show_pane(TASKS)
    window.actions_made["print_preview"].trigger()
    (preview,) = previews
    rows = len(preview.printout.content.uids)
    preview.show()
    preview.what.setFocus()
    QTest.keyClick(preview.what, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: isinstance(preview.printout.content, UsageContent))
    assert len(preview.printout.content.uids) > rows, "assignments have lines of their own"
    assert not preview.options.columns.isEnabled()
    QTest.keyClick(preview.what, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: not isinstance(preview.printout.content, UsageContent))
    assert len(preview.printout.content.uids) == rows
    assert preview.options.columns.isEnabled()
