"""Edits of what custom fields there are: aliases, kinds, lookup tables; and their values on resources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation

from ..i18n import _
from ..project.custom_slots import KEEPS_LOOKUP, slots
from ..project.draft import Draft
from ..project.errors import EditError
from ..project.kinds import Entity, FieldKind
from ..project.lookup import SEPARATOR, codes_of, levelled, numbered
from ..project.patch import Patch
from ..project.project import Project
from ..project.records import NO_VALUES, CustomField, CustomValue, LookupValue, ResourceUid
from ..project.ticket import Ticket, followed
from ..project.widths import replace

_LONGEST_ALIAS = 50

ValueChange = Callable[[CustomValue], CustomValue | None]
"""What becomes of a value; None takes it away."""


def free_slot(project: Project, entity: Entity, kind: FieldKind) -> CustomField:
    """A new custom field in the first free slot of its kind.

    Raises:
        EditError: All slots of the kind are taken.
    """
    for key, name in slots(entity, kind):
        if key not in project.custom_fields:
            return CustomField(key=key, entity=entity, kind=kind, name=name)
    raise EditError(_("All fields of this kind are taken; remove one, or take another kind."))


def define(project: Project, field: CustomField, ticket: Ticket | None = None) -> Patch:
    """Define a custom field, or change what is said of it.

    Where a line of its lookup table was reworded or moved, the records that have it follow.

    Raises:
        EditError: The alias is taken or too long, or the lookup table is not one: empty, double or unfit values, or
            levels that leave one out.
        Cancelled: The ticket said so.
    """
    alias = " ".join(field.alias.split())
    _check_alias(project, field, alias)
    _check_lookup(field)
    before = project.custom_fields.get(field.key)
    draft = Draft(project)
    made = replace(field, alias=alias, lookup=_sound(project, field))
    draft.custom_fields[field.key] = made
    if before is not None and before.lookup:
        _follow(draft, field.key, _reworded(before.lookup, made.lookup), ticket)
    return draft.patch(ticket)


def remove(project: Project, key: str, ticket: Ticket | None = None) -> Patch:
    """Remove a custom field with all its values.

    Raises:
        Cancelled: The ticket said so.
    """
    draft = Draft(project)
    _rewrite(draft, key, _taken_away, ticket)
    del draft.custom_fields[key]
    return draft.patch(ticket)


def set_resource_value(project: Project, uid: ResourceUid, key: str, value: str) -> Patch:
    """Give a resource a value of a custom field, in the form ``CustomValue`` keeps; an empty one takes it away."""
    draft = Draft(project)
    resource = project.resources[uid]
    custom = {one: told for one, told in resource.custom.items() if one != key}
    if value:
        custom[key] = CustomValue(value=value)
    draft.resources[uid] = replace(resource, custom=custom or NO_VALUES)
    return draft.patch()


# -- helpers


def _check_alias(project: Project, field: CustomField, alias: str) -> None:
    if len(alias) > _LONGEST_ALIAS:
        raise EditError(_("The name of a field has at most {count} characters.").format(count=_LONGEST_ALIAS))
    others = [one for one in project.custom_fields.values() if one.entity is field.entity and one.key != field.key]
    if alias and any(alias.casefold() in (one.alias.casefold(), one.name.casefold()) for one in others):
        raise EditError(_("There is a field named {name} already.").format(name=alias))


def _check_lookup(field: CustomField) -> None:
    lines = field.lookup
    if not lines:
        return
    if field.kind not in KEEPS_LOOKUP:
        raise EditError(_("Only text, number and outline code fields have a lookup table."))
    if not levelled(lines) or (field.kind is not FieldKind.OUTLINE_CODE and any(line.level > 1 for line in lines)):
        raise EditError(_("A line stands at most one level below the one above it, and only in outline codes."))
    if any(not line.value.strip() for line in lines):
        raise EditError(_("A line of the lookup table is empty."))
    if field.kind is FieldKind.OUTLINE_CODE and any(SEPARATOR in line.value for line in lines):
        raise EditError(_("The values of an outline code hold no dot: it stands between their levels."))
    if field.kind is FieldKind.NUMBER and not all(_is_number(line.value) for line in lines):
        raise EditError(_("The lookup table of a number field holds numbers."))
    codes = [code.casefold() for code in codes_of(lines)]
    double = next((line for line, code in zip(lines, codes, strict=True) if codes.count(code) > 1), None)
    if double is not None:
        raise EditError(_("{value} stands in the lookup table twice.").format(value=double.value))


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _sound(project: Project, field: CustomField) -> tuple[LookupValue, ...]:
    """The lines without blanks around them, each with a number that no other line of the plan has."""
    others = (one for key, one in project.custom_fields.items() if key != field.key)
    lines = [replace(line, value=line.value.strip()) for line in field.lookup]
    return numbered(lines, {line.line for one in others for line in one.lookup})


def _reworded(before: Iterable[LookupValue], after: Iterable[LookupValue]) -> dict[str, str]:
    """Codes of lines that are still there, to what they are now."""
    old, new = list(before), list(after)
    now = dict(zip((line.line for line in new), codes_of(new), strict=True))
    codes = zip(old, codes_of(old), strict=True)
    return {code: now[line.line] for line, code in codes if now.get(line.line, code) != code}


def _follow(draft: Draft, key: str, reworded: dict[str, str], ticket: Ticket | None) -> None:
    """Give records the present code of the line they have."""

    def follow(value: CustomValue) -> CustomValue:
        return replace(value, value=reworded.get(value.value, value.value))

    if reworded:
        _rewrite(draft, key, follow, ticket)


def _taken_away(_value: CustomValue) -> None:
    return None


def _rewrite(draft: Draft, key: str, change: ValueChange, ticket: Ticket | None) -> None:
    """Change the values of a field on all records."""
    project = draft.project
    for records, table in (
        (project.tasks, draft.tasks), (project.resources, draft.resources), (project.assignments, draft.assignments)
    ):  # fmt: skip
        for uid, record in followed(records.items(), ticket):
            if key in record.custom:
                table[uid] = replace(record, custom=_changed(record.custom, key, change))  # type: ignore[index]
    if key in draft.info.summary_custom:
        draft.info = replace(draft.info, summary_custom=_changed(draft.info.summary_custom, key, change))


def _changed(custom: dict[str, CustomValue], key: str, change: ValueChange) -> dict[str, CustomValue]:
    value = change(custom[key])
    kept = {one: told for one, told in custom.items() if one != key}
    return (kept or NO_VALUES) if value is None else {**kept, key: value}
