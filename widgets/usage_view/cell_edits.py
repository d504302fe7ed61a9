"""What typing, clearing, copying and pasting in the cells of a usage view mean for the plan."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ...app.analysis.usage import Amount
from ...app.edits import usage as edits
from ...app.i18n import _
from ...app.project.durations import parse_duration
from ...app.project.errors import EditError, quoted
from ...app.project.kinds import TimeUnit
from ...app.project.moments import Minute
from ...app.project.patch import Patch
from ...app.project.records import AssignmentUid, TaskUid
from ...app.workspace.document import Document
from .nodes import Node, Nodes, Sort
from .source import UsageSource
from .words import amount_texts, node_name

Entry = tuple[int, Minute, Minute, str]
"""A line, its period from and to, and the text that is typed there."""


class CellEdits:
    """Carries out what is typed into cells, each time as one step to undo."""

    def __init__(self, document: Document, nodes: Nodes, source: UsageSource) -> None:
        self._document = document
        self._nodes = nodes
        self._source = source

    def write(self, entries: Iterable[Entry], origin: object) -> None:
        """Put texts into cells.

        Raises:
            EditError: One of them can't be; then nothing has changed.
        """
        wanted = self._sorted(entries)
        document = self._document
        merge_key = f"usage {document.revision}"
        done = 0
        for (node, amount), periods in wanted.items():
            try:
                patch = self._patch(node, amount, periods)
            except EditError:
                if done:
                    document.withdraw()
                raise
            if patch:
                document.push(patch, self._said(node, amount), origin=origin, merge_key=merge_key)
                done += 1

    def copied(self, lines: range, periods: list[tuple[Minute, Minute]]) -> str:
        """The text of cells, a line each, with tabs between the periods."""
        edges = np.array([*(start for start, _finish in periods), periods[-1][1]], dtype=np.int64)
        rows: list[str] = []
        for line in lines:
            row, which = divmod(line, len(self._source.shown))
            amount = self._source.shown[which]
            values = self._source.values(self._nodes[row], amount, edges)
            texts = [] if values is None else [amount_texts(amount, one, self._source.wording)[0] for one in values]
            rows.append("\t".join(texts))
        return "\n".join(rows)

    def _sorted(self, entries: Iterable[Entry]) -> dict[tuple[Node, Amount], list[edits.Period]]:
        """The entries by the row and amount they are for, read as minutes."""
        found: dict[tuple[Node, Amount], list[edits.Period]] = {}
        for line, start, finish, text in entries:
            row, which = divmod(line, len(self._source.shown))
            minutes = self._minutes(text)
            found.setdefault((self._nodes[row], self._source.shown[which]), []).append((start, finish, minutes))
        return found

    def _minutes(self, text: str) -> float:
        if not text.strip():
            return 0.0
        typed = parse_duration(text, self._document.project.info, TimeUnit.HOUR)
        if typed.minutes < 0 or typed.unit.percent:
            raise EditError(_("'{text}' is no amount of work.").format(text=quoted(text)))
        return float(typed.minutes)

    def _patch(self, node: Node, amount: Amount, periods: list[edits.Period]) -> Patch:
        engine = self._document.engine
        if amount not in (Amount.WORK, Amount.ACTUAL_WORK):
            raise EditError(_("Only work and actual work can be typed; the other figures follow from them."))
        actual = amount is Amount.ACTUAL_WORK
        if node.sort is Sort.ASSIGNMENT:
            edit = edits.set_actual_work_in if actual else edits.set_work_in
            return edit(engine, AssignmentUid(node.uid), periods)
        if node.sort is Sort.TASK:
            return edits.set_task_work_in(engine, TaskUid(node.uid), periods, actual=actual)
        raise EditError(_("The work of a resource follows from its assignments; type in the lines below."))

    def _said(self, node: Node, amount: Amount) -> str:
        name = node_name(self._document.project, node, self._nodes.by_resource)
        if amount is Amount.ACTUAL_WORK:
            return _("Change actual work of {name}").format(name=name)
        return _("Change work of {name}").format(name=name)
