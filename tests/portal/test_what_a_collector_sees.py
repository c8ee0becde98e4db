"""A collector sees and does what is its organisation's, or its own: not all that the council has."""

from datetime import timedelta

import anyshire
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from portal.capture.models import Response
from portal.councils.models import Collector
from portal.keying.models import Bundle
from portal.outreach import collector_words, groups
from portal.outreach.groups import Named
from portal.people.models import Holding
from portal.people.part import part
from portal.people.rules import Action, Role
from portal.rounds.models import Round
from portal.uploads import checking, words
from portal.uploads.models import Upload
from somebody import somebody

HERE = anyshire.ANYSHIRE
LINKS, PAPER, TABLES = f"/links/autumn/{HERE}/", f"/paper/{HERE}/", f"/uploads/{HERE}/"
SOUND = b"age,information\n4,Always\n5,never\n"


@pytest.fixture
def helper(world):
    return somebody(Role.COLLECTOR, HERE)  # of the organisation "Forum"


@pytest.fixture
def colleague(helper):
    """Another person of the same organisation."""
    return somebody(Role.COLLECTOR, HERE, email="colleague@forum.example")


@pytest.fixture
def stranger(world):
    """Somebody of another organisation of the same council."""
    aid = Collector.objects.create(area_id=HERE, name="Aid", kind="provider")
    stranger = somebody(Role.COLLECTOR, HERE, email="stranger@example.org")
    Holding.objects.filter(person=stranger.person).update(collector=aid)
    return stranger


@pytest.fixture
def lead(world):
    return somebody(Role.DATA_LEAD, HERE)


def begins_a_bundle(who, label="Box 3"):
    fields = {"label": label, "counted": "1", "variant": "ehc", "face": "standard"}
    assert who.post(f"{PAPER}autumn/small/new/", **fields).status_code == 303
    return Bundle.objects.latest("pk")


def hands_in(who, data=SOUND):
    answer = who.post(f"{TABLES}of/autumn/small/", file=SimpleUploadedFile("table.csv", data))
    assert answer.status_code == 303, answer.content.decode()
    one = Upload.objects.latest("pk")
    checking.run(one.pk)
    return one


def test_a_collector_without_a_link_is_told_by_name_whom_to_ask(world, helper):
    somebody(Role.MANAGER, HERE, email="ann.archer@anyshire.example")
    page = helper.words(LINKS)
    assert collector_words.first_link("Anyshire", ["Ann Archer"]) in page
    assert collector_words.NO_LINK in page
    assert not any(world.link.token in said for said in page), "the council's open link is the council's to hand out"
    for file in ("code.svg", "poster-standard.pdf"):
        assert helper.get(f"{LINKS}{world.link.token}/{file}").status_code == 404


def test_where_a_council_has_no_manager_whoever_sent_the_invitation_is_asked(helper):
    assert "Ask whoever at Anyshire invited you to make a link" in helper.get(LINKS).content.decode()


def test_a_collector_finds_the_links_made_for_its_organisation_and_no_other(world, helper, stranger, lead):
    forum, aid = Collector.objects.get(name="Forum"), Collector.objects.get(name="Aid")
    ours = groups.make(world.link, Named("Coffee morning", "community", forum))
    theirs = groups.make(world.link, Named("Visits", "community", aid))
    nobodys = groups.make(world.link, Named("Library", "other"))
    shown = {one.name for one in (ours, theirs, nobodys) if one.name in helper.words(LINKS)}
    assert shown == {"Coffee morning"}
    found = [
        [who.get(f"{LINKS}{one.token}/code.svg").status_code for one in (ours, theirs, nobodys)]
        for who in (helper, stranger, lead)
    ]
    assert found == [[200, 404, 404], [404, 200, 404], [200, 200, 200]]


def test_when_the_round_is_over_a_collector_has_nothing_to_hand_out(world, helper):
    groups.make(world.link, Named("Coffee morning", "community", Collector.objects.get(name="Forum")))
    now = timezone.now()
    Round.objects.filter(pk=world.round.pk).update(closes=now - timedelta(days=3))
    page = helper.words(LINKS)
    assert ("Coffee morning" in page, "The round has closed. Take the posters down." in page) == (False, True)


