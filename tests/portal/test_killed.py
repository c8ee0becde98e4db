"""Whatever is killed while people answer: every thank-you that was shown has its response, and no response is there twice."""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import anyshire
import pytest
from calling import HERE, SMALL, computer
from django.db import connection
from django.test import Client

from killing import COUNTED, KEYED, STANDING, Computers, People, Portal
from portal.api import receiving
from portal.capture.models import Receipt, Response

every = pytest.mark.every
SHORT, LONG = (40, 2), (2_000, 10)
SIZES = [pytest.param(*SHORT, id="short"), pytest.param(*LONG, id="long", marks=every)]


def sat_through(portal, many, kills, kill, who=People):
    """People (or computers) answer; `kill` comes so many times in between. Gives them, and the sentences that are stored."""
    token = portal.run(STANDING if who is People else KEYED).split()[-1]
    portal.serve()
    people = who(portal, token, several=6)
    try:
        working = people.answer(many)
        for number in range(1, kills + 1):
            while len(people.thanked) < many * number // (kills + 1) and any(one.is_alive() for one in working):
                time.sleep(0.02)
            kill()
        for one in working:
            one.join()
        kept = json.loads(portal.run(COUNTED).splitlines()[-1])
    finally:
        portal.kill()
    return people, kept


def holds(people, kept, many):
    assert sorted(people.thanked) == sorted(kept) == sorted(f"person {number}" for number in range(many))
    assert people.again > 0, "nobody was in the middle of anything when it was killed"


def killing_the_server(portal):
    def kill():
        portal.kill()
        portal.serve()

    return kill


@pytest.mark.parametrize(("many", "kills"), SIZES)
def test_the_server_is_killed_on_sqlite(tmp_path, many, kills):
    portal = Portal(f"sqlite:///{tmp_path}/poet.sqlite3", tmp_path)
    people, kept = sat_through(portal, many, kills, killing_the_server(portal))
    holds(people, kept, many)


