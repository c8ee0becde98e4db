"""The two parties of a report, and for which of them somebody acts."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from portal.editing.states import Standing
from portal.people.rules import RULES, Action, Role, extent, may


class Party(StrEnum):
    """Who signs. Where a report is of no council, a second person of the national body signs in the council's stead."""

    NATION = "national"
    COUNCIL = "council"
    SECOND = "national-second"


def needed(area: str | None) -> tuple[Party, Party]:
    """The two whose signatures a report wants."""
    return (Party.NATION, Party.COUNCIL) if area else (Party.NATION, Party.SECOND)


def party_of(person: object, area: str | None) -> Party | None:
    """For which party somebody speaks in a report of this area: the national body's people for it, wherever else they
    belong. None where they may not write it."""
    reach = extent(person, Action.EDIT_REPORTS)
    if reach.everywhere:
        return Party.NATION
    return Party.COUNCIL if area and reach.holds(area) else None


def signs_for(person: object, area: str | None, signed: Collection[str] = ()) -> Party | None:
    """For which party somebody may sign; `signed` are the parties that have. None where they may sign for none.

    Of a national report any two people of the national body sign; who signs first stands for it, who comes then is the
    second.
    """
    reach = extent(person, Action.SIGN_OFF)
    if area is None:
        return (Party.SECOND if Party.NATION in signed else Party.NATION) if reach.everywhere else None
    if reach.everywhere and not (Party.NATION in signed and area in reach.areas):
        return Party.NATION
    return Party.COUNCIL if reach.holds(area) else None


def has(person: object, standing: Standing, area: str | None) -> bool:
    """Whether somebody is what a move asks for."""
    match standing:
        case Standing.WRITER:
            return may(person, Action.EDIT_REPORTS, area)
        case Standing.SIGNER:
            return may(person, Action.SIGN_OFF, area)
        case Standing.PUBLISHER:
            return may(person, Action.PUBLISH)
        case Standing.EITHER:
            own = area is not None and area in extent(person, Action.SIGN_OFF).areas
            return may(person, Action.PUBLISH) or own


def role_of(person: object, party: Party, area: str | None) -> str:
    """The name of the role in which somebody signs for a party."""
    place = area if party is Party.COUNCIL else None
    held = [Role(one.role) for one in getattr(person, "holdings", ()) if one.area_id == place]
    return next((RULES[role].name for role in held if Action.SIGN_OFF in RULES[role].may), "")
