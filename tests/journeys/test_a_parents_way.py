"""A parent's whole way in a real browser: from the link to the bar in the council's results, by keyboard and without scripts."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page

from journeys import keyboard
from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import PHONE
from poet.instrument import Instrument
from portal.capture.models import Response
from portal.councils import england
from portal.demonstration import round as demonstration
from portal.demonstration.serving import serving
from portal.questionnaires.publish import publish_folder
from portal.reporting import live, results
from portal.reporting.results import asked_by
from portal.rounds.choosing import chosen_in
from portal.rounds.models import Link

ROOT = Path(__file__).resolve().parents[2]
AREAS = """code,name,region,kind,plans_january_2025
E10900001,Anyshire,East Midlands,county,3000
E10900002,Othershire,South West,county,2000
"""
ANSWERED = 15
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: npm ci && npm run build",
    ),
]


@dataclass(frozen=True)
class Site:
    """A running portal with a made-up round, and a parent's link in Anyshire."""

    address: str
    link: Link

    @property
    def asked(self) -> Instrument:
        """The questionnaire with the questions that Anyshire added."""
        return asked_by(self.link.area, self.link.version, chosen_in(self.link.round, self.link.version))

    @property
    def first_page(self) -> str:
        return f"{self.address}/a/{self.link.token}/"

    @property
    def results(self) -> str:
        return f"{self.address}/results/{demonstration.SLUG}/{self.link.area_id}/{self.link.version.form}/"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(demonstration, "TARGETS", dict.fromkeys(demonstration.TARGETS, ANSWERED))
    monkeypatch.setattr(demonstration, "THROUGH_THE_PAGES", 0)
    (tmp_path / "areas.csv").write_text(AREAS)
    england.load(tmp_path / "areas.csv")
    publish_folder(settings.INSTRUMENTS, on=timezone.localdate())
    now = timezone.now()
    plays = demonstration.prepare(now=now)
    demonstration.store(plays, now=now, told=lambda _: None)
    results.protected.cache_clear()
    live.forget()
    with serving(StaticFilesHandler(get_wsgi_application())) as address:
        yield Site(address, plays[0].link)


def answered_by_keyboard(page: Page, site: Site) -> None:
    instrument = site.asked
    page.goto(site.first_page)
    keyboard.press(page, "Start")
    while "/q/" in page.url:
        keyboard.answer(page, instrument)
    assert page.url == f"{site.first_page}review/"
    keyboard.press(page, "Send my answers")
    assert page.url == f"{site.first_page}thanks/"


def sent_by_web() -> list[dict[str, str]]:
    return [response.answers for response in Response.objects.filter(channel="web")]


def test_a_parent_answers_the_whole_form_by_keyboard_and_is_not_told_apart_in_the_results(page, site):
    page.goto(site.results)
    assert page.get_by_text(f"{ANSWERED} parents and carers answered.").count() == 1
    answered_by_keyboard(page, site)
    assert page.inner_text("h1") == "Thank you"
    assert sent_by_web() == [keyboard.expected(site.asked)]
    page.goto(site.results)
    assert page.get_by_text(f"{ANSWERED} parents and carers answered.").count() == 1
    with page.expect_download() as waited:
        page.get_by_role("link", name="PDF, to print and pass on").click()
    with pikepdf.open(waited.value.path()) as pdf:
        assert str(pdf.docinfo["/Title"]).startswith("Education, health and care plans: parents and carers")
    if shutil.which("pdftotext"):
        text = subprocess.check_output(["pdftotext", waited.value.path(), "-"], text=True)
        assert f"{ANSWERED} parents and carers answered." in " ".join(text.split())


def test_the_parents_before_the_first_look_stand_in_the_results(page, site):
    answered_by_keyboard(page, site)
    page.goto(site.results)
    assert page.get_by_text(f"{ANSWERED + 1} parents and carers answered.").count() == 1


def test_the_same_works_with_scripts_switched_off(browser: Browser, site):
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        answered_by_keyboard(page, site)
        assert page.inner_text("h1") == "Thank you"
    assert sent_by_web() == [keyboard.expected(site.asked)]


def test_every_kind_of_page_is_accessible(page, site):
    instrument = site.asked
    page.goto(site.first_page)
    axe(page)
    keyboard.press(page, "Start")
    met: set[tuple[str, ...]] = set()
    while "/q/" in page.url:
        kinds = tuple(str(one.get_attribute("type")) for one in page.query_selector_all("form input, form textarea"))
        if kinds not in met:
            met.add(kinds)
            axe(page)
        keyboard.answer(page, instrument)
    assert len(met) >= 5
    axe(page)
    keyboard.press(page, "Send my answers")
    axe(page)


def test_a_refused_answer_is_accessible_and_leads_to_its_field(page, site):
    page.goto(site.first_page)
    keyboard.press(page, "Start")
    page.fill("#child-age", "eleven")
    pressed(page.get_by_role("button", name="Continue"))
    axe(page)
    page.get_by_role("link", name="“eleven” is not a number. Enter a number of years, like 11.").click()
    assert page.evaluate("document.activeElement.id") == "child-age"


@pytest.mark.parametrize(
    "place",
    [
        "",
        "help",
        "privacy",
        "accessibility",
        "forms/",
        "forms/ehc-parents/2026/",
        "forms/ehc-parents/2026/changes/",
        "forms/ehc-young-people/2026/?face=easy",
        "a/nosuchlink22/",
        "nothing-here/",
    ],
)
def test_pages_around_the_questionnaire_are_accessible(page, site, place):
    page.goto(f"{site.address}/{place}")
    axe(page)


def test_an_areas_results_are_accessible_on_a_desk_and_on_a_phone(page, site):
    page.goto(site.results)
    axe(page)
    page.set_viewport_size(PHONE)
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_page_breaks_the_content_policy(page, site):
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for place in (site.first_page, site.results, f"{site.address}/"):
        page.goto(place)
    assert complaints == []


def test_the_downloaded_web_page_stands_alone(page, site, tmp_path):
    page.goto(site.results)
    with page.expect_download() as waited:
        page.get_by_role("link", name="Web page, to keep").click()
    kept = io.BytesIO(Path(waited.value.path()).read_bytes()).getvalue().decode()
    assert [mark for mark in ("<script", 'src="http', "@import") if mark in kept] == []
