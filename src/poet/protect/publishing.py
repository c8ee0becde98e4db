"""Policies as published: files read once into frozen values, or refused with line and remedy."""

# ruff: noqa: RUF009 key() makes a field, as dataclasses.field does

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar

from poet.instrument import Refused, shapes
from poet.instrument.load import in_order, read, take_in
from poet.instrument.sentences import Found, Sentence
from poet.instrument.shapes import Drafted, key
from poet.protect.policy import ALSO_SEEN, Audience, Opening, Policy

SHELF = Path(__file__).parent / "policies"
REGISTER = "published.toml"


class Hole(Sentence):
    """A kind of fault of a policy."""

    NO_AUDIENCE = (
        "Nothing is said for {audience!r}.",
        "Add [[audiences]] with audience = {audience!r} and every figure.",
    )
    TWICE = "{audience!r} stands here a second time.", "Keep one of the two."
    NOT_WHOLE = "{key!r} is {value:g}.", "Write a whole number, {low} or more."
    CELL_OVER_BASE = (
        "A cell of {cell} people may be shown only of {base} or more people in all.",
        "Make minimum_cell no larger than minimum_base.",
    )
    SHARE = "A largest share of {value:g} is none.", "Write a number above 0 and up to 1, like 0.5."
    DECIMALS = "{value} decimals tell the counts behind a percentage.", "Write 0, 1 or 2."
    LAXER = (
        "{key!r} protects {audience!r} less than {seer!r}, who see it too.",
        "What more people see is protected at least as much: raise it, or lower the other.",
    )
    MIXED = (
        "{seer!r} are given {here}, and see what {audience!r} are given: {there}.",
        "Two ways beside one another give both away: open the same people to both in one way, or to {seer!r} exactly.",
    )


@dataclass(frozen=True, slots=True)
class DraftFor(Drafted):
    """What may be printed for one audience."""

    table: ClassVar[str] = "An audience"
    audience: Audience | None = key(shapes.one_of(Audience, "audience"), needed=True)
    minimum_base: float | None = key(shapes.number, needed=True)
    minimum_cell: float | None = key(shapes.number, needed=True)
    each_side: float | None = key(shapes.number, needed=True)
    largest_share: float | None = key(shapes.number, needed=True)
    everyone: bool | None = key(shapes.flag, needed=True)
    extremes: bool | None = key(shapes.flag, needed=True)
    model_people: float | None = key(shapes.number, needed=True)
    model_residual: float | None = key(shapes.number, needed=True)
    decimals: float | None = key(shapes.number, needed=True)
    rounding: float | None = key(shapes.number, needed=True)
    opening: Opening | None = key(shapes.one_of(Opening, "way of giving open data"))


@dataclass(frozen=True, slots=True)
class DraftPolicy(Drafted):
    """A policy file as it came."""

    table: ClassVar[str] = "A policy"
    id: str | None = key(shapes.text, needed=True)
    dated: str | None = key(shapes.text, needed=True)
    author: str | None = key(shapes.text, needed=True)
    source: str | None = key(shapes.text, needed=True)
    audiences: tuple[DraftFor, ...] = key(shapes.tables(DraftFor), needed=True, otherwise=())


# The least each whole figure may be.
_WHOLE = {
    "minimum_base": 2,
    "minimum_cell": 2,
    "each_side": 1,
    "model_people": 2,
    "model_residual": 1,
    "decimals": 0,
    "rounding": 1,
}
MOST_DECIMALS = 2


def load_policy(file: Path) -> Mapping[Audience, Policy]:
    """A policy's rule for every audience. Raises Refused with every fault found in the file."""
    return parse_policy(read(file), str(file))


def parse_policy(text: str, name: str) -> Mapping[Audience, Policy]:
    """The policy in a text; `name` is what faults call the file. Raises Refused."""
    draft, lines, digest, found = take_in(DraftPolicy, text, name)
    found += _holes(draft)
    if found:
        raise Refused(in_order(found, name, lines))
    return MappingProxyType({one.audience: _policy(draft, one, digest) for one in draft.audiences if one.audience})


