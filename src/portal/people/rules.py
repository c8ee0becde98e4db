"""Who may do what: one table of roles and actions, read by every door of the portal and by docs/reference/roles.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol


class Role(StrEnum):
    """What somebody is here for."""

    COORDINATOR = "national-coordinator"
    ANALYST = "analyst"
    PUBLISHER = "publisher"
    MANAGER = "council-manager"
    DATA_LEAD = "data-lead"
    READER = "reader"
    COLLECTOR = "collector"
    RESEARCHER = "researcher"
    PROTECTION_OFFICER = "data-protection-officer"
    AUTHOR = "questionnaire-author"


class Action(StrEnum):
    """What can be done, in an area or in the whole country."""

    SEE_AREA = "see-area"
    MANAGE_PEOPLE = "manage-people"
    MANAGE_AREAS = "manage-areas"
    MANAGE_ROUNDS = "manage-rounds"
    TAKE_PART = "take-part"
    HAND_OUT_LINKS = "hand-out-links"
    ENTER_RETURNS = "enter-returns"
    SEE_TALLIES = "see-tallies"
    SEE_RESULTS = "see-results"
    SEE_RETURNS = "see-returns"
    READ_COMMENTS = "read-comments"
    EDIT_REPORTS = "edit-reports"
    SIGN_OFF = "sign-off"
    PUBLISH = "publish"
    TAKE_EXTRACT = "take-extract"
    COMMENT_ON_QUESTIONNAIRES = "comment-on-questionnaires"
    WRITE_QUESTIONNAIRES = "write-questionnaires"
    PUBLISH_QUESTIONNAIRES = "publish-questionnaires"
    ERASE = "erase"
    READ_AUDIT = "read-audit"


class Reach(StrEnum):
    """Where a role is held."""

    NATION = "the whole country"
    AREA = "one area"
    EITHER = "the whole country or one area"


@dataclass(frozen=True, slots=True)
class Rule:
    """What one role is: its name, where it is held, what it may do there, and which roles it may give to others."""

    name: str
    reach: Reach
    may: frozenset[Action]
    gives: frozenset[Role] = frozenset()


_A, _R = Action, Role
_OF_AN_AREA = frozenset({_R.MANAGER, _R.DATA_LEAD, _R.READER, _R.COLLECTOR})

RULES: Mapping[Role, Rule] = MappingProxyType(
    {
        _R.COORDINATOR: Rule(
            "National coordinator",
            Reach.NATION,
            frozenset(
                {
                    _A.SEE_AREA, _A.MANAGE_PEOPLE, _A.MANAGE_AREAS, _A.MANAGE_ROUNDS, _A.TAKE_PART, _A.HAND_OUT_LINKS,
                    _A.ENTER_RETURNS, _A.SEE_TALLIES, _A.SEE_RESULTS, _A.EDIT_REPORTS, _A.SIGN_OFF,
                    _A.COMMENT_ON_QUESTIONNAIRES, _A.PUBLISH_QUESTIONNAIRES, _A.ERASE,
                }
            ),
            frozenset(Role),
        ),
        _R.ANALYST: Rule(
            "National analyst",
            Reach.NATION,
            frozenset(
                {
                    _A.SEE_AREA, _A.SEE_TALLIES, _A.SEE_RESULTS, _A.SEE_RETURNS, _A.READ_COMMENTS, _A.TAKE_EXTRACT,
                    _A.EDIT_REPORTS, _A.COMMENT_ON_QUESTIONNAIRES,
                }
            ),
        ),
        _R.PUBLISHER: Rule(
            "National publisher",
            Reach.NATION,
            frozenset({_A.SEE_AREA, _A.SEE_TALLIES, _A.SEE_RESULTS, _A.EDIT_REPORTS, _A.SIGN_OFF, _A.PUBLISH}),
        ),
        _R.MANAGER: Rule(
            "Council manager",
            Reach.AREA,
            frozenset(
                {
                    _A.SEE_AREA, _A.MANAGE_PEOPLE, _A.MANAGE_AREAS, _A.TAKE_PART, _A.HAND_OUT_LINKS, _A.ENTER_RETURNS,
                    _A.SEE_TALLIES, _A.SEE_RESULTS, _A.SEE_RETURNS, _A.EDIT_REPORTS, _A.SIGN_OFF,
                    _A.COMMENT_ON_QUESTIONNAIRES,
                }
            ),
            _OF_AN_AREA | {_R.PROTECTION_OFFICER},
        ),
        _R.DATA_LEAD: Rule(
            "Council data lead",
            Reach.AREA,
            frozenset(
                {
                    _A.SEE_AREA, _A.HAND_OUT_LINKS, _A.ENTER_RETURNS, _A.SEE_TALLIES, _A.SEE_RESULTS, _A.SEE_RETURNS,
                    _A.EDIT_REPORTS, _A.COMMENT_ON_QUESTIONNAIRES,
                }
            ),
        ),
        _R.READER: Rule(
            "Council reader",
            Reach.AREA,
            frozenset({_A.SEE_AREA, _A.SEE_TALLIES, _A.SEE_RESULTS, _A.COMMENT_ON_QUESTIONNAIRES}),
        ),
        _R.COLLECTOR: Rule("Collector", Reach.AREA, frozenset({_A.SEE_AREA, _A.HAND_OUT_LINKS, _A.ENTER_RETURNS})),
        _R.RESEARCHER: Rule("Researcher", Reach.NATION, frozenset({_A.SEE_RESULTS, _A.TAKE_EXTRACT})),
        _R.PROTECTION_OFFICER: Rule(
            "Data protection officer", Reach.EITHER, frozenset({_A.SEE_AREA, _A.READ_AUDIT, _A.ERASE})
        ),
        _R.AUTHOR: Rule(
            "Questionnaire author",
            Reach.NATION,
            frozenset({_A.COMMENT_ON_QUESTIONNAIRES, _A.WRITE_QUESTIONNAIRES}),
        ),
    }
)  # fmt: skip

# Whoever may see what somebody answered, or may let others see it, proves who they are by a second factor.
BEHIND_A_SECOND_FACTOR = frozenset(
    {
        Action.MANAGE_PEOPLE,
        Action.ENTER_RETURNS,
        Action.SEE_RESULTS,
        Action.SEE_RETURNS,
        Action.EDIT_REPORTS,
        Action.SIGN_OFF,
        Action.READ_COMMENTS,
        Action.TAKE_EXTRACT,
        Action.ERASE,
        Action.READ_AUDIT,
    }
)


class Held(Protocol):
    """A role that somebody holds: `area_id` is the area's code, None for the whole country."""

    @property
    def role(self) -> str:
        """The role's key."""

    @property
    def area_id(self) -> str | None:
        """Where it is held."""


