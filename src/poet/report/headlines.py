"""The shortest form of the findings: fractions in words with their figures, strongest and weakest first."""

from __future__ import annotations

from collections.abc import Iterator

from poet.instrument import Side
from poet.measure import Estimate, favourable, unfavourable
from poet.protect import OptionTable
from poet.report import words
from poet.report.claims import claim
from poet.report.model import Block, Note, Points, Section, Words
from poet.report.pictures import policy_claim
from poet.report.rules import rules, weight
from poet.report.scope import Scope
from poet.report.sentences import Found, answer_words, shown

MOST = 5


def headlines(scope: Scope) -> Iterator[Section]:
    """Key outcomes, and what to look at more closely."""
    tables = judged(scope)
    if not shown(tables, favourable):
        yield nothing_yet(scope, "headlines", "Headlines")
        return
    yield Section("key-outcomes", "Key outcomes", (Points(tuple(strongest(scope, tables))),))
    closer = tuple(weakest(scope, tables))
    if closer:
        yield Section("looking-closer", "Looking more closely", (Points(closer),))


def judged(scope: Scope) -> tuple[OptionTable, ...]:
    """The tables of judged questions, in the questionnaire's order."""
    return tuple(scope.option_tables([item for item in scope.instrument.items if item.judged]))


def are_shown(scope: Scope) -> bool:
    """Whether a favourable share of any question is shown."""
    return bool(shown(judged(scope), favourable))


def nothing_yet(scope: Scope, section: str, title: str) -> Section:
    """What stands where there are too few answers, and what would unlock it."""
    text = f"There are too few answers yet: {scope.policy.minimum_base} or more are needed."
    blocks: tuple[Block, ...] = (Note((Words(text, (policy_claim(scope),)),)),)
    return Section(section, title, blocks)


def strongest(scope: Scope, tables: tuple[OptionTable, ...]) -> Iterator[Words]:
    """The questions that most people answered favourably."""
    return told(scope, shown(tables, favourable), Side.FAVOURABLE)


def weakest(scope: Scope, tables: tuple[OptionTable, ...]) -> Iterator[Words]:
    """The questions that a significant minority or more answered unfavourably."""
    found = shown(tables, unfavourable)
    return told(scope, tuple(pair for pair in found if pair[1].value >= notable()), Side.UNFAVOURABLE)


def notable() -> float:
    """The share (0-1) of unfavourable answers from which a question is one to look at more closely."""
    return next(band.low for band in rules().weight if band.words == "a significant minority")


def told(scope: Scope, found: Found, side: Side) -> Iterator[Words]:
    """A sentence each on the strongest of what was found: how many answered on this side, and to what."""
    best = sorted(found, key=lambda pair: (-pair[1].value, pair[0].id))[:MOST]
    for item, estimate in best:
        asked = answer_words(scope, item, side)
        share = f"{spoken(estimate)} ({words.percent(estimate)})"
        yield Words(f"{scope.label(item)}: {share} answered {asked}.", (claim(scope, item, estimate),))


def spoken(estimate: Estimate) -> str:
    """The share in words: its fraction where it lies in the band of one, else its weight."""
    return words.fraction(estimate.value) or weight(estimate.value)
