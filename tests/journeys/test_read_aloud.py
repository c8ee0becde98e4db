"""Questions are heard: read by a voice of the browser's own where it has one, or from recordings that an overlay names."""

from __future__ import annotations

import base64
import wave
from pathlib import Path

import pytest
from django.conf import settings as portal_settings
from django.utils import timezone

from journeys.axe import axe
from journeys.looking import pressed
from journeys.screens import DESKTOP, PHONE
from journeys.test_every_form import ROOT, begun, site
from portal.questionnaires.publish import publish_faces

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not (portal_settings.ASSETS / "read-aloud.js").exists() or not (ROOT / "node_modules" / "axe-core").exists(),
        reason="The assets are not built. Build them with: make assets",
    ),
]
FORM = "ehc-young-people/2026"
# The browser's voices, which a test machine has none of: what would be heard is written down instead.
VOICES = """
window.heard = []
const voices = %s.map(lang => ({lang, localService: true, name: lang}))
const speech = new EventTarget()
speech.getVoices = () => voices
speech.speak = said => { window.heard.push([said.lang, said.text]); window.saying = said }
speech.cancel = () => window.heard.push(['', 'quiet'])
Object.defineProperty(window, 'speechSynthesis', {value: speech})
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
window.arrive = lang => { voices.push({lang, localService: true, name: lang}); speech.dispatchEvent(new Event('voiceschanged')) }
"""
BUTTON = ".poet-aloud__button"


def speaking(browser, *languages, **screen):
    context = browser.new_context(**{"viewport": DESKTOP, **screen})
    context.add_init_script(VOICES % list(languages))
    return context


def heard(page):
    return page.evaluate("window.heard")


def test_a_page_is_read_from_top_to_bottom_and_stops_when_asked(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link), speaking(browser, "en-GB") as context:
        page = context.new_page()
        complaints = []
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        begun(page, address, link)
        axe(page)
        item = link.version.instrument.by_id[page.url.rstrip("/").rpartition("/")[2]]
        button = page.locator(BUTTON)
        assert button.inner_text() == "Listen to this page"
        button.click()
        texts = [text for _, text in heard(page)]
        at = texts.index(item.ask)
        assert texts[at + 1 : at + 1 + len(item.options)] == [option.text for option in item.options]
        assert {language for language, _ in heard(page)} == {"en-GB"}
        assert button.inner_text() == "Stop reading"
        page.keyboard.press("Escape")
        assert heard(page)[-1] == ["", "quiet"]
        assert button.inner_text() == "Listen to this page"
        assert complaints == []


def test_when_the_last_word_is_read_the_button_offers_to_listen_again(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link), speaking(browser, "en-GB") as context:
        page = context.new_page()
        begun(page, address, link)
        page.locator(BUTTON).click()
        page.evaluate("window.saying.onstart(); window.saying.onend()")
        assert page.locator(BUTTON).inner_text() == "Listen to this page"
        assert page.locator(".poet-spoken").count() == 0


def test_without_a_voice_for_the_language_nothing_is_offered(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link), speaking(browser, "fr-FR") as context:
        page = context.new_page()
        begun(page, address, link)
        assert page.locator(BUTTON).count() == 0
        assert page.locator(".poet-aloud").is_hidden()
        page.evaluate("window.arrive('en-US')")
        assert page.locator(BUTTON).count() == 1


def test_a_page_in_another_language_is_read_by_its_own_voice_alone(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link), speaking(browser, "ur-PK") as context:
        page = context.new_page()
        begun(page, address, link, face="ur")
        page.locator(BUTTON).click()
        assert {language for language, _ in heard(page)} == {"ur-PK"}
        assert page.locator(BUTTON).inner_text() == "پڑھنا بند کریں"


def test_without_script_the_page_is_whole_and_offers_nothing(browser, tmp_path):
    with site(tmp_path, FORM) as (address, link), browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}/a/{link.token}/")
        assert page.locator(".poet-aloud").is_hidden()
        assert page.locator(BUTTON).count() == 0


def recording(file: Path) -> None:
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 4000)


def film(browser, file: Path) -> None:
    """A second of a moving square, made by the browser itself."""
    with browser.new_context() as context:
        made = context.new_page().evaluate(
            """async () => {
                const canvas = Object.assign(document.createElement('canvas'), {width: 64, height: 48})
                const draw = canvas.getContext('2d')
                const recorder = new MediaRecorder(canvas.captureStream(10), {mimeType: 'video/webm'})
                const parts = []
                recorder.ondataavailable = event => parts.push(event.data)
                recorder.start()
                for (let step = 0; step < 8; step++) {
                    draw.fillStyle = step % 2 ? 'black' : 'white'; draw.fillRect(step, 0, 40, 40)
                    await new Promise(done => setTimeout(done, 100))
                }
                await new Promise(done => { recorder.onstop = done; recorder.stop() })
                const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
                return btoa(String.fromCharCode(...bytes))
            }"""
        )
    file.write_bytes(base64.b64decode(made))


def test_recordings_that_an_overlay_names_play_with_captions(browser, tmp_path, settings):
    settings.RECORDINGS = tmp_path / "recordings"
    settings.RECORDINGS.mkdir()
    settings.STATICFILES_DIRS = [settings.ASSETS, ("media", settings.RECORDINGS)]
    recording(settings.RECORDINGS / "first.wav")
    film(browser, settings.RECORDINGS / "first.webm")
    (settings.RECORDINGS / "first.vtt").write_text("WEBVTT\n\n00:00.000 --> 00:01.000\nHow old are you?\n")
    with site(tmp_path, FORM) as (address, link), browser.new_context(viewport=PHONE) as context:
        instrument = link.version.instrument
        first, second = [item.id for item in instrument.items if not item.variants][:2]
        overlay = f"""of = "{FORM}"\nface = "bsl"
            [items.{first}]\naudio = "first.wav"\nvideo = "first.webm"\ncaptions = "first.vtt"
            [items.{second}]\naudio = "never-brought.wav"\n"""
        publish_faces(link.version, {"bsl": overlay}, on=timezone.localdate())
        page = context.new_page()
        begun(page, address, link, face="bsl")
        page.goto(f"{address}/a/{link.token}/q/{first}/")
        axe(page)
        for kind, name in (("audio", "This question, read out"), ("video", "This question in sign language")):
            player = page.locator(f"{kind}[aria-label='{name}']")
            assert player.evaluate("async one => { await one.play(); return one.error }") is None
        track = "async one => { while (!one.track.cues?.length) await new Promise(d => setTimeout(d, 20)); return one.track.cues[0].text }"
        assert page.locator("track").evaluate(track) == "How old are you?"
        pressed(page.locator("main form button").first)
        assert first not in page.url
        assert page.locator("audio, video").count() == 0
        page.goto(f"{address}/forms/{link.version.form}/{link.version.version}/?face=bsl")
        assert page.locator("audio").count() == page.locator("video").count() == 1
        axe(page)
