"""A passkey is added on its page and opens the account, alone or as second factor, on this site and once for each asking."""

import html
import json
import re

import anyshire
import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from passkey import Passkey

from portal.audit.models import Event
from portal.people.rules import Role
from somebody import code_in, somebody

ANNA = "anna@anyshire.example"
ADD, SIGN_IN = "/account/second/passkeys/add/", "/account/sign-in/passkey/"
SECOND = "/account/sign-in/second/"


@pytest.fixture(autouse=True)
def as_it_is_served(settings):
    """Behind TLS: a portal that is served so takes no other origin."""
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False
    settings.ACCOUNT_RATE_LIMITS = settings.MFA_RATE_LIMITS = False


@pytest.fixture
def anna(db, tmp_path):
    anyshire.load_areas(tmp_path)
    return proved(somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA))


def proved(who):
    """Somebody who has just said once more who they are: without it no passkey is added or removed."""
    who.post("/account/again/code/", code=who.code())
    return who


def asked_on(page):
    """What a page asks the browser for."""
    return json.loads(html.unescape(re.search(r'data-options="([^"]*)"', page.content.decode())[1]))


def added(anna, key, **more):
    credential = key.made(asked_on(anna.get(ADD)))
    return anna.post(ADD, credential=credential, name="My laptop", **more)


def passkeys():
    return Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count()


def asks(client):
    """What the button that signs in with a passkey is told."""
    return client.get(SIGN_IN, headers={"X-Requested-With": "XMLHttpRequest"}).json()["request_options"]


def is_in(client):
    return ANNA in client.get("/account/", follow=True).content.decode()


def by_code(client):
    """As far as the second factor."""
    client.post("/account/sign-in/", {"email": ANNA})
    return client.post("/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body)})


@pytest.mark.django_db(transaction=True)
def test_a_passkey_that_was_added_signs_in_alone(anna):
    key = Passkey()
    assert added(anna, key, passwordless="on").status_code == 302
    assert passkeys() == 1
    assert "My laptop" in anna.words("/account/second/passkeys/")
    assert Event.objects.filter(kind="second-factor-added").exists()
    assert mail.outbox[-1].to == [ANNA], "whoever's account it is hears of it"
    other = Client()
    assert other.post(SIGN_IN, {"credential": key.used(asks(other))}).status_code == 302
    assert is_in(other)


def test_a_passkey_is_a_second_factor_after_a_code_by_e_mail(anna):
    key = Passkey(verifies=False)
    added(anna, key)
    other = Client()
    assert by_code(other).headers["Location"].startswith(SECOND)
    assert not is_in(other)
    other.post(SECOND, {"credential": key.used(asked_on(other.get(SECOND)))})
    assert is_in(other)


def test_a_passkey_that_does_not_ask_who_holds_it_does_not_sign_in_alone(anna):
    key = Passkey(verifies=False)
    assert added(anna, key, passwordless="on").status_code == 200
    assert passkeys() == 0
    added(anna, key)
    other = Client()
    other.post(SIGN_IN, {"credential": key.used(asks(other))})
    assert not is_in(other)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://testserver.example"},
        {"origin": "http://testserver"},
        {"origin": "https://evil.example", "host": "evil.example"},
        {"host": "evil.example"},
    ],
)
def test_a_passkey_of_another_site_is_neither_added_nor_opens_anything(anna, lie):
    assert added(anna, Passkey(**lie), passwordless="on").status_code == 200
    assert passkeys() == 0
    key = Passkey()
    added(anna, key, passwordless="on")
    for name, said in lie.items():
        setattr(key, name, said)
    other = Client()
    other.post(SIGN_IN, {"credential": key.used(asks(other))})
    assert not is_in(other)


def test_what_a_passkey_said_is_good_once(anna):
    key = Passkey()
    added(anna, key, passwordless="on")
    one, again, third = Client(), Client(), Client()
    said = key.used(asks(one))
    one.post(SIGN_IN, {"credential": said})
    assert is_in(one)
    one.post("/account/sign-out/")
    one.post(SIGN_IN, {"credential": said})
    assert not is_in(one), "in the browser that it was said in, signed out since"
    asks(again)
    again.post(SIGN_IN, {"credential": said})
    assert not is_in(again), "in a browser that was asked something else"
    third.post(SIGN_IN, {"credential": said})
    assert not is_in(third), "in a browser that was asked nothing"


def test_what_was_said_to_make_a_passkey_is_good_once(anna):
    said = Passkey().made(asked_on(anna.get(ADD)))
    anna.post(ADD, credential=said, name="One")
    assert anna.post(ADD, credential=said, name="Two").status_code == 200
    assert passkeys() == 1


def test_a_passkey_opens_the_account_that_it_was_made_for_and_no_other(anna):
    mine, theirs = Passkey(), Passkey()
    added(anna, mine, passwordless="on")
    other = proved(somebody(Role.MANAGER, anyshire.OTHERSHIRE, email="otto@othershire.example"))
    added(other, theirs, passwordless="on")
    theirs.handle = mine.handle  # it says that it is Anna's
    client = Client()
    client.post(SIGN_IN, {"credential": theirs.used(asks(client))})
    assert not is_in(client)
    assert by_code(client).headers["Location"].startswith(SECOND)
    client.post(SECOND, {"credential": theirs.used(asked_on(client.get(SECOND)))})
    assert not is_in(client)


def test_a_passkey_that_was_removed_opens_nothing_and_is_only_ones_own_to_remove(anna):
    key = Passkey()
    added(anna, key, passwordless="on")
    kept = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    place = f"/account/second/passkeys/{kept.pk}/remove/"
    stranger = proved(somebody(Role.MANAGER, anyshire.OTHERSHIRE, email="otto@othershire.example"))
    assert stranger.get(place).status_code == 404
    assert stranger.post(place).status_code == 404
    assert anna.post(place).status_code == 302
    other = Client()
    other.post(SIGN_IN, {"credential": key.used(asks(other))})
    assert not is_in(other)


@pytest.mark.parametrize(
    "rubbish",
    ["", "no json", "1", "[]", '"x"', "null", "{}", '{"response": 5}', '{"id": "x", "rawId": "é", "response": {}}',
     '{"id": "AA", "rawId": "AA", "type": "public-key", "response": {"clientDataJSON": "AA", "attestationObject": "AA",'
     ' "authenticatorData": "AA", "signature": "AA", "userHandle": "AA"}}'],
)  # fmt: skip
def test_rubbish_in_place_of_a_passkey_is_refused_and_breaks_nothing(anna, rubbish):
    anna.get(ADD)
    assert anna.post(ADD, credential=rubbish, name="x").status_code == 200
    client = Client()
    asks(client)
    assert client.post(SIGN_IN, {"credential": rubbish}).status_code == 302
    assert not is_in(client)
