"""The resources of the selected tasks: units and work in place, more by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from ...app.schedule.engine import Engine
from ...app.workspace.document import Document
from ..appearance import Appearance
from .grid import AddLine, Column, Grid
from .section import MOST_COMPARED, Section, Subject
from .value_editors import VARIOUS

if TYPE_CHECKING:
    from ...app.edits.paste import Cell

_NAME, _UNITS, _WORK, _COST = range(4)


class PeopleSection(Section):
    """Lists who and what the selected tasks need, what they share and on how many; adds a resource to all of them.

    The key of a row is its assignments, one of each task.
    """

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
        many, found = len(subject.uids) > MOST_COMPARED, dict[object, list[Assignment]]()
        for uid in () if many else subject.uids:
            for one in subject.project.assignments_of(uid):
                found.setdefault(one.uid if subject.only is not None else one.resource, []).append(one)
        rows = [(tuple(one.uid for one in group), self._shared(group, subject)) for group in found.values()]
        self.grid.fill(rows)
        several = _("A resource added here is to work on all selected tasks.")
        self.hint.setText(several if subject.only is None else "" if found else _("Nobody yet."))
        self.hint.setVisible(bool(self.hint.text()))

    def _shared(self, group: Sequence[Assignment], subject: Subject) -> list[str]:
        """What the assignments of a resource have in common, and of how many tasks they are where that is not all."""
        rows = [self._texts(one, subject) for one in group]
        name, *values = (texts[0] if len(set(texts)) == 1 else VARIOUS for texts in zip(*rows, strict=True))
        count, tasks = len({one.task for one in group}), len(subject.uids)
        if count < tasks:
            name = _("{name} ({count} of {tasks})").format(name=name, count=count, tasks=tasks)
        return [name, *values]

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
        return self.grid.unfinished or self.add_line.unfinished

    def finish_editing(self) -> None:
        self.grid.finish_editing()
        self.add_line.finish_editing()

    def drop_editing(self) -> None:
        self.grid.drop_editing()
        self.add_line.clear()

    # -- edits

    def _typed(self, uids: Sequence[AssignmentUid], column: int, text: str) -> Patch:
        """What a text in a cell changes."""
        return self._for_each(uids, lambda engine, uid: self._typed_one(engine, uid, column, text))

    def _for_each(self, uids: Sequence[AssignmentUid], edit: Callable[[Engine, AssignmentUid], Patch]) -> Patch:
        """An edit of each of the assignments, one after the other."""
        if len(uids) == 1:
            return edit(self._document.engine, uids[0])
        from ...app.edits.batch import batch

        with batch(self._document.engine) as made:
            for uid in uids:
                made.apply(edit(made.engine, uid))
            return made.patch

    def _typed_one(self, engine: Engine, uid: AssignmentUid, column: int, text: str) -> Patch:
        info = self._document.project.info
        if self._subject is None:
            return Patch()
        if column == _WORK:
            work = parse_duration(text or "0", info, info.work_unit)
            return assignments.set_assignment_work(engine, uid, work.minutes)
        number = self._subject.wording.parse_number
        if text.rstrip().endswith("%") or self._does_work(uid):
            return assignments.set_units(engine, uid, float(number(text.rstrip(" %"))) / 100)
        return assignments.set_units(engine, uid, float(number(text.split()[0] if text.split() else "0")))

    def _on_typed(self, uids: Sequence[AssignmentUid], column: int, text: str) -> None:
        title = _("Work") if column == _WORK else _("Units")
        step = _("Change {title} of {name}").format(title=title, name=self._name(uids[0]))
        self._try(lambda: self._document.push(self._typed(uids, column, text), step))

    def _does_work(self, uid: AssignmentUid) -> bool:
        resource = self._document.project.assignments[uid].resource
        return resource is None or self._document.project.resources[resource].kind is ResourceKind.WORK

    def _name(self, uid: AssignmentUid) -> str:
        resource = self._document.project.assignments[uid].resource
        return _("(nobody)") if resource is None else self._document.project.resources[resource].name

    def _on_removal(self, rows: list[Sequence[AssignmentUid]]) -> None:
        uids, names = [uid for row in rows for uid in row], ", ".join(self._name(row[0]) for row in rows)
        count = len({self._document.project.assignments[uid].task for uid in uids})
        step = ngettext("Take {name} off the task", "Take {name} off {count} tasks", count)
        self._document.push(self._for_each(uids, assignments.unassign), step.format(name=names, count=count))

    def _on_added(self, text: str) -> None:
        from ...app.workspace.cell_commands import enter_cells

        subject, project = self._subject, self._document.project
        if subject is None:
            self.add_line.clear()
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
