"""What a drawing has freed goes back to the machine: the typesetter's many threads leave it in pieces that pile up."""

from __future__ import annotations

import ctypes


def give_back() -> None:
    """Give freed memory back, where the C library is one that would keep it (glibc); elsewhere nothing is done."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
