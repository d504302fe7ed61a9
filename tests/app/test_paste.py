"""A block from a spreadsheet becomes cells and tasks: read, guessed, typed all or nothing, and taken back."""

from collections.abc import Collection
from datetime import datetime
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.analysis.figures import Figures
from gantline.app.edits import dates
from gantline.app.edits.batch import batch
from gantline.app.edits.block import Block, levels_by_indent, read_block, write_block
from gantline.app.edits.clipping import clip, decode, encode, paste_tasks
from gantline.app.edits.field import Field
from gantline.app.edits.fields import BY_KEY, fields_of
from gantline.app.edits.guess import guess
from gantline.app.edits.headings import CODE, LEVEL, NUMBER
from gantline.app.edits.html_table import Written, write_table
from gantline.app.edits.paste import Paste, paste, set_cells, unknown_resources
from gantline.app.edits.wording import Wording
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import TimeUnit
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, TaskUid
from gantline.app.project.steps import PART
from gantline.app.project.ticket import Cancelled, Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.storage import read_path
from gantline.resources import path as resource
from tests.benchmarks import generated
from tests.plan_maker import plan

EXCEL_HTML = """<html><head><style>
.xl65 {mso-number-format:General; padding-left:12px; mso-char-indent-count:1;}
.xl66 {padding-left:24px; mso-char-indent-count:2;}
</style></head><body><table>
<!--StartFragment--> <tr><td>Prepare</td><td align=right>3d</td></tr>
<tr><td class=xl65 align=left>Inventory</td><td>2d</td></tr>
<tr><td class=xl66>Servers</td><td></td></tr><!--EndFragment--></table></body></html>"""


def empty() -> Project:
    return plan("")


def texts(project: Project, *keys: str) -> list[list[str]]:
    figures, wording = Figures(Engine(project)), Wording(project.info)
    fields = fields_of(project)
    return [[fields[key].text(figures, wording, uid) for key in keys] for uid, _level in project.outline()]


def outline(project: Project) -> list[tuple[int, str]]:
    return [(level, project.tasks[uid].name) for uid, level in project.outline()]


def pasted(project: Project, text: str, html: str = "", columns=None, **more) -> Project:
    """The plan after a block was pasted as it was guessed; taken back it is what it was."""
    wording, fields, block = Wording(project.info), fields_of(project), read_block(text, html)
    found = guess(block, fields, wording)
    block = block.without_head() if found.headed else block
    before = project.snapshot()
    patch = paste(Engine(project), wording, fields, Paste(block=block, columns=columns or found.columns, **more))
    assert project == before
    project.apply(patch)
    after = project.snapshot()
    project.apply(patch.inverted())
    assert project == before
    return after


# -- reading


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"one\ntwo"\tb\n', [["one\ntwo", "b"]]),
        ('"say ""hi"""\tb', [['say "hi"', "b"]]),
        ('5" pipe\t"quoted" word\n', [['5" pipe', '"quoted" word']]),
        ("a\nb\tc", [["a", ""], ["b", "c"]]),
        ("a\n\nb\n\n\n", [["a"], [""], ["b"]]),
        ("", []),
    ],
)
def test_cells_are_read_as_spreadsheets_write_them(text, rows):
    assert [list(row) for row in read_block(text).rows] == rows


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1)


@given(st.lists(st.lists(words, min_size=2, max_size=2), min_size=1))
def test_what_is_written_is_read_again(rows):
    if not any('"' in cell for row in rows for cell in row):
        assert [list(row) for row in read_block(write_block(rows)).rows] == rows


@pytest.mark.parametrize(
    "text", ["Prepare\n  Inventory\n    Servers\nBuild", "Prepare\n\tInventory\n\t\tServers\nBuild"]
)
def test_names_that_are_set_in_become_an_outline(text):
    assert outline(pasted(empty(), text)) == [(1, "Prepare"), (2, "Inventory"), (3, "Servers"), (1, "Build")]


def test_cells_that_a_spreadsheet_sets_in_by_their_format_become_an_outline():
    after = pasted(empty(), "Prepare\t3d\nInventory\t2d\nServers\t", EXCEL_HTML)
    assert outline(after) == [(1, "Prepare"), (2, "Inventory"), (3, "Servers")]


def test_a_table_written_as_html_is_set_in_for_other_programs_and_for_this_one():
    rows = [["a", "1 & 2"], ["b", "x\ny"]]
    html = write_table([[Written(text=cell) for cell in row] for row in rows], [0, 1], 0)
    assert "mso-char-indent-count:1" in html
    assert "1 &amp; 2" in html
    assert read_block("a\t1\nb\tx", html).levels(0) == [1, 2]


