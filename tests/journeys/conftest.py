"""The real stack and a real Chromium for the journeys; every page looked at is checked by axe-core."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.visitor import Visitor
from tests.stack import Stack

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys share one stack, so one worker runs them, less those with a stack of their own; they are skipped where a
    browser may be missing."""
    for item in items:
        if "journeys" in str(item.path):
            if item.get_closest_marker("xdist_group") is None:
                item.add_marker(pytest.mark.xdist_group("stack"))
            item.add_marker(pytest.mark.browser)
            if os.environ.get("NRM_BROWSER_TESTS") == "skip":
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Web, worker and beat on a database with a few cases in every state."""
    stack = Stack("journeys")
    try:
        stack.set_up(cases=30)
        stack.start("web", "worker", "beat")
        yield stack
    finally:
        stack.tear_down()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = os.environ.get("NRM_CHROMIUM", "/usr/bin/chromium")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, stack: Stack) -> Iterator[Callable[..., Visitor]]:
    """`visit("sca-intake")` is that persona in a browser of their own; `script=False` switches JavaScript off."""
    contexts = []

    def open_for(slug: str = "", *, script: bool = True, width: int = 1280) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=script)
        contexts.append(context)
        page: Page = context.new_page()
        page.set_default_timeout(15_000)
        visitor = Visitor(page, stack.address, script=script)
        if slug:
            visitor.become(slug)
        return visitor

    yield open_for
    for context in contexts:
        context.close()
