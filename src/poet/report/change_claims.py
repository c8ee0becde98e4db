"""The claims behind a change: both shares, their difference with its test, how many changed which way, and the margin."""

from __future__ import annotations

from poet.compare import Change
from poet.instrument import Item
from poet.measure import Estimate
from poet.report.claims import claim_number, claim_share
from poet.report.model import Claim
from poet.report.rules import rules
from poet.report.scope import Earlier, Scope

TEST = "chi-squared, adjusted by Holm's rule"


def difference(scope: Scope, earlier: Earlier, item: Item, found: Change, p: float) -> Claim:
    """The favourable share now minus then, beside the share then; `p` is adjusted for all changes of the report."""
    one = found.difference
    return Claim(
        of="favourable, now minus then",
        item=item.id,
        group=scope.name,
        value=one.value,
        base=one.here.base,
        low=one.interval.low,
        high=one.interval.high,
        unit="difference",
        comparator=earlier.called,
        comparator_value=one.there.value,
        method=one.method,
        test=TEST,
        adjusted_p=p,
        id=f"{item.id}/now minus then",
        release=scope.about.release,
    )


def then(scope: Scope, earlier: Earlier, item: Item, found: Estimate) -> Claim:
    """The favourable share of the earlier round."""
    of = "favourable then"
    return claim_share(found, of=of, item=item.id, group=scope.name, name=f"{item.id}/{of}", release=earlier.release)


def counted(scope: Scope, first: Item, of: str, many: int) -> Claim:
    """How many of a run of questions, of which this is the first, are `of` some kind."""
    return claim_number(scope, first.id, f"areas of life: {of}", many, unit="areas of life")


def margin_claim(scope: Scope) -> Claim:
    """The smallest change that counts, in points, as it was set beforehand."""
    points = round(100 * rules().change.margin)
    return claim_number(scope, "margin", "smallest change that matters, set beforehand", points, unit="points")
