from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from tests.factories.machines import send

pytestmark = pytest.mark.django_db
EXAMPLE = Path(__file__).resolve().parents[4] / "docs" / "examples" / "referral.json"


def printed(**options) -> str:
    out = io.StringIO()
    call_command("demo_machine", stdout=out, **options)
    return out.getvalue().strip()


def test_the_readmes_example_is_a_complete_referral():
    client = Client(headers={"Authorization": f"Bearer {printed()}"})

    answer = send(client, json.loads(EXAMPLE.read_text(encoding="utf-8")))

    assert (answer.status_code, answer.json()["own_reference"]) == (201, "RMS-2026-0001")


def test_it_is_for_the_demonstration_only(settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="for the demonstration only"):
        printed()
