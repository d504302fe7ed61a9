"""The numbers that stand in the columns of a compiled plan for what is no number, and how wide columns are."""

from __future__ import annotations

from typing import Final

MINUTES: Final = "q"
"""The type code of columns of moments and minutes: 64 bits."""
PLACES: Final = "i"
"""That of rows, links, places in an order, numbers of working times and codes of drivers: 32 bits."""
BITS: Final = "h"
"""That of what is true or not, up to 15 such at a time."""

NEVER: Final = -(1 << 60)
"""Before all moments: nothing was said of a moment that is to be the latest of several."""
EVER: Final = 1 << 60
"""After all moments: nothing was said of a moment that is to be the earliest of several."""

FROM_FINISH: Final = 1
"""Of a link: it hangs on the predecessor's finish, else on its start."""
TO_FINISH: Final = 2
"""It drives the successor's finish, else its start."""
ELAPSED: Final = 4
"""Its lag counts the clock."""
PERCENT: Final = 8
"""Its lag is a percentage of the predecessor's duration."""
GONE: Final = 16
"""It was taken out, and counts no more."""

ODD: Final = 1
"""Of a row: it has rules of its own for its dates. The others are what ``Activity`` calls them."""
ACTIVE: Final = 2
FINISHED: Final = 4
STARTED: Final = 8
MANUAL: Final = 16
UNDECIDED: Final = 32
LATE: Final = 64
"""It goes on as late as possible."""
DELAYED: Final = 128
"""Levelling holds it back."""

NOBODY: Final = -1
"""A driver where nothing but the project start set a date; from 0 on it is a link."""
CHILD: Final = 1 << 30
"""A driver that is a task of the summary: this and its row."""

CHANGED: Final = 2
"""Of a row that a repair looked at: any of its values is another one; 1 says no more than that it was looked at."""
MOVED: Final = CHANGED | 4
"""Its start or finish is another one."""
