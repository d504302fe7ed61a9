"""The native format ``.gantline``: plain UTF-8 JSON, one record per line, in an order that can be compared."""

from __future__ import annotations

from .format import FORMAT

__all__ = ["FORMAT"]
