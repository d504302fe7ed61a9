"""A field of tasks: what it is called, how its values are read, written and typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from ..analysis.figures import Figures
from ..i18n import _
from ..project.moments import to_minute
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import TaskUid
from .choices import flags
from .wording import Wording


class Kind(StrEnum):
    """What the values of a field are; decides how they are aligned, compared and edited."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    WORK = "work"
    COST = "cost"
    PERCENT = "percent"
    FLAG = "flag"
    CHOICE = "choice"
    PREDECESSORS = "predecessors"
    SUCCESSORS = "successors"
    RESOURCES = "resources"
    INDICATORS = "indicators"


Getter = Callable[[Figures, TaskUid], Any]
Writer = Callable[[Figures, Wording, TaskUid], str]
Editor = Callable[[Figures, Wording, TaskUid, str], Patch]


class Field(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A field of tasks.

    Attributes:
        key: Stable name, as settings and files keep it.
        title: What it is called, marked for translation; a custom field's alias is not translated.
        kind: What its values are.
        get: The value of a task: a number, text, ``datetime``, ``bool`` or None for nothing; what sorting compares.
        text: The value as the table shows it and as it can be typed.
        edit: The edit a typed text means, for fields that can be typed; raises ``EditError``.
        choices: The texts to choose from, for choices and flags.
        free: Other texts than the choices can be typed too.
        width: Usual width in pixels.
        heading: A short title where the full one is too long for the column; empty takes the title.
        number: Stands for ``{number}`` in the title, of fields that there are several of.
    """

    key: str
    title: str
    kind: Kind
    get: Getter
    text: Writer
    edit: Editor | None = None
    choices: Callable[[Project], Sequence[str]] | None = None
    free: bool = False
    width: int = 90
    heading: str = ""
    number: int | None = None

    @property
    def caption(self) -> str:
        """The title in the user's language."""
        title = _(self.title) if self.title else ""
        return title if self.number is None else title.format(number=self.number)

    @property
    def right(self) -> bool:
        """Whether values are aligned at their right ends."""
        return self.kind in RIGHT


RIGHT = frozenset({Kind.NUMBER, Kind.DATE, Kind.DURATION, Kind.WORK, Kind.COST, Kind.PERCENT})


MONEY_WIDTH = 112
"""Usual width of columns of money: room for millions."""


def write_value(kind: Kind, wording: Wording, value: Any) -> str:
    """A value as text; a ``datetime`` or ``Minute`` for dates, minutes for durations and work."""
    match kind:
        case Kind.DATE:
            return wording.moment(to_minute(value) if isinstance(value, datetime) else value)
        case Kind.DURATION:
            return wording.slack(value)
        case Kind.WORK:
            return wording.work(value)
        case Kind.COST:
            return wording.money(value)
        case Kind.PERCENT:
            return f"{value}%"
        case Kind.FLAG:
            return _("Yes") if value else _("No")
        case Kind.NUMBER:
            return wording.number(value)
        case _:
            return str(value)


def shown(get: Getter, kind: Kind) -> Writer:
    """How the values of a getter are written, by their kind."""

    def write(figures: Figures, wording: Wording, uid: TaskUid) -> str:
        value = get(figures, uid)
        return "" if value is None else write_value(kind, wording, value)

    return write


def field(key: str, title: str, kind: Kind, get: Getter, edit: Editor | None = None, **more: Any) -> Field:
    """A field whose values are written by their kind unless ``text`` says how."""
    text = more.pop("text", None) or shown(get, kind)
    if kind is Kind.FLAG and edit is not None:
        more["choices"] = flags
    if kind is Kind.COST:
        more.setdefault("width", MONEY_WIDTH)
    return Field(key=key, title=title, kind=kind, get=get, text=text, edit=edit, **more)
