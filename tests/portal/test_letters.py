"""Letters by e-mail, to a real server that each test starts: once each, in the council's words, and never to whom is silent."""

import re
from datetime import datetime, time, timedelta
from email.utils import parseaddr

import anyshire
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

import mailing
from mailing import page, plain
from portal.councils.models import Contact
from portal.outreach import codes, listing, planning, silencing, swapping, words
from portal.outreach.models import Invitation, InvitationList, Letter, Silence
from portal.outreach.outbox import CLAIM, WAITS, Sending
from portal.outreach.quiet import Quiet, is_quiet, loud_from
from portal.outreach.swapping import TOGETHER

pytestmark = pytest.mark.django_db(transaction=True)
State = Letter.State


@pytest.fixture
def post(settings):
    with mailing.server() as server:
        mailing.names(settings, server.port)
        yield server


def people(number: int) -> list[str]:
    return [f"person{at}@example.org" for at in range(number)]


def begun(world, addresses=None, now=None, **more) -> InvitationList:
    """A list that has begun."""
    made = listing.make(world.link, name="Parents", addresses=addresses or people(10), on=timezone.localdate())
    InvitationList.objects.filter(pk=made.pk).update(**more)
    made.refresh_from_db()
    planning.begin(made, "portal.example", now or timezone.now())
    return made


def sends(at: datetime | None = None) -> Sending:
    """One pass of a worker, at a moment."""
    sending = Sending(lambda: at or timezone.now())
    sending.run()
    return sending


def states() -> dict[str, int]:
    found = list(Letter.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in State.values if state in found}


def test_everybody_gets_one_letter_with_a_way_in_of_their_own(world, post):
    begun(world, signed="Åsa Öberg", added="Thank you for your time.")
    assert sends().done["sent"] == 10
    sends()
    assert {to: len(got) for to, got in post.got.items()} == dict.fromkeys(people(10), 1)
    for to, (letter,) in post.got.items():
        code = codes.code_of(Invitation.objects.get(address=to).key)
        for said in (plain(letter), page(letter)):
            assert f"http://127.0.0.1:8000/i/{code}/" in said
            assert "Thank you for your time." in said
            assert "“Getting support”" in said
            assert "Åsa Öberg" in said
        assert letter["To"] == to
        assert parseaddr(str(letter["From"])) == ("Åsa Öberg", "poet@portal.example")
        assert letter["Subject"] == "Have your say about support in Anyshire"
        assert Client().get(f"/i/{code}/").status_code == 200
    assert len({str(letter["Message-ID"]) for letter in post.letters}) == 10
    assert states() == {"sent": 10}


