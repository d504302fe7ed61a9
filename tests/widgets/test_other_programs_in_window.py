"""Files of other programs opened in the window: a helper converts them, and saving asks where to."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ..io.java import needs_mpxj

MPX = (
    "MPX,Microsoft Project for Windows,4.0,ANSI\r\n"
    "60,ID,Name,Outline Level,Duration,Predecessors\r\n"
    "61,90,1,3,40,70\r\n"
    "70,1,Dig,1,3.00d,\r\n"
    "70,2,Build,1,5.00d,1\r\n"
) + 10 * f"0,{'no plan is that short ' * 2}\r\n"


def house(folder: Path) -> Path:
    path = folder / "House.mpx"
    path.write_text(MPX, "latin-1")
    return path


@needs_mpxj
def test_it_is_a_plan_without_a_file_to_save_to_and_keeps_its_name(qtbot, window, monkeypatch, tmp_path) -> None:
    path = house(tmp_path)
    offered: list[str] = []

    def cancelled(dialog: QFileDialog) -> bool:
        offered.extend([*dialog.nameFilters(), *dialog.selectedFiles()])
        return False

    monkeypatch.setattr(QFileDialog, "exec", cancelled)
    window.files.open_path(path)
    qtbot.waitUntil(lambda: len(window.document.project.tasks) == 2, timeout=120_000)
    window.actions_made["save"].trigger()

    assert window.document.path is None
    assert "House" in window.windowTitle()
    assert window.files.recent_files.others[0] == path
    assert Path(offered[-1]).name == "House.gantline"
    assert not any(".mpp" in one for one in offered)


def test_the_dialog_offers_such_files_whether_or_not_they_can_be_read(window, monkeypatch) -> None:
    filters: list[str] = []

    def cancelled(_parent, _title, _folder, offered):
        filters.append(offered)
        return "", ""

    monkeypatch.setitem(sys.modules, "mpxj", None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", cancelled)
    window.actions_made["open"].trigger()

    assert "Microsoft Project (*.mpp *.mpt *.mpd)" in filters[0]
    assert all(f"*{ending}" in filters[0].split(";;")[0] for ending in (".mpp", ".xer", ".pod"))
