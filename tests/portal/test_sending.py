"""Sending: once, whatever happens; and what is said where it cannot be done."""

import threading
from datetime import timedelta

import anyshire
import pytest
from django.db import close_old_connections, connections
from django.utils import timezone

from portal.capture import keeping
from portal.capture.models import Draft, Receipt, Response
from portal.capture.submitting import AlreadySent, Closed, Lost, NothingSaid, Submitted, submit
from portal.councils import scope
from portal.rounds.models import GRACE, Round


def begun(link, **said):
    return Draft.objects.create(
        key=keeping.new_key(), link=link, answers=said or {"age": "4"}, touched=timezone.localdate()
    )


def moved(asking, **times):
    Round.objects.filter(pk=asking.pk).update(**times)


def test_a_draft_is_sent_once(world):
    key = begun(world.link).key
    outcomes = [type(submit(draft_key=key, now=timezone.now())) for _ in range(3)]
    assert outcomes == [Submitted, AlreadySent, AlreadySent]
    assert (Response.objects.count(), Draft.objects.count()) == (1, 0)


def test_a_receipt_does_not_lead_to_the_response(world):
    key = begun(world.link).key
    submit(draft_key=key, now=timezone.now())
    assert {field.name for field in Receipt._meta.get_fields()} == {"digest", "touched"}
    assert key not in str(Receipt.objects.values().get())


def test_an_unknown_draft_is_lost(world):
    assert submit(draft_key=keeping.new_key(), now=timezone.now()) == Lost()


def test_a_draft_without_answers_is_not_stored(world):
    draft = begun(world.link)
    Draft.objects.update(answers={})
    assert submit(draft_key=draft.key, now=timezone.now()) == NothingSaid()
    assert (Response.objects.count(), Draft.objects.count()) == (0, 1)


def test_what_was_begun_may_be_sent_until_a_day_after_the_round_closed(world):
    key, closes = begun(world.link).key, world.round.closes
    late = closes + GRACE
    assert submit(draft_key=key, now=late) == Closed()
    assert Draft.objects.count() == 1
    assert submit(draft_key=key, now=late - timedelta(seconds=1)) == Submitted()


