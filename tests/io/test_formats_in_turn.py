"""Plans that go through several formats one after the other, edited on the way."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from gantline.app.edits import dates, progress, tasks
from gantline.app.edits.split import split
from gantline.app.project.durations import Duration
from gantline.app.project.kinds import ConstraintKind, TimeUnit
from gantline.app.project.moments import to_minute
from gantline.app.project.project import Project
from gantline.app.project.records import TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.io.formats import Format
from gantline.io.registry import for_key

from ..plan_maker import plan
from .mspdi_plans import SUMMARY, document, task

MSPDI, NATIVE = for_key("mspdi"), for_key("gantline")


def written(project: Project, target: Format) -> bytes:
    """The file of a plan with its computed dates."""
    assert target.write is not None
    sink = BytesIO()
    target.write(project, Engine(project).schedule, sink, Ticket())
    return sink.getvalue()


def read(data: bytes, source: Format) -> Project:
    """The plan of a file."""
    assert source.read is not None
    return source.read(BytesIO(data), Ticket()).project


def through(project: Project, *formats: Format) -> Project:
    """The plan after it was written and read in each format."""
    for one in formats:
        project = read(written(project, one), one)
    return project


def finishes(project: Project) -> list[datetime]:
    """When the tasks end."""
    schedule = Engine(project).schedule
    return [schedule.finish_of(uid) for uid in project.tasks]


def test_the_finish_of_an_edited_plan_is_true_also_after_it_was_saved():
    days = "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>"
    text = document(task(1, days), head="<FinishDate>2026-03-02T17:00:00</FinishDate>")
    project = read(text.replace(SUMMARY, SUMMARY.replace("</Task>", f"{days}</Task>")).encode(), MSPDI)
    assert b"<FinishDate>2026-03-02T17:00:00<" in written(through(project, NATIVE), MSPDI)
    engine = Engine(project)
    project.apply(dates.set_duration(engine, TaskUid(1), Duration(2400, TimeUnit.DAY)))
    data = written(project, MSPDI)
    assert b"<FinishDate>2026-03-06T17:00:00<" in data
    assert written(through(project, NATIVE), MSPDI) == data


def test_a_task_that_pauses_and_is_moved_pauses_also_after_it_was_written():
    project = plan("Dig | 4d | by Ann\nLay | 2d | after Dig | by Ann")
    pause = split(Engine(project), TaskUid(1), to_minute(datetime(2026, 1, 6, 8)), to_minute(datetime(2026, 1, 8, 8)))
    project.apply(pause)
    project = through(project, MSPDI)
    project.apply(
        tasks.set_constraint(project, [TaskUid(1)], ConstraintKind.START_NO_EARLIER_THAN, datetime(2026, 1, 19, 8))
    )
    ends = [datetime(2026, 1, 26, 17), datetime(2026, 1, 28, 17)]
    assert finishes(project) == ends
    assert finishes(through(project, MSPDI)) == ends
    assert finishes(through(project, NATIVE, MSPDI, NATIVE)) == ends


def test_the_progress_of_a_phase_is_that_of_its_tasks_also_after_it_was_saved():
    phase = (
        "<PercentComplete>7</PercentComplete><ActualDuration>PT1H0M0S</ActualDuration><Stop>2026-03-02T09:00:00</Stop>"
    )
    days = "<Start>2026-03-02T08:00:00</Start><Finish>2026-03-02T17:00:00</Finish>"
    project = read(document(task(1, days + phase) + task(2, days, level=2)).encode(), MSPDI)
    assert written(through(project, NATIVE), MSPDI) == written(project, MSPDI)
    project.apply(progress.set_percent_complete(Engine(project), [TaskUid(2)], 50))
    data = written(project, MSPDI)
    assert data.count(b"<PercentComplete>50<") == 2
    assert written(through(project, NATIVE), MSPDI) == data


def test_stuff_that_is_spread_over_time_moves_with_its_task():
    piece = "<Start>{0}-03-02T08:00:00</Start><Finish>{0}-03-02T17:00:00</Finish>"
    spread = f"<TimephasedData><Type>1</Type>{piece}<Unit>2</Unit><Value>PT3H0M0S</Value></TimephasedData>".format(2026)
    text = document(
        task(1, piece.format(2026)),
        resources="<Resource><UID>1</UID><ID>1</ID><Name>Sand</Name><Type>0</Type></Resource>",
        assignments="<Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>1</ResourceUID><Units>3</Units>"
        f"<Work>PT3H0M0S</Work><RemainingWork>PT3H0M0S</RemainingWork>{piece.format(2026)}{spread}</Assignment>",
    )
    project = read(text.encode(), MSPDI)
    project.apply(
        tasks.set_constraint(project, [TaskUid(1)], ConstraintKind.START_NO_EARLIER_THAN, datetime(2027, 3, 2, 8))
    )
    moved = spread.replace("2026", "2027").replace("<Type>1</Type>", "<Type>1</Type><UID>1</UID>")
    assert moved.encode() in written(project, MSPDI)
    assert moved.encode() in written(through(project, NATIVE), MSPDI)
