"""That a council would like to take part: said by somebody without an account, read by the national team, kept for a while.

Whoever says it is told the same whether the council has an account here or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.councils import scope
from portal.councils.models import Area
from portal.councils.naming import One, Several, council
from portal.people import interest_words as words
from portal.people.models import Interest, Person

# How long it is kept in all, and after "not now".
KEPT_FOR, KEPT_AFTERWARDS = timedelta(days=365), timedelta(days=30)
LONGEST = {"council": 80, "name": 120, "email": 254, "role": 80, "message": 1000}
# So many may wait for an answer; then people are asked to write later.
MOST_WAITING = 1_000
_WHY = "that a council would like to take part, said by somebody without an account"
State = Interest.State


class NotTaken(Exception):
    """What cannot be taken in; `wrong` says at each field why and what to do."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__(" ".join(wrong.values()))
        self.wrong = wrong


class Asked(NamedTuple):
    """What somebody wrote, found to be in order."""

    area: str
    name: str
    email: str
    role: str
    message: str


def checked(said: Mapping[str, str]) -> Asked:
    """What somebody wrote, in order. Raises NotTaken with everything that is not."""
    plain = {field: " ".join(said.get(field, "").split()) for field in LONGEST}
    plain["message"] = said.get("message", "").replace("\r\n", "\n").strip()
    wrong = {field: text for field, text in words.MISSING.items() if not plain[field]}
    wrong |= {field: words.too_long(most) for field, most in LONGEST.items() if len(plain[field]) > most}
    if "email" not in wrong and not _is_address(plain["email"]):
        wrong["email"] = words.NO_ADDRESS
    found = _council(plain["council"]) if "council" not in wrong else ""
    if isinstance(found, NotTaken):
        wrong |= found.wrong
    if wrong or isinstance(found, NotTaken):
        raise NotTaken({field: wrong[field] for field in LONGEST if field in wrong})
    return Asked(found, plain["name"], plain["email"].lower(), plain["role"], plain["message"])


def _is_address(said: str) -> bool:
    try:
        validate_email(said)
    except ValidationError:
        return False
    return True


def _council(said: str) -> str | NotTaken:
    """The code of the council that is meant, or what to write in its place."""
    names = dict(Area.objects.filter(closed=None).values_list("name", "code"))
    match council(said, names):
        case One(code=code):
            return code
        case Several(codes=codes):
            today = sorted(name for name, code in names.items() if code in codes)
            return NotTaken({"council": words.several(said, today)})
        case _:
            return NotTaken({"council": words.UNKNOWN_COUNCIL})


@scope.everywhere(_WHY)
@transaction.atomic
def take(asked: Asked, *, today: date) -> None:
    """Keep what somebody wrote; word for word the same that waits already is kept once. Raises NotTaken."""
    _forget(today)
    waiting = Interest.objects.filter(state=State.WAITING)
    if waiting.filter(**_fields(asked)).exists():
        return
    if waiting.count() >= MOST_WAITING:
        raise NotTaken({"council": words.TOO_MANY_WAIT})
    kept = Interest.objects.create(**_fields(asked), day=today)
    _written(kept, recording.PORTAL, "said")


def _fields(asked: Asked) -> dict[str, str]:
    return {"area_id": asked.area} | {name: value for name, value in asked._asdict().items() if name != "area"}


@transaction.atomic
def set_aside(kept: Interest, *, by: Person, today: date) -> None:
    """Not now."""
    _moved(kept, State.WAITING, State.NOT_NOW, by, today)


@transaction.atomic
def put_back(kept: Interest, *, by: Person) -> None:
    """It waits again after all."""
    _moved(kept, State.NOT_NOW, State.WAITING, by, None)


def _moved(kept: Interest, before: Interest.State, after: Interest.State, by: Person, answered: date | None) -> None:
    """However often it is pressed, it is done and written down once."""
    if Interest.objects.filter(pk=kept.pk, state=before).update(state=after, answered=answered):
        _written(kept, recording.person(by.pk), after.value)


@transaction.atomic
def erase(kept: Interest, *, by: Person) -> None:
    """For good, before its time: somebody has asked for it, or it is nothing that anybody needs."""
    _written(kept, recording.person(by.pk), "erased")
    kept.delete()


@scope.everywhere(_WHY)
@transaction.atomic
def forget(*, today: date) -> int:
    """Erase what has been kept long enough; how many."""
    return _forget(today)


def _forget(today: date) -> int:
    old = Q(day__lt=today - KEPT_FOR) | Q(state=State.NOT_NOW, answered__lt=today - KEPT_AFTERWARDS)
    return Interest.objects.filter(old).delete()[0]


def _written(kept: Interest, actor: str, change: str) -> None:
    """The log names neither who wrote nor for which council."""
    record(Kind.INTEREST_CHANGED, actor=actor, thing=f"interest:{kept.pk}", detail={"change": change})
