"""Tables handed in: checked in full first, then all or nothing, never twice, and taken back while the round is open."""

from datetime import timedelta
from io import BytesIO, StringIO

import anyshire
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from portal.audit.models import Event
from portal.capture.models import Response
from portal.people.rules import Role
from portal.uploads import checking, receiving, words
from portal.uploads.models import File, Origin, Staged, Upload
from portal.uploads.receiving import NotTaken
from somebody import somebody

HERE, THERE = anyshire.ANYSHIRE, anyshire.OTHERSHIRE
PAGE = f"/uploads/{HERE}/of/autumn/small/"
SOUND = b"id,age,has-budget,weekly,information\n1,4,yes,120,Always\n2,5,no,99,never\n,,,,\n"


@pytest.fixture
def lead(world):
    return somebody(Role.DATA_LEAD, HERE)


def handed_in(lead, data=SOUND, *, look=True, name="table.csv"):
    answer = lead.post(PAGE, file=SimpleUploadedFile(name, data))
    assert answer.status_code == 303, answer.content.decode()
    one = Upload.objects.latest("pk")
    if look:
        checking.run(one.pk)
        one.refresh_from_db()
    return one


def at(one, *rest):
    return "/".join((f"/uploads/{HERE}/tables/{one.pk}", *rest, ""))


def test_a_sound_table_is_looked_at_and_then_stored_whole(world, lead):
    one = handed_in(lead)
    assert (one.state, one.done, one.passed_over) == ("ready", 2, 1)
    assert Response.objects.count() == 0
    page = lead.words(at(one))
    assert "2 rows with answers, and 1 without, which are passed over." in page
    assert {"Always", "Never", "120"} <= set(page)
    assert lead.post(at(one, "store")).status_code == 303
    stored = Response.objects.order_by("answers__age").values_list("channel", "area_id", "variant", "worn", "answers")
    digest = world.version.instrument.digest
    assert list(stored) == [
        ("upload", HERE, "ehc", digest, {"age": "4", "has-budget": "yes", "weekly": "120", "information": "always"}),
        ("upload", HERE, "ehc", digest, {"age": "5", "has-budget": "no", "information": "never"}),
    ]
    assert (Staged.objects.count(), File.objects.count(), Upload.objects.get().preview) == (0, 0, [])


def test_what_is_stored_is_what_the_web_stores(world, lead):
    anyshire.sent(world.link, age="4", information="always")
    one = handed_in(lead, b"age,information\n4,always\n")
    lead.post(at(one, "store"))
    web, table = (Response.objects.get(channel=channel) for channel in ("web", "upload"))
    for field in Response._meta.concrete_fields:
        if field.attname not in {"key", "channel", "settled"}:  # only what came by the web waits for others
            assert getattr(web, field.attname) == getattr(table, field.attname)


def test_a_fault_anywhere_stores_nothing_and_is_told_with_its_place(world, lead):
    one = handed_in(lead, b"age,information\n4,always\n77,sometimes\n5,perhaps\n")
    assert (one.state, one.faults) == ("faulty", 2)
    page = lead.words(at(one))
    assert "Mend the table" in " ".join(page)
    assert page.index("3") < page.index("4", page.index("3"))
    assert any("outside what can be entered" in line for line in page)
    copy = load_workbook(BytesIO(lead.get(at(one)[:-1] + "/marked.xlsx").content))
    assert copy.sheetnames == ["What to mend", "answers"]
    assert copy["answers"]["A3"].comment.text.startswith("77 is outside")
    assert lead.post(at(one, "store")).status_code == 409
    assert (Response.objects.count(), bytes(File.objects.get().data)) == (0, b"")


def test_many_faults_are_read_a_page_at_a_time(world, lead):
    one = handed_in(lead, b"age\n" + b"99\n" * 120)
    assert lead.get(at(one) + "?page=3").content.count(b"outside what can be entered") == 20
    assert lead.get(at(one) + "?page=9").status_code == 200


def test_the_template_is_for_exactly_what_the_area_asks(world, lead):
    anyshire.with_more(world, "bus")
    head = lead.get(f"{PAGE}template.csv").content.decode("utf-8-sig").strip().split(",")
    assert head[:2] == ["id", "month"]
    assert "bus" in head
    book = load_workbook(BytesIO(lead.get(f"{PAGE}template.xlsx").content))
    assert [cell.value for cell in book["answers"][1]] == head
    assert lead.get(f"{PAGE}template.exe").status_code == 404


