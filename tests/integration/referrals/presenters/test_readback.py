from __future__ import annotations

import pytest

from cases.selectors import case_by_reference
from referrals.domain.question_set import load
from referrals.presenters.readback import Audience, readback, sections_for_case
from tests.factories import referrals as make

pytestmark = pytest.mark.django_db


def values(sections):
    return {row.key: row.value for section in sections for row in section.rows}


def test_the_authority_and_the_referrer_read_who_the_person_is_in_one_statement(acting, django_assert_num_queries):
    made = make.referral(acting("police-referrer"))
    case = case_by_reference(acting("sca-caseworker"), made.reference)

    with django_assert_num_queries(1):
        for_authority = sections_for_case(case)

    found = values(for_authority)
    assert (found["given_name"], found["contact_detail"], found["sex"]) == ("Linh", "07700 900123", "Female")
    assert sections_for_case(case, Audience.REFERRER) == for_authority == readback(case.referral)


def test_nobody_else_reads_who_the_person_is(acting):
    case = make.referral(acting("police-referrer"))

    found = values(sections_for_case(case, Audience.PSEUDONYMOUS))

    assert load().identity_keys.isdisjoint(found)
    assert found["nationalities"] == ["Vietnamese", "British"]
