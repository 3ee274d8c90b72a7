from __future__ import annotations

import pytest
from django.urls import reverse

from nrm.audit.models import AuditEvent
from tests.factories.cases import case_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    [
        "NRM-",
        "NRM",
        "nrm-26-0",
        "nrm26 0",
        "{serial}",
        "{short}",
        "{year}-{serial}",
        "nrm{year}{serial}",
        " {year}{serial}",
    ],
)
def test_references_that_start_with_what_was_typed_are_suggested(signed_in, at, typed):
    case = case_at("submitted")
    case_at("submitted", referrer="other-police-referrer")
    serial = case.reference.split("-")[2]
    year = case.reference.split("-")[1]
    query = (
        typed.format(year=year, serial=serial, short=serial.lstrip("0").zfill(2))
        .replace("nrm-26", f"nrm-{year}")
        .replace("nrm26", f"nrm{year}")
    )

    response = signed_in("police-referrer").get(reverse("desks:suggest"), {"q": query})

    assert response.json() == {
        "cases": [
            {"reference": case.reference, "stage": "Received", "href": reverse("desks:case", args=[case.reference])}
        ]
    }
    assert AuditEvent.objects.filter(event="cases_listed").latest("id").shown_case_ids == [case.pk]


@pytest.mark.parametrize("typed", ["", "N", "1", "%", "NRM%", "Linh", "DTN-", "26-0-A", "\x00", "\uff11\uff12\uff13"])
def test_too_little_or_anything_else_suggests_nothing(signed_in, typed):
    case_at("submitted")

    response = signed_in("police-referrer").get(reverse("desks:suggest"), {"q": typed})

    assert response.json() == {"cases": []}


def test_the_authority_reads_the_stage_in_its_words(signed_in):
    case_at("routed")

    response = signed_in("sca-caseworker").get(reverse("desks:suggest"), {"q": "NRM-"})

    assert [each["stage"] for each in response.json()["cases"]] == ["Routed, to be allocated"]
