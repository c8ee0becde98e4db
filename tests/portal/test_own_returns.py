"""Own returns as data: in four formats, without comments, coarsened by default, never on both sides of one answer."""

import csv
import io
import json

import anyshire
import openpyxl
import pyarrow.parquet
import pyreadstat
import pytest
from django.utils import timezone
from test_keepsakes import answered as with_code
from test_keepsakes import code_on

from poet.exchange.returns import Record
from portal.audit.models import Event
from portal.capture.models import Response
from portal.keepsakes.giving import withdraw
from portal.people.rules import Role
from portal.returns.coarsening import K, leaving
from portal.returns.models import Taken
from portal.returns.taking import Place, There, why_not
from somebody import somebody

PLACE = f"/glance/autumn/{anyshire.ANYSHIRE}/returns/"
TAKE = f"{PLACE}small/"


@pytest.fixture
def manager(world):
    return somebody(Role.MANAGER, anyshire.ANYSHIRE)


def answer(world, people, area=anyshire.ANYSHIRE, **said):
    for number in range(people):
        cells = {
            "age": str(5 + number % 7),
            "information": ("always", "sometimes")[number % 2],
            "anything": "Kept for coders",
        } | said
        anyshire.sent(world.links[area], **cells)


def content(response):
    """All of a file, which is gone afterwards."""
    found = b"".join(response.streaming_content)
    for close in response._resource_closers:  # not the response itself, which would close the test's database too
        close()
    return found


def rows(response):
    return list(csv.DictReader(io.StringIO(content(response).decode("utf-8-sig"))))


def test_a_managers_answers_come_as_rows_of_the_area_alone(world, manager):
    answer(world, 12)
    answer(world, 15, anyshire.OTHERSHIRE, information="never")
    taken = manager.post(TAKE, format="csv")
    found = rows(taken)
    assert taken.headers["Content-Disposition"] == f'attachment; filename="autumn-{anyshire.ANYSHIRE}-small.csv"'
    assert {row["information"] for row in found} == {"always", "sometimes"}
    assert {row["area"] for row in found} == {anyshire.ANYSHIRE}
    assert len(found) == 12


def test_comments_numbers_faces_and_languages_are_in_no_column(world, manager):
    answer(world, 12)
    found = rows(manager.post(TAKE, format="csv"))
    assert "Kept for coders" not in str(found)
    assert set(found[0]) & {"age", "face", "language", "anything"} == set()
    assert "information" in found[0]


@pytest.mark.parametrize("ending", ["xlsx", "sav", "parquet"])
def test_each_format_holds_the_same_rows(world, manager, ending, tmp_path):
    answer(world, 12)
    file = tmp_path / f"returns.{ending}"
    file.write_bytes(content(manager.post(TAKE, format=ending)))
    if ending == "xlsx":
        sheet = openpyxl.load_workbook(file).worksheets[0]
        head, *body = sheet.iter_rows(values_only=True)
        found = [row[head.index("information")] for row in body]
    elif ending == "sav":
        table, meta = pyreadstat.read_sav(str(file), apply_value_formats=True)
        found = [str(one).lower() for one in table["information"]]
        assert meta.column_names_to_labels["information"] == "Clear information"
    else:
        found = pyarrow.parquet.read_table(file)["information"].to_pylist()
    assert sorted(found) == ["always"] * 6 + ["sometimes"] * 6


def test_a_code_book_and_a_csvw_description_say_what_the_columns_are(world, manager):
    answer(world, 12)
    assert manager.get(f"{TAKE}columns.csv").status_code == 404, "there are no columns before there is a file"
    taken = manager.post(TAKE, format="csv")
    book = manager.get(f"{TAKE}columns.csv").content.decode("utf-8-sig")
    assert "Comments are read by named people and are in no export." in book
    described = json.loads(manager.get(f"{TAKE}columns.json").content)
    names = [one["name"] for one in described["tableSchema"]["columns"]]
    assert names == list(rows(taken)[0])
    assert described["url"] == f"autumn-{anyshire.ANYSHIRE}-small.csv"


def test_taking_is_written_down_and_a_refusal_is_not(world, manager):
    answer(world, 9)
    assert manager.post(TAKE, format="csv").status_code == 409
    assert not Event.objects.filter(kind="exported").exists()
    answer(world, 1)
    content(manager.post(TAKE, format="csv"))
    event = Event.objects.get(kind="exported")
    assert (event.thing, event.detail) == ("returns:autumn/small", {"what": "own returns", "format": "csv"})


def test_rows_are_never_taken_on_both_sides_of_fewer_than_ten_answers(world, manager):
    answer(world, 12)
    assert len(rows(manager.post(TAKE, format="csv"))) == 12
    assert content(manager.post(TAKE, format="parquet")), "the same rows once more"
    answer(world, 1)
    refused = manager.post(TAKE, format="csv")
    assert refused.status_code == 409
    assert "a new file would show what they said" in refused.content.decode()
    answer(world, 9)
    assert len(rows(manager.post(TAKE, format="csv"))) == 22


@pytest.mark.parametrize(
    ("now", "taken", "may"),
    [
        ((9, "a"), None, False),
        ((10, "a"), None, True),
        ((10, "a"), (10, "a"), True),
        ((10, "b"), (10, "a"), False),
        ((19, "b"), (10, "a"), False),
        ((20, "b"), (10, "a"), True),
        ((15, "b"), (16, "a"), False),
        ((10, "a"), (10, ""), False),
    ],
)
def test_when_returns_may_be_taken(now, taken, may):
    last = Taken(returns=taken[0], digest=taken[1]) if taken else None
    assert (why_not(There(*now), last) == "") is may


