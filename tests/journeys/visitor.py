"""Somebody at a browser: finds things by their labels, as people do, and has every page checked as it is looked at."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    return found.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(" ")).join(", ")}`);
}"""


SEEN_BY_AXE: set[tuple[str, int, str]] = set()


class Visitor:
    """A persona, or an anonymous visitor, in a browser of their own."""

    def __init__(self, page: Page, address: str, *, script: bool) -> None:
        self.page, self.address, self.script = page, address, script
        self.slug = ""
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        if script:
            page.add_init_script(path=AXE)

    def become(self, slug: str) -> None:
        """Choose a persona on the demonstration's page."""
        self.slug = slug
        self.go("/demo/")
        self._leave_by(self.page.locator(f'form:has(input[value="{slug}"]) button, button[value="{slug}"]').first)
        self.looks_right()

    def go(self, path: str) -> int:
        """Open an address of the product; returns the status."""
        answer = self.page.goto(self.address + path)
        assert answer is not None
        return answer.status

    def looks_right(self, heading: str = "") -> None:
        """One top heading (containing `heading`), nothing wider than the window, axe silent, no script complained."""
        self.page.wait_for_load_state()
        top = self.page.locator("h1")
        expect(top).to_have_count(1)
        if heading:
            expect(top).to_contain_text(heading)
        window = self.page.viewport_size or {"width": 0}
        assert self.page.evaluate("document.documentElement.scrollWidth") <= window["width"], self.page.url
        if self.script and self._is_new_to_axe():
            assert self.page.evaluate(RUN_AXE) == [], self.page.url
        assert self.complaints == [], self.page.url

    def _is_new_to_axe(self) -> bool:
        """Whether axe has not yet seen this page as this persona in this state (less ids and digits)."""
        text = self.page.url.removeprefix(self.address) + self.page.locator("main").inner_text()
        shown = re.sub(r"NRM-[\w-]+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "*", text)
        seen = (self.slug, hash(shown), str(self.page.viewport_size))
        if seen in SEEN_BY_AXE:
            return False
        SEEN_BY_AXE.add(seen)
        return True

    def press(self, name: str) -> None:
        """Press the button, or a link that looks like one."""
        self._leave_by(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link with that text."""
        self._leave_by(self.page.get_by_role("link", name=name, exact=True).first)

    def send(self) -> None:
        """Send the page's form, whatever its button says."""
        self._leave_by(self.page.locator("main form button[type=submit]").first)

    def _leave_by(self, way: Locator) -> None:
        """Click, and wait for the page that comes: a click alone may return while the old one still stands."""
        with self.page.expect_navigation():
            way.click()

    def choose(self, *labels: str) -> None:
        """Choose radios or boxes by their labels."""
        for label in labels:
            self.page.get_by_label(label, exact=True).check()

    def choose_for(self, question: str, label: str) -> None:
        """Choose an answer of one question among several that have the same answers."""
        self.page.get_by_role("group", name=question).get_by_label(label, exact=True).check()

    def choose_state(self, key: str, state: str) -> None:
        """Say why a question cannot be answered: `not_known`, `not_asked`, `declined` or `not_applicable`."""
        choice = self.page.locator(f'input[name="{key}-state"][value="{state}"]')
        if self.script and not choice.is_visible():
            choice.locator("xpath=ancestor::details").locator("summary").click()
        choice.check()

    def fill(self, label: str, text: str) -> None:
        """Type into the field with that label."""
        self.page.get_by_label(label, exact=True).fill(text)

    def fill_date(self, question: str, day: str, month: str, year: str) -> None:
        """Type a date in its three parts."""
        group = self.page.get_by_role("group", name=question)
        for part, text in (("Day", day), ("Month", month), ("Year", year)):
            group.get_by_label(part, exact=True).fill(text)

    def sees(self, *texts: str) -> None:
        """The page shows each of the texts."""
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        """None of the texts is anywhere in what was sent."""
        content = self.page.content()
        for text in texts:
            assert text not in content, f"{text!r} at {self.page.url}"

    def reference(self) -> str:
        """The first case reference on the page."""
        found = re.search(r"NRM-\d\d-\d{6}-[A-Z]", self.page.locator("main").inner_text())
        assert found, self.page.url
        return found[0]
