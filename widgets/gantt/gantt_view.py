"""The Gantt chart as a widget: paints the marks in view, scrolls and zooms the time axis, makes edits of gestures."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from html import escape

from PySide6.QtCore import QEvent, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from ...app.chart.bars import Options
from ...app.chart.describe import Facts, link_facts, task_facts
from ...app.chart.gantt import handles, lit_link
from ...app.chart.marks import Batch, Frame, Hit, Marks
from ...app.chart.time_scale import Labels, TimeScale, snap_step
from ...app.edits.tree import titled
from ...app.edits.wording import Style, Wording
from ...app.i18n import _
from ...app.project.errors import GantlineError
from ...app.project.moments import DAY, Minute, to_minute
from ...app.project.records import TaskUid
from ...app.workspace.document import Change, Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ...app.workspace.time_axis import TimeAxis
from ..appearance import Appearance
from ..charts.paint import Brushes, paint
from ..metrics import HEADER_HEIGHT
from ..table.locale_style import style_of
from .gestures import Gesture, MoveBar, Pointer, ResizeBar
from .header import ZOOM_STEP, TimeScaleHeader
from .mouse import Mouse
from .popup import paint_popup
from .source import ChartSource, now

BEFORE, AFTER = 30 * DAY, 120 * DAY
"""Time that can be scrolled to beyond the plan's start and finish."""

LEFT_MARGIN = 48
"""Pixels left free before a moment that is scrolled to."""


