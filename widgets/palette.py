"""The command palette: every action and every task, found by typing a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ..app.analysis.task_search import find_tasks
from ..app.i18n import _
from ..app.project.project import Project
from ..app.project.records import TaskUid
from .actions import ACTIONS, Actions, Spec, menu_path, plain_title
from .appearance import Appearance
from .choices import Choice
from .icons import icon

Index = QModelIndex | QPersistentModelIndex

_WIDTH: Final = 620
_ROW: Final = 30
_SHOWN: Final = 12
_LEAST: Final = 3
"""Lines that are shown at most, and however low the screen is."""

_TASKS: Final = 30
"""Tasks offered beside the actions."""


@dataclass(frozen=True)
class Offer:
    """A line of the palette.

    Attributes:
        title: What it does or where it leads.
        place: The menu it stands in, or what else tells it from others.
        keys: Its shortcut, for next time.
        enabled: Whether it can be used now.
        run: What happens when it is chosen.
    """

    title: str
    place: str
    keys: str
    enabled: bool
    icon: QIcon
    run: Callable[[], object]


class Palette(QFrame):
    """A field to type in and the actions and tasks that fit, over the window.

    Signals:
        task_chosen: The user wants to see a task.
    """

    task_chosen = Signal(int)

    def __init__(
        self,
        actions: Actions,
        named: Sequence[Choice],
        project: Project,
        appearance: Appearance,
        window: QWidget,
    ) -> None:
        """Offer actions, what else has a name, and the tasks of a plan."""
        super().__init__(window, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._actions = actions
        self._named = named
        self._project = project
        self._appearance = appearance
        self._room = _SHOWN
        self.line = QLineEdit(
            self, placeholderText=_("Type a command, a view, filter or table, or the name or row of a task")
        )
        self.line.setAccessibleName(_("Command or task"))
        self.list = QListView(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("What fits"))
        self.list.setItemDelegate(_Delegate(appearance, self.list))
        self.nothing = QLabel(_("Nothing fits: no command, view, filter, table or task is called so."), self)
        self.nothing.setWordWrap(True)
        self.nothing.setMargin(8)
        self._model = _Model(self)
        self.list.setModel(self._model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(6)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        self._wear_theme()
        self.line.textChanged.connect(self._offer)
        self.line.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self._offer("")

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window, with no more lines than the screen has room for."""
        width = min(_WIDTH, window.width() - 24)
        corner = window.mapToGlobal(QPoint((window.width() - width) // 2, 56))
        beside = self.sizeHint().height() - self.list.minimumHeight()
        room = window.screen().availableGeometry().bottom() - corner.y() - beside
        self._room = min(max(room // _ROW, _LEAST), _SHOWN)
        self.resize(width, self.height())
        self._offer(self.line.text())
        self.move(corner)
        self.show()
        self.line.setFocus()

    @property
    def offers(self) -> Sequence[Offer]:
        """What fits what was typed, best first."""
        return self._model.offers

    def _offer(self, text: str) -> None:
        ranked = [(rank, self._action_offer(spec)) for rank, spec in _ranked(text, self._actions.recent)]
        if text.strip():
            fits = ((_rank_named(text.casefold().split(), one), one) for one in self._named)
            ranked += [(rank, self._named_offer(one)) for rank, one in fits if rank is not None]
        found = [offer for _rank_of, offer in sorted(ranked, key=lambda one: one[0])]
        if text.strip():
            found += [self._task_offer(hit.row, hit.uid, hit.name) for hit in find_tasks(self._project, text, _TASKS)]
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self._model.take(found)
        self.list.setCurrentIndex(self._model.index(0))
        self.list.setFixedHeight(min(len(found), self._room) * _ROW + 2)
        layout = self.layout()
        assert layout is not None
        layout.activate()  # else what was needed for more lines is kept as the least height
        self.resize(self.width(), self.sizeHint().height())

    def _action_offer(self, spec: Spec) -> Offer:
        action: QAction = self._actions[spec.key]
        title = plain_title(action.text()) if spec.key in ("undo", "redo") else plain_title(_(spec.title))
        if action.isCheckable() and action.isChecked():
            title = f"{title}  \N{CHECK MARK}"
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return Offer(title, menu_path(spec), keys, action.isEnabled(), action.icon(), action.trigger)

    def _named_offer(self, choice: Choice) -> Offer:
        title = f"{choice.title}  \N{CHECK MARK}" if choice.chosen else choice.title
        return Offer(title, choice.place, "", True, QIcon(), choice.act)

    def _task_offer(self, row: int, uid: TaskUid, name: str) -> Offer:
        place = _("Task in row {row}").format(row=row)
        found = icon("go-to", self._appearance.theme)
        return Offer(name or _("(no name)"), place, "", True, found, lambda: self.task_chosen.emit(uid))

    def _run(self, row: int) -> None:
        if not 0 <= row < len(self.offers) or not self.offers[row].enabled:
            return
        run = self.offers[row].run
        self.close()
        run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            row, last = self.list.currentIndex().row(), len(self.offers) - 1
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._run(row)
                case Qt.Key.Key_Escape:
                    self.close()
                case Qt.Key.Key_Down:
                    self._go(0 if row >= last else row + 1)
                case Qt.Key.Key_Up:
                    self._go(last if row <= 0 else row - 1)
                case Qt.Key.Key_PageDown:
                    self._go(min(row + self._room, last))
                case Qt.Key.Key_PageUp:
                    self._go(max(row - self._room, 0))
                case _:
                    return super().eventFilter(watched, event)
            return True
        return super().eventFilter(watched, event)

    def _go(self, row: int) -> None:
        self.list.setCurrentIndex(self._model.index(row))

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(
            f"Palette {{ background: {theme.window}; border: 1px solid {theme.border}; }}"
            f"QLineEdit {{ padding: 6px 8px; border: 1px solid {theme.accent}; border-radius: 4px;"
            f" background: {theme.base}; color: {theme.text}; }}"
            f"QListView {{ background: {theme.window}; border: none; outline: 0; }}"
            f"QLabel {{ color: {theme.text_faint}; }}"
        )


class _Model(QAbstractListModel):
    """The lines of the palette."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: Sequence[Offer] = ()

    def take(self, offers: Sequence[Offer]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self.offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(filter(None, (offer.title, offer.place, offer.keys)))
        return None


class _Delegate(QStyledItemDelegate):
    """Paints a line: icon, title, the menu faintly behind it, the keys at the right."""

    def __init__(self, appearance: Appearance, parent: QListView) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._list = parent

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._appearance.theme
        model = index.model()
        assert isinstance(model, _Model)
        offer = model.offers[index.row()]
        rect: QRect = option.rect  # type: ignore[attr-defined] - the stubs leave it out
        current = index.row() == self._list.currentIndex().row()
        if current:
            painter.fillRect(rect, QColor(theme.selection))
        text = theme.selection_text if current else theme.text
        faint = theme.selection_text if current else theme.text_faint
        middle = Qt.AlignmentFlag.AlignVCenter
        offer.icon.paint(painter, QRect(rect.left() + 8, rect.top() + (rect.height() - 16) // 2, 16, 16))
        room = rect.adjusted(34, 0, -10, 0)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(faint))
        if offer.keys:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, offer.keys)
            room.setRight(room.right() - metrics.horizontalAdvance(offer.keys) - 16)
        painter.setPen(QColor(text if offer.enabled else theme.inactive))
        title = metrics.elidedText(offer.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, middle, title)
        room.setLeft(room.left() + metrics.horizontalAdvance(title) + 12)
        painter.setPen(QColor(faint))
        painter.drawText(room, middle, metrics.elidedText(offer.place, Qt.TextElideMode.ElideRight, room.width()))


def _ranked(text: str, recent: Sequence[str]) -> list[tuple[int, Spec]]:
    """The actions that fit a text and how well, best first; those used last come first among equals."""
    order = {key: place for place, key in enumerate(recent)}
    found = []
    for place, spec in enumerate(ACTIONS):
        rank = _rank(text.casefold().split(), spec)
        if rank is not None and spec.key != "find_command":
            found.append((rank, order.get(spec.key, len(recent)), place, spec))
    return [(rank, spec) for rank, _recent, _place, spec in sorted(found, key=lambda one: one[:3])]


def _rank(words: Sequence[str], spec: Spec) -> int | None:
    """How well words fit an action: 0 is best, None not at all."""
    title = plain_title(_(spec.title)).casefold()
    return _fit(words, title, f"{plain_title(_(spec.menu)).casefold()} {_(spec.tip).casefold() if spec.tip else ''}")


def _rank_named(words: Sequence[str], choice: Choice) -> int | None:
    """How well words fit something with a name."""
    return _fit(words, choice.title.casefold(), choice.place.casefold())


def _fit(words: Sequence[str], title: str, more: str) -> int | None:
    """How well words fit a title, or that and more that is said of it: 0 is best, None not at all."""
    if not words:
        return 0
    if title.startswith(" ".join(words)):
        return 0
    parts = title.split()
    if all(any(part.startswith(word) for part in parts) for word in words):
        return 1
    if all(word in title for word in words):
        return 2
    if len(words) == 1 and len(words[0]) > 1 and "".join(part[0] for part in parts).startswith(words[0]):
        return 3
    return 4 if all(word in f"{title} {more}" for word in words) else None
