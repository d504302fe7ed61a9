"""What is fuzzed: each target takes bytes through a way into the program, and fails where that ends in anything else
than a plan that holds together or one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from io import BytesIO
from typing import Final

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - lxml brings no types

from gantline.app.analysis.differences import differences
from gantline.app.analysis.figures import Figures
from gantline.app.edits.field import Field
from gantline.app.edits.fields import FIELDS
from gantline.app.edits.wording import Wording
from gantline.app.project.errors import GantlineError
from gantline.app.project.project import Project
from gantline.app.project.records import TaskUid
from gantline.app.project.ticket import Ticket
from gantline.app.schedule.engine import Engine
from gantline.app.schedule.stored import stored
from gantline.io.formats import Format
from gantline.io.registry import for_key

from ..benchmarks.generated import plan
from ..io.hostile_files import kinds

Target = Callable[[bytes], None]

MSPDI, NATIVE, EXCEL = for_key("mspdi"), for_key("gantline"), for_key("excel")
LARGEST: Final = 200_000
"""Longer inputs are not tried."""


def read(data: bytes, found: Format) -> Project | None:
    """The plan in a file; None where it was refused in one sentence."""
    assert found.read is not None
    try:
        result = found.read(BytesIO(data), Ticket())
    except GantlineError as error:
        check_sentence(error)
        return None
    for note in result.notes:
        assert note.text
    return result.project


def check_sentence(error: GantlineError) -> None:
    """Refusals are one line that a user can read."""
    sentence = str(error)
    assert sentence.strip()
    assert "\n" not in sentence.strip()
    assert len(sentence) < 1000, sentence[:2000]


def written(project: Project, engine: Engine, found: Format) -> bytes:
    """The file of a plan."""
    assert found.write is not None
    sink = BytesIO()
    found.write(project, engine.schedule, sink, Ticket())
    return sink.getvalue()


def whole_way(project: Project) -> None:
    """Schedule a plan, look at it, and write it so that it comes back as it is."""
    engine = Engine(project)
    differences(engine)
    stored(project, engine.schedule)
    figures, wording = Figures(engine), Wording(project.info)
    for uid in [uid for uid, task in project.tasks.items() if not task.blank][:3]:
        for field in FIELDS:
            field.text(figures, wording, uid)
    saved = written(project, engine, NATIVE)
    again = read(saved, NATIVE)
    assert again is not None, "what was saved cannot be opened"
    assert written(again, Engine(again), NATIVE) == saved, "what was opened is not what was saved"
    data = written(project, engine, MSPDI)
    etree.fromstring(data)
    back = read(data, MSPDI)
    assert back is not None, "what was exported cannot be opened"
    assert len(back.tasks) == len(project.tasks), "tasks were lost on the way out"


def through(found: Format, data: bytes) -> None:
    """Take a file of one format the whole way."""
    project = read(data, found)
    if project is not None:
        whole_way(project)


# -- texts that users type


@cache
def _editable() -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if field.edit is not None)


@cache
def _small() -> Engine:
    return Engine(plan(12, resources=3))


def texts(data: bytes) -> None:
    """Type texts into cells of a small plan: the first byte of a line says which field, the second which task."""
    engine = _small()
    project = engine.project
    wording = Wording(project.info)
    fields = _editable()
    for line in data.split(b"\n")[:4]:
        if len(line) < 2:
            continue
        field = fields[line[0] % len(fields)]
        uid = TaskUid(1 + line[1] % 12)
        text = line[2:].decode("utf-8", "replace")
        assert field.edit is not None
        try:
            patch = field.edit(Figures(engine), wording, uid, text)
        except GantlineError as error:
            check_sentence(error)
            continue
        project.apply(patch)
        engine.update(patch)
        figures = Figures(engine)
        for one in fields:
            one.text(figures, wording, uid)
        project.apply(patch.inverted())
        engine.update(patch.inverted())


TARGETS: Final[dict[str, Target]] = {
    "mspdi": partial(through, MSPDI),
    "native": partial(through, NATIVE),
    "excel": partial(through, EXCEL),
    "texts": texts,
}


# -- what fuzzing begins with


def seeds(name: str) -> Iterator[bytes]:
    """Sound inputs of a target, made by our own writers, and small hostile ones."""
    if name == "texts":
        for at in range(len(_editable())):
            yield from (bytes((at, 3)) + text.encode() for text in _TEXTS)
        return
    found = for_key({"native": "gantline"}.get(name, name))
    for project in _plans():
        yield written(project, Engine(project), found)
    if name == "mspdi":
        yield from _small_files()


def _plans() -> Iterator[Project]:
    """Plans of which each says something that the others don't."""
    yield plan(1, resources=0)
    yield plan(12, resources=3)
    for data in _small_files():
        project = read(data, MSPDI)
        if project is not None and project.tasks:
            yield project


@cache
def _small_files() -> list[bytes]:
    return [data for kind in kinds() if kind.small and len(data := kind.make()) < 3000]


_TEXTS = (
    *("", "3d", "2,5 w", "1 mo?", "4ed", "-3h", "0", "1SS+2d", "2FF-50%;3", "4;5EA+1", "Anna 1[50%];Ben", "[", "]x["),
    *("2026-03-02", "2.3.26 14:00", "tomorrow", "Mo", "31.2.", "50%", "1e9", "NaN", "€ 5", "yes", "'1"),
)
