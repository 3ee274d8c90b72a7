"""A person at the real stack without a browser: signs in, opens a form, sends it; for drills that time the sending."""

from __future__ import annotations

import http.client
import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request

from tests.html_form import form_in

FOUND = 302


class _StaysHere(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args, **_kwargs):
        return None


class WebClient:
    """Keeps the cookies of one person. Addresses are paths of the stack."""

    def __init__(self, address: str) -> None:
        self.address = address
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, _StaysHere)

    def sign_in(self, slug: str) -> None:
        """Become that persona of the demonstration."""
        token = form_token(self.get("/demo/"))
        assert self.post("/demo/sign-in/", {"persona": slug, "csrfmiddlewaretoken": token}) == FOUND

    def get(self, path: str) -> str:
        """The page's HTML."""
        with self._opener.open(self.address + path, timeout=30) as answer:
            html: str = answer.read().decode()
            return html

    def post(self, path: str, fields: dict[str, object]) -> int:
        """Send a form; returns the status, 0 where no answer came. Follows no redirect."""
        body = urllib.parse.urlencode(fields, doseq=True).encode()
        request = urllib.request.Request(self.address + path, body, {"Referer": self.address + path})  # noqa: S310
        try:
            with self._opener.open(request, timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refused:
            return refused.code
        except (urllib.error.URLError, ConnectionError, TimeoutError, http.client.HTTPException):
            return 0


def form_token(html: str) -> str:
    """The token that every form of the page carries."""
    return html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]


def sendable(html: str) -> dict[str, object]:
    """What a browser would send for the page's own form."""
    return dict(form_in(html))
