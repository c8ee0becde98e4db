"""Locked packages are looked up: a known fault fails, and a machine that reaches no advisory database is told so and goes on."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

AUDIT = Path(__file__).parents[2] / "requirements" / "audit.py"
LOCK = f"sound==1.0 --hash=sha256:{'0' * 64}\nplanted==2.0 --hash=sha256:{'1' * 64}\n"
FAULT = {
    "id": "MADE-UP-1",
    "summary": "planted by a test",
    "affected": [
        {
            "package": {"name": "planted", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.1"}]}],
        }
    ],
}


class Advisories(BaseHTTPRequestHandler):
    """An advisory database that knows of one fault."""

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        said = {"vulns": [FAULT]} if asked["package"]["name"] == "planted" else {}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def advisories() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Advisories)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def looked_up(tmp_path, address: str, lock: str = LOCK) -> tuple[int, str]:
    (tmp_path / "run.lock").write_text(lock)
    program = f"import sys; sys.path.insert(0, {str(AUDIT.parent)!r}); import audit; from pathlib import Path; sys.exit(audit.main(Path(sys.argv[1]), sys.argv[2:]))"
    service = ["-s", "osv", "--osv-url", address, "--cache-dir", str(tmp_path / "cache")]
    command = [sys.executable, "-c", program, str(tmp_path / "run.lock"), *service]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={"NO_PROXY": "127.0.0.1"})
    return ended.returncode, ended.stdout + ended.stderr


def test_a_package_with_a_known_fault_fails_and_says_where_it_is_mended(tmp_path):
    with advisories() as address:
        code, said = looked_up(tmp_path, address)
    assert code == 1
    assert "FAULTY: planted 2.0: MADE-UP-1; mended in 2.1" in said
    assert "2 packages looked up, 1 known faults." in said


def test_packages_without_a_known_fault_pass(tmp_path):
    with advisories() as address:
        assert looked_up(tmp_path, address, LOCK.splitlines()[0]) == (0, "1 packages looked up, 0 known faults.\n")


def test_where_nobody_answers_it_is_said_what_was_not_looked_up(tmp_path):
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        closed = trial.getsockname()[1]
    code, said = looked_up(tmp_path, f"http://127.0.0.1:{closed}")
    assert code == 0
    assert "could not be reached, so 2 packages were not looked up: sound, planted." in said


def test_a_list_that_cannot_be_read_is_no_unreachable_database(tmp_path):
    with advisories() as address:
        code, _ = looked_up(tmp_path, address, "this is no list of packages !!")
    assert code == 1
