"""Save As proposes the format a plan was opened from, and says what speaks for each."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from gantline.io.registry import for_key
from gantline.io.storage import write_path


@pytest.fixture
def offered(monkeypatch):
    """What the dialog offers: its filters, the one chosen, the file proposed."""

    class Offered(list):
        pass

    offered = Offered()

    def look(dialog):
        offered[:] = [dialog.nameFilters(), dialog.selectedNameFilter(), Path(dialog.selectedFiles()[0]).name]
        return False

    monkeypatch.setattr(QFileDialog, "exec", look)
    return offered


GANTLINE, XML, EXCEL = "Gantline plan", "Microsoft Project XML", "Excel workbook"


@pytest.mark.parametrize(
    ("key", "name", "first"),
    [
        ("mspdi", "theirs.xml", f"{XML} – as opened (*.xml)"),
        ("gantline", "mine.gantline", f"{GANTLINE} (*.gantline)"),
    ],
)
def test_the_format_that_was_opened_comes_first(window, offered, tmp_path, key, name, first):
    write_path(window.document.project, window.document.schedule, tmp_path / name, for_key(key))
    window.files.open_path(tmp_path / name)

    window.actions_made["save_as"].trigger()

    filters, chosen, proposed = offered
    assert filters[0] == chosen == first
    assert proposed == name
    assert len(filters) == 3
    if key != "gantline":
        assert f"{GANTLINE} – keeps everything (*.gantline)" in filters


def test_a_plan_without_a_file_becomes_a_gantline_plan(window, offered):
    window.actions_made["save_as"].trigger()

    assert offered[1] == f"{GANTLINE} (*.gantline)"
    assert offered[2].endswith(".gantline")


def test_a_colleagues_file_is_saved_under_another_name_as_xml(window, save_to, tmp_path):
    write_path(window.document.project, window.document.schedule, tmp_path / "theirs.xml", for_key("mspdi"))
    window.files.open_path(tmp_path / "theirs.xml")
    save_to(tmp_path / "back")

    window.actions_made["save_as"].trigger()

    assert (tmp_path / "back.xml").is_file()
    assert window.document.format_key == "mspdi"
