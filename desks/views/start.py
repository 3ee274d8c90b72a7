"""Where everybody lands: the role, the organisation, what may be done and what needs doing today."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from desks.presenters.start import counts, doings, figures, work_lists
from desks.presenters.worklists import Table
from desks.start_pages import START_PAGES
from nrm import clock
from nrm.access.permissions import Permission
from nrm.access.roles import ROLES, Role
from nrm.audit.events import PAYLOADS, Event
from nrm.audit.record import record
from nrm.web.pages import Page


class Start(Page):
    """Records what its lists showed, one event for each kind of list; a role without lists records nothing."""

    permission = Permission.USE_SERVICE
    template = "desks/start.html"
    title = "Start"

    def context(self) -> dict[str, Any]:
        role, today = Role(self.actor.role), clock.today()
        page = START_PAGES[role]
        tables = [work.table(self.actor, today) for work in page.work]
        self._record(tables)
        found = counts(page, tables, self.actor, today)
        return {
            "title": ROLES[role].title,
            "doings": doings(page, self.actor),
            "figures": figures(page, found),
            "work": work_lists(page, tables, found),
            "says": page.says,
            "may_refer": Permission.DRAFT_REFERRAL in self.actor.permissions,
            "may_export": Permission.EXPORT_LISTS in self.actor.permissions,
            "reads_record": Permission.READ_RECORD in self.actor.permissions,
        }

    def _record(self, tables: Iterable[Table]) -> None:
        by_event: dict[Event, list[Table]] = {}
        for table in tables:
            if table.event is not None:
                by_event.setdefault(table.event, []).append(table)
        for event, shown in by_event.items():
            case_ids = list(dict.fromkeys(case_id for table in shown for case_id in table.case_ids))
            names_cases = "draft_ids" not in PAYLOADS[event].fields
            record(event, by=self.actor, shown_case_ids=case_ids if names_cases else None, **shown[0].payload)
