"""From two parties' words to what a stranger reads: written, argued over, signed, published by the button, read, taken back.

The files are drawn by a real process beside the portal. Each page passes the accessibility checker on a desk and at 320
pixels, and works without scripts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from journeys.looking import Room, Seat, pressed, room, seen
from journeys.test_people import ROOT
from journeys.test_running_reports import until
from journeys.workers import work_here
from portal.editing.edition import Edition, signed_edition
from portal.editing.models import Draft
from portal.people.rules import Role
from portal.publishing.models import Publication
from somebody import somebody

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402
import drafts  # noqa: E402

THANKS = "We thank everybody who answered."
MEETS = "We will meet families and talk about it."
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def here(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    drafts.answered(anyshire.world(tmp_path))
    work_here(monkeypatch)
    with room(browser) as opened:
        yield opened


def test_a_report_is_written_signed_published_read_by_a_stranger_and_taken_back(here) -> None:
    manager = here.seat(somebody(Role.MANAGER, anyshire.ANYSHIRE))
    editor = here.seat(somebody(Role.COORDINATOR))
    publisher, stranger = here.seat(somebody(Role.PUBLISHER)), here.seat()
    place = written(manager, editor, here.address)
    signed(manager, editor, place)
    asked_first(publisher, manager, here.address)
    publisher.press("Publish it")
    seen(publisher.page, "publishing-on-its-way")
    until(lambda: Publication.objects.get().published)
    publisher.page.reload()
    expect(publisher.page.get_by_role("link", name="Getting support")).to_be_visible()
    seen(publisher.page, "publishing-public")
    there = read(stranger, here.address)
    taken_back(publisher, here.address)
    for address in (there, f"{there}report.pdf", f"{there}process/"):
        answer = stranger.page.goto(address)
        assert answer is not None
        assert answer.status == 410
        expect(stranger.page.get_by_text("A figure in it has to be looked at again.")).to_be_visible()
    seen(stranger.page, "report-withdrawn")
    stranger.page.goto(f"{here.address}/reports/")
    expect(stranger.page.get_by_role("row", name="Anyshire")).to_have_count(0)


def written(manager: Seat, editor: Seat, site: str) -> str:
    """A draft with commentary by both; a number that no figure bears out is in the way until it is gone."""
    page = manager.page
    page.goto(f"{site}/drafts/new/")
    page.get_by_label("Which kind of report").select_option("local")
    seen(page, "new-draft")
    manager.press("Make the draft")
    seen(page, "draft-fresh")
    place = page.url
    page.goto(f"{place}write/summary/")
    seen(page, "write")
    page.get_by_label("Your commentary").fill(f"{THANKS} Half of them want to meet us.")
    pressed(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("In the way of signing: 1")).to_be_visible()
    seen(page, "draft-blocked")
    other = editor.page
    other.goto(f"{place}talk/summary/")
    other.get_by_label("Your comment", exact=True).fill("Nobody counted who wants to meet. Say what you will do.")
    editor.press("Send the comment")
    page.goto(f"{place}talk/summary/")
    seen(page, "talk")
    page.goto(f"{place}write/summary/")
    page.get_by_label("Your commentary").fill(f"{THANKS}\n\n{MEETS} So many found it clear:")
    page.get_by_label("A figure to put in").select_option("information/favourable")
    manager.press("Put the figure in")
    seen(page, "write-figure")
    pressed(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("So many found it clear: 33%")).to_be_visible()
    return place


def signed(manager: Seat, editor: Seat, place: str) -> None:
    manager.page.goto(place)
    manager.press("Agree on this text")
    for seat in (manager, editor):
        seat.page.goto(place)
        seat.signs()
    expect(editor.page.get_by_text("Signed by both parties")).to_be_visible()
    seen(editor.page, "draft-signed-by-both")
    assert isinstance(signed_edition(Draft.objects.get().pk), Edition)


def asked_first(publisher: Seat, manager: Seat, site: str) -> None:
    """Nothing goes out before its council agrees; then it may."""
    page = publisher.page
    page.goto(f"{site}/publishing/")
    seen(page, "publishing-waits")
    publisher.press("Publish it")
    expect(page.get_by_role("alert")).to_contain_text("Anyshire has not agreed that its own report is published")
    seen(page, "publishing-refused")
    assert not Publication.objects.exists()
    council = manager.page
    council.goto(f"{site}/taking-part/{anyshire.ANYSHIRE}/autumn/statements/")
    seen(council, "statements")
    council.get_by_role("checkbox", name="own report").check()
    manager.press("Sign the changes")
    page.goto(f"{site}/publishing/")


def read(stranger: Seat, site: str) -> str:
    """Exactly what was signed; a sentence leads to how it was made; the PDF says the same."""
    page = stranger.page
    page.goto(f"{site}/reports/")
    pressed(page.get_by_role("row", name="Anyshire").get_by_role("link"))
    there = page.url
    seen(page, "report-public")
    for said in (THANKS, MEETS, "So many found it clear: 33%"):
        expect(page.get_by_text(said).first).to_be_visible()
    page.get_by_role("link", name="How this was made").first.click()
    made = page.locator(":target")
    expect(made).to_be_visible()
    seen(page, "report-how-made")
    page.goto(there)
    with page.expect_download() as taken:
        page.locator('a[href$="report.pdf"]').click()
    document = pypdfium2.PdfDocument(Path(taken.value.path()))
    text = " ".join(" ".join(one.get_textpage().get_text_range() for one in document).split())
    document.close()
    for said in (THANKS, MEETS, "So many found it clear: 33%", "The national team of POET, with Anyshire"):
        assert said in text
    assert Publication.objects.get().digest in text.replace("\u200b", "").replace(" ", "")
    return there


def taken_back(publisher: Seat, site: str) -> None:
    page = publisher.page
    page.goto(f"{site}/publishing/")
    page.get_by_text("Withdraw it", exact=False).first.click()
    page.get_by_label("Why, as everybody will read it (you may leave this empty)").fill(
        "A figure in it has to be looked at again."
    )
    publisher.press("Withdraw it now")
    seen(page, "publishing-withdrawn")
