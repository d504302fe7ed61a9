"""Writes the properties of the plan and the definitions of custom fields."""

from __future__ import annotations

from ...app.project.project import Project
from ...app.project.records import CustomField, ProjectInfo
from . import defaults, schema
from .composing import Composer
from .fields import CUSTOM_FIELD, PROJECT
from .outline_codes import DEFINED_ELSEWHERE
from .spelling import plain

_PROJECT = Composer(ProjectInfo, PROJECT, schema.PROJECT, defaults=defaults.PROJECT)
_FIELD = Composer(CustomField, CUSTOM_FIELD, schema.CUSTOM_FIELD)
_START = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
)


def write_head(project: Project, finish: str | None) -> tuple[str, str, str]:
    """The beginning of the file up to the custom fields; the resource that stands for nobody, and the assignments of
    the project summary, which were carried with the properties.

    Args:
        project: The plan.
        finish: The project finish, None for what the properties say.
    """
    info = project.info
    pieces = _PROJECT.pieces(info)
    if finish is not None:
        pieces["FinishDate"] = f"<FinishDate>{finish}</FinishDate>"
    rates = {"DefaultStandardRate": info.default_standard_rate, "DefaultOvertimeRate": info.default_overtime_rate}
    for name, rate in rates.items():
        pieces[name] = f"<{name}>{plain(rate.amount)}</{name}>"
    carried = dict(_PROJECT.parsed(info.foreign))
    placeholder, of_summary = carried.pop("Resource", ""), carried.pop("Assignment", "")
    text = _PROJECT.join(pieces, "".join(carried.values()))
    return f"{_START}{text}\n", placeholder and f"{placeholder}\n", of_summary and f"{of_summary}\n"


def write_custom_fields(project: Project) -> str:
    """The definitions of custom fields."""
    fields = "".join(
        f"<ExtendedAttribute>{_FIELD.join(_FIELD.pieces(field), field.foreign)}</ExtendedAttribute>\n"
        for field in project.custom_fields.values()
        if field.foreign != DEFINED_ELSEWHERE
    )
    return f"<ExtendedAttributes>\n{fields}</ExtendedAttributes>\n"
