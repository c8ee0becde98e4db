"""SQLite's writers take turns: nobody writes beside another, and whatever ends a transaction gives the turn on."""

import gc
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, OperationalError
from django.db.utils import ConnectionHandler

from portal import environment
from portal.one_writer.base import BESIDE, Turn

pytestmark = pytest.mark.django_db  # whoever connects must be allowed to
HOLDING = """
import sys; from portal.one_writer.base import Turn
turn = Turn(sys.argv[1]); print(turn.take(5), flush=True); sys.stdin.read()
"""


def handler(file, timeout=20):
    settings = environment.database(f"sqlite:///{file}", file.parent)
    return ConnectionHandler({"default": {**settings, "OPTIONS": {**settings["OPTIONS"], "timeout": timeout}}})


@contextmanager
def connected(file, timeout=20):
    there = handler(file, timeout)["default"]
    try:
        yield there
    finally:
        there.close()


@contextmanager
def writing(there):
    """A transaction as `atomic` makes one, on a connection that is none of the portal's own."""
    there.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    there.in_atomic_block = True
    try:
        yield
    except BaseException:
        there.in_atomic_block = False
        there.rollback()
        raise
    else:
        there.in_atomic_block = False
        there.commit()
    finally:
        there.set_autocommit(True)


@pytest.fixture
def file(tmp_path):
    made = tmp_path / "poet.sqlite3"
    with connected(made) as there, there.cursor() as cursor:
        cursor.execute("CREATE TABLE said (word TEXT PRIMARY KEY)")
    return made


@pytest.fixture
def looking(file):
    """Somebody else who would like to write."""
    return Turn(str(file))


def is_free(looking):
    taken = looking.take(0)
    looking.give_back()
    return taken


def test_the_turn_is_held_as_long_as_a_transaction_and_no_longer(file, looking):
    with connected(file) as there:
        assert is_free(looking)
        with writing(there), there.cursor() as cursor:
            cursor.execute("INSERT INTO said VALUES ('hello')")
            assert not is_free(looking)
        assert is_free(looking)


def test_a_transaction_that_fails_gives_the_turn_on(file, looking):
    with connected(file) as there:
        with pytest.raises(IntegrityError), writing(there):
            there.cursor().executemany("INSERT INTO said VALUES (%s)", [["once"], ["once"]])
        assert is_free(looking)


def test_reading_takes_no_turn(file, looking):
    with connected(file) as there, there.cursor() as cursor:
        looking.take(0)
        cursor.execute("SELECT count(*) FROM said")
        assert cursor.fetchone() == (0,)
        looking.give_back()


def test_whoever_waits_too_long_is_told_what_sqlite_would_say(file, looking):
    looking.take(0)
    with connected(file, timeout=0.05) as there:
        with pytest.raises(OperationalError, match="database is locked"), writing(there):
            pass
        looking.give_back()
        with writing(there), there.cursor() as cursor:
            cursor.execute("INSERT INTO said VALUES ('at last')")


def test_a_process_that_is_killed_gives_the_turn_on(file, looking):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "True\n"
        assert not is_free(looking)
        other.kill()
        other.wait()
        assert is_free(looking)


def test_a_connection_that_nobody_closed_gives_the_turn_on(file, looking):
    there = handler(file)["default"]
    there.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert not is_free(looking)
    del there
    gc.collect()
    assert is_free(looking)


def test_the_portal_on_sqlite_writes_by_turns(file):
    assert environment.database("", file.parent)["ENGINE"] == "portal.one_writer"
    assert (file.parent / f"{file.name}{BESIDE}").is_file()
    with connected(file) as there:
        assert there.vendor == "sqlite"
