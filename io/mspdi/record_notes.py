"""Notes on the values of a record: which record it is, what could not be read, what was taken for another value."""

from __future__ import annotations

from typing import Any

from ...app.i18n import _
from ...app.project.errors import quoted
from ..ledger import Ledger, place
from .values import Kind

_LONGEST_UID = 12


def note_mended(
    ledger: Ledger,
    kind: Kind[Any],
    element: str,
    text: str,
    where: str,
    concerns: tuple[str, int] | None,
    *,
    carried: bool = True,
) -> None:
    """Note a value that was taken for another than the file says, if it was; the file's spelling may be carried."""
    reason = kind.flaw(text)
    if not reason:
        return
    sentence = (
        _("{element} is '{text}' in the file: {reason}. It is taken as {taken}, and written back as it came.")
        if carried
        else _("{element} is '{text}' in the file: {reason}. It is taken as {taken}.")
    )
    ledger.add(
        "mspdi.mended-value",
        sentence.format(element=element, text=quoted(text), reason=reason, taken=kind.write(kind.read(text)[0])),
        place=where,
        concerns=concerns,
        element=element,
    )


def place_of(name: str, record: Any) -> str:
    """Where a record is, in words: its kind, its uid and its name."""
    if name.endswith(" Baseline"):
        return place_of(name.partition(" ")[0], record.getparent())
    if name == "Project":
        return ""  # there is only one
    uid = record.findtext("UID") or record.findtext("FieldID") or record.findtext("ID") or "?"
    title = record.findtext("Name") or record.findtext("FieldName")
    return place(name, uid[:20], title or "")


def concerned(name: str, record: Any) -> tuple[str, int] | None:
    """What the reader of a note on a record goes to: the record itself, of an assignment its task."""
    if name.endswith(" Baseline"):
        return concerned(name.partition(" ")[0], record.getparent())
    kind, element = ("Task", "TaskUID") if name == "Assignment" else (name, "UID")
    text = (record.findtext(element) or "").strip()
    return (kind, int(text)) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_UID else None


def note_unreadable(ledger: Ledger, where: str, tag: str, text: str, concerns: tuple[str, int] | None = None) -> None:
    """Note a value that can't be read."""
    ledger.add(
        "mspdi.unreadable-value",
        _("The value '{text}' of {element} can't be read and was left out.").format(text=quoted(text), element=tag),
        place=where,
        concerns=concerns,
        element=tag,
    )
