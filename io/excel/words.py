"""What stands in cells for the closed lists of the trade, as Microsoft Project users know it; and its way back."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeVar

from ...app.i18n import N_, _
from ...app.project.kinds import Accrual, ConstraintKind, ResourceKind, TaskType
from .columns import normal

Kind = TypeVar("Kind", bound=StrEnum)

YES: Final = N_("Yes")
NO: Final = N_("No")
AUTOMATIC: Final = N_("Auto Scheduled")
MANUAL: Final = N_("Manually Scheduled")

CONSTRAINTS: Final = {
    ConstraintKind.AS_SOON_AS_POSSIBLE: N_("As Soon As Possible"),
    ConstraintKind.AS_LATE_AS_POSSIBLE: N_("As Late As Possible"),
    ConstraintKind.MUST_START_ON: N_("Must Start On"),
    ConstraintKind.MUST_FINISH_ON: N_("Must Finish On"),
    ConstraintKind.START_NO_EARLIER_THAN: N_("Start No Earlier Than"),
    ConstraintKind.START_NO_LATER_THAN: N_("Start No Later Than"),
    ConstraintKind.FINISH_NO_EARLIER_THAN: N_("Finish No Earlier Than"),
    ConstraintKind.FINISH_NO_LATER_THAN: N_("Finish No Later Than"),
}
TASK_TYPES: Final = {
    TaskType.FIXED_UNITS: N_("Fixed Units"),
    TaskType.FIXED_DURATION: N_("Fixed Duration"),
    TaskType.FIXED_WORK: N_("Fixed Work"),
}
RESOURCE_KINDS: Final = {
    ResourceKind.WORK: N_("Work"),
    ResourceKind.MATERIAL: N_("Material"),
    ResourceKind.COST: N_("Cost"),
}
ACCRUALS: Final = {
    Accrual.START: N_("Start"),
    Accrual.END: N_("End"),
    Accrual.PRORATED: N_("Prorated"),
}

_TRUE: Final = {"yes", "ja", "true", "wahr", "oui", "1", "x", "y"}
_FALSE: Final = {"no", "nein", "false", "falsch", "non", "0", "n"}


def choices() -> dict[str, list[str]]:
    """The texts to choose from in the columns of tasks, by column key."""
    yes_no = [_(YES), _(NO)]
    return {
        "active": yes_no,
        "mode": [_(AUTOMATIC), _(MANUAL)],
        "constraint": [_(word) for word in CONSTRAINTS.values()],
        "type": [_(word) for word in TASK_TYPES.values()],
        "effort": yes_no,
        "milestone": yes_no,
    }


def find(words: dict[Kind, str], text: str) -> Kind | None:
    """The kind a text stands for: its words, in English or the user's language, or its abbreviation."""
    wanted = normal(text)
    for kind, word in words.items():
        if wanted in (normal(word), normal(_(word)), normal(kind.value)):
            return kind
    return None


def truth(text: str) -> bool | None:
    """Yes or no; None where the text is neither."""
    wanted = text.strip().casefold()
    if wanted in _TRUE or wanted == _(YES).casefold():
        return True
    return False if wanted in _FALSE or wanted == _(NO).casefold() else None
