"""Sends submissions to a running portal: so many a second, or (0) as fast as eight computers can. Prints what came back.

Each computer holds a plain socket, and one thread looks after all of them: what the sender does is not what is measured, and on
a small machine it is taken from the server's time.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import socket
import sys
import time
from collections import deque
from dataclasses import dataclass, field

AREA, COMPUTERS = "E10000007", 8
HEAD = (
    "POST /api/v1/areas/{area}/rounds/bench/responses HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nIdempotency-Key: "
)
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
HEARD_FIRST = 65_536


@dataclass
class Computer:
    """One computer's socket, how many it has sent, when the one it waits for was due, and what came back of it so far."""

    number: int
    line: socket.socket
    sent: int = 0
    due: float = 0.0
    got: bytes = b""

    def send(self, head: str, tail: bytes, due: float) -> None:
        """Send the next one."""
        self.sent, self.due, self.got = self.sent + 1, due, b""
        self.line.sendall(f"{head}{self.number}-{self.sent:08}\r\n\r\n".encode() + tail)

    def status(self) -> int:
        """Read on; the answer's status once it is here whole, and 0 until then."""
        more = self.line.recv(HEARD_FIRST)
        if not more:
            raise ConnectionError("The server hung up in the middle of an answer.")
        self.got += more
        head, ended, body = self.got.partition(b"\r\n\r\n")
        whole = ended and len(body) >= int(LENGTH.search(head)[1])  # type: ignore[index]  # it says how long it is
        return int(head[9:12]) if whole else 0


@dataclass
class Sending:
    """What is sent, the computers that are free, when submissions fell due that none has sent, and what came back in how
    many seconds."""

    head: str
    tail: bytes
    free: deque[Computer]
    due: deque[float] = field(default_factory=deque)
    times: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def send(self) -> None:
        """Have the free computers send what is due."""
        while self.free and self.due:
            self.free.popleft().send(self.head, self.tail, self.due.popleft())

    def hear(self, one: Computer) -> None:
        """Hear what a computer is answered."""
        if status := one.status():
            # From when it was due, not from when a computer was free to send it: a queue counts as waiting.
            self.times.append(time.perf_counter() - one.due)
            self.free.append(one)
            if status != 201:
                self.refused.append(status)


def main(port: int, items: int, rate: int, seconds: int) -> None:
    looking, computers = selectors.DefaultSelector(), [_connected(port, number) for number in range(COMPUTERS)]
    for one in computers:
        looking.register(one.line, selectors.EVENT_READ, one)
    body = json.dumps(
        {"form": f"wide-{items}", "version": "1", "answers": {f"q{n}": "mostly" for n in range(items)}}
    ).encode()
    head = HEAD.format(area=AREA, port=port, token=os.environ["TOKEN"], length=len(body))
    sending, begun = Sending(f"{head}bench-{items}-", body, deque(computers)), time.perf_counter()
    coming = deque(begun + number / rate for number in range(rate * seconds)) if rate else None
    while _falls_due(sending, coming, begun + seconds) or len(sending.free) < COMPUTERS:
        sending.send()
        for key, _ in looking.select(_until_the_next(coming)):
            sending.hear(key.data)
    taken, ordered = time.perf_counter() - begun, sorted(sending.times)
    told = {
        "accepted": len(ordered) - len(sending.refused),
        "refused": len(sending.refused),
        "seconds": taken,
        "p99": ordered[int(len(ordered) * 0.99)] * 1000,
    }
    print(json.dumps(told))


def _connected(port: int, number: int) -> Computer:
    line = socket.create_connection(("127.0.0.1", port))
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Computer(number, line)


def _falls_due(sending: Sending, coming: deque[float] | None, end: float) -> bool:
    """Put what is due by now into the queue, or one for each free computer until the end; whether more is to come."""
    now = time.perf_counter()
    if coming is None:
        sending.due.extend([now] * (len(sending.free) if now < end else 0))
        return now < end
    while coming and coming[0] <= now:
        sending.due.append(coming.popleft())
    return bool(coming or sending.due)


def _until_the_next(coming: deque[float] | None) -> float | None:
    """Seconds until something falls due; None where nothing will, and only answers are awaited."""
    return max(0.0, coming[0] - time.perf_counter()) if coming else None


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
