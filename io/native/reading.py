"""Reads the native format."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from operator import attrgetter
from typing import Any, BinaryIO

import msgspec
from msgspec import inspect

from ...app.i18n import _
from ...app.project.errors import Note, ReadError, Severity, quoted
from ...app.project.project import Project
from ...app.project.records import ProjectInfo, Task
from ...app.project.steps import PART, Steps, at_once, parts
from ...app.project.ticket import Ticket
from ..collector import without_collector
from ..formats import ReadResult
from .layout import HEADER, INFO, LAST_UIDS, MAJOR, MINOR, SECTIONS, Header, Section
from .parts import Parts
from .sharing import Sharing
from .structure import drop_dangling, outline, twins, unreal_amount
from .unknown import KEY, Carried, Unknown, split

_NAMED = 5
"""Of more unknown keys no names are told."""

_KNOWN = {HEADER, INFO, LAST_UIDS, *(section.name for section in SECTIONS)}


def read(source: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan.

    What a newer version wrote and this one does not know is carried along in ``Project.carried``.

    Raises:
        ReadError: The file is no Gantline plan, is damaged, or a newer major version wrote it.
    """
    with without_collector():
        return at_once(in_steps(source.read()), ticket)


def in_steps(data: bytes | bytearray) -> Steps[ReadResult]:
    """Read the plan in the bytes of a file bit by bit.

    Raises:
        ReadError: As ``read`` does.
    """
    file = yield from Parts.in_steps(data)
    notes = _check_version(file)
    carried = Carried(sections={name: file.anything(name) for name in file.names() if name not in _KNOWN})
    info = _info(file, carried)
    lines, sharing = dict[str, list[Any]](), Sharing()
    for done, section in enumerate(SECTIONS):
        yield done, len(SECTIONS), _("Reading the plan")
        lines[section.name] = yield from _section(file, section, carried, sharing)
    del sharing  # it takes room that tables can have
    for name, rows in {INFO: [info], **lines}.items():
        for at, part in enumerate(parts(rows)):
            index = unreal_amount(part)
            if index is not None:
                cause = _("it holds an amount that is no number, or greater than can be")
                raise file.wrong(name, at * PART + index, cause)
            yield
    if carried and not notes:
        notes.append(_note_unknown(carried.names()))
    children, parents = yield from outline(lines["tasks"], lambda index, cause: file.wrong("tasks", index, cause))
    lines["tasks"] = yield from _without_levels(lines["tasks"])  # so that tables take the room of the pairs
    fitting = dict(lines)
    notes += yield from drop_dangling(fitting)
    project = Project(
        info,
        tasks=(yield from _table(fitting["tasks"], attrgetter("uid"))),
        children=children,
        parents=parents,
        dependencies=(yield from _table(fitting["dependencies"], attrgetter("predecessor", "successor"))),
        resources=fitting["resources"],
        assignments=(yield from _table(fitting["assignments"], attrgetter("uid"))),
        calendars=fitting["calendars"],
        custom_fields=fitting["custom_fields"],
        stored_dates=(yield from _pairs(fitting["stored_dates"])),
        stored_assignment_dates=(yield from _pairs(fitting["stored_assignment_dates"])),
        carried={KEY: carried} if carried else None,
        last_uids=_last_uids(file),
    )
    yield
    for section in SECTIONS:
        if len(getattr(project, section.name)) != len(fitting[section.name]):
            index, cause = twins(lines[section.name], attrgetter("uid") if section.name == "tasks" else section.key)
            raise file.wrong(section.name, index, cause)
    return ReadResult(project=project, notes=notes)


def _without_levels(lines: list[tuple[int, Task]]) -> Steps[list[Task]]:
    tasks = list[Task]()
    for part in parts(lines):
        tasks += [task for _level, task in part]
        yield
    return tasks


def _pairs(rows: list[tuple[Any, Any]]) -> Steps[dict[Any, Any]]:
    """What is known by its key already."""
    table: dict[Any, Any] = {}
    for part in parts(rows):
        table.update(part)
        yield
    return table


