"""What is done with an action: written, changed, undone. Each is one transaction, keeps its turn, and is logged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db import transaction

from poet.report import Finding
from portal.engagement import words
from portal.engagement.models import LINE_LENGTH, Action, State, Turn
from portal.engagement.places import Place, log
from portal.engagement.telling import may_name_somebody, reaches_somebody
from portal.people.models import Person

# What a turn keeps, and what a form may say.
FIELDS = ("what", "easy", "owner", "due", "state", "why", "evidence", "href")
_LONGEST = {"what": LINE_LENGTH, "easy": 200, "owner": 120, "why": LINE_LENGTH, "evidence": 1000, "href": 300}


class NotKept(Exception):
    """What cannot be kept as it was said; `wrong` says why, field by field."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = dict(wrong)


class Overtaken(Exception):
    """Somebody else has changed the action since the form was opened."""


@dataclass(frozen=True, slots=True)
class Wording:
    """An action as a form says it: text in every field, `due` an ISO date."""

    said: Mapping[str, str]
    has_file: bool = False

    def checked(self) -> dict[str, object]:
        """The fields as they are kept. Raises NotKept."""
        said = {name: " ".join(self.said.get(name, "").split()) for name in FIELDS}
        wrong = {name: words.too_long(most) for name, most in _LONGEST.items() if len(said[name]) > most}
        wrong |= {name: text for name, text in self._missing(said).items() if name not in wrong}
        wrong |= {name: text for name, text in _telling(said).items() if name not in wrong}
        due = _day(said["due"])
        if due is None:
            wrong["due"] = words.SAY_A_DAY
        if wrong:
            raise NotKept(wrong)
        return {**said, "due": due}

    def _missing(self, said: Mapping[str, str]) -> dict[str, str]:
        found = {}
        if not said["what"]:
            found["what"] = words.SAY_WHAT
        if not said["owner"]:
            found["owner"] = words.SAY_WHO
        if said["state"] not in set(State):
            found["state"] = words.SAY_STATE
        if said["state"] == State.STOPPED and not said["why"]:
            found["why"] = words.SAY_WHY
        if said["state"] == State.DONE and not (said["evidence"] or said["href"] or self.has_file):
            found["evidence"] = words.SAY_EVIDENCE
        if said["href"] and not is_address(said["href"]):
            found["href"] = words.SAY_ADDRESS
        return found


def _telling(said: Mapping[str, str]) -> dict[str, str]:
    """Fields that point at somebody: they are read in public."""
    found = {}
    for name in ("what", "easy", "owner", "why", "evidence"):
        if what := reaches_somebody(said[name]):
            found[name] = words.points_at(what)
    if "owner" not in found and may_name_somebody(said["owner"]):
        found["owner"] = words.A_ROLE_PLEASE
    return found


def _day(said: str) -> date | None:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2100 else None


def is_address(said: str) -> bool:
    """Whether this is a whole address of the web that anybody may follow."""
    try:
        parts = urlsplit(said)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username


@transaction.atomic
def write(place: Place, finding: Finding, wording: Wording, *, by: Person, now: datetime) -> Action:
    """A new action on a finding. Raises NotKept."""
    kept = wording.checked()
    action = Action.objects.create(
        plan=place.kept(),
        claim=finding.claim.id,
        item=finding.item,
        label=finding.label[:200],
        finding=finding.said.text[:LINE_LENGTH],
        turn=1,
        **kept,
    )
    _turned(action, "written", by, now)
    log(by, place, "action written")
    return action


@transaction.atomic
def change(place: Place, action: Action, wording: Wording, *, seen: int, by: Person, now: datetime) -> Action:
    """The action as it is said now; nothing is done where nothing differs. Raises NotKept and Overtaken."""
    kept = wording.checked()
    locked = _locked(action, seen)
    if all(getattr(locked, name) == value for name, value in kept.items()):
        return locked
    before = locked.state
    for name, value in kept.items():
        setattr(locked, name, value)
    locked.turn += 1
    locked.save()
    _turned(locked, "changed", by, now)
    log(by, place, f"action {before} to {locked.state}" if before != locked.state else "action changed")
    return locked


@transaction.atomic
def undo(place: Place, action: Action, *, seen: int, by: Person, now: datetime) -> Action | None:
    """The action as it was before the last change; one that was only written is removed (None). Raises Overtaken."""
    locked = _locked(action, seen)
    turns = list(locked.turns.all()[:2])
    if len(turns) < 2:
        locked.delete()
        log(by, place, "action removed")
        return None
    before = turns[1].said
    for name in FIELDS:
        value = before[name]
        setattr(locked, name, date.fromisoformat(value) if name == "due" else value)
    locked.turn += 1
    locked.save()
    _turned(locked, "undone", by, now)
    log(by, place, "action put back")
    return locked


def _locked(action: Action, seen: int) -> Action:
    locked = Action.objects.select_for_update().get(pk=action.pk)
    if locked.turn != seen:
        raise Overtaken
    return locked


def _turned(action: Action, done: str, by: Person, now: datetime) -> None:
    said = {name: str(getattr(action, name)) for name in FIELDS}
    Turn.objects.create(action=action, number=action.turn, done=done, said=said, at=now, by=by)
