"""Pages come out of a printer with all their words and tables, without ways and buttons, and with nothing cut off."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from journeys.looking import pressed, room
from journeys.paper import printed
from journeys.test_people import ROOT
from portal.audit.recording import OPERATOR, Kind, record
from portal.outreach import listing
from portal.people.rules import Role
from portal.reporting import live, results
from somebody import somebody

sys.path.append(str(Path(__file__).parents[1] / "portal"))  # the small world lives with the portal's tests
import anyshire

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: make assets",
    ),
]
HERE = anyshire.ANYSHIRE


@pytest.fixture
def world(tmp_path):
    """Thirty parents have answered; a list, a bundle, a table and a long log are there."""
    results.protected.cache_clear()
    live.forget()
    made = anyshire.dressed(anyshire.world(tmp_path, made_up=True))
    for number in range(30):
        anyshire.sent(made.link, age=str(4 + number % 14), information=("always", "sometimes", "never")[number % 3])
    keyer = somebody(Role.COORDINATOR, email="keyer@nation.example").person
    anyshire.bundled(made, 3, by=keyer, sheets=3)
    anyshire.handed_in(made, b"age\n7\nmany\n", by=keyer)
    listing.make(made.link, name="Parents of Oak School", letters=10, on=timezone.localdate())
    for number in range(60):
        record(
            Kind.ROUND_CHANGED,
            actor=OPERATOR,
            thing=f"round:{number}",
            area=HERE,
            detail={"change": "something was set"},
        )
    return made


def test_a_managers_pages_are_printed_whole(browser, world):
    manager = somebody(Role.MANAGER, HERE)
    expected = {
        f"/glance/autumn/{HERE}/": ("Anyshire: Autumn", "Next", "Getting support", "What will be computed"),
        f"/links/autumn/{HERE}/": ("Links of Anyshire", f"/a/{world.link.token}/", "Words for a letter"),
        f"/links/autumn/{HERE}/lists/": ("Parents of Oak School", "Made on"),
        "/paper/": ("Box 3", "Sheets", "Open"),
        "/uploads/": ("table.csv", "To be mended"),
        f"/areas/{HERE}/": ("Who helps to collect answers", "Whom Anyshire compares itself with"),
        f"/glance/autumn/{HERE}/returns/": ("Anyshire",),
        "/people/": ("Council manager",),
        "/glance/": ("Anyshire", "Autumn", "Closes"),
    }
    with room(browser) as there:
        page = there.seat(manager).page
        for address, words in expected.items():
            assert page.goto(f"{there.address}{address}").status == 200
            sheets = printed(page, "print" + address.replace("/", "-").rstrip("-"))
            missing = [word for word in words if word not in sheets.words]
            assert missing == [], address
            assert "Sign out" not in sheets.words


def test_the_national_pages_and_what_is_told_of_privacy_are_printed_whole(browser, world):
    coordinator = somebody(Role.COORDINATOR)
    expected = {
        "/rounds/autumn/councils/": ("Council by council", "Anyshire", "Othershire"),
        "/rounds/autumn/retention/": ("The schedule",),
        "/rounds/autumn/impact-assessment/": ("Data protection impact assessment",),
        f"/privacy/autumn/{HERE}/": ("Who is responsible", "How long"),
    }
    with room(browser) as there:
        page = there.seat(coordinator).page
        for address, words in expected.items():
            assert page.goto(f"{there.address}{address}").status == 200
            sheets = printed(page, "print" + address.replace("/", "-").rstrip("-"))
            assert [word for word in words if word not in sheets.words] == [], address


def test_a_long_table_says_on_each_sheet_what_its_columns_are(browser, world):
    officer = somebody(Role.PROTECTION_OFFICER)
    with room(browser) as there:
        page = there.seat(officer).page
        page.goto(f"{there.address}/audit/")
        sheets = printed(page, "print-audit")
    with_rows = [text for text in sheets.texts if "something was set" in text]
    assert len(with_rows) > 1
    assert [text for text in with_rows if "To whom or what" not in text] == []
    assert "Take all of it away" not in sheets.words


def test_what_a_respondent_reads_is_printed_without_what_leads_on(browser, world):
    with room(browser) as there:
        page = there.seat().page
        page.goto(f"{there.address}/a/{world.link.token}/")
        start = printed(page, "print-start")
        assert "It takes about" in start.words
        assert "Start" not in start.words.split()
        assert "Made-up data." in start.words
        pressed(page.get_by_role("button", name="Start"))
        printed(page, "print-question")
        page.goto(f"{there.address}/a/{world.link.token}/help/")
        assert "0800 1111" in printed(page, "print-help").words
        for address, word in (("/privacy", "Who sees your answers"), ("/how-it-is-governed", "The gate for research")):
            page.goto(f"{there.address}{address}")
            assert word in printed(page, f"print{address.replace('/', '-')}").words
