"""What set the dates of tasks, kept as numbers: most of them are links, and nobody asks for more than a few."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol, overload

import msgspec

from ..project.records import DependencyKey, TaskUid
from .codes import CHILD, NOBODY, PLACES


class DriverKind(StrEnum):
    """What a date hangs on."""

    PROJECT_START = "project start"
    PROJECT_FINISH = "project finish"
    LINK = "link"
    CONSTRAINT = "constraint"
    MANUAL = "manual"
    ACTUAL = "actual"
    SUMMARY = "summary"  # a manual summary's start holds its tasks back
    LEVELLING = "levelling"
    EXTERNAL = "external"
    CHILDREN = "children"  # of a summary task: its tasks


class Driver(msgspec.Struct, frozen=True, gc=False):
    """What set a task's start.

    Attributes:
        kind: What it is.
        task: The task behind it: the predecessor, the summary or the child; None where there is none.
        dependency: The link, where one drives; it may be a summary's, inherited.
        behind: Of a levelling delay, what it is counted from; None for the project start.
    """

    kind: DriverKind
    task: TaskUid | None = None
    dependency: DependencyKey | None = None
    behind: Driver | None = None


class Linked(Protocol):
    """Rows and the links between them, as a network has them."""

    uids: list[TaskUid]

    def key(self, link: int) -> DependencyKey:
        """The tasks a link ties."""
        ...


class Drivers(Sequence[Driver | None]):
    """What set the start of each row; None where nothing but the project start did.

    Attributes:
        codes: Each as a number: of a link, ``NOBODY``, ``CHILD`` and a row, or below those a place among the others.
        network: Has the links; whoever enters links sets it.
    """

    def __init__(self, rows: int) -> None:
        """Begin with nothing for so many rows."""
        self.codes = array(PLACES, [NOBODY]) * rows
        self.network: Linked | None = None
        self._others: list[Driver] = []
        self._code_of: dict[Driver, int] = {}

    @overload
    def __getitem__(self, row: int) -> Driver | None: ...
    @overload
    def __getitem__(self, row: slice) -> list[Driver | None]: ...
    def __getitem__(self, row: int | slice) -> Driver | list[Driver | None] | None:
        if isinstance(row, slice):
            return [self.of(code) for code in self.codes[row]]
        return self.of(self.codes[row])

    def __len__(self) -> int:
        return len(self.codes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Drivers) and self[:] == other[:]

    __hash__ = None  # type: ignore[assignment]

    def of(self, code: int) -> Driver | None:
        """The driver of a number."""
        if code < NOBODY:
            return self._others[NOBODY - 1 - code]
        if code == NOBODY:
            return None
        assert self.network is not None
        if code >= CHILD:
            return Driver(DriverKind.CHILDREN, self.network.uids[code - CHILD])
        key = self.network.key(code)
        return Driver(DriverKind.LINK, key[0], key)

    def code(self, driver: Driver) -> int:
        """The number of a driver that is neither a link nor a task of a summary."""
        code = self._code_of.get(driver)
        if code is None:
            code = self._code_of[driver] = NOBODY - 1 - len(self._others)
            self._others.append(driver)
        return code

    def copy(self) -> Drivers:
        """An equal list that changes of this one do not reach."""
        twin = Drivers(0)
        twin.codes, twin.network = self.codes[:], self.network
        twin._others, twin._code_of = self._others, self._code_of
        return twin
