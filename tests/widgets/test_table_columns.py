"""Columns are found by typing, frozen, saved and restored; where cells are is known while they are scrolled."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from gantline.app.edits.fields import BY_KEY, USUAL
from gantline.app.edits.tables import TABLES, Columns, Table, named, read_own, with_own, write_own
from gantline.app.project.project import Project
from gantline.app.project.records import TimeUnit
from gantline.app.project.steps import at_once
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.widgets.dialogs.naming import NameDialog
from gantline.widgets.table.column_chooser import ColumnChooser
from tests.plan_maker import plan
from tests.table_hands import Key, go, press, shown

LEFT = Qt.MouseButton.LeftButton
PLAN = "Phase\n  Dig | 3d | by Ann\n  Lay pipes | 2d | by Bob\nTest | 1d"


@pytest.fixture
def table(qtbot):
    table = shown(qtbot, project=plan(PLAN))
    table.resize(500, 300)
    return table


def keys(table) -> list[str]:
    return table.columns.keys


# -- adding


def test_a_column_is_added_behind_the_last_one_by_typing_its_name(qtbot, table):
    table.show_columns(["name", "duration"])
    titles = table.titles
    QTest.mouseClick(titles.viewport(), LEFT, pos=titles.add_rect().center())
    chooser = table.findChild(ColumnChooser)
    assert chooser is not None
    qtbot.keyClicks(chooser.search, "slack")
    found = [chooser.list.item(row).text() for row in range(chooser.list.count())]
    assert found == ["Finish slack", "Free slack", "Start slack", "Total slack"]
    for _step in range(3):
        qtbot.keyClick(chooser.search, Key.Key_Down)
    qtbot.keyClick(chooser.search, Key.Key_Return)
    assert keys(table) == ["name", "duration", "total_slack"]
    assert table.tasks.columns[table.currentIndex().column()].key == "total_slack"


def test_a_column_is_added_beside_the_current_one_by_the_keyboard(qtbot, table):
    table.show_columns(["name", "duration", "start"])
    go(table, 1, "name")
    chooser = table.choose_column()
    qtbot.keyClicks(chooser.search, "wbs")
    qtbot.keyClick(chooser.search, Key.Key_Return)
    assert keys(table) == ["name", "wbs", "duration", "start"]


# -- freezing


@pytest.fixture
def scrolled(table):
    """Two frozen columns, the others scrolled to the left by 150 pixels."""
    table.show_columns(["indicators", "name", "duration", "start", "finish", "predecessors", "resources"])
    table.titles.freeze(2)
    table.horizontalScrollBar().setValue(150)
    assert table.titles.offset() == 150
    return table


def test_frozen_columns_stay_where_they_are(scrolled):
    name = scrolled.tasks.column_of("name")
    assert scrolled.left_of(name) == 52
    assert scrolled.visualRect(scrolled.tasks.index(1, name)).left() == 52
    assert scrolled.indexAt(QPoint(100, 30)).column() == name
    start = scrolled.indexAt(QPoint(scrolled.titles.held[1] + 5, 30))
    assert scrolled.tasks.columns[start.column()].key == "start"


def test_frozen_columns_are_clicked_typed_into_and_folded(qtbot, scrolled):
    viewport = scrolled.viewport()
    QTest.mouseClick(viewport, LEFT, pos=QPoint(150, 36))
    assert scrolled.currentIndex() == scrolled.tasks.index(1, scrolled.tasks.column_of("name"))
    assert scrolled.horizontalScrollBar().value() == 150
    QTest.mouseClick(viewport, LEFT, pos=QPoint(52 + 6 + 8, 12))
    assert len(scrolled._rows) == 2, "the triangle of the first row folds it"


def test_the_keyboard_brings_a_cell_out_from_under_the_frozen_ones(qtbot, scrolled):
    scrolled.horizontalScrollBar().setValue(400)
    go(scrolled, 1, "finish")
    press(qtbot, scrolled, Key.Key_Left, Key.Key_Left)
    rect = scrolled.visualRect(scrolled.currentIndex())
    assert scrolled.tasks.columns[scrolled.currentIndex().column()].key == "duration"
    assert rect.left() >= scrolled.titles.held[1]


def test_frozen_titles_are_resized_where_they_are_seen(scrolled):
    titles, name = scrolled.titles, scrolled.tasks.column_of("name")
    border = QPoint(titles.held[1] - 1, 20)
    QTest.mouseMove(titles.viewport(), border)
    QTest.mousePress(titles.viewport(), LEFT, pos=border)
    QTest.mouseMove(titles.viewport(), border + QPoint(20, 0))
    QTest.mouseMove(titles.viewport(), border + QPoint(40, 0))
    QTest.mouseRelease(titles.viewport(), LEFT, pos=border + QPoint(40, 0))
    assert titles.sectionSize(name) == 320


def test_the_menu_of_a_title_freezes_and_frees(table):
    table.show_columns(["name", "duration", "start"])
    titles = table.titles
    place = QPoint(titles.sectionViewportPosition(1) + 5, 5)
    actions = {one.text(): one for one in titles.menu_at(place).actions()}
    actions["Freeze up to Duration"].trigger()
    assert titles.frozen == 2
    {one.text(): one for one in titles.menu_at(place).actions()}["Freeze no columns"].trigger()
    assert titles.frozen == 0


def test_the_cells_are_painted_beside_the_frozen_ones(scrolled):
    picture = scrolled.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    scrolled.titles.freeze(0)
    scrolled.horizontalScrollBar().setValue(0)
    unscrolled = scrolled.viewport().grab().toImage()
    left = [picture.pixel(round(x * ratio), round(36 * ratio)) for x in range(60, 300)]
    assert left == [unscrolled.pixel(round(x * ratio), round(36 * ratio)) for x in range(60, 300)]


@pytest.fixture
def mirrored(qtbot, table):
    """The same with columns from right to left."""
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.resize(700, 400)
    table.show_columns(["indicators", "name", "duration", "start", "finish", "predecessors", "resources"])
    table.titles.freeze(2)
    table.horizontalScrollBar().setValue(150)
    assert table.titles.offset() == 150
    return table


def test_frozen_columns_stay_at_the_right_where_columns_run_from_right_to_left(mirrored):
    name, titles, width = mirrored.tasks.column_of("name"), mirrored.titles, mirrored.viewport().width()
    right = width - 52
    assert titles.held == (right - titles.sectionSize(name), width)
    assert mirrored.visualRect(mirrored.tasks.index(1, name)).right() + 1 == right
    assert mirrored.indexAt(QPoint(right - 10, 30)).column() == name
    beside = mirrored.indexAt(QPoint(titles.held[0] - 5, 30))
    assert mirrored.tasks.columns[beside.column()].key == "start"
    QTest.mouseClick(mirrored.viewport(), LEFT, pos=QPoint(right - 10, 36))
    assert mirrored.currentIndex() == mirrored.tasks.index(1, name)
    assert mirrored.horizontalScrollBar().value() == 150


def test_a_cell_comes_out_from_under_columns_frozen_at_the_right(qtbot, mirrored):
    mirrored.horizontalScrollBar().setValue(400)
    go(mirrored, 1, "duration")
    mirrored.scrollTo(mirrored.currentIndex())
    rect = mirrored.visualRect(mirrored.currentIndex())
    assert rect.left() >= 0
    assert rect.right() < mirrored.titles.held[0]
    frame = mirrored._places.rect_of(0, 1, *(mirrored.tasks.column_of(key) for key in ("duration", "start")))
    assert frame.right() == rect.right()
    assert frame.width() > rect.width()


# -- saved


def test_columns_widths_and_freezing_are_saved_as_plain_data(scrolled):
    scrolled.titles.resizeSection(2, 99)
    state = scrolled.save_state()
    assert state["columns"][2] == ["duration", 99]
    assert state["frozen"] == 2
    scrolled.show_columns(["name"])
    assert scrolled.titles.frozen == 0
    scrolled.restore_state(state)
    assert scrolled.save_state() == state
    for nonsense in ("nonsense", None, {"columns": 3}, {"columns": [["name"]]}):
        scrolled.restore_state(nonsense)
    assert scrolled.save_state() == state


@pytest.mark.parametrize("table_of_trade", TABLES, ids=lambda one: one.name)
def test_the_tables_of_the_trade_have_fields_and_are_shown(table, table_of_trade):
    assert set(table_of_trade.columns.keys) <= BY_KEY.keys()
    table.take_columns(table_of_trade.columns)
    assert keys(table) == table_of_trade.columns.keys


def test_tables_of_the_users_own_are_kept_and_replace_those_of_their_name():
    mine = Table(name="Mine", columns=Columns(columns=[("name", 200)], frozen=0))
    again = Table(name="Mine", columns=Columns(columns=[("name", 300)]))
    assert read_own(write_own(with_own(with_own([], mine), again))) == [again]
    assert read_own(["nonsense", *write_own([mine])]) == [mine]
    assert named([mine], "Mine") is mine
    assert named([], "Cost") in TABLES


# -- in the window


def called(monkeypatch, name):
    """Answers the question for a name."""
    monkeypatch.setattr(NameDialog, "exec", lambda dialog: dialog.line.setText(name) or True)


def table_menu(window):
    menu = window.actions_made.menus["&View/Tables and Colu&mns"]
    menu.aboutToShow.emit()
    return {one.text(): one for one in menu.actions()}


def test_tables_are_chosen_saved_and_deleted_from_the_menu(window, monkeypatch):
    table_menu(window)["Cost"].trigger()
    assert window.plan.table.columns.keys == ["name", "fixed_cost", "cost", "baseline_cost", "cost_variance"]
    assert table_menu(window)["Cost"].isChecked()

    called(monkeypatch, "Mine")
    window.plan.table.titles.freeze(1)
    window.actions_made["save_table"].trigger()
    window.actions_made["reset_columns"].trigger()
    assert window.plan.table.columns.keys == list(USUAL)
    assert window.plan.table.titles.frozen == 0
    table_menu(window)["Mine"].trigger()
    assert window.plan.table.titles.frozen == 1

    monkeypatch.setattr(QMessageBox, "question", lambda *_asked: QMessageBox.StandardButton.Yes)
    forget = table_menu(window)["&Delete Table"].menu()
    forget.actions()[0].trigger()
    assert "Mine" not in table_menu(window)


def test_a_table_is_renamed_and_one_of_the_trade_comes_back_once_its_own_version_is_deleted(window, monkeypatch):
    monkeypatch.setattr(QMessageBox, "question", lambda *_asked: QMessageBox.StandardButton.Yes)
    window.plan.table.show_columns(["name", "cost"])
    for name in ("Cost", "Mine"):
        called(monkeypatch, name)
        window.actions_made["save_table"].trigger()
    table_menu(window)["Cost"].trigger()
    listed = [action.text() for action in window.actions_made.menus["&View/Tables and Colu&mns"].actions()]
    assert window.plan.table.columns.keys == ["name", "cost"]
    assert listed.count("Cost") == 1

    called(monkeypatch, "Money")
    table_menu(window)["&Rename Table"].menu().actions()[1].trigger()
    assert "Mine" not in table_menu(window)
    table_menu(window)["Money"].trigger()
    assert window.plan.table.columns.keys == ["name", "cost"]

    table_menu(window)["&Delete Table"].menu().actions()[0].trigger()
    table_menu(window)["Cost"].trigger()
    assert len(window.plan.table.columns.keys) == 5


def test_columns_are_remembered(window, open_window):
    window.plan.table.show_columns(["name", "wbs", "cost"])
    window.plan.table.titles.freeze(1)
    state = window.plan.table.save_state()
    window.document.undo_stack.setClean()
    assert window.close()
    assert open_window().plan.table.save_state() == state


def test_columns_are_wider_in_larger_writing_and_show_dates_and_millions_whole(qtbot):
    table = shown(qtbot, project=plan(PLAN))
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 1.4)
    table.setFont(font)
    table.show_columns(["name", "start", "cost"])
    font.setBold(True)
    metrics = QFontMetrics(font)

    for key, text in (("start", "Wed 2026-03-18"), ("cost", "1,234,567.80 €")):
        assert table.columnWidth(table.tasks.column_of(key)) > metrics.horizontalAdvance(text)


def by_the_hour(project):
    return Project(replace(project.info, duration_unit=TimeUnit.HOUR), tasks=project.tasks.values())


def test_columns_of_dates_have_room_for_times_where_the_plan_counts_in_hours(window, qtbot):
    table = window.plan.table
    window.document.replace(Engine(plan(PLAN)))
    qtbot.waitUntil(lambda: window.plan._across.sizes()[0] in window.plan._across._edges(table.edges()))
    finish, left = (
        table.tasks.column_of("finish"),
        window.plan._across._edges(table.edges()).index(window.plan._across.sizes()[0]),
    )
    days, task = table.columnWidth(finish), next(iter(window.document.project.tasks))

    window.document.replace(Engine(by_the_hour(plan(PLAN))))
    assert table.tasks.text(task, finish).endswith(":00")
    assert not table._picture.cells.layout.needed_width(task, finish, 0) > table.columnWidth(finish)
    assert window.plan._across.sizes()[0] == window.plan._across._edges(table.edges())[left]

    window.document.replace(Engine(plan(PLAN)))
    assert table.columnWidth(finish) == days
    assert window.plan._across.sizes()[0] == window.plan._across._edges(table.edges())[left]


def test_a_column_of_dates_that_was_made_wider_stays_so_where_a_plan_counts_in_hours(window):
    table = window.plan.table
    window.document.replace(Engine(plan(PLAN)))
    finish = table.tasks.column_of("finish")
    table.titles.resizeSection(finish, 201)

    window.document.replace(Engine(by_the_hour(plan(PLAN))))
    assert table.columnWidth(finish) == 201


def test_a_click_on_a_title_beside_its_button_asks_for_no_filter(qtbot, table):
    titles = table.titles
    beside = QPoint(table.columnViewportPosition(1) + 8, titles.height() // 2)

    with qtbot.assertNotEmitted(titles.filter_requested):
        qtbot.mouseClick(titles.viewport(), Qt.MouseButton.LeftButton, pos=beside)

    assert {index.column() for index in table.selectedIndexes()} == {1}


@pytest.mark.parametrize(("shown_first", "ahead"), [("predecessors", True), ("name", False)])
def test_what_is_linked_is_found_out_before_a_plan_comes_where_that_is_in_sight(qtbot, monkeypatch, shown_first, ahead):
    table = shown(qtbot, project=plan(PLAN))
    table.show_columns([shown_first])
    engine, indexed = Engine(plan(PLAN)), []
    monkeypatch.setattr(type(engine.project), "index_links", lambda project: iter(indexed.append(project) or ()))

    at_once(table._document.prepared(engine))
    assert indexed == ([engine.project] if ahead else [])


# -- dragging titles


def title(table, key, part=0.5):
    """A place in the title of a column."""
    header, section = table.titles, [field.key for field in table.tasks.columns].index(key)
    return QPoint(round(header.sectionViewportPosition(section) + header.sectionSize(section) * part), 20)


def drag_title(table, start, end, *, drop=True):
    """Press, move in steps, release; with real events."""
    target = table.titles.viewport()
    QTest.mousePress(target, LEFT, pos=start)
    for step in range(1, 5):
        at = start + (end - start) * step / 4
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            at,
            target.mapToGlobal(at),
            Qt.MouseButton.NoButton,
            LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(target, moved)
    if drop:
        QTest.mouseRelease(target, LEFT, pos=end)


def test_columns_stand_where_they_are_wanted_though_titles_were_dragged_before(qtbot, table):
    table.show_columns(["name", "duration", "start", "finish"])
    drag_title(table, title(table, "name"), title(table, "start", 0.9))
    assert keys(table) == ["duration", "start", "name", "finish"]

    table.choose_column(1)
    QTest.keyClicks(table.findChild(ColumnChooser).search, "wbs\r")
    assert keys(table) == ["duration", "wbs", "start", "name", "finish"]
    table.show_columns(["name", "duration", "wbs", "start", "finish"])
    assert keys(table) == ["name", "duration", "wbs", "start", "finish"]
    table.take_columns(Columns(columns=[(key, 0) for key in ("finish", "name", "wbs", "start", "duration")]))
    assert keys(table) == ["finish", "name", "wbs", "start", "duration"]


def test_escape_gives_up_a_title_that_is_dragged_or_made_wider(qtbot, table):
    table.show_columns(["name", "duration", "start", "finish"])
    before, widths = keys(table), table.columns
    for start, end in (
        (title(table, "name"), title(table, "start", 0.9)),
        (title(table, "name", 1) - QPoint(1, 0), title(table, "name", 1.3)),
    ):
        drag_title(table, start, end, drop=False)
        QTest.keyClick(table, Qt.Key.Key_Escape)
        QTest.mouseRelease(table.titles.viewport(), LEFT, pos=end)
        assert keys(table) == before
        assert table.columns == widths
