""" "You said, we did": published by the council with its consent, read by everybody, found by the code and the next form."""

import anyshire
import pytest
from django.test import Client
from django.utils import timezone
from test_action_plans import GOOD, PLACE, answer, written
from test_keepsakes import answered, code_on, said

from portal.audit.models import Event as Logged
from portal.councils.models import Area
from portal.engagement import answering
from portal.engagement.models import Action, Told
from portal.people.models import Person
from portal.people.rules import Role
from portal.reporting import live, results
from portal.reporting.ledger import DatabaseLedger
from portal.rounds.consenting import sign
from portal.rounds.statements import Use
from portal.rounds.taking_part import join, open_round
from somebody import somebody

TELL = f"{PLACE}you-said/"
PUBLIC = f"/you-said/autumn/{anyshire.ANYSHIRE}/small/"
FIGURE = "Communication: around a third (33%) answered “never”."


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()
    answering.forget()


@pytest.fixture
def manager(world):
    answer(world, 30)
    who = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    written(who, state="done", evidence="The letters go out.")
    return who


def consent(world, manager, *, given=True):
    area = Area.objects.get(pk=anyshire.ANYSHIRE)
    by = Person.objects.get(pk=manager.person.pk)
    sign(world.round, area, {Use.OWN_REPORT_IN_PUBLIC: given}, by=by, now=timezone.now())


def seen(address=PUBLIC, client=None):
    page = (client or Client()).get(address)
    return page.status_code, " ".join(anyshire.Reader(page.content.decode()).words)


def test_nobody_reads_it_before_it_is_published_and_a_stranger_does_after(world, manager):
    assert seen()[0] == 404
    consent(world, manager)
    assert seen()[0] == 404
    manager.post(TELL, do="publish")
    status, page = seen()
    assert status == 200
    assert FIGURE in page
    assert "Done: Send every family a letter each month (SEND manager, until 31 March 2099)" in page
    assert Logged.objects.filter(kind="published").count() == 1


def test_without_consent_nothing_is_published_and_without_it_standing_nothing_is_shown(world, manager):
    refused = manager.post(TELL, do="publish")
    assert refused.status_code == 422
    assert "has not agreed" in refused.content.decode()
    assert not Told.objects.exists()
    consent(world, manager)
    manager.post(TELL, do="publish")
    consent(world, manager, given=False)
    assert seen()[0] == 404
    consent(world, manager)
    assert seen()[0] == 200


def test_what_is_changed_is_public_when_it_is_published_again_and_it_can_be_taken_back(world, manager):
    consent(world, manager)
    manager.post(TELL, do="publish")
    written(manager, what="Open the office on Saturdays")
    assert "Saturdays" not in seen()[1]
    manager.post(TELL, do="publish")
    assert "Saturdays" in seen()[1]
    manager.post(TELL, do="take-back")
    assert seen()[0] == 404
    assert Told.objects.filter(taken_back=None).count() == 0


def test_a_plan_without_actions_has_nothing_to_tell(world):
    answer(world, 30)
    manager = somebody(Role.MANAGER, anyshire.ANYSHIRE)
    consent(world, manager)
    assert manager.post(TELL, do="publish").status_code == 422


def test_the_figures_stand_in_the_ledger_for_the_public_before_they_are_shown(world, manager):
    consent(world, manager)
    manager.post(TELL, do="publish")
    entries, _ = DatabaseLedger().read()
    last = entries[-1].draft
    assert last.audience == "public"
    assert [(one.group, one.item) for one in last.tables] == [("Anyshire", "communication")]
    assert last.respondents == ()


def test_a_finding_that_may_no_longer_be_shown_is_named_without_its_figure(world, manager):
    consent(world, manager)
    Action.objects.update(item="anything", label="Anything else", claim="anything/unfavourable")
    manager.post(TELL, do="publish")
    page = seen()[1]
    assert "You told us about: Anything else." in page
    assert "%" not in page


def test_the_easy_read_face_says_one_idea_a_line_with_a_picture(world, manager):
    consent(world, manager)
    manager.post(TELL, do="publish")
    response = Client().get(f"{PUBLIC}?face=easy").content.decode()
    page = " ".join(anyshire.Reader(response).words)
    assert "Some people (33%) said this is not good: people telling you and each other things." in page
    assert "We have done this. We write to you each month." in page
    assert "poet-easy" in response


def test_the_keepsake_code_opens_it_once_it_is_published(world, manager, client):
    code = code_on(answered(world))
    assert any("not published yet" in line for line in said(client, code=code)[1])
    consent(world, manager)
    manager.post(TELL, do="publish")
    page = client.post("/keepsake", {"code": code}).content.decode()
    assert PUBLIC in anyshire.Reader(page).hrefs
    assert "not published yet" not in page


def test_the_next_rounds_first_page_leads_to_it_and_this_rounds_does_not(world, manager):
    consent(world, manager)
    manager.post(TELL, do="publish")
    opens = timezone.now()
    later = open_round(
        slug="next", name="Next", opens=opens, closes=world.round.closes, versions=[world.version], made_up=False
    )
    links = {one.area_id: one for one in join(later, list(Area.objects.all()))}
    first = Client().get(f"/a/{links[anyshire.ANYSHIRE].token}/").content.decode()
    assert PUBLIC in first
    assert "What Anyshire did after you answered last time" in first
    for other in (links[anyshire.OTHERSHIRE], world.link):
        assert "/you-said/" not in Client().get(f"/a/{other.token}/").content.decode()
    manager.post(TELL, do="take-back")
    answering.forget()
    assert PUBLIC not in Client().get(f"/a/{links[anyshire.ANYSHIRE].token}/").content.decode()


def test_the_words_before_it_lead_to_nobody(world, manager):
    assert manager.post(TELL, do="keep", preface="Ring 0161 496 0000").status_code == 422
    manager.post(TELL, do="keep", preface="Thank you for answering.")
    consent(world, manager)
    manager.post(TELL, do="publish")
    assert "Thank you for answering." in seen()[1]


def test_the_report_of_its_kind_tells_the_same(world, manager):
    told = manager.get(f"{PLACE}you-said.html").content.decode()
    assert GOOD["what"] in told
    assert Logged.objects.filter(kind="exported").exists()
    assert Client().get(f"{PLACE}you-said.html").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_its_pages_ask_as_much_for_many_actions_as_for_few(world, manager, rows, django_assert_num_queries):
    consent(world, manager)
    for number in range(rows - 1):
        written(manager, what=f"Action {number}")
    manager.post(TELL, do="publish")
    manager.get(TELL)
    with django_assert_num_queries(11):
        manager.get(TELL)
    with django_assert_num_queries(2):
        Client().get(PUBLIC)


def test_the_plan_leads_whoever_writes_for_the_council_to_it_and_readers_not(world, manager):
    reader = somebody(Role.READER, anyshire.ANYSHIRE)
    assert TELL in anyshire.Reader(manager.get(PLACE).content.decode()).hrefs
    assert TELL not in anyshire.Reader(reader.get(PLACE).content.decode()).hrefs
