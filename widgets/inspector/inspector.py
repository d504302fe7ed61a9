"""The inspector: all about the selected tasks, beside the plan, following the selection."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ...app.analysis.figures import Figures
from ...app.edits.field import Field
from ...app.edits.fields import fields_of
from ...app.edits.wording import Wording
from ...app.i18n import N_, _, ngettext
from ...app.project.project import Project
from ...app.workspace.document import Document
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from ..table.locale_style import style_of
from .field_section import FieldSection
from .link_section import LinkSection, Side
from .people_section import PeopleSection
from .section import Section, Subject
from .why_section import WhySection

GENERAL = ("name", "duration", "start", "finish", "percent_complete", "work", "cost", "mode", "priority", "active")
ADVANCED = ("constraint", "constraint_date", "deadline", "calendar", "task_type", "effort_driven", "milestone", "wbs")
DATES = (
    "actual_start", "actual_finish", "early_start", "early_finish", "late_start", "late_finish", "total_slack",
    "free_slack", "baseline_start", "baseline_finish", "finish_variance",
)  # fmt: skip
OPEN_AT_FIRST = ("general", "predecessors", "resources", "why")

_PAUSE = 60
"""Milliseconds for which the selection has to rest, so that walking through the table stays quick."""


class Inspector(QScrollArea):
    """Sections about the selected tasks; what the tasks share can be edited for all of them together.

    Attributes:
        sections: The sections by their keys, from the top.

    Signals:
        refused: An edit was refused; carries the sentence.
        told: An edit became otherwise than typed; carries the sentence that says how.
        task_chosen: The user wants to see a task.
        why_requested: The user wants to know what would let the task start earlier.
    """

    refused = Signal(str)
    told = Signal(str)
    task_chosen = Signal(int)
    why_requested = Signal()

    def __init__(
        self, document: Document, selection: Selection, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Task inspector"))
        self._document = document
        self._selection = selection
        self._appearance = appearance
        self.title = QLabel(self)
        self.subtitle = QLabel(self)
        self.sections: dict[str, Section] = {}
        self._rest = QTimer(self, singleShot=True, interval=_PAUSE)
        self._rest.timeout.connect(self.refresh)
        self._build()
        selection.changed.connect(self._on_changed)
        document.changed.connect(self._on_changed)
        appearance.changed.connect(self._wear_theme)
        self._wear_theme()

    def _build(self) -> None:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        heading = QWidget(holder)
        lines = QVBoxLayout(heading)
        lines.setContentsMargins(8, 8, 8, 8)
        lines.setSpacing(2)
        font = self.title.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * 1.15)
        self.title.setFont(font)
        for label in (self.title, self.subtitle):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            lines.addWidget(label)
        layout.addWidget(heading)
        for section in self._make_sections(holder):
            self.sections[section.key] = section
            section.unfold(section.key in OPEN_AT_FIRST)
            section.refused.connect(self.refused)
            section.told.connect(self.told)
            section.task_chosen.connect(self.task_chosen)
            layout.addWidget(section)
        layout.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _make_sections(self, holder: QWidget) -> Sequence[Section]:
        document, appearance = self._document, self._appearance

        def form(key: str, title: str, fields: Callable[[Project], Sequence[Field]]) -> Section:
            return FieldSection(key, title, fields, document, appearance, holder)

        why = WhySection(appearance, holder)
        why.more_requested.connect(self.why_requested)
        return (
            form("general", N_("General"), _named(GENERAL)),
            LinkSection(Side.PREDECESSORS, document, appearance, holder),
            LinkSection(Side.SUCCESSORS, document, appearance, holder),
            PeopleSection(document, appearance, holder),
            why,
            form("advanced", N_("Advanced"), _named(ADVANCED)),
            form("dates", N_("Dates and slack"), _named(DATES)),
            form("custom", N_("Custom fields"), _custom),
            form("notes", N_("Notes"), _named(("notes",))),
        )

    def unfolded(self) -> list[str]:
        """The keys of the sections that are unfolded."""
        return [key for key, section in self.sections.items() if section.unfolded]

    def unfold_only(self, keys: Iterable[str]) -> None:
        """Unfold these sections and fold the others."""
        wanted = set(keys)
        for key, section in self.sections.items():
            section.unfold(key in wanted)

    def begin_typing(self) -> None:
        """Give the keyboard to the first field."""
        self.refresh()
        general = self.sections["general"]
        general.unfold()
        assert isinstance(general, FieldSection)
        name = general.editors["name"].widget if general.editors else general.heading
        name.setFocus()
        if isinstance(name, QLineEdit):
            QTimer.singleShot(0, name, name.selectAll)  # a field that is just being shown selects nothing yet

    @property
    def unfinished(self) -> QWidget | None:
        """The field in which something stands that cannot be."""
        return next((field for section in self.sections.values() if (field := section.unfinished) is not None), None)

    def finish_editing(self) -> None:
        """Take over what is being typed, as leaving the field would; refusals are told."""
        for section in self.sections.values():
            section.finish_editing()

    def drop_editing(self) -> None:
        """Leave out what is being typed."""
        for section in self.sections.values():
            section.drop_editing()

    def refresh(self) -> None:
        """Show the selected tasks anew."""
        self._rest.stop()
        if not self.isVisible():
            return
        tasks = self._document.project.tasks
        uids = tuple(uid for uid in self._selection.uids if uid in tasks and not tasks[uid].blank)
        subject = None
        if uids:
            info = self._document.project.info
            subject = Subject(uids, Figures(self._document.engine), Wording(info, style_of(QLocale())))
        self._show_heading(subject)
        for section in self.sections.values():
            section.setVisible(subject is not None)
            section.take(subject)

    def _show_heading(self, subject: Subject | None) -> None:
        if subject is None:
            self.title.setText(_("No task selected"))
            self.subtitle.setText(_("Select one task or several in the table or the chart to see and edit them here."))
        elif subject.only is not None:
            uid, figures = subject.only, subject.figures
            self.title.setText(subject.project.tasks[uid].name or _("(no name)"))
            number = figures.row_number(uid)
            above = subject.project.parent(uid)
            parts = [_("Row {row}").format(row=number)]
            if above in subject.project.tasks:
                parts.append(_("in {summary}").format(summary=subject.project.tasks[above].name))
            self.subtitle.setText(" · ".join(parts))
        else:
            count = len(subject.uids)
            self.title.setText(ngettext("{count} task", "{count} tasks", count).format(count=count))
            self.subtitle.setText(_("What is typed here holds for all of them."))

    def _on_changed(self, _change: object) -> None:
        if self.isVisible():
            self._rest.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def _wear_theme(self) -> None:
        theme = self._appearance.theme
        self.subtitle.setStyleSheet(f"color: {theme.text_faint};")


def _named(keys: Sequence[str]) -> Callable[[Project], Sequence[Field]]:
    """The fields of these keys."""

    def fields(project: Project) -> Sequence[Field]:
        known = fields_of(project)
        return [known[key] for key in keys]

    return fields


def _custom(project: Project) -> Sequence[Field]:
    """The fields a plan's planner defined."""
    return [field for key, field in fields_of(project).items() if key.startswith("custom.")]
