"""What the portal remembers of a key and of a round is proved by each write: nobody gets in by what was true a moment ago."""

import threading
from datetime import date, timedelta

import anyshire
import pytest
from calling import computer, person
from django.db import DataError, connection
from django.utils import timezone

from portal.api import allowance, one_commit, receiving
from portal.api.models import Token
from portal.api.one_commit import Request
from portal.capture.models import Response
from portal.councils import remembering, scope
from portal.questionnaires.models import Version
from portal.rounds.models import Round

on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite is asked afresh each time")


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()
    remembering.forget()


@pytest.fixture
def system(world):
    """Another computer that has sent three times, so that all it relies on is remembered."""
    one = computer()
    assert [one.send(age=age).status_code for age in (3, 4, 5)] == [201] * 3
    return one


def stored():
    with scope.everywhere("a test"):
        return Response.objects.count()


def problem(answer):
    return answer.json()["type"].removeprefix("urn:poet:")


def test_a_key_that_was_ended_opens_nothing_from_its_next_request_on(system):
    Token.objects.update(revoked=timezone.now())
    assert (problem(system.send(age=6)), stored()) == ("no-token", 3)


def test_a_key_that_has_expired_since_opens_nothing(system):
    Token.objects.update(expires=timezone.now())
    assert (problem(system.send(age=6)), stored()) == ("no-token", 3)


def test_a_key_whose_maker_has_left_opens_nothing(world):
    maker = person()
    one = computer(maker)
    assert [one.send(age=age).status_code for age in (3, 4, 5)] == [201] * 3
    maker.roles.all().delete()
    assert (problem(one.send(age=6)), stored()) == ("not-allowed", 3)


def test_what_was_carried_out_is_not_told_again_to_a_key_that_has_ended(system):
    assert system.send("the-same-request", age=6).status_code == 201
    Token.objects.update(revoked=timezone.now())
    assert (problem(system.send("the-same-request", age=6)), stored()) == ("no-token", 4)


def test_a_round_that_has_closed_since_takes_nothing(system):
    Round.objects.update(closes=timezone.now() - timedelta(minutes=1))
    assert (problem(system.send(age=6)), stored()) == ("closed", 3)
    Round.objects.update(closes=timezone.now() + timedelta(days=1))
    assert (system.send(age=6).status_code, stored()) == (201, 4)


def test_a_refusal_is_never_made_of_memory(system):
    Round.objects.update(closes=timezone.now() - timedelta(minutes=1))
    assert problem(system.send(age=6)) == "closed"
    Round.objects.update(closes=timezone.now() + timedelta(days=1))
    assert system.send(age=6).status_code == 201


def test_a_request_counts_once_though_it_is_carried_out_anew(system, settings):
    """The first of a minute that is all used up is refused; no request uses up two."""
    settings.API_RATE = 4
    allowance.forget()
    key = Token.objects.get()
    key.allowance.delete()
    Token.objects.update(name="Another name", last_seen=None)  # what is remembered does not hold any more
    assert [system.send(age=6).status_code for _ in range(5)] == [201] * 4 + [429]


@on_postgresql
def test_who_sends_again_and_again_asks_for_nothing_twice(system, django_assert_num_queries):
    with django_assert_num_queries(3):  # one breath, between the marks of the test's own transaction
        assert system.send(age=6).status_code == 201


@on_postgresql
def test_nothing_is_remembered_of_a_key_that_is_not_there(system):
    before = len(remembering._known)
    with remembering.noted():
        assert remembering.rows_of("SELECT form FROM questionnaires_version WHERE form = %s", ["not there"]) == []
    assert len(remembering._known) == before


@on_postgresql
def test_a_proof_holds_until_what_it_proves_has_changed(world):
    asked = "SELECT form, title FROM questionnaires_version WHERE form = %s"
    with remembering.noted():
        read = remembering.rows_of(asked, ["small"])
    assert read == remembering.statements.rows_of(asked, ["small"]) != []
    with remembering.trusted():
        assert remembering.rows_of(asked, ["small"]) == read
        ((proof, said),) = remembering.proofs()
    with connection.cursor() as cursor:
        cursor.execute(proof, said)
    Version.objects.filter(form="small").update(title="Other")
    with pytest.raises(DataError), connection.cursor() as cursor:
        cursor.execute(proof, said)


@on_postgresql
def test_what_is_remembered_in_one_scope_is_unknown_in_another(world):
    asked = "SELECT form FROM questionnaires_version WHERE form = %s"
    with remembering.noted(), scope.within({anyshire.ANYSHIRE}):
        remembering.rows_of(asked, ["small"])
    with remembering.trusted(), scope.within({anyshire.OTHERSHIRE}), pytest.raises(remembering.Unknown):
        remembering.rows_of(asked, ["small"])


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_of_those_who_wait_together_only_who_relies_on_what_is_no_longer_so_is_refused(world, monkeypatch):
    held, go, told, real = threading.Event(), threading.Event(), {}, one_commit.statements

    def statements(group):
        if not held.is_set():
            held.set()
            assert go.wait(10)
        yield from real(group)

    monkeypatch.setattr(one_commit, "statements", statements)

    def send(number, proof):
        with scope.within({anyshire.ANYSHIRE}):
            try:
                one_commit.write(Request((f"{number:064}", "body", date(2026, 11, 28)), [], (proof,)))
                told[number] = "stored"
            except DataError:
                told[number] = "refused"
        connection.close()

    holds, fails = ("SELECT 1 / %s", (1,)), ("SELECT 1 / %s", (0,))
    callers = [threading.Thread(target=send, args=(n, proof)) for n, proof in enumerate((holds, holds, fails, holds))]
    callers[0].start()
    assert held.wait(10)
    for one in callers[1:]:
        one.start()
    go.set()
    for one in callers:
        one.join(20)
    assert told == {0: "stored", 1: "stored", 2: "refused", 3: "stored"}
