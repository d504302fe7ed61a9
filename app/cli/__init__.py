"""The command ``gantline``: opens the window, or does what a command asks without one. See docs/command-line.md."""

from __future__ import annotations

import os
import sys
from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence
from importlib import import_module
from io import TextIOWrapper

# Before numpy is imported anywhere: its threads for large matrices, which are not needed here, delay every start.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from ...resources import path
from ..i18n import N_, _, use
from ..project.errors import GantlineError
from .terminal import BAD, DONE, complain

INTERRUPTED = 130
"""What shells expect of a program that was stopped with Ctrl+C."""

_COMMANDS = {
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
    if not given or given[0] not in _COMMANDS:
        from . import window

        return window.run(_window_parser(window.add_arguments).parse_args(given))
    command = import_module(f".{_COMMANDS[given[0]][0]}", __package__)
    parser = ArgumentParser(
        prog=f"gantline {given[0]}", description=_(command.DESCRIPTION), formatter_class=RawDescriptionHelpFormatter
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(given[1:]))


def _window_parser(add_arguments: Callable[[ArgumentParser], None]) -> ArgumentParser:
    commands = "\n".join(f"  gantline {name:8} {_(purpose)}" for name, (_module, purpose) in _COMMANDS.items())
    parser = ArgumentParser(
        prog="gantline",
        usage=f"gantline [--sample] [FILE ...]\n       gantline {{{','.join(_COMMANDS)}}} ...",
        description=_("Plan projects: open a plan in a window, or work on files with one of the commands below."),
        epilog=_(
            "commands (each has its own --help):\n{commands}\n\n"
            "exit codes: 0 done, 1 notes worth reading (check only), 2 unreadable input or wrong use"
        ).format(commands=commands),
        formatter_class=RawDescriptionHelpFormatter,
    )
    add_arguments(parser)
    parser.add_argument("--version", action=_Version, nargs=0, help=_("show program's version number and exit"))
    return parser


class _Version(Action):
    """Says the version, which takes a while to find out, and ends the program."""

    def __call__(self, parser: ArgumentParser, *_told: object) -> None:
        from importlib.metadata import version

        print(f"Gantline {version('gantline')}")
        parser.exit()


def _languages() -> list[str]:
    """The user's languages, best first, as the environment says."""
    said = (os.environ.get(name, "") for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((languages.split(":") for languages in said if languages), [])
