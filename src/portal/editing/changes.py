"""What later figures changed: claims by their id, sentences that stopped being true, and commentary that rests on either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from poet.proofread.support import unsupported
from poet.report import Report
from poet.report.model import Claim
from poet.report.register import Kind, Part, Register, register
from portal.editing.commentary import parts
from portal.editing.figures import claims_of, same


@dataclass(frozen=True, slots=True)
class Changed:
    """A claim that says something else now; `after` None where it is gone, `before` None where it is new."""

    before: Claim | None
    after: Claim | None

    @property
    def claim(self) -> Claim:
        """Either of them."""
        found = self.after or self.before
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Resting:
    """A sentence of a section's commentary with figures that changed or are gone."""

    section: str
    sentence: str
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that one making changed beside the one before."""

    claims: tuple[Changed, ...]
    untrue: tuple[str, ...]
    resting: tuple[Resting, ...]


def changes(before: Report, after: Report, commentary: Mapping[str, str]) -> Changes:
    """What changed between two makings of a report; `commentary` is what people wrote, by section."""
    old, new = claims_of(before), claims_of(after)
    names = dict.fromkeys((*old, *new))
    found = {name: Changed(old.get(name), new.get(name)) for name in names if not _same(old.get(name), new.get(name))}
    return Changes(tuple(found.values()), tuple(_untrue(before, new)), tuple(_resting(commentary, found, new)))


def _same(one: Claim | None, other: Claim | None) -> bool:
    return one is not None and other is not None and same(one, other)


def _untrue(before: Report, claims: Mapping[str, Claim]) -> Iterator[str]:
    """The sentences of the earlier making that today's claims do not bear out: a number, or a word whose rule no longer
    holds."""
    was = register(before)
    said = tuple(one for one in was.statements if one.kind is Kind.SENTENCE and one.part is Part.BODY and one.claims)
    now = tuple(claim for claim in claims.values())
    yield from dict.fromkeys(
        fault.said for fault in unsupported(Register(was.report, was.area, "", said, now, was.literals))
    )


def _resting(
    commentary: Mapping[str, str], changed: Mapping[str, Changed], claims: Mapping[str, Claim]
) -> Iterator[Resting]:
    for section, text in commentary.items():
        for said in (said for part in parts(text) for said in part.sentences):
            found = tuple(changed[name] for name in dict.fromkeys(said.named) if name in changed)
            if found:
                yield Resting(section, said.words(claims).text, found)
