"""Keeping as long as was said and no longer: what would go is shown, confirmed, erased for good and logged."""

from datetime import timedelta
from pathlib import Path

import anyshire
import pytest
from django.db import connection
from django.utils import timezone

from portal.audit.models import Event
from portal.capture.models import Response
from portal.keying.models import Sheet
from portal.outreach import listing, planning
from portal.outreach.models import Invitation, InvitationList, Letter
from portal.people.models import Person
from portal.people.rules import Role
from portal.retention import erasing, words
from portal.retention.erasing import NotErased, ask, confirm
from portal.retention.models import Erasure, Schedule, What
from portal.retention.words import GAP
from portal.rounds.models import Round
from somebody import somebody

PAGE = "/rounds/autumn/retention/"
SECRET = "Marmalade at seven o'clock, made up"


@pytest.fixture
def people(db):
    return [Person.objects.create(email=f"{name}@example.org", name=name) for name in ("Ann", "Bob")]


def late(world):
    return world.round.closes + timedelta(days=1_200)


def test_nothing_goes_before_it_is_due(world, people):
    anyshire.sent(world.link, age="4")
    with pytest.raises(NotErased, match="not due"):
        ask(world.round, What.ANSWERS, by=people[0], now=world.round.closes + timedelta(days=1_000))


def test_whoever_asked_confirms_by_the_phrase_and_somebody_else_without(world, people):
    ann, bob = people
    anyshire.sent(world.link, age="4", anything=SECRET)
    for what, by, phrase in ((What.COMMENTS, ann, "erase comments of autumn"), (What.ANSWERS, bob, "")):
        ask(world.round, what, by=ann, now=late(world))
        with pytest.raises(NotErased, match="Type the phrase"):
            confirm(world.round, what, "yes", by=ann, now=late(world))
        assert confirm(world.round, what, phrase, by=by, now=late(world)) == 1
    with pytest.raises(NotErased, match="Nobody has asked"):
        confirm(world.round, What.ANSWERS, "", by=bob, now=late(world))
    told = [event.detail for event in Event.objects.filter(kind="erased").order_by("number")]
    assert told == [{"what": f"{what} of autumn", "how_many": "1"} for what in ("comments", "answers")]


def test_comments_go_and_the_other_answers_stay(world, people):
    anyshire.sent(world.link, age="4", anything=SECRET)
    anyshire.sent(world.link, age="5")
    ask(world.round, What.COMMENTS, by=people[0], now=late(world))
    confirm(world.round, What.COMMENTS, "", by=people[1], now=late(world))
    assert sorted(row.answers["age"] for row in Response.objects.all()) == ["4", "5"]
    assert [row.answers.get("anything") for row in Response.objects.order_by("answers__age")] == [erasing.ERASED, None]
    assert erasing.counted(world.round, What.COMMENTS) == 0


def test_what_has_changed_since_it_was_asked_for_is_looked_at_again(world, people):
    anyshire.sent(world.link, age="4")
    ask(world.round, What.ANSWERS, by=people[0], now=late(world))
    anyshire.sent(world.link, age="5")
    with pytest.raises(NotErased, match="has changed"):
        confirm(world.round, What.ANSWERS, "", by=people[1], now=late(world))
    assert Response.objects.count() == 2


def test_what_was_under_way_goes_with_its_files(world, people):
    anyshire.bundled(world, 1, by=people[0])
    anyshire.handed_in(world, b"age\n7\n", by=people[0])
    ask(world.round, What.WORKING, by=people[0], now=late(world))
    assert confirm(world.round, What.WORKING, "", by=people[1], now=late(world)) == 2
    assert (Sheet.objects.count(), erasing.counted(world.round, What.WORKING)) == (0, 0)


