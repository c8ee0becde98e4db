"""What a stranger finds: what is published and nothing else, small pages, files, marks to ask again with, and the way on."""

from __future__ import annotations

from datetime import timedelta

import anyshire
import msgspec
import pytest
import signed_reports as given
from django.utils import timezone
from signed_reports import HERE, NOWHERE, THERE

from poet.draw import FORMATS
from poet.draw import json as as_json
from portal.audit.models import Event
from portal.councils import scope
from portal.editing.inserting import canonical
from portal.people.rules import Role
from portal.publishing.drawing import draw, waiting, waits
from portal.publishing.models import Face, Publication
from portal.publishing.publish import publish
from portal.publishing.withdrawing import withdraw
from somebody import somebody


@pytest.fixture
def agreed(world):
    given.answered(world)
    for code in (HERE, THERE, NOWHERE):
        given.agrees(world, code)
    return world


@pytest.fixture
def one(agreed):
    """A council's own report, out."""
    return given.out(given.own(agreed))


def words(client, address):
    answer = client.get(address)
    return answer.status_code, anyshire.Reader(answer.content.decode()).words


def test_before_anything_is_published_each_page_says_what_will_stand_there(db, client):
    assert (
        "No report has been published yet. Reports stand here once both parties have signed them and the councils agree."
        in words(client, "/reports/")[1]
    )
    assert (
        "No national report has been published yet. Its findings will stand here, question by question."
        in words(client, "/findings/")[1]
    )


def test_what_waits_for_its_files_is_seen_by_nobody(agreed, client):
    waits_still = publish(given.own(agreed), by=None, at=timezone.now())
    with scope.nowhere():
        assert (Publication.public.count(), Face.public.count()) == (0, 0)
    assert client.get(f"/reports/{waits_still.address}/").status_code == 404
    assert client.get("/reports/").content.count(b"Getting support") == 0


def test_the_managers_of_what_is_public_hold_nothing_else_in_any_scope(agreed):
    out = given.out(given.own(agreed))
    publish(given.own(agreed, code=THERE), by=None, at=timezone.now())
    gone = given.out(given.own(agreed, code=NOWHERE))
    withdraw(gone, by=None, who="Nowhere", why="", at=timezone.now())
    for standing in (scope.nowhere(), scope.within({THERE}), scope.everywhere("a test")):
        with standing:
            assert list(Publication.public.values_list("pk", flat=True)) == [out.pk]
            assert set(Face.public.values_list("publication", flat=True)) == {out.pk}


def test_a_report_says_who_published_it_when_where_under_which_licence_and_what_was_signed(one, client):
    page = words(client, f"/reports/{one.address}/")[1]
    for said in (
        "The national team of POET, with Anyshire",
        "Open Government Licence v3.0",
        one.digest,
        f"http://127.0.0.1:8000/reports/{one.address}/",
    ):
        assert said in page
    kept = Face.objects.get(publication=one, ending="json")
    told = as_json.load(bytes(kept.content.data))
    assert (told.published.digest, told.licence) == (one.digest, "Open Government Licence v3.0")


def test_its_first_page_has_its_chapters_its_files_with_their_sizes_and_how_to_quote_it(one, client):
    page = client.get(f"/reports/{one.address}/")
    read = anyshire.Reader(page.content.decode())
    assert f"/reports/{one.address}/process/" in read.hrefs
    assert [href for href in read.hrefs if "report." in href] == [
        f"/reports/{one.address}/report.{ending}" for ending in FORMATS
    ]
    assert len([word for word in read.words if word.endswith((" kB", " MB"))]) == len(FORMATS)
    ways = [href for href in read.hrefs if href in {"#chapters", "#files", "#quote"}]
    assert ways == ["#chapters", "#files", "#quote"]
    assert all(f'id="{way[1:]}"' in page.content.decode() for way in ways)
    assert any(
        word.startswith("The national team of POET, with Anyshire (2026). Getting support") for word in read.words
    )
    assert "“Most people said that the information was clear.”" in read.words
    assert len(page.content) < 100_000
    assert b"<script" not in page.content


def test_a_chapter_leads_to_how_each_sentence_was_made(agreed, client):
    one = given.out(given.own(agreed, given.chart("Clear information")))
    page = words(client, f"/reports/{one.address}/process/")
    assert page[0] == 200
    assert (
        "Information is clear: “favourable”, Everyone who answered: 75% of 40 (interval 60% to 86%, by Wilson's method)."
        in page[1]
    )
    assert client.get(f"/reports/{one.address}/nothing/").status_code == 404
    assert client.get("/reports/nothing/").status_code == 404
    assert client.get(f"/reports/{one.address}/report.exe").status_code == 404


