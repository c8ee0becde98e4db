"""An event on a report: planned from a usual agenda, led by whoever is asked, open to everybody where the council says so."""

import re
import uuid
from datetime import timedelta

import anyshire
import pytest
from django.test import Client
from django.utils import timezone
from test_action_plans import PLACE, answer

from portal.audit.models import Event as Logged
from portal.engagement import words
from portal.engagement.models import Event, Facilitation, Remark
from portal.people.rules import Role
from portal.reporting import live, results
from somebody import somebody

NEW = f"{PLACE}events/new/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


@pytest.fixture
def manager(world):
    answer(world, 30)
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def wall(hours):
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def fields(**more):
    return {
        "title": "Let us talk", "starts": wall(-1), "ends": wall(2), "place": "Town hall", "agenda": "Welcome\nAt the tables",
        "invited": ["board", "forum"], "access": "Step-free",
    } | more  # fmt: skip


def planned(manager, **more):
    assert manager.post(NEW, **fields(**more)).status_code == 302
    return Event.objects.latest("pk")


def at(event, rest=""):
    return f"{PLACE}events/{event.pk}/{rest}"


def text(who, address):
    return " ".join(who.words(address))


def opened(manager, event):
    manager.post(at(event), do="show")
    event.refresh_from_db()
    return f"/e/{event.token}/"


def stranger(address):
    page = Client().get(address)
    return page.status_code, " ".join(anyshire.Reader(page.content.decode()).words)


def test_a_new_event_begins_with_the_usual_agenda_and_access_needs(manager):
    page = manager.get(NEW).content.decode()
    assert "At the tables: one finding each, with a discussion sheet (40 minutes)" in page
    assert "a quiet room" in page
    event = planned(manager)
    page = text(manager, at(event))
    for said in ("The partnership board", "The parent carer forum", "Town hall", "At the tables", "Step-free"):
        assert said in page


