"""Where named views are kept: in the settings for all plans, or in the plan they belong to."""

from __future__ import annotations

from ..edits.plan import set_info
from ..i18n import _
from ..project.records import SavedView
from .document import Document
from .settings import VIEWS as OWN_VIEWS
from .settings import Settings
from .view import VIEWS, View, decode, encode


class ViewStore:
    """The views there are: those of the program, the user's own, and the plan's."""

    def __init__(self, document: Document, settings: Settings) -> None:
        self._document = document
        self._settings = settings

    def own(self) -> list[View]:
        """The user's own views; what is not understood is left out."""
        return [view for text in self._settings.get(OWN_VIEWS) if (view := decode(text)) is not None]

    def of_plan(self) -> list[View]:
        """The views that go with the plan."""
        return [view for one in self._document.project.info.views if (view := decode(one.state)) is not None]

    def find(self, name: str) -> View | None:
        """A view by its name: the plan's before the user's own before the program's."""
        return next((one for one in (*self.of_plan(), *self.own(), *VIEWS) if one.name == name), None)

    def is_own(self, name: str) -> bool:
        """Whether a view can be renamed and deleted: it does not come with the program."""
        return any(one.name == name for one in (*self.own(), *self.of_plan()))

    def is_in_plan(self, name: str) -> bool:
        """Whether a view goes with the plan."""
        return any(one.name == name for one in self.of_plan())

    def save(self, view: View, *, in_plan: bool, instead_of: str = "") -> None:
        """Keep a view under its name, in place of one that has it, or another name; it is found by it then."""
        gone = {view.name, instead_of}
        others = [one for one in self._document.project.info.views if one.name not in gone]
        text, name = (_("Rename view {name}"), instead_of) if instead_of else (_("Save view {name}"), view.name)
        if in_plan:
            self._write_plan([*others, SavedView(name=view.name, state=encode(view))], text, name)
            return
        self._write_own([*(one for one in self.own() if one.name not in gone), view])
        if self.is_in_plan(view.name):  # it would be found first
            self.delete(view.name)

    def delete(self, name: str) -> None:
        """Forget a view."""
        if self.is_in_plan(name):
            kept = [one for one in self._document.project.info.views if one.name != name]
            self._write_plan(kept, _("Delete view {name}"), name)
        else:
            self._write_own([one for one in self.own() if one.name != name])

    def _write_own(self, views: list[View]) -> None:
        self._settings.put(OWN_VIEWS, [encode(one) for one in sorted(views, key=lambda one: one.name.casefold())])

    def _write_plan(self, views: list[SavedView], text: str, name: str) -> None:
        patch = set_info(self._document.project, views=tuple(views))
        self._document.push(patch, text.format(name=name))
