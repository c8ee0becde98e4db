"""What of an earlier round stands for an area's ground: everything that joins rounds asks here, and none of it goes by names.

A name says little: an area's may change, and one that ended may leave its own to a new one on other ground. So a name in a
release is taken back to the area that bore it in that round, the area to its code, and the table of changes
(`portal.councils.boundaries`) says what follows: the area's own figures under whatever code and name, or those of areas before
it, beside. Several areas that became one are not added up here: what was issued of each was rounded, joined and withheld apart,
and their sum would be a release of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.dispatch import Signal

from poet.instrument import Instrument
from poet.protect import Protected
from poet.report import Earlier, Formerly
from poet.report.model import Claim
from portal.councils import boundaries, scope
from portal.councils.boundaries import Kind, Runs, followed
from portal.councils.models import Area
from portal.questionnaires.models import Version
from portal.reporting import words
from portal.rounds.models import Participation, Round

# Asked of whoever knows what everybody may read: answered with what was published (`Published`) of these areas (`codes`) on a
# questionnaire (`form`) in rounds that closed `before` a moment, newest first; of made-up rounds where they are `made_up`.
public = Signal()


@dataclass(frozen=True, slots=True)
class Published:
    """What an area's report told everybody of a round: the shares of favourable answers, by question."""

    area: str
    round: int
    name: str
    closed: datetime
    instrument: Instrument
    shares: Mapping[str, Claim]


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What follows to areas from groups of a release, by the areas' names of today and what the table of changes calls them."""

    codes: Mapping[str, str]

    def own(self, area: Area, groups: Collection[str]) -> str | None:
        """Which of these groups holds the area's own figures; None where none does."""
        answered = {self.codes[name]: name for name in groups if name in self.codes}
        found = followed(_called(area), answered=answered)
        if isinstance(found, Runs) and len(found.codes) == 1:
            return answered[next(iter(found.codes))]
        return None

    def tables(self, area: Area, tables: Protected) -> Protected:
        """The tables with the area's own figures under its name of today, and with no other area's."""
        own = self.own(area, tables.groups)
        if own is None:
            return replace(tables, respondents={}, groups={})
        respondents = {area.name: tables.respondents[own]} if own in tables.respondents else {}
        return replace(tables, respondents=respondents, groups={area.name: tables.groups[own]})

    def earlier(self, area: Area, before: Sequence[Earlier]) -> tuple[Earlier, ...]:
        """Earlier rounds as a report of the area tells of them."""
        return tuple(replace(one, protected=self.tables(area, one.protected)) for one in before)


def ground() -> Ground:
    """All areas that there are. One statement."""
    return Ground({name: boundaries.known_as(code, name) for code, name in Area.objects.values_list("code", "name")})


def same(area: Area) -> frozenset[str]:
    """The codes under which the portal may hold the same ground."""
    return boundaries.same(area.code)


def _called(area: Area) -> str:
    return boundaries.known_as(area.code, area.name)


@scope.everywhere("which areas stood on an area's ground before it, and what of them is public")
def formerly(area: Area, asking: Round, version: Version) -> tuple[Formerly, ...]:
    """The areas before this one that took part in an earlier round of the questionnaire, each with the last that it published
    there. Nothing that is not public is read. No statement where no other area was there before."""
    older = boundaries.older(_called(area)) - same(area)
    if not older:
        return ()
    before = list(Area.objects.filter(code__in=older))
    itself, there = _took_part(area, before, asking, version.form)
    told = [one for one in _public(before, asking, version.form) if one.round not in itself]
    beside = (one for one in before if one.pk in there)
    return tuple(
        _formerly(
            one, area, next((it for it in told if it.area == one.pk and _stands_beside(area, one, it, told)), None)
        )
        for one in beside
    )


def _public(areas: Collection[Area], asking: Round, form: str) -> Iterator[Published]:
    about: dict[str, Any] = {"form": form, "before": asking.opens, "made_up": asking.made_up}
    heard: Sequence[tuple[object, Any]] = public.send(Round, codes=[one.pk for one in areas], **about)
    for _, found in heard:
        yield from found


def _took_part(area: Area, before: Collection[Area], asking: Round, form: str) -> tuple[frozenset[int], frozenset[str]]:
    """The earlier rounds in which the area stood for itself, and those before it (by code) that took part in others."""
    rounds = Round.objects.filter(closes__lte=asking.opens, made_up=asking.made_up, versions__form=form)
    codes = same(area)
    joined = Participation.objects.filter(round__in=rounds, area__in=[*codes, *(one.pk for one in before)])
    pairs = list(joined.values_list("round", "area"))
    itself = frozenset(asked for asked, code in pairs if code in codes)
    return itself, frozenset(code for asked, code in pairs if asked not in itself)


def _stands_beside(area: Area, one: Area, of: Published, told: Collection[Published]) -> bool:
    """Whether a published round of an area before stands beside: not where all of it runs on as the area's own."""
    answered = {_called(one), *(it.area for it in told if it.round == of.round)}
    found = followed(_called(area), answered=answered)
    return _called(one) in found.codes and not (isinstance(found, Runs) and len(found.codes) == 1)


def _formerly(one: Area, area: Area, last: Published | None) -> Formerly:
    change = boundaries.ended(one.code)
    assert change is not None
    became = words.DIVIDED if change.kind is Kind.SPLIT else words.PUT_TOGETHER
    return Formerly(
        name=one.name,
        until=words.month(change.on),
        became=became.format(area=area.name),
        round_name=last.name if last else "",
        instrument=last.instrument if last else None,
        shares=last.shares if last else {},
    )
