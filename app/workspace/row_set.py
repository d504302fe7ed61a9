"""The rows shown: tasks after filtering, grouping, sorting and folding, in one order for the table and the chart."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from ..analysis.figures import Figures
from ..analysis.loading import Loading
from ..edits.wording import Style, Wording
from ..i18n import ngettext
from ..project.records import TaskUid
from ..project.rows import Listed, RowOf, numbers_of
from ..project.steps import Steps, at_once
from ..project.widths import replace
from ..schedule.engine import Engine
from ..views.arranged import arranging, natural
from ..views.columns import Columns
from ..views.fields import Facts
from ..views.listing import Heading, Listing
from ..views.match import containing, matching
from ..views.outline import SPLICED, Flags, Ints, Outline
from ..views.sheet import Band, Path, Sheet
from ..views.spec import AS_PLANNED, Arrangement
from ..views.totals import band_hint, band_text, band_title, band_value, extent
from .document import Change, Document
from .slices import Slices

MANY = 20_000
"""Above this number of tasks values that take long are taken in slices."""

_LATER = 150
"""Milliseconds after an edit until it is looked whether the rows are still those that would be chosen now."""


class RowSet(QObject):
    """A flat list of the rows that are shown. Row ``n`` of every view is ``uids[n]``.

    A row is a task, or the heading of a group, whose uid is below 0 and to be found in ``bands``. Editing does not
    take rows away or move them: what passes a filter and how rows are sorted and grouped is found anew only when the
    arrangement changes, when rows come or go, and by ``apply_again``; new tasks are shown until then.

    Attributes:
        uids: What each row shows.
        levels: How far each row is set in, 1 for not at all.
        row_height: Pixels.
        collapsed: The summary tasks and headings that are folded.
        marked: The tasks that pass the filter where it only highlights.
        stale: Edits were made after which other rows would be chosen.
        busy: The values of a large plan are being taken; the rows are those of before.
        settled: Says whether other rows may be shown, for nothing that was typed has to be put right first.

    Signals:
        changed: Rows came, went or moved, or the row height changed.
        state_changed: The arrangement, what is marked, or whether it is out of date changed.
    """

    changed = Signal()
    state_changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None, style: Style | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._style = style or Style()
        self.row_height = 24
        self.collapsed: set[TaskUid] = set()
        self.marked: frozenset[TaskUid] = frozenset()
        self.stale = False
        self.settled: Callable[[], bool] = lambda: True
        self._arrangement = AS_PLANNED
        self._passed: Ints | None = None
        self._passing: int | None = None
        self._newest = 0
        self._kept_folds: set[TaskUid] | None = None
        self._bands: dict[Path, TaskUid] = {}
        self._extents: dict[TaskUid, tuple[int, int] | None] = {}
        self._overloading: Callable[[], Collection[TaskUid]] = self._found_overloading
        self._outline: Outline | None = None
        self._columns: Columns | None = None
        self.busy = False
        self._slices = Slices(self)
        self._looking = QTimer(self, singleShot=True, interval=_LATER)
        self._looking.timeout.connect(self._on_looking)
        document.changed.connect(self._on_changed)
        document.preparations.append(self._prepare)
        document.catching_up.append(self._catch_up)
        self._coming: tuple[Engine, Outline] | None = None
        self._sheet = natural(self.outline)
        self._unfold()

    def __len__(self) -> int:
        return len(self.uids)

    # -- what is shown

    @property
    def row_of(self) -> RowOf:
        """The row of a task that is shown, or of a heading."""
        if self._row_of is None:
            self._row_of = self._sheet.row_of if self.uids.numbers is self._sheet.uids else RowOf(self.uids.numbers)
        return self._row_of

    @property
    def arrangement(self) -> Arrangement:
        """What is filtered, grouped and sorted by."""
        return self._arrangement

    @property
    def total(self) -> int:
        """How many rows the plan has, shown or not."""
        return len(self._document.project.tasks)

    @property
    def passing(self) -> int:
        """How many tasks pass the filter; all where there is none. Groups leave summary tasks out."""
        if self._passed is None:
            return self.total
        if self._passing is None:
            shown = self._sheet.row_of if self._arrangement.groups else self.outline.places
            self._passing = int((shown.rows(self._passed) >= 0).sum())
        return self._passing

    @property
    def shown(self) -> int:
        """How many tasks have a row."""
        if self.repeats:
            return len(np.unique(self.uids.numbers[self.uids.numbers > 0]))
        bands = self._sheet.bands
        return len(self.uids) - int((self.row_of.rows(numbers_of(bands)) >= 0).sum()) if bands else len(self.uids)

    @property
    def repeats(self) -> bool:
        """Whether some tasks have several rows, of which ``row_of`` tells the first."""
        return self._sheet.repeats

    @property
    def natural(self) -> bool:
        """Whether every task is shown, in the plan's order."""
        return self._sheet.natural and len(self.uids) == self.total

    @property
    def in_outline(self) -> bool:
        """Whether rows stand below their summary tasks in the plan's order, so that they can be moved and indented."""
        return self._sheet.in_outline

    @property
    def bands(self) -> dict[TaskUid, Band]:
        """The headings of groups by uid."""
        return self._sheet.bands

    @property
    def inner(self) -> frozenset[TaskUid]:
        """The headings that stand for summary tasks within groups."""
        return self._sheet.inner

    def holds(self, uid: TaskUid) -> bool:
        """Whether a task has a row, be it folded away."""
        return self._sheet.natural or uid in self._sheet.row_of

    def held(self, uids: Collection[TaskUid]) -> Listed[TaskUid]:
        """Those of some tasks that have a row, be it folded away."""
        numbers = numbers_of(uids)
        return Listed(numbers if self._sheet.natural else numbers[self._sheet.row_of.rows(numbers) >= 0])

    def is_foldable(self, row: int) -> bool:
        """Whether a row hides others when it is folded."""
        uid = self.uids[row]
        return uid in self.collapsed or (row + 1 < len(self.uids) and self.levels[row + 1] > self.levels[row])

    def tasks(self, first: int, last: int) -> list[TaskUid]:
        """The tasks of some rows, both ends among them, each once."""
        return list(self.tasks_in(np.array([(first, last)])))

    def tasks_in(self, runs: Ints) -> Listed[TaskUid]:
        """The tasks of some runs of rows, given by their first and last rows, each once."""
        found = self.uids_in(runs).numbers
        found = found[found > 0]
        if self.repeats:
            found = found[np.sort(np.unique(found, return_index=True)[1])]
        return Listed(found)

    def uids_in(self, runs: Ints) -> Listed[TaskUid]:
        """What some runs of rows show, given by their first and last rows; rows beyond the last one show nothing."""
        if len(runs) == 1:
            return Listed(self.uids.numbers[runs[0, 0] : runs[0, 1] + 1])
        count = runs[:, 1] - runs[:, 0] + 1
        rows = np.repeat(runs[:, 0] - np.cumsum(count) + count, count) + np.arange(count.sum())
        return Listed(self.uids.numbers[rows[rows < len(self.uids)]])

    def rows_of(self, uids: Collection[TaskUid]) -> Ints:
        """All rows of some tasks, in order."""
        numbers = numbers_of(uids)
        if self.repeats:
            return np.flatnonzero(np.isin(self.uids.numbers, numbers))
        rows = self.row_of.rows(numbers)
        return np.sort(rows[rows >= 0])

    def neighbour(self, uid: TaskUid | None, down: int) -> TaskUid | None:
        """The task shown next to another one, or the first one; the same at the ends, None where there is none."""
        step = 1 if down > 0 else -1
        row = self.row_of[uid] + step if uid is not None and uid in self.row_of else 0
        while 0 <= row < len(self.uids):
            found = self.uids[row]
            if found > 0 and self.row_of[found] == row:
                return found
            row += step if uid is not None else 1
        return uid if uid is not None and uid in self.row_of else None

    def nearest(self, uid: TaskUid) -> TaskUid | None:
        """A task if it is shown, else the next in the plan's order that is, else the last; None where none is."""
        numbers = self.outline.numbers
        shown = np.flatnonzero(self.row_of.rows(numbers) >= 0)
        if not len(shown):
            return None
        place = int(self.outline.places.rows(np.array([uid]))[0])
        return TaskUid(int(numbers[shown[min(int(np.searchsorted(shown, place)), len(shown) - 1)]]))

    def path(self, uid: TaskUid) -> str:
        """The names of the summary tasks above a task, outermost first, where the rows do not show them."""
        if self._sheet.levels_tell or uid not in self._document.project.tasks:
            return ""
        tasks = self._document.project.tasks
        return " › ".join(reversed([tasks[one].name for one in self._document.project.ancestors(uid)]))

    def beside(self, uid: TaskUid) -> str:
        """What goes with a name where the rows alone do not tell: a task's summary tasks, a group's number of tasks."""
        if uid in self._sheet.bands:
            count = len(self._sheet.bands[uid].places)
            return ngettext("{count} task", "{count} tasks", count).format(count=count)
        return self.path(uid)

    def band_text(self, uid: TaskUid, key: str) -> str:
        """What the heading of a group shows in a column."""
        return band_text(self.columns, self._sheet.bands[uid], key)

    def _band_value(self, uid: TaskUid, key: str) -> float | None:
        return band_value(self.columns, self._sheet.bands[uid], key)

    def band_title(self, uid: TaskUid) -> str:
        """The words of a heading: the field and the value its tasks share."""
        return band_title(self.columns, self._sheet.bands[uid])

    def band_hint(self, uid: TaskUid, key: str) -> str:
        """What a figure in the heading of a group is, and of how many tasks."""
        return band_hint(self.columns, self._sheet.bands[uid], key)

    def band_extent(self, uid: TaskUid) -> tuple[int, int] | None:
        """From the first start to the last finish in a group, in minutes."""
        if uid not in self._extents:
            self._extents[uid] = extent(self.columns, self._sheet.bands[uid])
        return self._extents[uid]

    def listing(self, keys: Iterable[str]) -> Listing:
        """The rows as they are shown now, with what headings say in these columns."""
        wanted = [key for key in keys if key != "name" and key in self.columns.fields]
        headings = {
            uid: Heading(
                title=self.band_title(uid),
                tasks=self.beside(uid),
                texts={key: text for key in wanted if (text := self.band_text(uid, key))},
                values={key: value for key in wanted if (value := self._band_value(uid, key)) is not None},
                extent=self.band_extent(uid),
                inner=uid in self.inner,
            )
            for uid in self._sheet.bands
            if uid in self.row_of
        }
        alone = [] if self._sheet.levels_tell else self.tasks(0, len(self.uids))
        paths = {uid: path for uid in alone if (path := self.path(uid))}
        return Listing(uids=tuple(self.uids), levels=tuple(self.levels), headings=headings, paths=paths)

    @property
    def outline(self) -> Outline:
        """The plan's tasks in order."""
        if self._outline is None:
            self._outline = Outline(self._document.project)
        return self._outline

    @property
    def columns(self) -> Columns:
        """The values of the plan's fields."""
        if self._columns is None:
            document = self._document
            facts = Facts(
                figures=Figures(document.engine),
                wording=Wording(document.project.info, self._style),
                today=date.today(),
                overloading=lambda: self._overloading(),
                differing=lambda: self._document.differing,
            )
            self._columns = Columns(facts, self.outline)
            self._number_rows(self._columns)
        return self._columns

    # -- arranging

    def arrange(self, arrangement: Arrangement) -> None:
        """Filter, group and sort otherwise."""
        if not self.settled():
            self.state_changed.emit()  # for those who show what was wanted
            return
        before, self._arrangement = self._arrangement, arrangement
        self._keep_folds(arrangement)
        if self._kept_folds is not None and _filters(before) != _filters(arrangement):
            self.collapsed = {uid for uid in self.collapsed if uid < 0}  # what passes is to be seen
        self._choose()

    def change(self, **fields: object) -> None:
        """Change some attributes of the arrangement."""
        self.arrange(replace(self._arrangement, **fields))

    def apply_again(self) -> None:
        """Choose and sort the rows by the values they have now."""
        self._columns = None
        self._choose()

    def set_style(self, style: Style) -> None:
        """Write dates and numbers in another style."""
        self._style = style
        self._columns = None

    def set_overloading(self, ask: Callable[[], Collection[TaskUid]]) -> None:
        """Take a quicker answer to which tasks have a part in over-allocating somebody."""
        self._overloading = ask

    def _found_overloading(self) -> Collection[TaskUid]:
        return Loading(self._document.engine).overloading()

    def _keep_folds(self, arrangement: Arrangement) -> None:
        """Set aside what is folded in the plan's own order while other rows are shown, and take it up again."""
        hiding = arrangement.filtering and not arrangement.highlight
        if hiding or arrangement.groups:
            if self._kept_folds is None:
                self._kept_folds = self.collapsed
                self.collapsed = set()
        elif self._kept_folds is not None:
            self.collapsed, self._kept_folds = self._kept_folds, None

    def _choose(self) -> None:
        """Find out what passes, and list the rows; in a large plan bit by bit."""
        self._gather(self._list_chosen)
        self._tell_busy(busy=self._slices.busy)

    def _gather(self, then: Callable[[tuple[Flags | None, Sheet]], None], *, kept: bool = False) -> None:
        """Find out what passes, or take what passed, and in which rows, in slices where that takes long; and go on."""
        if self.total > MANY:
            self._slices.begin(self._choosing(kept=kept), then)
        else:
            then(at_once(self._choosing(kept=kept)))

    def _choosing(self, *, kept: bool) -> Steps[tuple[Flags | None, Sheet]]:
        columns, wanted = self.columns, self._arrangement
        yield from columns.steps(wanted.fields)
        if wanted.text.strip():
            columns.search_texts()
            yield
        hits = self._kept_hits() if kept else self._hits()
        if hits is not None:
            yield
        return hits, (yield from self._sheet_of(hits))

    def _list_chosen(self, chosen: tuple[Flags | None, Sheet]) -> None:
        hits, sheet = chosen
        self._passed = None if hits is None else self.outline.numbers[hits]
        self._newest = self._document.project.last_uids["tasks"]
        self.stale = False
        self.busy = False
        self._arrange(hits, sheet)

    def _tell_busy(self, *, busy: bool) -> None:
        if busy != self.busy:
            self.busy = busy
            self.state_changed.emit()

    def _hits(self) -> Flags | None:
        """Which tasks pass now; None for all."""
        wanted = self._arrangement
        if not wanted.filtering:
            return None
        found = matching(wanted.test, self.columns)
        return found & containing(wanted.text, self.columns) if wanted.text.strip() else found

    def _kept_hits(self) -> Flags | None:
        """Which tasks passed when they were chosen, and those that are new since."""
        if self._passed is None:
            return None
        return self.outline.flags(self._passed) | (self.outline.numbers > self._newest)

    def _arrange(self, hits: Flags | None, sheet: Sheet) -> None:
        self._sheet = sheet
        self._extents = {}
        self._passing = None
        found = hits is not None and self._arrangement.highlight
        self.marked = frozenset(self.outline.numbers[hits].tolist()) if found else frozenset()
        self.rebuild()
        self.state_changed.emit()

    def _sheet_of(self, hits: Flags | None) -> Steps[Sheet]:
        wanted = self._arrangement
        hits = None if wanted.highlight else hits
        if hits is None and not wanted.ordering:
            return natural(self.outline)
        return (yield from arranging(wanted, hits, self.columns, self._uid_of))

    def _uid_of(self, path: Path) -> TaskUid:
        return self._bands.setdefault(path, TaskUid(-1 - len(self._bands)))

    # -- folding

    def set_row_height(self, pixels: int) -> None:
        """Make all rows this high."""
        if pixels != self.row_height:
            self.row_height = pixels
            self.changed.emit()

    def toggle(self, uid: TaskUid) -> None:
        """Fold a summary task or a group, or open it."""
        self.fold([uid], uid not in self.collapsed)

    def fold(self, uids: Iterable[TaskUid], folded: bool) -> None:
        """Fold or open these summary tasks and groups."""
        project, bands = self._document.project, self._sheet.bands
        folders = {uid for uid in uids if uid in bands or project.is_summary(uid)}
        self.collapsed = self.collapsed | folders if folded else self.collapsed - folders
        self.rebuild()

    def fold_to_level(self, level: int | None) -> None:
        """Show the rows down to a level; None opens everything."""
        self.collapsed = set() if level is None else set(self._sheet.folders(level))
        self.rebuild()

    def reveal(self, uid: TaskUid) -> None:
        """Open whatever is folded above a task, and show it though it does not pass the filter."""
        if self._passed is not None and not self.holds(uid):
            if uid not in self._document.project.tasks:
                return
            self._passed = np.append(self._passed, uid)
            self._passing = None
            self._sheet = at_once(self._sheet_of(self._kept_hits()))
            self._extents = {}
            self.rebuild()
            self._gather(self._look_again)
        above = self._sheet.above(uid) & self.collapsed if self.collapsed else ()
        if above:
            self.fold(above, False)

    def rebuild(self) -> None:
        """List the rows anew."""
        self._unfold()
        self.changed.emit()

    def _unfold(self) -> None:
        uids, levels = self._sheet.unfolded(self.collapsed)
        self.uids: Listed[TaskUid] = Listed(uids)
        self.levels: Listed[int] = Listed(levels)
        self._row_of: RowOf | None = None

    # -- following the plan

    def _on_changed(self, change: Change) -> None:
        self._extents = {}
        self._slices.stop()  # what was taken so far may be untrue now
        if change.another_plan:
            self.collapsed, self._kept_folds = set(), None
            self._arrangement = AS_PLANNED
            self._bands = {}
        if change.outline:
            known = None if change.another_plan or not change.parents else self._outline
            self._outline = self._arrived()
            if self._outline is None and known is not None:
                self._outline = known.after(self._document.project, change.parents)
        self._follow(change)
        arranged = self._arrangement.filtering or self._arrangement.ordering
        if self.busy or change.another_plan:
            if self.busy:
                self._sheet = natural(self.outline)  # until the values are at hand
                self.rebuild()
            self._choose()
            return
        if change.outline:
            hits = self._kept_hits()
            self._arrange(hits, at_once(self._sheet_of(hits)))
        elif change.everything and arranged:
            self._gather(lambda found: self._arrange(*found), kept=True)
        if arranged:
            self._looking.start()

    def _prepare(self, engine: Engine) -> Steps[None]:
        """Walk through the outline of a plan that is about to come."""
        self._coming = engine, (yield from Outline.in_steps(engine.project))

    def _catch_up(self, change: Change) -> Steps[None]:
        """Walk through the outline anew where much of it changed."""
        if change.outline and len(change.parents) > SPLICED:
            self._coming = self._document.engine, (yield from Outline.in_steps(self._document.project))

    def _arrived(self) -> Outline | None:
        """The outline of the plan that has come, where it is known."""
        coming, self._coming = self._coming, None
        return coming[1] if coming is not None and coming[0] is self._document.engine else None

    def _follow(self, change: Change) -> None:
        """Keep of the values what an edit left true."""
        if change.everything or change.calendars:
            self._columns = None
        if self._columns is None:
            return
        columns = self._columns
        columns.facts.figures.forget(change.touched, outline=change.outline)
        if change.outline:
            columns.follow(self.outline)
            self._number_rows(columns)
        columns.forget(change.tasks | change.parents, change.moved)

    def _number_rows(self, columns: Columns) -> None:
        """Spare the figures the counting."""
        columns.facts.figures.take_rows(self.outline.places, Listed(self.outline.numbers))

    def _on_looking(self) -> None:
        if not self.busy:
            self._gather(self._look_again)

    def _look_again(self, chosen: tuple[Flags | None, Sheet]) -> None:
        """See whether other rows would be chosen now."""
        if not (self._arrangement.filtering or self._arrangement.ordering):
            return
        hits, sheet = chosen
        stale = not self._sheet.equals(sheet)
        if self._arrangement.highlight and hits is not None:
            stale |= self.marked != frozenset(self.outline.numbers[hits].tolist())
        if stale != self.stale:
            self.stale = stale
            self.state_changed.emit()


def _filters(arrangement: Arrangement) -> tuple[object, ...]:
    return arrangement.text.split(), arrangement.filter, arrangement.columns, arrangement.highlight