@cache
def published() -> Mapping[str, Mapping[Audience, Policy]]:
    """Every policy of the shelf by its id. Raises Refused where a file is no policy."""
    files = [file for file in sorted(SHELF.glob("*.toml")) if file.name != REGISTER]
    loaded = [load_policy(file) for file in files]
    return MappingProxyType({one[Audience.PUBLIC].id: one for one in loaded})


def register() -> Mapping[str, str]:
    """The digest of each published policy by its id, as it was when it was published."""
    found = tomllib.loads((SHELF / REGISTER).read_text(encoding="utf-8"))["published"]
    return MappingProxyType({str(name): str(digest) for name, digest in found.items()})


def _policy(draft: DraftPolicy, one: DraftFor, digest: str) -> Policy:
    whole = {name: int(getattr(one, name)) for name in _WHOLE}
    return Policy(
        id=str(draft.id),
        dated=str(draft.dated),
        author=str(draft.author),
        source=str(draft.source),
        largest_share=float(one.largest_share or 0),
        everyone=bool(one.everyone),
        extremes=bool(one.extremes),
        audience=one.audience or Audience.PUBLIC,
        opening=one.opening,
        digest=digest,
        **whole,
    )


def _holes(draft: DraftPolicy) -> Iterator[Found]:
    seen: dict[Audience, DraftFor] = {}
    for one in draft.audiences:
        if one.audience in seen:
            yield Hole.TWICE.at(one.at, audience=str(one.audience))
        elif one.audience:
            seen[one.audience] = one
        yield from _bad_figures(one)
    if draft.audiences:
        missing = [audience for audience in Audience if audience not in seen]
        yield from (Hole.NO_AUDIENCE.at((), audience=str(audience)) for audience in missing)
    yield from _contradictions(seen)
    yield from _mixed(seen)


def _bad_figures(one: DraftFor) -> Iterator[Found]:
    for name, low in _WHOLE.items():
        value = getattr(one, name)
        if value is not None and (value != int(value) or value < low):
            yield Hole.NOT_WHOLE.at((*one.at, name), key=name, value=value, low=low)
    if one.decimals is not None and one.decimals > MOST_DECIMALS:
        yield Hole.DECIMALS.at((*one.at, "decimals"), value=int(one.decimals))
    if one.largest_share is not None and not 0 < one.largest_share <= 1:
        yield Hole.SHARE.at((*one.at, "largest_share"), value=one.largest_share)
    if one.minimum_cell is not None and one.minimum_base is not None and one.minimum_cell > one.minimum_base:
        yield Hole.CELL_OVER_BASE.at((*one.at, "minimum_cell"), cell=int(one.minimum_cell), base=int(one.minimum_base))


def _contradictions(seen: Mapping[Audience, DraftFor]) -> Iterator[Found]:
    """What more people see must not be protected less."""
    for seer, others in ALSO_SEEN.items():
        for audience in sorted(others):
            if seer not in seen or audience not in seen:
                continue
            for name in ("minimum_base", "minimum_cell"):
                here, there = getattr(seen[audience], name), getattr(seen[seer], name)
                if here is not None and there is not None and here < there:
                    at = (*seen[audience].at, name)
                    yield Hole.LAXER.at(at, key=name, audience=str(audience), seer=str(seer))


def _mixed(seen: Mapping[Audience, DraftFor]) -> Iterator[Found]:
    """Whoever is not told counts as they are must not be given the same people in two ways."""
    for seer, others in ALSO_SEEN.items():
        here = seen[seer].opening if seer in seen else None
        for audience in sorted(others & set(seen)):
            there = seen[audience].opening
            if here not in {None, Opening.EXACT} and there not in {None, here}:
                at = (*seen[seer].at, "opening")
                yield Hole.MIXED.at(at, seer=str(seer), here=str(here), audience=str(audience), there=str(there))


# What holds unless a round names another.
STANDARD_POLICIES = published()["standard-2026"]
STANDARD = STANDARD_POLICIES[Audience.PUBLIC]
