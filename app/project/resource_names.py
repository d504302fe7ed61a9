"""Resources of a task as planners type and read them: ``Ann[50%], Bob; Cement[5 t]``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

import msgspec

from ..i18n import _
from .errors import EditError, quoted
from .kinds import ResourceKind
from .records import Assignment, Resource


class TypedResource(msgspec.Struct, frozen=True):
    """A resource as it was typed.

    Attributes:
        name: Its name.
        amount: What stood in brackets: 0.5 for ``50%``, 5 for ``5 t``; None where there were none.
        label: What followed the amount, such as ``t`` or a currency; empty for none. ``%`` is not kept here.
    """

    name: str
    amount: Decimal | None = None
    label: str = ""


_PIECE = re.compile(r'\s*(?:"([^"]*)"|([^,;\n"\[\]]+?))\s*(?:\[([^\[\]]*)\])?\s*(?:[,;\n]+|$)')
_AMOUNT = re.compile(r"\s*([^\d.,%\s]*)\s*(\d[\d.,]*|[.,]\d+)\s*(.*?)\s*")
_RESERVED = re.compile(r"[,;\n\[\]]")


def parse_resource_names(text: str) -> tuple[TypedResource, ...]:
    """The resources a planner typed, separated by commas or semicolons; none for empty text.

    A name that holds a separator or a bracket stands in double quotes.

    Raises:
        EditError: A piece is no resource, an amount is no number, or a name stands twice.
    """
    found: dict[str, TypedResource] = {}
    at = len(text) - len(text.lstrip(" ,;\n\t"))
    text = text.rstrip()
    while at < len(text):
        match = _PIECE.match(text, at)
        name = (match[1] or match[2] or "").strip() if match else ""
        if match is None or not name:
            raise EditError(
                _("'{text}' is not a resource. Type names, such as Ann[50%], Bob.").format(text=quoted(text[at:]))
            )
        if name.casefold() in found:
            raise EditError(_("{name} is named twice.").format(name=name))
        found[name.casefold()] = _typed(name, match[3])
        at = match.end()
    return tuple(found.values())


def _typed(name: str, inside: str | None) -> TypedResource:
    if inside is None or not inside.strip():
        return TypedResource(name)
    match = _AMOUNT.fullmatch(inside)
    amount = _number(match[2]) if match else None
    if match is None or amount is None:
        raise EditError(
            _("'{text}' is not an amount of {name}. Type it like 50% or 5 t.").format(
                text=quoted(inside), name=quoted(name)
            )
        )
    if match[3] == "%":
        return TypedResource(name, amount / 100)
    return TypedResource(name, amount, match[3] or match[1])


def _number(text: str) -> Decimal | None:
    """A number with a decimal point or comma; where both stand, the last one is the decimal sign."""
    decimal = max(text.rfind("."), text.rfind(","))
    plain = text if decimal < 0 else re.sub("[.,]", "", text[:decimal]) + "." + text[decimal + 1 :]
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def format_resource_names(pairs: Iterable[tuple[Resource | None, Assignment]]) -> str:
    """The resources of a task as they would be typed: ``Ann[50%], Bob, Cement[5 t]``; work for nobody is left out."""
    return ", ".join(_format(resource, one) for resource, one in pairs if resource is not None)


def quoted_name(name: str) -> str:
    """A name as it is typed: in double quotes where it holds a separator or a bracket."""
    return f'"{name}"' if _RESERVED.search(name) else name


def format_typed(typed: TypedResource) -> str:
    """A typed resource as it can be typed again."""
    name = f'"{typed.name}"' if _RESERVED.search(typed.name) else typed.name
    if typed.amount is None:
        return name
    return f"{name}[{typed.amount:f} {typed.label}".rstrip() + "]"


def _format(resource: Resource, one: Assignment) -> str:
    name = quoted_name(resource.name)
    match resource.kind:
        case ResourceKind.WORK:
            inside = "" if one.units == 1.0 else f"{_plain(one.units * 100)}%"
        case ResourceKind.MATERIAL:
            inside = f"{_plain(one.units)} {resource.material_label}".rstrip()
        case ResourceKind.COST:
            inside = "" if one.cost is None else _plain(one.cost)
    return f"{name}[{inside}]" if inside else name


def _plain(number: float | Decimal) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"
