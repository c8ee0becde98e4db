"""How a figure was made, in a line: what a reader finds who follows a sentence to its claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from poet.report.model import Block, Chart, Claim, Report, Table, Words
from poet.report.words import isolated, points

SURE = 0.001
METHODS = {
    "wilson": "by Wilson's method",
    "newcombe": "by Newcombe's method",
    "funnel": "where chance alone may put it",
}
LEVEL = "level"
# What is counted over several questions: the one whose chart it stands at is named in no such note.
OF_SEVERAL = frozenset({"areas of life", "questions", "rounds"})


def made(claim: Claim, asked: Mapping[str, str]) -> str:
    """The claim in words: what, whose, its value, its base, its interval and its test. `asked` are the questions' words
    by their ids; a claim about no question needs none."""
    parts = [_figure(claim, claim.value)]
    if claim.base and claim.unit != "people":
        parts.append(f"of {claim.base:,}")
    if claim.low is not None and claim.high is not None:
        parts.append(f"(interval {_figure(claim, claim.low)} to {_figure(claim, claim.high)}{_by(claim)})")
    if claim.comparator_value is not None:
        share = f"{claim.comparator_value:.0%}"
        parts.append(
            f"(the level is {share})"
            if claim.comparator == LEVEL
            else f"beside {isolated(claim.comparator or '')}: {share}"
        )
    if claim.test and claim.adjusted_p is not None:
        p = f"under {SURE}" if claim.adjusted_p < SURE else f"{claim.adjusted_p:.3f}"
        parts.append(f"p {p} ({claim.test})")
    question = f"{asked[claim.item]}: " if claim.item in asked and claim.unit not in OF_SEVERAL else ""
    return f"{question}“{claim.of}”, {isolated(claim.group)}: {' '.join(parts)}."


def _by(claim: Claim) -> str:
    """By whose method the interval was worked out, in people's words."""
    said = METHODS.get(claim.method or "", claim.method or "")
    return f", {said}" if said else ""


def _figure(claim: Claim, figure: float) -> str:
    if claim.unit == "proportion":
        return f"{int(100 * figure + 0.5 + 1e-9)}%" if figure is claim.value else f"{figure:.0%}"
    if claim.unit == "difference":
        return f"{points(figure)} points"
    plain = f"{figure:,.10g}" if figure == round(figure) else f"{figure:,.2f}"
    return f"£{plain}" if claim.unit == "pounds" else f"{plain} {claim.unit}"


def sentences(report: Report) -> Iterator[Words]:
    """Every sentence and caption of the report that rests on claims, in order."""
    for section in (*report.summary, *report.sections):
        for block in section.blocks:
            yield from (words for words in _said(block) if words.claims)


def _said(block: Block) -> tuple[Words, ...]:
    if isinstance(block, Table):
        return ()
    return (block.caption,) if isinstance(block, Chart) else block.sentences
