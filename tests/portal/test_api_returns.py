"""Own returns by the API: the file of the page, for the same people, as rarely, and written down."""

import csv
import io
import json

import anyshire
import pytest
from calling import HERE, THERE, computer, person

from portal.api import allowance, receiving
from portal.api.models import Token
from portal.api.verbs import Verb
from portal.audit.models import Event
from portal.people.rules import Role
from somebody import somebody

RETURNS = f"{HERE}/returns/small/1"
PAGE = f"/glance/autumn/{anyshire.ANYSHIRE}/returns/small/"


@pytest.fixture(autouse=True)
def nothing_remembered():
    allowance.forget()
    receiving.forget()


@pytest.fixture
def system(world):
    return computer(None, Verb.RETURNS)


def answer(world, people, area=anyshire.ANYSHIRE, **said):
    for number in range(people):
        cells = {"age": str(5 + number % 7), "anything": "Kept for coders"} | said
        if said.get("information") == "always":
            cells["information"] = ("always", "sometimes")[number % 2]
        anyshire.sent(world.links[area], **cells)


def content(response):
    assert response.status_code == 200, response.content
    found = b"".join(response.streaming_content)
    for close in response._resource_closers:
        close()
    return found


def test_the_rows_are_those_of_the_areas_page_to_the_byte(world, system):
    answer(world, 12, information="always")
    answer(world, 15, anyshire.OTHERSHIRE, information="never")
    ours = content(system.get(f"{RETURNS}/csv"))
    assert ours == content(somebody(Role.MANAGER, anyshire.ANYSHIRE).post(PAGE, format="csv"))
    rows = list(csv.DictReader(io.StringIO(ours.decode("utf-8-sig"))))
    assert (len(rows), {row["information"] for row in rows}) == (12, {"always", "sometimes"})
    assert set(rows[0]) & {"age", "face", "language", "anything"} == set()


def test_json_lines_hold_the_same_rows(world, system):
    answer(world, 12, information="always")
    taken = system.get(f"{RETURNS}/jsonl")
    assert taken.headers["Content-Type"] == "application/jsonl"
    lines = [json.loads(line) for line in content(taken).decode().splitlines()]
    rows = list(csv.DictReader(io.StringIO(content(system.get(f"{RETURNS}/csv")).decode("utf-8-sig"))))
    assert [{name: cell or "" for name, cell in line.items()} for line in lines] == rows


def test_fewer_than_ten_wait_and_so_does_who_comes_between_two_files(world, system):
    answer(world, 9)
    waits = system.get(f"{RETURNS}/csv")
    assert (waits.status_code, waits.json()["type"]) == (409, "urn:poet:returns-wait")
    answer(world, 1)
    content(system.get(f"{RETURNS}/csv"))
    answer(world, 9)
    assert system.get(f"{RETURNS}/jsonl").status_code == 409
    assert somebody(Role.MANAGER, anyshire.ANYSHIRE).post(PAGE, format="csv").status_code == 409
    answer(world, 1)
    assert len(content(system.get(f"{RETURNS}/jsonl")).splitlines()) == 20


def test_each_file_is_in_the_audit_log_with_the_key_that_took_it(world, system):
    answer(world, 10)
    content(system.get(f"{RETURNS}/csv"))
    told = Event.objects.order_by("number").last()
    assert (told.kind, told.thing, told.area) == ("exported", "returns:autumn/small", anyshire.ANYSHIRE)
    assert told.detail == {"what": f"own returns, with token:{Token.objects.get().pk}", "format": "csv"}


def test_a_key_for_results_or_of_another_area_takes_no_returns(world, system):
    answer(world, 12)
    assert computer(None, Verb.RESULTS).get(f"{RETURNS}/csv").status_code == 403
    assert system.get(f"{THERE}/returns/small/1/csv").status_code == 403
    assert system.get(f"{HERE}/returns/small/9/csv").status_code == 404
    assert system.get(f"{RETURNS}/xlsx").status_code == 404
    analyst = person(Role.MANAGER)
    key = computer(analyst, Verb.RETURNS)
    analyst.roles.update(role=Role.READER)  # roles are asked at each request
    assert key.get(f"{RETURNS}/csv").status_code in {401, 403}
