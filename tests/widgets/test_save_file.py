"""The name and the kind of a file to write: what was typed counts, and nothing is replaced without a question."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget

from gantline.widgets.dialogs.save_file import Kind, ask_where, named

PNG, SVG, XML = Kind("Picture", (".png",)), Kind("Drawing", (".svg",)), Kind("XML", (".mspdi.xml", ".xml"))
KINDS = (PNG, SVG, XML)


@pytest.mark.parametrize(
    ("typed", "chosen", "file", "kind"),
    [
        ("plan.png", PNG, "plan.png", PNG),
        ("plan", SVG, "plan.svg", SVG),
        ("plan.v2", PNG, "plan.v2.png", PNG),
        ("plan.svg", PNG, "plan.svg", SVG),
        ("plan.SVG", PNG, "plan.SVG", SVG),
        ("plan.png", SVG, "plan.svg", SVG),
        ("plan.svg", XML, "plan.svg", SVG),
    ],
)
def test_a_typed_ending_tells_the_kind_and_the_proposed_one_gives_way_to_the_kind_chosen(typed, chosen, file, kind):
    assert named(Path("/plans", typed), chosen, KINDS) == (Path("/plans", file), kind)


def test_a_file_the_dialog_has_not_asked_about_is_replaced_only_when_asked_for(qtbot, answers, save_to, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    there = tmp_path / "plan.png"
    there.write_bytes(b"kept")
    save_to(tmp_path / "plan")

    answers.button = QMessageBox.StandardButton.Cancel
    assert ask_where(parent, "Save", str(tmp_path), "plan", KINDS) is None
    answers.button = QMessageBox.StandardButton.Yes
    assert ask_where(parent, "Save", str(tmp_path), "plan", KINDS) == (there, PNG)
    assert answers == ["plan.png exists. Replace it?"] * 2
