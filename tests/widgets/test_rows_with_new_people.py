"""An edit that brings people with it is one like any other: what is seen stays as it was arranged."""

from gantline.app.edits.block import read_block
from gantline.app.edits.fields import fields_of
from gantline.app.edits.paste import Paste, set_cells
from gantline.app.edits.wording import Wording
from gantline.app.views.spec import Arrangement, Condition, Filter, GroupBy, Operator
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


def test_a_row_that_passes_a_filter_no_more_stays_when_somebody_new_is_typed_into_it(window):
    anna = Condition(field="resources", operator=Operator.CONTAINS, values=("Anna",))
    window.rows.arrange(Arrangement(filter=Filter(name="Anna's", test=anna), summaries=False))
    document, shown = window.document, list(window.rows.uids)
    field = fields_of(document.project)["resources"]

    document.push(set_cells(document.engine, Wording(document.project.info), [(shown[0], field, "Zoe")]), "Zoe")

    assert shown
    assert list(window.rows.uids) == shown
    window.rows.apply_again()
    assert list(window.rows.uids) == shown[1:]
