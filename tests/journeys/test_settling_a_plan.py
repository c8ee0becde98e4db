"""The national coordinator settles a round's analysis plan, mends one that was refused, settles another, and opens the round; a
council's manager reads it.

Each page passes the accessibility checker on a desk and at 320 pixels, and works without scripts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, expect

from journeys.looking import Room, room, seen
from journeys.test_people import ROOT
from portal.people.rules import Role
from portal.rounds.models import Round
from somebody import somebody

sys.path.append(str(Path(__file__).parents[1] / "portal"))  # the small world lives with the portal's tests
import anyshire

PLAN = b'id = "ours"\ntitle = "Who says what"\nlevel = "nation"\n\n[[subgroups]]\nby = ["%s"]\n'
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@pytest.fixture
def here(browser: Browser, tmp_path: Path) -> Iterator[Room]:
    """A round that opens tomorrow."""
    anyshire.world(tmp_path)
    Round.objects.update(opens=timezone.now() + timedelta(days=1))
    with room(browser) as opened:
        yield opened


def test_a_plan_is_settled_replaced_fixed_and_read(here: Room) -> None:
    seat = here.seat(somebody(Role.COORDINATOR))
    page, box = seat.page, seat.page.locator("input[type=file]")
    page.goto(f"{here.address}/rounds/autumn/")
    seat.follow("Its analysis plan")
    seen(page, "plan-none")
    box.set_input_files({"name": "ours.toml", "mimeType": "application/toml", "buffer": PLAN % b"garden"})
    seat.press("Settle this plan")
    expect(page.locator("main")).to_contain_text("ours.toml, line 6: small/1 has no question 'garden'")
    seen(page, "plan-refused")
    box.set_input_files({"name": "ours.toml", "mimeType": "application/toml", "buffer": PLAN % b"needs"})
    seat.press("Settle this plan")
    expect(page.locator("main")).to_contain_text("6 subgroup comparisons were declared over the whole country.")
    seen(page, "plan-settled")
    page.get_by_label("A plan that comes with POET").select_option("national")
    seat.press("Settle another plan")
    expect(page.locator("main")).to_contain_text("Everybody's results")
    page.get_by_text("Plans that were settled before").click()
    seen(page, "plan-replaced")
    seat.back()
    seat.press("Open it now")
    seat.follow("Its analysis plan")
    expect(page.locator("main")).to_contain_text("what is settled here is fixed")
    expect(page.locator("input[type=file]")).to_have_count(0)
    reader = here.seat(somebody(Role.MANAGER, anyshire.ANYSHIRE))
    reader.page.goto(f"{here.address}/glance/autumn/{anyshire.ANYSHIRE}/")
    reader.follow("What will be computed")
    expect(reader.page.locator("main")).to_contain_text("Everybody's results")
    seen(reader.page, "plan-read-by-a-council")
