"""How figures are said: percentages, numbers, lists, and fractions that never leave their band."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from poet.instrument import Unit
from poet.measure import Estimate
from poet.protect import Policy, Why
from poet.report.rules import rules

# Each spoken fraction with the proportions it may stand for; 43 % is not "around a third".
BANDS: tuple[tuple[str, float, float], ...] = tuple((band.words, band.low, band.high) for band in rules().fraction)
SMALL_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def whole_percent(count: int, base: int) -> int:
    """count / base as a whole percentage, halves up, worked out in whole numbers so that 12.5 % is always 13 %."""
    return (200 * count + base) // (2 * base)


def percent(estimate: Estimate) -> str:
    """The estimate as printed: "78%"."""
    return f"{whole_percent(estimate.count, estimate.base)}%"


def points(share: float) -> str:
    """A difference of shares in points as printed: "+12"; what rounds to nought has no sign."""
    said = f"{100 * share:+.0f}"
    return said if said not in {"+0", "-0"} else "0"


def limits(estimate: Estimate) -> str:
    """The interval as printed: "67% to 86%"."""
    return f"{estimate.interval.low:.0%} to {estimate.interval.high:.0%}"


def fraction(value: float) -> str | None:
    """The spoken fraction whose band holds the value, if one does."""
    return next((name for name, low, high in BANDS if low <= value <= high), None)


def number(count: int) -> str:
    """Small numbers as words, larger ones with thousands commas."""
    return SMALL_NUMBERS[count] if count < len(SMALL_NUMBERS) else f"{count:,}"


def so_many(some: int, every: int, of: str = "of ") -> str:
    """Some of so many, as a sentence says it: "three of five", "all five" where none is missing, and "both" of two."""
    return _every(every) if some == every else f"{number(some)} {of}{number(every)}"


def counted(some: int, every: int) -> str:
    """Some of what a sentence has named the number of before: "three", "all five" where none is missing, and "both" of two."""
    return _every(every) if some == every > 1 else number(some)


def _every(count: int) -> str:
    return "both" if count == 2 else f"all {number(count)}"


def areas_of_life(count: int) -> str:
    """So many areas of life, as a sentence says it."""
    return f"{number(count)} area{'' if count == 1 else 's'} of life"


def isolated(name: str) -> str:
    """A name as it stands among other words: one that is written from right to left moves no number that stands beside it."""
    leftwards = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in name)
    return f"\u2068{name}\u2069" if leftwards else name


def people(count: int, respondents: str) -> str:
    """How many answered, at the head of a sentence: "72 parents and carers"."""
    return f"{count:,} {respondents}"


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def sentence_case(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def quoted(text: str) -> str:
    """An answer's own words in a sentence."""
    return f"“{text[:1].lower() + text[1:]}”"


def measured(value: float, unit: Unit | None) -> str:
    """A figure in its unit: "£148", "22 months", "11 years"."""
    plain = f"{value:,.10g}" if value == round(value) else f"{value:,.2f}"
    if unit is Unit.POUNDS:
        return f"£{plain}"
    if unit in {Unit.YEARS, Unit.MONTHS}:
        return f"{plain} {unit}" if value != 1 else f"{plain} {str(unit).removesuffix('s')}"
    return plain


def withheld(why: Why, policy: Policy) -> str:
    """Why a figure is not shown, and what would unlock it."""
    base = policy.minimum_base
    return {
        Why.FEW_ANSWERS: f"Not shown: too few answers, here or beside it. It takes {base}. More answers unlock it.",
        Why.TOO_TELLING: "Not shown: it would tell too much about a few people. More answers unlock it.",
        Why.DOMINANCE: "Not shown: it would point at one person's answer.",
        Why.JOINED: "Not shown by itself: it is told together with others.",
        Why.NOT_TOLD: "Not shown: these readers are not told this figure.",
        Why.IN_REPORTS: "Not shown here: not everybody was asked this. Reports tell it where enough answered.",
        Why.NOT_ASKED: "Not shown: this question has no such answer.",
        Why.FEW_FOR_MODEL: f"Not shown: {policy.model_people} or more people are needed for this. More answers unlock it.",
    }[why]
