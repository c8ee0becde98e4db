"""A letter box for made-up families: a mail server of this machine that keeps each letter as a file and passes none on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread

from django.conf import settings

HOST = "127.0.0.1"


class _Box(ThreadingTCPServer):
    """Where the letters are put, numbered as they come."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__((HOST, 0), _Conversation)
        self.folder, self.kept = folder, 0

    def keep(self, letter: bytes) -> None:
        """One more file, for any mail program to open."""
        self.kept += 1
        (self.folder / f"letter-{self.kept:02}.eml").write_bytes(letter)


class _Conversation(StreamRequestHandler):
    """As much of RFC 5321 as one sender needs: everybody is known here, and every letter is taken."""

    server: _Box

    def handle(self) -> None:
        """Until the other side says good-bye, or goes."""
        self._say("220 made-up letter box")
        while word := self.rfile.readline()[:4].strip().upper():
            if word == b"DATA":
                self._say("354 go on")
                self.server.keep(self._letter())
            self._say("221 good-bye" if word == b"QUIT" else "250 yes")
            if word == b"QUIT":
                return

    def _letter(self) -> bytes:
        """The lines until one that is a full stop; a full stop that was doubled on the way is one again."""
        lines = iter(self.rfile.readline, b"")
        return b"".join(line.removeprefix(b".") for line in _until_the_end(lines))

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


def _until_the_end(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line.rstrip() == b".":
            return
        yield line


@contextmanager
def letter_box(folder: Path) -> Iterator[None]:
    """While the block runs, letters of this process go into the folder, which holds nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.eml"):
        old.unlink()
    with _Box(folder) as server, _told(server.server_address[1]):
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _told(port: int) -> Iterator[None]:
    """The portal's settings name the box for a while."""
    ours = {
        "EMAIL_HOST": HOST, "EMAIL_PORT": port, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False, "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
    }  # fmt: skip
    before = {name: getattr(settings, name) for name in ours}
    for name, value in ours.items():
        setattr(settings, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(settings, name, value)
