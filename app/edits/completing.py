"""What a planner may mean by the beginning of a name, in a cell that holds several predecessors or resources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..analysis.task_search import find_tasks
from ..i18n import _
from ..project.project import Project
from ..project.records import TaskUid
from ..project.resource_names import TypedResource, format_typed

MOST = 50
"""No more choices are given."""

_SEPARATORS = ",;\n"


class Choice(NamedTuple):
    """What can be put in the place of what was typed: as it is shown, and as it is typed."""

    shown: str
    typed: str


class Piece(NamedTuple):
    """The part of a text between separators, without blanks around it, and where it begins and ends."""

    text: str
    begin: int
    end: int


def piece_at(text: str, cursor: int) -> Piece:
    """The piece in which the cursor stands."""
    begin = max(text.rfind(sign, 0, cursor) for sign in _SEPARATORS) + 1
    end = min((found for sign in _SEPARATORS if (found := text.find(sign, cursor)) >= 0), default=len(text))
    inside = text[begin:end]
    begin += len(inside) - len(inside.lstrip())
    return Piece(inside.strip(), begin, begin + len(inside.strip()))


def replaced(text: str, piece: Piece, typed: str) -> tuple[str, int]:
    """The text with another piece, and where the cursor stands behind it."""
    return text[: piece.begin] + typed + text[piece.end :], piece.begin + len(typed)


def link_choices(project: Project, uid: TaskUid | None, piece: str) -> list[Choice]:
    """The tasks that the beginning of a link may mean, by row or name; all from the top for nothing typed.

    Neither the task itself is among them nor its summary tasks.
    """
    barred: set[TaskUid] = set() if uid is None else {uid, *project.ancestors(uid)}
    if not piece:
        rows = ((row, one) for row, (one, _level) in enumerate(project.outline(), 1))
        fit = ((row, one) for row, one in rows if one not in barred and not project.tasks[one].blank)
        return [_task(row, project.tasks[one].name) for (row, one), _place in zip(fit, range(MOST), strict=False)]
    return [_task(hit.row, hit.name) for hit in find_tasks(project, piece, MOST) if hit.uid not in barred]


def _task(row: int, name: str) -> Choice:
    return Choice(f"{row}  {name}", str(row))


def resource_choices(project: Project, text: str, piece: Piece) -> list[Choice]:
    """The resources that the beginning of a name may mean, those first of whose names a word begins with it
    and before all the one that is it.

    After these the text itself as a new resource, then those that hold it elsewhere. None that the text names already;
    none at all once an amount is being typed, or where nobody's name holds the text.
    """
    if "[" in piece.text:
        return []
    wanted = piece.text.casefold()
    elsewhere = (text[: piece.begin] + text[piece.end :]).casefold()
    named = {part.partition("[")[0].strip(' "') for part in elsewhere.replace(";", ",").split(",")}
    names = [project.resources[uid].name for uid in project.resource_order if not project.resources[uid].blank]
    fit = [name for name in names if wanted in name.casefold() and name.casefold() not in named]
    begun = sorted(
        (name for name in fit if _begins(name.casefold(), wanted)), key=lambda name: name.casefold() != wanted
    )
    held = [name for name in fit if name not in begun]
    new = [Choice(_("{name}  (new resource)").format(name=piece.text), piece.text)] if _is_new(fit, wanted) else []
    return [*map(_resource, begun[:MOST]), *new, *map(_resource, held[: MOST - len(begun[:MOST])])]


def _is_new(fit: Sequence[str], wanted: str) -> bool:
    """Whether a text may be a new name beside those that hold it."""
    return bool(fit and wanted) and wanted not in map(str.casefold, fit)


def _resource(name: str) -> Choice:
    return Choice(name, format_typed(TypedResource(name)))


def _begins(name: str, wanted: str) -> bool:
    return name.startswith(wanted) or f" {wanted}" in name


def is_said(choices: Sequence[Choice], piece: str) -> bool:
    """Whether what is typed says all there is to say: it is the only choice already."""
    return len(choices) == 1 and choices[0].typed.casefold() == piece.casefold()


def is_marked(choices: Sequence[Choice], piece: str) -> bool:
    """Whether the first choice stands for what was typed unless another is chosen: no number, nor the same as typed."""
    return bool(piece) and not piece[0].isdecimal() and choices[0].typed.casefold() != piece.casefold()
