"""Sizes that views side by side must agree on, in device-independent pixels."""

from typing import Final

ROW_HEIGHT: Final = 24
HEADER_HEIGHT: Final = 48
"""Height of the table's heading and of the time scale beside it, whose tiers share it."""
