"""The assignment to nobody that Microsoft Project needs for a task without resources.

Without it, it shows such a task with no duration, or loses its progress.
"""

from __future__ import annotations

from ...app.project.records import Assignment, AssignmentUid, Task


def stand_in(task: Task, uid: AssignmentUid, duration: int) -> Assignment:
    """The assignment for a task of this duration in minutes, all of it work."""
    done = duration * task.percent_complete // 100
    return Assignment(
        uid=uid,
        task=task.uid,
        work=duration,
        actual_work=done,
        remaining_work=duration - done,
        percent_work_complete=task.percent_complete,
        actual_start=task.actual_start,
        actual_finish=task.actual_finish,
    )
