"""The rows of a view: filtered, grouped, sorted and folded, and what edits do to them."""

from datetime import datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.edits import outline, progress, tasks
from gantline.app.edits.sorting import put_in_order
from gantline.app.project.errors import EditError
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, ProjectInfo, Task, TaskUid
from gantline.app.project.rows import Listed, RowOf
from gantline.app.schedule.engine import Engine
from gantline.app.views import columns
from gantline.app.views.filters import FILTER_OF
from gantline.app.views.ordering import plan_order
from gantline.app.views.outline import Outline
from gantline.app.views.spec import AS_PLANNED, Arrangement, Condition, Filter, GroupBy, Operator, SortBy
from gantline.app.workspace import commands, row_set, slices
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection
from tests.plan_maker import plan

PLAN = """
    Phase one
      Ground | 3d | by Ann
      Walls  | 5d | after Ground | by Bob, Ann
    Phase two
      Roof   | 2d | after Walls | by Bob
      Inside
        Paint | 4d | after Roof | by Zoe
        Move  | 0d | after Paint
"""


@pytest.fixture
def document(qtbot):
    return Document(plan(PLAN))


@pytest.fixture
def rows(document):
    return RowSet(document, document)


def shown(rows):
    """The rows as text: set in by two spaces a level, headings in brackets."""
    project = rows._document.project
    return [
        "  " * (level - 1) + (project.tasks[uid].name if uid > 0 else f"[{rows.band_title(uid)}]")
        for uid, level in zip(rows.uids, rows.levels, strict=True)
    ]


def uid_of(rows, name):
    return next(uid for uid, task in rows._document.project.tasks.items() if task.name == name)


def test_tasks_that_pass_are_shown_with_the_summary_tasks_above_them(rows):
    rows.change(text="paint")
    assert shown(rows) == ["Phase two", "  Inside", "    Paint"]
    assert (rows.passing, rows.shown, rows.total) == (1, 3, 8)
    rows.change(summaries=False)
    assert shown(rows) == ["Paint"]
    assert rows.path(rows.uids[0]) == "Phase two › Inside"


def test_a_filter_looks_into_folded_summaries_and_leaves_them_folded_afterwards(rows):
    rows.fold_to_level(1)
    rows.change(text="paint")
    assert shown(rows) == ["Phase two", "  Inside", "    Paint"]
    rows.toggle(uid_of(rows, "Inside"))
    assert shown(rows) == ["Phase two", "  Inside"]
    rows.change(text="")
    assert shown(rows) == ["Phase one", "Phase two"]


def test_text_filter_and_columns_hold_together(rows):
    bob = Condition(field="resources", operator=Operator.ONE_OF, values=("Bob",))
    long = Condition(field="duration", operator=Operator.AT_LEAST, values=("960",))
    rows.change(filter=Filter(name="Bob's", test=bob), columns={"duration": long}, text="r")
    assert shown(rows) == ["Phase two", "  Roof"]


def test_highlighting_marks_and_hides_nothing(rows):
    rows.change(text="roof", highlight=True)
    assert len(rows) == rows.total
    assert rows.marked == {uid_of(rows, "Roof")}
    assert rows.passing == 1


def test_sorting_keeps_tasks_below_their_summaries_unless_told(rows):
    rows.change(sorts=(SortBy(field="duration", descending=True),))
    assert shown(rows) == [
        "Phase one", "  Walls", "  Ground", "Phase two", "  Inside", "    Paint", "    Move", "  Roof",
    ]  # fmt: skip
    rows.change(sorts=(SortBy(field="name"),), outline=False)
    assert shown(rows) == ["Ground", "Inside", "Move", "Paint", "Phase one", "Phase two", "Roof", "Walls"]
    assert [uid for uid, _level in rows._document.project.outline()] == list(range(1, 9))


def test_the_second_field_decides_where_the_first_does_not(qtbot):
    text = "B | 2d\nA | 2d\nC | 1d\nD | 2d"
    rows = RowSet(Document(plan(text)))
    rows.change(sorts=(SortBy(field="duration", descending=True), SortBy(field="name")))
    assert shown(rows) == ["A", "B", "D", "C"]


