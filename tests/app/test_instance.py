"""A second start of the program hands its files over to the first."""

import os
import subprocess
import sys

import pytest
from PySide6.QtNetwork import QLocalSocket

from gantline.app.workspace.address import Request, address, is_taken
from gantline.app.workspace.instance import Instance, hand_over


@pytest.fixture
def name(tmp_path):
    return address(str(tmp_path / "settings.ini"))


@pytest.fixture
def instance(qapp, name):
    instance = Instance(name)
    yield instance
    instance.deleteLater()


SECOND = """
import sys
from PySide6.QtCore import QCoreApplication
from gantline.app.workspace.address import Request
from gantline.app.workspace.instance import hand_over
app = QCoreApplication([])
print(hand_over(sys.argv[1], Request(("/plans/a plan.xml",), False)))
"""


def test_another_process_is_heard(qtbot, instance, name):
    with qtbot.waitSignal(instance.requested, timeout=20_000) as told:
        second = subprocess.Popen([sys.executable, "-c", SECOND, name], stdout=subprocess.PIPE, text=True)
    assert told.args == [Request(("/plans/a plan.xml",), False)]
    assert second.communicate(timeout=20)[0].strip() == "True"


def test_with_nobody_listening_the_start_goes_on(qapp, name):
    assert not hand_over(name, Request())


def test_whether_anybody_may_listen_is_seen_without_asking(qapp, name):
    assert is_taken(name) is (sys.platform == "win32")
    instance = Instance(name)
    assert is_taken(name)
    instance.deleteLater()


def test_what_a_crash_left_behind_does_not_stand_in_the_way(qapp, name):
    code = (
        "import os, sys\nfrom PySide6.QtCore import QCoreApplication\n"
        "from gantline.app.workspace.instance import Instance\n"
        "app = QCoreApplication([])\nmade = Instance(sys.argv[1])\nassert made.listening\nos._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, name], check=False, env=os.environ)
    assert not hand_over(name, Request())
    instance = Instance(name)
    assert instance.listening
    instance.deleteLater()


@pytest.mark.parametrize("message", [b"nonsense\n", b'{"paths": 5}\n', b"\n", b"x" * 3_000_000])
def test_other_messages_are_dropped_and_do_no_harm(qtbot, instance, name, message):
    told = []
    instance.requested.connect(told.append)
    socket = QLocalSocket()
    socket.connectToServer(name)
    assert socket.waitForConnected(5000)
    socket.write(message)
    socket.flush()
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=10_000)
    assert told == []


def test_users_with_other_settings_have_other_addresses():
    assert address("/home/a/gantline.ini") != address("/home/b/gantline.ini")
