"""From an estimate to the claim that a sentence, bar or cell rests on."""

from __future__ import annotations

from poet.compare import Beside
from poet.instrument import Item
from poet.measure import Estimate
from poet.report.model import Claim
from poet.report.scope import Scope


def claim(scope: Scope, item: Item, estimate: Estimate) -> Claim:
    """The claim of one estimate."""
    return Claim(
        of=estimate.of,
        item=item.id,
        group=scope.name,
        value=estimate.value,
        base=estimate.base,
        low=estimate.interval.low,
        high=estimate.interval.high,
        method=estimate.method,
    )


def claim_beside(scope: Scope, item: Item, beside: Beside) -> Claim:
    """The claim that an area differs from the rest: the difference with its interval, and the rest's own share."""
    return Claim(
        of="favourable, area minus the rest",
        item=item.id,
        group=scope.name,
        value=beside.difference,
        base=beside.here.base,
        low=beside.interval.low,
        high=beside.interval.high,
        comparator="the rest",
        comparator_value=beside.rest.value,
        method="newcombe",
    )
