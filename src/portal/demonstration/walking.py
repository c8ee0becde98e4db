"""A made-up respondent at the real pages: over HTTP, reading each form as it is written, with no script."""

from __future__ import annotations

from html.parser import HTMLParser
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

from poet.answers import codes
from portal.demonstration.people import Person

MOST_PAGES = 500


class NotThanked(Exception):
    """The walk did not end at the thank-you page."""


class Form(HTMLParser):
    """The one form of a page: where it is sent, what it carries hidden, and what it asks."""

    def __init__(self) -> None:
        super().__init__()
        self.action: str | None = None
        self.hidden: list[tuple[str, str]] = []
        self.asked: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of the form and its fields."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given.get("action", "")
        elif tag == "textarea":
            self.asked.append((given["name"], "text", ""))
        elif tag == "input" and given.get("type") == "hidden":
            self.hidden.append((given["name"], given.get("value", "")))
        elif tag == "input":
            self.asked.append((given["name"], given.get("type", "text"), given.get("value", "")))


def walk(first_page: str, person: Person) -> int:
    """Answer a questionnaire from its first page to the thank-you; how many pages were sent. Raises NotThanked."""
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    address, page = _open(opener, first_page)
    for sent in range(MOST_PAGES):
        form = Form()
        form.feed(page)
        if form.action is None:
            if address.endswith("/thanks/"):
                return sent
            break
        filled = urlencode([*form.hidden, *_fill(form, person)]).encode()
        address, page = _open(opener, urljoin(address, form.action), filled)
    raise NotThanked(f"The walk from {first_page} ended at {address}. Open the questionnaire in a browser and see why.")


def _open(opener: OpenerDirector, address: str, filled: bytes | None = None) -> tuple[str, str]:
    with opener.open(address, filled, timeout=30) as response:
        headers: HTTPMessage = response.headers
        return response.url, response.read().decode(headers.get_content_charset("utf-8"))


def _fill(form: Form, person: Person) -> list[tuple[str, str]]:
    """Fields with what the person says; a length of time stands in two boxes that belong to one question."""
    filled: list[tuple[str, str]] = []
    said: dict[str, str] = {}
    for name, kind, value in form.asked:
        item_id, _, box = name.partition(".")
        if item_id not in said:
            said[item_id] = person.say(person.instrument.by_id[item_id])
        cell = said[item_id]
        if kind in {"radio", "checkbox"}:
            filled += [(name, value)] if value in codes(cell) else []
        else:
            filled.append((name, _box(box, cell)))
    return filled


def _box(box: str, cell: str) -> str:
    if not (box and cell):
        return cell
    return str(divmod(int(cell), 12)[box == "months"])
