"""Paper typed in: bundles that balance, a second reading by somebody else, and the one door into the responses."""

from datetime import timedelta

import anyshire
import pytest
from django.utils import timezone

from poet.answers import Refusal
from portal.audit.models import Event
from portal.capture.models import Response
from portal.keying import bundling, words
from portal.keying.bundling import Cover, NotDone, set_paper
from portal.keying.models import Bundle, Sheet
from portal.keying.typing import hear_typed, in_words, shown
from portal.people.rules import Role
from portal.rounds.models import Choice
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
ADDRESS = f"/paper/{HERE}/autumn/small/new/"


@pytest.fixture
def lead(world):
    return somebody(Role.DATA_LEAD, HERE)


@pytest.fixture
def colleague(world):
    return somebody(Role.DATA_LEAD, HERE, email="second@anyshire.example")


def began(lead, counted=2, label="Box 3"):
    answer = lead.post(ADDRESS, label=label, counted=str(counted), variant="ehc", face="standard")
    assert answer.status_code == 303, answer.content.decode()
    return Bundle.objects.latest("pk")


def at(bundle, *rest):
    return "/".join((f"/paper/{HERE}/bundles/{bundle.pk}", *map(str, rest), ""))


def test_sheets_typed_by_numbers_become_responses_when_the_bundle_balances(world, lead):
    bundle = began(lead, 3)
    lead.post(at(bundle, "sheets/new"), age="11", **{"has-budget": "1", "budget-months": "2y 6m", "needs": "1 2"})
    lead.post(at(bundle, "sheets/new"), information="3", communication="*", anything="Good – made up.")
    lead.post(at(bundle, "sheets/new"))
    assert Response.objects.count() == 0
    assert lead.post(at(bundle, "close")).status_code == 303
    stored = sorted(Response.objects.values_list("channel", "face", "variant", "area_id", "answers"), key=str)
    assert [row[:4] for row in stored] == [("paper", "standard", "ehc", HERE)] * 2
    assert [row[4] for row in stored] == [
        {"age": "11", "has-budget": "yes", "budget-months": "30", "needs": "learning;senses"},
        {"information": "never", "anything": "Good – made up."},
    ]
    assert words.closed(2, 1) in lead.words(at(bundle))
    assert Sheet.objects.count() == 0
    assert Choice.objects.get(area=HERE).begun


def test_what_an_earlier_answer_leads_past_is_not_stored(world, lead):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), **{"has-budget": "2", "weekly": "120"})
    lead.post(at(bundle, "close"))
    assert Response.objects.get().answers == {"has-budget": "no"}


def test_a_bundle_that_does_not_balance_stays_open_and_says_why(world, lead):
    bundle = began(lead, 2)
    lead.post(at(bundle, "sheets/new"), age="4")
    answer = lead.post(at(bundle, "close"))
    assert (answer.status_code, Response.objects.count()) == (409, 0)
    assert "You counted 2 sheets, and 1 are typed." in answer.content.decode()
    assert lead.post(at(bundle, "count"), counted="none").status_code == 422
    lead.post(at(bundle, "count"), counted="1")
    assert lead.post(at(bundle, "close")).status_code == 303
    assert Response.objects.count() == 1


def test_no_more_sheets_are_typed_than_were_counted(world, lead):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="4")
    answer = lead.post(at(bundle, "sheets/new"), age="5")
    assert (answer.status_code, Sheet.objects.count()) == (409, 1)
    assert b'value="5"' in answer.content  # nothing typed is lost


def test_a_form_that_is_sent_twice_is_one_sheet(world, lead):
    bundle = began(lead, 5)
    for _ in range(2):
        answer = lead.post(at(bundle, "sheets/new"), age="4", **{"slip.": "a" * 32})
    assert Sheet.objects.count() == 1
    assert words.SLIPPED in lead.words(answer.headers["Location"])


def test_a_closed_bundle_is_closed(world, lead):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="4")
    sheet = Sheet.objects.get()
    lead.post(at(bundle, "close"))
    for address in ("close", "count", "sheets/new"):
        assert lead.post(at(bundle, address), counted="3").status_code in {409, 422}
    with pytest.raises(NotDone, match="closed"):
        bundling.mend_sheet(sheet, {}, by=lead.person)
    assert Response.objects.count() == 1


