"""How many requests a token may send in a minute, held over all processes.

Each process takes a share of the minute from the database and uses it up by itself, so that the database is asked once for
many requests and never lets through more than the limit.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.db import connection

from portal.api.models import Allowance

MINUTE = 60
SHARES = 20
# What is left of the share that this process took: the token's minute, and how many requests.
_left: dict[int, tuple[int, int]] = {}


def wait(token: int, now: float | None = None) -> int:
    """0 where the request may go on, else in how many seconds there is room again."""
    seconds = int(time.time() if now is None else now)
    minute, rest = divmod(seconds, MINUTE)
    kept, left = _left.get(token, (0, 0))
    if kept != minute or not left:
        left = _share(token, minute)
    if not left:
        return MINUTE - rest
    _left[token] = (minute, left - 1)
    return 0


def forget() -> None:
    """Forget what this process holds."""
    _left.clear()


def _share(token: int, minute: int) -> int:
    """A share of the token's minute; 0 where all of it is taken."""
    limit = settings.API_RATE
    wanted = max(1, limit // SHARES)
    table = connection.ops.quote_name(Allowance._meta.db_table)
    statement = (
        f"INSERT INTO {table} (token_id, minute, taken) VALUES (%s, %s, %s) ON CONFLICT (token_id) DO UPDATE SET "  # noqa: S608 (a table's name)
        f"taken = excluded.taken + CASE WHEN {table}.minute = excluded.minute THEN {table}.taken ELSE 0 END, "
        f"minute = excluded.minute RETURNING taken"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [token, minute, wanted])
        taken = int(cursor.fetchone()[0])
    return max(0, min(wanted, wanted - (taken - limit)))
