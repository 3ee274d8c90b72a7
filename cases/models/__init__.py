"""The file all parties share: case, identity, facts, parties, status history, routing and allocation."""

from __future__ import annotations

from cases.models.case import Allocation, Case, CaseStatusRow, Routing
from cases.models.facts import CaseFacts
from cases.models.identity import Identity
from cases.models.party import CaseParty
from cases.models.reference import ReferenceCounter
from cases.models.search import SearchEntry

__all__ = [
    "Allocation",
    "Case",
    "CaseFacts",
    "CaseParty",
    "CaseStatusRow",
    "Identity",
    "ReferenceCounter",
    "Routing",
    "SearchEntry",
]
