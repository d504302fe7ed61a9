"""What is typed and cannot be holds the window: nothing else goes on before it is put right, or left out with Esc."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDockWidget,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QSplitterHandle,
    QWidget,
)

from ..app.i18n import _


class Pane(Protocol):
    """Where something is typed."""

    @property
    def unfinished(self) -> QWidget | None:
        """The field in which something stands that was not taken over."""
        ...

    def finish_editing(self) -> None:
        """Take over what is being typed, as leaving the field would; what cannot be stays, and why is told."""
        ...

    def drop_editing(self) -> None:
        """Leave out what is being typed."""
        ...


_HELD: Final = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.ContextMenu,
    QEvent.Type.KeyPress,
}


class Entries(QObject):
    """What is being typed in the panes of a window.

    Nobody's text goes without a word: while one stands open that was refused, clicks and keys that belong elsewhere in
    the window do nothing but give the keyboard back to it, and whoever wants to show other tasks asks ``settle`` first.
    Menus and other windows are free, and so are scroll bars, for one may have to look something up.

    Attributes:
        why: Why something was refused last.

    Signals:
        held: Something was not done because of what was typed before; the sentence to be told.
        over: What was refused was left out or put right.
    """

    held = Signal(str)
    over = Signal()

    def __init__(self, panes: Sequence[Pane], window: QMainWindow) -> None:
        super().__init__(window)
        self._panes = panes
        self._window = window
        self.why = ""

    def finish(self) -> None:
        """Take over what is being typed anywhere; refusals are told."""
        for pane in self._panes:
            pane.finish_editing()

    def settle(self) -> bool:
        """Take over what is being typed; says whether nothing is left of it. What cannot be has the keyboard again."""
        self.finish()
        fields = self._unfinished()
        if not fields:
            return True
        self._show(fields[0])
        fields[0].activateWindow()
        fields[0].setFocus()
        self.held.emit(_("{why} Put it right first, or press Esc to leave it out.").format(why=self.why))
        return False

    def drop(self) -> None:
        """Leave out what is being typed."""
        for pane in self._panes:
            pane.drop_editing()

    def on_refused(self, why: str) -> None:
        """Something was refused; if it was typed, it holds the window."""
        self.why = why
        if not self._unfinished():
            return
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _HELD or not isinstance(watched, QWidget):
            return False
        fields = self._unfinished()
        key = event.type() == QEvent.Type.KeyPress  # what a field has no use for goes to what it stands in, too
        places = (watched, QApplication.focusWidget() or watched) if key else (watched,)
        own = any(_holds(field, place) for field in fields for place in places)
        if fields and (own or not self._is_elsewhere(watched)):
            QTimer.singleShot(0, self, self._tell_over)  # once what it is meant for has taken it: it may be Esc
            return False
        if fields and (event.type() == QEvent.Type.MouseButtonRelease or not self.settle()):
            event.accept()
            return True
        self._tell_over()
        return False

    def _show(self, field: QWidget) -> None:
        """Bring a field into view, whether its dock is closed or behind another, or it was scrolled away."""
        for dock in self._window.findChildren(QDockWidget):
            if dock.isAncestorOf(field):
                dock.show()
                dock.raise_()
        for area in self._window.findChildren(QScrollArea):
            if area.isAncestorOf(field):
                area.ensureWidgetVisible(field)
        for view in self._window.findChildren(QAbstractItemView):
            if view.indexWidget(view.currentIndex()) is field:
                view.scrollTo(view.currentIndex())

    def _tell_over(self) -> None:
        if not self._unfinished():
            QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]
            self.over.emit()

    def _unfinished(self) -> list[QWidget]:
        return [field for pane in self._panes if (field := pane.unfinished) is not None]

    def _is_elsewhere(self, widget: QWidget) -> bool:
        """Whether a widget shows or changes the plan."""
        if isinstance(widget, QScrollBar | QSplitterHandle):
            return False
        return any(_holds(one, widget) for one in self._contents())

    def _contents(self) -> Iterator[QWidget]:
        docks = self._window.findChildren(QDockWidget)
        for one in (self._window.centralWidget(), self._window.menuBar().cornerWidget(), *(d.widget() for d in docks)):
            if isinstance(one, QWidget):  # a dock that was never shown has nothing in it
                yield one


def _holds(one: QWidget, other: QWidget) -> bool:
    return one is other or one.isAncestorOf(other)
