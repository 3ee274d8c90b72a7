"""Who did what in the invented cases: the personas' memberships, asked for by the part they play."""

from __future__ import annotations

from dataclasses import dataclass

from nrm.accounts.models import Membership

REFERRER_OF = {
    "derbyshire-police": "police-referrer",
    "west-yorkshire-police": "other-police-referrer",
    "leeds-council": "council-referrer",
    "unseen": "charity-referrer",
    "border-force": "border-force-referrer",
}
INTAKE = "sca-intake"
SUPPORT_WORKER_OF = {"causeway": "support-worker", "hestia": "other-support-worker"}


@dataclass(frozen=True)
class Cast:
    """The memberships that acted, by persona slug."""

    by_slug: dict[str, Membership]

    @property
    def intake(self) -> Membership:
        """Who routes every case, and allocates those the Single Competent Authority keeps."""
        return self.by_slug[INTAKE]

    def referrer(self, organisation: str) -> Membership:
        """The first responder of an organisation."""
        return self.by_slug[REFERRER_OF[organisation]]

    def author(self, decision_maker: str, role: str) -> Membership:
        """Whoever at the authority has the case: `caseworker`, `second-caseworker` or `leader`."""
        return self.by_slug[f"{decision_maker}-{role}"]

    def allocator(self, decision_maker: str) -> Membership:
        """Who gives out the authority's cases."""
        return self.intake if decision_maker == "sca" else self.leader(decision_maker)

    def checker(self, decision_maker: str, author: Membership) -> Membership:
        """The second caseworker, or the leader where that is the author."""
        second = self.by_slug[f"{decision_maker}-second-caseworker"]
        return self.leader(decision_maker) if second.pk == author.pk else second

    def second_caseworkers(self, decision_maker: str, author: Membership) -> list[Membership]:
        """Everybody told that a decision waits for a check."""
        second = self.by_slug[f"{decision_maker}-second-caseworker"]
        return [] if second.pk == author.pk else [second]

    def leader(self, decision_maker: str) -> Membership:
        """Who leads the authority's caseworkers."""
        return self.by_slug[f"{decision_maker}-leader"]

    @property
    def contract_manager(self) -> Membership:
        """Who gives out support under the victim care contract."""
        return self.by_slug["contract-manager"]

    def support_worker(self, provider: str) -> Membership:
        """The support worker of a provider."""
        return self.by_slug[SUPPORT_WORKER_OF[provider]]

    def told_of_decision(self, submitter: Membership) -> list[Membership]:
        """The leads of the referring organisation and whoever submitted."""
        leads = [
            each
            for each in self.by_slug.values()
            if each.role == "lead" and each.organisation_id == submitter.organisation_id
        ]
        return [*leads, submitter]