def test_numbers_in_texts_are_sorted_by_value_and_nothing_comes_last(qtbot):
    rows = RowSet(Document(plan("Task 10 | 1d | by Z\nTask 9 | 1d\ntask 100 | 1d | by A")))
    rows.change(sorts=(SortBy(field="name"),))
    assert shown(rows) == ["Task 9", "Task 10", "task 100"]
    for descending, found in ((False, ["task 100", "Task 10", "Task 9"]), (True, ["Task 10", "task 100", "Task 9"])):
        rows.change(sorts=(SortBy(field="resources", descending=descending),))
        assert shown(rows) == found


def test_groups_have_headings_and_leave_summary_tasks_out(rows):
    rows.change(groups=(GroupBy(field="resources"),))
    assert shown(rows) == [
        "[Ann]", "  Ground", "[Ann, Bob]", "  Walls", "[Bob]", "  Roof", "[Zoe]", "  Paint",
        "[Resource names: No value]", "  Move",
    ]  # fmt: skip
    assert rows.path(uid_of(rows, "Paint")) == "Phase two › Inside"
    assert rows.shown == 5


def test_groups_nest_and_descend(rows):
    rows.change(groups=(GroupBy(field="critical"), GroupBy(field="duration", interval="1440", descending=True)))
    assert shown(rows) == [
        "[Critical: Yes]",
        "  [Duration: 3d to 6d]", "    Ground", "    Walls", "    Paint",
        "  [Duration: 0d to 3d]", "    Roof", "    Move",
    ]  # fmt: skip


def test_each_person_has_a_group_of_all_their_tasks(rows):
    rows.change(groups=(GroupBy(field="resources", interval="each"),))
    assert shown(rows) == [
        "[Ann]", "  Ground", "  Walls", "[Bob]", "  Walls", "  Roof", "[Zoe]", "  Paint",
        "[Resource names: No value]", "  Move",
    ]  # fmt: skip
    walls = uid_of(rows, "Walls")
    assert (rows.repeats, rows.shown) == (True, 5)
    assert rows.row_of[walls] == 2
    assert rows.rows_of([walls]).tolist() == [2, 4]
    assert rows.tasks(0, 5) == [uid_of(rows, name) for name in ("Ground", "Walls", "Roof")]
    rows.change(groups=(GroupBy(field="resources", interval="each", descending=True),))
    assert [row for row in shown(rows) if "[" in row] == ["[Zoe]", "[Bob]", "[Ann]", "[Resource names: No value]"]


def test_headings_of_people_sum_up_their_own_work(rows):
    rows.change(groups=(GroupBy(field="resources", interval="each"),))
    ann, bob = rows.uids[0], rows.uids[3]
    assert [rows.band_text(one, "work") for one in (ann, bob)] == ["64h", "56h"]
    assert rows.band_text(ann, "actual_work") == "", "what is known of tasks alone is not said of people"
    assert rows.band_text(ann, "duration") == "8d"


def test_a_task_in_two_groups_within_a_group_counts_once(rows):
    rows.change(groups=(GroupBy(field="critical"), GroupBy(field="resources", interval="each")))
    assert shown(rows)[:4] == ["[Critical: Yes]", "  [Ann]", "    Ground", "    Walls"]
    assert rows.band_text(rows.uids[0], "work") == "152h"
    assert rows.beside(rows.uids[0]) == "5 tasks"


def test_the_outline_is_kept_within_groups(rows):
    rows.change(groups=(GroupBy(field="resources"),), hierarchy=True)
    assert shown(rows) == [
        "[Ann]", "  [Phase one]", "    Ground", "[Ann, Bob]", "  [Phase one]", "    Walls",
        "[Bob]", "  [Phase two]", "    Roof", "[Zoe]", "  [Phase two]", "    [Inside]", "      Paint",
        "[Resource names: No value]", "  [Phase two]", "    [Inside]", "      Move",
    ]  # fmt: skip
    assert rows.path(uid_of(rows, "Paint")) == "", "the rows tell it"
    rows.toggle(rows.uids[10])
    assert shown(rows)[9:12] == ["[Zoe]", "  [Phase two]", "[Resource names: No value]"]
    rows.change(hierarchy=False)
    assert shown(rows)[:2] == ["[Ann]", "  Ground"]


