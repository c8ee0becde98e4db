"""A published report is read page by page, and each page is light: every page of every kind, with every chapter it can have."""

from __future__ import annotations

import re

import msgspec
import pytest
import signed_reports as given
from django.utils import timezone

from drawn.council import ABOUT
from drawn.parted import national, regional
from drawn.test_every_kind import KINDS, told
from poet.report import kinds
from poet.report.model import Dots, Paragraph, Section, Table, Words
from portal.publishing.chapters import HEAVIEST, pages, weight
from portal.publishing.models import Publication
from portal.publishing.publish import publish
from spec.test_as_others_see_it import told as with_voices

LIGHT = 100_000
assert ABOUT.made_up


@pytest.fixture
def agreed(world):
    given.answered(world)
    for code in (given.HERE, given.THERE, given.NOWHERE):
        given.agrees(world, code)
    return world


def public(world, report):
    """The report on the site, without its files: nobody reads them here."""
    code = given.HERE if kinds()[report.kind].of == "area" and report.kind != "regional" else None
    region = "London" if report.kind == "regional" else None
    one = publish(given.signed(world, report, area=code, region=region), by=None, at=timezone.now())
    Publication.objects.filter(pk=one.pk).update(published=timezone.now())
    return one.address


def sizes(client, address):
    first = client.get(f"/reports/{address}/").content
    ways = dict.fromkeys(re.findall(rf"/reports/{address}/[a-z0-9-]+/", first.decode()))
    return {"": len(first)} | {way: len(client.get(way).content) for way in ways}


@pytest.mark.parametrize("kind", [*KINDS, "national by background", "regional by background", "as others see it"])
def test_every_page_of_every_kind_of_report_is_light(agreed, client, kind):
    more = {"national by background": national, "regional by background": regional, "as others see it": with_voices}
    report = more[kind]() if kind in more else told(kind)
    found = sizes(client, public(agreed, report))
    assert len(found) == len(pages(report)) + 1
    assert {way: size for way, size in found.items() if size >= LIGHT} == {}


def test_what_stood_on_one_heavy_page_stands_on_several_in_order_and_nothing_is_lost():
    report = national()
    there = pages(report)
    assert len([one for one in there if one.part.startswith("by-child-setting")]) == 2
    told_of = [block for page in there for part in (*page.report.sections, *page.report.annex) for block in part.blocks]
    assert told_of == [block for part in (*report.sections, *report.annex) for block in part.blocks]


def test_pages_of_one_chapter_say_which_they_are_and_have_its_title_again():
    first, second = [one for one in pages(national()) if one.part.startswith("by-child-setting")]
    assert (first.part, first.title) == ("by-child-setting", "By kind of setting (1 of 2)")
    assert (second.part, second.title) == ("by-child-setting-page-2", "By kind of setting (2 of 2)")
    assert [one.report.sections[0].title for one in (first, second)] == ["By kind of setting"] * 2
    assert all(isinstance(block, Dots) for block in second.report.sections[0].blocks)


def test_short_chapters_of_words_share_a_page_and_a_chapter_with_a_chart_begins_its_own():
    there = {one.part: one for one in pages(national())}
    assert there["introduction"].title == "Why this report; Who answered; How it differs from area to area"
    assert (
        there["how-to-read"].title
        == "How to read this report; How we asked; What was asked; What happens next; Passing it on"
    )
    assert there["process"].report.sections[0].title == there["process"].title
    assert len(there["process"].report.sections) == 1


def test_commentary_stands_on_the_page_of_what_it_is_on():
    report = told("local")
    place = next(place for place, section in enumerate(report.sections) if section.id == "process")
    said = Section("commentary-process", "Commentary: what it was like", (Paragraph((Words("We read this."),)),))
    sections = (*report.sections[: place + 1], said, *report.sections[place + 1 :])
    there = pages(msgspec.structs.replace(report, sections=sections))
    (page,) = [one for one in there if one.part == "process"]
    assert [section.id for section in page.report.sections] == ["process", "commentary-process"]
    assert page.title == page.report.sections[0].title


def test_the_address_of_a_chapter_that_shares_a_page_leads_there(agreed, client):
    address = public(agreed, national())
    answer = client.get(f"/reports/{address}/next-steps/")
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{address}/how-to-read/#next-steps-heading")
    page = client.get(f"/reports/{address}/how-to-read/").content.decode()
    assert 'id="next-steps-heading"' in page


def heavy(report, times):
    """The report with its tables so many times over."""
    many = tuple(
        Section(f"{part.id}-{nth}", part.title, tuple(
            msgspec.structs.replace(block, number=nth * 100 + block.number) if isinstance(block, Table) else block for block in part.blocks))
        for nth in range(times) for part in report.annex
    )  # fmt: skip
    return msgspec.structs.replace(report, annex=many)


def test_tables_stand_on_one_page_where_they_are_light_and_else_on_pages_that_name_their_numbers():
    assert [one.title for one in pages(told("overall")) if one.part.startswith("annex")] == ["Tables"]
    parts = [one for one in pages(heavy(national(), 3)) if one.part.startswith("annex")]
    assert len(parts) > 2
    assert all(re.fullmatch(r"Tables? \d+( to \d+)?", one.title) for one in parts)
    heaviest = max(sum(weight(b) for part in one.report.annex for b in part.blocks) for one in parts)
    assert heaviest <= HEAVIEST


def test_a_page_leads_to_the_one_before_and_the_next_through_the_parts_of_a_chapter(agreed, client):
    address = public(agreed, national())
    second = client.get(f"/reports/{address}/by-child-setting-page-2/").content.decode()
    assert re.search(r'rel="prev">.*?By kind of setting \(1 of 2\)', second, re.DOTALL)
    assert client.get(f"/reports/{address}/by-child-setting-page-3/").status_code == 404
