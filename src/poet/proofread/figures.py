"""Which numbers a claim gives, as they may stand in print, and which numbers a text holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from poet.report.making import SURE
from poet.report.model import Claim

NUMBER = re.compile(r"(?<![\w.,-])[+−-]?£?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?%)?")
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
# "One" and "none" are also plain words: they count as numbers only where they count something.
NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|(?:one|none)(?= of (?:the|these)\b))\b", re.IGNORECASE
)
_QUOTED = re.compile("“[^”]*”")


def held(text: str) -> Iterator[str]:
    """The numbers of a sentence, those written as words among them; an answer's own words in quotation marks aside."""
    plain = _QUOTED.sub(" ", text)
    yield from (bare(found) for found in NUMBER.findall(plain))
    yield from (found.casefold() for found in NUMBER_WORD.findall(plain))


def bare(number: str) -> str:
    """A printed number without what only dresses it."""
    return number.replace("£", "").replace(",", "").replace(" ", "").replace("−", "-")


def given(claim: Claim) -> frozenset[str]:
    """Every number that the claim may be printed as, bare."""
    return frozenset(_given(claim))


def _given(claim: Claim) -> Iterator[str]:
    if claim.base:
        yield from _plain(claim.base)
    if claim.comparator_value is not None:
        yield _percent(claim.comparator_value)
        yield f"{claim.comparator_value:.0%}"
    figures = [figure for figure in (claim.value, claim.low, claim.high) if figure is not None]
    if claim.adjusted_p is not None:
        yield from (f"{claim.adjusted_p:.3f}", f"{SURE}")
    if claim.unit == "proportion":
        yield _percent(claim.value)
        yield from (f"{figure:.0%}" for figure in figures)
        yield from _plain(round(claim.value * claim.base))
    elif claim.unit == "difference":
        for figure in figures:
            yield from (f"{100 * figure:+.0f}", f"{abs(100 * figure):.0f}")
    else:
        yield from _plain(claim.value)


def _percent(share: float) -> str:
    """Halves up, as people round; a share is a ratio of whole numbers, so that its own last digits do not count."""
    return f"{int(100 * share + 0.5 + 1e-9)}%"


def _plain(figure: float) -> Iterator[str]:
    yield f"{figure:.10g}"
    yield f"{figure:.2f}"
    if figure == int(figure) and 0 <= figure < len(_SMALL):
        yield _SMALL[int(figure)]
