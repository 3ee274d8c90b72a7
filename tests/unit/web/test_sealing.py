"""One way of sealing text with the installation's secret key."""

from __future__ import annotations

import pytest
from cryptography.fernet import InvalidToken

from nrm.web.sealing import box


def test_what_was_sealed_under_an_earlier_key_still_opens(settings):
    sealed = box("nrm.held").encrypt(b"typed")

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key"

    assert box("nrm.held").decrypt(sealed) == b"typed"


def test_what_was_sealed_under_a_key_given_up_does_not_open(settings):
    sealed = box("nrm.held").encrypt(b"typed")

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key", []

    with pytest.raises(InvalidToken):
        box("nrm.held").decrypt(sealed)


def test_what_was_sealed_for_one_purpose_does_not_open_for_another():
    sealed = box("nrm.held").encrypt(b"typed")

    with pytest.raises(InvalidToken):
        box("nrm.second-factor").decrypt(sealed)
