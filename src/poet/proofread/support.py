"""Whether each statement is borne out by its own claims: every number, fraction and word of comparison in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from poet.measure import CONFIDENCE
from poet.proofread import words
from poet.proofread.fault import Fault
from poet.proofread.figures import given, held
from poet.report.model import Claim
from poet.report.register import Kind, Register, Statement
from poet.report.rules import rules

_MEASURED = frozenset({Kind.SENTENCE, Kind.QUOTE, Kind.ALT, Kind.ROW, Kind.GRID, Kind.CELLS})
_QUOTED = re.compile("“[^”]*”")


def unsupported(register: Register) -> Iterator[Fault]:
    """The faults of the register itself."""
    claims = {claim.id: claim for claim in register.claims}
    for statement in register.statements:
        if statement.kind not in _MEASURED:
            continue
        known = [claims[name] for name in statement.claims if name in claims]
        if len(known) < len(statement.claims):
            yield Fault(words.NO_CLAIM, " ".join(statement.pieces))
        yield from _statement(statement, known, register.literals)


def _statement(statement: Statement, claims: Sequence[Claim], literals: Sequence[str]) -> Iterator[Fault]:
    said = " ".join(statement.pieces)
    text = without(said, literals)
    numbers = frozenset[str]().union(*map(given, claims))
    for number in held(_without_bands(text)):
        if number not in numbers:
            yield Fault(words.NUMBER_NOT_SUPPORTED.format(number=number), said)
    if statement.kind in {Kind.SENTENCE, Kind.ALT}:
        plain = _QUOTED.sub(" ", text)
        yield from (Fault(what, said) for what in _spoken(plain, claims))
        yield from (Fault(what, said) for what in _compared(plain, claims))


def without(text: str, literals: Sequence[str]) -> str:
    """The text without names and answers that hold digits or telling words of their own."""
    for literal in literals:
        if literal.casefold() in text.casefold():
            text = re.sub(re.escape(literal), " ", text, flags=re.IGNORECASE)
    return text


def _without_bands(text: str) -> str:
    """The text without its spoken fractions, whose number words are no counts."""
    for band in rules().fraction:
        text = re.sub(re.escape(band.words), " ", text, flags=re.IGNORECASE)
    return text


def _spoken(text: str, claims: Sequence[Claim]) -> Iterator[str]:
    """Spoken fractions and weights that no claim lies in the band of; longer words first, as one may hold another."""
    bands = sorted((*rules().fraction, *rules().weight, *rules().easy), key=lambda band: -len(band.words))
    for band in bands:
        found = re.compile(rf"\b{re.escape(band.words)}\b", re.IGNORECASE)
        if found.search(text):
            text = found.sub(" ", text)
            if not any(claim.unit == "proportion" and band.holds(claim.value) for claim in claims):
                yield words.FRACTION_NOT_SUPPORTED.format(words=band.words)


def _compared(text: str, claims: Sequence[Claim]) -> Iterator[str]:
    for word in compared(text):
        if not any(_supports(claim, rules().comparison[word]) for claim in claims):
            yield words.COMPARISON_NOT_SUPPORTED.format(word=word)


def compared(text: str) -> list[str]:
    """The words of comparison in a text."""
    known: Mapping[str, int] = rules().comparison
    return [word for word in re.findall(r"[a-z]+", text.casefold()) if word in known]


def _supports(claim: Claim, direction: int) -> bool:
    tested = claim.test is not None and claim.adjusted_p is not None and claim.adjusted_p < 1 - CONFIDENCE
    return tested and claim.value * direction > 0
