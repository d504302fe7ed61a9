"""Tests of laws without settings of their own have those of ``laws``."""

from hypothesis import settings

from .laws import law

settings.register_profile("laws", law())
settings.load_profile("laws")
