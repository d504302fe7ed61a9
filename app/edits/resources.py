"""Edits of resources: who and what there is, how much of it, what it costs and when it works."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ..i18n import _, ngettext
from ..project.draft import Draft
from ..project.errors import EditError, quoted
from ..project.kinds import Accrual, ResourceKind
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import Availability, CostRates, Hyperlink, Rate, Resource, ResourceUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace
from .resource_calendars import forget_dates_of, own_calendar

_RESERVED = frozenset(",[]")
_MOST_UNITS = 600_000.0


def add(project: Project, name: str, *, kind: ResourceKind = ResourceKind.WORK) -> Patch:
    """Add a resource at the end of the list.

    Raises:
        EditError: The name is empty, taken or holds a comma or square bracket.
    """
    checked = _name(project, name)
    draft, info = Draft(project), project.info
    uid = ResourceUid(project.new_uid("resources"))
    material = kind is ResourceKind.MATERIAL
    draft.resources[uid] = Resource(
        uid=uid,
        name=checked,
        initials=checked[:1],
        kind=kind,
        standard_rate=Rate(unit=None) if material else info.default_standard_rate,
        overtime_rate=Rate(unit=None) if material else info.default_overtime_rate,
    )
    draft.plan["resource_order"] = (*project.resource_order, uid)
    return draft.patch()


def free_name(project: Project, wanted: str) -> str:
    """The name, or where it is taken the name with the lowest number from 2 on that makes it free."""
    taken = {one.name.casefold() for one in project.resources.values()}
    number, name = 1, wanted
    while name.casefold() in taken:
        number += 1
        name = f"{wanted} {number}"
    return name


def delete(project: Project, uids: Iterable[ResourceUid], ticket: Ticket | None = None) -> Patch:
    """Delete resources with their assignments and the calendars that are theirs alone.

    Raises:
        Cancelled: The ticket said so.
    """
    draft, gone = Draft(project), set(uids)
    for uid in gone:
        forget_dates_of(draft, uid, ticket)
        for one in followed(project.assignment_uids_to(uid), ticket):
            del draft.assignments[one]
        own = own_calendar(project, uid)
        if own is not None:
            del draft.calendars[own]
        del draft.resources[uid]
    draft.plan["resource_order"] = tuple(uid for uid in project.resource_order if uid not in gone)
    return draft.patch(ticket)


def move(project: Project, uids: Iterable[ResourceUid], place: int) -> Patch:
    """Move resources, in the order of the list, so that the first of them is at a place among the others."""
    chosen = set(uids)
    moved = [uid for uid in project.resource_order if uid in chosen]
    others = [uid for uid in project.resource_order if uid not in chosen]
    place = min(max(place, 0), len(others))
    draft = Draft(project)
    draft.plan["resource_order"] = (*others[:place], *moved, *others[place:])
    return draft.patch()


def rename(project: Project, uid: ResourceUid, name: str) -> Patch:
    """Give a resource another name, and its own calendar, where it has the same.

    Raises:
        EditError: The name is empty, taken or holds a comma or square bracket.
    """
    draft, before = Draft(project), project.resources[uid]
    _change(draft, uid, name=_name(project, name, uid))
    own = own_calendar(project, uid)
    if own is not None and project.calendars[own].name == before.name:
        draft.calendars[own] = replace(project.calendars[own], name=draft.resources[uid].name)
    return draft.patch()


def set_kind(project: Project, uid: ResourceUid, kind: ResourceKind) -> Patch:
    """Make a resource one of work, material or cost.

    Raises:
        EditError: It is at work on tasks, where its units mean something else for another kind.
    """
    resource = project.resources[uid]
    count = sum(1 for _one in project.assignments_to(uid))
    if kind is resource.kind:
        return Patch()
    if count:
        raise EditError(
            ngettext(
                "{name} is used by a task; take it off that task before you make it another kind of resource.",
                "{name} is used by {count} tasks; take it off those tasks before you make it another kind of resource.",
                count,
            ).format(name=resource.name, count=count)
        )
    draft = Draft(project)
    unit = None if kind is ResourceKind.MATERIAL else Rate().unit
    rates = {
        name: Rate(amount=getattr(resource, name).amount, unit=unit) for name in ("standard_rate", "overtime_rate")
    }
    _change(draft, uid, kind=kind, **(rates if ResourceKind.MATERIAL in (kind, resource.kind) else {}))
    return draft.patch()


def set_max_units(project: Project, uid: ResourceUid, units: float) -> Patch:
    """Say how much there is of a resource, from now on always: periods with other amounts are dropped.

    Raises:
        EditError: The units are negative or absurdly many.
    """
    if not 0 <= units <= _MOST_UNITS:
        raise EditError(_("There is between 0 % and 60 000 000 % of a resource."))
    draft = Draft(project)
    _change(draft, uid, max_units=units, availability=())
    return draft.patch()


def set_availability(project: Project, uid: ResourceUid, periods: Iterable[Availability]) -> Patch:
    """Say how much there is of a resource in which period; none leaves what there is always.

    A single period without ends says the same as the greatest units, which follow the periods.

    Raises:
        EditError: A period ends before it begins, two overlap, or units are negative.
    """
    told = tuple(sorted(periods, key=lambda one: one.start or datetime.min))
    for one, other in pairwise(told):
        if one.finish is None or other.start is None or other.start < one.finish:
            raise EditError(_("Two periods of availability overlap; one ends before the next begins."))
    for one in told:
        if one.start is not None and one.finish is not None and one.finish < one.start:
            raise EditError(_("A period does not end before it begins."))
        if not 0 <= one.units <= _MOST_UNITS:
            raise EditError(_("There is between 0 % and 60 000 000 % of a resource."))
    draft = Draft(project)
    always = len(told) == 1 and told[0].start is None and told[0].finish is None
    most = max((one.units for one in told), default=project.resources[uid].max_units)
    _change(draft, uid, availability=() if always else told, max_units=most)
    return draft.patch()


def set_rates(project: Project, uid: ResourceUid, table: int, lines: Iterable[CostRates]) -> Patch:
    """Give a resource another cost rate table, 0 to 4 for A to E: lines of which each holds until the next begins.

    The first line holds from the beginning. That of table A is the plain rates of the resource.

    Raises:
        EditError: Two lines begin at the same time, or a rate is negative.
    """
    told = sorted(lines, key=lambda one: one.start or datetime.min)
    if any(one.start == other.start for one, other in pairwise(told)):
        raise EditError(_("Two lines of a cost rate table begin on the same day."))
    for line in told:
        if min(line.standard.amount, line.overtime.amount, line.cost_per_use) < 0:
            raise EditError(_("A rate is not negative."))
    ends = [*(line.start for line in told[1:]), None]
    made = [
        replace(line, table=table, start=line.start if place else None, finish=end)
        for place, (line, end) in enumerate(zip(told, ends, strict=True))
    ]
    resource = project.resources[uid]
    plain: dict[str, Any] = {}
    if table == 0:
        first = made[0] if made else CostRates()
        plain = {
            "standard_rate": first.standard, "overtime_rate": first.overtime, "cost_per_use": first.cost_per_use
        }  # fmt: skip
    others = [one for one in resource.rates if one.table != table]
    needed = made if table or len(made) > 1 or others else []
    rates = tuple(sorted([*others, *needed], key=lambda one: (one.table, one.start or datetime.min)))
    return _set(project, uid, rates=rates, **plain)


def set_standard_rate(project: Project, uid: ResourceUid, rate: Rate) -> Patch:
    """Give a resource another rate; the first one of its rate table follows."""
    return _set_rate(project, uid, "standard_rate", "standard", rate)


def set_overtime_rate(project: Project, uid: ResourceUid, rate: Rate) -> Patch:
    """Give a resource another rate for overtime."""
    return _set_rate(project, uid, "overtime_rate", "overtime", rate)


def set_cost_per_use(project: Project, uid: ResourceUid, amount: Decimal) -> Patch:
    """Say what a resource costs each time it is used."""
    return _set_rate(project, uid, "cost_per_use", "cost_per_use", amount)


def set_accrual(project: Project, uid: ResourceUid, accrual: Accrual) -> Patch:
    """Say when the cost of a resource falls due."""
    return _set(project, uid, accrue_at=accrual)


def set_initials(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Give a resource other initials."""
    return _set(project, uid, initials=_line(text))