def test_what_was_mistyped_is_refused_with_what_to_do_and_nothing_is_lost(world, lead):
    bundle = began(lead, 1)
    answer = lead.post(at(bundle, "sheets/new"), age="eleven", information="7", anything="Kept here.")
    page = answer.content.decode()
    assert (answer.status_code, Sheet.objects.count()) == (422, 0)
    assert "“7” is no number of an answer here. Type a number from 1 to 4" in page
    assert 'value="eleven"' in page
    assert "Kept here." in page


# ---- Twice, by two people ----


def test_a_second_reading_is_by_somebody_else_who_does_not_see_the_first(world, lead, colleague):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="11", anything="Only once")
    mine = lead.post(at(bundle, "sheets", 1, "second"), age="11")
    assert mine.status_code == 409
    assert words.NOT_YOURS in mine.content.decode().replace("&#39;", "'")
    blind = colleague.get(at(bundle, "sheets", 1, "second")).content.decode()
    assert "Only once" not in blind
    assert 'value="11"' not in blind
    assert Sheet.objects.get().second is None


def test_differences_are_shown_side_by_side_settled_and_recorded(world, lead, colleague):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="11", information="1", communication="2")
    answer = colleague.post(at(bundle, "sheets", 1, "second"), age="12", information="1", communication="?")
    assert answer.headers["Location"] == at(bundle, "sheets", 1, "differences")
    shown_words = colleague.words(at(bundle, "sheets", 1, "differences"))
    assert {"11", "12", "Sometimes", "Cannot be read"} <= set(shown_words)
    assert "The information was clear." not in " ".join(shown_words)  # they agree there
    assert lead.post(at(bundle, "close")).status_code == 409
    assert colleague.post(at(bundle, "sheets", 1, "differences"), age="first").status_code == 422
    settled = {"age": "other", "age.other": "13", "communication": "first"}
    assert colleague.post(at(bundle, "sheets", 1, "differences"), **settled).status_code == 303
    assert Sheet.objects.get().settled == {"age": "13", "information": "always", "communication": "sometimes"}
    lead.post(at(bundle, "close"))
    assert Response.objects.get().answers == {"age": "13", "information": "always", "communication": "sometimes"}
    changes = [event.detail["change"] for event in Event.objects.filter(kind="paper-typed").order_by("number")]
    assert changes == ["opened", "sheet 1 settled", "closed"]
    assert Event.objects.filter(kind="paper-typed", area=HERE).count() == 3


def test_where_a_round_asks_for_it_every_sheet_is_typed_twice(world, lead, colleague):
    set_paper(world.round, sealed=False, twice=True, days="28", by=lead.person)
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="11")
    answer = lead.post(at(bundle, "close"))
    assert words.not_twice(1) in answer.content.decode()
    colleague.post(at(bundle, "sheets", 1, "second"), age="11")
    assert lead.post(at(bundle, "close")).status_code == 303


def test_a_first_reading_that_is_mended_is_compared_anew(world, lead, colleague):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="11")
    colleague.post(at(bundle, "sheets", 1, "second"), age="12")
    lead.post(at(bundle, "sheets", 1), age="12")
    assert not Sheet.objects.get().differs
    assert lead.post(at(bundle, "close")).status_code == 303


# ---- The sealed path ----


def test_sealed_paper_is_typed_by_the_national_body_alone(world, lead):
    bundle = began(lead, 1)
    coordinator = somebody(Role.COORDINATOR)
    assert coordinator.post("/rounds/autumn/paper/", sealed="1", days="28").status_code == 303
    for address in (ADDRESS, at(bundle), at(bundle, "sheets/new")):
        assert lead.get(address).status_code == 403
    assert lead.post(at(bundle, "close")).status_code == 403
    listed = " ".join(lead.words("/paper/"))
    assert words.SEALED in listed
    assert "Box 3" not in listed
    assert coordinator.post(at(bundle, "sheets/new"), age="4").status_code == 303
    assert coordinator.post(at(bundle, "close")).status_code == 303
    assert Response.objects.get().area_id == HERE
    assert Event.objects.get(kind="round-changed").detail == {"change": "paper: sealed, once, 28 days"}


def test_only_the_coordinator_says_how_paper_is_dealt_with(world, lead):
    assert lead.get("/rounds/autumn/paper/").status_code == 403
    assert somebody(Role.COORDINATOR).post("/rounds/autumn/paper/", days="many").status_code == 422