def test_a_second_click_shows_the_same_thank_you(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").open("review/")
    pages = [parent.post("review/", {}).words for _ in range(2)]
    assert pages[0] == pages[1]
    assert (parent.status, Response.objects.count()) == (200, 1)


def test_back_and_send_again_shows_the_same_thank_you(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").open("review/")
    review = parent.page
    thanked = parent.send().words
    parent.page = review
    assert parent.send().words == thanked
    assert Response.objects.count() == 1


def test_sent_answers_cannot_be_changed_from_an_old_page(world):
    parent = anyshire.Parent(world.link).open().send()
    question = parent.page
    parent.send(age="4").open("review/").send()
    parent.page = question
    parent.send(age="5")
    assert (parent.status, parent.words.count("These answers have been sent already")) == (409, 1)
    assert ([response.answers for response in Response.objects.all()], Draft.objects.count()) == ([{"age": "4"}], 0)


def test_after_sending_somebody_else_can_answer_on_the_same_device(world):
    parent = anyshire.Parent(world.link)
    for age in ("4", "5"):
        parent.open().send().send(age=age).open("review/").send()
    assert sorted(response.answers["age"] for response in Response.objects.all()) == ["4", "5"]


def test_no_thank_you_without_a_stored_response(world):
    parent = anyshire.Parent(world.link).open("thanks/")
    assert parent.address == f"/a/{world.link.token}/"


@pytest.mark.django_db(transaction=True)
def test_two_threads_sending_one_draft_store_it_once(tmp_path):
    link = anyshire.world(tmp_path).link
    for _ in range(10):
        key = begun(link).key
        outcomes, gate = [], threading.Barrier(4)

        def send(key=key, gate=gate, outcomes=outcomes):
            close_old_connections()
            gate.wait()
            with scope.holding(link.token):
                outcomes.append(type(submit(draft_key=key, now=timezone.now())))
            connections.close_all()

        threads = [threading.Thread(target=send) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcome.__name__ for outcome in outcomes) == ["AlreadySent"] * 3 + ["Submitted"]
    assert Response.objects.count() == 10


@pytest.mark.django_db(transaction=True)
def test_two_tabs_saving_at_once_keep_both_answers(tmp_path):
    link = anyshire.world(tmp_path).link
    key, gate = begun(link).key, threading.Barrier(2)

    def save(cells):
        gate.wait()
        with scope.holding(link.token):
            keeping.keep(draft_key=key, link=link.token, cells=cells, today=timezone.localdate())
        connections.close_all()

    threads = [threading.Thread(target=save, args=[cells]) for cells in ({"needs": "none"}, {"anything": "x"})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Draft.objects.get().answers == {"age": "4", "needs": "none", "anything": "x"}


def test_a_closed_round_says_so_and_what_to_do(world):
    closed = timezone.now() - timedelta(days=3)
    moved(world.round, opens=closed - timedelta(days=30), closes=closed)
    for place in ("", "q/age/", "review/", "thanks/"):
        parent = anyshire.Parent(world.link).open(place)
        assert (parent.status, parent.words.count("This questionnaire has closed")) == (410, 1)


def test_a_round_not_open_yet_says_when_it_opens(world):
    opens = timezone.now() + timedelta(days=3)
    moved(world.round, opens=opens, closes=opens + timedelta(days=9))
    parent = anyshire.Parent(world.link).open()
    day = timezone.localtime(opens)
    assert (parent.status, parent.words.count(f"It opens on {day.day} {day:%B %Y}.")) == (403, 1)


def test_just_after_closing_only_what_was_begun_goes_on(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4")
    moved(world.round, closes=timezone.now() - timedelta(hours=1))
    assert anyshire.Parent(world.link).open().status == 410
    parent.open("review/").send()
    assert (parent.address, Response.objects.count()) == (f"/a/{world.link.token}/thanks/", 1)


def test_a_round_that_closes_while_somebody_answers_keeps_the_draft(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").open("review/")
    moved(world.round, closes=timezone.now() - timedelta(days=2))
    parent.send()
    assert (parent.status, Draft.objects.count(), Response.objects.count()) == (410, 1, 0)


@pytest.mark.parametrize("token", ["nosuchlink22", "x", "a" * 200, "Robert"])
def test_an_unknown_link_says_what_to_do(db, client, token):
    response = client.get(f"/a/{token}/")
    assert response.status_code == 404
    assert "This link does not lead to a questionnaire" in anyshire.Reader(response.content.decode()).words


def test_a_lost_cookie_half_way_loses_nothing(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").lose_cookies()
    parent.send(has_budget="no").send(needs="none").open("review/").send()
    assert [response.answers for response in Response.objects.all()] == [
        {"age": "4", "has-budget": "no", "needs": "none"}
    ]


def test_a_browser_without_cookies_can_answer_to_the_end(world):
    parent = anyshire.Parent(world.link, keeps_cookies=False).open().send()
    for said in ({"age": "4"}, {"has_budget": "no"}, {"needs": "none"}, {"information": "always"}, {"anything": "x"}):
        parent.send(**said)
    parent.send()
    assert (
        parent.words.count(
            "Your answers are safely with us. They will be read together with those of other people in Anyshire."
        )
        == 1
    )
    assert [response.answers for response in Response.objects.all()] == [
        {"age": "4", "has-budget": "no", "needs": "none", "information": "always", "anything": "x"}
    ]


def test_a_session_lost_with_its_form_says_how_to_find_the_answers(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").lose_cookies()
    for place in ("q/has-budget/", "review/"):
        parent.lose_cookies().open(place)
        assert (parent.status, parent.words.count("We cannot find your answers on this device")) == (404, 1)


def test_a_page_that_is_in_no_questionnaire_is_named_as_such(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").open("q/nothing/")
    assert (parent.status, parent.words.count("This questionnaire has no such page")) == (404, 1)


def test_a_page_that_is_not_asked_leads_on(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4").send(has_budget="no").open("q/weekly/")
    assert parent.at == "q/needs"


def test_a_draft_belongs_to_its_link(world):
    parent = anyshire.Parent(world.link).open().send().send(age="4")
    other = anyshire.Parent(world.links[anyshire.OTHERSHIRE])
    other.page = parent.page
    other.post("q/age/", {"age": "9"})
    assert [draft.answers for draft in Draft.objects.all()] == [{"age": "4"}]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(world, headers):
    parent = anyshire.Parent(world.link).open().post("q/age/", {"age": "4"}, **headers)
    assert (parent.status, Draft.objects.count()) == (403, 0)


def test_a_form_sent_from_our_own_page_is_taken(world):
    own = {"sec-fetch-site": "same-origin", "origin": "http://testserver"}
    anyshire.Parent(world.link).open().post("q/age/", {"age": "4"}, **own)
    assert Draft.objects.get().answers == {"age": "4"}


def test_the_drafts_cookie_is_hidden_from_scripts_and_other_links(world):
    parent = anyshire.Parent(world.link).open()
    cookie = parent.client.cookies["draft"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["max-age"]) == (
        True,
        "Lax",
        f"/a/{world.link.token}/",
        "",
    )
    assert list(parent.client.cookies) == ["draft", "way"]


def test_drafts_and_receipts_are_forgotten_after_a_month(world):
    today = timezone.localdate()
    for days in (31, 30):
        Draft.objects.create(key=keeping.new_key(), link=world.link, answers={}, touched=today - timedelta(days=days))
        Receipt.objects.create(digest=f"{days}", touched=today - timedelta(days=days))
    assert keeping.forget(today=today) == 1
    assert (Draft.objects.count(), Receipt.objects.count()) == (1, 1)
