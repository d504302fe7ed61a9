"""Waiting for a job behind a dialog that shows its progress and can cancel it."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressDialog, QPushButton, QWidget

from gantline.app.project.errors import GantlineError
from gantline.app.workspace.job import Jobs
from gantline.widgets.job_progress import wait_for
from tests.app.test_jobs import count, never_ends, refuses


@pytest.fixture
def ground(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def jobs(qapp):
    jobs = Jobs()
    yield jobs
    jobs.shut_down()


def test_what_a_job_comes_to_is_given_back(ground, jobs):
    assert wait_for(jobs.start(count, 5), "Counting…", ground) == 5
    assert not ground.findChildren(QProgressDialog) or not ground.findChild(QProgressDialog).isVisible()


def test_a_job_that_fails_raises_what_it_says(ground, jobs):
    with pytest.raises(GantlineError, match=r"plan\.xml cannot be read\."):
        wait_for(jobs.start(refuses), "Reading…", ground)


def test_a_job_that_is_cancelled_gives_nothing(qtbot, ground, jobs):
    def press_cancel():
        dialog = ground.findChild(QProgressDialog)
        if dialog is None or not dialog.isVisible():
            QTimer.singleShot(20, press_cancel)
        else:
            dialog.findChild(QPushButton).click()

    QTimer.singleShot(0, press_cancel)
    assert wait_for(jobs.start(never_ends), "Waiting…", ground) is None
