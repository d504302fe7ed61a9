"""What can be said on the command line besides the names of plans to open, which alone take no time to understand."""

from __future__ import annotations

from argparse import Action, ArgumentParser, RawDescriptionHelpFormatter
from importlib import import_module
from pathlib import Path

from ..i18n import _
from . import COMMANDS


def run(given: list[str]) -> int:
    """Do what a command says, or open the window as the options say; gives the exit code."""
    if given[0] not in COMMANDS:
        from . import window

        options = _window_parser().parse_args(given)
        return window.run(options.files, options.sample)
    command = import_module(f".{COMMANDS[given[0]][0]}", __package__)
    parser = ArgumentParser(
        prog=f"gantline {given[0]}", description=_(command.DESCRIPTION), formatter_class=RawDescriptionHelpFormatter
    )
    command.add_arguments(parser)
    return command.run(parser.parse_args(given[1:]))


def _window_parser() -> ArgumentParser:
    commands = "\n".join(f"  gantline {name:8} {_(purpose)}" for name, (_module, purpose) in COMMANDS.items())
    parser = ArgumentParser(
        prog="gantline",
        usage=f"gantline [--sample] [FILE ...]\n       gantline {{{','.join(COMMANDS)}}} ...",
        description=_("Plan projects: open a plan in a window, or work on files with one of the commands below."),
        epilog=_(
            "commands (each has its own --help):\n{commands}\n\n"
            "exit codes: 0 done, 1 notes worth reading (check only), 2 unreadable input or wrong use"
        ).format(commands=commands),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=_("the plan to open, in any format"))
    parser.add_argument("--sample", action="store_true", help=_("open the sample plan"))
    parser.add_argument("--version", action=_Version, nargs=0, help=_("show program's version number and exit"))
    return parser


class _Version(Action):
    """Says the version, which takes a while to find out, and ends the program."""

    def __call__(self, parser: ArgumentParser, *_told: object) -> None:
        from importlib.metadata import version

        print(f"Gantline {version('gantline')}")
        parser.exit()