def test_where_one_left_and_another_came_the_file_of_as_many_rows_does_not_show_both(world, manager):
    code = code_on(with_code(world, age="6"))
    answer(world, 11)
    assert len(rows(manager.post(TAKE, format="csv"))) == 12
    assert withdraw(code, timezone.now())
    answer(world, 1, information="never")
    assert Response.objects.count() == 12
    assert manager.post(TAKE, format="csv").status_code == 409
    answer(world, 10)
    assert len(rows(manager.post(TAKE, format="csv"))) == 22


def test_the_code_book_does_not_tell_that_a_newcomer_is_the_fifth_to_say_something_of_themselves(world, manager):
    answer(world, 11, **{"has-budget": "no"})
    answer(world, 4, **{"has-budget": "yes"})
    content(manager.post(TAKE, format="csv"))
    ways = (f"{TAKE}columns.csv", f"{TAKE}columns.json")
    before = [manager.get(one).content for one in ways]
    answer(world, 1, **{"has-budget": "yes"})
    assert [manager.get(one).content for one in ways] == before
    answer(world, 9)
    content(manager.post(TAKE, format="csv"))
    assert [manager.get(one).content for one in ways] != before


def test_who_reads_the_database_does_not_find_out_by_trying_who_came_since(world, manager, settings):
    """Without our secret nobody can make the digest of all but one of the answers that there are."""
    answer(world, 12)
    content(manager.post(TAKE, format="csv"))
    place = Place(world.round, Taken.objects.get().area, world.version)
    assert place.there().digest == Taken.objects.get().digest
    settings.SECRET_KEY = "what somebody else has"
    assert place.there().digest != Taken.objects.get().digest


def record(**said):
    return Record("E10900001", "2026-10", "ehc", "standard", "en", said)


def test_what_people_say_of_themselves_is_hidden_until_five_share_it(world):
    asked = world.version.instrument
    several = [record(**{"has-budget": "yes"})] * 6 + [record(**{"has-budget": "no"})] * 4
    found = leaving(asked, several)
    assert "has-budget" not in {one.name for one in found.columns}
    shared = [record(**{"has-budget": "yes"})] * K + [record(**{"has-budget": "no"})] * K
    assert "has-budget" in {one.name for one in leaving(asked, shared).columns}
    assert found.hidden


def test_every_combination_of_what_is_left_is_shared_by_five(world):
    asked = world.version.instrument
    people = [
        record(**{"has-budget": ("yes", "no")[n % 2], "needs": ("learning", "speech", "learning;speech")[n % 3]})
        for n in range(23)
    ]
    found = leaving(asked, people)
    names = [one.item.id for one in found.columns if one.item and one.item.section == "child"]
    shared: dict[tuple[str, ...], int] = {}
    for one in people:
        key = tuple(one.answers.get(name, "") for name in dict.fromkeys(names))
        shared[key] = shared.get(key, 0) + 1
    assert min(shared.values()) >= K


def said(number, **others):
    """Somebody with a budget or without, who is told more or less."""
    return record(**{"has-budget": ("yes", "no")[number % 2], "information": "always"} | others)


def test_those_who_share_a_combination_did_not_all_answer_alike(world):
    """Ten with a budget are told everything, ten without are told all sorts: who has one would be known to be told everything."""
    asked = world.version.instrument
    unlike = [said(n, information=("always", ("sometimes", "never")[n // 2 % 2])[n % 2]) for n in range(20)]
    found = leaving(asked, unlike)
    assert {"has-budget", "information"} & {one.name for one in found.columns} == {"information"}
    mixed = [said(n, information=("always", "sometimes")[n // 2 % 2]) for n in range(20)]
    assert {"has-budget", "information"} <= {one.name for one in leaving(asked, mixed).columns}


@pytest.mark.parametrize(("others", "leaves"), [(0, False), (1, False), (4, False), (5, True)])
def test_a_question_that_nearly_all_answered_alike_is_left_out(world, others, leaves):
    people = [said(n, information="never" if n < others else "always") for n in range(20)]
    found = leaving(world.version.instrument, people)
    assert ("information" in {one.name for one in found.columns}) is leaves
    assert ("Clear information" in found.hidden) is not leaves


@pytest.mark.parametrize("role", [Role.READER, Role.COLLECTOR, Role.PROTECTION_OFFICER])
def test_those_who_may_not_see_returns_take_none(world, role):
    answer(world, 12)
    who = somebody(role, anyshire.ANYSHIRE)
    assert who.get(PLACE).status_code == 403
    assert who.post(TAKE, format="csv").status_code == 403
    assert not Taken.objects.exists()


def test_somebody_of_another_council_takes_none(world):
    answer(world, 12)
    other = somebody(Role.DATA_LEAD, anyshire.OTHERSHIRE)
    assert other.post(TAKE, format="csv").status_code == 403


def test_the_page_says_when_and_what_and_an_unknown_format_is_none(world, manager):
    words = " ".join(manager.words(PLACE))
    assert "Fewer than 10 have answered" in words
    answer(world, 12)
    words = " ".join(manager.words(PLACE))
    assert "They can be taken away now." in words
    assert "written into the audit log" in words
    manager.post(TAKE, format="exe")
    assert not Taken.objects.exists()
    assert Response.objects.count() == 12


@pytest.mark.parametrize("people", [10, 30])
def test_the_page_asks_as_much_for_many_answers_as_for_few(world, manager, people, django_assert_num_queries):
    answer(world, people)
    with django_assert_num_queries(9):
        manager.get(PLACE)
