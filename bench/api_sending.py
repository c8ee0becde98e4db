"""Sends submissions to a running portal: so many a second, or (0) as fast as eight computers can. Prints what came back."""

from __future__ import annotations

import http.client
import json
import os
import queue
import sys
import threading
import time
from dataclasses import dataclass, field

AREA, COMPUTERS = "E10000007", 8


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
        body = json.dumps({"form": f"wide-{self.items}", "version": "1", "answers": answers})
        line = http.client.HTTPConnection("127.0.0.1", self.port)
        sent = 0
        while (at := time.perf_counter() if end else self.due.get()) >= 0 and not (end and at >= end):
            sent += 1
            headers = {
                "Authorization": f"Bearer {os.environ['TOKEN']}",
                "Content-Type": "application/json",
                "Idempotency-Key": f"bench-{self.items}-{number}-{sent:08}",
            }
            line.request("POST", f"/api/v1/areas/{AREA}/rounds/bench/responses", body, headers)
            answer = line.getresponse()
            answer.read()
            # From when it was due, not from when a computer was free to send it: a queue counts as waiting.
            self.times.append(time.perf_counter() - at)
            if answer.status != 201:
                self.refused.append(answer.status)


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
