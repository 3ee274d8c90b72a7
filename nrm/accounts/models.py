"""People, organisations, teams and dated memberships. A membership is one role in one organisation."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from nrm import clock
from nrm.access.guardian import REACH
from nrm.access.roles import ROLES, OrganisationKind, Role
from nrm.accounts.enums import Duty
from nrm.audit.guarded import GuardedModel

if TYPE_CHECKING:
    from nrm.access.actors import Actor

DECISION_MAKERS = [("sca", "Single Competent Authority"), ("ieca", "Immigration Enforcement Competent Authority")]
KINDS = [kind.value for kind in OrganisationKind]
ROLE_CODES = [role.value for role in Role]
DUTIES = [duty.value for duty in Duty]
# A token lasts a year at most, so that none is forgotten; a leap year's day more.
LONGEST_TOKEN = dt.timedelta(days=366)
REFERRER_TYPES = [
    ("police", "Police"),
    ("local_authority", "Local authority"),
    ("government", "Government agency"),
    ("health", "Health"),
    ("ngo", "NGO and third sector"),
]


class Organisation(GuardedModel):
    """A body that takes part in the mechanism. `decision_maker` is set for the two competent authorities only.

    `email_domains`: lower case, what stands after the @ of its people's addresses; an operator's command records them
    and no page does. Who may read files or addresses for it, decide or look after its people has an address there.
    """

    name = models.CharField(max_length=200, unique=True)
    short_name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=40, choices=[(k.value, k.value.replace("_", " ")) for k in OrganisationKind])
    referrer_type = models.CharField(max_length=20, blank=True, choices=REFERRER_TYPES)
    decision_maker = models.CharField(max_length=10, blank=True, choices=DECISION_MAKERS)
    nation = models.CharField(max_length=20, blank=True)
    email_domains = ArrayField(models.CharField(max_length=253), default=list, db_default=[], blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        permissions = [(REACH, "Reach the organisation's cases and people")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="organisation_kind_known"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="organisation_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind="competent_authority") | Q(decision_maker=""), name="only_authorities_decide"
            ),
            models.UniqueConstraint(
                fields=["decision_maker"], condition=~Q(decision_maker=""), name="one_authority_each"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.pk in actor.reach


class OrganisationDuty(GuardedModel):
    """Whether the organisation is under the duty to notify: by statute, by policy, or not. London dates; `until` is the
    first day it no longer held."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=10, choices=[(duty.value, duty.label) for duty in Duty])
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(duty__in=DUTIES), name="duty_known"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gt=F("since")), name="duty_dates_in_order"),
            ExclusionConstraint(
                name="one_duty_at_a_time",
                expressions=[
                    ("organisation", RangeOperators.EQUAL),
                    (Func("since", "until", function="daterange"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.duty} from {self.since}"


class Team(GuardedModel):
    """People of one organisation who work together."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Looks people up by email address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. Not guarded: Django and allauth write `last_login` and passwords themselves; creating
    one, and everything about what they may do, goes through actions.

    `is_machine`: another organisation's system, which acts by tokens alone (docs/adr/0017). It cannot sign in: the
    database keeps no password for it, and no session of it is recognised.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)
    session_generation = models.PositiveIntegerField(default=0, db_default=0)
    is_machine = models.BooleanField(default=False, db_default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="person_email_once_whatever_case"),
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_superuser"),
            models.CheckConstraint(
                condition=Q(is_machine=False) | Q(password__startswith=UNUSABLE_PASSWORD_PREFIX),
                name="machine_has_no_password",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        self.email = Person.objects.normalize_email(self.email).lower()

    def get_full_name(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """Refuses a machine: nobody knows a password for it."""
        if self.is_machine:
            raise PermissionDenied("A connected system has no password.")
        super().set_password(raw_password)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What every session of the person must match. Counting `session_generation` up ends all of them at once,
        however many there are and wherever they are kept. A machine's never matches: no session of it goes on."""
        if self.is_machine:
            return secrets.token_hex()
        value = f"{self.password}|{self.session_generation}"
        return salted_hmac("nrm.accounts.session", value, secret=secret, algorithm="sha256").hexdigest()


class Membership(GuardedModel):
    """A person's role in an organisation, from `since` until `until` (aware, UTC; empty while it lasts).

    `named_at`: since when who looks after the organisation's people reads the person's name and not only the address
    that was typed. At once for an account the organisation made; for somebody known elsewhere, when they first act for
    it: an invitation is no way to learn whose address it is.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=[(r.value, ROLES[r].title) for r in Role])
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="memberships")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    named_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=ROLE_CODES), name="membership_role_known"),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(until=None), name="role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="membership_dates_in_order"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "until"], name="members_of_organisation")]

    def __str__(self) -> str:
        return f"{self.person} as {self.role} at {self.organisation}"

    @property
    def role_title(self) -> str:
        return ROLES[Role(self.role)].title

    @property
    def shown_name(self) -> str:
        """What the organisation's pages about people call the person."""
        return self.person.email if self.named_at is None else self.person.name

    def is_within_reach_of(self, actor: Actor) -> bool:
        return self.organisation_id in actor.reach


class MachineToken(GuardedModel):
    """By what a connected system is known: 256 random bits that were shown once; only their hash is here.

    `prefix`, the token's beginning, says which is which on pages and in the record. Several may be in use at once, so
    that one follows another without a pause. Times are aware, UTC; `until` is the moment from which it is refused.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(max_length=60)
    prefix = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    made_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    last_used_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")) & Q(until__lte=F("since") + LONGEST_TOKEN),
                name="token_lasts_a_year_at_most",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="token_ended_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["membership", "-since"], name="tokens_of_machine")]

    def __str__(self) -> str:
        return f"{self.prefix}…"
