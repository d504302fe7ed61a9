"""Reads the native format."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, BinaryIO

import msgspec
from msgspec import inspect

from ...app.i18n import _
from ...app.project.errors import Note, ReadError, Severity
from ...app.project.project import Project
from ...app.project.records import ProjectInfo, TaskUid
from ...app.project.ticket import Ticket
from ..collector import without_collector
from ..formats import ReadResult
from .layout import HEADER, INFO, LAST_UIDS, MAJOR, MINOR, SECTIONS, Header, Section
from .parts import Parts
from .structure import drop_dangling, outline, twins, unreal_amount
from .unknown import KEY, Carried, Unknown, split

_KNOWN = {HEADER, INFO, LAST_UIDS, *(section.name for section in SECTIONS)}


def read(source: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan.

    What a newer version wrote and this one does not know is carried along in ``Project.carried``.

    Raises:
        ReadError: The file is no Gantline plan, is damaged, or a newer major version wrote it.
    """
    with without_collector():
        return _read(Parts(source.read()), ticket)


def _read(parts: Parts, ticket: Ticket) -> ReadResult:
    notes = _check_version(parts)
    carried = Carried(sections={name: parts.anything(name) for name in parts.names() if name not in _KNOWN})
    info = _info(parts, carried)
    lines: dict[str, list[Any]] = {}
    for done, section in enumerate(SECTIONS):
        ticket.step(done, len(SECTIONS), _("Reading the plan"))
        lines[section.name] = _section(parts, section, carried)
    for name, rows in {INFO: [info], **lines}.items():
        index = unreal_amount(rows)
        if index is not None:
            raise parts.wrong(name, index, _("it holds an amount that is no number, or greater than can be"))
    children = outline(lines["tasks"], lambda index, cause: parts.wrong("tasks", index, cause))
    fitting = {**lines, "tasks": [task for _level, task in lines["tasks"]]}
    notes += drop_dangling(fitting)
    project = _project(info, fitting, children, carried, _last_uids(parts))
    for section in SECTIONS:
        if len(getattr(project, section.name)) != len(fitting[section.name]):
            index, cause = twins(lines[section.name], section.key)
            raise parts.wrong(section.name, index, cause)
    return ReadResult(project=project, notes=notes)


def _project(
    info: ProjectInfo,
    lines: dict[str, list[Any]],
    children: dict[TaskUid, tuple[TaskUid, ...]],
    carried: Carried,
    last_uids: dict[str, int],
) -> Project:
    return Project(
        info,
        tasks=lines["tasks"],
        children=children,
        dependencies=lines["dependencies"],
        resources=lines["resources"],
        assignments=lines["assignments"],
        calendars=lines["calendars"],
        custom_fields=lines["custom_fields"],
        stored_dates=dict(lines["stored_dates"]),
        stored_assignment_dates=dict(lines["stored_assignment_dates"]),
        carried={KEY: carried} if carried else None,
        last_uids=last_uids,
    )


def _check_version(parts: Parts) -> list[Note]:
    if HEADER not in parts:
        raise ReadError(_("This is not a Gantline plan."))
    try:
        header: Header = parts.decode(HEADER, msgspec.json.Decoder(Header))
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


def _info(parts: Parts, carried: Carried) -> ProjectInfo:
    if INFO not in parts:
        raise ReadError(_("The plan is damaged: the part '{name}' is missing.").format(name=INFO))
    try:
        return parts.decode(INFO, msgspec.json.Decoder(ProjectInfo))
    except msgspec.ValidationError as error:
        if not _tells_of_unknown(error):
            raise parts.unexpected(INFO, error) from error
    known, unknown = split(parts.anything(INFO), inspect.type_info(ProjectInfo))
    carried.records[INFO] = {INFO: unknown}
    return _converted(parts, INFO, 0, known, ProjectInfo)


def _section(parts: Parts, section: Section, carried: Carried) -> list[Any]:
    if section.name not in parts:
        return []
    try:
        return parts.decode(section.name, section.decoder)
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
    return rows


def _last_uids(parts: Parts) -> dict[str, int]:
    try:
        return parts.decode(LAST_UIDS, msgspec.json.Decoder(dict[str, int])) if LAST_UIDS in parts else {}
    except msgspec.ValidationError as error:
        raise parts.unexpected(LAST_UIDS, error) from error


def _converted(parts: Parts, name: str, index: int, value: Any, kind: Any) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise parts.unexpected(name, error, index) from error


def _tells_of_unknown(error: msgspec.ValidationError) -> bool:
    return str(error).startswith("Object contains unknown field")