def test_a_questionnaire_that_changed_meanwhile_is_checked_again(world, lead):
    one = handed_in(lead)
    anyshire.with_more(world, "bus")
    answer = lead.post(at(one, "store"))
    assert (answer.status_code, Response.objects.count()) == (409, 0)
    assert words.CHANGED in answer.content.decode()


# ---- Twice, two people, stopped in the middle ----


def test_the_same_file_is_noticed(world, lead):
    handed_in(lead)
    answer = lead.post(PAGE, file=SimpleUploadedFile("another-name.csv", SOUND))
    assert answer.status_code == 422
    assert words.AGAIN in answer.content.decode()


def test_the_same_answers_in_another_file_are_not_stored_twice(world, lead):
    first = handed_in(lead)
    again = b"age;information;has-budget;weekly\r\n5;Never;No;\r\n4;always;Yes;120\r\n"
    second = handed_in(lead, again, name="saved-again.csv")
    assert (first.content, second.state) == (second.content, "ready")
    lead.post(at(first, "store"))
    answer = lead.post(at(second, "store"))
    assert (answer.status_code, Response.objects.count()) == (409, 2)
    assert words.SAME_ANSWERS in answer.content.decode()


def test_of_two_who_store_at_once_one_does(world, lead):
    one = handed_in(lead)
    colleague = somebody(Role.MANAGER, HERE)
    assert [who.post(at(one, "store")).status_code for who in (lead, colleague)] == [303, 409]
    assert Response.objects.count() == 2


def test_a_check_that_was_killed_leaves_nothing_and_is_begun_again(world, lead, monkeypatch):
    one = handed_in(lead, b"age\n" + b"".join(b"%d\n" % (row % 20) for row in range(50)), look=False)
    monkeypatch.setattr(checking, "STRETCH", 10)
    digest, seen = checking._digest, []

    def killed(row):
        if len(seen) == 30:
            raise SystemExit  # as a kill: nothing of ours is run afterwards
        seen.append(row)
        return digest(row)

    monkeypatch.setattr(checking, "_digest", killed)
    with pytest.raises(SystemExit):
        checking.run(one.pk)
    monkeypatch.setattr(checking, "_digest", digest)
    one.refresh_from_db()
    assert (one.state, one.done, one.of, Response.objects.count()) == ("checking", 30, 50, 0)
    assert "30 of 50 rows, 60%" in " ".join(lead.words(at(one)))
    checking.run(one.pk)  # somebody else may still be at it
    assert Staged.objects.count() == 30
    Upload.objects.update(beat=timezone.now() - timedelta(minutes=3))
    checking.run(one.pk)
    one.refresh_from_db()
    assert (one.state, one.done, Staged.objects.count()) == ("ready", 50, 50)
    lead.post(at(one, "store"))
    assert (Response.objects.count(), Staged.objects.count()) == (50, 0)


