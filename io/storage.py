"""Opens and saves plans by path: finds the format, and replaces a file as a whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, Generic, TypeVar

import msgspec

from ..app.i18n import _
from ..app.project.errors import Note, ReadError, WriteError
from ..app.project.project import Project
from ..app.project.steps import Steps
from ..app.project.ticket import Ticket
from .formats import Format, Reader, ReadResult
from .native import FORMAT as NATIVE
from .registry import HEAD, for_key, sniff

if TYPE_CHECKING:  # it brings numpy, which reading does without
    from ..app.schedule.schedule import Schedule

Written = TypeVar("Written")

_PIECE: Final = 1 << 20
"""Bytes read from a file in one step."""

LARGEST: Final = 2 * 1024**3
"""Files of more bytes are not read: no plan is that large, and it would not fit into memory."""


def read_path(path: Path, ticket: Ticket | None = None, format_key: str | None = None) -> tuple[ReadResult, Format]:
    """Read the plan in a file.

    Args:
        path: The file.
        ticket: Hears of the progress.
        format_key: What the file is, where its content and name do not tell.

    Raises:
        ReadError: It can't be read; the sentence names the file.
        GantlineError: There is no such format.
        Cancelled: The ticket said so.
    """
    with _opened(path, format_key) as (source, found, read):
        return read(source, ticket or Ticket()), found


def read_in_steps(path: Path) -> Steps[ReadResult]:
    """Read the plan in a file of our own bit by bit.

    Raises:
        ReadError: It can't be read; the sentence names the file.
    """
    from .native.reading import in_steps

    with _opened(path, NATIVE.key) as (source, _found, _read):
        data = bytearray()  # which grows where it lies: to join pieces would take several frames of a large plan
        while piece := source.read(_PIECE):
            data += piece
            yield
        return (yield from in_steps(data))


@contextmanager
def _opened(path: Path, format_key: str | None) -> Iterator[tuple[BinaryIO, Format, Reader]]:
    """A file to be read, what it is, and what reads it; says in one sentence what is wrong with it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():  # a pipe or device may never end
            raise ReadError(_("It is not a plain file."))
        with path.open("rb") as source:
            if os.fstat(source.fileno()).st_size > LARGEST:
                raise ReadError(_("It is too large for a plan."))
            head = source.read(HEAD)
            source.seek(0)
            found = for_key(format_key) if format_key else sniff(path, head)
            if found is None or found.read is None:
                raise ReadError(_unknown(path))
            yield source, found, found.read
    except ReadError as error:
        raise ReadError(_("{file} cannot be read. {cause}").format(file=path, cause=error)) from error
    except OSError as error:
        raise ReadError(_("{file} cannot be read: {cause}.").format(file=path, cause=_cause(error))) from error
    except MemoryError as error:
        raise ReadError(_("{file} is too large for this computer's memory.").format(file=path)) from error


def _unknown(path: Path) -> str:
    """What to say of a file in no known format; for formats that people are likely to try, the way out."""
    ways = {
        ".xls": _("Workbooks of Excel 2003 and before cannot be read; save it as .xlsx."),
        ".ods": _("OpenDocument sheets cannot be read; save it as .xlsx."),
    }
    return ways.get(path.suffix.lower(), _("It is no plan in a format that Gantline knows."))


def write_path(
    project: Project, schedule: Schedule, path: Path, target: Format, ticket: Ticket | None = None
) -> list[Note]:
    """Write a plan to a file, which is replaced as a whole; gives notes on what the format can't hold.

    Raises:
        WriteError: It can't be written; the sentence names the file, and what was there before is untouched.
        Cancelled: The ticket said so; what was there before is untouched.
    """
    return prepare_path(project, schedule, path, target, ticket).put()


