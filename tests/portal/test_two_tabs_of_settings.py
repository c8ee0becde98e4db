"""Settings of a round, a council, a list, an event and a person, open twice: the later page is told what stands now."""

import re
from html import unescape

import anyshire
import pytest
from django.utils import timezone
from test_action_plans import PLACE, answer

import mailing
from portal.councils.models import Contact
from portal.engagement import meeting
from portal.engagement.models import Event, Facilitation
from portal.outreach import listing, planning, quiet_words
from portal.outreach import words as outreach_words
from portal.outreach.models import QuietHours
from portal.people.models import Holding
from portal.people.rules import Role
from portal.reporting import live, results
from portal.retention.models import Schedule
from somebody import somebody

KEPT = {302, 303}


def stood(visitor, page):
    """What a form of a page says stood when it was opened."""
    return standing_in(visitor.get(page).content.decode())


def standing_in(said):
    return re.findall(r'name="stood" value="(\w+)"', said)[-1]


def sent(visitor, to, fields, **said):
    """The status, and the words of the answer."""
    answered = visitor.client.post(to, fields | said)
    return answered.status_code, unescape(answered.content.decode())


def overtaken(visitor, page, fields, *, first, second, to=""):
    """Two pages of one form, sent one after the other: what the second is told, and how it is sent once it was read."""
    to, before = to or page, stood(visitor, page)
    assert sent(visitor, to, fields, stood=before, **first)[0] in KEPT
    status, said = sent(visitor, to, fields, stood=before, **second)
    assert (status, "where something else stands now, it is said there" in said) == (409, True)
    return said, lambda: sent(visitor, to, fields, stood=standing_in(said), **second)[0]


def now_stands(text):
    return f"Since then somebody has put here: {text}"


def told(page, field, text):
    """How often what stands now is said at a field, and in the summary by the name of that field."""
    there = now_stands(text)
    return page.count(there), page.count(f"“{field}”: {there[:1].lower()}{there[1:]}</a>")


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


KEEPING = {"working": "60", "comments": "365", "answers": "1095", "controller": "", "officer": "", "basis": ""}


def test_how_long_a_round_is_kept(world, coordinator):
    here = "/rounds/autumn/retention/"
    first, second = {"answers": "700"}, {"controller": "Anyshire"}
    said, again = overtaken(coordinator, here, KEEPING, first=first, second=second, to=f"{here}set/")
    assert told(said, "All answers: days after the round has closed", "700") == (1, 1), (
        "at the field and in the summary"
    )
    assert said.count('value="Anyshire"') == 1
    assert (Schedule.objects.get().answers, Schedule.objects.get().controller) == (700, "")
    assert again() == 303, "whoever has read it puts theirs in its place"
    assert (Schedule.objects.get().answers, Schedule.objects.get().controller) == (1095, "Anyshire")


def test_a_schedule_that_is_refused_keeps_what_was_typed(world, coordinator):
    status, said = sent(
        coordinator, "/rounds/autumn/retention/set/", KEEPING, answers="ever", controller="Anyshire Council"
    )
    assert (status, 'value="ever"' in said, 'value="Anyshire Council"' in said) == (422, True, True)


HELP = f"/areas/{anyshire.ANYSHIRE}/help-contact/"
SAID = {"name": "", "phone": "01234 567", "email": "", "href": ""}


def test_whom_people_can_talk_to(manager):
    said, again = overtaken(manager, HELP, SAID, first={"name": "SENDIASS"}, second={"name": "The SEND team"})
    assert told(said, "Who it is", "SENDIASS") == (1, 1)
    assert said.count("Since then") == 1, "only where the two differ"
    assert Contact.objects.get().name == "SENDIASS"
    assert (again(), Contact.objects.get().name) == (303, "The SEND team")


def test_two_who_say_the_same_are_not_held_up(manager):
    before = stood(manager, HELP)
    assert [sent(manager, HELP, SAID, name="SENDIASS", stood=before)[0] for _ in range(2)] == [303, 303]


