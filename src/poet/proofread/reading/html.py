"""The text of a web page in the order of its source, with what a screen reader says of pictures and tables."""

from __future__ import annotations

from html.parser import HTMLParser

_UNSEEN = frozenset({"style", "script"})
_SPOKEN = ("aria-label", "title", "alt")


def text(data: bytes) -> str:
    """The page's text. Raises UnicodeDecodeError on what is no UTF-8."""
    page = _Page()
    page.feed(data.decode())
    page.close()
    return "\n".join(page.said)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        self.said.extend(value for name, value in attrs if name in _SPOKEN and value)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN

    def handle_data(self, data: str) -> None:
        if not self.unseen and data.strip():
            self.said.append(data)
