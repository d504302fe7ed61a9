"""How plans are printed: what the user chose last, kept in the settings, and the columns the table shows."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from ..chart.print_setup import PrintSetup
from ..project.errors import GantlineError
from ..project.widths import replace
from .settings import PRINT, Settings


class Columns(StrEnum):
    """Which columns are printed."""

    SIGHT = "in sight"
    TABLE = "of the table"
    OWN = "own"


class ShownColumns(msgspec.Struct, frozen=True):
    """The columns of the table on the screen, from the first on.

    Attributes:
        keys: Of all their fields.
        sight: How many of them are in sight beside the chart.
        widths: Of those that were made wider or narrower, in units of print.
    """

    keys: tuple[str, ...] = PrintSetup().columns
    sight: int = len(PrintSetup().columns)
    widths: tuple[tuple[str, float], ...] = ()


class PrintChoice(msgspec.Struct, frozen=True):
    """A way to print.

    Attributes:
        setup: Everything, its columns being those of the user's own choice.
        columns: Which columns are printed.
    """

    setup: PrintSetup = PrintSetup()
    columns: Columns = Columns.SIGHT

    def setup_for(self, shown: ShownColumns) -> PrintSetup:
        """The setup for a table as it is shown."""
        if self.columns is Columns.OWN:
            return self.setup
        keys = shown.keys if self.columns is Columns.TABLE else shown.keys[: shown.sight]
        return replace(self.setup, columns=keys, widths=shown.widths)


class PrintMemory:
    """Remembers how the user prints: in the settings, but for the dates, which are those of one plan.

    Attributes:
        choice: What was chosen last.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        try:
            self.choice = msgspec.json.decode(settings.get(PRINT) or "{}", type=PrintChoice)
        except (msgspec.MsgspecError, GantlineError):  # of another version of the program
            self.choice = PrintChoice()

    def keep(self, choice: PrintChoice) -> None:
        """Remember a choice."""
        self.choice = choice
        setup = replace(choice.setup, start=None, finish=None)
        kept = replace(choice, setup=setup)
        self._settings.put(PRINT, msgspec.json.encode(kept).decode())
