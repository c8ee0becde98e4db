"""People come in by invitation only, prove who they are, and leave nothing behind that a stranger could use."""

import re
from datetime import timedelta

import anyshire
import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from portal.councils.models import Area
from portal.pages import browser
from portal.people.inviting import INVITED_FOR, NotInvited, NotTakenUp, Offer, invite, take_up
from portal.people.models import Holding, Invitation, Person
from portal.people.rules import Role
from somebody import Somebody, code_in, shown, somebody

ANNA = "anna@anyshire.example"


@pytest.fixture
def areas(db, tmp_path):
    return anyshire.load_areas(tmp_path)


@pytest.fixture
def invited(areas, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call_command("invite", ANNA, role="council-manager", area=anyshire.ANYSHIRE)
    return re.search(r"/invitation/\S+/", mail.outbox[-1].body).group()


def signed_in_as(client):
    page = anyshire.Reader(client.get("/account/", follow=True).content.decode())
    return ANNA if ANNA in page.words else None


def test_the_first_person_comes_in_by_an_invitation_from_the_command_line(invited):
    client = Client()
    page = client.get(invited)
    assert page.status_code == 200
    assert "Council manager" in anyshire.Reader(page.content.decode()).words
    assert Person.objects.count() == 0
    client.post(invited, {"name": "Anna  Archer"})
    assert signed_in_as(client) == ANNA
    assert [str(one) for one in Holding.objects.all()] == ["Council manager, Anyshire"]
    assert Person.objects.get().name == "Anna Archer"


def test_an_invitation_without_a_name_says_what_to_do(invited):
    page = Client().post(invited, {"name": " "})
    assert page.status_code == 422
    assert "Enter your name, so that others know who you are." in anyshire.Reader(page.content.decode()).words
    assert Person.objects.count() == 0


def test_a_second_click_on_an_invitation_opens_nothing(invited):
    Client().post(invited, {"name": "Anna"})
    stranger = Client()
    assert stranger.get(invited).status_code == 410
    assert stranger.post(invited, {"name": "Eve"}).status_code == 410
    assert signed_in_as(stranger) is None
    assert Person.objects.get().name == "Anna"


def test_of_two_who_take_an_invitation_up_together_one_is_told_that_it_was_used(areas):
    now = timezone.now()
    token = invite(Offer(ANNA, Role.READER, areas[0]), by=None, now=now)
    Invitation.objects.update(used=now)
    with pytest.raises(NotTakenUp, match="was taken up already"):
        take_up(token, name="Eve", now=now)
    assert Person.objects.count() == 0


def test_an_invitation_runs_out(areas):
    now = timezone.now()
    token = invite(Offer(ANNA, Role.READER, areas[0]), by=None, now=now)
    with pytest.raises(NotTakenUp, match="has run out"):
        take_up(token, name="Anna", now=now + INVITED_FOR)
    take_up(token, name="Anna", now=now + INVITED_FOR - timedelta(seconds=1))


def test_a_newer_invitation_ends_the_older_one(areas):
    now = timezone.now()
    old, new = (invite(Offer(ANNA, Role.READER, areas[0]), by=None, now=now) for _ in range(2))
    with pytest.raises(NotTakenUp, match="a newer one sent"):
        take_up(old, name="Anna", now=now)
    take_up(new, name="Anna", now=now)


def test_no_token_is_kept(areas):
    token = invite(Offer(ANNA, Role.READER, areas[0]), by=None, now=timezone.now())
    assert [value for value in Invitation.objects.values_list().get() if token in str(value)] == []


def test_an_invitation_does_not_open_an_account_past_its_second_factor(areas):
    anna = somebody(Role.READER, anyshire.ANYSHIRE, email=ANNA)
    token = invite(Offer(ANNA, Role.DATA_LEAD, areas[0]), by=None, now=timezone.now())
    client = Client()
    response = client.post(f"/invitation/{token}/", {})
    assert response.headers["Location"] == "/account/sign-in/second/"
    assert signed_in_as(client) is None
    assert {one.role for one in anna.person.roles.all()} == {"reader", "data-lead"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"role": "council-manager"}, "belongs to one area"),
        ({"role": "analyst", "area": anyshire.ANYSHIRE}, "is for the whole country"),
        ({"role": "reader", "area": "E06999999"}, "There is no area with the code E06999999"),
    ],
)
def test_the_command_says_what_is_wrong_with_an_invitation(areas, said, told):
    with pytest.raises(CommandError, match=told):
        call_command("invite", ANNA, **said)
    with pytest.raises(CommandError, match="valid email"):
        call_command("invite", "anna", role="analyst")
    assert Invitation.objects.count() == 0