@pytest.mark.parametrize("ending", FORMATS)
def test_each_file_comes_as_it_was_drawn_and_is_not_sent_twice(one, client, ending):
    address = f"/reports/{one.address}/report.{ending}"
    answer = client.get(address)
    assert answer.content == bytes(Face.objects.get(publication=one, ending=ending).content.data)
    assert answer.headers["Content-Type"] == FORMATS[ending].media
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/reports/", "/findings/", "/methods/", "/accessibility-statement/"])
def test_a_page_that_somebody_has_is_not_sent_again(one, client, address):
    answer = client.get(address)
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert dict(client.cookies) == {}


def test_what_was_withdrawn_is_gone_at_once_also_for_who_had_it(one, client):
    address = f"/reports/{one.address}/report.pdf"
    mark = client.get(address).headers["ETag"]
    withdraw(one, by=None, who="The national team of POET", why="A figure was wrong.", at=timezone.now())
    answer = client.get(address, headers={"If-None-Match": mark})
    read = anyshire.Reader(answer.content.decode()).words
    assert answer.status_code == 410
    assert any(word.startswith("Withdrawn by The national team of POET, on ") for word in read)
    assert "A figure was wrong." in read
    assert [event.detail for event in Event.objects.filter(kind="published").order_by("number")] == [
        {"what": "report, local"}, {"what": "report, local, withdrawn"},
    ]  # fmt: skip


def test_reports_are_found_by_council_region_year_and_kind(agreed, client):
    mine, theirs = given.out(given.own(agreed)), given.out(given.own(agreed, code=THERE, kind="headline"))
    whole = given.out(given.national(agreed))

    def found(query):
        hrefs = anyshire.Reader(client.get(f"/reports/{query}").content.decode()).hrefs
        return {one for one in (mine, theirs, whole) if f"/reports/{one.address}/" in hrefs}

    assert found("") == {mine, theirs, whole}
    assert found(f"?council={HERE}") == found(f"by/council/{HERE}/") == {mine}
    assert found("?region=south-west") == found("by/region/south-west/") == {theirs}
    assert found("?kind=national") == found("by/kind/national/") == {whole}
    assert found(f"?kind=headline&council={HERE}") == set()
    assert found("?year=2026&page=9") == set()
    assert found("?kind=nonsense&council=<script>") == {mine, theirs, whole}


@pytest.mark.parametrize("reports", [1, 3])
def test_the_list_asks_as_much_for_three_reports_as_for_one(agreed, client, django_assert_num_queries, reports):
    for code in (HERE, THERE, NOWHERE)[:reports]:
        given.out(given.own(agreed, code=code))
    client.get("/reports/")
    with django_assert_num_queries(2):
        page = client.get("/reports/")
    assert page.content.count(b"Getting support") == reports


@pytest.mark.parametrize("reports", [1, 3])
def test_a_report_asks_as_much_whatever_else_is_published(agreed, client, django_assert_num_queries, reports):
    places = [given.out(given.own(agreed, code=code)).address for code in (HERE, THERE, NOWHERE)[:reports]]
    client.get(f"/reports/{places[0]}/")
    with django_assert_num_queries(2):
        client.get(f"/reports/{places[0]}/")


def test_the_same_report_published_again_has_an_address_of_its_own(agreed):
    first = given.out(given.own(agreed))
    withdraw(first, by=None, who="x", why="", at=timezone.now())
    assert given.out(given.own(agreed)).address == f"{first.address}-2"


def test_files_of_the_same_bytes_are_kept_once_and_stay_as_long_as_one_report_has_them(one):
    digests = Face.objects.filter(publication=one).values_list("content", flat=True)
    assert len(set(digests)) == len(FORMATS)


def test_drawing_that_stopped_goes_on_where_it_stopped(agreed, monkeypatch):
    one = publish(given.own(agreed), by=None, at=timezone.now())
    told = []

    def stops(done, of):
        told.append((done, of))
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw(one.pk, said=stops)
    one.refresh_from_db()
    assert (one.done, one.published, Face.objects.count()) == (3, None, 3)
    assert waits(one, timezone.now()) is False
    assert waiting(timezone.now() + timedelta(minutes=3)) == [one]
    kept = list(Face.objects.values_list("pk", flat=True))
    draw(one.pk, said=lambda *far: told.append(far))
    assert told[-1] == (9, 9)
    assert set(kept) < set(Face.objects.values_list("pk", flat=True))
    one.refresh_from_db()
    assert one.published is not None


# ---- Findings ----


def sides(label, value, base=40):
    known = given.claim("information", "favourable", value)
    return msgspec.structs.replace(
        given.table(label),
        id="process-sides",
        head=("Question", "Base", "Favourable"),
        rows=(
            (
                given.Cell(label),
                given.Cell(str(base), base),
                given.Cell(f"{value:.0%}", value, percent=True, claim=known),
            ),
        ),
    )


