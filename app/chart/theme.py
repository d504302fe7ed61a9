"""Colours of window, chart and print by role, as ``#rrggbb``: light, dark, and paper (always light).

Hues follow Okabe and Ito's palette, which people with colour blindness can tell apart; critical is never told by hue
alone.
"""

from __future__ import annotations

from functools import lru_cache

import msgspec

from ..project.widths import replace
from .tints import grey, mixed, standing_out


class Theme(msgspec.Struct, frozen=True, kw_only=True):
    """One colour a role; see the instances below."""

    name: str
    dark: bool = False
    greys: bool = False
    # window
    window: str
    base: str
    alternate: str
    text: str
    text_faint: str
    border: str
    header: str
    accent: str
    accent_text: str
    selection: str
    selection_text: str
    warning: str
    error: str
    band: str  # the heading of a group
    highlight: str  # rows that a filter marks
    # chart ground
    grid: str
    row_line: str
    non_working: str
    non_working_in_front: str
    today: str
    status_date: str
    # bars: fill and edge
    task: str
    task_edge: str
    progress: str
    critical: str
    critical_edge: str
    critical_progress: str
    manual: str
    manual_edge: str
    inactive: str
    external: str
    external_edge: str
    summary: str
    summary_progress: str
    manual_summary: str
    milestone: str
    critical_milestone: str
    baseline: str
    slack: str
    deadline: str
    late: str
    link: str
    minor_link: str
    critical_link: str
    bar_text: str
    ghost: str
    path_before: str
    path_after: str
    # loading
    load: str
    load_edge: str
    overload: str
    overload_edge: str
    capacity: str

    def colour(self, role: str) -> str:
        """The colour of a role; of ``fill:#rrggbb``, ``edge:#rrggbb`` and ``done:#rrggbb`` the tint of that colour."""
        part, _colon, colour = role.rpartition(":")
        return _tint(self, part, colour) if part else getattr(self, role)


@lru_cache(1000)
def _tint(theme: Theme, part: str, colour: str) -> str:
    """A part of a bar in a colour of its own: light inside, an edge that stands out, progress darker than both."""
    far = "#ffffff" if theme.dark else "#000000"
    if part == "fill":
        found = mixed(colour, theme.base, 0.6 if theme.dark else 0.45)
    elif part == "edge":
        found = standing_out(colour, theme.base)
    else:
        found = mixed(standing_out(colour, theme.base), far, 0.65)
    return grey(found) if theme.greys else found


LIGHT = Theme(
    name="light",
    window="#f4f6f8",
    base="#ffffff",
    alternate="#fafbfc",
    text="#1c2430",
    text_faint="#586473",
    border="#d5dbe3",
    header="#eef1f5",
    accent="#0067a3",
    accent_text="#ffffff",
    selection="#d6e8f7",
    selection_text="#10202f",
    warning="#9a6700",
    error="#b3261e",
    band="#e3e9f0",
    highlight="#fff2c2",
    grid="#e3e8ee",
    row_line="#edf0f4",
    non_working="#f0f2f6",
    non_working_in_front="#cdd4de",
    today="#d55e00",
    status_date="#0072b2",
    task="#8fc1ea",
    task_edge="#3c7fb8",
    progress="#1f5f96",
    critical="#f3b299",
    critical_edge="#c04a00",
    critical_progress="#9c3b00",
    manual="#bfe6e6",
    manual_edge="#2f8a8c",
    inactive="#7f8a97",
    external="#c9ced6",
    external_edge="#707b88",
    summary="#2e3947",
    summary_progress="#8fc1ea",
    manual_summary="#2f8a8c",
    milestone="#1c2430",
    critical_milestone="#b34500",
    baseline="#87919e",
    slack="#6b7785",
    deadline="#00805e",
    late="#b3261e",
    link="#5b6b7c",
    minor_link="#8794a2",
    critical_link="#c04a00",
    bar_text="#3a4552",
    ghost="#0067a3",
    path_before="#8a5a00",
    path_after="#8a3fa0",
    load="#8fc1ea",
    load_edge="#3c7fb8",
    overload="#e8825a",
    overload_edge="#b34500",
    capacity="#1c2430",
)