class GanttView(QAbstractScrollArea):
    """Row ``n`` stands at ``n * rows.row_height`` minus the vertical scroll bar, below the time scale.

    Signals:
        task_activated: A bar was double-clicked.
        dependency_activated: A link was double-clicked.
        refused: Something could not be done; one sentence.
        message: Something was done that the status bar may tell.
    """

    task_activated = Signal(int)
    dependency_activated = Signal(object)
    refused = Signal(str)
    message = Signal(str)

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
        super().__init__(parent)
        self.document = document
        self.rows = rows
        self.axis = axis
        self.selection = selection
        self._appearance = appearance
        self._style = style or style_of(QLocale())
        self._source = ChartSource(document, rows, self)
        self._marks: Marks | None = None
        self._scale: TimeScale | None = None
        self._labels = self._measured()
        self._mouse = Mouse(self)
        self._header = TimeScaleHeader(axis, appearance, self.time_scale, now, self)
        self._header.fit_requested.connect(self.fit_project)
        self._set_up()
        self._connect()
        self._take_extent(anew=True)
        self._fit_scroll_bars()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Gantt chart"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setViewportMargins(0, HEADER_HEIGHT, 0, 0)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def _connect(self) -> None:
        self.document.changed.connect(self._on_document_changed)
        self._source.changed.connect(self._on_chart_changed)
        self.axis.changed.connect(self._on_axis_changed)
        self.selection.changed.connect(self._repaint)
        self._appearance.changed.connect(self._repaint)
        self.horizontalScrollBar().valueChanged.connect(self.axis.scroll_to)

    def sizeHint(self) -> QSize:
        return QSize(720, 400)

    # -- what is shown

    @property
    def options(self) -> Options:
        """What the chart shows besides its bars."""
        return self._source.options

    def set_options(self, options: Options) -> None:
        """Show other things; ``dataclasses.replace(view.options, slack=True)``."""
        self._source.set_options(options)

    @property
    def wording(self) -> Wording:
        """How dates and durations are written."""
        return Wording(self.document.project.info, self._style)

    def set_style(self, style: Style) -> None:
        """Write dates and numbers another way."""
        self._style = style

    def time_scale(self) -> TimeScale:
        """The tiers of the present zoom."""
        scale = self.axis.minutes_per_pixel
        week_start = self.document.project.info.week_start
        if self._scale is None or (self._scale.minutes_per_pixel, self._scale.week_start) != (scale, week_start):
            self._scale = TimeScale(scale, self._labels, week_start)
        return self._scale

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
            selected = frozenset(self.selection.uids)
            self._marks = self._source.chart().marks(self.frame_in_view(), self.time_scale(), selected=selected)
        return self._marks

    def hit(self, at: QPoint) -> Hit:
        """What is at a point of the viewport."""
        return self.marks().hit(at.x(), at.y())

    # -- where it looks

    def zoom_in(self) -> None:
        """Show less time in more detail, around the middle."""
        self._zoom(1 / ZOOM_STEP**2, self.viewport().width() / 2)

    def zoom_out(self) -> None:
        """Show more time in less detail, around the middle."""
        self._zoom(ZOOM_STEP**2, self.viewport().width() / 2)

    def _zoom(self, factor: float, around: float) -> None:
        self.axis.zoom(self.axis.minutes_per_pixel * factor, around)

    def fit_project(self) -> None:
        """Show the whole plan in the width."""
        schedule = self.document.schedule
        self._fit(schedule.start[0], schedule.finish[0])

    def fit_selection(self) -> None:
        """Show the selected tasks in the width, and the first of them in the height."""
        schedule = self.document.schedule
        chosen = [schedule.rows[uid] for uid in self.selection.uids if uid in schedule.rows]
        if chosen:
            self._fit(min(schedule.start[row] for row in chosen), max(schedule.finish[row] for row in chosen))
            self._reveal_row(self.selection.uids[0])

    def _fit(self, start: Minute, finish: Minute) -> None:
        self.axis.fit(start, max(finish, start + DAY), self.viewport().width(), LEFT_MARGIN)

    def scroll_to_task(self, uid: TaskUid) -> None:
        """Bring a task's bar into view, opening the summary tasks above it."""
        schedule = self.document.schedule
        self.rows.reveal(uid)
        if uid not in schedule.rows:
            return
        row = schedule.rows[uid]
        left, right = self.axis.x(schedule.start[row]), self.axis.x(schedule.finish[row])
        if left < 0 or right > self.viewport().width():
            self.scroll_to_date(schedule.start[row])
        self._reveal_row(uid)

    def _reveal_row(self, uid: TaskUid) -> None:
        row, bar = self.rows.row_of.get(uid), self.verticalScrollBar()
        if row is None:
            return
        top, height = row * self.rows.row_height, self.viewport().height()
        if not bar.value() <= top <= bar.value() + height - self.rows.row_height:
            bar.setValue(top - height // 3)

    def scroll_to_date(self, moment: Minute | datetime) -> None:
        """Bring a moment to the left of the view."""
        minute = to_minute(moment) if isinstance(moment, datetime) else moment
        self.axis.scroll_to(self.axis.position(minute) - LEFT_MARGIN)

    def go_to_today(self) -> None:
        """Bring the present moment into the middle of the view."""
        self.axis.scroll_to(self.axis.position(now()) - self.viewport().width() // 2)

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, brushes = self._appearance.theme, Brushes(self._appearance.theme)
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.fillRect(event.rect(), QColor(theme.base))
        marks = self.marks()
        paint(painter, marks.with_batches(*self._extra(marks)), brushes)
        if self._mouse.gesture is not None:
            paint_popup(painter, self._mouse.gesture.facts(), self._mouse.at, self.viewport().rect(), theme)
        painter.end()

    def _extra(self, marks: Marks) -> list[Batch]:
        """What the mouse adds: the preview of a gesture, the ends of a link, the handles of a bar."""
        mouse = self._mouse
        if mouse.gesture is not None:
            return mouse.gesture.preview(marks)
        if mouse.hover.dependency is not None:
            return lit_link(marks, mouse.hover.dependency)
        if mouse.hover.zone is not None and mouse.hover.uid is not None:
            return handles(marks, mouse.hover.uid)
        return []

    def _measured(self) -> Labels:
        return Labels(lru_cache(10_000)(QFontMetrics(self.font()).horizontalAdvance))

    # -- mouse and keyboard

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._mouse.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._mouse.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        hit = self.hit(event.position().toPoint())
        if hit.zone is not None and hit.uid is not None:
            self.task_activated.emit(hit.uid)
        elif hit.dependency is not None:
            self.dependency_activated.emit(hit.dependency)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned, modifiers = event.angleDelta(), event.modifiers()
        amount = turned.y() or turned.x()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            self._zoom(ZOOM_STEP ** (-amount / 120), event.position().x())
        elif modifiers & Qt.KeyboardModifier.ShiftModifier or (turned.x() and not turned.y()):
            self.axis.scroll_to(self.axis.offset - amount)
        else:
            pixels = event.pixelDelta().y() or round(turned.y() * 3 * self.rows.row_height / 120)
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - pixels)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape if self._mouse.cancel():
                self.message.emit(_("Nothing was changed."))
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_in()
            case Qt.Key.Key_Minus:
                self.zoom_out()
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Left | Qt.Key.Key_Right if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                later = 1 if event.key() == Qt.Key.Key_Right else -1
                self._nudge(later, resize=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            case _:
                super().keyPressEvent(event)

    def _step(self, down: int) -> None:
        """Choose the row above or below the current one."""
        uids, current = self.rows.uids, self.selection.current
        if uids:
            row = self.rows.row_of[current] + down if current is not None and current in self.rows.row_of else 0
            uid = uids[min(max(row, 0), len(uids) - 1)]
            self.selection.set((uid,), uid, self)
            self._reveal_row(uid)

    def _nudge(self, later: int, *, resize: bool) -> None:
        """Move the current bar, or its right edge, by one step of the zoom."""
        uid, schedule = self.selection.current, self.document.schedule
        if uid is None or uid not in schedule.rows:
            return
        step = snap_step(self.axis.minutes_per_pixel)
        finish = schedule.finish[schedule.rows[uid]]
        engine = self.document.engine
        gesture: Gesture = (
            ResizeBar(engine, self.wording, uid, step) if resize else MoveBar(engine, self.wording, uid, finish, step)
        )
        gesture.move(Pointer(finish + later * step, 0, 0, Hit(uid), free=False))
        self.carry_out(gesture)

    def carry_out(self, gesture: Gesture) -> None:
        """Make the edit of a gesture, or say why not."""
        try:
            edit = gesture.finish()
            if edit is not None:
                self.document.push(edit.patch, edit.text, origin=self)
                self.message.emit(edit.message)
        except GantlineError as refusal:
            self.refused.emit(str(refusal))
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.hint_at(event.pos()), self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._mouse.leave()
        return super().viewportEvent(event)

    def hint_at(self, at: QPoint) -> str:
        """What is told of a bar or link at a point, as rich text; empty elsewhere."""
        hit, project = self.hit(at), self.document.project
        if self._mouse.gesture is not None:
            return ""
        if hit.zone is not None and hit.uid is not None:
            task = project.tasks[hit.uid]
            return _as_hint(titled(task), task.wbs, task_facts(self.document.engine, hit.uid, self.wording))
        if hit.dependency is not None:
            return _as_hint("", "", link_facts(project, hit.dependency, self.wording))
        return ""

    # -- following the others

    def _on_document_changed(self, change: Change) -> None:
        self._take_extent(anew=change.everything and change.outline)
        self._fit_scroll_bars()

    def _take_extent(self, *, anew: bool) -> None:
        """Let the plan's time and some more be scrolled to; what could be scrolled to stays so."""
        schedule = self.document.schedule
        start, finish = schedule.start[0] - BEFORE, schedule.finish[0] + AFTER
        if not anew:
            start, finish = min(start, self.axis.extent[0]), max(finish, self.axis.extent[1])
        self.axis.set_extent(start, finish)
        if anew:
            self.scroll_to_date(schedule.start[0])
            self.verticalScrollBar().setValue(0)

    def _on_chart_changed(self) -> None:
        self._mouse.forget()
        self._fit_scroll_bars()
        self._repaint()

    def _on_axis_changed(self) -> None:
        self._fit_scroll_bars()
        self._repaint()

    def _repaint(self, _origin: object = None) -> None:
        self._marks = None
        self.viewport().update()

    def _fit_scroll_bars(self) -> None:
        viewport, axis, height = self.viewport(), self.axis, self.rows.row_height
        upright, level = self.verticalScrollBar(), self.horizontalScrollBar()
        upright.setRange(0, max((len(self.rows) + 1) * height - viewport.height(), 0))
        upright.setSingleStep(height)
        upright.setPageStep(viewport.height())
        first, last = (axis.position(moment) for moment in axis.extent)
        blocked = level.blockSignals(True)
        level.setRange(min(first, axis.offset), max(last - viewport.width(), first, axis.offset))
        level.setSingleStep(24)
        level.setPageStep(viewport.width())
        level.setValue(axis.offset)
        level.blockSignals(blocked)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self._repaint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        viewport = self.viewport().geometry()
        self._header.setGeometry(
            QRect(viewport.left(), viewport.top() - HEADER_HEIGHT, viewport.width(), HEADER_HEIGHT)
        )
        self._fit_scroll_bars()
        self._repaint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._labels, self._scale = self._measured(), None
            self._repaint()


def _as_hint(name: str, wbs: str, facts: Facts) -> str:
    title = f"<b>{escape(name)}</b>" + (f" &nbsp;{escape(wbs)}" if wbs else "")
    rows = "".join(
        f"<tr><td style='padding-right: 10px'>{escape(head)}</td><td>{escape(value)}</td></tr>" for head, value in facts
    )
    return f"{title if name else ''}<table>{rows}</table>"
