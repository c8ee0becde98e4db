"""How soon a council's round at a glance and its live results stand on the screen with 1,000,000 responses stored.

Each page is asked for through the WSGI handler by somebody signed in, once the state that stands was counted and read; the
counting of the million itself is what `manage.py refresh_results` does, and is measured beside.
"""

from __future__ import annotations

import os
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import django

from bench.rows import Row, in_turns

RESPONSES = int(os.environ.get("POET_BENCH_RESPONSES", "1000000"))
BATCH = 5_000
BAR = 300
FORM = "ehc-parents"


def measure() -> list[Row]:
    """Milliseconds of both pages, and seconds of the count behind them."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "POET_DATABASE_URL": f"sqlite:///{folder}/poet.sqlite3",
        }
        django.setup()
        area = _stored()
        begun = perf_counter()
        _refreshed()
        counted = perf_counter() - begun
        client = _manager(area)
        glance = _milliseconds(client, f"/glance/bench/{area}/")
        live = _milliseconds(client, f"/live/bench/{area}/{FORM}/")
        _close()
    what = f"with {RESPONSES:,} responses stored"
    return [
        _row(f"a council's round at a glance, {what}", glance),
        _row(f"a council's live results, {what}", live),
        Row(issue="glance", name=f"refresh_results, {what}: counted, protected and kept", value=counted, unit="s"),
    ]


def _row(name: str, value: float) -> Row:
    return Row(issue="glance", name=name, value=value, unit="ms", bar=f"under {BAR} ms", ok=value < BAR)


def _milliseconds(client: object, address: str) -> float:
    def ask() -> None:
        response = client.get(address)  # type: ignore[attr-defined]
        assert response.status_code == 200, response.status_code

    ask()
    return 1000 * in_turns(ask, times=5)[0]


def _stored() -> str:
    from django.core.management import call_command
    from django.utils import timezone

    from portal.capture.models import Channel, Response
    from portal.councils import england, scope
    from portal.councils.models import Area
    from portal.questionnaires.models import Version
    from portal.questionnaires.publish import publish_folder
    from portal.rounds.taking_part import join, open_round

    call_command("migrate", verbosity=0)
    england.load(england.TABLE)
    now = timezone.now()
    publish_folder(Path(__file__).parents[1] / "instruments", on=now.date())
    version = Version.objects.get(form=FORM, version="2026")
    asking = open_round(
        slug="bench", name="Bench", opens=now - timedelta(days=30), closes=now + timedelta(days=30), versions=[version]
    )
    items = [item for item in version.instrument.items if item.options and item.kind == "one"]
    kept = [
        {item.id: item.options[(n * 7 + place) % len(item.in_base)].code for place, item in enumerate(items)}
        for n in range(97)
    ]
    with scope.everywhere("the bench"):
        areas = list(Area.objects.all())
        join(asking, areas)
        month = now.date().replace(day=1)
        for first in range(0, RESPONSES, BATCH):
            Response.objects.bulk_create(
                Response(
                    round=asking,
                    area=areas[n % len(areas)],
                    version=version,
                    variant=version.instrument.variants[0].id,
                    month=month,
                    channel=Channel.MADE_UP,
                    answers=kept[n * 31 % 97],
                )
                for n in range(first, min(first + BATCH, RESPONSES))
            )
    return areas[0].pk


def _refreshed() -> None:
    from portal.reporting.management.commands.refresh_results import refresh

    refresh()


def _manager(area: str) -> object:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
    from django.test import Client
    from django.utils import timezone

    from portal.councils.models import Area
    from portal.people.inviting import Offer, invite, take_up
    from portal.people.rules import Role

    now = timezone.now()
    offer = Offer("manager@bench.example", Role.MANAGER, Area.objects.get(pk=area))
    person = take_up(invite(offer, by=None, now=now, send=False), name="Manager", now=now)
    TOTP.activate(person, generate_totp_secret())
    client = Client(headers={"host": "localhost"})
    client.force_login(person)
    return client


def _close() -> None:
    from django.db import connections

    connections.close_all()
