"""What waits for first responders."""

from __future__ import annotations

from desks.presenters import worklists
from desks.selectors import groups
from desks.start_pages.shape import INBOX, MEMBERS, Doing, Figure, StartPage, WorkList
from nrm.access.permissions import Permission
from referrals.selectors import drafts_visible_to

REFERRER = StartPage(
    doings=(
        Doing("Refer a potential victim", "referrals:begin", Permission.DRAFT_REFERRAL),
        Doing("Continue a draft", "referrals:drafts", Permission.DRAFT_REFERRAL),
        Doing("Follow the cases your organisation referred", "desks:cases", Permission.FOLLOW_CASE),
        Doing(
            "See your organisation’s duty to notify reports",
            "referrals:duty-to-notify-list",
            Permission.SEE_DUTY_TO_NOTIFY,
        ),
        INBOX,
    ),
    figures=(
        Figure("drafts", lambda actor, today: drafts_visible_to(actor), "referrals:drafts"),
        Figure("being considered", lambda actor, today: groups.undecided(actor), "desks:cases", "?stage=considered"),
        Figure("decided", lambda actor, today: groups.decided(actor), "desks:cases", "?stage=decided"),
    ),
    work=(
        WorkList(
            "Your organisation’s cases decided in the last four weeks",
            worklists.newest_first(groups.newly_decided),
            "None of your organisation’s cases was decided in the last four weeks.",
            "desks:cases",
            "?stage=decided",
        ),
        WorkList(
            "Drafts you can continue",
            worklists.drafts,
            "Your organisation has no draft.",
            "referrals:drafts",
        ),
    ),
)
LEAD = StartPage((*REFERRER.doings, MEMBERS), REFERRER.figures, REFERRER.work)
