"""Assignment Information: how much somebody works on a task, how it is spread, paid and reported; one step to undo."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from ...app.analysis.cost import assignment_cost
from ...app.analysis.spread import does_work
from ...app.edits import assignments
from ...app.edits.usage import set_actual_work
from ...app.i18n import N_, _
from ...app.project.durations import format_duration, parse_duration
from ...app.project.kinds import WorkContour
from ...app.project.moments import to_datetime
from ...app.project.patch import Patch
from ...app.project.project import Project
from ...app.project.records import Assignment, AssignmentUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from .information import Edit, Information

CONTOURS = {
    WorkContour.FLAT: N_("Flat"),
    WorkContour.BACK_LOADED: N_("Back Loaded"),
    WorkContour.FRONT_LOADED: N_("Front Loaded"),
    WorkContour.DOUBLE_PEAK: N_("Double Peak"),
    WorkContour.EARLY_PEAK: N_("Early Peak"),
    WorkContour.LATE_PEAK: N_("Late Peak"),
    WorkContour.BELL: N_("Bell"),
    WorkContour.TURTLE: N_("Turtle"),
    WorkContour.CONTOURED: N_("Contoured"),
}
"""The contours as Microsoft Project calls them; the last one is a spread by hand."""

TABLES = "ABCDE"


class AssignmentInformation(Information):
    """Shows an assignment."""

    def __init__(
        self, document: Document, uid: AssignmentUid, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        project, one = document.project, document.project.assignments[uid]
        resource = _("Unassigned") if one.resource is None else project.resources[one.resource].name
        names = (resource, project.tasks[one.task].name)
        said = _("Change assignment of {resource} to {task}").format(resource=resource, task=names[1])
        super().__init__(document, appearance, said, parent)
        self._uid = uid
        self._names = names
        self._works = does_work(project, one)
        self.setWindowTitle(_("Assignment Information – {resource} on {task}").format(
            resource=resource, task=names[1]
        ))  # fmt: skip
        self.lines: dict[str, QLineEdit] = {}
        self.tabs.addTab(self._general_page(one), _("General"))
        if self._works:
            self.tabs.addTab(self._tracking_page(one), _("Tracking"))
        if self._works:
            self._watch(self.contour.currentData, self._contoured)
        self._watch(
            self.table.currentIndex,
            lambda project: assignments.set_cost_rate_table(project, uid, self.table.currentIndex()),
        )
        self._add_notes(one.notes, lambda project, text: assignments.set_notes(project, uid, text))
        self._fit(460, 380)

    # -- pages

    def _general_page(self, one: Assignment) -> QWidget:
        page, form = self._page()
        span, uid = self._document.schedule.spans.get(self._uid), self._uid
        wording, engine = self._wording, self._document.engine
        self._said_line(form, _("Task:"), self._names[1])
        self._said_line(form, _("Resource:"), self._names[0])
        if self._works:
            work = wording.work(0 if span is None else span.work)
            self._line(form, "work", _("&Work:"), work, lambda _project: assignments.set_assignment_work(
                engine, uid, self._minutes("work")
            ))  # fmt: skip
            self._line(form, "units", _("&Units:"), f"{one.units * 100:.6g} %", self._united)
            self._line(form, "delay", _("&Delay:"), self._delay_text(one), lambda _project: assignments.set_delay(
                engine, uid, self._minutes("delay")
            ))  # fmt: skip
        if span is not None:
            self._said_line(form, _("Start:"), wording.date_time(to_datetime(span.start)))
            self._said_line(form, _("Finish:"), wording.date_time(to_datetime(span.finish)))
        if self._works:
            self.contour = self._contour_box(one, page)
            form.addRow(_("Work &contour:"), self.contour)
        self.table = QComboBox(page)
        self.table.addItems(list(TABLES))
        self.table.setCurrentIndex(one.cost_rate_table)
        form.addRow(_("Cost rate &table:"), self.table)
        cost = assignment_cost(engine.project, engine.schedule, one, engine.working_times)
        self._said_line(form, _("Cost:"), wording.money(cost))
        self._add_hyperlink(form, one.hyperlink, lambda project, link: assignments.set_hyperlink(project, uid, link))
        return page

    def _tracking_page(self, one: Assignment) -> QWidget:
        page, form = self._page()
        wording = self._wording
        self._line(form, "actual_work", _("&Actual work:"), wording.work(one.actual_work), lambda _project: (
            set_actual_work(self._document.engine, self._uid, self._minutes("actual_work"))
        ))  # fmt: skip
        self._said_line(form, _("% work complete:"), f"{one.percent_work_complete} %")
        for title, moment in ((_("Actual start:"), one.actual_start), (_("Actual finish:"), one.actual_finish)):
            self._said_line(form, title, "–" if moment is None else wording.date_time(moment))
        return page

    def _contour_box(self, one: Assignment, page: QWidget) -> QComboBox:
        box = QComboBox(page)
        for contour, title in CONTOURS.items():
            if contour is not WorkContour.CONTOURED or one.contour is contour:
                box.addItem(_(title), contour.value)
        box.setCurrentIndex(box.findData(one.contour.value))
        return box

    def _line(self, form: QFormLayout, key: str, title: str, text: str, edit: Edit) -> None:
        self.lines[key] = line = QLineEdit(text, self)
        form.addRow(title, line)
        self._watch(line.text, edit)

    def _said_line(self, form: QFormLayout, title: str, text: str) -> None:
        label = QLabel(text, self)
        label.setTextFormat(label.textFormat().PlainText)
        form.addRow(title, label)

    def _delay_text(self, one: Assignment) -> str:
        info = self._document.project.info
        return format_duration(one.delay, info.duration_unit, info)

    # -- carrying out

    def _united(self, _project: Project) -> Patch:
        number = self._wording.parse_number(self.lines["units"].text().replace("%", "").strip())
        return assignments.set_units(self._document.engine, self._uid, float(number) / 100)

    def _contoured(self, _project: Project) -> Patch:
        return assignments.set_contour(self._document.engine, [self._uid], WorkContour(self.contour.currentData()))

    def _minutes(self, key: str) -> int:
        info = self._document.project.info
        unit = info.duration_unit if key == "delay" else info.work_unit
        return parse_duration(self.lines[key].text(), info, unit).minutes
