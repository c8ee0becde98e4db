"""`python -m bench.glance_standing RESPONSES`: a portal in the database of the environment with so many responses stored,
its counts refreshed, and its pages asked for by a manager who is signed in. Prints what it measured as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import django

from bench.rows import in_turns

FORM = "ehc-parents"
# What each browser of a class of 97 said: enough to count, and soon made.
KINDS = 97


def main(responses: int) -> None:
    django.setup()
    area = _stored(responses)
    begun = perf_counter()
    _refreshed()
    found: dict[str, float] = {"counted": perf_counter() - begun}
    client = _manager(area)
    for name, address in (("glance", f"/glance/bench/{area}/"), ("live", f"/live/bench/{area}/{FORM}/")):
        found |= _page(client, name, address)
    found["count"] = 1000 * in_turns(lambda: _bare_count(area), times=5)[0]
    print(json.dumps(found))


def _page(client: object, name: str, address: str) -> dict[str, float]:
    """Milliseconds of a page: the first time after a recount, then at its best, beside a bare view's."""
    from portal.reporting import live

    bodies: list[bytes] = []

    def ask() -> None:
        response = client.get(address)  # type: ignore[attr-defined]
        assert response.status_code == 200, response.status_code
        bodies[:] = [response.content]

    ask()
    live.forget()
    begun = perf_counter()
    ask()
    first = perf_counter() - begun
    warm = in_turns(ask, times=7)[0]
    bare = in_turns(_bare_view(bodies[0]), times=7)[0]
    return {f"{name} first": 1000 * first, name: 1000 * warm, f"{name} bare": 1000 * bare}


def _bare_view(body: bytes) -> Callable[[], None]:
    """Ask for a page of as many bytes that reads nothing and passes no middleware."""
    from django.http import HttpResponse
    from django.test import Client, override_settings
    from django.urls import path

    from portal import urls

    urls.urlpatterns.append(path("bare", lambda _: HttpResponse(body)))

    def ask() -> None:
        with override_settings(MIDDLEWARE=[]):
            Client(headers={"host": "localhost"}).get("/bare")

    return ask


def _bare_count(area: str) -> None:
    """What pages that count for themselves ask the database, every time: how many have answered here, and everywhere."""
    from django.db import connection

    from portal.councils import scope

    with scope.everywhere("the bench"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT version_id, COUNT(*) FROM capture_response WHERE area_id = %s GROUP BY version_id", [area]
        )
        cursor.fetchall()
        cursor.execute("SELECT COUNT(*) FROM capture_response")
        cursor.fetchall()


def _stored(responses: int) -> str:
    from django.core.management import call_command
    from django.utils import timezone

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
    opens, closes = now - timedelta(days=30), now + timedelta(days=30)
    asking = open_round(slug="bench", name="Bench", opens=opens, closes=closes, versions=[version], made_up=True)
    with scope.everywhere("the bench"):
        areas = list(Area.objects.all())
        join(asking, areas)
        _first(asking, areas, version, min(responses, KINDS * len(areas)))
        _multiplied(responses)
    return areas[0].pk


def _first(asking: object, areas: list[object], version: object, many: int) -> None:
    """Each kind of answers once in each area, made up."""
    from django.utils import timezone

    from portal.capture.models import Channel, Response

    items = [item for item in version.instrument.items if item.options and item.kind == "one"]  # type: ignore[attr-defined]
    kept = [
        {item.id: item.options[(n * 7 + place) % len(item.in_base)].code for place, item in enumerate(items)}
        for n in range(KINDS)
    ]
    month = timezone.localdate().replace(day=1)
    fixed = {
        "round": asking, "version": version, "variant": version.instrument.variants[0].id,  # type: ignore[attr-defined]
        "month": month, "channel": Channel.MADE_UP,
    }  # fmt: skip
    rows = (
        Response(area=areas[n % len(areas)], answers=kept[n // len(areas)], **fixed)  # type: ignore[misc]
        for n in range(many)
    )
    Response.objects.bulk_create(rows, batch_size=2_000)


def _multiplied(responses: int) -> None:
    """The rows once more under new keys, by the database itself, until there are as many as are wanted."""
    from django.db import connection, transaction

    from portal.capture.models import Response

    columns = [field.column for field in Response._meta.concrete_fields if not field.primary_key]
    key = "gen_random_uuid()" if connection.vendor == "postgresql" else "lower(hex(randomblob(16)))"
    names = ", ".join(columns)
    while (missing := responses - Response.objects.count()) > 0:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO capture_response (key, {names}) SELECT {key}, {names} FROM capture_response LIMIT %s",
                [missing],
            )
    if connection.vendor == "postgresql":
        # Past what the portal puts before each statement: VACUUM stands in no transaction.
        connection.connection.execute("VACUUM ANALYZE capture_response")


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


if __name__ == "__main__":
    main(int(sys.argv[1]))
