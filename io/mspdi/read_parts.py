"""Reads what tasks, resources and assignments share: baselines, timephased amounts, custom values, hyperlinks."""

from __future__ import annotations

from typing import Any

from ...app.project.kinds import TimeUnit
from ...app.project.records import Baseline, CustomValue, Hyperlink, Timephased
from . import codes, schema
from .fields import BASELINE
from .ledger import Ledger
from .taking import Attributes, Lists, Taker
from .values import DATE, INTEGER, Memo
from .xml_text import fragment, leaf


class PartReader:
    """Handlers for the lists that a record holds; ``lists`` is to be joined with the record's own."""

    def __init__(self, name: str, ledger: Ledger) -> None:
        self._ledger = ledger
        self._dates = Memo(DATE)
        self._numbers = Memo(INTEGER)
        self._baselines = Taker(
            f"{name} Baseline",
            BASELINE,
            {"Number": _raw, "DurationFormat": self._baseline_format},
            schema.BASELINE,
            ledger,
        )
        self.lists: Lists = {
            "Baseline": self._baseline,
            "TimephasedData": self._timephased,
            "ExtendedAttribute": self._custom_value,
            "Hyperlink": _raw,
            "HyperlinkAddress": _raw,
            "HyperlinkSubAddress": _raw,
        }

    def finish(self, attributes: Attributes) -> None:
        """Make the lists that were collected in the attributes what the record holds."""
        for name in ("baselines", "timephased"):
            if name in attributes:
                attributes[name] = tuple(attributes[name])
        texts = [attributes.pop(f"@Hyperlink{part}", "") for part in ("", "Address", "SubAddress")]
        if any(texts):
            attributes["hyperlink"] = Hyperlink(title=texts[0], address=texts[1], sub_address=texts[2])

    def _baseline(self, element: Any, attributes: Attributes) -> str | None:
        values, carried, _computed = self._baselines.take(element)
        try:
            number, _exact = self._numbers[values.pop("@Number", "0")]
        except ValueError:
            number = -1
        held: list[Baseline] = attributes.setdefault("baselines", [])
        if not 0 <= number <= 10 or any(baseline.number == number for baseline in held):
            return fragment(element)
        held.append(Baseline(number=number, foreign=carried, **values))
        return None

    def _baseline_format(self, element: Any, attributes: Attributes) -> str | None:
        return read_format(element, attributes, "duration_unit")

    def _timephased(self, element: Any, attributes: Attributes) -> str | None:
        texts = {child.tag: child.text or "" for child in element}
        try:
            start, finish = self._dates[texts["Start"]][0], self._dates[texts["Finish"]][0]
            if start is None or finish is None:
                return fragment(element)
            amount = Timephased(
                kind=self._numbers[texts["Type"]][0],
                start=start,
                finish=finish,
                unit=self._numbers[texts.get("Unit", "2")][0],
                value=texts.get("Value"),
            )
        except (KeyError, ValueError, OverflowError):
            return fragment(element)
        attributes.setdefault("timephased", []).append(amount)
        return None

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


def _raw(element: Any, attributes: Attributes) -> str | None:
    """Keep the text under the element's name with an @ before it; an empty element is carried."""
    text = element.text
    if not text:
        return f"<{element.tag}/>"
    attributes[f"@{element.tag}"] = text
    return None


def raw_text(element: Any, attributes: Attributes) -> str | None:
    """Keep the text of an element that needs others to be understood, under its name with an @ before it."""
    attributes[f"@{element.tag}"] = element.text or ""
    return None


_FORMATS = {
    True: {str(number + codes.ESTIMATED): unit for number, unit in codes.UNITS.items()},
    False: {str(number): unit for number, unit in codes.UNITS.items()},
}


def read_format(element: Any, attributes: Attributes, unit: str) -> str | None:
    """Take a duration's format: the unit, and whether it is a guess."""
    text = (element.text or "").strip()
    estimated = text in codes.ESTIMATED_FORMATS
    attributes[unit] = _FORMATS[estimated].get(text, TimeUnit.DAY)
    if estimated:
        attributes.setdefault("estimated", True)
    return None if text in _FORMATS[estimated] else leaf(element.tag, text)
