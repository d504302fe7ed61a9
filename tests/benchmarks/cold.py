"""Starts the program as a user does, and ends it when its window was painted first."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Start it; what is painted at the end is the plan named on the command line, or an empty one."""
    from gantline.app.cli import main as start
    from gantline.app.cli.window import load_qt

    load_qt()
    from .painted import watch

    watch()
    raise SystemExit(start())
