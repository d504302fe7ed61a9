"""Writes resources with their rates and availability."""

from __future__ import annotations

from collections.abc import Iterator

from ...app.project.kinds import ResourceKind
from ...app.project.project import Project
from ...app.project.records import Availability, CostRates, ProjectInfo, Rate, Resource
from . import codes, defaults, schema
from .composing import Composer, Pieces
from .fields import RESOURCE
from .names import Names
from .rates import FIRST_MOMENT, LAST_MOMENT, write_rate
from .spelling import write_date
from .upkeep import Upkeep
from .values import CENTS, FLOAT, INTEGER, Kind
from .write_parts import HYPERLINK, CustomWriter, hyperlink_pieces, write_baselines

_LISTS = ("AvailabilityPeriods", "Rates")
_TYPES = {ResourceKind.WORK: "1", ResourceKind.MATERIAL: "0", ResourceKind.COST: "0"}
_TYPE: Kind[int] = codes.code({0: 0, 1: 1, 2: 0}, 1)


_MEANINGLESS = {
    ResourceKind.WORK: {},
    ResourceKind.MATERIAL: {"OvertimeRate": "0"},
    ResourceKind.COST: {"StandardRate": "0", "OvertimeRate": "0", "CostPerUse": "0"},
}
"""Elements and texts that Microsoft Project does not write for a kind of resource."""


class ResourceWriter:
    """Writes the resource elements of a plan."""

    def __init__(self, project: Project, names: Names, custom: CustomWriter, upkeep: Upkeep) -> None:
        self._project = project
        self._names = names
        self._custom = custom
        self._upkeep = upkeep
        self._composer = Composer(
            Resource,
            RESOURCE,
            schema.RESOURCE,
            given=("MaterialLabel", "MaxUnits", "StandardRate", "OvertimeRate", "CostPerUse", *HYPERLINK, *_LISTS),
            kinds={"Type": _TYPE, "StandardRateFormat": INTEGER, "OvertimeRateFormat": INTEGER},
            owned=("UID", "ID", "IsCostResource", "CalendarUID"),
            defaults=defaults.RESOURCE,
            unsound=names.unsound,
        )

    def __iter__(self) -> Iterator[str]:
        """The elements in the order in which the resources are shown."""
        for number, uid in enumerate(self._project.resource_order, 1):
            yield self._resource(self._project.resources[uid], number)

    def _resource(self, resource: Resource, number: int) -> str:
        pieces: Pieces = {"UID": f"<UID>{self._names.resource(resource.uid)}</UID>"}
        pieces["ID"] = f"<ID>{number}</ID>"
        pieces["Type"] = f"<Type>{_TYPES[resource.kind]}</Type>"
        pieces["IsCostResource"] = f"<IsCostResource>{1 if resource.kind is ResourceKind.COST else 0}</IsCostResource>"
        if resource.calendar is not None:
            pieces["CalendarUID"] = f"<CalendarUID>{resource.calendar}</CalendarUID>"
        info = self._project.info
        pieces |= _rate_pieces("StandardRate", resource.standard_rate, info)
        pieces |= _rate_pieces("OvertimeRate", resource.overtime_rate, info)
        for name, text in _MEANINGLESS[resource.kind].items():
            if name not in pieces or pieces[name] == f"<{name}>{text}</{name}>":
                pieces[name] = ""
        if resource.kind is not ResourceKind.WORK and resource.max_units == 1 and "<MaxUnits>" not in resource.foreign:
            pieces["MaxUnits"] = ""
        if resource.hyperlink is not None:
            pieces |= hyperlink_pieces(resource.hyperlink)
        if resource.rates:
            pieces["Rates"] = f"<Rates>{''.join(_rates(rates, info) for rates in resource.rates)}</Rates>"
        if resource.availability:
            periods = "".join(map(_availability, resource.availability))
            pieces["AvailabilityPeriods"] = f"<AvailabilityPeriods>{periods}</AvailabilityPeriods>"
        if resource.baselines:
            pieces["Baseline"] = write_baselines(resource.baselines, with_duration=False)
        if resource.custom:
            pieces |= self._custom.pieces(resource.custom, "Resource", resource.uid, resource.name)
        pieces |= self._names.of_resource(resource)
        return f"<Resource>{self._composer.text(resource, pieces, self._upkeep.resource(resource))}</Resource>\n"


def _rate_pieces(name: str, rate: Rate, info: ProjectInfo) -> Pieces:
    amount, form = write_rate(rate, info)
    return {name: f"<{name}>{amount}</{name}>", f"{name}Format": f"<{name}Format>{form}</{name}Format>"}


def _rates(rates: CostRates, info: ProjectInfo) -> str:
    standard = "".join(_rate_pieces("StandardRate", rates.standard, info).values())
    overtime = "".join(_rate_pieces("OvertimeRate", rates.overtime, info).values())
    return (
        f"<Rate><RatesFrom>{write_date(rates.start or FIRST_MOMENT)}</RatesFrom>"
        f"<RatesTo>{write_date(rates.finish or LAST_MOMENT)}</RatesTo><RateTable>{rates.table}</RateTable>"
        f"{standard}{overtime}<CostPerUse>{CENTS.write(rates.cost_per_use)}</CostPerUse></Rate>"
    )


def _availability(period: Availability) -> str:
    return (
        f"<AvailabilityPeriod><AvailableFrom>{write_date(period.start or FIRST_MOMENT)}</AvailableFrom>"
        f"<AvailableTo>{write_date(period.finish or LAST_MOMENT)}</AvailableTo>"
        f"<AvailableUnits>{FLOAT.write(period.units)}</AvailableUnits></AvailabilityPeriod>"
    )
