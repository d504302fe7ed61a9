"""Edits of many cells at once: paste a block, fill cells with one text, clear them. All or nothing, as one patch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec

from ..analysis.figures import Figures
from ..i18n import N_, _, ngettext
from ..project.errors import EditError
from ..project.patch import Patch
from ..project.predecessors import renumbered
from ..project.project import Project
from ..project.records import Task, TaskUid
from ..project.resource_names import parse_resource_names
from ..project.ticket import Ticket, followed
from ..schedule.engine import Engine
from . import assignments, outline
from .batch import Batch, batch
from .block import Block, depth_of, levels_by_depth
from .counted import told
from .field import Field, Kind
from .headings import CODE, LEVEL, NUMBER
from .wording import Wording

Cell = tuple[TaskUid, Field, str]
"""A task, one of its fields and what is typed there."""

UNNAMED = N_("New task")

_LONGEST_NUMBER = 12
"""No row has a number of so many digits."""

_ORDER = ("name", "mode", "active", "task_type", "effort_driven", "calendar", "milestone", "duration", "work",
          "resources", "predecessors", "successors", "constraint", "constraint_date", "start", "finish", "actual_start",
          "actual_finish", "percent_complete")  # fmt: skip
"""The order in which the fields of a block are typed, so that later ones find what they hang on; others in between."""

_ROLLED_UP = frozenset(
    {"duration", "work", "start", "finish", "actual_start", "actual_finish", "percent_complete", "milestone",
     "task_type", "effort_driven", "constraint", "constraint_date"}
)  # fmt: skip
"""Of a new summary task these follow from its tasks, whatever a list says of them."""

_LASTING = frozenset({"duration", "work"})
"""Of a task of its own these hang on no other task, so that a thousand of them are compared without dating for each."""


class Paste(msgspec.Struct, frozen=True, kw_only=True):
    """What is pasted where.

    Attributes:
        block: The rows, without a heading.
        columns: What each column of the block is: a field key, ``LEVEL``, ``CODE`` or ``NUMBER``; empty leaves it out.
        targets: The tasks of the rows that are pasted over, from the first on; further rows become new tasks.
        new_resources: Make resources of names that the plan does not know; otherwise leave them out.
        own_numbers: Predecessors name rows of the block, not of the plan.
        leave_out: Leave cells that cannot be as they are, instead of pasting nothing.
    """

    block: Block
    columns: Sequence[str]
    targets: Sequence[TaskUid] = ()
    new_resources: bool = True
    own_numbers: bool = False
    leave_out: bool = False


class CellsRefusedError(EditError):
    """Some cells of a block cannot be pasted.

    Attributes:
        reasons: A sentence for each, which names row and column.
    """

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = reasons
        more = len(reasons) - 1
        text = ngettext("{count} more cell cannot be pasted.", "{count} more cells cannot be pasted.", more)
        super().__init__(f"{reasons[0]} {text.format(count=more)}" if more else reasons[0])


def set_cells(engine: Engine, wording: Wording, cells: Sequence[Cell], ticket: Ticket | None = None) -> Patch:
    """Type texts into cells.

    Raises:
        EditError: One of them cannot be; names its row and column where there are several.
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    with batch(engine, ticket) as made:
        for place, (uid, field, text) in enumerate(cells):
            ticket.step(place, len(cells))
            _type(made, wording, uid, field, text, named=len(cells) > 1)
        return made.patch


def paste(
    engine: Engine, wording: Wording, fields: Mapping[str, Field], what: Paste, ticket: Ticket | None = None
) -> Patch:
    """Paste a block: over the tasks that are there, and as new tasks at the end of the plan.

    New tasks stand in the outline as the block is set in, or as a column of levels or codes says.

    Raises:
        CellsRefusedError: Cells cannot be, and are not to be left out.
        Cancelled: The ticket said so.
    """
    ticket = ticket or Ticket()
    with batch(engine, ticket) as made:
        uids = _rows(made, what)
        refused = _enter(made, wording, fields, what, uids, ticket)
        if refused and not what.leave_out:
            raise CellsRefusedError(refused)
        return made.patch