@pytest.mark.parametrize(("many", "kills"), SIZES)
def test_the_server_is_killed_while_other_computers_send(tmp_path, many, kills):
    portal = Portal(f"sqlite:///{tmp_path}/poet.sqlite3", tmp_path)
    computers, kept = sat_through(portal, many, kills, killing_the_server(portal), Computers)
    holds(computers, kept, many)


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def owner():
    """Whom PostgreSQL's programs run as: it refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def programs():
    """Why no cluster can be made here; empty where one can."""
    if not all(shutil.which(name) for name in ("initdb", "pg_ctl")):
        return "PostgreSQL's initdb and pg_ctl are not here (Debian, Ubuntu: apt-get install postgresql)"
    if owner() and subprocess.run([*owner(), "true"], capture_output=True, check=False).returncode:
        return "there is no user 'postgres' to run a cluster as"
    return ""


@pytest.fixture
def cluster(tmp_path_factory):
    """A PostgreSQL of its own in a temporary folder: its address, its folder, and what starts it."""
    if why := programs():
        pytest.skip(why)
    made = subprocess.run(
        [*owner(), "mktemp", "-d", "/tmp/poet-cluster-XXXXXX"], capture_output=True, text=True, check=True
    )
    folder, port = made.stdout.strip(), free_port()

    def start():
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
        command = [*owner(), "pg_ctl", "-D", f"{folder}/data", "-w", "-l", f"{folder}/log", "-o", options, "start"]
        return (
            subprocess.run(
                command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL, cwd="/tmp", timeout=60
            ).returncode
            == 0
        )

    made = [*owner(), "initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "poet"]
    subprocess.run(made, capture_output=True, check=True, cwd="/tmp")
    assert start()
    yield f"postgresql://poet@127.0.0.1:{port}/postgres", folder, start
    subprocess.run(
        [*owner(), "pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "stop"],
        capture_output=True,
        check=False,
        cwd="/tmp",
    )
    shutil.rmtree(folder, ignore_errors=True)


def killing_the_database(folder, start):
    def kill():
        with Path(f"{folder}/data/postmaster.pid").open() as file:
            os.kill(int(file.readline()), signal.SIGKILL)
        until = time.monotonic() + 60
        while not start():  # the old one's children need a moment to notice
            assert time.monotonic() < until, "the database did not come back"
            time.sleep(0.3)

    return kill


@every  # a cluster of its own takes its time on a busy machine
@pytest.mark.parametrize(("many", "kills"), SIZES)
def test_the_database_is_killed_on_postgresql(cluster, tmp_path, many, kills):
    url, folder, start = cluster
    people, kept = sat_through(Portal(url, tmp_path), many, kills, killing_the_database(folder, start))
    holds(people, kept, many)


@every
@pytest.mark.parametrize(("many", "kills"), SIZES)
def test_the_database_is_killed_while_other_computers_send(cluster, tmp_path, many, kills):
    url, folder, start = cluster
    kill = killing_the_database(folder, start)
    computers, kept = sat_through(Portal(url, tmp_path), many, kills, kill, Computers)
    holds(computers, kept, many)


@pytest.mark.parametrize(("many", "kills"), [pytest.param(*LONG, id="long", marks=every)])
def test_the_server_is_killed_on_postgresql(cluster, tmp_path, many, kills):
    portal = Portal(cluster[0], tmp_path)
    people, kept = sat_through(portal, many, kills, killing_the_server(portal))
    holds(people, kept, many)


@pytest.fixture
def nearly_full(transactional_db, tmp_path):
    """A world on a disk that has room for a little more, and no more; the disk of a SQLite database is its page count."""
    if connection.vendor != "sqlite":
        pytest.skip("a full disk is made by SQLite's max_page_count; PostgreSQL has nothing like it")
    world = anyshire.world(tmp_path)
    receiving.forget()  # the links of another test's world
    system = computer()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # what earlier tests freed is no room
        cursor.execute("PRAGMA page_count")
        full = cursor.fetchone()[0] + 12
        cursor.execute(f"PRAGMA max_page_count = {full}")
    yield world, system
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000000")


def test_a_full_disk_thanks_nobody_whose_answers_are_not_stored(nearly_full):
    world, _ = nearly_full
    parent = Client(raise_request_exception=False)
    thanked = 0
    for number in range(200):
        key = f"{number:032}"
        fields = {"draft-key.": key, "anything": f"{number} " + "x" * 2_000}
        with_key = {"Cookie": f"draft={key}"}
        parent.post(f"/a/{world.link.token}/q/age/", {"draft-key.": key, "age": "7"}, headers=with_key)
        parent.post(f"/a/{world.link.token}/q/anything/", fields, headers=with_key)
        sent = parent.post(f"/a/{world.link.token}/review/", {"draft-key.": key}, headers=with_key)
        parent.cookies.clear()
        thanked += sent.status_code == 303
        if sent.status_code >= 500:
            break
    assert sent.status_code == 500, "the disk was never full"
    assert thanked == Response.objects.count() == Receipt.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone()[0] == "ok"


def test_a_full_disk_is_told_to_another_computer_and_the_same_request_goes_through_later(nearly_full):
    _, system = nearly_full
    stored = 0
    for number in range(400):
        body = {**SMALL, "answers": {"anything": f"{number} " + "x" * 3_000}}
        sent = system.post(f"{HERE}/responses", body, key=f"number-{number:08}")
        if sent.status_code != 201:
            break
        stored += 1
    assert (sent.status_code, sent.json()["type"], sent.headers["Retry-After"]) == (503, "urn:poet:busy", "5")
    assert Response.objects.count() == stored
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000000")
    assert system.post(f"{HERE}/responses", body, key=f"number-{number:08}").status_code == 201
    assert Response.objects.count() == stored + 1
