"""What is printed has the columns of the table as it is seen: their order and the widths somebody gave them."""

import pytest
from PySide6.QtWidgets import QHeaderView

from gantline.widgets.dialogs.print_preview import PrintPreview


@pytest.fixture
def preview(window, monkeypatch):
    """Opens the preview by its action."""
    shown = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview))

    def opened():
        window.actions_made["print_preview"].trigger()
        return shown[-1]

    return opened


def keys(preview):
    return [column.key for column in preview.printout.pages.sheets[0].columns]


def test_the_preview_begins_with_the_columns_left_of_the_chart(window, preview):
    titles = window.plan.table.horizontalHeader()
    width = window.plan.table.viewport().width()
    seen = [key for key, edge in zip(titles.shown_keys(), titles.edges()[1:], strict=True) if edge <= width]

    assert keys(preview()) == ["row", *(key for key in seen if key != "indicators")]
    assert len(seen) < len(titles.shown_keys())


def test_columns_that_are_dragged_are_printed_where_they_are(window, preview):
    titles = window.plan.table.horizontalHeader()
    assert isinstance(titles, QHeaderView)
    before = keys(preview())
    name = titles.visualIndex(window.plan.table.tasks.column_of("name"))
    titles.moveSection(name, name + 1)

    after = keys(preview())

    assert after.index("name") == before.index("name") + 1
    assert sorted(after) == sorted(before)


def test_a_column_that_was_made_narrower_is_narrower_in_print(window, preview):
    table = window.plan.table

    def width():
        return next(one.width for one in preview().printout.pages.sheets[0].columns if one.key == "name")

    fitting = width()
    table.horizontalHeader().resizeSection(table.tasks.column_of("name"), 120)

    assert width() < fitting / 1.5


def test_a_pdf_from_the_menu_has_the_columns_seen_and_the_paper_chosen_last(window, preview, save_to, tmp_path, qtbot):
    first = preview()
    first.options.paper.setCurrentIndex(first.options.paper.findData("A3"))
    first.refresh()
    window.plan.table.show_columns(["name", "work"])
    save_to(tmp_path / "plan.svg")

    window.actions_made["export_image"].trigger()

    qtbot.waitUntil((tmp_path / "plan.svg").exists, timeout=30_000)
    qtbot.waitUntil(lambda: "Exported" in window.status.currentMessage(), timeout=30_000)
    text = (tmp_path / "plan.svg").read_text("utf-8")
    assert "Work" in text
    assert "Duration" not in text