def test_what_was_emptied_meanwhile_is_said_to_be_empty(manager):
    assert sent(manager, HELP, SAID, name="SENDIASS")[0] == 303
    said, _ = overtaken(manager, HELP, SAID, first={"phone": ""}, second={"name": "The SEND team"})
    assert said.count("Since then somebody has emptied this.") == 2
    assert [
        said.count(f"“{field}”: since then somebody has emptied this.") for field in ("Who it is", "Telephone")
    ] == [1, 1]
    assert not Contact.objects.exists()


QUIET = f"/areas/{anyshire.ANYSHIRE}/quiet-hours/"


def test_when_nobody_is_written_to(manager):
    first, second = {"begins": "19:00", "days": ["5", "6"]}, {"begins": "21:00", "days": ["6"]}
    said, again = overtaken(manager, QUIET, {"ends": "09:00"}, first=first, second=second)
    fields, both_days = quiet_words.QUIET_FIELDS, ", ".join(quiet_words.WEEKDAYS[5:])
    assert (told(said, "From", "19:00"), told(said, fields["days-0"], both_days)) == ((1, 1), (1, 1))
    assert now_stands("09:00") not in said
    assert QuietHours.objects.get().days == "56"
    seen = stood(manager, QUIET)
    assert (again(), QuietHours.objects.get().days) == (303, "6")
    assert sent(manager, QUIET, {"do": "installation", "stood": seen})[0] == 409, "not the hours that were seen"
    assert QuietHours.objects.exists()
    assert sent(manager, QUIET, {"do": "installation", "stood": stood(manager, QUIET)})[0] == 303
    assert not QuietHours.objects.exists()


LETTER = {"language": "en", "signed": "The forum", "added": "", "reminders": "1", "between": "7"}


@pytest.fixture
def letters(world):
    """A list of ten people, and where it stands."""
    made = listing.make(
        world.link,
        name="Parents",
        letters=0,
        addresses=[f"person{at}@example.org" for at in range(10)],
        on=timezone.localdate(),
    )
    return made, f"/links/autumn/{anyshire.ANYSHIRE}/lists/{made.pk}/"


def test_what_the_e_mails_of_a_list_say_and_when_they_come(letters, manager):
    made, here = letters
    first, second = {"added": "We read every word.", "reminders": "2"}, {"added": "Thank\nyou."}
    said, again = overtaken(manager, f"{here}mail/", LETTER, first=first, second=second)
    label = dict(outreach_words.REMINDERS)["2"]
    assert (told(said, "A few words of your own", "We read every word."), told(said, "Reminders", label)) == (
        (1, 1),
        (1, 1),
    )
    made.refresh_from_db()
    assert (made.added, made.reminders) == ("We read every word.", 2)
    assert again() == 303
    made.refresh_from_db()
    assert (made.added, made.reminders) == ("Thank you.", 1)


def test_e_mails_that_began_meanwhile_are_said_to_have_begun_and_not_left_as_they_were_in_silence(letters, manager):
    made, here = letters
    planning.begin(made, "example.org", timezone.now())
    status, said = sent(manager, f"{here}mail/", LETTER, added="Too late.")
    assert (status, "The e-mails began since you opened the page" in said) == (409, True)


def test_e_mails_that_say_something_else_now_are_not_sent_by_a_page_that_lay_open(letters, manager, settings):
    made, here = letters
    with mailing.server() as server:
        mailing.names(settings, server.port)
        before = stood(manager, f"{here}begin/")
        assert sent(manager, f"{here}mail/", LETTER, added="Quite other words.")[0] == 303
        status, said = sent(manager, f"{here}begin/", {"stood": before})
        made.refresh_from_db()
        assert (status, made.started, "Nothing was sent." in said) == (409, None, True)
        assert sent(manager, f"{here}begin/", {"stood": standing_in(said)})[0] == 303
    made.refresh_from_db()
    assert made.started is not None


