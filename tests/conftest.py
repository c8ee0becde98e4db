"""In which order tests run: whoever waits for them waits no longer than need be."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The portal on PostgreSQL is one test of many minutes: begun last, it would keep one core idle."""
    items.sort(key=lambda item: item.path.name != "test_on_postgresql.py")
