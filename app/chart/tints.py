"""Tints: from one colour the inside, the edge and the progress of a bar, fit for any ground."""

from __future__ import annotations

import re

PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#f0e442", "#4d535c")
"""Colours that people with colour blindness can tell apart (Okabe and Ito), without the one that means critical."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def is_colour(text: str) -> bool:
    """Whether a text is a colour as ``#rrggbb``."""
    return _HEX.fullmatch(text) is not None


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(colour: str, other: str, share: float) -> str:
    """Two colours mixed; ``share`` is that of the first."""
    both = zip(parts(colour), parts(other), strict=True)
    return "#" + "".join(f"{round(one * share + two * (1 - share)):02x}" for one, two in both)


def luminance(colour: str) -> float:
    """Relative luminance from 0, black, to 1, white (WCAG 2.2)."""
    linear = [
        value / 12.92 if (value := part / 255) <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for part in parts(colour)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def standing_out(colour: str, ground: str, least: float = 3.0) -> str:
    """The colour, mixed with black or white until it stands out from a ground."""
    towards = "#000000" if luminance(ground) > 0.18 else "#ffffff"
    found = colour
    for step in range(20):
        found = mixed(colour, towards, 1 - step / 20)
        if contrast(found, ground) >= least:
            break
    return found


def grey(colour: str) -> str:
    """The grey as light as a colour is to the eye."""
    red, green, blue = parts(colour)
    level = round(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return f"#{level:02x}{level:02x}{level:02x}"
