"""Measures and prints a table: ``python -m tests.benchmarks [core] [xml] [scheduling] [window] [painting]
[beside] [peer] [sizes...]``."""

import sys

from . import beside, core, peer, scheduling, window, xml

PARTS = {
    "core": core.figures,
    "xml": xml.figures,
    "scheduling": scheduling.figures,
    "window": window.figures,
    "painting": window.others,
    "beside": beside.figures,
    "peer": peer.figures,
}


def main(arguments: list[str]) -> None:
    """Measure the parts asked for (all of them unless said) with plans of the sizes asked for."""
    sizes = [int(one) for one in arguments if one.isdigit()] or [1_000, 10_000, 100_000]
    parts = [one for one in arguments if one in PARTS] or list(PARTS)
    print("| measured | median |\n|---|---|", flush=True)
    for part in parts:
        for what, found in PARTS[part](sizes):
            print(f"| {what} | {found} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
