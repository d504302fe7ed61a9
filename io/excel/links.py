"""Makes links of what stands in the column of predecessors."""

from __future__ import annotations

from collections.abc import Iterator

from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.kinds import TimeUnit
from ...app.project.predecessors import TypedLink, parse_predecessors
from ...app.project.records import ROOT, Dependency, ProjectInfo, TaskUid
from .cells import as_links
from .notes import Notes
from .outline import TaskRow
from .table import Table


class LinkReader:
    """Reads the predecessors of a sheet of tasks."""

    def __init__(
        self,
        table: Table,
        rows: list[TaskRow],
        children: dict[TaskUid, tuple[TaskUid, ...]],
        info: ProjectInfo,
        notes: Notes,
    ) -> None:
        self._table = table
        self._rows = rows
        self._info = info
        self._notes = notes
        self._by_number = numbers_of(rows)
        self._parents = {uid: parent for parent, kids in children.items() for uid in kids}

    def links(self) -> Iterator[Dependency]:
        """The links that can be made."""
        for row in self._rows:
            if "predecessors" not in row.values:
                continue
            try:
                typed = parse_predecessors(as_links(row.values["predecessors"]), self._info)
            except EditError as error:
                self._notes.cell(self._table, row.number, "predecessors", str(error))
                continue
            for link in typed:
                predecessor = self._by_number.get(link.row)
                refusal = self._refusal(predecessor, row.uid, link)
                if refusal or predecessor is None:
                    self._notes.cell(self._table, row.number, "predecessors", refusal)
                    continue
                unit = link.lag_unit if link.lag else TimeUnit.DAY
                yield Dependency(
                    predecessor=predecessor, successor=row.uid, kind=link.kind, lag=link.lag, lag_unit=unit
                )

    def _refusal(self, predecessor: TaskUid | None, successor: TaskUid, link: TypedLink) -> str:
        """Why a link cannot be; empty where it can."""
        if predecessor is None:
            return _("There is no task {number} to follow.").format(number=link.row)
        if predecessor == successor:
            return _("A task cannot follow itself.")
        if self._is_above(predecessor, successor) or self._is_above(successor, predecessor):
            return _("A task cannot follow its own summary task, nor the other way round.")
        return ""

    def _is_above(self, summary: TaskUid, uid: TaskUid) -> bool:
        while uid != ROOT:
            uid = self._parents[uid]
            if uid == summary:
                return True
        return False


def numbers_of(rows: list[TaskRow]) -> dict[int, TaskUid]:
    """What predecessors count: the numbers in the ID column, or else the rows in order from 1."""
    given = [row.values.get("id") for row in rows]
    if all(isinstance(one, (int, float)) for one in given):
        numbers = [int(one) for one in given if isinstance(one, (int, float))]
        if len(set(numbers)) == len(numbers):
            return {number: row.uid for number, row in zip(numbers, rows, strict=True)}
    texts = [str(one).strip() for one in given]
    if all(text.isdigit() for text in texts) and len(set(texts)) == len(texts):
        return {int(text): row.uid for text, row in zip(texts, rows, strict=True)}
    return {number: row.uid for number, row in enumerate(rows, 1)}
