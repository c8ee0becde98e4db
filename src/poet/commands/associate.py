"""`poet associate`: which process conditions go along with which outcomes, as JSON or as sentences."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from enum import Enum

import msgspec

from poet.associate.plain import Plain
from poet.associate.released import Released
from poet.associate.whole import Association, Associations, OutcomeExplained, associations
from poet.commands.settings import AssociateSettings
from poet.commands.taking_in import framed
from poet.instrument import Instrument, load
from poet.measure import Estimate, Interval, NotEstimable
from poet.protect import ModelOutput, Withheld

MADE_UP = "The answers are made up: no figure here is anybody's experience."
HEADING = "Association, not cause: {tests} pairs of a condition and an outcome were tried, and p is corrected for all of them."
PAIR = (
    "- Where {condition} is favourable, {met} answer favourably; where it is not, {unmet}. "
    "Difference {difference} points ({low} to {high}), p {p}."
)
ODDS = "  Within areas the model's percentages are {met} and {unmet}: an odds ratio of {ratio} ({low} to {high})."
NO_ODDS = "  No odds ratio: {why}"
AT_MOST = "  Without it at most {upper} answer favourably."
HALO = "  Told by different people of an area: correlation {across} ({low} to {high}) over {areas} areas; by the same, {same}."
DOSE = "- {met} of {conditions} conditions met: {good}."
SHARE = "- {condition}: {share} of the differences ({low} to {high})."
NOT_TOLD = "- {what}: {why}"


def associate(settings: AssociateSettings) -> int:
    """Print the associations: 0, or 1 where the questionnaire has none to look for."""
    frame = framed(load(settings.answers.instrument), settings.answers)
    found = associations(frame)
    if isinstance(found, NotEstimable):
        print(found.why, file=sys.stderr)
        return 1
    if settings.text:
        print("\n".join(_lines(found, frame.instrument, made_up=settings.made_up)))
    else:
        whole = {"made_up": settings.made_up, "associations": _plain(found)}
        print(msgspec.json.format(msgspec.json.encode(whole), indent=2).decode())
    return 0


def _plain(value: object) -> object:
    """A result in JSON's own types; what is withheld, or not estimable, says so by name."""
    if isinstance(value, Withheld):
        return {"withheld": str(value.why)}
    if isinstance(value, NotEstimable):
        return {"not_estimable": value.why}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return value


def _lines(found: Associations, instrument: Instrument, *, made_up: bool) -> Iterator[str]:
    if made_up:
        yield MADE_UP
    yield HEADING.format(tests=found.tests)
    for one in found.outcomes:
        yield f"\n{_label(instrument, one.outcome)}"
        for pair in (pair for pair in found.pairs if pair.outcome == one.outcome):
            yield from _pair(pair, instrument)
        yield from _together(one, found, instrument)


def _pair(pair: Association, instrument: Instrument) -> Iterator[str]:
    label = _label(instrument, pair.condition)
    if not isinstance(pair.plain, ModelOutput):
        yield _not_told(label, pair.plain)
        return
    yield _figures(label, pair.plain.value)
    if isinstance(pair.odds, ModelOutput):
        effect = pair.odds.value.effects[0]
        limits = {"low": f"{effect.interval.low:.2f}", "high": f"{effect.interval.high:.2f}"}
        shares = {"met": _percent(effect.met.share), "unmet": _percent(effect.unmet.share)}
        yield ODDS.format(ratio=f"{effect.odds_ratio:.2f}", **limits, **shares)
    else:
        yield NO_ODDS.format(why=pair.odds.why)
    if isinstance(pair.without, ModelOutput):
        yield AT_MOST.format(upper=_percent(pair.without.value.upper))
    if isinstance(pair.halo, ModelOutput):
        check = pair.halo.value
        low, high = f"{check.interval.low:.2f}", f"{check.interval.high:.2f}"
        figures = {"across": f"{check.across:.2f}", "same": f"{check.same:.2f}", "areas": check.areas}
        yield HALO.format(low=low, high=high, **figures)


def _figures(label: str, plain: Plain) -> str:
    return PAIR.format(
        condition=label,
        met=_of(plain.met),
        unmet=_of(plain.unmet),
        difference=f"{100 * plain.difference:.0f}",
        low=f"{100 * plain.interval.low:.0f}",
        high=f"{100 * plain.interval.high:.0f}",
        p=f"{plain.p_report:.3f}" if plain.p_report >= 0.001 else "below 0.001",
    )


def _together(one: OutcomeExplained, found: Associations, instrument: Instrument) -> Iterator[str]:
    """The dose table and the shares of importance of an outcome."""
    if isinstance(one.dose, ModelOutput):
        dose = one.dose.value
        for group in dose.groups:
            met = str(group.fewest) if group.fewest == group.most else f"{group.fewest} to {group.most}"
            yield DOSE.format(met=met, conditions=dose.conditions, good=_of(group.good))
    else:
        yield _not_told("by number of conditions met", one.dose)
    if isinstance(one.importance, ModelOutput):
        for condition, share in zip(found.asked_of_most, one.importance.value.shares, strict=True):
            limits = _limits(share.interval)
            yield SHARE.format(condition=_label(instrument, condition), share=_percent(share.value, 1), **limits)
    else:
        yield _not_told("shares of importance", one.importance)


def _limits(interval: Interval) -> dict[str, str]:
    return {"low": _percent(interval.low, 1), "high": _percent(interval.high, 1)}


def _not_told(what: str, result: Released[object]) -> str:
    assert not isinstance(result, ModelOutput)
    return NOT_TOLD.format(what=what, why=result.why)


def _of(estimate: Estimate) -> str:
    return f"{_percent(estimate.value)} ({estimate.count} of {estimate.base})"


def _percent(share: float, digits: int = 0) -> str:
    return f"{100 * share:.{digits}f}%"


def _label(instrument: Instrument, item_id: str) -> str:
    return instrument.by_id[item_id].label
