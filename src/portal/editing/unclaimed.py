"""What keeps a commentary from being signed: every number, fraction and word of comparison that no inserted claim says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from poet.proofread.support import unsupported
from poet.report.model import Claim, Words
from poet.report.register import Kind, Part, Register, Statement
from portal.editing import words
from portal.editing.commentary import Said, parts

# Numbers and fractions as words. "One" counts only where it counts something, "third" and "half" not in their set phrases.
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SPELLED = re.compile(
    r"\b(?:zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    rf"|(?:{_TENS})(?:-\w+)?|hundreds?|thousands?|millions?|billions?|dozens?|one (?=of\b|in\b|out\b|person\b)"
    r"|half(?![- ]term)|halves|halved|thirds?(?![- ](?:part|sector))|quarters?|(?:fif|six|seven|eigh|nin|ten)ths?"
    r"|twice|doubled?|treble[ds]?|tripled?|per ?cent(?:age)?|none of (?:the|these)\b)",
    re.IGNORECASE,
)
# What may stand around a number and is no part of it.
_AROUND = "()[]{}<>\"'“”‘’«».,;:!?…*_"


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """What is in the way: in which section, in which sentence, which words, and what to do about it."""

    section: str
    sentence: str
    found: str
    why: str


def unclaimed(commentary: Mapping[str, str], claims: Mapping[str, Claim]) -> tuple[Unclaimed, ...]:
    """Everything in the way, section by section. `commentary` is text by section, `claims` the report's own by id."""
    return tuple(
        fault
        for section, text in commentary.items()
        for part in parts(text)
        for said in part.sentences
        for fault in _faults(section, said, claims)
    )


def _faults(section: str, said: Said, claims: Mapping[str, Claim]) -> Iterator[Unclaimed]:
    told = said.words(claims)
    for number in numbers(said.plain):
        yield Unclaimed(section, told.text, number, words.INSERT_IT)
    for name in said.named:
        if name not in claims:
            yield Unclaimed(section, told.text, name, words.CLAIM_GONE)
    for fault in _not_borne_out(said, told):
        yield Unclaimed(section, told.text, fault, words.NOT_BORNE_OUT)


def numbers(text: str) -> Sequence[str]:
    """The numbers of a text in any script, those in words among them: inside quotation marks too."""
    digits = [found.strip(_AROUND) for found in text.split() if any(mark.isnumeric() for mark in found)]
    return [*digits, *(found.group().strip() for found in _SPELLED.finditer(text))]


def _not_borne_out(said: Said, told: Words) -> Iterator[str]:
    """What the words say and their claims do not: weights out of their band, comparisons without a test. What is said in
    quotation marks is said too; numbers have been told already."""
    kept = (part for part in said.plain.split() if not any(mark.isnumeric() for mark in part))
    text = _SPELLED.sub(" ", " ".join(kept)).replace("“", " ").replace("”", " ")
    statement = Statement(Kind.SENTENCE, Part.BODY, (text,), tuple(claim.id for claim in told.claims))
    for fault in unsupported(Register("", None, "", (statement,), told.claims, ())):
        yield fault.what
