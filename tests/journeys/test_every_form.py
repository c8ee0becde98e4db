"""Every questionnaire in a real browser: by keyboard alone with scripts off, accessible in every face and on every screen.

`make test` walks one form of each kind and every distinct page; `make test-all` walks every page of every form.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from playwright.sync_api import Browser, Page

from journeys import keyboard
from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import DESKTOP, PHONE, SCREENS, on
from poet import route
from portal.capture.models import Response
from portal.councils import england
from portal.councils.models import Area
from portal.demonstration.serving import serving
from portal.questionnaires import faces
from portal.questionnaires.models import Version
from portal.questionnaires.publish import publish, publish_faces, publish_folder, register
from portal.rounds.models import Link
from portal.rounds.taking_part import join, open_round

ROOT = Path(__file__).resolve().parents[2]
AREAS = "code,name,region,kind,plans_january_2025\nE10900001,Anyshire,East Midlands,county,3000\n"
FORMS = sorted(register(ROOT / "instruments"))
OFTEN = ["ehc-young-people/2026", "adults-staff/2026"]
# A right-to-left face of every form: what is not in its own words stands in English, as on any face half done.
URDU = 'of = "{name}"\nface = "ur-test"\nlanguage = "ur"\ndraft = true\ntitle = "آپ کی مدد"\n'
WAYS = [("easy", "plain"), ("easy-3", "plain"), ("standard", "large"), ("standard", "contrast"), ("ur-test", "plain")]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: make assets",
    ),
]


@contextmanager
def site(folder: Path, name: str) -> Iterator[tuple[str, Link]]:
    """A running portal with a round of one form; the link of its last wording, which asks the most."""
    (folder / "areas.csv").write_text(AREAS)
    england.load(folder / "areas.csv")
    publish_folder(settings.INSTRUMENTS, on=timezone.localdate())
    form, _, number = name.partition("/")
    version = Version.objects.get(form=form, version=number)
    publish_faces(version, {"test": URDU.format(name=name)}, on=timezone.localdate())
    now = timezone.now()
    asking = open_round(
        slug="x", name="X", opens=now - timedelta(days=1), closes=now + timedelta(days=9), versions=[version]
    )
    links = {link.variant: link for link in join(asking, Area.objects.all())}
    try:
        with serving(StaticFilesHandler(get_wsgi_application())) as address:
            yield address, links[version.instrument.variants[-1].id]
    finally:
        faces.forget()


def walked_by_keyboard(browser: Browser, folder: Path, name: str) -> None:
    with (
        site(folder, name) as (address, link),
        browser.new_context(java_script_enabled=False, viewport=PHONE) as context,
    ):
        page = context.new_page()
        page.goto(f"{address}/a/{link.token}/")
        keyboard.press(page, "Start")
        while "/q/" in page.url:
            keyboard.answer(page, link.version.instrument)
        keyboard.press(page, "Send my answers")
        assert page.inner_text("h1") == "Thank you"
        assert Response.objects.get().answers == keyboard.expected(link.version.instrument, link.variant)


@pytest.mark.parametrize("name", OFTEN)
def test_a_form_of_each_kind_is_answered_by_keyboard_without_script(browser, tmp_path, name):
    walked_by_keyboard(browser, tmp_path, name)


@pytest.mark.every
@pytest.mark.parametrize("name", [name for name in FORMS if name not in OFTEN])
def test_every_form_is_answered_by_keyboard_without_script(browser, tmp_path, name):
    walked_by_keyboard(browser, tmp_path, name)


def structure(page: Page) -> tuple[str, ...]:
    """What kind of page it is: its controls in order, and whether it has pictures."""
    kinds = page.eval_on_selector_all("main input:not([type=hidden]), main textarea", "all => all.map(one => one.type)")
    return (*kinds, str(page.locator("main img").count() > 0))


def begun(page: Page, address: str, link: Link, face: str = "standard", look: str = "plain") -> None:
    page.goto(f"{address}/a/{link.token}/?face={face}&look={look}")
    axe(page)
    pressed(page.locator("main form button"))  # "Start", in whichever language


def each_page(page: Page, *, every: bool = False) -> Iterator[Page]:
    """Go through the form without an answer, stopping at each page, or at the first of each structure."""
    met: set[tuple[str, ...]] = set()
    while "/q/" in page.url:
        if every or structure(page) not in met:
            met.add(structure(page))
            yield page
        press_on(page)
    yield page


def checked(browser: Browser, address: str, link: Link, *, every: bool) -> int:
    """How many pages were looked at."""
    looked = 0
    with browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        begun(page, address, link)
        for _ in each_page(page, every=every):
            for screen in SCREENS.values():
                on(page, screen)
                axe(page)
                looked += 1
    there = faces.dressings(link.version_id, link.version.digest)
    for face, look in WAYS:
        if face in there:
            with browser.new_context(viewport=PHONE) as context:
                page = context.new_page()
                begun(page, address, link, face, look)
                for _ in each_page(page, every=every):
                    axe(page)
                    looked += 1
    with browser.new_context(viewport=PHONE) as context:
        looked += sent_empty_and_back(context.new_page(), address, link, every=every)
    return looked


def press_on(page: Page) -> None:
    """Send the page as it stands; a question that is only for the respondent's eyes is left out."""
    buttons = page.locator("main form button")
    pressed(buttons.last if page.locator("[name='skip.']").count() else buttons.first)


