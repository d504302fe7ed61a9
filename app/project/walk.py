"""A walk through the outline: the tasks in the order of the table, found once for all that lay a plan out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

import msgspec
import numpy as np

from .records import TaskUid
from .rows import Ints
from .steps import PART, Steps


class Walk(msgspec.Struct, frozen=True, gc=False):
    """Tasks one below the other; a *place* is a position in that order, from 0. Never changed.

    Attributes:
        uids: The tasks.
        parents: The place of the summary task above each, -1 at the top.
    """

    uids: list[TaskUid]
    parents: Ints


def walked(children: Mapping[TaskUid, Sequence[TaskUid]], tops: Sequence[TaskUid]) -> Steps[Walk]:
    """Some tasks that stand next to each other, with all below them, as if they stood at the top level."""
    uids, parents = list[TaskUid](), list[int]()
    stack: list[tuple[Iterator[TaskUid], int]] = [(iter(tops), -1)]
    summaries, pause = children.keys(), PART
    while stack:
        siblings, parent = stack[-1]
        for uid in siblings:
            place = len(uids)
            uids.append(uid)
            parents.append(parent)
            if place >= pause:
                pause = place + PART
                yield
            below = children.get(uid, ())
            if not summaries.isdisjoint(below):
                stack.append((iter(below), place))
                break
            uids += below
            parents += repeat(place, len(below))
        else:
            stack.pop()
    return Walk(uids, np.array(parents, np.int64))
