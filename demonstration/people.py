"""Invented people and what a first responder would have written about them. Pure: the same source, the same person.

Shares follow the published figures (nationality and sex 2023 to 2025, exploitation type and place 2024, first
responder types 2023, children's share 2024); names are invented from common ones of many languages.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from referrals.domain.answers import Answer, answered, stated
from referrals.enums import AnswerState

T = TypeVar("T")


@dataclass(frozen=True)
class Origin:
    """A nationality with its share in per cent, names in its language, and the language spoken (empty: English)."""

    nationality: str
    share: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    language: str


ORIGINS: tuple[Origin, ...] = (
    Origin(
        "GB",
        23,
        ("Callum", "Jade", "Tyrone", "Ellie", "Kai", "Amelia", "Reece"),
        ("Turner", "Hughes", "Clarke", "Bailey", "Osborne"),
        "",
    ),
    Origin(
        "AL", 16, ("Arben", "Elira", "Besnik", "Mirjeta", "Ilir"), ("Hoxha", "Shehu", "Gjoni", "Kola", "Prifti"), "sqi"
    ),
    Origin("VN", 11, ("Thị Lan", "Minh Đức", "Văn Hùng", "Ngọc Ánh"), ("Trần", "Nguyễn", "Phạm", "Lê"), "vie"),
    Origin("ER", 12, ("ሰላም", "Yonas", "Selam", "Filmon"), ("Tesfay", "Ghebre", "Haile"), "tir"),
    Origin("SO", 8, ("Abdi", "Hodan", "Ifrah", "Mahad"), ("Warsame", "Farah", "Abdullahi"), "som"),
    Origin("SD", 6, ("محمد", "Amna", "Osman"), ("Ibrahim", "عثمان", "Elhassan"), "ara"),
    Origin("RO", 5, ("Ștefan", "Ioana", "Mihai", "Crăița"), ("Ionescu", "Țurcanu", "Dumitru"), "ron"),
    Origin("IN", 4, ("Gurpreet", "Anjali", "विजय"), ("Singh", "Patel", "Nair"), "hin"),
    Origin("NG", 4, ("Blessing", "Chidi", "Ọlábísí"), ("Okoro", "Adébáyọ̀", "Eze"), ""),
    Origin("IR", 4, ("رضا", "Shirin", "Farid"), ("Karimi", "Moradi"), "pes"),
    Origin("PL", 3, ("Łukasz", "Małgorzata", "Zbigniew"), ("Wójcik", "Żak", "Nowak"), "pol"),
    Origin("CN", 2, ("小红", "Wei", "Jing"), ("李", "Chen", "Zhang"), "cmn"),
    Origin("BR", 2, ("João", "Luísa"), ("Conceição", "Araújo"), "por"),
)

# (types, share in per cent): single types in the published order, then the combinations met most
EXPLOITATION: tuple[tuple[tuple[str, ...], int], ...] = (
    (("labour",), 35),
    (("criminal",), 26),
    (("sexual",), 11),
    (("domestic_servitude",), 3),
    (("labour", "criminal"), 9),
    (("labour", "sexual"), 3),
    (("criminal", "sexual"), 3),
    ((), 10),
)
PLACES: tuple[tuple[str, int], ...] = (("overseas", 44), ("uk", 43), ("both", 11), ("", 2))
TOWNS = ("Derby", "Leeds", "Bradford", "Kingston upon Hull", "Nottingham", "Dover", "Coventry", "Bristol", "Croydon")
ROUTE_COUNTRIES = ("FR", "LY", "IT", "TR", "BE", "DE")
ACCOUNTS: dict[str, str] = {
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


@dataclass(frozen=True)
class Circumstances:
    """What the rest of the case needs to know of the person: who refers them, where, and whether they are a child."""

    nation: str
    met_on: dt.date
    is_child: bool
    police_force: str
    local_authority: str


def pick(source: random.Random, shares: Sequence[tuple[T, int]]) -> T:
    """One value, by its share."""
    return source.choices([value for value, _ in shares], weights=[share for _, share in shares])[0]


def answers_for(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    """Everything a complete referral of one invented person holds."""
    origin = pick(source, [(o, o.share) for o in ORIGINS])
    types = pick(source, EXPLOITATION)
    return {
        **_opening(source, about),
        **_person(source, origin, about),
        **_what_happened(source, types, about),
        **_where(source, origin),
        **_safety(source, about),
        "own_reference": answered(f"REF-{source.randrange(1000, 9999)}"),
        "referrer_phone": answered(f"01632 960{source.randrange(100, 999)}"),
    }


def _opening(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    opening = {"nation": answered(about.nation), "encountered_on": answered(about.met_on.isoformat())}
    if about.is_child:
        return opening | {"under_18": answered(pick(source, [("yes", 9), ("may_be", 1)]))}
    return opening | {
        "under_18": answered("no"),
        "consent_referral": answered("yes"),
        "consent_given_on": answered(about.met_on.isoformat()),
        "consent_support": answered(pick(source, [("yes", 7), ("no", 3)])),
    }


def _person(source: random.Random, origin: Origin, about: Circumstances) -> dict[str, Answer]:
    age = source.randrange(13, 18) if about.is_child else source.randrange(18, 56)
    born = dt.date(about.met_on.year - age, 1, 1) + dt.timedelta(days=source.randrange(0, 200))
    if about.is_child and about.met_on.month <= 7:
        born = born.replace(year=born.year + 1)
    person = {
        "given_name": answered(source.choice(origin.given)),
        "family_name": answered(source.choice(origin.family))
        if source.random() > 0.05
        else stated(AnswerState.DECLINED),
        "date_of_birth": _birth(source, born, about),
        "sex": answered(pick(source, [("male", 76), ("female", 24)])),
        "nationalities": answered([origin.nationality]) if source.random() > 0.02 else stated(AnswerState.NOT_KNOWN),
        "interpreter_needed": answered("yes" if origin.language else "no"),
    }
    if origin.language:
        person["languages"] = answered([origin.language])
        person["interpreter_language"] = answered(origin.language)
    return person


def _birth(source: random.Random, born: dt.date, about: Circumstances) -> Answer:
    if not about.is_child and born.year < about.met_on.year - 19:
        kind = source.random()
        if kind < 0.1:
            return answered(f"{born.year}", "about")
        if kind < 0.15:
            return stated(AnswerState.NOT_KNOWN)
    return answered(born.isoformat(), "day")


def _what_happened(source: random.Random, types: tuple[str, ...], about: Circumstances) -> dict[str, Answer]:
    began = about.met_on - dt.timedelta(days=source.randrange(60, 700))
    happened = {
        "exploitation_types": answered(list(types)) if types else stated(AnswerState.NOT_KNOWN),
        "exploitation_started": answered(f"{began:%Y-%m}", "month"),
        "still_exploited": answered("no"),
        "exploitation_ended": answered(f"{about.met_on - dt.timedelta(days=40):%Y-%m}", "month"),
        "account": answered(_account(source, types)),
        "exploiters": stated(AnswerState.NOT_KNOWN),
        "indicators": answered(sorted(source.sample(INDICATORS, source.randrange(1, 4)))),
    }
    if "criminal" in types:
        happened["county_lines"] = answered("yes" if about.is_child else "no")
    if not about.is_child:
        happened["under_18_when_exploited"] = answered("no")
    return happened


def _account(source: random.Random, types: tuple[str, ...]) -> str:
    parts = [ACCOUNTS.get(kind, ACCOUNTS[""]) for kind in types or ("",)]
    return "\n\n".join(parts).format(
        pay=source.choice(("nothing", "£20 a day", "£40 a week", "in food")),
        place=source.choice(("car wash", "nail bar", "restaurant", "farm", "warehouse")),
        crime=source.choice(("tend cannabis plants", "carry packages", "beg", "open bank accounts")),
        debt=source.randrange(3, 30) * 1000,
    )


def _where(source: random.Random, origin: Origin) -> dict[str, Answer]:
    place = "uk" if origin.nationality == "GB" else pick(source, PLACES)
    if not place:
        return {"where_exploited": stated(AnswerState.NOT_KNOWN)}
    where = {"where_exploited": answered(place)}
    if place in {"uk", "both"}:
        where["uk_places"] = answered("\n".join(source.sample(TOWNS, source.randrange(1, 3))))
    if place in {"overseas", "both"}:
        where["exploitation_countries"] = answered([source.choice(ROUTE_COUNTRIES)])
    return where


def _safety(source: random.Random, about: Circumstances) -> dict[str, Answer]:
    safety = {
        "immediate_risk": answered(pick(source, [("no", 90), ("not_sure", 6), ("yes", 4)])),
        "safe_tonight": answered(pick(source, [("yes", 85), ("no", 15)])),
        "contact_route": answered("other_person"),
        "contact_detail": answered("Through the first responder"),
        "may_write": answered(pick(source, [("no", 6), ("yes", 4)])),
        "police_force_area": answered(about.police_force),
    }
    if safety["immediate_risk"]["value"] != "no":
        safety["immediate_risk_detail"] = answered(
            "People who exploited them know where they are. Police have been told."
        )
    if about.is_child:
        return safety | {"local_authority": answered(about.local_authority)}
    return safety | {"accommodation_tonight": answered("yes" if safety["safe_tonight"]["value"] == "no" else "no")}
