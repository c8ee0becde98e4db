"""From an estimate to the claim that a sentence, bar or cell rests on.

A claim's id says what it is about and not where it stands, so that the same claim has the same id next term.
"""

from __future__ import annotations

from poet.compare import Beside, equality_p
from poet.instrument import Item
from poet.measure import CONFIDENCE, Estimate
from poet.report.model import Claim
from poet.report.scope import Scope

# A word of difference asks for a test at this level, adjusted for all comparisons of the report.
SIGNIFICANT = 1 - CONFIDENCE
TEST = "chi-squared, adjusted by Bonferroni's rule"


def claim_share(found: Estimate, *, of: str, item: str, group: str, name: str, release: str) -> Claim:
    """The claim of an estimate, wherever it stands: of what, of whom, by which name, and in which release it was issued."""
    return Claim(
        of=of,
        item=item,
        group=group,
        value=found.value,
        base=found.base,
        low=found.interval.low,
        high=found.interval.high,
        method=found.method,
        id=name,
        release=release,
    )


def claim(scope: Scope, item: Item, found: Estimate) -> Claim:
    """The claim of one estimate of the report's own people."""
    name = f"{item.id}/{found.of}"
    return claim_share(found, of=found.of, item=item.id, group=scope.name, name=name, release=scope.about.release)


def claim_rest(scope: Scope, item: Item, beside: Beside) -> Claim:
    """The claim of the rest's own share."""
    rest, name = beside.rest, f"{item.id}/the rest"
    return claim_share(rest, of=rest.of, item=item.id, group="the rest", name=name, release=scope.about.release)


def claim_beside(scope: Scope, item: Item, beside: Beside) -> Claim:
    """The claim that an area differs from the rest: the difference with its interval and test, and the rest's share."""
    return Claim(
        of="favourable, area minus the rest",
        item=item.id,
        group=scope.name,
        value=beside.difference,
        base=beside.here.base,
        low=beside.interval.low,
        high=beside.interval.high,
        unit="difference",
        comparator="the rest",
        comparator_value=beside.rest.value,
        method="newcombe",
        test=TEST,
        adjusted_p=adjusted_p(scope, beside),
        id=f"{item.id}/beside the rest",
        release=scope.about.release,
    )


def adjusted_p(scope: Scope, beside: Beside) -> float:
    """The p-value that both shares are the same, times the comparisons that the report makes; 1 at most."""
    here, rest = beside.here, beside.rest
    return min(1.0, scope.comparisons * float(equality_p(here.count, here.base, rest.count, rest.base)))


def claim_level(
    scope: Scope, item: Item, of: str, reached: int, asked: int, level: float, *, counted: str = "areas of life"
) -> Claim:
    """The claim that `reached` of `asked` areas of life (`item` is the first of them), or of whatever is `counted`,
    reach a level."""
    return Claim(
        of=f"{counted} with {of} answers at the level or more",
        item=item.id,
        group=scope.name,
        value=reached,
        base=asked,
        unit=counted,
        comparator="level",
        comparator_value=level,
        id=f"{item.id}/{counted} with {of} at {level:.0%}",
        release=scope.about.release,
    )


def claim_number(scope: Scope, item: str, of: str, value: float, *, unit: str = "people", base: int = 0) -> Claim:
    """The claim of a plain figure: how many people answered, a middle sum, a threshold of the protection policy."""
    return Claim(
        of=of,
        item=item,
        group=scope.name,
        value=value,
        base=base or (int(value) if unit == "people" else 0),
        unit=unit,
        id=f"{item}/{of}",
        release=scope.about.release,
    )
