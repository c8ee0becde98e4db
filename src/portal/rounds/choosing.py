"""An area's own questions in a round: chosen from the bank, in their order, and fixed by the first answer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q

from portal.councils.models import Area
from portal.questionnaires.composing import composed_of
from portal.questionnaires.models import Version
from portal.rounds import words
from portal.rounds.models import Choice, Round
from portal.rounds.taking_part import taking_part


class NotChosen(Exception):
    """A choice that cannot be made any more, or not here; the message says why and what to do."""


@transaction.atomic
def choose(asking: Round, area: Area, version: Version, chosen: Sequence[str]) -> Choice:
    """Ask these questions of the bank, by id and in this order, after the core; none of them undoes an earlier choice.

    Raises NotChosen, and poet.instrument.Refused with everything that is wrong with the questions.
    """
    if not taking_part().filter(round=asking, area=area, round__versions=version).exists():
        raise NotChosen(words.not_taking_part(area.name, version.title))
    choice = _locked(asking.pk, area.pk, version.pk)
    if choice.begun:
        raise NotChosen(words.begun(area.name))
    choice.composition = composed_of(version, chosen)
    choice.save()
    return choice


@transaction.atomic
def begin(round_id: int, area_id: str, version_id: int) -> None:
    """The first answer is in: what the area asks stays as it is."""
    choice = _locked(round_id, area_id, version_id)
    if not choice.begun:
        choice.begun = True
        choice.save(update_fields=["begun"])


def _locked(round_id: int, area_id: str, version_id: int) -> Choice:
    """The row, made if need be; who else wants to change it waits."""
    Choice.objects.get_or_create(round_id=round_id, area_id=area_id, version_id=version_id)
    return Choice.objects.select_for_update().get(round_id=round_id, area_id=area_id, version_id=version_id)


def chosen_in(asking: Round, version: Version) -> dict[str, str]:
    """The digests of the composed forms that areas ask in a round, by the area's code."""
    return chosen_in_each([(asking, version)])[0]


def chosen_in_each(asked: Sequence[tuple[Round, Version]]) -> list[dict[str, str]]:
    """The same of several questionnaires of rounds, in their order and in one statement."""
    found: dict[tuple[int, int], dict[str, str]] = {(asking.pk, version.pk): {} for asking, version in asked}
    of = reduce(or_, (Q(round=asking, version=version) for asking, version in asked))
    rows = Choice.objects.filter(of, composition__isnull=False)
    for asking, version, area, digest in rows.values_list("round", "version", "area_id", "composition__digest"):
        found[asking, version][area] = digest
    return list(found.values())