def prepare_path(
    project: Project, schedule: Schedule, path: Path, target: Format, ticket: Ticket | None = None
) -> Prepared[list[Note]]:
    """Write a plan beside a file, which stays as it is until ``put``: so the notes can be read before.

    Raises:
        WriteError: It can't be written; the sentence names the file, and what was there before is untouched.
        Cancelled: The ticket said so; what was there before is untouched.
    """
    write = target.write
    if write is None:
        raise WriteError(_("Gantline reads {title} but does not write it.").format(title=_(target.title)))
    return prepare_file(path, lambda sink: write(project, schedule, sink, ticket or Ticket()))


def replace_file(path: Path, write: Callable[[BinaryIO], Written]) -> Written:
    """Replace a file by what is written, in one step that a crash or a full disk cannot cut in two.

    A symbolic link stays one: what it points to is replaced. Permissions are kept.

    Raises:
        WriteError: It can't be written; the sentence names the file.
    """
    return prepare_file(path, write).put()


class Prepared(msgspec.Struct, Generic[Written], frozen=True):
    """A file that is written and waits beside the one it is to replace.

    Attributes:
        path: The file to replace, as the user named it.
        target: The same without symbolic links.
        temporary: What was written.
        written: What writing gave.
    """

    path: Path
    target: Path
    temporary: Path
    written: Written

    def put(self) -> Written:
        """Put it in the place of the file.

        Raises:
            WriteError: That failed; what was there before is untouched.
        """
        with _faults_of(self.path):
            try:
                self.temporary.replace(self.target)
            except OSError:
                self.discard()
                raise
            _sync_folder(self.target.parent)
        return self.written

    def discard(self) -> None:
        """Leave everything as it is."""
        self.temporary.unlink(missing_ok=True)


def prepare_file(path: Path, write: Callable[[BinaryIO], Written]) -> Prepared[Written]:
    """Write beside a file what is to replace it.

    Raises:
        WriteError: It can't be written; the sentence names the file.
    """
    with _faults_of(path):
        target = path.resolve()
        _check_replaceable(target)
        with _temporary(target) as (sink, temporary):
            written = write(sink)
            sink.flush()
            os.fsync(sink.fileno())
        return Prepared(path, target, temporary, written)


@contextmanager
def _faults_of(path: Path) -> Iterator[None]:
    """Say what went wrong with a file in one sentence."""
    try:
        yield
    except WriteError as error:
        raise WriteError(_("{file} cannot be written. {cause}").format(file=path, cause=error)) from error
    except OSError as error:
        raise WriteError(_("{file} cannot be written: {cause}.").format(file=path, cause=_cause(error))) from error
    except RuntimeError as error:  # pathlib's way to say that symbolic links go round in a circle
        raise WriteError(_("{file} cannot be written: its links lead nowhere.").format(file=path)) from error


def _check_replaceable(target: Path) -> None:
    """Refuse what replacing would silently destroy: folders, devices, files marked as read-only."""
    if not target.exists():
        return
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "")
    if not target.is_file():
        raise WriteError(_("It is not a plain file."))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")


@contextmanager
def _temporary(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new file beside the target with its permissions; gone again where writing it failed."""
    temporary = target.with_name(f".{target.name[:200]}.{os.urandom(4).hex()}.tmp")
    with temporary.open("xb") as sink:
        try:
            if target.exists():
                temporary.chmod(stat.S_IMODE(target.stat().st_mode))
            yield sink, temporary
        except BaseException:
            sink.close()
            temporary.unlink(missing_ok=True)
            raise


def _sync_folder(folder: Path) -> None:
    """Make the renaming last through a crash, where the system has a way to."""
    with suppress(OSError):  # Windows cannot open folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cause(error: OSError) -> str:
    """Why the system refused, in words."""
    match error.errno:
        case errno.ENOENT:
            return _("there is no such file or folder")
        case errno.EISDIR:
            return _("it is a folder")
        case errno.ENOTDIR:
            return _("a part of the path is not a folder")
        case errno.EACCES | errno.EPERM:
            return _("permission denied, or another program holds it open")
        case errno.ENOSPC | errno.EDQUOT:
            return _("no space is left on the disk")
        case errno.EROFS:
            return _("the disk is read-only")
        case errno.ENAMETOOLONG:
            return _("the name is too long")
        case _:
            return error.strerror or str(error)
