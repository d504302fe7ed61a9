"""The print preview shows the pages as they will be, follows every choice, and writes them."""

from datetime import date, datetime
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QMarginsF, QSettings, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox

from gantline.app.chart.print_setup import LegendPlace, PrintSetup, TimeDetail
from gantline.app.edits.wording import Style
from gantline.app.project.project import Project
from gantline.app.project.records import (
    STANDARD_WEEK,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Ticket
from gantline.app.views.listing import Listing
from gantline.app.workspace.document import Document
from gantline.app.workspace.print_choice import Columns, PrintChoice, PrintMemory, ShownColumns
from gantline.app.workspace.settings import PRINT, Settings
from gantline.widgets.appearance import Appearance
from gantline.widgets.charts.print_files import page_layout, print_to
from gantline.widgets.dialogs.print_preview import PrintPreview
from gantline.widgets.dialogs.print_sending import chosen_sheets, within_margins


def plan(tasks: int = 120, start: datetime = datetime(2027, 3, 1, 8)) -> Project:
    """A chain of tasks of two days each."""
    return Project(
        ProjectInfo(start=start, title="Move to the cloud"),
        tasks=[Task(uid=TaskUid(uid), name=f"Task no. {uid}", duration=960) for uid in range(1, tasks + 1)],
        dependencies=[Dependency(predecessor=TaskUid(uid), successor=TaskUid(uid + 1)) for uid in range(1, tasks)],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)],
    )


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def memory(settings):
    return PrintMemory(settings)


@pytest.fixture
def open_preview(qtbot, memory):
    def opened(project: Project | None = None, **more: object) -> PrintPreview:
        appearance = Appearance()
        kept = more.pop("memory", memory)
        preview = PrintPreview(Document(project or plan()), appearance, memory=kept, style=Style(), **more)
        appearance.setParent(preview)
        qtbot.addWidget(preview)
        preview.resize(1100, 700)
        preview.show()
        return preview

    return opened


@pytest.fixture
def preview(open_preview):
    return open_preview()


def settled(qtbot, preview: PrintPreview) -> None:
    """Wait until all sheets in view have their pictures."""
    qtbot.waitUntil(lambda: len(preview.poster.painted) > 0 and preview.poster._missing() is None)


def test_pages_and_smallest_text_are_told(preview):
    assert preview.summary.text() == "1 × 4 = 4 pages, smallest text 7.5 pt"
    assert preview.message.text() == ""


def test_small_texts_are_warned_of(preview):
    preview.options.one_page.click()
    preview.refresh()

    assert preview.summary.text().startswith("1 × 1 = 1 page, smallest text ")
    assert "hard to read" in preview.message.text()


def test_the_pages_follow_the_choices_without_being_asked(qtbot, preview):
    preview.options.across.setValue(2)

    qtbot.waitUntil(lambda: preview.printout.pages.across == 2)
    assert preview.summary.text().startswith("2 × 4 = 8 pages")


def test_every_choice_reaches_the_setup(preview):
    options = preview.options
    options.paper.setCurrentIndex(options.paper.findData("A3"))
    options.upright.setChecked(True)
    options.margin.setValue(20)
    options.by_percent.setChecked(True)
    options.percent.setValue(80)
    options.detail.setCurrentIndex(options.detail.findData(TimeDetail.WEEKS))
    options.from_day.setChecked(True)
    options.grey.setChecked(True)
    options.shown["links"].setChecked(False)
    options.shown["today_line"].setChecked(True)
    options.legend.setCurrentIndex(options.legend.findData(LegendPlace.EVERY))
    options.title.setText("Plan of {manager}")
    options.header[1].setText("secret")
    options.repeated.setValue(3)
    preview.refresh()

    setup = preview.printout.setup
    assert (setup.paper, setup.landscape, setup.margins.top, setup.percent) == ("A3", False, 20, 80)
    assert (setup.detail, setup.legend) == (TimeDetail.WEEKS, LegendPlace.EVERY)
    assert (setup.start, setup.finish) == (date(2027, 3, 1), None)
    assert (setup.greyscale, setup.links, setup.today_line, setup.repeated) == (True, False, True, 3)
    assert (setup.title, setup.header[1]) == ("Plan of {manager}", "secret")


def test_showing_a_setup_and_reading_it_gives_the_same(preview):
    setup = PrintSetup(
        size=(900.0, 300.0),
        percent=None,
        across=None,
        down=2,
        start=date(2027, 3, 8),
        finish=date(2027, 5, 1),
        columns=("name", "work", "finish"),
        repeated=0,
        legend=LegendPlace.NONE,
        baseline=False,
        footer=("", "{sheet}", ""),
    )
    preview.options.show_choice(PrintChoice(setup, Columns.OWN))

    assert preview.options.setup == setup


def test_columns_are_chosen_by_their_boxes(preview):
    columns = preview.options.columns
    item = next(columns.item(row) for row in range(columns.count()) if columns.item(row).text() == "Work")
    item.setCheckState(Qt.CheckState.Checked)
    columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    preview.refresh()

    shown = [column.key for column in preview.printout.pages.sheets[0].columns]
    assert shown == ["name", "duration", "start", "finish", "work"]


