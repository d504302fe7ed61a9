"""Filters, groups and sorting on real plans: every task stands in its place once."""

import numpy as np
import pytest

from gantline.app.views.buckets import facets, usual_interval
from gantline.app.views.fields import usable
from gantline.app.views.filters import FILTERS
from gantline.app.views.spec import Arrangement, Condition, GroupBy, Operator, SortBy
from gantline.app.views.words import words_of
from gantline.app.workspace.document import Document
from gantline.app.workspace.row_set import RowSet
from gantline.io.storage import read_path
from tests.corpus import needs_corpus, plans

pytestmark = [pytest.mark.corpus, needs_corpus]


@pytest.mark.parametrize("path", sorted(plans("plans"), key=lambda path: path.name)[5::20], ids=lambda path: path.name)
def test_every_field_filters_groups_and_sorts_a_real_plan(qtbot, path):
    rows = RowSet(Document(read_path(path)[0].project))
    project, columns = rows._document.project, rows.columns
    plain = {uid for uid, task in project.tasks.items() if not task.blank and not project.is_summary(uid)}
    for one in FILTERS:
        rows.arrange(Arrangement(filter=one))
        assert "(no field" not in words_of(one.test, columns)
    for key, field in columns.fields.items():
        if not usable(field):
            continue
        rows.arrange(Arrangement(groups=(GroupBy(field=key, interval=usual_interval(field.kind)),)))
        assert sorted(rows.tasks(0, len(rows))) == sorted(plain)
        rows.arrange(Arrangement(sorts=(SortBy(field=key, descending=True),)))
        assert sorted(rows.uids) == sorted(project.tasks)
        for facet in facets(columns, key, np.ones(len(columns.outline), np.bool_))[:2]:
            value = Condition(field=key, operator=Operator.ONE_OF, values=(facet.code,))
            rows.arrange(Arrangement(columns={key: value}))
            assert rows.passing == facet.tasks
