"""The report's own sentences, each tested on unrounded values and never at odds with a figure printed beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from poet.compare import Beside
from poet.instrument import Item, Side
from poet.measure import Estimate, favourable, share, unfavourable
from poet.protect import OptionTable, Shown, Withheld, minus, on_side
from poet.report import words
from poet.report.claims import SIGNIFICANT, adjusted_p, claim, claim_beside, claim_level, claim_number, claim_rest
from poet.report.model import Claim, Words
from poet.report.scope import Scope

FEW_AREAS = 3
LONGEST_LIST = 6
HIGH_LEVELS = (0.9, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)
LOW_LEVELS = (0.1, 0.15, 0.2, 0.05)
NEUTRAL_LEVELS = (0.33, 0.4, 0.25)

_WHERE_TOLD = " where that share may be shown"

Found = tuple[tuple[Item, Estimate], ...]
_Besides = Sequence[tuple[Item, Beside]]


@dataclass(frozen=True, slots=True)
class Level:
    """Which of the items reach a level (unrounded), and which do not."""

    level: float
    reached: Found
    others: Found


def at_level(found: Found, level: float) -> Level:
    """The items whose unrounded value is at least `level`, and the others."""
    reached = tuple(pair for pair in found if pair[1].value >= level)
    return Level(level, reached, tuple(pair for pair in found if pair not in reached))


def is_plain(found: Level) -> bool:
    """Whether no printed figure contradicts the level: 79.6 % prints as 80 % yet is not "at least 80 %"."""
    printed = [words.whole_percent(estimate.count, estimate.base) for _, estimate in found.others]
    return all(figure < 100 * found.level for figure in printed)


def shown(tables: Sequence[OptionTable], of: Callable[[OptionTable], object]) -> Found:
    """The items whose figure may be shown, with it."""
    pairs = ((table.item, of(table)) for table in tables)
    return tuple((item, estimate) for item, estimate in pairs if isinstance(estimate, Estimate))


def answer_words(scope: Scope, item: Item, side: Side) -> str:
    """The answers on one side as the report says them: "“always” or “mostly”"."""
    options = [words.quoted(scope.said(option.text)) for option in on_side(item, side)]
    return " or ".join(options)


def high_sentence(scope: Scope, tables: Sequence[OptionTable]) -> Words | None:
    """In how many of the areas at least so many answered favourably: the highest level that half of them reach."""
    found = shown(tables, favourable)
    if not found:
        return None
    asked = answer_words(scope, found[0][0], Side.FAVOURABLE)
    claims = tuple(claim(scope, item, estimate) for item, estimate in found)
    if len(found) < FEW_AREAS:
        return Words(_each(scope, found, asked), claims)
    levels = (at_level(found, level) for level in HIGH_LEVELS)
    best = next((level for level in levels if is_plain(level) and 2 * len(level.reached) >= len(found)), None)
    if best is None:
        low, high = min(found, key=lambda pair: pair[1].value), max(found, key=lambda pair: pair[1].value)
        return Words(
            f"Between {words.percent(low[1])} ({scope.label(low[0])}) and {words.percent(high[1])} "
            f"({scope.label(high[0])}) of {scope.instrument.respondents} answered {asked}.",
            claims,
        )
    return Words(
        f"{_in_how_many(len(best.reached), len(found))}, at least {best.level:.0%} of "
        f"{scope.instrument.respondents} answered {asked}.{_others(scope, best.others)}",
        (_counted(scope, best, "favourable"), *claims, *_left_unnamed(scope, best.others)),
    )


def low_sentence(scope: Scope, tables: Sequence[OptionTable]) -> Words | None:
    """In which of the areas a notable share answered unfavourably, or that it did in none."""
    found = shown(tables, unfavourable)
    level = _plain_level(found, LOW_LEVELS)
    asked = answer_words(scope, found[0][0], Side.UNFAVOURABLE) if found else ""
    if level is None or not asked:
        return None
    if level.reached:
        return _or_more(scope, level, asked, "unfavourable", told=len(found) == len(tables))
    claims = (_counted(scope, level, "unfavourable"), *(claim(scope, item, estimate) for item, estimate in found))
    these = "these areas" if len(found) == len(tables) else f"the {words.number(len(found))} areas{_WHERE_TOLD}"
    return Words(f"In none of {these} did {level.level:.0%} or more answer {asked}.", claims)


def neutral_sentence(scope: Scope, tables: Sequence[OptionTable]) -> Words | None:
    """In which of the areas many answered in the middle ("no difference"); nothing is said where few did."""
    found = shown(tables, lambda table: share(_middle(table), table.base, "neutral"))
    level = _plain_level(found, NEUTRAL_LEVELS)
    asked = answer_words(scope, found[0][0], Side.NEUTRAL) if found else ""
    if not (level and level.reached and asked):
        return None
    return _or_more(scope, level, asked, "neutral", told=len(found) == len(tables))


def comparison_sentences(scope: Scope, items: Sequence[Item]) -> tuple[Words, ...]:
    """Which areas stand clear of the rest: a word of difference is used only where the widened interval allows it."""
    besides = ((item, scope.beside(item)) for item in items)
    found = tuple((item, beside) for item, beside in besides if isinstance(beside, Beside))
    if not found:
        return ()
    clear = tuple((item, beside) for item, beside in found if stands_clear(scope, beside))
    if len(clear) >= FEW_AREAS:
        return _beside_together(scope, clear, len(found))
    if clear:
        return tuple(_beside_sentence(scope, item, beside) for item, beside in clear)
    claims = tuple(claim_beside(scope, item, beside) for item, beside in found)
    text = "The answers do not differ clearly from the rest here: the differences are within what chance alone brings."
    return (Words(text, claims),)


def stands_clear(scope: Scope, beside: Beside) -> bool:
    """Whether words may say "higher" or "lower": both the widened interval and the adjusted test say so."""
    return beside.is_clear and adjusted_p(scope, beside) < SIGNIFICANT


def largest_sentence(scope: Scope, table: OptionTable) -> Words | None:
    """Which answer most people gave to a context question."""
    found = [(part, share(part.count, table.base, part.label)) for part in table.parts if part.key != "other"]
    estimates = [(part, estimate) for part, estimate in found if isinstance(estimate, Estimate)]
    if not estimates:
        return None
    part, most = max(estimates, key=lambda pair: pair[1].count)
    return Words(
        f"{scope.label(table.item)}: the most common answer was {words.quoted(scope.said(part.label))}, "
        f"{most.count:,} of {most.base:,} ({words.percent(most)}).",
        (claim(scope, table.item, most),),
    )


def _middle(table: OptionTable) -> Shown[int] | Withheld:
    """How many stand on neither side, where both sides are told."""
    return minus(table.base, table.favourable, table.unfavourable)


def _plain_level(found: Found, levels: Sequence[float]) -> Level | None:
    """The first level that no printed figure contradicts; None where each of so few areas is told by itself."""
    tried = (at_level(found, level) for level in levels)
    return next((level for level in tried if is_plain(level)), None) if len(found) >= FEW_AREAS else None


def _or_more(scope: Scope, level: Level, asked: str, of: str, *, told: bool) -> Words:
    """`told` says whether the share is told in all areas, or in some of them only."""
    every = (*level.reached, *level.others)
    areas = f"{_so_many(len(level.reached), len(every))} areas{'' if told else _WHERE_TOLD}"
    return Words(
        f"{level.level:.0%} or more answered {asked} in {areas}: {_named(scope, level.reached)}.",
        (
            _counted(scope, level, of),
            *(claim(scope, item, estimate) for item, estimate in every),
            *_left_unnamed(scope, level.reached),
        ),
    )


def _counted(scope: Scope, level: Level, of: str) -> Claim:
    every = (*level.reached, *level.others)
    return claim_level(scope, every[0][0], of, len(level.reached), len(every), level.level)


def _left_unnamed(scope: Scope, found: Found) -> tuple[Claim, ...]:
    """How many areas a list leaves out at its end."""
    more = len(found) - LONGEST_LIST
    of = "areas of life not named"
    return (claim_number(scope, found[0][0].id, of, more, unit="areas of life"),) if more > 1 else ()


def _each(scope: Scope, found: Found, asked: str) -> str:
    (item, first), *others = found
    more = "".join(f"; {scope.label(other)}: {words.percent(estimate)}" for other, estimate in others)
    share = f"{words.percent(first)} of {scope.instrument.respondents}"
    return f"{scope.label(item)}: {share} answered {asked}{more}."


def _in_how_many(reached: int, asked: int) -> str:
    return f"In {_so_many(reached, asked)} areas we asked about"


def _so_many(reached: int, asked: int) -> str:
    return words.so_many(reached, asked, "of the ")


def _others(scope: Scope, others: Found) -> str:
    return f" Fewer did so in {_named(scope, others)}." if others else ""


def _named(scope: Scope, found: Found) -> str:
    names = [f"{scope.label(item)} ({words.percent(estimate)})" for item, estimate in found]
    more = len(names) - LONGEST_LIST
    return words.listed([*names[:LONGEST_LIST], f"{words.number(more)} more"] if more > 1 else names)


def _beside_together(scope: Scope, clear: _Besides, compared: int) -> tuple[Words, ...]:
    """In how many areas there is a clear difference, and then which, the shares beside each other."""
    ways = [("higher", [pair for pair in clear if pair[1].difference > 0])]
    ways += [("lower", [pair for pair in clear if pair[1].difference <= 0])]
    ways = [(way, pairs) for way, pairs in ways if pairs]
    first, *others = [f"clearly {way} here in {_so_many(len(pairs), compared)} areas" for way, pairs in ways]
    more = "".join(f", and {other}" for other in others)
    counts = (
        claim_number(
            scope, pairs[0][0].id, f"areas of life clearly {way} here", len(pairs), unit="areas of life", base=compared
        )
        for way, pairs in ways
    )
    tested = (claim_beside(scope, item, beside) for item, beside in clear)
    head = Words(f"Beside the rest, favourable answers are {first}{more}.", (*counts, *tested))
    return head, *(_which(scope, way, pairs) for way, pairs in ways)


def _which(scope: Scope, way: str, pairs: _Besides) -> Words:
    shares = (f"{words.percent(beside.here)}, the rest {words.percent(beside.rest)}" for _, beside in pairs)
    named = [f"{scope.label(item)} ({share})" for (item, _), share in zip(pairs, shares, strict=True)]
    claims = (
        each
        for item, beside in pairs
        for each in (
            claim_beside(scope, item, beside),
            claim(scope, item, beside.here),
            claim_rest(scope, item, beside),
        )
    )
    return Words(f"Clearly {way}: {words.listed(named)}.", tuple(claims))


def _beside_sentence(scope: Scope, item: Item, beside: Beside) -> Words:
    direction = "higher" if beside.difference > 0 else "lower"
    return Words(
        f"{scope.label(item)}: {words.percent(beside.here)} here, clearly {direction} than the rest's "
        f"{words.percent(beside.rest)}.",
        (claim_beside(scope, item, beside), claim(scope, item, beside.here), claim_rest(scope, item, beside)),
    )
