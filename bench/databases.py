"""A PostgreSQL database of a measurement's own, made before it and dropped after it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

NAMED = "POET_TEST_DATABASE_URL"


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a new database on the server that the environment names."""
    import psycopg

    name = f"poet_bench_{secrets.token_hex(4)}"
    server = os.environ[NAMED]
    with psycopg.connect(server, autocommit=True) as there:
        there.execute(f"CREATE DATABASE {name}")
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            there.execute(f"DROP DATABASE {name} WITH (FORCE)")
