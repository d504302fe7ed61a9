"""The columns of the resource table: what each shows, and the edit behind what is typed into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ...app.edits import resource_calendars, resources
from ...app.edits.rates import format_rate, parse_rate
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.errors import EditError, quoted
from ...app.project.kinds import Accrual, ResourceKind
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import CalendarUid, Resource, ResourceUid

KINDS = {
    ResourceKind.WORK: N_("Work"),
    ResourceKind.MATERIAL: N_("Material"),
    ResourceKind.COST: N_("Cost"),
}
ACCRUALS = {
    Accrual.START: N_("At the start"),
    Accrual.PRORATED: N_("As work is done"),
    Accrual.END: N_("At the end"),
}
K = TypeVar("K")

ANY = frozenset(ResourceKind)
WORK = frozenset({ResourceKind.WORK})
PRICED = frozenset({ResourceKind.WORK, ResourceKind.MATERIAL})


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column.

    Attributes:
        title: To be translated.
        text: What a cell shows.
        edit: What becomes of typed text.
        typed: What a cell holds as it can be typed or chosen; what it shows unless given.
        choices: What can be chosen, where nothing is typed.
        kinds: Resources of which kinds have it.
        hint: What can be typed, shown in the empty field.
    """

    key: str
    title: str
    width: int
    text: Callable[[Project, Resource, Wording], str]
    edit: Callable[[Project, ResourceUid, str, Wording], Patch]
    typed: Callable[[Project, Resource, Wording], str] | None = None
    choices: Callable[[Project], Sequence[str]] | None = None
    kinds: frozenset[ResourceKind] = ANY
    right: bool = False
    hint: str = ""
    tip: str = ""

    def as_typed(self, project: Project, resource: Resource, wording: Wording) -> str:
        """What a cell holds as it can be typed or chosen."""
        return (self.typed or self.text)(project, resource, wording)


def base_calendars(project: Project) -> list[CalendarUid]:
    """The calendars that stand on their own, in the order of their uids."""
    return [uid for uid in sorted(project.calendars) if project.calendars[uid].base is None]


def _percent(units: float) -> str:
    return f"{units * 100:.4g} %"


def _set_units(project: Project, uid: ResourceUid, text: str, wording: Wording) -> Patch:
    number = wording.parse_number(text.strip().removesuffix("%"))
    return resources.set_max_units(project, uid, float(number) / 100)


def _set_kind(project: Project, uid: ResourceUid, text: str, _wording: Wording) -> Patch:
    return resources.set_kind(project, uid, _chosen(KINDS, text))


def _set_accrual(project: Project, uid: ResourceUid, text: str, _wording: Wording) -> Patch:
    return resources.set_accrual(project, uid, _chosen(ACCRUALS, text))


def _chosen(titles: dict[K, str], text: str) -> K:
    found = next((key for key, title in titles.items() if _(title) == text), None)
    if found is None:
        raise EditError(_("'{text}' cannot be chosen here.").format(text=quoted(text)))
    return found


def _as_plan(project: Project) -> str:
    calendar = project.calendars.get(project.info.calendar)
    return _("As the plan ({name})").format(name=calendar.name if calendar else _("Standard"))


def _calendar_choices(project: Project) -> list[str]:
    return [_as_plan(project), *(project.calendars[uid].name for uid in base_calendars(project))]


def _calendar_typed(project: Project, resource: Resource, _wording: Wording) -> str:
    if resource.calendar is None or resource.calendar not in project.calendars:
        return _as_plan(project)
    return project.calendars[resource_calendars.base_calendar(project, resource.uid)].name


def _calendar_text(project: Project, resource: Resource, wording: Wording) -> str:
    text = _calendar_typed(project, resource, wording)
    own = resource_calendars.own_calendar(project, resource.uid)
    if own is None:
        return text
    calendar = project.calendars[own]
    differs = any(hours is not None for hours in calendar.week) or calendar.exceptions or calendar.work_weeks
    return _("{name}, with own times").format(name=text) if differs else text


