"""The figures that commentary may name: a report's claims, by section, each with its words and as it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import msgspec

from poet.instrument import Instrument, worded
from poet.report import Report
from poet.report.model import Bars, Block, Claim, Dots, Lines, Section, Table


@dataclass(frozen=True, slots=True)
class Figures:
    """The claims of one section, in the order in which they stand."""

    section: str
    title: str
    claims: tuple[Claim, ...]


def claims_of(report: Report) -> Mapping[str, Claim]:
    """Every claim of a report's text, by id."""
    return {claim.id: claim for figures in by_section(report) for claim in figures.claims}


def by_section(report: Report) -> tuple[Figures, ...]:
    """The claims of each section of the body, those of the tables last; each claim once in its section."""
    found = ((one, _claims(one)) for one in (*report.summary, *report.sections, *report.annex))
    return tuple(Figures(section.id, section.title, tuple(claims.values())) for section, claims in found if claims)


def _claims(section: Section) -> dict[str, Claim]:
    return {claim.id: claim for block in section.blocks for claim in _of(block) if _can_be_named(claim)}


def _can_be_named(claim: Claim) -> bool:
    """What a name in a commentary can hold: nothing that ends the name or breaks the line."""
    return bool(claim.id) and "}}" not in claim.id and "\n" not in claim.id and claim.id == claim.id.strip()


def _of(block: Block) -> Iterator[Claim]:
    match block:
        case Table():
            yield from (cell.claim for row in block.rows for cell in row if cell.claim)
        case Bars() | Dots() | Lines():
            yield from block.caption.claims
            rows = block.bars if isinstance(block, Bars) else block.dots if isinstance(block, Dots) else block.lines
            yield from (claim for row in rows for claim in row.claims)
        case _:
            yield from (claim for said in block.sentences for claim in said.claims)


def drawn(claim: Claim) -> str:
    """A claim as it stands in a sentence: "72%", "+12 points", "£148", "41". Rounded as the report rounds."""
    if claim.unit == "proportion":
        return f"{int(100 * claim.value + 0.5 + 1e-9)}%"
    if claim.unit == "difference":
        return f"{100 * claim.value:+.0f} points"
    plain = f"{claim.value:,.10g}" if claim.value == round(claim.value) else f"{claim.value:,.2f}"
    if claim.unit == "pounds":
        return f"£{plain}"
    return f"{plain} {claim.unit}" if claim.unit in {"months", "years", "points"} else plain


def told(claim: Claim, instrument: Instrument) -> str:
    """A claim as a list of figures offers it: what it is drawn as, of what, among how many, where."""
    item = instrument.by_id.get(claim.item)
    label = worded(item.label, instrument.variants[0]) if item else claim.item.replace("-", " ")
    if claim.comparator == "level":
        return _at_a_level(claim, label)
    among = f" of {claim.base:,}" if claim.base and claim.unit == "proportion" else ""
    return f"{label}, {claim.of}: {drawn(claim)}{among} ({claim.group})"


def _at_a_level(claim: Claim, label: str) -> str:
    """How many areas of life, the first of them named, or how many areas of the country reach a level."""
    of = claim.of.replace("the level", f"{claim.comparator_value:.0%}")
    about = f"from {label} on" if claim.unit == "areas of life" else label
    return f"{of[:1].upper()}{of[1:]}, {about}: {drawn(claim)} of {claim.base:,} ({claim.group})"


def same(one: Claim, other: Claim) -> bool:
    """Whether two makings of a claim say the same: whichever release they come from."""
    return msgspec.structs.replace(one, release="") == msgspec.structs.replace(other, release="")