@given(st.lists(st.floats(0, 20)))
def test_levels_never_jump_deeper_than_one(indents):
    levels = levels_by_indent(indents)
    assert levels[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in pairwise(levels))


# -- guessing


@pytest.mark.parametrize(
    ("text", "headed", "columns"),
    [
        ("Task Name\tDuration\tStart\tFinish\nDig\t3d\t5.1.26\t7.1.26", True, ["name", "duration", "start", ""]),
        ("ID\tTask\tOwner\tDue Date\n1\tDig\tAnn\t2026-01-07", True, [NUMBER, "name", "resources", "finish"]),
        ("Vorgangsname\tDauer\tVorgänger\nDig\t3d\t", True, ["name", "duration", "predecessors"]),
        ("Level\tName\n1\tDig\n2\tLay", True, [LEVEL, "name"]),
        ("WBS\tWhat\tDuration\n1\tDig the hole\t3d", True, [CODE, "name", "duration"]),
        ("Dig\t12.01.2026\t3d\tAnn\nLay pipes\t15.01.2026\t2w\tBob", False, ["name", "start", "duration", "resources"]),
        ("1\tDig\t2026-01-05\t2026-01-07\n2\tLay\t2026-01-08\t2026-01-09", False, [NUMBER, "name", "start", "finish"]),
        ("1\tPrepare\n1.1\tDig\n2\tBuild", False, [CODE, "name"]),
        ("Dig\t50%\t1FS+1d\nLay\t0%\t", False, ["name", "percent_complete", "predecessors"]),
        ("Dig\nLay", False, ["name"]),
        ("Name\nDig", True, ["name"]),
        ("Start\nDig\nFinish", False, ["name"]),
        ("Duration\n3d\n2w", True, ["duration"]),
        ("Dig\t3 d\nLay\t2 wks\nTest\t5\nEnd\t1", False, ["name", "duration"]),
        ("Dig\t3\nLay\t5\nTest\t4", False, ["name", ""]),
    ],
)
def test_columns_are_told_by_their_headings_or_by_what_stands_in_them(text, headed, columns):
    project = empty()
    found = guess(read_block(text), fields_of(project), Wording(project.info))
    assert (found.headed, list(found.columns)) == (headed, columns)


# -- pasting


def test_a_list_of_another_program_becomes_a_plan():
    text = (
        "ID\tTask Name\tDuration\tStart\tPredecessors\tAssigned To\n"
        "10\tPrepare\t9d\t05.01.2026\t\t\n"
        "20\t   Dig\t3d\t05.01.2026\t\tAnn\n"
        "30\t   Lay pipes\t2d\t08.01.2026\t20\tBob; Ann[50%]\n"
        "40\tDone\t0d\t\t30FS+1d\t\n"
    )
    after = pasted(empty(), text, own_numbers=True)
    assert outline(after) == [(1, "Prepare"), (2, "Dig"), (2, "Lay pipes"), (1, "Done")]
    assert texts(after, "duration", "start", "predecessors", "resources") == [
        ["5d", "Mon 2026-01-05", "", ""],
        ["3d", "Mon 2026-01-05", "", "Ann"],
        ["2d", "Thu 2026-01-08", "2", "Bob, Ann[50%]"],
        ["0d", "Mon 2026-01-12", "3FS+1d", ""],
    ]
    assert not [task for task in after.tasks.values() if task.constraint_date], "dates that follow anyway ask nothing"


def test_a_block_is_typed_over_the_rows_that_are_there_and_goes_on_as_new_tasks():
    project = plan("Dig | 3d\nLay | 2d")
    over = [TaskUid(1), TaskUid(2)]
    after = pasted(project, "Excavate\t4d\nLay\t\nTest\t1w", columns=["name", "duration"], targets=over)
    assert texts(after, "name", "duration") == [["Excavate", "4d"], ["Lay", "2d"], ["Test", "1w"]]


def test_new_tasks_of_an_indented_list_stand_at_the_level_of_the_last_row():
    project = plan("Phase\n  Dig | 3d")
    after = pasted(project, "Lay\n  Pipes\nTest", columns=["name"])
    assert outline(after) == [(1, "Phase"), (2, "Dig"), (2, "Lay"), (3, "Pipes"), (2, "Test")]


