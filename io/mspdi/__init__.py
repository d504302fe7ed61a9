"""Microsoft Project XML (MSPDI), the format in which Microsoft Project and most planners exchange plans."""

from __future__ import annotations

from .format import FORMAT

__all__ = ["FORMAT"]
