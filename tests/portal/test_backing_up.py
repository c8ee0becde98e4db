"""One command takes everything away while people answer, and one puts it back where nothing was: the same, to the last row."""

import os
import secrets
import sqlite3
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import anyshire
import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from portal.capture.models import Receipt, Response
from portal.councils import scope

ROOT = Path(__file__).parents[2]


@contextmanager
def empty_place(tmp_path):
    """The address of an empty database of the same kind."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path}/elsewhere.sqlite3"
        return
    there, name = connection.settings_dict, f"poet_test_{secrets.token_hex(4)}"
    server = f"postgresql://{there['USER']}:{there['PASSWORD']}@{there['HOST']}:{there['PORT'] or 5432}"
    with psycopg.connect(f"{server}/{there['NAME']}", autocommit=True) as here:
        here.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        here.execute(f"DROP DATABASE {name} WITH (FORCE)")


def elsewhere(url, *command):
    """A command on another database."""
    around = {**os.environ, "POET_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONPATH": "src"}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=around, capture_output=True, text=True, check=False
    )


def test_what_is_restored_into_an_empty_place_is_what_was_backed_up(transactional_db, tmp_path, capsys):
    world = anyshire.world(tmp_path)
    for number in range(5):
        anyshire.sent(world.link, age=str(number), anything=f"Words {number}, ünd mehr.")
    call_command("backup", tmp_path / "copy")
    told = capsys.readouterr().out
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0
    with empty_place(tmp_path) as url:
        ended = elsewhere(url, "restore", str(tmp_path / "copy"))
        assert (ended.returncode, ended.stderr, ended.stdout) == (0, "", told)
        assert "Digest: " in told
        again = elsewhere(url, "restore", str(tmp_path / "copy"))
        assert "The database holds tables already, and nothing was changed." in again.stderr
        assert elsewhere(url, "migrate", "--check").returncode == 0
        asked = "from portal.capture.models import Response; from portal.councils import scope\nwith scope.everywhere('a test'): print(Response.objects.filter(answers__anything='Words 4, ünd mehr.').count())"
        assert elsewhere(url, "shell", "--no-imports", "-c", asked).stdout == "1\n"


def test_a_backup_taken_while_people_answer_is_of_one_moment(transactional_db, tmp_path):
    """Each response is written with a receipt in one commit: a copy of two moments would hold more of one than of the other."""
    world = anyshire.world(tmp_path)
    stop = threading.Event()

    def answering():
        with scope.everywhere("a test"):
            while not stop.is_set():
                anyshire.sent(world.link, age="5")
        connections.close_all()

    people = threading.Thread(target=answering)
    people.start()
    try:
        for number in range(3):
            call_command("backup", tmp_path / f"copy-{number}")
    finally:
        stop.set()
        people.join()
    assert Response.objects.count() == Receipt.objects.count() > 0
    with empty_place(tmp_path) as url:
        assert elsewhere(url, "restore", str(tmp_path / "copy-2")).returncode == 0
        asked = "from portal.capture.models import Response, Receipt; from portal.councils import scope\nwith scope.everywhere('a test'): print(Response.objects.count() - Receipt.objects.count())"
        assert elsewhere(url, "shell", "--no-imports", "-c", asked).stdout == "0\n"


def test_a_backup_overwrites_nothing_and_a_wrong_file_is_refused(transactional_db, tmp_path):
    (tmp_path / "there").write_text("something")
    with pytest.raises(CommandError, match="already, and it was not touched"):
        call_command("backup", tmp_path / "there")
    with pytest.raises(CommandError, match="is no backup of this kind of database"):
        call_command("restore", tmp_path / "there")
    with pytest.raises(CommandError, match="There is no file"):
        call_command("restore", tmp_path / "nowhere")
    assert (tmp_path / "there").read_text() == "something"


def test_a_backup_that_was_changed_is_noticed(transactional_db, tmp_path):
    if connection.vendor != "sqlite":
        pytest.skip("A dump of PostgreSQL is compressed: one letter changed in it fails in pg_restore itself.")
    call_command("backup", tmp_path / "copy")
    with sqlite3.connect(tmp_path / "copy") as copy:
        copy.execute("UPDATE django_migrations SET name = 'other' WHERE id = 1")
    with empty_place(tmp_path) as url:
        assert "is not what was backed up" in elsewhere(url, "restore", str(tmp_path / "copy")).stderr
