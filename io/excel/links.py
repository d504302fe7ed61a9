"""Makes links of what stands in the column of predecessors."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.kinds import TimeUnit
from ...app.project.predecessors import TypedLink, parse_predecessors
from ...app.project.records import ROOT, Dependency, ProjectInfo, TaskUid
from ...app.project.widths import alike
from .cells import as_links
from .notes import Cells, Notes
from .outline import TaskRows

_Tail = Callable[..., Dependency]
"""What follows the number of a predecessor: makes a link of that sort of its ends."""

_LINK = re.compile(r"([0-9]{1,9})([^0-9,;\n][^,;\n]*)?")


class LinkReader:
    """Reads the predecessors of a sheet of tasks."""

    def __init__(
        self, rows: TaskRows, children: dict[TaskUid, tuple[TaskUid, ...]], info: ProjectInfo, notes: Notes
    ) -> None:
        self._rows = rows
        self._info = info
        self._notes = notes
        self._children = children
        self._by_number = numbers_of(rows)
        self._parents = {uid: parent for parent, kids in children.items() for uid in kids}
        self._tails: dict[str, _Tail | None] = {}

    def links(self) -> Iterator[Dependency]:
        """The links that can be made."""
        table = self._rows.table
        cells = Cells(table, self._notes)
        for at, (uid, value) in enumerate(zip(self._rows.uids, table.column("predecessors"), strict=True)):
            if value is None:
                continue
            try:
                typed = self._typed(value)
            except EditError as error:
                cells.fault(at, "predecessors", str(error))
                continue
            for number, tail in typed.items():
                predecessor = self._by_number.get(number)
                refusal = self._refusal(predecessor, uid, number)
                if refusal or predecessor is None:
                    cells.fault(at, "predecessors", refusal)
                    continue
                yield tail(predecessor=predecessor, successor=uid)
        cells.note()

    def _typed(self, value: Any) -> dict[int, _Tail]:
        """The links that a cell says, by the number of the predecessor.

        Raises:
            EditError: It is none.
        """
        links = self._known(str(value)) if type(value) in (str, int) else None
        if links is not None:
            return links
        return {link.row: _tail(link) for link in parse_predecessors(as_links(value), self._info)}

    def _known(self, said: str) -> dict[int, _Tail] | None:
        """The same of plain texts, of which few say other than a number what no other said; None where it is not."""
        found: dict[int, _Tail] = {}
        pieces = said.split(", ")
        for piece in pieces:
            match = _LINK.fullmatch(piece)
            if match is None:
                return None
            text = match[2] or ""
            tail = self._tails.get(text) or self._told(text)
            if tail is None:
                return None
            found[int(match[1])] = tail
        return found if len(found) == len(pieces) else None

    def _told(self, text: str) -> _Tail | None:
        """What follows a number; None where it is nothing of the kind."""
        if text not in self._tails:
            try:
                (link,) = parse_predecessors(as_links(f"1{text}"), self._info)
                self._tails[text] = _tail(link)
            except (EditError, ValueError):
                self._tails[text] = None
        return self._tails[text]

    def _refusal(self, predecessor: TaskUid | None, successor: TaskUid, number: int) -> str:
        """Why a link cannot be; empty where it can."""
        if predecessor is None:
            return _("There is no task {number} to follow.").format(number=number)
        if predecessor == successor:
            return _("A task cannot follow itself.")
        if self._children.keys().isdisjoint((predecessor, successor)):
            return ""
        if self._is_above(predecessor, successor) or self._is_above(successor, predecessor):
            return _("A task cannot follow its own summary task, nor the other way round.")
        return ""

    def _is_above(self, summary: TaskUid, uid: TaskUid) -> bool:
        while summary in self._children and uid != ROOT:
            uid = self._parents[uid]
            if uid == summary:
                return True
        return False


def _tail(link: TypedLink) -> _Tail:
    unit = link.lag_unit if link.lag else TimeUnit.DAY
    return alike(Dependency, kind=link.kind, lag=link.lag, lag_unit=unit)


def numbers_of(rows: TaskRows) -> dict[int, TaskUid]:
    """What predecessors count: the numbers in the ID column, or else the rows in order from 1."""
    given = rows.table.column("id")
    if all(isinstance(one, (int, float)) for one in given):
        numbers = dict(zip(map(int, given), rows.uids, strict=True))
        if len(numbers) == len(given):
            return numbers
    texts = [str(one).strip() for one in given]
    if all(text.isdigit() for text in texts) and len(set(texts)) == len(texts):
        return {int(text): uid for text, uid in zip(texts, rows.uids, strict=True)}
    return dict(enumerate(rows.uids, 1))
