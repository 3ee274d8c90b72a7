"""The demonstration's doors: choose a person, be that person, read the emails. Mounted only with NRM_DEMO=1."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from nrm.access.exceptions import Refused
from nrm.accounts.actions.signing_in import record_signed_in
from nrm.accounts.demo.outbox import newest_messages
from nrm.accounts.demo.personas import PERSONAS
from nrm.accounts.demo.presenters import groups
from nrm.accounts.middleware import ACTING_MEMBERSHIP
from nrm.accounts.second_factor import DEMO_PERSONA
from nrm.accounts.selectors import actor_for, persona_membership
from nrm.web.pages import Page

PROXY_HEADERS = ("X-Forwarded-For", "Forwarded")
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Door(Page):
    """Base of the demonstration's pages: only for a browser on this machine. A proxy in front would open them to
    everybody who reaches it, and names itself by these headers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if any(name in request.headers for name in PROXY_HEADERS):
            raise Refused(
                "The demonstration signs anybody in with one click, so it opens on the machine it runs on only. This "
                "request came through a proxy."
            )
        return super().dispatch(request, *args, **kwargs)


class Personas(Door):
    """Everybody one can be, by kind of organisation."""

    public_reason = "the demonstration's list of invented people"
    template = "demo/personas.html"
    title = "Be somebody"

    def context(self) -> dict[str, Any]:
        return {"groups": groups()}


class SignInAs(Door):
    """Sign in as an invented person, with one POST and without a password."""

    public_reason = "the demonstration's one-click sign-in"
    template = "demo/personas.html"
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        persona = next((p for p in PERSONAS if p.slug == request.POST.get("persona")), None)
        if persona is None:
            raise Http404
        membership = persona_membership(persona.email, persona.role, persona.organisation)
        if membership is None:
            return self.show(status=409, title="Be somebody", groups=groups(), missing=persona.name)
        login(request, membership.person, backend=BACKEND)
        request.session[DEMO_PERSONA] = persona.slug
        request.session[ACTING_MEMBERSHIP] = membership.pk
        record_signed_in(person=membership.person, method="demonstration", by=actor_for(membership))
        return HttpResponseRedirect(reverse("desks:start"))


class Outbox(Door):
    """The emails the demonstration has written, newest first."""

    public_reason = "the demonstration's emails, to invented people"
    template = "demo/outbox.html"
    title = "Emails sent"

    def context(self) -> dict[str, Any]:
        return {"emails": newest_messages()}
