"""Waiting for a job: its progress in a dialog, with Cancel; the window lives on but takes no edits meanwhile."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from ..app.i18n import _
from ..app.project.errors import GantlineError
from ..app.workspace.job import Job


def wait_for(job: Job, text: str, window: QWidget) -> Any | None:
    """What a job comes to; None where the user cancelled it.

    Raises:
        GantlineError: It failed, with the sentence that says so.
    """
    dialog = QProgressDialog(text, _("Cancel"), 0, 0, window)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(300)
    dialog.setAutoReset(False)
    dialog.setAutoClose(False)
    loop = QEventLoop()
    results: list[Any] = []
    failures: list[str] = []

    def progressed(step: int, total: int, said: str) -> None:
        dialog.setMaximum(total)
        dialog.setValue(step)
        dialog.setLabelText(said or text)

    job.progressed.connect(progressed)
    job.finished.connect(results.append)
    job.failed.connect(failures.append)
    for signal in (job.finished, job.failed, job.cancelled):
        signal.connect(lambda *_told: loop.quit())
    dialog.canceled.connect(job.cancel)
    dialog.setValue(0)
    loop.exec()
    dialog.close()
    dialog.deleteLater()
    if failures:
        raise GantlineError(failures[0])
    return results[0] if results else None
