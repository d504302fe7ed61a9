"""Writes the links of tasks, to tasks of the plan and of other files."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter

from ...app.project.kinds import DependencyKind, TimeUnit
from ...app.project.project import Project
from ...app.project.records import Dependency, ExternalLink, Task, TaskUid
from . import codes
from .composing import in_order
from .names import Names
from .values import INTEGER, TENTHS, Kind
from .xml_text import content, escaped, sound_fragments

_ORDER = ("PredecessorUID", "Type", "CrossProject", "CrossProjectName", "LinkLag", "LagFormat")
_SORT = attrgetter("kind", "lag", "lag_unit", "foreign")
_HERE = "\0"
"""Stands where the predecessor will; XML has no such character."""


class LinkWriter:
    """Writes link elements; those that are alike but for the predecessor are put together once."""

    def __init__(self, project: Project, names: Names) -> None:
        self._names = names
        self._around: dict[tuple[DependencyKind, int, TimeUnit, str], tuple[str, str]] = {}
        self._links: defaultdict[TaskUid, list[Dependency]] = defaultdict(list)
        for link in project.dependencies.values():
            self._links[link.successor].append(link)

    def of(self, task: Task) -> str:
        """The links that drive a task, in the order they were made."""
        texts: list[str] = []
        for link in self._links.get(task.uid, ()):
            before, after = self._around.get(sort := _SORT(link)) or self._around.setdefault(sort, self._made(link))
            texts.append(f"{before}{self._names.task(link.predecessor)}{after}")
        if task.external_links:
            texts += map(self._external, task.external_links)
        return "".join(texts)

    def _made(self, link: Dependency) -> tuple[str, str]:
        """What stands before and after the predecessor in links that are alike but for that."""
        leaves = {"PredecessorUID": _HERE, "CrossProject": "0", **_sort(link)}
        before, _here, after = self._element(leaves, link, ("PredecessorUID", "CrossProjectName")).partition(_HERE)
        return before, after

    def _external(self, link: ExternalLink) -> str:
        leaves = {
            "PredecessorUID": "0",
            "CrossProject": "1",
            "CrossProjectName": escaped(link.path),
            **_sort(link),
        }
        return self._element(leaves, link, ("CrossProjectName",))

    def _element(self, leaves: dict[str, str], link: Dependency | ExternalLink, owned: tuple[str, ...]) -> str:
        """A link with what it carries; a carried spelling counts as long as it means the same."""
        pieces = {name: f"<{name}>{text}</{name}>" for name, text in leaves.items()}
        kinds = _kinds(link)
        for name, piece in self._sound(link.foreign):
            if name in owned or (name in kinds and not _means(piece, kinds[name], leaves[name])):
                continue
            pieces[name] = piece
        return f"<PredecessorLink>{in_order(pieces, _ORDER)}</PredecessorLink>"

    def _sound(self, text: str) -> list[tuple[str, str]]:
        try:
            return sound_fragments(text)
        except ValueError:
            self._names.unsound(text)
            return []


def _sort(link: Dependency | ExternalLink) -> dict[str, str]:
    lag = str(link.lag) if link.lag_unit.percent else TENTHS.write(link.lag)
    return {
        "Type": codes.LINK_TYPE.write(link.kind),
        "LinkLag": lag,
        "LagFormat": codes.DURATION_UNIT.write(link.lag_unit),
    }


def _kinds(link: Dependency | ExternalLink) -> dict[str, Kind]:
    lag = INTEGER if link.lag_unit.percent else TENTHS
    return {"Type": codes.LINK_TYPE, "LinkLag": lag, "LagFormat": codes.DURATION_UNIT}


def _means(piece: str, kind: Kind, text: str) -> bool:
    """Whether a carried element means the value that is written so."""
    try:
        return kind.write(kind.read(content(piece))[0]) == text
    except (ValueError, OverflowError):
        return False
