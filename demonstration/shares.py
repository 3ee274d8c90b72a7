"""The published figures that the invented cases follow, as tables of shares in per cent, and the one draw from them.

Referrers 2023, nationality and sex 2023 to 2025, exploitation types and place 2024, children's share of 2024. Names are
invented from common ones of many languages.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Origin:
    """A nationality with its share, names in its languages, and the language spoken (empty: English)."""

    nationality: str
    share: int
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[str, ...]
    language: str = ""


ORIGINS: tuple[Origin, ...] = (
    Origin(
        nationality="GB",
        share=23,
        women=("Jade", "Ellie", "Amelia", "Siân", "Keira"),
        men=("Callum", "Tyrone", "Kai", "Reece", "Rhys"),
        family=("Turner", "Hughes", "Clarke", "Bailey", "Osborne", "O’Neill"),
    ),
    Origin(
        nationality="AL",
        share=16,
        women=("Elira", "Mirjeta", "Drita"),
        men=("Arben", "Besnik", "Ilir", "Gëzim"),
        family=("Hoxha", "Shehu", "Gjoni", "Kola", "Prifti"),
        language="sqi",
    ),
    Origin(
        nationality="VN",
        share=11,
        women=("Thị Lan", "Ngọc Ánh", "Thị Hương"),
        men=("Minh Đức", "Văn Hùng", "Quốc Bảo"),
        family=("Trần", "Nguyễn", "Phạm", "Lê"),
        language="vie",
    ),
    Origin(
        nationality="ER",
        share=12,
        women=("ሰላም", "Selam", "Luwam"),
        men=("Yonas", "Filmon", "ዮናስ"),
        family=("Tesfay", "Ghebre", "Haile"),
        language="tir",
    ),
    Origin(
        nationality="SO",
        share=8,
        women=("Hodan", "Ifrah"),
        men=("Abdi", "Mahad"),
        family=("Warsame", "Farah", "Abdullahi"),
        language="som",
    ),
    Origin(
        nationality="SD",
        share=6,
        women=("Amna", "سلمى"),
        men=("محمد", "Osman"),
        family=("Ibrahim", "عثمان", "Elhassan"),
        language="ara",
    ),
    Origin(
        nationality="RO",
        share=5,
        women=("Ioana", "Crăița"),
        men=("Ștefan", "Mihai"),
        family=("Ionescu", "Țurcanu", "Dumitru"),
        language="ron",
    ),
    Origin(
        nationality="IN",
        share=4,
        women=("Anjali", "Priya"),
        men=("Gurpreet", "विजय"),
        family=("Singh", "Patel", "Nair"),
        language="hin",
    ),
    Origin(
        nationality="NG",
        share=4,
        women=("Blessing", "Ọmọ́lará"),
        men=("Chidi", "Ọlábísí"),
        family=("Okoro", "Adébáyọ̀", "Eze"),
    ),
    Origin(
        nationality="IR",
        share=4,
        women=("Shirin", "نسرین"),
        men=("رضا", "Farid"),
        family=("Karimi", "Moradi"),
        language="pes",
    ),
    Origin(
        nationality="PL",
        share=3,
        women=("Małgorzata", "Żaneta"),
        men=("Łukasz", "Zbigniew"),
        family=("Wójcik", "Żak", "Nowak"),
        language="pol",
    ),
    Origin(
        nationality="CN",
        share=2,
        women=("小红", "Jing"),
        men=("Wei", "建国"),
        family=("李", "Chen", "Zhang"),
        language="cmn",
    ),
    Origin(
        nationality="BR",
        share=2,
        women=("Luísa",),
        men=("João",),
        family=("Conceição", "Araújo"),
        language="por",
    ),
)
ORIGIN_OF = {origin.nationality: origin for origin in ORIGINS}
NATIONALITIES = tuple((origin.nationality, origin.share) for origin in ORIGINS)
SEXES = (("male", 76), ("female", 24))

# The police share is divided between the demonstration's two forces.
REFERRERS = (
    ("border-force", 48),
    ("leeds-council", 23),
    ("derbyshire-police", 13),
    ("west-yorkshire-police", 11),
    ("unseen", 5),
)
# How many in a hundred of a referrer's cases are about children; together 31 in a hundred.
CHILDREN_OF = {
    "border-force": 20,
    "leeds-council": 55,
    "derbyshire-police": 35,
    "west-yorkshire-police": 35,
    "unseen": 10,
}
NATIONS = (("england", 91), ("wales", 5), ("scotland", 3), ("northern_ireland", 1))

EXPLOITATION: tuple[tuple[tuple[str, ...], int], ...] = (
    (("labour",), 32),
    (("criminal",), 24),
    (("sexual",), 10),
    (("domestic_servitude",), 3),
    (("labour", "criminal"), 11),
    (("labour", "sexual"), 4),
    (("criminal", "sexual"), 4),
    (("labour", "domestic_servitude"), 1),
    ((), 11),
)
# British citizens are exploited here; the others' shares make 44 in a hundred overseas only and 43 here only in all.
PLACES_OF_OTHERS = (("overseas", 57), ("uk", 26), ("both", 14), ("", 3))


def pick(source: random.Random, shares: Sequence[tuple[T, int]]) -> T:
    """One value, by its share."""
    return source.choices([value for value, _ in shares], weights=[share for _, share in shares])[0]
