"""How a plan is put on paper: paper, scale, dates, columns, texts, legend and colours."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from ..i18n import _
from ..project.errors import GantlineError

POINTS_PER_MM: Final = 72 / 25.4

MAXIMUM_MM: Final = 5080.0
"""Longest side of a sheet: 200 inches, beyond which PDF readers refuse a page."""

PAPERS: Final[dict[str, tuple[float, float]]] = {
    "A0": (841, 1189),
    "A1": (594, 841),
    "A2": (420, 594),
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "Letter": (215.9, 279.4),
    "Legal": (215.9, 355.6),
    "Tabloid": (279.4, 431.8),
    "ANSI C": (431.8, 558.8),
    "ANSI D": (558.8, 863.6),
    "ANSI E": (863.6, 1117.6),
}
"""Width and height of upright sheets in millimetres."""

_LEAST_ROOM_MM: Final = 50.0


class PrintError(GantlineError):
    """A plan can't be printed as asked."""


class LegendPlace(StrEnum):
    """Where the legend is printed."""

    NONE = "none"
    LAST = "last page"
    EVERY = "every page"


class TimeDetail(StrEnum):
    """What the time scale shows in full width where the number of pages across does not decide it."""

    AUTOMATIC = "automatic"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    QUARTERS = "quarters"


class Margins(msgspec.Struct, frozen=True):
    """White edges of a sheet in millimetres."""

    left: float = 10
    top: float = 10
    right: float = 10
    bottom: float = 10


class PrintSetup(msgspec.Struct, frozen=True, kw_only=True):
    """A way to print a plan.

    Texts may hold the fields ``{title} {file} {page} {pages} {sheet} {date} {status_date} {manager} {company} {author}
    {start} {finish}``.

    Attributes:
        paper: A name in ``PAPERS``.
        size: A size of one's own in millimetres, width and height as seen, in place of the paper; sides beyond
            ``MAXIMUM_MM`` are cut back to it.
        landscape: Turn the paper; does not count for a size of one's own.
        percent: Size of texts and rows, 10 to 500; None fits the plan to ``across`` times ``down`` pages, and never
            enlarges.
        across: Pages beside each other to fit to; None for as many as needed. The time scale gives way first, texts
            only shrink when the columns need it.
        down: Pages above each other to fit to; None for as many as needed.
        detail: How wide time is drawn when ``across`` does not decide it.
        start: First day shown; None for the first task's.
        finish: Last day shown, inclusive; None for the last task's.
        columns: Keys of the fields shown as columns.
        widths: How wide some of them are, in units: texts are 11 high. The others are as wide as their texts.
        repeated: How many of them, from the first on, stand on every page across; None for those up to the task's name.
        title: Title above the chart on the first page; empty for none.
        logo: The file of a picture at the right of it; empty for none.
        header: Texts at the top of every page: left, centre, right; footer alike.
        links: Draw links; likewise ``baseline``, ``critical`` (in colours of its own), ``non_working`` (shading),
            ``labels`` (beside bars), ``status_line`` and ``today_line``.
        greyscale: Print in greys.
        date: The day printed as today's; None for the day of printing. A fixed one makes equal files of equal plans.
    """

    paper: str = "A4"
    size: tuple[float, float] | None = None
    landscape: bool = True
    margins: Margins = Margins()
    percent: int | None = None
    across: int | None = 1
    down: int | None = None
    detail: TimeDetail = TimeDetail.AUTOMATIC
    start: date | None = None
    finish: date | None = None
    columns: tuple[str, ...] = ("row", "name", "duration", "start", "finish")
    widths: tuple[tuple[str, float], ...] = ()
    repeated: int | None = None
    title: str = "{title}"
    logo: str = ""
    header: tuple[str, str, str] = ("", "", "")
    footer: tuple[str, str, str] = ("{file}", "{page} / {pages}", "{date}")
    legend: LegendPlace = LegendPlace.LAST
    links: bool = True
    baseline: bool = True
    critical: bool = True
    non_working: bool = True
    labels: bool = True
    status_line: bool = True
    today_line: bool = False
    greyscale: bool = False
    date: date | None = None

    def __post_init__(self) -> None:
        """Refuse what can't be printed."""
        if self.paper not in PAPERS:
            raise PrintError(_("'{paper}' is not a paper size Gantline knows.").format(paper=self.paper))
        if self.percent is not None and not 10 <= self.percent <= 500:
            raise PrintError(_("The scale must be between 10 % and 500 %."))
        if any(pages is not None and pages < 1 for pages in (self.across, self.down)):
            raise PrintError(_("The plan must fit to at least one page."))
        if self.start and self.finish and self.start > self.finish:
            raise PrintError(_("The first day to print is after the last."))
        width, height = self.sheet_mm
        margins = self.margins
        if min(msgspec.structs.astuple(margins)) < 0 or (
            min(width - margins.left - margins.right, height - margins.top - margins.bottom) < _LEAST_ROOM_MM
        ):
            raise PrintError(_("The margins leave no room to print on."))

    @property
    def sheet_mm(self) -> tuple[float, float]:
        """Width and height of a sheet as it is seen, in millimetres."""
        if self.size is not None:
            return min(self.size[0], MAXIMUM_MM), min(self.size[1], MAXIMUM_MM)
        width, height = PAPERS[self.paper]
        return (height, width) if self.landscape else (width, height)

    @property
    def cut_back(self) -> bool:
        """Whether the wanted sheet is larger than a page can be."""
        return self.size is not None and max(self.size) > MAXIMUM_MM
