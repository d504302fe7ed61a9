"""A planner who does at random what can be done with a plan."""

from random import Random

from gantline.app.edits.block import Block
from gantline.app.edits.fields import FIELDS
from gantline.app.edits.paste import Paste
from gantline.app.edits.wording import Wording
from gantline.app.project.records import TaskUid
from gantline.app.workspace import cell_commands, commands
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.app.workspace.selection import Selection

TYPED = ("", "3d", "0d", "2ed", "1", "2SS+1d, 3", "50%", "Ann[50%], Bob", "Zoe", "7.1.26", "9.1.2026 13:00", "Yes",
         "No", "Manual", "Automatic", "Fixed work", "As late as possible", "700", "16h", "Anew")  # fmt: skip
PLAN = """
Phase
  Dig  | 3d | by Ann
  Lay  | 2d | after Dig FS+1d | by Ann, Bob 50%
Build  | 1w | after Lay
Done   | 0d | after Build
"""
AT_MOST = 40
"""Tasks beyond which the random planner deletes rather than adds."""


class Planner:
    """Picks rows, fields and texts by chance and does something with them."""

    def __init__(self, document: Document, seed: int) -> None:
        self.document = document
        self.rows = RowSet(document, document)
        self.selection = Selection(document)
        self.random = Random(seed)
        self.typed = [field for field in FIELDS if field.edit is not None]

    def edit(self) -> None:
        """Do one thing; what is refused changes nothing."""
        self._select()
        grow = [
            self._paste_rows,
            self._paste_tasks,
            commands.insert_task,
            commands.insert_below,
            commands.add_milestone,
        ]
        shrink = [commands.delete_tasks, cell_commands.cut_tasks]
        arrange = [commands.indent, commands.outdent, commands.move_up, commands.move_down, self._drop]
        other = [commands.link, commands.unlink, commands.toggle_manual, commands.toggle_active, self._type, self._fill,
                 self._clear, self._type, self._fill]  # fmt: skip
        size = shrink if len(self.document.project.tasks) > AT_MOST else grow
        do = self.random.choice(self.random.choice([size, arrange, other, other]))
        do(self.document, self.selection, self.rows)

    def _select(self) -> None:
        uids = [uid for uid in self.rows.uids if uid > 0]
        count = min(self.random.choice([1, 1, 2, 4]), len(uids))
        first = self.random.randrange(len(uids) - count + 1) if uids else 0
        self.selection.set(uids[first : first + count])

    @property
    def _wording(self) -> Wording:
        return Wording(self.document.project.info)

    def _cells(self, text: str | None = None):
        field = self.random.choice(self.typed)
        return [(uid, field, text or self.random.choice(TYPED)) for uid in self.selection.uids]

    def _type(self, document, _selection, _rows) -> None:
        cell_commands.enter_cells(document, self._wording, self._cells())

    def _fill(self, document, _selection, _rows) -> None:
        cell_commands.fill(document, self._wording, self._cells(self.random.choice(TYPED[1:])))

    def _clear(self, document, _selection, _rows) -> None:
        cells = [(uid, field) for uid, field, _text in self._cells()]
        cell_commands.clear_cells(document, self._wording, cells)

    def _drop(self, document, selection, rows) -> None:
        before: TaskUid | None = self.random.choice([*(uid for uid in rows.uids if uid > 0), None])
        commands.move_before(document, selection, rows, before, self.random.randrange(4))

    def _paste_rows(self, document, selection, rows) -> None:
        keys = ["name", *self.random.sample(["duration", "start", "predecessors", "resources", "mode"], 2)]
        texts = [["Pasted", self.random.choice(TYPED), self.random.choice(TYPED)] for _row in range(3)]
        indents = [[float(self.random.randrange(3)), 0.0, 0.0] for _row in range(3)]
        what = Paste(block=Block(rows=texts, indents=indents), columns=keys, targets=selection.uids[:1])
        cell_commands.paste_block(document, selection, rows, self._wording, what)

    def _paste_tasks(self, document, selection, rows) -> None:
        clipping = cell_commands.copied_tasks(document, selection.uids)
        cell_commands.paste_copied(document, selection, rows, clipping)
