"""Cut, copy and paste in the task table: cells as spreadsheets exchange them, and whole tasks with what is theirs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import msgspec
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from ...app.edits.block import Block, read_block, write_block
from ...app.edits.clipping import FORMAT, Clipping, decode, encode
from ...app.edits.field import Field, Kind
from ...app.edits.fields import fields_of
from ...app.edits.guess import Guess, fits, guess, has_head
from ...app.edits.html_table import Written, write_table
from ...app.edits.paste import Paste, exact_text, unknown_resources
from ...app.edits.sheet_cell import sheet_cells
from ...app.edits.write_ods import Size, write_ods
from ...app.i18n import _
from ...app.project.errors import EditError
from ...app.project.records import TaskUid
from ...app.project.steps import parts
from ...app.project.ticket import Lasting, Ticket, Uncounted, followed
from ...app.project.widths import replace
from ...app.workspace import cell_commands
from ...app.workspace.document import Document
from ...app.workspace.row_set import RowSet
from ...app.workspace.selection import Selection
from ..appearance import Appearance
from ..patience import Patience
from .cell_selection import CellSelection
from .task_model import TaskModel
from .title_header import TitleHeader

CELLS = "application/x-gantline-cells"
"""What the clipboard calls cells copied here: their exact texts, row by row, a line for every part of the rows."""

SHEET = 'application/x-qt-windows-mime;value="XML Spreadsheet"'
"""What Qt calls what Excel for Windows puts beside the text."""


EMBEDDED = "Star Embed Source (XML)"
"""What stands in the name of the OpenDocument sheet that LibreOffice puts beside the text, on every system."""

_SOURCE = f'application/x-openoffice-embed-source-xml;windows_formatname="{EMBEDDED}"'
_CALC = "47BBB4CB-CE4C-4E80-a591-42d9ae74950f"
"""The class of sheets of LibreOffice Calc."""

_MOST_EMBEDDED = 50_000
"""Of more cells no sheet is made for LibreOffice, which then takes the HTML."""

_Ask = Callable[[], None] | None
"""What asks the user before anything is pasted; None where it was."""


class TableClipboard:
    """What one table puts on the clipboard and takes from it. All edits raise ``EditError`` where they are refused."""

    def __init__(
        self,
        view: QTableView,
        model: TaskModel,
        titles: TitleHeader,
        cells: CellSelection,
        document: Document,
        rows: RowSet,
        selection: Selection,
        appearance: Appearance,
    ) -> None:
        self._view = view
        self._model = model
        self._titles = titles
        self._cells = cells
        self._document = document
        self._rows = rows
        self._selection = selection
        self._appearance = appearance

    # -- out

    def copy(self) -> None:
        """Copy the selected cells; whole rows are copied as tasks, too."""
        tasks = self._chosen_tasks() if self._cells.has_whole_rows else []
        self._put(tasks)

    def cut(self) -> None:
        """Copy the selected cells and empty them; whole rows are taken out of the plan."""
        if not self._cells.has_whole_rows:
            if self._put(()):
                self.clear(cut=True)
            return
        with Patience(_("Copying…"), self._view.window()) as ticket:
            content = self._content(ticket)
            clipping = cell_commands.cut_tasks(self._document, self._selection, self._rows, ticket)
            self._offer(content, clipping, Lasting(ticket))  # they are gone by now

    def clear(self, *, cut: bool = False) -> None:
        """Empty the selected cells whose fields can be empty; ``cut`` names the step to undo so."""
        with Patience(_("Emptying cells…"), self._view.window()) as ticket:
            cells = self._chosen_cells(ticket)
            cell_commands.clear_cells(self._document, self._model.wording, cells, cut=cut, ticket=ticket)

    def _chosen_cells(self, ticket: Ticket) -> list[tuple[TaskUid, Field]]:
        """The selected cells of tasks, row by row in the order in which they are seen."""
        found: list[tuple[TaskUid, Field]] = []
        for first, last, low, high in self._cells.ranges:
            fields = [self._model.columns[section] for section in self._order() if low <= section <= high]
            for uid in self._rows.tasks(first, last):
                ticket.step(0, 0)
                found += [(uid, field) for field in fields]
        return found

    def _chosen_tasks(self) -> list[TaskUid]:
        return list(self._cells.tasks())

    def _order(self) -> list[int]:
        return [self._titles.logicalIndex(place) for place in range(self._titles.count())]

    def _put(self, tasks: Sequence[TaskUid]) -> bool:
        """Copy the selected cells, and these tasks; False where the user gave that up."""
        with Patience(_("Copying…"), self._view.window()) as ticket:
            content = self._content(ticket)
            clipping = cell_commands.copied_tasks(self._document, tasks, ticket) if tasks else None
            self._offer(content, clipping, ticket)
        return not ticket.cancelled

    def _content(self, ticket: Ticket) -> QMimeData:
        """The selected cells: as they are seen for other programs, exactly for this one."""
        seen: list[list[Written]] = []
        exact: list[list[str]] = []
        steps: list[int] = []
        heavy: list[bool] = []
        name = -1
        widths: list[int] = []
        for first, last, low, high in self._cells.ranges:
            shown = [one for one in self._order() if low <= one <= high]
            sections = [one for one in shown if self._model.columns[one].kind is not Kind.INDICATORS]
            fields = [self._model.columns[one] for one in sections]
            name = next((at for at, one in enumerate(fields) if one.key == "name"), name)
            widths = max(widths, [self._titles.sectionSize(one) for one in sections], key=len)
            written = sheet_cells(self._model.figures, self._model.wording, fields)
            for row in range(first, min(last + 1, len(self._rows.uids))):
                ticket.step(row - first, last - first)
                uid = self._model.uid(row)
                if uid is None:
                    texts = [str(self._model.index(row, section).data()) for section in sections]
                    seen.append([Written(text=text) for text in texts])
                    exact.append(texts)
                else:
                    cells = written(uid)
                    seen.append(cells)
                    exact.append([self._exact(uid, *pair) for pair in zip(fields, cells, strict=True)])
                steps.append(self._rows.levels[row] - 1)
                heavy.append(uid is None or self._document.project.is_summary(uid))
        content = QMimeData()
        content.setText(write_block([[cell.text for cell in row] for row in followed(seen, ticket)], ticket))
        least = min(steps, default=0)
        deep = [one - least for one in steps]
        content.setHtml(write_table(seen, deep, name, heavy, ticket))
        if sum(map(len, seen)) <= _MOST_EMBEDDED:
            size = Size(widths=widths, height=self._rows.row_height)
            content.setData(_SOURCE, QByteArray(write_ods(seen, deep, name, heavy, size, ticket)))
            content.setData(_described(*size.told(len(seen))), QByteArray(b"\0"))
        content.setData(CELLS, QByteArray(_encoded(exact, ticket)))
        return content

    def _exact(self, uid: TaskUid, field: Field, cell: Written) -> str:
        """The text of a cell as it can be typed elsewhere; dates and money are written otherwise for spreadsheets."""
        if field.kind not in (Kind.DATE, Kind.COST):
            return cell.text
        return exact_text(self._model.figures, self._model.wording, uid, field)

    @staticmethod
    def _offer(content: QMimeData, clipping: Clipping | None, ticket: Ticket) -> None:
        if clipping is not None:
            content.setData(FORMAT, QByteArray(encode(clipping, ticket)))
        QGuiApplication.clipboard().setMimeData(content)

    # -- in

    def paste(self) -> None:
        """Paste what is on the clipboard: tasks above the selected ones, cells from the selected one on."""
        content = QGuiApplication.clipboard().mimeData() or QMimeData()  # none while nothing was ever copied
        ask = None
        with Patience(_("Pasting…"), self._view.window()) as ticket:
            ask = self._pasted(content, ticket)
        if ask is not None:
            ask()

    def _pasted(self, content: QMimeData, ticket: Ticket) -> _Ask:
        """Paste, or give what asks the user first."""
        reading = Uncounted(ticket)
        if content.hasFormat(FORMAT):
            clipping = decode(bytes(content.data(FORMAT).data()), reading)
            cell_commands.paste_copied(self._document, self._selection, self._rows, clipping, ticket)
            return None
        if content.hasFormat(CELLS):
            block = _decoded(bytes(content.data(CELLS).data()), reading)
            return self._paste_here(self._repeated(block), ticket) if block.rows else None
        html = content.html() if content.hasHtml() else ""
        sheet = bytes(content.data(SHEET).data()) if content.hasFormat(SHEET) else b""
        embedded = next((one for one in content.formats() if EMBEDDED in one), "")
        block = read_block(content.text(), html, sheet, reading, lambda: bytes(content.data(embedded).data()))
        return self._paste_foreign(block, ticket)

    def _paste_foreign(self, block: Block, ticket: Ticket) -> _Ask:
        """Paste cells of another program: where they fit, or after the user has seen what they are taken for.

        What lost its control characters is shown first, too.
        """
        if not block.rows:
            raise EditError(_("There is nothing on the clipboard that can be pasted here."))
        fields, wording = fields_of(self._document.project), self._model.wording
        as_it_is = not block.controls and not has_head(block, fields, wording)
        if as_it_is and self._is_meant_here(self._repeated(block)):
            return self._paste_here(self._repeated(block), ticket)
        return partial(self._ask, block, guess(block, fields, wording))

    def _is_meant_here(self, block: Block) -> bool:
        """Whether cells go into the columns from the current one on as they are.

        A single column over tasks that are there can be meant for no other; that it cannot be typed is said then.
        Columns that are worked out do no harm over these tasks either: they may say what is there.
        """
        fields, wording = fields_of(self._document.project), self._model.wording
        over = len(self._targets(len(block.rows))) == len(block.rows)
        here = [fields.get(key) for key in self._columns_from_here(block.width)]
        if over and len(here) == 1 and here[0] is not None:
            return True
        return all(
            field is not None and (fits(block.column(place), field, wording) or (over and field.edit is None))
            for place, field in enumerate(here)
        )

    def _ask(self, block: Block, found: Guess) -> None:
        """Show what the columns were taken for, and paste as the user says then."""
        from ..dialogs.paste_preview import PastePreview  # loaded when first asked for

        targets = self._targets(len(block.rows))
        dialog = PastePreview(self._document, block, found, targets, self._do, self._appearance, self._view)
        dialog.exec()
        dialog.deleteLater()

    def _paste_here(self, block: Block, ticket: Ticket) -> _Ask:
        """Paste column by column from the current cell on."""
        columns = self._columns_from_here(block.width)
        what = Paste(block=block, columns=columns, targets=self._targets(len(block.rows)))
        people = [place for place, key in enumerate(columns) if key == "resources"]
        texts = [text for place in people for text in block.column(place)]
        unknown = unknown_resources(self._document.project, texts, Uncounted(ticket))
        if unknown:
            return partial(self._ask_about, unknown, what)
        self._enter(what, ticket)
        return None

    def _ask_about(self, unknown: Sequence[str], what: Paste) -> None:
        """Ask whether people that the plan does not know are to be made, and paste then."""
        from ..dialogs.paste_preview import ask_about_resources  # loaded when first asked for

        answer = ask_about_resources(unknown, self._view)
        if answer is not None:
            self._do(replace(what, new_resources=answer))

    def _do(self, what: Paste) -> None:
        with Patience(_("Pasting…"), self._view.window()) as ticket:
            self._enter(what, ticket)

    def _enter(self, what: Paste, ticket: Ticket) -> None:
        cell_commands.paste_block(self._document, self._selection, self._rows, self._model.wording, what, ticket)

    def _columns_from_here(self, width: int) -> list[str]:
        """The fields of the columns from the current one on; nothing beyond the last one."""
        order = self._order()
        here = max(self._view.currentIndex().column(), 0)
        chosen = [low for _first, _last, low, _high in self._cells.ranges] or [here]
        first = min(map(order.index, chosen), default=0)
        keys = [self._model.columns[section].key for section in order[first : first + width]]
        return keys + [""] * (width - len(keys))

    def _first_row(self) -> int:
        ranges = self._cells.ranges
        return ranges[0][0] if ranges else max(self._view.currentIndex().row(), 0)

    def _targets(self, count: int) -> Sequence[TaskUid]:
        """The tasks that so many rows go over: those selected where they are as many, else from the first one on."""
        chosen = sorted(self._cells.ranges)
        if len(chosen) > 1 and count == _height(chosen):
            return [uid for first, last, _low, _high in chosen for uid in self._rows.tasks(first, last)]
        first = self._first_row()
        return self._rows.tasks(first, len(self._rows.uids) - 1)[:count] if first < len(self._rows.uids) else ()

    def _repeated(self, block: Block) -> Block:
        """The block as often as it fills what is selected, as spreadsheets paste it."""
        ranges = [
            (first, min(last, len(self._rows.uids) - 1), low, high) for first, last, low, high in self._cells.ranges
        ]
        if not ranges or len({(low, high) for _first, _last, low, high in ranges}) > 1:
            return block
        _first, _last, low, high = ranges[0]
        whole = self._cells.has_whole_rows
        width = block.width if whole else sum(low <= one <= high for one in self._order())
        return block.tiled(_height(ranges), width)


def _height(ranges: Sequence[tuple[int, int, int, int]]) -> int:
    """How many rows ranges have together."""
    return sum(last - first + 1 for first, last, _low, _high in ranges)


def _described(width: int, height: int) -> str:
    """What tells LibreOffice of a sheet beside it: the program it is of, and its size in hundredths of a millimetre."""
    return (
        'application/x-openoffice-objectdescriptor-xml;windows_formatname="Star Object Descriptor (XML)";'
        f'classname="{_CALC}";typename="Gantline";viewaspect="1";width="{width}";height="{height}";posx="0";posy="0"'
    )


def _encoded(rows: Sequence[Sequence[str]], ticket: Ticket) -> bytes:
    """Cells as ``CELLS``."""
    return b"\n".join(map(msgspec.json.encode, followed([*parts(rows)], ticket)))


def _decoded(content: bytes, ticket: Ticket) -> Block:
    decoder = msgspec.json.Decoder(list[list[str]])
    try:
        rows = [row for line in followed(content.split(b"\n"), ticket) for row in decoder.decode(line)]
    except msgspec.DecodeError:
        raise EditError(_("The cells on the clipboard come from another version and cannot be pasted.")) from None
    width = max(map(len, rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in followed(rows, ticket)]
    return Block(rows=rows, indents=[[0.0] * width for _row in followed(rows, ticket)])
