"""Every sentence that `make demo` prints, each with what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.demonstration.colleagues import Colleague

ALREADY_THERE = "The demonstration round is there already. To play it anew: python -m portal.demonstration --again"
STOP = "Stop it with Ctrl-C."
NOTHING_PLAYED = "There is no demonstration round yet. Run: make demo"


def port_taken(port: int) -> str:
    """Another program listens there."""
    return f"Port {port} is taken by another program. Choose another one: make serve PORT={port + 1}"


def where_to_look(site: str, places: dict[str, str], pdf: str) -> str:
    """What there is to see."""
    lines = [f"  {what:<28} {site}{there}" for what, there in places.items()]
    return "\n".join(["Where to look:", *lines, f"  {'Its PDF as a file':<28} {pdf}"])


def who_signs_in(people: Sequence[Colleague]) -> str:
    """The made-up people, and what opens their accounts."""
    lines = [f"  {one.role:<24} {one.email:<34} {one.password}   {one.code}" for one in people]
    return "\n".join(
        [
            "Who may sign in at /account/sign-in/password/ (made-up people; new passwords at each start):",
            f"  {'Role':<24} {'E-mail address':<34} {'Password':<18} Code, good once",
            *lines,
        ]
    )


def played(responses: int, seconds: float) -> str:
    """The round is stored."""
    return f"{responses:,} made-up responses stored in {seconds:.0f} seconds."
