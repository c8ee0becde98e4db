"""The findings of a report that a council acts on, as they stand by now, and what became of them in the next round."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version as installed

from django.conf import settings
from django.utils import timezone

from poet.compare import Change, NotTested, Period, Verdict, change
from poet.compare.words import NOT_ASKED_THEN, RESCALED
from poet.instrument.lineage import Step, Trend, lineage
from poet.protect import OptionTable, Protected, Withheld
from poet.report import About, Done, Finding, findings
from poet.report.words import whole_percent
from portal.councils.models import Area
from portal.engagement import words
from portal.questionnaires.models import Version
from portal.reporting.ground import same
from portal.reporting.results import alone, asked_by, narrowed, stands_each
from portal.rounds.choosing import chosen_in_each
from portal.rounds.models import Participation, Round, Window

# A change of less than so large a share is no meaningful one: set beforehand, the same for every council and question.
MARGIN = 0.05


Asked = tuple[Round, Version]


@dataclass(frozen=True, slots=True)
class After:
    """A later round of the questionnaire of a round, in whatever version, and the area as it took part in it: under another
    code, maybe."""

    round: Round
    version: Version
    area: Area


def release_of(asking: Round, area: Area, version: Version) -> Protected:
    """What stands of an area alone, told of the questions that were asked there."""
    return _releases(area, [(asking, version)])[0]


def _releases(area: Area, asked: Sequence[Asked], later: After | None = None) -> list[Protected]:
    """The same of several rounds, in their order and in two statements; and of a later one, of whatever area it then was."""
    every = [*asked, (later.round, later.version)] if later else [*asked]
    whose = [area] * len(asked) + ([later.area] if later else [])
    chosen = chosen_in_each(every)
    found = zip(stands_each(every, chosen), every, chosen, whose, strict=True)
    return [alone(narrowed(it.tables, asked_by(one, version, theirs))) for it, (_, version), theirs, one in found]


def about(asking: Round, *, done: tuple[Done, ...] = ()) -> About:
    """What a report of a round says of itself today, and what is done about it."""
    return About(
        date=timezone.localdate().isoformat(),
        round_name=asking.name,
        software=f"POET {installed('poet')}",
        made_up=asking.made_up,
        publisher=settings.PUBLISHER,
        licence=settings.LICENCE,
        done=done,
    )


def findings_of(asking: Round, area: Area, version: Version) -> tuple[Finding, ...]:
    """What may be shown of an area's judged questions by now; nothing where too few have answered."""
    return findings_in(release_of(asking, area, version), asking, area)


def findings_in(release: Protected, asking: Round, area: Area) -> tuple[Finding, ...]:
    """The same of what stands, where that has been read already."""
    return findings(release, area.name, about(asking)) if area.name in release.groups else ()


@dataclass(frozen=True, slots=True)
class Again:
    """What became of a finding in the next round: one word for it, and the sentence with its figures."""

    word: str
    said: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """What stands of an area after a round, and after the next one of the same questionnaire (in its `version`) where there was
    one yet; `called` is what the area is called in that."""

    release: Protected
    later: Round | None = None
    newer: Protected | None = None
    version: Version | None = None
    called: str = ""


def rounds_of(asking: Round, area: Area, version: Version, *, again: bool) -> Rounds:
    """What stands, with the next round where it is asked for (`again`): no more statements with one than without but for finding
    it."""
    after = _next_round(asking, area, version) if again else None
    if after is None:
        return Rounds(release_of(asking, area, version))
    return _both(asking, area, version, after)


def _both(asking: Round, area: Area, version: Version, after: After) -> Rounds:
    release, newer = _releases(area, [(asking, version)], after)
    return Rounds(release, after.round, newer, after.version, after.area.name)


def measured_again(found: Rounds, asking: Round, area: Area, items: Collection[str]) -> Mapping[str, Again]:
    """What the next round of the same questionnaire says of these items, by item; nothing where there was none yet."""
    before, now, later = found.release, found.newer, found.later
    if now is None or later is None:
        return {}
    steps = {step.before.id: step for step in lineage(before.instrument, now.instrument) if step.before}
    running = later.window(timezone.now()) is not Window.CLOSED
    return {
        item: _again(
            _changed(steps.get(item), item, (before, now), (area.name, found.called), _periods(later, asking)),
            later.name,
            running=running,
        )
        for item in items
    }


