"""Starts the program as a user does, and ends it when its window was painted first."""

from __future__ import annotations

from typing import NoReturn


def main(stay: float = 0) -> NoReturn:
    """Start it; what is painted at the end is the plan named on the command line, or an empty one.

    Args:
        stay: Seconds for which it goes on with the plan after that.
    """
    from gantline.app.cli import main as start
    from gantline.app.cli import window

    load = window.load_qt

    def load_and_watch() -> None:
        load()
        from .painted import watch

        watch(stay)

    window.load_qt = load_and_watch
    raise SystemExit(start())
