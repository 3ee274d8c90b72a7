"""The part of bootstrap that reads the lock."""

from __future__ import annotations

import pytest

from deploy.local.bootstrap import pinned_block
from deploy.local.failure import StartFailure

LOCK = """\
urllib3==2.0 \\
    --hash=sha256:aa
    # via requests
uv==0.13.9 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via -r requirements/dev.in
uvloop==1.0 \\
    --hash=sha256:dd
"""


def test_pinned_block_holds_the_pin_and_all_its_hashes():
    assert pinned_block(LOCK, "uv") == "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"


def test_pinned_block_refuses_a_lock_without_the_package():
    with pytest.raises(StartFailure, match="no pin of django"):
        pinned_block(LOCK, "django")
