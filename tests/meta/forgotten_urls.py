"""The product's addresses, and three whose authors forgot to say who may open them."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import include, path
from django.views import View
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from nrm.urls import handler400, handler403, handler404, handler500
from nrm.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def forgotten_function(request):
    return HttpResponse("a secret")


class ForgottenClass(View):
    def get(self, request):
        return HttpResponse("a secret")


class ForgottenEndpoint(APIView):
    def get(self, request):
        return Response({"text": "a secret"})


@api_view(["GET"])
def forgotten_endpoint_function(request):
    return Response({"text": "a secret"})


forgotten = [
    path("function/", forgotten_function, name="forgotten-function"),
    path("class/", ForgottenClass.as_view(), name="forgotten-class"),
    path("endpoint/", ForgottenEndpoint.as_view(), name="forgotten-endpoint"),
    path("endpoint-function/", forgotten_endpoint_function, name="forgotten-endpoint-function"),
]
urlpatterns = [*product, path("forgotten/", include(forgotten)), path("api/forgotten/", include(forgotten))]
