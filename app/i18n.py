"""The words of the program: one catalogue for core, command line and window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

DOMAIN = "gantline"

_translation: NullTranslations | None = None
"""None while the words are those of the source."""


def use(folder: Path, languages: list[str]) -> None:
    """Take the catalogue of the first of the languages that the folder holds; English where there is none."""
    global _translation
    _translation = None
    if folder.is_dir():
        from gettext import translation

        _translation = translation(DOMAIN, str(folder), languages=languages, fallback=True)


def _(text: str) -> str:
    """The text in the user's language."""
    return text if _translation is None else _translation.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for this count in the user's language; put the count in with ``format``."""
    if _translation is None:
        return one if count == 1 else many
    return _translation.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a text for translation where it is declared, to be looked up later with ``_``."""
    return text
