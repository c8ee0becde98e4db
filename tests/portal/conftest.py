"""The small world, for tests that stand in it."""

import anyshire
import pytest

from portal.questionnaires import faces


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
