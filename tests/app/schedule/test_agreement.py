"""How many dates, slacks and critical marks agree with those Microsoft Project stored in real plans."""

import pytest

from tests.agreement import judged, shares
from tests.agreement_page import PAGE, page
from tests.corpus import needs_corpus, plans


@needs_corpus
@pytest.mark.corpus
def test_the_schedule_agrees_with_microsoft_project_and_the_page_lists_where_it_does_not() -> None:
    values = [value for folder in ("plans", "native") for path in plans(folder) for value in judged(path)]
    share = shares(values)
    assert share["tasks"] > 4000
    assert share["dates"] > 0.998
    assert share["linked"] > 0.999
    assert share["total_slack"] > 0.977
    assert share["critical"] > 0.998
    assert page(values) == PAGE.read_text("utf-8"), "make it anew: python -m tests.agreement_page"
