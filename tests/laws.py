"""How laws are tried: with the same examples in each run of the tests, with many random ones by ``make laws``.

A run of the tests tells whether a change broke something; random examples find what was broken before it, too.
"""

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("LAWS", "0"))
"""How many times the usual number of examples are drawn at random; 0 for the same examples in every run."""


def law(examples: int = 100) -> settings:
    """The settings of a test that holds for so many drawn examples."""
    return settings(
        max_examples=examples * max(TIMES, 1),
        derandomize=not TIMES,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
    )
