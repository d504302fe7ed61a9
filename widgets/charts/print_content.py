"""What is printed, whatever the paper: rows, table, chart, how far bars and labels reach, and which looks there are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Sequence
from datetime import date
from math import floor
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from PySide6.QtGui import QPainter

from ...app.chart import styles
from ...app.chart.beside import TEXT_GAP
from ...app.chart.colouring import Category
from ...app.chart.gantt import GanttChart
from ...app.chart.marks import Frame, Marks, Style, Texts
from ...app.chart.options import BarTexts, Options, Shading
from ...app.chart.page_cuts import ROW, Column, Extent
from ...app.chart.pages import SMALL_TEXT
from ...app.chart.print_setup import PrintSetup
from ...app.chart.theme import Theme
from ...app.chart.tier_labels import Labels
from ...app.chart.time_scale import TimeScale
from ...app.edits.wording import Style as WordingStyle
from ...app.project.moments import DAY, Minute, day_number, to_minute
from ...app.project.project import Project
from ...app.project.steps import PART
from ...app.project.ticket import Ticket
from ...app.project.widths import replace
from ...app.project.working_time import WorkingTimes
from ...app.schedule.schedule import Schedule
from ...app.views.listing import Listing
from .print_font import PrintFont
from .print_legend import link_looks
from .print_table import PrintTable

Part = TypeVar("Part")

_COARSE: Final = 4000  # units on which the whole plan is laid out once to see what it shows and how far it reaches
_AFTER: Final = 6.0  # units left free behind bars and labels


class Survey(NamedTuple):
    """The time that a chart covers, the styles in which anything is painted, and what colours of bars mean."""

    extent: Extent
    looks: frozenset[Style]
    colours: tuple[Category, ...] = ()


class Table(Protocol):
    """A table in units."""

    columns: list[Column]

    def paint(self, painter: QPainter, columns: Sequence[Column], rows: tuple[int, int], theme: Theme) -> None:
        """Paint heading and rows of some columns, with the painter's origin at their top left."""
        ...


class Chart(Protocol):
    """A chart in units."""

    def marks(self, frame: Frame, scale: TimeScale) -> Marks:
        """What is seen in a frame."""
        ...


class Content(ABC):
    """Some rows of a plan to be printed.

    Attributes:
        project: The plan.
        schedule: Its dates.
        uids: What the rows show; ``levels`` is how far they are set in.
        style: How dates and numbers are written: without the day of the week, which would take the bars' room.
        file: Name of the file, for header and footer.
        font: Of labels in the chart; ``labels`` are those of the time scale.
    """

    def __init__(
        self,
        project: Project,
        schedule: Schedule,
        uids: Sequence[int],
        levels: Sequence[int],
        *,
        style: WordingStyle | None = None,
        file: str = "",
    ) -> None:
        """Take some rows; needs an application for its fonts."""
        self.project = project
        self.schedule = schedule
        self.uids = uids
        self.levels = levels
        self.style = replace(style or WordingStyle(), weekday=False)
        self.file = file
        self.font = PrintFont(SMALL_TEXT)
        self.labels = Labels(self.font.advance)

    def fitted(self, setup: PrintSetup) -> PrintSetup:
        """The setup as it holds for what is printed here."""
        return setup

    @abstractmethod
    def table(self, setup: PrintSetup, /, ticket: Ticket | None = None) -> Table:
        """The table with the columns of a setup.

        Raises:
            Cancelled: The ticket said so.
        """

    @abstractmethod
    def chart(self, setup: PrintSetup, /) -> Chart:
        """The chart as a setup wants it."""

    @abstractmethod
    def survey(self, setup: PrintSetup, ticket: Ticket | None = None) -> Survey:
        """How far the chart of a setup reaches, and what is to be seen in it.

        Raises:
            Cancelled: The ticket said so.
        """

    @abstractmethod
    def scale(self, zoom: float, setup: PrintSetup, /) -> TimeScale:
        """The time scale of a zoom, in minutes a unit."""