class Bearer(Protocol):
    """Somebody who holds roles; nobody signed in holds none."""

    @property
    def holdings(self) -> Iterable[Held]:
        """The roles held."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Where somebody may do something: everywhere, or in some areas by their codes."""

    everywhere: bool
    areas: frozenset[str]

    def __bool__(self) -> bool:
        return self.everywhere or bool(self.areas)

    def holds(self, area: str | None) -> bool:
        """Whether an area lies in it; None asks for the whole country."""
        return self.everywhere or area in self.areas


def extent(person: object, action: Action) -> Extent:
    """Where a person may do this."""
    held = [one for one in _holdings(person) if action in RULES[Role(one.role)].may]
    return Extent(any(one.area_id is None for one in held), frozenset(one.area_id for one in held if one.area_id))


def may(person: object, action: Action, area: str | None = None) -> bool:
    """Whether a person may do this in an area (its code), or, with no area, in the whole country."""
    return extent(person, action).holds(area)


def may_give(person: object, role: Role, area: str | None) -> bool:
    """Whether a person may give somebody this role in an area, or, with no area, in the whole country."""
    fits = RULES[role].reach in ({Reach.NATION, Reach.EITHER} if area is None else {Reach.AREA, Reach.EITHER})
    return fits and any(
        role in RULES[Role(one.role)].gives and one.area_id in {None, area} for one in _holdings(person)
    )


def needs_second_factor(person: object) -> bool:
    """Whether a person's roles let them do anything that lies behind a second factor."""
    return any(RULES[Role(one.role)].may & BEHIND_A_SECOND_FACTOR for one in _holdings(person))


def _holdings(person: object) -> tuple[Held, ...]:
    """Nobody who is not signed in, and nobody who was shut out, holds a role."""
    if not getattr(person, "is_authenticated", False) or not getattr(person, "is_active", False):
        return ()
    held: Iterable[Held] = getattr(person, "holdings", ())
    return tuple(held)