def test_the_kept_outline_is_sorted_below_each_summary_task(rows):
    rows.change(groups=(GroupBy(field="critical"),), hierarchy=True, sorts=(SortBy(field="duration", descending=True),))
    assert shown(rows) == [
        "[Critical: Yes]", "  [Phase one]", "    Walls", "    Ground",
        "  [Phase two]", "    [Inside]", "      Paint", "      Move", "    Roof",
    ]  # fmt: skip
    assert rows.band_text(rows.uids[1], "duration") == "8d"


def test_the_keyboard_passes_every_task_of_groups_in_which_tasks_come_again(rows):
    rows.change(groups=(GroupBy(field="resources", interval="each"),))
    passed = [None]
    while (following := rows.neighbour(passed[-1], 1)) != passed[-1]:
        passed.append(following)
    assert passed[1:] == [uid_of(rows, name) for name in ("Ground", "Walls", "Roof", "Paint", "Move")]


@pytest.mark.parametrize(
    ("interval", "titles"),
    [
        ("", ["[Wed 2026-01-07]", "[Wed 2026-01-14]", "[Fri 2026-01-16]", "[Thu 2026-01-22]"]),
        ("week", ["[Week 2, from Mon 2026-01-05]", "[Week 3, from Mon 2026-01-12]", "[Week 4, from Mon 2026-01-19]"]),
        ("month", ["[January 2026]"]),
        ("quarter", ["[Quarter 1, 2026]"]),
        ("year", ["[2026]"]),
    ],
)
def test_dates_are_put_together(rows, interval, titles):
    rows.change(groups=(GroupBy(field="finish", interval=interval),))
    assert [row for row in shown(rows) if row.startswith("[")] == titles


def test_headings_sum_up_their_tasks(rows):
    rows.change(groups=(GroupBy(field="critical"),))
    (heading,) = rows.bands
    texts = {key: rows.band_text(heading, key) for key in ("work", "start", "finish", "duration", "name", "mode")}
    assert texts == {
        "work": "152h",
        "start": "Mon 2026-01-05",
        "finish": "Thu 2026-01-22",
        "duration": "14d",
        "name": "",
        "mode": "",
    }
    assert rows.beside(heading) == "5 tasks"
    assert rows.band_hint(heading, "work") == "Sum of 5 tasks"


def test_headings_follow_edits(document, rows):
    rows.change(groups=(GroupBy(field="critical"),))
    (heading,) = rows.bands
    document.push(progress.set_percent_complete(document.engine, [uid_of(rows, "Walls")], 100), "Done")
    assert rows.band_text(heading, "percent_complete") == "35%"
    document.undo_stack.undo()
    assert rows.band_text(heading, "percent_complete") == "0%"


def test_groups_fold_and_stay_folded_while_the_rows_are_found_anew(document, rows):
    rows.change(groups=(GroupBy(field="resources"),))
    rows.toggle(rows.uids[0])
    assert shown(rows)[:2] == ["[Ann]", "[Ann, Bob]"]
    rows.apply_again()
    assert shown(rows)[:2] == ["[Ann]", "[Ann, Bob]"]
    rows.reveal(uid_of(rows, "Ground"))
    assert shown(rows)[:2] == ["[Ann]", "  Ground"]


def test_a_task_that_no_longer_passes_stays_until_the_filter_is_applied_again(qtbot, document, rows):
    rows.change(text="roof")
    with qtbot.waitSignal(rows.state_changed):
        document.push(tasks.rename(document.project, uid_of(rows, "Roof"), "Lid"), "Rename")
    assert rows.stale
    assert shown(rows) == ["Phase two", "  Lid"]
    rows.apply_again()
    assert shown(rows) == []
    assert not rows.stale
    with qtbot.waitSignal(rows.state_changed):
        document.undo_stack.undo()
    assert rows.stale