def set_code(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Give a resource another code."""
    return _set(project, uid, code=_line(text))


def set_group(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Put a resource into a group."""
    return _set(project, uid, group=_line(text))


def set_email(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Give a resource an e-mail address.

    Raises:
        EditError: It cannot be one.
    """
    address = _line(text)
    before, at, after = address.partition("@")
    if address and (not at or not before or not after or " " in address):
        raise EditError(_("'{text}' is not an e-mail address.").format(text=quoted(address)))
    return _set(project, uid, email=address)


def set_material_label(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Say in which unit a material is counted."""
    return _set(project, uid, material_label=_line(text))


def set_notes(project: Project, uid: ResourceUid, text: str) -> Patch:
    """Give a resource other notes."""
    return _set(project, uid, notes=text)


def set_hyperlink(project: Project, uid: ResourceUid, link: Hyperlink | None) -> Patch:
    """Link a resource to an address; None takes the link away."""
    return _set(project, uid, hyperlink=link)


# -- helpers


def _set(project: Project, uid: ResourceUid, **fields: Any) -> Patch:
    draft = Draft(project)
    _change(draft, uid, **fields)
    return draft.patch()


def _change(draft: Draft, uid: ResourceUid, **fields: Any) -> None:
    draft.resources[uid] = replace(draft.resources[uid], **fields)


def _set_rate(project: Project, uid: ResourceUid, field: str, in_table: str, value: Rate | Decimal) -> Patch:
    if (value.amount if isinstance(value, Rate) else value) < 0:
        raise EditError(_("A rate is not negative."))
    rates = tuple(
        replace(one, **{in_table: value}) if one.table == 0 and one.start is None else one
        for one in project.resources[uid].rates
    )
    return _set(project, uid, rates=rates, **{field: value})


def _name(project: Project, text: str, uid: ResourceUid | None = None) -> str:
    name = _line(text)
    if not name:
        raise EditError(_("A resource needs a name."))
    if not _RESERVED.isdisjoint(name):
        raise EditError(_("The name of a resource holds no comma and no square bracket."))
    if any(one.name.casefold() == name.casefold() for one in project.resources.values() if one.uid != uid):
        raise EditError(_("There is a resource named {name} already.").format(name=name))
    return name


def _line(text: str) -> str:
    return " ".join(text.split())
