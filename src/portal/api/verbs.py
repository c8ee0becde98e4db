"""What a token may be allowed to do, each with the action that its maker must be allowed in the same place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from portal.people.rules import Action


class Verb(StrEnum):
    """One thing that a token can be good for."""

    SEND = "responses:write"
    LINK = "links:write"
    RESULTS = "results:read"
    RETURNS = "returns:read"


# A token does nothing that whoever made it may not do now: their roles are asked at each request.
ACTIONS: Mapping[Verb, Action] = MappingProxyType(
    {
        Verb.SEND: Action.ENTER_RETURNS,
        Verb.LINK: Action.HAND_OUT_LINKS,
        Verb.RESULTS: Action.SEE_RESULTS,
        Verb.RETURNS: Action.SEE_RETURNS,
    }
)