def test_another_areas_paper_is_out_of_reach(world, lead):
    coordinator = somebody(Role.COORDINATOR)
    theirs = anyshire.bundled(world, 1, by=coordinator.person, area=THERE)
    assert lead.get(f"/paper/{THERE}/bundles/{theirs.pk}/").status_code == 403
    assert lead.get(at(theirs)).status_code == 404
    assert "Box 3" not in lead.words("/paper/")


# ---- Time ----


def test_paper_is_taken_for_a_while_after_the_round_has_closed(world, lead):
    cover = Cover("Late post", "1", "ehc", "standard")
    area, of, close = world.link.area, world.round, world.round.closes
    opened = bundling.open_bundle(of, area, world.version, cover, by=lead.person, now=close + timedelta(days=27))
    bundling.keep_sheet(opened, {"age": "4"}, slip="a", by=lead.person)
    with pytest.raises(NotDone, match="no longer taken"):
        bundling.close(opened, by=lead.person, now=close + timedelta(days=29))
    bundling.close(opened, by=lead.person, now=close + timedelta(days=28))
    assert Response.objects.get().month == timezone.localdate(close).replace(day=1)
    for moment, why in ((of.opens - timedelta(days=1), "not opened"), (close + timedelta(days=29), "no longer")):
        with pytest.raises(NotDone, match=why):
            bundling.open_bundle(of, area, world.version, cover, by=lead.person, now=moment)


# ---- What is typed ----


@pytest.mark.parametrize(
    ("item", "said", "cell"),
    [
        ("information", "1", "always"),
        ("information", "4", "dont-know"),
        ("information", "sometimes", "sometimes"),
        ("information", "?", "?"),
        ("information", "*", "*"),
        ("needs", "12", "learning;senses"),
        ("needs", "1, 2", "learning;senses"),
        ("budget-months", "2y 6m", "30"),
        ("budget-months", "18m", "18"),
        ("budget-months", "7", "7"),
        ("weekly", "£13.50", "13.5"),
        ("anything", "?", "?"),
        ("age", "", ""),
    ],
)
def test_what_is_typed_is_heard_as(world, item, said, cell):
    asked = world.version.instrument.by_id[item]
    assert hear_typed(asked, said) == cell
    assert hear_typed(asked, shown(asked, cell)) == cell
    assert in_words(asked, cell)


@pytest.mark.parametrize(
    ("item", "said"),
    [("information", "0"), ("information", "5"), ("information", "12"), ("information", "²"), ("needs", "1 9"),
     ("needs", "13"), ("needs", "*"), ("age", "99"), ("budget-months", "y")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(world, item, said):
    assert isinstance(hear_typed(world.version.instrument.by_id[item], said), Refusal)


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("/paper/", 7), ("bundle", 10), ("sheets/new", 7), (ADDRESS, 9)])
def test_no_page_asks_more_as_bundles_grow(world, lead, django_assert_num_queries, number, address, statements):
    for _ in range(number):
        bundle = anyshire.bundled(world, number, by=lead.person, sheets=number)
    there = {"bundle": at(bundle), "sheets/new": at(bundle, "sheets/new")}.get(address, address)
    lead.get(there)
    with django_assert_num_queries(statements):
        assert lead.get(there).status_code == 200


def test_paper_of_an_area_that_has_left_the_round_is_not_taken_in(world, lead):
    bundle = began(lead, 1)
    lead.post(at(bundle, "sheets/new"), age="4")
    anyshire.left(world, somebody(Role.MANAGER, HERE).person)
    closing = lead.post(at(bundle, "close"))
    assert (closing.status_code, words.LEFT in lead.words(at(bundle)), Response.objects.count()) == (409, False, 0)
    assert words.LEFT.encode() in closing.content
    assert words.LEFT.encode() in lead.post(at(bundle, "sheets/1"), age="5").content
    refused = lead.post(ADDRESS, label="Box 4", counted="1", variant="ehc", face="standard")
    assert (refused.status_code, words.LEFT.encode() in refused.content) == (422, True)
    assert words.NO_PLACES in lead.words("/paper/")
    assert lead.post(at(bundle, "sheets/1/remove")).status_code == 303  # what is taken in nowhere can still go
    assert Sheet.objects.count() == 0
