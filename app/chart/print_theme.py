"""The colours of paper, in colour and in greys."""

from __future__ import annotations

from dataclasses import fields, replace

from .theme import PAPER, Theme


def grey(colour: str) -> str:
    """The grey as light as a colour ``#rrggbb`` is to the eye."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"


def _greyed(theme: Theme) -> Theme:
    colours = {field.name: getattr(theme, field.name) for field in fields(theme)}
    return replace(theme, **{name: grey(value) for name, value in colours.items() if str(value).startswith("#")})


GREYS = replace(
    _greyed(PAPER),
    name="greys",
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
    bar_text="#303030",
)
"""Paper without colour: critical tasks are darker and have a thick black outline."""