def test_a_letter_is_words_and_links_and_nothing_that_tells_whether_it_is_read(world, post):
    begun(world)
    sends()
    letter = post.letters[0]
    assert [part.get_content_type() for part in letter.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    shown = page(letter)
    assert re.findall(r"<(?:img|script|link|iframe|object|video|audio)\b|url\(|src=", shown) == []
    places = set(re.findall(r"https?://[^\s\"<]+", shown))
    assert {place.split("/")[3] for place in places} == {"i", "silence"}
    assert '<html lang="en" dir="ltr">' in shown
    assert "<title>Have your say about support in Anyshire</title>" in shown
    assert shown.count("<h1") == 1


def test_a_letter_in_another_language_is_marked_and_carries_the_english_words(dressed, post):
    begun(dressed, language="ur")
    sends()
    letter = post.letters[0]
    assert "Anyshire" in letter["Subject"]
    assert '<html lang="ur" dir="rtl">' in page(letter)
    assert '<div lang="en" dir="ltr">' in page(letter)
    for said in (plain(letter), page(letter)):
        assert "یہ الفاظ مشین نے بنائے ہیں" in said
        assert "Open the questionnaire" in said
    assert "?language=ur" in plain(letter)


def test_a_made_up_round_says_so_and_a_contact_is_named(made_up_world, post):
    area = made_up_world.link.area
    Contact.objects.create(area=area, name="The forum", phone="01632 960001", changed=timezone.localdate())
    begun(made_up_world)
    sends()
    assert "made-up people" in plain(post.letters[0])
    assert "with somebody’s help: The forum, 01632 960001." in plain(post.letters[0])


@pytest.mark.parametrize("said", ["Anyshire\r\nBcc: other@example.org", "A\nSubject: x", 'Council "of" <x@y.z>, Any'])
def test_a_councils_words_become_no_header(world, post, said):
    area = world.link.area
    area.name = 'Any;shire, of "all" <counties>'
    area.save()
    begun(world, signed=" ".join(said.split()), added=said)
    sends()
    letter = post.letters[0]
    assert set(letter.keys()) == {
        "Subject", "From", "To", "Message-ID", "Date", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert parseaddr(str(letter["From"]))[1] == "poet@portal.example"
    assert set(post.got) == set(people(10))
    assert "<counties>" not in page(letter)


def test_names_and_addresses_of_every_script_arrive(world, post):
    odd = ["jürgen@example.org", "ola@xn--bcher-kva.example", "o'neil+a@example.org"]
    begun(world, [*odd, *people(10)], signed="شہر")
    sends()
    assert set(odd) <= set(post.got)
    assert str(post.got["jürgen@example.org"][0]["To"]) == "jürgen@example.org"


def test_what_the_server_does_not_take_now_is_tried_again_later_and_later(world, post):
    begun(world)
    late = people(1)[0]
    post.says[late] = "451 4.7.1 Greylisted"
    now = timezone.now() + timedelta(seconds=1)
    assert sends(now).done == {"waiting": 0, "sent": 9, "refused": 0, "left": 0, "later": 1}
    for wait in WAITS:
        assert sends(now + wait - timedelta(minutes=1)).done["later"] == 0
        now += wait + timedelta(seconds=1)
        last = sends(now).done
    assert last["refused"] == 1
    assert post.asked.count(late) == len(WAITS) + 1
    assert states() == {"sent": 9, "refused": 1}


def test_it_may_take_it_the_second_time(world, post):
    begun(world)
    post.after = "452 4.3.1 Full"
    now = timezone.now() + timedelta(seconds=1)
    assert sends(now).done["later"] == 10
    post.after = mailing.NOW
    assert sends(now + WAITS[0]).done["sent"] == 10
    assert {len(got) for got in post.got.values()} == {1}


@pytest.mark.parametrize(("said", "silent"), [("550 5.1.1 No such user", True), ("550 5.7.1 Not from you", False)])
def test_what_the_server_never_takes_is_left_and_who_is_not_there_is_written_to_no_more(world, post, said, silent):
    made = begun(world, reminders=1, between=3)
    gone = people(1)[0]
    post.says[gone] = said
    assert sends().done["refused"] == 1
    assert Silence.objects.filter(why="bounced").count() == silent
    assert sends(timezone.now() + timedelta(days=4)).done["sent"] == 9  # no reminder of what never came
    assert gone not in post.got
    assert made.invitations.get(address=gone).letters.get().state == State.REFUSED


def test_a_server_that_is_down_costs_no_letter_an_attempt(world, post, settings):
    begun(world)
    settings.EMAIL_PORT = mailing.free_port()
    assert sends().trouble == words.SERVER_SILENT
    assert set(Letter.objects.values_list("tries", "claimed", "state")) == {(0, "", "waiting")}
    settings.EMAIL_PORT = post.port
    assert sends().done["sent"] == 10


def test_a_server_that_breaks_off_is_tried_again_and_one_letter_stands_back(world, post):
    begun(world)
    post.after = "421 4.3.0 Going down"
    first = sends()
    assert first.done["sent"] == 0
    post.after = mailing.NOW
    later = timezone.now() + WAITS[0] + timedelta(seconds=1)
    sends(later)
    assert {to: len(got) for to, got in post.got.items()} == dict.fromkeys(people(10), 1)


def test_nobody_is_written_to_by_night_or_on_a_sunday(world, post, settings):
    settings.QUIET = (time(20), time(8), frozenset({6}))
    today = timezone.localdate()
    tuesday = today + timedelta(days=(8 - today.weekday()) % 7 or 7)  # whatever day and hour the test runs at
    begun(world, now=timezone.make_aware(datetime.combine(tuesday, time(12))))
    night = timezone.make_aware(datetime.combine(tuesday, time(23, 30)))
    assert night < world.round.closes
    assert sends(night).trouble == words.QUIET_NOW
    assert post.letters == []
    assert Letter.objects.filter(state=State.WAITING, claimed="").count() == 10


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime(2026, 3, day, hour, minute))  # noqa: DTZ001 (made aware here)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        (local(27, 8), local(27, 8)),
        (local(27, 19, 59), local(27, 19, 59)),
        (local(27, 20), local(28, 8)),
        (local(27, 3), local(27, 8)),
        (local(28, 21), local(30, 8)),  # over a Sunday on which the clocks change
        (local(29, 12), local(30, 8)),
    ],
)
def test_the_night_and_the_sunday_end_by_the_clock_of_the_people(now, then):
    kept = Quiet(time(20), time(8), frozenset({6}))
    assert loud_from(now, kept) == then
    assert is_quiet(now, kept) == (now != then)
    assert loud_from(now, Quiet(time(), time(), frozenset())) == now


