"""The list of formats, and how the right one is found: by content first, by suffix second."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..app.i18n import _
from ..app.project.errors import GantlineError
from .excel import FORMAT as EXCEL
from .formats import Format
from .mpxj import FORMATS as MPXJ
from .mspdi import FORMAT as MSPDI
from .native import FORMAT as NATIVE

FORMATS: Final[tuple[Format, ...]] = (NATIVE, MSPDI, EXCEL, *MPXJ)
"""In the order in which dialogs offer them; the first is the program's own."""

HEAD: Final = 4096
"""How many bytes of a file ``sniff`` wants to see."""


def sniff(path: Path, head: bytes) -> Format | None:
    """The format of a file that begins with these bytes; None where neither content nor name tells."""
    return next((one for one in FORMATS if one.read and one.sniff(head)), None) or for_path(path)


def for_path(path: Path) -> Format | None:
    """The format a file name stands for by its ending; None where it stands for none."""
    return next((one for one in FORMATS if path.name.lower().endswith(one.suffixes)), None)


def for_key(key: str) -> Format:
    """The format of a key.

    Raises:
        GantlineError: There is no such format.
    """
    for one in FORMATS:
        if one.key == key:
            return one
    keys = ", ".join(one.key for one in FORMATS)
    raise GantlineError(_("There is no format '{key}'; the formats are {keys}.").format(key=key, keys=keys))