def test_storing_that_fails_in_the_middle_stores_nothing(world, lead, monkeypatch):
    one = handed_in(lead)
    monkeypatch.setattr(receiving, "_emptied", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        receiving.store(one, by=lead.person, now=timezone.now())
    one.refresh_from_db()
    assert (one.state, Response.objects.count(), Origin.objects.count()) == ("ready", 0, 0)


def test_a_page_under_way_looks_again_by_itself_without_a_script(world, lead, monkeypatch):
    started = []
    monkeypatch.setattr(checking, "start", lambda command, key: started.append((command, key)))
    one = handed_in(lead, look=False)
    answer = lead.get(at(one))
    assert answer.headers["Refresh"] == "4"
    assert b"<progress" in answer.content
    assert started == [("check_upload", str(one.pk))]
    checking.run(one.pk)
    assert "Refresh" not in lead.get(at(one)).headers


# ---- Taken back ----


def test_a_table_is_taken_back_while_the_round_is_open(world, lead):
    anyshire.sent(world.link, age="9")
    one = handed_in(lead)
    lead.post(at(one, "store"))
    lead.post(at(one, "undo"))
    assert [row.answers for row in Response.objects.all()] == [{"age": "9"}]
    assert Origin.objects.count() == 0
    assert handed_in(lead).state == "ready"  # and may be handed in again
    changes = [event.detail["change"] for event in Event.objects.filter(kind="table-uploaded").order_by("number")]
    assert changes == ["handed in", "stored: 2 rows", "taken back: 2 rows", "handed in"]


def test_after_the_round_nothing_is_handed_in_stored_or_taken_back(world, lead):
    stored, waiting = handed_in(lead), handed_in(lead, b"age\n7\n")
    receiving.store(stored, by=lead.person, now=timezone.now())
    after = world.round.closes + timedelta(days=2)
    with pytest.raises(NotTaken, match="national team"):
        receiving.undo(stored, by=lead.person, now=after)
    with pytest.raises(NotTaken, match="not open"):
        receiving.store(waiting, by=lead.person, now=after)
    area = world.link.area
    with pytest.raises(NotTaken, match="not open"):
        receiving.receive(world.round, area, world.version, b"x", name="x", by=lead.person, now=after)
    said = StringIO()
    call_command("forget_tables", stdout=said)
    assert said.getvalue() == "Tables discarded: 0.\n"
    Upload.objects.filter(pk=waiting.pk).update(at=timezone.now() - timedelta(days=8))
    call_command("forget_tables", stdout=said)
    assert said.getvalue().endswith("Tables discarded: 1.\n")
    assert (Staged.objects.count(), Response.objects.count()) == (0, 2)


def test_what_is_discarded_leaves_nothing(world, lead):
    one = handed_in(lead)
    lead.post(at(one, "discard"))
    assert (Staged.objects.count(), File.objects.count(), Response.objects.count()) == (0, 0, 0)


# ---- Walls ----


def test_the_preview_is_for_whoever_handed_it_in(world, lead):
    one = handed_in(lead)
    assert "Always" not in somebody(Role.COLLECTOR, HERE).words(at(one))


def test_the_preview_shows_what_was_answered_and_counts_what_was_not(world, lead):
    one = handed_in(lead, b"age\n4\n5\n")
    said = lead.words(at(one))
    assert "How old is your child?" in said
    assert "Is there a personal budget?" not in said
    assert any(
        word.endswith(
            "questions have no answer in these rows. If that surprises you, look at the template’s columns before you store it."
        )
        for word in said
    )


def test_another_areas_tables_are_out_of_reach(world, lead):
    one = handed_in(lead)
    other = somebody(Role.DATA_LEAD, THERE)
    assert other.get(at(one)).status_code == 403
    assert other.get(f"/uploads/{THERE}/tables/{one.pk}/").status_code == 404
    assert "table.csv" not in other.words("/uploads/")


def test_a_file_that_is_too_large_or_none_is_refused(world, lead, monkeypatch):
    monkeypatch.setattr(receiving, "LARGEST", 20)
    for file in ({"file": SimpleUploadedFile("a.csv", SOUND)}, {}):
        assert lead.post(PAGE, **file).status_code == 422
    assert Upload.objects.count() == 0


def test_rubbish_is_told_and_kept_nowhere(world, lead):
    one = handed_in(lead, b"PK\x03\x04" + b"\x00" * 50, name="x.xlsx")
    assert one.state == "faulty"
    assert "neither a workbook nor a CSV" in " ".join(lead.words(at(one)))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "statements"), [("/uploads/", 7), (PAGE, 8), ("one", 6)])
def test_no_page_asks_more_as_tables_grow(world, lead, django_assert_num_queries, number, address, statements):
    for size in range(number):
        one = handed_in(lead, b"age\n" + b"4\n" * (size + 1))
    there = at(one) if address == "one" else address
    lead.get(there)
    with django_assert_num_queries(statements):
        assert lead.get(there).status_code == 200


def test_a_table_of_an_area_that_has_left_the_round_is_not_taken_in(world, lead):
    one = handed_in(lead)
    anyshire.left(world, somebody(Role.MANAGER, HERE).person)
    refused = lead.post(at(one, "store"))
    assert (refused.status_code, words.LEFT.encode() in refused.content, Response.objects.count()) == (409, True, 0)
    again = lead.post(PAGE, file=SimpleUploadedFile("more.csv", b"age\n4\n"))
    assert (again.status_code, words.LEFT.encode() in again.content) == (422, True)
    assert words.NO_PLACES in lead.words("/uploads/")
    assert lead.post(at(one, "discard")).status_code == 303
