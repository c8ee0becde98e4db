"""Sends submissions to a running portal: so many a second, or (0) as fast as eight computers can. Prints what came back.

Each computer holds a plain socket: what the sender does is not what is measured, and on a small machine it is taken from
the server's time.
"""

from __future__ import annotations

import json
import os
import queue
import re
import socket
import sys
import threading
import time
from dataclasses import dataclass, field

AREA, COMPUTERS = "E10000007", 8
HEAD = (
    "POST /api/v1/areas/{area}/rounds/bench/responses HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
    "Authorization: Bearer {token}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nIdempotency-Key: "
)
LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")


@dataclass
class Sending:
    """What is sent, what came back in how many seconds, and when each submission is due (below 0: no more)."""

    port: int
    items: int
    due: queue.Queue[float] = field(default_factory=queue.Queue)
    times: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)

    def computer(self, number: int, end: float) -> None:
        """Send what falls due, or (with an end) one after the other until then."""
        answers = {f"q{n}": "mostly" for n in range(self.items)}
        body = json.dumps({"form": f"wide-{self.items}", "version": "1", "answers": answers}).encode()
        head = HEAD.format(area=AREA, port=self.port, token=os.environ["TOKEN"], length=len(body))
        line = socket.create_connection(("127.0.0.1", self.port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sent = 0
        while (at := time.perf_counter() if end else self.due.get()) >= 0 and not (end and at >= end):
            sent += 1
            line.sendall(f"{head}bench-{self.items}-{number}-{sent:08}\r\n\r\n".encode() + body)
            status = _answered(line)
            # From when it was due, not from when a computer was free to send it: a queue counts as waiting.
            self.times.append(time.perf_counter() - at)
            if status != 201:
                self.refused.append(status)


def _answered(line: socket.socket) -> int:
    """Read one answer whole; its status."""
    got = b""
    while len(parts := got.split(b"\r\n\r\n", 1)) < 2 or len(parts[1]) < int(LENGTH.search(parts[0])[1]):
        more = line.recv(65_536)
        if not more:
            raise ConnectionError("The server hung up in the middle of an answer.")
        got += more
    return int(got[9:12])


def main(port: int, items: int, rate: int, seconds: int) -> None:
    sending, begun = Sending(port, items), time.perf_counter()
    end = 0.0 if rate else begun + seconds
    computers = [threading.Thread(target=sending.computer, args=(number, end)) for number in range(COMPUTERS)]
    for one in computers:
        one.start()
    for number in range(rate * seconds):
        time.sleep(max(0.0, begun + number / rate - time.perf_counter()))
        sending.due.put(time.perf_counter())
    for _ in computers:
        sending.due.put(-1.0)
    for one in computers:
        one.join()
    taken, ordered = time.perf_counter() - begun, sorted(sending.times)
    print(
        json.dumps(
            {
                "accepted": len(ordered) - len(sending.refused),
                "refused": len(sending.refused),
                "seconds": taken,
                "p99": ordered[int(len(ordered) * 0.99)] * 1000,
            }
        )
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
