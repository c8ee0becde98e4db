"""How many question pages one core draws a second, beside a bare view of the framework that sends as many bytes.

Both are asked through the WSGI handler in this process. Ours reads link and draft from the database and passes the
portal's middleware; the bare view reads nothing and passes none.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import django

from bench.rows import Row, in_turns

PAGES = 300
WALKS = 10
PAGE = "process-information"


def measure() -> list[Row]:
    """One row: question pages a second, ours and the bare view's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "POET_DATABASE_URL": f"sqlite:///{folder}/poet.sqlite3",
        }
        django.setup()
        link, key = _draft()
        ours, bare = _askers(link, key)
        seconds = in_turns(lambda: _many(ours), lambda: _many(bare))
        walks, pages = _walked(link)
        _close()
    own, peer = (PAGES / one for one in seconds)
    return [
        Row(
            issue="faces",
            name=f"pages a second in whole completions: every page of {pages}, every save, and sending ({walks:.1f} a second)",
            value=round(walks * pages),
            unit="pages/s",
        ),
        Row(
            issue="main-job",
            name="question pages a second on one core, with the draft read, beside a bare view of as many bytes",
            value=round(own),
            unit="pages/s",
            peer=round(peer),
            bar="at least 15 % of the bare view",
            ok=own >= 0.15 * peer,
        ),
    ]


def _walked(token: str) -> tuple[float, int]:
    """Completions a second of one person after the other, each page asked for and sent; how many pages one has."""
    from django.test import Client

    from portal.demonstration.walking import Form

    pages = 0

    def walk() -> None:
        nonlocal pages
        client, address, pages = Client(headers={"host": "localhost"}), f"/a/{token}/", 0
        page = client.get(address).content.decode()
        while "/thanks/" not in address:
            form = Form()
            form.feed(page)
            fields = dict(form.hidden) | {
                name: value for name, kind, value in form.asked if kind in {"radio", "checkbox"}
            }
            sent = client.post(form.action, fields, follow=True)
            address, page = sent.redirect_chain[-1][0], sent.content.decode()
            pages += 1

    def several() -> None:
        for _ in range(WALKS):
            walk()

    return WALKS / in_turns(several, times=3)[0], pages


def _many(ask: Callable[[], object]) -> None:
    for _ in range(PAGES):
        ask()


def _askers(link: str, key: str) -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """Ask for a question page; ask for a bare page of the same length."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test import RequestFactory, override_settings
    from django.urls import path

    factory = RequestFactory(headers={"host": "localhost", "cookie": f"draft={key}"})
    full = WSGIHandler()
    ours = _asker(full, factory.get(f"/a/{link}/q/{PAGE}/").environ)
    body = ours()
    assert b'value="always" checked' in body, "the page does not show the draft"

    from portal import urls

    urls.urlpatterns.append(path("bare", lambda _: HttpResponse(body)))
    with override_settings(MIDDLEWARE=[]):
        alone = WSGIHandler()
    return ours, _asker(alone, factory.get("/bare").environ)


def _asker(handler: Callable[..., object], environ: dict[str, object]) -> Callable[[], bytes]:
    def ask() -> bytes:
        response = handler(dict(environ), lambda *_: None)
        sent = b"".join(response)
        response.close()
        return sent

    return ask


def _draft() -> tuple[str, str]:
    from django.core.management import call_command
    from django.utils import timezone

    from portal.capture import keeping
    from portal.councils import england, scope
    from portal.councils.models import Area
    from portal.questionnaires.models import Version
    from portal.questionnaires.publish import publish_folder
    from portal.rounds.taking_part import join, open_round

    call_command("migrate", verbosity=0)
    england.load(england.TABLE)
    now = timezone.now()
    publish_folder(Path(__file__).parents[1] / "instruments", on=now.date())
    version = Version.objects.get(form="ehc-parents", version="2014")
    asking = open_round(
        slug="bench", name="Bench", opens=now - timedelta(days=1), closes=now + timedelta(days=1), versions=[version]
    )
    with scope.everywhere("the bench"):
        links = join(asking, Area.objects.all()[:1])
        link = next(one for one in links if one.variant == version.instrument.variants[0].id)
        key = keeping.new_key()
        cells = {"child-age": "11", "has-budget": "yes", PAGE: "always"}
        keeping.keep(draft_key=key, link=link.token, cells=cells, today=now.date())
    return link.token, key


def _close() -> None:
    from django.db import connections

    connections.close_all()