@pytest.mark.parametrize(
    ("field", "said", "why"),
    [
        ("title", "", "Say what the event is called."),
        ("starts", "tomorrow", "Give a day and a time"),
        ("ends", "2001-01-01T10:00", "comes after the beginning"),
        ("place", "", "Say where it is"),
        ("online", "javascript:alert(1)", "begins with https://"),
        ("agenda", "x" * 4001, "4,000 characters or fewer"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(manager, field, said, why):
    refused = manager.post(NEW, **fields(**{field: said}))
    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert not Event.objects.exists()


def test_an_event_is_changed_and_removed_by_the_council_alone(manager):
    event = planned(manager)
    assert "Let us talk" in manager.get(f"{at(event)}?change=1").content.decode()
    manager.post(at(event), **fields(title="Talk again", invited=["special"]))
    event.refresh_from_db()
    assert (event.title, event.invited) == ("Talk again", ["special"])
    reader = somebody(Role.READER, anyshire.ANYSHIRE)
    assert "Talk again" in text(reader, at(event))
    assert reader.post(at(event), do="remove").status_code == 403
    assert somebody(Role.MANAGER, anyshire.OTHERSHIRE).get(at(event)).status_code == 403
    manager.post(at(event), do="remove")
    assert not Event.objects.exists()


def test_nobody_sees_it_before_it_is_made_public_and_everybody_after(manager):
    event = planned(manager)
    assert stranger(f"/e/{event.token}/")[0] == 404
    address = opened(manager, event)
    status, page = stranger(address)
    assert (status, "Town hall" in page) == (200, True)
    assert manager.get(at(event, "code.svg")).content.startswith(b"<svg")
    manager.post(at(event), do="hide")
    assert stranger(address)[0] == 404


def test_the_national_team_is_asked_for_somebody_and_says_yes_or_no(manager):
    event = planned(manager)
    manager.post(at(event, "facilitation/"), wish="Somebody who signs")
    assert "has not answered yet" in text(manager, at(event))
    coordinator = somebody(Role.COORDINATOR)
    page = text(coordinator, "/facilitation/")
    assert "Anyshire: Let us talk" in page
    assert "Somebody who signs" in page
    assert coordinator.post(f"/facilitation/{event.pk}/", answer="accepted").status_code == 422  # who comes?
    coordinator.post(f"/facilitation/{event.pk}/", answer="accepted", who="The engagement team")
    assert "The engagement team will lead the event." in text(manager, at(event))
    assert manager.get("/facilitation/").status_code == 403
    manager.post(at(event, "facilitation/"), wish="Once more")
    coordinator.post(f"/facilitation/{event.pk}/", answer="declined", note="Too late this month.")
    assert "cannot send anybody. Too late this month." in text(manager, at(event))
    said = [one.detail["change"] for one in Logged.objects.filter(kind="engagement-changed").order_by("number")]
    assert said == [
        "event planned",
        "facilitation asked for",
        "facilitation accepted",
        "facilitation asked for",
        "facilitation declined",
    ]


def test_slides_and_sheets_are_taken_along_and_that_is_written_down(manager):
    event = planned(manager)
    slides = manager.get(at(event, "slides.pptx"))
    assert slides.content[:2] == b"PK"
    for face in ("plain", "large", "easy"):
        assert manager.get(at(event, f"sheets-{face}.pdf")).content[:4] == b"%PDF"
    assert manager.get(at(event, "sheets-braille.pdf")).status_code == 404
    assert [one.detail["what"] for one in Logged.objects.filter(kind="exported")] == ["discussion sheets"] * 3 + [
        "slides"
    ]


# ---- What was said there ----


def test_what_people_write_is_shown_only_when_somebody_has_read_it(manager):
    event = planned(manager)
    address = opened(manager, event)
    sent = Client().post(f"{address}say/", {"about": "communication", "text": "Nobody rings back.", "sure": "1"})
    assert "Thank you" in sent.content.decode()
    assert "Nobody rings back." not in stranger(address)[1]
    remark = Remark.objects.get()
    assert "Waits to be read" in text(manager, at(event, "feedback/"))
    reader = somebody(Role.READER, anyshire.ANYSHIRE)
    assert "Nobody rings back." not in text(reader, at(event, "feedback/"))
    manager.post(at(event, f"feedback/{remark.pk}/"), do="show")
    assert "Communication Nobody rings back." in stranger(address)[1]
    assert "Nobody rings back." in text(reader, at(event, "feedback/"))
    manager.post(at(event, f"feedback/{remark.pk}/"), do="remove")
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"text": "Ring me on 07700 900123"}, "a telephone or other long number"),
        ({"text": "ann@example.org knows"}, "an e-mail address"),
        ({"text": "We live at AB1 2CD"}, "a postcode"),
        ({"text": "He was born 3 May 2015"}, "a date of birth"),
        ({"text": ""}, "Write what was said."),
        ({"text": "x" * 1001}, "1,000 characters or fewer"),
        ({"text": "Good", "about": "elsewhere"}, "Choose what it is about"),
        ({"text": "Good", "sure": ""}, "Tick the box"),
    ],
)
def test_what_leads_to_somebody_is_refused_and_stays_in_the_field(manager, said, why):
    address = opened(manager, planned(manager))
    refused = Client().post(f"{address}say/", {"about": "", "sure": "1"} | said)
    assert refused.status_code == 422
    assert why in refused.content.decode()
    assert not Remark.objects.exists()


def test_what_may_name_somebody_is_marked_and_waits_even_when_the_council_typed_it(manager):
    event = planned(manager)
    manager.post(at(event, "feedback/"), about="", text="Mrs Jones never answers.")
    manager.post(at(event, "feedback/"), about="", text="Letters never answer a question.")
    assert sorted((one.warned, one.standing) for one in Remark.objects.all()) == [(False, "shown"), (True, "waiting")]
    assert "May name somebody: read it closely" in text(manager, at(event, "feedback/"))


