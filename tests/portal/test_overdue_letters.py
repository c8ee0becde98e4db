"""What is overdue is told by e-mail to who leads the plan: once, to nobody who wants no more, and not at night."""

from datetime import time, timedelta
from threading import Thread

import anyshire
import pytest
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

import mailing
from portal.audit.models import Event
from portal.councils import scope
from portal.engagement.models import Action, Overdue, Plan
from portal.engagement.reminding import CLAIM, Reminding
from portal.outreach import silencing
from portal.people.models import Person
from portal.people.rules import Role
from somebody import somebody


@pytest.fixture
def mail(settings):
    with mailing.server() as there:
        mailing.names(settings, there.port)
        yield there


@pytest.fixture
def late(world, settings):
    """An action of Anyshire whose day was yesterday; its manager, and one of Othershire."""
    for area in (anyshire.ANYSHIRE, anyshire.OTHERSHIRE):
        somebody(Role.MANAGER, area)
    Person.objects.update(made_up=False)
    plan = Plan.objects.create(round=world.round, area_id=anyshire.ANYSHIRE, version=world.version)
    yesterday = timezone.localdate() - timedelta(days=1)
    said = {"plan": plan, "claim": "c", "item": "i", "label": "l", "finding": "f", "owner": "SEND manager", "turn": 1}
    Action.objects.create(what="Answered in time", due=yesterday, state="done", **said)
    Action.objects.create(what="Still to come", due=yesterday + timedelta(days=2), **said)
    return Action.objects.create(what="Write to every family", due=yesterday, **said)


@pytest.fixture
def manager(late):
    return Person.objects.get(roles__area=anyshire.ANYSHIRE)


def run(at=None):
    work = Reminding(lambda: at or timezone.now())
    work.run()
    return work


def test_a_manager_is_told_once_what_is_overdue_and_where_to_say_how_it_stands(mail, late, manager):
    assert (run().sent, run().sent) == (1, 0)
    (letter,) = mail.letters
    assert list(mail.got) == [manager.email]
    said = mailing.plain(letter)
    assert "Write to every family" in said
    assert "Answered in time" not in said
    assert "Still to come" not in said
    assert f"/action-plans/autumn/{anyshire.ANYSHIRE}/small/" in said
    assert letter["List-Unsubscribe"] == f"<{silencing.link_for(anyshire.ANYSHIRE, manager.email)}>"
    assert Event.objects.filter(kind="engagement-changed", area=anyshire.ANYSHIRE).count() == 1


def test_a_new_day_that_passes_too_is_told_again(mail, late):
    run()
    Action.objects.filter(pk=late.pk).update(due=late.due - timedelta(days=3))
    assert run().sent == 1


def test_who_asked_for_no_more_and_who_has_left_are_not_written_to(mail, late, manager):
    silencing.silence(anyshire.ANYSHIRE, silencing.digest_of(anyshire.ANYSHIRE, manager.email), "asked")
    assert run().sent == 0
    manager.is_active = False
    manager.save()
    assert (run().sent, mail.letters, Overdue.objects.count()) == (0, [], 0)


def test_nobody_is_written_to_at_a_quiet_hour(mail, late, settings):
    settings.QUIET = (time(20), time(8), frozenset())
    night = timezone.localtime().replace(hour=23, minute=0)
    assert "at this hour" in run(night).trouble
    assert mail.letters == []
    assert run(night + timedelta(hours=10)).sent == 1


def test_where_the_server_does_not_take_a_letter_now_it_is_tried_again(mail, late, manager):
    mail.says[manager.email] = "451 later"
    assert (run().sent, Overdue.objects.count()) == (0, 0)
    mail.says.clear()
    assert run().sent == 1


def test_where_a_worker_died_in_the_middle_another_takes_over(mail, late, manager):
    Overdue.objects.create(action=late, due=late.due, person=manager, claim="gone", at=timezone.now())
    assert run().sent == 0
    Overdue.objects.update(at=timezone.now() - 2 * CLAIM)
    assert run().sent == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_tells(mail, late):
    mail.slow = 0.2

    def work():
        try:
            run()
        finally:
            connections.close_all()

    working = [Thread(target=work) for _ in range(2)]
    for one in working:
        one.start()
    for one in working:
        one.join()
    assert len(mail.letters) == 1


def test_the_command_says_what_it_did_and_needs_a_mail_server(mail, late, capsys):
    call_command("remind_actions")
    assert capsys.readouterr().out == "Letters about overdue actions sent: 1.\n"


def test_another_area_sees_nothing_of_it(mail, late):
    run()
    with scope.within({anyshire.OTHERSHIRE}):
        assert Overdue.objects.count() == 0
