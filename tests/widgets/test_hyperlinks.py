"""Hyperlinks are shown, edited, and opened only when asked for; files after a warning, dangerous sorts never."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from gantline.app.analysis.figures import Figures
from gantline.app.edits.fields import BY_KEY
from gantline.app.edits.indicators import Sign, indicators
from gantline.app.edits.wording import Wording
from gantline.app.project.addresses import Leads, target_of
from gantline.app.project.errors import EditError
from gantline.app.project.records import AssignmentUid, ExternalLink, Hyperlink, ResourceUid, TaskUid
from gantline.app.project.widths import replace
from gantline.app.schedule.engine import Engine
from gantline.app.workspace.document import Document
from gantline.widgets.appearance import Appearance
from gantline.widgets.dialogs.assignment_information import AssignmentInformation
from gantline.widgets.dialogs.hyperlink import HyperlinkDialog
from gantline.widgets.dialogs.resource_information import ResourceInformation
from gantline.widgets.hyperlinks import open_hyperlink

from ..plan_maker import plan

DIG = TaskUid(1)


@pytest.fixture
def opened(monkeypatch) -> list[str]:
    """What the system was asked to open."""
    urls: list[str] = []

    def take(url: QUrl) -> bool:
        urls.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", take)
    return urls


@pytest.fixture
def agree(monkeypatch):
    """Answers the warning about files."""

    def answer(*, open_it: bool) -> list[str]:
        asked: list[str] = []

        def pressed(box: QMessageBox):
            asked.append(box.informativeText())
            wanted = QMessageBox.ButtonRole.AcceptRole if open_it else QMessageBox.ButtonRole.RejectRole
            return next(one for one in box.buttons() if box.buttonRole(one) is wanted)

        monkeypatch.setattr(QMessageBox, "exec", lambda _box: 0)
        monkeypatch.setattr(QMessageBox, "clickedButton", pressed)
        return asked

    return answer


@pytest.mark.parametrize(
    ("address", "leads", "url"),
    [
        ("https://example.org/a", Leads.WEB, "https://example.org/a#top"),
        ("HTTP://example.org", Leads.WEB, "HTTP://example.org#top"),
        ("www.example.org", Leads.WEB, "https://www.example.org#top"),
        ("mailto:ann@example.org", Leads.MAIL, "mailto:ann@example.org"),
        ("ann@example.org", Leads.MAIL, "mailto:ann@example.org"),
        ("file:///etc/hosts", Leads.FILE, "file:///etc/hosts"),
        ("C:\\plans\\a.docx", Leads.FILE, "C:\\plans\\a.docx"),
        ("notes.docx", Leads.FILE, "notes.docx"),
        ("\\\\server\\share\\a.xlsx", Leads.FILE, "\\\\server\\share\\a.xlsx"),
    ],
)
def test_what_an_address_leads_to(address, leads, url):
    assert target_of(address, "top") == (leads, url)


@pytest.mark.parametrize(
    "address", ["", "javascript:alert(1)", "data:text/html,x", "vbscript:x", "https:", "ms-msdt:/id"]
)
def test_other_sorts_are_refused(address, opened, qtbot):
    with pytest.raises(EditError):
        open_hyperlink(Hyperlink(address=address), None, QWidget())
    assert not opened


def test_a_web_page_opens_at_once(opened, qtbot):
    open_hyperlink(Hyperlink(address="https://example.org"), None, QWidget())
    assert opened == ["https://example.org"]


@pytest.mark.parametrize("open_it", [True, False])
def test_a_file_opens_only_after_a_warning_that_names_it(opened, agree, qtbot, open_it):
    asked = agree(open_it=open_it)
    parent = QWidget()
    qtbot.addWidget(parent)
    open_hyperlink(Hyperlink(address="notes.docx"), Path("/plans"), parent)
    assert "/plans/notes.docx" in asked[0]
    assert opened == (["file:///plans/notes.docx"] if open_it else [])


def test_the_dialog_edits_a_link_and_takes_it_away(qtbot):
    dialog = HyperlinkDialog(Hyperlink(title="Wiki", address="https://example.org"), None)
    qtbot.addWidget(dialog)
    assert (dialog.title.text(), dialog.address.text()) == ("Wiki", "https://example.org")
    dialog.address.setText("")
    dialog.title.setText("")
    assert dialog.link is None
    assert not dialog.open_button.isEnabled()
    dialog.address.setText("javascript:x")
    dialog.open_button.click()
    assert "javascript" in dialog.message.text()


def test_the_actions_edit_and_open_the_link_of_the_selected_task(window, opened, monkeypatch):
    def fill(dialog: HyperlinkDialog) -> int:
        dialog.address.setText("https://example.org")
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(HyperlinkDialog, "exec", fill)
    uid = window.rows.uids[1]
    window.selection.set([uid])
    window.actions_made["open_hyperlink"].trigger()
    assert "no hyperlink" in window.status.currentMessage()
    window.actions_made["hyperlink"].trigger()
    assert window.document.project.tasks[uid].hyperlink == Hyperlink(address="https://example.org")
    window.actions_made["open_hyperlink"].trigger()
    assert opened == ["https://example.org"]


def test_fields_show_and_take_link_and_address():
    project = plan("Dig | 1d")
    figures, wording = Figures(Engine(project)), Wording(project.info)
    assert BY_KEY["hyperlink_address"].text(figures, wording, DIG) == ""
    project.apply(BY_KEY["hyperlink_address"].edit(figures, wording, DIG, "www.example.org"))
    project.apply(BY_KEY["hyperlink"].edit(figures, wording, DIG, "Wiki"))
    assert project.tasks[DIG].hyperlink == Hyperlink(title="Wiki", address="www.example.org")
    for key in ("hyperlink", "hyperlink_address"):
        project.apply(BY_KEY[key].edit(figures, wording, DIG, ""))
    assert project.tasks[DIG].hyperlink is None


def test_other_plans_are_named_in_signs_and_field():
    project = plan("Dig | 1d\nLay | 1d\nTest | 1d")
    waits = (ExternalLink(path="other.mpp\\3"),)
    project.tasks[DIG] = replace(project.tasks[DIG], external=True, subproject="base.mpp", external_links=waits)
    project.tasks[TaskUid(2)] = replace(project.tasks[TaskUid(2)], subproject="sub.mpp")
    figures, wording = Figures(Engine(project)), Wording(project.info)
    texts = [one.text(wording) for one in indicators(figures, DIG) if one.sign is Sign.OTHER_PLAN]
    assert texts == ["A task of another plan: base.mpp", "Waits for tasks of other plans: other.mpp\\3"]
    (sign,) = [one for one in indicators(figures, TaskUid(2)) if one.sign is Sign.OTHER_PLAN]
    assert sign.text(wording) == "Stands for another plan: sub.mpp"
    assert BY_KEY["other_plans"].text(figures, wording, DIG) == "base.mpp, other.mpp\\3"
    assert not indicators(figures, TaskUid(3))


def test_resources_and_assignments_are_linked_in_their_dialogs(qtbot, monkeypatch):
    document = Document(plan("Dig | 1d | by Ann"))

    def enter(dialog: HyperlinkDialog) -> int:
        dialog.title.setText("Profile")
        dialog.address.setText("https://example.org/ann")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(HyperlinkDialog, "exec", enter)
    for dialog in (
        ResourceInformation(document, ResourceUid(1), Appearance()),
        AssignmentInformation(document, AssignmentUid(1), Appearance()),
    ):
        qtbot.addWidget(dialog)
        assert dialog.hyperlink.label.text() == "none"
        dialog.hyperlink.button.click()
        assert dialog.hyperlink.label.text() == "Profile"
        dialog.accept()
    link = Hyperlink(title="Profile", address="https://example.org/ann")
    project = document.project
    assert project.resources[ResourceUid(1)].hyperlink == project.assignments[AssignmentUid(1)].hyperlink == link
    document.undo_stack.undo()
    assert project.assignments[AssignmentUid(1)].hyperlink is None
