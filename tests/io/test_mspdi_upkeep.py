"""Microsoft Project XML: what another program computed goes back as long as it is true, whatever is edited."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from gantline.app.analysis.cost import assignment_cost
from gantline.app.analysis.figures import Figures
from gantline.app.edits import assignments, baselines, calendars, dates, outline, plan, progress, resources, tasks
from gantline.app.project.durations import Duration
from gantline.app.project.errors import EditError, Note
from gantline.app.project.kinds import ConstraintKind, TimeUnit
from gantline.app.project.moments import to_minute
from gantline.app.project.patch import Patch
from gantline.app.project.project import Project
from gantline.app.project.records import ROOT, ExceptionPeriod, Rate, Task
from gantline.app.project.ticket import Ticket
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.io.mspdi import FORMAT
from gantline.io.native import FORMAT as NATIVE

from ..app.test_edits_law import EDITS
from ..laws import law
from ..plan_maker import plan as make
from .mspdi_plans import document, link, read, result_of, task

PLAN = """
    Phase
      Dig   | 2d | by R1
      Lay   | 3d | after Dig | by R1 50%, R2
    Test    | 1d | after Lay | by R2
    Review  | 1d
"""
MARK = "777"
"""Stands for what another program computed, such as earned value and peaks."""


def written(project: Project, schedule=None) -> tuple[etree._Element, list[Note]]:
    """The document of a plan with its computed dates, without namespaces, and the notes."""
    stream = BytesIO()
    assert FORMAT.write is not None
    notes = FORMAT.write(project, schedule or Engine(project).schedule, stream, Ticket())
    root = etree.fromstring(stream.getvalue())
    for element in root.iter():
        element.tag = etree.QName(element).localname
    return root, notes


def cents(amount: Decimal) -> Decimal:
    return (amount * 100).quantize(Decimal(1))


def computed_elements(project: Project) -> bytes:
    """The plan as a file of a program that computes costs, variances and earned value, too."""
    engine = Engine(project)
    figures = Figures(engine)
    root, _notes = written(project, engine.schedule)
    for one in root.iter("Task"):
        uid = int(one.findtext("UID"))
        work = figures.work(uid) * 1000
        values = {
            "Cost": cents(figures.cost(uid)),
            "BCWS": MARK,
            "ACWP": MARK,
            "ActualWorkProtected": MARK,
            "FreeformDurationFormat": MARK,
            "OverAllocated": "0",
            "WorkVariance": work,
        }
        values |= {"StartVariance": "0", "FinishVariance": "0"}
        _insert(one, values)
    for one in root.iter("Assignment"):
        uid = int(one.findtext("UID"))
        if uid in project.assignments:
            cost = cents(assignment_cost(project, engine.schedule, project.assignments[uid]))
            _insert(one, {"Cost": cost, "CostVariance": cost, "BCWP": MARK, "PeakUnits": "1", "Overallocated": "0"})
    for one in root.iter("Resource"):
        held = [key for key, found in project.assignments.items() if found.resource == int(one.findtext("UID"))]
        spans = [engine.schedule.spans[key] for key in held]
        cost = sum(assignment_cost(project, engine.schedule, project.assignments[key]) for key in held)
        work = sum(span.work for span in spans)
        _insert(one, {"Work": f"PT{work // 60}H{work % 60}M0S", "Cost": cents(Decimal(cost)), "SV": MARK})
        _insert(one, {"OverAllocated": "0", "PeakUnits": "1"})
    return etree.tostring(root).replace(b"<Project>", b'<Project xmlns="http://schemas.microsoft.com/project">')


def _insert(record: etree._Element, values: dict[str, object]) -> None:
    for name, value in values.items():
        if record.find(name) is None:
            etree.SubElement(record, name).text = str(value)


@pytest.fixture(scope="module")
def file() -> bytes:
    """What another program made of the plan."""
    project = make(PLAN)
    for uid, rate in ((1, 50), (2, 80)):
        project.resources[uid] = replace(project.resources[uid], standard_rate=Rate(amount=Decimal(rate)))
    project.apply(resources.add(project, "R3"))
    return computed_elements(project)


def edited(file: bytes, *edits) -> tuple[Project, etree._Element, list[Note]]:
    """The plan of a file after edits, each made by a function of the engine; as it is written, and the notes."""
    project = read(file)
    engine = Engine(project)
    for edit in edits:
        patch = edit(engine)
        project.apply(patch)
        engine.update(patch)
    return project, *written(project, engine.schedule)


def values(root: etree._Element, record: str, uid: int, *names: str) -> list[str | None]:
    found = next(one for one in root.iter(record) if one.findtext("UID") == str(uid))
    return [found.findtext(name) for name in names]


def uid_of(project: Project, name: str) -> int:
    return next(uid for uid, one in project.tasks.items() if one.name == name)


# -- what must stay


def test_nothing_is_touched_where_nothing_was_edited(file):
    project, root, notes = edited(file)
    assert not notes
    assert not project.originals
    before = etree.fromstring(file)
    said = sorted((one.tag.split("}")[-1], one.text) for one in before.iter("*") if not len(one))
    assert sorted((one.tag, one.text) for one in root.iter("*") if not len(one)) == said


@pytest.mark.parametrize(
    "edit",
    [
        lambda e: tasks.rename(e.project, 2, "Excavate"),
        lambda e: tasks.set_deadline(e.project, [2], None),
        lambda e: resources.rename(e.project, 1, "Ann"),
        lambda e: plan.set_info(e.project, title="Other"),
    ],
)
def test_an_edit_that_means_nothing_to_it_leaves_every_computed_value(file, edit):
    _project, root, notes = edited(file, edit)
    assert not notes
    assert [values(root, "Task", uid, "BCWS", "ACWP") for uid in (1, 2, 3, 4, 5)] == [[MARK, MARK]] * 5
    assert values(root, "Resource", 1, "SV") == [MARK]


def test_an_edit_taken_back_leaves_every_computed_value(file):
    project = read(file)
    engine = Engine(project)
    patch = dates.set_duration(engine, 2, Duration(4800, TimeUnit.DAY))
    for one in (patch, patch.inverted()):
        project.apply(one)
        engine.update(one)
    root, notes = written(project, engine.schedule)
    assert not notes
    assert values(root, "Task", 2, "BCWS", "Cost") == [MARK, "80000"]


# -- what must go or be computed anew


def test_a_longer_task_costs_more_and_so_does_its_phase_and_earned_value_is_counted_anew(file):
    _project, root, notes = edited(file, lambda e: dates.set_duration(e, 2, Duration(1920, TimeUnit.DAY)))
    assert values(root, "Task", 2, "Cost", "WorkVariance", "BCWS") == ["160000", "1920000", "0"]
    assert values(root, "Task", 2, "FreeformDurationFormat") == [None], "that nobody but the other program knows"
    assert values(root, "Task", 2, "ActualWorkProtected") == [MARK], "that timesheets reported"
    assert values(root, "Task", 1, "Cost", "ACWP") == ["412000", "0"]
    assert values(root, "Task", 5, "BCWS", "ACWP") == [MARK, MARK], "nobody touched it"
    assert values(root, "Resource", 1, "Work", "Cost", "SV") == ["PT44H0M0S", "220000", "0"]
    assert values(root, "Resource", 2, "Cost") == ["256000"]
    found = {(note.code, note.element, note.severity) for note in notes}
    assert ("mspdi.recomputed", "Task/Cost", "info") in found
    assert ("mspdi.recomputed", "Task/BCWS", "info") in found
    assert ("mspdi.outdated", "Task/FreeformDurationFormat", "info") in found
    assert {note.task for note in notes if note.element == "Task/Cost"} == {ROOT, 1, 2}


def test_a_task_that_only_moves_keeps_its_cost_and_gets_another_variance(file):
    save = lambda e: baselines.save(e, 0)  # noqa: E731
    file = file.replace(b"</Assignment>", b"<WorkVariance>0</WorkVariance></Assignment>")
    _project, root, _notes = edited(file, save, lambda e: dates.set_duration(e, 2, Duration(1440, TimeUnit.DAY)))
    assert values(root, "Task", 3, "Cost", "StartVariance", "FinishVariance") == ["252000", "4800", "4800"]
    assert values(root, "Task", 2, "StartVariance", "FinishVariance", "WorkVariance") == ["0", "4800", "480000"]
    assert values(root, "Assignment", 1, "WorkVariance") == ["480000"]


def test_another_rate_changes_the_cost_of_all_that_the_resource_does_and_of_nothing_else(file):
    _project, root, _notes = edited(
        file, lambda e: resources.set_standard_rate(e.project, 1, Rate(amount=Decimal(100)))
    )
    assert [values(root, "Task", uid, "Cost")[0] for uid in (2, 3, 4)] == ["160000", "312000", "64000"]
    assert values(root, "Task", 4, "BCWS") == [MARK]
    assert values(root, "Task", 2, "BCWS") == ["0"]


def test_taking_an_assignment_away_makes_the_task_and_the_resource_untrue(file):
    project = read(file)
    key = next(one.uid for one in project.assignments_to(2))
    _project, root, _notes = edited(file, lambda e: assignments.unassign(e, key))
    assert values(root, "Resource", 2, "SV") == ["0"]
    assert values(root, "Resource", 2, "Work") == ["PT8H0M0S"]
    assert values(root, "Resource", 1, "SV") == [MARK]


def test_who_has_too_much_to_do_and_the_most_at_once_are_worked_out_anew(file):
    lay = lambda plan: next(one.uid for one in plan.assignments_of(3) if one.resource == 1)  # noqa: E731
    project, root, notes = edited(file, lambda e: assignments.set_units(e, lay(e.project), 1.5))
    assert values(root, "Resource", 1, "OverAllocated", "PeakUnits") == ["1", "1.50"]
    assert values(root, "Resource", 2, "OverAllocated", "PeakUnits") == ["0", "1"]
    assert [values(root, "Task", uid, "OverAllocated") for uid in (1, 2, 3)] == [["0"], ["0"], ["1"]]
    assert values(root, "Assignment", lay(project), "Overallocated", "PeakUnits") == ["1", "1.50"]
    assert {note.code for note in notes} == {"mspdi.recomputed"}


def test_progress_of_a_phase_follows_from_its_tasks(file):
    _project, root, _notes = edited(file, lambda e: progress.set_percent_complete(e, [2], 100))
    done = values(root, "Task", 1, "PercentComplete", "ActualStart", "ActualFinish", "PercentWorkComplete")
    assert done == ["40", "2026-01-05T08:00:00", None, "30"]
    _project, root, _notes = edited(file, lambda e: progress.set_percent_complete(e, [2, 3], 100))
    assert values(root, "Task", 1, "PercentComplete", "ActualFinish") == ["100", "2026-01-09T17:00:00"]


def test_a_status_date_makes_earned_value_untrue_and_nothing_else(file):
    _project, root, _notes = edited(file, lambda e: plan.set_info(e.project, status_date=e.project.info.start))
    assert values(root, "Task", 2, "BCWS", "Cost", "StartVariance") == ["0", "80000", "0"]


def test_days_off_in_the_old_form_follow_an_edited_calendar():
    day = "<TimePeriod><FromDate>{0}T00:00:00</FromDate><ToDate>{0}T23:59:00</ToDate></TimePeriod>"
    week_day = f"<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking>{day.format('2026-04-01')}</WeekDay>"
    text = document(
        task(1),
        calendars="<Calendar><UID>1</UID><Name>S</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>"
        f"{week_day}{week_day}</WeekDays><Exceptions><Exception>{day.format('2026-04-01')}<Type>1</Type>"
        "<DayWorking>0</DayWorking></Exception></Exceptions></Calendar>",
    )
    root, _notes = written(read(text))
    assert len(list(root.iter("WeekDay"))) == 2, "as it came"
    off = ExceptionPeriod(start=date(2026, 4, 2), finish=date(2026, 4, 2))
    _project, root, _notes = edited(text.encode(), lambda e: calendars.change(e.project, 1, exceptions=(off,)))
    assert [one.findtext("TimePeriod/FromDate") for one in root.iter("WeekDay")] == ["2026-04-02T00:00:00"]


def test_an_exception_keeps_its_spelling_until_its_days_are_others():
    spelling = "<Occurrences>7</Occurrences><Period>1</Period>"
    period = "<TimePeriod><FromDate>2026-04-01T00:00:00</FromDate><ToDate>2026-04-02T23:59:00</ToDate></TimePeriod>"
    text = document(
        task(1),
        calendars="<Calendar><UID>1</UID><Name>S</Name><IsBaseCalendar>1</IsBaseCalendar><Exceptions><Exception>"
        f"{period}{spelling}<Name>Easter</Name><Type>1</Type><DayWorking>0</DayWorking></Exception></Exceptions>"
        "</Calendar>",
    ).encode()

    def changed(**fields):
        def edit(engine):
            (one,) = engine.project.calendars[1].exceptions
            return calendars.change(engine.project, 1, exceptions=(replace(one, **fields),))

        project, root, _notes = edited(text, edit)
        found = next(root.iter("Exception"))
        again = read_back(project)
        assert next(written(again)[0].iter("Exception")).findtext("Occurrences") == found.findtext("Occurrences")
        return [found.findtext(name) for name in ("Name", "Occurrences", "TimePeriod/ToDate")]

    assert changed(name="Holidays") == ["Holidays", "7", "2026-04-02T23:59:00"]
    assert changed(finish=date(2026, 4, 3)) == ["Easter", "3", "2026-04-03T23:59:00"]


def read_back(project: Project) -> Project:
    """The plan after it was saved natively and opened again."""
    sink = BytesIO()
    assert NATIVE.write is not None
    assert NATIVE.read is not None
    NATIVE.write(project, Engine(project).schedule, sink, Ticket())
    return NATIVE.read(BytesIO(sink.getvalue()), Ticket()).project


def test_per_cent_complete_of_each_day_follows_what_is_reported():
    day = "<TimephasedData><Type>11</Type><UID>1</UID><Start>2026-03-0{}T08:00:00</Start><Finish>2026-03-0{}</Finish>"
    amounts = [day.format(2, "3T08:00:00"), day.format(3, "3T12:00:00")]
    value = "<Unit>2</Unit><Value>{}</Value></TimephasedData>"
    text = document(
        task(
            1,
            "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-05T17:00:00</Finish><Duration>PT32H0M0S</Duration>"
            "<DurationFormat>7</DurationFormat><PercentComplete>37</PercentComplete>"
            "<ActualStart>2026-03-02T08:00:00</ActualStart><ActualDuration>PT12H0M0S</ActualDuration>"
            "<RemainingDuration>PT20H0M0S</RemainingDuration><Stop>2026-03-03T12:00:00</Stop>"
            "<Resume>2026-03-03T13:00:00</Resume>"
            f"{amounts[0]}{value.format('25')}{amounts[1]}{value.format('12.5')}",
        )
    ).encode()

    def told(*edits):
        _project, root, notes = edited(text, *edits)
        return [one.findtext("Value") for one in root.iter("TimephasedData")], notes

    assert told() == (["25", "12.5"], [])
    assert told(lambda e: tasks.rename(e.project, 1, "Other"))[0] == ["25", "12.5"]
    values_now, notes = told(lambda e: progress.set_percent_complete(e, [1], 75))
    assert values_now == ["25", "25", "25"]
    assert "Task/TimephasedData" in [note.element for note in notes]
    assert told(lambda e: progress.set_percent_complete(e, [1], 0))[0] == []


def test_a_lag_that_was_rounded_is_written_as_edited():
    text = document(task(1) + task(2, link(1, "<Type>1</Type><LinkLag>4801</LinkLag><LagFormat>7</LagFormat>")))
    project = read(text)
    assert "4801" in etree.tostring(written(project)[0]).decode()
    key = (1, 2)
    link_now = replace(project.dependencies[key], lag=960)
    project.apply(Patch({"dependencies": {key: (project.dependencies[key], link_now)}}))
    assert written(project)[0].findtext(".//LinkLag") == "9600"


def test_work_spread_over_days_goes_with_the_task_that_left_them():
    piece = "<TimephasedData><Type>1</Type><UID>1</UID><Start>{0}T08:00:00</Start><Finish>{0}T17:00:00</Finish>"
    spread = piece.format("2026-03-02") + "<Unit>2</Unit><Value>PT8H0M0S</Value></TimephasedData>"
    text = document(
        task(1, "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>"),
        resources="<Resource><UID>1</UID><ID>1</ID><Name>R</Name><Type>1</Type></Resource>",
        assignments="<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Work>PT8H0M0S</Work>"
        f"<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>{spread}</Assignment>",
    )
    _project, root, notes = edited(text.encode())
    assert len(list(root.iter("TimephasedData"))) == 1
    assert not notes
    later = lambda e: tasks.set_constraint(  # noqa: E731
        e.project, [1], ConstraintKind.START_NO_EARLIER_THAN, datetime(2026, 3, 9, 8)
    )
    _project, root, notes = edited(text.encode(), later)
    assert [one.findtext("Start") for one in root.iter("TimephasedData")] == ["2026-03-09T08:00:00"]
    assert "Assignment/TimephasedData" in [note.element for note in notes]


# -- the law


@law(60)
@given(data=st.data())
def test_whatever_is_edited_every_computed_value_in_the_file_is_true_or_absent(file, data):
    project = read(file)
    engine = Engine(project)
    for _step in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(EDITS)))
        try:
            patch = EDITS[name](engine, data)
        except EditError:
            continue
        project.apply(patch)
        engine.update(patch)
        assume(project.tasks)
    check(project, engine, written(project, engine.schedule)[0])
    sink = BytesIO()
    assert NATIVE.write is not None
    assert NATIVE.read is not None
    NATIVE.write(project, engine.schedule, sink, Ticket())
    again = NATIVE.read(BytesIO(sink.getvalue()), Ticket()).project
    check(again, Engine(again), written(again)[0])


def check(project: Project, engine: Engine, root: etree._Element) -> None:
    """Every computed value that can be worked out is so, and earned value is only where its task is as it was."""
    figures, schedule = Figures(engine), engine.schedule
    works: dict[int, int] = {}
    for one in root.iter("Assignment"):
        found = project.assignments.get(int(one.findtext("UID")))
        if found is not None:
            cost = cents(assignment_cost(project, schedule, found, engine.working_times))
            assert one.findtext("Cost") in (None, str(cost))
            works[found.resource] = works.get(found.resource, 0) + minutes(one.findtext("Work"))
    for one in root.iter("Resource"):
        said = one.findtext("Work")
        if said is not None and project.resources[int(one.findtext("UID"))].kind == "work":
            assert minutes(said) == works.get(int(one.findtext("UID")), 0)
    for one in root.iter("Task"):
        uid = int(one.findtext("UID"))
        if one.findtext("IsNull") == "1":
            continue
        record: Task | None = project.tasks.get(uid)
        if all(project.tasks[below].active for below, _level in project.outline(uid)) and (not record or record.active):
            cost = one.findtext("Cost")  # the sum of what assignments cost, each to the cent
            assert cost is None or abs(Decimal(cost) - cents(figures.cost(uid))) <= len(project.assignments)
        held = record.baselines if record else project.info.summary_baselines
        planned = next((base for base in held if base.number == 0), None)
        if (said := one.findtext("WorkVariance")) is not None:
            assert int(said) == (minutes(one.findtext("Work")) - ((planned and planned.work) or 0)) * 1000
        if record and (said := one.findtext("StartVariance")) is not None:
            time = engine.working_times.yardstick(uid)
            start = schedule.start[schedule.rows[uid]]
            before = to_minute(planned.start) if planned and planned.start else start
            assert int(said) == (time.offset(start) - time.offset(before)) * 10


def minutes(text: str) -> int:
    hours, rest = re.fullmatch(r"PT(\d+)H(\d+)M0S", text).groups()
    return int(hours) * 60 + int(rest)


# -- what somebody wrote into a native file by hand


@pytest.mark.parametrize(
    "foreign",
    [
        "<PredecessorLink><PredecessorUID>99</PredecessorUID></PredecessorLink>",
        "<UID>5</UID><OutlineLevel>7</OutlineLevel><Summary>1</Summary>",
        "</Task><Task>",
        "<A>",
        "<A b='&bad;'/>",
        "text",
        "<!DOCTYPE x><A/>",
        "<a:b/>",
        "<A>]]></A>",
        "<A>\x00</A>",
        "<A></B>",
    ],
)
def test_what_is_carried_cannot_spoil_the_file(foreign):
    project = read(document(task(1) + task(2, link(1))))
    project.tasks[2] = replace(project.tasks[2], foreign=foreign)
    dependency = project.dependencies[1, 2]
    project.dependencies[1, 2] = replace(dependency, foreign=foreign)
    root, notes = written(project)
    assert "mspdi.unsound-carried" in [note.code for note in notes]
    again = result_of(etree.tostring(root)).project
    assert [one.findtext("UID") for one in root.iter("Task")] == ["0", "1", "2"]
    assert list(again.dependencies) == [(1, 2)]
    assert again.children == {ROOT: (1, 2)}


@pytest.mark.parametrize(
    "foreign", ["<Tasks><Task/></Tasks>", "<Resource><UID>5</UID></Resource>", "<Views><", "</Project>"]
)
def test_what_the_plan_carries_cannot_spoil_the_file(foreign):
    project = read(document(task(1)))
    project.plan["info"] = replace(project.info, foreign=foreign, summary_foreign=foreign)
    root, _notes = written(project)
    again = result_of(etree.tostring(root)).project
    assert (list(again.tasks), list(again.resources)) == ([1], [])


def test_an_assignment_never_gets_the_uid_of_one_that_is_carried():
    budget = "<Assignment><UID>2</UID><TaskUID>0</TaskUID><BudgetCost>5</BudgetCost></Assignment>"
    project = read(document(task(1) + task(2), assignments=budget))
    project.apply(outline.append(project, outline.new_task(project, "New")))
    root, _notes = written(project)
    uids = [one.findtext("UID") for one in root.iter("Assignment")]
    assert len(uids) == len(set(uids)) == 4
