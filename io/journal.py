"""The journal of a plan that is not saved: all of it at some moment, and the edits since, for the case of a crash.

A file of records, each with its length and a checksum, that are only ever added to: wherever the writing ends, what
stands before is sound. The plan is as the native file has it; an edit is what the records it touched became.

To write all of a large plan takes a while, in which nothing may be lost: what was edited before that is written first,
and stands on the file that the plan was read from or saved to, as long as that is the same. The plan has these edits
in it; those made while it is written stand among its pieces.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache
from os import SEEK_CUR
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from ..app.i18n import _
from ..app.project.errors import ReadError
from ..app.project.patch import Patch
from ..app.project.project import Project
from ..app.project.records import (
    Assignment,
    AssignmentUid,
    Calendar,
    CalendarUid,
    CustomField,
    Dependency,
    DependencyKey,
    ProjectInfo,
    Resource,
    ResourceUid,
    StoredAssignmentDates,
    StoredDates,
    Task,
    TaskUid,
)
from ..app.project.steps import Steps, parts
from ..app.project.widths import fitted, widest
from .native.reading import in_steps
from .native.writing import copied
from .storage import read_in_steps

VERSION: Final = 2
"""Of the journal: 1 began with the whole plan. One of a newer version is not read."""

_ENCODER: Final = msgspec.json.Encoder()

_RECORD: Final = struct.Struct(">BII")
"""Before each record: what it is, its length, its checksum."""

_ROWS: Final[Mapping[str, Any]] = {
    "info": tuple[str, ProjectInfo | None],
    "resource_order": tuple[str, tuple[ResourceUid, ...] | None],
    "tasks": tuple[TaskUid, widest(Task) | None],
    "children": tuple[TaskUid, tuple[TaskUid, ...] | None],
    "dependencies": tuple[DependencyKey, widest(Dependency) | None],
    "resources": tuple[ResourceUid, Resource | None],
    "assignments": tuple[AssignmentUid, widest(Assignment) | None],
    "calendars": tuple[CalendarUid, Calendar | None],
    "custom_fields": tuple[str, CustomField | None],
    "stored_dates": tuple[TaskUid, StoredDates | None],
    "stored_assignment_dates": tuple[AssignmentUid, StoredAssignmentDates | None],
}
"""What the rows of a table are. Each of the single things of a plan is a table of its own here."""


class _Kind(IntEnum):
    """What a record is."""

    HEAD = 1
    PLAN = 2
    ORIGINALS = 3
    BEGUN = 4
    ROWS = 5
    EDITED = 6


Stamp = tuple[int, int]
"""The size of a file in bytes, and when it was changed, in nanoseconds."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Which plan a journal is of.

    Attributes:
        title: What the plan is called.
        path: The file it is to be saved to, if it has one, and the key of its format.
        stamp: Of that file, where it held the plan before the first edit: its size and when it was changed.
    """

    version: int = VERSION
    title: str = ""
    path: str | None = None
    format_key: str | None = None
    stamp: Stamp | None = None


Row = tuple[str, list[tuple[Any, Any]]]
"""A table, and what keys of it became."""


class Kept(NamedTuple):
    """What a journal kept: which plan it is of, the plan, and how many edits it has of it."""

    head: Head
    project: Project
    edits: int


def stamp_of(path: Path) -> Stamp | None:
    """By what a file is known again; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


# -- writing


def headed(head: Head) -> bytes:
    """The record a journal begins with."""
    return _record(_Kind.HEAD, _ENCODER.encode(head))


def begun(project: Project) -> Iterator[bytes]:
    """The records of a plan with all edits written so far, a millisecond or two each; it must not change meanwhile."""
    for piece in copied(project):
        yield _record(_Kind.PLAN, piece)
    for table, rows in project.originals.items():
        yield from _told(_Kind.ORIGINALS, table, rows)
    yield _record(_Kind.BEGUN)


def edited(patch: Patch) -> Iterator[bytes]:
    """The records of an edit; one of which the last is missing was not made."""
    for table, rows in patch.changes.items():
        yield from _told(_Kind.ROWS, table, {key: after for key, (_before, after) in rows.items()})
    yield _record(_Kind.EDITED)


