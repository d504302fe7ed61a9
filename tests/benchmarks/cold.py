"""Starts the program as a user does, and ends it when its window was painted first."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Start it; what is painted at the end is the plan named on the command line, or an empty one."""
    from gantline.app.cli import main as start
    from gantline.app.cli import window

    load = window.load_qt

    def load_and_watch() -> None:
        load()
        from .painted import watch

        watch()

    window.load_qt = load_and_watch
    raise SystemExit(start())
