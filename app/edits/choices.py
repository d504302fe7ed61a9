"""The titles of closed lists, and which of them is meant by a typed word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum

from ..i18n import N_, _
from ..project.errors import EditError, quoted
from ..project.project import Project

MODES = (N_("Automatic"), N_("Manual"))
CONSTRAINTS = (
    N_("As soon as possible"),
    N_("As late as possible"),
    N_("Must start on"),
    N_("Must finish on"),
    N_("Start no earlier than"),
    N_("Start no later than"),
    N_("Finish no earlier than"),
    N_("Finish no later than"),
)
EARNING = (N_("% complete"), N_("Physical % complete"))
TASK_TYPES = (N_("Fixed units"), N_("Fixed duration"), N_("Fixed work"))


def chosen(text: str, titles: Sequence[str], codes: Sequence[str] = ()) -> int:
    """Which of the titles is meant: by itself, by its beginning, in English or the user's language, or by a code.

    Raises:
        EditError: None or several of them are.
    """
    word = text.strip().casefold()
    for place, title in enumerate(titles):
        codes_here = codes[place : place + 1]
        if word in (title.casefold(), _(title).casefold(), *(code.casefold() for code in codes_here)):
            return place
    begun = [place for place, title in enumerate(titles) if word and _(title).casefold().startswith(word)]
    if len(begun) == 1:
        return begun[0]
    known = ", ".join(_(title) for title in titles)
    raise EditError(_("'{text}' is none of: {titles}.").format(text=quoted(text), titles=known))


def titled_choices(titles: Sequence[str]) -> Callable[[Project], Sequence[str]]:
    return lambda _project: [_(title) for title in titles]


def calendar_names(project: Project) -> Sequence[str]:
    return ["", *(one.name for one in project.calendars.values() if one.base is None)]


def flags(_project: Project) -> Sequence[str]:
    return [_("Yes"), _("No")]


def title_of(titles: Sequence[str], member: Enum) -> str:
    """The title of a member of a closed list, whose titles stand in its order."""
    return _(titles[list(type(member)).index(member)])
