"""The rows of a view taken down, with the headings of groups in words: what is printed and exported of it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..project.moments import Minute
from ..project.project import Project
from ..project.records import TaskUid


class Heading(msgspec.Struct, frozen=True, kw_only=True):
    """The heading of a group.

    Attributes:
        title: The value that its tasks share.
        tasks: How many they are, in words.
        texts: What it says in columns, by field.
        values: The same as numbers: minutes for dates, durations and work.
        extent: From the first start to the last finish of its tasks.
        inner: It stands for a summary task within a group.
    """

    title: str
    tasks: str
    texts: dict[str, str]
    values: dict[str, float] = {}
    extent: tuple[Minute, Minute] | None = None
    inner: bool = False


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """Rows from the first to the last.

    Attributes:
        uids: The tasks, and below 0 the headings among them.
        levels: How far each is set in, 1 for not at all.
        headings: The headings by uid.
        paths: Of tasks that stand without their summary tasks, the names of these.
    """

    uids: tuple[TaskUid, ...]
    levels: tuple[int, ...]
    headings: dict[TaskUid, Heading] = {}
    paths: dict[TaskUid, str] = {}

    @classmethod
    def whole(cls, project: Project) -> Listing:
        """Every task of a plan, in the plan's order."""
        rows = list(project.outline())
        return cls(uids=tuple(uid for uid, _level in rows), levels=tuple(level for _uid, level in rows))

    @classmethod
    def of(cls, project: Project, uids: Iterable[TaskUid]) -> Listing:
        """Some tasks of a plan, in this order."""
        chosen = tuple(uids)
        return cls(uids=chosen, levels=tuple(project.level(uid) for uid in chosen))

    def extent(self, uid: TaskUid) -> tuple[Minute, Minute] | None:
        """From the first start to the last finish below a heading."""
        return self.headings[uid].extent

    @property
    def tasks(self) -> list[TaskUid]:
        """The tasks among the rows."""
        return [uid for uid in self.uids if uid > 0]
