"""The portal's tests once more, on a real PostgreSQL, as a role that row-level security binds."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

URL = os.environ.get("POET_TEST_DATABASE_URL", "")


@pytest.fixture
def bound() -> Iterator[str]:
    """The address of a database of its own, for a role of its own that is neither superuser nor exempt."""
    name, password = f"poet_test_{secrets.token_hex(4)}", secrets.token_hex(16)
    place = urlsplit(URL)
    with psycopg.connect(URL, autocommit=True) as server:
        server.execute(
            sql.SQL("CREATE ROLE {} LOGIN CREATEDB NOSUPERUSER NOBYPASSRLS PASSWORD {}").format(
                sql.Identifier(name), sql.Literal(password)
            )
        )
        server.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(name)))
        where = f"{name}:{password}@{place.hostname}:{place.port or 5432}"
        yield urlunsplit(("postgresql", where, f"/{name}", "", ""))
        for database in (f"test_{name}", name):
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.mark.skipif(
    not URL,
    reason="No PostgreSQL named. Start one (Debian, Ubuntu: apt-get install postgresql) and set "
    "POET_TEST_DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME, a role that may create roles",
)
def test_the_portal_keeps_its_promises_on_postgresql_too(bound):
    command = [sys.executable, "-m", "pytest", "tests/portal", "-p", "no:cacheprovider", "--create-db"]
    environment = {**os.environ, "POET_DATABASE_UNDER_TEST": bound}
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[1], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr[-2_000:]
