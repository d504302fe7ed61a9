"""Under which name the program listens for later starts of it, and what those may ask for; see ``instance``."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
from PySide6.QtCore import QCryptographicHash, QDir


class Request(msgspec.Struct, frozen=True):
    """What a second start was to do.

    Attributes:
        paths: Absolute paths of the files to open; none asks for a new window.
        sample: Open the sample plan.
    """

    paths: tuple[str, ...] = ()
    sample: bool = False


def address(profile: str) -> str:
    """The name under which the program of a settings file listens; each user has settings of their own."""
    hashed = QCryptographicHash.hash(profile.encode(), QCryptographicHash.Algorithm.Sha256)
    return f"gantline-{bytes(hashed.toHex().data()).decode()[:16]}"


def is_taken(name: str) -> bool:
    """Whether an earlier start may listen under a name: what Qt has for that is a file where sockets are files.

    On Windows, where they are none, only asking tells. Elsewhere this spares most starts what networks need.
    """
    return sys.platform == "win32" or Path(QDir.tempPath(), name).exists()
