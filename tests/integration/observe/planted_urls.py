"""The product's addresses, and one whose page fails while it holds somebody's name."""

from __future__ import annotations

from django.db import connection
from django.urls import path

from nrm.access.declared import AccessDeclared
from nrm.urls import handler400, handler403, handler404, handler500
from nrm.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


class Failing(AccessDeclared):
    public_reason = "fails, in one test"

    def get(self, request, name):
        held_in_a_variable = f"{name} of {name}"
        with connection.cursor() as cursor:
            cursor.execute("select %s::integer", [held_in_a_variable])


urlpatterns = [*product, path("planted/<str:name>/", Failing.as_view(), name="planted")]
