"""A mail server on loopback that answers, refuses, holds its answer back, or hangs up after it took the message."""

from __future__ import annotations

import contextlib
import re
import socketserver
import threading
from collections.abc import Iterator


class MailServer(socketserver.ThreadingTCPServer):
    """`mood` says how it answers; `messages` are those it took, `held` those of them it has not answered.

    In the mood `holds` it takes a message, sets `is_holding` and says nothing more.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailHandler)
        self.mood = "answers"
        self.messages: list[str] = []
        self.held: list[str] = []
        self.is_holding = threading.Event()
        self.let_go = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def outbox_ids(self) -> list[int]:
        """The outbox row of each message taken, in order, from its Message-ID."""
        return [outbox_id_of(message) for message in self.messages]

    def held_outbox_ids(self) -> list[int]:
        """The outbox rows of the messages taken without an answer."""
        return [outbox_id_of(message) for message in self.held]


def outbox_id_of(message: str) -> int:
    """The number in `Message-ID: <outbox-12@…>`."""
    return int(re.search(r"Message-ID: <outbox-(\d+)@", message)[1])


class MailHandler(socketserver.StreamRequestHandler):
    """As much SMTP as a client needs."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 ready")
        while line := self.rfile.readline().strip().upper():
            if line.startswith(b"DATA"):
                if not self._take_message():
                    return
            elif line.startswith(b"RCPT") and self.server.mood == "refuses":
                self._say("550 no such mailbox")
            elif line.startswith(b"QUIT"):
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _take_message(self) -> bool:
        self._say("354 go on")
        message = b""
        while not message.endswith(b"\r\n.\r\n"):
            message += self.rfile.readline()
        self.server.messages.append(message.decode())
        if self.server.mood == "hangs up":
            return False
        if self.server.mood == "holds":
            self.server.held.append(self.server.messages[-1])
            self.server.is_holding.set()
            self.server.let_go.wait(60)
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        with contextlib.suppress(OSError):
            self.wfile.write(line.encode() + b"\r\n")


@contextlib.contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """The server, until the block ends."""
    server = MailServer()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
