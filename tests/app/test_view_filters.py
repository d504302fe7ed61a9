"""Which tasks pass a filter, and what filters are called."""

from datetime import date, datetime

import pytest

from gantline.app.analysis.figures import Figures
from gantline.app.edits.wording import Wording
from gantline.app.project.errors import EditError
from gantline.app.project.kinds import ConstraintKind
from gantline.app.schedule.engine import Engine
from gantline.app.views.buckets import buckets
from gantline.app.views.columns import Columns
from gantline.app.views.fields import Facts
from gantline.app.views.filters import FILTER_OF, FILTERS
from gantline.app.views.match import answered, containing, matching, prompts
from gantline.app.views.outline import Outline
from gantline.app.views.spec import AllOf, AnyOf, Condition, Operator
from gantline.app.views.words import value_code, value_text, words_of
from tests.plan_maker import plan

TODAY = date(2026, 1, 14)  # a Wednesday

PLAN = """
    Move data centre
      Order lines   | 3d | by Ann
      Install racks | 5d | after Order lines | by Ann, Bob 50%
      Racks stand   | 0d | after Install racks | deadline 12 17:00
    Go live         | 2d | after Racks stand | by Zoe
    Celebrate       | 1d
"""


def columns_of(project, **facts):
    engine = Engine(project)
    known = Facts(figures=Figures(engine), wording=Wording(project.info), today=TODAY, **facts)
    return Columns(known, Outline(project))


@pytest.fixture
def columns():
    changes = {
        "Order lines": {"percent_complete": 100},
        "Install racks": {"percent_complete": 50, "notes": "Mind the doors"},
        "Celebrate": {"manual": True, "start_text": "when done", "priority": 900},
        "Go live": {"wbs": "GL-10", "constraint": ConstraintKind.AS_LATE_AS_POSSIBLE},
    }
    return columns_of(plan(PLAN, changes=changes, status_date=datetime(2026, 1, 12, 17)))


def named(columns, flags):
    tasks = columns.facts.figures.project.tasks
    return [tasks[uid].name for uid, passes in zip(columns.outline.uids, flags, strict=True) if passes]


def passing(columns, field, operator, *values):
    return named(columns, matching(Condition(field=field, operator=Operator(operator), values=values), columns))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("racks", ["Install racks", "Racks stand"]),
        ("RACKS stand", ["Racks stand"]),
        ("bob", ["Install racks"]),
        ("ann order", ["Order lines"]),
        ("doors", ["Install racks"]),
        ("gl-1", ["Go live"]),
        ("nothing like it", []),
    ],
)
def test_typed_words_are_looked_for_in_names_resources_notes_and_codes(columns, typed, found):
    assert named(columns, containing(typed, columns)) == found


@pytest.mark.parametrize(
    ("field", "operator", "values", "found"),
    [
        ("name", "contains", ("RACK",), ["Install racks", "Racks stand"]),
        ("name", "contains not", ("a",), ["Order lines", "Go live"]),
        ("name", "begins", ("go",), ["Go live"]),
        ("name", "ends", ("lines",), ["Order lines"]),
        ("name", "is", ("go live",), ["Go live"]),
        ("name", "one of", ("Go live", "Celebrate"), ["Go live", "Celebrate"]),
        ("notes", "filled", (), ["Install racks"]),
        ("resources", "is", ("ann",), ["Order lines", "Install racks"]),
        ("resources", "one of", ("Bob", "Zoe"), ["Install racks", "Go live"]),
        ("resources", "one of", ("", "Zoe"), ["Move data centre", "Racks stand", "Go live", "Celebrate"]),
        ("duration", "is", ("480",), ["Celebrate"]),
        ("duration", "between", ("900", "1500"), ["Order lines", "Go live"]),
        ("duration", "at least", ("2400",), ["Move data centre", "Install racks"]),
        ("percent_complete", "is", ("100",), ["Order lines"]),
        ("priority", "greater", ("500",), ["Celebrate"]),
        ("deadline", "filled", (), ["Racks stand"]),
        ("deadline", "one of", ("2026-01",), ["Racks stand"]),
        ("start", "empty", (), ["Celebrate"]),
        ("start", "is", ("2026-01-05",), ["Move data centre", "Order lines"]),
        ("finish", "is", ("2026-01-07",), ["Order lines"]),
        ("finish", "less", ("today",), ["Order lines"]),
        ("start", "at least", ("this week",), ["Racks stand", "Go live"]),
        ("finish", "is", ("2026-01",), ["Move data centre", "Order lines", "Install racks", "Racks stand", "Go live"]),
        ("finish", "greater", ("[deadline]",), ["Racks stand"]),
        ("finish", "at most", ("status date",), ["Order lines", "Celebrate"]),
        ("mode", "is", ("True",), ["Celebrate"]),
        ("constraint", "one of", ("ALAP",), ["Go live"]),
        ("summary", "is", ("yes",), ["Move data centre"]),
        ("no such field", "is", ("1",), ["Move data centre", "Order lines", "Install racks", "Racks stand", "Go live"]),
    ],
)
def test_a_condition_holds_for_these_tasks(columns, field, operator, values, found):
    got = passing(columns, field, operator, *values)
    assert [name for name in got if name != "Celebrate" or "Celebrate" in found] == found


