"""The Gantt chart as a widget: paints the marks in view, scrolls and zooms the time axis, makes edits of gestures."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from ...app.chart.beside import TEXT_GAP
from ...app.chart.marks import Frame, Hit, Marks
from ...app.chart.options import Options
from ...app.chart.scrolling import same_when_scrolled, strip
from ...app.chart.styles import TEXT_LINE
from ...app.chart.tier_labels import Labels
from ...app.chart.tiers import TimeFormat
from ...app.chart.time_scale import TimeScale
from ...app.edits.indicators import indicators
from ...app.edits.wording import Style, Wording
from ...app.i18n import _
from ...app.project.errors import GantlineError
from ...app.project.moments import Minute
from ...app.project.records import ROOT, TaskUid
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..charts.paint import Brushes, paint
from ..metrics import HEADER_HEIGHT, text_widths
from ..table.locale_style import style_of
from .accessible import ChartAccessible, install, tell_current
from .area import TimeArea
from .header import TimeScaleHeader
from .keys import Keys
from .mouse import Mouse
from .overlay import Overlay
from .pending import Pending
from .source import ChartSource, now
from .task_paths import TaskPaths

if TYPE_CHECKING:
    from .gestures import Gesture

MEASURED = 2000
"""Of more rows than this the texts are not measured to fit a plan to the width."""


LONGEST = 0.28
"""Longer texts than this part of the width don't make a fitted plan narrower."""


