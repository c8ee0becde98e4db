"""What is said to a collector about the links of their organisation, and whom to ask for one."""

from __future__ import annotations

from collections.abc import Sequence

NO_LINK = "Your organisation has no link of its own in this round yet."


def whom_to_ask(area: str, managers: Sequence[str]) -> str:
    """The people of a council who make links, by name."""
    return f"{' or '.join(managers)} at {area}" if managers else f"whoever at {area} invited you"


def first_link(area: str, managers: Sequence[str]) -> str:
    """What a collector does whose organisation has no link."""
    return (
        f"Ask {whom_to_ask(area, managers)} to make a link for your organisation, under “Links for groups”. It then stands here "
        "with its code, its posters and words for a letter, and counts what comes by it."
    )


def more_links(area: str, managers: Sequence[str]) -> str:
    """How a collector comes to another link."""
    return (
        f"These are the links made for your organisation. Ask {whom_to_ask(area, managers)} if you need one for another "
        "questionnaire, or for another of your groups."
    )