def test_a_new_task_is_shown_though_it_does_not_pass(document, rows):
    rows.change(text="roof")
    uid = commands.insert_task(document, Selection(document), rows)
    assert uid in rows.row_of
    rows.apply_again()
    assert uid not in rows.row_of


def test_going_to_a_task_that_is_hidden_by_the_filter_shows_it(rows):
    rows.change(text="roof")
    rows.reveal(uid_of(rows, "Ground"))
    assert shown(rows) == ["Phase one", "  Ground", "Phase two", "  Roof"]
    assert rows.stale


def test_another_plan_is_shown_whole(document, rows):
    rows.change(text="roof", sorts=(SortBy(field="name"),))
    document.replace(Engine(plan("A | 1d\nB | 1d")))
    assert rows.arrangement == AS_PLANNED
    assert shown(rows) == ["A", "B"]


@pytest.mark.parametrize(
    "arrangement",
    [
        Arrangement(sorts=(SortBy(field="name"),)),
        Arrangement(groups=(GroupBy(field="critical"),)),
        Arrangement(text="o", summaries=False),
    ],
)
def test_rows_cannot_be_moved_where_they_do_not_stand_as_in_the_plan(document, rows, arrangement):
    rows.arrange(arrangement)
    selection = Selection(document)
    selection.set([uid_of(rows, "Walls")])
    for move in (commands.move_up, commands.indent, commands.outdent):
        with pytest.raises(EditError, match="Shift\\+F3"):
            move(document, selection, rows)
    assert document.undo_stack.count() == 0


def test_an_order_for_good_is_one_step_to_undo(document, rows):
    before = document.project.snapshot()
    order = plan_order((SortBy(field="duration", descending=True),), rows.columns)
    document.push(put_in_order(document.project, order), "Sort")
    assert shown(rows)[:3] == ["Phase one", "  Walls", "  Ground"]
    document.undo_stack.undo()
    assert document.project == before


def test_the_next_task_is_found_over_headings(rows):
    rows.change(groups=(GroupBy(field="resources"),))
    assert rows.neighbour(None, 1) == uid_of(rows, "Ground")
    assert rows.neighbour(uid_of(rows, "Ground"), 1) == uid_of(rows, "Walls")
    assert rows.neighbour(uid_of(rows, "Walls"), -1) == uid_of(rows, "Ground")
    assert rows.neighbour(uid_of(rows, "Ground"), -1) == uid_of(rows, "Ground")
    assert rows.neighbour(uid_of(rows, "Move"), 1) == uid_of(rows, "Move")


def test_values_taken_after_an_edit_are_those_a_new_list_would_have(document, rows):
    rows.change(filter=FILTER_OF["Incomplete tasks"], sorts=(SortBy(field="finish"), SortBy(field="work")))
    document.push(tasks.rename(document.project, uid_of(rows, "Roof"), "Zinc roof"), "Rename")
    document.push(progress.set_percent_complete(document.engine, [uid_of(rows, "Ground")], 100), "Done")
    fresh = RowSet(document, document)
    for key in ("name", "resources", "predecessors", "status", "mode"):
        assert rows.columns.texts(key) == fresh.columns.texts(key)
    for key in ("finish", "work", "cost", "percent_complete", "critical", "start", "priority"):
        assert rows.columns.numbers(key).tolist() == fresh.columns.numbers(key).tolist()


@pytest.fixture
def slowly(monkeypatch):
    """Lets every plan be a large one, of which a value is taken at a time."""
    monkeypatch.setattr(row_set, "MANY", 0)
    monkeypatch.setattr(slices, "FIRST", 0)
    monkeypatch.setattr(slices, "SLICE", 0)
    monkeypatch.setattr(columns, "_STEP", 1)


