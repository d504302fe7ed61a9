"""Rows that bring people with them are an edit like any other: what is seen stays as it was arranged."""

from gantline.app.edits.block import read_block
from gantline.app.edits.paste import Paste
from gantline.app.edits.wording import Wording
from gantline.app.views.spec import Arrangement, GroupBy
from gantline.app.workspace.cell_commands import paste_block


def paste(window):
    """Paste a new task for somebody new at the end."""
    what = Paste(block=read_block("Survey\tZoe"), columns=["name", "resources"])
    document = window.document
    paste_block(document, window.selection, window.rows, Wording(document.project.info), what)


def test_folds_and_zoom_stay_where_rows_with_new_people_are_pasted_and_taken_back(window):
    phase = next(uid for uid in window.document.project.tasks if window.document.project.is_summary(uid))
    window.rows.fold([phase], True)
    window.axis.zoom(33.0)
    shown, left, count = window.axis.minutes_per_pixel, window.axis.offset, len(window.rows.uids)

    paste(window)
    assert (window.rows.collapsed, len(window.rows.uids)) == ({phase}, count + 1)

    window.document.undo_stack.undo()
    assert (window.rows.collapsed, len(window.rows.uids)) == ({phase}, count)
    assert (window.axis.minutes_per_pixel, window.axis.offset) == (shown, left)


def test_groups_stay_where_rows_with_new_people_are_pasted(window):
    grouped = Arrangement(groups=(GroupBy(field="status"),))
    window.rows.arrange(grouped)

    paste(window)

    assert window.rows.arrangement == grouped
    assert max(window.document.project.tasks) in window.rows.row_of
