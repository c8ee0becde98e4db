"""Since last time: each judged question's share then and now, as arrows, in four words, and where no line may be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from poet.compare import Change, NotTested, Verdict, changes, holm
from poet.compare.words import NOT_ASKED_THEN, NOT_THERE_THEN, RESCALED
from poet.instrument import Item
from poet.instrument.lineage import Step, Trend, lineage
from poet.protect import OptionTable, Why, Withheld
from poet.report import pictures, texts, words
from poet.report.change_claims import counted, difference, margin_claim, then
from poet.report.change_tables import table
from poet.report.claims import SIGNIFICANT, claim
from poet.report.model import Block, Claim, Dot, Dots, Note, Paragraph, Section, Shape, Words
from poet.report.rules import rules
from poet.report.scope import Earlier, Scope, runs, sections

Outcome = Change | Withheld | NotTested


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a question since the earlier round: `p` is adjusted for all changes of the report, `verdict` what
    may be said of it, None where nothing is compared; `marked` where its words are others than then."""

    item: Item
    outcome: Outcome
    now: OptionTable | None = None
    p: float = 1.0
    verdict: Verdict | None = None
    marked: bool = False


def change(scope: Scope) -> Iterator[Section]:
    """The chapter: a chart, a table and sentences for each run of judged questions, or why there is none."""
    earlier = scope.earlier
    if earlier is None or (scope.group is not None and scope.group not in earlier.protected.groups):
        text = texts.NO_EARLIER if earlier is None else texts.NOT_IN_EARLIER.format(name=earlier.called)
        yield Section("change", texts.SINCE, (Note((Words(text),)),))
        return
    known = {one.item.id: one for one in since(scope, earlier)}
    blocks: list[Block] = [_how(earlier, scope)]
    hidden: dict[Why, list[str]] = {}
    for section, items in sections(scope):
        title = scope.said(section.title)
        for run in runs([item for item in items if item.id in known]):
            found = [known[item.id] for item in run]
            why = _hidden(found)
            if why is not None:
                hidden.setdefault(why, []).append(title)
            blocks += _told(scope, earlier, found, title)
    blocks += (_nothing(scope, why, titles) for why, titles in hidden.items())
    yield Section("change", texts.SINCE, tuple(blocks))


def since(scope: Scope, earlier: Earlier) -> tuple[Since, ...]:
    """Every judged question of this round, followed back by the versions' lineage and compared where that may be done."""
    asked = [
        item for item in scope.instrument.items if item.judged and isinstance(scope.tables.get(item.id), OptionTable)
    ]
    steps = {one.after.id: one for one in lineage(earlier.protected.instrument, scope.instrument) if one.after}
    now = scope.option_tables(asked)
    before = [_before(steps[item.id], scope, earlier) for item in asked]
    pairs = [(one, then_) for one, then_ in zip(now, before, strict=True) if isinstance(then_, OptionTable)]
    compared = iter(changes(pairs, rules().change.margin, name=earlier.called, periods=earlier.periods))
    outcomes: list[Outcome] = [next(compared) if isinstance(then_, OptionTable) else then_ for then_ in before]
    tested = [one.difference.p or 0.0 for one in outcomes if isinstance(one, Change)]
    adjusted = iter(holm(tested).tolist() if tested else ())
    return tuple(
        _since(item, outcome, table_, next(adjusted) if isinstance(outcome, Change) else 1.0, steps[item.id])
        for item, outcome, table_ in zip(asked, outcomes, now, strict=True)
    )


def _since(item: Item, outcome: Outcome, now: OptionTable, p: float, step: Step) -> Since:
    if not isinstance(outcome, Change):
        return Since(item, outcome, now)
    unsure = outcome.verdict in {Verdict.BETTER, Verdict.WORSE} and p >= SIGNIFICANT
    said = Verdict.TOO_UNCERTAIN if unsure else outcome.verdict
    return Since(item, outcome, now, p, said, marked=step.trend is Trend.MARKED)


def _before(step: Step, scope: Scope, earlier: Earlier) -> OptionTable | NotTested:
    """The question's table in the earlier round, or why it is none to compare with."""
    if step.trend is Trend.BREAKS or step.before is None:
        return NotTested(RESCALED if step.before else NOT_ASKED_THEN)
    whose = earlier.protected
    tables = whose.whole if scope.group is None else whose.groups[scope.group]
    found = tables.get(step.before.id)
    return found if isinstance(found, OptionTable) else NotTested(NOT_THERE_THEN)


def _how(earlier: Earlier, scope: Scope) -> Paragraph:
    known = margin_claim(scope)
    return Paragraph((Words(texts.FOUR_WORDS.format(name=earlier.called, points=f"{known.value:.0f}"), (known,)),))


