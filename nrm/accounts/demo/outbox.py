"""Reads back the emails that Django's file backend wrote, newest first. They are shown as text, never as HTML."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

NEWEST = 50
LONGEST = 200_000
# The file backend puts this line after each message.
_BETWEEN = re.compile(rb"^-{79}\n", re.MULTILINE)
_LINK = re.compile(r"(https?://[^\s<>\"']+)")


@dataclass(frozen=True)
class Piece:
    """A stretch of an email's text; `href` is set for a link into this installation."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class SentEmail:
    """One email as the page shows it. `sent_at` is when its file was last written, UTC."""

    sent_at: dt.datetime
    subject: str
    to: str
    body: tuple[Piece, ...]


def newest_messages() -> list[SentEmail]:
    """At most the newest `NEWEST` emails; none where nothing was sent yet."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nowhere")
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    found: list[SentEmail] = []
    for path in files[:NEWEST]:
        found += reversed(_messages_in(path))
    return found[:NEWEST]


def pieces(text: str) -> tuple[Piece, ...]:
    """The text cut at its addresses; only those of this installation become links."""
    cut = _LINK.split(text)
    return tuple(Piece(part, part if _is_ours(part) else "") for part in cut if part)


def _messages_in(path: Path) -> list[SentEmail]:
    with path.open("rb") as file:
        written = file.read(LONGEST)
    sent_at = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return [_shown(raw, sent_at) for raw in _BETWEEN.split(written) if raw.strip()]


def _shown(raw: bytes, sent_at: dt.datetime) -> SentEmail:
    message = email.message_from_bytes(raw.lstrip(b"\n"), policy=email.policy.default)
    return SentEmail(sent_at, str(message["Subject"] or ""), str(message["To"] or ""), pieces(_text_of(message)))


def _text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    if part is None:
        return ""
    content = part.get_content()
    return content.rstrip("\n") if isinstance(content, str) else ""


def _is_ours(part: str) -> bool:
    return part.startswith(f"{settings.PUBLIC_ADDRESS}/")