def _enter(
    made: Batch,
    wording: Wording,
    fields: Mapping[str, Field],
    what: Paste,
    uids: Sequence[TaskUid | None],
    ticket: Ticket,
) -> list[str]:
    """Type the cells of a block into the tasks of its rows; gives why some cannot be."""
    known = set(what.targets)
    numbers = _numbers(made, what, uids)
    order = _typing_order(what.columns)
    refused: list[str] = []
    for turn, place in enumerate(order):
        field = fields[what.columns[place]]
        if field.kind is Kind.DATE or field.key in _LASTING:
            made.dated()
        reasons: dict[int, str] = {}
        texts = told(what.block, place, field.kind)
        for done, at in enumerate(_turns(made.engine.project, field, uids)):
            uid, text = uids[at], texts[at]
            ticket.step(turn * len(uids) + done, len(order) * len(uids))
            if uid is None or _left_out(made.engine.project, field, uid, text, new=uid not in known):
                continue
            try:
                _type(made, wording, uid, field, _ready(made, what, field, text, numbers), named=False)
            except EditError as refusal:
                reasons[at] = _named(made, uid, field, refusal, listed=at + 1 if what.own_numbers else 0)
        refused += [reason for _at, reason in sorted(reasons.items())]
    return refused


def _turns(project: Project, field: Field, uids: Sequence[TaskUid | None]) -> list[int]:
    """The rows in the order in which a column is typed: what follows from other tasks last, and so is dated once."""
    rows = range(len(uids))
    if field.key not in _ROLLED_UP:
        return [*rows]
    return sorted(rows, key=lambda row: (uid := uids[row]) is not None and project.is_summary(uid))


def _named(made: Batch, uid: TaskUid, field: Field, refusal: EditError, *, listed: int = 0) -> str:
    """Why a cell cannot be, with its column and its row: that of the plan, or of the list where rows are counted so."""
    text = _("Row {row} of the list, {title}: {reason}") if listed else _("Row {row}, {title}: {reason}")
    return text.format(row=listed or made.figures.row_number(uid), title=field.caption, reason=refusal)


def unknown_resources(project: Project, texts: Iterable[str], ticket: Ticket | None = None) -> list[str]:
    """The names in texts of resources that the plan does not have, each once; what cannot be read is left out.

    Raises:
        Cancelled: The ticket said so.
    """
    known = {one.name.casefold() for one in project.resources.values()}
    found: dict[str, str] = {}
    for text in followed(dict.fromkeys(texts), ticket):
        try:
            typed = parse_resource_names(text)
        except EditError:
            continue
        found |= {one.name.casefold(): one.name for one in typed if one.name.casefold() not in known}
    return list(found.values())


def exact_text(figures: Figures, wording: Wording, uid: TaskUid, field: Field) -> str:
    """The text of a cell as it can be typed elsewhere, dates with their time of day."""
    if figures.project.tasks[uid].blank:
        return ""
    value = field.get(figures, uid) if field.kind is Kind.DATE else None
    return wording.date_time(value) if isinstance(value, datetime) else field.text(figures, wording, uid)


# -- new rows


def _rows(made: Batch, what: Paste) -> list[TaskUid | None]:
    """The task of each row of the block: those pasted over, then new ones; None for a row without anything."""
    block = what.block
    uids: list[TaskUid | None] = list(what.targets[: len(block.rows)])
    rest = range(len(uids), len(block.rows))
    read = [place for place, key in enumerate(what.columns) if key]
    used = [at for at in rest if any(block.rows[at][place] for place in read)]
    if not used:
        return uids + [None for _row in rest]
    project = made.engine.project
    name = what.columns.index("name") if "name" in what.columns else -1
    tasks: dict[int, Task] = {
        place: outline.new_task(project, _name(block.rows[place][name] if name >= 0 else "")) for place in used
    }
    levels = _levels(what)
    made.apply(outline.append_tree(project, list(tasks.values()), [levels[place] for place in used]))
    return uids + [tasks[place].uid if place in tasks else None for place in rest]


def _name(text: str) -> str:
    return " ".join(text.split()) or _(UNNAMED)


def _levels(what: Paste) -> list[int]:
    """The outline level of each row of the block, from 1."""
    block, columns = what.block, what.columns
    for key in (LEVEL, CODE):
        if key in columns:
            texts = block.column(columns.index(key))
            return levels_by_depth([depth_of(text, code=key == CODE) for text in texts])
    return block.levels(columns.index("name")) if "name" in columns else [1] * len(block.rows)


