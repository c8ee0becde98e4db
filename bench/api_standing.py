"""`make`: a portal with a round that asks wide questionnaires, and a key that is printed. `count`: the responses stored, and
how many bare inserts of as many answers the same database takes in a second."""

from __future__ import annotations

import json
import sys
import time
import uuid
from datetime import timedelta
from threading import Thread

import django

CODES = ("always", "mostly", "sometimes", "rarely", "never")
WRITERS = 2  # as many as the server has processes


def wide(items: int) -> str:
    options = ", ".join(f'{{ code = "{code}", text = "{code}" }}' for code in CODES)
    head = f"""id = "wide-{items}"
version = "1"
title = "Wide"
respondents = "people"
[[scales]]
id = "often"
options = [{options}]
[[sections]]
id = "all"
title = "All"
kind = "context"
"""
    item = '[[items]]\nid = "q{n}"\nsection = "all"\nkind = "one"\nscale = "often"\nask = "Question {n}?"\nlabel = "Q{n}"\n'
    return head + "".join(item.replace("{n}", str(n)) for n in range(items))


def make() -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from portal.api.tokens import Wish
    from portal.api.tokens import make as make_token
    from portal.api.verbs import Verb
    from portal.councils import england, scope
    from portal.councils.models import Area
    from portal.people.inviting import Offer, invite, take_up
    from portal.people.rules import Role
    from portal.questionnaires.publish import publish
    from portal.rounds.taking_part import join, open_round

    call_command("migrate", verbosity=0)
    england.load(england.TABLE)
    now = timezone.now()
    versions = [publish(wide(items), f"wide-{items}.toml", on=now.date()) for items in (60, 250)]
    opens, closes = now - timedelta(days=1), now + timedelta(days=1)
    asking = open_round(slug="bench", name="Bench", opens=opens, closes=closes, versions=versions, made_up=True)
    area = Area.objects.get(pk="E10000007")
    with scope.everywhere("the bench"):
        join(asking, [area])
    person = take_up(invite(Offer("bench@example.org", Role.MANAGER, area), by=None, now=now), name="Bench", now=now)
    print(make_token(Wish("Bench", area, [Verb.SEND], 1), by=person, now=now))


def count(seconds: int, items: int) -> None:
    from portal.capture.models import Response
    from portal.councils import scope

    with scope.everywhere("the bench"):
        kept, one = Response.objects.count(), Response.objects.values().first()
    assert one is not None
    print(json.dumps([kept, _bare(one, items, seconds)]))


def _bare(one: dict[str, object], items: int, seconds: int) -> float:
    """One insert and one commit after the other, by two writers, with the driver alone: no model, no rule, no server."""
    from django.db import connection

    columns = list(one)
    answers = json.dumps({f"q{n}": "mostly" for n in range(items)})
    names = [f"{name}_id" if f"{name}_id" in columns else name for name in columns]
    values = [answers if name == "answers" else value for name, value in one.items()]
    statement = f"INSERT INTO capture_response ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    done = [0] * WRITERS
    end = time.perf_counter() + seconds

    def write(number: int) -> None:
        ready = connection.copy()
        with ready.cursor() as cursor:
            if ready.vendor == "postgresql":
                cursor.execute("SELECT set_config('poet.scope', '*', false)")
            _on_disk(cursor, ready.vendor)
            while time.perf_counter() < end:
                key = uuid.uuid4()
                values_now = [
                    (key.hex if ready.vendor == "sqlite" else key) if n == "key" else v
                    for n, v in zip(names, values, strict=True)
                ]
                cursor.execute(statement, values_now)
                done[number] += 1
        ready.close()

    writers = [Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    return sum(done) / seconds


def _on_disk(cursor: object, vendor: str) -> None:
    """The peer promises what the portal promises: each commit is on disk before the next. Otherwise it is no peer."""
    asked = ("PRAGMA synchronous", 2) if vendor == "sqlite" else ("SHOW synchronous_commit", "on")
    cursor.execute(asked[0])  # type: ignore[attr-defined]
    assert cursor.fetchone()[0] == asked[1], asked  # type: ignore[attr-defined]


if __name__ == "__main__":
    django.setup()
    make() if sys.argv[1] == "make" else count(*(int(one) for one in sys.argv[2:]))
