"""The support of one case: the package, its offers, who takes part, and what was recorded in it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.db.models import Model

from cases.enums import Nation, PartyStatus
from cases.models import CaseParty
from deadlines.domain.rules import MOVE_ON
from decisions.enums import DecisionOutcome
from demonstration.case_file import CaseFile, status_at
from demonstration.numbers import Numbers
from demonstration.shares import pick
from demonstration.support_life import PROVIDERS, Course, Happening, support_life
from demonstration.support_records import Records
from demonstration.support_words import END_OF_SUPPORT, OFFER_NOTE, REFUSAL
from demonstration.working_days import computed
from nrm.access.actors import SystemActor, SystemName
from nrm.access.roles import Capacity
from nrm.accounts.models import Membership
from nrm.audit.events import Event
from nrm.london import london_date
from support.domain.states import next_offer_status, next_package_status
from support.models import PackageStatusRow, SupportOffer, SupportPackage
from support.selectors import entry_of

# So many days after it opened a package may still wait for an offer or an answer.
WAITS_AT_MOST = 21
STOPS = (("open", 10), ("offer", 15), ("", 75))
CHANGES_THE_PACKAGE = frozenset({"open", "offer", "accept", "refuse", "withdraw", "end"})
REASONS = {"end": END_OF_SUPPORT}


class Support:
    """One package as it was built, happening by happening; `happened` is what the inboxes tell of."""

    def __init__(
        self, file: CaseFile, happened: tuple[Happening, ...], numbers: Numbers, source: random.Random
    ) -> None:
        self.file, self.happened, self._numbers = file, happened, numbers
        self.manager = file.cast.contract_manager
        opened_at = happened[0].at
        self.package = SupportPackage(
            pk=numbers.take(SupportPackage),
            case=file.case,
            contractor=self.manager.organisation,
            status="",
            opened_at=opened_at,
            opened_on=london_date(opened_at),
            version=0,
        )
        self.offers: list[SupportOffer] = []
        self._parties = [self._party(self.manager, Capacity.PRIME_CONTRACTOR, opened_at)]
        self._statuses: list[PackageStatusRow] = []
        self._records = Records(self.package, numbers, source)
        for each in happened:
            self._follow(each)

    def rows(self) -> Iterator[Model]:
        """The package first."""
        yield self.package
        yield from (*self._statuses, *self.offers, *self._parties)
        yield from self._records.rows()

    def worker_at(self, moment: dt.datetime) -> Membership | None:
        """The support worker at that moment; None before a provider accepted."""
        accepted = (each.provider for each in self.happened if each.step == "accept" and each.at <= moment)
        slug = next(accepted, None)
        return None if slug is None else self.file.cast.support_worker(slug)

    def is_open_at(self, moment: dt.datetime) -> bool:
        """Whether there was support to look after at that moment."""
        return self.package.opened_at <= moment and (self.ended_at is None or moment < self.ended_at)

    @property
    def ended_at(self) -> dt.datetime | None:
        """When support ended; None while it lasts."""
        return next((each.at for each in self.happened if each.step == "end"), None)

    def _follow(self, happening: Happening) -> None:
        if happening.step != "progress":
            self.package.version += 1
        if happening.step not in CHANGES_THE_PACKAGE:
            self._records.add(happening.step, happening.at, self.file.cast.support_worker(happening.provider))
            return
        self._move(happening)
        if happening.step == "offer":
            self._offer(happening)
        elif happening.step == "end":
            self._end(happening)
        elif happening.step != "open":
            self._answer(happening)

    def _move(self, happening: Happening) -> None:
        by = self._by(happening)
        self.package.status = next_package_status(self.package.status or None, happening.step).value
        self._statuses.append(
            PackageStatusRow(
                package=self.package,
                status=self.package.status,
                since=happening.at,
                reason=REASONS.get(happening.step, ""),
                by_label=by.person.name if by else self._opener(),
                by_person=by.person if by else None,
            )
        )

    def _by(self, happening: Happening) -> Membership | None:
        """The contractor offers and takes back, the provider answers and ends; nobody opens."""
        if happening.step == "open":
            return None
        is_contractors = happening.step in {"offer", "withdraw"}
        return self.manager if is_contractors else self.file.cast.support_worker(happening.provider)

    def _opener(self) -> str:
        caused_by = f"{Event.REASONABLE_GROUNDS_ISSUED.value} by {self.file.author.person.name}"
        return SystemActor(SystemName.SUPPORT_INTAKE, caused_by=caused_by).label

    def _offer(self, happening: Happening) -> None:
        worker = self.file.cast.support_worker(happening.provider)
        self.offers.append(
            SupportOffer(
                pk=self._numbers.take(SupportOffer),
                package=self.package,
                provider=worker.organisation,
                status=next_offer_status(None, "offer").value,
                note=OFFER_NOTE,
                offered_at=happening.at,
                offered_by=self.manager,
            )
        )
        offered = self._party(worker, Capacity.SUPPORT_PROVIDER, happening.at)
        offered.party_status = PartyStatus.OFFERED.value
        offered.case_status = status_at(self.file.life, happening.at).value
        self._parties.append(offered)

    def _answer(self, happening: Happening) -> None:
        offer, party = self.offers[-1], self._parties[-1]
        offer.status = next_offer_status(offer.status, happening.step).value
        offer.reason = REFUSAL if happening.step == "refuse" else ""
        offer.answered_at, offer.answered_by = happening.at, self._by(happening)
        if happening.step == "accept":
            self.package.provider, self.package.worker = offer.provider, offer.answered_by
            self.package.in_support_since = london_date(happening.at)
            party.party_status, party.since = PartyStatus.ACTIVE.value, happening.at
            party.case_status = self.file.case.status
        elif happening.step == "refuse":
            party.party_status = PartyStatus.REFUSED.value
        else:
            party.party_status, party.until = PartyStatus.ENDED.value, happening.at

    def _end(self, happening: Happening) -> None:
        self.package.ended_on = london_date(happening.at)
        self._records.end(self.package.ended_on)
        for party in self._parties:
            if party.party_status == PartyStatus.ACTIVE.value:
                party.party_status, party.until = PartyStatus.ENDED.value, happening.at
                party.case_status = status_at(self.file.life, happening.at).value

    def _party(self, who: Membership, capacity: Capacity, since: dt.datetime) -> CaseParty:
        """Active, as the organisation's lists show it; nothing is due any more."""
        return CaseParty(
            case=self.file.case,
            organisation=who.organisation,
            capacity=capacity.value,
            party_status=PartyStatus.ACTIVE.value,
            since=since,
            case_status=self.file.case.status,
            received_on=self.file.case.received_on,
        )


def support_of(file: CaseFile, numbers: Numbers, source: random.Random, today: dt.date) -> Support | None:
    """The support of a case as far as it has come; None where no package opens, by the product's rules of entry."""
    life = file.life
    opened_at = life.moment_of("issue")
    if opened_at is None or life.stage == "rg_negative":
        return None
    opened_on = london_date(opened_at)
    if not entry_of(file.case, is_positive=True, on=opened_on).opens:
        return None
    course = Course(opened_at, *_first_and_stop(file, source, (today - opened_on).days), _moves_on_by(file))
    return Support(file, support_life(source, course, today), numbers, source)


def _first_and_stop(file: CaseFile, source: random.Random, days_ago: int) -> tuple[str, str]:
    if file.life.provider:
        return file.life.provider, file.life.support_stops
    return pick(source, PROVIDERS), pick(source, STOPS) if days_ago <= WAITS_AT_MOST else ""


def _moves_on_by(file: CaseFile) -> dt.date | None:
    issued_at = file.life.cg_moment_of("issue")
    if issued_at is None:
        return None
    outcome = DecisionOutcome(file.life.stage.removeprefix("cg_"))
    return computed(MOVE_ON[outcome.value], london_date(issued_at), Nation(file.life.nation)).due_on