EVENT = {
    "title": "Together",
    "starts": "2027-03-31T18:00",
    "ends": "2027-03-31T20:00",
    "place": "Hall",
    "invited": ["board"],
}


@pytest.fixture
def event(world, manager):
    """An event that a council plans."""
    results.protected.cache_clear()
    live.forget()
    answer(world, 30)
    assert sent(manager, f"{PLACE}events/new/", EVENT)[0] == 302
    return Event.objects.get()


def test_an_event(event, manager):
    here = f"{PLACE}events/{event.pk}/"
    before = stood(manager, f"{here}?change=1")
    assert sent(manager, here, EVENT, place="Library", starts="2027-03-31T17:30", stood=before)[0] == 302
    status, said = sent(manager, here, EVENT, title="All together", invited=["forum"], stood=before)
    assert (status, 'value="All together"' in said) == (409, True)
    assert told(said, "Where it is", "Library") == (1, 1)
    assert told(said, "When it begins", "31 March 2027, 17:30") == (1, 1)
    assert told(said, "Who is invited", meeting.named(["board"])) == (0, 1), "the boxes have no line of their own"
    event.refresh_from_db()
    assert (event.title, event.place, event.invited) == ("Together", "Library", ["board"])
    assert sent(manager, here, EVENT, title="All together", stood=standing_in(said))[0] == 302


def test_an_event_that_was_changed_is_neither_opened_nor_removed_by_a_page_that_lay_open(event, manager):
    here = f"{PLACE}events/{event.pk}/"
    before = stood(manager, here)
    assert sent(manager, here, EVENT, place="Library")[0] == 302
    for does in ("show", "remove"):
        status, said = sent(manager, here, {"stood": before, "do": does})
        assert (status, "This event was changed since you opened the page." in said) == (409, True)
    assert not Event.objects.get().public
    assert sent(manager, here, {"stood": standing_in(said), "do": "remove"})[0] == 302


def test_a_request_for_somebody_to_lead_an_event_is_answered_once(event, manager, coordinator):
    assert sent(manager, f"{PLACE}events/{event.pk}/facilitation/", {"wish": "Please."})[0] == 302
    to = f"/facilitation/{Facilitation.objects.get().pk}/"
    assert sent(coordinator, to, {"answer": "accepted", "who": "The national team"})[0] == 302
    status, said = sent(coordinator, to, {"answer": "declined"})
    assert (status, "Somebody has answered this meanwhile." in said) == (409, True)
    assert Facilitation.objects.get().answer == "accepted"


def test_a_role(coordinator):
    held = Holding.objects.get(person=somebody(Role.READER, anyshire.ANYSHIRE).person)
    here = f"/people/roles/{held.pk}/"
    before = stood(coordinator, here)
    assert sent(coordinator, here, {"stood": before, "role": Role.DATA_LEAD})[0] == 302
    for to in (here, f"{here}remove/"):
        status, said = sent(coordinator, to, {"stood": before, "role": Role.MANAGER})
        assert (status, "was changed since you opened the page: it is now" in said) == (409, True)
    assert Holding.objects.get(pk=held.pk).role == Role.DATA_LEAD
    assert sent(coordinator, here, {"stood": stood(coordinator, here), "role": Role.MANAGER})[0] == 302


def test_a_role_that_was_taken_away_in_another_tab_is_said_to_be_gone(coordinator):
    rita = somebody(Role.READER, anyshire.ANYSHIRE).person
    held = Holding.objects.get(person=rita)
    here = f"/people/roles/{held.pk}/"
    before = stood(coordinator, here)
    assert sent(coordinator, f"{here}remove/", {"stood": before})[0] == 200
    for to in (here, f"{here}remove/"):
        status, said = sent(coordinator, to, {"stood": before, "role": Role.DATA_LEAD})
        assert (status, "somebody has taken it away" in said, "People and their roles" in said) == (404, True, True)
    assert "somebody has taken it away" in coordinator.get(here).content.decode()