DARK = replace(
    LIGHT,
    name="dark",
    dark=True,
    window="#20252b",
    base="#181c21",
    alternate="#1c2127",
    text="#e4e8ed",
    text_faint="#a5b0bd",
    border="#38414b",
    header="#262c33",
    accent="#4aa8e0",
    accent_text="#0d1217",
    selection="#1f4562",
    selection_text="#f2f6fa",
    warning="#e0b040",
    error="#f2827a",
    band="#2b333c",
    highlight="#453a14",
    grid="#2b323a",
    row_line="#242a31",
    non_working="#1f242a",
    non_working_in_front="#3a444f",
    today="#ff8a3d",
    status_date="#56b4e9",
    task="#2f6fa6",
    task_edge="#6db1e6",
    progress="#a5d3f5",
    critical="#8f4420",
    critical_edge="#ff9a6b",
    critical_progress="#ffc3a6",
    manual="#23686a",
    manual_edge="#69c8c9",
    inactive="#7d8894",
    external="#4a535d",
    external_edge="#98a3af",
    summary="#c6cfd9",
    summary_progress="#1f5f96",
    manual_summary="#69c8c9",
    milestone="#e4e8ed",
    critical_milestone="#ff9a6b",
    baseline="#677380",
    slack="#8b97a4",
    deadline="#2fc79b",
    late="#f2827a",
    link="#8794a2",
    minor_link="#606c79",
    critical_link="#ff9a6b",
    bar_text="#bfc8d2",
    ghost="#4aa8e0",
    path_before="#f0b429",
    path_after="#d19ae6",
    load="#2f6fa6",
    load_edge="#6db1e6",
    overload="#c0562a",
    overload_edge="#ff9a6b",
    capacity="#e4e8ed",
)

CONTRAST = replace(
    DARK,
    name="contrast",
    window="#000000",
    base="#000000",
    alternate="#000000",
    text="#ffffff",
    text_faint="#e0e0e0",
    border="#ffffff",
    header="#262626",
    accent="#ffe14d",
    accent_text="#000000",
    selection="#6b5900",
    selection_text="#ffffff",
    warning="#ffe14d",
    error="#ff9b94",
    grid="#4d4d4d",
    row_line="#333333",
    non_working="#262626",
    non_working_in_front="#808080",
    today="#ff9a4d",
    status_date="#7fd0ff",
    task="#0b4f8a",
    task_edge="#9fd6ff",
    progress="#ffffff",
    critical="#8a2f00",
    critical_edge="#ffb38a",
    critical_progress="#fff0e6",
    manual="#005c5e",
    manual_edge="#7df3f5",
    inactive="#b3b3b3",
    external="#404040",
    external_edge="#d0d0d0",
    summary="#ffffff",
    summary_progress="#0b4f8a",
    manual_summary="#7df3f5",
    milestone="#ffffff",
    critical_milestone="#ffb38a",
    baseline="#a6a6a6",
    slack="#e0e0e0",
    deadline="#5cf2c4",
    late="#ff9b94",
    link="#e0e0e0",
    minor_link="#a6a6a6",
    critical_link="#ffb38a",
    bar_text="#ffffff",
    ghost="#ffe14d",
    path_before="#ffd166",
    path_after="#f0b3ff",
    load="#0b4f8a",
    load_edge="#9fd6ff",
    overload="#a63a00",
    overload_edge="#ffb38a",
    capacity="#ffffff",
)
"""For those who need it: everything that tells something stands out from black at least seven to one."""

PAPER = replace(LIGHT, name="paper", window="#ffffff", alternate="#ffffff", header="#f3f5f8", non_working="#f3f4f7")
