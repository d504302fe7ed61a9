"""One program a user: a second start hands what it was to open over to the first, and ends."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from .address import Request

_PATIENCE: Final = 1500
"""Milliseconds the second start waits for the first to answer; one that is busy for longer is left alone."""

_MOST: Final = 1 << 20
"""Bytes of a message; more come from somebody else."""

_HEARD: Final = b"heard"


def hand_over(name: str, request: Request) -> bool:
    """Ask the program that listens under a name to do something; False where none answers."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_PATIENCE):
        return False
    socket.write(msgspec.json.encode(request) + b"\n")
    heard = b""
    while not heard.startswith(_HEARD) and socket.waitForReadyRead(_PATIENCE):
        heard += socket.readAll().data()
    return heard.startswith(_HEARD)


class Instance(QObject):
    """Listens for later starts.

    Signals:
        requested: A later start wants something done; carries the ``Request``.
    """

    requested = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        QLocalServer.removeServer(name)  # what a crash left behind; nobody answered under this name
        self.listening = self._server.listen(name)

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST:
                socket.abort()
            return
        try:
            request = msgspec.json.decode(socket.readLine(_MOST).data(), type=Request)
        except msgspec.DecodeError:
            socket.abort()
            return
        socket.write(_HEARD)
        socket.flush()
        self.requested.emit(request)
