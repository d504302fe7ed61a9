"""What holds a task back in the forward pass."""

from __future__ import annotations

from ..project.moments import Minute
from .schedule import Driver


class Hold:
    """What keeps a task from starting or finishing earlier.

    Attributes:
        start: No earlier than this; None while nothing said so. ``driver`` said it.
        finish: Finish no earlier than this; ``finish_driver`` said it.
        summary: The start of the manual summary above, which counts where nothing else speaks for the task's start.
    """

    __slots__ = ("driver", "finish", "finish_driver", "start", "summary", "summary_driver")

    def __init__(self, above: Hold | None = None) -> None:
        """Begin with what holds the summary above."""
        if above is None:
            self.start: Minute | None = None
            self.finish: Minute | None = None
            self.summary: Minute | None = None
            self.driver: Driver | None = None
            self.finish_driver: Driver | None = None
            self.summary_driver: Driver | None = None
        else:
            self.start, self.driver = above.start, above.driver
            self.finish, self.finish_driver = above.finish, above.finish_driver
            self.summary, self.summary_driver = above.summary, above.summary_driver

    def at_start(self, moment: Minute, driver: Driver | None) -> None:
        """Start no earlier than this."""
        if self.start is None or moment > self.start:
            self.start, self.driver = moment, driver

    def at_finish(self, moment: Minute, driver: Driver | None) -> None:
        """Finish no earlier than this."""
        if self.finish is None or moment > self.finish:
            self.finish, self.finish_driver = moment, driver

    def below(self, moment: Minute, driver: Driver) -> None:
        """Stand below a manual summary that starts then."""
        if self.summary is None or moment > self.summary:
            self.summary, self.summary_driver = moment, driver

    def fall_back(self, moment: Minute) -> None:
        """Where nothing spoke for the start, take the project's, or the manual summary's where that is later."""
        if self.start is None:
            self.start = moment
            if self.summary is not None:
                self.at_start(self.summary, self.summary_driver)

    def limits(self) -> tuple[Minute | Driver | None, ...]:
        """All that it asks of the tasks below and who says so, to tell whether that changed."""
        return self.start, self.finish, self.summary, self.driver, self.finish_driver, self.summary_driver
