"""The open plan: its records, its schedule, its undo stack, and the one signal that says it changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from shiboken6 import isValid

from ..i18n import _
from ..project.errors import EditError, Note
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import ROOT, TaskUid
from ..project.steps import Steps, at_once
from ..project.ticket import Ticket
from ..schedule.engine import Engine
from ..schedule.schedule import Schedule
from ..schedule.stored import moved_in_steps, moved_tasks
from .change import Change, change_of
from .redated import Before


class Document(QObject):
    """The plan that is open.

    Attributes:
        path: The file it is kept in; None as long as there is none.
        format_key: The format of that file.
        notes: What reading the file had to say.
        written_notes: What the file written last, a copy perhaps, could not hold.
        differed: The tasks whose dates were others in the file when it was opened.
        change: What changed last.
        patience: Gives a ticket for work that can take a while, under a name; True where it can be cancelled.
        catching_up: What views do bit by bit before they are told of an edit of much.
        preparations: What views do ahead for another plan that is about to take the place of this one.

    Signals:
        changed: The plan or its schedule changed; carries a ``Change``. Sent once per edit, after rescheduling.
        edited: The plan was edited, or that was taken back; carries the ``Patch``, before ``changed`` is sent.
        state_changed: The path, the modified mark, the notes, or what can be undone changed.
    """

    changed = Signal(object)
    edited = Signal(object)
    state_changed = Signal()

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        # Through slots of our own: a dying stack tells of its last change, and nobody else should hear of it.
        self.undo_stack.cleanChanged.connect(self._on_clean_changed)
        self.undo_stack.indexChanged.connect(self._on_index_changed)
        self.path: Path | None = None
        self._name = ""
        self.format_key: str | None = None
        self.notes: Sequence[Note] = ()
        self.written_notes: Sequence[Note] = ()
        self.revision = 0
        self._applying = False
        self.change = Change()
        self.patience: Callable[[str, bool], AbstractContextManager[Ticket]] = _no_patience
        self.catching_up: list[Callable[[Change], Steps[object]]] = []
        self.preparations: list[Callable[[Engine], Steps[object]]] = []
        self._engine = Engine(project)
        self._differed: dict[Engine, tuple[TaskUid, ...]] = {}
        self.differed = at_once(self._differing(self._engine))

    def __del__(self) -> None:
        """Give up the steps to undo first: Python's collector takes what refers to each other apart in any order, and
        a stack whose commands are gone before it crashes.
        """
        if isValid(self.undo_stack):
            self.undo_stack.blockSignals(True)
            self.undo_stack.clear()

    @property
    def project(self) -> Project:
        """The plan's records."""
        return self._engine.project

    @property
    def schedule(self) -> Schedule:
        """The plan's dates, always those of the present records."""
        return self._engine.schedule

    @property
    def engine(self) -> Engine:
        """What computes the schedule; gives working times."""
        return self._engine

    @property
    def modified(self) -> bool:
        """Whether the plan differs from what was opened or saved last."""
        return not self.undo_stack.isClean()

    @property
    def differing(self) -> list[TaskUid]:
        """The tasks whose dates were others in the file, and about which nothing was decided yet.

        Tasks moved by edits are not among them, nor is the plan itself.
        """
        return moved_tasks(self.project, self.schedule, self.differed) if self.differed else []

    def _differing(self, engine: Engine) -> Steps[tuple[TaskUid, ...]]:
        found = yield from moved_in_steps(engine.project, engine.schedule)
        return tuple(uid for uid in found if uid != ROOT)

    @property
    def title(self) -> str:
        """What the plan is called: after its file, or the one it came from, or else the title in its properties."""
        info = self.project.info
        return self.path.stem if self.path else self._name or info.title or info.summary_name

    def prepared(self, engine: Engine) -> Steps[None]:
        """Do what takes time ahead, so that another plan takes the place of this one within a frame."""
        yield from engine.project.index_assignments()
        self._differed = {engine: (yield from self._differing(engine))}
        for prepare in self.preparations:
            yield from prepare(engine)

    def replace(
        self,
        engine: Engine,
        *,
        path: Path | None = None,
        format_key: str | None = None,
        notes: Sequence[Note] = (),
        name: str = "",
    ) -> None:
        """Take another, already scheduled plan in place of this one. There is no way back through undo.

        Args:
            engine: The plan, best ``prepared``.
            path: The file it can be saved to.
            format_key: What that file is.
            notes: What is worth telling about the reading.
            name: What to call a plan without such a file.
        """
        self._engine = engine
        self.path, self.format_key, self.notes, self.written_notes = path, format_key, notes, ()
        self._name = name
        self.revision += 1
        known = self._differed.pop(engine, None)
        self.differed = at_once(self._differing(engine)) if known is None else known
        self.undo_stack.clear()
        self._tell(Change(everything=True, outline=True))
        self.state_changed.emit()

    def mark_unsaved(self) -> None:
        """Note that the plan stands in no file as it is: it came back from a crash."""
        self.undo_stack.resetClean()
        self.state_changed.emit()

    def note_written(self, notes: Sequence[Note]) -> None:
        """Keep what the file just written could not hold, for the user to read."""
        self.written_notes = notes
        self.state_changed.emit()

    def mark_saved(self, path: Path, format_key: str, revision: int | None = None) -> None:
        """Note that the plan stands in this file as it is now, or as it was at an earlier revision."""
        self.path, self.format_key = path, format_key
        if revision in (None, self.revision):
            self.undo_stack.setClean()
        else:
            self.undo_stack.resetClean()  # no step leads back to it that is known
        self.state_changed.emit()

    def worked_out(self, text: str, edit: Callable[[Ticket], Patch]) -> Patch:
        """What an edit that can take a while comes to; an empty patch where the user gave it up.

        Args:
            text: What is being done, for the user.
            edit: Makes the patch for the plan as it is now, and tells how far that is.
        """
        with self.patience(text, True) as ticket:
            return edit(ticket)
        return Patch()

    def push(self, patch: Patch, text: str, *, origin: object | None = None, merge_key: str | None = None) -> None:
        """Carry out an edit as one step to undo.

        Args:
            patch: What changes; made for the plan as it is now. An empty one does nothing.
            text: What the user did, in the user's words, for the undo menu.
            origin: Who did it; comes back in the ``Change``.
            merge_key: Edits with the same key, one right after the other, become a single step.

        Raises:
            EditError: Another edit is only half carried out, whose progress let somebody ask for this one.
        """
        if self._applying:
            raise EditError(_("The plan is being changed just now; try again."))
        if patch:
            self.undo_stack.push(EditCommand(self, patch, text, origin, merge_key))

    def withdraw(self) -> None:
        """Take the last step back for good, as if it had never been: it can't be done again either."""
        step = self.undo_stack.command(self.undo_stack.index() - 1)
        assert isinstance(step, EditCommand)
        step.for_good = True
        self.undo_stack.undo()

    def apply(self, patch: Patch, origin: object | None = None, *, back: bool = False) -> None:
        """Change plan and schedule, or change them ``back``, and tell; only the undo command calls this."""
        with self._exclusively(), self.patience(_("Computing the dates…"), False) as ticket:
            if back:
                patch = patch.inverted(ticket)
            self.project.apply(patch, ticket)
            self.revision += 1
            before = Before(self.schedule)
            moved = self._engine.update(patch, ticket)
            self.edited.emit(patch)
            change = change_of(patch, self.project, moved, before.redated(self.schedule, moved), origin, ticket)
            for catch_up in self.catching_up:
                at_once(catch_up(change), ticket)
            ticket.step(0, 0)
            self._tell(change)

    @contextmanager
    def _exclusively(self) -> Iterator[None]:
        self._applying = True
        try:
            yield
        finally:
            self._applying = False

    def rescheduled(self) -> Steps[Set[TaskUid]]:
        """Compute all dates anew; gives the tasks that moved, which is none unless something went wrong before.

        The plan may be edited meanwhile, with which it begins again. Nobody is told unless some moved.
        """
        revision, steps = self.revision, self._engine.schedule_anew()
        while True:
            try:
                yield next(steps)
            except StopIteration as end:
                moved: Set[TaskUid] = end.value
                break
            if self.revision != revision:
                revision, steps = self.revision, self._engine.schedule_anew()
        if moved:
            self._tell(Change(moved=moved))
        return moved

    def _tell(self, change: Change) -> None:
        self.change = change
        self.changed.emit(change)

    def _on_clean_changed(self, _clean: bool) -> None:
        self.state_changed.emit()

    def _on_index_changed(self, _index: int) -> None:
        self.state_changed.emit()


def _no_patience(_text: str, _cancel: bool) -> AbstractContextManager[Ticket]:
    return nullcontext(Ticket())


class EditCommand(QUndoCommand):
    """The only undoable command: a patch to apply, or to take back.

    Attributes:
        for_good: Once taken back it is forgotten.
    """

    def __init__(
        self, document: Document, patch: Patch, text: str, origin: object | None, merge_key: str | None
    ) -> None:
        super().__init__(text)
        self._document = document
        self._patch = patch
        self._origin = origin
        self._merge_key = merge_key
        self.for_good = False

    def redo(self) -> None:
        self._document.apply(self._patch, self._origin)
        self._origin = None  # only the first run is the view's own doing

    def undo(self) -> None:
        self._document.apply(self._patch, back=True)
        self.setObsolete(self.for_good)  # the stack drops what is obsolete

    def id(self) -> int:
        return -1 if self._merge_key is None else 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, EditCommand) or other._merge_key != self._merge_key:
            return False
        self._patch = self._patch.then(other._patch)
        return True
