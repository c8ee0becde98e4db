"""A council without an account says that it would like to take part, and the national team answers."""

from datetime import timedelta
from io import StringIO

import anyshire
import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal import environment
from portal.audit.models import Event
from portal.councils import scope
from portal.people import interest
from portal.people import interest_words as words
from portal.people.models import Interest, Invitation
from portal.people.rules import Role
from portal.retention.telling import assessment
from somebody import somebody

FORM, LIST = "/for-councils/", "/people/interest/"
SOUND = {
    "council": "anyshire",
    "name": " Jo  Bloggs ",
    "email": "Jo@Anyshire.example",
    "role": "SEND commissioner",
    "message": "We ran it in 2015.",
}


@pytest.fixture
def areas(db, tmp_path):
    cache.clear()
    return anyshire.load_areas(tmp_path)


@pytest.fixture
def coordinator(areas):
    return somebody(Role.COORDINATOR)


def writes(client=None, **said):
    return (client or Client()).post(FORM, SOUND | said)


def wrote(**said) -> Interest:
    assert writes(**said).status_code == 303
    return Interest.objects.latest("pk")


def errors(answer) -> list[str]:
    return [one["text"] for one in answer.context["errors"]] if answer.context else []


def test_whoever_works_for_a_council_finds_the_form_and_writes(areas):
    for page in ("/", "/methods/"):
        assert f'href="{FORM}"' in Client().get(page).content.decode()
    answer = writes()
    assert (answer.status_code, answer["Location"]) == (303, "/for-councils/sent/")
    kept = Interest.objects.get()
    assert (kept.area_id, kept.name, kept.email, kept.role, kept.message, kept.state) == (
        anyshire.ANYSHIRE,
        "Jo Bloggs",
        "jo@anyshire.example",
        "SEND commissioner",
        "We ran it in 2015.",
        "waiting",
    )
    assert words.THANKS in Client().get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"council": ""}, words.MISSING["council"]),
        ({"council": "asdf"}, words.UNKNOWN_COUNCIL),
        ({"council": "Anyshire; DROP TABLE"}, words.UNKNOWN_COUNCIL),
        ({"council": "x" * 81}, words.too_long(80)),
        ({"name": "  "}, words.MISSING["name"]),
        ({"email": "jo at anyshire"}, words.NO_ADDRESS),
        ({"email": ""}, words.MISSING["email"]),
        ({"email": "a" * 250 + "@example.org"}, words.too_long(254)),
        ({"role": ""}, words.MISSING["role"]),
        ({"message": "x" * 1001}, words.too_long(1000)),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(areas, said, told):
    answer = writes(**said)
    (field,) = said
    page = answer.content.decode()
    assert (answer.status_code, Interest.objects.count()) == (422, 0)
    assert f'id="{field}-error"' in page
    assert told.split(".")[0] in page
    assert "Jo  Bloggs" in page or field == "name", "what was right is still there"


def test_everything_that_is_wrong_is_told_at_once(areas):
    page = writes(council="", name="", email="", role="").content.decode()
    assert [f'id="{field}-error"' in page for field in ("council", "name", "email", "role")] == [True] * 4


def test_a_council_that_is_no_more_leads_to_those_of_today(areas):
    fault = interest._council("Anyshire")
    assert fault == anyshire.ANYSHIRE
    assert "North Northamptonshire and West Northamptonshire" in words.several(
        "Northamptonshire", ["North Northamptonshire", "West Northamptonshire"]
    )


def test_a_second_click_and_the_same_words_again_make_one(areas):
    client = Client()
    page = client.get(FORM).content.decode()
    mark = page.split('name="page" value="')[1].split('"')[0]
    assert [writes(client, page=mark).status_code for _ in range(2)] == [303, 303]
    assert writes(page="another").status_code == 303
    assert Interest.objects.count() == 1
    assert writes(message="Something else").status_code == 303
    assert Interest.objects.count() == 2


def test_a_form_of_another_site_is_not_taken(areas):
    assert Client(enforce_csrf_checks=True).post(FORM, SOUND).status_code == 403
    ours = Client(enforce_csrf_checks=True)
    token = ours.get(FORM).content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    assert ours.post(FORM, SOUND | {"csrfmiddlewaretoken": token}).status_code == 303


def test_from_one_place_only_so_much_is_taken_in_an_hour_and_what_was_wrong_does_not_count(areas):
    for _ in range(7):
        assert writes(council="asdf").status_code == 422
    answers = [writes(message=str(number)) for number in range(7)]
    assert [one.status_code for one in answers] == [303] * 5 + [429] * 2
    assert words.TOO_OFTEN in answers[-1].content.decode()
    assert Interest.objects.count() == 5


def test_more_than_can_be_read_is_not_taken(areas, monkeypatch):
    monkeypatch.setattr(interest, "MOST_WAITING", 1)
    wrote()
    answer = writes(message="another")
    assert (answer.status_code, Interest.objects.count()) == (422, 1)
    assert words.TOO_MANY_WAIT in answer.content.decode()


def test_nobody_outside_learns_whether_a_council_has_an_account(areas):
    before = writes(council="Othershire")
    somebody(Role.MANAGER, anyshire.ANYSHIRE, email=SOUND["email"])
    after = writes()
    assert (before.status_code, before["Location"], before.content) == (
        after.status_code,
        after["Location"],
        after.content,
    )


