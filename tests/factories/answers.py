"""Complete answers for each path, for tests: what a first responder would send, already read. Plain dictionaries."""

from __future__ import annotations

from referrals.domain.answers import Answer, answered, stated
from referrals.enums import AnswerState


def opening_answers(**changed: Answer) -> dict[str, Answer]:
    """An adult met in England on 2 November 2026 who agrees to be referred and to be offered support."""
    return {
        "nation": answered("england"),
        "encountered_on": answered("2026-11-02"),
        "under_18": answered("no"),
        "consent_referral": answered("yes"),
        "consent_given_on": answered("2026-11-03"),
        "consent_support": answered("yes"),
    } | changed


def adult_answers(**changed: Answer) -> dict[str, Answer]:
    """Everything needed to refer a consenting adult, and more."""
    return (
        opening_answers()
        | {
            "given_name": answered("Linh"),
            "family_name": answered("Trần"),
            "date_of_birth": answered("1999-05", "month"),
            "sex": answered("female"),
            "nationalities": answered(["VN", "GB"]),
            "languages": answered(["vie"]),
            "interpreter_needed": answered("yes"),
            "interpreter_language": answered("vie"),
            "exploitation_types": answered(["criminal", "labour"]),
            "county_lines": answered("no"),
            "exploitation_started": answered("2019", "about"),
            "still_exploited": answered("no"),
            "exploitation_ended": answered("2026-10", "month"),
            "under_18_when_exploited": answered("not_sure"),
            "account": answered("They told her\r\nshe owed £20,000."),
            "where_exploited": answered("both"),
            "uk_places": answered("Dover\r\n a farm near Ashford \n\n"),
            "exploitation_countries": answered(["FR"]),
            "exploiters": stated(AnswerState.NOT_KNOWN),
            "indicators": answered(["debt_bondage", "threats"]),
            "immediate_risk": answered("no"),
            "contact_route": answered("phone"),
            "contact_detail": answered("07700 900123"),
            "may_write": answered("yes"),
            "police_force_area": answered("kent"),
            "safe_tonight": answered("no"),
            "accommodation_tonight": answered("yes"),
            "crime_reference": answered("46/123456/26"),
            "own_reference": answered("JM-Dover-17"),
            "referrer_phone": answered("01304 000000"),
        }
        | changed
    )


def child_answers(**changed: Answer) -> dict[str, Answer]:
    """Everything needed to refer a child."""
    adult = adult_answers(
        under_18=answered("yes"),
        date_of_birth=answered("2011", "year"),
        exploitation_started=answered("2025", "year"),
        local_authority=answered("kent_county_council"),
    )
    not_for_a_child = {
        "consent_referral",
        "consent_given_on",
        "consent_support",
        "under_18_when_exploited",
        "accommodation_tonight",
    }
    return {key: answer for key, answer in adult.items() if key not in not_for_a_child} | changed


def duty_to_notify_answers(**changed: Answer) -> dict[str, Answer]:
    """Everything needed to report an adult who does not agree."""
    return {
        "nation": answered("wales"),
        "encountered_on": answered("2026-11-02"),
        "under_18": answered("no"),
        "consent_referral": answered("no"),
        "sex": answered("male"),
        "age_band": answered("25_39"),
        "nationalities": answered(["AL"]),
        "exploitation_types": answered(["labour", "criminal"]),
        "where_exploited": answered("uk"),
        "police_force_area": answered("gwent"),
    } | changed
