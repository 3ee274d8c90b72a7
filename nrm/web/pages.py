"""Bases of every page: one that shows, one that asks. They translate HTTP to calls and errors to sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render

from nrm.access.declared import AccessDeclared
from nrm.access.exceptions import Refused
from nrm.audit.events import Event
from nrm.audit.record import record
from nrm.exceptions import DomainError
from nrm.web import held
from nrm.web.field_view import form_errors


class UnrecordedRead(Exception):
    """A page that shows personal data ended without recording whom it showed."""


class Page(AccessDeclared):
    """Shows something. `audit_read` names the event that each successful showing must record (`self.record_read`)."""

    http_method_names = ["get", "head", "post"]
    template: ClassVar[str]
    title: ClassVar[str] = ""
    audit_read: ClassVar[Event | None] = None
    _read_recorded = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)
        shown = response.status_code == 200
        if self.audit_read is not None and shown and not self._read_recorded:
            raise UnrecordedRead(type(self).__qualname__)
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(**self.context())

    def context(self) -> dict[str, Any]:
        """What the template needs beside the title; override."""
        return {}

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Render the page's template now, inside the request's transaction."""
        return render(self.request, self.template, {"title": self.title, **context}, status=status)

    def record_read(
        self,
        *,
        case: Any = None,
        subject: models.Model | None = None,
        shown_case_ids: Sequence[int] | None = None,
        **payload: Any,
    ) -> None:
        """Record who saw what on this page."""
        if self.audit_read is None:
            raise UnrecordedRead(f"{type(self).__qualname__} names no event to record")
        record(self.audit_read, by=self.actor, case=case, subject=subject, shown_case_ids=shown_case_ids, **payload)
        self._read_recorded = True


class FormPage(Page):
    """Asks something: shows `form_class`, and on POST calls `act`, which calls one action and returns where to go.

    A domain error becomes an error on its field (or at the top) and everything typed is shown again. Text that was
    held when a session ended is put back into the form, unsaved, when its person returns.
    """

    form_class: ClassVar[type[forms.Form]]
    gives_back_typed_text: ClassVar[bool] = True

    def form_kwargs(self) -> dict[str, Any]:
        """Extra keyword arguments for the form, such as `initial`; override."""
        return {}

    def make_form(self, data: QueryDict | None = None) -> forms.Form:
        return self.form_class(data, **self.form_kwargs())

    def act(self, form: Any) -> str:
        """Call the action with the form's cleaned data; return the address to go to. Override."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        given_back = held.give_back(request)
        if given_back is not None:
            messages.warning(request, "What you typed is below. It has not been sent yet.")
        form = self.make_form(given_back) if given_back is not None else self.make_form()
        return self.show_form(form, held_text=given_back is not None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                return HttpResponseRedirect(self.act(form))
            except Refused:
                raise
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return self.show_form(form, status=422)

    def show_form(self, form: forms.Form, *, status: int = 200, **extra: Any) -> HttpResponse:
        errors = form_errors(form) if form.is_bound and not extra.get("held_text") else []
        return self.show(status=status, form=form, errors=errors, **extra, **self.context())
