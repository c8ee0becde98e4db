"""The log tells who did what when, cannot be changed unseen, and leads to nobody's answer."""

import threading

import anyshire
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from portal.audit.models import BEGINNING, Event, NeverChanged
from portal.audit.recording import KINDS, Kind, NotRecorded, record
from portal.councils.models import Area
from portal.people.inviting import Offer, invite
from portal.people.rules import Role
from somebody import somebody


@pytest.fixture
def areas(db, tmp_path):
    return anyshire.load_areas(tmp_path)


def three(db=None):
    return [record(Kind.SIGNED_IN, actor="person:1", thing="person:1") for _ in range(3)]


def test_each_event_holds_the_digest_of_the_one_before(db):
    first, second, third = three()
    assert (first.before, second.before, third.before) == (BEGINNING, first.digest, second.digest)
    assert [event.number for event in Event.objects.all()] == [3, 2, 1]


def test_an_event_is_never_changed_or_removed(db):
    event = three()[0]
    event.actor = "person:2"
    for change in (event.save, event.delete, Event.objects.all().delete, lambda: Event.objects.update(actor="x")):
        with pytest.raises(NeverChanged, match="Record a new event"):
            change()
    assert set(Event.objects.values_list("actor", flat=True)) == {"person:1"}


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="The trigger is PostgreSQL's.")
@pytest.mark.parametrize("statement", ["UPDATE audit_event SET actor = 'x'", "DELETE FROM audit_event"])
def test_the_database_refuses_it_too(db, statement):
    three()
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def changed(statement, *values):
    """As somebody with the database's own password would."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER audit_never_changed")
        cursor.execute(statement, values)
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE audit_event ENABLE TRIGGER audit_never_changed")


def test_a_whole_log_is_found_whole(db, capsys):
    call_command("check_audit")
    assert capsys.readouterr().out == "The log is empty.\n"
    last = three()[-1]
    call_command("check_audit", last=last.digest)
    assert capsys.readouterr().out == (
        f"3 events, all as they were recorded. Keep this digest somewhere else: {last.digest}\n"
    )


@pytest.mark.parametrize(
    ("statement", "wrong"),
    [
        ("UPDATE audit_event SET actor = 'person:9' WHERE number = 2", 2),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00+00:00' WHERE number = 3", 3),
        ("UPDATE audit_event SET area = 'E10900001' WHERE number = 1", 1),
        ("DELETE FROM audit_event WHERE number = 2", 3),
        ("DELETE FROM audit_event WHERE number = 1", 2),
    ],
)
def test_whatever_is_changed_or_left_out_is_found(db, statement, wrong):
    three()
    changed(statement)
    with pytest.raises(CommandError, match=f"^Event {wrong} is not as it was recorded"):
        call_command("check_audit")


def test_an_end_that_was_cut_off_is_found_by_a_digest_kept_elsewhere(db):
    last = three()[-1]
    changed("DELETE FROM audit_event WHERE number = 3")
    call_command("check_audit")
    with pytest.raises(CommandError, match="its end was cut off"):
        call_command("check_audit", last=last.digest)


def test_an_event_says_no_more_than_its_kind_may(db):
    for detail in ({"answer": "never"}, {"by": "x" * 121}):
        with pytest.raises(NotRecorded):
            record(Kind.SIGN_IN_FAILED, actor="somebody", thing="person:1", detail=detail)
    assert {key for entry in KINDS.values() for key in entry.may_hold} == {
        "by", "change", "format", "how_many", "role", "verbs", "what",
    }  # fmt: skip


def test_nothing_a_respondent_does_is_written_down(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").open("review/").send()
    assert "Thank you" in " ".join(parent.words)
    assert Event.objects.count() == 0


def told():
    return [(event.kind, event.area) for event in Event.objects.order_by("number")]


def test_coming_in_is_written_down(areas):
    somebody(Role.MANAGER, anyshire.ANYSHIRE)
    assert told() == [
        ("invited", anyshire.ANYSHIRE),
        ("invitation-taken-up", anyshire.ANYSHIRE),
        ("signed-in", ""),
    ]
    assert next(event.actor for event in Event.objects.order_by("number")) == "operator"


def test_wrong_second_factors_codes_and_passwords_are_written_down(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    anna.person.set_password("correct horse battery")
    anna.person.save()
    before = Event.objects.count()
    eve = Client()
    eve.post("/account/sign-in/password/", {"login": anna.person.email, "password": "wrong"})
    eve.post("/account/sign-in/password/", {"login": "nobody@example.org", "password": "wrong"})
    eve.post("/account/sign-in/", {"email": anna.person.email})
    eve.post("/account/sign-in/code/", {"code": "WRONG2"})
    eve = Client()
    eve.post("/account/sign-in/password/", {"login": anna.person.email, "password": "correct horse battery"})
    eve.post("/account/sign-in/second/", {"code": "000000"})
    assert [kind for kind, _ in told()[before:]] == ["sign-in-failed", "sign-in-failed", "second-factor-failed"]


def test_the_log_holds_no_address_and_no_name(areas):
    somebody(Role.MANAGER, anyshire.ANYSHIRE, email="anna@anyshire.example")
    assert [row for row in Event.objects.values_list() if "anna" in str(row).lower()] == []


def test_what_is_not_kept_is_not_told(areas):
    offer = Offer("x@example.org", Role.READER, Area.objects.first())
    with transaction.atomic():
        invite(offer, by=None, now=timezone.now())
        assert Event.objects.count() == 1
        transaction.set_rollback(True)
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_events_at_the_same_moment_stand_one_after_the_other():
    gate = threading.Barrier(4)

    def write():
        gate.wait()
        for _ in range(5):
            record(Kind.SIGNED_IN, actor="person:1", thing="person:1")
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Event.objects.count() == 20
    call_command("check_audit")
