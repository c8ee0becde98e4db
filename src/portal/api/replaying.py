"""A request that comes twice is carried out once: a council's system may repeat what it heard no answer to."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

from django.conf import settings
from django.db import connection

from portal.api.models import Replay
from portal.api.operations import Call
from portal.api.problems import Problem
from portal.api.words import Name


def digest(call: Call) -> str:
    """The request's key as it is kept: keyed with the installation's secret, so that a stolen table tells nothing."""
    return _keyed(f"key {call.caller.token} {call.key}".encode())


def is_first(call: Call, today: date) -> bool:
    """Note the request, in the transaction of what it does; False where the same was carried out before. Raises Problem
    where its key was used for something else.
    """
    body = _keyed(call.request.path.encode() + b"\n" + call.body)
    table = connection.ops.quote_name(Replay._meta.db_table)
    statement = f"INSERT INTO {table} (digest, body, day) VALUES (%s, %s, %s) ON CONFLICT (digest) DO NOTHING"  # noqa: S608 (a table's name)
    with connection.cursor() as cursor:
        # Of two at once the second waits here until the first has ended, and then finds its row.
        cursor.execute(statement, [digest(call), body, today])
        if cursor.rowcount == 1:
            return True
    _same(call, body)
    return False


def was_carried_out(call: Call) -> bool:
    """Whether the same request was carried out before. Raises Problem where its key was used for something else."""
    body = _keyed(call.request.path.encode() + b"\n" + call.body)
    return Replay.objects.filter(digest=digest(call)).exists() and _same(call, body)


def _same(call: Call, body: str) -> bool:
    kept = Replay.objects.values_list("body", flat=True).get(digest=digest(call))
    if not hmac.compare_digest(kept, body):
        raise Problem(Name.KEY_USED)
    return True


def _keyed(said: bytes) -> str:
    return hmac.digest(settings.SECRET_KEY.encode(), b"replay " + hashlib.sha256(said).digest(), "sha256").hex()
