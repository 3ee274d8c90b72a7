"""How much typed text is held, for monitoring."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q

from nrm import clock
from nrm.observe.measures import Measure
from nrm.web.models import HeldForm


def held_forms() -> Iterator[Measure]:
    """Texts held, and those whose hour has passed; one statement on a table that a task keeps small."""
    past = Q(expires_at__lte=clock.now())
    found = HeldForm.objects.aggregate(kept=Count("pk", filter=~past), past=Count("pk", filter=past))
    for state, count in found.items():
        yield Measure("nrm_held_forms", "Typed text held, by whether its hour has passed.", count, {"state": state})
