"""A page as a tree: what it says, where, and where its links lead."""

from collections.abc import Iterator

from django.test.html import Element, parse_html


def tree(markup: str) -> Element:
    """The page's `main`."""
    return next(found for found in below(parse_html(markup)) if found.name == "main")


def below(element: Element) -> Iterator[Element]:
    """The element and all elements inside it."""
    yield element
    for child in element.children:
        if isinstance(child, Element):
            yield from below(child)


def attribute(element: Element, name: str) -> str | None:
    """Its value; "" where it has none, None where it is not there."""
    return next((value or "" for known, value in element.attributes if known == name), None)


INLINE = {"a", "b", "em", "small", "span", "strong"}


def text(element: Element) -> str:
    """All that it says; what stands in another line or cell is in a line of its own."""
    parts = (child if isinstance(child, str) else text(child) for child in element.children)
    said = " ".join(part.strip(" ") for part in parts)
    return said if element.name in INLINE else f"\n{said}\n"


def addresses(element: Element) -> list[str]:
    """Where it and the links in it lead."""
    links = (attribute(found, "href") for found in below(element) if found.name == "a")
    return [address for address in links if address]


def cells(markup: str, label: str) -> list[list[str]]:
    """What the cells of each row say of the table in the region with this label, head and foot left out."""
    region = next(one for one in below(tree(markup)) if attribute(one, "aria-label") == label)
    bodies = [body for body in below(region) if body.name == "tbody"]
    rows = [row for body in bodies for row in below(body) if row.name == "tr"]
    return [[" ".join(text(cell).split()) for cell in below(row) if cell.name in ("td", "th")] for row in rows]
