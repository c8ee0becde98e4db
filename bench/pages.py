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
PAGE = "process-information"


def measure() -> list[Row]:
    """One row: question pages a second, ours and the bare view's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "POET_DATABASE_URL": f"sqlite:///{folder}/poet.sqlite3",
        }
        django.setup()
        ours, bare = _askers()
        seconds = in_turns(lambda: _many(ours), lambda: _many(bare))
        _close()
    own, peer = (PAGES / one for one in seconds)
    return [
        Row(
            issue="main-job",
            name="question pages a second on one core, with the draft read, beside a bare view of as many bytes",
            value=round(own),
            unit="pages/s",
            peer=round(peer),
        )
    ]


def _many(ask: Callable[[], object]) -> None:
    for _ in range(PAGES):
        ask()


def _askers() -> tuple[Callable[[], bytes], Callable[[], bytes]]:
    """Ask for a question page; ask for a bare page of the same length."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.test import RequestFactory, override_settings
    from django.urls import path

    link, key = _draft()
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
    from portal.councils import england
    from portal.councils.models import Area
    from portal.questionnaires.publish import publish_folder
    from portal.rounds.taking_part import join, open_round

    call_command("migrate", verbosity=0)
    england.load(england.TABLE)
    now = timezone.now()
    versions = publish_folder(Path(__file__).parents[1] / "instruments", on=now.date())
    asking = open_round(
        slug="bench", name="Bench", opens=now - timedelta(days=1), closes=now + timedelta(days=1), versions=versions[:1]
    )
    link = next(
        one for one in join(asking, Area.objects.all()[:1]) if one.variant == versions[0].instrument.variants[0].id
    )
    key = keeping.new_key()
    cells = {"child-age": "11", "has-budget": "yes", PAGE: "always"}
    keeping.keep(draft_key=key, link=link, cells=cells, today=now.date())
    return link.token, key


def _close() -> None:
    from django.db import connections

    connections.close_all()