class GanttView(TimeArea):
    """Shows the bars of the rows and lets the mouse change them.

    Attributes:
        overlay: What stands over the chart for a moment.
        paths: The tasks around the selected ones that stand out.
        pending: The edit that is being dragged or typed.

    Signals:
        task_activated: A bar was double-clicked.
        dependency_activated: A link was double-clicked.
        refused: Something could not be done; one sentence.
        message: Something was done that the status bar may tell.
        task_drawn: A task came into being that has no name yet.
        options_changed: The chart shows other things.
        tiers_requested: Other tiers of the time scale are wanted.
        time_menu_requested: The time scale was clicked with the right button, at a place of the screen.
        pending_told: What the edit would do that is being dragged or typed; empty when there is none.
    """

    task_activated = Signal(int)
    dependency_activated = Signal(object)
    refused = Signal(str)
    message = Signal(str)
    task_drawn = Signal(int)
    options_changed = Signal()
    tiers_requested = Signal()
    time_menu_requested = Signal(QPoint)
    pending_told = Signal(str)

    def __init__(
        self,
        document: Document,
        rows: RowSet,
        axis: TimeAxis,
        selection: Selection,
        appearance: Appearance,
        parent: QWidget | None = None,
        style: Style | None = None,
    ) -> None:
        super().__init__(document, rows, axis, selection, parent)
        self._appearance = appearance
        self._style = style or style_of(QLocale())
        self._source = ChartSource(document, rows, lambda: self.wording, self)
        self._marks: Marks | None = None
        self._marked: Collection[TaskUid] = ()
        self.paths = TaskPaths(document, selection, self)
        self._scale: tuple[tuple[float, int, TimeFormat, int], TimeScale] | None = None
        self._labels = self._measured()
        self.pending = Pending(document, lambda: self.wording, self)
        self._mouse, self._keys = Mouse(self), Keys(self)
        self.overlay = Overlay(document, self._mouse, self.pending, lambda: self.wording)
        self._header = TimeScaleHeader(axis, appearance, self.time_scale, now, self)
        self._header.tiers_requested.connect(self.tiers_requested)
        self._header.menu_requested.connect(self.time_menu_requested)
        self._set_up()
        self._connect()
        self.fit_scroll_bars()

    def _set_up(self) -> None:
        self.setAccessibleName(_("Gantt chart"))
        self._accessible: ChartAccessible | None = None
        install()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        self._source.changed.connect(self._on_chart_changed)
        self.rows.state_changed.connect(self._repaint)
        self.axis.changed.connect(self._repaint)
        self.selection.changed.connect(self._on_selection_changed)
        self._appearance.changed.connect(self._repaint)
        self.paths.found.connect(self._repaint)
        self.pending.changed.connect(self.viewport().update)
        self.pending.told.connect(self.pending_told)

    def sizeHint(self) -> QSize:
        return QSize(720, 400)

    # -- what is shown

    @property
    def options(self) -> Options:
        """What the chart shows besides its bars."""
        return self._source.options

    def set_options(self, options: Options) -> None:
        """Show other things; ``replace(view.options, slack=True)``. Rows get higher for texts above and
        below bars.
        """
        before, after = (one.lines_above + one.lines_below for one in (self.options, options))
        self._source.set_options(options)
        self.axis.divide(options.time)
        self.paths.forget()
        self._header.update()
        self.rows.set_row_height(self.rows.row_height + (after - before) * TEXT_LINE)
        self.options_changed.emit()

    @property
    def wording(self) -> Wording:
        """How dates and durations are written."""
        return Wording(self.document.project.info, self._style)

    def set_style(self, style: Style) -> None:
        """Write dates and numbers another way."""
        self._style = style
        self._source.forget_texts()

    def left_margin(self) -> int:
        texts = (self.options.task_texts, self.options.milestone_texts, self.options.summary_texts)
        return min(self.viewport().width() // 4, 200) if any(one.left for one in texts) else super().left_margin()

    def furthest(self, start: Minute, finish: Minute, room: int) -> Minute:
        if len(self.rows) > MEASURED:
            return super().furthest(start, finish, room)
        schedule, beside = self.document.schedule, self._source.chart().text_beside
        scale = (finish - start) / room
        for uid in self.rows.uids:
            row = schedule.rows.get(uid)
            if row is not None and start <= schedule.finish[row] <= finish:
                text = self._labels.measure(beside(uid)) + 2 * TEXT_GAP
                scale = max(scale, (schedule.finish[row] - start) / (room - min(text, room * LONGEST)))
        return start + round(scale * room)

    def time_scale(self) -> TimeScale:
        """The tiers of the present zoom."""
        info = self.document.project.info
        key = (self.axis.minutes_per_pixel, info.week_start, self.axis.division, info.fiscal_year_month)
        if self._scale is None or self._scale[0] != key:
            self._scale = (key, self.axis.scale(self._labels, info))
        return self._scale[1]

    def show_tiers(self) -> None:
        """Zoom in as far as the tiers need to be read that were asked for."""
        wanted = self.time_scale().legible_from(self.axis.division.fixed)
        if wanted < self.axis.minutes_per_pixel:
            self.zoom_to(wanted)

    def frame_in_view(self) -> Frame:
        """The part of the plan's sheet that the viewport shows."""
        return Frame(
            minutes_per_pixel=self.axis.minutes_per_pixel,
            left=self.axis.offset,
            top=self.verticalScrollBar().value(),
            width=self.viewport().width(),
            height=self.viewport().height(),
        )

    def marks(self) -> Marks:
        """What is seen now, without what the mouse adds."""
        if self._marks is None:
            selected = self._marked = self.selection.members
            chart, marked = self._source.chart(), self.rows.marked
            self._marks = chart.marks(
                self.frame_in_view(),
                self.time_scale(),
                selected=selected,
                marked=marked,
                path=self.paths.tasks(self.options.paths),
            )
        return self._marks

    def hit(self, at: QPoint) -> Hit:
        """What is at a point of the viewport."""
        return self.marks().hit(at.x(), at.y())

    # -- screen readers

    def make_accessible(self) -> ChartAccessible:
        """What the chart tells screen readers; held here, since Qt holds no reference to what Python made."""
        if self._accessible is None:
            self._accessible = ChartAccessible(self)
        return self._accessible

    def words_of_row(self, row: int) -> str:
        """A row of the chart in words."""
        from ...app.chart.describe import why
        from ...app.edits.spoken import spoken_row

        uid, wording = self.rows.uids[row], self.wording
        if uid in self.rows.bands:
            return self.rows.band_title(uid)
        figures = self._source.figures
        said = spoken_row(figures, wording, uid, indicators(figures, uid))
        blank = self.document.project.tasks[uid].blank
        return said if blank else f"{said}. {why(self.document.engine, uid, wording)}"

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, brushes = self._appearance.theme, Brushes(self._appearance.theme)
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        marks = self.marks()
        whole = self.overlay.over(marks, self._labels.measure)
        parts: Iterable[QRect] = event.region()  # type: ignore[assignment]
        for part in parts:  # one after the other: Qt is slow at painting within several at once
            painter.setClipRect(part)
            painter.fillRect(part, QColor(theme.base))
            alone = part.height() < self.viewport().height()
            paint(painter, strip(whole, part.top(), part.bottom() + 1) if alone else whole, brushes)
        painter.setClipping(False)
        self.overlay.paint_popup(painter, self.viewport().rect(), theme)
        painter.end()

    def _measured(self) -> Labels:
        return Labels(text_widths(self.font()))

    # -- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        self._mouse.follow()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        if hit.zone is not None and hit.uid is not None:
            self.task_activated.emit(hit.uid)
        elif hit.dependency is not None:
            self.dependency_activated.emit(hit.dependency)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.give_up():
            return
        if not self._keys.press(event):
            event.ignore()  # it is the table's: the chart shows the same rows

    def give_up(self) -> bool:
        """Drop what is being dragged; says whether there was anything."""
        dropped = self._mouse.cancel()
        if dropped:
            self.message.emit(_("Nothing was changed."))
        return dropped

    def split_next(self) -> None:
        """Let the next bar that is dragged be split."""
        self._mouse.splitting = True
        self.message.emit(_("Drag from where a bar shall be interrupted to where it shall go on; Esc gives up."))

    def carry_out(self, gesture: Gesture) -> None:
        """Make the edit of a gesture, or say why not."""
        try:
            edit = gesture.finish()
            if edit is not None:
                self.document.push(edit.patch, edit.text, origin=self)
                self.message.emit(self.overlay.told(edit))
                if edit.drawn is not None:
                    self.rows.reveal(edit.drawn)
                    self.selection.set((edit.drawn,))
                    self.task_drawn.emit(edit.drawn)
        except GantlineError as refusal:
            self.refused.emit(str(refusal))
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and event.reason() == QContextMenuEvent.Reason.Keyboard:
            bar = self.marks().bars.get(self.selection.current or ROOT)
            at = self.viewport().rect().center() if bar is None else QPoint(max(bar.left, 0), bar.bottom - 1)
            self.customContextMenuRequested.emit(at)
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self.viewport())
            return True
        if event.type() == QEvent.Type.ContextMenu and self._mouse.gave_up:
            return True
        if event.type() == QEvent.Type.Leave:
            self._mouse.leave()
        return super().viewportEvent(event)

    def hint_at(self, at: QPoint) -> str:
        """What is told of a bar or link at a point, as rich text; empty elsewhere."""
        if self._mouse.gesture is not None:
            return ""
        from .hints import hint

        return hint(self.document.engine, self.hit(at), self.wording)

    # -- following the others

    def _on_selection_changed(self, _origin: object) -> None:
        self.paths.forget()
        tell_current(self)
        self._repaint()

    def _on_chart_changed(self, alone: Collection[TaskUid] | None) -> None:
        self._mouse.forget()
        if alone is not None:
            self._marks = None
            height, top, width = self.rows.row_height, self.verticalScrollBar().value(), self.viewport().width()
            for row in self.rows.rows_of(alone).tolist():
                self.viewport().update(0, row * height - top, width, height)
            return
        self.paths.forget(gone=True)
        self._repaint()

    def _can_be_moved(self, before: Marks, dy: int) -> bool:
        """Whether pixels that are moved look like pixels painted anew."""
        whole = dy * self.devicePixelRatioF()
        if self._marked is not self.selection.members:  # it scrolls to what was selected, and all is painted anew
            return False
        if whole != int(whole) or self.overlay.batches(before) or self._mouse.gesture is not None:
            return False
        return before.frame.left == self.axis.offset and same_when_scrolled(before, self.marks(), dy)

    def _repaint(self, _origin: object = None) -> None:
        self._marks = None
        self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted, and paint what comes into view; paint everything where that would differ."""
        before, self._marks = self._marks, None
        if not dx and before is not None and self._source.is_up_to_date and self._can_be_moved(before, dy):
            viewport = self.viewport()
            viewport.scroll(0, dy)
            if self.devicePixelRatioF() % 1:  # edges run through the middle of a pixel
                for edge in (0, dy if dy > 0 else viewport.height() + dy, viewport.height()):
                    viewport.update(0, edge - 2, viewport.width(), 4)
        else:
            self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        viewport = self.viewport().geometry()
        self._header.setGeometry(
            QRect(viewport.left(), viewport.top() - HEADER_HEIGHT, viewport.width(), HEADER_HEIGHT)
        )
        self.fit_scroll_bars()
        self._repaint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._labels, self._scale = self._measured(), None
            self._repaint()
