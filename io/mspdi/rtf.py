"""Plain text of notes in Rich Text Format, which some versions and programs put into the file."""

from __future__ import annotations

import re
from typing import Final

_TOKEN = re.compile(r"\\([a-zA-Z]+)(-?\d+)? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.DOTALL)
_HIDDEN: Final = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "generator", "header", "footer", "listtable", "object")
)
_SIGNS: Final[dict[str, str]] = {
    "par": "\n",
    "line": "\n",
    "tab": "\t",
    "bullet": "•",
    "endash": "–",
    "emdash": "—",
    "lquote": "\N{LEFT SINGLE QUOTATION MARK}",
    "rquote": "\N{RIGHT SINGLE QUOTATION MARK}",
    "ldblquote": "\N{LEFT DOUBLE QUOTATION MARK}",
    "rdblquote": "\N{RIGHT DOUBLE QUOTATION MARK}",
}
_PLAIN: Final[dict[str, str]] = {"~": "\N{NO-BREAK SPACE}", "_": "-", "-": "", "\n": "\n", "\r": "\n"}


RTF: Final = "{\\rtf"
"""How a text in Rich Text Format begins."""


def is_rtf(text: str) -> bool:
    """Whether a text is in Rich Text Format."""
    return text.startswith(RTF)


def plain_text(rtf: str) -> str:
    """What a text in Rich Text Format says, without its looks; paragraphs are lines."""
    found: list[str] = []
    hidden: list[bool] = []  # of every open group, whether it says nothing
    page, skipped, fallback = "cp1252", 0, 1
    tokens: list[tuple[str, ...]] = _TOKEN.findall(rtf)
    for word, number, code, sign, brace, text in tokens:
        if brace:
            if brace == "{":
                hidden.append(bool(hidden) and hidden[-1])
            elif hidden:
                hidden.pop()
        elif word in _HIDDEN or sign == "*":
            hidden[-1:] = [True]
        elif word == "ansicpg":
            page = f"cp{number}"
        elif word == "uc":
            fallback = int(number or 1)
        elif hidden and hidden[-1]:
            continue
        elif word == "u":
            found.append(_character(int(number or 0)))
            skipped = fallback
        elif code and skipped:
            skipped -= 1
        elif code:
            found.append(_decoded(int(code, 16), page))
        elif text:
            found.append(text[skipped:])
            skipped = max(skipped - len(text), 0)
        else:
            found.append(_SIGNS.get(word, "") if word else _PLAIN.get(sign, sign))
    return "".join(found).strip("\n")


def _character(number: int) -> str:
    """A character by its number, which is written with a sign from 32768 on."""
    number %= 65536
    return "" if 0xD800 <= number < 0xE000 else chr(number)


def _decoded(byte: int, page: str) -> str:
    try:
        return bytes([byte]).decode(page)
    except (LookupError, UnicodeDecodeError):
        return bytes([byte]).decode("latin-1")