def test_values_of_a_large_plan_are_taken_in_slices_while_the_old_rows_are_shown(qtbot, slowly, rows):
    before = shown(rows)
    rows.change(sorts=(SortBy(field="cost"), SortBy(field="priority")), groups=(GroupBy(field="predecessors"),))
    assert rows.busy
    assert shown(rows) == before
    qtbot.waitUntil(lambda: not rows.busy)
    assert shown(rows)[0] == "[Predecessors: 2]"
    rows.change(groups=())
    assert not rows.busy  # everything is at hand


def test_the_last_wish_counts_while_values_are_taken(qtbot, slowly, rows):
    rows.change(sorts=(SortBy(field="cost"),))
    rows.arrange(AS_PLANNED)
    assert not rows.busy
    assert rows.natural
    rows.change(sorts=(SortBy(field="priority"),))
    rows.change(groups=(GroupBy(field="calendar"),))
    qtbot.waitUntil(lambda: not rows.busy)
    assert shown(rows)[0] == "[Task calendar: No value]"


def test_edits_while_values_are_taken_count(qtbot, slowly, document, rows):
    rows.change(groups=(GroupBy(field="priority"),))
    assert rows.busy
    document.push(outline.delete(document.project, [uid_of(rows, "Inside")]), "Delete")
    document.push(tasks.set_priority(document.project, [uid_of(rows, "Roof")], 900), "Prefer")
    assert all(uid in document.project.tasks for uid in rows.uids)
    qtbot.waitUntil(lambda: not rows.busy)
    assert shown(rows) == ["[Priority: 500]", "  Ground", "  Walls", "[Priority: 900]", "  Roof"]


# -- laws


@st.composite
def trees(draw):
    """A plan of up to 25 tasks in any outline, and a rank for each."""
    parents = draw(st.lists(st.integers(0, 100), min_size=1, max_size=25))
    children: dict[TaskUid, list[TaskUid]] = {ROOT: []}
    for number, wish in enumerate(parents, 1):
        children.setdefault(TaskUid(wish % number), []).append(TaskUid(number))
    ranks = draw(st.lists(st.integers(0, 5), min_size=len(parents), max_size=len(parents)))
    project = Project(
        ProjectInfo(start=datetime(2026, 1, 5, 8)),
        tasks=[Task(uid=TaskUid(uid), name=str(uid)) for uid in range(1, len(parents) + 1)],
        children={uid: tuple(kids) for uid, kids in children.items()},
    )
    return project, ranks


def by_hand(project, rank_of, kept, folded):
    """The rows, found the slow way."""
    found = []

    def visit(parent, level):
        for uid in sorted(project.children.get(parent, ()), key=lambda one: rank_of[one]):
            if uid in kept:
                found.append((uid, level))
                if uid not in folded:
                    visit(uid, level + 1)

    visit(ROOT, 1)
    return found


@given(trees(), st.sets(st.integers(1, 25)), st.sets(st.integers(1, 25)))
def test_sorted_filtered_and_folded_rows_are_those_found_the_slow_way(tree, hits, folded):
    from gantline.app.views.sheet import Sheet

    project, ranks = tree
    arrays = Outline(project)
    by_place = np.array([ranks[uid - 1] for uid in arrays.uids])
    kept = arrays.with_summaries(arrays.flags(np.array(list(hits), np.int64)))
    order = arrays.sorted(by_place)
    order = order[kept[order]]
    before = np.concatenate(([0], np.cumsum(kept)))
    ends = np.arange(len(order)) + (before[arrays.ends] - before[:-1])[order]
    sheet = Sheet(arrays.numbers[order], arrays.levels[order], ends)
    wanted = {uid for uid in project.tasks if uid in hits}
    wanted |= {above for uid in wanted for above in project.ancestors(uid)}
    rank_of = {uid: ranks[uid - 1] for uid in project.tasks}
    assert list(zip(*sheet.unfolded(folded), strict=True)) == by_hand(project, rank_of, wanted, folded)


