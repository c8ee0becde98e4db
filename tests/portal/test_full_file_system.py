"""A file system of its own fills up under the portal: nobody is thanked for what is not stored, and it goes on afterwards."""

import http.client
import json
import os
import sqlite3
import subprocess
import threading
from contextlib import closing

import pytest

from killing import COUNTED, KEYED, Portal, send

ROOM = 400_000  # bytes that are left


def mounted(*said):
    return subprocess.run(["mount", *said], capture_output=True, text=True, check=False)


@pytest.fixture
def disk(tmp_path):
    """A small file system in memory, and what makes it as large as one says."""
    place = tmp_path / "disk"
    place.mkdir()
    made = mounted("-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)) if os.geteuid() == 0 else None
    if made is None or made.returncode:
        pytest.skip("a file system may be mounted by root only, and not in every container")
    yield place, lambda size: mounted("-o", f"remount,size={size}", str(place)).check_returncode()
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def portal(disk, tmp_path):
    """A portal on it, which has room for a little more, and another computer's key."""
    place, resize = disk
    made = Portal(f"sqlite:///{place}/poet.sqlite3", tmp_path)
    token = made.run(KEYED).split()[-1]
    there = os.statvfs(place)
    resize((there.f_blocks - there.f_bfree) * there.f_frsize + ROOM)
    made.serve()
    yield made, token
    made.kill()


def sender(portal, token, number, accepted, refused):
    """Sends until something is refused; sentences are long, so that the disk is soon full."""
    with closing(http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)) as line:
        for at in range(400):
            key, sentence = f"computer-{number}-{at:04}", f"{number} {at} " + "x" * 3_000
            status = send(line, token, key, sentence)
            if status != 201:
                refused.append((status, key, sentence))
                return
            accepted.append(sentence)


def waited(portal):
    """Until the server answers."""
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)) as line:
                line.request("GET", "/help")
                return line.getresponse().read()
        except OSError:
            continue


def test_a_full_file_system_thanks_nobody_whose_answers_are_not_stored(disk, portal):
    (place, resize), (portal, token) = disk, portal
    accepted, refused = [], []
    waited(portal)
    working = [threading.Thread(target=sender, args=(portal, token, number, accepted, refused)) for number in range(4)]
    for one in working:
        one.start()
    for one in working:
        one.join()
    assert [status for status, *_ in refused] == [503] * 4, "the disk was never full"
    resize("64m")
    assert sorted(json.loads(portal.run(COUNTED).splitlines()[-1])) == sorted(accepted)
    with closing(http.client.HTTPConnection("127.0.0.1", portal.port, timeout=30)) as line:
        for _, key, sentence in refused:
            assert send(line, token, key, sentence) == 201
            accepted.append(sentence)
    assert sorted(json.loads(portal.run(COUNTED).splitlines()[-1])) == sorted(accepted)
    with closing(sqlite3.connect(place / "poet.sqlite3")) as there:
        assert there.execute("PRAGMA integrity_check").fetchone() == ("ok",)