def _table(rows: list[Any], key: Callable[[Any], Any]) -> Steps[dict[Any, Any]]:
    """Records by what they are found by."""
    table: dict[Any, Any] = {}
    for part in parts(rows):
        table.update(zip(map(key, part), part, strict=True))
        yield
    return table


def _check_version(parts: Parts) -> list[Note]:
    if HEADER not in parts:
        raise ReadError(_("This is not a Gantline plan."))
    try:
        header: Header = parts.decode(HEADER, msgspec.json.Decoder(Header).decode)
        major, minor = map(int, header.format.split("."))
        if major < 1:
            raise ValueError(header.format)
    except (msgspec.ValidationError, ValueError) as error:
        raise ReadError(_("The plan does not say which version of the format it has.")) from error
    if major > MAJOR:
        text = _("A newer version of Gantline wrote this plan (format {version}); please update to open it.")
        raise ReadError(text.format(version=header.format))
    if (major, minor) <= (MAJOR, MINOR):
        return []
    text = _("A newer version of Gantline wrote this plan; what this version does not know is kept but not shown.")
    return [Note(severity=Severity.INFO, code="native.newer-version", text=text)]


def _note_unknown(names: list[str]) -> Note:
    """That a file of this version, or an older one, holds what that version did not have."""
    told = ", ".join(quoted(name) for name in names[:_NAMED]) + ", …" * (len(names) > _NAMED)
    text = _("The file holds what Gantline does not know: {names}. It is kept but not shown.").format(names=told)
    return Note(severity=Severity.INFO, code="native.unknown-keys", text=text)


def _info(parts: Parts, carried: Carried) -> ProjectInfo:
    if INFO not in parts:
        raise ReadError(_("The plan is damaged: the part '{name}' is missing.").format(name=INFO))
    try:
        return parts.decode(INFO, msgspec.json.Decoder(ProjectInfo).decode)
    except msgspec.ValidationError as error:
        if not _tells_of_unknown(error):
            raise parts.unexpected(INFO, error) from error
    known, unknown = split(parts.anything(INFO), inspect.type_info(ProjectInfo))
    carried.records[INFO] = {INFO: unknown}
    return _converted(parts, INFO, 0, known, ProjectInfo)


def _section(parts: Parts, section: Section, carried: Carried, sharing: Sharing) -> Steps[list[Any]]:
    def settle(lines: list[Any]) -> None:
        if section.shared:
            sharing.settle([*map(section.record, lines)] if section.record else lines, section.shared)

    if section.name not in parts:
        return []
    try:
        return (yield from parts.lines(section.name, section.decode, settle))
    except msgspec.ValidationError as error:
        if not _tells_of_unknown(error):
            raise parts.unexpected(section.name, error) from error
        return _section_with_unknown(parts, section, carried)


def _section_with_unknown(parts: Parts, section: Section, carried: Carried) -> list[Any]:
    """The lines of a section in which some record has a key this version does not know."""
    kind = inspect.type_info(section.line)
    rows: list[Any] = []
    rest: dict[Hashable, Unknown] = {}
    for index, value in enumerate(parts.anything(section.name)):
        known, unknown = split(value, kind)
        rows.append(_converted(parts, section.name, index, known, section.line))
        if unknown:
            rest[section.key(rows[-1])] = unknown
    carried.records[section.name] = rest
    return section.fitted(rows)


def _last_uids(parts: Parts) -> dict[str, int]:
    try:
        return parts.decode(LAST_UIDS, msgspec.json.Decoder(dict[str, int]).decode) if LAST_UIDS in parts else {}
    except msgspec.ValidationError as error:
        raise parts.unexpected(LAST_UIDS, error) from error


def _converted(parts: Parts, name: str, index: int, value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise parts.unexpected(name, error, index) from error


def _tells_of_unknown(error: msgspec.ValidationError) -> bool:
    return str(error).startswith("Object contains unknown field")
