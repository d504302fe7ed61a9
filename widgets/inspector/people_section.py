"""The resources of the selected tasks: units and work in place, more by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...app.analysis.cost import assignment_cost
from ...app.edits import assignments
from ...app.edits.fields import BY_KEY
from ...app.i18n import N_, _, ngettext
from ...app.project.durations import parse_duration
from ...app.project.errors import EditError
from ...app.project.kinds import ResourceKind
from ...app.project.patch import Patch
from ...app.project.records import Assignment, AssignmentUid
from ...app.project.resource_names import quoted_name
from ...app.project.ticket import followed
from ...app.workspace.document import Document
from ..appearance import Appearance
from .grid import AddLine, Column, Grid
from .section import Section, Subject

if TYPE_CHECKING:
    from ...app.edits.paste import Cell

_NAME, _UNITS, _WORK, _COST = range(4)


class PeopleSection(Section):
    """Lists who and what a single task needs; adds a resource to all selected tasks."""

    def __init__(self, document: Document, appearance: Appearance, parent: QWidget) -> None:
        super().__init__("resources", N_("Resources"), appearance, parent)
        self._document = document
        columns = (
            Column(title=N_("Resource"), typed=False),
            Column(title=N_("Units"), right=True),
            Column(title=N_("Work"), right=True),
            Column(title=N_("Cost"), right=True, typed=False),
        )
        self.grid = Grid(_("Resources"), columns, appearance, self.body)
        self.add_line = AddLine(_("Add a resource by name"), self._find, appearance, self.body)
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
        self.add_line.added.connect(self._on_added)

    def fill(self, subject: Subject) -> None:
        uid, project = subject.only, subject.project
        found = [] if uid is None else list(project.assignments_of(uid))
        self.grid.fill([(one.uid, self._texts(one, subject)) for one in found])
        if uid is None:
            self.hint.setText(_("A resource added here is to work on all selected tasks."))
        else:
            self.hint.setText("" if found else _("Nobody yet."))
        self.hint.setVisible(bool(self.hint.text()))

    def _texts(self, one: Assignment, subject: Subject) -> list[str]:
        project, wording, schedule = subject.project, subject.wording, subject.figures.schedule
        cost = wording.money(assignment_cost(project, schedule, one))
        resource = None if one.resource is None else project.resources.get(one.resource)
        if resource is None:
            return [_("(nobody)"), wording.percent(one.units * 100), wording.work(one.work or 0), cost]
        match resource.kind:
            case ResourceKind.COST:
                return [resource.name, "", "", cost]
            case ResourceKind.MATERIAL:
                return [resource.name, f"{wording.number(one.units)} {resource.material_label}".strip(), "", cost]
            case ResourceKind.WORK:
                span = schedule.spans.get(one.uid)
                work = span.work if span is not None else one.work or 0
                return [resource.name, wording.percent(one.units * 100), wording.work(work), cost]

    def _find(self, text: str) -> list[str]:
        wanted = text.strip().casefold()
        names = [one.name for one in self._document.project.resources.values() if one.name]
        return [name for name in names if wanted and wanted in name.casefold()][:50]

    @property
    def unfinished(self) -> QWidget | None:
        return self.grid.unfinished

    def finish_editing(self) -> None:
        self.grid.finish_editing()

    def drop_editing(self) -> None:
        self.grid.drop_editing()

    # -- edits

    def _typed(self, uid: AssignmentUid, column: int, text: str) -> Patch:
        """What a text in a cell changes."""
        engine, info = self._document.engine, self._document.project.info
        if self._subject is None:
            return Patch()
        if column == _WORK:
            work = parse_duration(text or "0", info, info.work_unit)
            return assignments.set_assignment_work(engine, uid, work.minutes)
        number = self._subject.wording.parse_number
        if text.rstrip().endswith("%") or self._does_work(uid):
            return assignments.set_units(engine, uid, float(number(text.rstrip(" %"))) / 100)
        return assignments.set_units(engine, uid, float(number(text.split()[0] if text.split() else "0")))

    def _on_typed(self, uid: AssignmentUid, column: int, text: str) -> None:
        title = _("Work") if column == _WORK else _("Units")
        step = _("Change {title} of {name}").format(title=title, name=self._name(uid))
        self._try(lambda: self._document.push(self._typed(uid, column, text), step))

    def _does_work(self, uid: AssignmentUid) -> bool:
        resource = self._document.project.assignments[uid].resource
        return resource is None or self._document.project.resources[resource].kind is ResourceKind.WORK

    def _name(self, uid: AssignmentUid) -> str:
        resource = self._document.project.assignments[uid].resource
        return _("(nobody)") if resource is None else self._document.project.resources[resource].name

    def _on_removal(self, uids: list[AssignmentUid]) -> None:
        merge_key = f"unassign {self._document.revision}"
        for uid in uids:
            step = _("Take {name} off the task").format(name=self._name(uid))
            self._document.push(assignments.unassign(self._document.engine, uid), step, merge_key=merge_key)

    def _on_added(self, text: str) -> None:
        from ...app.workspace.cell_commands import enter_cells

        subject, project = self._subject, self._document.project
        if subject is None:
            return
        field = BY_KEY["resources"]
        known = {one.name.casefold() for one in project.resources.values()}
        name = quoted_name(text) if text.casefold() in known else text

        def enter() -> None:
            entries: list[Cell] = []
            with self._document.patience(_("Changing tasks…"), True) as ticket:
                for uid in followed(subject.uids, ticket):
                    present = field.text(subject.figures, subject.wording, uid)
                    there = {self._name(one.uid).casefold() for one in project.assignments_of(uid)}
                    if text.casefold() not in there:
                        entries.append((uid, field, f"{present}; {name}" if present else name))
                enter_cells(self._document, subject.wording, entries, step, ticket)

        count = len(subject.uids)
        step = ngettext("Assign {name}", "Assign {name} to {count} tasks", count).format(name=text, count=count)
        if self._try(enter):
            self.add_line.clear()

    def _try(self, edit: Callable[[], None]) -> bool:
        """Whether an edit could be made; if not, why is told."""
        try:
            edit()
        except EditError as refusal:
            self.refused.emit(str(refusal))
            return False
        return True