def test_a_code_by_e_mail_signs_in_and_is_good_once(areas):
    anna = somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    assert signed_in_as(anna.client) == ANNA
    code = code_in(mail.outbox[-1].body)
    other = Client()
    other.post("/account/sign-in/", {"email": ANNA})
    other.post("/account/sign-in/code/", {"code": code})
    assert signed_in_as(other) is None
    anna.post("/account/sign-out/")
    assert signed_in_as(anna.client) is None


def test_a_code_that_was_asked_for_in_another_browser_opens_nothing_here(areas):
    somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    Client().post("/account/sign-in/", {"email": ANNA})
    stranger = Client()
    stranger.post("/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body)})
    assert signed_in_as(stranger) is None


def test_three_wrong_codes_end_the_attempt(areas):
    somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    eve = Client()
    eve.post("/account/sign-in/", {"email": ANNA})
    right = code_in(mail.outbox[-1].body)
    for _ in range(3):
        eve.post("/account/sign-in/code/", {"code": "WRONG2"})
    eve.post("/account/sign-in/code/", {"code": right})
    assert signed_in_as(eve) is None


def test_the_pages_say_the_same_of_an_address_that_has_an_account_and_of_one_that_has_none(areas):
    somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    mail.outbox.clear()

    def told(email):
        client = Client()
        first = client.post("/account/sign-in/", {"email": email})
        second = client.get(first.headers["Location"])
        return first.status_code, first.headers["Location"], anyshire.Reader(second.content.decode()).words

    known, unknown = told(ANNA), told("bob@anyshire.example")
    assert (known[0], known[1]) == (unknown[0], unknown[1])
    assert [word.replace(ANNA, "x") for word in known[2]] == [
        word.replace("bob@anyshire.example", "x") for word in unknown[2]
    ]
    assert [message.to for message in mail.outbox] == [[ANNA]]


def test_passwords_are_taken_only_so_often(areas):
    anna = somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    anna.person.set_password("correct horse battery")
    anna.person.save()
    right = Client()
    right.post("/account/sign-in/password/", {"login": ANNA, "password": "correct horse battery"})
    assert signed_in_as(right) == ANNA
    eve = Client()
    for _ in range(5):
        eve.post("/account/sign-in/password/", {"login": ANNA, "password": "wrong"})
    eve.post("/account/sign-in/password/", {"login": ANNA, "password": "correct horse battery"})
    assert signed_in_as(eve) is None
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    elsewhere.post("/account/sign-in/password/", {"login": ANNA, "password": "correct horse battery"})
    assert signed_in_as(elsewhere) is None


def test_codes_are_sent_only_so_often(areas):
    somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    mail.outbox.clear()
    answers = [Client().post("/account/sign-in/", {"email": ANNA}).status_code for _ in range(6)]
    assert len(mail.outbox) <= 3
    assert answers[-1] in {200, 429}


def test_the_second_factor_is_asked_for_and_wrong_codes_open_nothing(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA)
    other = Client()
    other.post("/account/sign-in/", {"email": ANNA})
    after = other.post("/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body)})
    assert after.headers["Location"].startswith("/account/sign-in/second/")
    assert signed_in_as(other) is None
    other.post("/account/sign-in/second/", {"code": "000000"})
    assert signed_in_as(other) is None
    other.post("/account/sign-in/second/", {"code": anna.code()})
    assert signed_in_as(other) == ANNA


def test_a_code_of_the_app_is_good_once(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA)
    used = anna.code()
    for expected in (ANNA, None):
        client = Client()
        client.post("/account/sign-in/", {"email": ANNA})
        client.post("/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body)})
        client.post("/account/sign-in/second/", {"code": used})
        assert signed_in_as(client) == expected


@pytest.mark.django_db(transaction=True)
def test_an_app_is_set_up_on_the_page_and_recovery_codes_follow(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA, second_factor=False)
    page = anna.get("/account/second/app/")
    secret = re.search(r"Secret: <code[^>]*>([A-Z2-7]+)</code>", page.content.decode())[1]
    after = anna.post("/account/second/app/", code=shown(secret))
    assert after.headers["Location"] == "/account/second/codes/"
    assert {one.type for one in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    assert "10 of 10 are left." in anna.words("/account/second/codes/")
    assert mail.outbox[-1].subject == "An authenticator app was added to your POET account"


def test_signing_in_changes_the_sessions_key(areas):
    anna = Somebody(somebody(Role.AUTHOR, email=ANNA, second_factor=False).person)
    anna.post("/account/sign-in/", email=ANNA)
    before = anna.client.cookies["session"].value
    anna.post("/account/sign-in/code/", code=code_in(mail.outbox[-1].body))
    after = anna.client.cookies["session"].value
    assert signed_in_as(anna.client) == ANNA
    assert before != after
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    "there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(areas, there):
    anna = Somebody(somebody(Role.AUTHOR, email=ANNA, second_factor=False).person)
    anna.client.post(f"/account/sign-in/?next={there}", {"email": ANNA, "next": there})
    after = anna.client.post("/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body), "next": there})
    assert after.headers["Location"] == "/account/"


def test_one_comes_back_to_the_page_that_asked(areas):
    anna = Somebody(somebody(Role.AUTHOR, email=ANNA, second_factor=False).person)
    asked = Client().get("/account/sessions/")
    assert asked.headers["Location"] == "/account/sign-in/?next=%2Faccount%2Fsessions%2F"
    anna.client.post("/account/sign-in/", {"email": ANNA, "next": "/account/sessions/"})
    after = anna.client.post(
        "/account/sign-in/code/", {"code": code_in(mail.outbox[-1].body), "next": "/account/sessions/"}
    )
    assert after.headers["Location"] == "/account/sessions/"


def test_other_sessions_are_listed_and_can_be_ended(areas):
    anna = somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    other = Somebody(anna.person).signs_in()
    assert any(word.startswith("Another browser") for word in anna.words("/account/sessions/"))
    anna.post("/account/sessions/")
    assert (signed_in_as(other.client), signed_in_as(anna.client)) == (None, ANNA)


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        (
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
            "Chrome on Linux",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on an iPhone",
        ),
        ("curl/8.5", "a browser that we do not know"),
    ],
)
def test_a_session_is_named_as_people_call_their_browser(agent, said):
    assert browser(agent) == said


def test_a_closed_account_opens_for_nobody(areas):
    anna = somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    Person.objects.update(is_active=False)
    assert signed_in_as(anna.client) is None
    with pytest.raises(NotTakenUp, match="was closed"):
        take_up(invite(Offer(ANNA, Role.AUTHOR), by=None, now=timezone.now()), name="", now=timezone.now())


def test_made_up_people_are_nobody_outside_the_demonstration(areas, settings):
    anna = somebody(Role.AUTHOR, email=ANNA, second_factor=False)
    Person.objects.update(made_up=True)
    assert signed_in_as(anna.client) is None
    settings.DEMONSTRATION = True
    assert signed_in_as(anna.client) == ANNA


def test_an_address_in_capitals_is_the_same_person(areas):
    now = timezone.now()
    first = take_up(invite(Offer(ANNA, Role.AUTHOR), by=None, now=now), name="Anna", now=now)
    again = take_up(invite(Offer(ANNA.upper(), Role.ANALYST), by=None, now=now), name="", now=now)
    assert first == again


def test_nobody_gives_a_role_they_may_not_give(areas):
    anyshire_, nowhere = (Area.objects.get(code=code) for code in (anyshire.ANYSHIRE, anyshire.NOWHERE))
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA).person
    now = timezone.now()
    invite(Offer("b@example.org", Role.READER, anyshire_), by=anna, now=now)
    for offer in (
        Offer("c@example.org", Role.READER, nowhere),
        Offer("c@example.org", Role.COORDINATOR),
        Offer("c@example.org", Role.PROTECTION_OFFICER),
    ):
        with pytest.raises(NotInvited, match="You cannot give this role here"):
            invite(offer, by=anna, now=now)


def test_the_respondents_pages_know_no_session(world):
    client = somebody(Role.MANAGER, anyshire.ANYSHIRE).client
    response = client.get(f"/a/{world.link.token}/")
    assert response.status_code == 200
    assert "Cookie" not in response.headers.get("Vary", "")
    assert not hasattr(response.wsgi_request, "session")
    assert not hasattr(response.wsgi_request, "user")


def test_an_areas_name_stands_on_the_account(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA)
    assert "Council manager, Anyshire" in anna.words("/account/")
    assert Area.objects.count() == 3


def test_the_operator_removes_a_second_factor_that_was_lost(areas):
    anna = somebody(Role.MANAGER, anyshire.ANYSHIRE, email=ANNA)
    call_command("remove_second_factor", ANNA)
    assert signed_in_as(anna.client) is None
    again = Somebody(anna.person).signs_in()
    assert again.get("/people/").headers["Location"].startswith("/account/second/")
    with pytest.raises(CommandError, match="Nobody has the address"):
        call_command("remove_second_factor", "eve@example.org")
