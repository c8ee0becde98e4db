"""What a public page tells of people is a release: it stands in the ledger before anybody can read it.

Only figures that stand on the council's own pages are told, and those move on with ten people more or not at all; so two
editions of the page, however far apart, never differ by fewer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.utils import timezone

from poet.protect import STANDARD_POLICIES, Audience, Population, Release, Structure, Waves, Why, Withheld
from poet.protect.drafting import Occasion, drafted
from poet.protect.ledger import Draft, Overtaken
from portal.engagement.places import Place
from portal.reporting.ledger import DatabaseLedger
from portal.reporting.live import POLICY as OWN
from portal.reporting.models import Standing
from portal.reporting.results import stands
from portal.rounds.choosing import chosen_in

POLICY = STANDARD_POLICIES[Audience.PUBLIC]
_TRIES = 3


def ledgered(place: Place, items: Collection[str]) -> None:
    """Append the area's tables of these items, as told to the public. Raises Overtaken where others append without end."""
    if not items:
        return
    draft = _draft(place, items)
    for tried in range(_TRIES):
        ledger = DatabaseLedger()
        try:
            ledger.append(draft, ledger.head())
        except Overtaken:
            if tried == _TRIES - 1:
                raise
        else:
            return


def _draft(place: Place, items: Collection[str]) -> Draft:
    every = stands(place.round, place.version, chosen_in(place.round, place.version)).tables
    areas, name = tuple(every.groups), place.area.name
    told = replace(
        every,
        policy=POLICY,
        whole={},
        all_respondents=Withheld(Why.NOT_TOLD),
        groups={name: {item: table for item, table in every.groups[name].items() if item in items}},
        respondents={name: Withheld(Why.NOT_TOLD)},
    )
    core = place.version.instrument
    occasion = Occasion(
        Population(f"{place.round.slug}/{place.round.pk}", core.name, core.digest),
        Waves(tuple(f"refresh {number}" for number in range(1, _refreshes(place) + 1))),
        Structure(areas, {"area": {area: (at,) for at, area in enumerate(areas)}}),
    )
    at = timezone.now().isoformat(timespec="seconds")
    return drafted(Release(every.instrument, POLICY, {"area": told}), occasion, at)


def _refreshes(place: Place) -> int:
    row = Standing.objects.filter(round=place.round, version=place.version, audience=OWN.audience)
    return max(1, row.values_list("refreshes", flat=True).first() or 1)
