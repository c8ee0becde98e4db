"""The explorer of findings tells by background what published national reports tell so, and nothing else."""

from __future__ import annotations

import msgspec
import pytest
import signed_reports as given
from signed_reports import HERE, NOWHERE, THERE

from poet.report.model import Cell, Dot, Dots, Section, Table, Words

SIDES = Table(
    "process-sides",
    1,
    "Getting a plan: favourable and unfavourable",
    ("Question", "Base", "Favourable"),
    (
        (
            Cell("Clear information"),
            Cell("40", 40),
            Cell("75%", 0.75, percent=True, claim=given.claim("information", "favourable")),
        ),
    ),
)


def by_age(label="Under 11", share=0.6):
    known = msgspec.structs.replace(
        given.claim("information", "favourable", share), id=f"information/favourable/age={label}"
    )
    dot = Dot(label, "n = 20", share, 0.4, 0.8, 0.7, f"{share:.0%}, the rest 70%", claims=(known,))
    name = "information-by-age"
    said = Words("Clear information, by age: no group differs clearly from the rest.", (known,))
    head = ("Group of people", "Base", "Favourable")
    row = (Cell(label), Cell("20", 20), Cell(f"{share:.0%}", share, percent=True, claim=known))
    return (
        Dots(name, 2, said, said.text, (dot,), "The group", "The rest", f"{name}-table"),
        Table(f"{name}-table", 2, "Clear information, by age", head, (row,)),
    )


@pytest.fixture
def agreed(world):
    given.answered(world)
    for code in (HERE, THERE, NOWHERE):
        given.agrees(world, code)
    return world


def nation(world, *, parted=True):
    told = given.report(world, given.chart("Clear information"), annex=(SIDES,))
    if parted:
        chart, table = by_age()
        told = msgspec.structs.replace(
            told,
            sections=(*told.sections, Section("by-age", "By age", (chart,))),
            annex=(*told.annex, Section("by-background-tables", "Tables: results by background", (table,))),
        )
    return given.out(given.signed(world, told))


def test_a_group_is_no_finding_of_its_own_and_stands_on_its_questions_page(agreed, client):
    nation(agreed)
    listed = client.get("/findings/").content.decode()
    assert (listed.count("gave a favourable answer"), "Under 11: " in listed) == (1, False)
    page = client.get("/findings/small/information/").content.decode()
    assert "Clear information, by age: no group differs clearly from the rest." in page
    assert "60%, the rest 70%" in page
    assert page.count("Clear information, by age, ") == 1, "its table, once"


def test_findings_are_chosen_by_what_their_people_are_told_apart_by(agreed, client):
    nation(agreed)
    assert b"Told by background" in client.get("/findings/").content
    for query, there in (("by=By+age", True), ("by=By+setting", False), ("by=By+age&year=1999", False)):
        assert (b"gave a favourable answer" in client.get(f"/findings/?{query}").content) is there, query


def test_without_results_by_background_there_is_no_such_box(agreed, client):
    nation(agreed, parted=False)
    assert b"Told by background" not in client.get("/findings/").content


@pytest.mark.parametrize("years", [1, 3])
def test_it_asks_as_much_for_three_years_as_for_one(agreed, client, django_assert_num_queries, years):
    from portal.publishing.models import Publication  # noqa: PLC0415

    for place in range(years):
        one = nation(agreed)
        Publication.objects.filter(pk=one.pk).update(year=2024 + place, digest=f"x{place}")
    client.get("/findings/")
    with django_assert_num_queries(1):
        client.get("/findings/?by=By+age")
