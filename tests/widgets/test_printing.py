"""Prints hold every task as text, without a window, a display or a printer."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QColor, QImage

from gantline.app.chart.options import BarTexts, Options
from gantline.app.chart.print_setup import LegendPlace, PrintError, PrintSetup, TimeDetail
from gantline.app.chart.print_theme import GREYS, grey
from gantline.app.edits.wording import Style
from gantline.app.project.errors import WriteError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.project import Project
from gantline.app.project.records import (
    ROOT,
    STANDARD_WEEK,
    Assignment,
    AssignmentUid,
    Baseline,
    Calendar,
    CalendarUid,
    Dependency,
    ProjectInfo,
    Resource,
    ResourceUid,
    Task,
    TaskUid,
)
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.views.listing import Heading, Listing
from gantline.widgets.charts.print_content import PrintContent
from gantline.widgets.charts.print_files import as_picture, image_of
from gantline.widgets.charts.print_legend import ENTRIES, entries
from gantline.widgets.charts.print_words import fill
from gantline.widgets.charts.printing import print_plan
from gantline.widgets.charts.printout import Printout

DAY = 480
SETUP = PrintSetup(date=date(2027, 1, 15), columns=("row", "name", "duration", "start", "finish"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def plan(tasks: int = 40, *, title: str = "Move to the cloud") -> Project:
    """Phases of ten tasks, each after the one before, a milestone at the end of each; the first phase is critical."""
    children: dict[TaskUid, tuple[TaskUid, ...]] = {ROOT: ()}
    records: list[Task] = []
    links: list[Dependency] = []
    for number in range(tasks):
        uid = TaskUid(number + 1)
        if number % 10 == 0:
            phase = uid
            children[ROOT] += (uid,)
            records.append(Task(uid=uid, name=f"Phase {number // 10 + 1}"))
            continue
        children[phase] = (*children.get(phase, ()), uid)
        last = number % 10 == 9
        records.append(
            Task(
                uid=uid,
                name=f"Task no. {number + 1}",
                duration=0 if last else (3 if number < 10 else 2) * DAY,
                milestone=last,
            )
        )
        if number % 10 > 1:
            links.append(Dependency(predecessor=TaskUid(number), successor=uid))
    return Project(
        ProjectInfo(start=datetime(2027, 3, 1, 8), title=title, manager="Anna Berg", company="Northwind"),
        tasks=records,
        children=children,
        dependencies=links,
        resources=[Resource(uid=ResourceUid(1), name="Ben Carter")],
        assignments=[Assignment(uid=AssignmentUid(1), task=TaskUid(2), resource=ResourceUid(1))],
        calendars=[Calendar(uid=CalendarUid(1), name="Standard", week=STANDARD_WEEK)],
    )


def printout(project: Project | None = None, setup: PrintSetup = SETUP, **more: object) -> Printout:
    chosen = project or plan()
    return Printout(PrintContent(chosen, Engine(chosen).schedule, **more), setup)


def written(path: Path, project: Project | None = None, setup: PrintSetup = SETUP, **more: object) -> Path:
    chosen = project or plan()
    print_plan(chosen, Engine(chosen).schedule, path, setup, **more)
    return path


def changed(**fields: object) -> PrintSetup:
    return replace(SETUP, **fields)


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def pages_as_text(path: Path) -> list[str]:
    text = subprocess.run([tool("pdftotext"), "-layout", path, "-"], check=True, capture_output=True).stdout
    return text.decode().split("\f")[:-1]


# -- PDF


def test_every_task_with_its_dates_can_be_found_in_the_pdf(tmp_path: Path) -> None:
    project = plan(120)
    text = "\n".join(pages_as_text(written(tmp_path / "plan.pdf", project)))

    schedule = Engine(project).schedule
    for task in project.tasks.values():
        start, finish = schedule.start_of(task.uid), schedule.finish_of(task.uid)
        line = rf"{re.escape(task.name)}\s+\S+\s+{start:%Y-%m-%d}\s+{finish:%Y-%m-%d}"
        assert re.search(line, text), task.name


def test_columns_and_time_scale_stand_on_every_page(tmp_path: Path) -> None:
    pages = pages_as_text(written(tmp_path / "plan.pdf", plan(120), changed(across=2)))

    assert len(pages) == 8
    for number, page in enumerate(pages):
        assert "Task name" in page
        assert "2027" in page.split("Task name")[0] or re.search(r"(March|April) 2027", page)
        assert ("Finish" in page) == (number % 2 == 0)


def test_names_stand_on_every_page_across(tmp_path: Path) -> None:
    pages = pages_as_text(written(tmp_path / "plan.pdf", plan(20), changed(across=3, down=1)))

    assert len(pages) == 3
    assert all("Task no. 18" in page for page in pages)


def test_title_header_and_footer_hold_their_fields(tmp_path: Path) -> None:
    setup = changed(header=("{company}", "", "{manager}"), footer=("{file}", "{page} of {pages}", "{sheet} {date}"))
    first, second = pages_as_text(written(tmp_path / "cloud.pdf", plan(50), setup))

    assert "Move to the cloud" in first
    assert "Move to the cloud" not in second
    for page, place in ((first, "1 of 2"), (second, "2 of 2")):
        assert all(words in page for words in ("Northwind", "Anna Berg", "cloud.pdf", place, "2027-01-15"))
    assert "A1" in first
    assert "B1" in second


def test_fields_that_do_not_exist_stay_as_typed() -> None:
    assert fill("{title} {what} {", {"title": "Move"}) == "Move {what} {"


def test_the_pdf_holds_no_pictures_and_its_fonts(tmp_path: Path) -> None:
    path = written(tmp_path / "plan.pdf")

    images = subprocess.run([tool("pdfimages"), "-list", path], check=True, capture_output=True, text=True).stdout
    fonts = subprocess.run([tool("pdffonts"), path], check=True, capture_output=True, text=True).stdout
    assert len(images.splitlines()) == 2
    assert fonts.splitlines()[2:]
    assert all(" yes " in line for line in fonts.splitlines()[2:])


def test_the_pdf_tells_its_title_and_maker(tmp_path: Path) -> None:
    data = written(tmp_path / "plan.pdf").read_bytes()

    assert "Move to the cloud" in data.decode("latin-1") or "Move to the cloud".encode("utf-16-be") in data
    assert b"Gantline" in data or "Gantline".encode("utf-16-be") in data


def test_equal_plans_make_equal_files_when_the_date_is_fixed(tmp_path: Path) -> None:
    first, second = (written(tmp_path / folder / "plan.pdf") for folder in made(tmp_path, "one", "two"))

    assert first.read_bytes() == second.read_bytes()


def test_equal_plans_make_equal_files_in_a_process_without_application_or_display(tmp_path: Path) -> None:
    code = (
        "import importlib.util, sys; from pathlib import Path\n"
        "spec = importlib.util.spec_from_file_location('prints', sys.argv[1])\n"
        "prints = importlib.util.module_from_spec(spec); spec.loader.exec_module(prints)\n"
        "prints.written(Path(sys.argv[2]))"
    )
    here = written(tmp_path / "plan.pdf").read_bytes()
    (folder,) = made(tmp_path, "other")
    bare = {key: value for key, value in os.environ.items() if "DISPLAY" not in key and key != "QT_QPA_PLATFORM"}
    subprocess.run([sys.executable, "-c", code, __file__, tmp_path / folder / "plan.pdf"], check=True, env=bare)

    assert (tmp_path / folder / "plan.pdf").read_bytes() == here


def made(tmp_path: Path, *names: str) -> list[str]:
    for name in names:
        (tmp_path / name).mkdir()
    return list(names)


def test_a_sheet_is_as_large_as_its_paper(tmp_path: Path) -> None:
    data = written(tmp_path / "plan.pdf", setup=changed(paper="A3", landscape=False)).read_bytes()

    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert box is not None
    assert (round(float(box[1])), round(float(box[2]))) == (842, 1191)


# -- pictures


def test_the_svg_holds_every_name_as_text(tmp_path: Path) -> None:
    root = ElementTree.parse(written(tmp_path / "plan.svg")).getroot()

    texts = {"".join(element.itertext()) for element in root.iter(f"{SVG}text")}
    assert {f"Task no. {number}" for number in range(2, 40) if number % 10 != 1} <= texts
    assert not list(root.iter(f"{SVG}image"))
    fonts = {element.get("font-family") for element in root.iter() if element.get("font-family")}
    assert all(str(font).endswith("sans-serif") for font in fonts)


def test_the_png_shows_the_whole_plan_on_white(tmp_path: Path) -> None:
    image = QImage(str(written(tmp_path / "plan.png")))

    picture = as_picture(printout())
    assert len(picture.pages.sheets) == 1
    assert picture.pages.percent == 100
    assert image.width() == pytest.approx(picture.pages.width * 2.5, abs=2)
    assert image.pixelColor(3, 3) == QColor("#ffffff")
    assert len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 4


def test_a_picture_of_a_huge_plan_says_what_it_leaves_out(tmp_path: Path) -> None:
    project = plan(12_000)
    schedule = Engine(project).schedule

    notes = print_plan(project, schedule, tmp_path / "plan.png", SETUP)

    assert {note.code for note in notes} == {"print.small-text", "print.picture-cut"}


def test_greys_are_grey() -> None:
    image = image_of(printout(setup=changed(greyscale=True)), printout().pages.sheets[0], 1.0)

    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(image.height())}
    assert all(QColor(colour).saturation() == 0 for colour in colours)


def test_critical_tasks_stand_out_in_greys() -> None:
    assert int(GREYS.task[1:3], 16) - int(GREYS.critical[1:3], 16) > 40
    assert GREYS.critical_edge == "#000000"
    assert grey("#ffffff") == "#ffffff"


# -- the legend


def titles(chosen: Printout) -> list[str]:
    return [entry.title for entry in chosen.legend]


def test_the_legend_explains_what_is_shown_and_nothing_else() -> None:
    shown = titles(printout())

    assert shown[:2] == ["Task", "Critical task"]
    assert {"Milestone", "Summary task", "Critical link", "Non-working time"} <= set(shown)
    assert not {"Baseline", "Deadline", "Progress", "Status date", "Manually scheduled task"} & set(shown)


def test_the_legend_follows_the_setup_and_the_rows() -> None:
    assert "Critical link" not in titles(printout(setup=changed(links=False)))
    assert "Critical task" not in titles(printout(setup=changed(critical=False)))
    milestone = Listing(uids=(TaskUid(20),), levels=(1,))
    assert titles(printout(rows=milestone, setup=changed(non_working=False))) == ["Milestone"]


def test_the_legend_explains_baselines_and_deadlines() -> None:
    base = plan()
    saved = Baseline(number=0, start=datetime(2027, 3, 1, 8), finish=datetime(2027, 3, 9, 17), cost=Decimal(0))
    task = replace(base.tasks[TaskUid(2)], baselines=(saved,), deadline=datetime(2027, 3, 1, 17))
    project = plan()
    project.tasks[task.uid] = task

    assert {"Baseline", "Missed deadline"} <= set(titles(printout(project)))


def test_every_entry_of_the_legend_has_a_look_of_its_own() -> None:
    assert len({entry.title for entry in ENTRIES}) == len(ENTRIES)
    assert entries({look for entry in ENTRIES for look in entry.looks}) == list(ENTRIES)


def test_the_legend_is_printed_where_it_was_asked_for(tmp_path: Path) -> None:
    def shown(place: LegendPlace) -> list[bool]:
        pages = pages_as_text(written(tmp_path / "plan.pdf", plan(60), changed(legend=place)))
        return ["Summary task" in page for page in pages]

    assert shown(LegendPlace.NONE) == [False, False]
    assert shown(LegendPlace.LAST) == [False, True]
    assert shown(LegendPlace.EVERY) == [True, True]


# -- columns, rows and dates


def test_another_setup_keeps_what_it_does_not_change() -> None:
    first = printout()
    table, chart, survey = first.content.table(SETUP), first.content.chart(SETUP), first.content.survey(SETUP)

    paper = first.with_setup(changed(paper="A3", title="Other", greyscale=True))
    assert paper.content.table(SETUP) is table
    assert (paper.content.chart(paper.setup), paper.content.survey(paper.setup)) == (chart, survey)
    assert paper.content.chart(changed(links=False)) is not chart


def test_columns_are_as_wide_as_their_widest_text() -> None:
    long = plan(20)
    long.tasks[TaskUid(5)] = replace(long.tasks[TaskUid(5)], name="A rather long name of a task, indeed")

    assert printout(long).table_width > printout(plan(20)).table_width + 50


def test_fields_the_plan_does_not_have_are_left_out(tmp_path: Path) -> None:
    chosen = printout(setup=changed(columns=("indicators", "name", "no such field")))

    assert [column.key for column in chosen.pages.sheets[0].columns] == ["name"]


def test_only_the_rows_given_are_printed(tmp_path: Path) -> None:
    (page,) = pages_as_text(written(tmp_path / "plan.pdf", rows=Listing(uids=(TaskUid(1), TaskUid(3)), levels=(1, 2))))

    assert "Task no. 3" in page
    assert "Task no. 4" not in page


def test_dates_are_written_in_the_style_given(tmp_path: Path) -> None:
    style = Style(order="DMY", separator=".", weekday=False)

    assert "01.03.2027" in pages_as_text(written(tmp_path / "plan.pdf", style=style))[0]


def test_days_of_ones_own_choice_cut_the_chart(tmp_path: Path) -> None:
    setup = changed(start=date(2027, 3, 8), finish=date(2027, 3, 12), detail=TimeDetail.DAYS)
    page = pages_as_text(written(tmp_path / "plan.pdf", plan(20), setup))[0]

    heading = page.split("Phase 1")[0]
    assert "8" in heading
    assert "15" not in re.findall(r"\b\d+\b", heading.replace("2027", ""))


def test_plans_without_tasks_are_printed(tmp_path: Path) -> None:
    empty = Project(ProjectInfo(start=datetime(2027, 3, 1, 8)), calendars=plan().calendars.values())

    for suffix in ("pdf", "png", "svg"):
        assert written(tmp_path / f"plan.{suffix}", empty).stat().st_size > 500


def test_blank_manual_inactive_and_dateless_rows_are_printed(tmp_path: Path) -> None:
    project = plan(20)
    for uid, more in (
        (2, {"blank": True, "name": ""}),
        (3, {"manual": True, "start_text": "after Easter", "duration_unit": TimeUnit.ELAPSED_DAY}),
        (4, {"active": False}),
        (5, {"hide_bar": True}),
    ):
        project.tasks[TaskUid(uid)] = replace(project.tasks[TaskUid(uid)], **more)
    project = Project(project.info, tasks=project.tasks.values(), calendars=project.calendars.values())

    assert "Task no. 4" in pages_as_text(written(tmp_path / "plan.pdf", project))[0]


# -- notes and faults


def test_texts_too_small_to_read_are_told(tmp_path: Path) -> None:
    project = plan(200)
    notes = print_plan(project, Engine(project).schedule, tmp_path / "plan.pdf", changed(across=1, down=1))

    assert [note.code for note in notes] == ["print.small-text"]
    assert print_plan(project, Engine(project).schedule, tmp_path / "plan.pdf", SETUP) == []


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"\.pdf"):
        written(tmp_path / "plan.doc")


@pytest.mark.parametrize("suffix", ["pdf", "png", "svg"])
def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path, suffix: str) -> None:
    with pytest.raises(WriteError, match="cannot be written"):
        written(tmp_path / "nowhere" / f"plan.{suffix}")


def test_cancelling_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    class Impatient(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                raise Cancelled

    path = tmp_path / "plan.pdf"
    path.write_text("before")
    with pytest.raises(Cancelled):
        written(path, plan(200), ticket=Impatient())

    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_plan_that_would_take_a_ream_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PrintError):
        written(tmp_path / "plan.pdf", plan(2000), changed(percent=500, across=None, detail=TimeDetail.HOURS))


def test_progress_is_told_of_laying_out_and_page_by_page(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []

    class Heard(Ticket):
        def step(self, done: int, total: int, text: str = "") -> None:
            steps.append((done, total))

    written(tmp_path / "plan.pdf", plan(60), ticket=Heard())

    assert steps[-3:] == [(0, 2), (1, 2), (2, 2)]
    columns = [done for done, total in steps if total == 60 * len(SETUP.columns)]
    assert columns == list(range(len(columns))), "the widths of all columns go from nothing to the end once"


def test_headings_of_groups_are_printed_with_their_figures(tmp_path):
    rows = Listing(
        uids=(TaskUid(-1), TaskUid(2), TaskUid(-2), TaskUid(3)),
        levels=(1, 2, 1, 2),
        headings={
            TaskUid(-1): Heading(title="Ann", tasks="1 task", texts={"duration": "4711d"}, extent=(0, 1)),
            TaskUid(-2): Heading(title="Bob", tasks="1 task", texts={}),
        },
        paths={TaskUid(3): "Phase › Part"},
    )
    (page,) = pages_as_text(written(tmp_path / "plan.pdf", rows=rows))
    assert "Ann (1 task)" in page
    assert "4711d" in page
    assert "(Phase › Part)" in page


def test_bars_are_printed_as_they_look_on_the_screen_and_the_legend_says_what_colours_mean():
    look = Options(colours="resource", task_texts=BarTexts(right="name"), summary_texts=BarTexts(right="duration"))
    shown = printout(look=look)

    chart = shown.content.chart(shown.setup)
    assert (chart.options.colours, chart.options.task_texts) == ("resource", BarTexts(right="name"))
    assert "Ben Carter" in {entry.title for entry in shown.legend}


def test_a_setup_without_labels_prints_none():
    shown = printout(setup=PrintSetup(labels=False), look=Options(task_texts=BarTexts(right="name")))

    assert not shown.content.chart(shown.setup).options.task_texts
