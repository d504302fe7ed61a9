"""The words of the program: one catalogue for core, command line and window."""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "gantline"

_translation: gettext.NullTranslations = gettext.NullTranslations()


def use(folder: Path, languages: list[str]) -> None:
    """Take the catalogue of the first of the languages that the folder holds; English where there is none."""
    global _translation
    _translation = gettext.translation(DOMAIN, str(folder), languages=languages, fallback=True)


def _(text: str) -> str:
    """The text in the user's language."""
    return _translation.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for this count in the user's language; put the count in with ``format``."""
    return _translation.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a text for translation where it is declared, to be looked up later with ``_``."""
    return text
