"""Servers: a small one inside the process while the demonstration is played, and the real one for people."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from threading import Thread
from typing import NoReturn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import WSGIApplication

HOST = "127.0.0.1"
# Two processes: SQLite's writers wait for each other, and more of them only wait longer. Four threads in each: answers of other
# computers that wait in one process share a commit, and while the disk works the others get on.
WORKERS, THREADS = 2, 4


class Several(ThreadingMixIn, WSGIServer):
    """Answers several at once: a browser keeps connections open that it does not use."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Says nothing about each page: a link's token belongs in no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name the base class gives it)
        """Say nothing."""


@contextmanager
def serving(portal: WSGIApplication) -> Iterator[str]:
    """The portal on a free port of this machine while the block runs; gives its address."""
    with make_server(HOST, 0, portal, server_class=Several, handler_class=Quiet) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def is_free(port: int) -> bool:
    """Whether a server may listen on this port."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(port: int) -> NoReturn:
    """Serve the portal until it is stopped: this process becomes the server, so that whoever stops it stops all of it."""
    command = (sys.executable, "-m", "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port))
    load = ("--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning")
    os.environ.setdefault("POET_POOL", "0")  # these threads last, so that each may keep its connection
    sys.stdout.flush()
    os.execv(sys.executable, (*command, *load, "portal.wsgi:application"))  # noqa: S606 (no shell is wanted)