def compared(found: Rounds, asking: Round, area: Area, items: Collection[str]) -> Mapping[str, str]:
    """The items of which the figures of both rounds are told beside one another, each with its name in the next round."""
    before, now, later = found.release, found.newer, found.later
    if now is None or later is None:
        return {}
    steps = {step.before.id: step for step in lineage(before.instrument, now.instrument) if step.before}
    periods = _periods(later, asking)
    return {
        item: step.after.id
        for item in items
        if (step := steps.get(item)) and step.after
        if isinstance(_changed(step, item, (before, now), (area.name, found.called), periods), Change)
    }


def again_by_now(asking: Round, area: Area, version: Version, items: Collection[str]) -> Mapping[str, Again]:
    """The same where nothing has been read yet; without a next round, nothing is."""
    after = _next_round(asking, area, version) if items else None
    if after is None:
        return {}
    return measured_again(_both(asking, area, version, after), asking, area, items)


def _next_round(asking: Round, area: Area, version: Version) -> After | None:
    """The first later round in which the same questionnaire was asked on the same ground, in whatever version. One statement
    where the area's code never changed."""
    codes = same(area)
    joined = Participation.objects.filter(area__in=codes)
    later = Round.versions.through.objects.filter(
        round__in=joined.values("round"),
        round__opens__gt=asking.opens,
        round__made_up=asking.made_up,
        version__form=version.form,
    )
    light = later.select_related("round", "version").defer("version__text")
    found = light.order_by("round__opens", "round__pk", "-version__pk").first()
    if found is None:
        return None
    whose = area if codes == {area.pk} else joined.select_related("area").get(round=found.round).area
    return After(found.round, found.version, whose)


def _periods(later: Round, earlier: Round) -> tuple[Period, Period]:
    return (_period(later), _period(earlier))


def _period(one: Round) -> Period:
    return Period(timezone.localdate(one.opens), timezone.localdate(one.closes))


Outcome = Change | Withheld | NotTested


def _changed(
    step: Step | None,
    item: str,
    releases: tuple[Protected, Protected],
    called: tuple[str, str],
    periods: tuple[Period, Period],
) -> Outcome:
    """The change of an item's favourable share, or why there is none to tell; `called` is the area in either release."""
    if step is None or step.after is None:
        return NotTested(NOT_ASKED_THEN.replace("then", "again"))
    if step.trend is Trend.BREAKS:
        return NotTested(RESCALED.replace("then", "this time"))
    before, now = releases
    then, by_now = before.groups.get(called[0], {}).get(item), now.groups.get(called[1], {}).get(step.after.id)
    if not isinstance(then, OptionTable) or not isinstance(by_now, OptionTable):
        return NotTested(words.TOO_FEW_TO_COMPARE)
    return change(by_now, then, MARGIN, periods=periods)


_WORDS = {
    Verdict.BETTER: words.BETTER,
    Verdict.WORSE: words.WORSE,
    Verdict.NO_MEANINGFUL_CHANGE: words.NO_CLEAR_CHANGE,
    Verdict.TOO_UNCERTAIN: words.CANNOT_SAY,
}


def _again(found: Outcome, name: str, *, running: bool) -> Again:
    if not isinstance(found, Change):
        why = found.why if isinstance(found, NotTested) else words.TOO_FEW_TO_COMPARE
        return Again(words.CANNOT_SAY, words.cannot_say(name, str(why)))
    here, there = found.difference.here, found.difference.there
    word = _WORDS[found.verdict]
    figures = words.Figures(
        (whole_percent(there.count, there.base), there.base), (whole_percent(here.count, here.base), here.base)
    )
    return Again(word, words.again(name, word, figures, found.difference.interval, running=running))


def told_of(found: Collection[Finding]) -> Iterator[tuple[str, str]]:
    """Findings as choices: the claim's name and the sentence."""
    yield from ((one.claim.id, one.said.text) for one in found)
