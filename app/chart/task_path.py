"""The path of tasks: what comes before the selected ones and after them, and which of it drives."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count

from ..project.project import Project
from ..project.records import TaskUid
from ..project.steps import Steps, at_once
from ..schedule.schedule import Schedule
from . import styles
from .marks import Bar, Batch, Rects, ints
from .options import Path

MOST = 20_000
"""No more tasks than this are followed."""

STYLES = {
    Path.PREDECESSORS: styles.PATH_BEFORE,
    Path.DRIVING: styles.PATH_DRIVING,
    Path.SUCCESSORS: styles.PATH_AFTER,
    Path.DRIVEN: styles.PATH_DRIVEN,
}


def task_path(
    project: Project, schedule: Schedule, uids: Collection[TaskUid], paths: Collection[Path]
) -> dict[TaskUid, Path]:
    """The tasks on the paths asked for, without those they start from; of two paths that with more to say counts."""
    return at_once(task_path_in_steps(project, schedule, uids, paths))


def task_path_in_steps(
    project: Project, schedule: Schedule, uids: Collection[TaskUid], paths: Collection[Path]
) -> Steps[dict[TaskUid, Path]]:
    """The same, found bit by bit."""
    found: dict[TaskUid, Path] = {}
    for path, step in _STEPS.items():
        if path in paths:
            reached = yield from _reached(uids, lambda uid, step=step: step(project, schedule, uid))
            found.update(dict.fromkeys(reached, path))
    return found


def path_marks(bars: Iterable[Bar | None], path: Mapping[TaskUid, Path]) -> list[Batch]:
    """Outlines of the bars on a path: of what comes before drawn through, of what comes after dashed, thick where it
    drives.
    """
    boxes: dict[Path, list[tuple[int, int, int, int]]] = {}
    for bar in bars:
        if bar is not None and bar.uid in path:
            left, right = max(bar.left, -_BEYOND), min(bar.right, _BEYOND * _BEYOND)
            box = (left - 3, bar.top - 3, right - left + 6, bar.bottom - bar.top + 6)
            boxes.setdefault(path[bar.uid], []).append(box)
    return [Rects(STYLES[one], ints(found, 4)) for one, found in boxes.items()]


_BEYOND = 100

_TOGETHER = 100
"""So many tasks are followed in a step."""


def _reached(uids: Collection[TaskUid], step: Callable[[TaskUid], Iterator[TaskUid]]) -> Steps[Sequence[TaskUid]]:
    known, waiting, found = set(uids), list(uids), list[TaskUid]()
    for turn in count():
        if not waiting or len(found) >= MOST:
            break
        if turn % _TOGETHER == 0:
            yield
        for uid in step(waiting.pop()):
            if uid not in known:
                known.add(uid)
                waiting.append(uid)
                found.append(uid)
    return found


def _before(project: Project, _schedule: Schedule, uid: TaskUid) -> Iterator[TaskUid]:
    """Its own predecessors and those of the summaries above; they hold it back too."""
    for one in (uid, *project.ancestors(uid)):
        yield from (link.predecessor for link in project.predecessors(one))


def _driving(_project: Project, schedule: Schedule, uid: TaskUid) -> Iterator[TaskUid]:
    row = schedule.rows.get(uid)
    driver = schedule.driver[row] if row is not None else None
    if driver is not None and driver.task is not None:
        yield driver.task


def _after(project: Project, _schedule: Schedule, uid: TaskUid) -> Iterator[TaskUid]:
    """Its own successors, those of the summaries above, and what stands below such."""
    for one in (uid, *project.ancestors(uid)):
        for link in project.successors(one):
            yield link.successor
            yield from (child for child, _level in project.outline(link.successor))


def _driven(project: Project, schedule: Schedule, uid: TaskUid) -> Iterator[TaskUid]:
    return (one for one in _after(project, schedule, uid) if uid in _driving(project, schedule, one))


_STEPS = {
    Path.PREDECESSORS: _before,
    Path.DRIVING: _driving,
    Path.SUCCESSORS: _after,
    Path.DRIVEN: _driven,
}
"""Steps along the paths; what drives comes after what merely precedes, for it counts more."""
