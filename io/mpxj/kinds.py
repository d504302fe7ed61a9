"""The formats that MPXJ reads, as the registry sees them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import BinaryIO, Final

from ...app.i18n import N_
from ...app.project.ticket import Ticket
from ..formats import Format, ReadResult


def _read(stream: BinaryIO, ticket: Ticket) -> ReadResult:
    """Read a plan; see ``conversion.read``."""
    from .conversion import read

    return read(stream, ticket)


def _never(_head: bytes) -> bool:
    """These can't be told by how they begin: the same container holds documents of all kinds."""
    return False


def _begins(text: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(text)


def _holds(pattern: bytes) -> Callable[[bytes], bool]:
    return lambda head: re.search(pattern, head) is not None


def _kind(key: str, title: str, *suffixes: str, sniff: Callable[[bytes], bool] = _never) -> Format:
    return Format(key=key, title=title, suffixes=suffixes, sniff=sniff, read=_read, outside=True)


FORMATS: Final = (
    _kind("mpp", N_("Microsoft Project"), ".mpp", ".mpt", ".mpd"),
    _kind("mpx", N_("Microsoft Project Exchange"), ".mpx", sniff=_begins(b"MPX,")),
    _kind("p6-xer", N_("Primavera P6 XER"), ".xer", sniff=_begins(b"ERMHDR")),
    _kind("p6-xml", N_("Primavera P6 XML"), ".pmxml", sniff=_holds(rb"<(?:API)?BusinessObjects[\s>]")),
    _kind("projectlibre", N_("ProjectLibre"), ".pod"),
    _kind("ganttproject", N_("GanttProject"), ".gan", sniff=_holds(rb"<project\s[^>]*gantt-divider-location=")),
    _kind("planner", N_("GNOME Planner"), ".planner", sniff=_holds(rb"<project\s[^>]*mrproject-version=")),
    _kind("asta", N_("Asta Powerproject"), ".pp"),
    _kind(
        "other",
        N_("Other planning programs"),
        *(".bk3", ".cdpx", ".cdpz", ".edpx", ".fts", ".gnt", ".pc", ".pep", ".ppx", ".sdef", ".sp", ".stx"),
    ),
)
"""Files that other planners save. None of them is ever written."""
