"""What an area has agreed to, as this room asks it. Until somebody has said yes the answer is no."""

from __future__ import annotations

from collections.abc import Collection

from portal.rounds.models import Round


def agreed_to_be_compared(asking: Round, areas: Collection[str]) -> frozenset[str]:
    """Which of these areas (by code) let other councils see figures that are recognisably theirs."""
    del asking, areas
    return frozenset()


def answers_as_given(asking: Round, area: str) -> bool:
    """Whether an area's statements let its own returns be taken away as they were given, without coarsening."""
    del asking, area
    return False
