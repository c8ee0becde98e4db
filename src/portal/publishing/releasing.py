"""A report that everybody may read is a release to the public: what it prints of people stands in the ledger for them before it
goes out, under the public's own policy.

Every figure of a report names its claim, and every claim what it is of, its base and the release it was issued in; by these
its tables are found among those that own managers were told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

import msgspec

from poet.findings.words import EVERYBODY
from poet.protect import STANDARD_POLICIES, Audience
from poet.report import Report
from poet.report.model import Claim
from portal.reporting.passing_on import Want, passed_on
from portal.rounds.models import Round

POLICY = STANDARD_POLICIES[Audience.PUBLIC]
_ENTRY = re.compile(r"ledger entry (\d+)\b")
_STANDING = re.compile(r"([^/]+)/([^/]+/[^/]+)/[0-9a-f]*")
_BY = re.compile(r"/([^/=]+)=[^/=]*$")
_ALL, _REST, _VOICES, _ANSWERED = "Everyone who answered", "the rest", "voices", "who-answered"
# What claims count besides people.
_THINGS = frozenset({"areas", "councils", "regions", "areas of life"})
_BASES = frozenset({"base", "wrote a comment"})
_CLAIM = frozenset({"of", "item", "group", "value", "base"})


class Issued(TypedDict):
    """By what a figure's entry is found, as in `Want`."""

    number: int | None
    slug: str
    instrument: str


def told_to_everybody(report: Report, asking: Round, region: str = "") -> None:
    """Append what a report prints to the ledger, as told to the public; claims that no entry holds are named as outside the
    proof. Raises NotPassedOn, Overtaken and LedgerBroken."""
    every = tuple(claims(report))
    wanted = {one.id: tuple(_wants(one, _Printed(report, asking, region, every))) for one in every}

    def outside(missing: tuple[Want, ...]) -> tuple[str, ...]:
        lost = frozenset(missing)
        return tuple(sorted(name for name, wants in wanted.items() if wants and lost.issuperset(wants)))

    passed_on(tuple(dict.fromkeys(one for wants in wanted.values() for one in wants)), POLICY, outside)


@dataclass(frozen=True, slots=True, eq=False)
class _Printed:
    """A report on a round, of a region or not, with all its claims."""

    report: Report
    asking: Round
    region: str
    claims: tuple[Claim, ...]

    @property
    def asked(self) -> frozenset[str]:
        """The questions whose figures it prints."""
        return frozenset(item for item, _ in self.report.asked) | {_VOICES}

    def issued_in(self, claim: Claim) -> Issued:
        """The entry that a claim's release is named by, or the round and questionnaire of figures that stood on pages."""
        if found := _ENTRY.match(claim.release):
            return {"number": int(found[1]), "slug": self.asking.slug, "instrument": self.report.source.instrument}
        if found := _STANDING.fullmatch(claim.release):
            return {"number": None, "slug": found[1], "instrument": found[2]}
        return {"number": None, "slug": self.asking.slug, "instrument": self.report.source.instrument}


def claims(report: Report) -> Iterator[Claim]:
    """Every claim of a report, once."""
    found = dict.fromkeys(_in(msgspec.to_builtins(report)))
    yield from found


def _in(thing: Any) -> Iterator[Claim]:
    if isinstance(thing, Mapping):
        if thing.keys() >= _CLAIM:
            yield msgspec.convert(thing, Claim)
            return
        thing = thing.values()
    if not isinstance(thing, str) and hasattr(thing, "__iter__"):
        for one in thing:
            yield from _in(one)


def _wants(claim: Claim, of: _Printed) -> Iterator[Want]:
    """The tables that a claim rests on."""
    issued = of.issued_in(claim)
    if claim.item == _ANSWERED and claim.unit == "people":
        group = None if "in all" in claim.of else _group(claim)
        yield Want(item="", group=group, base=int(claim.value), **issued)
    elif claim.base and claim.item in of.asked and _counts_people(claim):
        yield from _tables(claim, of, issued)


def _counts_people(claim: Claim) -> bool:
    """Whether its base is how many people a table rests on. Beside each number of people in a table its base is a claim too."""
    return claim.unit not in _THINGS and (claim.unit != "people" or claim.of in _BASES)


def _tables(claim: Claim, of: _Printed, issued: Issued) -> Iterator[Want]:
    parted = _BY.search(claim.id)
    if claim.group == _REST:
        # The rest is everybody less some people of the report, so everybody's table is told with it.
        own = {one.base for one in of.claims if one.item == claim.item and one.group != _REST and one.base}
        yield from (Want(item=claim.item, group=None, base=claim.base + base, **issued) for base in sorted(own))
    elif parted and claim.group not in {of.report.area, _ALL}:
        yield Want(item=claim.item, group=of.region or EVERYBODY, base=claim.base, by=parted[1], **issued)
    else:
        item = None if claim.item == _VOICES else claim.item
        yield Want(item=item, group=_group(claim), base=claim.base, **issued)


def _group(claim: Claim) -> str | None:
    return None if claim.group == _ALL else claim.group
