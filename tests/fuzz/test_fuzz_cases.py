"""What fuzzing found once is not found again."""

from pathlib import Path

import pytest

from .targets import TARGETS

CASES = sorted(Path(__file__).with_name("cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_fuzzing_found_is_refused_or_goes_the_whole_way(case: Path) -> None:
    TARGETS[case.name.partition("-")[0]](case.read_bytes())
