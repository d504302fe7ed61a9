"""Which theme the window wears: light, dark, or as the system does."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from ..app.chart.theme import CONTRAST, DARK, LIGHT, Theme

SYSTEM = "system"


class Appearance(QObject):
    """The theme in force; views take their colours from it and repaint when it changes.

    Signals:
        changed: Another theme is in force.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice = SYSTEM
        self.theme: Theme = LIGHT
        self._hints = QGuiApplication.styleHints()  # held, or what it gives is gone with it
        self._hints.colorSchemeChanged.connect(self._on_scheme_changed)
        if hasattr(self._hints, "accessibility"):  # from Qt 6.10 on
            self._hints.accessibility().contrastPreferenceChanged.connect(self._on_scheme_changed)

    def choose(self, choice: str) -> None:
        """Wear ``light``, ``dark``, ``contrast``, or what the ``system`` does."""
        self.choice = choice
        self.theme = THEMES.get(choice) or _of_system(self._hints)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(palette(self.theme))
        self.changed.emit()

    def _on_scheme_changed(self, _what: object) -> None:
        if self.choice == SYSTEM:
            self.choose(SYSTEM)


_DARK = 128
"""Windows darker than this are dark."""

THEMES = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def _of_system(hints: QStyleHints) -> Theme:
    """The theme nearest to what the system wears."""
    if hasattr(hints, "accessibility"):
        wanted = hints.accessibility().contrastPreference()
        if wanted == Qt.ContrastPreference.HighContrast:
            return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a theme, for the Fusion style."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.base,
        QPalette.ColorRole.AlternateBase: theme.alternate,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.header,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.error,
        QPalette.ColorRole.ToolTipBase: theme.base,
        QPalette.ColorRole.ToolTipText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text_faint,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.accent_text,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Light: theme.base,
        QPalette.ColorRole.Midlight: theme.border,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Dark: theme.text_faint,
        QPalette.ColorRole.Shadow: theme.text_faint,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.inactive))
    return made


def style_sheet(theme: Theme) -> str:
    """The little that a palette can't say: flat bars with thin borders."""
    return (
        f"QMenuBar {{ background: {theme.window}; border-bottom: 1px solid {theme.border}; padding: 1px 4px; }}"
        f"QMenuBar::item {{ padding: 4px 9px; border-radius: 4px; }}"
        f"QMenuBar::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
        f"QMenu {{ background: {theme.base}; border: 1px solid {theme.border}; padding: 3px;"
        f" selection-background-color: {theme.selection}; selection-color: {theme.selection_text}; }}"
        f"QMenu::icon:checked {{ background: {theme.selection}; border: 1px solid {theme.accent};"
        f" border-radius: 3px; }}"
        f"QMenu::separator {{ background: {theme.border}; height: 1px; margin: 3px 8px; }}"
        f"QToolBar {{ background: {theme.window}; border: none; border-bottom: 1px solid {theme.border};"
        f" padding: 3px 6px; spacing: 2px; }}"
        f"QToolBar::separator {{ background: {theme.border}; width: 1px; margin: 5px 5px; }}"
        f"QToolBar QToolButton {{ padding: 4px; border: 1px solid transparent; border-radius: 5px; }}"
        f"QToolBar QToolButton:hover {{ background: {theme.selection}; }}"
        f"QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {theme.selection};"
        f" border-color: {theme.accent}; }}"
        "QToolBar QToolBarExtension { padding: 0; border: none; min-width: 16px; }"
        f"QStatusBar {{ background: {theme.window}; border-top: 1px solid {theme.border}; }}"
        f"QStatusBar::item {{ border: none; }}"
        f"QStatusBar QLabel {{ padding: 2px 9px; color: {theme.text_faint}; }}"
        f"QStatusBar QToolButton {{ padding: 2px 8px; border: none; border-radius: 4px; }}"
        f"QStatusBar QToolButton:hover {{ background: {theme.selection}; }}"
        f"QSplitter::handle {{ background: {theme.border}; }}"
        f"QSplitter::handle:hover {{ background: {theme.accent}; }}"
        "QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }"
        f"QToolTip {{ background: {theme.base}; color: {theme.text}; border: 1px solid {theme.border}; padding: 3px; }}"
        + (_outlined(theme) if QColor(theme.window).lightness() < _DARK else "")
    )


def _outlined(theme: Theme) -> str:
    """Edges of boxes not ticked and of fields: Fusion draws them darker than the window, unseen on a dark one."""
    edge = f"border: 1px solid {theme.text_faint}; background: {theme.base}; width: 12px; height: 12px;"
    return (
        f"QCheckBox::indicator:unchecked {{ {edge} border-radius: 2px; }}"
        f"QRadioButton::indicator:unchecked {{ {edge} border-radius: 6px; }}"
        f"Inspector QLineEdit, QDialog QLineEdit {{ border: 1px solid {theme.border}; border-radius: 2px;"
        f" background: {theme.base}; padding: 2px 3px; }}"
        f"Inspector QLineEdit:focus, QDialog QLineEdit:focus {{ border-color: {theme.accent}; }}"
        "QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; }"
    )
