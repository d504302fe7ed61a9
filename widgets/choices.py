"""What menus offer by name beside the actions: filters, groups, tables, views. The command palette offers it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Choice(NamedTuple):
    """Something with a name that can be chosen.

    Attributes:
        title: Its name.
        place: The menu in which it stands.
        chosen: It is in force.
        act: Chooses it.
    """

    title: str
    place: str
    chosen: bool
    act: Callable[[], object]
