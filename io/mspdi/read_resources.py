"""Reads resources, with their rates and availability."""

from __future__ import annotations

from typing import Any

from ...app.i18n import _
from ...app.project.kinds import ResourceKind
from ...app.project.records import Availability, CalendarUid, CostRates, ProjectInfo, Rate, Resource, ResourceUid
from ..ledger import Ledger
from . import codes, defaults, schema
from .fields import RESOURCE
from .meanings import Attributes
from .outline_codes import take_outline_code
from .rates import read_rate, since, until
from .read_parts import HYPERLINK, PartReader
from .record_notes import concerned, note_mended, place_of
from .spare_uids import read_uid
from .spelling import number
from .taking import Taker
from .values import CENTS, DATE, FLOAT, INTEGER, UNITS, Kind, Memo
from .xml_text import fragment, leaf

_RAW = (
    *("UID", "ID", "Type", "IsCostResource", "CalendarUID"),
    *("StandardRate", "StandardRateFormat", "OvertimeRate", "OvertimeRateFormat"),
)


class ResourceReader:
    """Takes resource elements one by one.

    Attributes:
        resources: Those read, in the order of the file.
        placeholder: The element of resource 0, which stands for 'nobody' and is no resource.
    """

    def __init__(self, info: ProjectInfo, ledger: Ledger) -> None:
        """Read the resources of a plan whose properties are known; rates depend on its hours per day."""
        self.resources: list[Resource] = []
        self.placeholder = ""
        self._info = info
        self._ledger = ledger
        self._uids: set[int] = set()
        self._parts = PartReader("Resource", ledger)
        self._dates = Memo(DATE)
        self._integer = Memo(INTEGER)
        self._taker = Taker(
            "Resource",
            RESOURCE,
            schema.RESOURCE,
            ledger,
            raw=(*_RAW, *HYPERLINK),
            lists={
                **self._parts.lists,
                "Rates": self._take_rates,
                "AvailabilityPeriods": self._take_availability,
                "OutlineCode": take_outline_code,
            },
            defaults=defaults.RESOURCE,
        )

    def __call__(self, element: Any) -> None:
        """Take one resource."""
        uid = read_uid(element.findtext("UID") or "")
        if uid == 0 and 0 not in self._uids:
            self._uids.add(0)
            self.placeholder = fragment(element)
            return
        attributes, carried, _computed = self._taker.take(element)
        carried += self._parts.finish(attributes)
        attributes.pop("@UID", None)
        attributes.pop("@ID", None)
        carried += self._kind(element, attributes) + self._plain_rates(element, attributes)
        if attributes.get("max_units") == 1 and "kind" in attributes:
            carried += leaf("MaxUnits", UNITS.write(1))  # which only people have, as Microsoft Project writes it
        calendar = read_uid(attributes.pop("@CalendarUID", ""))
        if calendar >= 0:
            attributes["calendar"] = CalendarUid(calendar)
        if uid in self._uids or not 0 < uid < 2**31:
            uid = -1 - len(self.resources)
        self._uids.add(uid)
        self.resources.append(Resource(uid=ResourceUid(uid), foreign=carried, **attributes))

    def _note_mended(self, kind: Kind[Any], name: str, text: str, element: Any, *, carried: bool = True) -> None:
        if kind.flaw(text):
            where, concerns = place_of("Resource", element), concerned("Resource", element)
            note_mended(self._ledger, kind, name, text, where, concerns, carried=carried)

    def _kind(self, element: Any, attributes: Attributes) -> str:
        """Tell the kind; gives the spelling to carry where it is not the usual one."""
        kind = attributes.pop("@Type", "1").strip()
        is_cost = attributes.pop("@IsCostResource", "0").strip() in ("1", "true")
        if is_cost or kind == "2":
            attributes["kind"] = ResourceKind.COST
            return "" if kind == "0" and is_cost else leaf("Type", kind)
        if kind == "0":
            attributes["kind"] = ResourceKind.MATERIAL
        self._note_mended(codes.ANY_RESOURCE_TYPE, "Type", kind, element)
        return "" if kind in ("0", "1") else leaf("Type", kind)

    def _plain_rates(self, element: Any, attributes: Attributes) -> str:
        """Take the standard and the overtime rate, each in two elements."""
        carried = ""
        for name, attribute in (("StandardRate", "standard_rate"), ("OvertimeRate", "overtime_rate")):
            amount, form = attributes.pop(f"@{name}", None), attributes.pop(f"@{name}Format", None)
            if amount is None and form is None:
                continue
            try:
                attributes[attribute] = read_rate(number(amount or "0"), form or "2", self._info)
            except ValueError:
                where = place_of("Resource", element)
                self._taker.unreadable(where, name, amount or "", concerned("Resource", element))
                continue
            if form is not None and form not in codes.RATE_UNITS:
                carried += leaf(f"{name}Format", form)
                self._note_mended(codes.ANY_RATE_FORMAT, f"{name}Format", form, element)
        return carried

    # -- lists

    def _take_rates(self, element: Any, attributes: Attributes) -> str | None:
        rates: list[CostRates] = []
        for rate in element.iterchildren("Rate"):
            texts = {child.tag: child.text or "" for child in rate}
            try:
                rates.append(
                    CostRates(
                        table=self._integer[texts.get("RateTable") or "0"][0],
                        start=since(self._dates[texts.get("RatesFrom", "")][0]),
                        finish=until(self._dates[texts.get("RatesTo", "")][0]),
                        standard=self._rate(texts, "StandardRate"),
                        overtime=self._rate(texts, "OvertimeRate"),
                        cost_per_use=CENTS.read(texts.get("CostPerUse") or "0")[0],
                    )
                )
            except (ValueError, OverflowError):
                self._ledger.add(
                    "mspdi.unreadable-value",
                    _("A line of the cost rate table can't be read and was left out."),
                    place=place_of("Resource", element.getparent()),
                    concerns=concerned("Resource", element.getparent()),
                )
            for name in ("StandardRateFormat", "OvertimeRateFormat"):
                text = texts.get(name, "")
                self._note_mended(codes.ANY_RATE_FORMAT, f"Rate/{name}", text, element.getparent(), carried=False)
        attributes["rates"] = tuple(rates)
        return None if rates else leaf("Rates", "")

    def _take_availability(self, element: Any, attributes: Attributes) -> str | None:
        periods: list[Availability] = []
        for period in element.iterchildren("AvailabilityPeriod"):
            texts = {child.tag: child.text or "" for child in period}
            try:
                periods.append(
                    Availability(
                        start=since(self._dates[texts.get("AvailableFrom", "")][0]),
                        finish=until(self._dates[texts.get("AvailableTo", "")][0]),
                        units=FLOAT.read(texts.get("AvailableUnits") or "0")[0],
                    )
                )
            except (ValueError, OverflowError):
                self._ledger.add(
                    "mspdi.unreadable-value",
                    _("A period of availability can't be read and was left out."),
                    place=place_of("Resource", element.getparent()),
                    concerns=concerned("Resource", element.getparent()),
                )
        attributes["availability"] = tuple(periods)
        return None if periods else leaf("AvailabilityPeriods", "")

    def _rate(self, texts: dict[str, str], name: str) -> Rate:
        return read_rate(number(texts.get(name) or "0"), texts.get(f"{name}Format") or "2", self._info)