def _told(kind: _Kind, table: str, rows: Mapping[Any, Any]) -> Iterator[bytes]:
    for part in parts(rows.items()):
        if table == "plan":
            for name, value in part:
                yield _record(kind, b"%s\n%s" % (name.encode(), _ENCODER.encode([(name, value)])))
        else:
            yield _record(kind, b"%s\n%s" % (table.encode(), _ENCODER.encode(part)))


def _record(kind: _Kind, content: bytes = b"") -> bytes:
    return _RECORD.pack(kind, len(content), zlib.crc32(content)) + content


# -- reading


def head_of(path: Path) -> Head | None:
    """Which plan a journal is of; None where no plan can be had of it, or a newer version wrote it."""
    try:
        with path.open("rb") as source:
            head = _head(source)
            while head.version <= VERSION:
                kind, length, _checksum = _RECORD.unpack(source.read(_RECORD.size))
                if kind == _Kind.BEGUN or (kind == _Kind.EDITED and _stands(head)):
                    return head
                source.seek(length, SEEK_CUR)
    except (OSError, struct.error, msgspec.DecodeError):
        return None
    return None


def is_newer(path: Path) -> bool:
    """Whether a newer version wrote a journal: one that can read it may be started again."""
    try:
        with path.open("rb") as source:
            return _head(source).version > VERSION
    except (OSError, struct.error, msgspec.DecodeError):
        return False


def _head(source: BinaryIO) -> Head:
    _kind, length, _checksum = _RECORD.unpack(source.read(_RECORD.size))
    return msgspec.json.decode(source.read(length), type=Head)


def _stands(head: Head) -> bool:
    """Whether the file that the first edits were made to is still the same."""
    return head.stamp is not None and head.path is not None and stamp_of(Path(head.path)) == head.stamp


def kept(path: Path) -> Steps[Kept]:
    """What a journal kept, bit by bit.

    Raises:
        ReadError: It has no plan, a newer version wrote it, or it can't be read.
    """
    head = head_of(path)
    if head is None:
        raise ReadError(_("What was kept of it cannot be read."))
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(_("What was kept of it cannot be read.")) from error
    plan, originals = bytearray(), list[Row]()
    edits, contained, told, changes = 0, 0, list[list[Row]](), list[Row]()
    project: Project | None = None
    for kind, content in _records(data):
        if kind == _Kind.PLAN:
            if not plan:
                contained = len(told)
            plan += content
        elif kind == _Kind.ORIGINALS:
            originals += _rows(content)
        elif kind == _Kind.BEGUN:
            project = (yield from in_steps(plan)).project
            for table, rows in originals:
                project.originals.setdefault(table, {}).update(rows)
            del told[:contained]
        elif kind == _Kind.ROWS:
            changes += _rows(content)
        elif kind == _Kind.EDITED:
            told.append(changes)
            changes, edits = [], edits + 1
        yield
    if project is None:
        if not (told and _stands(head)):
            raise ReadError(_("What was kept of it cannot be read."))
        project = (yield from read_in_steps(Path(str(head.path)))).project
    for changes in told:
        project.apply(_patch(project, changes))
        yield
    return Kept(head, project, edits)


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The records up to where the writing ended or the file is damaged."""
    at = 0
    while at + _RECORD.size <= len(data):
        kind, length, checksum = _RECORD.unpack_from(data, at)
        content = data[at + _RECORD.size : at + _RECORD.size + length]
        if len(content) < length or zlib.crc32(content) != checksum:
            return
        yield kind, content
        at += _RECORD.size + length


def _rows(content: bytes) -> list[Row]:
    """The table and the rows a record holds."""
    name, _line, rows = content.partition(b"\n")
    table = name.decode()
    found = [(key, fitted(after)) for key, after in _decoder(table).decode(rows)]
    return [("plan" if table in ("info", "resource_order") else table, found)]


@cache
def _decoder(table: str) -> msgspec.json.Decoder[list[tuple[Any, Any]]]:
    return msgspec.json.Decoder(list[_ROWS[table]])


def _patch(project: Project, changes: list[Row]) -> Patch:
    """The edit that makes these rows what they became, for the plan as it is now."""
    patch = Patch()
    for table, rows in changes:
        known = getattr(project, table)
        patch.changes.setdefault(table, {}).update((key, (known.get(key), after)) for key, after in rows)
    return patch
