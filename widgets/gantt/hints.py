"""What the chart tells of a bar or link under the pointer."""

from __future__ import annotations

from html import escape

from ...app.chart.describe import Facts, link_facts, task_facts
from ...app.chart.marks import Hit
from ...app.edits.tree import titled
from ...app.edits.wording import Wording
from ...app.schedule.engine import Engine


def hint(engine: Engine, hit: Hit, wording: Wording) -> str:
    """The facts of what was hit, as rich text; empty where it is no bar and no link."""
    project = engine.project
    if hit.zone is not None and hit.uid is not None:
        task = project.tasks[hit.uid]
        return _as_hint(titled(task), task.wbs, task_facts(engine, hit.uid, wording))
    if hit.dependency is not None:
        return _as_hint("", "", link_facts(project, hit.dependency, wording))
    return ""


def _as_hint(name: str, wbs: str, facts: Facts) -> str:
    title = f"<b>{escape(name)}</b>" + (f" &nbsp;{escape(wbs)}" if wbs else "")
    rows = "".join(
        f"<tr><td style='padding-right: 10px'>{escape(head)}</td><td>{escape(value)}</td></tr>" for head, value in facts
    )
    return f"{title if name else ''}<table>{rows}</table>"