def test_the_national_team_reads_it_and_nobody_else(coordinator):
    wrote()
    page = coordinator.words(LIST)
    assert {"Anyshire", "Jo Bloggs, SEND commissioner", "jo@anyshire.example", "We ran it in 2015."} <= set(page)
    for role in (Role.ANALYST, Role.PUBLISHER):
        assert somebody(role).get(LIST).status_code == 403
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    assert manager.get(LIST).status_code == 403
    assert (
        "jo@anyshire.example"
        not in manager.get(f"/people/invite/?interest={Interest.objects.get().pk}").content.decode()
    )


def test_an_empty_list_says_what_to_do(coordinator):
    assert words.NONE_YET in coordinator.words(LIST)


def test_inviting_has_the_form_filled_in_and_the_list_says_when(coordinator):
    kept = wrote()
    there = f"/people/invite/?interest={kept.pk}"
    assert f'href="{there}"' in coordinator.get(LIST).content.decode()
    page = coordinator.get(there).content.decode()
    assert 'value="jo@anyshire.example"' in page
    assert '<option value="council-manager" selected>' in page
    assert f'<option value="{anyshire.ANYSHIRE}" selected>' in page
    coordinator.post("/people/invite/", email=kept.email, role="council-manager", place=kept.area_id)
    assert Invitation.objects.get(email=kept.email).area_id == kept.area_id
    assert any(one.startswith("Invited, ") for one in coordinator.words(LIST))
    for nobody in ("0", "x", "99999999999999"):
        assert coordinator.get(f"/people/invite/?interest={nobody}").status_code == 200


def test_not_now_is_undone_and_written_down_once_however_often_it_is_pressed(coordinator):
    kept = wrote()
    there = f"{LIST}{kept.pk}/"
    for _ in range(2):
        assert coordinator.post(there, do="not-now").status_code == 303
    kept.refresh_from_db()
    assert (kept.state, kept.answered) == ("not-now", timezone.localdate())
    assert "Put back" in coordinator.words(LIST)
    coordinator.post(there, do="put-back")
    kept.refresh_from_db()
    assert (kept.state, kept.answered) == ("waiting", None)
    coordinator.post(there, do="something else")
    changes = Event.objects.filter(kind="interest-changed").order_by("number")
    assert [(one.actor.partition(":")[0], one.detail["change"]) for one in changes] == [
        ("portal", "said"),
        ("person", "not-now"),
        ("person", "waiting"),
    ]
    assert not any(word in str(one.__dict__) for one in changes for word in ("jo@", "Bloggs", anyshire.ANYSHIRE))


def test_it_is_erased_for_good_when_somebody_asks(coordinator):
    kept = wrote()
    coordinator.post(f"{LIST}{kept.pk}/", do="not-now")
    for _ in range(2):
        assert coordinator.post(f"{LIST}{kept.pk}/", do="erase").status_code == 303
    assert Interest.objects.count() == 0
    assert Event.objects.filter(kind="interest-changed", detail__change="erased").count() == 1


def test_what_was_kept_long_enough_goes(areas):
    today = timezone.localdate()
    old, aside, fresh = wrote(message="old"), wrote(message="aside"), wrote(message="fresh")
    Interest.objects.filter(pk=old.pk).update(day=today - interest.KEPT_FOR - timedelta(days=1))
    Interest.objects.filter(pk=aside.pk).update(
        state="not-now", answered=today - interest.KEPT_AFTERWARDS - timedelta(days=1)
    )
    call_command("forget", stdout=StringIO())
    assert list(Interest.objects.all()) == [fresh]


def test_how_long_it_is_kept_is_said_on_the_form_and_in_the_impact_assessment(world):
    page = Client().get(FORM).content.decode()
    assert "365 days at the latest, and 30 days after" in page
    said = " ".join(text for part in assessment(world.round) for text in part.paragraphs)
    assert words.assessed(365) in said


@pytest.mark.parametrize("councils", [1, 3])
def test_the_list_asks_as_much_for_many_as_for_one(coordinator, councils, django_assert_num_queries):
    for number in range(councils):
        wrote(message=str(number))
    coordinator.get(LIST)
    with django_assert_num_queries(6):
        coordinator.get(LIST)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Row-level security is PostgreSQL's.")
def test_the_database_shows_it_in_no_councils_scope(areas):
    with scope.everywhere("a test"):
        wrote()
        assert Interest.objects.count() == 1
    with scope.within({anyshire.ANYSHIRE}):
        assert Interest.objects.count() == 0


# The newsletter's page


def test_the_newsletter_is_linked_where_the_publisher_has_one_and_nowhere_else(db, settings):
    assert "Newsletter" not in Client().get("/methods/").content.decode()
    settings.NEWSLETTER = "https://news.example/poet"
    for page in ("/", "/methods/"):
        assert (
            '<a class="govuk-link" href="https://news.example/poet">Newsletter</a>'
            in Client().get(page).content.decode()
        )


@pytest.mark.parametrize("said", ["news.example", "javascript:alert(1)", "https://"])
def test_what_is_no_address_of_a_page_is_refused_when_the_portal_starts(said):
    with pytest.raises(environment.WrongSetting, match=r"POET_NEWSLETTER says .* https://"):
        environment.newsletter(said)
    assert environment.newsletter("") == ""
