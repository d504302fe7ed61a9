"""The style of dates and numbers of a locale."""

from __future__ import annotations

import re

from PySide6.QtCore import QLocale

from ...app.edits.wording import Style
from ...app.project.widths import replace


def style_of(locale: QLocale) -> Style:
    """How a locale writes dates, with four-digit years, and numbers."""
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    letters = [letter.upper() for letter in re.sub(r"'[^']*'", "", pattern) if letter in "dMy"]
    order = "".join(dict.fromkeys(letters))
    separator = next((sign for sign in pattern if sign in "./-"), None)
    plain = Style(decimal=locale.decimalPoint(), group=locale.groupSeparator())
    if separator is None or order not in ("DMY", "MDY", "YMD"):
        return plain
    return replace(plain, order=order, separator=separator)


def date_format(style: Style) -> str:
    """How Qt's editors of dates write what tables write."""
    parts = {"D": "dd", "M": "MM", "Y": "yyyy"}
    return f"{'ddd ' if style.weekday else ''}{style.separator.join(parts[letter] for letter in style.order)}"
