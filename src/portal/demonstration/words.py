"""Every sentence that `make demo` prints, each with what to do next."""

from __future__ import annotations

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


def played(responses: int, seconds: float) -> str:
    """The round is stored."""
    return f"{responses:,} made-up responses stored in {seconds:.0f} seconds."