def test_conditions_are_joined_by_and_and_by_or(columns):
    ann = Condition(field="resources", operator=Operator.IS, values=("Ann",))
    done = Condition(field="percent_complete", operator=Operator.IS, values=("100",))
    zoe = Condition(field="resources", operator=Operator.IS, values=("Zoe",))
    test = AnyOf(parts=(AllOf(parts=(ann, done)), zoe))
    assert named(columns, matching(test, columns)) == ["Order lines", "Go live"]
    assert words_of(test, columns) == "(Resource names is Ann and % complete is 100%) or Resource names is Zoe"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Completed tasks", ["Order lines"]),
        ("In progress", ["Install racks"]),
        ("Not started", ["Racks stand", "Go live", "Celebrate"]),
        ("Milestones", ["Racks stand"]),
        ("Summary tasks", ["Move data centre"]),
        ("Tasks with deadlines", ["Racks stand"]),
        ("Missed deadlines", ["Racks stand"]),
        ("Unassigned tasks", ["Celebrate"]),
        ("Manually scheduled", ["Celebrate"]),
        ("Without dates", ["Celebrate"]),
        ("With notes", ["Install racks"]),
        ("Over-allocated", []),
    ],
)
def test_the_filters_that_come_with_the_program_find_what_they_say(columns, name, found):
    flags = matching(FILTER_OF[name].test, columns)
    assert named(columns, flags & ~columns.outline.summaries | flags & (name == "Summary tasks")) == found


def test_late_tasks_are_those_that_should_be_done_further_by_the_status_date():
    text = "Ahead | 10d\nBehind | 10d\nDone | 2d\nUnfinished | 2d\nLater | 2d | SNET 20 08:00"
    percents = {"Ahead": 60, "Behind": 20, "Done": 100, "Unfinished": 50}
    changes = {name: {"percent_complete": percent} for name, percent in percents.items()}
    columns = columns_of(plan(text, changes=changes, status_date=datetime(2026, 1, 12, 17)))
    assert named(columns, matching(FILTER_OF["Late tasks"].test, columns)) == ["Behind", "Unfinished"]
    assert columns.texts("status") == ["On schedule", "Late", "Complete", "Late", "Future task"]


def test_what_only_the_window_knows_can_be_filtered_by():
    columns = columns_of(plan("A | 1d\nB | 1d"), overloading=lambda: [2], differing=lambda: [1])
    assert named(columns, matching(FILTER_OF["Over-allocated"].test, columns)) == ["B"]
    assert named(columns, matching(FILTER_OF["Dates differ from the file"].test, columns)) == ["A"]


def test_a_filter_asks_for_what_it_leaves_open(columns):
    test = FILTER_OF["Date range…"].test
    questions = [condition.values[place] for condition, place in prompts(test)]
    assert len(questions) == 2
    answers = dict(zip(questions, ["2026-01-12", "2026-01-14"], strict=True))
    found = matching(answered(test, answers), columns)
    assert named(columns, found) == ["Move data centre", "Install racks", "Racks stand"]
    assert prompts(answered(test, answers)) == []


