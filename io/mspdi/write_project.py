"""Writes the properties of the plan and the definitions of custom fields."""

from __future__ import annotations

import re

from ...app.project.project import Project
from ...app.project.records import CustomField, ProjectInfo
from . import defaults, schema
from .composing import Composer, Pieces
from .fields import CUSTOM_FIELD, PROJECT
from .names import Names
from .outline_codes import DEFINED_ELSEWHERE
from .spelling import plain

_LISTS = ("ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments")
_FIELD = Composer(CustomField, CUSTOM_FIELD, schema.CUSTOM_FIELD)
_RATES = ("DefaultStandardRate", "DefaultOvertimeRate")
_NOBODY = re.compile(r"<UID>\s*0\s*</UID>")
_OF_SUMMARY = re.compile(r"<TaskUID>\s*0\s*</TaskUID>")
_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
)


def write_head(project: Project, names: Names, finish: str | None) -> tuple[str, str, str]:
    """The beginning of the file up to the custom fields; the resource that stands for nobody, and the assignments of
    the project summary, which were carried with the properties.

    Args:
        project: The plan.
        names: Takes what cannot be written.
        finish: The project finish, None for what the properties say.
    """
    info = project.info
    composer = Composer(
        ProjectInfo,
        PROJECT,
        schema.PROJECT,
        given=_RATES,
        owned=_LISTS,
        defaults=defaults.PROJECT,
        unsound=names.unsound,
    )
    pieces: Pieces = {}
    if finish is not None:
        pieces["FinishDate"] = f"<FinishDate>{finish}</FinishDate>"
    for name, rate in zip(_RATES, (info.default_standard_rate, info.default_overtime_rate), strict=True):
        pieces[name] = f"<{name}>{plain(rate.amount)}</{name}>"
    carried = composer.sound(info.foreign)
    placeholder, of_summary = carried.pop("Resource", ""), carried.pop("Assignment", "")
    if not _NOBODY.search(placeholder):
        placeholder = ""
    if not _OF_SUMMARY.search(of_summary):
        of_summary = ""
    text = composer.text(info, pieces, "".join(carried.values()))
    return f"{_START}{text}\n", placeholder and f"{placeholder}\n", of_summary and f"{of_summary}\n"


def write_custom_fields(project: Project) -> str:
    """The definitions of custom fields."""
    fields = "".join(
        f"<ExtendedAttribute>{_FIELD.text(field, {}, field.foreign)}</ExtendedAttribute>\n"
        for field in project.custom_fields.values()
        if field.foreign != DEFINED_ELSEWHERE
    )
    return f"<ExtendedAttributes>\n{fields}</ExtendedAttributes>\n"
