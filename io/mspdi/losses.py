"""What a plan holds and Microsoft Project XML has no place for."""

from __future__ import annotations

from ...app.i18n import N_, _
from ...app.project.project import Project
from ...app.project.records import Task
from ..ledger import Ledger
from ..not_held import NotHeld, note_losses

NOT_HELD = (
    NotHeld("mspdi.not-held", N_("The colour of the bar"), {Task: ("bar_colour",)}),
    NotHeld(
        "mspdi.recurrence-pattern",
        N_("The pattern by which a task recurs, beside its occurrences,"),
        {Task: ("recurrence",)},
    ),
)


def note_what_is_lost(project: Project, ledger: Ledger) -> None:
    """Note what is not written."""
    note_losses(project, NOT_HELD, ledger)
    if project.info.views:
        ledger.add(
            "mspdi.not-held",
            _("The views that go with the plan are not in the file."),
            element=_("Views"),
            count=len(project.info.views),
        )
