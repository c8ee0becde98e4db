"""Which councils somebody could know in a report: those whose it is, those it names, and those that are left over.

Every text of the report is read, in whatever sentence, label, cell, claim or alternative text it stands. Two more ways lead
to a council that is nowhere named: where answers of fewer than three councils are together they can be told apart by whoever
is one of them, and where a chart or a table names all but one, that one is what is left over.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from poet.report.model import Block, Chart, Report, Table

FEWEST_TOGETHER = 3
# Names that are words of their own too: in a sentence they count where a sentence would say a place.
WORDS_TOO = frozenset({"Reading", "Bury", "READING", "BURY"})
# What people say for short.
FOR_SHORT = {
    "Bournemouth, Christchurch and Poole": ("BCP", "Bournemouth", "Poole"),
    "Brighton and Hove": ("Brighton", "Hove"),
    "County Durham": ("Durham",),
    "Kingston upon Hull": ("Hull",),
    "Newcastle upon Tyne": ("Newcastle",),
    "Southend-on-Sea": ("Southend",),
    "St. Helens": ("St Helens",),
    "Stockton-on-Tees": ("Stockton",),
    "Stoke-on-Trent": ("Stoke",),
    "Telford and Wrekin": ("Telford",),
}
_PLACED = r"(?:(?<=\bin )|(?<=\bof )|(?<=\bfrom )|(?<=\bfor )|(?<=\bacross )|(?<=\bnear ))"
_AFTER = r"(?=(?:['’]s| Council| Borough| City| families| parents))"


@dataclass(frozen=True, slots=True)
class Identified:
    """Codes of the councils that a report names, and of those that can be worked out though it does not."""

    named: frozenset[str]
    left_over: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """Both."""
        return self.named | self.left_over


def identified(report: Report, names: Mapping[str, str], *, owner: str | None, told_of: Collection[str]) -> Identified:
    """Who can be known in a report. `names` are all councils' names by code, `owner` whose report it is, `told_of` those whose
    answers are in it."""
    find = Finder(names)
    named = find.anywhere(report) | ({owner} if owner else set())
    together = frozenset(told_of)
    few = together if owner is None and len(together) < FEWEST_TOGETHER else frozenset[str]()
    rest = {code for block in blocks(report) for code in left_over(find.anywhere(block), together)}
    return Identified(frozenset(named), (few | rest) - named)


def left_over(named: Collection[str], together: Collection[str]) -> frozenset[str]:
    """The one council of those together that a chart or table does not name, where it names all the others."""
    rest = frozenset(together) - frozenset(named)
    return rest if len(rest) == 1 and len(rest) < len(frozenset(together)) else frozenset()


def blocks(report: Report) -> Iterator[Block]:
    """Every chart and table of the report."""
    for section in (*report.summary, *report.sections, *report.annex, *report.figures):
        yield from (block for block in section.blocks if isinstance(block, Chart | Table))


class Finder:
    """Finds councils in texts, by name and by code."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.codes = {said: code for code, name in names.items() for said in _sayings(name)}
        self.codes |= {code: code for code in names}
        # The longest first: "North Somerset" is not Somerset.
        plain = sorted((said for said in self.codes if said not in WORDS_TOO), key=lambda said: (-len(said), said))
        words = sorted(said for said in self.codes if said in WORDS_TOO)
        # A name may end in a bracket: "Dorset (county council until 2019)" is not Dorset.
        parts = [rf"\b(?:{'|'.join(map(re.escape, plain))})(?!\w)"] * bool(plain) + [r"\bE\d{8}\b"]
        parts += [rf"{_PLACED}{said}\b|\b{said}{_AFTER}" for said in words]
        self.pattern = re.compile("|".join(f"(?:{part})" for part in parts))
        self.known = frozenset(names)

    def in_text(self, text: str) -> set[str]:
        """The codes of those that a text names."""
        if text in self.codes:
            return {self.codes[text]}
        found = (match.group() for match in self.pattern.finditer(" ".join(text.split())))
        return {self.codes.get(said, said) for said in found} & self.known

    def anywhere(self, thing: Report | Block) -> set[str]:
        """The codes of those that any text in a report, or in a part of it, names."""
        return {code for text in set(texts(msgspec.to_builtins(thing))) for code in self.in_text(text)}


def _sayings(name: str) -> Iterator[str]:
    """A council's name as it is listed, as it is said for short, and in capitals."""
    for said in (name, *FOR_SHORT.get(name, ())):
        yield said
        yield said.upper()


def texts(thing: Any) -> Iterator[str]:
    """Every text in what `msgspec.to_builtins` gives."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from texts(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from texts(value)