def test_nothing_of_who_wrote_is_kept_and_no_cookie_is_set(manager):
    address = opened(manager, planned(manager))
    client = Client()
    client.get(f"{address}say/")
    client.post(f"{address}say/", {"text": "Good", "sure": "1"})
    assert dict(client.cookies) == {}
    assert {field.name for field in Remark._meta.fields} == {
        "key", "event", "claim", "label", "text", "council", "warned", "standing", "day",
    }  # fmt: skip
    assert Remark.objects.get().key.version == 4
    assert "Good" not in str(list(Logged.objects.values_list("detail", flat=True)))


def test_what_was_sent_by_two_clicks_is_kept_once_whoever_is_signed_in(manager):
    address = opened(manager, planned(manager))
    for who in (Client(), manager.client):
        page = re.findall(r'name="page" value="([\w-]+)"', who.get(f"{address}say/").content.decode())[-1]
        refused = who.post(f"{address}say/", {"page": page, "text": "Good"})
        sent = [who.post(f"{address}say/", {"page": page, "text": "Good", "sure": "1"}) for _ in range(2)]
        assert [refused.status_code, *(one.status_code for one in sent)] == [422, 200, 200]
    assert [one.text for one in Remark.objects.all()] == ["Good", "Good"], "one of each"


def test_the_form_is_open_around_the_event_and_takes_nothing_from_elsewhere(manager):
    early = opened(manager, planned(manager, starts=wall(48), ends=wall(50)))
    assert Client().post(f"{early}say/", {"text": "Good", "sure": "1"}).status_code == 409
    late = opened(manager, planned(manager, starts=wall(-24 * 40), ends=wall(-24 * 40 + 2)))
    assert Client().get(f"{late}say/").status_code == 409
    now = opened(manager, planned(manager))
    Client().post(f"{now}say/", {"text": "Good", "sure": "1"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert not Remark.objects.exists()


@pytest.mark.parametrize(
    ("remarks", "told"), [(9, "Fewer than 10 remarks"), (10, "10 remarks or more"), (23, "20 remarks or more")]
)
def test_few_remarks_are_not_counted_out(manager, remarks, told):
    event = planned(manager)
    for number in range(remarks):
        Remark.objects.create(event=event, text=f"Remark {number}", day=timezone.localdate())
    assert told in text(manager, at(event))


def test_a_remark_of_another_event_is_not_moderated_here(manager):
    event, other = planned(manager), planned(manager)
    remark = Remark.objects.create(event=other, text="There", day=timezone.localdate())
    assert manager.post(at(event, f"feedback/{remark.pk}/"), do="show").status_code == 404
    assert manager.post(at(event, f"feedback/{uuid.uuid4()}/"), do="show").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_few(manager, rows, django_assert_num_queries):
    for _ in range(rows):
        event = planned(manager)
        Facilitation.objects.create(event=event, asked=timezone.now())
    for number in range(rows):
        Remark.objects.create(event=event, text=f"Remark {number}", standing="shown", day=timezone.localdate())
    address, coordinator = opened(manager, event), somebody(Role.COORDINATOR)
    for who, page, queries in (
        (manager, at(event), 9),
        (manager, at(event, "feedback/"), 7),
        (coordinator, "/facilitation/", 5),
    ):
        with django_assert_num_queries(queries):
            who.get(page)
    with django_assert_num_queries(2):
        Client().get(address)


def test_the_day_of_an_event_is_said_once_where_it_ends_on_it():
    day, next_day = "21 November 2026", "22 November 2026"
    assert words.when(f"{day}, 18:00", f"{day}, 20:30") == "21 November 2026, 18:00 to 20:30"
    assert words.when(f"{day}, 18:00", f"{next_day}, 00:30") == "21 November 2026, 18:00 to 22 November 2026, 00:30"
