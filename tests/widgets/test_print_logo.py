"""A logo stands at the right of the title on the first page, whatever its kind, and is missed only with a word."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from gantline.app.chart.page_cuts import Rect
from gantline.app.chart.print_setup import PrintSetup
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.widgets.charts.print_content import PrintContent
from gantline.widgets.charts.print_files import write_pdf
from gantline.widgets.charts.print_logo import PrintLogo
from gantline.widgets.charts.printout import Printout

from ..plan_maker import plan

RED = "#ff0000"
SVG = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="{RED}"/></svg>'
)


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


@pytest.fixture(params=["logo.png", "logo.jpg", "logo.svg"])
def logo(request, tmp_path):
    path = tmp_path / request.param
    if path.suffix == ".svg":
        path.write_text(SVG, "utf-8")
    else:
        image = QImage(400, 200, QImage.Format.Format_RGB32)
        image.fill(QColor(RED))
        assert image.save(str(path))
    return path


def printed(setup: PrintSetup) -> Printout:
    project = plan("Design | 5d\nBuild | 5d")
    return Printout(PrintContent(project, Engine(project).schedule), setup)


def painted(printout: Printout, number: int = 0) -> QImage:
    """A page as a picture of a pixel for each point."""
    pages = printout.pages
    image = QImage(round(pages.width), round(pages.height), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    printout.paint_page(painter, pages.sheets[number])
    painter.end()
    return image


def is_red(image: QImage, x: float, y: float) -> bool:
    colour = image.pixelColor(round(x), round(y))
    return colour.red() > 240 and colour.green() < 20


def test_it_stands_in_the_right_corner_of_the_title_without_being_distorted(logo):
    printout = printed(PrintSetup(logo=str(logo)))
    place = printout.pages.sheets[0].title
    assert isinstance(place, Rect)
    image, height = painted(printout), place.height - 8

    right, middle = place.x + place.width, place.y + height / 2
    assert is_red(image, right - 3, middle)
    assert is_red(image, right - 2 * height + 3, middle)
    assert not is_red(image, right - 2 * height - 3, middle)
    assert not printout.notes


def test_it_has_a_place_where_there_is_no_title(logo):
    printout = printed(PrintSetup(title="", logo=str(logo)))

    assert printout.pages.sheets[0].title is not None


@pytest.mark.parametrize("name", ["gone.png", "gone.svg", "broken.png", "broken.svg", "broken-encoding.svg"])
def test_one_that_cannot_be_read_is_told_of_and_the_plan_printed_without(tmp_path, name):
    path = tmp_path / name
    if name.startswith("broken"):
        path.write_text(
            "no picture" if "encoding" not in name else '<?xml version="1.0" encoding="no"?><svg/>', "utf-8"
        )
    printout = printed(PrintSetup(logo=str(path)))

    assert [note.code for note in printout.notes] == ["print.no-logo"]
    assert str(path) in printout.notes[0].text
    assert painted(printout).size() == painted(printed(PrintSetup())).size()


def test_a_picture_of_too_many_pixels_is_told_of_without_being_read(tmp_path):
    path = tmp_path / "huge.png"
    image = QImage(6000, 5000, QImage.Format.Format_Mono)
    image.fill(0)
    assert image.save(str(path))

    printout = printed(PrintSetup(logo=str(path)))

    assert [note.code for note in printout.notes] == ["print.no-logo"]
    assert "6000 × 5000 pixels" in printout.notes[0].text


def many_times(depth: int) -> str:
    """A drawing that shows a square ten times, and that ten times, and so on."""
    groups = "".join(
        f'<g id="g{level + 1}">' + f'<use xlink:href="#g{level}"/>' * 10 + "</g>" for level in range(depth)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20">'
        f'<defs><rect id="g0" width="40" height="20" fill="{RED}"/>{groups}</defs><use xlink:href="#g{depth}"/></svg>'
    )


@pytest.mark.parametrize(("depth", "told"), [(2, False), (5, True), (30, True)])
def test_a_drawing_that_shows_itself_too_often_is_told_of_instead_of_holding_up_every_page(tmp_path, depth, told):
    path = tmp_path / "often.svg"
    path.write_text(many_times(depth), "utf-8")

    printout = printed(PrintSetup(logo=str(path)))

    assert ["too large or intricate" in note.text for note in printout.notes] == [True] * told


def test_a_drawing_that_names_itself_is_told_of(tmp_path):
    path = tmp_path / "circle.svg"
    within = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>'
    path.write_text(SVG.replace("</svg>", within), "utf-8")

    assert "too large or intricate" in printed(PrintSetup(logo=str(path))).notes[0].text


def test_a_large_photograph_does_not_make_a_large_file(tmp_path):
    image = QImage(3000, 2000, QImage.Format.Format_RGB32)
    for x in range(0, 3000, 3):
        for y in range(0, 2000, 200):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, (x * y) % 256))
    path = tmp_path / "photo.png"
    assert image.save(str(path))
    setup = PrintSetup(logo=str(path))
    plain, with_logo = tmp_path / "plain.pdf", tmp_path / "logo.pdf"

    write_pdf(printed(msgspec.structs.replace(setup, logo="")), plain, Ticket())
    write_pdf(printed(setup), with_logo, Ticket())

    assert with_logo.stat().st_size - plain.stat().st_size < 150_000


def test_a_drawing_fetches_nothing_that_lies_elsewhere(tmp_path):
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("blue"))
    beside, path, style = tmp_path / "beside.png", tmp_path / "logo.svg", tmp_path / "style.css"
    assert image.save(str(beside))
    style.write_text("rect { fill: blue }", "utf-8")
    within = f'<image xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20" xlink:href="{beside}"/></svg>'
    sheet = f'<?xml-stylesheet type="text/css" href="{style}"?>'
    path.write_text(sheet + SVG.replace("</svg>", within), "utf-8")
    page = QImage(400, 200, QImage.Format.Format_RGB32)
    painter = QPainter(page)

    PrintLogo(str(path)).paint(painter, Rect(0, 0, 400, 50))
    painter.end()

    assert is_red(page, 350, 25)


def test_no_logo_is_no_picture():
    logo = PrintLogo("")

    assert not logo.fault
    assert logo.paint(QPainter(), Rect(0, 0, 100, 20)) == 0


def test_it_is_chosen_in_the_preview(qtbot, window, monkeypatch, logo):
    from PySide6.QtWidgets import QFileDialog

    from gantline.widgets.dialogs.print_preview import PrintPreview

    shown: list[PrintPreview] = []
    monkeypatch.setattr(PrintPreview, "exec", lambda preview: shown.append(preview))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_told: (str(logo), ""))
    window.actions_made["print_preview"].trigger()
    shown[0].options.choose_logo.click()
    shown[0].refresh()

    assert shown[0].printout.setup.logo == str(logo)
    assert Path(logo).is_file()
