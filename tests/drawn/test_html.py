"""The web page: whole in itself, named pictures, headings in order."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import msgspec
import pytest

from drawn.sample import sample_report
from poet.draw import html, words


class Outline(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta", "path", "rect", "circle", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in {"path", "rect", "circle"}:
            assert self.open.pop() == tag

    def named(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture(scope="module")
def page():
    return Outline(html.draw(sample_report()).decode())


def test_every_tag_is_closed(page):
    assert page.open == []


def test_the_page_needs_nothing_else(page):
    assert [name for name, _ in page.tags if name in {"script", "link", "img", "iframe"}] == []
    assert [a for _, attributes in page.tags for a in attributes if a == "src" or a.startswith("on")] == []


def test_every_picture_has_a_name(page):
    pictures = page.named("svg")
    assert len(pictures) == 8
    assert {picture["role"] for picture in pictures} == {"img"}
    assert all(picture["aria-label"] for picture in pictures)


def test_headings_step_down_one_at_a_time(page):
    levels = [int(name[1]) for name, _ in page.tags if re.fullmatch(r"h[1-6]", name)]
    assert levels.count(1) == 1
    assert [below - above for above, below in pairwise(levels) if below - above > 1] == []


def test_the_language_and_the_way_in_are_told(page):
    assert page.named("html")[0]["lang"] == "en-GB"
    assert page.named("a")[0] == {"class": "skip", "href": "#report"}
    assert page.named("main")[0]["id"] == "report"


def test_no_id_stands_twice(page):
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert sorted(ids) == sorted(set(ids))


def test_every_link_within_the_page_leads_somewhere(page):
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {link["href"].removeprefix("#") for link in page.named("a")} - ids == set()


def test_each_table_has_headers_of_columns_and_rows(page):
    scopes = [head["scope"] for head in page.named("th")]
    assert len(page.named("table")) == 6
    assert scopes.count("row") == 7 + 5 + 1 + 4 + 4 + 30


def test_the_fragment_stands_alone_in_another_page():
    fragment = Outline(str(html.body(sample_report())))
    assert (fragment.tags[0][0], fragment.open) == ("article", [])
    assert fragment.named("html") == []


@pytest.mark.parametrize(("made_up", "times"), [(True, 1), (False, 0)])
def test_made_up_data_are_called_so(made_up, times):
    assert html.draw(sample_report(made_up=made_up)).decode().count(words.MADE_UP_SENTENCE) == times


def test_another_script_reads_from_its_own_side():
    page = Outline(html.draw(msgspec.structs.replace(sample_report(), language="ur")).decode())
    assert page.named("html")[0]["dir"] == "rtl"