def test_a_list_has_its_own_reminders_and_they_are_kind_to_who_has_answered(world, post):
    begun(world, reminders=2, between=5)
    now = timezone.now()
    days = [sends(now + timedelta(days=day)).done["sent"] for day in range(13)]
    assert days == [10, 0, 0, 0, 0, 10, 0, 0, 0, 0, 10, 0, 0]
    assert len({str(letter["Message-ID"]) for letter in post.letters}) == 30
    reminder = post.got[people(1)[0]][1]
    assert reminder["Subject"].startswith("A reminder")
    assert "If you have answered already, thank you." in plain(reminder)


def test_who_is_known_to_have_answered_is_not_reminded_and_five_or_more_are_known_at_once(world, post):
    begun(world, people(20), reminders=1, between=3)
    sends()
    for one in Invitation.objects.all()[:12]:
        swapping.swap(codes.code_of(one.key), "x", timezone.now())
    marked = Invitation.objects.filter(used=True)
    assert marked.count() == TOGETHER
    sends(timezone.now() + timedelta(days=3))
    assert {to for to, got in post.got.items() if len(got) == 1} == {one.address for one in marked}


def test_nothing_is_sent_before_the_round_opens_after_it_closes_or_once_it_is_stopped(world, post):
    world.round.opens = timezone.now() + timedelta(days=2)
    world.round.save()
    made = begun(world, reminders=1, between=20)
    assert sends().done["sent"] == 0
    made.refresh_from_db()
    assert made.started == timezone.localdate(world.round.opens)
    assert planning.stop(made) == 10
    assert sends(timezone.now() + timedelta(days=3)).done["sent"] == 0
    assert states() == {"left": 10}
    Letter.objects.update(state=State.WAITING)
    InvitationList.objects.update(stopped=False)
    assert sends(timezone.now() + timedelta(days=60)).done["left"] == 10
    assert post.letters == []


def test_a_list_begins_once_and_what_is_erased_sends_nothing(world, post):
    made = begun(world)
    assert planning.begin(made, "portal.example", timezone.now()) == 0
    assert Letter.objects.count() == 10
    listing.erase(made, timezone.localdate())
    assert sends().done == dict.fromkeys(("waiting", "sent", "refused", "left", "later"), 0)


