"""How many answers an area aims at: what it set itself, else what the round set, else the policy."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction
from django.db.models import Count, IntegerField, Value

from portal.caseloads import words
from portal.caseloads.models import Counts, RoundTarget, Target
from portal.councils.models import Area
from portal.rounds.models import Round

POLICY = Path(__file__).with_name("targets.toml")
MOST = 100_000


class NotSet(Exception):
    """A target that cannot be set; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What the policy says of a questionnaire: how many answers, of which caseload (None: nobody publishes one), and by
    which source."""

    people: int
    counts: Counts | None
    source: str


@dataclass(frozen=True, slots=True)
class Aimed:
    """A target and who set it: the area (`own`), the round, or the policy's `source`."""

    people: int
    own: bool
    source: str


def aim(form: str) -> Aim:
    """The policy for a questionnaire, by its id."""
    forms, other = _policy()
    return forms.get(form) or Aim(other, None, words.OTHER_FORM)


@cache
def _policy() -> tuple[dict[str, Aim], int]:
    said = tomllib.loads(POLICY.read_text(encoding="utf-8"))
    forms = {
        form: Aim(one["people"], Counts(one["counts"]) if "counts" in one else None, one["source"])
        for form, one in said["forms"].items()
    }
    return forms, said["other_forms"]


def targets(asking: Round, area: Area, forms: list[str]) -> dict[str, Aimed]:
    """The targets of an area by questionnaire, in one statement."""
    found = {form: Aimed(aim(form).people, own=False, source=aim(form).source) for form in forms}
    of_round = RoundTarget.objects.filter(round=asking, form__in=forms).values_list("form", "people", _whose(own=False))
    of_area = Target.objects.filter(round=asking, area=area, form__in=forms).values_list(
        "form", "people", _whose(own=True)
    )
    for form, people, own in sorted(of_round.union(of_area, all=True), key=lambda row: row[2]):
        found[form] = Aimed(people, own=bool(own), source=words.SET_BY_AREA if own else words.SET_BY_ROUND)
    return found


def _whose(*, own: bool) -> Value:
    return Value(int(own), output_field=IntegerField())


def round_targets(asking: Round, forms: list[str]) -> dict[str, Aimed]:
    """What a round aims at in every area that has not set its own, by questionnaire; `own` says that the round set it."""
    found = {form: Aimed(aim(form).people, own=False, source=aim(form).source) for form in forms}
    rows = RoundTarget.objects.filter(round=asking, form__in=forms).values_list("form", "people")
    return found | {form: Aimed(people, own=True, source=words.SET_BY_ROUND) for form, people in rows}


def areas_with_their_own(asking: Round) -> dict[str, int]:
    """How many areas of the scope have set a target of their own, by questionnaire."""
    rows = Target.objects.filter(round=asking).order_by().values("form")
    return dict(rows.annotate(areas=Count("pk")).values_list("form", "areas"))


@transaction.atomic
def set_target(asking: Round, area: Area, form: str, said: str) -> int | None:
    """Set what an area aims at; empty goes back to what the round or the policy says. Gives the number now set by the
    area, None where there is none. Raises NotSet."""
    people = _people(asking, form, said)
    if people is None:
        Target.objects.filter(round=asking, area=area, form=form).delete()
    else:
        Target.objects.update_or_create(round=asking, area=area, form=form, defaults={"people": people})
    return people


@transaction.atomic
def set_round_target(asking: Round, form: str, said: str) -> int | None:
    """Set what a round aims at in every area that has not set its own; empty goes back to the policy. Gives the number now
    set by the round, None where there is none. Raises NotSet."""
    people = _people(asking, form, said)
    if people is None:
        RoundTarget.objects.filter(round=asking, form=form).delete()
    else:
        RoundTarget.objects.update_or_create(round=asking, form=form, defaults={"people": people})
    return people


def _people(asking: Round, form: str, said: str) -> int | None:
    """The number that was entered, None where the field was left empty. Raises NotSet."""
    if not asking.versions.filter(form=form).exists():
        raise NotSet(words.NOT_ASKED)
    plain = said.replace(",", "").strip()
    if not plain:
        return None
    if not (plain.isascii() and plain.isdigit() and 0 < int(plain[:7]) <= MOST):
        raise NotSet(words.not_a_target(said.strip()[:40], MOST))
    return int(plain)
