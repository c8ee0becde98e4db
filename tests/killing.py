"""A portal behind its real server in processes of its own, people who answer over the wire, and a hand that kills."""

from __future__ import annotations

import http.client
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).parents[1]
PATIENCE = 180.0
# Below those that a machine gives to whoever asks for any: a server that is started again finds its port free.
PORTS = range(20_000, 32_000)
STANDING = """
import sys, tempfile; from pathlib import Path
sys.path.insert(0, "tests"); sys.path.insert(0, "tests/portal")
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import anyshire; from portal.councils import scope
with scope.everywhere("a test"):
    print(anyshire.world(Path(tempfile.mkdtemp())).link.token)
"""
KEYED = """
import sys, tempfile; from pathlib import Path
sys.path.insert(0, "tests"); sys.path.insert(0, "tests/portal")
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
import anyshire, calling; from portal.councils import scope
with scope.everywhere("a test"):
    anyshire.world(Path(tempfile.mkdtemp()))
    print(calling.computer().token)
"""
COUNTED = """
import json; import django; django.setup()
from portal.capture.models import Response; from portal.councils import scope
with scope.everywhere("a test"):
    print(json.dumps([said.get("anything") for said in Response.objects.values_list("answers", flat=True)]))
"""


def _is_free(port: int) -> bool:
    with socket.socket() as trial:
        try:
            trial.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


@dataclass
class Portal:
    """A portal on a database, served on a port. `url` and `folder` are its own."""

    url: str
    folder: Path
    port: int = 0
    server: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = next(port for port in random.sample(PORTS, len(PORTS)) if _is_free(port))

    @property
    def around(self) -> dict[str, str]:
        """What its processes are told."""
        own = {"POET_DATABASE_URL": self.url, "POET_VAR": str(self.folder), "DJANGO_SETTINGS_MODULE": "portal.settings"}
        # A process that is killed takes its share of the minute's requests along: ten of them would use up the minute.
        return {**os.environ, **own, "PYTHONPATH": f"{ROOT / 'src'}", "POET_API_RATE": "1000000"}

    def run(self, program: str) -> str:
        """What a program prints beside the server."""
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env=self.around, capture_output=True, text=True, check=True
        )
        return done.stdout

    def serve(self) -> None:
        """Start the server of `make serve`, in a group of processes of its own."""
        program = f"from portal.demonstration.serving import serve; serve({self.port})"
        with (self.folder / "server.log").open("ab") as out:
            self.server = subprocess.Popen(
                [sys.executable, "-c", program],
                cwd=ROOT,
                env=self.around,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End all its processes at once, without a word of warning."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@dataclass
class People:
    """People who answer one after the other, each with a sentence of their own. `thanked` are those who saw a thank-you."""

    portal: Portal
    token: str
    several: int
    left: list[str] = field(default_factory=list)
    thanked: list[str] = field(default_factory=list)
    again: int = 0

    def answer(self, many: int) -> list[threading.Thread]:
        """Set them to work."""
        self.left = [f"person {number}" for number in range(many)]
        working = [threading.Thread(target=self._work) for _ in range(self.several)]
        for one in working:
            one.start()
        return working

    def _work(self) -> None:
        while True:
            try:
                sentence = self.left.pop()
            except IndexError:
                return
            self._until_thanked(sentence)

    def _until_thanked(self, sentence: str) -> None:
        """Fill in a page and send; whoever hears nothing does the same again, as a browser's reload does."""
        key, until = secrets.token_urlsafe(24), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if self._goes_through(key, sentence):
                    self.thanked.append(sentence)
                    return
            except (OSError, http.client.HTTPException):
                pass
            self.again += 1
            time.sleep(0.2)

    def _goes_through(self, key: str, sentence: str) -> bool:
        with closing(http.client.HTTPConnection("127.0.0.1", self.portal.port, timeout=30)) as line:
            return self._sends(line, key, sentence)

    def _sends(self, line: http.client.HTTPConnection, key: str, sentence: str) -> bool:
        begun = self._post(line, "q/age/", {"draft-key.": key, "age": "7"})
        if begun < 400 and self._post(line, "q/anything/", {"draft-key.": key, "anything": sentence}) >= 400:
            return False
        if begun >= 500:
            return False
        sent = self._post(line, "review/", {"draft-key.": key})
        if sent != 303:
            return False
        line.request("GET", f"/a/{self.token}/thanks/", headers={"Cookie": f"draft={key}"})
        answer = line.getresponse()
        answer.read()
        return answer.status == 200

    def _post(self, line: http.client.HTTPConnection, place: str, fields: dict[str, str]) -> int:
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"draft={fields['draft-key.']}"}
        line.request("POST", f"/a/{self.token}/{place}", urlencode(fields), kind)
        answer = line.getresponse()
        answer.read()
        return answer.status


@dataclass
class Computers(People):
    """Other computers with a key (`token`), which send such sentences and repeat under the same idempotency key what they
    heard no answer to."""

    def _sends(self, line: http.client.HTTPConnection, key: str, sentence: str) -> bool:
        return send(line, self.token, key, sentence) == 201


def send(line: http.client.HTTPConnection, token: str, key: str, sentence: str) -> int:
    """Send one sentence to the API; the status of the answer."""
    body = json.dumps({"form": "small", "version": "1", "answers": {"age": 7, "anything": sentence}})
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key, "Content-Type": "application/json"}
    line.request("POST", "/api/v1/areas/E10900001/rounds/autumn/responses", body, headers)
    answer = line.getresponse()
    answer.read()
    return answer.status
