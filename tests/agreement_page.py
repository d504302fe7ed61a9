"""Makes the page that lists each task of the real plans whose values differ: ``python -m tests.agreement_page``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from gantline.app.project.moments import to_datetime
from tests.agreement import DATES, SLACKS, Judged, judged, shares
from tests.corpus import plans

_TESTS = Path(__file__).parent
PAGE = _TESTS.parent / "docs" / "decisions" / "0007-where-dates-differ-from-microsoft-project.md"
FINDINGS: dict[str, Any] = tomllib.loads((_TESTS / "agreement_findings.toml").read_text("utf-8"))
"""What Project seems to do in each plan, found by looking; the numbers are measured."""


def page(values: Sequence[Judged]) -> str:
    """The page as text."""
    wrong = [one for one in values if not one.agrees]
    slacks = [one for one in wrong if one.column == "total_slack"]
    stale = [one for one in slacks if _finding(one.plan).get("stale")]
    rest = {(one.plan, one.uid) for one in wrong} - {(one.plan, one.uid) for one in stale}
    share, judged_slacks = shares(values), sum(one.column == "total_slack" for one in values)
    head: str = FINDINGS["head"].format(
        **share,
        wrong=len({(one.plan, one.uid) for one in wrong}),
        stale=len(stale),
        slacks=len(slacks),
        rest=len(rest),
        rest_share=1 - (len(slacks) - len(stale)) / (judged_slacks - len(stale)),
        plans=len({plan for plan, _uid in rest}),
    )
    return "\n".join([head.strip(), "", *_sections(wrong)])


def _sections(wrong: Sequence[Judged]) -> Iterator[str]:
    for plan, values in groupby(sorted(wrong, key=lambda one: (one.plan, one.uid)), lambda one: one.plan):
        found = _finding(plan)
        text = found["text"].replace("\n", " ")
        stale = f"{FINDINGS['stale']} " if found.get("stale") else ""
        yield f"## {plan}\n\n{stale}{text}\n"
        yield "| task | what differs |\n|---:|---|"
        for uid, of_task in groupby(values, lambda one: one.uid):
            yield f"| {uid} | {'; '.join(map(_told, of_task))} |"
        yield ""


def _finding(plan: str) -> dict[str, Any]:
    """What was found out about a plan."""
    found = [one for one in FINDINGS["plan"] if plan.startswith(one["name"])]
    return max(found, key=lambda one: len(one["name"]), default={"text": "Not looked into yet."})


def _told(one: Judged) -> str:
    told, computed = (_shown(one.column, value) for value in (one.told, one.computed))
    return f"{one.column.replace('_', ' ')} {told} → {computed}"


def _shown(column: str, value: int) -> str:
    if column in DATES:
        return f"{to_datetime(value):%Y-%m-%d %H:%M}"
    if column == "critical":
        return "yes" if value else "no"
    return f"{value:,}" if column in SLACKS else f"{value / 60:g} h"


if __name__ == "__main__":
    found = [value for folder in ("plans", "native") for path in plans(folder) for value in judged(path)]
    PAGE.write_text(page(found), "utf-8")
    print(PAGE)
