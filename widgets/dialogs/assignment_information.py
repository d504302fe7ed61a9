"""Assignment Information: how much somebody works on a task, how it is spread, paid and reported; one step to undo."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.analysis.cost import assignment_cost
from ...app.analysis.spread import does_work
from ...app.edits import assignments
from ...app.edits.usage import set_actual_work, set_contour
from ...app.edits.wording import Wording
from ...app.i18n import N_, _
from ...app.project.durations import format_duration, parse_duration
from ...app.project.errors import EditError
from ...app.project.kinds import WorkContour
from ...app.project.moments import to_datetime
from ...app.project.patch import Patch
from ...app.project.records import Assignment, AssignmentUid
from ...app.workspace.document import Document
from ..appearance import Appearance
from ..table.locale_style import style_of
from .hyperlink import HyperlinkRow
from .look import fit_to_screen

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


class AssignmentInformation(QDialog):
    """Shows an assignment on tabs and carries out what was changed."""

    def __init__(
        self, document: Document, uid: AssignmentUid, appearance: Appearance, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._uid = uid
        self._wording = Wording(document.project.info, style_of(QLocale()))
        project, one = document.project, document.project.assignments[uid]
        self._works = does_work(project, one)
        resource = _("Unassigned") if one.resource is None else project.resources[one.resource].name
        self._names = (resource, project.tasks[one.task].name)
        self.setWindowTitle(_("Assignment Information – {resource} on {task}").format(
            resource=resource, task=self._names[1]
        ))  # fmt: skip
        self.lines: dict[str, QLineEdit] = {}
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self._general_page(one), _("General"))
        if self._works:
            self.tabs.addTab(self._tracking_page(one), _("Tracking"))
        self.notes = QPlainTextEdit(one.notes, self)
        self.notes.setTabChangesFocus(True)
        self.notes.setAccessibleName(_("Notes"))
        self.tabs.addTab(self.notes, _("Notes"))
        self.message = QLabel(self)
        self.message.setWordWrap(True)
        self.message.setStyleSheet(f"color: {appearance.theme.error};")
        self.message.hide()
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.tabs, self.message, buttons):
            column.addWidget(widget)
        self._shown = self._told()
        fit_to_screen(self, 460, 380)

    # -- pages

    def _general_page(self, one: Assignment) -> QWidget:
        page, form = self._page()
        span = self._document.schedule.spans.get(self._uid)
        wording = self._wording
        self._said(form, _("Task:"), self._names[1])
        self._said(form, _("Resource:"), self._names[0])
        if self._works:
            self._line(form, "work", _("&Work:"), wording.work(0 if span is None else span.work))
            self._line(form, "units", _("&Units:"), f"{one.units * 100:.6g} %")
            self._line(form, "delay", _("&Delay:"), self._delay_text(one))
        if span is not None:
            self._said(form, _("Start:"), wording.date_time(to_datetime(span.start)))
            self._said(form, _("Finish:"), wording.date_time(to_datetime(span.finish)))
        self.contour = QComboBox(page)
        for contour, title in CONTOURS.items():
            if contour is not WorkContour.CONTOURED or one.contour is contour:
                self.contour.addItem(_(title), contour.value)
        self.contour.setCurrentIndex(self.contour.findData(one.contour.value))
        self.table = QComboBox(page)
        self.table.addItems(list(TABLES))
        self.table.setCurrentIndex(one.cost_rate_table)
        if self._works:
            form.addRow(_("Work &contour:"), self.contour)
        form.addRow(_("Cost rate &table:"), self.table)
        engine = self._document.engine
        cost = assignment_cost(engine.project, engine.schedule, one, engine.working_times)
        self._said(form, _("Cost:"), wording.money(cost))
        path = self._document.path
        self.hyperlink = HyperlinkRow(one.hyperlink, path.parent if path else None, page)
        form.addRow(_("Hyperlink:"), self.hyperlink)
        return page

    def _tracking_page(self, one: Assignment) -> QWidget:
        page, form = self._page()
        wording = self._wording
        self._line(form, "actual_work", _("&Actual work:"), wording.work(one.actual_work))
        self._said(form, _("% work complete:"), f"{one.percent_work_complete} %")
        for title, moment in ((_("Actual start:"), one.actual_start), (_("Actual finish:"), one.actual_finish)):
            self._said(form, title, "–" if moment is None else wording.date_time(moment))
        return page

    def _page(self) -> tuple[QWidget, QFormLayout]:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        return page, form

    def _line(self, form: QFormLayout, key: str, title: str, text: str) -> None:
        self.lines[key] = QLineEdit(text, self)
        form.addRow(title, self.lines[key])

    def _said(self, form: QFormLayout, title: str, text: str) -> None:
        label = QLabel(text, self)
        label.setTextFormat(label.textFormat().PlainText)
        form.addRow(title, label)

    def _delay_text(self, one: Assignment) -> str:
        info = self._document.project.info
        return format_duration(one.delay, info.duration_unit, info)

    def _told(self) -> dict[str, object]:
        """All that stands in the fields, to see what was changed; in the order in which it is carried out."""
        return {
            **{key: line.text() for key, line in self.lines.items()},
            "contour": self.contour.currentData(),
            "table": self.table.currentIndex(),
            "notes": self.notes.toPlainText(),
            "hyperlink": self.hyperlink.link,
        }

    # -- carrying out

    def accept(self) -> None:
        """Carry out what was changed, as one step; a refusal takes all of it back and is told."""
        document, now = self._document, self._told()
        merge_key = f"assignment information {document.revision}"
        said = _("Change assignment of {resource} to {task}").format(resource=self._names[0], task=self._names[1])
        done = 0
        for key in [key for key, value in now.items() if value != self._shown[key]]:
            try:
                patch = self._patch(key)
            except EditError as refusal:
                if done:
                    document.withdraw()
                self.message.setText(str(refusal))
                self.message.show()
                return
            if patch:
                document.push(patch, said, merge_key=merge_key)
                done += 1
        super().accept()

    def _patch(self, key: str) -> Patch:
        project, uid, wording = self._document.project, self._uid, self._wording
        match key:
            case "work":
                return assignments.set_assignment_work(project, uid, self._minutes("work"))
            case "units":
                number = wording.parse_number(self.lines["units"].text().replace("%", "").strip())
                return assignments.set_units(project, uid, float(number) / 100)
            case "delay":
                return assignments.set_delay(project, uid, self._minutes("delay"))
            case "actual_work":
                return set_actual_work(self._document.engine, uid, self._minutes("actual_work"))
            case "contour":
                return set_contour(project, [uid], WorkContour(self.contour.currentData()))
            case "table":
                return assignments.set_cost_rate_table(project, uid, self.table.currentIndex())
            case "hyperlink":
                return assignments.set_hyperlink(project, uid, self.hyperlink.link)
            case _:
                return assignments.set_notes(project, uid, self.notes.toPlainText())

    def _minutes(self, key: str) -> int:
        info = self._document.project.info
        unit = info.duration_unit if key == "delay" else info.work_unit
        return parse_duration(self.lines[key].text(), info, unit).minutes
