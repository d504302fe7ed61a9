"""Makes enumerations quickly, of which Qt has 270 with 4,300 members at every start."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import Enum, EnumType, Flag, IntEnum, IntFlag
from typing import Any, Final

_plainly: Final = EnumType._create_  # type: ignore[attr-defined]

_KINDS: Final = {Enum, IntEnum, Flag, IntFlag}
"""What Qt's are made of; kinds that others made of them may say themselves how members are made."""

_OTHERWISE: Final = {"name", "value", "mro"}
"""Names that mean something in a class of members already."""


def quick_enums() -> None:
    """From now on, make them quickly with Python 3.11; others are left as they are.

    It makes a member with several changes of its class, and forgets after each what it knows of the class. That takes
    a tenth of the time to the first paint. Here members are made before the class is given them all.
    """
    if sys.version_info[:2] == (3, 11):
        EnumType._create_ = _created  # type: ignore[attr-defined]


def _created(cls: Any, class_name: str, names: Any, *, module: str | None = None, **more: Any) -> Any:
    """As Python's own, which makes what is called as ``Enum("Name", [("A", 1), ("B", 2)])``."""
    module = module or sys._getframe(2).f_globals.get("__name__")
    if cls not in _KINDS or more.get("type") or not _are_plain(names):
        return _plainly(cls, class_name, names, module=module, **more)
    made = _plainly(cls, class_name, (), module=module, **more)
    _give(made, names)
    return made


def _are_plain(names: Any) -> bool:
    return isinstance(names, list | tuple) and all(map(_is_plain, names)) and len(dict(names)) == len(names)


def _is_plain(pair: Any) -> bool:
    """Whether it is a name and a number of which Python makes no more than a member."""
    if type(pair) is not tuple or len(pair) != 2 or type(pair[1]) is not int:
        return False
    return pair[0][:1] not in ("", "_") and pair[0] not in _OTHERWISE


def _give(made: Any, names: Sequence[tuple[str, int]]) -> None:
    """Give an enumeration without members these; what is said of a member twice is another name of it."""
    new, with_value, flags = made._new_member_, made._use_args_, issubclass(made, Flag)
    by_name, by_value, listed = made._member_map_, made._value2member_map_, made._member_names_
    for name, value in names:
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if with_value else new(made)
            member._value_, member._name_, member.__objclass__, member._sort_order_ = value, name, made, len(listed)
            if not flags or _is_single(value):
                listed.append(name)
        by_name[name] = member
    for name, member in by_name.items():
        type.__setattr__(made, name, member)
    if flags:
        _note_bits(made)


def _note_bits(made: Any) -> None:
    """Note which bits the members of a flag have, and whether they stand in the order of their bits."""
    mask = single = 0
    for value in made._value2member_map_:
        mask |= value
        single |= value if _is_single(value) else 0
    made._flag_mask_, made._singles_mask_, made._all_bits_ = mask, single, 2 ** mask.bit_length() - 1
    order = [made._member_map_[name]._value_ for name in made._member_names_]
    if order != sorted(order):
        made._iter_member_ = made._iter_member_by_def_


def _is_single(value: int) -> bool:
    return value != 0 and not value & (value - 1)
