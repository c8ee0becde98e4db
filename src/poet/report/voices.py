"""As others see it: one area of life as each kind of people answered its own question, and whether they agree; a chart, and the
table behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from poet.compare import Agreement, Between, Triangulation, triangulated
from poet.measure import Estimate
from poet.protect import OptionTable
from poet.report import pictures, texts, words
from poet.report.change_claims import margin_claim
from poet.report.claims import claim_number, claim_share
from poet.report.model import Cell, Claim, Dot, Dots, Paragraph, Section, Shape, Table, Words
from poet.report.rules import rules
from poet.report.scope import Other, Scope

_TABLE = "voices-table"


class Area(msgspec.Struct, frozen=True):
    """An area of life, and which question of each questionnaire is about it."""

    of: str
    voices: Mapping[str, str]


class _File(msgspec.Struct, frozen=True):
    area: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """What several kinds of people said of one area of life: who they are by the names of their answers' releases."""

    area: Area
    found: Triangulation
    releases: Mapping[str, str]


@cache
def areas() -> tuple[Area, ...]:
    """The areas of life that stand beside this module."""
    return msgspec.toml.decode(files("poet.report").joinpath("voices.toml").read_bytes(), type=_File).area


def voices(scope: Scope) -> Iterator[Section]:
    """The chapter: what is seen alike and what is not, as a chart; nothing where nobody else was asked."""
    heard = tuple(_heard(scope))
    if heard:
        how = Words(texts.VOICES_HOW.format(points=f"{margin_claim(scope).value:.0f}"), (margin_claim(scope),))
        yield Section("voices", texts.VOICES, (Paragraph((how,)), _chart(scope, heard)))


def voices_tables(scope: Scope) -> Iterator[Section]:
    """The table behind the chart."""
    rows = tuple(row for one in _heard(scope) for row in _rows(scope, one))
    if rows:
        table = Table(_TABLE, 0, texts.VOICES_TABLE, texts.VOICES_HEAD, rows)
        yield Section("voices-tables", texts.VOICES_TABLES, (table,))


def _chart(scope: Scope, heard: Sequence[Heard]) -> Dots:
    finding = _finding(scope, heard)
    here, there = texts.VOICES_LEGEND
    dots = tuple(dot for one in heard for dot in _dots(scope, one))
    alt = pictures.alt(finding)
    return Dots("voices-chart", 0, finding, alt, dots, here=here, there=there, table=_TABLE, shape=Shape.GROUPS)


def _dots(scope: Scope, one: Heard) -> Iterator[Dot]:
    """A point a voice under the area of life; the first one says whether they agree."""
    under, verdict = words.sentence_case(one.area.of), texts.VOICES_WORDS[one.found.verdict]
    for place, (who, found) in enumerate(one.found.voices.items()):
        label, said = words.sentence_case(who), "" if place else verdict
        if not isinstance(found, Estimate):
            why, known = words.withheld(found.why, scope.policy), (pictures.policy_claim(scope),)
            yield Dot(label, pictures.NO_BASE, withheld=why, claims=known, under=under, verdict=said)
            continue
        base, share, known = pictures.based(found.base), words.percent(found), (_share(scope, one, who, found),)
        low, high = found.interval.low, found.interval.high
        yield Dot(label, base, found.value, low, high, text=share, claims=known, under=under, verdict=said)


def _heard(scope: Scope) -> Iterator[Heard]:
    own = Other(scope.protected, scope.about.release)
    for area in areas():
        if scope.instrument.id not in area.voices:
            continue
        asked = [one for one in (own, *scope.voices) if one.protected.instrument.id in area.voices]
        tables = {one.protected.instrument.respondents: table for one in asked if (table := _table(scope, one, area))}
        found = triangulated(tables, rules().change.margin) if len(tables) > 1 else None
        if isinstance(found, Triangulation) and scope.instrument.respondents in tables:
            yield Heard(area, found, {one.protected.instrument.respondents: one.release for one in asked})


def _table(scope: Scope, one: Other, area: Area) -> OptionTable | None:
    whose = one.protected
    tables = whose.whole if scope.group is None else whose.groups.get(scope.group, {})
    found = tables.get(area.voices[whose.instrument.id])
    return found if isinstance(found, OptionTable) and found.item.judged else None


def _finding(scope: Scope, heard: Sequence[Heard]) -> Words:
    """How many areas of life are seen alike, otherwise, or so that it cannot be said; by name where they are not alike."""
    claims = [
        claim_number(
            scope, "voices", "areas of life that several kinds of people see", len(heard), unit="areas of life"
        )
    ]
    parts: list[str] = []
    for verdict, text in texts.VOICES_SAID.items():
        here = [one for one in heard if one.found.verdict == verdict]
        if here:
            named = f" ({words.listed([one.area.of for one in here])})" if verdict != Agreement.CANNOT_SAY else ""
            parts.append(f"{text.format(many=words.counted(len(here), len(heard)))}{named}")
            claims.append(claim_number(scope, "voices", f"areas of life: {verdict}", len(here), unit="areas of life"))
            claims += [_between(scope, one, pair) for one in here for pair in one.found.between]
    if len(heard) == 1:
        return Words(texts.VOICES_ONE[heard[0].found.verdict].format(name=heard[0].area.of), tuple(claims))
    head = texts.VOICES_OF.format(many=words.areas_of_life(len(heard)))
    return Words(f"{head}: {'; '.join(parts)}.", tuple(claims))


def _rows(scope: Scope, one: Heard) -> Iterator[tuple[Cell, ...]]:
    for place, (who, found) in enumerate(one.found.voices.items()):
        said = "" if place else texts.VOICES_WORDS[one.found.verdict]
        label = Cell(f"{words.sentence_case(one.area.of)}: {who}")
        if not isinstance(found, Estimate):
            yield label, Cell("[c]"), Cell("[c]"), Cell("[c]"), Cell(said)
            continue
        known = _share(scope, one, who, found)
        yield (
            label,
            Cell(f"{found.base:,}", found.base, claim=known),
            Cell(words.percent(found), found.value, percent=True, claim=known),
            Cell(words.limits(found), claim=known),
            Cell(said),
        )


def _share(scope: Scope, one: Heard, who: str, found: Estimate) -> Claim:
    """The claim of one voice's share, under the release that its answers were issued in."""
    of, name = f"favourable, {who} on {one.area.of}", f"voices/{one.area.of}/{who}"
    return claim_share(found, of=of, item="voices", group=scope.name, name=name, release=one.releases[who])


def _between(scope: Scope, one: Heard, pair: Between) -> Claim:
    """The claim of how far two voices lie apart."""
    first, second = pair.voices
    here = one.found.voices[first]
    return Claim(
        of=f"favourable on {one.area.of}, {first} minus {second}",
        item="voices",
        group=scope.name,
        value=pair.value,
        base=here.base if isinstance(here, Estimate) else 0,
        low=pair.interval.low,
        high=pair.interval.high,
        unit="difference",
        method="newcombe",
        id=f"voices/{one.area.of}/{first} minus {second}",
        release=scope.about.release,
    )
