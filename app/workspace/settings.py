"""What the program remembers of a user: typed settings over ``QSettings``. What belongs to a plan is in the plan."""

from __future__ import annotations

from typing import Final, Generic, TypeVar

import msgspec
from PySide6.QtCore import QByteArray, QSettings

VERSION: Final = 1
"""Settings of another version are not read."""

T = TypeVar("T", str, int, bool, QByteArray, list[str])


class Setting(msgspec.Struct, Generic[T], frozen=True):
    """A thing that is remembered.

    Attributes:
        key: Its name in the file, with its section.
        default: Its value until something else is remembered; also says of which type it is.
        help: What it is for.
    """

    key: str
    default: T
    help: str


THEME = Setting("window/theme", "system", "light, dark, or as the system does")
GEOMETRY = Setting("window/geometry", QByteArray(), "where the window was")
STATE = Setting("window/state", QByteArray(), "where its toolbars were")
PLAN_SPLIT = Setting("window/plan-split", QByteArray(), "how wide the table was beside the chart")
PANE_SPLIT = Setting("window/pane-split", QByteArray(), "how high the loading was below the chart")
RESOURCE_PANE = Setting("window/resource-pane", True, "whether the loading was shown")
LOWER_PANE = Setting("window/lower-pane", "loading", "which view was below the chart: loading, tasks or resources")
USAGE = Setting[list[str]]("usage/details", [], "the figures a row of the usage views showed")
TABLE = Setting("table/state", "", "the columns and their widths")
TABLES = Setting[list[str]]("table/own", [], "the tables the user saved")
CHART = Setting("chart/options", "", "what the chart shows otherwise than usual, as JSON")
CRITICAL = Setting("chart/critical", True, "whether critical tasks were marked")
SLACK = Setting("chart/slack", False, "whether slack was shown")
PROGRESS_LINE = Setting("chart/progress_line", False, "whether the progress line was shown")
BASELINE = Setting("chart/baseline", False, "whether the baseline was shown")
KEYS = Setting[list[str]]("keys/own", [], "the shortcuts the user changed: action and keys with tabs between them")
INSPECTOR = Setting[list[str]]("inspector/sections", [], "the sections of the inspector that were unfolded")
VIEWS = Setting[list[str]]("views/own", [], "the views the user saved")
VIEW = Setting("views/chosen", "", "the view that was shown")
FILTERS = Setting[list[str]]("views/filters", [], "the filters the user saved")
RECENT = Setting[list[str]]("files/recent", [], "the plans opened last, latest first")
PINNED = Setting[list[str]]("files/pinned", [], "the plans pinned to the list, in the order they were pinned")
FOLDER = Setting("files/folder", "", "where a plan was opened or saved last")
PRINT = Setting("print/choice", "", "how plans were printed last")
STARTED = Setting("program/started", False, "whether the program was started before")


class Settings:
    """The remembered settings; give a ``QSettings`` of a temporary file to leave the user's own alone."""

    def __init__(self, store: QSettings) -> None:
        self._store = store
        found = _int(store.value("version"))
        if found != VERSION:
            if found is not None:
                store.clear()
            store.setValue("version", VERSION)

    @property
    def place(self) -> str:
        """The file they are kept in."""
        return self._store.fileName()

    def get(self, setting: Setting[T]) -> T:
        """The value remembered, or the default where there is none of the right type."""
        value = self._store.value(setting.key)
        default = setting.default
        if isinstance(default, bool):
            return value in (True, "true", "1") if value is not None else default  # type: ignore[return-value]
        if isinstance(default, int):
            number = _int(value)
            return default if number is None else number  # type: ignore[return-value]
        if isinstance(default, list):
            if isinstance(value, str):
                return [value] if value else []  # type: ignore[return-value]
            return [str(one) for one in value] if isinstance(value, list) else list(default)  # type: ignore[return-value]
        return value if isinstance(value, type(default)) else default

    def put(self, setting: Setting[T], value: T) -> None:
        """Remember a value; what is remembered already is not written to the disk again, which each start waits for."""
        if not self._store.contains(setting.key) or self.get(setting) != value:
            self._store.setValue(setting.key, value)

    def sync(self) -> None:
        """Write what is remembered to the disk now."""
        self._store.sync()


def _int(value: object) -> int | None:
    try:
        return int(value) if isinstance(value, str | int) else None
    except ValueError:
        return None
