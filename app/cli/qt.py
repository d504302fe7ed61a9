"""What Qt needs of the system, asked before it is loaded: without it Qt ends the program in words for programmers."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Mapping
from typing import Final

from ..i18n import _
from ..project.errors import GantlineError

LIBRARIES: Final = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt needs on any Linux: library to Debian and Ubuntu package."""

X11_LIBRARIES: Final = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
"""What it needs besides to show a window on an X11 display."""


class MissingLibrariesError(GantlineError):
    """Qt cannot start because the system lacks libraries."""


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether a window has somewhere to appear."""
    if platform in ("win32", "darwin", "cygwin"):
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def libraries_for_window(environment: Mapping[str, str]) -> dict[str, str]:
    """What showing a window needs in this environment; X11's part only where the window is sure to appear there."""
    platform = environment.get("QT_QPA_PLATFORM", "")
    x11 = platform.startswith("xcb") if platform else not environment.get("WAYLAND_DISPLAY")
    return LIBRARIES | X11_LIBRARIES if x11 else LIBRARIES


def check_libraries(libraries: Mapping[str, str]) -> None:
    """Make sure that Qt finds what it needs of the system; where it does not, it would end the program without a word.

    Raises:
        MissingLibrariesError: Something is missing; the sentence names the packages.
    """
    if sys.platform != "linux":
        return
    packages = [package for library, package in libraries.items() if not _loadable(library)]
    if packages:
        raise MissingLibrariesError(
            _("Qt needs libraries that are not installed. On Debian or Ubuntu: sudo apt install {packages}").format(
                packages=" ".join(packages)
            )
        )


def _loadable(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
