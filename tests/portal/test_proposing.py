"""An author uploads a questionnaire, a face or a bank; it is checked, looked at, compared, published once, and then fixed."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import anyshire
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from openpyxl import load_workbook

from poet.exchange import xlsform
from poet.instrument import parse
from portal.capture.models import Draft
from portal.people.rules import Role
from portal.questionnaires import faces
from portal.questionnaires.models import Face, Proposal, Topic, Version
from portal.questionnaires.proposing import propose, publish_proposal
from portal.questionnaires.publish import NotPublished
from somebody import somebody

SECOND = anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "2"\nfollows = "1"')
SECOND = SECOND.replace("How old is your child?", "What age is your child?").replace(
    "People kept us informed.", "We were kept informed."
)
HOSTILE = SECOND.replace('title = "Getting support"', 'title = "<script>alert(1)</script> 😀"')


@pytest.fixture(autouse=True)
def nothing_remembered():
    yield
    faces.forget()


@pytest.fixture
def author(world):
    return somebody(Role.AUTHOR, second_factor=False)


@pytest.fixture
def coordinator(world):
    return somebody(Role.COORDINATOR)


def upload(person, text, name="small.toml"):
    data = text if isinstance(text, bytes) else text.encode()
    return person.post("/proposals/upload/", file=SimpleUploadedFile(name, data))


def faults(answer):
    """What the error summary says."""
    words = anyshire.Reader(answer.content.decode()).words
    start = words.index("There is something to put right") + 1
    return words[start : words.index("Upload and publish questionnaires", start)]


def workbook(change=None):
    """The second version as an XLSForm workbook, with cells changed by sheet, row and heading."""
    book = load_workbook(io.BytesIO(xlsform.carried(parse(SECOND, "small.toml")).content))
    for (sheet, row, heading), text in (change or {}).items():
        place = [cell.value for cell in book[sheet][1]].index(heading) + 1
        book[sheet].cell(row, place).value = text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_new_version_is_uploaded_looked_at_compared_and_published(author, coordinator):
    answer = upload(author, SECOND)
    one = Proposal.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/proposals/{one.pk}/")
    words = author.words(f"/proposals/{one.pk}/")
    assert "Asked in other words: 2. A trend line may run on, with a mark where the words changed." in words
    assert "Publish it" not in words
    assert "What age is your child?" in author.words(f"/proposals/{one.pk}/read/")
    assert {"How old is your child?", "What age is your child?"} <= set(author.words(f"/proposals/{one.pk}/changes/"))
    assert Version.objects.count() == 1
    for _ in range(2):  # a double click
        assert coordinator.post(f"/proposals/{one.pk}/publish/").status_code == 303
    assert Version.objects.get(version="2").text == SECOND
    assert "published" in " ".join(author.words("/proposals/"))
    assert "Publish it" not in coordinator.words(f"/proposals/{one.pk}/")


def test_the_pages_of_a_proposal_are_met_one_by_one_and_nothing_is_kept(author):
    upload(author, SECOND)
    place = f"/proposals/{Proposal.objects.get().pk}/"
    met, page = [], author.get(f"{place}pages/?look=large", follow=True)
    while "/pages/" in page.request["PATH_INFO"]:
        met.append(page.request["PATH_INFO"].rstrip("/").rpartition("/")[2])
        form = anyshire.Reader(page.content.decode()).form
        assert "poet-look-large" in page.content.decode()
        page = author.client.post(form.action, dict(form.hidden) | {"age": "4"}, follow=True)
    assert met == anyshire.PAGES
    assert Draft.objects.count() == 0


def test_every_fault_is_told_with_its_line_and_what_to_do(author):
    broken = SECOND.replace('kind = "text"', 'kind = "essay"').replace("low = 0\nhigh = 25", "low = 30\nhigh = 25")
    lines = [broken.splitlines().index(line) + 1 for line in ("low = 30", 'kind = "essay"')]
    answer = upload(author, broken)
    assert answer.status_code == 422
    assert faults(answer) == [
        f"small.toml, line {lines[0]}: The lowest number, 30, is above the highest, 25. Make low the smaller of the two.",
        f"small.toml, line {lines[1]}: 'essay' is not a kind of item. Use one of: one, many, number, text.",
    ]
    assert Proposal.objects.count() == 0


def test_a_workbook_is_taken_in(author):
    upload(author, workbook(), "small.xlsx")
    one = Proposal.objects.get()
    assert parse(one.text, "x").by_id.keys() == parse(SECOND, "x").by_id.keys()
    assert author.get(f"/proposals/{one.pk}/").status_code == 200


def row_of(item):
    book = load_workbook(io.BytesIO(workbook()))
    place = [cell.value for cell in book["survey"][1]].index("name")
    return next(
        number for number, row in enumerate(book["survey"].iter_rows(values_only=True), start=1) if row[place] == item
    )


def test_a_workbook_with_a_rule_that_goes_in_a_circle_names_sheet_row_and_remedy(author):
    row = row_of("has-budget")
    answer = upload(author, workbook({("survey", row, "relevant"): "${weekly} = 'yes'"}), "small.xlsx")
    assert answer.status_code == 422
    told = " ".join(faults(answer))
    assert f"sheet survey, row {row}" in told
    itself = upload(author, workbook({("survey", row, "relevant"): "${has-budget} = 'yes'"}), "small.xlsx")
    assert f"small.xlsx, sheet survey, row {row}: The item 'has-budget' waits for its own answer." in " ".join(
        faults(itself)
    )


@pytest.mark.parametrize(
    ("data", "name", "status", "says"),
    [
        (b"\xff\xfe\x00", "a.toml", 409, "a.toml is neither UTF-8 text nor a workbook."),
        (b"PK\x03\x04 rubbish", "a.xlsx", 422, "a.xlsx"),
        (b"", "a.toml", 422, ""),
        (b"id = ", "a.toml", 422, "a.toml, line 1"),
        (b"x = 1\n" * 200_000, "a.toml", 422, "a.toml"),
        (b"a" * 5_000_001, "a.toml", 413, "a.toml has 5,000,001 bytes. Shorten it to 5,000,000 bytes or fewer."),
        (b"[" * 5000, "a.toml", 422, "a.toml"),
        (anyshire.QUESTIONNAIRE.encode(), "a.toml", 409, "small/1 is published already with exactly this text."),
        (
            anyshire.QUESTIONNAIRE.replace("How old", "What age").encode(),
            "a.toml",
            409,
            "small/1 is published already with another text",
        ),
        (
            SECOND.replace('follows = "1"', 'follows = "0"').encode(),
            "a.toml",
            409,
            "small/2 follows version 0, which is not published.",
        ),
        (
            SECOND.replace('"2"', f'"{"2" * 50}"').encode(),
            "a.toml",
            409,
            "The version is longer than 40 characters. Shorten it.",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_in_says_why(author, data, name, status, says):
    answer = upload(author, data, name)
    assert answer.status_code == status
    assert says in " ".join(anyshire.Reader(answer.content.decode()).words)
    assert Proposal.objects.count() == 0


def test_no_file_at_all_says_what_to_do(author):
    answer = author.post("/proposals/upload/")
    assert (answer.status_code, faults(answer)) == (422, ["No file was chosen. Choose a file, then upload it."])


def test_markup_in_a_file_stays_words(author):
    upload(author, HOSTILE, "<img src=x>.toml")
    one = Proposal.objects.get()
    for place in ("/proposals/", f"/proposals/{one.pk}/", f"/proposals/{one.pk}/read/"):
        page = author.get(place).content.decode()
        assert ("<script>alert(1)" in page, "<img src=x>" in page) == (False, False)


def test_uploading_twice_is_one_proposal_and_a_withdrawn_one_comes_back(author, coordinator):
    for _ in range(2):
        upload(author, SECOND)
    one = Proposal.objects.get()
    author.post(f"/proposals/{one.pk}/withdraw/")
    assert coordinator.post(f"/proposals/{one.pk}/publish/").status_code == 409
    upload(author, SECOND)
    assert coordinator.post(f"/proposals/{one.pk}/publish/").status_code == 303
    assert author.post(f"/proposals/{one.pk}/withdraw/").status_code == 409
    assert Version.objects.filter(version="2").count() == 1


def test_of_two_authors_with_one_version_the_second_is_told(author, coordinator):
    upload(author, SECOND)
    upload(author, SECOND.replace("What age is", "How many years has"))
    second, first = Proposal.objects.all()
    coordinator.post(f"/proposals/{first.pk}/publish/")
    answer = coordinator.post(f"/proposals/{second.pk}/publish/")
    assert answer.status_code == 409
    assert "small/2 is published already with another text" in answer.content.decode()
    assert Version.objects.get(version="2").text == SECOND


def test_faces_are_uploaded_and_published_after_their_questionnaire(author, coordinator):
    upload(author, SECOND)
    upload(author, anyshire.EASY.replace("small/1", "small/2"), "small.easy.toml")
    face, form = Proposal.objects.all()
    assert "Easy Read with pictures" in " ".join(author.words(f"/proposals/{form.pk}/"))
    assert "How old?" in author.words(f"/proposals/{face.pk}/read/?face=easy")
    early = coordinator.post(f"/proposals/{face.pk}/publish/")
    assert (early.status_code, Face.objects.count()) == (409, 0)
    for one in (form, face):
        coordinator.post(f"/proposals/{one.pk}/publish/")
    assert Face.objects.get().version.version == "2"


def test_a_face_with_an_id_that_is_not_there_is_refused_with_its_line(author):
    answer = upload(author, anyshire.EASY.replace("[items.age]", "[items.aged]"), "small.easy.toml")
    assert answer.status_code == 422
    assert faults(answer) == ["small.easy.toml, line 5: The questionnaire has no item 'aged'. Did you mean 'age'?"]
    answer = upload(author, anyshire.EASY.replace("small/1", "large/1"), "large.easy.toml")
    assert faults(answer) == [
        "There is no questionnaire large/1. Upload the questionnaire first, or correct the line `of`."
    ]


def test_an_option_that_a_new_version_drops_leaves_its_face_behind_with_a_reason(author):
    without = SECOND.replace('  { code = "never", text = "Never", side = "unfavourable" },\n', "")
    upload(author, without)
    answer = upload(author, anyshire.EASY.replace("small/1", "small/2"), "small.easy.toml")
    assert answer.status_code == 422
    assert any("'never'" in fault and "line" in fault for fault in faults(answer))
    one = Proposal.objects.get()
    assert any(
        word.startswith("Answered in another way: 2. A trend line breaks here")
        for word in author.words(f"/proposals/{one.pk}/")
    )


def test_a_bank_is_uploaded_and_one_that_clashes_is_refused(author, coordinator):
    upload(author, anyshire.BANK, "travel.toml")
    coordinator.post(f"/proposals/{Proposal.objects.get().pk}/publish/")
    assert Topic.objects.get().bank == "travel"
    upload(
        author,
        'of = "travel/1"\nface = "easy"\nwords = "easy"\n[items.bus]\nask = "Is the bus on time?"\n',
        "travel.easy.toml",
    )
    coordinator.post(f"/proposals/{Proposal.objects.first().pk}/publish/")
    assert Topic.objects.get().faces.get().face == "easy"
    answer = upload(author, anyshire.BANK.replace('"travel"', '"trips"'), "trips.toml")
    assert answer.status_code == 409
    assert faults(answer)[0] == "bus is a question of “Getting about” already. Give the new one an id of its own."


def test_who_may_not_write_or_publish_does_neither(world, author):
    upload(author, SECOND)
    place = f"/proposals/{Proposal.objects.get().pk}/"
    reader, researcher = somebody(Role.READER, anyshire.ANYSHIRE), somebody(Role.RESEARCHER)
    assert reader.get(place).status_code == 200
    assert upload(reader, SECOND.replace('"2"', '"3"')).status_code == 403
    assert [one.post(f"{place}publish/").status_code for one in (reader, author, researcher)] == [403, 403, 403]
    assert reader.post(f"{place}withdraw/").status_code == 403
    assert researcher.get(place).status_code == 403
    assert Version.objects.count() == 1


@pytest.mark.parametrize("place", ["999/", "999/read/", "999/pages/", "999/changes/"])
def test_what_was_not_proposed_is_not_found(author, place):
    assert author.get(f"/proposals/{place}").status_code == 404


@pytest.mark.parametrize("number", [1, 25])
def test_the_list_asks_as_much_for_many_as_for_few(author, django_assert_num_queries, number):
    Proposal.objects.bulk_create(
        [
            Proposal(
                name="x",
                kind="questionnaire",
                form="x",
                version=str(n),
                title="X",
                digest=str(n),
                text="",
                on=date(2026, 9, 1),
            )
            for n in range(number)
        ]
    )
    with django_assert_num_queries(5):
        page = author.get("/proposals/").content.decode()
    assert page.count("waits to be published") == min(number, 20)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_once(tmp_path):
    world = anyshire.world(tmp_path)
    author = somebody(Role.AUTHOR, second_factor=False)
    numbers = [
        propose(text.encode(), "small.toml", by=author.person, on=date(2026, 9, 1)).pk
        for text in (SECOND, SECOND.replace("What age is", "How many years has"))
    ]

    def publish(number):
        try:
            publish_proposal(number, on=date(2026, 9, 1))
        except NotPublished:
            return "told"
        else:
            return "published"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(publish, numbers)) == ["published", "told"]
    assert world.version.form == Version.objects.get(version="2").form
