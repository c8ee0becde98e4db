"""A film that says what the asking is plays on the first page, with captions, for somebody whose browser runs no script."""

from __future__ import annotations

import pytest
from django.conf import settings as portal_settings

from journeys.axe import axe
from journeys.looking import TOO_WIDE, pressed
from journeys.screens import DESKTOP, SMALLEST
from journeys.test_every_form import ROOT, site
from journeys.test_read_aloud import film

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (portal_settings.ASSETS / "poet.css").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: make assets",
    ),
]
FORM = "ehc-parents/2026"
TABLE = """[[films]]
title = "Why we ask"
video = "why.webm"
captions = "why.vtt"
transcript = "why.txt"
"""
CUE = """async one => {
    while (!one.track.cues?.length) await new Promise(done => setTimeout(done, 20))
    return one.track.cues[0].text
}"""


def test_a_film_plays_with_captions_under_the_strict_policy(browser, tmp_path, settings):
    settings.RECORDINGS = tmp_path / "recordings"
    settings.RECORDINGS.mkdir()
    settings.STATICFILES_DIRS = [settings.ASSETS, ("media", settings.RECORDINGS)]
    film(browser, settings.RECORDINGS / "why.webm")
    (settings.RECORDINGS / "why.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nYour council asks you.\n")
    (settings.RECORDINGS / "why.txt").write_text("Your council asks you.\n")
    (settings.RECORDINGS / "films.toml").write_text(TABLE)
    with site(tmp_path, FORM) as (address, link), browser.new_context(viewport=DESKTOP) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        for there in (f"/a/{link.token}/", f"/a/{link.token}/help/", "/how-it-is-governed"):
            for size in (DESKTOP, SMALLEST):
                page.set_viewport_size(size)
                page.goto(f"{address}{there}")
                assert page.evaluate(TOO_WIDE) == []
                axe(page)
            player = page.locator("video[aria-label='Why we ask']")
            assert player.evaluate("async one => { await one.play(); return [one.error, one.videoWidth] }") == [
                None,
                64,
            ]
            assert page.locator("track").evaluate(CUE) == "Your council asks you."
            page.get_by_text("What the film says, in words").click()
            assert page.locator(".poet-film details p").inner_text() == "Your council asks you."
        assert complaints == []
        with browser.new_context(java_script_enabled=False) as plain:
            page = plain.new_page()
            page.goto(f"{address}/a/{link.token}/")
            assert page.locator("video[controls] track[kind=captions]").count() == 1
            pressed(page.get_by_role("button", name="Start"))
            assert "/q/" in page.url
