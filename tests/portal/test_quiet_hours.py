"""A council sets when nobody of its area is written to; where it sets nothing the hours of the installation hold."""

from datetime import UTC, datetime, time, timedelta

import anyshire
import pytest
from django.utils import timezone

import mailing
from portal.audit.models import Event
from portal.engagement.models import Action, Plan
from portal.engagement.reminding import Reminding
from portal.outreach import listing, planning, quiet_words, words
from portal.outreach.models import InvitationList, QuietHours
from portal.outreach.outbox import Sending
from portal.outreach.quiet import Quiet, is_quiet, loud_from, quiet_in
from portal.people.models import Person
from portal.people.rules import Role
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PLACE = f"/areas/{HERE}/quiet-hours/"
NIGHT = (time(20), time(8), frozenset({6}))
NONE = Quiet(time(), time(), frozenset())


@pytest.fixture
def post(settings):
    with mailing.server() as server:
        mailing.names(settings, server.port)
        settings.QUIET = NIGHT
        yield server


@pytest.fixture
def manager(world, settings):
    settings.QUIET = NIGHT
    return somebody(Role.MANAGER, HERE)


def own(area: str, begins: time, ends: time, days: str = "") -> QuietHours:
    return QuietHours.objects.create(area_id=area, begins=begins, ends=ends, days=days, changed=timezone.localdate())


def tomorrow(hour: int, minute: int = 0) -> datetime:
    """Tomorrow at a time of day, or the day after where tomorrow is a Sunday."""
    day = timezone.localdate() + timedelta(days=1)
    day += timedelta(days=day.weekday() == 6)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def invites(link, name: str) -> InvitationList:
    """Ten people of an area whose letters are due."""
    made = listing.make(
        link, name="Parents", addresses=[f"{name}{at}@example.org" for at in range(10)], on=timezone.localdate()
    )
    InvitationList.objects.filter(pk=made.pk).update(by_mail=True)
    made.refresh_from_db()
    planning.begin(made, "portal.example", timezone.now())
    return made


def sends(at: datetime) -> Sending:
    sending = Sending(lambda: at)
    sending.run()
    return sending


def test_a_manager_sets_the_hours_of_the_area_and_the_page_says_whose_they_are(manager):
    assert "From 20:00 to 08:00 or on Sundays. This is how the whole portal is set." in manager.words(PLACE)
    assert manager.post(PLACE, begins="18:30", ends="9.15", days=["5", "6"]).status_code == 303
    assert "From 18:30 to 09:15 or on Saturdays and Sundays. The council has set this." in manager.words(PLACE)
    assert quiet_in(HERE) == Quiet(time(18, 30), time(9, 15), frozenset({5, 6}))
    assert quiet_in(THERE) == Quiet(*NIGHT)
    (event,) = Event.objects.filter(kind="organisation-changed")
    assert (event.area, event.thing, event.detail) == (HERE, HERE, {"change": quiet_words.QUIET_CHANGED})


def test_a_council_goes_back_to_the_hours_of_the_installation(manager):
    own(HERE, time(18), time(9))
    for _ in range(2):
        assert manager.post(PLACE, do="installation").status_code == 303
    assert quiet_in(HERE) == Quiet(*NIGHT)
    assert Event.objects.filter(detail={"change": quiet_words.QUIET_CHANGED}).count() == 1


def test_a_council_may_have_no_quiet_hours_at_all(manager):
    assert manager.post(PLACE, begins="", ends="").status_code == 303
    assert quiet_in(HERE) == NONE
    assert "There is no such hour. The council has set this." in manager.words(PLACE)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"begins": "24:00", "ends": "08:00"}, quiet_words.TIME_ODD),
        ({"begins": "20:00", "ends": ""}, quiet_words.TIME_ODD),
        ({"begins": "٢٠:٠٠", "ends": "08:00"}, quiet_words.TIME_ODD),
        ({"begins": "", "ends": "", "days": list("0123456")}, quiet_words.EVERY_DAY_QUIET),
    ],
)
def test_what_is_no_time_is_refused_and_a_whole_quiet_week_too(manager, said, told):
    answer = manager.post(PLACE, **said)
    assert answer.status_code == 422
    assert told in anyshire.Reader(answer.content.decode()).words
    assert QuietHours.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_letters_of_one_area_wait_while_those_of_another_go(world, post):
    own(HERE, time(16), time(10))
    invites(world.links[HERE], "here")
    invites(world.links[THERE], "there")
    sends(tomorrow(17))
    assert set(post.got) == {f"there{at}@example.org" for at in range(10)}
    assert sends(tomorrow(17)).trouble == words.QUIET_NOW
    assert sends(tomorrow(10)).done["sent"] == 10
    assert set(post.got) == {f"{name}{at}@example.org" for name in ("here", "there") for at in range(10)}