def _set_calendar(project: Project, uid: ResourceUid, text: str, _wording: Wording) -> Patch:
    if text == _as_plan(project):
        return resource_calendars.set_base_calendar(project, uid, None)
    found = next((one for one in base_calendars(project) if project.calendars[one].name == text), None)
    if found is None:
        raise EditError(_("There is no calendar named {name}.").format(name=text))
    return resource_calendars.set_base_calendar(project, uid, found)


COLUMNS = (
    Column(
        key="name",
        title=N_("Name"),
        width=170,
        text=lambda _p, one, _w: one.name,
        edit=lambda p, uid, text, _w: resources.rename(p, uid, text),
    ),
    Column(
        key="kind",
        title=N_("Kind"),
        width=82,
        text=lambda _p, one, _w: _(KINDS[one.kind]),
        edit=_set_kind,
        choices=lambda _p: [_(title) for title in KINDS.values()],
        tip=N_("Work for people and machines, material for what is used up, cost for money spent"),
    ),
    Column(
        key="max_units",
        title=N_("Max"),
        width=66,
        text=lambda _p, one, _w: _percent(one.max_units),
        edit=_set_units,
        kinds=WORK,
        right=True,
        hint="50 %",
        tip=N_("How much there is of it: 50 % is half a person, 300 % three machines"),
    ),
    Column(
        key="rate",
        title=N_("Rate"),
        width=92,
        text=lambda _p, one, w: format_rate(one.standard_rate, w),
        edit=lambda p, uid, text, w: resources.set_standard_rate(p, uid, parse_rate(text, w, p.resources[uid].kind)),
        kinds=PRICED,
        right=True,
        hint="80/h, 640/d",
        tip=N_("What it costs in a time, such as 80/h or 640/d; of material, a piece"),
    ),
    Column(
        key="overtime",
        title=N_("Overtime"),
        width=92,
        text=lambda _p, one, w: format_rate(one.overtime_rate, w) if one.overtime_rate.amount else "",
        typed=lambda _p, one, w: format_rate(one.overtime_rate, w),
        edit=lambda p, uid, text, w: resources.set_overtime_rate(p, uid, parse_rate(text, w, p.resources[uid].kind)),
        kinds=WORK,
        right=True,
        hint="120/h",
    ),
    Column(
        key="per_use",
        title=N_("Per use"),
        width=78,
        text=lambda _p, one, w: w.money(one.cost_per_use) if one.cost_per_use else "",
        typed=lambda _p, one, w: w.money(one.cost_per_use),
        edit=lambda p, uid, text, w: resources.set_cost_per_use(p, uid, w.parse_money(text or "0")),
        kinds=PRICED,
        right=True,
        tip=N_("What it costs each time it is used, besides its rate"),
    ),
    Column(
        key="calendar",
        title=N_("Calendar"),
        width=188,
        text=_calendar_text,
        typed=_calendar_typed,
        edit=_set_calendar,
        choices=_calendar_choices,
        kinds=WORK,
    ),
    Column(
        key="group",
        title=N_("Group"),
        width=110,
        text=lambda _p, one, _w: one.group,
        edit=lambda p, uid, text, _w: resources.set_group(p, uid, text),
    ),
    Column(
        key="email",
        title=N_("E-mail"),
        width=170,
        text=lambda _p, one, _w: one.email,
        edit=lambda p, uid, text, _w: resources.set_email(p, uid, text),
        kinds=WORK,
    ),
    Column(
        key="initials",
        title=N_("Initials"),
        width=62,
        text=lambda _p, one, _w: one.initials,
        edit=lambda p, uid, text, _w: resources.set_initials(p, uid, text),
    ),
    Column(
        key="label",
        title=N_("Unit"),
        width=60,
        text=lambda _p, one, _w: one.material_label,
        edit=lambda p, uid, text, _w: resources.set_material_label(p, uid, text),
        kinds=frozenset({ResourceKind.MATERIAL}),
        tip=N_("In what material is counted, such as t or licences"),
    ),
    Column(
        key="accrual",
        title=N_("Cost falls due"),
        width=120,
        text=lambda _p, one, _w: _(ACCRUALS[one.accrue_at]),
        edit=_set_accrual,
        choices=lambda _p: [_(title) for title in ACCRUALS.values()],
    ),
)
