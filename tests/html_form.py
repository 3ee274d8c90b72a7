"""What a browser would send for a form of a page, read from its HTML; and the text a person reads there."""

from __future__ import annotations

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, list[str]] = {}
        self._area: str | None = None
        self._typed = ""
        self._select: str | None = None
        self._options: list[tuple[str, bool]] = []
        self._in_form = False

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self._in_form = "data-submit-once" in at
        if not self._in_form or "disabled" in at:
            return
        if tag == "input" and at.get("type") not in {"submit", "button"} and at.get("name"):
            is_choice = at.get("type") in {"radio", "checkbox"}
            if not is_choice or "checked" in at:
                self._add(at["name"], at.get("value", "on" if is_choice else ""))
        elif tag == "textarea":
            self._area, self._typed = at["name"], ""
        elif tag == "select":
            self._select, self._options = at["name"], []
        elif tag == "option" and self._select:
            self._options.append((at.get("value", ""), "selected" in at))

    def handle_data(self, data):
        if self._area is not None:
            self._typed += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._area is not None:
            text = self._typed.removeprefix("\n").replace("\n", "\r\n")
            self._add(self._area, text)
            self._area = None
        elif tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen] or [self._options[0][0]]
            self._add(self._select, chosen[-1])
            self._select = None
        elif tag == "form":
            self._in_form = False

    def _add(self, name, value):
        self.fields.setdefault(name, []).append(value)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._skipped = 0

    def handle_starttag(self, tag, attrs):
        self._skipped += tag in {"script", "style", "head"}

    def handle_endtag(self, tag):
        self._skipped -= tag in {"script", "style", "head"}

    def handle_data(self, data):
        if not self._skipped:
            self.parts.append(data)


def fields_of(response) -> dict[str, list[str]]:
    """Every field of the page's own form with what stands in it, as a browser would send it unchanged."""
    fields = form_in(response.content.decode())
    return {name: values for name, values in fields.items() if name not in {"csrfmiddlewaretoken", "_author"}}


def form_in(html: str) -> dict[str, list[str]]:
    """The same of a page's HTML, with what the middleware asks for too."""
    reader = _Form()
    reader.feed(html)
    return reader.fields


def text_of(response) -> str:
    """The page's words, white space made single."""
    reader = _Text()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.parts).split())
