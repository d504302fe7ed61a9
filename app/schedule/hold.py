"""What holds a task back in the forward pass."""

from __future__ import annotations

from ..project.moments import Minute
from .codes import NEVER
from .kernel.sweep import Sweep


class Hold:
    """What keeps a task from starting or finishing earlier.

    Attributes:
        start: No earlier than this; ``NEVER`` while nothing said so. ``code`` is that of what said it.
        finish: Finish no earlier than this; ``finish_code`` alike.
        links: The start that links alone ask for, whatever constraints do; ``NEVER`` where none does.
        summary: The start of the manual summary above, which counts where nothing else speaks for the task's start.
    """

    __slots__ = ("code", "finish", "finish_code", "links", "start", "summary", "summary_code")

    def __init__(self, asked: Sweep) -> None:
        """Begin with what links and the summaries above ask for: what the walk was asked last."""
        self.start, self.code = asked.at_start, asked.at_start_code
        self.finish, self.finish_code = asked.at_finish, asked.at_finish_code
        self.links = asked.at_links
        self.summary, self.summary_code = asked.at_summary, asked.at_summary_code

    def at_start(self, moment: Minute, code: int) -> None:
        """Start no earlier than this."""
        if moment > self.start:
            self.start, self.code = moment, code

    def at_finish(self, moment: Minute, code: int) -> None:
        """Finish no earlier than this."""
        if moment > self.finish:
            self.finish, self.finish_code = moment, code

    def below(self, moment: Minute, code: int) -> None:
        """Stand below a manual summary that starts then."""
        if moment > self.summary:
            self.summary, self.summary_code = moment, code

    def fall_back(self, moment: Minute) -> None:
        """Where nothing spoke for the start, take the project's, or the manual summary's where that is later."""
        if self.start == NEVER:
            self.start = moment
            self.at_start(self.summary, self.summary_code)