def sent_empty_and_back(page: Page, address: str, link: Link, *, every: bool) -> int:
    """Each kind of page is sent without an answer, and come back to by its own link."""
    looked = 0
    begun(page, address, link)
    for _ in each_page(page, every=every):
        if "/q/" not in page.url:
            continue
        press_on(page)
        axe(page)
        pressed(page.locator(".govuk-back-link"))
        axe(page)
        looked += 2
    return looked


def times(link: Link) -> int:
    """How often each page is looked at: six screens, faces and looks (one of them from right to left), sent empty, and back."""
    there = faces.dressings(link.version_id, link.version.digest)
    return len(SCREENS) + sum(face in there for face, _ in WAYS) + 2


# Between them they have every kind of question: one, several, numbers, a length of time, and words.
@pytest.mark.parametrize("name", ["ehc-young-people/2026", "ehc-parents/2014"])
def test_each_kind_of_page_is_accessible_on_every_screen_and_in_every_face(browser, tmp_path, name):
    with site(tmp_path, name) as (address, link):
        assert checked(browser, address, link, every=False) >= 5 * times(link)


@pytest.mark.every
@pytest.mark.parametrize("name", FORMS)
def test_every_page_of_every_form_is_accessible(browser, tmp_path, name):
    with site(tmp_path, name) as (address, link):
        pages = route.path(link.version.instrument, link.wording, {})
        assert checked(browser, address, link, every=True) >= len(pages) * times(link)


def test_going_back_and_sending_nothing_is_accessible(browser, tmp_path):
    with site(tmp_path, "ehc-young-people/2026") as (address, link), browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        begun(page, address, link)
        pressed(page.get_by_role("button", name="Continue"))
        pressed(page.get_by_role("link", name="Back", exact=True))
        axe(page)
        for _ in each_page(page):
            pass
        pressed(page.get_by_role("button", name="Send my answers"))
        assert page.inner_text("h1") == "You have not answered any question yet"
        axe(page)


def test_stopping_and_coming_back_is_accessible_and_needs_no_script(browser, tmp_path):
    with site(tmp_path, "ehc-young-people/2026") as (address, link):
        with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
            page = context.new_page()
            page.goto(f"{address}/a/{link.token}/")
            keyboard.press(page, "Start")
            page.locator("input[type=radio]").first.check()
            pressed(page.get_by_role("button", name="Stop and come back later"))
            said = page.locator(".poet-words__word").all_inner_texts()
        with browser.new_context(viewport=PHONE) as elsewhere:
            page = elsewhere.new_page()
            page.goto(f"{address}/a/{link.token}/back/")
            axe(page)
            for box, word in zip(page.locator("main input[type=text]").all(), said, strict=True):
                box.fill(word.strip())
            pressed(page.get_by_role("button", name="Find my answers"))
            assert page.inner_text("h1") == "Check your answers"
            axe(page)


SIXTY = """
id = "sixty"
version = "2026"
title = "Sixty questions"
language = "en"
respondents = "people"
about = "Why we ask."
[[scales]]
id = "often"
options = [
  { code = "always", text = "Always", side = "favourable" },
  { code = "sometimes", text = "Sometimes", side = "neutral" },
  { code = "never", text = "Never", side = "unfavourable" },
]
[[sections]]
id = "all"
title = "All of it"
kind = "process"
""" + "".join(
    f"""[[items]]\nid = "q{n}"\nsection = "all"\nkind = "one"\nscale = "often"\nblock = "b{n // 5}"\nask = "Does number {n} go well?"\n"""
    for n in range(60)
)


def test_sixty_questions_are_finished_over_a_slow_line(browser, tmp_path):
    """400 kbit/s and 400 ms each way, as on a poor mobile connection; every answer is stored."""
    publish(SIXTY, "sixty.toml", on=timezone.localdate())
    with site(tmp_path, "sixty/2026") as (address, link), browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        slow = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
        line.send("Network.emulateNetworkConditions", slow)
        page.goto(f"{address}/a/{link.token}/")
        pressed(page.get_by_role("button", name="Start"))
        while "/q/" in page.url:
            for group in page.get_by_role("group").all():
                group.get_by_label("Sometimes").check()
            press_on(page)
        pressed(page.get_by_role("button", name="Send my answers"))
        assert page.inner_text("h1") == "Thank you"
    assert Response.objects.get().answers == {f"q{n}": "sometimes" for n in range(60)}


def test_pages_are_light_enough_for_a_slow_line(browser, tmp_path):
    """The first page with all it needs within 60 kB, later ones within 15 kB, over a line of 400 kbit/s and 400 ms."""
    with site(tmp_path, "ehc-parents/2026") as (address, link), browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000},
        )
        came: list[int] = []
        line.on("Network.loadingFinished", lambda done: came.append(int(done["encodedDataLength"])))
        page.goto(f"{address}/a/{link.token}/", wait_until="networkidle")
        came.clear()
        weights = []
        pressed(page.get_by_role("button", name="Start"))
        while "/q/" in page.url:
            page.wait_for_load_state("networkidle")
            weights.append(sum(came))
            came.clear()
            (page.locator("input[type=radio]").first.check() if page.locator("input[type=radio]").count() else None)
            buttons = page.locator("main form button")
            pressed(buttons.last if page.locator("[name='skip.']").count() else buttons.first)
        page.wait_for_load_state("networkidle")
        weights.append(sum(came))
        assert page.inner_text("h1") == "Check your answers"
        came.clear()
        page.goto(f"{address}/a/{link.token}/back/", wait_until="networkidle")
        weights.append(sum(came))
        assert len(weights) >= 32
        assert max(weights) <= 15_000
        page.go_back(wait_until="networkidle")
        pressed(page.get_by_role("button", name="Send my answers"))
        assert page.inner_text("h1") == "Thank you"
