"""A page as a tree, for tests that ask what stands where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


@dataclass
class Element:
    """One element; `children` are elements and texts in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self, selector: str) -> list[Element]:
        """Descendants by `tag`, `.class`, `tag.class` or `#id`, in the page's order."""
        return [each for each in self._walk() if each._is(selector)]

    def one(self, selector: str) -> Element:
        """The only descendant of that kind."""
        (found,) = self.all(selector)
        return found

    @property
    def text(self) -> str:
        """The text within, white space run together."""
        return " ".join("".join(self._texts()).split())

    def _walk(self) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child._walk()

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            yield from (child,) if isinstance(child, str) else child._texts()

    def _is(self, selector: str) -> bool:
        if selector.startswith("#"):
            return self.attributes.get("id") == selector[1:]
        tag, _, class_name = selector.partition(".")
        return tag in {"", self.tag} and (not class_name or class_name in self.attributes.get("class", "").split())


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def page(response) -> Element:
    """The tree of a response's page."""
    builder = _Builder()
    builder.feed(response.content.decode())
    return builder.root


def table(response) -> list[list[str]]:
    """The rows of the page's list, each cell's first line; nothing where there is no list."""
    return [
        [value.text for value in row.all(".nrm-table__value")]
        for body in page(response).all("tbody")
        for row in body.all("tr")
    ]
