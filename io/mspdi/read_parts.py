"""Reads what tasks, resources and assignments share: baselines, timephased amounts, custom values, hyperlinks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ...app.project.kinds import TimeUnit
from ...app.project.records import Baseline, CustomValue, Hyperlink, Timephased
from ..ledger import Ledger
from . import codes, schema
from .fields import BASELINE
from .meanings import Attributes, Lists, TextLists
from .record_notes import concerned, note_mended, place_of
from .rows import simple_rows
from .taking import Taker
from .values import DATE, INTEGER, Memo
from .xml_text import fragment, leaf

HYPERLINK = ("Hyperlink", "HyperlinkAddress", "HyperlinkSubAddress")


class PartReader:
    """Handlers for the lists that a record holds; ``lists`` is to be joined with the record's own."""

    def __init__(self, name: str, ledger: Ledger) -> None:
        self._ledger = ledger
        self._dates = Memo(DATE)
        self._numbers = Memo(INTEGER)
        self._baselines = Taker(f"{name} Baseline", BASELINE, schema.BASELINE, ledger, raw=("Number", "DurationFormat"))
        self.lists: Lists = {
            "Baseline": self._baseline,
            "TimephasedData": self._timephased,
            "ExtendedAttribute": self._custom_value,
        }
        self.text_lists: TextLists = {"TimephasedData": self._timephased_rows}

    def finish(self, attributes: Attributes) -> str:
        """Make what was collected in the attributes what the record holds; gives what is carried of it."""
        for name in ("baselines", "timephased"):
            if name in attributes:
                attributes[name] = tuple(attributes[name])
        texts = {name: attributes.pop(f"@{name}") for name in HYPERLINK if f"@{name}" in attributes}
        if not texts:
            return ""
        title, address, sub_address = (texts.get(name, "") for name in HYPERLINK)
        if title or address or sub_address:
            attributes["hyperlink"] = Hyperlink(title=title, address=address, sub_address=sub_address)
        return "".join(leaf(name, "") for name, text in texts.items() if not text)

    def _baseline(self, element: Any, attributes: Attributes) -> str | None:
        values, carried, _computed = self._baselines.take(element)
        form = values.pop("@DurationFormat", None)
        if form is not None:
            values["duration_unit"], estimated, exact = read_format(form)
            values.setdefault("estimated", estimated)
            carried += "" if exact else leaf("DurationFormat", form)
            if not exact:
                where, concerns = place_of(self._baselines.name, element), concerned(self._baselines.name, element)
                note_mended(self._ledger, codes.ANY_DURATION_UNIT, "Baseline/DurationFormat", form, where, concerns)
        try:
            number, _exact = self._numbers[values.pop("@Number", "0")]
        except ValueError:
            number = -1
        held: list[Baseline] = attributes.setdefault("baselines", [])
        if not 0 <= number <= 10 or any(baseline.number == number for baseline in held):
            return fragment(element)
        held.append(Baseline(number=number, foreign=carried, **values))
        return None

    def _timephased(self, element: Any, attributes: Attributes) -> str | None:
        try:
            self._timephased_texts({child.tag: child.text or "" for child in element}, attributes)
        except (ValueError, OverflowError):
            return fragment(element)
        return None

    def _timephased_rows(self, text: str, attributes: Attributes) -> None:
        for texts in simple_rows("TimephasedData", text):
            self._timephased_texts(texts, attributes)

    def _timephased_texts(self, texts: dict[str, str], attributes: Attributes) -> None:
        """Take an amount.

        Raises:
            ValueError: It can't be read.
        """
        start, finish = self._moment(texts.get("Start", "")), self._moment(texts.get("Finish", ""))
        if start is None or finish is None:
            raise ValueError(texts)
        amount = Timephased(
            kind=self._numbers[texts.get("Type", "")][0],
            start=start,
            finish=finish,
            unit=self._numbers[texts.get("Unit", "2")][0],
            value=texts.get("Value"),
        )
        attributes.setdefault("timephased", []).append(amount)

    def _moment(self, text: str) -> datetime | None:
        """A moment with its seconds, which pieces of work may begin and end at."""
        moment, exact = self._dates[text]
        return moment if exact or len(text) != 19 or moment is None else datetime.fromisoformat(text)

    def _custom_value(self, element: Any, attributes: Attributes) -> str | None:
        key = value = ""
        carried: list[str] = []
        for child in element:
            if child.tag == "FieldID":
                key = (child.text or "").strip()
            elif child.tag == "Value":
                value = child.text or ""
            else:
                carried.append(fragment(child))
        held: dict[str, CustomValue] = attributes.setdefault("custom", {})
        if not key or key in held:
            return fragment(element)  # a field that may hold several values
        held[key] = CustomValue(value=value, foreign="".join(carried))
        return None


_FORMATS = {
    True: {str(number + codes.ESTIMATED): unit for number, unit in codes.UNITS.items()},
    False: {str(number): unit for number, unit in codes.UNITS.items()},
}


def read_format(text: str) -> tuple[TimeUnit, bool, bool]:
    """A duration's format: the unit, whether it is a guess, and whether writing would give the same."""
    text = text.strip()
    estimated = text in codes.ESTIMATED_FORMATS
    units = _FORMATS[estimated]
    return units.get(text, TimeUnit.DAY), estimated, text in units
