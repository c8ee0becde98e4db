"""What the national team does with a round: makes it, changes what may still change, opens, closes and extends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from portal.audit import recording
from portal.audit.recording import Kind, record
from portal.people.models import Person
from portal.questionnaires.models import Version
from portal.rounds import words
from portal.rounds.models import Enrolment, Repeats, Round, Span, State, Window
from portal.rounds.overlapping import areas_asked_twice, one_at_a_time


class NotScheduled(Exception):
    """A round that cannot be made or changed so; the message says why and what to do, `at` which field it is about."""

    def __init__(self, why: str, at: str = "name") -> None:
        super().__init__(why)
        self.at = at


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that the national team says about a round."""

    name: str
    span: Span
    opens: datetime
    closes: datetime
    versions: tuple[Version, ...]
    repeats: Repeats = Repeats.ONCE
    invites_at_once: bool = False
    year: int | None = None
    term: str = ""

    @property
    def fields(self) -> dict[str, Any]:
        """As the round keeps them, but for the questionnaires."""
        return {
            "name": self.name, "span": self.span, "opens": self.opens, "closes": self.closes, "repeats": self.repeats,
            "invites_at_once": self.invites_at_once, "year": self.year, "term": self.term,
        }  # fmt: skip


CHANGES = ("name", "span", "year", "term", "opens", "closes", "versions", "repeats", "invites_at_once")
_ALL = frozenset(CHANGES)
# What may change when. Once people answer, what they were asked and told stays; a round may end later, and be named better.
CHANGEABLE: Mapping[Window, frozenset[str]] = MappingProxyType(
    {
        Window.NOT_YET: _ALL,
        Window.OPEN: frozenset({"name", "closes", "invites_at_once"}),
        Window.GRACE: frozenset({"name", "closes"}),
        Window.CLOSED: frozenset({"name"}),
    }
)
# What the areas that take part have said yes to, opened or not.
AGREED = frozenset({"versions", "repeats"})


def changeable(asking: Round, now: datetime) -> frozenset[str]:
    """What may still change about a round."""
    may = CHANGEABLE[asking.window(now)]
    agreed = Enrolment.objects.filter(round=asking, state=State.TAKING_PART).exists()
    return may - AGREED if agreed else may


@transaction.atomic
def make(plan: Plan, *, by: Person, now: datetime, made_up: bool = False) -> Round:
    """A new round. Raises NotScheduled."""
    _check(plan)
    if plan.closes <= now:
        raise NotScheduled(words.CLOSES_IN_THE_PAST, "last")
    try:
        with transaction.atomic():
            made = Round.objects.create(slug=slugify(plan.name)[:60], made_up=made_up, **plan.fields)
    except IntegrityError as fault:
        raise NotScheduled(words.name_again(plan.name)) from fault
    made.versions.set(plan.versions)
    _written(made, by, "made")
    return made


@transaction.atomic
def change(asking: Round, plan: Plan, *, by: Person, now: datetime) -> list[str]:
    """Change what is said otherwise in the plan; gives the names of what changed. Raises NotScheduled."""
    one_at_a_time()
    asking.refresh_from_db()
    _check(plan)
    changed = _changed(asking, plan)
    fixed = sorted(set(changed) - changeable(asking, now))
    if fixed:
        raise NotScheduled(words.fixed(fixed), _FIELD.get(fixed[0], fixed[0]))
    if "opens" in changed and plan.opens < now:
        raise NotScheduled(words.OPENS_IN_THE_PAST, "first")
    if "closes" in changed:
        _check_closing(asking, plan.closes, now)
    _check_beside(asking, plan.opens, plan.closes)
    for field, value in plan.fields.items():
        setattr(asking, field, value)
    asking.save()
    asking.versions.set(plan.versions)
    for one in changed:
        _written(asking, by, f"changed {one}")
    return changed


@transaction.atomic
def open_now(asking: Round, *, by: Person, now: datetime) -> None:
    """The round opens now instead of later. Raises NotScheduled."""
    one_at_a_time()
    asking.refresh_from_db()
    if asking.window(now) is not Window.NOT_YET:
        raise NotScheduled(words.NOT_WAITING)
    _check_beside(asking, now, asking.closes)
    asking.opens = now
    asking.save(update_fields=["opens"])
    _written(asking, by, "opened")


@transaction.atomic
def close_now(asking: Round, *, by: Person, now: datetime) -> None:
    """The round closes now; who has begun may finish within the day of grace. Raises NotScheduled."""
    one_at_a_time()
    asking.refresh_from_db()
    if asking.window(now) is not Window.OPEN:
        raise NotScheduled(words.NOT_OPEN)
    asking.closes = now
    asking.save(update_fields=["closes"])
    _written(asking, by, "closed")


_FIELD = {"opens": "first", "closes": "last"}


def _check(plan: Plan) -> None:
    if not slugify(plan.name):
        raise NotScheduled(words.ROUND_WITHOUT_A_NAME)
    if not plan.versions:
        raise NotScheduled(words.ROUND_WITHOUT_QUESTIONNAIRE, "versions")
    if len({version.form for version in plan.versions}) != len(plan.versions):
        raise NotScheduled(words.two_versions(), "versions")
    if plan.closes <= plan.opens:
        raise NotScheduled(words.closes_first(), "last")


def _check_closing(asking: Round, closes: datetime, now: datetime) -> None:
    """Once a round is open it may end later, and not earlier: people were told a day. `close_now` is for what is urgent."""
    if asking.window(now) is not Window.NOT_YET and closes < asking.closes:
        raise NotScheduled(words.ONLY_LATER, "last")
    if closes <= now:
        raise NotScheduled(words.CLOSES_IN_THE_PAST, "last")


def _check_beside(asking: Round, opens: datetime, closes: datetime) -> None:
    twice = areas_asked_twice(asking, opens, closes)
    if twice:
        raise NotScheduled(words.areas_asked_twice([(str(one.area), one.round.name) for one in twice]), "last")


def _changed(asking: Round, plan: Plan) -> list[str]:
    changed = [field for field, value in plan.fields.items() if getattr(asking, field) != value]
    asked: Sequence[int] = sorted(asking.versions.values_list("pk", flat=True))
    return changed + (["versions"] if asked != sorted(one.pk for one in plan.versions) else [])


def _written(asking: Round, by: Person, change: str) -> None:
    record(Kind.ROUND_CHANGED, actor=recording.person(by.pk), thing=asking.slug, detail={"change": change})
