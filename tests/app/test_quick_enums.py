"""Enumerations that are made quickly are what Python makes of the same names."""

from __future__ import annotations

import enum
import pickle
import subprocess
import sys
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.cli import quick_enums

from ..laws import law

KINDS = (enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag)
NAMES = st.one_of(
    st.sampled_from(["A", "B", "None_", "real", "bit_length", "name", "value", "_ignored", "__private", "mro", ""]),
    st.from_regex(r"[A-Z][a-z]{0,3}", fullmatch=True),
)
VALUES = st.one_of(st.integers(-3, 9), st.sampled_from([0x10, 0x80, 0xFF, 1 << 31, 0xFFFFFFFF, -(1 << 31)]))
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=12, unique_by=lambda pair: pair[0])

pytestmark = pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="only Python 3.11 makes them slowly")


@law(200)
@given(kind=st.sampled_from(KINDS), pairs=PAIRS, keep=st.booleans())
def test_whatever_can_be_asked_of_an_enumeration_is_answered_alike(kind: Any, pairs: Any, keep: bool) -> None:
    more = {"boundary": enum.FlagBoundary.KEEP} if keep and issubclass(kind, enum.Flag) else {}

    assert told(kind, quick_enums._created, pairs, more) == told(kind, quick_enums._plainly, pairs, more)


class Doubled(enum.Enum):
    """Says itself what its members have."""

    def __init__(self, value: int) -> None:
        self.double = 2 * value


class Halves(float, enum.Enum):
    """Has other values than numbers without a fraction."""


@pytest.mark.parametrize(
    ("kind", "names", "more"),
    [
        (Doubled, [("A", 1)], {}),
        (Halves, [("A", 1)], {}),
        (enum.Enum, [("A", 1)], {"type": float}),
        (enum.Enum, [("A", 1), ("A", 2)], {}),
        (enum.Enum, [("A",)], {}),
    ],
)
def test_what_python_makes_otherwise_is_left_to_it(kind: Any, names: Any, more: Any) -> None:
    def said(create: Any) -> Any:
        try:
            return [
                (*map(repr, vars(one)), repr(one.value), getattr(one, "double", 0))
                for one in create(kind, "Made", names, **more)
            ]
        except (TypeError, ValueError) as error:
            return str(error)

    assert said(quick_enums._created) == said(quick_enums._plainly)


def test_all_names_of_qt_are_what_they_are_without() -> None:
    code = """
import enum, sys
if {quickly}:
    from gantline.app.cli.quick_enums import quick_enums
    quick_enums()
from PySide6 import QtCore, QtGui, QtWidgets
for room in (QtCore, QtGui, QtWidgets):
    for owner in (getattr(room, name) for name in dir(room)):
        for one in [owner, *vars(owner).values()] if isinstance(owner, type) else []:
            if isinstance(one, enum.EnumType):
                print(one.__module__, one.__qualname__, one.__bases__, list(one), list(one.__members__.items()))
"""
    plain, quick = (
        subprocess.check_output([sys.executable, "-c", code.format(quickly=quickly)], timeout=60)
        for quickly in (False, True)
    )

    assert plain.count(b"\n") > 400
    assert quick == plain


def told(kind: Any, create: Any, pairs: list[tuple[str, int]], more: dict[str, Any]) -> Any:
    """Everything that an enumeration made in this way says of itself, or why there is none."""
    try:
        made = create(kind, "Made", pairs, module=__name__, **more)
    except (TypeError, ValueError) as error:
        return str(error)
    known = {
        key: repr(value) for key, value in vars(made).items() if not (callable(value) or hasattr(value, "__get__"))
    }
    return known, repr(list(made)), dir(made), len(made), [of_member(made, name) for name in made.__members__]


def of_member(made: Any, name: str) -> Any:
    member = made[name]
    globals()["Made"] = made  # where pickling looks for it
    said = [repr(member), str(member), hash(member), member.name, member.value, made(member.value) is member]
    said += [getattr(made, name) is member, {**vars(member), "__objclass__": None}, pickle.loads(pickle.dumps(member))]
    if issubclass(made, enum.Flag):
        for other in made:
            with suppress(ValueError, AttributeError):  # as Python itself has it
                said += [member | other, member & other, ~member]
                said += list(member)
    return [repr(one) for one in said]
