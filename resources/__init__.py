"""Data files that travel with the program: icons, samples, words."""

from pathlib import Path

_HERE = Path(__file__).parent


def path(*parts: str) -> Path:
    """The path of a data file, for example ``path("icons", "undo.svg")``."""
    return _HERE.joinpath(*parts)
