"""What bars look like: their texts at five places, what their colours tell, and what is marked on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ...app.chart.bar_texts import TEXTS
from ...app.chart.colouring import RULES
from ...app.chart.options import BarTexts, Options, Place
from ...app.edits.field import Kind
from ...app.edits.fields import fields_of
from ...app.i18n import N_, _
from ...app.project.project import Project
from ...app.project.widths import replace
from .look import fit_to_screen

KINDS: Final = {
    "task_texts": N_("Tasks"),
    "milestone_texts": N_("Milestones"),
    "summary_texts": N_("Summary tasks"),
}
PLACES: Final = {
    Place.LEFT: N_("Left"),
    Place.RIGHT: N_("Right"),
    Place.ABOVE: N_("Above"),
    Place.INSIDE: N_("Inside"),
    Place.BELOW: N_("Below"),
}
MARKS: Final = {
    "critical": N_("&Critical tasks in colours and lines of their own"),
    "progress": N_("&Progress"),
    "late": N_("&Work that should be done by the status date"),
    "progress_line": N_("Pr&ogress line at the status date, or today"),
    "slack": N_("&Slack"),
    "deadlines": N_("&Deadlines"),
    "links": N_("&Links"),
    "roll_up": N_("Bars of &folded summary tasks on their row"),
    "row_lines": N_("&Row lines"),
}
BASELINES: Final = 11


class BarStyles(QDialog):
    """Shows every choice in the chart at once; giving up takes all of them back."""

    def __init__(
        self, project: Project, options: Options, show: Callable[[Options], None], parent: QWidget | None = None
    ) -> None:
        """Change options; ``show`` shows them in the chart."""
        super().__init__(parent)
        self.setWindowTitle(_("Bar Styles"))
        self._before, self._show = options, show
        self._fields = {
            key: field.caption for key, field in fields_of(project).items() if field.kind is not Kind.INDICATORS
        }
        self.texts: dict[tuple[str, Place], QComboBox] = {}
        self.marks: dict[str, QCheckBox] = {}
        self.colours = _choices({"": _("By kind"), **{key: _(title) for key, title in RULES.items()}, **self._fields})
        self.baseline = _choices({"": _("None"), **{str(at): _baseline(at) for at in range(BASELINES)}})
        tabs = QTabWidget(self)
        tabs.addTab(self._bars_page(), _("Bars"))
        tabs.addTab(self._texts_page(), _("Texts"))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, parent=self
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(buttons)
        self._take(options)
        self._connect()
        fit_to_screen(self, 680, 400)

    @property
    def options(self) -> Options:
        """What is chosen."""
        baseline = self.baseline.currentData()
        texts = {
            kind: BarTexts(**{place.value: self.texts[kind, place].currentData() for place in Place}) for kind in KINDS
        }
        return replace(
            self._before,
            **{key: box.isChecked() for key, box in self.marks.items()},
            **texts,
            colours=self.colours.currentData(),
            baseline=int(baseline) if baseline else None,
        )

    def reject(self) -> None:
        self._show(self._before)
        super().reject()

    def _bars_page(self) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.addRow(_("C&olours:"), self.colours)
        form.addRow(_("&Baseline:"), self.baseline)
        for key, title in MARKS.items():
            self.marks[key] = QCheckBox(_(title), page)
            form.addRow("", self.marks[key])
        return page

    def _texts_page(self) -> QWidget:
        page = QWidget(self)
        grid = QGridLayout(page)
        titles = {"": _("Nothing"), **{key: _(title) for key, title in TEXTS.items()}}
        titles |= {key: title for key, title in self._fields.items() if key not in titles}
        for column, kind_name in enumerate(KINDS.values(), 1):
            grid.addWidget(QLabel(_(kind_name), page), 0, column)
            grid.setColumnStretch(column, 1)
        for row, (place, name) in enumerate(PLACES.items(), 1):
            grid.addWidget(QLabel(_(name), page), row, 0)
            for column, (kind, kind_name) in enumerate(KINDS.items(), 1):
                possible = place is not Place.INSIDE or kind == "task_texts"
                box = self.texts[kind, place] = _choices(titles if possible else {"": _("Nothing")})
                box.setEnabled(possible)
                box.setAccessibleName(f"{_(kind_name)}, {_(name)}")
                grid.addWidget(box, row, column)
        grid.setRowStretch(len(PLACES) + 1, 1)
        return page

    def _take(self, options: Options) -> None:
        for key, box in self.marks.items():
            box.setChecked(getattr(options, key))
        for (kind, place), box in self.texts.items():
            _choose(box, getattr(getattr(options, kind), place.value))
        _choose(self.colours, options.colours)
        _choose(self.baseline, "" if options.baseline is None else str(options.baseline))

    def _connect(self) -> None:
        for box in self.marks.values():
            box.toggled.connect(self._on_changed)
        for choice in (*self.texts.values(), self.colours, self.baseline):
            choice.currentIndexChanged.connect(self._on_changed)

    def _on_changed(self, *_what: object) -> None:
        self._show(self.options)


def _baseline(number: int) -> str:
    return _("Baseline {number}").format(number=number) if number else _("Baseline")


def _choices(titles: dict[str, str]) -> QComboBox:
    box = QComboBox()
    for key, title in titles.items():
        box.addItem(title, key)
    box.setMinimumContentsLength(14)
    box.setMaxVisibleItems(18)
    return box


def _choose(box: QComboBox, key: str) -> None:
    box.setCurrentIndex(max(box.findData(key), 0))
