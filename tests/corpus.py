"""Where the real Microsoft Project plans are; tests that need them skip where they are absent."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "mspdi"

needs_corpus = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no Microsoft Project plans at {FOLDER}")


def plans(*parts: str) -> list[Path]:
    """The files of the corpus, or of one of its folders (``plans``, ``native``, ``calendars``), if it is there."""
    return sorted(FOLDER.joinpath(*parts).rglob("*.xml"))