def test_addresses_of_those_who_were_invited_go_with_the_letters_to_them(world, people):
    def made(name, area):
        addresses = [f"{name}{at}@example.org" for at in range(10)]
        return listing.make(world.links[area], name=name, addresses=addresses, on=timezone.localdate())

    lists = [made("parents", anyshire.ANYSHIRE), made("others", anyshire.OTHERSHIRE)]
    listing.make(world.link, name="By post", letters=10, on=timezone.localdate())
    planning.begin(lists[0], "example.org", timezone.now())
    assert (Letter.objects.count(), erasing.counted(world.round, What.WORKING)) == (10, 20)
    ask(world.round, What.WORKING, by=people[0], now=late(world))
    assert confirm(world.round, What.WORKING, "", by=people[1], now=late(world)) == 20
    assert (Invitation.objects.exclude(address="").count(), Letter.objects.count()) == (0, 0)
    kept = InvitationList.objects.order_by("name").values_list("name", "erased", "stopped")
    today = timezone.localdate()
    assert list(kept) == [("By post", None, False), ("others", today, True), ("parents", today, True)]
    assert erasing.counted(world.round, What.WORKING) == 0


def test_the_notice_and_the_assessment_say_that_addresses_of_those_invited_are_kept(world, client):
    page = client.get(f"/privacy/autumn/{anyshire.ANYSHIRE}/").content.decode()
    due = erasing.schedule_of(world.round).due(What.WORKING)
    assert "keeps their addresses apart from all answers" in page
    assert f"and e-mail addresses of those invited: until {due.day} {due:%B %Y}." in page
    page = " ".join(somebody(Role.PROTECTION_OFFICER).words("/rounds/autumn/impact-assessment/"))
    assert "E-mail addresses, where councils invite by e-mail: in lists of their own" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="It looks into SQLite's own file")
def test_no_byte_of_a_comment_is_left_in_the_database_file(tmp_path):
    world = anyshire.world(tmp_path)
    people = [Person.objects.create(email=f"{name}@example.org", name=name) for name in ("Ann", "Bob")]
    for _ in range(50):
        anyshire.sent(world.link, age="4", anything=SECRET)
    file = Path(str(connection.settings_dict["NAME"]))

    def there():
        return [one.name for one in file.parent.glob(f"{file.name}*") if b"Marmalade" in one.read_bytes()]

    assert there()
    ask(world.round, What.COMMENTS, by=people[0], now=late(world))
    confirm(world.round, What.COMMENTS, "", by=people[1], now=late(world))
    assert there() == []


def test_the_page_shows_what_is_due_and_hides_how_few_there_are(world):
    anyshire.sent(world.link, age="4")
    world.round.opens -= timedelta(days=1_300)
    world.round.closes -= timedelta(days=1_300)
    world.round.save()
    officer = somebody(Role.PROTECTION_OFFICER)
    page = " ".join(officer.words(PAGE))
    assert f"Would be erased: {words.FEW}." in page
    assert officer.post(f"{PAGE}answers/ask/").status_code == 303
    assert officer.post(f"{PAGE}answers/confirm/").status_code == 409
    assert officer.post(f"{PAGE}answers/confirm/", phrase="erase answers of autumn").status_code == 303
    assert (Response.objects.count(), Erasure.objects.exclude(done=None).count()) == (0, 1)
    assert officer.post(f"{PAGE}everything/ask/").status_code == 404


def test_the_schedule_is_data(world):
    officer = somebody(Role.PROTECTION_OFFICER)
    said = {"working": "30", "comments": "90", "answers": "400", "officer": "dpo@nation.example"}
    assert officer.post(f"{PAGE}set/", **said).status_code == 303
    schedule = Schedule.objects.get(round=world.round)
    assert schedule.due(What.COMMENTS) == timezone.localdate(world.round.closes) + timedelta(days=90)
    assert officer.post(f"{PAGE}set/", **(said | {"answers": "never"})).status_code == 422
    assert Event.objects.get(kind="retention-changed").detail == {"change": "working 30, comments 90, answers 400"}


