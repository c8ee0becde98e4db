"""Schemathesis asks the running API everything its description allows and forbids, and holds every answer against it."""

import json
import subprocess
import sys
from pathlib import Path

import anyshire
import pytest
from calling import computer, person
from django.core.wsgi import get_wsgi_application

from portal.api import allowance, receiving
from portal.api.document import BASE, described
from portal.api.verbs import Verb
from portal.demonstration.serving import serving
from portal.people.rules import Role

# What stands in the small world, so that calls get past the first "there is nothing at this address".
THERE = {"area": anyshire.ANYSHIRE, "round": "autumn", "form": "small", "version": "1", "face": "standard"}
# Answers can have the right shape and still not be what the questionnaire asks for: the description cannot say that, so
# 422 is an answer to well-formed data. Nothing else is excused.
CONFIGURATION = """
seed = 1
request-timeout = 60.0
[checks.positive_data_acceptance]
expected-statuses = ["2xx", "401", "403", "404", "409", "422"]
"""
# Bounded by how much is asked, never by the clock: a busy machine asks the same, and no page of it is too slow to be drawn.
EXAMPLES, AT_MOST = 15, 600  # seconds


@pytest.fixture
def portal(transactional_db, tmp_path, settings):
    settings.API_RATE = 1_000_000
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    allowance.forget()
    receiving.forget()
    anyshire.world(tmp_path)
    with serving(get_wsgi_application()) as address:
        yield address


def narrowed() -> dict:
    """The description with every parameter and id held to what is there."""
    told = json.loads(json.dumps(described()))
    for methods in told["paths"].values():
        for operation in methods.values():
            for one in operation["parameters"]:
                if one["in"] == "path":
                    one["schema"] = {"type": "string", "enum": [THERE[one["name"]]]}
    for shape in ("Submission", "LinkWish"):
        for name in ("form", "version"):
            told["components"]["schemas"][shape]["properties"][name] = {"type": "string", "enum": [THERE[name]]}
    return told


def of_the_nation() -> str:
    """A key that is good everywhere; nobody takes returns of all areas."""
    return computer(person(Role.COORDINATOR, None), *(set(Verb) - {Verb.RETURNS}), area=None).token


def of_the_area() -> str:
    """A key that is good for everything in one area."""
    return computer(person(Role.MANAGER), *Verb).token


@pytest.mark.parametrize(
    ("description", "key"), [(described, of_the_nation), (narrowed, of_the_area)], ids=["anything", "what is there"]
)
def test_every_answer_is_as_the_description_says(portal, tmp_path, description, key):
    address, token = portal, key()
    (tmp_path / "openapi.json").write_text(json.dumps(description()))
    (tmp_path / "schemathesis.toml").write_text(CONFIGURATION)
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "--config-file", "schemathesis.toml", "run", "openapi.json",
        "--url", f"{address}{BASE}", "--checks", "all", "--no-color",
        "--max-examples", str(EXAMPLES), "--generation-deterministic", "--suppress-health-check", "all", "-H", f"Authorization: Bearer {token}",
    ]  # fmt: skip
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=AT_MOST)
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr[-5_000:]
    assert "Server error" not in ended.stdout
