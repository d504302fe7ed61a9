"""What the dialogs look alike in: their size on the screen, and their tables and lists."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from ...app.chart.theme import Theme

_MOST = 0.92

_BESIDE_WORDS = 16
"""Pixels that a button needs besides its words, and as many for an arrow that opens its menu."""


def fit_to_screen(dialog: QWidget, width: int, height: int) -> None:
    """Give a dialog a size, or as much of it as the screen has room for."""
    for layout in dialog.findChildren(QLayout):
        layout.invalidate()  # or what was hidden or made narrower since counts still
    room = dialog.screen().availableGeometry()
    dialog.resize(min(width, round(room.width() * _MOST)), min(height, round(room.height() * _MOST)))


def let_buttons_shrink(dialog: QWidget) -> None:
    """Let the buttons of a dialog be as narrow as their words where the screen has little room."""
    for button in dialog.findChildren(QPushButton):
        words = button.fontMetrics().horizontalAdvance(button.text().replace("&", ""))
        button.setMinimumWidth(words + _BESIDE_WORDS * (1 if button.menu() is None else 2))


def list_style(theme: Theme) -> str:
    """Style sheet of tables and trees: flat headings, room around the words, the window's selection colours."""
    return (
        f"QHeaderView::section {{ background: {theme.header}; color: {theme.text_faint}; border: none;"
        f" border-right: 1px solid {theme.border}; border-bottom: 1px solid {theme.border}; padding: 4px 3px; }}"
        f"QTableView {{ background: {theme.base}; gridline-color: {theme.grid}; border: 1px solid {theme.border};"
        f" selection-background-color: {theme.selection}; selection-color: {theme.selection_text}; outline: 0; }}"
        f"QTableView::item:focus {{ border: 2px solid {theme.accent}; }}"
        f"QTreeView {{ background: {theme.base}; border: 1px solid {theme.border}; outline: 0; }}"
        f"QTreeView::item {{ padding: 3px 4px; }}"
        f"QTreeView::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
    )


def choices_style(theme: Theme) -> str:
    """Style sheet of a list that offers what may be meant while somebody types."""
    return (
        f"QListView {{ background: {theme.base}; border: 1px solid {theme.accent}; outline: 0; }}"
        f"QListView::item {{ padding: 3px 6px; color: {theme.text}; }}"
        f"QListView::item:selected {{ background: {theme.selection}; color: {theme.selection_text}; }}"
    )
