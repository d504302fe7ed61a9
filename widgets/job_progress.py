"""The progress of a job in a dialog, with Cancel; and waiting for a job."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from ..app.i18n import _
from ..app.project.errors import GantlineError
from ..app.workspace.job import Job

_DELAY: Final = 300
"""Milliseconds until the progress is shown."""


def show_progress(job: Job, text: str, window: QWidget, *, edits: bool = False) -> None:
    """Show how far a job is for as long as it lasts, and let it be cancelled. The window lives on.

    Args:
        edits: The plan can be edited meanwhile.
    """
    dialog = QProgressDialog(text, _("Cancel"), 0, 0, window)
    dialog.setWindowModality(Qt.WindowModality.NonModal if edits else Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(_DELAY)
    dialog.setAutoReset(False)
    dialog.setAutoClose(False)

    def progressed(step: int, total: int, said: str) -> None:
        dialog.setMaximum(total)
        dialog.setLabelText(said or text)
        dialog.setValue(step)

    def ended() -> None:
        dialog.close()
        dialog.deleteLater()

    job.progressed.connect(progressed)
    for signal in (job.finished, job.failed, job.cancelled):
        signal.connect(lambda *_told: ended())
    dialog.canceled.connect(job.cancel)
    dialog.setValue(0)


def wait_for(job: Job, text: str, window: QWidget) -> Any | None:
    """What a job comes to; None where the user cancelled it. The window takes no edits meanwhile.

    Raises:
        GantlineError: It failed, with the sentence that says so.
    """
    loop = QEventLoop()
    results: list[Any] = []
    failures: list[str] = []
    show_progress(job, text, window)
    job.finished.connect(results.append)
    job.failed.connect(failures.append)
    for signal in (job.finished, job.failed, job.cancelled):
        signal.connect(lambda *_told: loop.quit())
    loop.exec()
    if failures:
        raise GantlineError(failures[0])
    return results[0] if results else None
