"""Record keys: a number of each response, made from a secret, that says nothing about whose response it is."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from poet.protect.open_data.noise import BITS

SHORTEST_SECRET = 16


def record_keys(responses: Iterable[str], secret: bytes) -> NDArray[np.uint64]:
    """A key below 2 ** BITS for each response, from the first bits of HMAC-SHA256 of its own id under the secret.

    The same id and secret give the same key in every table and every term; without the secret nobody can tell a key
    from chance. Keys are made when they are needed and kept nowhere. Raises ValueError on a secret under 16 bytes.
    """
    if len(secret) < SHORTEST_SECRET:
        raise ValueError(f"the secret has {len(secret)} bytes; take {SHORTEST_SECRET} or more")
    made = [hmac.digest(secret, response.encode(), sha256)[: BITS // 8] for response in responses]
    return np.frombuffer(b"".join(made), dtype=">u4").astype(np.uint64)
