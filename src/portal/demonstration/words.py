"""Every sentence that `make demo` prints, each with what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from portal.demonstration.colleagues import Colleague

ALREADY_THERE = "The demonstration round is there already. To play it anew: python -m portal.demonstration --again"
STOP = "Stop it with Ctrl-C."
NOTHING_PLAYED = "There is no demonstration round yet. Run: make demo"


def port_taken(port: int) -> str:
    """Another program listens there."""
    return f"Port {port} is taken by another program. Choose another one: make serve PORT={port + 1}"


ANYBODY = "signed in or not"
COUNCIL = "as the council manager"
NATION = "as the national publisher"


@dataclass(frozen=True, slots=True)
class Look:
    """Something that is worth a look: what it is, its path, and what to know."""

    what: str
    where: str
    note: str = ""


def where_to_look(site: str, places: Mapping[str, Sequence[Look]], files: Sequence[Look]) -> str:
    """What there is to see. Everything is made up, and every page says so."""
    lines = ["Where to look. Everything in it is made up:"]
    for who, looks in places.items():
        lines += ["", f"  {who.capitalize()}", *(_line(look, site) for look in looks)]
    return "\n".join([*lines, "", "  Files", *(_line(look, "") for look in files), ""])


def _line(look: Look, site: str) -> str:
    return f"    {look.what:<34} {site}{look.where}{f'  ({look.note})' if look.note else ''}"


def on_a_ledger(file: object) -> tuple[tuple[str, str], ...]:
    """What can be done with everything that was issued, and how."""
    return (
        ("Prove it again, entry by entry", f".venv/bin/poet audit {file}"),
        ("Play the intruder on it", f".venv/bin/poet attack {file}"),
    )


def who_signs_in(people: Sequence[Colleague]) -> str:
    """The made-up people, and what opens their accounts."""
    rows = [("Role", "E-mail address", "Password", "Code, good once", "One to sign a report")]
    rows += [(one.role, one.email, one.password, one.code, one.signing) for one in people]
    wide = [max(map(len, column)) + 2 for column in zip(*rows, strict=True)]
    lines = ["".join(f"{cell:<{size}}" for cell, size in zip(row, wide, strict=True)).rstrip() for row in rows]
    return "\n".join(
        [
            "Who may sign in at /account/sign-in/password/ (made-up people; new passwords at each start):",
            *(f"  {line}" for line in lines),
        ]
    )


def played(responses: int, seconds: float) -> str:
    """The round is stored."""
    return f"{responses:,} made-up responses stored in {seconds:.0f} seconds."
