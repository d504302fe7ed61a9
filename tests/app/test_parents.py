"""The summary tasks above tasks, in few bytes, say what a dictionary says."""

from __future__ import annotations

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gantline.app.project.parents import Parents

from ..laws import law

FAR = 2**40
A_TASK = 5
"""At most so many bytes."""

UIDS = st.one_of(st.integers(0, 40), st.integers(900, 3_000), st.sampled_from((-7, 2**31 - 1, 2**31, FAR)))


@law(100)
@given(
    st.dictionaries(UIDS, UIDS.filter(lambda uid: uid >= 0), max_size=8),
    st.lists(st.tuples(UIDS, st.none() | UIDS.filter(lambda uid: uid >= 0)), max_size=12),
    UIDS,
)
def test_they_are_those_of_a_dictionary_whatever_comes_and_goes(known, changes, asked):
    parents, plain = Parents([*known], [*known.values()]), dict(known)
    before, copied = dict(known), parents.copy()
    for uid, parent in changes:
        if parent is not None:
            parents[uid] = plain[uid] = parent
        elif uid in plain:
            del parents[uid], plain[uid]

    for uid in {asked, *known, *(uid for uid, _parent in changes)}:
        assert parents.get(uid) == plain.get(uid)
        assert copied.get(uid) == before.get(uid)


@pytest.mark.parametrize("uid", [3, -3, 5_000, FAR])
def test_who_is_no_task_has_none(uid):
    with pytest.raises(KeyError):
        Parents([1, 2], [0, 1])[uid]


def test_they_take_few_bytes():
    uids = [*range(1, 100_001)]
    above = [uid // 10 for uid in uids]
    tracemalloc.start()
    try:
        parents = Parents(uids, above)
        assert tracemalloc.get_traced_memory()[0] < A_TASK * len(uids)
    finally:
        tracemalloc.stop()
    assert parents[77_777] == 7_777
