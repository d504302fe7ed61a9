"""Work in the window's own process that takes longer than a blink: its progress in a dialog, with Cancel."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from time import perf_counter
from types import TracebackType
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from ..app.i18n import _
from ..app.project.ticket import Cancelled, Ticket
from ..io.collector import without_collector

_DELAY: Final = 0.15
"""Seconds until the progress is shown; what takes less only shows the pointer that says wait."""

_NEVER: Final = 1 << 30
"""Milliseconds after which the dialog would show itself, and handle events of its own accord whenever it has news."""

_SLICE: Final = 0.05
"""Seconds of work between two looks at what the user does."""

_POINTED: Final = 0.03
"""Seconds until the pointer says wait, so that it does before anybody could wonder."""


_MADE: Final = 20_000
"""Of so many things that were made, and not let go, garbage is looked for before the wait is over: it would hold up the
window afterwards, without a sign.
"""

_MIDDLE: Final = 1
"""The generation of things that are neither new nor old, as Python counts them."""


class Patience(Ticket):
    """A ticket for work on the open plan itself, such as trying a thousand edits one by one.

    Only the dialog lives while it lasts: nothing else of the window is painted and no other timer runs, since the plan
    is between two states then. A context manager; what the user cancelled leaves it without a word.

    Attributes:
        cancelled: The user cancelled it.
    """

    _waiting: ClassVar[tuple[float, float] | None] = None
    """Since when the user waits and was last heard, for work that follows before the window lives again."""

    def __init__(self, text: str, window: QWidget, cancel: bool = True) -> None:
        """Wait for work; the text says what is being done, and it can be cancelled or not."""
        self._cancel = cancel
        self._text = text
        self._window = window
        self._dialog: QProgressDialog | None = None
        self._pointing = False
        self._resting = ExitStack()
        self._began = self._looked = perf_counter()
        self.cancelled = False

    def __enter__(self) -> Patience:
        self._resting.enter_context(without_collector())  # to look for garbage would hold up a frame
        now = perf_counter()
        self._began, self._looked = Patience._waiting = Patience._waiting or (now, now)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if gc.get_count()[0] > _MADE:
            gc.collect(_MIDDLE)
        self._resting.close()
        if self._pointing:
            QApplication.restoreOverrideCursor()
        if self._dialog is not None:
            dialog, self._dialog = self._dialog, None
            dialog.close()
            dialog.deleteLater()
            self._window.setUpdatesEnabled(True)
        if perf_counter() - self._began > _SLICE:
            QTimer.singleShot(0, _live_again)
        else:
            _live_again()
        self.cancelled = kind is Cancelled
        return self.cancelled

    def step(self, done: int, total: int, text: str = "") -> None:
        """Show how far the work is, from time to time.

        Raises:
            Cancelled: The user wants it to stop.
        """
        now = perf_counter()
        if now - self._looked < (_SLICE if self._pointing else _POINTED):
            return
        if not self._pointing:
            self._pointing = True
            QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        if now - self._began < _DELAY:
            return
        dialog = self._dialog = self._dialog or self._made()
        with _Hush(dialog, keys=self._cancel):
            dialog.show()
            dialog.setMaximum(total or dialog.maximum())
            dialog.setLabelText(text or self._text)
            dialog.setValue(done if total else max(dialog.value(), 0))  # what is finished off goes on at the end
            QApplication.processEvents(_ALL if self._cancel else _UNASKED)
        self._looked = perf_counter()
        Patience._waiting = self._began, self._looked
        if dialog.wasCanceled() and self._cancel:
            raise Cancelled

    def _made(self) -> QProgressDialog:
        self._window.setUpdatesEnabled(False)
        over = QApplication.activeModalWidget() or self._window  # what is modal takes no clicks on others' dialogs
        dialog = QProgressDialog(self._text, _("Cancel"), 0, 0, over)
        if not self._cancel:
            dialog.setCancelButton(None)  # pyright: ignore[reportArgumentType] - Qt says that none goes so
            dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)  # what is typed meanwhile is not for it
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(_NEVER)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        return dialog


def _live_again() -> None:
    Patience._waiting = None  # pyright: ignore[reportPrivateUsage]


_ALL: Final = QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers
_UNASKED: Final = _ALL | QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents
"""What comes while work lasts; keys and clicks wait for the window where there is nothing to cancel."""

_KEYS: Final = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.ShortcutOverride,
    QEvent.Type.Close,
}
_UNHEARD: Final = {QEvent.Type.Timer, QEvent.Type.FocusOut}


class _Hush(QObject):
    """Lets nobody's timers run but those of a dialog; they come when it is over.

    Nor is anybody told that the focus went to the dialog: an editor that loses it takes over what stands in it, which
    would be an edit in the midst of another. Without ``keys`` nothing closes the dialog, which would let clicks
    through to the window.
    """

    def __init__(self, dialog: QWidget, *, keys: bool) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._keys = keys

    def __enter__(self) -> None:
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]

    def __exit__(self, *_error: object) -> None:
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess]
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS:
            return not self._keys
        return event.type() in _UNHEARD and not self._belongs(watched)

    def _belongs(self, watched: QObject | None) -> bool:
        while watched is not None and watched is not self._dialog:
            watched = watched.parent()
        return watched is not None
