from __future__ import annotations

import pytest

from tests.factories.machines import Machine, connected_system


@pytest.fixture
def machine() -> Machine:
    """A connected system of Derbyshire Constabulary."""
    return connected_system()