def test_what_cannot_be_printed_is_said_and_the_pages_stay(preview):
    preview.options.paper.setCurrentIndex(preview.options.paper.findData("A5"))
    preview.options.margin.setValue(60)
    preview.refresh()

    assert "margins" in preview.message.text()
    assert preview.printout.setup.margins.top == 10
    preview.options.margin.setValue(10)
    preview.refresh()
    assert preview.printout.setup.paper == "A5"


def test_the_last_setup_is_remembered(open_preview):
    first = open_preview()
    first.options.grey.setChecked(True)
    first.refresh()

    assert open_preview().printout.setup.greyscale


def test_what_was_chosen_last_is_kept_for_the_next_start_but_for_the_dates(open_preview, settings):
    first = open_preview()
    first.options.paper.setCurrentIndex(first.options.paper.findData("A3"))
    first.options.from_day.setChecked(True)
    first.options.columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    first.refresh()
    settings.sync()

    later = open_preview(memory=PrintMemory(settings))

    assert later.printout.setup.paper == "A3"
    assert later.printout.setup.start is None
    assert later.printout.setup.columns == ("name", "duration", "start", "finish")


@pytest.mark.parametrize("kept", ["{", '{"setup": {"paper": "Papyrus"}}', '{"columns": "all"}', "[]"])
def test_what_is_kept_and_cannot_be_read_is_forgotten(settings, kept):
    settings.put(PRINT, kept)

    assert PrintMemory(settings).choice == PrintChoice()


SHOWN = ShownColumns(keys=("row", "name", "finish", "work", "cost"), sight=3, widths=(("name", 90.0), ("cost", 70.0)))


def printed(preview):
    return [(column.key, column.width) for column in preview.printout.pages.sheets[0].columns]


def test_the_columns_in_sight_are_printed_in_their_order_and_as_wide_as_they_were_made(open_preview):
    preview = open_preview(shown=SHOWN)

    assert [key for key, _width in printed(preview)] == ["row", "name", "finish"]
    assert ("name", 90.0) in printed(preview)
    assert preview.options.which.currentText() == "As seen in the table"


def choose_columns(preview, which):
    preview.options.which.setCurrentIndex(preview.options.which.findData(which))
    preview.options.which.activated.emit(preview.options.which.currentIndex())
    preview.refresh()


def test_all_columns_of_the_table_can_be_printed_and_own_ones(open_preview):
    preview = open_preview(shown=SHOWN)
    choose_columns(preview, Columns.TABLE)
    assert [key for key, _width in printed(preview)] == list(SHOWN.keys)
    assert ("cost", 70.0) in printed(preview)

    columns = preview.options.columns
    columns.item(2).setCheckState(Qt.CheckState.Unchecked)
    preview.refresh()
    assert preview.options.which.currentData() == Columns.OWN
    own = [key for key, _width in printed(preview)]
    assert own == ["row", "name", "work", "cost"]

    choose_columns(preview, Columns.SIGHT)
    assert [key for key, _width in printed(preview)] == ["row", "name", "finish"]
    choose_columns(preview, Columns.OWN)
    assert [key for key, _width in printed(preview)] == own


def test_an_own_choice_begins_with_the_columns_that_were_printed(open_preview):
    preview = open_preview(shown=SHOWN)

    choose_columns(preview, Columns.OWN)

    assert [key for key, _width in printed(preview)] == ["row", "name", "finish"]


def test_dates_that_show_nothing_of_another_plan_are_not_kept(open_preview):
    first = open_preview()
    first.options.from_day.setChecked(True)
    first.options.to_day.setChecked(True)
    first.refresh()

    other = open_preview(plan(5, start=datetime(2031, 1, 1, 8)))
    assert (other.printout.setup.start, other.printout.setup.finish) == (None, None)


def test_sheets_get_their_pictures_when_they_come_into_view(qtbot, preview):
    preview.poster.zoom_by(8)
    settled(qtbot, preview)
    seen = preview.poster.painted
    assert 1 not in seen or 4 not in seen

    preview.poster.choose(4)
    settled(qtbot, preview)
    assert 4 in preview.poster.painted


def test_all_sheets_of_a_poster_are_seen_when_fitted(qtbot, preview):
    preview.options.across.setValue(2)
    preview.options.down.setValue(2)
    preview.refresh()
    preview.poster.zoom_by(5)
    preview.poster.fit()
    settled(qtbot, preview)

    assert preview.poster.painted == {1, 2, 3, 4}
    room = preview.poster.viewport().rect()
    assert all(room.contains(preview.poster.place_of(sheet)) for sheet in preview.printout.pages.sheets)


def test_pages_below_each_other_stay_large_enough_to_tell_them_apart(qtbot, open_preview):
    preview = open_preview(plan(300))
    preview.options.fit.setChecked(True)
    preview.refresh()
    settled(qtbot, preview)
    first, second, *_others = preview.printout.pages.sheets
    assert preview.poster.place_of(first).width() >= 250
    assert preview.poster.place_of(first).left() == preview.poster.place_of(second).left()
    assert preview.poster.painted.issuperset({1, 2})
    assert len(preview.printout.pages.sheets) not in preview.poster.painted


