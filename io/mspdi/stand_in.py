"""The assignment to nobody that Microsoft Project needs for a task without resources.

Without it, it shows such a task with no duration, or loses its progress.
"""

from __future__ import annotations

from ...app.project.records import Assignment, AssignmentUid, Task


def stand_in(task: Task, uid: AssignmentUid, duration: int) -> Assignment:
    """The assignment for a task of this duration in minutes; work that counts the clock is not counted."""
    minutes = 0 if task.duration_unit.elapsed else duration
    done = minutes * task.percent_complete // 100
    return Assignment(
        uid=uid,
        task=task.uid,
        work=minutes,
        actual_work=done,
        remaining_work=minutes - done,
        percent_work_complete=task.percent_complete,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
    )
