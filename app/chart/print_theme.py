"""The colours of paper, in colour and in greys."""

from __future__ import annotations

from msgspec.structs import fields

from ..project.widths import replace
from .theme import PAPER, Theme
from .tints import grey


def _greyed(theme: Theme) -> Theme:
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return replace(theme, **{name: grey(value) for name, value in colours.items() if str(value).startswith("#")})


GREYS = replace(
    _greyed(PAPER),
    name="greys",
    greys=True,
    text="#000000",
    task="#d4d4d4",
    task_edge="#7a7a7a",
    progress="#5a5a5a",
    critical="#9c9c9c",
    critical_edge="#000000",
    critical_progress="#2c2c2c",
    critical_milestone="#000000",
    manual="#f0f0f0",
    manual_edge="#7a7a7a",
    manual_summary="#7a7a7a",
    critical_link="#000000",
    deadline="#000000",
    error="#000000",
    late="#000000",
    bar_text="#303030",
)
"""Paper without colour: critical tasks are darker and have a thick black outline."""
