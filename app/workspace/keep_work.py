"""What a helper process does to keep a file's dates in a large plan: find out which tasks have to be held, and how."""

from __future__ import annotations

from ..edits.keep_dates import Kept, keep_all_file_dates, keep_file_dates
from ..project.records import TaskUid
from ..project.ticket import Ticket
from ..schedule.engine import Engine
from .work import unpack


def find_held(ticket: Ticket, plan: bytes, uids: list[TaskUid], everything: bool) -> Kept:
    """What holds these tasks where the file had them; ``everything`` looks for where their differences begin.

    Args:
        plan: Packed, with all that the file said.
    """
    engine = Engine(unpack(plan))
    return keep_all_file_dates(engine, uids, ticket) if everything else keep_file_dates(engine, uids)