def _told(scope: Scope, earlier: Earlier, found: Sequence[Since], title: str) -> Iterator[Block]:
    drawn = [one for one in found if not isinstance(one.outcome, NotTested)]
    if any(isinstance(one.outcome, Change) for one in drawn):
        name, finding = f"{drawn[0].item.id}-change", _finding(scope, earlier, drawn)
        dots = tuple(_dot(scope, earlier, one) for one in drawn)
        here = scope.about.round_name or texts.NOW
        yield Dots(
            name, 0, finding, pictures.alt(finding), dots, here, earlier.called, f"{name}-table", shape=Shape.ARROWS
        )
        rows = [(one.item, one.outcome, one.p, one.verdict) for one in drawn]
        yield table(scope, earlier, rows, f"{name}-table", f"{title}: then and now")
    lines = tuple(_breaks(scope, earlier, found))
    if lines:
        yield Note(lines)


def _hidden(found: Sequence[Since]) -> Why | None:
    """Why no change of these questions can be shown; None where one is, or none is compared."""
    drawn = [one.outcome for one in found if not isinstance(one.outcome, NotTested)]
    if not drawn or any(isinstance(outcome, Change) for outcome in drawn):
        return None
    return drawn[0].why if isinstance(drawn[0], Withheld) else Why.FEW_ANSWERS


def _nothing(scope: Scope, why: Why, titles: Sequence[str]) -> Note:
    """What stands in the place of the changes that cannot be shown: of which chapters, why, and what unlocks them."""
    named = "; ".join(dict.fromkeys(titles))
    return Note((Words(f"{named}: {words.withheld(why, scope.policy)}", (pictures.policy_claim(scope),)),))


def _finding(scope: Scope, earlier: Earlier, drawn: Sequence[Since]) -> Words:
    """How many of the questions are better, worse, much as they were, or too uncertain, with names where there are few."""
    told = [one for one in drawn if isinstance(one.outcome, Change)]
    first = told[0].item
    parts: list[str] = []
    claims: list[Claim] = [counted(scope, first, "asked both times", len(told))]
    for verdict, text in texts.VERDICTS.items():
        here = [one for one in told if one.verdict == verdict]
        if here:
            names, more = [scope.label(one.item) for one in here[: texts.NAMED]], len(here) - texts.NAMED
            listed = words.listed([*names, f"{words.number(more)} more"] if more > 0 else names)
            named = f" ({listed})" if verdict in texts.NAMED_VERDICTS else ""
            parts.append(f"{text.format(many=words.counted(len(here), len(told)))}{named}")
            claims += [
                counted(scope, first, str(verdict), len(here)),
                *(
                    difference(scope, earlier, one.item, one.outcome, one.p)
                    for one in here
                    if isinstance(one.outcome, Change)
                ),
                *((counted(scope, first, f"{verdict}, not named", more),) if named and more > 0 else ()),
            ]
    head = texts.CHANGED.format(many=words.areas_of_life(len(told)), name=earlier.called)
    return Words(f"{head}: {'; '.join(parts)}.", tuple(claims))


def _dot(scope: Scope, earlier: Earlier, one: Since) -> Dot:
    label, outcome = scope.label(one.item), one.outcome
    assert one.now is not None
    if not isinstance(outcome, Change):
        base = pictures.base_words(one.now.base)
        return Dot(
            label, base, withheld=pictures.why_withheld(scope, one.now), claims=pictures.withheld_claims(scope, one.now)
        )
    here, there = outcome.difference.here, outcome.difference.there
    mark = f"; {texts.MARKED}" if one.marked else ""
    text = f"{words.percent(there)} then, {words.percent(here)} now: {one.verdict}{mark}"
    claims = (
        claim(scope, one.item, here),
        then(scope, earlier, one.item, there),
        difference(scope, earlier, one.item, outcome, one.p),
    )
    base = texts.BOTH_BASES.format(then=f"{there.base:,}", now=f"{here.base:,}")
    return Dot(label, base, here.value, rest=there.value, text=text, claims=claims)


def _breaks(scope: Scope, earlier: Earlier, found: Sequence[Since]) -> Iterator[Words]:
    """Where no line joins the two rounds, and why; and where the words have changed."""
    for why, text in texts.BROKEN.items():
        here = [scope.label(one.item) for one in found if isinstance(one.outcome, NotTested) and one.outcome.why == why]
        if here:
            yield Words(text.format(names=words.listed(here), name=earlier.called))
    marked = [scope.label(one.item) for one in found if one.marked]
    if marked:
        yield Words(texts.OTHER_WORDS.format(names=words.listed(marked), name=earlier.called))