def test_paper_typed_by_an_organisation_is_seen_by_its_people_and_the_council(helper, colleague, stranger, lead):
    theirs, councils = begins_a_bundle(helper, "Of the forum"), begins_a_bundle(lead, "Of the council")
    assert (theirs.collector.name, councils.collector) == ("Forum", None)
    found = [
        [who.get(f"{PAPER}bundles/{one.pk}/").status_code for one in (theirs, councils)]
        for who in (helper, colleague, stranger, lead)
    ]
    assert found == [[200, 404], [200, 404], [404, 404], [200, 200]]
    listed = [
        {label for label in ("Of the forum", "Of the council") if label in who.words("/paper/")}
        for who in (helper, colleague, stranger, lead)
    ]
    assert listed == [{"Of the forum"}, {"Of the forum"}, set(), {"Of the forum", "Of the council"}]
    assert "Forum" in lead.words("/paper/"), "the council sees whose it is"
    assert stranger.post(f"{PAPER}bundles/{theirs.pk}/sheets/new/", age="4").status_code == 404
    assert colleague.post(f"{PAPER}bundles/{theirs.pk}/sheets/new/", age="4").status_code == 303


def test_a_table_is_seen_stored_and_taken_back_by_its_organisation_alone(helper, colleague, stranger, lead):
    one, councils = hands_in(helper), hands_in(lead, b"age\n9\n")
    there = f"{TABLES}tables/{one.pk}/"
    assert [who.get(there).status_code for who in (helper, colleague, stranger, lead)] == [200, 200, 404, 200]
    assert helper.get(f"{TABLES}tables/{councils.pk}/").status_code == 404
    assert [who.post(f"{there}store/").status_code for who in (stranger, helper)] == [404, 303]
    assert lead.post(f"{TABLES}tables/{councils.pk}/store/").status_code == 303
    assert Response.objects.count() == 3
    assert helper.post(f"{TABLES}tables/{councils.pk}/undo/").status_code == 404
    assert stranger.post(f"{there}undo/").status_code == 404
    assert Response.objects.count() == 3, "nobody takes back what is another's"
    assert colleague.post(f"{there}undo/").status_code == 303
    assert Response.objects.count() == 1
    for page in ("/uploads/", f"{TABLES}of/autumn/small/"):
        assert [who.words(page).count("table.csv") for who in (helper, stranger, lead)] == [1, 0, 2]


def test_a_file_that_somebody_else_handed_in_is_refused_without_sending_anybody_to_look(helper, lead):
    hands_in(lead)
    again = helper.post(f"{TABLES}of/autumn/small/", file=SimpleUploadedFile("table.csv", SOUND))
    assert (again.status_code, words.AGAIN_ELSEWHERE in again.content.decode()) == (422, True)
    mine = lead.post(f"{TABLES}of/autumn/small/", file=SimpleUploadedFile("table.csv", SOUND))
    assert (mine.status_code, words.AGAIN in mine.content.decode()) == (422, True)


def test_whoever_collects_for_two_organisations_has_what_they_began_themselves(helper, stranger):
    aid = Collector.objects.get(name="Aid")
    Holding.objects.create(person=helper.person, role=Role.COLLECTOR, area_id=HERE, collector=aid)
    mine = begins_a_bundle(helper)
    assert mine.collector is None
    assert [who.get(f"{PAPER}bundles/{mine.pk}/").status_code for who in (helper, stranger)] == [200, 404]


def test_who_also_works_for_the_council_sees_what_the_council_sees(helper, lead):
    councils = begins_a_bundle(lead)
    Holding.objects.create(person=helper.person, role=Role.DATA_LEAD, area_id=HERE)
    assert helper.get(f"{PAPER}bundles/{councils.pk}/").status_code == 200
    assert begins_a_bundle(helper).collector is None


def test_a_collector_whose_organisation_was_taken_away_sees_its_own_work_alone(helper, colleague):
    ours = begins_a_bundle(colleague)
    Holding.objects.filter(person=helper.person).update(collector=None)
    assert helper.get(f"{PAPER}bundles/{ours.pk}/").status_code == 404


def test_nobody_who_is_shut_out_sees_a_part_of_anything(helper):
    helper.person.is_active = False
    seen = part(helper.person, Action.ENTER_RETURNS)
    assert (bool(seen.whole), seen.organisations) == (False, frozenset())
