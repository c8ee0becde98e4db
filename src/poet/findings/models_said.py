"""What models let out, in a few words for a terminal: one sentence a kind of result, never an odds ratio alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from poet.associate import Plain
from poet.associate.agreement import Correlation
from poet.associate.areas import AreaBand, AreaBands, Band, RankInterval, Shrunken
from poet.associate.certainty import TippingPoint
from poet.associate.dose import Dose
from poet.associate.fair import Fair
from poet.associate.halo import Halo, Raters
from poet.associate.health import ItemHealth
from poet.associate.hearing import Representativeness
from poet.associate.importance import Importance
from poet.associate.odds import ProportionalOdds
from poet.associate.ordered import LikelihoodRatio
from poet.associate.pooling import ItemDifference, PoolingVerdict
from poet.associate.scale import OneFactor, Reliability, Scale
from poet.associate.together import Together
from poet.associate.without import AtMost
from poet.compare import AcrossAreas
from poet.findings import words
from poet.findings.figures import p_value, percent, points
from poet.measure import Interval, NotEstimable
from poet.protect import Withheld


def _across(value: AcrossAreas) -> str:
    better = f"says better {percent(value.superiority.value)} of the time within {value.areas} areas"
    pooled = f"; {points(value.pooled.difference, value.pooled.interval)}" if value.pooled else ""
    return f"{better}{pooled}; {value.people} beside {value.others}"


def _plain(value: Plain) -> str:
    met, unmet = (f"{percent(one.value)} ({one.count} of {one.base})" for one in (value.met, value.unmet))
    return f"where met {met}, where not {unmet}; {points(value.difference, value.interval)}"


def _odds(value: ProportionalOdds) -> str:
    effect = value.effects[0]
    shares = f"where met {percent(effect.met.share)}, where not {percent(effect.unmet.share)} in the model"
    fits = effect.proportional
    one_ratio = words.NOT_ONE_RATIO if isinstance(fits, LikelihoodRatio) and fits.p < words.DOUBT else ""
    return (
        f"{shares}; odds ratio {effect.odds_ratio:.2f} ({_limits(effect.interval)}), p {p_value(effect.p)}{one_ratio}"
    )


def _together(value: Together) -> str:
    kinds = {"gamma": value.gamma, "tau-b": value.tau_b, "polychoric": value.polychoric}
    return ", ".join(f"{name} {_correlation(one)}" for name, one in kinds.items())


def _correlation(one: Correlation | NotEstimable) -> str:
    return words.NO_FIGURE if isinstance(one, NotEstimable) else f"{one.value:.2f}{_maybe(one.interval)}"


def _without(value: AtMost) -> str:
    return f"of the {value.base} without it at most {percent(value.upper)} are favourable"


def _halo(value: Halo) -> str:
    across = f"told by different people {value.across:.2f} ({_limits(value.interval)}) over {value.areas} areas"
    left = f"; {percent(value.left)} of the link is left" if isinstance(value.left, float) else ""
    return f"{across}, by the same {value.same:.2f}{left}"


def _raters(value: Raters) -> str:
    return f"told by different voices {value.correlation:.2f} ({_limits(value.interval)}) over {value.areas} areas"


def _dose(value: Dose) -> str:
    rows = ", ".join(
        f"{one.fewest if one.fewest == one.most else f'{one.fewest} to {one.most}'} met "
        f"{percent(one.good.value)} ({one.good.count} of {one.good.base})"
        for one in value.groups
    )
    return f"of {value.conditions} conditions {rows}; trend p {p_value(value.trend.p)}"


def _importance(value: Importance) -> str:
    names = value.conditions or tuple(str(place) for place in range(1, len(value.shares) + 1))
    shares = ", ".join(
        f"{name} {percent(one.value)} ({percent(one.interval.low)} to {percent(one.interval.high)})"
        for name, one in zip(names, value.shares, strict=True)
    )
    return f"{percent(value.r_squared)} of the differences go along with the conditions: {shares}"


def _scale(value: Scale) -> str:
    kinds = {"alpha": value.alpha, "ordinal alpha": value.ordinal_alpha, "omega": value.omega}
    there = next((one for one in kinds.values() if not isinstance(one, NotEstimable)), None)
    people = f"; {there.items} questions, {there.people} people" if there else ""
    return ", ".join(f"{name} {_reliable(one)}" for name, one in kinds.items()) + people


def _reliable(one: Reliability | OneFactor | NotEstimable) -> str:
    if isinstance(one, NotEstimable):
        return words.NO_FIGURE
    return f"{one.omega:.2f}" if isinstance(one, OneFactor) else f"{one.value:.2f}{_maybe(one.interval)}"


def _health(value: ItemHealth) -> str:
    kinds = {
        "left out": value.missing,
        "don't know": value.not_known,
        "not understood": value.not_understood,
        "worst answer": value.floor,
        "best answer": value.ceiling,
    }
    shares = ", ".join(f"{name} {_share(one)}" for name, one in kinds.items())
    rest = f"{value.item_rest:.2f}" if isinstance(value.item_rest, float) else words.NO_FIGURE
    return f"{value.answered} of {value.asked} asked answered; {shares}; with the other questions {rest}"


def _share(one: float | Withheld | NotEstimable) -> str:
    if isinstance(one, Withheld):
        return words.WITHHELD
    return words.NO_FIGURE if isinstance(one, NotEstimable) else percent(one)


def _pooling(value: PoolingVerdict) -> str:
    differ = sum(isinstance(one, ItemDifference) and one.differs for one in value.items)
    tell = f"; {differ} of {len(value.items)} questions differ" if value.items else ""
    return f"{value.verdict}{tell}; {', '.join(map(str, value.people))} people"


def _heard(value: Representativeness) -> str:
    indicator = f"R-indicator {value.r_indicator:.2f}, less chance {value.unbiased:.2f} ({_limits(value.interval)})"
    people = f"{value.people} of {value.caseload} answered ({percent(value.rate)})"
    return f"{indicator}; {people}, as certain as {value.effective:.0f} had groups answered alike"


def _tipping(value: TippingPoint) -> str:
    threshold = percent(value.threshold)
    if not value.is_possible:
        return (
            f"nothing the {value.silent} who did not answer could say would bring the share to everybody's {threshold}"
        )
    than = f"{abs(value.difference) * 100:.1f} points {'less' if value.difference < 0 else 'more'} than those who did"
    needed = f"the {value.silent} who did not answer would have to say so {percent(value.needed)} of the time, {than},"
    return f"{needed} for the share to be everybody's {threshold}"


def _fair(value: Fair) -> str:
    evened = f"{percent(value.fair.value)} ({percent(value.fair.interval.low)} to {percent(value.fair.interval.high)})"
    by = ", ".join(value.attributes)
    return (
        f"{evened} evened out by {by}, {percent(value.plain.value)} as it is; as certain as {value.fair.effective:.0f}"
    )


def _shrunken(value: Shrunken) -> str:
    limits = f"{percent(value.interval.low)} to {percent(value.interval.high)}"
    return f"{percent(value.shrunken)} ({limits}), {percent(value.raw)} as it is"


def _bands(value: AreaBands) -> str:
    told = Counter(str(band) if isinstance(band, Band) else words.CANNOT_SAY for band in value.of_area.values())
    counted = ", ".join(f"{number} {band}" for band, number in sorted(told.items()))
    return f"around {value.target:g}, spread {value.tau:g}: {counted}"


def _limits(interval: Interval) -> str:
    return f"{interval.low:.2f} to {interval.high:.2f}"


def _maybe(interval: Interval | NotEstimable) -> str:
    return "" if isinstance(interval, NotEstimable) else f" ({_limits(interval)})"


MODELS_SAID: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        AcrossAreas: _across,
        Plain: _plain,
        ProportionalOdds: _odds,
        Together: _together,
        AtMost: _without,
        Halo: _halo,
        Raters: _raters,
        Dose: _dose,
        Importance: _importance,
        Scale: _scale,
        ItemHealth: _health,
        PoolingVerdict: _pooling,
        Representativeness: _heard,
        TippingPoint: _tipping,
        Fair: _fair,
        Shrunken: _shrunken,
        AreaBands: _bands,
        AreaBand: lambda found: f"{found.band}, around {found.target:g}",
        RankInterval: lambda found: f"between rank {found.best} and {found.worst}",
    }
)
