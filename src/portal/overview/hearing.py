"""Who are we not hearing? What an area's pages tell of those who answered, beside the published caseload."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from poet.associate.hearing import Representativeness, representativeness
from poet.protect import Behind, OptionTable, Part, Policy, Protected, Shown, Withheld, let_out
from portal.caseloads.caseload import Caseload
from portal.caseloads.models import Attribute, Counts
from portal.overview.tens import tens

TABLE = Path(__file__).with_name("hearing.toml")
# What publishers part a caseload by.
PUBLISHED = {
    Counts.PLANS: (Attribute.AGE, Attribute.NEED, Attribute.SETTING),
    Counts.ADULTS: (Attribute.AGE, Attribute.NEED),
    Counts.CARERS: (Attribute.AGE, Attribute.NEED),
}


@dataclass(frozen=True, slots=True)
class Match:
    """Answers (codes) of one question, and the caseload's groups they stand for; `parts` whether both part people, `tens`
    whether the answers are told in tens."""

    attribute: str
    item: str
    groups: tuple[tuple[frozenset[str], frozenset[str]], ...]
    parts: bool
    about: str
    tens: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One group: how many people of it answered as the pages show it (None: not told), how many there are (None: not
    known), and the shares of both (whole per cent)."""

    label: str
    answered: int | None
    caseload: int | None
    share_answered: int | None
    share_caseload: int | None

    @property
    def gap(self) -> int | None:
        """How many points the answers are above or below the caseload."""
        if self.share_answered is None or self.share_caseload is None:
            return None
        return self.share_answered - self.share_caseload


@dataclass(frozen=True, slots=True)
class Heard:
    """One attribute: its rows, and how alike the groups answered, where every group is told."""

    match: Match
    rows: tuple[Row, ...]
    alike: Representativeness | None


class Lack(Enum):
    """Why nothing stands beside the caseload."""

    NOBODY_COUNTS = "nobody publishes how many there are"
    NOT_ASKED = "the questionnaire does not ask it"
    NOT_LOADED = "no published figures are loaded"
    TOO_FEW = "too few have answered"


@cache
def matches(form: str) -> tuple[Match, ...]:
    """What is known of a questionnaire."""
    said = tomllib.loads(TABLE.read_text(encoding="utf-8"))["forms"].get(form, [])
    return tuple(
        Match(
            one["attribute"],
            one["item"],
            tuple(_groups(one)),
            one.get("parts", True),
            one.get("about", ""),
            one.get("tens", False),
        )
        for one in said
    )


def _groups(one: dict[str, object]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    same, groups = one.get("same", []), one.get("groups", {})
    assert isinstance(same, list)
    assert isinstance(groups, dict)
    yield from ((frozenset({code}), frozenset({code})) for code in same)
    yield from ((frozenset(codes.split()), frozenset(counts)) for codes, counts in groups.items())


def heard(tables: Protected, area: str, form: str, caseload: Caseload) -> tuple[Heard, ...]:
    """Each attribute that the questionnaire asks for, as the area's pages tell it."""
    found = []
    for match in matches(form):
        table = tables.groups.get(area, {}).get(match.item)
        if isinstance(table, OptionTable):
            found.append(_heard(match, table, caseload, tables.policy))
    return tuple(found)


def lacking(
    form: str, asked: Collection[str], counts: Counts | None, caseload: Caseload, found: Collection[Heard]
) -> tuple[tuple[Attribute, Lack], ...]:
    """What a caseload is parted by and cannot be compared, with why; `asked` are the questions (their ids) that were asked."""
    if counts is None:
        return ((Attribute.WHOLE, Lack.NOBODY_COUNTS),)
    told = {one.match.attribute for one in found}
    stands_for = {one.attribute for one in matches(form) if one.item in asked}
    return tuple(
        (attribute, _why(attribute, stands_for, caseload)) for attribute in PUBLISHED[counts] if attribute not in told
    )


def _why(attribute: Attribute, stands_for: Collection[str], caseload: Caseload) -> Lack:
    if attribute not in stands_for:
        return Lack.NOT_ASKED
    return Lack.TOO_FEW if caseload.groups.get(attribute) else Lack.NOT_LOADED


def _heard(match: Match, table: OptionTable, caseload: Caseload, policy: Policy) -> Heard:
    there = {group.code: group.people for group in caseload.groups.get(match.attribute, ())}
    exact = [_said(table, codes) for codes, _ in match.groups]
    said = [tens(Shown(one)) if match.tens and one is not None else one for one in exact]
    known = [_known(there, counts) for _, counts in match.groups]
    base = table.base.value if isinstance(table.base, Shown) else None
    answered = tens(table.base) if match.tens else base
    told = sum(one for one in said if one is not None) if match.parts and None not in said else answered
    people = sum(one for one in known if one is not None) or None
    rows = tuple(
        Row(_label(table, codes), one, count, _percent(one, told), _percent(count, people))
        for (codes, _), one, count in zip(match.groups, said, known, strict=True)
    )
    return Heard(match, rows, _alike(rows, policy) if match.parts else None)


def _said(table: OptionTable, codes: frozenset[str]) -> int | None:
    """How many gave one of these answers, if the table tells exactly that."""
    inside: list[Part] = [part for part in table.parts if set(part.codes) <= codes]
    if {code for part in inside for code in part.codes} != codes & {one.code for one in table.item.options}:
        return None
    counts = [part.count.value for part in inside if isinstance(part.count, Shown)]
    return sum(counts) if inside and len(counts) == len(inside) else None


def _known(there: dict[str, int | None], counts: frozenset[str]) -> int | None:
    told = [there[code] for code in counts if code in there]
    known = [one for one in told if one is not None]
    return sum(known) if known and len(known) == len(told) else None


def _label(table: OptionTable, codes: frozenset[str]) -> str:
    return " or ".join(option.text for option in table.item.options if option.code in codes)


def _percent(count: int | None, base: int | None) -> int | None:
    return None if count is None or not base else round(100 * count / base)


def _alike(rows: tuple[Row, ...], policy: Policy) -> Representativeness | None:
    """How alike the groups answered, let out as any model's result is."""
    pairs = [(row.answered, row.caseload) for row in rows if row.answered is not None and row.caseload]
    if len(pairs) < max(2, len(rows)):
        return None
    found = representativeness([one for one, _ in pairs], [count for _, count in pairs])
    if not isinstance(found, Representativeness):
        return None
    behind = Behind(found.people, found.people, found.people - len(pairs))
    out = let_out("who is heard, against the caseload", found, behind, policy)
    return None if isinstance(out, Withheld) else found
