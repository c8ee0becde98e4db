"""The code on the thank-you page: held by whoever answered, kept nowhere, good for taking the answers back."""

import json
import re
from datetime import timedelta

import anyshire
from django.core import serializers
from django.utils import timezone

from portal.audit.models import Event
from portal.capture.models import Response
from portal.keepsakes import giving, words
from portal.keepsakes.giving import Wait, found, in_groups, withdraw
from portal.keepsakes.models import Keepsake, Tries

CODE = re.compile(r"^[2-9a-z]{4}(-[2-9a-z]{4}){3}$")


def answered(world, age="4"):
    parent = anyshire.Parent(world.link).open().send().send(age=age)
    return parent.open("review/").send()


def code_on(parent):
    return next(line for line in parent.words if CODE.match(line))


def said(client, **fields):
    answer = client.post("/keepsake", fields)
    return answer.status_code, anyshire.Reader(answer.content.decode()).words


def test_the_thank_you_shows_a_code_and_shows_it_again(world):
    parent = answered(world)
    code = code_on(parent)
    assert code_on(parent.open("thanks/")) == code
    assert code_on(answered(world)) != code


def test_the_code_is_kept_nowhere(world):
    code = code_on(answered(world))
    kept = json.dumps(
        [serializers.serialize("json", model.objects.all()) for model in (Keepsake, Response, Event, Tries)]
    )
    assert code not in kept
    assert giving.plain(code)[4:] not in kept
    one = Keepsake.objects.get()
    assert one.digest != giving._keyed("0" * 32, giving.plain(code)[4:]).hex()  # each has a salt of its own


def test_whoever_holds_the_code_finds_their_answers_and_takes_them_back(world, client):
    anyshire.sent(world.link, age="9")
    code = code_on(answered(world))
    status, page = said(client, code=code.upper().replace("-", " "))
    assert (status, words.NOT_YET in page) == (200, True)
    assert said(client, code=code, withdraw="1")[0] == 422  # the box is not ticked
    assert Response.objects.count() == 2
    status, page = said(client, code=code, withdraw="1", sure="1")
    assert (status, words.GONE in page) == (200, True)
    assert [row.answers for row in Response.objects.all()] == [{"age": "9"}]
    assert said(client, code=code)[0] == 422
    assert Event.objects.count() == 0  # no log says when


def test_a_code_that_is_none_leads_nowhere(world, client):
    answered(world)
    for code in ("", "abc", "o0i1-2222-3333-4444", in_groups("2" * 16), "x" * 5_000):
        status, page = said(client, code=code)
        assert (status, words.UNKNOWN in page) == (422, True)
    assert Response.objects.count() == 1


def test_guessing_is_held_back_at_a_place_and_altogether(world, monkeypatch):
    code, now = giving.plain(code_on(answered(world))), timezone.now()
    for letter in giving.ALPHABET[: giving.MOST_WRONG]:
        found(code[:4] + letter * 12, now)
    assert isinstance(found(code, now), Wait)
    assert isinstance(withdraw(code, now), Wait)
    assert isinstance(found(code, now + giving.WRONG_FOR), Keepsake)
    monkeypatch.setattr(giving, "MOST_WRONG_ALTOGETHER", 3)
    later = now + timedelta(hours=1)
    told = [found(first * 16, later) for first in "2345"]
    assert [isinstance(one, Wait) for one in told] == [False, False, False, True]


def test_codes_that_are_right_hold_nobody_back(world):
    code, now = code_on(answered(world)), timezone.now()
    assert all(isinstance(found(code, now), Keepsake) for _ in range(giving.MOST_WRONG * 2))


def test_a_form_from_elsewhere_takes_nothing_back(world, client):
    code = code_on(answered(world))
    headers = {"Sec-Fetch-Site": "cross-site"}
    client.post("/keepsake", {"code": code, "withdraw": "1", "sure": "1"}, headers=headers)
    assert Response.objects.count() == 1


def test_the_page_sets_no_cookie_and_asks_for_no_account(db, client):
    assert client.get("/keepsake").status_code == 200
    assert dict(client.cookies) == {}
