"""How many returns there are, as coarsely as may be told while a round is open (docs/decisions/0017-the-life-of-a-round.md).

Raw numbers by area go through the same door as every other figure, and what comes out is told in bands. Bands lie at least
ten people apart, so each move takes ten newcomers. A sum is made of what the bands say, and tells nothing that they do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.db.models import Count

from poet.count.model import Counts
from poet.protect import STANDARD_POLICIES, Audience, Shown, Withheld, protect, tally
from portal.capture.models import Response
from portal.nation import words
from portal.questionnaires.models import Version
from portal.rounds.models import Round
from portal.rounds.repeating import times_begun_again

FROM = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)


@dataclass(frozen=True, slots=True)
class Band:
    """At least so many returns, and not yet as many as the next band begins with; 0 says that it is not told."""

    least: int

    def __str__(self) -> str:
        return words.band(self.least)


NOT_TOLD = Band(0)


def returns(asking: Round) -> Mapping[str, Band]:
    """The band of every area with returns in a round, by its code. One statement."""
    version = _any_version(asking)
    rows = Response.objects.filter(round=asking).values_list("area_id").annotate(number=Count("pk")).order_by("area_id")
    found = dict(rows)
    if not found or version is None:
        return {}
    people = np.array(list(found.values()), np.int64)
    told = protect(Counts(version.instrument, tuple(found), people, {}), STANDARD_POLICIES[Audience.OWN])
    return {area: band(told.respondents[area]) for area in found}


def band(told: Shown[int] | Withheld) -> Band:
    """The band of a protected number."""
    found = tally(told, FROM)
    return Band(found.value) if isinstance(found, Shown) else NOT_TOLD


def begun_again(asking: Round) -> Band:
    """How often a questionnaire was begun once more in a browser that had sent it."""
    version, times = _any_version(asking), times_begun_again(asking.pk)
    if version is None or not times:
        return NOT_TOLD
    told = protect(
        Counts(version.instrument, ("everybody",), np.array([times], np.int64), {}), STANDARD_POLICIES[Audience.OWN]
    )
    return band(told.respondents["everybody"])


def _any_version(asking: Round) -> Version | None:
    """A questionnaire of the round, to count people by; no further statement where the round brought its own along."""
    return next(iter(asking.versions.all()), None)


def together(bands: Iterable[Band]) -> int:
    """What several areas have at least, by what is told of each of them."""
    return sum(one.least for one in bands)
