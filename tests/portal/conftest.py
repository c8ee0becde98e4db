"""The small world, for tests that stand in it."""

import anyshire
import emptying
import pytest
from django.db import connection

from portal.councils import scope
from portal.questionnaires import faces


@pytest.fixture(autouse=True)
def looking_at_everything():
    """A test looks at every table. What it asks of the portal begins outside of all scopes all the same: each request does."""
    with scope.everywhere("a test looks at what was stored"):
        yield


@pytest.fixture
def world(db, tmp_path):
    return anyshire.world(tmp_path)


@pytest.fixture
def made_up_world(db, tmp_path):
    return anyshire.world(tmp_path, made_up=True)


@pytest.fixture
def dressed(world):
    yield anyshire.dressed(world)
    faces.forget()


@pytest.fixture
def parent(world):
    return anyshire.Parent(world.link)


@pytest.fixture(scope="session", autouse=True)
def emptied_row_by_row(django_db_setup):
    """TRUNCATE makes each table's and index's file anew: of a hundred tables that takes PostgreSQL seconds, and a test that
    commits leaves rows in a few."""
    if connection.vendor == "postgresql":
        emptying.begin(connection)
