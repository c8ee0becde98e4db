"""Wrong codes from one place: counted in this process's memory for ten minutes, and written down nowhere.

A code has 79 bits, so guessing is hopeless by itself; this keeps a guesser from filling the server's day. The address that
wrong codes come from is kept as a keyed digest that dies with the process, and nothing at all is kept of right ones.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# A class of thirty that types codes from letters makes mistakes; a guesser makes thousands.
MOST_WRONG = 30
WRONG_FOR = timedelta(minutes=10)
_MOST_PLACES = 10_000


@dataclass
class Guesses:
    """How many wrong codes came from where since when."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    wrong: dict[bytes, tuple[datetime, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def too_many(self, place: str, now: datetime) -> bool:
        """Whether nothing is heard from there for a while."""
        since, wrong = self.wrong.get(self._name(place), (now, 0))
        return wrong >= MOST_WRONG and now < since + WRONG_FOR

    def note(self, place: str, now: datetime) -> None:
        """Count a wrong code."""
        name = self._name(place)
        with self.lock:
            since, wrong = self.wrong.get(name, (now, 0))
            self.wrong[name] = (now, 1) if now >= since + WRONG_FOR else (since, wrong + 1)
            if len(self.wrong) > _MOST_PLACES:
                self.wrong = {key: kept for key, kept in self.wrong.items() if now < kept[0] + WRONG_FOR}

    def forget(self) -> None:
        """Forget everything."""
        self.wrong.clear()

    def _name(self, place: str) -> bytes:
        return hashlib.blake2b(place.encode(), key=self.secret, digest_size=12).digest()


guesses = Guesses()
