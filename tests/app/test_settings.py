"""What the program remembers of a user is written when it changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from gantline.app.workspace.settings import KEYS, LOWER_PANE, RESOURCE_PANE, STATE, VERSION, Setting, Settings

REMEMBERED: list[tuple[Setting, object]] = [
    (RESOURCE_PANE, False),
    (LOWER_PANE, "tasks"),
    (KEYS, ["save\tCtrl+Alt+S", "undo\tF2"]),
    (STATE, QByteArray(b"\0\1\2")),
]


def store(path: Path) -> QSettings:
    return QSettings(str(path), QSettings.Format.IniFormat)


def remember(path: Path) -> None:
    settings = Settings(store(path))
    for setting, value in REMEMBERED:
        settings.put(setting, value)
    settings.sync()


def test_remembering_what_is_remembered_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    remember(path)
    written = path.stat().st_mtime_ns

    remember(path)

    assert path.stat().st_mtime_ns == written
    assert [(setting, Settings(store(path)).get(setting)) for setting, _value in REMEMBERED] == REMEMBERED


def test_a_change_back_to_the_default_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    remember(path)

    settings = Settings(store(path))
    settings.put(RESOURCE_PANE, RESOURCE_PANE.default)
    settings.sync()

    assert Settings(store(path)).get(RESOURCE_PANE) is True


def test_settings_of_another_version_are_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    remember(path)
    other = store(path)
    other.setValue("version", VERSION + 1)
    other.sync()

    assert Settings(store(path)).get(LOWER_PANE) == LOWER_PANE.default
