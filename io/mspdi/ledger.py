"""What happened while reading or writing: notes, the alike ones joined."""

from __future__ import annotations

from collections import Counter

from ...app.i18n import _, ngettext
from ...app.project.errors import Note, Severity

_MOST = 100


class Ledger:
    """Collects notes; of each code at most a hundred stand for themselves, the others are counted in one more."""

    def __init__(self) -> None:
        self._notes: list[Note] = []
        self._counts: Counter[str] = Counter()
        self._unknown: Counter[tuple[str, str]] = Counter()

    def add(
        self,
        code: str,
        text: str,
        *,
        severity: Severity = Severity.WARNING,
        place: str = "",
        task: int | None = None,
        resource: int | None = None,
    ) -> None:
        """Note one thing."""
        self._counts[code] += 1
        if self._counts[code] <= _MOST:
            self._notes.append(Note(severity=severity, code=code, text=text, place=place, task=task, resource=resource))

    def unknown(self, place: str, element: str) -> None:
        """Note an element that is not understood; it is kept."""
        self._unknown[place, element] += 1

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
                place=place,
                count=count,
            )
            for (place, element), count in self._unknown.items()
        ]
        more = [
            Note(
                severity=Severity.WARNING,
                code=code,
                text=_("{count} more of this kind.").format(count=count - _MOST),
                count=count - _MOST,
            )
            for code, count in self._counts.items()
            if count > _MOST
        ]
        return [*self._notes, *more, *unknown]
