"""A manager looks at a running round: how far it is, who is not heard, what was said, and takes the answers away as data.

Each page passes the accessibility checker and works without scripts. With POET_SCREENSHOTS=FOLDER each is kept as a picture.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from journeys.looking import pressed
from journeys.screens import DESKTOP
from journeys.test_people import ROOT, looked_at
from portal.caseloads import loading
from portal.demonstration.serving import serving
from portal.people.rules import Role
from portal.reporting import live, results
from portal.reporting.models import Step
from somebody import somebody

PORTAL = Path(__file__).parents[1] / "portal"
PUBLISHED = PORTAL / "published"
sys.path.append(str(PORTAL))  # the small world lives with the portal's tests
import anyshire  # noqa: E402

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def world(tmp_path) -> anyshire.World:
    """Parents of children with a plan have answered, the older ones' more than the younger ones'."""
    results.protected.cache_clear()
    live.forget()
    made = anyshire.world(tmp_path, text=anyshire.QUESTIONNAIRE.replace('id = "small"', 'id = "ehc-parents"'))
    loading.load(PUBLISHED / "made-up-sen2-age.csv", at=timezone.now())
    return made


def answer(world: anyshire.World, people: int, age: str) -> None:
    for number in range(people):
        anyshire.sent(
            world.link,
            age=age,
            information=("always", "sometimes", "never")[number % 3],
            communication=("always", "always", "never")[number % 3],
            has_budget="yes",
        )


@pytest.fixture
def plain(browser: Browser, world: anyshire.World) -> Iterator[tuple[Page, str]]:
    """A manager's browser that runs no script, signed in."""
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        context = browser.new_context(viewport=DESKTOP, locale="en-GB", reduced_motion="reduce", accept_downloads=True)
        context.route("**/*.js", lambda route: route.abort())
        context.add_cookies([{"name": "session", "value": manager.client.cookies["session"].value, "url": address}])
        yield context.new_page(), address
        context.close()


def test_a_manager_sees_how_far_the_round_is_and_takes_the_answers_away(plain, world) -> None:
    page, site = plain
    page.goto(f"{site}/glance/")
    looked_at(page, "glances")
    pressed(page.get_by_role("link", name="Anyshire"))
    expect(page.get_by_text("Hand out the link to")).to_be_visible()
    looked_at(page, "glance-empty")
    for age, people in (("3", 6), ("8", 8), ("13", 6), ("17", 5), ("22", 5)):
        answer(world, people, age)
    page.reload()
    Step.objects.update(day=timezone.localdate() - timedelta(days=8))
    for age, people in (("3", 12), ("8", 20), ("13", 12), ("17", 12), ("22", 12)):
        answer(world, people, age)
    page.reload()
    expect(page.get_by_text("90 or more of 50 aimed at: reached").last).to_be_visible()
    page.get_by_label("Getting support", exact=True).fill("many")
    pressed(page.get_by_role("button", name="Keep these targets"))
    expect(page.get_by_role("alert")).to_contain_text("Enter a whole number")
    looked_at(page, "glance-refused")
    page.get_by_label("Getting support", exact=True).fill("120")
    pressed(page.get_by_role("button", name="Keep these targets"))
    expect(page.get_by_text("90 or more of 120 aimed at, 30 or fewer to go").last).to_be_visible()
    looked_at(page, "glance")
    pressed(page.get_by_role("link", name="Who are we not hearing?").last)
    expect(page.get_by_role("heading", name="By age: least heard beside the caseload")).to_be_visible()
    looked_at(page, "hearing")
    pressed(page.get_by_role("link", name="Your round at a glance"))
    pressed(page.get_by_role("link", name="Results so far"))
    expect(page.get_by_text("It opens with 120 answers")).to_be_visible()
    looked_at(page, "live")
    pressed(page.get_by_role("link", name="Your round at a glance"))
    pressed(page.get_by_role("link", name="Take your answers away as data"))
    looked_at(page, "returns")
    with page.expect_download() as taken:
        page.get_by_role("button", name="CSV, for any program").click()
    rows = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(rows) == 99
    answer(world, 1, "8")
    pressed(page.get_by_role("button", name="CSV, for any program"))
    page.reload()
    expect(page.get_by_text("a new file would show what they said").first).to_be_visible()
    looked_at(page, "returns-too-soon")
