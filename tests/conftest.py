"""Tests of laws without settings of their own have those of ``laws``; garbage is looked for between tests."""

import gc

import pytest
from hypothesis import settings

from .laws import law

settings.register_profile("laws", law())
settings.load_profile("laws")

THOROUGH = 50
"""Tests after which everything is looked through for garbage, not only what is new."""


def pytest_configure(config):
    """Python searches for garbage in whatever thread makes things, and those of xdist's workers also take messages
    in a second one: windows found there would be destroyed beside their thread, and leave running timers behind."""
    if hasattr(config, "workerinput"):
        gc.set_threshold(0)
        config.pluginmanager.register(Sweeper())


class Sweeper:
    """Looks for garbage after each test, in the thread of the tests."""

    def __init__(self):
        self.tests = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self):
        done = yield
        self.tests += 1
        gc.collect(1 if self.tests % THOROUGH else 2)
        return done
