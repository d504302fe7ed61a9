"""Writes what tasks, resources and assignments share: baselines, timephased amounts, custom values, hyperlinks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from ...app.i18n import _
from ...app.project.errors import quoted
from ...app.project.kinds import FieldKind, TimeUnit
from ...app.project.project import Project
from ...app.project.records import Baseline, CustomValue, Hyperlink, Timephased
from ..ledger import Ledger, place
from . import codes, schema
from .composing import Composer, Pieces, in_order
from .fields import BASELINE
from .outline_codes import OutlineCodes, is_outline_code
from .spelling import write_date
from .xml_text import escaped, sound_fragments

HYPERLINK = ("Hyperlink", "HyperlinkAddress", "HyperlinkSubAddress")
"""The elements of a hyperlink."""

_BASELINE = Composer(
    Baseline, BASELINE, schema.BASELINE, kinds={"DurationFormat": codes.DURATION_FORMAT}, owned=("Number",)
)


def duration_format(unit: TimeUnit, estimated: bool) -> str:
    """The number of a duration's unit; greater by 32 where the duration is a guess."""
    number = codes.UNIT_NUMBERS.get(unit, 7)
    return str(number + codes.ESTIMATED if estimated else number)


def write_baselines(baselines: Iterable[Baseline], *, with_duration: bool) -> str:
    """The baselines of a record; only tasks have durations in them."""
    texts: list[str] = []
    for baseline in baselines:
        pieces = {"Number": f"<Number>{baseline.number}</Number>"}
        if with_duration and baseline.duration is not None:
            form = duration_format(baseline.duration_unit, baseline.estimated)
            pieces["DurationFormat"] = f"<DurationFormat>{form}</DurationFormat>"
        texts.append(f"<Baseline>{_BASELINE.text(baseline, pieces, baseline.foreign)}</Baseline>")
    return "".join(texts)


def write_timephased(amounts: Iterable[Timephased], uid: int) -> str:
    """The amounts of a record over time."""
    return "".join(
        f"<TimephasedData><Type>{one.kind}</Type><UID>{uid}</UID><Start>{write_date(one.start)}</Start>"
        f"<Finish>{write_date(one.finish)}</Finish><Unit>{one.unit}</Unit>"
        + ("</TimephasedData>" if one.value is None else f"<Value>{escaped(one.value)}</Value></TimephasedData>")
        for one in amounts
    )


class CustomWriter:
    """Writes the values of custom fields: as they are, or as references to the tables of outline codes."""

    def __init__(self, project: Project, ledger: Ledger) -> None:
        self._ledger = ledger
        self._project = project
        self._coded = {key for key, one in project.custom_fields.items() if one.kind is FieldKind.OUTLINE_CODE}

    @cached_property
    def _codes(self) -> OutlineCodes:
        return OutlineCodes.of_plan(self._project.info, self._project.custom_fields.values())

    def pieces(
        self, values: dict[str, CustomValue], record: str, uid: int, name: str = "", task: int | None = None
    ) -> Pieces:
        """The elements for the values of a record; ``task`` is that of an assignment."""
        plain: dict[str, CustomValue] = {}
        codes: list[str] = []
        for key, value in values.items():
            if key not in self._coded and not is_outline_code(value):
                plain[key] = value
            elif (code := self._codes.written(key, value)) is not None:
                codes.append(code)
            else:
                self._ledger.add(
                    "mspdi.no-such-code",
                    _("The code '{text}' is not in the table of its field and was left out.").format(
                        text=quoted(value.value)
                    ),
                    place=place(record, uid, name),
                    concerns=("Task", task) if task is not None else (record, uid),
                    element=key,
                )
        pieces: Pieces = {}
        if plain:
            pieces["ExtendedAttribute"] = _custom_values(plain)
        if codes:
            pieces["OutlineCode"] = "".join(codes)
        return pieces


def _custom_values(values: dict[str, CustomValue]) -> str:
    texts: list[str] = []
    for key, value in values.items():
        pieces = {
            "FieldID": f"<FieldID>{escaped(key)}</FieldID>",
            "Value": f"<Value>{escaped(value.value)}</Value>",
            **{name: piece for name, piece in _sound(value.foreign) if name not in ("FieldID", "Value")},
        }
        texts.append(f"<ExtendedAttribute>{in_order(pieces, schema.CUSTOM_VALUE)}</ExtendedAttribute>")
    return "".join(texts)


def _sound(text: str) -> list[tuple[str, str]]:
    try:
        return sound_fragments(text)
    except ValueError:
        return []


def hyperlink_pieces(link: Hyperlink) -> Pieces:
    """The three elements of a hyperlink, as far as they say something."""
    texts = zip(HYPERLINK, (link.title, link.address, link.sub_address), strict=True)
    return {name: f"<{name}>{escaped(text)}</{name}>" for name, text in texts if text}
