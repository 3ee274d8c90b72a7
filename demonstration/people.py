"""Invented people and what a first responder would have written about them. Pure: the same source, the same person."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from cases.domain.ages import eighteenth_birthday
from demonstration.shares import EXPLOITATION, ORIGIN_OF, PLACES_OF_OTHERS, SEXES, pick
from referrals.domain.answers import Answer, answered, stated
from referrals.enums import AnswerState

TOWNS = ("Derby", "Leeds", "Bradford", "Kingston upon Hull", "Nottingham", "Dover", "Coventry", "Bristol", "Croydon")
ROUTE_COUNTRIES = ("FR", "LY", "IT", "TR", "BE", "DE")
ACCOUNTS = {
    "labour": "They worked up to fourteen hours a day and were paid {pay}.\nTheir documents were kept by the man who "
    "brought them. They slept in a room behind the {place} with others.",
    "criminal": "They were told to {crime} to pay off a debt of £{debt:,}.\nThey say they were watched and were afraid "
    "of what would happen to their family.",
    "sexual": "They were promised work in a hotel and made to see clients instead. The phone was held by somebody "
    "they knew only by a nickname.",
    "domestic_servitude": "They cooked, cleaned and minded children for a family and were not allowed out alone.",
    "": "They said little. What is known comes from where and how they were found.",
}
INDICATORS = ("debt_bondage", "threats", "documents_held", "restricted_movement", "fear_of_others", "poor_housing")
NEEDS = ("medical", "mental_health", "pregnancy", "children", "money", "legal_advice")
JOBS = ("Detective constable", "Social worker", "Immigration officer", "Outreach worker", "Team manager")


@dataclass(frozen=True)
class Circumstances:
    """What the rest of the case knows of the person: where and when they were met, who they are, where they are now,
    and whether they agree to support (None: chance decides)."""

    nation: str
    met_on: dt.date
    is_child: bool
    nationality: str
    police_force: str
    local_authority: str
    wants_support: bool | None = None


def answers_for(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    """Everything a complete referral of one invented person holds, answers that are not asked included."""
    age = source.randrange(13, 18) if about.is_child else source.randrange(18, 56)
    born = _born(source, about.met_on, age)
    return {
        **_opening(source, about),
        **_person(source, about, born),
        **_what_happened(source, about, born),
        **_where(source, about),
        **_safety(source, about),
        **_end(source, about),
    }


def _opening(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    opening = {"nation": answered(about.nation), "encountered_on": answered(about.met_on.isoformat())}
    if about.is_child:
        return opening | {"under_18": answered(pick(source, (("yes", 9), ("may_be", 1))))}
    wants_support = pick(source, (("yes", 7), ("no", 3)))
    if about.wants_support is not None:
        wants_support = "yes" if about.wants_support else "no"
    return opening | {
        "under_18": answered("no"),
        "consent_referral": answered("yes"),
        "consent_given_on": answered(about.met_on.isoformat()),
        "consent_support": answered(wants_support),
    }


def _born(source: random.Random, met_on: dt.date, age: int) -> dt.date:
    """A birth date that makes somebody that old on the day they were met."""
    a_year_older = met_on.replace(year=met_on.year - age - 1, day=min(met_on.day, 28))
    return a_year_older + dt.timedelta(days=source.randrange(4, 360))


def _person(source: random.Random, about: Circumstances, born: dt.date) -> dict[str, Answer]:
    origin, sex = ORIGIN_OF[about.nationality], pick(source, SEXES)
    person = {
        "given_name": answered(source.choice(origin.women if sex == "female" else origin.men)),
        "family_name": answered(source.choice(origin.family)),
        "date_of_birth": _birth_answer(source, about, born),
        "sex": answered(sex),
        "nationalities": answered([origin.nationality]),
        "interpreter_needed": answered("yes" if origin.language else "no"),
    }
    if source.random() < 0.05:
        person["family_name"] = stated(AnswerState.DECLINED)
    if source.random() < 0.02:
        person["nationalities"] = stated(AnswerState.NOT_KNOWN)
    if origin.language:
        person |= {
            "languages": answered([origin.language]),
            "interpreter_language": answered(origin.language),
        }
    return person


def _birth_answer(source: random.Random, about: Circumstances, born: dt.date) -> Answer:
    """Known to the day, for a few adults only about, for a few not at all."""
    if not about.is_child and born.year < about.met_on.year - 19:
        kind = source.random()
        if kind < 0.1:
            return answered(f"{born.year}", "about")
        if kind < 0.15:
            return stated(AnswerState.NOT_KNOWN)
    return answered(born.isoformat(), "day")


def _what_happened(source: random.Random, about: Circumstances, born: dt.date) -> dict[str, Answer]:
    types = pick(source, EXPLOITATION)
    began = about.met_on - dt.timedelta(days=source.randrange(60, 700))
    happened = {
        "exploitation_types": answered(list(types)) if types else stated(AnswerState.NOT_KNOWN),
        "exploitation_started": answered(f"{began:%Y-%m}", "month"),
        "still_exploited": answered("no"),
        "exploitation_ended": answered(f"{about.met_on - dt.timedelta(days=40):%Y-%m}", "month"),
        "under_18_when_exploited": answered("yes" if began < eighteenth_birthday(born) else "no"),
        "account": answered(_account(source, types)),
        "exploiters": stated(AnswerState.NOT_KNOWN),
        "indicators": answered(sorted(source.sample(INDICATORS, source.randrange(1, 4)))),
    }
    if "criminal" in types:
        happened["county_lines"] = answered("yes" if about.is_child else "no")
    return happened


def _account(source: random.Random, types: tuple[str, ...]) -> str:
    parts = [ACCOUNTS[kind] for kind in types or ("",)]
    return "\n\n".join(parts).format(
        pay=source.choice(("nothing", "£20 a day", "£40 a week", "in food")),
        place=source.choice(("car wash", "nail bar", "restaurant", "farm", "warehouse")),
        crime=source.choice(("tend cannabis plants", "carry packages", "beg", "open bank accounts")),
        debt=source.randrange(3, 30) * 1000,
    )


def _where(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    place = "uk" if about.nationality == "GB" else pick(source, PLACES_OF_OTHERS)
    if not place:
        return {"where_exploited": stated(AnswerState.NOT_KNOWN)}
    where = {"where_exploited": answered(place)}
    if place in {"uk", "both"}:
        where["uk_places"] = answered("\n".join(source.sample(TOWNS, source.randrange(1, 3))))
    if place in {"overseas", "both"}:
        where["exploitation_countries"] = answered([source.choice(ROUTE_COUNTRIES)])
    return where


def _safety(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    risk, safe = pick(source, (("no", 90), ("not_sure", 6), ("yes", 4))), pick(source, (("yes", 85), ("no", 15)))
    return {
        "immediate_risk": answered(risk),
        "immediate_risk_detail": answered("People who exploited them know where they are. Police have been told."),
        "safe_tonight": answered(safe),
        **_contact(source),
        "may_write": answered(pick(source, (("no", 6), ("yes", 4)))),
        "police_force_area": answered(about.police_force),
        "local_authority": answered(about.local_authority),
        "accommodation_tonight": answered("yes" if safe == "no" else "no"),
    }


def _contact(source: random.Random) -> dict[str, Answer]:
    """A third have a phone of their own, with a number kept for drama (Ofcom: 07700 900000 to 900999)."""
    if source.random() < 0.35:
        number = answered(f"07700 900{source.randrange(1000):03}")
        return {"contact_route": answered("phone"), "contact_detail": number}
    return {"contact_route": answered("other_person"), "contact_detail": answered("Through the first responder")}


def _end(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    known_to_home_office = about.nationality != "GB" and source.random() < 0.4
    reference = answered(f"{source.choice('ABCDKM')}{source.randrange(1_000_000, 9_999_999)}")
    return {
        **({"home_office_reference": reference} if known_to_home_office else {}),
        "support_needs": answered(sorted(source.sample(NEEDS, source.randrange(1, 3)))),
        "own_reference": answered(f"REF-{source.randrange(1000, 9999)}"),
        "referrer_job_title": answered(source.choice(JOBS)),
        "referrer_phone": answered(f"01632 960{source.randrange(100, 999)}"),
    }