def test_the_notice_says_how_long_and_names_its_gaps(world, client):
    address = f"/privacy/autumn/{anyshire.ANYSHIRE}/"
    page = client.get(address).content.decode()
    assert page.count(GAP) == 4
    due = erasing.schedule_of(world.round).due(What.ANSWERS)
    assert f"All answers: until {due.day} {due:%B %Y}." in page
    erasing.set_schedule(
        world.round,
        {"working": "60", "comments": "365", "answers": "1095"},
        {"controller": "The Nation", "officer": "dpo@nation.example", "basis": "Public task"},
        by=Person.objects.create(email="x@example.org", name="X"),
    )
    assert client.get(address).content.decode().count(GAP) == 1
    assert client.get("/privacy/autumn/E99999999/").status_code == 404


def test_the_assessment_is_filled_from_the_configuration(world):
    officer = somebody(Role.PROTECTION_OFFICER)
    page = " ".join(officer.words("/rounds/autumn/impact-assessment/"))
    assert "Comments: National analyst." in page
    assert "typed by councils, once" in page
    assert page.count(GAP) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_many_as_for_few(world, django_assert_num_queries, number):
    for age in range(number):
        anyshire.sent(world.link, age=str(age))
    world.round.opens -= timedelta(days=1_300)
    world.round.closes -= timedelta(days=1_300)
    world.round.save()
    officer = somebody(Role.PROTECTION_OFFICER)
    officer.get(PAGE)
    with django_assert_num_queries(11):
        assert officer.get(PAGE).status_code == 200


def test_whoever_answers_reaches_the_notice_of_their_council_from_every_page_and_from_the_thank_you(world, parent):
    there = f"/a/{world.link.token}/privacy/"
    parent.open()
    assert there in parent.page.hrefs
    parent.send()
    assert there in parent.page.hrefs
    parent.send(age="4")
    while parent.at.startswith("q/"):
        parent.send()
    parent.send()
    assert parent.page.hrefs.count(there) == 2  # in the thank-you itself, and at its foot
    page = anyshire.Client().get(there)
    words = anyshire.Reader(page.content.decode()).words
    assert {"Who sees your answers", "Privacy: Autumn in Anyshire", "Back to the questions"} <= set(words)
    assert (page.status_code, dict(page.cookies)) == (200, {})
    assert anyshire.Client().get("/a/nosuchlink22/privacy/").status_code == 404


def test_in_another_language_the_notice_stands_below_what_is_said_in_that_language(world):
    page = anyshire.Client().get(f"/a/{world.link.token}/privacy/?language=cy").content.decode()
    assert 'lang="cy" dir="ltr"' in page
    assert page.index("Pwy sy") < page.index('<div lang="en" dir="ltr">') < page.index("Privacy: Autumn in Anyshire")


def test_the_list_of_rounds_says_what_is_due_what_waits_and_what_is_gone(world, people):
    officer = somebody(Role.PROTECTION_OFFICER)
    assert [one for one in officer.words("/keeping/") if one.startswith("Nothing before")] != []
    anyshire.sent(world.link, age="4", anything=SECRET)
    Schedule.objects.create(round=world.round, working=1, comments=1, answers=3_000)
    Round.objects.update(opens=timezone.now() - timedelta(days=400), closes=timezone.now() - timedelta(days=300))
    world.round.refresh_from_db()
    assert "Due: comments in people’s own words" in officer.words("/keeping/")
    ask(world.round, What.COMMENTS, by=people[0], now=timezone.now())
    assert "Waits for somebody to confirm: comments in people’s own words" in officer.words("/keeping/")
    confirm(world.round, What.COMMENTS, "", by=people[1], now=timezone.now())
    page = officer.words("/keeping/")
    assert [one for one in page if "comments" in one] == []
    assert "Due: unfinished answers, typed sheets, tables under way, and e-mail addresses of those invited" in page


def test_the_list_of_rounds_sends_as_many_statements_for_three_as_for_one(world, django_assert_num_queries):
    officer = somebody(Role.PROTECTION_OFFICER)
    for more in (0, 2):
        for number in range(more):
            made = Round.objects.get(slug="autumn")
            made.pk, made.slug, made.name = None, f"more-{number}", f"More {number}"
            made.save()
        with django_assert_num_queries(6):
            assert officer.get("/keeping/").status_code == 200
