"""A fault in the program is told calmly, once, and never from within a paint event."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gantline.widgets.dialogs.bug_report import BugReport


@pytest.fixture
def report(qtbot, monkeypatch):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    monkeypatch.setattr(sys, "__excepthook__", lambda *_error: None)
    report = BugReport(window)
    yield report
    for box in boxes(report):
        box.close()


def fault(report, text):
    try:
        raise ZeroDivisionError(text)
    except ZeroDivisionError as error:
        report(type(error), error, error.__traceback__)


def boxes(report):
    found = (box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
    return [box for box in found if box is report._box and box.isVisible()]


def test_a_fault_is_shown_with_details_that_can_be_copied(qtbot, report):
    fault(report, "by zero")
    assert not boxes(report), "not from within whatever was going on"
    qtbot.waitUntil(lambda: len(boxes(report)) == 1)
    assert "ZeroDivisionError: by zero" in boxes(report)[0].detailedText()


def test_a_fault_in_every_frame_is_told_once(qtbot, report):
    for _frame in range(20):
        fault(report, "each frame")
    qtbot.waitUntil(lambda: len(boxes(report)) == 1)
    boxes(report)[0].close()
    fault(report, "each frame")
    QCoreApplication.processEvents()
    assert not boxes(report)


def test_another_fault_waits_until_the_first_was_read(qtbot, report):
    fault(report, "first")
    qtbot.waitUntil(lambda: len(boxes(report)) == 1)
    fault(report, "second")
    QCoreApplication.processEvents()
    assert "second" not in boxes(report)[0].detailedText()
    boxes(report)[0].close()
    qtbot.waitUntil(lambda: any("second" in box.detailedText() for box in boxes(report)))
