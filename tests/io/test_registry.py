"""Formats are found by content first and by name second."""

from pathlib import Path

import pytest

from gantline.app.project.errors import GantlineError
from gantline.io.registry import FORMATS, for_key, for_path, sniff


def test_content_beats_the_name() -> None:
    found = sniff(Path("plan.xml"), b'{"gantline":{"format":"1.0"},\n')

    assert found is for_key("gantline")


def test_the_name_decides_where_the_content_does_not_tell() -> None:
    assert sniff(Path("Plan.GANTLINE"), b"") is for_key("gantline")
    assert sniff(Path("notes.txt"), b"hello") is None


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.key)
def test_every_format_is_found_by_key_and_suffix(one) -> None:
    assert for_key(one.key) is one
    assert all(for_path(Path(f"plan{suffix}")) is one for suffix in one.suffixes)


def test_an_unknown_key_is_refused_with_the_keys_there_are() -> None:
    with pytest.raises(GantlineError, match="no format 'doc'; the formats are gantline"):
        for_key("doc")
