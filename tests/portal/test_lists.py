"""The pages of lists: made once, every fault told by its line, codes handed out once, e-mails begun, stopped and erased."""

import csv
import io
import re
from datetime import time, timedelta

import anyshire
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import mailing
from mailing import plain
from portal.audit.models import Event
from portal.outreach import addressing, codes, listing, words
from portal.outreach.models import Invitation, InvitationList, Letter
from portal.outreach.outbox import Sending
from portal.outreach.planning import remind
from portal.people.rules import Role
from somebody import somebody

LISTS = f"/links/autumn/{anyshire.ANYSHIRE}/lists/"
PEOPLE = "\n".join(f"person{at}@example.org" for at in range(10))


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def makes(manager, world, **fields):
    return manager.post(
        LISTS, **({"link": world.link.token, "name": "Parents", "addresses": "", "letters": ""} | fields)
    )


def made_list(world, **how) -> InvitationList:
    return listing.make(world.link, **({"name": "Parents", "letters": 10} | how), on=timezone.localdate())


def test_a_list_of_addresses_is_made_once_however_often_the_form_is_sent(world, manager):
    assert "There is no list yet" in manager.get(LISTS).content.decode()
    for _ in range(2):
        made = makes(manager, world, addresses=PEOPLE)
        assert made.status_code == 303
    one = InvitationList.objects.get()
    assert made.headers["Location"] == f"{LISTS}{one.pk}/"
    assert one.invitations.count() == 10
    assert Event.objects.filter(kind="links-changed").count() == 1
    assert "example.org" not in str(list(Event.objects.values()))
    shown = manager.get(f"{LISTS}{one.pk}/").content.decode()
    assert "example.org" not in shown
    assert "Nothing is sent yet" in shown


def test_a_file_of_a_spreadsheet_is_read_with_its_head_and_its_other_columns(world, manager):
    rows = "Name;E-mail address\r\n" + "".join(f"Zoë {at};p{at}@example.org\r\n" for at in range(10))
    file = SimpleUploadedFile("people.csv", rows.encode("cp1252"))
    assert makes(manager, world, file=file).status_code == 303
    assert set(Invitation.objects.values_list("address", flat=True)) == {f"p{at}@example.org" for at in range(10)}


@pytest.mark.parametrize(
    ("fields", "at", "said"),
    [
        ({"addresses": PEOPLE + "\nann@@example.org\nPERSON3@example.org\nnobody"}, "addresses",
         ["Line 11: “ann@@example.org” is not an e-mail address", "Line 12: this address stands in line 4 already",
          "Line 13: “nobody” is not"]),
        ({"addresses": "a@example.org"}, "addresses", ["at least 10 people, and this one has 1"]),
        ({}, "addresses", [words.LIST_EMPTY[:30]]),
        ({"addresses": PEOPLE, "letters": "12"}, "addresses", [words.LIST_BOTH[:30]]),
        ({"letters": "9"}, "letters", ["at least 10 people, and this one has 9"]),
        ({"letters": "many"}, "letters", ["This is not a number"]),
        ({"letters": "20001"}, "letters", ["at most 20,000"]),
        ({"letters": "12", "name": " "}, "name", ["Name the list"]),
        ({"letters": "12", "link": "none"}, "link", ["Choose what the people are asked"]),
    ],
)  # fmt: skip
def test_what_cannot_be_a_list_is_told_at_its_field_and_stores_nothing(world, manager, fields, at, said):
    page = makes(manager, world, **fields)
    shown = page.content.decode()
    assert page.status_code == 422
    assert f'id="{at}-error"' in shown
    assert [one for one in said if one not in shown] == []
    assert InvitationList.objects.count() == Invitation.objects.count() == 0


def test_a_list_of_another_council_is_not_there(world, manager):
    theirs = listing.make(world.links[anyshire.OTHERSHIRE], name="P", letters=10, on=timezone.localdate())
    for place in ("", "mail/", "begin/", "erase/"):
        assert manager.get(f"{LISTS}{theirs.pk}/{place}").status_code == 404
    assert manager.post(f"{LISTS}{theirs.pk}/take.csv").status_code == 404
    assert makes(manager, world, link=world.links[anyshire.OTHERSHIRE].token, letters="10").status_code == 422


def test_addresses_are_read_as_people_paste_them():
    read = addressing.read('Ann <ann@example.org>, bob@example.org\n\n"Cath"\tcath@bücher.example\njürgen@example.org ')
    assert read.addresses == ("ann@example.org", "bob@example.org", "cath@xn--bcher-kva.example", "jürgen@example.org")
    assert read.faults == ()
    many = addressing.read("\n".join("x" for _ in range(30))).faults
    assert (len(many), "10 more" in many[-1]) == (21, True)
    for odd in ("a@b", "a b@example.org", "a\x00@example.org", "@example.org", "a" * 250 + "@example.org"):
        assert not addressing.is_address(odd)