def test_a_cell_that_cannot_be_is_named_and_nothing_is_pasted():
    project = plan("Dig | 3d\nLay | 2d")
    before = project.snapshot()
    engine = Engine(project)
    dates = engine.schedule.start_of(TaskUid(2)), engine.schedule.finish_of(TaskUid(2))
    block = read_block("A\t5d\t12.1.26\nB\tsoon\t12.1.26")
    what = Paste(block=block, columns=["name", "duration", "start"], targets=[TaskUid(1), TaskUid(2)])
    with pytest.raises(EditError, match=r"^Row 2, Duration: 'soon' is not a duration\."):
        paste(engine, Wording(project.info), BY_KEY, what)
    assert project == before
    assert (engine.schedule.start_of(TaskUid(2)), engine.schedule.finish_of(TaskUid(2))) == dates


def test_unknown_people_are_named_and_can_be_left_out():
    project = plan("Dig | 3d | by Ann")
    assert unknown_resources(project, ["ann, Bob", "Bob[50%]; Cleo", "]["]) == ["Bob", "Cleo"]
    after = pasted(project, "Ann[50%], Bob", columns=["resources"], targets=[TaskUid(1)], new_resources=False)
    assert texts(after, "resources") == [["Ann[50%]"]]
    assert [one.name for one in after.resources.values()] == ["Ann"]


def test_later_cells_find_what_earlier_ones_made():
    project = plan("Dig | 3d\nLay | 2d")
    columns = ["start", "finish", "mode"]
    after = pasted(project, "7.1.26\t9.1.26\tManual", columns=columns, targets=[TaskUid(1)])
    assert texts(after, "mode", "start", "finish")[0] == ["Manual", "Wed 2026-01-07", "Fri 2026-01-09"]
    assert texts(after, "duration")[0] == ["3d"]


def test_one_text_goes_into_many_cells_at_once():
    project = plan("Dig | 3d\nLay | 2d | after Dig\nTest | 1d | after Lay")
    engine, wording = Engine(project), Wording(project.info)
    patch = set_cells(engine, wording, [(TaskUid(uid), BY_KEY["duration"], "1w") for uid in (1, 2, 3)])
    project.apply(patch)
    engine.update(patch)
    assert engine.schedule.finish_of(TaskUid(3)) == datetime(2026, 1, 23, 17)


# -- whole tasks


def leaves_and_texts(project: Project, *texts: tuple[str, str]) -> list[tuple[TaskUid, Field, str]]:
    leaves = [uid for uid in project.tasks if not project.is_summary(uid)]
    return [(uid, BY_KEY[key], text) for uid in leaves for key, text in texts]


def test_durations_of_many_tasks_are_typed_without_dating_the_plan_for_each(monkeypatch) -> None:
    project, dated = generated.plan(100), list[Patch]()
    engine, update = Engine(project), Engine.update

    def counted(self: Engine, patch: Patch, ticket: Ticket | None = None) -> Collection[TaskUid]:
        dated.append(patch)
        return update(self, patch, ticket)

    monkeypatch.setattr(Engine, "update", counted)
    cells = leaves_and_texts(project, ("duration", "300d"))
    patch = set_cells(engine, Wording(project.info), cells)
    assert len(patch.touched("tasks")) == len(cells) > 50
    assert len(dated) < 5


@pytest.mark.parametrize(
    "texts",
    [
        [("duration", "3d")],
        [("duration", "8d"), ("duration", "3d")],
        [("work", "30d"), ("duration", "3d")],
        [("duration", "30d"), ("work", "3d")],
        [("resources", ""), ("duration", "3d"), ("work", "3d")],
    ],
)
def test_what_is_typed_at_once_is_what_is_typed_one_after_the_other(texts) -> None:
    project = generated.plan(60)
    wording = Wording(project.info)
    cells = [
        one
        for one in leaves_and_texts(project, *texts)
        if not project.tasks[one[0]].percent_complete and not project.tasks[one[0]].milestone
    ]
    together = set_cells(Engine(project), wording, cells)
    engine = Engine(project)
    expected = project.snapshot()
    expected.apply(together)
    for cell in cells:
        patch = set_cells(engine, wording, [cell])
        project.apply(patch)
        engine.update(patch)
    assert project == expected


