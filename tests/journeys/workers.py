"""Processes that the portal starts while a test runs work on the test's database."""

from __future__ import annotations

import pytest
from django.db import connection


def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on in this test: a run's reports and a publication's files are made where the test looks."""
    said = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{said['NAME']}"
    else:
        address = f"postgresql://{said['USER']}:{said['PASSWORD']}@{said['HOST']}:{said['PORT']}/{said['NAME']}"
    monkeypatch.setenv("POET_DATABASE_URL", address)