@given(trees())
def test_the_outline_as_arrays_is_the_outline(tree):
    project, _ranks = tree
    arrays = Outline(project)
    assert list(zip(arrays.uids, arrays.levels.tolist(), strict=True)) == list(project.outline())
    for place, uid in enumerate(arrays.uids):
        below = [one for one, _level in project.outline(uid)]
        assert arrays.uids[place + 1 : arrays.ends[place]] == below
        assert arrays.parents[place] == arrays.places.get(project.parent(uid), -1)


@given(trees(), st.data())
def test_an_outline_after_edits_is_the_outline_made_anew(tree, data):
    project, _ranks = tree
    children = dict(project.children)
    before, parents = Outline(project), set()

    def put(parent, kids):
        parents.add(parent)
        children.pop(parent, None)
        if kids:
            children[parent] = tuple(kids)

    def below(uid):
        return [uid, *(one for kid in children.get(uid, ()) for one in below(kid))]

    for new in range(100, 100 + data.draw(st.integers(1, 4))):
        there = below(ROOT)
        moved = data.draw(st.sampled_from([*there[1:], new]))
        if moved != new:
            old = next(parent for parent, kids in children.items() if moved in kids)
            put(old, [kid for kid in children[old] if kid != moved])
        to = data.draw(st.sampled_from([uid for uid in there if uid not in below(moved)] + [None]))
        if to is not None:
            place = data.draw(st.integers(0, len(children.get(to, ()))))
            put(to, [*children.get(to, ())[:place], moved, *children.get(to, ())[place:]])
        else:
            for uid in below(moved):
                put(uid, ())
    edited = Project(project.info, children=children)

    after, anew = before.after(edited, parents), Outline(edited)

    for name in ("numbers", "levels", "parents", "ends", "summaries"):
        assert getattr(after, name).tolist() == getattr(anew, name).tolist()


@given(st.lists(st.integers(-30, 10**12), unique=True), st.lists(st.integers(-40, 10**12)))
def test_rows_are_found_by_uid_as_in_a_dictionary(uids, others):
    found, known = RowOf(np.array(uids, np.int64)), {uid: row for row, uid in enumerate(uids)}
    asked = [*uids, *others, 7]
    assert found.rows(np.array(asked, np.int64)).tolist() == [known.get(uid, -1) for uid in asked]
    for some in (asked, uids):
        put = np.empty(len(some), np.int32)
        found.put_rows(np.array(some, np.int64), put)
        assert put.tolist() == [known.get(uid, -1) for uid in some]
    assert [found.get(uid) for uid in asked] == [known.get(uid) for uid in asked]
    assert dict(found) == known


@given(st.lists(st.integers(-5, 3000), unique=True), st.lists(st.integers(-5, 5000), unique=True), st.data())
def test_rows_after_an_edit_are_those_that_would_be_counted_anew(uids, new, data):
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(uids))] * 2)))
    kept = {*uids[:first], *uids[last:]}
    after = np.array([*uids[:first], *(uid for uid in new if uid not in kept), *uids[last:]], np.int64)
    found = RowOf(np.array(uids, np.int64)).after(after)
    asked = np.array([*uids, *new, 7, 10**6], np.int64)
    assert found.rows(asked).tolist() == RowOf(after).rows(asked).tolist()
    assert dict(found) == dict(RowOf(after))


def test_listed_numbers_read_like_a_list():
    listed, plain = Listed(np.array([4, 8, -1])), [4, 8, -1]
    assert listed == plain
    assert listed == Listed(np.array(plain))
    assert listed != plain[:2]
    assert (listed[1], listed[-1], listed[1:], listed[::-1]) == (8, -1, plain[1:], plain[::-1])
    assert (list(reversed(listed)), 8 in listed, 5 in listed, len(listed)) == (plain[::-1], True, False, 3)


def test_outline_edits_keep_the_filter(document, rows):
    rows.change(text="paint")
    document.push(outline.move_up(document.project, [uid_of(rows, "Inside")]), "Move")
    assert shown(rows) == ["Phase two", "  Inside", "    Paint"]
