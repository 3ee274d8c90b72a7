"""Sealing what may not lie readable in the database, with keys derived from the installation's secret key."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


def box(purpose: str) -> MultiFernet:
    """Seals with the secret key; opens what was sealed with it or with one of `SECRET_KEY_FALLBACKS`.

    What was sealed for one purpose does not open for another. A purpose is never renamed: stored rows depend on it.
    """
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"{purpose}{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
