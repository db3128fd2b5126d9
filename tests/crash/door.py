"""A loopback port that leads to a server while it is open: shutting it is that server being away."""

import socket
import threading
from contextlib import suppress


class Door:
    """Forwards each connection to `host`:`port`."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.own_port = 0
        self.held: list[socket.socket] = []

    def open(self) -> None:
        """Listen, on the same port as before."""
        listener = socket.create_server(("127.0.0.1", self.own_port))
        self.own_port = listener.getsockname()[1]
        self.held = [listener]
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()

    def shut(self) -> None:
        """Refuse new connections and break those that stand."""
        for held in self.held:
            with suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)
            held.close()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(self.target)
                self.held += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=forward, args=[source, sink], daemon=True).start()


def forward(source: socket.socket, sink: socket.socket) -> None:
    """Pass bytes on until either side ends."""
    with suppress(OSError):
        while data := source.recv(65_536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
