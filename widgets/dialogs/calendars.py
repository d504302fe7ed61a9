"""The dialog in which it is said when work is done: calendars, their weeks, exceptions and work weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.calendar_view import DayView, days_between, usual_week
from ...app.edits import calendar_days, calendars
from ...app.edits.resource_calendars import (
    base_calendar,
    drop_own_calendar,
    give_own_calendar,
    own_calendar,
    set_base_calendar,
)
from ...app.i18n import _, ngettext
from ...app.project.errors import EditError, ReadError
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import INHERITED_WEEK, Calendar, CalendarUid, ExceptionPeriod, Hours, ResourceUid
from ...app.workspace.document import Change, Document
from ..appearance import Appearance
from .calendar_list import CalendarList, Target
from .dated_list import EXCEPTIONS, WORK_WEEKS, DatedList
from .look import fit_to_screen, let_buttons_shrink, list_style
from .month_pane import MonthPane
from .resource_columns import base_calendars
from .week_editor import WeekEditor

Edit = Callable[[Project, CalendarUid], Patch]


class CalendarsDialog(QDialog):
    """Calendars and what they say. Every change is carried out at once and can be undone, here with Ctrl+Z too."""

    def __init__(
        self,
        document: Document,
        appearance: Appearance,
        parent: QWidget | None = None,
        calendar: CalendarUid | None = None,
        *,
        resource: ResourceUid | None = None,
    ) -> None:
        """Show the plan's calendar, or the one given, or the times of a resource."""
        super().__init__(parent)
        self.setWindowTitle(_("Calendars"))
        self.setSizeGripEnabled(True)
        self.finished.connect(self.deleteLater)  # a closed dialog must not go on listening to the plan
        self._document = document
        self._appearance = appearance
        self._build()
        self._connect()
        self.list.show_project(document.project)
        if resource is not None or calendar is not None:
            self.list.choose(Target(calendar or document.project.info.calendar, resource))
        self.month.month.choose(document.project.info.start.date())
        self._wear_theme()
        fit_to_screen(self, 1120, 580)
        self.list.setFocus()

    @property
    def target(self) -> Target:
        """Whose times are shown."""
        return self.list.target or Target(self._document.project.info.calendar)

    # -- putting it together

    def _build(self) -> None:
        self.list = CalendarList(self)
        self.name = QLabel(self)
        self.users = QLabel(self)
        self.users.setWordWrap(True)
        self.base = QComboBox(self)
        self.base_label = QLabel(_("&Follows"), self)
        self.base_label.setBuddy(self.base)
        self.use = QPushButton(_("Use for the Plan"), self)
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        project = self._document.project
        self.month = MonthPane(self._days, self._appearance, project.info.week_start, self)
        self.week = WeekEditor(self._appearance, self)
        self.exceptions = DatedList(EXCEPTIONS, self._appearance, lambda: self.month.chosen[0], self)
        self.work_weeks = DatedList(WORK_WEEKS, self._appearance, lambda: self.month.chosen[0], self)
        self.read = QPushButton(_("&Import Holidays…"), self)
        self.read.setToolTip(_("Take the days off from an iCalendar file (.ics)"))
        self.exceptions.buttons.addWidget(self.read)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(_padded(self.week), _("&Week"))
        self.tabs.addTab(_padded(self.exceptions), _("&Exceptions"))
        self.tabs.addTab(_padded(self.work_weeks), _("W&ork Weeks"))
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.rejected.connect(self.reject)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.setChildrenCollapsible(False)
        for part, stretch in ((self._list_part(), 0), (self.month, 1), (self._tabs_part(), 1)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, stretch)
        parts.setSizes([190, 350, 560])
        foot = QHBoxLayout()
        foot.addWidget(self.message, 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(parts, 1)
        column.addLayout(foot)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        let_buttons_shrink(self)

    def _list_part(self) -> QWidget:
        self.new = QPushButton(_("New"), self)
        menu = QMenu(self.new)
        for key, (title, _week) in calendars.PRESETS.items():
            menu.addAction(_(title), lambda key=key: self.add(key))
        menu.addSeparator()
        menu.addAction(_("Copy of the chosen one"), self.copy)
        self.new.setMenu(menu)
        self.rename = QPushButton(_("Rename"), self)
        self.delete = QPushButton(_("Delete"), self)
        part = QWidget(self)
        buttons = QHBoxLayout()
        for button in (self.new, self.rename, self.delete):
            buttons.addWidget(button)
        buttons.addStretch()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 6, 0)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        return part

    def _tabs_part(self) -> QWidget:
        part = QWidget(self)
        follows = QHBoxLayout()
        follows.addWidget(self.base_label)
        follows.addWidget(self.base, 1)
        title = QHBoxLayout()
        title.addWidget(self.name, 1)
        title.addWidget(self.use)
        column = QVBoxLayout(part)
        column.setContentsMargins(6, 0, 0, 0)
        column.addLayout(title)
        column.addWidget(self.users)
        column.addLayout(follows)
        column.addWidget(self.tabs, 1)
        return part

    def _connect(self) -> None:
        self._document.changed.connect(self._on_document_changed)
        self._appearance.changed.connect(self._wear_theme)
        self.list.target_chosen.connect(self._show)
        self.list.renamed.connect(self._on_renamed, Qt.ConnectionType.QueuedConnection)  # after the field has closed
        self.rename.clicked.connect(self.list.edit_name)
        self.delete.clicked.connect(self.delete_chosen)
        self.base.activated.connect(self._on_base_chosen)
        self.use.clicked.connect(self._on_use)
        self.month.hours_given.connect(self._set_days)
        self.month.usual_wanted.connect(self._clear_days)
        self.month.refused.connect(self._say)
        self.week.hours_entered.connect(self._on_hours_entered)
        self.week.refused.connect(self._say)
        self.exceptions.edited.connect(self._edit)
        self.work_weeks.edited.connect(self._edit)
        self.read.clicked.connect(self.read_holidays)
        for keys, act in (
            (QKeySequence.StandardKey.Undo, self._document.undo_stack.undo),
            (QKeySequence.StandardKey.Redo, self._document.undo_stack.redo),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.setStyleSheet(list_style(theme))
        self.message.setStyleSheet(f"color: {theme.error};")
        self.users.setStyleSheet(f"color: {theme.text_faint};")
        self.name.setStyleSheet("font-weight: bold; font-size: 110%;")

    # -- showing

    def _show(self) -> None:
        """Show the chosen entry as it is now."""
        project, target = self._document.project, self.target
        calendar = project.calendars.get(target.calendar)
        if calendar is None:
            return
        own = target.resource is None or own_calendar(project, target.resource) is not None
        self.name.setText(calendar.name if target.resource is None else project.resources[target.resource].name)
        self.users.setText(self._users_text(target))
        self._show_base(project, target)
        self.use.setVisible(target.resource is None)
        self.use.setEnabled(project.info.calendar != target.calendar)
        self.rename.setEnabled(target.resource is None)
        self.delete.setEnabled(own)
        self.delete.setText(_("Delete") if target.resource is None else _("Drop own times"))
        base = project.calendars.get(calendar.base) if calendar.base is not None else None
        follows = calendar.name if not own else base.name if base is not None else _("usual")
        self._show_week(calendar, own, follows)
        self.exceptions.show_records(calendar.exceptions if own else ())
        self.work_weeks.show_records(calendar.work_weeks if own else ())
        self.tabs.setTabText(1, _("&Exceptions ({count})").format(count=len(calendar.exceptions) if own else 0))
        self.tabs.setTabText(2, _("W&ork Weeks ({count})").format(count=len(calendar.work_weeks) if own else 0))
        self.month.refresh()

    def _show_week(self, calendar: Calendar, own: bool, follows: str) -> None:
        """Show the week; a calendar that stands alone says all of it itself."""
        usual = self._usual_week()
        week = calendar.week if own else INHERITED_WEEK
        if own and calendar.base is None:
            week = tuple(usual[day] if hours is None else hours for day, hours in enumerate(week))
        self.week.show_week(week, usual, follows, resets=not own or calendar.base is not None)

    def _show_base(self, project: Project, target: Target) -> None:
        """What the chosen entry follows; nothing to choose for a calendar that stands alone."""
        calendar = project.calendars[target.calendar]
        nested = target.resource is not None or calendar.base is not None
        self.base.setVisible(nested)
        self.base_label.setVisible(nested)
        self.base.clear()
        for uid in base_calendars(project):
            self.base.addItem(project.calendars[uid].name, uid)
        follows = calendar.base if target.resource is None else base_calendar(project, target.resource)
        self.base.setCurrentIndex(self.base.findData(follows))

    def _users_text(self, target: Target) -> str:
        if target.resource is not None:
            own = own_calendar(self._document.project, target.resource)
            return (
                _("Has times of its own.")
                if own is not None
                else _("Has no times of its own yet; a change makes them.")
            )
        users = calendars.users_of(self._document.project, target.calendar)
        if not users:
            return _("Not in use.")
        named = ", ".join(users[:4]) + ("…" if len(users) > 4 else "")
        return _("Used by {names}.").format(names=named)

    def _usual_week(self) -> list[Hours]:
        """What the weekdays come to where the chosen entry says nothing of its own."""
        project, target = self._document.project, self.target
        if target.resource is not None and own_calendar(project, target.resource) is None:
            return usual_week(project, target.calendar)
        return usual_week(project, project.calendars[target.calendar].base)

    def _days(self, first: date, last: date) -> list[DayView]:
        times = self._document.engine.working_times.calendar(self.target.calendar)
        return days_between(self._document.project, self.target.calendar, times, first, last)

    # -- changing

    def add(self, preset: str) -> None:
        """Add a calendar with the week of a preset, and let its name be typed."""
        title, week = calendars.PRESETS[preset]
        name = calendars.free_name(self._document.project, _(title))
        self._add(calendars.add(self._document.project, name, week), name)

    def copy(self) -> None:
        """Add a calendar that says what the chosen one says, and let its name be typed."""
        project, target = self._document.project, self.target
        name = calendars.free_name(project, _("Copy of {name}").format(name=project.calendars[target.calendar].name))
        self._add(calendars.copy(project, target.calendar, name[: calendars.LONGEST_NAME]), name)

    def delete_chosen(self) -> None:
        """Delete the chosen calendar, or drop a resource's own one."""
        project, target = self._document.project, self.target
        if target.resource is not None:
            patch = drop_own_calendar(project, target.resource)
            self._document.push(
                patch, _("Drop the times of {name}").format(name=project.resources[target.resource].name)
            )
            return
        name = project.calendars[target.calendar].name
        self._push(lambda: calendars.delete(project, target.calendar), _("Delete calendar {name}").format(name=name))

    def read_holidays(self) -> None:
        """Ask for an iCalendar file and take its whole days over as days off."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self, _("Import holidays"), "", ";;".join((_("iCalendar (*.ics)"), _("All files (*)")))
        )
        if not chosen:
            return
        from ...io.holidays import read_holidays

        try:
            found = read_holidays(Path(chosen))
        except ReadError as error:
            self._say(str(error))
            return
        before = len(self._present())
        if found.days:
            text = _("Import holidays from {name}").format(name=Path(chosen).name)
            self._edit(lambda project, uid: calendar_days.add_exceptions(project, uid, found.days), text)
        added = len(self._present()) - before
        if added or not found.days:
            self._say(_told_of(added, len(found.days) - added, found.left_out), refused=not added)

    def _present(self) -> tuple[ExceptionPeriod, ...]:
        """The exceptions of the calendar that is shown."""
        project, target = self._document.project, self.target
        own = target.calendar if target.resource is None else own_calendar(project, target.resource)
        return () if own is None else project.calendars[own].exceptions

    def _say(self, sentence: str, *, refused: bool = True) -> None:
        theme = self._appearance.theme
        self.message.setStyleSheet(f"color: {theme.error if refused else theme.text};")
        self.message.setText(sentence)

    def _add(self, patch: Patch, name: str) -> None:
        [made] = patch.touched("calendars")
        self._document.push(patch, _("Add calendar {name}").format(name=name))
        self.list.choose(Target(made))
        self.list.edit_name()

    def _edit(self, edit: Edit, text: str) -> None:
        """Change the chosen calendar; a resource without one is given its own in the same step."""
        project, target = self._document.project, self.target

        def made() -> Patch:
            if target.resource is None:
                return edit(project, target.calendar)
            given = give_own_calendar(project, target.resource)
            twin = project.snapshot()
            twin.apply(given)
            own = own_calendar(twin, target.resource)
            assert own is not None
            return given.then(edit(twin, own))

        self._push(made, text)

    def _push(self, made: Callable[[], Patch], text: str) -> None:
        """Carry an edit out as a step to undo, or say why it was refused."""
        try:
            self._document.push(made(), text)
            self.message.clear()
        except EditError as error:
            self._say(str(error))

    def _on_document_changed(self, change: Change) -> None:
        if change.calendars or change.resources or change.everything:
            self.list.show_project(self._document.project)
            self._show()

    def _on_renamed(self, uid: int, name: str) -> None:
        project, calendar = self._document.project, CalendarUid(uid)
        if name != project.calendars[calendar].name:
            self._push(lambda: calendars.rename(project, calendar, name), _("Rename calendar"))
            self.list.show_project(self._document.project)

    def _on_base_chosen(self) -> None:
        project, target, base = self._document.project, self.target, CalendarUid(self.base.currentData())
        if target.resource is not None:
            resource = target.resource
            follows = None if base == project.info.calendar else base
            text = _("Calendar of {name}").format(name=project.resources[resource].name)
            self._push(lambda: set_base_calendar(project, resource, follows), text)
        else:
            self._push(lambda: calendars.set_base(project, target.calendar, base), _("Change what a calendar follows"))

    def _on_use(self) -> None:
        calendar = self.target.calendar
        self._push(
            lambda: calendars.set_project_calendar(self._document.project, calendar), _("Change the plan's calendar")
        )

    def _on_hours_entered(self, weekday: int, hours: Hours | None) -> None:
        self._edit(lambda project, uid: calendars.set_hours(project, uid, weekday, hours), _("Change working hours"))
        self._show()

    def _set_days(self, hours: Hours) -> None:
        first, last = self.month.chosen
        text = _("Other hours") if hours else _("Day off")
        self._edit(lambda project, uid: calendar_days.set_days(project, uid, first, last, hours, text), text)

    def _clear_days(self) -> None:
        first, last = self.month.chosen
        self._edit(lambda project, uid: calendar_days.clear_days(project, uid, first, last), _("Usual hours again"))


def _told_of(added: int, known: int, left_out: int) -> str:
    """What came of a file of holidays."""
    if not added:
        return _("The file names no whole days.")
    told = [ngettext("{count} day off added.", "{count} days off added.", added).format(count=added)]
    if known:
        told.append(ngettext("{count} was there already.", "{count} were there already.", known).format(count=known))
    if left_out:
        told.append(
            ngettext(
                "{count} event with hours or a rule of its own was left out.",
                "{count} events with hours or rules of their own were left out.",
                left_out,
            ).format(count=left_out)
        )
    return " ".join(told)


def _padded(widget: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.addWidget(widget)
    return page
