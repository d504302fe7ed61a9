"""Predecessors or successors of the selected task: kind and lag in place, more by name or row."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...app.analysis.task_search import find_tasks
from ...app.edits import links
from ...app.i18n import N_, _
from ...app.project.durations import format_duration, parse_duration
from ...app.project.errors import EditError
from ...app.project.kinds import DependencyKind
from ...app.project.patch import Patch
from ...app.project.records import Dependency, DependencyKey, TaskUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from .grid import AddLine, Column, Grid
from .section import Section, Subject

_MOST = 300
"""Links that are listed; a task with more of them is edited in the table."""

KINDS = {
    DependencyKind.FINISH_START: N_("Finish to start"),
    DependencyKind.START_START: N_("Start to start"),
    DependencyKind.FINISH_FINISH: N_("Finish to finish"),
    DependencyKind.START_FINISH: N_("Start to finish"),
}
_TASK, _KIND, _LAG = range(3)


class Side(Enum):
    """Which ends of links are listed: key, title, and the hint of the line that adds one."""

    PREDECESSORS = ("predecessors", N_("Predecessors"), N_("Add a predecessor: name or row"))
    SUCCESSORS = ("successors", N_("Successors"), N_("Add a successor: name or row"))


class LinkSection(Section):
    """Lists the links of one side of a single task."""

    def __init__(self, side: Side, document: Document, appearance: Appearance, parent: QWidget) -> None:
        key, title, hint = side.value
        super().__init__(key, title, appearance, parent)
        self._side = side
        self._document = document
        columns = (
            Column(title=N_("Task"), typed=False),
            Column(title=N_("Type"), choices=tuple(KINDS.values())),
            Column(title=N_("Lag"), right=True, tip=N_("Wait between both; negative is a lead")),
        )
        self.grid = Grid(_(title), columns, appearance, self.body)
        self.add_line = AddLine(_(hint), self._find, appearance, self.body)
        self.hint = QLabel(self.body)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self.body)
        layout.setContentsMargins(8, 6, 8, 8)
        for widget in (self.grid, self.hint, self.add_line):
            layout.addWidget(widget)
        self.grid.patch_of = self._typed
        self.grid.typed.connect(self._on_typed)
        self.grid.refused.connect(self.refused)
        self.grid.removal_requested.connect(self._on_removal)
        self.grid.chosen.connect(lambda key: self.task_chosen.emit(self._other(key)))
        self.add_line.added.connect(self._on_added)

    def fill(self, subject: Subject) -> None:
        uid = subject.only
        project, found = subject.project, []
        if uid is not None:
            ends = project.predecessors(uid) if self._side is Side.PREDECESSORS else project.successors(uid)
            found = sorted(ends, key=lambda one: subject.figures.row_number(self._other(one.key)))
        rows = [(one.key, self._texts(one, subject)) for one in found[:_MOST]]
        self.grid.fill(rows)
        self.add_line.setVisible(uid is not None)
        self.hint.setText(_hint(uid, len(found)))
        self.hint.setVisible(bool(self.hint.text()))

    def _texts(self, one: Dependency, subject: Subject) -> list[str]:
        other = self._other(one.key)
        name = f"{subject.figures.row_number(other)}  {subject.project.tasks[other].name}"
        lag = format_duration(one.lag, one.lag_unit, subject.project.info) if one.lag else ""
        return [name, _(KINDS[one.kind]), lag]

    def _other(self, key: DependencyKey) -> TaskUid:
        return key[0] if self._side is Side.PREDECESSORS else key[1]

    def _find(self, text: str) -> list[str]:
        own = self._subject.only if self._subject is not None else None
        return [f"{hit.row}  {hit.name}" for hit in find_tasks(self._document.project, text) if hit.uid != own]

    @property
    def unfinished(self) -> QWidget | None:
        return self.grid.unfinished or self.add_line.unfinished

    def finish_editing(self) -> None:
        self.grid.finish_editing()
        self.add_line.finish_editing()

    def drop_editing(self) -> None:
        self.grid.drop_editing()
        self.add_line.clear()

    # -- edits

    def _typed(self, key: DependencyKey, column: int, text: str) -> Patch:
        """What a text in a cell changes."""
        project = self._document.project
        known = project.dependencies[key]
        if column == _KIND:
            kind = next(kind for kind, title in KINDS.items() if _(title) == text)
            return links.set_link(project, *key, kind, known.lag, known.lag_unit)
        if not text.strip():
            return links.set_link(project, *key, known.kind, 0, known.lag_unit)
        lag = parse_duration(text, project.info)
        return links.set_link(project, *key, known.kind, lag.minutes, lag.unit)

    def _on_typed(self, key: DependencyKey, column: int, text: str) -> None:
        link = links.describe(self._document.project, key)
        self._push(lambda: self._typed(key, column, text), _("Change link {link}").format(link=link))

    def _on_removal(self, keys: list[DependencyKey]) -> None:
        project = self._document.project
        merge_key = f"remove links {self._document.revision}"
        for key in keys:
            step = _("Remove link {link}").format(link=links.describe(project, key))
            self._document.push(links.remove_link(project, key), step, merge_key=merge_key)

    def _on_added(self, text: str) -> None:
        own = self._subject.only if self._subject is not None else None
        project = self._document.project
        if own is None:
            self.add_line.clear()
            return
        number = text.split()[0]
        hits = find_tasks(project, number if number.isdecimal() and "  " in text else text)
        if not hits:
            self.refused.emit(_("No task has that row or name."))
            return
        ends = (hits[0].uid, own) if self._side is Side.PREDECESSORS else (own, hits[0].uid)
        step = _("Link {link}").format(link=links.describe(project, ends))
        if self._push(lambda: links.set_link(project, *ends), step):
            self.add_line.clear()

    def _push(self, edit: Callable[[], Patch], step: str) -> bool:
        """Whether an edit could be made; if not, why is told."""
        try:
            self._document.push(edit(), step)
        except EditError as refusal:
            self.refused.emit(str(refusal))
            return False
        return True


def _hint(uid: TaskUid | None, count: int) -> str:
    if uid is None:
        return _("Links are listed for a single task. Link selected tasks with Ctrl+F2.")
    if count > _MOST:
        return _("{count} links, of which the first {most} are listed.").format(count=count, most=_MOST)
    return "" if count else _("None yet.")
