"""Title, header and footer of a print: their fields filled in, and how they are painted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QPainter

from ...app.chart.page_cuts import Rect
from ...app.chart.print_setup import PrintSetup
from ...app.chart.theme import Theme
from ...app.edits.wording import Style, Wording
from ...app.i18n import N_, _
from ...app.project.project import Project
from ...app.schedule.schedule import Schedule
from .print_font import PrintFont
from .print_logo import PrintLogo

FIELDS: Final = {
    "title": N_("Title of the plan"),
    "file": N_("Name of the file"),
    "page": N_("Number of the page"),
    "pages": N_("Number of pages"),
    "sheet": N_("Place in the poster, such as A2"),
    "date": N_("Day of printing"),
    "status_date": N_("Status date"),
    "start": N_("Start of the plan"),
    "finish": N_("Finish of the plan"),
    "manager": N_("Manager"),
    "company": N_("Company"),
    "author": N_("Author"),
}
"""What can stand in braces in title, header and footer."""

_TITLE: Final = 15.0
_SUBTITLE: Final = 8.0
_BAND: Final = 7.5
_BELOW: Final = 8.0
"""Points between the title and what stands below it."""

_BETWEEN: Final = "   ·   "
_FINE: Final = (
    10  # fonts have whole pixels only: texts are laid out so many times as large, and painted so much smaller
)


class PrintWords:
    """The texts around a plan, and the picture beside its title; sizes are points."""

    def __init__(self, project: Project, schedule: Schedule, setup: PrintSetup, file: str, style: Style) -> None:
        info = project.info
        wording = Wording(info, style)

        def day(moment: date) -> str:
            return wording.day(moment, moment.weekday())

        self._setup = setup
        self.logo = PrintLogo(setup.logo)
        self.title = info.title or info.name or file
        self._values = {
            "title": self.title,
            "file": file or self.title,
            "date": day(setup.date or date.today()),
            "status_date": "" if info.status_date is None else day(info.status_date),
            "start": day(schedule.project_start),
            "finish": day(schedule.project_finish),
            "manager": info.manager,
            "company": info.company,
            "author": info.author,
        }
        self._title, self._subtitle = PrintFont(_TITLE * _FINE, bold=True), PrintFont(_SUBTITLE * _FINE)
        self._band = PrintFont(_BAND * _FINE)

    def paint_title(self, painter: QPainter, place: Rect, theme: Theme) -> None:
        """Paint the title, and as much beside it of what is worth knowing of the plan as there is room for."""
        title = fill(self._setup.title, self._values)
        block = Rect(place.x, place.y, place.width, place.height - _BELOW)
        middle = block.y + block.height / 2
        if beside := self.logo.paint(painter, block):
            place = Rect(place.x, place.y, place.width - beside - _TITLE, place.height)
        _write(painter, title, place.x, middle, place.width, self._title, theme.text)
        room = place.width - self._title.advance(title) / _FINE - _TITLE
        told = self._about()
        while told and self._subtitle.advance(_BETWEEN.join(told)) / _FINE > room:
            told.pop(0)
        words = _BETWEEN.join(told)
        left = place.x + place.width - self._subtitle.advance(words) / _FINE
        _write(painter, words, left, middle, place.width, self._subtitle, theme.text_faint)

    def paint_bands(
        self, painter: QPainter, header: Rect | None, footer: Rect | None, places: Mapping[str, str], theme: Theme
    ) -> None:
        """Paint header and footer of one page; ``places`` has its ``page``, ``pages`` and ``sheet``."""
        values = {**self._values, **places}
        for place, texts, shift in ((header, self._setup.header, -3.0), (footer, self._setup.footer, 3.0)):
            if place is None:
                continue
            middle = place.y + place.height / 2 + shift
            for share, text in zip((0.0, 0.5, 1.0), texts, strict=True):
                words = fill(text, values)
                width = min(self._band.advance(words) / _FINE, place.width / 3)
                left = place.x + (place.width - width) * share
                _write(painter, words, left, middle, place.width / 3, self._band, theme.text_faint)

    def _about(self) -> list[str]:
        """What is worth knowing, the least first."""
        values = self._values
        told = [*filter(None, (values["company"], values["manager"]))]
        told.append(_("{start} to {finish}").format(start=values["start"], finish=values["finish"]))
        if values["status_date"]:
            told.append(_("Status {date}").format(date=values["status_date"]))
        return told


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; what is no field stays as it was typed."""
    return re.sub(r"\{(\w+)\}", lambda match: values.get(match[1], match[0]), text).strip()


def _write(painter: QPainter, text: str, x: float, middle: float, room: float, font: PrintFont, colour: str) -> None:
    if not text:
        return
    text = font.elided(text, room * _FINE)
    painter.save()
    painter.translate(x, middle)
    painter.scale(1 / _FINE, 1 / _FINE)
    painter.setFont(font.font)
    painter.setPen(QColor(colour))
    painter.drawText(QPointF(0, font.shift), text)
    painter.restore()
