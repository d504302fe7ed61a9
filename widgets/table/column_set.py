"""Which columns the table shows and how wide they are, to be changed, saved and restored."""

from __future__ import annotations

import json

from .task_model import TaskModel
from .title_header import TitleHeader


class ColumnSet:
    """The columns of one table."""

    def __init__(self, model: TaskModel, titles: TitleHeader) -> None:
        self._model = model
        self._titles = titles

    def show(self, keys: list[str]) -> None:
        """Show these fields, in this order; those already shown keep their widths."""
        widths = self.widths()
        self._model.show_columns(keys)
        self.set_widths(widths)

    def save(self) -> str:
        """The columns and their widths as text."""
        widths = self.widths()
        return json.dumps({"columns": [[key, widths[key]] for key in self._titles.shown_keys()]})

    def restore(self, state: str) -> None:
        """Show the columns of a saved state; one that is not understood changes nothing."""
        try:
            columns = [(str(key), int(width)) for key, width in json.loads(state)["columns"]]
        except (ValueError, TypeError, KeyError):
            return
        self._model.show_columns([key for key, _width in columns])
        self.set_widths(dict(columns))

    def widths(self) -> dict[str, int]:
        """Field to width in pixels."""
        return {field.key: self._titles.sectionSize(place) for place, field in enumerate(self._model.columns)}

    def set_widths(self, widths: dict[str, int]) -> None:
        """Make columns as wide as said, the others as wide as usual."""
        for place, field in enumerate(self._model.columns):
            width = widths.get(field.key, field.width)
            self._titles.resizeSection(place, max(width, self._titles.minimumSectionSize()))