class PrintContent(Content):
    """Table and chart of tasks. Parts are kept, so that another setup costs only what it changes.

    Attributes:
        rows: What is printed, row by row; headings of groups have uids below 0.
    """

    def __init__(
        self,
        project: Project,
        schedule: Schedule,
        *,
        rows: Listing | None = None,
        style: WordingStyle | None = None,
        file: str = "",
        look: Options | None = None,
    ) -> None:
        """Take some rows, the whole outline unless said; needs an application for its fonts.

        Args:
            look: How bars look on the screen: their texts, colours and what is marked; a setup says what of it counts.
        """
        self.rows = rows or Listing.whole(project)
        super().__init__(project, schedule, self.rows.uids, self.rows.levels, style=style, file=file)
        self._times = WorkingTimes(project)
        self._look = look or Options(late=False)
        self._parts: dict[str, tuple[Hashable, Any]] = {}

    def table(self, setup: PrintSetup, ticket: Ticket | None = None) -> PrintTable:
        """The table with the columns of a setup.

        Raises:
            Cancelled: The ticket said so.
        """
        return self._kept(
            "table",
            (setup.columns, setup.widths),
            lambda: PrintTable(
                self.project,
                self.schedule,
                self.rows,
                setup.columns,
                self.style,
                ticket or Ticket(),
                dict(setup.widths),
            ),
        )

    def chart(self, setup: PrintSetup) -> GanttChart:
        """The chart as a setup wants it."""
        options = self._options(setup)
        return self._kept("chart", options, lambda: self._chart(options))

    def survey(self, setup: PrintSetup, ticket: Ticket | None = None) -> Survey:
        """How far the chart of a setup reaches, and what is to be seen in it.

        Raises:
            Cancelled: The ticket said so.
        """
        key = (self._options(setup), setup.start, setup.finish)
        return self._kept("survey", key, lambda: self._surveyed(setup, ticket or Ticket()))

    def scale(self, zoom: float, setup: PrintSetup) -> TimeScale:
        info, wanted = self.project.info, self.chart(setup).options.time
        return TimeScale(zoom, self.labels, info.week_start, wanted, info.fiscal_year_month)

    def _kept(self, name: str, key: Hashable, make: Callable[[], Part]) -> Part:
        """The part as it was made last, if it was for the same key."""
        found = self._parts.get(name)
        if found is None or found[0] != key:
            found = self._parts[name] = (key, make())
        return found[1]

    def _chart(self, options: Options) -> GanttChart:
        extent = self.rows.extent if self.rows.headings else None
        inner = frozenset(uid for uid, one in self.rows.headings.items() if one.inner)
        return GanttChart(
            self.project, self.schedule, self._times, self.rows.uids, ROW, options, extent=extent, inner=inner
        )

    def _options(self, setup: PrintSetup) -> Options:
        tasks, look = self.project.tasks, self._look
        number = look.baseline or 0
        saved = (one.number for uid in self.rows.tasks for one in tasks[uid].baselines)
        baseline = setup.baseline and number in saved
        texts = {} if setup.labels else dict.fromkeys(("task_texts", "milestone_texts", "summary_texts"), BarTexts())
        return replace(
            look,
            links=setup.links,
            critical=setup.critical,
            baseline=number if baseline else None,
            shading=Shading.PROJECT if setup.non_working else Shading.NONE,
            status_date=setup.status_line,
            today=day_number(setup.date or date.today()) * DAY if setup.today_line else None,
            **texts,
        )

    def _surveyed(self, setup: PrintSetup, ticket: Ticket) -> Survey:
        """Lay out all rows coarsely, without links, which would take long."""
        options = replace(self._options(setup), links=False)
        start, finish = self._span(setup, baseline=options.baseline)
        zoom = max((finish - start) / _COARSE, 1.0)
        chart, scale = self._chart(options), TimeScale(zoom, self.labels)
        whole = Frame(minutes_per_pixel=zoom, left=floor(start / zoom), top=0, width=_COARSE + 1, height=0)
        ends: list[tuple[Minute, float]] = [(finish, _AFTER)]
        looks = {styles.NON_WORKING} if setup.non_working else set[Style]()
        count = len(self.rows.uids)
        for first in range(0, count, PART):
            ticket.step(first, count)
            frame = replace(whole, top=first * ROW, height=min(PART, count - first) * ROW)
            for batch in chart.marks(frame, scale).batches:
                looks.add(batch.style)
                ends += self._ends(frame, batch) if isinstance(batch, Texts) else ()
        ticket.step(0, 0)
        if setup.links:
            looks |= link_looks(self.project, self.schedule, self.rows.uids, ticket, critical=setup.critical)
        return Survey(Extent(start, ends), frozenset(looks), tuple(chart.colouring.legend()))

    def _ends(self, frame: Frame, texts: Texts) -> list[tuple[Minute, float]]:
        """Where texts begin, and how far they reach from there."""
        advance = self.font.advance
        return [(frame.minute(x - TEXT_GAP), advance(text) + TEXT_GAP + _AFTER) for x, _middle, text in texts.texts]

    def _span(self, setup: PrintSetup, *, baseline: int | None) -> tuple[Minute, Minute]:
        """From the first to the last moment at which something is drawn, or as the setup says."""
        schedule, tasks = self.schedule, self.project.tasks
        rows = [schedule.rows[uid] for uid in self.rows.uids if uid in schedule]
        moments = [schedule.start[row] for row in rows] + [schedule.finish[row] for row in rows]
        for uid in self.rows.tasks:
            task = tasks[uid]
            saved = [one for one in task.baselines if baseline is not None and one.number == baseline]
            dates = (task.deadline, *(one.start for one in saved), *(one.finish for one in saved))
            moments += [to_minute(moment) for moment in dates if moment is not None]
        moments = moments or [to_minute(self.project.info.start)]
        start = min(moments) if setup.start is None else day_number(setup.start) * DAY
        finish = max(moments) if setup.finish is None else (day_number(setup.finish) + 1) * DAY
        return start, max(start, finish)