def nation(world, value=0.75):
    told = given.report(world, given.chart("Clear information"), annex=(sides("Clear information", value),))
    return given.signed(world, told)


def test_a_finding_is_a_sentence_a_chart_a_table_and_its_data(agreed, client):
    given.out(nation(agreed))
    sentence = "Clear information: 75% of 40 parents and carers gave a favourable answer (95% interval 60% to 86%)."
    assert sentence in words(client, "/findings/")[1]
    page = client.get("/findings/small/information/").content.decode()
    assert ("<svg" in page, "<table" in page, sentence in page) == (True, True, True)
    answer = client.get("/findings/small/information/finding.zip")
    assert (answer.headers["Content-Type"], answer.content[:2]) == ("application/zip", b"PK")
    assert client.get("/findings/small/nothing/").status_code == 404


def test_findings_are_chosen_by_who_answered_area_of_life_and_year(agreed, client):
    given.out(nation(agreed))
    for query, there in (
        ("group=small", True),
        ("group=large", False),
        ("year=2026", True),
        ("year=1999", False),
        ("area=x", False),
    ):
        assert (b"Clear information: 75%" in client.get(f"/findings/?{query}").content) is there, query


def test_only_what_is_published_of_the_whole_country_is_found(agreed, client):
    publish(nation(agreed), by=None, at=timezone.now())
    given.out(given.own(agreed, given.chart("Clear information")))
    assert (
        "No national report has been published yet. Its findings will stand here, question by question."
        in words(client, "/findings/")[1]
    )


def test_a_withdrawn_reports_findings_are_gone_at_once(agreed, client):
    one = given.out(nation(agreed))
    assert client.get("/findings/small/information/").status_code == 200
    withdraw(one, by=None, who="x", why="", at=timezone.now())
    assert client.get("/findings/small/information/").status_code == 404


@pytest.mark.parametrize("years", [1, 3])
def test_the_explorer_asks_as_much_for_three_years_as_for_one(agreed, client, django_assert_num_queries, years):
    for place in range(years):
        one = given.out(nation(agreed, 0.6 + place / 10))
        Publication.objects.filter(pk=one.pk).update(year=2024 + place)
    client.get("/findings/")
    with django_assert_num_queries(1):
        page = client.get("/findings/")
    assert page.content.count(b"gave a favourable answer") == years


def test_a_line_runs_only_where_the_question_stayed_the_same(agreed, client):
    from datetime import date  # noqa: PLC0415

    from portal.questionnaires.publish import publish as publish_form  # noqa: PLC0415

    first = given.out(nation(agreed, 0.7))
    Publication.objects.filter(pk=first.pk).update(year=2024)
    rescaled = anyshire.QUESTIONNAIRE.replace('version = "1"', 'version = "2"\nfollows = "1"').replace(
        '  { code = "sometimes", text = "Sometimes", side = "neutral" },\n', ""
    )
    version = publish_form(rescaled, "small.toml", on=date(2026, 9, 2))
    agreed.round.versions.add(version)
    told = nation(agreed, 0.8).report
    source = msgspec.structs.replace(told.source, instrument="small/2")
    later = msgspec.structs.replace(told, source=source)
    given.out(given.signed(agreed, later))
    page = words(client, "/findings/small/information/")[1]
    assert any("The line breaks here: do not compare the two." in word for word in page)
    Publication.objects.filter(pk=first.pk).update(
        report=canonical(msgspec.structs.replace(nation(agreed, 0.7).report, source=source)), digest="x"
    )
    page = words(client, "/findings/small/information/")[1]
    assert any("asked in the same words on the same scale" in word for word in page)


# ---- The publisher's room ----


def test_a_publisher_sees_what_is_out_and_takes_it_back_with_a_reason(one, client):
    ann = somebody(Role.PUBLISHER)
    page = ann.words("/publishing/")
    assert any(word.startswith("Public since ") for word in page)
    assert "No signed report waits. A report comes here once both parties have signed it." in page
    answer = ann.post(f"/publishing/{one.pk}/withdraw/", why="A figure was wrong.")
    assert answer.status_code == 302
    assert "A figure was wrong." in words(client, f"/reports/{one.address}/")[1]
    assert any(word.startswith("Withdrawn on ") for word in ann.words("/publishing/"))


@pytest.mark.parametrize("reports", [1, 3])
def test_the_room_asks_as_much_for_three_reports_as_for_one(agreed, django_assert_num_queries, reports):
    for code in (HERE, THERE, NOWHERE)[:reports]:
        given.out(given.own(agreed, code=code))
    ann = somebody(Role.PUBLISHER)
    ann.get("/publishing/")
    with django_assert_num_queries(7):
        assert ann.get("/publishing/").content.count(b"Public since") == reports
