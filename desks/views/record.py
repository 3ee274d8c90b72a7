"""The auditor's pages: who saw or changed a case; what a person did. Each search is itself recorded, not its terms."""

from __future__ import annotations

from typing import Any

from desks.finding import as_written
from desks.presenters.pages import page_links
from desks.presenters.record import CASE_COLUMNS, PERSON_COLUMNS, kind_group, row_about, row_by
from desks.selectors.record import case_in_record, person_in_record, record_of_case, record_of_person
from nrm.access.permissions import Permission
from nrm.audit.events import Event
from nrm.audit.selectors import READS, WRITES
from nrm.web.pages import Page


class Record(Page):
    """Where a search begins."""

    permission = Permission.READ_RECORD
    template = "desks/record.html"
    title = "The record"


class RecordSearch(Page):
    """A search of the record: `kind` narrows it to changes or to reads."""

    permission = Permission.READ_RECORD
    template = "desks/record_found.html"
    audit_read = Event.RECORD_SEARCHED

    def typed(self, name: str) -> str:
        return self.request.GET.get(name, "").replace("\x00", "").strip()[:320]

    def kind(self) -> str:
        kind = self.request.GET.get("kind", "")
        return kind if kind in {READS, WRITES} else ""

    def address_values(self, name: str, value: str) -> list[tuple[str, str]]:
        """What the links to other pages keep."""
        return [(name, value), *([("kind", self.kind())] if self.kind() else [])]

    def found(self, **more: Any) -> dict[str, Any]:
        """The context of a search that found nothing, filled by one that did."""
        return {"rows": [], "pages": {}, "groups": kind_group(self.kind()), "is_known": False, "count": "0", **more}


class RecordOfCase(RecordSearch):
    title = "Who saw or changed a case"

    def context(self) -> dict[str, Any]:
        reference = as_written(self.typed("reference"))
        case = case_in_record(self.actor, reference)
        keep = {"reference": reference}
        if case is None:
            self.record_read(key="case", events=0)
            return self.found(searched=reference, keep=keep, columns=CASE_COLUMNS)
        page = record_of_case(case, self.kind(), self.request.GET.get("page"))
        self.record_read(shown_case_ids=[case.pk], key="case", events=len(page.rows))
        return self.found(
            searched=case.reference,
            keep=keep,
            columns=CASE_COLUMNS,
            is_known=True,
            count=str(page.count),
            rows=[row_about(event, case) for event in page.rows],
            pages=page_links(page, self.address_values("reference", case.reference)),
        )


class RecordOfPerson(RecordSearch):
    title = "What a person did"

    def context(self) -> dict[str, Any]:
        email = self.typed("email")
        person = person_in_record(self.actor, email)
        keep = {"email": email}
        if person is None:
            self.record_read(key="person", events=0)
            return self.found(searched=email, keep=keep, columns=PERSON_COLUMNS)
        page = record_of_person(person, self.kind(), self.request.GET.get("page"))
        named = sorted({event.case_id for event in page.rows if event.case_id is not None})
        self.record_read(subject=person, shown_case_ids=named, key="person", events=len(page.rows))
        return self.found(
            searched=f"{person.name}, {person.email}",
            keep=keep,
            columns=PERSON_COLUMNS,
            is_known=True,
            count=str(page.count),
            rows=[row_by(event) for event in page.rows],
            pages=page_links(page, self.address_values("email", email)),
        )