@pytest.mark.django_db(transaction=True)
def test_where_the_installation_sleeps_an_area_that_does_not_is_written_to(world, post):
    own(HERE, time(), time())
    invites(world.links[HERE], "here")
    invites(world.links[THERE], "there")
    sends(tomorrow(23))
    assert set(post.got) == {f"here{at}@example.org" for at in range(10)}


@pytest.mark.django_db(transaction=True)
def test_a_reminder_waits_for_the_hours_of_its_area(world, post):
    made = listing.make(
        world.links[HERE], name="Parents", addresses=[f"a{at}@example.org" for at in range(10)], on=timezone.localdate()
    )
    InvitationList.objects.filter(pk=made.pk).update(by_mail=True, reminders=1, between=3)
    made.refresh_from_db()
    own(HERE, time(16), time(10), "6")
    planning.begin(made, "portal.example", timezone.now())
    sends(tomorrow(12))
    later = tomorrow(12) + timedelta(days=8)
    later += timedelta(days=later.weekday() == 6)
    assert sends(later.replace(hour=9, minute=59)).trouble == words.QUIET_NOW
    assert len(post.letters) == 10
    assert sends(later.replace(hour=10)).done["sent"] == 10


@pytest.mark.django_db(transaction=True)
def test_what_is_overdue_is_told_outside_of_the_hours_of_the_area(world, post):
    for area in (HERE, THERE):
        somebody(Role.MANAGER, area)
        plan = Plan.objects.create(round=world.round, area_id=area, version=world.version)
        due = timezone.localdate() - timedelta(days=1)
        Action.objects.create(
            plan=plan, what="Write", due=due, claim="c", item="i", label="l", finding="f", owner="Team", turn=1
        )
    Person.objects.update(made_up=False)
    own(HERE, time(16), time(10))
    work = Reminding(lambda: tomorrow(17))
    work.run()
    assert (work.sent, list(post.got)) == (1, [Person.objects.get(roles__area=THERE).email])
    work.run()
    assert (work.sent, work.trouble != "") == (1, False)
    again = Reminding(lambda: tomorrow(10))
    again.run()
    assert again.sent == 1


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kept", "now", "then"),
    [
        # Over midnight, in winter and in summer: 20:00 in London is 19:00 UTC from April to October.
        ((time(20), time(8)), utc(1, 14, 20), utc(1, 15, 8)),
        ((time(20), time(8)), utc(1, 15, 7, 59), utc(1, 15, 8)),
        ((time(20), time(8)), utc(7, 14, 19), utc(7, 15, 7)),
        ((time(20), time(8)), utc(7, 14, 18, 59), utc(7, 14, 18, 59)),
        # The night on which clocks are put forward is an hour shorter, the one on which they are put back an hour longer.
        ((time(20), time(8)), utc(3, 28, 21), utc(3, 29, 7)),
        ((time(20), time(8)), utc(10, 24, 19), utc(10, 25, 8)),
        # 01:30 is skipped on 29 March, and shown twice on 25 October: by the clock the second half hour is quiet as well.
        ((time(1), time(1, 30)), utc(3, 29, 1), utc(3, 29, 1)),
        ((time(1), time(1, 30)), utc(10, 25, 0, 10), utc(10, 25, 0, 30)),
        ((time(1), time(1, 30)), utc(10, 25, 0, 40), utc(10, 25, 0, 40)),
        ((time(1), time(1, 30)), utc(10, 25, 1, 10), utc(10, 25, 1, 30)),
    ],
)
def test_the_quiet_ends_by_the_clock_of_the_people_on_every_night_of_the_year(kept, now, then):
    hours = Quiet(*kept, frozenset())
    assert (
        loud_from(now, hours).timestamp() == then.timestamp()
    )  # a time that is shown twice equals none in another zone
    assert is_quiet(now, hours) == (now != then)
    assert not is_quiet(then, hours)


@pytest.mark.parametrize("at", [utc(3, 29, 1, 30), utc(10, 25, 0, 30), utc(10, 25, 1, 30)])
def test_where_nothing_is_quiet_the_hour_that_clocks_show_twice_is_not_either(at):
    assert not is_quiet(at, NONE)
    assert loud_from(at, NONE) is at


def test_a_quiet_day_is_a_whole_day_of_the_clock(world):
    """Sunday 25 October 2026 has 25 hours."""
    sunday = Quiet(time(), time(), frozenset({6}))
    assert loud_from(utc(10, 24, 23), sunday) == utc(10, 26, 0)
    assert not is_quiet(utc(10, 24, 22, 59), sunday)
