"""The text of a machine's token: how it is made, and the hash by which it is found. Nothing here is kept or logged."""

from __future__ import annotations

import hashlib
import secrets

# So that a person, or a scanner that looks for secrets in code, sees what it is.
START = "nrm_"
RANDOM_BYTES = 32
PREFIX_LENGTH = 10


def new_token() -> str:
    """A token nobody can guess: 256 random bits after `START`."""
    return START + secrets.token_urlsafe(RANDOM_BYTES)


def hash_of(text: str) -> str:
    """What is stored and looked up. No salt and no slow hash: there is nothing to guess in 256 random bits."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
