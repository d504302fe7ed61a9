"""What is printed, whatever the paper: rows, table, chart, how far bars and labels reach, and which looks there are."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import date
from math import floor
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from ...app.chart import styles
from ...app.chart.beside import TEXT_GAP
from ...app.chart.colouring import Category
from ...app.chart.gantt import GanttChart
from ...app.chart.marks import Frame, Style, Texts
from ...app.chart.options import BarTexts, Options, Shading
from ...app.chart.page_cuts import ROW, Extent
from ...app.chart.pages import SMALL_TEXT
from ...app.chart.print_setup import PrintSetup
from ...app.chart.time_scale import Labels, TimeScale
from ...app.edits.wording import Style as WordingStyle
from ...app.project.moments import DAY, Minute, day_number, to_minute
from ...app.project.project import Project
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


class PrintContent:
    """Some rows of a plan to be printed. Parts are kept, so that another setup costs only what it changes.

    Attributes:
        project: The plan.
        schedule: Its dates.
        rows: What is printed, row by row.
        uids: The rows; below 0 stand headings of groups.
        levels: How far they are set in.
        style: How dates and numbers are written: without the day of the week, which would take the bars' room.
        file: Name of the file, for header and footer.
        font: Of labels in the chart; ``labels`` are those of the time scale.
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
        self.project = project
        self.schedule = schedule
        self.uids = self.rows.uids
        self.levels = self.rows.levels
        self.style = msgspec.structs.replace(style or WordingStyle(), weekday=False)
        self.file = file
        self.font = PrintFont(SMALL_TEXT)
        self.labels = Labels(self.font.advance)
        self._times = WorkingTimes(project)
        self._look = look or Options(late=False)
        self._parts: dict[str, tuple[Hashable, Any]] = {}

    def table(self, keys: Sequence[str]) -> PrintTable:
        """The table with these columns."""
        return self._kept(
            "table",
            tuple(keys),
            lambda: PrintTable(self.project, self.schedule, self.rows, keys, self.style),
        )

    def chart(self, setup: PrintSetup) -> GanttChart:
        """The chart as a setup wants it."""
        options = self._options(setup)
        return self._kept("chart", options, lambda: self._chart(options))

    def survey(self, setup: PrintSetup) -> Survey:
        """How far the chart of a setup reaches, and what is to be seen in it."""
        key = (self._options(setup), setup.start, setup.finish)
        return self._kept("survey", key, lambda: self._surveyed(setup))

    def _kept(self, name: str, key: Hashable, make: Callable[[], Part]) -> Part:
        """The part as it was made last, if it was for the same key."""
        found = self._parts.get(name)
        if found is None or found[0] != key:
            found = self._parts[name] = (key, make())
        return found[1]

    def _chart(self, options: Options) -> GanttChart:
        extent = self.rows.extent if self.rows.headings else None
        return GanttChart(self.project, self.schedule, self._times, self.uids, ROW, options, extent=extent)

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

    def _surveyed(self, setup: PrintSetup) -> Survey:
        """Lay out all rows coarsely, without links, which would take long."""
        options = replace(self._options(setup), links=False)
        start, finish = self._span(setup, baseline=options.baseline)
        zoom = max((finish - start) / _COARSE, 1.0)
        height = len(self.uids) * ROW
        frame = Frame(minutes_per_pixel=zoom, left=floor(start / zoom), top=0, width=_COARSE + 1, height=height)
        chart = self._chart(options)
        batches = chart.marks(frame, TimeScale(zoom, self.labels)).batches if self.uids else ()
        ends: list[tuple[Minute, float]] = [(finish, _AFTER)]
        for batch in batches:
            if isinstance(batch, Texts):
                ends += [
                    (frame.minute(x - TEXT_GAP), self.font.advance(text) + TEXT_GAP + _AFTER)
                    for x, _middle, text in batch.texts
                ]
        looks = {batch.style for batch in batches} | ({styles.NON_WORKING} if setup.non_working else set())
        if setup.links:
            looks |= link_looks(self.project, self.schedule, self.uids, critical=setup.critical)
        return Survey(Extent(start, ends), frozenset(looks), tuple(chart.colouring.legend()))

    def _span(self, setup: PrintSetup, *, baseline: int | None) -> tuple[Minute, Minute]:
        """From the first to the last moment at which something is drawn, or as the setup says."""
        schedule, tasks = self.schedule, self.project.tasks
        rows = [schedule.rows[uid] for uid in self.uids if uid in schedule]
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
