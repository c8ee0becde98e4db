"""docs/reference/api.md: its examples are sent as they stand, and its tables are those of the code."""

import json
import re
from pathlib import Path

import anyshire
import pytest
from calling import computer

from portal.api import allowance, receiving
from portal.api.verbs import Verb
from portal.api.words import PROBLEMS

PAGE = (Path(__file__).parents[2] / "docs/reference/api.md").read_text()
EXAMPLES = re.findall(r"```http\n(\w+) (\S+)\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()


def test_there_are_examples():
    assert [(method, address.rpartition("/")[2]) for method, address, _ in EXAMPLES] == [
        ("GET", "rounds"),
        ("POST", "responses"),
        ("POST", "links"),
        ("GET", "csv"),
    ]


@pytest.mark.parametrize(("method", "address", "rest"), EXAMPLES, ids=[address for _, address, _ in EXAMPLES])
def test_each_example_works_as_it_stands(world, method, address, rest):
    for number in range(10):
        anyshire.sent(world.link, age=str(number), information="always")
    system = computer()
    head, _, body = rest.partition("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines() if line)
    assert headers["Authorization"] == "Bearer KEY"
    if method == "GET":
        answered = system.get(address)
        assert answered.status_code == 200
        for close in answered._resource_closers:  # a file is gone when it was sent
            close()
        return
    sent = system.post(address, body.strip(), key=headers["Idempotency-Key"])
    assert sent.status_code == 201
    if address.endswith("responses"):
        assert sent.json() == json.loads(re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)[1])


def test_the_tables_are_those_of_the_code():
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d+) \| (.*) \|$", PAGE, re.MULTILINE)
    assert rows == [(str(name), str(said.status), said.title) for name, said in PROBLEMS.items()]
    assert re.findall(r"^\| `([a-z]+:[a-z]+)` \|", PAGE, re.MULTILINE) == [str(verb) for verb in Verb]