def _numbers(made: Batch, what: Paste, uids: Sequence[TaskUid | None]) -> Callable[[int], int] | None:
    """Gives the row in the plan for a number in the block; None where the numbers are the plan's own."""
    if not what.own_numbers:
        return None
    place = what.columns.index(NUMBER) if NUMBER in what.columns else -1
    rows: dict[int, int] = {}
    for at, uid in enumerate(uids):
        text = what.block.rows[at][place] if place >= 0 else str(at + 1)
        if uid is not None and text.isdecimal() and len(text) < _LONGEST_NUMBER:
            rows[int(text)] = made.figures.row_number(uid)

    def row_of(number: int) -> int:
        if number not in rows:
            raise EditError(_("The pasted list has no row {number}.").format(number=number))
        return rows[number]

    return row_of


# -- cells


def _typing_order(columns: Sequence[str]) -> list[int]:
    """The places of the columns that are fields of tasks, in the order in which they are typed."""
    places = [place for place, key in enumerate(columns) if key and key not in (NUMBER, LEVEL, CODE)]
    middle = _ORDER.index("resources")
    ranks = {key: rank for rank, key in enumerate(_ORDER)}
    return sorted(places, key=lambda place: ranks.get(columns[place], middle))


def _left_out(project: Project, field: Field, uid: TaskUid, text: str, *, new: bool) -> bool:
    """Whether a cell of a block is passed over: it has nothing to say, or of a new task what is known already."""
    if new:
        return not text or field.key == "name" or (field.key in _ROLLED_UP and project.is_summary(uid))
    return not text and is_lasting(field)


def is_lasting(field: Field) -> bool:
    """Whether a field always holds something, so that emptying it means nothing."""
    return field.edit is None or field.kind is Kind.CHOICE or field.key in ("name", "duration")


def _ready(made: Batch, what: Paste, field: Field, text: str, numbers: Callable[[int], int] | None) -> str:
    """The text of a cell as it is typed into this plan."""
    if numbers is not None and field.kind in (Kind.PREDECESSORS, Kind.SUCCESSORS):
        return renumbered(text, numbers)
    if not what.new_resources and field.kind is Kind.RESOURCES:
        return assignments.known_only(made.engine.project, text)
    return text


def _type(made: Batch, wording: Wording, uid: TaskUid, field: Field, text: str, *, named: bool) -> None:
    """Type a text into a cell; one that says what is there already changes nothing."""
    project = made.engine.project
    try:
        if project.tasks[uid].blank and field.key != "name":
            if not text:
                return
            raise EditError(_("This row is empty; type a task name first."))
        if _says(made, wording, uid, field, text):
            return
        if field.edit is None:
            raise EditError(_("“{title}” is worked out and cannot be typed.").format(title=field.caption))
        made.apply(field.edit(made.figures, wording, uid, text))
    except EditError as refusal:
        if not named:
            raise
        raise EditError(_named(made, uid, field, refusal)) from None


def _says(made: Batch, wording: Wording, uid: TaskUid, field: Field, text: str) -> bool:
    """Whether a cell says this already: a date by the day where no time is typed, others by their text.

    To type a text that was rounded for being read would give another value, and what cannot be typed is not.
    """
    if field.kind is Kind.DATE:
        value = field.get(made.settled_figures if made.settled(uid) else made.figures, uid)
        if text and isinstance(value, datetime):
            clock = value.hour * 60 + value.minute
            try:
                return wording.parse_moment(text, clock, value.date()) == value
            except EditError:
                return False
    lasts = field.key in _LASTING and made.lasts(uid)
    if field.text(made.settled_figures if lasts else made.figures, wording, uid) == text:
        return True
    rolled_up = field.key in _ROLLED_UP and made.engine.project.is_summary(uid)
    return (field.edit is None or rolled_up) and _counts(made, wording, uid, field, text)


def _counts(made: Batch, wording: Wording, uid: TaskUid, field: Field, text: str) -> bool:
    """Whether a text is the number that a cell shows in its own custom."""
    value = field.get(made.figures, uid) if field.kind in (Kind.COST, Kind.NUMBER, Kind.PERCENT) else None
    if not isinstance(value, int | float | Decimal):
        return False
    try:
        return wording.parse_number(text.removesuffix("%")) == Decimal(str(value)).quantize(Decimal("0.01"))
    except EditError:
        return False