@pytest.mark.parametrize(("ending", "begins"), [("csv", b"\xef\xbb\xbfnumber,code,address"), ("pdf", b"%PDF-")])
def test_codes_are_handed_out_once(world, manager, ending, begins):
    one = made_list(world)
    there = f"{LISTS}{one.pk}/take.{ending}"
    assert manager.get(there).status_code == 405
    taken = manager.post(there)
    assert (taken.status_code, taken.content[: len(begins)]) == (200, begins)
    assert "attachment" in taken["Content-Disposition"]
    again = manager.post(there)
    assert again.status_code == 409
    assert "handed out once" in again.content.decode()
    assert "taken away on" in manager.get(f"{LISTS}{one.pk}/").content.decode()
    said = Event.objects.get(kind="exported")
    assert said.detail == {"what": "codes of invitations", "format": ending}


def test_the_table_holds_every_code_and_each_opens_the_questionnaire(world, manager, client):
    one = made_list(world)
    table = manager.post(f"{LISTS}{one.pk}/take.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert {row["code"] for row in rows} == {
        codes.code_of(key) for key in Invitation.objects.values_list("key", flat=True)
    }
    assert client.get(rows[0]["address"].removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_letters_are_made_for_as_many_as_a_pdf_can_hold(world, manager):
    one = made_list(world, letters=501)
    page = manager.post(f"{LISTS}{one.pk}/take.pdf")
    assert (page.status_code, "up to 500 people" in page.content.decode()) == (422, True)
    assert manager.post(f"{LISTS}{one.pk}/take.csv").status_code == 200


def test_no_codes_of_e_mails_are_handed_out(world, manager):
    one = made_list(world, letters=0, addresses=PEOPLE.split())
    assert manager.post(f"{LISTS}{one.pk}/take.csv").status_code == 404


def test_an_erased_list_keeps_no_address_and_its_invitations_go_on_working(world, manager, client):
    one = made_list(world, letters=0, addresses=PEOPLE.split())
    there = f"{LISTS}{one.pk}/erase/"
    assert "Erase the addresses of “Parents”?" in manager.get(there).content.decode()
    assert Invitation.objects.exclude(address="").count() == 10  # looking erases nothing
    for _ in range(2):
        assert manager.post(there).status_code == 303
    assert Invitation.objects.exclude(address="").count() == 0
    assert Event.objects.get(kind="erased").detail == {"what": "addresses of invitations", "how_many": "10"}
    assert client.get(f"/i/{codes.code_of(Invitation.objects.first().key)}/").status_code == 200
    assert manager.get(f"{LISTS}{one.pk}/mail/").status_code == 404
    assert "addresses are erased" in manager.get(f"{LISTS}{one.pk}/").content.decode()


# ---- e-mails ----


@pytest.fixture
def post(settings):
    with mailing.server() as server:
        mailing.names(settings, server.port)
        yield server


@pytest.fixture
def by_mail(world):
    return made_list(world, letters=0, addresses=PEOPLE.split())


WORDS = {"language": "en", "signed": "The forum", "added": "Thank you.", "reminders": "1", "between": "7"}


def test_without_a_mail_server_the_page_says_what_to_ask_for_and_begins_nothing(by_mail, manager):
    for place in ("mail/", "begin/"):
        assert "POET_SMTP_URL" in manager.get(f"{LISTS}{by_mail.pk}/{place}").content.decode()
    manager.post(f"{LISTS}{by_mail.pk}/begin/")
    assert Letter.objects.count() == 0


def test_what_an_e_mail_says_is_kept_and_shown_before_it_is_sent(by_mail, manager, post):
    there = f"{LISTS}{by_mail.pk}/mail/"
    assert manager.post(there, **WORDS).status_code == 303
    shown = " ".join(manager.words(there))
    for said in ("The forum <poet@portal.example>", "Thank you.", "0000-0000-0000-0000", "For Anyshire: The forum"):
        assert said in shown
    assert post.letters == []


@pytest.mark.parametrize(
    ("wrong", "at"),
    [({"signed": "A <b@c.d>"}, "signed"), ({"signed": "A\x07"}, "signed"), ({"signed": "x" * 81}, "signed"),
     ({"added": "x" * 601}, "added"), ({"language": "xx"}, "language"), ({"reminders": "3"}, "reminders"),
     ({"between": "2"}, "between"), ({"between": "soon"}, "between")],
)  # fmt: skip
def test_what_cannot_be_said_is_told_at_its_field(by_mail, manager, wrong, at):
    page = manager.post(f"{LISTS}{by_mail.pk}/mail/", **(WORDS | wrong))
    assert page.status_code == 422
    assert f'id="{at}-error"' in page.content.decode()
    by_mail.refresh_from_db()
    assert by_mail.signed == ""


@pytest.mark.django_db(transaction=True)
def test_a_name_with_line_breaks_becomes_one_line(by_mail, manager, post):
    manager.post(f"{LISTS}{by_mail.pk}/mail/", **(WORDS | {"signed": "A\r\nBcc: x@example.org"}))
    assert "A test is on its way" in manager.post(f"{LISTS}{by_mail.pk}/mail/", do="test").content.decode()
    (letter,) = post.letters
    assert letter["Bcc"] is None
    assert letter["To"] == manager.person.email
    assert letter["Subject"].startswith("Test: Have your say")
    assert "0000-0000-0000-0000" in plain(letter)
    assert Letter.objects.count() == 0


def test_a_test_that_is_not_taken_says_so(by_mail, manager, post, settings):
    post.after = "550 5.7.1 No"
    there = f"{LISTS}{by_mail.pk}/mail/"
    assert "did not take the test" in manager.post(there, do="test").content.decode()
    settings.EMAIL_PORT = mailing.free_port()
    assert "did not take the test" in manager.post(there, do="test").content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_page_says_who_gets_it_and_when_and_then_it_begins_once(by_mail, manager, post, settings):
    settings.QUIET = (time(20), time(8), frozenset({6}))
    manager.post(f"{LISTS}{by_mail.pk}/mail/", **WORDS)
    there = f"{LISTS}{by_mail.pk}/begin/"
    shown = " ".join(manager.words(there))
    assert "Send 10 invitations?" in shown
    assert "From 20:00 to 08:00 or on Sundays." in shown
    assert "to whoever is not known to have answered" in shown
    for _ in range(2):
        assert manager.post(there).status_code == 303
    assert Letter.objects.count() == 10
    assert Event.objects.filter(detail={"change": words.LIST_BEGUN}).count() == 1
    page = f"{LISTS}{by_mail.pk}/"
    assert "Waiting 10 or more" in " ".join(manager.words(page))
    settings.QUIET = (time(), time(), frozenset())
    Sending(lambda: timezone.now() + timedelta(days=3)).run()
    assert len(post.letters) == 10
    assert "Invitations sent by e-mail 10 or more" in " ".join(manager.words(page))
    by_mail.refresh_from_db()
    manager.post(f"{LISTS}{by_mail.pk}/mail/", **(WORDS | {"signed": "Another"}))
    by_mail.refresh_from_db()
    assert by_mail.signed == "The forum"  # what was said is not changed once it is out


@pytest.mark.django_db(transaction=True)
def test_a_list_looks_the_same_whoever_has_answered_and_however_many_are_reminded(by_mail, manager, post):
    page = f"{LISTS}{by_mail.pk}/"
    manager.post(f"{LISTS}{by_mail.pk}/mail/", **(WORDS | {"reminders": "2"}))
    manager.post(f"{LISTS}{by_mail.pk}/begin/")
    Letter.objects.update(state="sent")
    Invitation.objects.filter(pk__in=Invitation.objects.values("pk")[:3]).update(used=True)
    before = manager.words(page)
    assert " ".join(before).count("0 of 2 begun") == 1
    Invitation.objects.update(used=True)
    assert manager.words(page) == before
    Invitation.objects.filter(pk__in=Invitation.objects.values("pk")[:2]).update(used=False)
    remind("example.org", timezone.now() + timedelta(days=8))
    assert Letter.objects.filter(number=1).count() == 2
    after = manager.words(page)
    assert [one.replace("1 of 2 begun", "0 of 2 begun") for one in after] == before


def test_the_rest_is_stopped_and_the_log_says_so_once(by_mail, manager, post):
    manager.post(f"{LISTS}{by_mail.pk}/begin/")
    for _ in range(2):
        assert manager.post(f"{LISTS}{by_mail.pk}/stop/").status_code == 303
    assert set(Letter.objects.values_list("state", flat=True)) == {"left"}
    assert Event.objects.filter(detail={"change": words.LIST_STOPPED}).count() == 1
    assert "Stopped: nothing more is sent." in manager.get(f"{LISTS}{by_mail.pk}/").content.decode()


@pytest.mark.parametrize(("number", "said"), [(9, "fewer than 10"), (10, "10 or more"), (19, "10 or more")])
def test_what_could_not_be_delivered_is_told_in_tens(world, manager, number, said):
    one = made_list(world, letters=0, addresses=[f"p{at}@example.org" for at in range(40)])
    InvitationList.objects.update(started=timezone.localdate())
    for at, invitation in enumerate(Invitation.objects.all()):
        state = Letter.State.REFUSED if at < number else Letter.State.SENT
        Letter.objects.create(invitation=invitation, message_id=str(at), state=state, due=timezone.now())
    words_shown = " ".join(manager.words(f"{LISTS}{one.pk}/"))
    assert f"Could not be delivered {said}" in words_shown
    assert not re.search(r"\b(9|19|31|21)\b", words_shown)


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_much_for_many_as_for_one(world, manager, post, number):
    for at in range(number):
        one = made_list(
            world, name=f"List {at}", letters=0, addresses=[f"p{of}@example.org" for of in range(10 * number)]
        )
    InvitationList.objects.update(started=timezone.localdate())
    asked = {}
    for page in ("", f"{one.pk}/", f"{one.pk}/mail/", f"{one.pk}/begin/"):
        manager.get(LISTS + page)
        with CaptureQueriesContext(connection) as captured:
            manager.get(LISTS + page)
        asked[page.partition("/")[2] if page else "lists"] = len(captured)
    assert asked == {
        "lists": 8,
        "": 9,
        "mail/": 9,
        "begin/": 11,
    }  # the last reads when nobody of the area is written to
