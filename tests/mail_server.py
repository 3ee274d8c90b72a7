"""A mail server on loopback that answers, refuses, is slow, or hangs up after it took the message."""

from __future__ import annotations

import contextlib
import re
import socketserver
import threading
import time
from collections.abc import Iterator


class MailServer(socketserver.ThreadingTCPServer):
    """`mood` says how it answers; `messages` are those it took."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailHandler)
        self.mood = "answers"
        self.messages: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def message_ids(self) -> list[str]:
        """The Message-ID of each message taken, in order."""
        return [re.search(r"Message-ID: <(.+?)>", message)[1] for message in self.messages]


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
        if self.server.mood == "is slow":
            time.sleep(0.7)
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
