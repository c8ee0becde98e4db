"""The national coordinator starts a run of reports, sees how far it is, has it go on after it was killed, and reads what came of it.

The reports are made by a real process beside the portal. Each page passes the accessibility checker on a desk and at 320
pixels, and works without scripts.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, expect

from journeys.looking import Room, Seat, pressed, room, seen
from journeys.test_people import ROOT
from journeys.workers import work_here
from portal.issuing.models import Piece, Run
from portal.people.rules import Role
from somebody import somebody

PORTAL = Path(__file__).parents[1] / "portal"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402
import drafts  # noqa: E402

PATIENCE = 300
A_WHILE = 3
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def here(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """A made-up round that has answers in two of its three councils."""
    drafts.answered(anyshire.world(tmp_path, made_up=True))
    work_here(monkeypatch)
    with room(browser) as opened:
        yield opened


def until(holds: Callable[[], object]) -> None:
    """Wait, with patience that ends."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "It takes too long."
        time.sleep(0.05)


def looked_again(coordinator: Seat) -> bool:
    """What somebody who waits does: look, and look once more. Whoever looks begins anew what is dead by then."""
    coordinator.follow("Look again")
    time.sleep(A_WHILE)
    return Run.objects.get().state == Run.State.ENDED


def many(state: Piece.State) -> int:
    return Piece.objects.filter(state=state).count()


def test_a_coordinator_starts_a_run_that_is_killed_goes_on_and_is_read(here) -> None:
    coordinator = here.seat(somebody(Role.COORDINATOR))
    page = coordinator.page
    page.goto(f"{here.address}/rounds/autumn/reports/")
    seen(page, "runs-empty")
    coordinator.press("Start the run")
    expect(page.get_by_role("alert")).to_contain_text("Choose which reports to make")
    page.get_by_label("Annual reports").check()
    coordinator.press("Start the run")
    expect(page.get_by_text("of 7 reports are through")).to_be_visible()
    seen(page, "run-going")

    until(lambda: many(Piece.State.MADE))
    killed = Run.objects.get()
    os.kill(int(killed.worker.rsplit("/", 2)[1]), signal.SIGKILL)
    before = set(Piece.objects.filter(state=Piece.State.MADE).values_list("pk", flat=True))
    assert len(before) < 4, "it was killed in the middle"
    until(lambda: looked_again(coordinator))
    page.reload()
    expect(page.get_by_text("4 made, 3 refused, 0 failed.")).to_be_visible()
    assert before <= set(Piece.objects.filter(state=Piece.State.MADE).values_list("pk", flat=True))
    seen(page, "run-ended")
    refused(coordinator)
    read(coordinator)
    page.goto(f"{here.address}/rounds/autumn/reports/")
    seen(page, "runs")


def refused(coordinator: Seat) -> None:
    """What was not made says why; made again, it says so again."""
    page = coordinator.page
    pressed(page.get_by_role("link", name="Refused: 3"))
    expect(page.get_by_text("Fewer than 3 councils of this region take part").first).to_be_visible()
    expect(page.get_by_role("rowheader", name="Anyshire")).to_have_count(0)
    coordinator.press("Make the failed and refused again")
    until(lambda: Run.objects.get().state == Run.State.ENDED)
    page.reload()
    expect(page.get_by_text("4 made, 3 refused, 0 failed.")).to_be_visible()


def read(coordinator: Seat) -> None:
    """A report is read on its page, and taken away as a file."""
    page = coordinator.page
    row = page.get_by_role("row", name="Anyshire")
    row.locator("summary").click()
    with page.expect_download() as taken:
        row.get_by_role("link", name="PDF").first.click()
    assert Path(taken.value.path()).read_bytes()[:5] == b"%PDF-"
    pressed(row.get_by_role("link", name="Read it"))
    expect(page.get_by_text("Where this report stands")).to_be_visible()
    expect(page.get_by_text("Made-up data").first).to_be_visible()
    seen(page, "run-report-read")
