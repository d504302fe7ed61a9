"""Plans of other programs (.mpp, .mpx, .xer ...), opened through MPXJ, a library that the extra ``mpp`` brings."""

from __future__ import annotations

from .kinds import FORMATS

__all__ = ["FORMATS"]
