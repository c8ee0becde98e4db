"""What a report prints again of areas that were there before: it needs no new yes while it stands in a report of theirs that
everybody may read, and no longer."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from poet.report import Report
from poet.report.model import Claim
from portal.councils import boundaries
from portal.councils.models import Area
from portal.publishing.models import Publication
from portal.publishing.releasing import claims

Figure = tuple[str, float, int, str]


def to_be_asked(report: Report, known: Collection[str], *, owner: str | None) -> frozenset[str]:
    """Those of the areas that can be known in a report whose yes it takes: without those on whose ground its `owner` stands now
    and of which it tells nothing but what is public."""
    every = frozenset(known)
    area = Area.objects.filter(pk=owner).first() if owner and len(every) > 1 else None
    older = boundaries.older(boundaries.known_as(area.code, area.name)) & every if area else frozenset[str]()
    names = dict(Area.objects.filter(pk__in=older).values_list("pk", "name")) if older else {}
    return every - {code for code, name in names.items() if set(_of(name, claims(report))) <= _public(code)}


def shares(report: Report) -> dict[str, Claim]:
    """The shares of favourable answers that an area's report tells of it, by question."""
    own = (claim for claim in claims(report) if claim.group == report.area)
    return {claim.item: claim for claim in own if claim.id == f"{claim.item}/{claim.of}" and claim.of == "favourable"}


def _public(code: str) -> set[Figure]:
    """What reports of an area tell everybody now."""
    found = (msgspec.json.decode(bytes(one.report), type=Report) for one in Publication.public.filter(area=code))
    return {figure for report in found for figure in map(_figure, shares(report).values())}


def _of(name: str, told: Iterator[Claim]) -> Iterator[Figure]:
    yield from (_figure(claim) for claim in told if claim.group == name)


def _figure(claim: Claim) -> Figure:
    return claim.item, claim.value, claim.base, claim.release
