"""The public site as files: every link leads to a file, nothing but what is public is there, and twice the same is the same."""

from __future__ import annotations

import hashlib
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import unquote, urlsplit

import pytest
import signed_reports as given
from django.core.management import CommandError, call_command
from django.utils import timezone
from signed_reports import HERE, NOWHERE, THERE
from test_public_site import nation

from poet.draw import FORMATS
from portal.publishing.publish import publish
from portal.publishing.withdrawing import withdraw
from portal.rounds.statements import Use


@pytest.fixture
def site(world):
    """A council's report and the country's are public; one waits, and one was withdrawn."""
    given.answered(world)
    for code in (HERE, THERE, NOWHERE):
        given.agrees(world, code)
    told = (given.out(given.own(world, given.chart("Clear information"))), given.out(nation(world)))
    publish(given.own(world, code=THERE), by=None, at=timezone.now())
    gone = given.out(given.own(world, code=NOWHERE))
    withdraw(gone, by=None, who="Nowhere", why="", at=timezone.now())
    return *told, gone


class Links(HTMLParser):
    """Where a page leads, and what it is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.anchors: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        del tag
        self.found += [value or "" for name, value in attrs if name in {"href", "src", "poster", "action"}]
        self.anchors |= {value or "" for name, value in attrs if name == "id"}


def written(folder) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def exported(folder) -> str:
    said = StringIO()
    call_command("export_site", folder, stdout=said)
    return said.getvalue()


def test_every_link_of_every_page_leads_to_a_file_that_is_there(site, tmp_path):
    exported(tmp_path / "site")
    there = written(tmp_path / "site")
    pages = {name: Links(data.decode()) for name, data in there.items() if name.endswith(".html")}
    broken = []
    for name, page in pages.items():
        for link in page.found:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https", "data", "mailto", "tel"}:
                continue
            place = (tmp_path / "site" / name).parent / unquote(parts.path) if parts.path else tmp_path / "site" / name
            target = str(place.resolve().relative_to((tmp_path / "site").resolve()))
            if target not in there or (
                parts.fragment and target in pages and parts.fragment not in pages[target].anchors
            ):
                broken.append((name, link))
    assert broken == []
    assert len(pages) > 12


def test_what_is_public_is_there_and_nothing_else(site, tmp_path):
    own, country, gone = site
    exported(tmp_path / "site")
    there = written(tmp_path / "site")
    for ending in FORMATS:
        assert f"reports/{own.address}/report.{ending}" in there
    for name in (
        "index.html", "reports/index.html", f"reports/{country.address}/process/index.html", "findings/small/information/index.html",
        "findings/small/information/finding.zip", "methods/index.html", "accessibility-statement/index.html", "forms/small/1/index.html",
        f"reports/by/council/{HERE}/index.html", "report.css",
    ):  # fmt: skip
        assert name in there, name
    assert not any(gone.address in name or THERE.lower() in name or "account" in name for name in there)
    everything = b"".join(data for name, data in there.items() if name.endswith(".html"))
    assert gone.address.encode() not in everything
    assert b"csrfmiddlewaretoken" not in everything


def test_the_same_state_gives_the_same_bytes(site, tmp_path):
    first, second = exported(tmp_path / "one"), exported(tmp_path / "two")
    assert first == second
    assert written(tmp_path / "one") == written(tmp_path / "two")
    listed = (tmp_path / "one" / "digests.txt").read_text().splitlines()
    for line in listed:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "one" / name).read_bytes()).hexdigest() == digest


def test_a_report_whose_council_no_longer_agrees_is_not_in_the_next_run(site, world, tmp_path):
    own, *_ = site
    exported(tmp_path / "site")
    given.agrees(world, HERE, Use.OWN_REPORT_IN_PUBLIC, given=False)  # past every signal
    assert f"{own.address} was taken back: somebody who can be known in it does not agree." in exported(
        tmp_path / "site"
    )
    assert not any(own.address in name for name in written(tmp_path / "site"))


def test_a_folder_that_holds_something_else_is_left_as_it_is(db, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="no earlier run wrote"):
        exported(tmp_path)
    assert written(tmp_path) == {"mine.txt": b"mine"}


def test_a_site_with_nothing_in_it_is_a_site(db, tmp_path):
    assert "pages and" in exported(tmp_path / "site")
    assert b"No report has been published yet." in (tmp_path / "site" / "reports" / "index.html").read_bytes()
