"""Moments are told by the clock of whoever reads; days, and what is stored, stay the portal's."""

from datetime import UTC, datetime, timedelta

import anyshire
import pytest

from portal.audit.models import Event
from portal.pages import by_the_clock_of, by_the_portals_clock, day, moment
from portal.people import words
from portal.people.rules import Role
from somebody import somebody

# In 2026 the clocks of Europe change on 29 March and 25 October at 01:00 UTC, those of New York on 8 March and 1 November.
BEFORE, AFTER = datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)
TWICE = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "at", "told"),
    [
        ("", BEFORE, "29 March 2026, 00:59"),
        ("", AFTER, "29 March 2026, 02:00"),
        ("Europe/London", AFTER, "29 March 2026, 02:00"),
        ("Europe/Paris", BEFORE, "29 March 2026, 01:59 (Europe/Paris time)"),
        ("Europe/Paris", AFTER, "29 March 2026, 03:00 (Europe/Paris time)"),
        ("America/New_York", BEFORE, "28 March 2026, 20:59 (America/New York time)"),
        ("America/New_York", AFTER, "28 March 2026, 21:00 (America/New York time)"),
        ("Asia/Kathmandu", AFTER, "29 March 2026, 06:45 (Asia/Kathmandu time)"),
        ("", TWICE, "25 October 2026, 01:30"),
        ("", TWICE + timedelta(hours=1), "25 October 2026, 01:30"),
        ("Europe/Paris", TWICE + timedelta(hours=1), "25 October 2026, 02:30 (Europe/Paris time)"),
    ],
)
def test_a_moment_on_either_side_of_the_clock_change(zone, at, told):
    with by_the_portals_clock():
        by_the_clock_of(zone)
        assert moment(at) == told
    assert moment(at) == moment(at).partition(" (")[0]  # nothing is left of it


def test_a_day_is_the_portals_day_for_everybody():
    with by_the_portals_clock():
        by_the_clock_of("Pacific/Auckland")
        assert day(datetime(2026, 12, 31, 23, 0, tzinfo=UTC)) == "31 December 2026"


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def test_whoever_chooses_a_clock_is_told_moments_by_it_and_nobody_else_is(world, manager, monkeypatch):
    monkeypatch.setattr("portal.people.views.timezone.now", lambda: AFTER)
    assert "Now it is 29 March 2026, 02:00. " in " ".join(manager.words("/account/"))
    assert manager.post("/account/clock/", zone="Asia/Kathmandu").status_code == 303
    assert "Now it is 29 March 2026, 06:45 (Asia/Kathmandu time). " in " ".join(manager.words("/account/"))
    assert "Now it is 29 March 2026, 02:00. " in " ".join(somebody(Role.READER, anyshire.ANYSHIRE).words("/account/"))
    manager.post("/account/clock/", zone="")
    assert "Now it is 29 March 2026, 02:00. " in " ".join(manager.words("/account/"))


@pytest.mark.parametrize("said", ["Europe", "Mars/Olympus", "../etc/passwd", "Europe/London\x00", "a" * 200])
def test_what_is_no_place_is_told_and_not_kept(world, manager, said):
    refused = manager.post("/account/clock/", zone=said)
    assert (refused.status_code, words.NO_ZONE.replace("'", "&#39;") in refused.content.decode()) == (422, True)
    manager.person.refresh_from_db()
    assert manager.person.zone == ""
    assert Event.objects.filter(kind="round-changed").count() == 0
