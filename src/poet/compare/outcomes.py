"""What a comparison may come to besides a figure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NotTested:
    """Why no test was made: "fewer than 10 in a group". A result like any other, and counted among those not made."""

    why: str
