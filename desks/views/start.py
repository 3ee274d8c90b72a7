"""Where everybody lands: the role, the organisation, what may be done so far and what needs doing today."""

from __future__ import annotations

from typing import Any

from desks.presenters.start import doings, figures, work_table
from desks.selectors.listing import first_by_due, newest
from desks.start_pages import START_PAGES, WorkList
from nrm import clock
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.audit.events import Event
from nrm.audit.record import record
from nrm.web.pages import Page

SHOWN = 10


class Start(Page):
    """Records the cases it showed; a role whose page shows none records nothing."""

    permission = Permission.USE_SERVICE
    template = "desks/start.html"
    title = "Start"

    def context(self) -> dict[str, Any]:
        role = Role(self.actor.role)
        page = START_PAGES[role]
        return {
            "title": ROLES[role].title,
            "prose": ROLES[role].prose,
            "doings": doings(page, self.actor),
            "figures": figures(page, self.actor, clock.today()),
            "work": self._work(page.work) if page.work is not None else None,
            "later": page.later,
            "may_refer": Permission.DRAFT_REFERRAL in self.actor.permissions,
            "reads_record": Permission.READ_RECORD in self.actor.permissions,
        }

    def _work(self, work: WorkList) -> dict[str, Any]:
        find = newest if work.newest_first else first_by_due
        rows = find(work.rows(self.actor), SHOWN)
        record(Event.CASES_LISTED, by=self.actor, shown_case_ids=[row.case_id for row in rows], page="start")
        return work_table(work, rows, self.actor, clock.today())
