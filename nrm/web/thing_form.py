"""A form that changes one thing which somebody else may change, or close, while it is open."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from nrm.access.check import check
from nrm.access.exceptions import Refused
from nrm.exceptions import DomainError, StaleForm
from nrm.web.pages import FormPage


class ThingFormPage(FormPage):
    """Finds the thing first: not visible is 404, and where its state forbids the form a GET is 403 with the sentence.

    The form carries the thing's `version`. When the action refuses a POST, because the thing changed meanwhile or
    because its state no longer allows it, everything typed is shown again beside the thing as it is now.
    """

    def find(self) -> Any:
        """The thing, if the actor sees it; else `NotVisible`. Override."""
        raise NotImplementedError

    def version_now(self) -> int:
        """The version a fresh form carries; override where the thing itself has none."""
        version: int = self.thing.version
        return version

    def see_addressed(self) -> None:
        _ = self.thing

    @cached_property
    def thing(self) -> Any:
        return self.find()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.permission is not None:
            check(self.actor, self.permission, self.thing)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _ = self.thing  # not visible is 404, whatever was typed
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self.show_form(form, status=422)
        try:
            return HttpResponseRedirect(self.act(form))
        except StaleForm as error:
            return self._show_again(error, status=422, changed=True)
        except Refused as error:
            return self._show_again(error, status=403)
        except DomainError as error:
            return self._show_again(error, status=422)

    def _show_again(self, error: DomainError, *, status: int, changed: bool = False) -> HttpResponse:
        """What was typed, with the refusal; after a change by somebody else it may be sent again as it stands."""
        del self.thing
        data = self.request.POST.copy()
        if changed:
            data["version"] = str(self.version_now())
        form: forms.Form = self.make_form(data)
        form.is_valid()
        form.add_error(error.field if error.field in form.fields else None, error.sentence)
        return self.show_form(form, status=status, changed=changed)
