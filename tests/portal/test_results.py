"""From stored answers to an area's page and files; what is not open says so; no page asks more as it grows."""

import json

import anyshire
import pikepdf
import pytest

from portal.capture.models import Response
from portal.councils.models import Area
from portal.reporting import live, results
from portal.reporting.extract import AREA_COLUMN, extract

PLACE = f"/results/autumn/{anyshire.ANYSHIRE}/small/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    results.protected.cache_clear()
    live.forget()


def answered(world, people=12):
    for link in (world.links[anyshire.ANYSHIRE], world.links[anyshire.OTHERSHIRE]):
        for number in range(people):
            anyshire.sent(
                link, age=str(5 + number % 3), information=("always", "sometimes", "never")[number % 3], anything="کچھ"
            )


def cells(sheet, name):
    column = sheet.columns[name]
    return [column.cells[at] if at >= 0 else "" for at in column.at]


def test_answers_leave_the_database_as_a_sheet(world):
    anyshire.sent(world.links[anyshire.OTHERSHIRE], age="4", anything="x")
    anyshire.sent(world.link, age="5", has_budget="no")
    sheet = extract(world.round, world.version)
    assert sheet.rows == 2
    assert {name: cells(sheet, name) for name in sheet.columns} == {
        AREA_COLUMN: ["Anyshire", "Othershire"],
        "age": ["5", "4"],
        "has-budget": ["no", ""],
        "budget-months": ["", ""],
        "weekly": ["", ""],
        "needs": ["", ""],
        "information": ["", ""],
        "communication": ["", ""],
        "anything": ["", "x"],
        "channel.": ["web", "web"],
        "wording.": ["ehc", "ehc"],
        "age.": ["5-to-10", "under-5"],
    }


def test_an_answer_stands_in_the_areas_results(made_up_world, client):
    answered(made_up_world)
    page = client.get(PLACE)
    words = anyshire.Reader(page.content.decode()).words
    assert page.status_code == 200
    assert [word for word in ("Clear information",) if not any(word in said for said in words)] == []
    assert any("Made-up data" in word for word in words)
    assert "کچھ" not in page.content.decode()


@pytest.mark.parametrize(
    ("ending", "begins", "media"),
    [
        ("pdf", b"%PDF-", "application/pdf"),
        ("html", b"<!doctype html>", "text/html; charset=utf-8"),
        ("json", b"{", "application/json"),
        ("xlsx", b"PK", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_results_can_be_taken_away_as_a_file(made_up_world, client, ending, begins, media):
    answered(made_up_world)
    response = client.get(f"{PLACE}report.{ending}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, media)
    assert response.content[:15].lower().startswith(begins.lower())
    name = f"autumn-{anyshire.ANYSHIRE}-small.{ending}"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_the_pdf_is_tagged_and_says_made_up(made_up_world, client, tmp_path):
    answered(made_up_world)
    file = tmp_path / "report.pdf"
    file.write_bytes(client.get(f"{PLACE}report.pdf").content)
    with pikepdf.open(file) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
    told = json.loads(client.get(f"{PLACE}report.json").content)
    assert (told["made_up"], told["area"]) == (True, "Anyshire")


def test_a_format_that_is_not_drawn_is_not_found(made_up_world, client):
    answered(made_up_world)
    assert client.get(f"{PLACE}report.doc").status_code == 404


@pytest.mark.parametrize("place", [PLACE, f"{PLACE}report.pdf"])
def test_results_of_a_real_round_are_not_open(world, client, place):
    answered(world)
    response = client.get(place)
    assert response.status_code == 403
    assert "These results are not open" in anyshire.Reader(response.content.decode()).words


def test_a_real_round_is_not_on_the_front_page(world, client):
    words = anyshire.Reader(client.get("/").content.decode()).words
    assert [word for word in words if "Autumn" in word or "Anyshire" in word] == []


def test_an_area_without_answers_says_what_to_do(made_up_world, client):
    response = client.get(f"/results/autumn/{anyshire.NOWHERE}/small/")
    assert response.status_code == 200
    assert "There are too few answers yet" in anyshire.Reader(response.content.decode()).words


@pytest.mark.parametrize(
    "place",
    ["/results/spring/E10900001/small/", "/results/autumn/E10999999/small/", "/results/autumn/E10900001/large/"],
)
def test_results_of_nothing_are_not_found(made_up_world, client, place):
    assert client.get(place).status_code == 404


def test_a_round_is_counted_once_until_somebody_answers(made_up_world, client):
    answered(made_up_world)
    for _ in range(3):
        client.get(PLACE)
    assert results.protected.cache_info().misses == 1
    anyshire.sent(made_up_world.link, age="4")
    client.get(PLACE)
    assert results.protected.cache_info().misses == 2


@pytest.mark.parametrize("areas", [1, 3])
def test_the_front_page_asks_as_much_for_three_areas_as_for_one(
    made_up_world, client, django_assert_num_queries, areas
):
    made_up_world.round.participations.exclude(area__in=list(Area.objects.all()[:areas])).delete()
    client.get("/")
    with django_assert_num_queries(5):
        page = client.get("/")
    hrefs = anyshire.Reader(page.content.decode()).hrefs
    assert len([href for href in hrefs if href.startswith("/results/") and href.endswith("/")]) == areas


@pytest.mark.parametrize("people", [12, 36])
def test_a_results_page_asks_as_much_for_many_answers_as_for_few(
    made_up_world, client, django_assert_num_queries, people
):
    answered(made_up_world, people)
    for _ in range(2):
        client.get(PLACE)
    with django_assert_num_queries(4):
        client.get(PLACE)


def test_a_question_page_is_one_statement_and_a_sent_one_six(world, django_assert_num_queries):
    parent = anyshire.Parent(world.link).open().send().send(age="4")
    with django_assert_num_queries(1):
        parent.client.get(f"/a/{world.link.token}/q/has-budget/")
    with django_assert_num_queries(6):
        parent.client.post(f"/a/{world.link.token}/q/has-budget/", dict(parent.page.form.hidden) | {"has-budget": "no"})


def test_responses_of_another_round_stay_out(made_up_world, client):
    answered(made_up_world)
    assert Response.objects.count() == 24
    report = json.loads(client.get(f"{PLACE}report.json").content)
    assert report["area"] == "Anyshire"
