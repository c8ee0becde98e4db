"""The API's requests pass by what only pages need: what that is, and that nothing else is missing."""

import pytest
from calling import V1, computer
from django.conf import settings
from django.test import Client, RequestFactory

from portal.api import short_way
from portal.api.routes import OPERATIONS
from portal.councils import scope
from portal.people import doors

SHORT_WAY = "portal.api.short_way.short_way"
# Above the short way, so the API has it; below it, so the API does without, and why.
KEPT = ["django.middleware.security.SecurityMiddleware", "portal.headers.content_security"]
PASSED_BY = {
    "portal.people.doorkeeping.sessions": "a key says who asks, and no cookie is read or set",
    "django.middleware.common.CommonMiddleware": "its host names and lengths are on the short way, its slashes are for pages",
    "django.middleware.csrf.CsrfViewMiddleware": "no cookie speaks for anybody, so nothing can be forged with one",
    "django.middleware.clickjacking.XFrameOptionsMiddleware": "the short way says it itself",
    "allauth.account.middleware.AccountMiddleware": "nobody signs in",
    "portal.people.doorkeeping.Doorkeeper": "only views that are open to all are on the short way, outside of all scopes",
    "portal.people.once.Once": "a computer's request brings a key of its own, by which it is carried out once",
}


def test_what_the_api_does_without_is_named_here_with_its_reason():
    at = settings.MIDDLEWARE.index(SHORT_WAY)
    assert settings.MIDDLEWARE[:at] == KEPT
    assert settings.MIDDLEWARE[at + 1 :] == list(PASSED_BY)


def test_an_answer_of_the_api_carries_the_headers_of_a_page(world):
    page, told = Client().get("/help"), computer().get(f"{V1}/rounds")
    of_a_page = {name: value for name, value in page.headers.items() if name not in {"Content-Type", "Content-Length"}}
    assert of_a_page.items() <= told.headers.items()
    assert len(of_a_page) >= 7
    assert told.headers["Content-Length"] == str(len(told.content))


def test_another_hosts_name_is_refused(world):
    assert Client().get(f"{V1}/rounds", headers={"Host": "elsewhere.example"}).status_code == 400
    assert computer().get(f"{V1}/rounds", Host="elsewhere.example").status_code == 400


def test_plain_http_is_led_to_https_where_the_portal_is_behind_it(world, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert computer().get(f"{V1}/rounds").status_code == 301


def test_a_request_begins_outside_of_all_scopes(world, monkeypatch):
    seen = []
    monkeypatch.setattr("portal.api.operations.tokens.caller", lambda *_: seen.append(scope.present()))
    with scope.everywhere("whatever the thread did before"):
        assert Client().get(f"{V1}/rounds", headers={"Authorization": "Bearer x"}).status_code == 401
    assert seen == [None]


def test_a_view_with_a_door_goes_the_long_way(world, monkeypatch):
    monkeypatch.setattr(doors, "door", lambda _: doors.SHUT)
    short_way._found.cache_clear()
    with pytest.raises(AttributeError, match="user"):  # the long way asks who is signed in, and here nobody can be
        Client().get(f"{V1}/rounds")


def test_every_address_of_the_api_is_on_the_short_way(world):
    gone_on = []
    passing = short_way.short_way(gone_on.append)
    for operation in OPERATIONS:
        path = operation.path.format(area="E10900001", round="autumn", form="small", version="1", face="standard")
        answered = passing(RequestFactory().generic(operation.method, V1 + path))
        assert answered.status_code == 401, operation.name
    assert passing(RequestFactory().get(f"{V1}/openapi.json")).status_code == 200
    assert gone_on == []
    page = RequestFactory().get("/help")
    passing(page)
    assert gone_on == [page]
