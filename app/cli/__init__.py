"""The command ``gantline``: opens the window, or does what a command asks without one. See docs/command-line.md."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from ...resources import path
from ..i18n import N_, use
from ..project.errors import GantlineError
from .before_numpy import prepare
from .terminal import BAD, DONE, complain

prepare()  # nothing imported so far needs numpy

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl+C."""

COMMANDS = {
    "info": ("info", N_("say what is in a plan")),
    "convert": ("convert", N_("write plans in another format")),
    "print": ("printing", N_("write a plan as PDF, PNG or SVG")),
    "check": ("check", N_("say what deserves attention in a plan")),
    "why": ("why", N_("say why tasks start when they do")),
}
"""Command to its module, which is imported only for it, and to what it is for."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code: 0 done, 1 notes worth reading, 2 unreadable input or wrong use."""
    if arguments is None:  # not when called by tests or other programs, whose language is their own
        use(path("locale"), _languages())
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter is no reason to stop
    try:
        code = _run(given)
        sys.stdout.flush()
    except GantlineError as error:
        complain(str(error))
        return BAD
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # who reads our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def _run(given: list[str]) -> int:
    if (given and given[0] in COMMANDS) or any(one.startswith("-") for one in given):
        from .arguments import run

        return run(given)
    from . import window

    return window.run([Path(one) for one in given])


def _languages() -> list[str]:
    """The user's languages, best first, as the environment says."""
    said = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((languages.split(":") for languages in said if languages), [])
