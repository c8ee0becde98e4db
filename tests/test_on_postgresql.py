"""The portal's tests once more, on a real PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

URL = os.environ.get("POET_TEST_DATABASE_URL", "")


@pytest.mark.skipif(
    not URL,
    reason="No PostgreSQL named. Start one (Debian, Ubuntu: apt-get install postgresql) and set "
    "POET_TEST_DATABASE_URL=postgresql://USER:PASSWORD@HOST:PORT/NAME",
)
def test_the_portal_keeps_its_promises_on_postgresql_too():
    command = [sys.executable, "-m", "pytest", "tests/portal", "-p", "no:cacheprovider", "--create-db"]
    environment = {**os.environ, "POET_DATABASE_UNDER_TEST": URL}
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[1], env=environment, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr[-2_000:]
