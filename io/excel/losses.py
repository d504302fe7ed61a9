"""What a plan holds and a workbook of ours has no place for."""

from __future__ import annotations

from typing import Final

from ...app.i18n import N_, _
from ...app.project.errors import Note
from ...app.project.project import Project
from ...app.project.records import Assignment, Resource, Task
from ..ledger import Ledger
from ..not_held import NotHeld, note_losses

NOT_HELD: Final = (
    NotHeld(
        "excel.not-held",
        N_("Reported durations, and where progress stops"),
        {
            Task: ("actual_duration", "remaining_duration", "stop", "resume", "physical_percent_complete"),
            Assignment: ("actual_start", "actual_finish", "stop", "resume"),
        },
    ),
    NotHeld("excel.not-held", N_("Overtime"), {Assignment: ("overtime_work", "actual_overtime_work")}),
    NotHeld(
        "excel.not-held",
        N_("Levelling"),
        {
            Task: ("levelling_delay", "level_assignments", "levelling_can_split"),
            Resource: ("can_level",),
            Assignment: ("delay", "levelling_delay"),
        },
    ),
    NotHeld(
        "excel.not-held",
        N_("Hyperlinks"),
        dict.fromkeys((Task, Resource, Assignment), ("hyperlink",)),
    ),
    NotHeld(
        "excel.not-held", N_("Tasks and links of other files"), {Task: ("external", "subproject", "external_links")}
    ),
    NotHeld(
        "excel.not-held",
        N_("Rate tables and availability"),
        {Resource: ("rates", "availability"), Assignment: ("cost_rate_table",)},
    ),
    NotHeld(
        "excel.not-held",
        N_("Details"),
        {
            Task: (
                *("contact", "ignore_resource_calendar", "fixed_cost_accrual", "hide_bar", "roll_up", "bar_colour"),
                "recurrence",
            ),
            Resource: ("phonetics", "account", "generic", "budget"),
            Assignment: ("fixed_material",),
        },
    ),
    NotHeld(
        "excel.not-held",
        N_("What another program said beyond what Gantline shows"),
        dict.fromkeys((Task, Resource, Assignment), ("foreign",)),
    ),
)


def losses(project: Project, cut: int) -> list[Note]:
    """What the workbook does not hold of this plan; ``cut`` texts were too long for a cell."""
    custom = sum(bool(record.custom) for record in (*project.tasks.values(), *project.resources.values()))
    spread = sum(bool(one.timephased) or one.contour != "flat" for one in project.assignments.values())
    baselines = sum(any(one.number for one in task.baselines) for task in project.tasks.values())
    lost = {
        "excel.custom-fields": (custom, _("Custom fields are not in the workbook.")),
        "excel.spread-work": (spread, _("How work is spread over time is not in the workbook.")),
        "excel.baselines": (baselines, _("Baselines beside the first one are not in the workbook.")),
        "excel.long-text": (cut, _("A text was too long for a cell and was cut.")),
    }
    ledger = Ledger()
    for code, (count, text) in lost.items():
        if count:
            ledger.add(code, text, count=count)
    note_losses(project, NOT_HELD, ledger)
    return ledger.notes()