def test_every_filter_reads_as_a_sentence(columns):
    for one in FILTERS:
        assert "(no field" not in words_of(one.test, columns)


def test_values_are_typed_and_read_in_the_user_s_way_and_kept_in_one(columns):
    for key, typed, code in [
        ("duration", "3d", "1440"),
        ("work", "40h", "2400"),
        ("finish", "today", "today"),
        ("finish", "2026-03-01", "2026-03-01"),
        ("percent_complete", "50%", "50"),
        ("critical", "yes", "yes"),
        ("mode", "Manual", "True"),
        ("finish", "[Deadline]", "[deadline]"),
        ("cost", "$1,000.50", "1000.50"),
    ]:
        field = columns.fields[key]
        assert value_code(typed, field, columns) == code
        assert value_code(value_text(code, field, columns), field, columns) == code


@pytest.mark.parametrize(("key", "typed"), [("duration", "soon"), ("finish", "next blue moon"), ("start", "[Colour]")])
def test_what_is_no_value_is_refused(columns, key, typed):
    with pytest.raises(EditError):
        value_code(typed, columns.fields[key], columns)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("yesterday", ["T13"]),
        ("today", ["T14"]),
        ("tomorrow", ["T15"]),
        ("this week", ["T12", "T13", "T14", "T15", "T16"]),
        ("last week", ["T5", "T6", "T7", "T8", "T9"]),
        ("next week", ["T19", "T20"]),
        ("last month", []),
        ("2026-01-20", ["T20"]),
    ],
)
def test_words_for_dates_mean_days_seen_from_today(word, found):
    days = [day for day in range(5, 21) if date(2026, 1, day).weekday() < 5]
    text = "\n".join(f"T{day} | 1d | SNET {day} 08:00" for day in days)
    assert passing(columns_of(plan(text)), "start", "is", word) == found


def test_a_field_of_the_planner_s_own_can_be_compared_with_any_other(columns):
    assert passing(columns, "finish", "at most", "[finish]")[:2] == ["Move data centre", "Order lines"]


def test_empty_rows_never_pass():
    columns = columns_of(plan("A | 1d\nGap | 1d", changes={"Gap": {"blank": True, "name": ""}}))
    assert matching(AllOf(), columns).tolist() == [True, False]
    assert matching(Condition(field="name", operator=Operator.EMPTY), columns).tolist() == [False, False]


@pytest.mark.parametrize(
    ("operator", "values", "words"),
    [
        ("at least", ("2026-03-01",), "Finish is on or after Sun 2026-03-01"),
        ("is", ("this week",), "Finish is this week"),
        ("between", ("today", "2026-02"), "Finish is between today and February 2026"),
        ("less", ("[deadline]",), "Finish is before [Deadline]"),
        ("empty", (), "Finish is empty"),
        ("at most", ("?By when",), "Finish is on or before ?By when"),
        ("one of", ("2026-01", "2026-02", "2026-03", ""), "Finish: January 2026, February 2026 and 2 more"),
    ],
)
def test_conditions_read_as_one_would_say_them(columns, operator, values, words):
    assert words_of(Condition(field="finish", operator=Operator(operator), values=values), columns) == words


@pytest.mark.parametrize(
    "value", ["", "nonsense", "nan", "inf", "1e999", "2026-99", "99999-01-01", "9" * 40, "[", "[no field]", "?"]
)
@pytest.mark.parametrize("field", ["finish", "duration", "name", "critical", "cost", "mode", "resources"])
def test_what_nobody_typed_is_no_disaster(columns, field, value):
    for operator in Operator:
        condition = Condition(field=field, operator=operator, values=(value, value))
        assert len(matching(condition, columns)) == len(columns.outline)
        assert isinstance(words_of(condition, columns), str)
        assert len(matching(Condition(field=field, operator=operator), columns)) == len(columns.outline)


@pytest.mark.parametrize("interval", ["", "nan", "inf", "-5", "1e-300", "letter", "fortnight", "0"])
def test_groups_of_any_interval_have_titles(columns, interval):
    for field in ("finish", "duration", "name", "critical", "cost", "priority"):
        found = buckets(columns, field, interval)
        assert all(isinstance(found.title(place), str) for place in range(len(columns.outline)))
