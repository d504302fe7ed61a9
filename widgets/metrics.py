"""Sizes that views side by side must agree on, in device-independent pixels."""

from typing import Final

ROW_HEIGHT: Final = 24
TIER_HEIGHT: Final = 22
HEADER_HEIGHT: Final = 2 * TIER_HEIGHT
"""Height of the table's heading and of the two-tier time scale beside it."""