def test_tasks_are_copied_with_outline_links_and_people_into_the_same_plan():
    project = plan("Phase\n  Dig | 3d | by Ann\n  Lay | 2d | after Dig FS+1d | by Ann, Bob 50%\nTest | 1d | after Lay")
    clipping = decode(encode(clip(project, [TaskUid(1), TaskUid(2)])))
    patch = paste_tasks(project, clipping, ROOT, 1)
    before = project.snapshot()
    project.apply(patch)

    assert outline(project) == [
        (1, "Phase"), (2, "Dig"), (2, "Lay"), (1, "Phase"), (2, "Dig"), (2, "Lay"), (1, "Test"),
    ]  # fmt: skip
    assert texts(project, "predecessors", "resources")[3:6] == [["", ""], ["", "Ann"], ["5FS+1d", "Ann, Bob[50%]"]]
    assert len(project.resources) == 2
    project.apply(patch.inverted())
    assert project == before


def test_tasks_are_pasted_into_another_plan_whose_people_are_found_by_name():
    source = plan("Dig | 3d | by Ann\nLay | 2d | after Dig | by Bob")
    target = plan("Start | 1d | by Bob")
    target.apply(paste_tasks(target, clip(source, source.tasks)))
    assert texts(target, "name", "predecessors", "resources") == [
        ["Start", "", "Bob"], ["Dig", "", "Ann"], ["Lay", "2", "Bob"],
    ]  # fmt: skip
    assert [one.name for one in target.resources.values()] == ["Bob", "Ann"]


class Heard(Ticket):
    """Counts what it is told, and cancels at a number."""

    def __init__(self, last: int = 1 << 60) -> None:
        self.steps, self._last = 0, last

    def step(self, done: int, total: int, text: str = "") -> None:
        self.steps += 1
        if self.steps > self._last:
            raise Cancelled


def test_a_clipping_of_many_tasks_goes_over_the_clipboard_in_parts_that_somebody_hears_of():
    clipping = clip(project := generated.plan(2 * PART), [*project.tasks])
    content = encode(clipping)
    assert content.count(b"\n") >= len(clipping.dependencies) // PART >= 2

    ticket = Heard()
    assert decode(content, ticket) == decode(msgspec.json.encode(clipping)) == decode(encode(clipping))
    assert ticket.steps > 2
    assert [link.key for link in clipping.dependencies] == sorted(link.key for link in clipping.dependencies)
    for step in (lambda ticket: encode(clipping, ticket), lambda ticket: decode(content, ticket)):
        with pytest.raises(Cancelled):
            step(Heard(2))


def test_somebody_hears_of_every_row_that_is_read_from_a_spreadsheet():
    for text in ("a\tb\n" * 50, '"a"\tb\n' * 50, "a\n\tb\n" * 50):
        ticket = Heard()
        rows = read_block(text, ticket=ticket).rows
        assert ticket.steps > 2 * len(rows)
        with pytest.raises(Cancelled):
            read_block(text, ticket=Heard(len(rows)))


def test_somebody_hears_of_the_dates_between_two_edits_of_many_tasks():
    engine = Engine(generated.plan(300))
    before, finish, ticket = engine.project.snapshot(), list(engine.schedule.finish), Heard()
    with batch(engine, ticket) as made:
        for uid in [uid for uid in engine.project.tasks if not engine.project.is_summary(uid)]:
            made.apply(dates.set_duration(made.engine, uid, Duration(48_000, TimeUnit.DAY)))
        steps = ticket.steps
        made.dated()
        assert ticket.steps > steps
    assert (engine.project, list(engine.schedule.finish)) == (before, finish)


NO_AMOUNT = b'{"tasks": [{"uid": 1, "fixed_cost": "sNaN"}], "levels": [1]}'


@pytest.mark.parametrize("content", [b"", b"[]", b'{"tasks": 3, "levels": []}', b"\xff", NO_AMOUNT])
def test_a_clipping_that_is_none_is_refused_in_words(content):
    with pytest.raises(EditError, match="cannot be pasted"):
        decode(content)


def test_an_empty_block_pastes_nothing():
    project = plan("Dig | 3d")
    block = Block(rows=(), indents=())
    assert not paste(Engine(project), Wording(project.info), BY_KEY, Paste(block=block, columns=()))


def test_a_clipping_carries_all_that_can_be_said_of_its_records():
    project = read_path(resource("samples", "cloud-migration.gantline"))[0].project
    clipped = clip(project, project.tasks)
    assert decode(encode(clipped)).tasks == [*clipped.tasks]


def test_a_list_of_as_many_cells_as_can_be_pasted_is_taken_and_one_more_refused(monkeypatch) -> None:
    monkeypatch.setattr("gantline.app.edits.block._MOST_CELLS", 6)

    assert len(read_block("a\tb\nc\td\ne\tf").rows) == 3
    with pytest.raises(EditError, match="7 cells; no more than 6"):
        read_block("a\tb\nc\td\ne\tf\ng\th")