def test_keys_and_clicks_choose_sheets(qtbot, preview):
    poster = preview.poster
    qtbot.keyClick(poster, Qt.Key.Key_PageDown)
    assert preview.page.text() == "Page 2 of 4 (B1)"
    qtbot.keyClick(poster, Qt.Key.Key_End)
    assert poster.current == 4

    place = poster.place_of(preview.printout.pages.sheets[2]).center()
    qtbot.mouseClick(poster.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert poster.current == 3


def test_a_double_click_shows_a_sheet_as_wide_as_the_view_and_another_one_all(qtbot, preview):
    poster, sheet = preview.poster, preview.printout.pages.sheets[1]
    fitted = poster.zoom

    qtbot.mouseDClick(poster.viewport(), Qt.MouseButton.LeftButton, pos=poster.place_of(sheet).center())
    place = poster.place_of(sheet)
    assert poster.current == 2
    assert 0 <= place.left() < place.right() <= poster.viewport().width()
    assert place.width() > 0.9 * poster.viewport().width()

    qtbot.mouseDClick(poster.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert poster.zoom == fitted


def test_zooming_keeps_the_point_under_the_pointer(preview):
    poster = preview.poster
    poster.zoom_by(6)
    middle = poster.viewport().rect().center()
    place = poster.place_of(preview.printout.pages.sheets[1])
    before = (middle.y() - place.top()) / place.height()

    poster.zoom_in()

    place = poster.place_of(preview.printout.pages.sheets[1])
    assert (middle.y() - place.top()) / place.height() == pytest.approx(before, abs=0.02)


def test_paper_stays_white_in_the_dark(qtbot, preview):
    preview._appearance.choose("dark")
    settled(qtbot, preview)

    image = preview.poster.viewport().grab().toImage()
    corner = preview.poster.place_of(preview.printout.pages.sheets[0]).topLeft()
    assert image.pixelColor(corner.x() + 4, corner.y() + 4).lightness() == 255
    assert image.pixelColor(1, 1).lightness() < 80
    preview._appearance.choose("light")


@pytest.mark.parametrize("suffix", [".pdf", ".png", ".svg"])
def test_files_are_written(preview, tmp_path: Path, suffix: str):
    assert preview.save(tmp_path / f"plan{suffix}")

    assert (tmp_path / f"plan{suffix}").stat().st_size > 1000
    assert preview.message.text() == f"Saved plan{suffix}."


def test_a_file_that_cannot_be_written_is_told(preview, tmp_path: Path, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _parent, _title, text: told.append(text))

    assert not preview.save(tmp_path / "nowhere" / "plan.pdf")
    assert "cannot be written" in told[0]


def test_without_a_printer_it_says_that_pdf_still_works(preview, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    monkeypatch.setattr(QMessageBox, "information", lambda _parent, _title, text: told.append(text))

    preview._on_print()

    assert "PDF" in told[0]


def test_a_printer_gets_the_chosen_sheets(preview, tmp_path: Path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageLayout(page_layout(preview.printout.setup))
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)

    print_to(printer, preview.printout, chosen_sheets(preview.printout, printer, 1), Ticket())

    assert (tmp_path / "out.pdf").read_bytes().count(b"/Type /Page\n") == 2


@pytest.mark.parametrize(
    ("least", "kept"), [(QMarginsF(4, 4, 4, 4), (10, 10, 10, 10)), (QMarginsF(2, 2, 2, 17), (10, 10, 10, 17))]
)
def test_margins_are_no_narrower_than_the_printer_needs(preview, least: QMarginsF, kept: tuple[float, ...]):
    layout = page_layout(preview.printout.setup)
    layout.setUnits(QPageLayout.Unit.Millimeter)
    layout.setMinimumMargins(least)

    assert msgspec.structs.astuple(within_margins(preview.printout, layout).setup.margins) == pytest.approx(
        kept, abs=0.1
    )


def test_rows_are_those_of_the_window_or_all(open_preview):
    preview = open_preview(rows=Listing(uids=(TaskUid(2), TaskUid(3)), levels=(1, 2)))
    assert [sheet.rows for sheet in preview.printout.pages.sheets] == [(0, 2)]

    preview.options.shown_rows.setChecked(False)
    preview.refresh()
    assert preview.printout.pages.sheets[-1].rows[1] == 120


def test_rows_are_no_question_where_all_are_shown(preview):
    preview.options.setCurrentIndex(1)

    assert not preview.options.shown_rows.isVisible()


def test_a_plan_without_tasks_is_one_page(open_preview):
    preview = open_preview(plan(0))

    assert preview.summary.text() == "1 × 1 = 1 page, smallest text 7.5 pt"


def test_all_of_the_preview_fits_on_a_small_screen(open_preview):
    least = open_preview().minimumSizeHint()
    assert least.width() <= 940
    assert least.height() <= 500
