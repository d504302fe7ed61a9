"""Collects what happened while a file was read or written: notes, the alike ones joined."""

from __future__ import annotations

from collections import Counter

from ..app.i18n import N_, _, ngettext
from ..app.project.errors import Note, Severity, quoted

MOST = 100
"""So many notes of a kind stand for themselves."""

_RECORDS = {
    "Project": N_("Project"),
    "Task": N_("Task"),
    "Resource": N_("Resource"),
    "Assignment": N_("Assignment"),
    "Calendar": N_("Calendar"),
    "ExtendedAttribute": N_("Custom field"),
}


def record_name(record: str) -> str:
    """What a kind of record is called, from its name in the formats."""
    return _(_RECORDS[record]) if record in _RECORDS else record


def place(record: str, uid: object, name: str = "") -> str:
    """Where a record is, in words: its kind as the formats call it, its uid and its name."""
    kind = record_name(record)
    if not name:
        return _("{kind} {uid}").format(kind=kind, uid=uid)
    return _("{kind} {uid} '{name}'").format(kind=kind, uid=uid, name=quoted(name))


class Ledger:
    """Collects notes; of each kind and element at most a hundred stand for themselves, the others are counted in one
    more."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._counts: Counter[tuple[str, str]] = Counter()
        self._unknown: Counter[tuple[str, str]] = Counter()
        self._severities: dict[tuple[str, str], Severity] = {}

    def add(
        self,
        code: str,
        text: str,
        *,
        severity: Severity = Severity.WARNING,
        place: str = "",
        task: int | None = None,
        resource: int | None = None,
        calendar: int | None = None,
        concerns: tuple[str, int] | None = None,
        element: str = "",
        count: int = 1,
    ) -> None:
        """Note one thing; ``code`` is one of ``note_kinds.KINDS``.

        What the reader of the note can go to is named by kind of record, or by the name the formats have for that in
        ``concerns``.
        """
        if concerns is not None:
            kind, uid = concerns
            task, resource, calendar = (uid if kind == one else None for one in ("Task", "Resource", "Calendar"))
        key = code, element
        self._counts[key] += 1
        if self._counts[key] <= MOST:
            self._severities[key] = severity
            self._notes.append(
                Note(
                    severity=severity,
                    code=code,
                    text=text,
                    place=place,
                    task=task,
                    resource=resource,
                    calendar=calendar,
                    element=element,
                    count=count,
                )
            )

    def unknown(self, record: str, element: str) -> None:
        """Note an element that is not understood, in records called so by the format; it is kept."""
        self._unknown[record, element] += 1

    def notes(self) -> list[Note]:
        """All that was noted."""
        unknown = [
            Note(
                severity=Severity.INFO,
                code="mspdi.unknown-element",
                text=ngettext(
                    "The element {name} is not understood; it is kept and written back.",
                    "{count} elements {name} are not understood; they are kept and written back.",
                    count,
                ).format(name=element, count=count),
                place=record_name(record),
                element=f"{record}/{element}",
                count=count,
            )
            for (record, element), count in self._unknown.items()
        ]
        more = [
            Note(
                severity=self._severities[key],
                code=key[0],
                text=_("{count} more of this kind.").format(count=count - MOST),
                element=key[1],
                count=count - MOST,
            )
            for key, count in self._counts.items()
            if count > MOST
        ]
        return [*self._notes, *more, *unknown]