def test_a_worker_that_lost_its_claim_sends_nothing(world, post):
    begun(world)
    slow = Sending(timezone.now)
    letters = slow._claimed()
    assert len(letters) == 10
    assert sends().done["sent"] == 0  # they are the other one's
    assert sends(timezone.now() + CLAIM + timedelta(seconds=1)).done["sent"] == 10
    assert [slow._renew(one, timezone.now()) for one in letters] == [False] * 10


def test_the_order_of_sending_is_gone_once_a_list_is_through(world, post):
    begun(world, people(100))
    order = list(Letter.objects.order_by("pk").values_list("invitation_id", flat=True))
    sends()
    assert [to for to, _ in post.got.items()] == [Invitation.objects.get(pk=key).address for key in order]
    anew = list(Letter.objects.order_by("pk").values_list("invitation_id", flat=True))
    assert sorted(anew) == sorted(order)
    assert sum(a == b for a, b in zip(anew, order, strict=True)) < 20
    assert Letter.objects.values("due", "tries", "claimed", "claimed_until", "state").distinct().count() == 1


def test_no_address_is_said_by_the_command_or_in_a_fault(world, post, settings, capsys, caplog):
    begun(world)
    post.says[people(1)[0]] = f"550 5.1.1 <{people(1)[0]}> unknown"
    post.says[people(2)[1]] = f"450 4.2.1 <{people(2)[1]}> busy"
    call_command("send_letters", once=True)
    settings.EMAIL_PORT = mailing.free_port()
    Letter.objects.update(due=timezone.now())
    call_command("send_letters", once=True)
    said = capsys.readouterr()
    assert "Letters sent: 8. To be tried again: 1. Could not be delivered: 1." in said.out
    assert words.SERVER_SILENT in said.err
    assert "example.org" not in said.out + said.err + caplog.text
    settings.SENDS_LETTERS = False
    with pytest.raises(CommandError, match="POET_SMTP_URL"):
        call_command("send_letters", once=True)


def silence_in(letter) -> str:
    """Where the headers of a letter say that one asks for no more."""
    return str(letter["List-Unsubscribe"]).strip("<>").removeprefix("http://127.0.0.1:8000")


@pytest.mark.parametrize("fields", [{}, {"List-Unsubscribe": "One-Click"}])
def test_who_asks_for_no_more_gets_no_more_by_the_page_or_by_one_click(world, post, fields):
    begun(world, reminders=1, between=3)
    sends()
    letter = post.got[people(1)[0]][0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    there = silence_in(letter)
    assert there in plain(letter)
    assert there in page(letter)
    stranger = Client(enforce_csrf_checks=True)
    looked = stranger.get(there).content.decode()
    assert "Do you want no more e-mails from Anyshire?" in looked
    assert "script" not in looked
    assert Silence.objects.count() == 0  # as a scanner does
    for _ in range(2):
        assert "You will get no more e-mails" in stranger.post(there, fields).content.decode()
    assert sends(timezone.now() + timedelta(days=3)).done["sent"] == 9
    assert Client().get("/silence/unknown/").status_code == 404


def test_whom_a_token_silences_gets_nothing_more_in_that_area_whatever_the_list(world, post):
    one = people(1)[0]
    token = silencing.token_of(anyshire.ANYSHIRE, silencing.digest_of(anyshire.ANYSHIRE, one.upper()))
    area, digest = silencing.read(token)
    assert silencing.silence(area.pk, digest, Silence.Why.ASKED)
    assert not silencing.silence(area.pk, digest, Silence.Why.BOUNCED)
    begun(world)
    assert sends().done == {"waiting": 0, "sent": 9, "refused": 0, "left": 1, "later": 0}
    theirs = listing.make(world.links[anyshire.OTHERSHIRE], name="P", addresses=people(10), on=timezone.localdate())
    planning.begin(theirs, "portal.example", timezone.now())
    assert sends().done["sent"] == 10  # another council may
    assert one not in str(list(Silence.objects.values()))
    for wrong in ("", "x", token[:-1], token.replace("E109", "E108"), f"{token}.x", "é.é.é"):
        assert silencing.read(wrong) is None
