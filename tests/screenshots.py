"""Takes a picture of every page of the journey: `python -m tests.screenshots`, or `make screenshots`.

Drives Chromium against a demonstration that runs at `--address`; with `--own-stack` against one it starts itself and
takes down again. The pictures of the README go to docs/images/, every page at two widths to `--folder`.
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.stack import Stack

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTHS = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 375, "height": 800}}
README_PICTURES = ("followed-case", "queue", "case-file", "support-package")
CASE = re.compile(r"/cases/(NRM-[0-9]{2}-[0-9]{6}-[A-Z])/")
PACKAGE = re.compile(r'/support/(NRM-[0-9]{2}-[0-9]{6}-[A-Z])/"')
OFFER = re.compile(r"/support/(NRM-[0-9]{2}-[0-9]{6}-[A-Z])/answer/")
DRAFT = re.compile(r"/referrals/drafts/[0-9a-f-]{36}/")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# persona → pages of fixed addresses: (name of the picture, path)
FIXED: dict[str, list[tuple[str, str]]] = {
    "police-referrer": [
        ("start-referrer", "/"),
        ("referral-begin", "/referrals/new/"),
        ("drafts", "/referrals/drafts/"),
        ("cases", "/cases/"),
        ("duty-to-notify-list", "/referrals/duty-to-notify/"),
        ("inbox", "/inbox/"),
    ],
    "police-lead": [("members", "/people/"), ("invite", "/people/invite/")],
    "sca-intake": [("start-intake", "/"), ("queue", "/queue/")],
    "sca-caseworker": [("start-caseworker", "/")],
    "sca-second-caseworker": [("start-second-caseworker", "/")],
    "sca-leader": [("start-leader", "/")],
    "contract-manager": [("start-contract-manager", "/"), ("support-to-place", "/support/")],
    "support-worker": [("start-support-worker", "/"), ("support", "/support/")],
    "support-finance": [("start-finance", "/"), ("support-payments", "/support/payments/")],
    "auditor": [("start-auditor", "/"), ("record", "/record/")],
    "": [("personas", "/demo/"), ("sign-in", "/accounts/login/"), ("accessibility", "/accessibility/")],
}


class Photographer:
    """One browser session of one persona, at one width."""

    def __init__(self, browser: Browser, address: str, slug: str, width: str, folder: Path) -> None:
        self.address, self.width, self.folder = address, width, folder
        self.page: Page = browser.new_context(viewport=WIDTHS[width], base_url=address).new_page()
        if slug:
            self.page.goto("/demo/")
            self.page.locator(f"form:has(input[name=persona][value={slug}]) button").click()

    def opens(self, path: str) -> bool:
        """Whether the persona is shown the page."""
        response = self.page.goto(path)
        return response is not None and response.status == 200

    def take(self, name: str) -> None:
        """Picture the whole page as it is now, and the README's pictures as a screen shows them."""
        self.page.screenshot(path=self.folder / f"{name}-{self.width}.png", full_page=True)
        if name in README_PICTURES and self.width == "desktop":
            self.page.screenshot(path=IMAGES / f"{name}.png")

    def take_first(self, name: str, paths: list[str]) -> None:
        """Picture the first of the pages that opens; say so when none does."""
        if any(self.opens(path) for path in paths):
            self.take(name)
        else:
            print(f"no page for {name}")

    def found(self, pattern: re.Pattern[str], *lists: str) -> list[str]:
        """Every address or reference of the pattern on the lists, each once."""
        seen: dict[str, None] = {}
        for path in lists:
            if self.opens(path):
                seen.update(dict.fromkeys(pattern.findall(self.page.content())))
        return list(seen)


def take_fixed(who: Photographer, slug: str) -> None:
    """The pages whose address is always the same."""
    for name, path in FIXED.get(slug, []):
        who.take_first(name, [path])


def take_referrer(who: Photographer) -> None:
    """A draft's pages, the receipt and the referrer's page of a case."""
    drafts = who.found(DRAFT, "/referrals/drafts/")
    references = who.found(CASE, "/cases/", "/cases/?page=2")
    who.take_first("task-list", drafts)
    who.take_first("question-page", [f"{draft}name-and-birth/" for draft in drafts])
    who.take_first("check-answers", [f"{draft}check/" for draft in drafts])
    who.take_first("receipt", [f"/referrals/received/{reference}/" for reference in references])
    decided = who.found(CASE, "/cases/?stage=decided")
    who.take_first("followed-case", [f"/cases/{reference}/" for reference in (*decided, *references)])


def take_authority(who: Photographer, slug: str) -> None:
    """The forms of a case, each on the first case where it is this persona's turn."""
    wanted = {
        "sca-intake": [("route-case", "route/"), ("allocate-case", "allocate/")],
        "sca-caseworker": [
            ("case-file", ""),
            ("decision", "reasonable-grounds/"),
            ("issue", "reasonable-grounds/issue/"),
        ],
        "sca-second-caseworker": [("second-check", "reasonable-grounds/check/")],
    }.get(slug, [])
    if wanted:
        references = who.found(CASE, "/", "/queue/", *(f"/queue/?page={number}" for number in range(2, 8)))
        for name, form in wanted:
            who.take_first(name, [f"/cases/{reference}/{form}" for reference in references])


def take_support(who: Photographer, slug: str) -> None:
    """The package of somebody in support, an offer, and the forms of a package."""
    wanted = {
        "contract-manager": [("support-offer", "offer/"), ("support-end", "end/")],
        "support-worker": [
            ("support-package", ""),
            ("support-needs", "needs/"),
            ("support-plan-item", "plan/1/"),
            ("support-placement", "placement/"),
            ("support-payment", "payment/"),
        ],
    }.get(slug, [])
    references = who.found(PACKAGE, "/support/") if wanted else []
    for name, form in wanted:
        who.take_first(name, [f"/support/{reference}/{form}" for reference in references])
    if slug == "support-worker":
        who.take_first("support-answer", [f"/support/{each}/answer/" for each in who.found(OFFER, "/support/")])


def take_all(browser: Browser, address: str, folder: Path) -> None:
    """Every picture, persona by persona."""
    for width in WIDTHS:
        for slug in FIXED:
            who = Photographer(browser, address, slug, width, folder)
            take_fixed(who, slug)
            if slug == "police-referrer":
                take_referrer(who)
            take_authority(who, slug)
            take_support(who, slug)
            who.page.context.close()


@contextmanager
def demonstration(address: str, own_stack: bool) -> Iterator[str]:
    """The address of a running demonstration; of one made for this and taken down after it, when asked."""
    if not own_stack:
        yield address
        return
    stack = Stack("screenshots")
    try:
        stack.set_up(cases=300)
        stack.start("web")
        yield stack.address
    finally:
        stack.tear_down()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    parser.add_argument("--own-stack", action="store_true", help="start a demonstration for it, on the servers at hand")
    parser.add_argument("--folder", type=Path, default=ROOT / "test-results" / "screenshots")
    given = parser.parse_args()
    for folder in (given.folder, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    with demonstration(given.address, given.own_stack) as address, sync_playwright() as playwright:
        chromium = os.environ.get("NRM_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        take_all(browser, address, given.folder)
        browser.close()
    print(f"{len(list(given.folder.glob('*.png')))} pictures in {given.folder}")


if __name__ == "__main__":
    main()
